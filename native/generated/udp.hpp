// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace udp {

namespace port {
constexpr uint32_t sctp = 9899u;
} // namespace port

} // namespace udp

} // namespace sigwarden
