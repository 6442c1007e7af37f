// SPDX-License-Identifier: Apache-2.0
// MAP short message service (3GPP TS 29.002 §17.6.6, §17.7.6; ETS 300 599 §14.7.6): routing
// queries, delivery and alerts. The short message itself is reduced to its kind and its addresses
// by gsm_map_tpdu.hpp.
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

// --- sendRoutingInfoForSM (45)

inline constexpr Table kRoutingInfoForSmArg({
    leaf(0x80, Take::msisdn, gsm_map_sm_msisdn).formerly(gsm_map_old_msisdn),
    leaf(0x81, Take::boolean, gsm_map_sm_sm_RP_PRI).formerly(gsm_map_old_sm_RP_PRI),
    node(0x82, Node::service_centre, gsm_map_sm_serviceCentreAddress)
        .formerly(gsm_map_old_serviceCentreAddress),
    leaf(0x83, Take::octets).formerly(gsm_map_old_cug_Interlock),
    leaf(0x85, Take::octet).formerly(gsm_map_old_teleserviceCode),
    leaf(0x87, Take::null, gsm_map_sm_gprsSupportIndicator),
    leaf(0x88, Take::number, gsm_map_sm_sm_RP_MTI),
    leaf(0x89, Take::sme, gsm_map_sm_sm_RP_SMEA),
    leaf(0x8A, Take::not_intended, gsm_map_sm_sm_deliveryNotIntended),
    leaf(0x8B, Take::null, gsm_map_sm_ip_sm_gwGuidanceIndicator),
    leaf(0x8C, Take::imsi, gsm_map_sm_imsi).formerly(gsm_map_old_imsi),
    leaf(0x8E, Take::null, gsm_map_sm_t4_Trigger_Indicator),
    leaf(0x8D, Take::null, gsm_map_sm_singleAttemptDelivery),
    into(0xAF, kCorrelationId, gsm_map_sm_correlationID),
    leaf(0x90, Take::null, gsm_map_sm_smsf_supportIndicator),
});
inline constexpr Table kRoutingInfoForSm({into(0x30, kRoutingInfoForSmArg)});
inline constexpr Table kLocationInfoWithLmsi({
    node(0x81, Node::msc, gsm_map_sm_networkNode_Number).formerly(gsm_map_old_msc_Number),
    node(0x80, Node::roaming_number).alternative().formerly(gsm_map_old_roamingNumber), // version 1
    leaf(0x04, Take::octets, gsm_map_sm_lmsi).formerly(gsm_map_old_lmsi),
    leaf(0x85, Take::gprs_node, gsm_map_sm_gprsNodeIndicator),
    into(0xA6, kAdditionalNumber),
    detail(0xA7, kDiameterAddress, disclosed::serving_node),
    detail(0xA8, kDiameterAddress, disclosed::serving_node),
    into(0xA9, kAdditionalNumber),
    detail(0xAA, kDiameterAddress, disclosed::serving_node),
    leaf(0x8B, Take::null, gsm_map_sm_imsNodeIndicator),
    leaf(0x8C, Take::address, gsm_map_sm_smsf_3gpp_Number),
    detail(0xAD, kDiameterAddress, disclosed::serving_node),
    leaf(0x8E, Take::address, gsm_map_sm_smsf_non_3gpp_Number),
    detail(0xAF, kDiameterAddress, disclosed::serving_node),
    leaf(0x90, Take::null, gsm_map_sm_smsf_3gpp_address_indicator),
    leaf(0x91, Take::null, gsm_map_sm_smsf_non_3gpp_address_indicator),
});
inline constexpr Table kGatewayGuidance({
    leaf(0x02, Take::number, gsm_map_sm_minimumDeliveryTimeValue),
    leaf(0x02, Take::number, gsm_map_sm_recommendedDeliveryTimeValue),
});
inline constexpr Table kRoutingInfoForSmRes({
    leaf(0x04, Take::imsi, gsm_map_sm_imsi).formerly(gsm_map_old_imsi),
    into(0xA0, kLocationInfoWithLmsi, gsm_map_sm_locationInfoWithLMSI),
    leaf(0x82, Take::boolean).formerly(gsm_map_old_mwd_Set),
    detail(0xA5, kGatewayGuidance),
});
inline constexpr Table kRoutingInfoForSmResult({into(0x30, kRoutingInfoForSmRes)});
inline constexpr OperationShape kOfRoutingInfoForSm{
    .argument = &kRoutingInfoForSm,
    .result = &kRoutingInfoForSmResult,
    .requested = requested::routing,
    .renamed_argument = kVersion1 | kNoVersion,
    .renamed_result = kOldVersions | kNoVersion,
};

// --- mt-ForwardSM (44), mo-ForwardSM and forwardSM (46), mt-ForwardSM-VGCS (21)

