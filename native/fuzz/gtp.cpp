// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of GTP-C: the datagram of its port, version 1 or whatever its first octet says.
#include "native/fuzz/datagram_checks.hpp"
#include "native/generated/dispatch.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  check::datagram(data, size, [](auto& d, Cursor octets) { decode_gtp(d, octets); });
  return 0;
}
