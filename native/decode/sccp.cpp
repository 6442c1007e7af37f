// SPDX-License-Identifier: Apache-2.0
// SCCP (ITU-T Q.713), connectionless: UDT, XUDT, LUDT and the service messages that return them,
// both addresses in full, optional part. Parameters are found by pointers, which may lead anywhere
// inside the message; shared and unclaimed octets are told as anomalies. Called by m3ua.cpp. Does
// not reassemble segments (counted), follow connections (counted), or read ANSI addresses (T1.112),
// whose indicator bits are not distinguishable by content.
#include "native/decode/sccp.hpp"

#include <algorithm>

#include "native/decode/decoder.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden {
namespace {

namespace message_type = sccp::message_type;
namespace indicator = sccp::address_indicator;
namespace title_format = sccp::title_format;

/// How one message type lays out its fixed part and pointers (Q.713 tables 3 to 20).
struct Layout {
  bool is_connectionless = false;
  bool is_returned = false; ///< the second octet is the return cause, not the class
  bool is_extended = false; ///< hop counter and pointer to an optional part
  bool is_long = false;     ///< pointers and data length of two octets, little-endian

  uint32_t fixed_octets() const { return is_extended ? 3 : 2; }
  uint32_t pointer_octets() const { return is_long ? 2 : 1; }
  uint32_t pointers() const { return is_extended ? 4 : 3; }
  uint32_t header_octets() const { return fixed_octets() + pointers() * pointer_octets(); }
};

Layout layout_of(uint32_t type) {
  switch (type) {
  case message_type::udt: return {true, false, false, false};
  case message_type::udts: return {true, true, false, false};
  case message_type::xudt: return {true, false, true, false};
  case message_type::xudts: return {true, true, true, false};
  case message_type::ludt: return {true, false, true, true};
  case message_type::ludts: return {true, true, true, true};
  default: return {};
  }
}

uint32_t read_number(Cursor& octets, bool is_two_octets) {
  const uint32_t low = octets.u8();
  return is_two_octets ? low | uint32_t{octets.u8()} << 8 : low;
}

/// Octets of the message, from its start, that a parameter claims with its length.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct Segmentation {
  bool is_present = false;
  bool is_first = false;
  uint8_t remaining = 0;
  bool is_whole() const { return !is_present || (is_first && remaining == 0); }
};

/// Fields of a party address; Wireshark has each of them twice.
struct PartyFields {
  Field reserved, ri, gti, ssni, pci, pc, ssn, tt, np, es, oe, nai, digits;
};
constexpr PartyFields kCalled = {
    Field::sccp_called_reserved, Field::sccp_called_ri,  Field::sccp_called_gti,
    Field::sccp_called_ssni,     Field::sccp_called_pci, Field::sccp_called_pc,
    Field::sccp_called_ssn,      Field::sccp_called_tt,  Field::sccp_called_np,
    Field::sccp_called_es,       Field::sccp_called_oe,  Field::sccp_called_nai,
    Field::sccp_called_digits};
constexpr PartyFields kCalling = {
    Field::sccp_calling_reserved, Field::sccp_calling_ri,  Field::sccp_calling_gti,
    Field::sccp_calling_ssni,     Field::sccp_calling_pci, Field::sccp_calling_pc,
    Field::sccp_calling_ssn,      Field::sccp_calling_tt,  Field::sccp_calling_np,
    Field::sccp_calling_es,       Field::sccp_calling_oe,  Field::sccp_calling_nai,
    Field::sccp_calling_digits};

