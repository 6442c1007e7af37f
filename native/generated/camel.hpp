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

namespace event {
constexpr uint32_t collectedInfo = 2u;
constexpr uint32_t analyzedInformation = 3u;
constexpr uint32_t routeSelectFailure = 4u;
constexpr uint32_t oCalledPartyBusy = 5u;
constexpr uint32_t oNoAnswer = 6u;
constexpr uint32_t oAnswer = 7u;
constexpr uint32_t oMidCall = 8u;
constexpr uint32_t oDisconnect = 9u;
constexpr uint32_t oAbandon = 10u;
constexpr uint32_t termAttemptAuthorized = 12u;
constexpr uint32_t tBusy = 13u;
constexpr uint32_t tNoAnswer = 14u;
constexpr uint32_t tAnswer = 15u;
constexpr uint32_t tMidCall = 16u;
constexpr uint32_t tDisconnect = 17u;
constexpr uint32_t tAbandon = 18u;
constexpr uint32_t oTermSeized = 19u;
constexpr uint32_t callAccepted = 27u;
constexpr uint32_t oChangeOfPosition = 50u;
constexpr uint32_t tChangeOfPosition = 51u;
constexpr uint32_t oServiceChange = 52u;
constexpr uint32_t tServiceChange = 53u;
} // namespace event

namespace sms_event {
constexpr uint32_t collectedInfo = 1u;
constexpr uint32_t o_smsFailure = 2u;
constexpr uint32_t o_smsSubmission = 3u;
constexpr uint32_t deliveryRequested = 11u;
constexpr uint32_t t_smsFailure = 12u;
constexpr uint32_t t_smsDelivery = 13u;
} // namespace sms_event

namespace nature {
constexpr uint32_t subscriber = 1u;
constexpr uint32_t unknown = 2u;
constexpr uint32_t national = 3u;
constexpr uint32_t international = 4u;
} // namespace nature

/// Subsystems of the two sides, as sets of subsystem_bit() (native/screen/roles.hpp).
struct Roles {
  uint32_t initiator;
  uint32_t responder;
};
constexpr uint32_t kRolePairs = 1;
/// Application contexts and the operation codes that each side may invoke, a bit a code.
struct Context {
  uint8_t number;
  uint8_t version;
  uint64_t initiator[2];
  uint64_t responder[2];
  Roles roles[kRolePairs]; ///< pairs that may be; empty ones last, all empty where that is open
};
constexpr uint32_t kContextCount = 15;
constexpr Context kContexts[kContextCount] = {
  {50, 0, {0x1000001ULL, 0x0ULL}, {0x80000080d00000ULL, 0x0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v1 gsmSSF-gsmSCF
  {50, 1, {0x2101001000001ULL, 0x0ULL}, {0xa1e00e80de0000ULL, 0x0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v2 gsmSSF-gsmSCF
  {51, 1, {0x2000000010000ULL, 0x0ULL}, {0xa18002000c0000ULL, 0x0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v2 assist gsmSSF-gsmSCF
  {52, 1, {0x2000000010000ULL, 0x0ULL}, {0xa1800000000000ULL, 0x0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v2 gsmSRF-gsmSCF
  {21, 4, {0x2101001000001ULL, 0x0ULL}, {0xa1e20e80de0000ULL, 0x1000000ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v3 gsmSSF-scfGeneric
  {21, 6, {0x2000000010000ULL, 0x0ULL}, {0xa18002000c0000ULL, 0x0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v3 gsmSSF-scfAssistHandoff
  {20, 14, {0x2000000010000ULL, 0x0ULL}, {0xa1800000000000ULL, 0x0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v3 gsmSRF-gsmSCF
  {21, 50, {0x0ULL, 0x15100ULL}, {0x0ULL, 0xeaec0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v3 gprsSSF-gsmSCF
  {21, 51, {0x0ULL, 0xeaec0ULL}, {0x0ULL, 0x15100ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v3 gsmSCF-gprsSSF
  {21, 61, {0x1000000000000000ULL, 0x1ULL}, {0xe000000000000000ULL, 0xeULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v3 SMS
  {23, 4, {0x2101001000001ULL, 0x100000000ULL}, {0xa1e20f88de0000ULL, 0x2a5400000ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v4 gsmSSF-scfGeneric
  {23, 6, {0x2000000010000ULL, 0x0ULL}, {0xa18002000c0000ULL, 0x200400000ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v4 gsmSSF-scfAssistHandoff
  {23, 8, {0xa1e20f88de0000ULL, 0x2a5400000ULL}, {0x2101001000001ULL, 0x100000000ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v4 scf-gsmSSFGeneric
  {22, 14, {0x2000000010000ULL, 0x0ULL}, {0xa1800000000000ULL, 0x0ULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v4 gsmSRF-gsmSCF
  {23, 61, {0x1000000000000000ULL, 0x1ULL}, {0xe000000000000000ULL, 0xeULL}, {{0x6c0180u, 0x6c0180u}}}, // CAP v4 SMS
};

} // namespace camel

} // namespace sigwarden
