// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace camel {

namespace context {
constexpr uint32_t gsmSSF_gsmSCF = 50u;
constexpr uint32_t assist = 51u;
constexpr uint32_t gsmSRF_gsmSCF = 52u;
} // namespace context

namespace family {
constexpr uint32_t v3_gsmSRF = 20u;
constexpr uint32_t v3 = 21u;
constexpr uint32_t v4_gsmSRF = 22u;
constexpr uint32_t v4 = 23u;
} // namespace family

namespace error {
constexpr uint32_t canceled = 0u;
constexpr uint32_t cancelFailed = 1u;
constexpr uint32_t eTCFailed = 3u;
constexpr uint32_t improperCallerResponse = 4u;
constexpr uint32_t missingCustomerRecord = 6u;
constexpr uint32_t missingParameter = 7u;
constexpr uint32_t parameterOutOfRange = 8u;
constexpr uint32_t requestedInfoError = 10u;
constexpr uint32_t systemFailure = 11u;
constexpr uint32_t taskRefused = 12u;
constexpr uint32_t unavailableResource = 13u;
constexpr uint32_t unexpectedComponentSequence = 14u;
constexpr uint32_t unexpectedDataValue = 15u;
constexpr uint32_t unexpectedParameter = 16u;
constexpr uint32_t unknownLegID = 17u;
constexpr uint32_t unknownPDPID = 50u;
constexpr uint32_t unknownCSID = 51u;
} // namespace error

} // namespace camel

} // namespace sigwarden
