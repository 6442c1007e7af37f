// SPDX-License-Identifier: Apache-2.0
// Walks one MAP argument or result along its structures (gsm_map_table.hpp) and fills the
// Operation. Iterative, with a stack of limits::ber_depth levels. Members are looked for in the
// order of the ASN.1; what comes out of order or twice is read nevertheless and flagged, and what
// no row knows is searched for identities hidden there. A secret's value goes nowhere: its place is
// recorded for overwriting, and the sink gets its length. Used by gsm_map.cpp and camel.cpp.
#pragma once

#include "native/decode/gsm_map.hpp"
#include "native/decode/gsm_map_table.hpp"
#include "native/decode/gsm_map_tpdu.hpp"
#include "native/decode/isup_number.hpp"
#include "native/generated/gsm_map.hpp"

namespace sigwarden::map {

constexpr uint32_t kImsiOctets = 8;
constexpr uint32_t kShortestSecret = 4; ///< a password of supplementary services
constexpr uint32_t kPlmnOctets = 3;
constexpr uint32_t kCellOctets = 7; ///< CGI, SAI, E-UTRAN CGI; NR CGI has 8
constexpr uint32_t kAreaOctets = 5; ///< LAI, TAI; RAI and NR TAI have 6
/// Room for a string joined from segments: AddressString has at most 20 octets, identities 9,
/// places 8.
constexpr uint32_t kStringRoom = 24;

/// Fifteen digits of a plausible country code and the filler: what a vendor puts into an extension
/// as IMSI.
inline bool looks_like_imsi(Bytes octets) {
  if (octets.size != kImsiOctets || (octets.data[kImsiOctets - 1] >> 4) != kFillerNibble)
    return false;
  const Digits digits = read_tbcd(octets.data, octets.size, 2 * octets.size);
  const uint8_t first = digits.at(0);
  const bool is_test = first == 0 && digits.at(1) == 0 && digits.at(2) == 1;
  return digits.length == 15 && digits.flags == 0 &&
         ((first >= 2 && first <= 7) || first == 9 || is_test);
}

/// What an answer gives away by naming a node in this role.
constexpr uint32_t disclosed_by(Node role) {
  switch (role) {
  case Node::msc:
  case Node::vlr:
  case Node::sgsn:
  case Node::mme: return disclosed::serving_node;
  case Node::hlr: return disclosed::home_node;
  case Node::gsm_scf: return disclosed::gsm_scf;
  case Node::roaming_number: return disclosed::roaming_number;
  case Node::forwarded_to: return disclosed::forwarding;
  default: return 0;
  }
}

/// The numbers of a call, of which one is the subscriber's: which, the event tells.
struct CallParties {
  Digits called, calling, redirecting;
};

template <class Sink> class Reader {
public:
  /// `discloses`: what is read was answered or reported, not asked. `renamed`: members
  /// are shown under their former names. `sensitive`: secrets stand among them, so that what is not
  /// read is hidden.
  Reader(Decoding<Sink>& d, Operation& op, BerState& ber, bool discloses, bool renamed,
         bool sensitive)
      : d_(d), op_(op), ber_(ber), discloses_(discloses), renamed_(renamed), sensitive_(sensitive) {
  }

  /// Reads one parameter whose outermost forms are the rows of `forms`. `version` is the bit of the
  /// context's version, 0 when unknown.
  void read(uint32_t tag, Cursor contents, const Structure& forms, uint8_t version);

  /// Where the numbers of a call go; without it they are only shown.
  void keep_parties(CallParties& parties) { parties_ = &parties; }

  /// Bits of Anomaly found on the way.
  Anomalies anomalies() const { return anomalies_; }
  /// Every octet was read as what the tables say that stands there; otherwise a secret may stand
  /// anywhere.
  bool is_certain() const {
    return anomalies_ == 0 && !met_unknown_ && !too_deep_ && !search_cut();
  }
  /// Anything was found that a message is to be told of.
  bool is_odd() const {
    return anomalies_ != 0 || too_deep_ || aside_.fault != BerFault::none || aside_.is_over_limit;
  }
  bool is_over_limit() const { return too_deep_ || ber_.is_over_limit || aside_.is_over_limit; }
  /// A value nested deeper than the stack and was stepped over.
  bool too_deep() const { return too_deep_; }
  /// The search for hidden identities ended before the content did.
  bool search_cut() const { return aside_.fault == BerFault::elements; }

private:
  struct Level {
    BerReader reader;
    const Structure* structure;
    uint64_t seen;      ///< rows matched so far
    const Member* from; ///< first row that may come next
    bool shown;         ///< a group is open in the sink
  };

  const Member* form_of(uint32_t tag, const Structure& forms, uint8_t version);
  bool next(BerElement& element, const Member*& row);
  const Member* find(Level& level, const BerElement& e);
  [[gnu::cold]] const Member* find_misplaced(Level& level, uint32_t tag,
                                             const Member* misfit = nullptr);
  [[gnu::cold]] const Member* find_by_number(Level& level, uint32_t tag);
  void enter(const Structure& inside, const BerElement& e, Field field);
  void push(BerState& ber, const Structure& inside, const BerElement& e, bool shown);
  [[gnu::noinline]] void take_unknown(uint32_t tag, Cursor contents);

  // What is taken from one member: gsm_map_leaves.hpp.
  // Where it is not inlined an element goes in its parts, in registers: see tcap.hpp.
  void take(const Member& row, const BerElement& e);
  void take_other(const Member& row, uint32_t tag, uint32_t header_octets, Cursor contents,
                  Field field);
  bool is_doubtful(const Member& row, uint32_t tag, Cursor contents);
  bool is_overlong(const Member& row, const BerElement& e) const;
  bool may_be_secret(const Member& row, const BerElement& e) const;
  void take_number(const Member& row, Field field, const BerElement& e);
  void take_imsi(const BerElement& e, Field field);
  void take_msisdn(const Digits& digits);
  void take_imei(const BerElement& e, Field field);
  void take_node(const Digits& digits, Node role);
  void take_gprs_node(const BerElement& e, Field field);
  void take_place(const BerElement& e, Field field, uint32_t discloses, uint32_t octets);
  void take_tpdu(const BerElement& e);
  void take_secret(View where);
  void take_call_number(const Member& row, const BerElement& e, Field field);
  void keep_call_number(CallNumber which, const Digits& digits);
  void take_cause(const BerElement& e, Field field);
  void show_pdp_address(const BerElement& e, Field field);
  void add_imsi(const Digits& imsi);
  void ask_about(const Digits& imsi, const Digits& msisdn);

  Digits read_address(const BerElement& e, Field field);
  void show_octets(const BerElement& e, Field field);
  void show_bits(const BerElement& e, Field field);
  void show_null(const BerElement& e, Field field);
  void show_member(const Member& row, Field field, const BerElement& e);
  void show_detail(const Member& row, const BerElement& e);
  void show_tbcd(const BerElement& e, Field field);
  void show_sme(const BerElement& e, Field field);
  void show_gsn(const BerElement& e, Field field);

  Bytes string_of(const BerElement& e) { return ber_string(ber_, e, room_, kStringRoom); }
  void disclose(uint32_t bits) {
    if (discloses_) op_.disclosed |= bits;
  }
  const uint8_t* base() const { return d_.base(); }

  Decoding<Sink>& d_;
  Operation& op_;
  BerState& ber_;
  CallParties* parties_ = nullptr;
  /// For what is searched and not read: its content is anybody's, and no fault of the message when
  /// it is no BER.
  BerState aside_;
  Anomalies anomalies_ = 0;
  bool discloses_;
  bool renamed_;
  bool sensitive_;
  bool to_lmsi_ = false;
  bool too_deep_ = false;
  bool met_unknown_ = false;
  uint8_t room_[kStringRoom];
  /// Filled up to end_. A union, so that a parameter does not pay for clearing levels it never
  /// reaches.
  struct Levels {
    union {
      std::array<Level, limits::ber_depth> items;
    };
    Levels() {} // NOLINT(modernize-use-equals-default): would be deleted
  } levels_;
  Level* end_ = levels_.items.begin();
};

/// A row matches on class and number, and on the constructed bit when its type is constructed.
inline bool matches(const Member& row, uint32_t tag) {
  return ((row.tag ^ tag) & row.mask) == 0;
}

/// A constructed type under a primitive identifier: there are nodes that do not look at that bit.
inline bool matches_but_for_form(const Member& row, uint32_t tag) {
  return row.inside != nullptr && row.tag == (tag | ber_constructed_bit(tag));
}

/// Can it be this member by its size? Where a context number returns, only that tells an identity
/// that stands twice from a member further on.
inline bool fits(const Member& row, const BerElement& e) {
  constexpr uint32_t kLmsiOctets = 4;
  if (row.take != Take::null && row.take != Take::lmsi) [[likely]]
    return true;
  const uint32_t octets = row.take == Take::null ? 0 : kLmsiOctets;
  return e.contents.remaining() == octets || ber_is_constructed(e.tag);
}

inline bool is_identity(const Member& row) {
  return row.take == Take::imsi || row.take == Take::msisdn || row.take == Take::node;
}

/// The form that a parameter has; nullptr when it has none of them.
template <class Sink>
inline const Member* Reader<Sink>::form_of(uint32_t tag, const Structure& forms, uint8_t version) {
  const Member* const end = forms.members + forms.count;
  for (const Member* row = forms.members; row != end; row++) {
    if (!matches(*row, tag)) continue;
    if (version != 0 && row->versions != 0 && (row->versions & version) == 0)
      anomalies_ |= anomaly::gsm_map_form_not_of_version;
    return row;
  }
  anomalies_ |= anomaly::gsm_map_form_not_of_version;
  // Wrapped otherwise than any version does: the content may still be what the wrapper should hold.
  for (const Member* row = forms.members; row != end; row++)
    if (row->inside != nullptr && (ber_is_constructed(tag) || matches_but_for_form(*row, tag)))
      return row;
  met_unknown_ = true;
  return nullptr;
}

/// The next value of the innermost level that has one, and its row; false behind the last one.
template <class Sink>
[[gnu::always_inline]] inline bool Reader<Sink>::next(BerElement& element, const Member*& row) {
  for (; end_ != levels_.items.begin(); end_--) {
    Level& level = end_[-1];
    if (level.reader.next(element)) {
      row = find(level, element);
      if (row == nullptr && level.structure->count != 0) met_unknown_ = true;
      return true;
    }
    if (Sink::records && level.shown) d_.sink.leave();
  }
  return false;
}

template <class Sink>
void Reader<Sink>::read(uint32_t tag, Cursor contents, const Structure& forms, uint8_t version) {
  BerElement element{tag, 0, contents};
  const Member* row = form_of(tag, forms, version);
  do {
    if (row != nullptr) [[likely]]
      take(*row, element);
    else
      take_unknown(element.tag, element.contents);
  } while (next(element, row));
}

template <class Sink>
[[gnu::always_inline]] inline const Member* Reader<Sink>::find(Level& level, const BerElement& e) {
  const Structure& s = *level.structure;
  const uint32_t tag = e.tag;
  if (!s.may_hold(tag)) return nullptr;
  const Member* const end = s.members + s.count;
  for (const Member* row = level.from; row != end; row++) {
    if (!matches(*row, tag)) continue;
    if (!fits(*row, e)) [[unlikely]]
      return find_misplaced(level, tag, row);
    level.from = s.members + row->after;
    level.seen |= uint64_t{1} << (row - s.members);
    return row;
  }
  return find_misplaced(level, tag);
}

/// A member in front of its place, again, or under the identifier of another form. Of several under
/// this tag it is an identity that came already, where there is one: that is what is repeated to
/// hide it. `misfit` is the row ahead that its size speaks against, taken when there is no other.
template <class Sink>
const Member* Reader<Sink>::find_misplaced(Level& level, uint32_t tag, const Member* misfit) {
  const Structure& s = *level.structure;
  const Member* found = nullptr;
  bool is_repeated = false;
  for (const Member* row = level.from; row != s.members && !is_repeated;) {
    if (!matches(*--row, tag)) continue;
    is_repeated = is_identity(*row) && (level.seen >> (row - s.members) & 1) != 0;
    if (found == nullptr || is_repeated) found = row;
  }
  if (found == nullptr) return misfit != nullptr ? misfit : find_by_number(level, tag);
  anomalies_ |= is_repeated ? anomaly::gsm_map_duplicate_identity : anomaly::gsm_map_member_order;
  level.seen |= uint64_t{1} << (found - s.members);
  return found;
}

template <class Sink> const Member* Reader<Sink>::find_by_number(Level& level, uint32_t tag) {
  const Structure& s = *level.structure;
  for (uint32_t i = 0; i < s.count; i++) {
    if (!matches_but_for_form(s.members[i], tag)) continue;
    anomalies_ |= anomaly::gsm_map_member_order;
    return &s.members[i];
  }
  return nullptr;
}

template <class Sink>
inline void Reader<Sink>::enter(const Structure& inside, const BerElement& e, Field field) {
  const bool shown = Sink::records && field != Field::none;
  if (shown) d_.sink.group(field, e.view());
  push(ber_, inside, e, shown);
}

template <class Sink>
inline void Reader<Sink>::push(BerState& ber, const Structure& inside, const BerElement& e,
                               bool shown) {
  if (end_ == levels_.items.end()) [[unlikely]] {
    too_deep_ = true;
    if (shown) d_.sink.leave();
    return;
  }
  Level& level = *end_++;
  level.reader = BerReader(ber, e.contents);
  level.structure = &inside;
  level.seen = 0;
  level.from = inside.members;
  level.shown = shown;
}

template <class Sink> void Reader<Sink>::take_unknown(uint32_t tag, Cursor contents) {
  const BerElement e{tag, 0, contents};
  static constexpr Structure kAnything{nullptr, 0, {}};
  constexpr uint32_t kContextClass = 0x80;
  // Extensions have context or private tags, or are a container; nothing else may come unknown.
  const bool is_searched = end_ != levels_.items.begin() && end_[-1].structure == &kAnything;
  if (!is_searched && e.tag < kContextClass && !ber_is_constructed(e.tag))
    anomalies_ |= anomaly::gsm_map_member_order;
  if (ber_is_constructed(e.tag)) return push(aside_, kAnything, e, false);
  if (!looks_like_imsi(e.bytes())) return;
  anomalies_ |= anomaly::gsm_map_private_identity;
  add_imsi(read_tbcd(e.bytes().data, kImsiOctets, 2 * kImsiOctets));
}

} // namespace sigwarden::map
