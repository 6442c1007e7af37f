// SPDX-License-Identifier: Apache-2.0
// What the AVPs of one Diameter command say: who is asked about, what is asked, what the answer
// gives away. Fed by the walk of diameter.cpp with one AVP after another and the group that holds
// it; knows nothing of octets on the wire or of sinks. S6a/S6d (TS 29.272) in full, the neighbours
// (SLg, SLh, Sh, S6c, SGd) by identities and purpose. Values in a Failed-AVP never come here: they
// repeat what a peer refused.
#pragma once

#include <algorithm>

#include "native/decode/diameter_dictionary.hpp"
#include "native/decode/diameter_user_data.hpp"
#include "native/decode/message.hpp"
#include "native/generated/anomalies.hpp"

namespace sigwarden {

/// Subscriber named by a User-Name: bare digits, or a NAI (TS 23.003 §19.3) whose first digit is a
/// type where the realm begins with `nai.` or `wlan.`. Empty when the name does not begin like an
/// IMSI.
struct SubscriberName {
  Digits imsi;
  bool is_plain = false;
};

inline SubscriberName read_user_name(Bytes text) {
  constexpr uint32_t kImsiMin = 6, kImsiMax = 15;
  SubscriberName name;
  Bytes rest = text;
  while (!rest.empty() && *rest.data == ' ')
    rest = {rest.data + 1, rest.size - 1};
  Digits digits = read_ascii_digits(rest);
  const Bytes tail{rest.data + digits.length, rest.size - digits.length};
  const bool has_realm = !tail.empty() && *tail.data == '@';
  const bool has_type_digit =
      has_realm && (digits.length == kDigitsMax ||
                    (tail.size >= 5 && std::memcmp(tail.data + 1, "nai.", 4) == 0) ||
                    (tail.size >= 6 && std::memcmp(tail.data + 1, "wlan.", 5) == 0));
  if (has_type_digit && digits.length > 0) {
    digits.bcd <<= 4;
    digits.length--;
    digits.flags = 0;
  }
  if (digits.length < kImsiMin) return name;
  name.is_plain = digits.length <= kImsiMax && tail.empty() && rest.size == text.size;
  if (!tail.empty() && !has_realm) digits.flags |= Digits::kNotDecimal;
  name.imsi = digits;
  return name;
}

class DiameterMeaning {
public:
  DiameterMeaning(Message& message, Operation& operation, const uint8_t* base)
      : m_(message), op_(operation), base_(base) {}

  /// What the command asks by being sent.
  void begin() {
    if (!m_.diameter.is_request) return;
    switch (op_.id) {
    case OperationId::s6a_ULR: op_.requested = requested::profile; break;
    case OperationId::slg_PLR: op_.requested = requested::location | requested::coordinates; break;
    case OperationId::slh_RIR:
    case OperationId::s6c_SRR: op_.requested = requested::routing; break;
    case OperationId::cx_MAR:
    case OperationId::swx_MAR: op_.requested = requested::vectors; break;
    default: break;
    }
  }

  /// A group was opened; `octets` is what it holds.
  void enter(Avp group, uint32_t octets) {
    switch (group) {
    case Avp::requested_eutran_authentication_info:
    case Avp::requested_utran_geran_authentication_info: ask(requested::vectors); break;
    case Avp::e_utran_vector:
    case Avp::utran_vector:
    case Avp::geran_vector:
    case Avp::n3gpp_sip_auth_data_item: vector_given(); break;
    case Avp::subscription_data:
      if (octets != 0) disclose(disclosed::profile);
      if (m_.diameter.is_request)
        op_.sub_type =
            octets != 0 ? diameter::subscription_data::filled : diameter::subscription_data::empty;
      break;
    case Avp::serving_node:
    case Avp::additional_serving_node:
      if (octets != 0) disclose(disclosed::serving_node);
      break;
    case Avp::eps_user_state:
      if (octets != 0) disclose(disclosed::subscriber_state);
      break;
    case Avp::subscription_id:
      subscription_type_ = -1;
      subscription_data_ = {};
      break;
    default: break;
    }
  }

