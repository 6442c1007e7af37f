// SPDX-License-Identifier: Apache-2.0
// Walk over the AVPs of one Diameter message (RFC 6733 §4), innermost group first, by an explicit
// stack. One cursor bounds each group, so that an AVP cannot reach past its parent. Tells the sink
// what stands there and DiameterMeaning what it is; finds deviations from the encoding rules.
// Included by diameter.cpp alone.
#pragma once

#include "native/decode/decoder.hpp"
#include "native/decode/diameter_dictionary.hpp"
#include "native/decode/diameter_meaning.hpp"

namespace sigwarden {

constexpr uint32_t kDiameterHeaderOctets = 20;
constexpr uint32_t kAvpHeaderOctets = 8;
constexpr uint32_t kVendorOctets = 4;
constexpr uint32_t kPlmnOctets =
    3; ///< in front of every cell and area (TS 29.272 §7.3.117 to §7.3.122)

struct AvpHeader {
  Avp avp = Avp::none;
  uint32_t code = 0, vendor = 0, length = 0;
  uint8_t flags = 0;
  bool has_vendor() const { return flags & diameter::avp_flag::vendor; }
  uint32_t header_octets() const { return kAvpHeaderOctets + (has_vendor() ? kVendorOctets : 0); }
};

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
      if constexpr (Sink::records) record(start, avp, value);
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
  /// A group that waits for the one inside it.
  struct Level {
    Cursor rest;
    Avp group;
    std::array<uint64_t, 4> seen;
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
    case OperationId::sgd_OFR:
    case OperationId::sgd_TFR: return true;
    default: return false;
    }
  }

  static bool is_number(Avp avp) {
    const AvpType type = info_of(avp).type;
    return type == AvpType::unsigned_ || type == AvpType::signed_;
  }
  /// Where keys or texts travel, what is not known, or not what its code says, may be one under
  /// another number.
  bool may_be_secret(const AvpHeader& avp, Bytes value) const {
    return holds_secrets_ && (avp.avp == Avp::none || (is_number(avp.avp) && value.size != 4));
  }

  View view_of(Bytes octets) const {
    return {static_cast<uint32_t>(octets.data - d_.base()), octets.size};
  }

  void take(const AvpHeader& avp, Bytes value) {
    if (info_of(avp.avp).type == AvpType::secret || may_be_secret(avp, value))
      d_.hide(view_of(value));
    else if (avp.avp != Avp::none && failed_at_ == 0)
      meaning_.take(avp.avp, value, group_);
    hide_place(avp.avp, view_of(value));
    if constexpr (Sink::records) d_.sink.leave();
  }

  /// Evidence keeps the network of a place, and never the place.
  void hide_place(Avp avp, View where) {
    uint32_t kept = 0;
    switch (avp) {
    case Avp::e_utran_cell_global_identity:
    case Avp::cell_global_identity:
    case Avp::service_area_identity:
    case Avp::ecgi:
    case Avp::tracking_area_identity:
    case Avp::routing_area_identity:
    case Avp::location_area_identity: kept = std::min(kPlmnOctets, where.length); break;
    case Avp::geographical_information:
    case Avp::geodetic_information:
    case Avp::location_estimate:
    case Avp::sh_user_data: break; // a document, places among the rest
    default: return;
    }
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
    if (avp.flags & diameter::avp_flag::reserved) m_.flag(anomaly::diameter_reserved_flags);
    if (avp.has_vendor() && avp.vendor == 0) m_.flag(anomaly::diameter_vendor_zero);
    if (info.is_single) {
      const uint32_t row = static_cast<uint8_t>(avp.avp);
      const uint64_t bit = uint64_t{1} << (row & 63);
      if (seen_[row >> 6] & bit) m_.flag(anomaly::diameter_duplicate_avp);
      seen_[row >> 6] |= bit;
    }
    if (is_number(avp.avp) && value.size != 4) m_.flag(anomaly::diameter_value_length);
    if (group_ == Avp::vendor_specific_application_id && info.vendor == 0 && value.size == 4)
      check_application(avp.avp, load_be32(value.data));
    if (avp.avp == Avp::session_id && depth_ == 0 &&
        start != m_.bytes.offset + kDiameterHeaderOctets)
      m_.flag(anomaly::diameter_session_id_not_first);
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
  bool overrun(const Cursor& rest, uint32_t start, const AvpHeader& avp) {
    if constexpr (Sink::records) {
      if (rest.offset() - start >= kAvpHeaderOctets) {
        record_header(start, rest.offset() - start, avp, Field::diameter_avp);
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

  void record_header(uint32_t at, uint32_t length, const AvpHeader& avp, Field node) {
    Sink& sink = d_.sink;
    sink.group(node, {at, length});
    sink.number(Field::diameter_avp_code, {at, 4}, avp.code);
    sink.number(Field::diameter_avp_flags, {at + 4, 1}, avp.flags);
    sink.number(Field::diameter_avp_length, {at + 5, 3}, avp.length);
    if (avp.has_vendor() && length >= kAvpHeaderOctets + kVendorOctets)
      sink.number(Field::diameter_avp_vendor, {at + 8, 4}, avp.vendor);
  }

  /// The node of one AVP, left open: its group's AVPs go inside.
  void record(uint32_t at, const AvpHeader& avp, Bytes value) {
    Sink& sink = d_.sink;
    const AvpInfo& info = info_of(avp.avp);
    const bool is_label = info_of(info.field).format == Format::label && avp.avp != Avp::none;
    record_header(at, avp.length, avp, is_label ? info.field : Field::diameter_avp);
    const View where = view_of(value);
    const bool is_known = meaning_.operation() != OperationId::unknown;
    if (where.empty() || is_label || (is_known && may_be_secret(avp, value))) return;
    switch (info.type) {
    case AvpType::text: sink.text(info.field, where, d_.base()); break;
    case AvpType::unsigned_:
      if (where.length == 4) sink.number(info.field, where, load_be32(value.data));
      break;
    case AvpType::signed_:
      if (where.length == 4)
        sink.integer(info.field, where, static_cast<int32_t>(load_be32(value.data)));
      break;
    default:
      sink.octets(avp.avp == Avp::none ? Field::diameter_avp_octets : info.field, where, d_.base());
    }
    record_subscriber(avp.avp, value);
  }

  /// Subscriber identities under the names that serve every protocol, where tshark gives them too.
  void record_subscriber(Avp avp, Bytes value) {
    const View where = view_of(value);
    const uint32_t application = m_.diameter.application;
    const bool is_imsi_name = application == diameter::application::s6a ||
                              application == diameter::application::slh ||
                              application == diameter::application::s7a;
    const int64_t type = meaning_.subscription_type();
    if ((avp == Avp::user_name && is_imsi_name) ||
        (avp == Avp::subscription_id_data && type == diameter::subscription_id_type::imsi))
      d_.sink.text(Field::diameter_imsi, where, d_.base());
    if (avp == Avp::subscription_id_data && type == diameter::subscription_id_type::e164)
      d_.sink.text(Field::diameter_e164_msisdn, where, d_.base());
    if (avp == Avp::msisdn)
      d_.sink.digits(Field::diameter_e164_msisdn, where,
                     read_tbcd(value.data, value.size, 2 * value.size));
  }

  Decoding<Sink>& d_;
  Message& m_;
  DiameterMeaning meaning_;
  const bool holds_secrets_;
  Avp group_ = Avp::none;          ///< the open group
  std::array<uint64_t, 4> seen_{}; ///< its AVPs that may stand once, by row
  uint32_t depth_ = 0;
  uint32_t failed_at_ = 0; ///< depth inside the outermost Failed-AVP, 0 outside
  Levels levels_;
};

} // namespace sigwarden
