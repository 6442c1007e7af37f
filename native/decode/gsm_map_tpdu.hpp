// SPDX-License-Identifier: Apache-2.0
// An SMS TPDU (3GPP TS 23.040 §9.2) as far as signalling needs it: kind, protocol identifier,
// coding scheme, the other party's address, what the user data header announces, and where the user
// data lies, so that it can be overwritten. Never reads the text. Called by gsm_map and, for SGd,
// by Diameter.
#pragma once

#include <utility>

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

/// One octet of a TPDU, where it has it.
struct TpduOctet {
  View where;
  uint8_t value = 0;
  bool present = false;
};

struct Tpdu {
  TpduKind kind = TpduKind::reserved;
  TpduOctet first; ///< holds TP-MTI and TP-UDHI
  TpduOctet reference, failure, pid, dcs, command, number, status, length;
  bool has_address = false;
  bool is_alphanumeric = false;
  uint8_t semi_octets = 0;   ///< of the address
  Digits address;            ///< TP-OA, TP-DA or TP-RA; empty when alphanumeric
  View type_where;           ///< octet of type and plan
  View address_where;        ///< its digits or septets
  View header;               ///< elements of the user data header, without its length
  View secret;               ///< user data, or all that could not be told apart from it
  bool is_malformed = false; ///< its lengths do not come out even

  uint8_t mti() const { return first.value & 0x03; }
  bool has_header() const { return (first.value & 0x40) != 0; }
};

inline TpduKind tpdu_kind(uint8_t mti, bool to_mobile) {
  switch (mti) {
  case 0: return to_mobile ? TpduKind::deliver : TpduKind::deliver_report;
  case 1: return to_mobile ? TpduKind::submit_report : TpduKind::submit;
  case 2: return to_mobile ? TpduKind::status_report : TpduKind::command;
  default: return TpduKind::reserved;
  }
}

inline bool is_report(TpduKind kind) {
  return kind == TpduKind::deliver_report || kind == TpduKind::submit_report;
}

/// Reads one TPDU from its first octet to its user data.
class TpduReader {
public:
  TpduReader(Cursor octets, bool to_mobile, bool is_failure)
      : at_(octets), octets_(octets), to_mobile_(to_mobile), is_failure_(is_failure) {}

  /// What is cut short yields what it holds.
  Tpdu read();

private:
  static constexpr uint32_t kTimestamp = 7;

  TpduOctet octet() {
    TpduOctet o;
    o.where = at_.view(1);
    o.value = at_.u8();
    o.present = !at_.failed();
    return o;
  }
  View behind_first() const { return {octets_.offset() + 1, octets_.remaining() - 1}; }
  void read_kind();
  void read_address();
  void read_parameters();
  void read_length();
  void read_header();

  Cursor at_, octets_;
  bool to_mobile_, is_failure_;
  Tpdu tpdu_;
};

inline Tpdu TpduReader::read() {
  tpdu_.first = octet();
  if (at_.failed()) return tpdu_;
  tpdu_.kind = tpdu_kind(tpdu_.mti(), to_mobile_);
  read_kind();
  // Of a report, whose members come and go with the bits of one octet, all is taken for text.
  tpdu_.secret = is_report(tpdu_.kind) ? behind_first() : at_.view(at_.remaining());
  if (!at_.failed()) return tpdu_;
  // Something in front has another length than it says: nothing behind the first octet is certain.
  Tpdu broken;
  broken.kind = tpdu_.kind;
  broken.first = tpdu_.first;
  broken.secret = behind_first();
  broken.is_malformed = true;
  return broken;
}

inline void TpduReader::read_kind() {
  /// Octets of TP-Validity-Period by TP-VPF (§9.2.3.3).
  static constexpr uint8_t kValidity[] = {0, 7, 1, 7};
  switch (tpdu_.kind) {
  case TpduKind::deliver:
    read_address();
    tpdu_.pid = octet();
    tpdu_.dcs = octet();
    at_.skip(kTimestamp);
    return read_length();
  case TpduKind::submit:
    tpdu_.reference = octet();
    read_address();
    tpdu_.pid = octet();
    tpdu_.dcs = octet();
    at_.skip(kValidity[(tpdu_.first.value >> 3) & 3]);
    return read_length();
  case TpduKind::status_report:
    tpdu_.reference = octet();
    read_address();
    at_.skip(2 * kTimestamp); // TP-SCTS, TP-DT
    tpdu_.status = octet();
    if (!at_.at_end()) read_parameters();
    return;
  case TpduKind::command:
    tpdu_.reference = octet();
    tpdu_.pid = octet();
    tpdu_.command = octet();
    tpdu_.number = octet();
    return read_address();
  case TpduKind::deliver_report:
  case TpduKind::submit_report:
    if (is_failure_ && !at_.at_end()) tpdu_.failure = octet();
    return;
  default: return; // behind the first octet all may be user data
  }
}

