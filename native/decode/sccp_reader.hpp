// SPDX-License-Identifier: Apache-2.0
// Reads the parameters of one SCCP message of any type (Q.713 §4): a fixed part, parameters that
// pointers lead to, an optional part. Pointers may lead anywhere inside the message; shared and
// unclaimed octets are told as anomalies. Included by sccp.cpp alone, which hands up what is read.
#pragma once

#include <algorithm>

#include "native/decode/decoder.hpp"
#include "native/decode/sccp_address.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden::sccp_decode {

namespace message_type = sccp::message_type;
namespace parameter = sccp::parameter;

/// How one message type lays out its fixed part and pointers (Q.713 tables 3 to 20).
struct Layout {
  enum class Variable : uint8_t { none, called, data, parties_and_data };

  uint8_t fixed_octets = 0; ///< of all fixed parameters with the type; 0 for a type that is none
  Variable variable = Variable::parties_and_data;
  bool has_optional = false;
  bool is_long = false;     ///< pointers and the length of data are two octets, little-endian
  bool is_returned = false; ///< the second octet is the return cause, not the class

  bool is_connectionless() const { return variable == Variable::parties_and_data; }
  uint32_t variable_pointers() const {
    return is_connectionless() ? 3 : variable == Variable::none ? 0 : 1;
  }
  uint32_t pointers() const { return variable_pointers() + has_optional; }
  uint32_t pointer_octets() const { return is_long ? 2 : 1; }
  uint32_t header_octets() const { return fixed_octets + pointers() * pointer_octets(); }
};

constexpr Layout connection_layout_of(uint32_t type) {
  using enum Layout::Variable;
  switch (type) {
  case message_type::cr: return {5, called, true, false, false};
  case message_type::cc: return {8, none, true, false, false};
  case message_type::cref: return {5, none, true, false, false};
  case message_type::rlsd: return {8, none, true, false, false};
  case message_type::rlc: return {7, none, false, false, false};
  case message_type::dt1: return {5, data, false, false, false};
  case message_type::dt2: return {6, data, false, false, false};
  case message_type::ak: return {6, none, false, false, false};
  case message_type::ed: return {4, data, false, false, false};
  case message_type::ea: return {4, none, false, false, false};
  case message_type::rsr: return {8, none, false, false, false};
  case message_type::rsc: return {7, none, false, false, false};
  case message_type::err: return {5, none, false, false, false};
  case message_type::it: return {11, none, false, false, false};
  default: return {};
  }
}

[[gnu::always_inline]] constexpr Layout layout_of(uint32_t type) {
  using enum Layout::Variable;
  switch (type) {
  case message_type::udt: return {2, parties_and_data, false, false, false};
  case message_type::udts: return {2, parties_and_data, false, false, true};
  case message_type::xudt: return {3, parties_and_data, true, false, false};
  case message_type::xudts: return {3, parties_and_data, true, false, true};
  case message_type::ludt: return {3, parties_and_data, true, true, false};
  case message_type::ludts: return {3, parties_and_data, true, true, true};
  default: return connection_layout_of(type);
  }
}

/// Fixed parameters of the connection-oriented messages behind their type, by parameter name; 0 for
/// no more.
constexpr std::array<uint8_t, 5> fixed_parameters_of(uint32_t type) {
  using namespace parameter;
  constexpr uint8_t kDestination = destination_reference, kSource = source_reference;
  switch (type) {
  case message_type::cr: return {kSource, protocol_class};
  case message_type::cc: return {kDestination, kSource, protocol_class};
  case message_type::cref: return {kDestination, refusal_cause};
  case message_type::rlsd: return {kDestination, kSource, release_cause};
  case message_type::dt1: return {kDestination, segmenting};
  case message_type::dt2: return {kDestination, sequencing_segmenting};
  case message_type::ak: return {kDestination, receive_number, credit};
  case message_type::ed:
  case message_type::ea: return {kDestination};
  case message_type::rsr: return {kDestination, kSource, reset_cause};
  case message_type::err: return {kDestination, error_cause};
  case message_type::it:
    return {kDestination, kSource, protocol_class, sequencing_segmenting, credit};
  default: return {kDestination, kSource}; // RLC, RSC
  }
}

