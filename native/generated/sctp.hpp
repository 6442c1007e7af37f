// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace sctp {

namespace chunk {
constexpr uint32_t data = 0u;
constexpr uint32_t init = 1u;
constexpr uint32_t init_ack = 2u;
constexpr uint32_t sack = 3u;
constexpr uint32_t heartbeat = 4u;
constexpr uint32_t heartbeat_ack = 5u;
constexpr uint32_t abort = 6u;
constexpr uint32_t shutdown = 7u;
constexpr uint32_t shutdown_ack = 8u;
constexpr uint32_t error = 9u;
constexpr uint32_t cookie_echo = 10u;
constexpr uint32_t cookie_ack = 11u;
constexpr uint32_t ecne = 12u;
constexpr uint32_t cwr = 13u;
constexpr uint32_t shutdown_complete = 14u;
constexpr uint32_t auth = 15u;
constexpr uint32_t nr_sack = 16u;
constexpr uint32_t i_data = 64u;
constexpr uint32_t asconf_ack = 128u;
constexpr uint32_t re_config = 130u;
constexpr uint32_t pad = 132u;
constexpr uint32_t forward_tsn = 192u;
constexpr uint32_t asconf = 193u;
constexpr uint32_t i_forward_tsn = 194u;
} // namespace chunk

namespace port {
constexpr uint32_t m3ua = 2905u;
constexpr uint32_t diameter = 3868u;
} // namespace port

namespace checksum_status {
constexpr uint32_t bad = 0u;
constexpr uint32_t good = 1u;
constexpr uint32_t unverified = 2u;
} // namespace checksum_status

namespace data_flag {
constexpr uint32_t end = 1u;
constexpr uint32_t begin = 2u;
constexpr uint32_t unordered = 4u;
constexpr uint32_t immediate = 8u;
} // namespace data_flag

namespace payload_protocol {
constexpr uint32_t unspecified = 0u;
constexpr uint32_t m3ua = 3u;
constexpr uint32_t diameter = 46u;
constexpr uint32_t diameter_dtls = 47u;
constexpr uint32_t ngap_dtls = 66u;
constexpr uint32_t xnap_dtls = 67u;
constexpr uint32_t m3ua_swapped = 50331648u;
constexpr uint32_t diameter_swapped = 771751936u;
} // namespace payload_protocol

} // namespace sctp

} // namespace sigwarden