/// Address field of §9.1.2.5: length in digits, type, semi-octets.
inline void TpduReader::read_address() {
  constexpr uint32_t kOctetsMax = 10; // twelve with length and type
  constexpr uint8_t kAlphanumeric = 5;
  tpdu_.semi_octets = at_.u8();
  tpdu_.type_where = at_.view(1);
  const uint8_t type = at_.u8();
  const uint32_t octets = (tpdu_.semi_octets + 1u) / 2;
  if (octets > kOctetsMax) return at_.fail();
  tpdu_.address_where = at_.view(octets);
  const Bytes value = at_.take(octets);
  if (at_.failed()) return;
  tpdu_.address.ton = (type >> 4) & 7;
  tpdu_.address.npi = type & 0xF;
  tpdu_.has_address = true;
  tpdu_.is_alphanumeric = tpdu_.address.ton == kAlphanumeric;
  if (tpdu_.is_alphanumeric) return;
  const uint8_t ton = tpdu_.address.ton, npi = tpdu_.address.npi;
  tpdu_.address = read_tbcd(value.data, value.size, tpdu_.semi_octets);
  tpdu_.address.ton = ton;
  tpdu_.address.npi = npi;
}

/// TP-Parameter-Indicator and what it announces (§9.2.3.27).
inline void TpduReader::read_parameters() {
  constexpr uint8_t kPid = 1, kDcs = 2, kLength = 4;
  const uint8_t indicator = at_.u8();
  if ((indicator & kPid) != 0) tpdu_.pid = octet();
  if ((indicator & kDcs) != 0) tpdu_.dcs = octet();
  if ((indicator & kLength) != 0) read_length();
}

/// TP-User-Data-Length, in octets or in characters of seven bits (§9.2.3.16). One that fits neither
/// means that something in front has another length than it says, and the text starts elsewhere.
inline void TpduReader::read_length() {
  tpdu_.length = octet();
  const uint32_t length = tpdu_.length.value;
  if (at_.remaining() != length && at_.remaining() != (7 * length + 7) / 8) return at_.fail();
  if (tpdu_.has_header()) read_header();
}

/// The header's place only: what its elements hold is the sender's, as the text is (§9.2.3.24).
inline void TpduReader::read_header() {
  Cursor header = at_;
  const uint8_t length = header.u8();
  const View where = header.view(length);
  if (header.skip(length)) tpdu_.header = where;
}

inline Tpdu read_tpdu(Cursor octets, bool to_mobile, bool is_failure) {
  return TpduReader(octets, to_mobile, is_failure).read();
}

template <class Sink> void show_tpdu_address(Sink& sink, const uint8_t* base, const Tpdu& tpdu) {
  sink.number(Field::gsm_map_tp_number_type, tpdu.type_where, tpdu.address.ton);
  sink.number(Field::gsm_map_tp_number_plan, tpdu.type_where, tpdu.address.npi);
  const Field field = tpdu.kind == TpduKind::deliver         ? Field::gsm_map_tp_oa
                      : tpdu.kind == TpduKind::status_report ? Field::gsm_map_tp_ra
                                                             : Field::gsm_map_tp_da;
  constexpr uint32_t kBitsOfNibble = 4, kBitsOfSeptet = 7;
  if (tpdu.is_alphanumeric)
    return sink.septets(field, tpdu.address_where, base,
                        tpdu.semi_octets * kBitsOfNibble / kBitsOfSeptet);
  sink.digits(field, tpdu.address_where, tpdu.address);
  if (field != Field::gsm_map_tp_ra && is_international_e164(tpdu.address))
    sink.digits(Field::gsm_map_e164_msisdn, tpdu.address_where, tpdu.address);
}

/// What is told of a TPDU, under the names that tshark gives its fields.
template <class Sink> void show_tpdu(Sink& sink, const uint8_t* base, const Tpdu& tpdu) {
  if (!tpdu.first.present || tpdu.kind == TpduKind::reserved) return;
  sink.number(Field::gsm_map_tp_mti, tpdu.first.where, tpdu.mti());
  if (!is_report(tpdu.kind))
    sink.number(Field::gsm_map_tp_udhi, tpdu.first.where, tpdu.has_header());
  if (tpdu.has_address) show_tpdu_address(sink, base, tpdu);
  const std::pair<Field, const TpduOctet&> octets[] = {
      {Field::gsm_map_tp_mr, tpdu.reference},    {Field::gsm_map_tp_fcs, tpdu.failure},
      {Field::gsm_map_tp_pid, tpdu.pid},         {Field::gsm_map_tp_dcs, tpdu.dcs},
      {Field::gsm_map_tp_command, tpdu.command}, {Field::gsm_map_tp_number, tpdu.number},
      {Field::gsm_map_tp_status, tpdu.status},   {Field::gsm_map_tp_length, tpdu.length},
  };
  for (const auto& [field, octet] : octets)
    if (octet.present) sink.number(field, octet.where, octet.value);
  Cursor header(base, tpdu.header.in(base));
  while (!header.at_end()) {
    const View where = header.view(1);
    const uint8_t element = header.u8();
    header.skip(header.u8());
    if (header.failed()) return;
    sink.number(Field::gsm_map_tp_header_element, where, element);
  }
}

} // namespace sigwarden::map
