// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace mtp3 {

namespace label_octets {
constexpr uint32_t itu = 4u;
constexpr uint32_t twenty_four_bit = 7u;
constexpr uint32_t japan = 5u;
} // namespace label_octets

namespace point_code_max {
constexpr uint32_t itu = 16383u;
constexpr uint32_t japan = 65535u;
constexpr uint32_t twenty_four_bit = 16777215u;
} // namespace point_code_max

namespace service_indicator {
constexpr uint32_t snm = 0u;
constexpr uint32_t sccp = 3u;
} // namespace service_indicator

} // namespace mtp3

} // namespace sigwarden