template <class Sink> class SccpDecoder {
public:
  SccpDecoder(Decoding<Sink>& d, Message& m, const Cursor& octets)
      : d_(d), m_(m), ss7_(m.ss7), octets_(octets) {}

  /// The user data, or a failed cursor when there is none to hand up.
  Cursor run();
  const Segmentation& segmentation() const { return segmentation_; }

private:
  void fail(Fault fault, uint32_t at) { m_.fail(fault, octets_.offset() + at); }
  /// A field at `at` of the message, unless the message ended before it.
  void number(Field field, uint32_t at, uint32_t length, uint32_t value) {
    if (at + length <= octets_.remaining())
      d_.sink.number(field, {octets_.offset() + at, length}, value);
  }
  bool read_fixed_part();
  bool read_parameter(uint32_t index, Cursor& value);
  bool read_optional_part();
  void read_optional(uint32_t tag, Cursor value);
  void read_address(Cursor value, SccpAddress& address, const PartyFields& fields);
  void read_title(Cursor value, SccpAddress& address, const PartyFields& fields);
  void check_title(const Digits& title, uint32_t signals, Bytes octets);
  void check_coverage();

  Decoding<Sink>& d_;
  Message& m_;
  Ss7& ss7_;
  const Cursor octets_;
  Layout layout_;
  std::array<uint32_t, 4> targets_{}; ///< of the pointers, from the start of the message
  std::array<Span, 4> spans_{};
  uint32_t span_count_ = 0;
  Segmentation segmentation_;
};

template <class Sink> bool SccpDecoder<Sink>::read_fixed_part() {
  Cursor octets = octets_;
  octets.skip(1);
  const uint32_t second = octets.u8();
  if (layout_.is_returned) {
    ss7_.is_returned = true;
    ss7_.return_cause = static_cast<uint8_t>(second);
    number(Field::sccp_return_cause, 1, 1, second);
  } else {
    number(Field::sccp_class, 1, 1, second & 0xF);
    number(Field::sccp_handling, 1, 1, second >> 4);
  }
  if (layout_.is_extended) number(Field::sccp_hops, 2, 1, octets.u8());
  static constexpr std::array<Field, 4> kPointers = {
      Field::sccp_variable_pointer1, Field::sccp_variable_pointer2, Field::sccp_variable_pointer3,
      Field::sccp_optional_pointer};
  const uint32_t width = layout_.pointer_octets();
  for (uint32_t i = 0; i < layout_.pointers(); i++) {
    const uint32_t at = octets.offset() - octets_.offset();
    const uint32_t pointer = read_number(octets, layout_.is_long);
    // Counted from the pointer's last octet (Q.713 §2.3); zero says that there is no optional part.
    targets_[i] = pointer == 0 && i == 3 ? 0 : at + width - 1 + pointer;
    number(kPointers[i], at, width, pointer);
  }
  if (octets.failed()) fail(Fault::sccp_header_short, 0);
  return !octets.failed();
}

/// The mandatory variable parameter of a pointer: 0 called, 1 calling, 2 data.
template <class Sink> bool SccpDecoder<Sink>::read_parameter(uint32_t index, Cursor& value) {
  Cursor octets = octets_;
  const bool is_two_octets = layout_.is_long && index == 2;
  const uint32_t target = targets_[index];
  octets.skip(target);
  const uint32_t length = read_number(octets, is_two_octets);
  if (octets.failed()) {
    fail(Fault::sccp_pointer, layout_.fixed_octets() + index * layout_.pointer_octets());
    return false;
  }
  value = octets.sub(length);
  if (value.failed()) {
    fail(Fault::sccp_parameter_length, target);
    return false;
  }
  number(Field::sccp_parameter_length, target, is_two_octets ? 2 : 1, length);
  spans_[span_count_++] = {target, octets.offset() - octets_.offset()};
  return true;
}

template <class Sink> void SccpDecoder<Sink>::read_optional(uint32_t tag, Cursor value) {
  if (tag == sccp::parameter::segmentation && value.remaining() == 4) {
    const uint32_t at = value.offset();
    const uint32_t first = value.u8();
    const uint32_t low = value.u8(), middle = value.u8(), high = value.u8();
    segmentation_ = {true, (first & 0x80) != 0, static_cast<uint8_t>(first & 0xF)};
    d_.sink.number(Field::sccp_segmentation_first, {at, 1}, first >> 7);
    d_.sink.number(Field::sccp_segmentation_class, {at, 1}, first >> 6 & 1);
    d_.sink.number(Field::sccp_segmentation_remaining, {at, 1}, first & 0xF);
    d_.sink.number(Field::sccp_segmentation_slr, {at + 1, 3}, high << 16 | middle << 8 | low);
  } else if (tag == sccp::parameter::importance && value.remaining() == 1) {
    d_.sink.number(Field::sccp_importance, value.view(1), value.peek() & 7u);
  }
}

