// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace vxlan {

namespace port {
constexpr uint32_t plain = 4789u;
constexpr uint32_t gpe = 4790u;
} // namespace port

namespace flag {
constexpr uint32_t network = 2048u;
constexpr uint32_t next_protocol = 1024u;
} // namespace flag

namespace next_protocol {
constexpr uint32_t ipv4 = 1u;
constexpr uint32_t ipv6 = 2u;
constexpr uint32_t ethernet = 3u;
} // namespace next_protocol

} // namespace vxlan

} // namespace sigwarden
