// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace ring_image {

constexpr uint32_t magic = 1398231601u;
constexpr uint32_t magic_offset = 0u;
constexpr uint32_t capacity_offset = 8u;
constexpr uint32_t head_offset = 64u;
constexpr uint32_t tail_offset = 128u;
constexpr uint32_t lost_offset = 192u;
constexpr uint32_t armed_offset = 256u;
constexpr uint32_t producer_epoch_offset = 320u;
constexpr uint32_t data_offset = 4096u;
constexpr uint32_t entry_header_octets = 8u;
constexpr uint32_t entry_alignment = 8u;
namespace kind {
constexpr uint32_t record = 1u;
constexpr uint32_t padding = 2u;
} // namespace kind

} // namespace ring_image

} // namespace sigwarden
