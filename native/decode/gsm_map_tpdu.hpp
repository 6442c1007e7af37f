// SPDX-License-Identifier: Apache-2.0
// An SMS TPDU (3GPP TS 23.040 §9.2) as far as signalling needs it: kind, protocol identifier, the
// other party's address, and where the user data lies, so that it can be overwritten. Never reads
// the text. Called by gsm_map and, for SGd, by Diameter.
#pragma once

#include "native/base/cursor.hpp"
#include "native/base/digits.hpp"
#include "native/decode/gsm_map.hpp"

namespace sigwarden::map {

/// TP-Message-Type-Indicator; its meaning depends on the direction (§9.2.3.1).
enum class TpduKind : uint8_t {
  deliver,
  submit,
  status_report,
  command,
  deliver_report,
  submit_report,
  reserved
};

struct Tpdu {
  TpduKind kind = TpduKind::reserved;
  uint8_t mti = 0;
  uint8_t pid = 0, dcs = 0;
  bool has_pid = false, has_dcs = false;
  bool has_address = false;
  Digits address;     ///< TP-OA, TP-DA or TP-RA; empty when alphanumeric
  View address_where; ///< its digits
  View mti_where, pid_where, dcs_where;
  View secret; ///< user data, or all that could not be told apart from it
};

constexpr uint8_t kMtiMask = 0x03;

inline TpduKind tpdu_kind(uint8_t mti, bool to_mobile) {
  switch (mti) {
  case 0: return to_mobile ? TpduKind::deliver : TpduKind::deliver_report;
  case 1: return to_mobile ? TpduKind::submit_report : TpduKind::submit;
  case 2: return to_mobile ? TpduKind::status_report : TpduKind::command;
  default: return TpduKind::reserved;
  }
}

constexpr uint32_t kAddressOctetsMax = 10; ///< §9.1.2.5: twelve with length and type

/// Address field of §9.1.2.5: length in digits, type, semi-octets.
inline void read_tpdu_address(Cursor& at, Tpdu& tpdu) {
  const uint8_t digits = at.u8();
  const uint8_t type = at.u8();
  const uint32_t octets = (digits + 1u) / 2;
  if (octets > kAddressOctetsMax) return at.fail();
  tpdu.address_where = at.view(octets);
  const Bytes value = at.take(octets);
  if (at.failed()) return;
  const uint8_t type_of_number = (type >> 4) & 7;
  constexpr uint8_t kAlphanumeric = 5;
  if (type_of_number == kAlphanumeric) return;
  tpdu.has_address = true;
  tpdu.address = read_tbcd(value.data, value.size, digits);
  tpdu.address.ton = type_of_number;
  tpdu.address.npi = type & 0xF;
}

/// Octets of TP-Validity-Period by TP-VPF (§9.2.3.3).
inline uint32_t validity_octets(uint8_t first) {
  switch ((first >> 3) & 3) {
  case 0: return 0;
  case 2: return 1;
  default: return 7;
  }
}

/// Reads `octets`, which lie in the frame. What is cut short yields what it holds.
inline Tpdu read_tpdu(Cursor octets, bool to_mobile) {
  constexpr uint32_t kTimestamp = 7;
  Tpdu tpdu;
  Cursor at = octets;
  tpdu.mti_where = at.view(1);
  const uint8_t first = at.u8();
  if (at.failed()) return tpdu;
  tpdu.mti = first & kMtiMask;
  tpdu.kind = tpdu_kind(tpdu.mti, to_mobile);
  const auto read_pid = [&] {
    tpdu.pid_where = at.view(1);
    tpdu.pid = at.u8();
    tpdu.has_pid = !at.failed();
  };
  const auto read_dcs = [&] {
    tpdu.dcs_where = at.view(1);
    tpdu.dcs = at.u8();
    tpdu.has_dcs = !at.failed();
  };
  // TP-UDL counts octets or characters of seven bits (§9.2.3.16). One that fits neither means that
  // something in front has another length than it says, and the text starts elsewhere.
  const auto check_length = [&] {
    const uint32_t length = at.u8();
    if (at.remaining() != length && at.remaining() != (7 * length + 7) / 8) at.fail();
  };
  switch (tpdu.kind) {
  case TpduKind::deliver:
    read_tpdu_address(at, tpdu);
    read_pid();
    read_dcs();
    at.skip(kTimestamp);
    check_length();
    break;
  case TpduKind::submit:
    at.skip(1); // TP-MR
    read_tpdu_address(at, tpdu);
    read_pid();
    read_dcs();
    at.skip(validity_octets(first));
    check_length();
    break;
  case TpduKind::status_report:
    at.skip(1); // TP-MR
    read_tpdu_address(at, tpdu);
    at.skip(2 * kTimestamp + 1); // TP-SCTS, TP-DT, TP-ST
    break;
  case TpduKind::command:
    at.skip(1); // TP-MR
    read_pid();
    at.skip(2); // TP-CT, TP-MN
    read_tpdu_address(at, tpdu);
    break;
  default: break; // reports and reserved kinds: behind the first octet all may be user data
  }
  tpdu.secret = at.view(at.remaining());
  if (at.failed()) {
    tpdu.secret = {octets.offset() + 1, octets.remaining() - 1};
    tpdu.has_address = tpdu.has_pid = tpdu.has_dcs = false;
  }
  return tpdu;
}

/// What is told of a TPDU, under the names that tshark gives its fields.
template <class Sink> void show_tpdu_fields(Sink& sink, const Tpdu& tpdu) {
  if (tpdu.kind == TpduKind::reserved) return;
  sink.number(Field::gsm_map_tp_mti, tpdu.mti_where, tpdu.mti);
  if (tpdu.has_address) {
    const Field field = tpdu.kind == TpduKind::deliver         ? Field::gsm_map_tp_oa
                        : tpdu.kind == TpduKind::status_report ? Field::gsm_map_tp_ra
                                                               : Field::gsm_map_tp_da;
    sink.digits(field, tpdu.address_where, tpdu.address);
    if (is_international_e164(tpdu.address))
      sink.digits(Field::gsm_map_e164_msisdn, tpdu.address_where, tpdu.address);
  }
  if (tpdu.has_pid) sink.number(Field::gsm_map_tp_pid, tpdu.pid_where, tpdu.pid);
  if (tpdu.has_dcs) sink.number(Field::gsm_map_tp_dcs, tpdu.dcs_where, tpdu.dcs);
}

} // namespace sigwarden::map
