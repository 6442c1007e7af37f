// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace gsm_map {

namespace error {
constexpr uint32_t unknownSubscriber = 1u;
constexpr uint32_t unknownBaseStation = 2u;
constexpr uint32_t unknownMSC = 3u;
constexpr uint32_t secureTransportError = 4u;
constexpr uint32_t unidentifiedSubscriber = 5u;
constexpr uint32_t absentSubscriberSM = 6u;
constexpr uint32_t unknownEquipment = 7u;
constexpr uint32_t roamingNotAllowed = 8u;
constexpr uint32_t illegalSubscriber = 9u;
constexpr uint32_t bearerServiceNotProvisioned = 10u;
constexpr uint32_t teleserviceNotProvisioned = 11u;
constexpr uint32_t illegalEquipment = 12u;
constexpr uint32_t callBarred = 13u;
constexpr uint32_t forwardingViolation = 14u;
constexpr uint32_t cug_Reject = 15u;
constexpr uint32_t illegalSS_Operation = 16u;
constexpr uint32_t ss_ErrorStatus = 17u;
constexpr uint32_t ss_NotAvailable = 18u;
constexpr uint32_t ss_SubscriptionViolation = 19u;
constexpr uint32_t ss_Incompatibility = 20u;
constexpr uint32_t facilityNotSupported = 21u;
constexpr uint32_t ongoingGroupCall = 22u;
constexpr uint32_t invalidTargetBaseStation = 23u;
constexpr uint32_t noRadioResourceAvailable = 24u;
constexpr uint32_t noHandoverNumberAvailable = 25u;
constexpr uint32_t subsequentHandoverFailure = 26u;
constexpr uint32_t absentSubscriber = 27u;
constexpr uint32_t incompatibleTerminal = 28u;
constexpr uint32_t shortTermDenial = 29u;
constexpr uint32_t longTermDenial = 30u;
constexpr uint32_t subscriberBusyForMT_SMS = 31u;
constexpr uint32_t sm_DeliveryFailure = 32u;
constexpr uint32_t messageWaitingListFull = 33u;
constexpr uint32_t systemFailure = 34u;
constexpr uint32_t dataMissing = 35u;
constexpr uint32_t unexpectedDataValue = 36u;
constexpr uint32_t pw_RegistrationFailure = 37u;
constexpr uint32_t negativePW_Check = 38u;
constexpr uint32_t noRoamingNumberAvailable = 39u;
constexpr uint32_t tracingBufferFull = 40u;
constexpr uint32_t targetCellOutsideGroupCallArea = 42u;
constexpr uint32_t numberOfPW_AttemptsViolation = 43u;
constexpr uint32_t numberChanged = 44u;
constexpr uint32_t busySubscriber = 45u;
constexpr uint32_t noSubscriberReply = 46u;
constexpr uint32_t forwardingFailed = 47u;
constexpr uint32_t or_NotAllowed = 48u;
constexpr uint32_t ati_NotAllowed = 49u;
constexpr uint32_t noGroupCallNumberAvailable = 50u;
constexpr uint32_t resourceLimitation = 51u;
constexpr uint32_t unauthorizedRequestingNetwork = 52u;
constexpr uint32_t unauthorizedLCSClient = 53u;
constexpr uint32_t positionMethodFailure = 54u;
constexpr uint32_t unknownOrUnreachableLCSClient = 58u;
constexpr uint32_t mm_EventNotSupported = 59u;
constexpr uint32_t atsi_NotAllowed = 60u;
constexpr uint32_t atm_NotAllowed = 61u;
constexpr uint32_t informationNotAvailable = 62u;
constexpr uint32_t unknownAlphabet = 71u;
constexpr uint32_t ussd_Busy = 72u;
} // namespace error

namespace context {
constexpr uint32_t subscriberDataMngt = 16u;
constexpr uint32_t networkFunctionalSs = 18u;
constexpr uint32_t networkUnstructuredSs = 19u;
} // namespace context

namespace dialogue {
constexpr uint32_t open = 0u;
constexpr uint32_t accept = 1u;
constexpr uint32_t close = 2u;
constexpr uint32_t refuse = 3u;
constexpr uint32_t user_abort = 4u;
constexpr uint32_t provider_abort = 5u;
} // namespace dialogue

