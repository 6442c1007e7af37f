// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace erspan {

namespace version {
constexpr uint32_t type_ii = 1u;
constexpr uint32_t type_iii = 2u;
} // namespace version

namespace frame_type {
constexpr uint32_t ethernet = 0u;
constexpr uint32_t ip = 2u;
} // namespace frame_type

} // namespace erspan

} // namespace sigwarden
