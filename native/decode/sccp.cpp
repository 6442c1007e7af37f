// SPDX-License-Identifier: Apache-2.0
// SCCP (ITU-T Q.713), connectionless: UDT, XUDT, LUDT and the service messages that return them,
// with the optional part; addresses are sccp_address.cpp's. Parameters are found by pointers, which
// may lead anywhere inside the message; shared and unclaimed octets are told as anomalies. Called
// by whatever carries it. Does not reassemble segments and does not follow connections: both are
// counted. The first segment is read as far as it goes, since the operation and its subscriber
// stand in front.
#include "native/decode/sccp.hpp"

#include <algorithm>

#include "native/decode/decoder.hpp"
#include "native/decode/sccp_address.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden {
namespace {

namespace message_type = sccp::message_type;
namespace indicator = sccp::address_indicator;
namespace nature = sccp::nature;
namespace title_format = sccp::title_format;

/// How one message type lays out its fixed part and pointers (Q.713 tables 3 to 20).
struct Layout {
  uint8_t fixed_octets = 0; ///< type, class or return cause, hop counter; 0 when not connectionless
  uint8_t pointer_octets = 1; ///< 2, little-endian, in the long forms; so is their data length
  uint8_t pointers = 3;       ///< the fourth leads to the optional part
  bool is_returned = false;   ///< the second octet is the return cause, not the class

