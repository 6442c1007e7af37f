// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class Fault : uint16_t {
  none,
  diameter_header_short, // Fewer than the twenty octets of the header
  diameter_version, // The version is not 1
  diameter_length, // The message length is below the header
  diameter_truncated, // The message length runs past the octets there are
  diameter_avp_length, // An AVP length is below its header or runs past the message
  m3ua_header_short, // Fewer than the eight octets of the common header
  m3ua_version, // The version is not 1
  m3ua_length, // The message length runs past the user message or is shorter than the header
  m3ua_parameter_length, // A parameter length is below four or runs past the message
  m3ua_protocol_data_short, // Protocol data shorter than its twelve fixed octets
};

struct FaultInfo {
  const char* layer;
  const char* name;
};
constexpr FaultInfo kFaults[] = {
  {"", "none"},
  {"diameter", "header_short"},
  {"diameter", "version"},
  {"diameter", "length"},
  {"diameter", "truncated"},
  {"diameter", "avp_length"},
  {"m3ua", "header_short"},
  {"m3ua", "version"},
  {"m3ua", "length"},
  {"m3ua", "parameter_length"},
  {"m3ua", "protocol_data_short"},
};
constexpr uint32_t kFaultCount = 11;
constexpr const FaultInfo& info_of(Fault fault) { return kFaults[static_cast<uint16_t>(fault)]; }

} // namespace sigwarden
