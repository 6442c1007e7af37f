// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of tunnels: the first octet is the protocol number under which IPv4 carries the
// rest: GRE with ERSPAN, IP in IP, MPLS, UDP with VXLAN.
#include "native/fuzz/frame_checks.hpp"
#include "native/generated/eth.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  static check::FrameChecks checks;
  checks.forget();
  checks.decode_next(check::ipv4_packet(data[0], {data + 1, data + size}), eth::link_type::raw);
  return 0;
}
