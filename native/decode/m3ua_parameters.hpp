// SPDX-License-Identifier: Apache-2.0
// Fields of the parameters of M3UA (RFC 4666 §3.2 to §3.8) under Wireshark's names. Protocol data
// is m3ua.cpp's.
#pragma once

#include <array>

#include "native/decode/adaptation.hpp"
#include "native/generated/m3ua.hpp"

namespace sigwarden {

constexpr adaptation::HeaderFields kM3uaHeader = {
    Field::m3ua_version, Field::m3ua_reserved, Field::m3ua_message_class, Field::m3ua_message_type,
    Field::m3ua_message_length};

namespace m3ua_shown {

using enum adaptation::Shape;
namespace parameter = m3ua::parameter;

constexpr std::array<adaptation::ParameterField, 24> kParameters = {{
    {parameter::info_string, text, Field::m3ua_info_string},
    {parameter::routing_context, words, Field::m3ua_routing_context},
    {parameter::diagnostic_information, opaque, Field::m3ua_diagnostic_information},
    {parameter::heartbeat_data, opaque, Field::m3ua_heartbeat_data},
    {parameter::traffic_mode_type, word, Field::m3ua_traffic_mode_type},
    {parameter::error_code, word, Field::m3ua_error_code},
    {parameter::status, halves, Field::m3ua_status_type, Field::m3ua_status_info},
    {parameter::asp_identifier, word, Field::m3ua_asp_identifier},
    {parameter::affected_point_code, point_codes, Field::m3ua_affected_mask,
     Field::m3ua_affected_pc},
    {parameter::correlation_id, word, Field::m3ua_correlation_id},
    {parameter::network_appearance, word, Field::m3ua_network_appearance},
    {parameter::user_cause, halves, Field::m3ua_unavailability_cause, Field::m3ua_user_identity},
    {parameter::congestion_indications, last_octet, Field::m3ua_congestion_level},
    {parameter::concerned_destination, point_code, Field::m3ua_concerned_dpc},
    {parameter::routing_key, group},
    {parameter::registration_result, group},
    {parameter::deregistration_result, group},
    {parameter::local_routing_key_identifier, word, Field::m3ua_local_rk_identifier},
    {parameter::destination_point_code, point_codes, Field::m3ua_dpc_mask, Field::m3ua_dpc_pc},
    {parameter::service_indicators, adaptation::Shape::octets, Field::m3ua_key_si},
    {parameter::originating_point_code_list, point_codes, Field::m3ua_opc_list_mask,
     Field::m3ua_opc_list_pc},
    {parameter::circuit_range, circuits, Field::m3ua_cic_range_mask, Field::m3ua_cic_range_pc},
    {parameter::registration_status, word, Field::m3ua_registration_status},
    {parameter::deregistration_status, word, Field::m3ua_deregistration_status},
}};

} // namespace m3ua_shown

constexpr adaptation::ParameterTable kM3uaParameters = {
    Field::m3ua_parameter_tag, Field::m3ua_parameter_length, m3ua_shown::kParameters};

} // namespace sigwarden