/// Tag, length, value until the end tag (Q.713 §1.8); stacks that leave the end tag out are let be.
template <class Sink> bool SccpDecoder<Sink>::read_optional_part() {
  if (targets_[3] == 0) return true;
  Cursor octets = octets_;
  if (!octets.skip(targets_[3]) || octets.at_end()) {
    fail(Fault::sccp_pointer, layout_.fixed_octets() + 3 * layout_.pointer_octets());
    return false;
  }
  uint32_t seen = 0;
  while (!octets.at_end()) {
    const uint32_t at = octets.offset() - octets_.offset();
    const uint32_t tag = octets.u8();
    if (tag == sccp::parameter::end) break;
    const uint32_t length = octets.u8();
    const Cursor value = octets.sub(length);
    if (octets.failed()) {
      fail(Fault::sccp_optional_part, at);
      return false;
    }
    number(Field::sccp_parameter_length, at + 1, 1, length);
    if (tag < 32) {
      if (seen >> tag & 1) m_.flag(anomaly::sccp_duplicate_parameter);
      seen |= 1u << tag;
    }
    read_optional(tag, value);
  }
  spans_[span_count_++] = {targets_[3], octets.offset() - octets_.offset()};
  return true;
}

/// Tells shared octets and octets that nobody claims. Parameters in order and without gaps, as
/// every stack sends them, are recognised first.
template <class Sink> void SccpDecoder<Sink>::check_coverage() {
  const auto spans_end = spans_.begin() + span_count_;
  const auto before = [](const Span& a, const Span& b) { return a.begin < b.begin; };
  if (!std::is_sorted(spans_.begin(), spans_end, before))
    std::sort(spans_.begin(), spans_end, before);
  uint32_t covered = layout_.header_octets();
  for (auto span = spans_.begin(); span != spans_end; ++span) {
    if (span->begin < covered) m_.flag(anomaly::sccp_parameter_overlap);
    if (span->begin > covered) m_.flag(anomaly::sccp_parameter_gap);
    covered = std::max(covered, span->end);
  }
  if (covered < octets_.remaining()) m_.flag(anomaly::sccp_parameter_gap);
}

template <class Sink>
void SccpDecoder<Sink>::check_title(const Digits& title, uint32_t signals, Bytes octets) {
  if (octets.empty()) return m_.flag(anomaly::sccp_address_incomplete);
  const uint32_t kept = std::min(signals, kDigitsMax);
  const uint8_t last = octets.data[octets.size - 1] >> 4;
  const bool is_odd = signals < 2 * octets.size;
  // Q.713 fills an odd number with 0; many stacks use F, as everywhere else.
  const bool is_bad_filler = is_odd && last != 0 && last != kFillerNibble;
  if (title.length < kept || is_bad_filler || (title.flags & Digits::kNotDecimal))
    m_.flag(anomaly::sccp_title_encoding);
}

