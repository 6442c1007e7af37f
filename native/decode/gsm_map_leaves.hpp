// SPDX-License-Identifier: Apache-2.0
// What a Reader takes from one member of a MAP structure: identities, addresses, places, numbers,
// short messages, secrets (3GPP TS 29.002 §17.7.8 and the types it refers to). Second half of
// gsm_map_reader.hpp, included by gsm_map.cpp.
#pragma once

#include "native/decode/gsm_map_reader.hpp"
#include "native/decode/service_code.hpp"
#include "native/generated/camel.hpp"

namespace sigwarden::map {

/// Longer than any value of its type: a length that lies takes in what stands behind it, which may
/// be a secret. So may segments, and what was constructed under another tag.
template <class Sink> bool Reader<Sink>::is_overlong(const Member& row, const BerElement& e) const {
  constexpr uint32_t kLongestImsi = kImsiOctets + 1; // with one of filler, an evasion
  constexpr uint32_t kLongest = 11;                  // AddressString of twenty digits
  switch (row.take) {
  case Take::enter:
  case Take::asks:
  case Take::nested:
  case Take::vector:
  case Take::extension:
  case Take::secret:
  case Take::ussd:
  case Take::scheme:
  case Take::tpdu: return false;
  case Take::skip:
  case Take::detail: return false;
  case Take::null:
  case Take::requested:
  case Take::gprs_node: return !e.view().empty();
  case Take::imsi:
  case Take::imei: return ber_is_constructed(e.tag) || e.view().length > kLongestImsi;
  default: return ber_is_constructed(e.tag) || e.view().length > kLongest;
  }
}

/// As long as the shortest secret, in a place where it would not be looked for: one wrong bit in an
/// identifier, and a password is a status.
template <class Sink>
bool Reader<Sink>::may_be_secret(const Member& row, const BerElement& e) const {
  switch (row.take) {
  case Take::skip:
  case Take::detail:
  case Take::octet:
  case Take::ss_code:
  case Take::octets:
  case Take::bits:
  case Take::boolean:
  case Take::number: return e.view().length >= kShortestSecret;
  default: return false;
  }
}

/// Hides what may be a secret, or may take one in. Returns whether its octets are anybody's.
template <class Sink>
[[gnu::noinline]] bool Reader<Sink>::is_doubtful(const Member& row, uint32_t tag, Cursor contents) {
  const BerElement e{tag, 0, contents};
  if (may_be_secret(row, e)) d_.hide(e.view());
  if (!is_overlong(row, e)) return false;
  d_.hide(e.view());
  met_unknown_ = true;
  return true;
}

/// What nearly every parameter has; everything else out of line.
template <class Sink>
[[gnu::always_inline]] inline void Reader<Sink>::take(const Member& row, const BerElement& e) {
  const bool is_shown = !(sensitive_ && is_doubtful(row, e.tag, e.contents)) && Sink::records;
  const Field field = !is_shown ? Field::none : renamed_ ? row.former : row.field;
  switch (row.take) {
  case Take::enter: disclose(row.value); return enter(*row.inside, e, field);
  case Take::imsi: return take_imsi(e, field);
  case Take::msisdn: return take_msisdn(read_address(e, field));
  case Take::node: return take_node(read_address(e, field), static_cast<Node>(row.value));
  default: return take_other(row, e.tag, e.header_octets, e.contents, field);
  }
}

template <class Sink>
[[gnu::noinline]] void Reader<Sink>::take_other(const Member& row, uint32_t tag,
                                                uint32_t header_octets, Cursor contents,
                                                Field field) {
  const BerElement e{tag, header_octets, contents};
  switch (row.take) {
  case Take::asks: op_.requested |= row.value; return enter(*row.inside, e, field);
  case Take::skip: return disclose(row.value);
  case Take::detail:
    disclose(row.value);
    if constexpr (Sink::records) show_detail(row, e);
    return;
  case Take::extension: return take_unknown(tag, contents);
  case Take::imei: return take_imei(e, field);
  case Take::address: read_address(e, field); return;
  case Take::gprs_node: return take_gprs_node(e, field);
  case Take::destination_lmsi: to_lmsi_ = true; return show_octets(e, field);
  case Take::lmsi: return show_octets(e, field);
  case Take::cell: return take_place(e, field, disclosed::cell, kCellOctets);
  case Take::area: return take_place(e, field, disclosed::location_area, kAreaOctets);
  case Take::plmn: return take_place(e, field, 0, kPlmnOctets);
  case Take::coordinates:
    disclose(disclosed::coordinates);
    d_.hide(e.view());
    return show_octets(e, field);
  case Take::requested: op_.requested |= row.value; return show_null(e, field);
  case Take::null: disclose(row.value); return show_null(e, field);
  case Take::octets:
  case Take::bits:
    disclose(row.value);
    if (row.value & disclosed::location_area) d_.hide(e.view()); // a location number, a home cell
    return show_member(row, field, e);
  case Take::tbcd: disclose(row.value); return show_tbcd(e, field);
  case Take::sme: return show_sme(e, field);
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
  case Take::ussd:
    if (op_.component == Component::invoke) read_service_code(string_of(e), op_);
    return take_secret(e.view());
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
  default: return take_number(row, field, e);
  }
}

template <class Sink>
void Reader<Sink>::take_number(const Member& row, Field field, const BerElement& e) {
  const Bytes octets = string_of(e);
  int64_t value;
  switch (row.take) {
  case Take::octet:
  case Take::ss_code: value = octets.empty() ? 0 : octets.data[0]; break;
  case Take::boolean: value = ber_integer(ber_, octets) != 0; break;
  default: value = ber_integer(ber_, octets); break;
  }
  if (field != Field::none) d_.sink.integer(field, e.view(), value);
  switch (row.take) {
  case Take::number: return disclose(row.value);
  case Take::ss_code:
  case Take::sub_type:
    op_.sub_type = static_cast<uint8_t>(value < 0 || value > 0xFE ? 0xFE : value);
    return;
  case Take::domain:
    if (value == 1) op_.requested |= requested::ps_domain;
    return;
  case Take::estimate_type:
    if (value == 0) op_.requested |= requested::current_location;
    if (value == 3) op_.requested |= requested::monitoring;
    return;
  case Take::response_time:
    if (value == 0) op_.requested |= requested::low_delay;
    return;
  case Take::reporting_state:
    if (value == 1) op_.requested |= requested::monitoring;
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
  else if (op_.imsi.same_number(imsi) || op_.other_imsi.same_number(imsi))
    return;
  else if (op_.other_imsi.empty())
    op_.other_imsi = imsi;
  else
    ask_about(imsi, Digits{});
}

/// A subscriber for whom the operation has no room, since its member stands again. Which of them a
/// node takes is not known: this one is asked about too.
template <class Sink>
[[gnu::noinline]] void Reader<Sink>::ask_about(const Digits& imsi, const Digits& msisdn) {
  if (op_.component != Component::invoke || d_.out.message_count == 0) return;
  Message& newest = d_.out.messages[d_.out.message_count - 1];
  Operation* other = d_.out.add_operation(newest);
  if (other == nullptr) {
    count(d_.counters, Counter::operations_over_limit);
    return newest.flag(anomaly::tcap_over_limit);
  }
  other->component = op_.component;
  other->id = op_.id;
  other->code = op_.code;
  other->is_global_code = op_.is_global_code;
  other->invoke_id = op_.invoke_id;
  other->has_invoke_id = op_.has_invoke_id;
  other->argument = op_.argument;
  other->imsi = imsi;
  other->msisdn = msisdn;
}

template <class Sink>
[[gnu::always_inline]] inline void Reader<Sink>::take_imsi(const BerElement& e, Field field) {
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

template <class Sink> inline void Reader<Sink>::take_msisdn(const Digits& digits) {
  if (digits.empty()) return;
  // An IMSI in a place for numbers is one nevertheless.
  if (digits.npi == gsm_map::numbering_plan::e212) return add_imsi(digits);
  disclose(disclosed::msisdn);
  if (op_.msisdn.empty())
    op_.msisdn = digits;
  else if ((anomalies_ & anomaly::gsm_map_duplicate_identity) != 0 &&
           !op_.msisdn.same_number(digits))
    ask_about(Digits{}, digits);
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

template <class Sink> inline Digits Reader<Sink>::read_address(const BerElement& e, Field field) {
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

template <class Sink> inline void Reader<Sink>::take_node(const Digits& digits, Node role) {
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
  if (to_mobile && !is_answer) op_.flags |= Operation::kToMobile;
  if (ber_is_constructed(e.tag)) {
    // In segments: no place in the frame holds it in one piece.
    constexpr uint8_t kMti = 3;
    const Bytes joined = string_of(e);
    if (!joined.empty()) op_.tp_mti = joined.data[0] & kMti;
    return take_secret(e.view());
  }
  const bool is_failure = op_.component == Component::error;
  const Tpdu tpdu = read_tpdu(e.contents, to_mobile != is_answer, is_failure);
  if (tpdu.first.present) op_.tp_mti = tpdu.mti();
  op_.tp_pid = tpdu.pid.value;
  if (tpdu.is_malformed) anomalies_ |= anomaly::gsm_map_tpdu_malformed;
  if constexpr (Sink::records) show_tpdu(d_.sink, d_.base(), tpdu);
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

/// Without the octet that counts the unused bits at the end, as tshark prints a BIT STRING.
template <class Sink> void Reader<Sink>::show_bits(const BerElement& e, Field field) {
  const View view = e.view();
  const uint32_t skipped = view.length > 1 ? 1 : 0;
  if (field != Field::none)
    d_.sink.octets(field, {view.offset + skipped, view.length - skipped}, d_.base());
}

/// A member of which nothing is taken but what it shows.
template <class Sink>
void Reader<Sink>::show_member(const Member& row, Field field, const BerElement& e) {
  if (field == Field::none) return;
  BerState aside; // a padded number here is no fault of the message
  switch (row.take) {
  case Take::octets: return show_octets(e, field);
  case Take::bits: return show_bits(e, field);
  case Take::text: return d_.sink.text(field, e.view(), d_.base());
  case Take::null: return show_null(e, field);
  case Take::octet:
    return d_.sink.number(field, e.view(), e.bytes().empty() ? 0 : e.bytes().data[0]);
  case Take::boolean: return d_.sink.number(field, e.view(), ber_integer(aside, e.bytes()) != 0);
  case Take::number: return d_.sink.integer(field, e.view(), ber_integer(aside, e.bytes()));
  case Take::gsn: return show_gsn(e, field);
  case Take::address:
    if (!ber_is_constructed(e.tag)) read_address(e, field);
    return;
  default: return;
  }
}

/// Shows what is inside a member of which nothing is taken. A walk of its own, that the fast path
/// does not make: it judges nothing, and goes as deep as the tables do and no deeper.
template <class Sink> void Reader<Sink>::show_detail(const Member& row, const BerElement& e) {
  struct Place {
    BerReader reader;
    const Structure* structure;
    uint32_t from;
  };
  constexpr uint32_t kDeepest = 8; // more than any detail in the tables nests
  BerState aside;
  std::array<Place, kDeepest> places;
  places[0] = {BerReader(aside, e.contents), row.inside, 0};
  BerElement inner;
  for (uint32_t depth = 1; depth > 0;) {
    Place& place = places[depth - 1];
    if (!place.reader.next(inner)) {
      depth--;
      continue;
    }
    const Structure& s = *place.structure;
    uint32_t i = place.from;
    while (i < s.count && !matches(s.members[i], inner.tag))
      i++;
    if (i == s.count) continue;
    const Member& member = s.members[i];
    place.from = member.after;
    if (member.inside == nullptr)
      show_member(member, member.field, inner);
    else if (depth < kDeepest)
      places[depth++] = {BerReader(aside, inner.contents), member.inside, 0};
  }
}

template <class Sink> void Reader<Sink>::show_null(const BerElement& e, Field field) {
  if (field == Field::none) return;
  d_.sink.group(field, e.view());
  d_.sink.leave();
}

template <class Sink> void Reader<Sink>::show_tbcd(const BerElement& e, Field field) {
  if constexpr (Sink::records) {
    show_octets(e, field);
    const Bytes octets = e.bytes();
    d_.sink.digits(Field::gsm_map_tbcd_digits, e.view(),
                   read_tbcd(octets.data, octets.size, 2 * octets.size));
  }
}

template <class Sink> void Reader<Sink>::show_sme(const BerElement& e, Field field) {
  if constexpr (Sink::records) {
    show_octets(e, field);
    Cursor octets = e.contents;
    octets.skip(1); // how many digits
    const View where = octets.view(1);
    const uint8_t type = octets.u8();
    if (octets.failed()) return;
    d_.sink.number(Field::gsm_map_tp_number_type, where, (type >> 4) & 7);
    d_.sink.number(Field::gsm_map_tp_number_plan, where, type & 0xF);
  }
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

} // namespace sigwarden::map
