// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace network_image {

namespace header {
constexpr uint32_t magic = 1229870931u;
constexpr uint32_t version = 1u;
constexpr uint32_t magic_at = 0u;
constexpr uint32_t version_at = 4u;
constexpr uint32_t size_at = 8u;
constexpr uint32_t checksum_at = 12u;
constexpr uint32_t checksum_from = 16u;
constexpr uint32_t day_first_at = 16u;
constexpr uint32_t day_last_at = 20u;
constexpr uint32_t realm_labels_at = 24u;
constexpr uint32_t home_party_count_at = 28u;
constexpr uint32_t sections_at = 32u;
constexpr uint32_t header_octets = 160u;
} // namespace header
namespace section {
constexpr uint32_t party = 0u;
constexpr uint32_t territory = 1u;
constexpr uint32_t neighbour = 2u;
constexpr uint32_t text = 3u;
constexpr uint32_t e164 = 4u;
constexpr uint32_t msisdn = 5u;
constexpr uint32_t gsm_scf = 6u;
constexpr uint32_t imsi = 7u;
constexpr uint32_t e214 = 8u;
constexpr uint32_t realm = 9u;
constexpr uint32_t plmn = 10u;
constexpr uint32_t point_code = 11u;
constexpr uint32_t mcc = 12u;
constexpr uint32_t sanc = 13u;
} // namespace section
namespace item {
constexpr uint32_t party = 36u;
constexpr uint32_t territory = 2u;
constexpr uint32_t neighbour = 4u;
constexpr uint32_t text = 1u;
constexpr uint32_t trie_word = 4u;
constexpr uint32_t realm = 12u;
constexpr uint32_t plmn = 8u;
constexpr uint32_t point_code = 8u;
constexpr uint32_t mcc = 4u;
constexpr uint32_t sanc = 2u;
} // namespace item
namespace party {
constexpr uint32_t network_key_at = 0u;
constexpr uint32_t operator_key_at = 4u;
constexpr uint32_t operator_at = 8u;
constexpr uint32_t flags_at = 10u;
constexpr uint32_t precision_at = 11u;
constexpr uint32_t territory_first_at = 12u;
constexpr uint32_t territory_count_at = 16u;
constexpr uint32_t id_octets_at = 18u;
constexpr uint32_t id_at = 20u;
constexpr uint32_t name_octets_at = 24u;
constexpr uint32_t operator_octets_at = 26u;
constexpr uint32_t name_at = 28u;
constexpr uint32_t operator_id_at = 32u;
} // namespace party
namespace party_flag {
constexpr uint32_t home = 1u;
constexpr uint32_t configured = 2u;
constexpr uint32_t hub = 4u;
constexpr uint32_t routes_sms = 8u;
} // namespace party_flag
namespace trie {
constexpr uint32_t root_words = 256u;
constexpr uint32_t root_digits = 2u;
constexpr uint32_t node_words = 16u;
constexpr uint32_t child_bit = 2147483648u;
constexpr uint32_t child_mask = 2147483647u;
constexpr uint32_t party_mask = 65535u;
constexpr uint32_t length_shift = 16u;
constexpr uint32_t length_mask = 31u;
constexpr uint32_t mark_bit = 2097152u;
constexpr uint32_t answer_mask = 4194303u;
} // namespace trie
namespace slot {
constexpr uint32_t key_at = 0u;
constexpr uint32_t party_at = 4u;
constexpr uint32_t used_at = 6u;
constexpr uint32_t realm_hash_at = 0u;
constexpr uint32_t realm_text_at = 4u;
constexpr uint32_t realm_octets_at = 8u;
constexpr uint32_t realm_party_at = 10u;
constexpr uint32_t mcc_party_at = 0u;
constexpr uint32_t mcc_digits_at = 2u;
} // namespace slot
namespace mnc_digits {
constexpr uint32_t unlisted = 0u;
constexpr uint32_t two = 2u;
constexpr uint32_t three = 3u;
constexpr uint32_t mixed = 4u;
} // namespace mnc_digits
namespace limit {
constexpr uint32_t image_octets = 67108864u;
constexpr uint32_t parties = 65535u;
constexpr uint32_t trie_nodes = 1048576u;
constexpr uint32_t prefix_digits = 15u;
constexpr uint32_t territories_per_party = 64u;
constexpr uint32_t territory_id = 676u;
constexpr uint32_t realm_octets = 255u;
constexpr uint32_t realm_labels = 128u;
constexpr uint32_t hash_probes = 16u;
constexpr uint32_t name_octets = 1024u;
constexpr uint32_t periods = 512u;
constexpr uint32_t timeline_octets = 1073741824u;
constexpr uint32_t live_periods = 32u;
} // namespace limit

} // namespace network_image

} // namespace sigwarden
