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

struct AvpHeader {
  Avp avp = Avp::none;
  uint32_t code = 0, vendor = 0, length = 0;
  uint8_t flags = 0;
  bool has_vendor() const { return flags & diameter::avp_flag::vendor; }
};

/// Walks the AVPs of one message, innermost first.
template <class Sink> class AvpWalk {
public:
  AvpWalk(Decoding<Sink>& d, Message& m, Operation& op) : d_(d), m_(m), meaning_(m, op) {}

  void run(Cursor avps) {
    meaning_.begin();
    levels_[0].rest = avps;
    for (;;) {
      Level& level = levels_[depth_];
      if (level.rest.at_end()) {
        if (depth_ == 0) break;
        close();
        continue;
      }
      if (++count_ > limits::avps_per_message) {
        m_.flag(anomaly::diameter_over_limit);
        const uint32_t at = level.rest.offset();
        d_.out.add_secret({at, levels_[0].rest.offset() + levels_[0].rest.remaining() - at});
        break;
      }
      if (!step(level)) break;
    }
    while (depth_ > 0)
      close();
    meaning_.finish();
  }

private:
  struct Level {
    Cursor rest;
    Avp group = Avp::none;
    std::array<uint64_t, 4> seen{}; ///< rows of AVPs that may stand once
  };

  /// One AVP of the innermost group. False when the message cannot be read on.
  bool step(Level& level) {
    AvpHeader avp;
    const View start = level.rest.view(0);
    if (!read_header(level.rest, avp)) return overrun(level, start.offset, avp);
    const uint32_t header = kAvpHeaderOctets + (avp.has_vendor() ? kVendorOctets : 0);
    const Cursor value = level.rest.sub(avp.length - header);
    skip_padding(level.rest, avp.length);
    check(level, avp, start.offset, value);
    if constexpr (Sink::records) record(start.offset, avp, value);
    const AvpInfo& info = info_of(avp.avp);
    if (info.type == AvpType::group) {
      open(avp, value);
      return true;
    }
    if (info.type == AvpType::secret)
      d_.out.add_secret(value.view(value.remaining()));
    else if (avp.avp != Avp::none && failed_at_ == 0)
      meaning_.take(avp.avp, value, level.group);
    if constexpr (Sink::records) d_.sink.leave();
    return true;
  }

  /// False, with `avp` filled as far as it goes, when the AVP does not lie inside `rest`.
  bool read_header(Cursor& rest, AvpHeader& avp) {
    const Bytes head = rest.take(kAvpHeaderOctets);
    if (rest.failed()) return false;
    avp.code = load_be32(head.data);
    avp.flags = head.data[4];
    avp.length = load_be32(head.data + 4) & 0xFFFFFF;
    uint32_t header = kAvpHeaderOctets;
    if (avp.has_vendor()) {
      avp.vendor = rest.u32();
      header += kVendorOctets;
    }
    avp.avp = avp_of(avp.vendor, avp.code);
    return !rest.failed() && avp.length >= header && avp.length - header <= rest.remaining();
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

  void check(Level& level, const AvpHeader& avp, uint32_t offset, Cursor value) {
    if (avp.flags & diameter::avp_flag::reserved) m_.flag(anomaly::diameter_reserved_flags);
    if (avp.has_vendor() && avp.vendor == 0) m_.flag(anomaly::diameter_vendor_zero);
    const AvpInfo& info = info_of(avp.avp);
    if (info.is_single) {
      const uint32_t row = static_cast<uint8_t>(avp.avp);
      const uint64_t bit = uint64_t{1} << (row & 63);
      if (level.seen[row >> 6] & bit) m_.flag(anomaly::diameter_duplicate_avp);
      level.seen[row >> 6] |= bit;
    }
    if (avp.avp == Avp::session_id && depth_ == 0 &&
        offset != m_.bytes.offset + kDiameterHeaderOctets)
      m_.flag(anomaly::diameter_session_id_not_first);
    const bool is_number = info.type == AvpType::unsigned_ || info.type == AvpType::signed_;
    if (is_number && value.remaining() != 4) m_.flag(anomaly::diameter_value_length);
    const bool names_application =
        avp.avp == Avp::auth_application_id || avp.avp == Avp::acct_application_id;
    if (names_application && level.group == Avp::vendor_specific_application_id &&
        m_.diameter.application != 0 && value.u32() != m_.diameter.application)
      m_.flag(anomaly::diameter_application_disagrees);
  }

  void open(const AvpHeader& avp, Cursor value) {
    if (failed_at_ == 0) meaning_.enter(avp.avp, value.remaining());
    if (depth_ + 1 == levels_.size()) {
      m_.flag(anomaly::diameter_over_limit);
      d_.out.add_secret(value.view(value.remaining()));
      if constexpr (Sink::records) d_.sink.leave();
      return;
    }
    Level& level = levels_[++depth_];
    level.rest = value;
    level.group = avp.avp;
    level.seen = {};
    if (avp.avp == Avp::failed_avp && failed_at_ == 0) failed_at_ = depth_;
  }

  void close() {
    if (failed_at_ == depth_) failed_at_ = 0;
    depth_--;
    if constexpr (Sink::records) d_.sink.leave();
  }

  /// The length of an AVP contradicts its parent: the message ends here, or its group does and
  /// reading goes on behind it.
  bool overrun(Level& level, uint32_t offset, const AvpHeader& avp) {
    const bool is_secret = info_of(avp.avp).type == AvpType::secret;
    if (is_secret || !m_.diameter.is_request) hide_rest(level.rest);
    if (depth_ == 0) {
      m_.fail(Fault::diameter_avp_length, offset);
      return false;
    }
    m_.flag(anomaly::diameter_avp_overrun);
    level.rest = Cursor(d_.base(), {level.rest.rest().end(), 0});
    return true;
  }
  void hide_rest(const Cursor& rest) {
    if (rest.remaining() != 0) d_.out.add_secret(rest.view(rest.remaining()));
  }

  /// The node of one AVP, left open: its group's AVPs go inside.
  void record(uint32_t at, const AvpHeader& avp, Cursor value) {
    Sink& sink = d_.sink;
    const AvpInfo& info = info_of(avp.avp);
    const bool is_label = info_of(info.field).format == Format::label && avp.avp != Avp::none;
    sink.group(is_label ? info.field : Field::diameter_avp, {at, avp.length});
    sink.number(Field::diameter_avp_code, {at, 4}, avp.code);
    sink.number(Field::diameter_avp_flags, {at + 4, 1}, avp.flags);
    sink.number(Field::diameter_avp_length, {at + 5, 3}, avp.length);
    if (avp.has_vendor()) sink.number(Field::diameter_avp_vendor, {at + 8, 4}, avp.vendor);
    const View where = value.view(value.remaining());
    if (where.empty() || is_label) return;
    switch (info.type) {
    case AvpType::text: sink.text(info.field, where, d_.base()); break;
    case AvpType::unsigned_:
      if (where.length == 4) sink.number(info.field, where, value.u32());
      break;
    case AvpType::signed_:
      if (where.length == 4) sink.integer(info.field, where, static_cast<int32_t>(value.u32()));
      break;
    default:
      sink.octets(avp.avp == Avp::none ? Field::diameter_avp_octets : info.field, where, d_.base());
    }
    record_subscriber(avp.avp, value);
  }

  /// Subscriber identities under the names that serve every protocol, where tshark gives them too.
  void record_subscriber(Avp avp, Cursor value) {
    const View where = value.view(value.remaining());
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
                     read_tbcd(value.data(), where.length, 2 * where.length));
  }

  Decoding<Sink>& d_;
  Message& m_;
  DiameterMeaning meaning_;
  std::array<Level, limits::avp_depth + 1> levels_;
  uint32_t depth_ = 0;
  uint32_t failed_at_ = 0; ///< depth inside the outermost Failed-AVP, 0 outside
  uint32_t count_ = 0;
};

} // namespace sigwarden