/// Octets of a parameter that has one length (Q.713 §3).
constexpr uint32_t octets_of(uint32_t tag) {
  switch (tag) {
  case parameter::destination_reference:
  case parameter::source_reference: return 3;
  case parameter::sequencing_segmenting: return 2;
  case parameter::segmentation: return 4;
  default: return 1;
  }
}

/// A pointer or length of one octet, or of two, little-endian.
inline uint32_t number_at(const uint8_t* p, bool is_two_octets) {
  return is_two_octets ? load_le16(p) : *p;
}

/// Octets of the message, from its start, that a parameter claims with its length.
struct Span {
  uint32_t begin, end;
  bool empty() const { return begin == end; }
};

/// The segmentation parameter of XUDT and LUDT, or what DT1 and DT2 say of it.
struct Segmentation {
  uint32_t reference = 0;
  uint8_t remaining = 0;
  bool is_present = false;
  bool is_first = false;
  bool is_whole() const { return !is_present || (is_first && remaining == 0); }
  bool operator==(const Segmentation&) const = default;
};

/// Every offset counts from the start of the message and is checked against its size before it is
/// used; offsets and lengths have at most 17 bits, so that their sums cannot overflow.
template <class Sink> class SccpReader {
public:
  SccpReader(Decoding<Sink>& d, Message& m, const Cursor& message)
      : d_(d), m_(m), ss7_(m.ss7), base_(message.base()), p_(message.data()),
        size_(message.remaining()), offset_(message.offset()) {}

  /// False when it cannot be read to its end.
  bool read();
  const Layout& layout() const { return layout_; }
  Cursor data() const { return Cursor(base_, {p_ + data_.begin, data_.end - data_.begin}); }
  Cursor cursor(Span span) const { return Cursor(base_, {p_ + span.begin, span.end - span.begin}); }
  const Segmentation& segmentation() const { return segmentation_; }
  /// The other one of two that differ; not present when there is none.
  const Segmentation& other_segmentation() const { return other_segmentation_; }
  uint32_t destination_reference() const { return destination_reference_; }
  /// Data where it does not belong, and which a reader may take in place of the other.
  Span misplaced_data() const { return misplaced_data_; }
  /// Whether a reader who takes no notice of the pointers finds other parameters than they lead
  /// to; then where.
  bool is_other_in_sequence(Span (&parameters)[3]) const;

private:
  void fail(Fault fault, uint32_t at) { m_.fail(fault, offset_ + at); }
  void number(Field field, uint32_t at, uint32_t length, uint32_t value) {
    d_.sink.number(field, {offset_ + at, length}, value);
  }
  bool read_header();
  bool read_as(Layout layout, uint32_t type);
  void show_pointers();
  void read_fixed_part(uint32_t type);
  bool read_connectionless(Layout layout);
  bool read_connection(uint32_t type);
  bool read_parameter(Layout layout, uint32_t index, bool is_data, Span& value);
  bool read_optional_part();
  void read_optional(uint32_t tag, Span value);
  void read_segmentation(Span value);
  void read_single(uint32_t tag, uint32_t at);
  void read_address(Span value, Party party, SccpAddress& address) {
    const View where{offset_ + value.begin, value.end - value.begin};
    m_.flag(decode_sccp_address(d_.sink, base_, where, party, ss7_.variant, address));
  }
  void cover(Span span);
  void check_coverage();
  void flag_gap(uint32_t from, uint32_t to);

  Decoding<Sink>& d_;
  Message& m_;
  Ss7& ss7_;
  const uint8_t* base_;
  const uint8_t* p_;
  const uint32_t size_;
  const uint32_t offset_; ///< of the message in the frame
  Layout layout_;
  Span data_{}, misplaced_data_{};
  uint32_t covered_ = 0; ///< octets from the front that parameters, each behind the last, claim
  uint32_t span_count_ = 0;
  uint32_t destination_reference_ = 0;
  bool is_in_order_ = true;
  Segmentation segmentation_, other_segmentation_;
  std::array<Span, 4> spans_;
};

