// SPDX-License-Identifier: Apache-2.0
// An AVP in the tree of fields: its header, its value as tshark prints one of its type, the parts
// of an address, and subscribers under the names that serve every protocol. Knows nothing of groups
// and of what AVPs mean. Used by diameter_walk.hpp where a sink records.
#pragma once

#include "native/decode/decoder.hpp"
#include "native/decode/diameter_avp.hpp"
#include "native/decode/gsm_map_tpdu.hpp"

namespace sigwarden {

/// What the walk knows of an AVP that is shown.
struct AvpContext {
  bool is_open;              ///< its value may be shown
  int64_t subscription_type; ///< of the Subscription-Id that is open, -1 unknown
  uint32_t application;
  bool is_to_mobile; ///< which way its short message goes
};

template <class Sink>
void show_avp_header(Sink& sink, uint32_t at, uint32_t length, const AvpHeader& avp, Field node) {
  sink.group(node, {at, length});
  sink.number(Field::diameter_avp_code, {at, 4}, avp.code);
  sink.number(Field::diameter_avp_flags, {at + 4, 1}, avp.flags);
  sink.number(Field::diameter_avp_length, {at + 5, 3}, avp.length);
  if (avp.has_vendor() && length >= kAvpHeaderOctets + kVendorOctets)
    sink.number(Field::diameter_avp_vendor, {at + 8, 4}, avp.vendor);
}

/// The parts of an address stand behind its field in this order.
enum class AddressPart : uint8_t { whole, family, ipv4, ipv6, e164, other };
static_assert(static_cast<uint16_t>(Field::diameter_host_ip_address_other) ==
              static_cast<uint16_t>(Field::diameter_host_ip_address) +
                  static_cast<uint16_t>(AddressPart::other));

constexpr Field part_of(Field address, AddressPart part) {
  return static_cast<Field>(static_cast<uint16_t>(address) + static_cast<uint16_t>(part));
}

/// An attribute of RADIUS is an address as it stands (RFC 2865 §5).
template <class Sink> void show_radius_address(Decoding<Sink>& d, Field field, View where) {
  if (where.length == 4) return d.sink.address(part_of(field, AddressPart::ipv4), where, d.base());
  if (where.length == 16) return d.sink.address(part_of(field, AddressPart::ipv6), where, d.base());
  d.sink.octets(part_of(field, AddressPart::other), where, d.base());
}

/// RFC 6733 §4.3.1: a family of two octets and the address.
template <class Sink> void show_address(Decoding<Sink>& d, const AvpInfo& info, View where) {
  constexpr uint32_t kFamilyOctets = 2, kRadiusCodes = 256;
  Sink& sink = d.sink;
  const Field field = info.field;
  sink.octets(field, where, d.base());
  if (info.code < kRadiusCodes) return show_radius_address(d, field, where);
  if (where.length < kFamilyOctets) return;
  const uint32_t family = load_be16(where.in(d.base()).data);
  const View address{where.offset + kFamilyOctets, where.length - kFamilyOctets};
  sink.number(part_of(field, AddressPart::family), {where.offset, kFamilyOctets}, family);
  switch (family) {
  case diameter::address_family::ipv4:
    if (address.length == 4) sink.address(part_of(field, AddressPart::ipv4), address, d.base());
    return;
  case diameter::address_family::ipv6:
    if (address.length == 16) sink.address(part_of(field, AddressPart::ipv6), address, d.base());
    return;
  case diameter::address_family::e164:
    sink.text(part_of(field, AddressPart::e164), address, d.base());
    return;
  default: sink.octets(part_of(field, AddressPart::other), address, d.base());
  }
}

/// Subscriber identities under the names that serve every protocol, where tshark gives them too.
template <class Sink>
void show_subscriber(Decoding<Sink>& d, Avp avp, Bytes value, View where,
                     const AvpContext& context) {
  const uint32_t application = context.application;
  const bool is_imsi_name = application == diameter::application::s6a ||
                            application == diameter::application::slh ||
                            application == diameter::application::s7a;
  const int64_t type = context.subscription_type;
  if ((avp == Avp::user_name && is_imsi_name) ||
      (avp == Avp::subscription_id_data && type == diameter::subscription_id_type::imsi))
    d.sink.text(Field::diameter_imsi, where, d.base());
  if (avp == Avp::subscription_id_data && type == diameter::subscription_id_type::e164)
    d.sink.text(Field::diameter_e164_msisdn, where, d.base());
  if (avp == Avp::msisdn)
    d.sink.digits(Field::diameter_e164_msisdn, where,
                  read_tbcd(value.data, value.size, 2 * value.size));
}

template <class Sink>
void show_value(Decoding<Sink>& d, const AvpHeader& avp, Bytes value, View where) {
  const AvpInfo& info = info_of(avp.avp);
  Sink& sink = d.sink;
  if (has_wrong_size(avp.avp, value.size)) return;
  switch (info.type) {
  case AvpType::text: return sink.text(info.field, where, d.base());
  case AvpType::unsigned_: return sink.number(info.field, where, load_be32(value.data));
  case AvpType::signed_:
    return sink.integer(info.field, where, static_cast<int32_t>(load_be32(value.data)));
  case AvpType::unsigned64: return sink.number(info.field, where, load_be64(value.data));
  case AvpType::signed64:
    return sink.integer(info.field, where, static_cast<int64_t>(load_be64(value.data)));
  case AvpType::time: return sink.ntp_time(info.field, where, d.base());
  case AvpType::address: return show_address(d, info, where);
  default:
    sink.octets(avp.avp == Avp::none ? Field::diameter_avp_octets : info.field, where, d.base());
  }
}

/// The node of one AVP, left open: its group's AVPs go inside.
template <class Sink>
void show_avp(Decoding<Sink>& d, uint32_t at, const AvpHeader& avp, Bytes value,
              const AvpContext& context) {
  const Field field = info_of(avp.avp).field;
  const bool is_label = info_of(field).format == Format::label && avp.avp != Avp::none;
  show_avp_header(d.sink, at, avp.length, avp, is_label ? field : Field::diameter_avp);
  const View where{static_cast<uint32_t>(value.data - d.base()), value.size};
  if (avp.avp == Avp::sm_rp_ui)
    map::show_tpdu(d.sink, d.base(),
                   map::read_tpdu(Cursor(d.base(), value), context.is_to_mobile, false));
  if (where.empty() || is_label || !context.is_open) return;
  show_value(d, avp, value, where);
  show_subscriber(d, avp.avp, value, where, context);
}

} // namespace sigwarden