/// SM-RP-DA, SM-RP-OA and what follows: small context numbers return behind the extension marker
/// with other meanings, so that their places must be kept apart. mo-ForwardSM, and forwardSM of the
/// versions before it in both directions.
inline constexpr Table kForwardSmArg({
    leaf(0x80, Take::imsi, gsm_map_sm_imsi).formerly(gsm_map_old_imsi),
    leaf(0x81, Take::destination_lmsi, gsm_map_sm_lmsi).formerly(gsm_map_old_lmsi).alternative(),
    node(0x83, Node::roaming_number).alternative(), // version 1
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressDA)
        .formerly(gsm_map_old_serviceCentreAddressDA)
        .alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_DA).formerly(gsm_map_old_noSM_RP_DA).alternative(),
    leaf(0x82, Take::msisdn, gsm_map_sm_msisdn).formerly(gsm_map_old_msisdn),
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressOA)
        .formerly(gsm_map_old_serviceCentreAddressOA)
        .alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_OA).formerly(gsm_map_old_noSM_RP_OA).alternative(),
    leaf(0x04, Take::tpdu),
    leaf(0x05, Take::null, gsm_map_sm_moreMessagesToSend).formerly(gsm_map_old_moreMessagesToSend),
    extension(0x30),
    leaf(0x04, Take::imsi, gsm_map_sm_imsi),
    into(0xA0, kCorrelationId, gsm_map_sm_correlationID),
    leaf(0x81, Take::number, gsm_map_sm_sm_DeliveryOutcome),
});
inline constexpr Table kMtForwardSmArg({
    leaf(0x80, Take::imsi, gsm_map_sm_imsi).formerly(gsm_map_old_imsi),
    leaf(0x81, Take::destination_lmsi, gsm_map_sm_lmsi).formerly(gsm_map_old_lmsi).alternative(),
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressDA)
        .formerly(gsm_map_old_serviceCentreAddressDA)
        .alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_DA).formerly(gsm_map_old_noSM_RP_DA).alternative(),
    leaf(0x82, Take::msisdn, gsm_map_sm_msisdn).formerly(gsm_map_old_msisdn),
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressOA)
        .formerly(gsm_map_old_serviceCentreAddressOA)
        .alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_OA).formerly(gsm_map_old_noSM_RP_OA).alternative(),
    leaf(0x04, Take::tpdu),
    leaf(0x05, Take::null, gsm_map_sm_moreMessagesToSend).formerly(gsm_map_old_moreMessagesToSend),
    extension(0x30), leaf(0x02, Take::number, gsm_map_sm_smDeliveryTimer),
    leaf(0x04, Take::octets, gsm_map_sm_smDeliveryStartTime),
    leaf(0x80, Take::null, gsm_map_sm_smsOverIP_OnlyIndicator),
    into(0xA1, kCorrelationId, gsm_map_sm_correlationID),
    leaf(0x82, Take::octets, gsm_map_sm_maximumRetransmissionTime),
    leaf(0x83, Take::address, gsm_map_sm_smsGmscAddress),
    detail(0xA4, kDiameterAddress), // smsGmscDiameterAddress
});
inline constexpr Table kMtForwardSm({into(0x30, kMtForwardSmArg)});
inline constexpr Table kForwardSm({into(0x30, kForwardSmArg)});
inline constexpr Table kForwardSmRes({leaf(0x04, Take::tpdu)});
inline constexpr Table kForwardSmResult({
    into(0x30, kForwardSmRes),
    leaf(0x04, Take::tpdu).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfMtForwardSm{
    .argument = &kMtForwardSm,
    .result = &kForwardSmResult,
    .is_sensitive = true,
    .renamed_argument = kOldVersions | kNoVersion,
};
inline constexpr OperationShape kOfForwardSm{
    .argument = &kForwardSm,
    .result = &kForwardSmResult,
    .is_sensitive = true,
    .renamed_argument = kOldVersions | kNoVersion,
};

inline constexpr Table kForwardSmVgcsArg({
    leaf(0x04, Take::tbcd, gsm_map_sm_asciCallReference),
    leaf(0x82, Take::msisdn, gsm_map_sm_msisdn),
    node(0x84, Node::service_centre, gsm_map_sm_serviceCentreAddressOA).alternative(),
    leaf(0x85, Take::null, gsm_map_sm_noSM_RP_OA).alternative(),
    leaf(0x04, Take::tpdu),
});
inline constexpr Table kForwardSmVgcs({into(0x30, kForwardSmVgcsArg)});
inline constexpr Table
    kDispatchers({leaf(0x04, Take::address, gsm_map_sm_ISDN_AddressString).each()});
inline constexpr Table kForwardSmVgcsRes({
    leaf(0x80, Take::tpdu),
    into(0xA1, kDispatchers),
    leaf(0x05, Take::null, gsm_map_sm_ongoingCall),
    into(0xA3, kDispatchers),
});
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
    leaf(0x85, Take::number, gsm_map_sm_additionalAbsentSubscriberDiagnosticSM),
    leaf(0x86, Take::null, gsm_map_sm_ip_sm_gw_Indicator),
    leaf(0x87, Take::number, gsm_map_sm_ip_sm_gw_sm_deliveryOutcome),
    leaf(0x88, Take::number, gsm_map_sm_ip_sm_gw_absentSubscriberDiagnosticSM),
    leaf(0x89, Take::imsi, gsm_map_sm_imsi),
    leaf(0x8A, Take::null, gsm_map_sm_singleAttemptDelivery),
    into(0xAB, kCorrelationId, gsm_map_sm_correlationID),
    leaf(0x8C, Take::null, gsm_map_sm_smsf_3gpp_deliveryOutcomeIndicator),
    leaf(0x8D, Take::number, gsm_map_sm_smsf_3gpp_deliveryOutcome),
    leaf(0x8E, Take::number, gsm_map_sm_smsf_3gpp_absentSubscriberDiagSM),
    leaf(0x8F, Take::null, gsm_map_sm_smsf_non_3gpp_deliveryOutcomeIndicator),
    leaf(0x90, Take::number, gsm_map_sm_smsf_non_3gpp_deliveryOutcome),
    leaf(0x91, Take::number, gsm_map_sm_smsf_non_3gpp_absentSubscriberDiagSM),
});
inline constexpr Table kReportDelivery({into(0x30, kReportDeliveryArg)});
inline constexpr Table kStoredMsisdn({leaf(0x04, Take::msisdn, gsm_map_sm_storedMSISDN)});
inline constexpr Table kStoredMsisdnResult({
    into(0x30, kStoredMsisdn),
    leaf(0x04, Take::msisdn, gsm_map_sm_storedMSISDN).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfReportDelivery{
    .argument = &kReportDelivery,
    .result = &kStoredMsisdnResult,
};
inline constexpr Table kInformServiceCentreArg({
    leaf(0x04, Take::msisdn, gsm_map_sm_storedMSISDN),
    leaf(0x03, Take::bits, gsm_map_sm_mw_Status, disclosed::subscriber_state),
    extension(0x30),
    leaf(0x02, Take::number, gsm_map_sm_absentSubscriberDiagnosticSM, disclosed::subscriber_state),
    leaf(0x80, Take::number, gsm_map_sm_additionalAbsentSubscriberDiagnosticSM),
});
inline constexpr Table kInformServiceCentre({into(0x30, kInformServiceCentreArg)});
inline constexpr OperationShape kOfInformServiceCentre{
    .argument = &kInformServiceCentre,
    .reports = true,
};

inline constexpr Table kAlertServiceCentreArg({
    leaf(0x04, Take::msisdn, gsm_map_sm_msisdn),
    node(0x04, Node::service_centre, gsm_map_sm_serviceCentreAddress),
    leaf(0x04, Take::imsi, gsm_map_sm_imsi),
    into(0x30, kCorrelationId, gsm_map_sm_correlationID),
    leaf(0x80, Take::octets, gsm_map_sm_maximumUeAvailabilityTime),
    leaf(0x81, Take::number, gsm_map_sm_smsGmscAlertEvent),
    detail(0xA2, kDiameterAddress), // smsGmscDiameterAddress
    node(0x83, Node::sgsn, gsm_map_sm_newSGSNNumber),
    detail(0xA4, kDiameterAddress), // newSGSNDiameterAddress
    node(0x85, Node::mme, gsm_map_sm_newMMENumber),
    detail(0xA6, kDiameterAddress), // newMMEDiameterAddress
    node(0x87, Node::new_msc, gsm_map_sm_newMSCNumber),
});
inline constexpr Table kAlertServiceCentre({into(0x30, kAlertServiceCentreArg)});
inline constexpr OperationShape kOfAlertServiceCentre{
    .argument = &kAlertServiceCentre,
};

inline constexpr Table kReadyForSmArg({
    leaf(0x80, Take::imsi, gsm_map_sm_imsi),
    leaf(0x0A, Take::sub_type, gsm_map_sm_alertReason),
    leaf(0x05, Take::null, gsm_map_sm_alertReasonIndicator),
    leaf(0x81, Take::null, gsm_map_sm_additionalAlertReasonIndicator),
    extension(0x30),
    leaf(0x04, Take::octets, gsm_map_sm_maximumUeAvailabilityTime),
});
inline constexpr Table kReadyForSm({into(0x30, kReadyForSmArg)});
inline constexpr OperationShape kOfReadyForSm{
    .argument = &kReadyForSm,
    .result = &kEmptyResult,
};

} // namespace sigwarden::map