template <class Sink> [[gnu::always_inline]] inline bool SccpReader<Sink>::read() {
  if (size_ == 0) {
    fail(Fault::sccp_header_short, 0);
    return false;
  }
  const uint8_t type = p_[0];
  ss7_.sccp_type = type;
  ss7_.has_parties = true;
  number(Field::sccp_message_type, 0, 1, type);
  // Most messages have one type: there the compiler knows the layout.
  if (type == message_type::udt) [[likely]]
    return read_as(layout_of(message_type::udt), type);
  return read_as(layout_of(type), type);
}

template <class Sink>
[[gnu::always_inline]] inline bool SccpReader<Sink>::read_as(Layout layout, uint32_t type) {
  layout_ = layout;
  if (layout.fixed_octets == 0) {
    fail(Fault::sccp_message_type, 0);
    return false;
  }
  covered_ = layout.header_octets();
  if (layout.is_connectionless()) [[likely]]
    return read_connectionless(layout);
  return read_connection(type);
}

template <class Sink>
[[gnu::always_inline]] inline bool SccpReader<Sink>::read_connectionless(Layout layout) {
  if (!read_header()) return false;
  const uint8_t second = p_[1];
  if (layout.is_returned) {
    ss7_.is_returned = true;
    ss7_.return_cause = second;
    number(Field::sccp_return_cause, 1, 1, second);
  } else {
    number(Field::sccp_class, 1, 1, second & 0xF);
    number(Field::sccp_handling, 1, 1, second >> 4);
  }
  if constexpr (Sink::records) {
    if (layout.has_optional) number(Field::sccp_hops, 2, 1, p_[2]);
    show_pointers();
  }
  Span called, calling;
  if (!read_parameter(layout, 0, false, called)) return false;
  read_address(called, Party::called, ss7_.called);
  if (!read_parameter(layout, 1, false, calling)) return false;
  read_address(calling, Party::calling, ss7_.calling);
  if (!read_parameter(layout, 2, true, data_)) return false;
  if (layout.has_optional && !read_optional_part()) return false;
  check_coverage();
  return true;
}

template <class Sink> [[gnu::noinline]] bool SccpReader<Sink>::read_connection(uint32_t type) {
  count(d_.counters, Counter::messages_connection_oriented);
  m_.flag(anomaly::sccp_connection_oriented);
  if (layout_.fixed_octets <= size_) read_fixed_part(type);
  if (!read_header()) return false; // some stacks leave out the pointer that leads nowhere
  if constexpr (Sink::records) show_pointers();
  if (layout_.variable == Layout::Variable::called) {
    Span called;
    if (!read_parameter(layout_, 0, false, called)) return false;
    read_address(called, Party::called, ss7_.called);
  } else if (layout_.variable == Layout::Variable::data) {
    if (!read_parameter(layout_, 0, true, data_)) return false;
  }
  if (layout_.has_optional && !read_optional_part()) return false;
  check_coverage();
  return true;
}

template <class Sink> bool SccpReader<Sink>::read_header() {
  if (covered_ <= size_) [[likely]]
    return true;
  fail(Fault::sccp_header_short, 0);
  return false;
}

template <class Sink> void SccpReader<Sink>::show_pointers() {
  static constexpr std::array<Field, 3> kVariable = {
      Field::sccp_variable_pointer1, Field::sccp_variable_pointer2, Field::sccp_variable_pointer3};
  for (uint32_t i = 0; i < layout_.pointers(); i++) {
    const uint32_t at = layout_.fixed_octets + i * layout_.pointer_octets();
    const bool is_optional = i == layout_.variable_pointers();
    number(is_optional ? Field::sccp_optional_pointer : kVariable[i], at, layout_.pointer_octets(),
           number_at(p_ + at, layout_.is_long));
  }
}

