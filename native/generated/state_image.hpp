// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace state_image {

constexpr uint32_t magic = 1414747987u;
constexpr uint32_t version = 1u;
constexpr uint32_t magic_at = 0u;
constexpr uint32_t version_at = 4u;
constexpr uint32_t size_at = 8u;
constexpr uint32_t as_of_at = 12u;
constexpr uint32_t claim_count_at = 16u;
constexpr uint32_t number_count_at = 20u;
constexpr uint32_t header_octets = 24u;
namespace claim {
constexpr uint32_t imsi_at = 0u;
constexpr uint32_t since_at = 8u;
constexpr uint32_t seen_at = 12u;
constexpr uint32_t party_at = 16u;
constexpr uint32_t domain_at = 18u;
constexpr uint32_t place_at = 19u;
constexpr uint32_t grade_at = 20u;
constexpr uint32_t flags_at = 21u;
constexpr uint32_t octets = 24u;
} // namespace claim
namespace number {
constexpr uint32_t msisdn_at = 0u;
constexpr uint32_t imsi_at = 8u;
constexpr uint32_t seen_at = 16u;
constexpr uint32_t octets = 24u;
} // namespace number
namespace limit {
constexpr uint32_t image_octets = 536870912u;
} // namespace limit

} // namespace state_image

} // namespace sigwarden