/// Global title (Q.713 §3.4.2.3) of the address's format.
template <class Sink>
void SccpDecoder<Sink>::read_title(Cursor value, SccpAddress& a, const PartyFields& fields) {
  const uint32_t format = a.title_format;
  const bool is_defined = format <= title_format::translation_plan_nature;
  const bool has_translation = is_defined && format >= title_format::translation;
  const bool has_plan = is_defined && format >= title_format::translation_plan;
  const bool has_nature =
      format == title_format::nature || format == title_format::translation_plan_nature;
  if (!is_defined) m_.flag(anomaly::sccp_title_format);
  const View translation = value.view(1);
  if (has_translation) a.translation_type = value.u8();
  const View plan = value.view(1);
  const uint32_t plan_and_scheme = has_plan ? value.u8() : 0;
  const View nature = value.view(1);
  const uint32_t nature_and_odd = has_nature ? value.u8() : 0;
  if (value.failed()) return m_.flag(anomaly::sccp_address_incomplete);
  a.encoding_scheme = plan_and_scheme & 0xF;
  const Bytes signals = value.rest();
  bool is_odd = has_plan ? a.encoding_scheme != sccp::encoding_scheme::bcd_even
                         : format == title_format::nature && (nature_and_odd & 0x80);
  if (has_translation) d_.sink.number(fields.tt, translation, a.translation_type);
  if (has_plan) {
    d_.sink.number(fields.np, plan, plan_and_scheme >> 4);
    d_.sink.number(fields.es, plan, a.encoding_scheme);
  }
  if (format == title_format::nature) d_.sink.number(fields.oe, nature, is_odd);
  if (has_nature) d_.sink.number(fields.nai, nature, nature_and_odd & 0x7F);
  is_odd = is_odd && !signals.empty();
  const uint32_t signal_count = 2 * signals.size - is_odd;
  a.title = read_tbcd(signals.data, signals.size, signal_count);
  a.title.ton = nature_and_odd & 0x7F;
  a.title.npi = static_cast<uint8_t>(plan_and_scheme >> 4);
  check_title(a.title, signal_count, signals);
  const View where = value.view(signals.size);
  d_.sink.signals(fields.digits, where, d_.base(), is_odd);
  d_.sink.signals(Field::sccp_digits, where, d_.base(), is_odd);
}

/// Called or calling party address (Q.713 §3.4). An address that ends early keeps what it has.
template <class Sink>
void SccpDecoder<Sink>::read_address(Cursor value, SccpAddress& a, const PartyFields& fields) {
  a.where = value.view(value.remaining());
  const uint32_t at = value.offset();
  a.indicator = value.u8();
  if (value.failed()) return m_.flag(anomaly::sccp_address_incomplete);
  a.routes_on_ssn = a.indicator & indicator::routes_on_ssn;
  a.title_format = (a.indicator & indicator::title_format) >> 2;
  const bool has_ssn = a.indicator & indicator::ssn, has_pc = a.indicator & indicator::point_code;
  d_.sink.number(fields.reserved, {at, 1}, a.indicator >> 7);
  d_.sink.number(fields.ri, {at, 1}, a.routes_on_ssn);
  d_.sink.number(fields.gti, {at, 1}, a.title_format);
  d_.sink.number(fields.ssni, {at, 1}, has_ssn);
  d_.sink.number(fields.pci, {at, 1}, has_pc);
  if (has_pc) {
    const View where = value.view(2);
    a.point_code = read_number(value, true) & 0x3FFF;
    a.has_point_code = !value.failed();
    if (a.has_point_code) d_.sink.number(fields.pc, where, a.point_code);
  }
  if (has_ssn) {
    const View where = value.view(1);
    a.ssn = value.u8();
    a.has_ssn = !value.failed();
    if (a.has_ssn) {
      d_.sink.number(fields.ssn, where, a.ssn);
      d_.sink.number(Field::sccp_ssn, where, a.ssn);
    }
  }
  if (value.failed()) return m_.flag(anomaly::sccp_address_incomplete);
  if (a.title_format != title_format::none)
    read_title(value, a, fields);
  else if (!value.at_end())
    m_.flag(anomaly::sccp_parameter_gap);
}

