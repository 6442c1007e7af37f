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
/// An AVP that may stand once stands twice among its siblings (RFC 6733 §4.1).
constexpr uint64_t diameter_duplicate_avp = 1ULL << 40;
/// Origin-Host does not lie inside Origin-Realm (RFC 6733 §6.3, §6.4).
constexpr uint64_t diameter_origin_host_not_in_realm = 1ULL << 41;
/// Octets follow the message in its SCTP user message (RFC 6733 §2.1).
constexpr uint64_t diameter_trailing_octets = 1ULL << 42;
/// Padding is not zero, or missing (RFC 6733 §4.1).
constexpr uint64_t diameter_padding_not_zero = 1ULL << 43;
/// An AVP runs past the group that holds it (RFC 6733 §4.4).
constexpr uint64_t diameter_avp_overrun = 1ULL << 44;
/// The application does not have the command (TS 29.230 §3).
constexpr uint64_t diameter_command_not_in_application = 1ULL << 45;
/// Session-Id does not follow the header (RFC 6733 §8.8).
constexpr uint64_t diameter_session_id_not_first = 1ULL << 46;
/// Reserved bits are set in the header or an AVP, or the error bit in a request (RFC 6733 §3, §4.1).
constexpr uint64_t diameter_reserved_flags = 1ULL << 47;
/// The V bit is set with vendor 0, another spelling of a base AVP (RFC 6733 §4.1).
constexpr uint64_t diameter_vendor_zero = 1ULL << 48;
/// An AVP of fixed size has another size (RFC 6733 §4.2).
constexpr uint64_t diameter_value_length = 1ULL << 49;
/// More AVPs, deeper nesting or more Route-Records than are read (RFC 6733 §4.4).
constexpr uint64_t diameter_over_limit = 1ULL << 50;
/// Vendor-Specific-Application-Id names another application than the header (RFC 6733 §6.11).
constexpr uint64_t diameter_application_disagrees = 1ULL << 51;
/// User-Name is not the bare digits of an IMSI where the application says so (TS 29.272 §7.2).
constexpr uint64_t diameter_user_name_form = 1ULL << 52;

constexpr uint64_t kStrong = m3ua_duplicate_protocol_data | diameter_duplicate_avp | diameter_trailing_octets | diameter_avp_overrun | diameter_command_not_in_application | diameter_vendor_zero | diameter_value_length | diameter_over_limit;
constexpr const char* kNames[64] = {"m3ua.duplicate_protocol_data", "m3ua.trailing_octets", nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, "diameter.duplicate_avp", "diameter.origin_host_not_in_realm", "diameter.trailing_octets", "diameter.padding_not_zero", "diameter.avp_overrun", "diameter.command_not_in_application", "diameter.session_id_not_first", "diameter.reserved_flags", "diameter.vendor_zero", "diameter.value_length", "diameter.over_limit", "diameter.application_disagrees", "diameter.user_name_form", nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

} // namespace anomaly

} // namespace sigwarden
