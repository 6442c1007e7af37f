// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace anomaly {

/// Two protocol data parameters in one message (RFC 4666 §3.3.1).
constexpr uint64_t m3ua_duplicate_protocol_data = 1ULL << 0;
/// Octets follow the message in its SCTP user message (RFC 4666 §3.1.4).
constexpr uint64_t m3ua_trailing_octets = 1ULL << 1;

constexpr uint64_t kStrong = m3ua_duplicate_protocol_data;
constexpr const char* kNames[64] = {"m3ua.duplicate_protocol_data", "m3ua.trailing_octets", nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

} // namespace anomaly

} // namespace sigwarden
