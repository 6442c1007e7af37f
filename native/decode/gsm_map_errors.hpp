// SPDX-License-Identifier: Apache-2.0
// The parameters of MAP errors (3GPP TS 29.002 §17.6.6, §17.7.7; forms before version 3 from ETS
// 300 599 §14.6): why something was refused, which at times says of the subscriber what the answer
// would have said.
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

inline constexpr Table kUnknownSubscriberParam({
    extension(0x30),
    leaf(0x0A, Take::number, gsm_map_er_unknownSubscriberDiagnostic),
});
inline constexpr Table kUnknownSubscriber({into(0x30, kUnknownSubscriberParam)});

inline constexpr Table kAbsentSubscriberSmParam({
    leaf(0x02, Take::number, gsm_map_er_absentSubscriberDiagnosticSM, disclosed::subscriber_state),
    extension(0x30),
    leaf(0x80, Take::number, gsm_map_er_additionalAbsentSubscriberDiagnosticSM,
         disclosed::subscriber_state),
    leaf(0x81, Take::imsi, gsm_map_er_imsi),
    leaf(0x82, Take::octets, gsm_map_er_requestedRetransmissionTime),
    leaf(0x83, Take::imsi, gsm_map_er_userIdentifierAlert),
});
inline constexpr Table kAbsentSubscriberSm({into(0x30, kAbsentSubscriberSmParam)});

inline constexpr Table kRoamingNotAllowedParam({
    leaf(0x0A, Take::number, gsm_map_er_roamingNotAllowedCause),
    leaf(0x80, Take::number, gsm_map_er_additionalRoamingNotAllowedCause),
});
inline constexpr Table kRoamingNotAllowed({
    into(0x30, kRoamingNotAllowedParam),
    leaf(0x0A, Take::number).alternative().in_versions(kOldVersions),
});

inline constexpr Table kCallBarredParam({
    leaf(0x0A, Take::number, gsm_map_er_callBarringCause),
    extension(0x30),
    leaf(0x81, Take::null, gsm_map_er_unauthorisedMessageOriginator),
    leaf(0x82, Take::null, gsm_map_er_anonymousCallRejection),
});
inline constexpr Table kCallBarred({
    into(0x30, kCallBarredParam),
    leaf(0x0A, Take::number, gsm_map_er_callBarringCause).alternative(),
});

inline constexpr Table kCugRejectParam({leaf(0x0A, Take::number, gsm_map_er_cug_RejectCause)});
inline constexpr Table kCugReject({
    into(0x30, kCugRejectParam),
    leaf(0x0A, Take::number).alternative().in_versions(kOldVersions),
});

inline constexpr Table kSsErrorStatus({leaf(0x04, Take::octets, gsm_map_ss_ss_Status)});
inline constexpr Table kSsIncompatibilityCause({
    leaf(0x81, Take::octet, gsm_map_er_ss_Code),
    leaf(0x82, Take::octet, gsm_map_bearerService),
    leaf(0x83, Take::octet, gsm_map_teleservice).alternative(),
    leaf(0x84, Take::octets, gsm_map_er_ss_Status),
});
inline constexpr Table kSsIncompatibility({into(0x30, kSsIncompatibilityCause)});

inline constexpr Table kFacilityNotSupportedParam({
    extension(0x30),
    leaf(0x80, Take::null, gsm_map_er_shapeOfLocationEstimateNotSupported),
    leaf(0x81, Take::null, gsm_map_er_neededLcsCapabilityNotSupportedInServingNode),
});
inline constexpr Table kFacilityNotSupported({into(0x30, kFacilityNotSupportedParam)});

/// Version 1 says with a BOOLEAN whether a message waits.
inline constexpr Table kAbsentSubscriberParam({
    extension(0x30),
    leaf(0x80, Take::number, gsm_map_er_absentSubscriberReason, disclosed::subscriber_state),
});
inline constexpr Table kAbsentSubscriber({
    into(0x30, kAbsentSubscriberParam),
    leaf(0x01, Take::skip).alternative().in_versions(kOldVersions),
});

inline constexpr Table kBusyForMtSmsParam({
    extension(0x30),
    leaf(0x05, Take::null, gsm_map_er_gprsConnectionSuspended),
});
inline constexpr Table kBusyForMtSms({into(0x30, kBusyForMtSmsParam)});

inline constexpr Table kDeliveryFailureParam({
    leaf(0x0A, Take::number, gsm_map_er_sm_EnumeratedDeliveryFailureCause),
    leaf(0x04, Take::tpdu), // diagnosticInfo
});
inline constexpr Table kDeliveryFailure({
    into(0x30, kDeliveryFailureParam),
    leaf(0x0A, Take::number, gsm_map_er_sm_EnumeratedDeliveryFailureCause).alternative(),
});

inline constexpr Table kSystemFailureParam({
    leaf(0x0A, Take::number, gsm_map_er_networkResource),
    extension(0x30),
    leaf(0x80, Take::number, gsm_map_er_additionalNetworkResource),
    leaf(0x81, Take::number, gsm_map_er_failureCauseParam),
});
inline constexpr Table kSystemFailure({
    into(0x30, kSystemFailureParam),
    leaf(0x0A, Take::number, gsm_map_er_networkResource).alternative(),
});

inline constexpr Table kUnexpectedDataParam({
    extension(0x30),
    leaf(0x80, Take::null, gsm_map_er_unexpectedSubscriber),
});
inline constexpr Table kUnexpectedData({into(0x30, kUnexpectedDataParam)});

inline constexpr Table kPasswordFailure({leaf(0x0A, Take::skip)}); // PW-RegistrationFailureCause

inline constexpr Table kBusySubscriberParam({
    extension(0x30),
    leaf(0x80, Take::null, gsm_map_er_ccbs_Possible),
    leaf(0x81, Take::null, gsm_map_er_ccbs_Busy),
});
inline constexpr Table kBusySubscriber({into(0x30, kBusySubscriberParam)});

inline constexpr Table kUnauthorizedClientParam({
    leaf(0x80, Take::number, gsm_map_er_unauthorizedLCSClient_Diagnostic),
});
inline constexpr Table kUnauthorizedClient({into(0x30, kUnauthorizedClientParam)});
inline constexpr Table kPositionFailureParam({
    leaf(0x80, Take::number, gsm_map_er_positionMethodFailure_Diagnostic),
});
inline constexpr Table kPositionFailure({into(0x30, kPositionFailureParam)});

} // namespace sigwarden::map
