// SPDX-License-Identifier: Apache-2.0
// MTP3 in its four variants and the messages of M2UA, M2PA and SUA, written octet by octet for the
// tests of their decoders.
#pragma once

#include "test/native/frames.hpp"

namespace sigwarden::test {

// National network, SCCP; DPC, OPC and link selection as in each variant's document.
inline const Octets kItuLabel = hex("83a25a8854");         // 6818, 4641, 5
inline const Octets kAnsiLabel = hex("93090cf5070cf55a");  // 245-12-9, 245-12-7, 90; priority 1
inline const Octets kChinaLabel = hex("8303020106050407"); // 1-2-3, 4-5-6, 7
inline const Octets kJapanLabel = hex("833492785605");     // 37428, 22136, 5

// On subsystem and point code: HLR 6 at the destination, VLR 7 at the origin.
inline const Octets kAnsiCalled = hex("c306090cf5"), kAnsiCalling = hex("c307070cf5");
inline const Octets kChinaCalled = hex("4303020106"), kChinaCalling = hex("4306050407");
inline const Octets kJapanCalled = hex("43349206"), kJapanCalling = hex("43785607");

inline Octets sctp_message(const Octets& message, uint32_t ppid, uint32_t port) {
  return ethernet(ipv4(sctp(data_chunk(message, ppid), port)));
}
inline DecodedFrame decode_m2pa_message(const Octets& message, uint32_t ppid = 5) {
  return decode(sctp_message(message, ppid, 3565));
}
inline DecodedFrame decode_m2ua_message(const Octets& message, uint32_t ppid = 2) {
  return decode(sctp_message(message, ppid, 2904));
}
inline DecodedFrame decode_sua_message(const Octets& message, uint32_t ppid = 4) {
  return decode(sctp_message(message, ppid, 14001));
}
inline DecodedFrame decode_mtp3_message(const Octets& message) {
  return decode(message, eth::link_type::mtp3);
}

/// M2PA user data behind BSN 16, FSN 17 and priority 0.
inline Octets m2pa_data(const Octets& mtp3) {
  return hex("01000b01") + u32(static_cast<uint32_t>(17 + mtp3.size())) + u32(16) + u32(17) +
         octets({0}) + mtp3;
}
/// M2UA data of interface 7.
inline Octets m2ua_data(const Octets& mtp3, uint32_t tag = 0x0300) {
  return m3ua_message(parameter(0x0001, u32(7)) + parameter(tag, mtp3), 6, 1);
}
inline Octets sua_title(const Octets& digits, int count) {
  return parameter(0x8001, octets({0, 0, 0, 4, count, 0, 1, 4}) + digits);
}
inline Octets sua_ssn(uint32_t number) {
  return parameter(0x8003, u32(number));
}
inline const Octets kSuaCalled =
    hex("00010005") + sua_title(hex("216455050100"), 11) + sua_ssn(6); // 12465550100
inline const Octets kSuaCalling =
    hex("00010005") + sua_title(hex("447700099099"), 12) + sua_ssn(147); // 447700900999
inline Octets sua_addresses(const Octets& called = kSuaCalled,
                            const Octets& calling = kSuaCalling) {
  return parameter(0x0102, calling) + parameter(0x0103, called);
}
/// CLDT of class 0 with return on error.
inline Octets cldt(const Octets& addresses = sua_addresses(), const Octets& more = {}) {
  return m3ua_message(parameter(0x0006, u32(100)) + parameter(0x0115, u32(0x80)) + addresses +
                          more + parameter(0x010B, kTcap),
                      7, 1);
}

} // namespace sigwarden::test
