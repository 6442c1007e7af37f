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
constexpr uint32_t network_appearance = 512u;
constexpr uint32_t protocol_data = 528u;
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
