// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the TCAP decoder, MAP included.
#include <cstdlib>

#include "native/fuzz/tcap_checks.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::BothSinks both;
  const auto how = [](auto& d, Message& m, Cursor octets) { decode_tcap(d, m, octets); };
  if (check::decode_both({data, data + size}, both, how) != nullptr) std::abort();
  return 0;
}
