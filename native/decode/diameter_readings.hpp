// SPDX-License-Identifier: Apache-2.0
// Which AVPs of a request and of an answer mean something to screening, and what: the table behind
// diameter_meaning.hpp, folded by row at compile time, so that of the many AVPs that mean nothing
// each costs one load. Holds no code that reads a value.
#pragma once

#include <array>

#include "native/decode/diameter_dictionary.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

/// How the value of an AVP is taken.
enum class Take : uint8_t {
  nothing,
  // routing, on the outermost level (RFC 6733 §6)
  session_id,
  origin_host,
  origin_realm,
  destination_host,
  destination_realm,
  route_record,
  result_code,
  experimental_result_code,
  // who is meant
  user_name,
  msisdn,
  imsi_text,
  public_identity,
  subscription_type,
  subscription_data,
  equipment_type,
  equipment_value,
  imei,
  // nodes by number
  msc,
  vlr,
  sgsn,
  mme,
  gmlc,
  service_centre,
  // what a request asks
  place,
  place_domain,
  place_digits,
  place_user_location,
  flags,
  ulr_flags,
  idr_flags,
  sub_type,
  vectors_wanted,
  data_reference,
  requested_nodes,
  requested_domain,
  current_location,
  slg_location_type,
  response_time,
  required_access,
  monitoring_type,
  monte_location_type,
  delivery_not_intended,
  // what an answer gives away
  cell,
  cell_user_location,
  area,
  coordinates,
  age,
  location_is_current,
  subscriber_state,
  serving_node,
  profile,
  key,
  sh_user_data,
  // of a secret: what kind of short message it is
  short_message,
  // groups, by being there
  asks_vectors,
  vector,
  subscription,
  subscription_data_group,
  serving_nodes,
  states,
  profile_group,
};

struct Reading {
  Avp avp;
  Take in_request, in_answer;
};

constexpr Reading in_both(Avp avp, Take take) {
  return {avp, take, take};
}
constexpr Reading in_request(Avp avp, Take take) {
  return {avp, take, Take::nothing};
}
constexpr Reading in_answer(Avp avp, Take take) {
  return {avp, Take::nothing, take};
}

