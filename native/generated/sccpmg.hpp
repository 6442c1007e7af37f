// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace sccpmg {

namespace message_type {
constexpr uint32_t ssa = 1u;
constexpr uint32_t ssp = 2u;
constexpr uint32_t sst = 3u;
constexpr uint32_t sor = 4u;
constexpr uint32_t sog = 5u;
constexpr uint32_t ssc = 6u;
} // namespace message_type

} // namespace sccpmg

} // namespace sigwarden
