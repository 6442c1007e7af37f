// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of TCP segments over live stream state: each part of the input (parts,
// frame_checks.hpp) is a segment of one of two directions, behind one octet of flags and choice and
// two of its place behind the first octet, which is near the wrap of sequence numbers. What they
// complete is decoded down to its AVPs. The state begins anew with each input.
#include "native/generated/tcp.hpp"
#include "native/fuzz/frame_checks.hpp"
#include "native/generated/eth.hpp"
#include "native/generated/ip.hpp"

using namespace sigwarden;

namespace {

using Octets = std::vector<uint8_t>;

constexpr size_t kHeadOctets = 3;
constexpr uint32_t kStart = 0xFFFFFF80;
/// What the first octet of a part chooses.
constexpr uint8_t kIsSyn = 1, kIsAnswer = 2, kIsElsewhere = 4, kIsFar = 8;

Octets segment_of(const Octets& part) {
  const uint8_t choice = part[0];
  const uint16_t port = (choice & kIsElsewhere) != 0 ? 13868 : tcp::port::diameter;
  const uint32_t far = (choice & kIsFar) != 0 ? 0x10000000u : 0;
  const uint32_t sequence = kStart + load_be16(part.data() + 1) + far;
  const uint16_t ports[2] = {40000, port};
  const bool is_answer = (choice & kIsAnswer) != 0;
  Octets segment;
  const auto put = [&](uint32_t value, int octets) {
    for (int i = octets - 1; i >= 0; i--)
      segment.push_back(static_cast<uint8_t>(value >> (8 * i)));
  };
  put(ports[is_answer ? 1 : 0], 2);
  put(ports[is_answer ? 0 : 1], 2);
  put(sequence, 4);
  put(0, 4);
  put(0x5000 | ((choice & kIsSyn) != 0 ? tcp::flag::syn : tcp::flag::ack), 2);
  put(0, 2);
  put(0, 4);
  segment.insert(segment.end(), part.begin() + kHeadOctets, part.end());
  return segment;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::FrameChecks checks;
  checks.forget();
  check::for_each_part(data, data + size, [&](const Octets& part, uint8_t seconds) {
    if (part.size() < kHeadOctets) return;
    checks.decode_next(check::ipv4_packet(ip::protocol::tcp, segment_of(part)), eth::link_type::raw,
                       seconds);
  });
  return 0;
}
