// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace link_image {

constexpr uint32_t magic = 1263294291u;
constexpr uint32_t version = 2u;
constexpr uint32_t magic_at = 0u;
constexpr uint32_t version_at = 4u;
constexpr uint32_t size_at = 8u;
constexpr uint32_t link_count_at = 12u;
constexpr uint32_t point_count_at = 16u;
constexpr uint32_t text_octets_at = 20u;
constexpr uint32_t header_octets = 24u;
namespace link {
constexpr uint32_t name_at = 0u;
constexpr uint32_t name_octets_at = 4u;
constexpr uint32_t role_at = 6u;
constexpr uint32_t tap_at = 7u;
constexpr uint32_t variant_at = 8u;
constexpr uint32_t octets = 16u;
} // namespace link
namespace point {
constexpr uint32_t value_at = 0u;
constexpr uint32_t link_at = 16u;
constexpr uint32_t side_at = 18u;
constexpr uint32_t kind_at = 19u;
constexpr uint32_t octets = 24u;
} // namespace point
namespace side {
constexpr uint32_t ours = 1u;
constexpr uint32_t theirs = 2u;
} // namespace side
namespace kind {
constexpr uint32_t point_code = 1u;
constexpr uint32_t address = 2u;
constexpr uint32_t host = 3u;
} // namespace kind
namespace limit {
constexpr uint32_t image_octets = 16777216u;
constexpr uint32_t points = 65536u;
} // namespace limit

} // namespace link_image

} // namespace sigwarden
