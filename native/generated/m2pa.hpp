// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace m2pa {

namespace message_class {
constexpr uint32_t m2pa = 11u;
} // namespace message_class

namespace message_type {
constexpr uint32_t user_data = 1u;
constexpr uint32_t link_status = 2u;
} // namespace message_type

} // namespace m2pa

} // namespace sigwarden
