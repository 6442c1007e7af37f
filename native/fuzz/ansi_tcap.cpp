// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the ANSI TCAP decoder. It is called by itself, so that octets which begin no
// private identifier reach it too.
#include <cstdlib>

#include "native/decode/ansi_tcap.hpp"
#include "native/fuzz/tcap_checks.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::BothSinks both;
  const auto how = [](auto& d, Message& m, Cursor octets) { decode_ansi_tcap(d, m, octets); };
  if (check::decode_both({data, data + size}, both, how) != nullptr) std::abort();
  return 0;
}
