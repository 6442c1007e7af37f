// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace gre {

namespace flag {
constexpr uint32_t checksum = 32768u;
constexpr uint32_t routing = 16384u;
constexpr uint32_t key = 8192u;
constexpr uint32_t sequence_number = 4096u;
} // namespace flag

namespace protocol_type {
constexpr uint32_t ipv4 = 2048u;
constexpr uint32_t ipv6 = 34525u;
constexpr uint32_t mpls = 34887u;
constexpr uint32_t mpls_multicast = 34888u;
constexpr uint32_t transparent_ethernet = 25944u;
constexpr uint32_t erspan = 35006u;
constexpr uint32_t erspan_iii = 8939u;
} // namespace protocol_type

} // namespace gre

} // namespace sigwarden