  void take(Avp avp, Bytes value, Avp parent) {
    if (parent == Avp::none && take_routing(avp, value)) return;
    switch (avp) {
    case Avp::user_name:
    case Avp::msisdn:
    case Avp::subscription_id_type:
    case Avp::subscription_id_data:
    case Avp::imei: take_identity(avp, value, parent); break;
    case Avp::experimental_result_code:
      if (parent == Avp::experimental_result) result(value, true);
      break;
    case Avp::sgsn_number: node(Node::sgsn, value); break;
    case Avp::msc_number: node(Node::msc, value); break;
    case Avp::gmlc_number: node(Node::gmlc, value); break;
    case Avp::mme_number_for_mt_sms: node(Node::mme, value); break;
    case Avp::sc_address: node(Node::service_centre, value); break;
    default:
      if (m_.diameter.is_request)
        take_question(avp, value);
      else
        take_disclosure(avp, value);
    }
  }

  /// What only the whole message tells.
  void finish() {
    if (op_.requested & requested::vectors && op_.vectors_wanted == 0) op_.vectors_wanted = 1;
    if (m_.diameter.is_request) return;
    const uint32_t code = m_.diameter.result;
    const bool is_success =
        code >= diameter::result::success_first && code <= diameter::result::success_last;
    if (code != 0 && !is_success) op_.component = Component::error;
    if (op_.component == Component::error && code != 0) op_.error = static_cast<int32_t>(code);
  }

private:
  void ask(uint32_t bits) {
    if (m_.diameter.is_request) op_.requested |= bits;
  }
  void disclose(uint32_t bits) {
    if (!m_.diameter.is_request) op_.disclosed |= bits;
  }
  void vector_given() {
    if (m_.diameter.is_request) return;
    op_.disclosed |= disclosed::vectors;
    if (op_.vectors_given != 0xFF) op_.vectors_given++;
  }
  /// Unsigned32, Integer32 or Enumerated; false when it is not four octets.
  static bool number(Bytes value, uint32_t& out) {
    if (value.size != 4) return false;
    out = load_be32(value.data);
    return true;
  }
  void node(Node role, Bytes value) {
    if (value.empty()) return;
    if (!op_.has_node(role)) op_.set_node(role, read_tbcd(value.data, value.size, 2 * value.size));
    disclose(disclosed::serving_node);
  }

  /// Routing AVPs (RFC 6733 §6). The first of each stands; a second one is reported as a duplicate
  /// by the walk.
  bool take_routing(Avp avp, Bytes value) {
    Diameter& d = m_.diameter;
    const View where{static_cast<uint32_t>(value.data - base_), value.size};
    switch (avp) {
    case Avp::session_id: keep(d.session_id, where); return true;
    case Avp::origin_host: keep(d.origin_host, where); return true;
    case Avp::origin_realm: keep(d.origin_realm, where); return true;
    case Avp::destination_host: keep(d.destination_host, where); return true;
    case Avp::destination_realm: keep(d.destination_realm, where); return true;
    case Avp::route_record:
      if (d.route_record_count < d.route_records.size())
        d.route_records[d.route_record_count++] = where;
      else
        m_.flag(anomaly::diameter_over_limit);
      return true;
    case Avp::result_code: result(value, false); return true;
    default: return false;
    }
  }
  static void keep(View& slot, View where) {
    if (slot.offset == 0) slot = where;
  }
  /// An answer holds one of Result-Code and Experimental-Result (RFC 6733 §6.2); of two that differ
  /// the failure counts, since a node that reads the other must not be believed to have answered.
  void result(Bytes value, bool is_experimental) {
    uint32_t code = 0;
    if (m_.diameter.is_request || !number(value, code)) return;
    Diameter& d = m_.diameter;
    if (d.result != 0) {
      m_.flag(anomaly::diameter_duplicate_avp);
      if (d.result >= diameter::result::success_last + 1) return;
    }
    d.result = code;
    d.is_experimental = is_experimental;
  }