namespace numbering_plan {
constexpr uint32_t unknown = 0u;
constexpr uint32_t e164 = 1u;
constexpr uint32_t e212 = 6u;
} // namespace numbering_plan

namespace type_of_number {
constexpr uint32_t unknown = 0u;
constexpr uint32_t international = 1u;
constexpr uint32_t national = 2u;
constexpr uint32_t alphanumeric = 5u;
} // namespace type_of_number

namespace air_interface {
constexpr uint32_t notifySS = 16u;
constexpr uint32_t first = 109u;
constexpr uint32_t last = 126u;
} // namespace air_interface

/// Subsystems of the two sides, as sets of subsystem_bit() (native/screen/roles.hpp).
struct Roles {
  uint32_t initiator;
  uint32_t responder;
};
constexpr uint32_t kRolePairs = 2;
/// Application contexts and the operation codes that each side may invoke, a bit a code.
struct Context {
  uint8_t number;
  uint8_t version;
  uint64_t initiator[2];
  uint64_t responder[2];
  Roles roles[kRolePairs]; ///< pairs that may be; empty ones last, all empty where that is open
};
constexpr uint32_t kContextCount = 79;
constexpr Context kContexts[kContextCount] = {
  {1, 1, {0x204ULL, 0x0ULL}, {0x4004000000080ULL, 0x0ULL}, {{0x200180u, 0x440u}, {0x0u, 0x0u}}}, // networkLocUp
  {1, 2, {0x200000000000004ULL, 0x0ULL}, {0x4004000000080ULL, 0x0ULL}, {{0x200180u, 0x440u}, {0x0u, 0x0u}}}, // networkLocUp
  {1, 3, {0x200000000000004ULL, 0x0ULL}, {0x4004000000080ULL, 0x0ULL}, {{0x200180u, 0x440u}, {0x0u, 0x0u}}}, // networkLocUp
  {2, 1, {0x8ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // locationCancellation
  {2, 2, {0x8ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // locationCancellation
  {2, 3, {0x8ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // locationCancellation
  {3, 1, {0x10ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x5c0u, 0x180u}, {0x0u, 0x0u}}}, // roamingNumberEnquiry
  {3, 2, {0x10ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x5c0u, 0x180u}, {0x0u, 0x0u}}}, // roamingNumberEnquiry
  {3, 3, {0x10ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x5c0u, 0x180u}, {0x0u, 0x0u}}}, // roamingNumberEnquiry
  {4, 3, {0x0ULL, 0x800000ULL}, {0x0ULL, 0x0ULL}, {{0x180u, 0x40u}, {0x0u, 0x0u}}}, // istAlerting
  {5, 1, {0x400000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0xc01c0u, 0x40u}, {0x0u, 0x0u}}}, // locationInfoRetrieval
  {5, 2, {0x400000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0xc01c0u, 0x40u}, {0x0u, 0x0u}}}, // locationInfoRetrieval
  {5, 3, {0x400000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0xc01c0u, 0x40u}, {0x0u, 0x0u}}}, // locationInfoRetrieval
  {6, 3, {0x40ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x180u, 0x180u}, {0x0u, 0x0u}}}, // callControlTransfer
  {6, 4, {0x40ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x180u, 0x180u}, {0x0u, 0x0u}}}, // callControlTransfer
  {7, 3, {0x0ULL, 0xe00ULL}, {0x0ULL, 0x600ULL}, {{0x40u, 0x180u}, {0x180u, 0x40u}}}, // reporting
  {8, 3, {0x0ULL, 0x3000ULL}, {0x0ULL, 0x0ULL}, {{0x0u, 0x0u}, {0x0u, 0x0u}}}, // callCompletion
  {9, 3, {0x0ULL, 0x1000000ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x180u}, {0x0u, 0x0u}}}, // serviceTermination
  {10, 1, {0x2000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // reset
  {10, 2, {0x2000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // reset
  {10, 3, {0x2000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // reset
  {11, 1, {0x10000410000000ULL, 0x0ULL}, {0xa60000000ULL, 0x0ULL}, {{0x180u, 0x180u}, {0x0u, 0x0u}}}, // handoverControl
  {11, 2, {0x400000000ULL, 0x10ULL}, {0x220000000ULL, 0x20ULL}, {{0x180u, 0x180u}, {0x0u, 0x0u}}}, // handoverControl
  {11, 3, {0x400000000ULL, 0x10ULL}, {0x220000000ULL, 0x20ULL}, {{0x180u, 0x180u}, {0x0u, 0x0u}}}, // handoverControl
  {12, 3, {0x180000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x0u, 0x0u}, {0x0u, 0x0u}}}, // sIWFSAllocation
  {13, 1, {0x80000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x200u}, {0x0u, 0x0u}}}, // equipmentMngt
  {13, 2, {0x80000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x200u}, {0x0u, 0x0u}}}, // equipmentMngt
  {13, 3, {0x80000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x200u}, {0x0u, 0x0u}}}, // equipmentMngt
  {14, 1, {0x200ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x440u}, {0x0u, 0x0u}}}, // infoRetrieval
  {14, 2, {0x100000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x440u}, {0x0u, 0x0u}}}, // infoRetrieval
  {14, 3, {0x100000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x440u}, {0x0u, 0x0u}}}, // infoRetrieval
  {15, 2, {0x80000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x200180u}, {0x0u, 0x0u}}}, // interVlrInfoRetrieval
  {15, 3, {0x80000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x200180u}, {0x0u, 0x0u}}}, // interVlrInfoRetrieval
  {16, 1, {0x180ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // subscriberDataMngt
  {16, 2, {0x180ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // subscriberDataMngt
  {16, 3, {0x180ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // subscriberDataMngt
  {17, 1, {0xc000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // tracing
  {17, 2, {0xc000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // tracing
  {17, 3, {0xc000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // tracing
  {18, 1, {0x400000000a7c00ULL, 0x0ULL}, {0x40000ULL, 0x0ULL}, {{0x180u, 0x40u}, {0x0u, 0x0u}}}, // networkFunctionalSs
  {18, 2, {0x27c00ULL, 0x0ULL}, {0x40000ULL, 0x0ULL}, {{0x180u, 0x40u}, {0x0u, 0x0u}}}, // networkFunctionalSs
  {19, 2, {0x3800000000000000ULL, 0x0ULL}, {0x3800000000000000ULL, 0x0ULL}, {{0xc0180u, 0x40u}, {0x40u, 0xc0180u}}}, // networkUnstructuredSs
  {20, 1, {0xa00000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x2001c0u, 0x40u}, {0x0u, 0x0u}}}, // shortMsgGateway
  {20, 2, {0xa00000000000ULL, 0x0ULL}, {0x8000000000000000ULL, 0x0ULL}, {{0x2001c0u, 0x40u}, {0x0u, 0x0u}}}, // shortMsgGateway
  {20, 3, {0xa00000000000ULL, 0x0ULL}, {0x8000000000000000ULL, 0x0ULL}, {{0x2001c0u, 0x40u}, {0x0u, 0x0u}}}, // shortMsgGateway
  {21, 1, {0x400000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x1c0u}, {0x0u, 0x0u}}}, // shortMsgMO-Relay
  {21, 2, {0x400000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x1c0u}, {0x0u, 0x0u}}}, // shortMsgMO-Relay
  {21, 3, {0x400000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x1c0u}, {0x0u, 0x0u}}}, // shortMsgMO-Relay
  {22, 3, {0x20ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0xc0000u}, {0x0u, 0x0u}}}, // subscriberDataModificationNotification
  {23, 1, {0x2000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x180u}, {0x0u, 0x0u}}}, // shortMsgAlert
  {23, 2, {0x0ULL, 0x1ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x180u}, {0x0u, 0x0u}}}, // shortMsgAlert
  {24, 1, {0x1000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x40u}, {0x0u, 0x0u}}}, // mwdMngt
  {24, 2, {0x0ULL, 0x4ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x40u}, {0x0u, 0x0u}}}, // mwdMngt
  {24, 3, {0x0ULL, 0x4ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x40u}, {0x0u, 0x0u}}}, // mwdMngt
  {25, 2, {0x400000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x1c0u, 0x2001c0u}, {0x0u, 0x0u}}}, // shortMsgMT-Relay
  {25, 3, {0x100000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x1c0u, 0x2001c0u}, {0x0u, 0x0u}}}, // shortMsgMT-Relay
  {26, 2, {0x400000000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x180u, 0x40u}, {0x0u, 0x0u}}}, // imsiRetrieval
  {27, 2, {0x0ULL, 0x8ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x40u}, {0x0u, 0x0u}}}, // msPurging
  {27, 3, {0x0ULL, 0x8ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x40u}, {0x0u, 0x0u}}}, // msPurging
  {28, 3, {0x0ULL, 0x40ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x200180u}, {0x0u, 0x0u}}}, // subscriberInfoEnquiry
  {29, 3, {0x0ULL, 0x80ULL}, {0x0ULL, 0x0ULL}, {{0xe0000u, 0x20040u}, {0x0u, 0x0u}}}, // anyTimeInfoEnquiry
  {31, 3, {0x48000000000ULL, 0x0ULL}, {0x30000000000ULL, 0x0ULL}, {{0x180u, 0x180u}, {0x0u, 0x0u}}}, // groupCallControl
  {32, 3, {0x800000ULL, 0x0ULL}, {0x4000000000080ULL, 0x0ULL}, {{0x200000u, 0x440u}, {0x0u, 0x0u}}}, // gprsLocationUpdate
  {33, 3, {0x1000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x600000u, 0x40u}, {0x0u, 0x0u}}}, // gprsLocationInfoRetrieval
  {33, 4, {0x1000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x600000u, 0x40u}, {0x0u, 0x0u}}}, // gprsLocationInfoRetrieval
  {34, 3, {0x2000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x600000u, 0x40u}, {0x0u, 0x0u}}}, // failureReport
  {35, 3, {0x4000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x40u, 0x600000u}, {0x0u, 0x0u}}}, // gprsNotify
  {36, 3, {0x0ULL, 0x100ULL}, {0x0ULL, 0x0ULL}, {{0x1c0u, 0xc0000u}, {0x0u, 0x0u}}}, // ss-InvocationNotification
  {37, 3, {0x0ULL, 0x200000ULL}, {0x0ULL, 0x0ULL}, {{0x20000u, 0x40u}, {0x0u, 0x0u}}}, // locationSvcGateway
  {38, 3, {0x0ULL, 0x480000ULL}, {0x0ULL, 0x0ULL}, {{0x20000u, 0x200180u}, {0x200180u, 0x20000u}}}, // locationSvcEnquiry
  {39, 3, {0x8000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0x440u}, {0x0u, 0x0u}}}, // authenticationFailureReport
  {40, 3, {0x0ULL, 0x3c000ULL}, {0x0ULL, 0x0ULL}, {{0x0u, 0x0u}, {0x0u, 0x0u}}}, // secureTransportHandling
  {41, 3, {0x200000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x180u, 0x180u}, {0x0u, 0x0u}}}, // shortMsgMT-Relay-VGCS
  {42, 3, {0x0ULL, 0x2000000ULL}, {0x0ULL, 0x0ULL}, {{0x200180u, 0xc0000u}, {0x0u, 0x0u}}}, // mm-EventReporting
  {43, 3, {0x4000000000000000ULL, 0x2ULL}, {0x0ULL, 0x0ULL}, {{0xc0000u, 0x40u}, {0x0u, 0x0u}}}, // anyTimeInfoHandling
  {44, 3, {0x100000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x0u, 0x0u}, {0x0u, 0x0u}}}, // resourceManagement
  {45, 3, {0x0ULL, 0x100000ULL}, {0x0ULL, 0x0ULL}, {{0x0u, 0x0u}, {0x0u, 0x0u}}}, // groupCallInfoRetrieval
  {46, 3, {0x20000000000000ULL, 0x0ULL}, {0x80ULL, 0x0ULL}, {{0x0u, 0x0u}, {0x0u, 0x0u}}}, // vcsgLocationUpdate
  {47, 3, {0x1000000000ULL, 0x0ULL}, {0x0ULL, 0x0ULL}, {{0x0u, 0x0u}, {0x0u, 0x0u}}}, // vcsgLocationCancel
};

} // namespace gsm_map

} // namespace sigwarden
