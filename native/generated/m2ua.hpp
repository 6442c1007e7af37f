// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace m2ua {

namespace message_class {
constexpr uint32_t mgmt = 0u;
constexpr uint32_t aspsm = 3u;
constexpr uint32_t asptm = 4u;
constexpr uint32_t maup = 6u;
constexpr uint32_t iim = 10u;
} // namespace message_class

namespace maup_type {
constexpr uint32_t data = 1u;
constexpr uint32_t data_ack = 15u;
} // namespace maup_type

namespace parameter {
constexpr uint32_t interface_identifier_int = 1u;
constexpr uint32_t interface_identifier_text = 3u;
constexpr uint32_t info_string = 4u;
constexpr uint32_t diagnostic_information = 7u;
constexpr uint32_t interface_identifier_range = 8u;
constexpr uint32_t heartbeat_data = 9u;
constexpr uint32_t traffic_mode_type = 11u;
constexpr uint32_t error_code = 12u;
constexpr uint32_t status = 13u;
constexpr uint32_t protocol_data_draft = 14u;
constexpr uint32_t asp_identifier = 17u;
constexpr uint32_t correlation_id = 19u;
constexpr uint32_t protocol_data_1 = 768u;
constexpr uint32_t protocol_data_2 = 769u;
constexpr uint32_t state_request = 770u;
constexpr uint32_t state_event = 771u;
constexpr uint32_t congestion_status = 772u;
constexpr uint32_t discard_status = 773u;
constexpr uint32_t action = 774u;
constexpr uint32_t sequence_number = 775u;
constexpr uint32_t retrieval_result = 776u;
constexpr uint32_t link_key = 777u;
constexpr uint32_t local_link_key_identifier = 778u;
constexpr uint32_t signalling_data_terminal = 779u;
constexpr uint32_t signalling_data_link = 780u;
constexpr uint32_t registration_result = 781u;
constexpr uint32_t registration_status = 782u;
constexpr uint32_t deregistration_result = 783u;
constexpr uint32_t deregistration_status = 784u;
} // namespace parameter

} // namespace m2ua

} // namespace sigwarden
