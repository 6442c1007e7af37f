// SPDX-License-Identifier: Apache-2.0
// Walk over the AVPs of one Diameter message (RFC 6733 §4), innermost group first, by an explicit
// stack. One cursor bounds each group, so that an AVP cannot reach past its parent. Tells the sink
// what stands there and DiameterMeaning what it is; finds deviations from the encoding rules.
// Included by diameter.cpp alone.
#pragma once

#include "native/decode/decoder.hpp"
#include "native/decode/diameter_avp.hpp"
#include "native/decode/diameter_fields.hpp"
#include "native/decode/diameter_meaning.hpp"

namespace sigwarden {

constexpr uint32_t kPlmnOctets =
    3; ///< in front of every cell and area (TS 29.272 §7.3.117 to §7.3.122)

/// Walks the AVPs of one message, innermost first. The group that is open lives in locals and
/// members, so that it stays in registers; those around it wait on the stack.
template <class Sink> class AvpWalk {
public:
  AvpWalk(Decoding<Sink>& d, Message& m, Operation& op)
      : d_(d), m_(m), meaning_(m, op, d.base()), holds_secrets_(may_hold_secrets(op.id)) {}

  void run(Cursor rest) {
    const uint32_t end = rest.offset() + rest.remaining();
    meaning_.begin();
    for (uint32_t count = 0;;) {
      if (rest.at_end()) {
        if (depth_ == 0) break;
        rest = close();
        continue;
      }
      const uint32_t start = rest.offset();
      if (++count > limits::avps_per_message) {
        m_.flag(anomaly::diameter_over_limit);
        d_.hide({start, end - start});
        break;
      }
      AvpHeader avp;
      if (!read_header(rest, avp)) {
        if (!overrun(rest, start, avp)) break;
        rest = Cursor(d_.base(), {rest.rest().end(), 0});
        continue;
      }
      const Bytes value = rest.take(avp.length - avp.header_octets());
      skip_padding(rest, avp.length);
      check(avp, start, value);
      if constexpr (Sink::records)
        show_avp(d_, start, avp, value,
                 {meaning_.operation() == OperationId::unknown || !may_be_secret(avp, value),
                  meaning_.subscription_type(), m_.diameter.application, meaning_.is_to_mobile()});
      if (info_of(avp.avp).type == AvpType::group) {
        if (open(avp, value, rest)) rest = Cursor(d_.base(), value);
      } else {
        take(avp, value);
      }
    }
    while (depth_ > 0)
      close();
    meaning_.finish();
  }

private:
  /// AVPs that may stand once, a bit each by their number among them.
  using Seen = std::array<uint64_t, 2>;
  /// A group that waits for the one inside it.
  struct Level {
    Cursor rest;
    Avp group;
    Seen seen;
  };
  /// Levels are set when they are opened: clearing all of them costs more than the walk of a short
  /// message.
  union Levels {
    Levels() {}
    std::array<Level, limits::avp_depth> at;
  };

  /// Commands that carry keys or the texts of messages, and those of which nothing is known.
  static bool may_hold_secrets(OperationId id) {
    switch (id) {
    case OperationId::unknown:
    case OperationId::s6a_AIR:
    case OperationId::cx_MAR:
    case OperationId::swx_MAR:
    case OperationId::zh_MAR:
    case OperationId::zn_BIR:
    case OperationId::sta_DER:
    case OperationId::swm_DER:
    case OperationId::s6b_DER:
    case OperationId::sgd_OFR:
    case OperationId::sgd_TFR:
    case OperationId::t4_DTR:
    case OperationId::t6a_ODR:
    case OperationId::t6a_TDR: return true;
    default: return false;
    }
  }

  /// Where keys or texts travel, what is not known, or not what its code says, may be one under
  /// another number.
  bool may_be_secret(const AvpHeader& avp, Bytes value) const {
    return holds_secrets_ && (avp.avp == Avp::none || has_wrong_size(avp.avp, value.size));
  }

  View view_of(Bytes octets) const {
    return {static_cast<uint32_t>(octets.data - d_.base()), octets.size};
  }

  [[gnu::always_inline]] void take(const AvpHeader& avp, Bytes value) {
    if (info_of(avp.avp).type == AvpType::secret || may_be_secret(avp, value))
      d_.hide(view_of(value));
    if (failed_at_ == 0) meaning_.take(avp.avp, value, group_);
    if (const Hidden hidden = hidden_of(avp.avp); hidden != Hidden::nothing)
      hide(hidden, view_of(value));
    if constexpr (Sink::records) d_.sink.leave();
  }

  /// Evidence keeps the network of a place, and never the place; nor what a document says.
  void hide(Hidden hidden, View where) {
    const uint32_t in_front = hidden == Hidden::behind_type ? 1 : 0;
    const uint32_t kept =
        hidden == Hidden::all ? 0 : std::min(kPlmnOctets + in_front, where.length);
    d_.hide({where.offset + kept, where.length - kept});
  }

  /// False, with `avp` filled as far as it goes, when the AVP does not lie inside `rest`.
  static bool read_header(Cursor& rest, AvpHeader& avp) {
    const Bytes head = rest.take(kAvpHeaderOctets);
    if (rest.failed()) return false;
    avp.code = load_be32(head.data);
    avp.flags = head.data[4];
    avp.length = load_be32(head.data + 4) & 0xFFFFFF;
    if (avp.has_vendor()) avp.vendor = rest.u32();
    avp.avp = avp_of(avp.vendor, avp.code);
    return !rest.failed() && avp.length >= avp.header_octets() &&
           avp.length - avp.header_octets() <= rest.remaining();
  }

  void skip_padding(Cursor& rest, uint32_t length) {
    const uint32_t pad = (0 - length) & 3;
    if (pad == 0) return;
    if (rest.remaining() < pad) { // the last AVP of a group or message, written without its padding
      m_.flag(anomaly::diameter_padding_not_zero);
      rest.skip(rest.remaining());
      return;
    }
    // An AVP has eight octets at least, so the four that end with the padding are all its own.
    const uint32_t last = load_be32(rest.take(pad).end() - 4);
    if ((last & ((1u << (8 * pad)) - 1)) != 0) m_.flag(anomaly::diameter_padding_not_zero);
  }

  void check(const AvpHeader& avp, uint32_t start, Bytes value) {
    const AvpInfo& info = info_of(avp.avp);
    if (has_odd_flags(avp, info)) [[unlikely]]
      check_flags(avp);
    if (avp.avp == Avp::none) [[unlikely]]
      check_unknown(avp);
    if (info.single != 0) check_single(info.single);
    if (has_wrong_size(avp.avp, value.size)) [[unlikely]]
      flag_of_own(anomaly::diameter_value_length);
    if (group_ == Avp::vendor_specific_application_id && info.vendor == 0 && value.size == 4)
      check_application(avp.avp, load_be32(value.data));
    if (avp.avp == Avp::session_id && depth_ == 0 &&
        start != m_.bytes.offset + kDiameterHeaderOctets)
      m_.flag(anomaly::diameter_session_id_not_first);
  }
  void check_single(uint32_t number) {
    const uint64_t bit = uint64_t{1} << (number & 63);
    uint64_t& seen = seen_[number >> 6];
    // Other private identities of one subscription are User-Names side by side (TS 29.229 §6.3.33).
    if ((seen & bit) != 0 && group_ != Avp::associated_identities)
      m_.flag(anomaly::diameter_duplicate_avp);
    seen |= bit;
  }
  /// What a Failed-AVP repeats is another's doing.
  void flag_of_own(Anomalies found) {
    if (failed_at_ == 0) m_.flag(found);
  }
  // By value: an AVP whose address was handed on could not stay in registers, which costs
  // fifteen instructions for each.
  [[gnu::noinline]] void check_flags(AvpHeader avp) {
    if (avp.flags & diameter::avp_flag::reserved) flag_of_own(anomaly::diameter_reserved_flags);
    if (avp.has_vendor() && avp.vendor == 0) flag_of_own(anomaly::diameter_vendor_zero);
    if (avp.flags & diameter::avp_flag::protected_ ||
        (info_of(avp.avp).must && !(avp.flags & diameter::avp_flag::mandatory)))
      flag_of_own(anomaly::diameter_avp_flags);
  }
  /// A code means what its vendor made it: read under another vendor it is another AVP, which a
  /// node that looks at codes alone takes for the one that is known.
  [[gnu::noinline]] void check_unknown(AvpHeader avp) {
    const bool is_listed_vendor =
        avp.vendor == diameter::vendor::ietf || avp.vendor == diameter::vendor::tgpp;
    if (is_listed_vendor && (avp.flags & diameter::avp_flag::mandatory))
      flag_of_own(anomaly::diameter_unknown_mandatory_avp);
    if (has_own_avps(avp.vendor)) return;
    for (const uint32_t vendor : {diameter::vendor::ietf, diameter::vendor::tgpp})
      if (info_of(avp_of(vendor, avp.code)).single != 0) flag_of_own(anomaly::diameter_avp_vendor);
  }
  void check_application(Avp avp, uint32_t named) {
    if (avp != Avp::auth_application_id && avp != Avp::acct_application_id) return;
    if (m_.diameter.application != 0 && named != m_.diameter.application)
      m_.flag(anomaly::diameter_application_disagrees);
  }

  /// Makes a group the open one. False when it lies too deep: it is walked over, and hidden since
  /// it may hold anything.
  bool open(const AvpHeader& avp, Bytes value, const Cursor& rest) {
    if (failed_at_ == 0) meaning_.enter(avp.avp, value.size);
    if (depth_ == limits::avp_depth) {
      m_.flag(anomaly::diameter_over_limit);
      d_.hide(view_of(value));
      if constexpr (Sink::records) d_.sink.leave();
      return false;
    }
    levels_.at[depth_++] = {rest, group_, seen_};
    group_ = avp.avp;
    seen_ = {};
    if (avp.avp == Avp::failed_avp && failed_at_ == 0) failed_at_ = depth_;
    return true;
  }
  /// Leaves the open group; the cursor of the one around it.
  Cursor close() {
    if (failed_at_ == depth_) failed_at_ = 0;
    const Level& level = levels_.at[--depth_];
    group_ = level.group;
    seen_ = level.seen;
    if constexpr (Sink::records) d_.sink.leave();
    return level.rest;
  }

  /// The length of an AVP contradicts its parent: the message ends here (false), or its group does
  /// and reading goes on behind it.
  [[gnu::cold]] bool overrun(Cursor rest, uint32_t start, AvpHeader avp) {
    if constexpr (Sink::records) {
      if (rest.offset() - start >= kAvpHeaderOctets) {
        show_avp_header(d_.sink, start, rest.offset() - start, avp, Field::diameter_avp);
        d_.sink.leave();
      }
    }
    const uint32_t from =
        holds_secrets_ ? start : rest.offset(); // its header may be a key's octets
    d_.hide({from, rest.offset() + rest.remaining() - from});
    if (depth_ == 0) {
      m_.fail(Fault::diameter_avp_length, start);
      return false;
    }
    m_.flag(anomaly::diameter_avp_overrun);
    return true;
  }

  Decoding<Sink>& d_;
  Message& m_;
  DiameterMeaning meaning_;
  const bool holds_secrets_;
  Avp group_ = Avp::none; ///< the open group
  Seen seen_{};           ///< its AVPs that may stand once
  uint32_t depth_ = 0;
  uint32_t failed_at_ = 0; ///< depth inside the outermost Failed-AVP, 0 outside
  Levels levels_;
};

} // namespace sigwarden
