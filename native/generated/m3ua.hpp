// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace m3ua {

namespace message_class {
constexpr uint32_t mgmt = 0u;
constexpr uint32_t transfer = 1u;
constexpr uint32_t ssnm = 2u;
constexpr uint32_t aspsm = 3u;
constexpr uint32_t asptm = 4u;
constexpr uint32_t rkm = 9u;
} // namespace message_class

namespace transfer_type {
constexpr uint32_t data = 1u;
} // namespace transfer_type

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
constexpr uint32_t network_appearance = 512u;
constexpr uint32_t user_cause = 516u;
constexpr uint32_t congestion_indications = 517u;
constexpr uint32_t concerned_destination = 518u;
constexpr uint32_t routing_key = 519u;
constexpr uint32_t registration_result = 520u;
constexpr uint32_t deregistration_result = 521u;
constexpr uint32_t local_routing_key_identifier = 522u;
constexpr uint32_t destination_point_code = 523u;
constexpr uint32_t service_indicators = 524u;
constexpr uint32_t originating_point_code_list = 526u;
constexpr uint32_t circuit_range = 527u;
constexpr uint32_t protocol_data = 528u;
constexpr uint32_t registration_status = 530u;
constexpr uint32_t deregistration_status = 531u;
} // namespace parameter

namespace service_indicator {
constexpr uint32_t snm = 0u;
constexpr uint32_t sccp = 3u;
constexpr uint32_t tup = 4u;
constexpr uint32_t isup = 5u;
constexpr uint32_t bicc = 13u;
} // namespace service_indicator

} // namespace m3ua

} // namespace sigwarden
