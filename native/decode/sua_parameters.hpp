// SPDX-License-Identifier: Apache-2.0
// Fields of the parameters of SUA (RFC 3868 §3.9, §3.10) under Wireshark's names. Addresses and
// data are sua.cpp's.
#pragma once

#include <array>

#include "native/decode/adaptation.hpp"
#include "native/generated/sua.hpp"

namespace sigwarden {

namespace sua_shown {

using enum adaptation::Shape;
namespace parameter = sua::parameter;

constexpr std::array<adaptation::ParameterField, 29> kParameters = {{
    {parameter::info_string, text, Field::sua_info_string},
    {parameter::routing_context, words, Field::sua_routing_context},
    {parameter::diagnostic_information, opaque, Field::sua_diagnostic_information},
    {parameter::heartbeat_data, opaque, Field::sua_heartbeat_data},
    {parameter::traffic_mode_type, word, Field::sua_traffic_mode_type},
    {parameter::error_code, word, Field::sua_error_code},
    {parameter::status, halves, Field::sua_status_type, Field::sua_status_info},
    {parameter::asp_identifier, word, Field::sua_asp_identifier},
    {parameter::affected_point_code, point_codes, Field::sua_affected_mask, Field::sua_affected_pc},
    {parameter::correlation_id, word, Field::sua_correlation_id},
    {parameter::registration_result, group},
    {parameter::deregistration_result, group},
    {parameter::registration_status, word, Field::sua_registration_status},
    {parameter::deregistration_status, word, Field::sua_deregistration_status},
    {parameter::local_routing_key_identifier, word, Field::sua_local_rk_identifier},
    {parameter::hop_counter, last_octet, Field::sua_hop_counter},
    {parameter::source_reference, word, Field::sua_source_reference},
    {parameter::destination_reference, word, Field::sua_destination_reference},
    {parameter::sccp_cause, cause, Field::sua_cause_type, Field::sua_cause_value},
    {parameter::credit, word, Field::sua_credit},
    {parameter::user_cause, halves, Field::sua_user_cause, Field::sua_user_identity},
    {parameter::network_appearance, word, Field::sua_network_appearance},
    {parameter::routing_key, group},
    {parameter::smi, last_octet, Field::sua_smi},
    {parameter::importance, last_octet, Field::sua_importance},
    {parameter::message_priority, last_octet, Field::sua_message_priority},
    {parameter::sequence_control, word, Field::sua_sequence_control},
    {parameter::congestion_level, word, Field::sua_congestion_level},
    {parameter::subsystem_number, last_octet, Field::sua_source_ssn},
}};

} // namespace sua_shown

constexpr adaptation::ParameterTable kSuaParameters = {
    Field::sua_parameter_tag, Field::sua_parameter_length, sua_shown::kParameters};

} // namespace sigwarden