/// The fixed parameters of a connection-oriented message.
template <class Sink> void SccpReader<Sink>::read_fixed_part(uint32_t type) {
  uint32_t at = 1;
  for (const uint8_t tag : fixed_parameters_of(type)) {
    if (tag == 0) return;
    read_single(tag, at);
    at += octets_of(tag);
  }
}

/// A parameter of one length, fixed or optional, at octets that are there.
template <class Sink> void SccpReader<Sink>::read_single(uint32_t tag, uint32_t at) {
  const uint8_t* p = p_ + at;
  const auto reference = [&] { return load_le16(p) | uint32_t{p[2]} << 16; };
  const auto shown = [&](Field field) { number(field, at, 1, *p); };
  switch (tag) {
  case parameter::destination_reference:
    destination_reference_ = reference();
    return number(Field::sccp_dlr, at, 3, destination_reference_);
  case parameter::source_reference: return number(Field::sccp_slr, at, 3, reference());
  case parameter::protocol_class: return number(Field::sccp_class, at, 1, *p & 0xF);
  case parameter::segmenting:
    segmentation_.remaining = *p & 1;
    return number(Field::sccp_more, at, 1, *p & 1);
  case parameter::receive_number: return number(Field::sccp_rsn, at, 1, *p >> 1);
  case parameter::sequencing_segmenting:
    segmentation_.remaining = p[1] & 1;
    number(Field::sccp_sequencing_ssn, at, 1, p[0] >> 1);
    number(Field::sccp_sequencing_rsn, at + 1, 1, p[1] >> 1);
    return number(Field::sccp_sequencing_more, at + 1, 1, p[1] & 1);
  case parameter::credit: return shown(Field::sccp_credit);
  case parameter::release_cause: return shown(Field::sccp_release_cause);
  case parameter::return_cause: return shown(Field::sccp_return_cause);
  case parameter::reset_cause: return shown(Field::sccp_reset_cause);
  case parameter::error_cause: return shown(Field::sccp_error_cause);
  case parameter::refusal_cause: return shown(Field::sccp_refusal_cause);
  case parameter::hop_counter: return shown(Field::sccp_hops);
  case parameter::importance: return number(Field::sccp_importance, at, 1, *p & 7);
  default: return;
  }
}

