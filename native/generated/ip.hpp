// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace ip {

namespace protocol {
constexpr uint32_t hop_by_hop = 0u;
constexpr uint32_t ipv4 = 4u;
constexpr uint32_t tcp = 6u;
constexpr uint32_t udp = 17u;
constexpr uint32_t ipv6 = 41u;
constexpr uint32_t routing = 43u;
constexpr uint32_t fragment = 44u;
constexpr uint32_t gre = 47u;
constexpr uint32_t esp = 50u;
constexpr uint32_t ah = 51u;
constexpr uint32_t no_next_header = 59u;
constexpr uint32_t destination_options = 60u;
constexpr uint32_t sctp = 132u;
constexpr uint32_t mobility = 135u;
constexpr uint32_t mpls = 137u;
constexpr uint32_t hip = 139u;
constexpr uint32_t shim6 = 140u;
} // namespace protocol

} // namespace ip

} // namespace sigwarden
