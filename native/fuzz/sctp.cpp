// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of SCTP: packets in a row over live reassembly state, each a part of the input
// (frame_checks.hpp) that a header of IPv4 is put in front of.
#include "native/fuzz/frame_checks.hpp"
#include "native/generated/eth.hpp"
#include "native/generated/ip.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::FrameChecks checks;
  checks.forget();
  check::for_each_part(data, data + size, [&](const std::vector<uint8_t>& sctp, uint8_t seconds) {
    checks.decode_next(check::ipv4_packet(ip::protocol::sctp, sctp), eth::link_type::raw, seconds);
  });
  return 0;
}
