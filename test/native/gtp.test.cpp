// SPDX-License-Identifier: Apache-2.0
// gtp.cpp: version 1 of GTP-C, from its header to what its elements say of whom.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint32_t kPort = 2123;

Octets tlv(int type, const Octets& value) {
  return octets({type}) + u16(static_cast<uint32_t>(value.size())) + value;
}
/// With a sequence number, as all of the control plane.
Octets message(int type, const Octets& elements, uint32_t teid = 0, uint32_t sequence = 0x1234) {
  const auto length = static_cast<uint32_t>(4 + elements.size());
  return octets({0x32, type}) + u16(length) + u32(teid) + u16(sequence) + u16(0) + elements;
}
Octets frame(const Octets& datagram) {
  return ethernet(ipv4(udp(kPort, datagram, kPort), 17));
}
DecodedFrame decode_datagram(const Octets& datagram) {
  return decode(frame(datagram));
}
const Operation& operation(const DecodedFrame& r) {
  if (r.out->operation_count == 0) std::abort();
  return r.out->operations[0];
}
bool is_secret(const DecodedFrame& r, const Octets& what) {
  for (uint32_t i = 0; i < r.out->secret_count; i++) {
    const View v = r.out->secrets[i];
    const auto from = r.octets.begin() + v.offset;
    if (Octets(from, from + v.length) == what) return true;
  }
  return false;
}

const Octets kImsi = hex("02 0010012143658709") ;
const Octets kImsi15 = hex("02 00011021436587f9"); // 001010123456789
const Octets kMsisdn = tlv(134, hex("91 447700092143")); // 447700901234? of the drama range

} // namespace

CHECK_MAIN()