inline constexpr Reading kReadings[] = {
    in_both(Avp::session_id, Take::session_id),
    in_both(Avp::origin_host, Take::origin_host),
    in_both(Avp::origin_realm, Take::origin_realm),
    in_both(Avp::destination_host, Take::destination_host),
    in_both(Avp::destination_realm, Take::destination_realm),
    in_both(Avp::route_record, Take::route_record),
    in_answer(Avp::result_code, Take::result_code),
    in_answer(Avp::experimental_result_code, Take::experimental_result_code),

    in_both(Avp::user_name, Take::user_name),
    in_both(Avp::msisdn, Take::msisdn),
    in_both(Avp::a_msisdn, Take::msisdn),
    in_both(Avp::n3gpp_imsi, Take::imsi_text),
    in_both(Avp::public_identity, Take::public_identity),
    in_both(Avp::subscription_id_type, Take::subscription_type),
    in_both(Avp::subscription_id_data, Take::subscription_data),
    in_both(Avp::user_equipment_info_type, Take::equipment_type),
    in_both(Avp::user_equipment_info_value, Take::equipment_value),
    in_both(Avp::imei, Take::imei),
    in_both(Avp::n3gpp_imeisv, Take::imei),
    in_both(Avp::user_equipment_info_imeisv, Take::imei),
    in_both(Avp::user_equipment_info_imei, Take::imei),

    in_both(Avp::msc_number, Take::msc),
    in_both(Avp::vlr_number, Take::vlr),
    in_both(Avp::sgsn_number, Take::sgsn),
    in_both(Avp::mme_number_for_mt_sms, Take::mme),
    in_both(Avp::gmlc_number, Take::gmlc),
    in_both(Avp::sc_address, Take::service_centre),

    in_request(Avp::visited_plmn_id, Take::place),
    in_request(Avp::visited_network_identifier, Take::place_domain),
    in_request(Avp::n3gpp_sgsn_mcc_mnc, Take::place_digits),
    {Avp::n3gpp_user_location_info, Take::place_user_location, Take::cell_user_location},
    in_request(Avp::ulr_flags, Take::ulr_flags),
    in_request(Avp::idr_flags, Take::idr_flags),
    in_request(Avp::clr_flags, Take::flags),
    in_request(Avp::dsr_flags, Take::flags),
    in_request(Avp::pur_flags, Take::flags),
    in_request(Avp::nor_flags, Take::flags),
    in_request(Avp::srr_flags, Take::flags),
    in_request(Avp::rdr_flags, Take::flags),
    in_request(Avp::tfr_flags, Take::flags),
    in_request(Avp::plr_flags, Take::flags),
    in_request(Avp::lrr_flags, Take::flags),
    in_request(Avp::uar_flags, Take::flags),
    in_request(Avp::sar_flags, Take::flags),
    in_request(Avp::sir_flags, Take::flags),
    in_request(Avp::cir_flags, Take::flags),
    in_request(Avp::air_flags, Take::flags),
    in_answer(Avp::ula_flags, Take::flags),
    in_answer(Avp::ida_flags, Take::flags),
    in_answer(Avp::pua_flags, Take::flags),
    in_answer(Avp::dsa_flags, Take::flags),
    in_request(Avp::cancellation_type, Take::sub_type),
    in_request(Avp::lcs_client_type, Take::sub_type),
    in_request(Avp::server_assignment_type, Take::sub_type),
    in_request(Avp::user_authorization_type, Take::sub_type),
    in_request(Avp::reason_code, Take::sub_type),
    in_request(Avp::subs_req_type, Take::sub_type),
    in_request(Avp::cc_request_type, Take::sub_type),
    in_request(Avp::accounting_record_type, Take::sub_type),
    in_request(Avp::number_of_requested_vectors, Take::vectors_wanted),
    in_request(Avp::n3gpp_sip_number_auth_items, Take::vectors_wanted),
    in_request(Avp::data_reference, Take::data_reference),
    in_request(Avp::requested_nodes, Take::requested_nodes),
    in_request(Avp::requested_domain, Take::requested_domain),
    in_request(Avp::current_location, Take::current_location),
    in_request(Avp::slg_location_type, Take::slg_location_type),
    in_request(Avp::response_time, Take::response_time),
    in_request(Avp::required_access_info, Take::required_access),
    in_request(Avp::monitoring_type, Take::monitoring_type),
    in_request(Avp::monte_location_type, Take::monte_location_type),
    in_request(Avp::sm_delivery_not_intended, Take::delivery_not_intended),

    in_answer(Avp::e_utran_cell_global_identity, Take::cell),
    in_answer(Avp::cell_global_identity, Take::cell),
    in_answer(Avp::service_area_identity, Take::cell),
    in_answer(Avp::ecgi, Take::cell),
    in_answer(Avp::tracking_area_identity, Take::area),
    in_answer(Avp::routing_area_identity, Take::area),
    in_answer(Avp::location_area_identity, Take::area),
    in_answer(Avp::geographical_information, Take::coordinates),
    in_answer(Avp::geodetic_information, Take::coordinates),
    in_answer(Avp::location_estimate, Take::coordinates),
    in_answer(Avp::civic_address, Take::coordinates),
    in_answer(Avp::age_of_location_information, Take::age),
    in_answer(Avp::age_of_location_estimate, Take::age),
    in_answer(Avp::current_location_retrieved, Take::location_is_current),
    in_answer(Avp::user_state, Take::subscriber_state),
    in_answer(Avp::mme_name, Take::serving_node),
    in_answer(Avp::sgsn_name, Take::serving_node),
    in_answer(Avp::server_name, Take::serving_node),
    in_answer(Avp::n3gpp_aaa_server_name, Take::serving_node),
    in_answer(Avp::ip_sm_gw_number, Take::serving_node),
    in_answer(Avp::smsf_3gpp_number, Take::serving_node),
    in_answer(Avp::smsf_non_3gpp_number, Take::serving_node),
    in_answer(Avp::cx_user_data, Take::profile),
    in_answer(Avp::gba_usersecsettings, Take::profile),
    in_answer(Avp::sh_user_data, Take::sh_user_data),
    in_answer(Avp::eap_master_session_key, Take::key),
    in_answer(Avp::me_key_material, Take::key),
    in_answer(Avp::uicc_key_material, Take::key),
    in_both(Avp::sm_rp_ui, Take::short_message),

    in_request(Avp::requested_eutran_authentication_info, Take::asks_vectors),
    in_request(Avp::requested_utran_geran_authentication_info, Take::asks_vectors),
    in_answer(Avp::e_utran_vector, Take::vector),
    in_answer(Avp::utran_vector, Take::vector),
    in_answer(Avp::geran_vector, Take::vector),
    in_answer(Avp::n3gpp_sip_auth_data_item, Take::vector),
    in_both(Avp::subscription_id, Take::subscription),
    in_both(Avp::user_equipment_info, Take::subscription),
    in_both(Avp::subscription_data, Take::subscription_data_group),
    in_answer(Avp::serving_node, Take::serving_nodes),
    in_answer(Avp::additional_serving_node, Take::serving_nodes),
    in_answer(Avp::smsf_3gpp_address, Take::serving_nodes),
    in_answer(Avp::smsf_non_3gpp_address, Take::serving_nodes),
    in_answer(Avp::eps_user_state, Take::states),
    in_answer(Avp::non_3gpp_user_data, Take::profile_group),
    in_answer(Avp::apn_configuration, Take::profile_group),
};

inline constexpr auto kTakes = [] {
  std::array<std::array<Take, 2>, kAvpCount> takes{};
  for (const Reading& reading : kReadings)
    takes[static_cast<uint16_t>(reading.avp)] = {reading.in_answer, reading.in_request};
  return takes;
}();

inline Take take_of(Avp avp, bool is_request) {
  return kTakes[static_cast<uint16_t>(avp)][is_request];
}

} // namespace sigwarden
