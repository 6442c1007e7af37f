// SPDX-License-Identifier: Apache-2.0
// What a Reader takes from one member of a MAP structure: identities, addresses, places, numbers,
// short messages, secrets (3GPP TS 29.002 §17.7.8 and the types it refers to). Second half of
// gsm_map_reader.hpp, included by gsm_map.cpp.
#pragma once

#include "native/decode/gsm_map_reader.hpp"
#include "native/generated/camel.hpp"

namespace sigwarden::map {

/// Longer than any value of its type: a length that lies takes in what stands behind it, which may
/// be a secret. So may segments, and what was constructed under another tag.
template <class Sink> bool Reader<Sink>::is_overlong(const Member& row, const BerElement& e) const {
  constexpr uint32_t kLongestImsi = kImsiOctets + 1; // with one of filler, an evasion
  constexpr uint32_t kLongest = 11;                  // AddressString of twenty digits
  switch (row.take) {
  case Take::enter:
  case Take::nested:
  case Take::vector:
  case Take::extension:
  case Take::secret:
  case Take::scheme:
  case Take::tpdu: return false;
  case Take::skip: return e.view().length >= kShortestSecret;
  case Take::null:
  case Take::requested:
  case Take::gprs_node: return !e.view().empty();
  case Take::imsi:
  case Take::imei: return ber_is_constructed(e.tag) || e.view().length > kLongestImsi;
  default: return ber_is_constructed(e.tag) || e.view().length > kLongest;
  }
}

template <class Sink> void Reader<Sink>::take(const Member& row, const BerElement& e) {
  if (sensitive_ && is_overlong(row, e)) {
    d_.hide(e.view());
    if (row.take == Take::skip) return disclose(row.value);
    met_unknown_ = true;
  }
  const Field field = named_ ? row.field : Field::none;
  switch (row.take) {
  case Take::enter: disclose(row.value); return enter(*row.inside, e, field);
  case Take::skip: return disclose(row.value);
  case Take::extension: return take_unknown(e);
  case Take::imsi: return take_imsi(e, field);
  case Take::msisdn: return take_msisdn(e, field);
  case Take::imei: return take_imei(e, field);
  case Take::node: return take_node(e, static_cast<Node>(row.value), field);
  case Take::address: read_address(e, field); return;
  case Take::gprs_node: return take_gprs_node(e, field);
  case Take::destination_lmsi: to_lmsi_ = true; return show_octets(e, field);
  case Take::cell: return take_place(e, field, disclosed::cell, kCellOctets);
  case Take::area: return take_place(e, field, disclosed::location_area, kAreaOctets);
  case Take::plmn: return take_place(e, field, 0, kPlmnOctets);
  case Take::coordinates:
    disclose(disclosed::coordinates);
    d_.hide(e.view());
    return show_octets(e, field);
  case Take::requested: op_.requested |= row.value; return show_null(e, field);
  case Take::null: disclose(row.value); return show_null(e, field);
  case Take::octets: disclose(row.value); return show_octets(e, field);
  case Take::gsn: disclose(row.value); return show_gsn(e, field);
  case Take::text:
    disclose(row.value);
    if (field != Field::none) d_.sink.text(field, e.view(), d_.base());
    return;
  case Take::vector:
    if (op_.vectors_given != 0xFF) op_.vectors_given++;
    disclose(disclosed::vectors);
    return enter(*row.inside, e, field);
  case Take::tpdu: return take_tpdu(e);
  case Take::secret: return take_secret(e.view());
  case Take::scheme: return e.view().length > 1 ? take_secret(e.view()) : show_octets(e, field);
  case Take::imsi_of_network:
    show_octets(e, field);
    if (const Bytes s = string_of(e); !s.empty())
      d_.sink.digits(Field::gsm_map_e212_imsi, e.view(), read_tbcd(s.data, s.size, 2 * s.size));
    return;
  case Take::nested: show_octets(e, field); return push(ber_, *row.inside, e, false);
  case Take::cell_or_area:
    if (e.view().length < kCellOctets) {
      show_octets(e, Field::camel_locationAreaId);
      return take_place(e, field, disclosed::location_area, kAreaOctets);
    }
    return take_place(e, field, disclosed::cell, kCellOctets);
  case Take::isup_number:
  case Take::generic_number:
  case Take::bcd_number: return take_call_number(row, e, field);
  case Take::party_address:
    return keep_call_number(static_cast<CallNumber>(row.value), read_address(e, field));
  case Take::pdp_address: return show_pdp_address(e, field);
  case Take::cause: return take_cause(e, field);
  default: return take_number(row, e);
  }
}

template <class Sink> void Reader<Sink>::take_number(const Member& row, const BerElement& e) {
  const Bytes octets = string_of(e);
  int64_t value;
  switch (row.take) {
  case Take::octet: value = octets.empty() ? 0 : octets.data[0]; break;
  case Take::boolean: value = ber_integer(ber_, octets) != 0; break;
  default: value = ber_integer(ber_, octets); break;
  }
  if (row.field != Field::none) d_.sink.integer(row.field, e.view(), value);
  switch (row.take) {
  case Take::number: return disclose(row.value);
  case Take::sub_type:
    op_.sub_type = static_cast<uint8_t>(value < 0 || value > 0xFE ? 0xFE : value);
    return;
  case Take::domain:
    if (value == 1) op_.requested |= requested::ps_domain;
    return;
  case Take::estimate_type:
    if (value == 0) op_.requested |= requested::current_location;
    return;
  case Take::not_intended:
    op_.requested |= requested::delivery_not_intended;
    if (value == 0) op_.requested |= requested::imsi;
    return;
  case Take::armed_event:
    if (value == camel::event::oChangeOfPosition || value == camel::event::tChangeOfPosition)
      op_.requested |= requested::location;
    return;
  case Take::parameter:
    if (value == 0) op_.requested |= requested::imsi;
    if (value == 1 || value == 4) op_.requested |= requested::vectors; // 4 is Ki itself
    if (value == 2) op_.requested |= requested::profile;
    return;
  case Take::wanted: {
    const int64_t sum = op_.vectors_wanted + (value < 0 ? 0 : value > 0xFF ? 0xFF : value);
    op_.vectors_wanted = static_cast<uint8_t>(sum > 0xFF ? 0xFF : sum);
    return;
  }
  default: return;
  }
}

// --- identities

template <class Sink> void Reader<Sink>::add_imsi(const Digits& imsi) {
  constexpr uint32_t kShortest = 6; // MCC and a three-digit MNC
  constexpr uint32_t kLongest = 15; // TS 23.003 §2.2
  if (imsi.empty()) return;
  if (imsi.flags != 0 || imsi.length < kShortest || imsi.length > kLongest)
    anomalies_ |= anomaly::gsm_map_identity_digits;
  disclose(disclosed::imsi);
  if (op_.imsi.empty())
    op_.imsi = imsi;
  else if (!op_.imsi.same_number(imsi) && op_.other_imsi.empty())
    op_.other_imsi = imsi;
}

template <class Sink> void Reader<Sink>::take_imsi(const BerElement& e, Field field) {
  const Bytes octets = string_of(e);
  Digits imsi = read_tbcd(octets.data, octets.size, 2 * octets.size);
  if (octets.size > kImsiOctets) imsi.flags |= Digits::kEarlyFiller;
  if (!imsi.empty() && !op_.imsi.empty() && !op_.imsi.same_number(imsi))
    anomalies_ |= anomaly::gsm_map_duplicate_identity;
  add_imsi(imsi);
  if constexpr (Sink::records) {
    show_octets(e, field);
    if (!octets.empty()) d_.sink.digits(Field::gsm_map_e212_imsi, e.view(), imsi);
  }
}

template <class Sink> void Reader<Sink>::take_msisdn(const BerElement& e, Field field) {
  const Digits digits = read_address(e, field);
  if (digits.empty()) return;
  // An IMSI in a place for numbers is one nevertheless.
  if (digits.npi == gsm_map::numbering_plan::e212) return add_imsi(digits);
  disclose(disclosed::msisdn);
  if (op_.msisdn.empty()) op_.msisdn = digits;
}

template <class Sink> void Reader<Sink>::take_imei(const BerElement& e, Field field) {
  op_.has_imei = true;
  disclose(disclosed::imei);
  const Bytes octets = string_of(e);
  if constexpr (Sink::records) {
    show_octets(e, field);
    d_.sink.digits(Field::gsm_map_tbcd_digits, e.view(),
                   read_tbcd(octets.data, octets.size, 2 * octets.size));
  }
}

// --- addresses

template <class Sink> Digits Reader<Sink>::read_address(const BerElement& e, Field field) {
  const Bytes octets = string_of(e);
  Digits digits;
  if (octets.size > 1) {
    digits = read_tbcd(octets.data + 1, octets.size - 1, 2 * (octets.size - 1));
    digits.ton = (octets.data[0] >> 4) & 7;
    digits.npi = octets.data[0] & 0xF;
  }
  if constexpr (Sink::records) {
    show_octets(e, field);
    if (!octets.empty()) show_address(d_.sink, e.view(), octets.data[0], digits, d_.base());
  }
  return digits;
}

template <class Sink> void Reader<Sink>::take_node(const BerElement& e, Node role, Field field) {
  const Digits digits = read_address(e, field);
  if (digits.empty()) return;
  disclose(disclosed_by(role));
  if (!op_.has_node(role)) return op_.set_node(role, digits);
  if (role == Node::gsm_scf && !op_.node(role).same_number(digits) &&
      !op_.has_node(Node::other_gsm_scf))
    op_.set_node(Node::other_gsm_scf, digits);
}

/// GPRS-NodeIndicator comes behind the number that it speaks of.
template <class Sink> void Reader<Sink>::take_gprs_node(const BerElement& e, Field field) {
  if (op_.has_node(Node::msc)) {
    op_.set_node(Node::sgsn, op_.node(Node::msc));
    op_.nodes_present &= ~(1u << static_cast<uint32_t>(Node::msc));
  }
  show_null(e, field);
}

// --- calls (CAP)

template <class Sink>
[[gnu::noinline]] void Reader<Sink>::take_call_number(const Member& row, const BerElement& e,
                                                      Field field) {
  constexpr uint32_t kQualifier = 1;
  const CallNumber which = static_cast<CallNumber>(row.value);
  const Bytes octets = string_of(e);
  const bool is_bcd = row.take == Take::bcd_number;
  const IsupNumber number =
      is_bcd ? read_bcd_number(octets)
             : read_isup_number(octets, row.take == Take::generic_number ? kQualifier : 0);
  if constexpr (Sink::records) {
    show_octets(e, field);
    show_call_number(d_.sink, e, number, isup_field(row.take, which), d_.base());
  }
  if (which == CallNumber::location) {
    disclose(disclosed::location_area);
    d_.hide(e.view());
  }
  keep_call_number(which, number.digits);
}

template <class Sink> void Reader<Sink>::keep_call_number(CallNumber which, const Digits& digits) {
  if (which == CallNumber::destination && !digits.empty() && !op_.has_node(Node::forwarded_to))
    op_.set_node(Node::forwarded_to, digits);
  if (parties_ == nullptr) return;
  if (which == CallNumber::called) parties_->called = digits;
  if (which == CallNumber::calling) parties_->calling = digits;
  if (which == CallNumber::redirecting) parties_->redirecting = digits;
}

/// Q.850: an octet with the location, and one more when its highest bit is clear; then the value.
template <class Sink> void Reader<Sink>::take_cause(const BerElement& e, Field field) {
  show_octets(e, field);
  const Bytes octets = e.bytes();
  const uint32_t at = octets.empty() || (octets.data[0] & 0x80) != 0 ? 1 : 2;
  if (octets.size <= at) return;
  d_.sink.number(Field::camel_cause_indicator, {e.view().offset + at, 1}, octets.data[at] & 0x7F);
}

// --- places

template <class Sink>
void Reader<Sink>::take_place(const BerElement& e, Field field, uint32_t discloses,
                              uint32_t octets) {
  const Bytes place = string_of(e);
  if (place.size >= octets) {
    disclose(discloses);
    const uint32_t plmn = static_cast<uint32_t>(place.data[0]) << 16 |
                          static_cast<uint32_t>(place.data[1]) << 8 | place.data[2];
    if (op_.place == 0) op_.place = plmn;
  }
  // Evidence keeps the network of a place, and never the place.
  const View where = e.view();
  const uint32_t kept = ber_is_constructed(e.tag) ? 0 : std::min(kPlmnOctets, where.length);
  d_.hide({where.offset + kept, where.length - kept});
  show_octets(e, field);
}

// --- short messages and secrets

template <class Sink> void Reader<Sink>::take_tpdu(const BerElement& e) {
  const bool is_answer = op_.component != Component::invoke;
  const bool to_mobile = op_.code != static_cast<int32_t>(OperationId::gsm_map_mo_ForwardSM) ||
                         !op_.imsi.empty() || to_lmsi_;
  if (ber_is_constructed(e.tag)) {
    // In segments: no place in the frame holds it in one piece.
    const Bytes joined = string_of(e);
    if (!joined.empty()) op_.tp_mti = joined.data[0] & kMtiMask;
    return take_secret(e.view());
  }
  const Tpdu tpdu = read_tpdu(e.contents, to_mobile != is_answer);
  if (!e.bytes().empty()) op_.tp_mti = tpdu.mti;
  op_.tp_pid = tpdu.pid;
  if constexpr (Sink::records) show_tpdu(tpdu, e.contents);
  take_secret(tpdu.secret);
}

template <class Sink> void Reader<Sink>::take_secret(View where) {
  if (where.empty()) return;
  d_.out.add_secret(where);
  d_.sink.number(Field::gsm_map_secret, where, where.length);
}

// --- what the sink gets

template <class Sink> void Reader<Sink>::show_octets(const BerElement& e, Field field) {
  if (field != Field::none) d_.sink.octets(field, e.view(), d_.base());
}

template <class Sink> void Reader<Sink>::show_null(const BerElement& e, Field field) {
  if (field == Field::none) return;
  d_.sink.group(field, e.view());
  d_.sink.leave();
}

template <class Sink> void Reader<Sink>::show_gsn(const BerElement& e, Field field) {
  if constexpr (Sink::records) {
    show_octets(e, field);
    const Bytes octets = e.bytes();
    // TS 23.003 §5.1: two bits of type, six of length.
    constexpr uint8_t kIpv4 = 0x04, kIpv6 = 0x50;
    const View address{e.view().offset + 1, octets.size - 1};
    if (octets.size == 5 && octets.data[0] == kIpv4)
      d_.sink.address(Field::gsm_map_gsn_ipv4, address, d_.base());
    if (octets.size == 17 && octets.data[0] == kIpv6)
      d_.sink.address(Field::gsm_map_gsn_ipv6, address, d_.base());
  }
}

template <class Sink> void Reader<Sink>::show_pdp_address(const BerElement& e, Field field) {
  constexpr uint32_t kIpv4 = 4, kIpv6 = 16;
  show_octets(e, field);
  if (e.view().length == kIpv4) d_.sink.address(Field::camel_PDPAddress_IPv4, e.view(), d_.base());
  if (e.view().length == kIpv6) d_.sink.address(Field::camel_PDPAddress_IPv6, e.view(), d_.base());
}

template <class Sink> void Reader<Sink>::show_tpdu(const Tpdu& tpdu, Cursor octets) {
  if (octets.at_end() || tpdu.kind == TpduKind::reserved) return;
  d_.sink.number(Field::gsm_map_tp_mti, tpdu.mti_where, tpdu.mti);
  if (tpdu.has_address) {
    const Field field = tpdu.kind == TpduKind::deliver         ? Field::gsm_map_tp_oa
                        : tpdu.kind == TpduKind::status_report ? Field::gsm_map_tp_ra
                                                               : Field::gsm_map_tp_da;
    d_.sink.digits(field, tpdu.address_where, tpdu.address);
    if (is_international_e164(tpdu.address))
      d_.sink.digits(Field::gsm_map_e164_msisdn, tpdu.address_where, tpdu.address);
  }
  if (tpdu.has_pid) d_.sink.number(Field::gsm_map_tp_pid, tpdu.pid_where, tpdu.pid);
  if (tpdu.has_dcs) d_.sink.number(Field::gsm_map_tp_dcs, tpdu.dcs_where, tpdu.dcs);
}

} // namespace sigwarden::map
