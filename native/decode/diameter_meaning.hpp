// SPDX-License-Identifier: Apache-2.0
// What the AVPs of one Diameter command say: who is asked about, what is asked, what the answer
// gives away (TS 29.272, 29.172, 29.173, 29.338, 29.336, 29.229, 29.329, 29.273, 29.214). Fed by
// the walk of diameter.cpp with one AVP after another and the group that holds it; knows nothing of
// octets on the wire or of sinks. Values in a Failed-AVP never come here: they repeat what a peer
// refused.
#pragma once

#include <algorithm>

#include "native/decode/diameter_names.hpp"
#include "native/decode/diameter_readings.hpp"
#include "native/decode/diameter_user_data.hpp"
#include "native/decode/gsm_map_tpdu.hpp"
#include "native/decode/message.hpp"
#include "native/generated/anomalies.hpp"

namespace sigwarden {

class DiameterMeaning {
public:
  DiameterMeaning(Message& message, Operation& operation, const uint8_t* base)
      : m_(message), op_(operation), base_(base), is_request_(message.diameter.is_request) {}

  /// What the command asks by being sent.
  void begin() {
    if (is_request_) op_.requested = asked_by(op_.id);
  }

  /// A group was opened; `octets` is what it holds.
  void enter(Avp group, uint32_t octets) {
    switch (take_of(group, is_request_)) {
    case Take::asks_vectors: op_.requested |= requested::vectors; break;
    case Take::vector: vector_given(); break;
    case Take::subscription_data_group: subscription_data(octets); break;
    case Take::serving_nodes:
      if (octets != 0) op_.disclosed |= disclosed::serving_node;
      break;
    case Take::states:
      if (octets != 0) op_.disclosed |= disclosed::subscriber_state;
      break;
    case Take::profile_group:
      if (octets != 0) op_.disclosed |= disclosed::profile;
      break;
    case Take::subscription:
      type_ = -1;
      typed_ = {};
      break;
    default: break;
    }
  }

  [[gnu::always_inline]] void take(Avp avp, Bytes value, Avp parent) {
    const Take how = take_of(avp, is_request_);
    if (how != Take::nothing) take_as(how, avp, value, parent);
  }

  /// What only the whole message tells.
  void finish() {
    if (is_request_) return finish_request();
    const uint32_t code = m_.diameter.result;
    const bool is_success =
        code >= diameter::result::informational_first && code <= diameter::result::success_last;
    if (code != 0 && !is_success) op_.component = Component::error;
    if (op_.component == Component::error && code != 0) op_.error = static_cast<int32_t>(code);
    check_error_flag(is_success);
  }

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
    case diameter::application::t6a:
    case diameter::application::t4: return true;
    default: return false;
    }
  }
  OperationId operation() const { return op_.id; }
  /// Which way a short message goes: TFR carries it to the phone, OFR from it, and answers carry
  /// reports the other way (TS 29.338 §6.3.2).
  bool is_to_mobile() const { return (op_.id == OperationId::sgd_TFR) == is_request_; }
  /// Type of the Subscription-Id that is open, -1 before it is known.
  int64_t subscription_type() const { return type_; }