  bool is_connectionless() const { return fixed_octets != 0; }
  bool is_extended() const { return pointers == 4; }
  bool is_long() const { return pointer_octets == 2; }
  uint32_t header_octets() const { return fixed_octets + uint32_t{pointers} * pointer_octets; }
};

constexpr Layout layout_of(uint32_t type) {
  switch (type) {
  case message_type::udt: return {2, 1, 3, false};
  case message_type::udts: return {2, 1, 3, true};
  case message_type::xudt: return {3, 1, 4, false};
  case message_type::xudts: return {3, 1, 4, true};
  case message_type::ludt: return {3, 2, 4, false};
  case message_type::ludts: return {3, 2, 4, true};
  default: return {};
  }
}

/// A pointer or length of one octet, or of two, little-endian.
uint32_t number_at(const uint8_t* p, bool is_two_octets) {
  return is_two_octets ? load_le16(p) : *p;
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

/// Reads one message. Every offset counts from the start of the message and is checked against its
/// size before it is used; offsets and lengths have at most 17 bits, so that their sums cannot
/// overflow.
template <class Sink> class SccpDecoder {
public:
  SccpDecoder(Decoding<Sink>& d, Message& m, Bytes message, uint32_t offset)
      : d_(d), m_(m), ss7_(m.ss7), p_(message.data), size_(message.size), offset_(offset) {}

  /// False when there is no data to hand up.
  bool run();
  Cursor data() const { return Cursor(d_.base(), {p_ + data_.begin, data_.end - data_.begin}); }
  const Segmentation& segmentation() const { return segmentation_; }

private:
  void fail(Fault fault, uint32_t at) { m_.fail(fault, offset_ + at); }
  void number(Field field, uint32_t at, uint32_t length, uint32_t value) {
    d_.sink.number(field, {offset_ + at, length}, value);
  }
  bool read_fixed_part();
  bool read_parameter(uint32_t index, Span& value);
  bool read_optional_part();
  void read_optional(uint32_t tag, Span value);
  void read_address(Span value, Party party, SccpAddress& address) {
    const View where{offset_ + value.begin, value.end - value.begin};
    m_.flag(decode_sccp_address(d_.sink, d_.base(), where, party, ss7_.variant, address));
  }
  void cover(Span span);
  void check_coverage();

  Decoding<Sink>& d_;
  Message& m_;
  Ss7& ss7_;
  const uint8_t* p_;
  const uint32_t size_;
  const uint32_t offset_; ///< of the message in the frame
  Layout layout_;
  Span data_;
  uint32_t covered_ = 0; ///< octets from the front that parameters, each behind the last, claim
  uint32_t span_count_ = 0;
  bool is_in_order_ = true;
  Segmentation segmentation_;
  std::array<Span, 4> spans_;
};

template <class Sink> bool SccpDecoder<Sink>::read_fixed_part() {
  covered_ = layout_.header_octets();
  if (covered_ > size_) {
    fail(Fault::sccp_header_short, 0);
    return false;
  }
  const uint8_t second = p_[1];
  if (layout_.is_returned) {
    ss7_.is_returned = true;
    ss7_.return_cause = second;
    number(Field::sccp_return_cause, 1, 1, second);
  } else {
    number(Field::sccp_class, 1, 1, second & 0xF);
    number(Field::sccp_handling, 1, 1, second >> 4);
  }
  if constexpr (Sink::records) {
    static constexpr std::array<Field, 4> kPointers = {
        Field::sccp_variable_pointer1, Field::sccp_variable_pointer2, Field::sccp_variable_pointer3,
        Field::sccp_optional_pointer};
    if (layout_.is_extended()) number(Field::sccp_hops, 2, 1, p_[2]);
    for (uint32_t i = 0; i < layout_.pointers; i++) {
      const uint32_t at = layout_.fixed_octets + i * layout_.pointer_octets;
      number(kPointers[i], at, layout_.pointer_octets, number_at(p_ + at, layout_.is_long()));
    }
  }
  return true;
}

/// The mandatory variable parameter of a pointer: 0 called, 1 calling, 2 data.
template <class Sink> inline bool SccpDecoder<Sink>::read_parameter(uint32_t index, Span& value) {
  const bool is_long_data = layout_.is_long() && index == 2;
  const uint32_t length_octets = is_long_data ? 2 : 1;
  const uint32_t at = layout_.fixed_octets + index * layout_.pointer_octets;
  // Counted from the pointer's last octet (Q.713 §2.3).
  const uint32_t target = at + layout_.pointer_octets - 1u + number_at(p_ + at, layout_.is_long());
  if (target + length_octets > size_) {
    fail(Fault::sccp_pointer, at);
    return false;
  }
  const uint32_t length = number_at(p_ + target, is_long_data);
  value = {target + length_octets, target + length_octets + length};
  if (value.end > size_) {
    fail(Fault::sccp_parameter_length, target);
    return false;
  }
  cover({target, value.end});
  return true;
}

template <class Sink> void SccpDecoder<Sink>::read_optional(uint32_t tag, Span value) {
  const uint32_t at = value.begin, length = value.end - value.begin;
  const uint8_t* p = p_ + at;
  if (tag == sccp::parameter::segmentation && length == 4) {
    const Segmentation said{true, (p[0] & 0x80) != 0, static_cast<uint8_t>(p[0] & 0xF)};
    // Of two, one node reads the first and another the last: a whole message is not overlooked.
    if (!segmentation_.is_present || said.is_whole()) segmentation_ = said;
    number(Field::sccp_segmentation_first, at, 1, p[0] >> 7);
    number(Field::sccp_segmentation_class, at, 1, p[0] >> 6 & 1);
    number(Field::sccp_segmentation_remaining, at, 1, p[0] & 0xF);
    number(Field::sccp_segmentation_slr, at + 1, 3, load_le16(p + 1) | uint32_t{p[3]} << 16);
  } else if (tag == sccp::parameter::importance && length == 1) {
    number(Field::sccp_importance, at, 1, p[0] & 7);
  }
}

/// Tag, length, value until the end tag (Q.713 §1.8); stacks that leave the end tag out are let be.
template <class Sink> bool SccpDecoder<Sink>::read_optional_part() {
  const uint32_t pointer_at = layout_.fixed_octets + 3u * layout_.pointer_octets;
  const uint32_t pointer = number_at(p_ + pointer_at, layout_.is_long());
  if (pointer == 0) return true; // there is none
  const uint32_t target = pointer_at + layout_.pointer_octets - 1u + pointer;
  if (target >= size_) {
    fail(Fault::sccp_pointer, pointer_at);
    return false;
  }
  uint32_t seen = 0, at = target;
  while (at < size_) {
    const uint32_t tag = p_[at];
    if (tag == sccp::parameter::end) {
      at++;
      break;
    }
    const Span value{at + 2, at + 1 < size_ ? at + 2 + p_[at + 1] : UINT32_MAX};
    if (value.end > size_) {
      fail(Fault::sccp_optional_part, at);
      return false;
    }
    if (tag < 32) {
      if (seen >> tag & 1) m_.flag(anomaly::sccp_duplicate_parameter);
      seen |= 1u << tag;
    }
    read_optional(tag, value);
    at = value.end;
  }
  cover({target, at});
  return true;
}

template <class Sink> inline void SccpDecoder<Sink>::cover(Span span) {
  spans_[span_count_++] = span;
  if (span.begin != covered_) is_in_order_ = false;
  covered_ = span.end;
}

/// Tells shared octets and octets that nobody claims. Every stack known sends its parameters in
/// order and without gaps, which cover() has seen already.
template <class Sink> void SccpDecoder<Sink>::check_coverage() {
  if (is_in_order_ && covered_ == size_) [[likely]]
    return;
  // At most four: by insertion, which compilers see through.
  for (uint32_t i = 1; i < span_count_; i++)
    for (uint32_t k = i; k > 0 && spans_[k].begin < spans_[k - 1].begin; k--)
      std::swap(spans_[k], spans_[k - 1]);
  uint32_t covered = layout_.header_octets();
  for (uint32_t i = 0; i < span_count_; i++) {
    if (spans_[i].begin < covered) m_.flag(anomaly::sccp_parameter_overlap);
    if (spans_[i].begin > covered) m_.flag(anomaly::sccp_parameter_gap);
    covered = std::max(covered, spans_[i].end);
  }
  if (covered < size_) m_.flag(anomaly::sccp_parameter_gap);
}

/// Between countries a number means something only when it is written as an international one;
/// another nature keeps a reader from knowing whose it is, and no translation looks at it.
bool is_foreign_to_international(const SccpAddress& address) {
  const bool has_nature = address.title_format == title_format::nature ||
                          address.title_format == title_format::translation_plan_nature;
  return has_nature && !address.title.empty() && address.title.ton != nature::international;
}

template <class Sink> bool SccpDecoder<Sink>::run() {
  if (size_ == 0) {
    fail(Fault::sccp_header_short, 0);
    return false;
  }
  const uint8_t type = p_[0];
  ss7_.sccp_type = type;
  ss7_.has_parties = true;
  number(Field::sccp_message_type, 0, 1, type);
  layout_ = layout_of(type);
  if (!layout_.is_connectionless()) {
    if (type < message_type::cr || type > message_type::ludts) {
      fail(Fault::sccp_message_type, 0);
    } else {
      count(d_.counters, Counter::messages_connection_oriented);
      m_.flag(anomaly::sccp_connection_oriented);
    }
    return false;
  }
  Span called, calling;
  if (!read_fixed_part() || !read_parameter(0, called)) return false;
  read_address(called, Party::called, ss7_.called);
  if (!read_parameter(1, calling)) return false;
  read_address(calling, Party::calling, ss7_.calling);
  if (!read_parameter(2, data_)) return false;
  if (layout_.is_extended() && !read_optional_part()) return false;
  check_coverage();
  constexpr uint8_t kInternationalSpare = 1; // network indicator, Q.704 §14.2.2; 0 is in use
  if (ss7_.network_indicator <= kInternationalSpare &&
      (is_foreign_to_international(ss7_.called) || is_foreign_to_international(ss7_.calling)))
    m_.flag(anomaly::sccp_title_nature);
  if (!layout_.is_returned && (!ss7_.called.has_ssn || ss7_.called.ssn == sccp::ssn::unknown))
    m_.flag(anomaly::sccp_called_ssn);
  return true;
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

/// What the data is, by its content first and by the subsystems second.
template <class Sink> inline void hand_up(Decoding<Sink>& d, Message& m, Cursor data) {
  const uint8_t first = data.peek();
  if (is_tcap_tag(first) || is_tcap_user(m.ss7.called) || is_tcap_user(m.ss7.calling)) [[likely]]
    return decode_tcap(d, m, data);
  d.hide(data.view(data.remaining()));
  count(d.counters,
        is_management(m.ss7, first) ? Counter::messages_management : Counter::sccp_payload_unknown);
}

} // namespace

template <class Sink> void decode_sccp(Decoding<Sink>& d, Message& m, Cursor octets) {
  d.sink.layer(Protocol::sccp, octets.view(octets.remaining()));
  SccpDecoder<Sink> decoder(d, m, octets.rest(), octets.offset());
  const bool has_data = decoder.run();
  d.sink.leave();
  if (!has_data) return d.hide(octets.view(octets.remaining()));
  const Cursor data = decoder.data();
  if (!decoder.segmentation().is_whole()) {
    m.flag(anomaly::sccp_segmented);
    count(d.counters, Counter::sccp_segments);
    d.hide(data.view(data.remaining())); // a secret may be cut in two
    if (!decoder.segmentation().is_first) return;
  }
  hand_up(d, m, data);
}

template <class Sink> void decode_sccp_data(Decoding<Sink>& d, Message& m, Cursor data) {
  hand_up(d, m, data);
}

bool looks_like_sccp(Bytes user_part) {
  if (user_part.empty()) return false;
  const Layout layout = layout_of(user_part.data[0]);
  if (!layout.is_connectionless()) return false;
  Cursor octets(user_part.data, user_part);
  octets.skip(1);
  const uint32_t second = octets.u8();
  octets.skip(layout.fixed_octets - 2u);
  const uint32_t first_pointer = octets.u8();
  octets.skip(layout.header_octets() - layout.fixed_octets - 1);
  const uint32_t called_octets = octets.u8();
  const Cursor called = octets.sub(called_octets);
  const uint32_t calling_octets = octets.u8();
  const Cursor calling = octets.sub(calling_octets);
  octets.skip(layout.pointer_octets);
  if (octets.failed()) return false;
  const auto is_address = [](const Cursor& address) {
    return (address.peek() & indicator::title_format) >> 2 <= title_format::translation_plan_nature;
  };
  const bool is_class = layout.is_returned || (second & 0x7E) == 0;
  // The called address lies right behind the pointers.
  const uint32_t to_first =
      layout.header_octets() - layout.fixed_octets - (layout.pointer_octets - 1u);
  return is_class && first_pointer == to_first && is_address(called) && is_address(calling) &&
         is_tcap_tag(octets.peek());
}

template void decode_sccp_data<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_sccp_data<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);
template void decode_sccp<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_sccp<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);

} // namespace sigwarden
