// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of GTP-C version 2, the version in its first octet not asked for.
#include "native/decode/gtpv2.hpp"
#include "native/fuzz/datagram_checks.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  check::datagram(data, size, [](auto& d, Cursor octets) { decode_gtpv2(d, octets); });
  return 0;
}