/// The mandatory variable parameter of a pointer.
template <class Sink>
[[gnu::always_inline]] inline bool SccpReader<Sink>::read_parameter(Layout layout, uint32_t index,
                                                                    bool is_data, Span& value) {
  const bool is_long_data = layout.is_long && is_data;
  const uint32_t length_octets = is_long_data ? 2 : 1;
  const uint32_t at = layout.fixed_octets + index * layout.pointer_octets();
  // Counted from the pointer's last octet (Q.713 §2.3).
  const uint32_t target = at + layout.pointer_octets() - 1u + number_at(p_ + at, layout.is_long);
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

template <class Sink> void SccpReader<Sink>::read_segmentation(Span value) {
  const uint32_t at = value.begin;
  const uint8_t* p = p_ + at;
  const Segmentation said{load_le16(p + 1) | uint32_t{p[3]} << 16, static_cast<uint8_t>(p[0] & 0xF),
                          true, (p[0] & 0x80) != 0};
  // Of two, one node reads the first and another the last. What is whole is read in any case.
  if (!segmentation_.is_present) {
    segmentation_ = said;
  } else if (!(said == segmentation_)) {
    other_segmentation_ = said.is_whole() ? segmentation_ : said;
    if (said.is_whole()) segmentation_ = said;
  }
  number(Field::sccp_segmentation_first, at, 1, p[0] >> 7);
  number(Field::sccp_segmentation_class, at, 1, p[0] >> 6 & 1);
  number(Field::sccp_segmentation_remaining, at, 1, p[0] & 0xF);
  number(Field::sccp_segmentation_slr, at + 1, 3, said.reference);
}

template <class Sink> void SccpReader<Sink>::read_optional(uint32_t tag, Span value) {
  const bool is_connection = !layout_.is_connectionless();
  switch (tag) {
  case parameter::called:
  case parameter::calling: {
    const bool is_called = tag == parameter::called;
    SccpAddress& address = is_called ? ss7_.called : ss7_.calling;
    SccpAddress aside;
    // A connectionless message, and a request for a connection, have it elsewhere.
    const bool is_second = address.where.length != 0;
    if (is_second) m_.flag(anomaly::sccp_duplicate_parameter);
    return read_address(value, is_called ? Party::called : Party::calling,
                        is_second ? aside : address);
  }
  case parameter::data:
  case parameter::long_data:
    (is_connection && data_.empty() ? data_ : misplaced_data_) = value;
    return;
  default:
    if (value.end - value.begin != octets_of(tag)) return;
    if (tag == parameter::segmentation && !is_connection) return read_segmentation(value);
    read_single(tag, value.begin);
  }
}

/// Tag, length, value until the end tag (Q.713 §1.8), which some stacks leave out.
template <class Sink> bool SccpReader<Sink>::read_optional_part() {
  const uint32_t pointer_at =
      layout_.fixed_octets + layout_.variable_pointers() * layout_.pointer_octets();
  const uint32_t pointer = number_at(p_ + pointer_at, layout_.is_long);
  if (pointer == 0) return true; // there is none
  const uint32_t target = pointer_at + layout_.pointer_octets() - 1u + pointer;
  if (target >= size_) {
    fail(Fault::sccp_pointer, pointer_at);
    return false;
  }
  uint32_t seen = 0, at = target;
  while (at < size_ && p_[at] != parameter::end) {
    const uint32_t tag = p_[at];
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
  if (at < size_)
    at++;
  else
    m_.flag(anomaly::sccp_optional_part_unended);
  cover({target, at});
  return true;
}

template <class Sink> inline void SccpReader<Sink>::cover(Span span) {
  spans_[span_count_++] = span;
  if (span.begin != covered_) is_in_order_ = false;
  covered_ = span.end;
}

/// Tells shared octets and octets that nobody claims. Every stack known sends its parameters in
/// order and without gaps, which cover() has seen already.
template <class Sink> inline void SccpReader<Sink>::check_coverage() {
  if (is_in_order_ && covered_ == size_) [[likely]]
    return;
  // At most four: by insertion, which compilers see through.
  for (uint32_t i = 1; i < span_count_; i++)
    for (uint32_t k = i; k > 0 && spans_[k].begin < spans_[k - 1].begin; k--)
      std::swap(spans_[k], spans_[k - 1]);
  uint32_t covered = layout_.header_octets();
  for (uint32_t i = 0; i < span_count_; i++) {
    if (spans_[i].begin < covered) m_.flag(anomaly::sccp_parameter_overlap);
    flag_gap(covered, spans_[i].begin);
    covered = std::max(covered, spans_[i].end);
  }
  flag_gap(covered, size_);
}

/// Octets of a gap were read by nobody.
template <class Sink> void SccpReader<Sink>::flag_gap(uint32_t from, uint32_t to) {
  if (from >= to) return;
  m_.flag(anomaly::sccp_parameter_gap);
  d_.hide({offset_ + from, to - from});
}

template <class Sink> bool SccpReader<Sink>::is_other_in_sequence(Span (&parameters)[3]) const {
  if (is_in_order_ || !layout_.is_connectionless()) return false;
  uint32_t at = layout_.header_octets();
  for (uint32_t i = 0; i < 3; i++) {
    const bool is_two_octets = layout_.is_long && i == 2;
    const uint32_t length_octets = is_two_octets ? 2 : 1;
    if (at + length_octets > size_) return false;
    parameters[i].begin = at + length_octets;
    parameters[i].end = parameters[i].begin + number_at(p_ + at, is_two_octets);
    if (parameters[i].end > size_) return false;
    at = parameters[i].end;
  }
  return true;
}

} // namespace sigwarden::sccp_decode
