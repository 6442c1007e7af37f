// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace sua {

namespace message_class {
constexpr uint32_t mgmt = 0u;
constexpr uint32_t ssnm = 2u;
constexpr uint32_t aspsm = 3u;
constexpr uint32_t asptm = 4u;
constexpr uint32_t connectionless = 7u;
constexpr uint32_t connection_oriented = 8u;
constexpr uint32_t rkm = 9u;
} // namespace message_class

namespace connectionless_type {
constexpr uint32_t cldt = 1u;
constexpr uint32_t cldr = 2u;
} // namespace connectionless_type

namespace connection_type {
constexpr uint32_t core = 1u;
constexpr uint32_t coit = 11u;
} // namespace connection_type

namespace parameter {
constexpr uint32_t info_string = 4u;
constexpr uint32_t routing_context = 6u;
constexpr uint32_t diagnostic_information = 7u;
constexpr uint32_t heartbeat_data = 9u;
constexpr uint32_t traffic_mode_type = 11u;
constexpr uint32_t error_code = 12u;
constexpr uint32_t status = 13u;
constexpr uint32_t asp_identifier = 17u;
constexpr uint32_t affected_point_code = 18u;
constexpr uint32_t correlation_id = 19u;
constexpr uint32_t registration_result = 20u;
constexpr uint32_t deregistration_result = 21u;
constexpr uint32_t registration_status = 22u;
constexpr uint32_t deregistration_status = 23u;
constexpr uint32_t local_routing_key_identifier = 24u;
constexpr uint32_t hop_counter = 257u;
constexpr uint32_t source_address = 258u;
constexpr uint32_t destination_address = 259u;
constexpr uint32_t source_reference = 260u;
constexpr uint32_t destination_reference = 261u;
constexpr uint32_t sccp_cause = 262u;
constexpr uint32_t sequence_number = 263u;
constexpr uint32_t receive_sequence_number = 264u;
constexpr uint32_t asp_capabilities = 265u;
constexpr uint32_t credit = 266u;
constexpr uint32_t data = 267u;
constexpr uint32_t user_cause = 268u;
constexpr uint32_t network_appearance = 269u;
constexpr uint32_t routing_key = 270u;
constexpr uint32_t drn_label = 271u;
constexpr uint32_t tid_label = 272u;
constexpr uint32_t address_range = 273u;
constexpr uint32_t smi = 274u;
constexpr uint32_t importance = 275u;
constexpr uint32_t message_priority = 276u;
constexpr uint32_t protocol_class = 277u;
constexpr uint32_t sequence_control = 278u;
constexpr uint32_t segmentation = 279u;
constexpr uint32_t congestion_level = 280u;
constexpr uint32_t global_title = 32769u;
constexpr uint32_t point_code = 32770u;
constexpr uint32_t subsystem_number = 32771u;
constexpr uint32_t ipv4_address = 32772u;
constexpr uint32_t host_name = 32773u;
constexpr uint32_t ipv6_address = 32774u;
} // namespace parameter

namespace routing_indicator {
constexpr uint32_t title = 1u;
constexpr uint32_t ssn_pc = 2u;
constexpr uint32_t host_name = 3u;
constexpr uint32_t ssn_ip = 4u;
} // namespace routing_indicator

namespace address_indicator {
constexpr uint32_t ssn = 1u;
constexpr uint32_t point_code = 2u;
constexpr uint32_t title = 4u;
} // namespace address_indicator

namespace cause_type {
constexpr uint32_t return_ = 1u;
} // namespace cause_type

} // namespace sua

} // namespace sigwarden