private:
  [[gnu::noinline]] void take_as(Take how, Avp avp, Bytes value, Avp parent) {
    if (how <= Take::result_code) return take_routing(how, value, parent);
    if (how <= Take::imei) return take_identity(how, value, parent);
    if (how <= Take::service_centre) return take_node(how, value);
    if (is_request_)
      take_question(how, avp, value);
    else
      take_disclosure(how, value);
  }
  static uint32_t asked_by(OperationId id) {
    switch (id) {
    case OperationId::s6a_ULR:
    case OperationId::cx_SAR:
    case OperationId::swx_SAR:
    case OperationId::sta_DER:
    case OperationId::sta_AAR:
    case OperationId::swm_DER:
    case OperationId::swm_AAR:
    case OperationId::s6b_AAR: return requested::profile;
    case OperationId::slg_PLR: return requested::location | requested::coordinates;
    case OperationId::slh_RIR:
    case OperationId::s6c_SRR:
    case OperationId::s6m_SIR:
    case OperationId::cx_LIR:
    case OperationId::cx_UAR: return requested::routing;
    case OperationId::cx_MAR:
    case OperationId::swx_MAR:
    case OperationId::zh_MAR:
    case OperationId::zn_BIR: return requested::vectors;
    default: return 0;
    }
  }
  /// Of these the answer names the IMSI to whoever knows a number only.
  static bool resolves_number(OperationId id) {
    return id == OperationId::slh_RIR || id == OperationId::s6c_SRR || id == OperationId::s6m_SIR ||
           id == OperationId::s6t_NIR;
  }
  void finish_request() {
    if (op_.requested & requested::vectors && op_.vectors_wanted == 0) op_.vectors_wanted = 1;
    if (op_.imsi.empty() && resolves_number(op_.id)) op_.requested |= requested::imsi;
  }
  /// E says that the result is an error of the protocol (RFC 6733 §7.1.3), which these always are.
  void check_error_flag(bool is_success) {
    const Diameter& d = m_.diameter;
    const bool is_error = d.flags & diameter::command_flag::error;
    const bool is_of_protocol = d.result / 1000 == 3 && !d.is_experimental;
    if ((is_error && is_success) || (is_of_protocol && !is_error))
      m_.flag(anomaly::diameter_command_flags);
  }

  void disclose(uint32_t bits) {
    if (!is_request_) op_.disclosed |= bits;
  }
  void vector_given() {
    op_.disclosed |= disclosed::vectors;
    if (op_.vectors_given != 0xFF) op_.vectors_given++;
  }
  void subscription_data(uint32_t octets) {
    if (octets != 0) disclose(disclosed::profile);
    if (octets != 0 && op_.id == OperationId::s6a_RSR) op_.requested |= requested::profile_change;
    if (is_request_)
      op_.sub_type =
          octets != 0 ? diameter::subscription_data::filled : diameter::subscription_data::empty;
  }
  /// Unsigned32, Integer32 or Enumerated; false when it is not four octets.
  static bool number(Bytes value, uint32_t& out) {
    if (value.size != 4) return false;
    out = load_be32(value.data);
    return true;
  }
  static uint8_t small(uint32_t value, uint32_t most) {
    return static_cast<uint8_t>(std::min(value, most));
  }

  void take_node(Take how, Bytes value) {
    switch (how) {
    case Take::msc: return node(Node::msc, value);
    case Take::vlr: return node(Node::vlr, value);
    case Take::sgsn: return node(Node::sgsn, value);
    case Take::mme: return node(Node::mme, value);
    case Take::gmlc: return node(Node::gmlc, value);
    default: return node(Node::service_centre, value);
    }
  }
  void node(Node role, Bytes value) {
    if (value.empty()) return;
    if (!op_.has_node(role)) op_.set_node(role, read_number(value));
    if (role != Node::service_centre) disclose(disclosed::serving_node);
  }

  /// Routing AVPs (RFC 6733 §6). The first of each stands; a second one is reported as a duplicate
  /// by the walk.
  void take_routing(Take how, Bytes value, Avp parent) {
    if (parent != Avp::none) return;
    Diameter& d = m_.diameter;
    const View where{static_cast<uint32_t>(value.data - base_), value.size};
    switch (how) {
    case Take::session_id: return keep(d.session_id, where);
    case Take::origin_host: return keep(d.origin_host, where);
    case Take::origin_realm: return keep_origin_realm(where);
    case Take::destination_host: return keep(d.destination_host, where);
    case Take::destination_realm: return keep(d.destination_realm, where);
    case Take::route_record:
      if (d.route_record_count < d.route_records.size())
        d.route_records[d.route_record_count++] = where;
      else
        m_.flag(anomaly::diameter_over_limit);
      return;
    default: return result(value, false);
    }
  }
  static void keep(View& slot, View where) {
    if (slot.offset == 0) slot = where;
  }
  /// Of two realms the node may believe the other one: both are judged.
  void keep_origin_realm(View where) {
    Diameter& d = m_.diameter;
    if (d.origin_realm.offset == 0)
      d.origin_realm = where;
    else if (d.other_origin_realm.offset == 0 &&
             !equal_ignoring_case(d.origin_realm.in(base_), where.in(base_)))
      d.other_origin_realm = where;
  }
  /// An answer holds one of Result-Code and Experimental-Result (RFC 6733 §6.2); of two that differ
  /// the failure counts, since a node that reads the other must not be believed to have answered.
  void result(Bytes value, bool is_experimental) {
    uint32_t code = 0;
    if (!number(value, code)) return;
    Diameter& d = m_.diameter;
    if (d.result != 0) {
      m_.flag(anomaly::diameter_duplicate_avp);
      if (d.result >= diameter::result::success_last + 1) return;
    }
    d.result = code;
    d.is_experimental = is_experimental;
  }

  void take_identity(Take how, Bytes value, Avp parent) {
    switch (how) {
    case Take::experimental_result_code:
      if (parent == Avp::experimental_result) result(value, true);
      return;
    case Take::user_name: return user_name(value, parent);
    case Take::msisdn:
      if (!value.empty()) give_msisdn(read_number(value));
      return;
    case Take::imsi_text: return add_imsi(read_ascii_digits(value));
    case Take::public_identity: return public_identity(value);
    case Take::imei: return imei();
    default: return take_typed(how, value, parent);
    }
  }
  void user_name(Bytes text, Avp parent) {
    if (parent == Avp::associated_identities) // other identities of whom the command is about
      return disclose(disclosed::imsi);
    if (parent != Avp::none && parent != Avp::user_identifier) return;
    const SubscriberName name = read_user_name(text);
    if (!name.is_plain && names_imsi(m_.diameter.application))
      m_.flag(anomaly::diameter_user_name_form);
    if (!name.imsi.empty()) add_imsi(name.imsi);
  }
  void public_identity(Bytes uri) {
    const PublicIdentity identity = read_public_identity(uri);
    if (!identity.msisdn.empty()) add_msisdn(identity.msisdn);
    if (!identity.imsi.empty()) add_imsi(identity.imsi);
  }
  void imei() {
    op_.has_imei = true;
    disclose(disclosed::imei);
  }
  void give_msisdn(const Digits& msisdn) {
    add_msisdn(msisdn);
    disclose(disclosed::msisdn);
  }
  void add_msisdn(const Digits& msisdn) {
    if (op_.msisdn.empty()) op_.msisdn = msisdn;
  }
  /// Both of two different IMSIs are screened: which one the end node reads is not known. Where a
  /// request has to name the subscriber by it, the answer that repeats it gives nothing away.
  void add_imsi(const Digits& imsi) {
    if (op_.imsi.empty())
      op_.imsi = imsi;
    else if (!op_.imsi.same_number(imsi))
      op_.other_imsi = imsi;
    const uint32_t application = m_.diameter.application;
    if (names_imsi(application) || application == diameter::application::zn)
      disclose(disclosed::imsi);
  }
  /// A type and a value that stand beside each other in either order.
  void take_typed(Take how, Bytes value, Avp parent) {
    if (how == Take::subscription_type || how == Take::equipment_type) {
      uint32_t type = 0;
      if (!number(value, type)) return;
      type_ = static_cast<int64_t>(type);
    } else {
      typed_ = value;
    }
    if (type_ < 0 || typed_.empty()) return;
    if (parent == Avp::subscription_id) subscription();
    if (parent == Avp::user_equipment_info && type_ == diameter::user_equipment_info_type::imeisv)
      imei();
  }
  void subscription() {
    switch (type_) {
    case diameter::subscription_id_type::e164:
      return give_msisdn(
          read_ascii_digits(*typed_.data == '+' ? without_front(typed_, 1) : typed_));
    case diameter::subscription_id_type::imsi: return add_imsi(read_ascii_digits(typed_));
    case diameter::subscription_id_type::sip_uri: return public_identity(typed_);
    case diameter::subscription_id_type::nai: {
      const Digits imsi = read_user_name(typed_).imsi;
      if (!imsi.empty()) add_imsi(imsi);
      return;
    }
    default: return;
    }
  }

  void take_question(Take how, Avp avp, Bytes value) {
    uint32_t v = 0;
    switch (how) {
    case Take::place: return place(value);
    case Take::place_domain: return place(plmn_of_domain(value));
    case Take::place_digits: return place(plmn_of_digits(value));
    case Take::place_user_location:
      if (!value.empty()) place(without_front(value, 1));
      return;
    case Take::short_message: return short_message(value);
    case Take::delivery_not_intended: op_.requested |= requested::delivery_not_intended; return;
    default: break;
    }
    if (!number(value, v)) return;
    switch (how) {
    case Take::sub_type: op_.sub_type = small(v, 0xFE); return;
    case Take::vectors_wanted:
      op_.vectors_wanted = small(op_.vectors_wanted + small(v, 0xFF), 0xFF);
      return;
    case Take::data_reference: op_.requested |= asked_by_reference(v); return;
    case Take::monitoring_type: op_.requested |= asked_by_monitoring(v); return;
    case Take::requested_nodes:
      if (v & kRequestedMme) op_.requested |= requested::eps_location;
      if (v & kRequestedSgsn) op_.requested |= requested::ps_domain;
      return;
    case Take::requested_domain:
      if (v == 1) op_.requested |= requested::ps_domain;
      return;
    case Take::current_location:
      if (v == 1) op_.requested |= requested::current_location;
      return;
    case Take::monte_location_type:
      if (v == 0) op_.requested |= requested::current_location;
      return;
    case Take::slg_location_type:
      if (v <= diameter::slg_location_type::current_or_last_known)
        op_.requested |= requested::current_location;
      return;
    case Take::response_time:
      if (v == 0) op_.requested |= requested::low_delay;
      return;
    case Take::required_access:
      if (v == diameter::required_access_info::user_location) op_.requested |= requested::location;
      return;
    default: return take_flags(how, avp, v);
    }
  }
  static constexpr uint32_t kRequestedMme = 1, kRequestedSgsn = 2; // TS 29.329 §6.3.7A

  /// Of two Flags AVPs the end node reads one; both are screened. Those of another command are not
  /// read by anyone.
  void take_flags(Take how, Avp avp, uint32_t v) {
    if (op_.id != command_of_flags(avp)) return;
    op_.flags |= v;
    if (how == Take::ulr_flags && v & diameter::ulr_flag::skip_subscriber_data)
      op_.requested = (op_.requested & ~requested::profile) | requested::skip_subscriber_data;
    if (how != Take::idr_flags) return;
    if (v & diameter::idr_flag::eps_user_state) op_.requested |= requested::subscriber_state;
    if (v & diameter::idr_flag::eps_location)
      op_.requested |= requested::location | requested::eps_location;
    if (v & diameter::idr_flag::current_location) op_.requested |= requested::current_location;
  }
  static OperationId command_of_flags(Avp avp) {
    switch (avp) {
    case Avp::ulr_flags: return OperationId::s6a_ULR;
    case Avp::idr_flags: return OperationId::s6a_IDR;
    case Avp::clr_flags: return OperationId::s6a_CLR;
    case Avp::dsr_flags: return OperationId::s6a_DSR;
    case Avp::pur_flags: return OperationId::s6a_PUR;
    case Avp::nor_flags: return OperationId::s6a_NOR;
    case Avp::air_flags: return OperationId::s6a_AIR;
    case Avp::srr_flags: return OperationId::s6c_SRR;
    case Avp::rdr_flags: return OperationId::s6c_RDR;
    case Avp::tfr_flags: return OperationId::sgd_TFR;
    case Avp::plr_flags: return OperationId::slg_PLR;
    case Avp::lrr_flags: return OperationId::slg_LRR;
    case Avp::uar_flags: return OperationId::cx_UAR;
    case Avp::sar_flags: return OperationId::cx_SAR;
    case Avp::sir_flags: return OperationId::s6m_SIR;
    case Avp::cir_flags: return OperationId::s6t_CIR;
    default: return OperationId::unknown;
    }
  }
  /// Sh asks by a number what it wants (TS 29.328 §7.6).
  static uint32_t asked_by_reference(uint32_t reference) {
    switch (reference) {
    case diameter::data_reference::location_information:
    case diameter::data_reference::reference_location: return requested::location;
    case diameter::data_reference::user_state:
    case diameter::data_reference::ims_user_state:
    case diameter::data_reference::tads: return requested::subscriber_state;
    case diameter::data_reference::imsi:
    case diameter::data_reference::private_identity: return requested::imsi;
    case diameter::data_reference::csrn: return requested::routing;
    default: return requested::profile;
    }
  }
  /// So does monitoring (TS 29.336 §8.4.20).
  static uint32_t asked_by_monitoring(uint32_t type) {
    switch (type) {
    case diameter::monitoring_type::location_reporting:
    case diameter::monitoring_type::number_of_ues: return requested::location;
    case diameter::monitoring_type::change_of_imsi_imei: return requested::imei;
    default: return requested::subscriber_state;
    }
  }

  void take_disclosure(Take how, Bytes value) {
    if (value.empty()) return;
    uint32_t v = 0;
    switch (how) {
    case Take::cell: return place_given(disclosed::cell, value);
    case Take::cell_user_location: return place_given(disclosed::cell, without_front(value, 1));
    case Take::area: return place_given(disclosed::location_area, value);
    case Take::coordinates: op_.disclosed |= disclosed::coordinates; return;
    case Take::age: op_.disclosed |= disclosed::age_of_location; return;
    case Take::location_is_current: op_.disclosed |= disclosed::current_location; return;
    case Take::subscriber_state: op_.disclosed |= disclosed::subscriber_state; return;
    case Take::serving_node: op_.disclosed |= disclosed::serving_node; return;
    case Take::profile: op_.disclosed |= disclosed::profile; return;
    case Take::key: op_.disclosed |= disclosed::vectors; return;
    case Take::sh_user_data:
      op_.disclosed |= disclosed::profile | disclosed_by_user_data(value);
      return;
    case Take::short_message: return short_message(value);
    case Take::flags:
      if (number(value, v)) op_.flags |= v;
      return;
    default: return;
    }
  }
  void place_given(uint32_t bit, Bytes value) {
    op_.disclosed |= bit;
    place(value);
  }
  /// The first three octets are the PLMN (TS 29.272 §7.3.9, TS 29.002 §17.7.8).
  void place(Bytes value) {
    if (value.size < 3) return;
    place(uint32_t{value.data[0]} << 16 | uint32_t{value.data[1]} << 8 | value.data[2]);
  }
  /// The first place named stands.
  void place(Plmn plmn) {
    if (op_.place == 0) op_.place = plmn;
  }
  void short_message(Bytes octets) {
    if (octets.empty()) return;
    const map::Tpdu tpdu = map::read_tpdu(Cursor(base_, octets), is_to_mobile(), false);
    op_.tp_mti = tpdu.mti();
    op_.tp_pid = tpdu.pid.value;
  }

  Message& m_;
  Operation& op_;
  const uint8_t* base_;
  const bool is_request_;
  int64_t type_ = -1; ///< of the Subscription-Id or User-Equipment-Info that is open
  Bytes typed_;       ///< its value
};

} // namespace sigwarden
