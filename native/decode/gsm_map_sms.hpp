// SPDX-License-Identifier: Apache-2.0
// MAP short message service (3GPP TS 29.002 §17.6.6, §17.7.6; ETS 300 599 §14.7.6): routing
// queries, delivery and alerts. The short message itself is reduced to its kind and its addresses
// by gsm_map_tpdu.hpp.
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

// --- sendRoutingInfoForSM (45)

inline constexpr Table kRoutingInfoForSmArg({
    leaf(0x80, Take::msisdn, gsm_map_sm_msisdn),
    leaf(0x81, Take::boolean, gsm_map_sm_sm_RP_PRI),
    node(0x82, Node::service_centre, gsm_map_sm_serviceCentreAddress),
    leaf(0x83, Take::skip), // cug-Interlock, version 1
    leaf(0x85, Take::skip), // teleserviceCode, version 1
    leaf(0x87, Take::null, gsm_map_sm_gprsSupportIndicator),
    leaf(0x88, Take::number, gsm_map_sm_sm_RP_MTI),
    leaf(0x89, Take::skip), // sm-RP-SMEA
    leaf(0x8A, Take::not_intended, gsm_map_sm_sm_deliveryNotIntended),
    leaf(0x8B, Take::null, gsm_map_sm_ip_sm_gwGuidanceIndicator),
    leaf(0x8C, Take::imsi, gsm_map_sm_imsi),
    leaf(0x8E, Take::skip), // t4-Trigger-Indicator
    leaf(0x8D, Take::skip), // singleAttemptDelivery
    into(0xAF, kCorrelationId),
});
inline constexpr Table kRoutingInfoForSm({into(0x30, kRoutingInfoForSmArg)});
inline constexpr Table kLocationInfoWithLmsi({
    node(0x81, Node::msc, gsm_map_sm_networkNode_Number),
    node(0x80, Node::roaming_number).alternative(), // version 1
    leaf(0x04, Take::octets, gsm_map_sm_lmsi),
    leaf(0x85, Take::gprs_node, gsm_map_sm_gprsNodeIndicator),
    into(0xA6, kAdditionalNumber),
    over(0xA7), // networkNodeDiameterAddress
    over(0xA8),
    into(0xA9, kAdditionalNumber),
    over(0xAA),
    leaf(0x8B, Take::null, gsm_map_sm_imsNodeIndicator),
    leaf(0x8C, Take::address, gsm_map_sm_smsf_3gpp_Number),
});
inline constexpr Table kRoutingInfoForSmRes({
    leaf(0x04, Take::imsi, gsm_map_sm_imsi),
    into(0xA0, kLocationInfoWithLmsi, gsm_map_sm_locationInfoWithLMSI),
    leaf(0x82, Take::skip), // mwd-Set, version 1
    over(0xA5),             // ip-sm-gwGuidance
});
inline constexpr Table kRoutingInfoForSmResult({into(0x30, kRoutingInfoForSmRes)});
inline constexpr OperationShape kOfRoutingInfoForSm{
    .argument = &kRoutingInfoForSm,
    .result = &kRoutingInfoForSmResult,
    .requested = requested::routing,
    .old_result_unnamed = true,
};

// --- mt-ForwardSM (44), mo-ForwardSM and forwardSM (46), mt-ForwardSM-VGCS (21)

/// SM-RP-DA, SM-RP-OA and what follows in any of the three: small context numbers return behind the
/// extension marker with other meanings, so that their places must be kept apart.
inline constexpr Table kForwardSmArg({
    leaf(0x80, Take::imsi, gsm_map_sm_imsi),
    leaf(0x81, Take::destination_lmsi, gsm_map_sm_lmsi).alternative(),
    node(0x83, Node::roaming_number).alternative(), // version 1
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressDA).alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_DA).alternative(),
    leaf(0x82, Take::msisdn, gsm_map_sm_msisdn),
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressOA).alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_OA).alternative(),
    leaf(0x04, Take::tpdu),
    leaf(0x05, Take::null, gsm_map_sm_moreMessagesToSend),
    extension(0x30),
    leaf(0x04, Take::imsi, gsm_map_sm_imsi), // mo-ForwardSM; smDeliveryStartTime is four octets
    leaf(0x02, Take::skip),                  // smDeliveryTimer
    leaf(0x80, Take::null, gsm_map_sm_smsOverIP_OnlyIndicator),
    into(0xA0, kCorrelationId), // mo-ForwardSM
    into(0xA1, kCorrelationId), // mt-ForwardSM
    leaf(0x81, Take::skip),     // sm-DeliveryOutcome
    leaf(0x82, Take::skip),     // maximumRetransmissionTime
    leaf(0x83, Take::address, gsm_map_sm_smsGmscAddress),
    over(0xA4), // smsGmscDiameterAddress
});
inline constexpr Table kForwardSm({into(0x30, kForwardSmArg)});
inline constexpr Table kForwardSmRes({leaf(0x04, Take::tpdu)});
inline constexpr Table kForwardSmResult({
    into(0x30, kForwardSmRes),
    leaf(0x04, Take::tpdu).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfForwardSm{
    .argument = &kForwardSm,
    .result = &kForwardSmResult,
    .is_sensitive = true,
    .old_argument_unnamed = true,
};

inline constexpr Table kForwardSmVgcsArg({
    leaf(0x04, Take::skip), // asciCallReference
    leaf(0x82, Take::msisdn, gsm_map_sm_msisdn),
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressOA).alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_OA).alternative(),
    leaf(0x04, Take::tpdu),
});
inline constexpr Table kForwardSmVgcs({into(0x30, kForwardSmVgcsArg)});
inline constexpr Table kForwardSmVgcsRes({leaf(0x80, Take::tpdu)});
inline constexpr Table kForwardSmVgcsResult({into(0x30, kForwardSmVgcsRes)});
inline constexpr OperationShape kOfForwardSmVgcs{
    .argument = &kForwardSmVgcs,
    .result = &kForwardSmVgcsResult,
    .is_sensitive = true,
};