  void take_identity(Avp avp, Bytes value, Avp parent) {
    switch (avp) {
    case Avp::user_name:
      if (parent == Avp::none || parent == Avp::user_identifier) user_name(value);
      break;
    case Avp::msisdn:
      if (value.empty() || op_.msisdn.length != 0) break;
      op_.msisdn = read_tbcd(value.data, value.size, 2 * value.size);
      disclose(disclosed::msisdn);
      break;
    case Avp::subscription_id_type: {
      uint32_t type = 0;
      if (!number(value, type)) break;
      subscription_type_ = static_cast<int64_t>(type);
      subscription(subscription_data_);
      break;
    }
    case Avp::subscription_id_data:
      if (parent != Avp::subscription_id) break;
      subscription_data_ = value; // its type may come behind it
      subscription(value);
      break;
    case Avp::imei:
      op_.has_imei = true;
      disclose(disclosed::imei);
      break;
    default: break;
    }
  }
  void subscription(Bytes data) {
    if (data.empty()) return;
    if (subscription_type_ == diameter::subscription_id_type::imsi)
      add_imsi(read_ascii_digits(data));
    if (subscription_type_ == diameter::subscription_id_type::e164 && op_.msisdn.empty())
      op_.msisdn = read_ascii_digits(data);
  }
  void user_name(Bytes text) {
    const SubscriberName name = read_user_name(text);
    if (!name.is_plain && names_imsi(m_.diameter.application))
      m_.flag(anomaly::diameter_user_name_form);
    if (name.imsi.empty()) return;
    add_imsi(name.imsi);
    disclose(disclosed::imsi);
  }
  /// Both of two different IMSIs are screened: which one the end node reads is not known.
  void add_imsi(const Digits& imsi) {
    if (op_.imsi.empty())
      op_.imsi = imsi;
    else if (!op_.imsi.same_number(imsi))
      op_.other_imsi = imsi;
  }

public:
  /// Applications whose User-Name is the IMSI itself; elsewhere it is a NAI or a private identity.
  static bool names_imsi(uint32_t application) {
    switch (application) {
    case diameter::application::s6a:
    case diameter::application::s7a:
    case diameter::application::s13:
    case diameter::application::slg:
    case diameter::application::slh:
    case diameter::application::s6c:
    case diameter::application::sgd:
    case diameter::application::s6m:
    case diameter::application::s6t:
    case diameter::application::t6a: return true;
    default: return false;
    }
  }
  OperationId operation() const { return op_.id; }
  /// Type of the Subscription-Id that is open, -1 before it is known.
  int64_t subscription_type() const { return subscription_type_; }

private:
  void take_question(Avp avp, Bytes value) {
    uint32_t v = 0;
    switch (avp) {
    case Avp::visited_plmn_id: place(value); return;
    case Avp::ulr_flags:
      if (!flags_of(OperationId::s6a_ULR, value, v)) return;
      if (v & diameter::ulr_flag::skip_subscriber_data)
        op_.requested = (op_.requested & ~requested::profile) | requested::skip_subscriber_data;
      return;
    case Avp::idr_flags:
      if (!flags_of(OperationId::s6a_IDR, value, v)) return;
      if (v & diameter::idr_flag::eps_user_state) op_.requested |= requested::subscriber_state;
      if (v & diameter::idr_flag::eps_location)
        op_.requested |= requested::location | requested::eps_location;
      if (v & diameter::idr_flag::current_location) op_.requested |= requested::current_location;
      return;
    case Avp::clr_flags: flags_of(OperationId::s6a_CLR, value, v); return;
    case Avp::dsr_flags: flags_of(OperationId::s6a_DSR, value, v); return;
    case Avp::pur_flags: flags_of(OperationId::s6a_PUR, value, v); return;
    case Avp::nor_flags: flags_of(OperationId::s6a_NOR, value, v); return;
    case Avp::srr_flags: flags_of(OperationId::s6c_SRR, value, v); return;
    case Avp::rdr_flags: flags_of(OperationId::s6c_RDR, value, v); return;
    case Avp::tfr_flags: flags_of(OperationId::sgd_TFR, value, v); return;
    case Avp::cancellation_type:
    case Avp::lcs_client_type:
      if (number(value, v)) op_.sub_type = static_cast<uint8_t>(std::min(v, 0xFEu));
      return;
    case Avp::number_of_requested_vectors:
      if (number(value, v))
        op_.vectors_wanted =
            static_cast<uint8_t>(std::min(op_.vectors_wanted + std::min(v, 0xFFu), 0xFFu));
      return;
    default: take_other_question(avp, value);
    }
  }
  /// Sh, S6c, S6t: the few values that tell a location or identity question from others.
  void take_other_question(Avp avp, Bytes value) {
    uint32_t v = 0;
    switch (avp) {
    case Avp::data_reference:
      if (!number(value, v)) return;
      if (v == diameter::data_reference::location_information)
        op_.requested |= requested::location;
      else if (v == diameter::data_reference::user_state)
        op_.requested |= requested::subscriber_state;
      else if (v == diameter::data_reference::imsi)
        op_.requested |= requested::imsi;
      else
        op_.requested |= requested::profile;
      return;
    case Avp::current_location:
      if (number(value, v) && v == 1) op_.requested |= requested::current_location;
      return;
    case Avp::requested_domain:
      if (number(value, v) && v == 1) op_.requested |= requested::ps_domain;
      return;
    case Avp::monitoring_type:
      if (number(value, v) && v == diameter::monitoring_type::location_reporting)
        op_.requested |= requested::location;
      return;
    case Avp::sm_delivery_not_intended: op_.requested |= requested::delivery_not_intended; return;
    default: return;
    }
  }
  bool flags_of(OperationId operation, Bytes value, uint32_t& flags) {
    if (op_.id != operation || !number(value, flags)) return false;
    op_.flags |= flags; // of two Flags AVPs the end node reads one; both are screened
    return true;
  }