template <class Sink> Cursor SccpDecoder<Sink>::run() {
  Cursor none = octets_;
  none.fail();
  const uint32_t type = octets_.peek();
  if (octets_.at_end()) {
    fail(Fault::sccp_header_short, 0);
    return none;
  }
  ss7_.sccp_type = static_cast<uint8_t>(type);
  number(Field::sccp_message_type, 0, 1, type);
  layout_ = layout_of(type);
  if (!layout_.is_connectionless) {
    if (type < message_type::cr || type > message_type::ludts) {
      fail(Fault::sccp_message_type, 0);
    } else {
      count(d_.counters, Counter::messages_connection_oriented);
      m_.flag(anomaly::sccp_connection_oriented);
    }
    return none;
  }
  Cursor called, calling, data;
  if (!read_fixed_part()) return none;
  if (!read_parameter(0, called)) return none;
  read_address(called, ss7_.called, kCalled);
  if (!read_parameter(1, calling)) return none;
  read_address(calling, ss7_.calling, kCalling);
  if (!read_parameter(2, data) || !read_optional_part()) return none;
  check_coverage();
  if (!layout_.is_returned && (!ss7_.called.has_ssn || ss7_.called.ssn == sccp::ssn::unknown))
    m_.flag(anomaly::sccp_called_ssn);
  return data;
}

/// First octets of TCAP (Q.773 §4.2.1), of ANSI TCAP (T1.114) and of either in the high-tag form,
/// an evasion.
bool is_tcap_tag(uint8_t octet) {
  switch (octet) {
  case 0x61:
  case 0x62:
  case 0x64:
  case 0x65:
  case 0x67:
  case 0x7F:
  case 0xF6:
  case 0xFF: return true;
  default: return octet >= 0xE1 && octet <= 0xE6;
  }
}

/// Subsystems whose users speak TCAP (TS 23.003 §8, Q.713 §3.4.2.2); 0 is unknown and may be any.
bool is_tcap_user(const SccpAddress& address) {
  return address.has_ssn && ((address.ssn >= sccp::ssn::map && address.ssn <= sccp::ssn::tc_test) ||
                             (address.ssn >= sccp::ssn::gmlc && address.ssn <= sccp::ssn::ggsn));
}

bool is_management(const Ss7& ss7, uint8_t first_octet) {
  return (ss7.called.ssn == sccp::ssn::management || ss7.calling.ssn == sccp::ssn::management) &&
         first_octet >= 1 && first_octet <= 6; // SSA to SSC, Q.713 §5.3
}

} // namespace

template <class Sink> void decode_sccp(Decoding<Sink>& d, Message& m, Cursor octets) {
  d.sink.layer(Protocol::sccp, octets.view(octets.remaining()));
  SccpDecoder<Sink> decoder(d, m, octets);
  const Cursor data = decoder.run();
  d.sink.leave();
  if (data.failed()) return;
  if (!decoder.segmentation().is_whole()) {
    m.flag(anomaly::sccp_segmented);
    return count(d.counters, Counter::sccp_segments);
  }
  const uint8_t first = data.peek();
  if (is_tcap_tag(first) || is_tcap_user(m.ss7.called) || is_tcap_user(m.ss7.calling)) [[likely]]
    return decode_tcap(d, m, data);
  count(d.counters,
        is_management(m.ss7, first) ? Counter::messages_management : Counter::sccp_payload_unknown);
}

bool looks_like_sccp(Bytes user_part) {
  if (user_part.empty()) return false;
  const Layout layout = layout_of(user_part.data[0]);
  Cursor octets(user_part.data, user_part);
  octets.skip(1);
  const uint32_t second = octets.u8();
  if (!layout.is_connectionless || (!layout.is_returned && (second & 0x7E) != 0)) return false;
  octets.skip(layout.header_octets() - 2);
  const uint32_t called_octets = octets.u8();
  Cursor called = octets.sub(called_octets);
  const uint32_t calling_octets = octets.u8();
  Cursor calling = octets.sub(calling_octets);
  read_number(octets, layout.is_long);
  if (octets.failed() || octets.at_end()) return false;
  const auto is_address = [](uint8_t octet) {
    return (octet & indicator::title_format) >> 2 <= title_format::translation_plan_nature;
  };
  return user_part.data[layout.fixed_octets()] ==
             layout.header_octets() - layout.fixed_octets() - (layout.is_long ? 1 : 0) &&
         is_address(called.peek()) && is_address(calling.peek()) && is_tcap_tag(octets.peek());
}

template void decode_sccp<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_sccp<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);

} // namespace sigwarden