// --- reportSM-DeliveryStatus (47), alertServiceCentre (64, 49), readyForSM (66),
// informServiceCentre (63)

inline constexpr Table kReportDeliveryArg({
    leaf(0x04, Take::msisdn, gsm_map_sm_msisdn),
    node(0x04, Node::service_centre, gsm_map_sm_serviceCentreAddress),
    leaf(0x0A, Take::sub_type, gsm_map_sm_sm_DeliveryOutcome),
    leaf(0x80, Take::number, gsm_map_sm_absentSubscriberDiagnosticSM),
    leaf(0x82, Take::null, gsm_map_sm_gprsSupportIndicator),
    leaf(0x83, Take::null, gsm_map_sm_deliveryOutcomeIndicator),
    leaf(0x84, Take::number, gsm_map_sm_additionalSM_DeliveryOutcome),
    leaf(0x85, Take::skip),
    leaf(0x89, Take::imsi, gsm_map_sm_imsi),
    leaf(0x8A, Take::skip), // singleAttemptDelivery
    into(0xAB, kCorrelationId),
});
inline constexpr Table kReportDelivery({into(0x30, kReportDeliveryArg)});
inline constexpr Table kStoredMsisdn({
    leaf(0x04, Take::msisdn, gsm_map_sm_storedMSISDN),
    leaf(0x03, Take::skip), // mw-Status of informServiceCentre
    leaf(0x02, Take::skip), // absentSubscriberDiagnosticSM
});
inline constexpr Table kStoredMsisdnResult({
    into(0x30, kStoredMsisdn),
    leaf(0x04, Take::msisdn, gsm_map_sm_storedMSISDN).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfReportDelivery{
    .argument = &kReportDelivery,
    .result = &kStoredMsisdnResult,
};
inline constexpr OperationShape kOfInformServiceCentre{
    .argument = &kStoredMsisdnResult,
};

inline constexpr Table kAlertServiceCentreArg({
    leaf(0x04, Take::msisdn, gsm_map_sm_msisdn),
    node(0x04, Node::service_centre, gsm_map_sm_serviceCentreAddress),
    leaf(0x04, Take::imsi, gsm_map_sm_imsi),
    into(0x30, kCorrelationId),
    leaf(0x80, Take::skip),
    leaf(0x81, Take::skip),
    over(0xA2),
    node(0x83, Node::sgsn, gsm_map_sm_newSGSNNumber),
    over(0xA4),
    node(0x85, Node::mme, gsm_map_sm_newMMENumber),
    over(0xA6),
    node(0x87, Node::new_msc, gsm_map_sm_newMSCNumber),
});
inline constexpr Table kAlertServiceCentre({into(0x30, kAlertServiceCentreArg)});
inline constexpr OperationShape kOfAlertServiceCentre{
    .argument = &kAlertServiceCentre,
};

inline constexpr Table kReadyForSmArg({
    leaf(0x80, Take::imsi, gsm_map_sm_imsi), leaf(0x0A, Take::sub_type, gsm_map_sm_alertReason),
    leaf(0x05, Take::null, gsm_map_sm_alertReasonIndicator),
    leaf(0x81, Take::null, gsm_map_sm_additionalAlertReasonIndicator),
    leaf(0x04, Take::skip), // maximumUeAvailabilityTime
});
inline constexpr Table kReadyForSm({into(0x30, kReadyForSmArg)});
inline constexpr OperationShape kOfReadyForSm{
    .argument = &kReadyForSm,
};

// --- errors with content: absentSubscriberSM (6), sm-DeliveryFailure (32)

inline constexpr Table kAbsentSubscriberSmParam({
    leaf(0x02, Take::number, gsm_map_er_absentSubscriberDiagnosticSM),
    leaf(0x80, Take::skip),
    leaf(0x81, Take::imsi, gsm_map_er_imsi),
});
inline constexpr Table kAbsentSubscriberSm({into(0x30, kAbsentSubscriberSmParam)});
inline constexpr Table kDeliveryFailureParam({
    leaf(0x0A, Take::number, gsm_map_er_sm_EnumeratedDeliveryFailureCause),
    leaf(0x04, Take::tpdu), // diagnosticInfo
});
inline constexpr Table kDeliveryFailure({
    into(0x30, kDeliveryFailureParam),
    leaf(0x0A, Take::number, gsm_map_er_sm_EnumeratedDeliveryFailureCause).alternative(),
});

} // namespace sigwarden::map