  void take_disclosure(Avp avp, Bytes value) {
    if (value.empty()) return;
    uint32_t v = 0;
    switch (avp) {
    case Avp::e_utran_cell_global_identity:
    case Avp::cell_global_identity:
    case Avp::service_area_identity:
    case Avp::ecgi:
      op_.disclosed |= disclosed::cell;
      place(value);
      return;
    case Avp::tracking_area_identity:
    case Avp::routing_area_identity:
    case Avp::location_area_identity:
      op_.disclosed |= disclosed::location_area;
      place(value);
      return;
    case Avp::geographical_information:
    case Avp::geodetic_information:
    case Avp::location_estimate: op_.disclosed |= disclosed::coordinates; return;
    case Avp::age_of_location_information:
    case Avp::age_of_location_estimate: op_.disclosed |= disclosed::age_of_location; return;
    case Avp::current_location_retrieved: op_.disclosed |= disclosed::current_location; return;
    case Avp::user_state: op_.disclosed |= disclosed::subscriber_state; return;
    case Avp::mme_name:
    case Avp::sgsn_name: op_.disclosed |= disclosed::serving_node; return;
    case Avp::sh_user_data:
      op_.disclosed |= disclosed::profile | disclosed_by_user_data(value);
      return;
    case Avp::ula_flags:
    case Avp::ida_flags:
    case Avp::pua_flags:
    case Avp::dsa_flags:
      if (number(value, v)) op_.flags |= v;
      return;
    default: return;
    }
  }
  /// The first three octets are the PLMN (TS 29.272 §7.3.9, TS 29.002 §17.7.8); the first place
  /// named stands.
  void place(Bytes value) {
    if (value.size < 3 || op_.place != 0) return;
    op_.place = uint32_t{value.data[0]} << 16 | uint32_t{value.data[1]} << 8 | value.data[2];
  }

  Message& m_;
  Operation& op_;
  const uint8_t* base_;
  int64_t subscription_type_ = -1;
  Bytes subscription_data_;
};

} // namespace sigwarden
