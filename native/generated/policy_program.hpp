// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace policy_program {

constexpr uint32_t magic = 1280333651u;
constexpr uint32_t version = 3u;
constexpr uint32_t magic_at = 0u;
constexpr uint32_t version_at = 4u;
constexpr uint32_t size_at = 8u;
constexpr uint32_t checksum_at = 12u;
constexpr uint32_t rule_set_at = 16u;
constexpr uint32_t sections_at = 24u;
constexpr uint32_t header_octets = 104u;
constexpr uint32_t section_alignment = 8u;
namespace section {
constexpr uint32_t entitlement = 0u;
constexpr uint32_t agreement = 1u;
constexpr uint32_t rule = 2u;
constexpr uint32_t instruction = 3u;
constexpr uint32_t constant = 4u;
constexpr uint32_t list = 5u;
constexpr uint32_t list_of = 6u;
constexpr uint32_t cap = 7u;
constexpr uint32_t text = 8u;
constexpr uint32_t mode_for = 9u;
constexpr uint32_t count = 10u;
} // namespace section
namespace item {
constexpr uint32_t entitlement = 4u;
constexpr uint32_t agreement = 16u;
constexpr uint32_t rule = 64u;
constexpr uint32_t instruction = 16u;
constexpr uint32_t constant = 8u;
constexpr uint32_t list = 2u;
constexpr uint32_t list_of = 2u;
constexpr uint32_t cap = 16u;
constexpr uint32_t text = 1u;
constexpr uint32_t mode_for = 16u;
} // namespace item
namespace entitlement {
constexpr uint32_t count = 1152u;
constexpr uint32_t sender_at = 0u;
constexpr uint32_t flags_at = 1u;
constexpr uint32_t purposes_at = 2u;
} // namespace entitlement
namespace entitlement_flag {
constexpr uint32_t move = 1u;
} // namespace entitlement_flag
namespace agreement {
constexpr uint32_t party_at = 0u;
constexpr uint32_t operation_at = 4u;
constexpr uint32_t until_at = 8u;
} // namespace agreement
namespace rule {
constexpr uint32_t key_at = 0u;
constexpr uint32_t allowed_at = 8u;
constexpr uint32_t facts_at = 24u;
constexpr uint32_t id_at = 40u;
constexpr uint32_t id_octets_at = 44u;
constexpr uint32_t purpose_at = 46u;
constexpr uint32_t program_first_at = 48u;
constexpr uint32_t program_end_at = 50u;
constexpr uint32_t severity_at = 52u;
constexpr uint32_t category_at = 53u;
constexpr uint32_t mode_at = 54u;
constexpr uint32_t confidence_at = 55u;
constexpr uint32_t phase_at = 56u;
constexpr uint32_t about_at = 57u;
constexpr uint32_t flags_at = 63u;
} // namespace rule
namespace rule_flag {
constexpr uint32_t needs_coverage = 1u;
} // namespace rule_flag
namespace guard {
constexpr uint32_t words = 2u;
constexpr uint32_t word_bits = 64u;
} // namespace guard
namespace instruction {
constexpr uint32_t opcode_at = 0u;
constexpr uint32_t fact_at = 1u;
constexpr uint32_t on_true_at = 2u;
constexpr uint32_t on_false_at = 4u;
constexpr uint32_t count_at = 6u;
constexpr uint32_t operand_at = 8u;
} // namespace instruction
namespace target {
constexpr uint32_t accept = 65535u;
constexpr uint32_t reject = 65534u;
} // namespace target
namespace opcode {
constexpr uint32_t equal = 1u;
constexpr uint32_t less = 2u;
constexpr uint32_t equal_fact = 3u;
constexpr uint32_t less_fact = 4u;
constexpr uint32_t any_bits = 5u;
constexpr uint32_t all_bits = 6u;
constexpr uint32_t member = 7u;
constexpr uint32_t listed = 8u;
constexpr uint32_t any_anomaly = 9u;
constexpr uint32_t load = 10u;
constexpr uint32_t set = 11u;
constexpr uint32_t add = 12u;
constexpr uint32_t subtract = 13u;
constexpr uint32_t multiply = 14u;
constexpr uint32_t divide = 15u;
constexpr uint32_t less_register = 16u;
constexpr uint32_t equal_register = 17u;
} // namespace opcode
namespace registers {
constexpr uint32_t count = 8u;
constexpr uint32_t bits = 4u;
constexpr uint32_t left_shift = 4u;
constexpr uint32_t right_shift = 8u;
} // namespace registers
namespace list_of {
constexpr uint32_t per_phase = 1153u;
constexpr uint32_t unknown = 1152u;
} // namespace list_of
namespace cap {
constexpr uint32_t rule_at = 0u;
constexpr uint32_t level_at = 2u;
constexpr uint32_t program_first_at = 4u;
constexpr uint32_t program_end_at = 6u;
constexpr uint32_t text_at = 8u;
constexpr uint32_t text_octets_at = 12u;
} // namespace cap
namespace cap_rule {
constexpr uint32_t all = 65535u;
} // namespace cap_rule
namespace mode_for {
constexpr uint32_t rule_at = 0u;
constexpr uint32_t kind_at = 2u;
constexpr uint32_t mode_at = 3u;
constexpr uint32_t subject_at = 4u;
constexpr uint32_t until_at = 8u;
} // namespace mode_for
namespace peer_kind {
constexpr uint32_t all = 0u;
constexpr uint32_t network = 1u;
constexpr uint32_t operator_ = 2u;
constexpr uint32_t link = 3u;
} // namespace peer_kind
namespace limit {
constexpr uint32_t image_octets = 1048576u;
constexpr uint32_t caps = 4096u;
constexpr uint32_t caps_of_rule = 32u;
constexpr uint32_t agreements = 16384u;
constexpr uint32_t lists = 65535u;
constexpr uint32_t constants = 8192u;
constexpr uint32_t modes_for = 1024u;
} // namespace limit

} // namespace policy_program

} // namespace sigwarden
