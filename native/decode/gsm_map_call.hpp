// SPDX-License-Identifier: Apache-2.0
// MAP call handling and routing enquiries (3GPP TS 29.002 §17.6.3, §17.7.3; ETS 300 599 §14.7.3)
// and the packet-domain enquiries that answer with a node (§17.7.1).
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

// --- sendRoutingInfo (22), sendIMSI (58)

inline constexpr Table kRoutingInfoArg({
    leaf(0x80, Take::msisdn, gsm_map_ch_msisdn),
    over(0xA1), // cug-CheckInfo
    leaf(0x82, Take::number, gsm_map_ch_numberOfForwarding),
    leaf(0x83, Take::sub_type, gsm_map_ch_interrogationType),
    leaf(0x84, Take::null, gsm_map_ch_or_Interrogation), leaf(0x85, Take::skip), // or-Capability
    node(0x86, Node::gsm_scf, gsm_map_ch_gmsc_OrGsmSCF_Address),
    leaf(0x87, Take::octets, gsm_map_ch_callReferenceNumber),
    leaf(0x88, Take::skip), // forwardingReason
    over(0xA9),             // basicServiceGroup
    over(0xAA),             // networkSignalInfo
    over(0xAB),             // camelInfo
    over(0xB1),             // additionalSignalInfo
    over(0xB9),             // basicServiceGroup2
    over(0xBA),             // networkSignalInfo2
});
inline constexpr Table kRoutingInfo({into(0x30, kRoutingInfoArg)});
inline constexpr Table kGmscCamelSubscriptionInfo({
    into(0xA0, kBcsmCsi),
    into(0xA1, kBcsmCsi, gsm_map_ms_o_CSI),
    over(0xA3),
    over(0xA4),
    into(0xA5, kDCsi),
});
inline constexpr Table kCamelRoutingInfo({
    into(0x30, kForwardingData, gsm_map_ch_forwardingData, disclosed::forwarding),
    into(0xA0, kGmscCamelSubscriptionInfo),
});
inline constexpr Table kRoutingInfo2({
    node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
    into(0x30, kForwardingData, gsm_map_ch_forwardingData, disclosed::forwarding).alternative(),
});
inline constexpr Table kRoutingInfoRes({
    leaf(0x89, Take::imsi, gsm_map_ch_imsi),
    node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
    into(0x30, kForwardingData, gsm_map_ch_forwardingData, disclosed::forwarding).alternative(),
    into(0xA8, kCamelRoutingInfo, gsm_map_ch_camelRoutingInfo).alternative(),
    over(0xA3),             // cug-CheckInfo
    leaf(0x86, Take::skip), // cugSubscriptionFlag
    into(0xA7, kSubscriberInfo, gsm_map_ch_subscriberInfo),
    over(0xA1), // ss-List
    over(0xA5), // basicService
    leaf(0x84, Take::null, gsm_map_ch_forwardingInterrogationRequired),
    node(0x82, Node::msc, gsm_map_ch_vmsc_Address),
    leaf(0x8A, Take::skip), // naea-PreferredCI
    over(0xAB),             // ccbs-Indicators
    leaf(0x8C, Take::msisdn, gsm_map_ch_msisdn),
    leaf(0x8D, Take::number, gsm_map_ch_numberPortabilityStatus),
    leaf(0x8E, Take::skip), // istAlertTimer
    leaf(0x8F, Take::skip), // supportedCamelPhasesInVMSC
    leaf(0x90, Take::skip), // offeredCamel4CSIsInVMSC
    into(0xB1, kRoutingInfo2),
    over(0xB2),             // ss-List2
    over(0xB3),             // basicService2
    leaf(0x94, Take::skip), // allowedServices
    leaf(0x95, Take::number, gsm_map_ch_unavailabilityCause),
    leaf(0x96, Take::skip), // releaseResourcesSupported
    over(0xB7),             // gsm-BearerCapability
});
inline constexpr Table kRoutingInfoResV2({
    leaf(0x04, Take::imsi), node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
    into(0x30, kForwardingData, gsm_map_ch_forwardingData, disclosed::forwarding).alternative(),
    over(0x30), // cug-CheckInfo
});
inline constexpr Table kRoutingInfoResult({
    into(0xA3, kRoutingInfoRes).in_versions(kNewVersions),
    into(0x30, kRoutingInfoResV2).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfRoutingInfo{
    .argument = &kRoutingInfo,
    .result = &kRoutingInfoResult,
    .requested = requested::routing,
    .old_argument_unnamed = true,
};

inline constexpr Table kSendImsi({leaf(0x04, Take::msisdn, gsm_map_msisdn)});
inline constexpr Table kSendImsiResult({leaf(0x04, Take::imsi, gsm_map_ms_imsi)});
inline constexpr OperationShape kOfSendImsi{
    .argument = &kSendImsi,
    .result = &kSendImsiResult,
    .requested = requested::imsi,
};

// --- provideRoamingNumber (4), resumeCallHandling (6), releaseResources (20)

inline constexpr Table kProvideRoamingNumberArg({
    leaf(0x80, Take::imsi, gsm_map_ch_imsi),
    node(0x81, Node::msc, gsm_map_ch_msc_Number),
    leaf(0x82, Take::msisdn, gsm_map_ch_msisdn),
    leaf(0x84, Take::octets, gsm_map_ch_lmsi),
    over(0xA5),             // gsm-BearerCapability
    over(0xA6),             // networkSignalInfo
    leaf(0x87, Take::skip), // suppressionOfAnnouncement
    leaf(0x88, Take::address, gsm_map_ch_gmsc_Address),
    leaf(0x89, Take::octets, gsm_map_ch_callReferenceNumber),
    leaf(0x8A, Take::null, gsm_map_ch_or_Interrogation),
    leaf(0x8C, Take::skip), // alertingPattern
    leaf(0x8D, Take::skip), // ccbs-Call
    leaf(0x8F, Take::skip), // supportedCamelPhasesInInterrogatingNode
    over(0xAE),             // additionalSignalInfo
    over(0xB6),             // pagingArea
    leaf(0x99, Take::address, gsm_map_ch_oldMSC_Number),
    leaf(0x9A, Take::plmn, gsm_map_ch_lastUsedLtePLMN_Id),
});
inline constexpr Table kProvideRoamingNumber({into(0x30, kProvideRoamingNumberArg)});
inline constexpr Table kProvideRoamingNumberRes({
    node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
    extension(0x30),
    leaf(0x05, Take::skip), // releaseResourcesSupported
    node(0x04, Node::msc, gsm_map_ch_vmsc_Address),
});
inline constexpr Table kProvideRoamingNumberResult({
    into(0x30, kProvideRoamingNumberRes).in_versions(kNewVersions),
    node(0x04, Node::roaming_number, gsm_map_msisdn).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfProvideRoamingNumber{
    .argument = &kProvideRoamingNumber,
    .result = &kProvideRoamingNumberResult,
    .requested = requested::routing,
};

inline constexpr Table kResumeCallArg({
    leaf(0x80, Take::octets, gsm_map_ch_callReferenceNumber),
    over(0xA1), // basicServiceGroup
    into(0xA2, kForwardingData, gsm_map_ch_forwardingData),
    leaf(0x83, Take::imsi, gsm_map_ch_imsi),
    over(0xA4), // cug-CheckInfo
    into(0xA5, kBcsmCsi),
    leaf(0x89, Take::msisdn, gsm_map_ch_msisdn),
    over(0xAA), // uu-Data
    into(0xAC, kDCsi),
});
inline constexpr Table kResumeCall({into(0x30, kResumeCallArg)});
inline constexpr OperationShape kOfResumeCall{
    .argument = &kResumeCall,
};

inline constexpr Table kReleaseResourcesArg({
    node(0x04, Node::roaming_number, gsm_map_ch_msrn),
});
inline constexpr Table kReleaseResources({into(0x30, kReleaseResourcesArg)});
inline constexpr OperationShape kOfReleaseResources{
    .argument = &kReleaseResources,
};

// --- setReportingState, statusReport, remoteUserFree (73 to 75), ist-Alert, ist-Command (87, 88)

inline constexpr Table kImsiAtZeroArg({leaf(0x80, Take::imsi, gsm_map_ch_imsi)});
inline constexpr Table kImsiAtZero({into(0x30, kImsiAtZeroArg)});
inline constexpr OperationShape kOfImsiAtZero{
    .argument = &kImsiAtZero,
};

// --- sendRoutingInfoForGprs (24), failureReport (25), noteMsPresentForGprs (26)

inline constexpr Table kRoutingInfoForGprsArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    leaf(0x81, Take::gsn, gsm_map_ms_ggsn_Address),
    leaf(0x82, Take::address, gsm_map_ms_ggsn_Number),
});
inline constexpr Table kRoutingInfoForGprs({into(0x30, kRoutingInfoForGprsArg)});
inline constexpr Table kRoutingInfoForGprsRes({
    leaf(0x80, Take::gsn, gsm_map_ms_sgsn_Address, disclosed::serving_node),
    leaf(0x81, Take::gsn, gsm_map_ms_ggsn_Address),
    leaf(0x82, Take::number, gsm_map_ms_mobileNotReachableReason, disclosed::subscriber_state),
});
inline constexpr Table kRoutingInfoForGprsResult({into(0x30, kRoutingInfoForGprsRes)});
inline constexpr OperationShape kOfRoutingInfoForGprs{
    .argument = &kRoutingInfoForGprs,
    .result = &kRoutingInfoForGprsResult,
    .requested = requested::routing,
};
inline constexpr Table kFailureReportArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    leaf(0x81, Take::address, gsm_map_ms_ggsn_Number),
    leaf(0x82, Take::gsn, gsm_map_ms_ggsn_Address),
});
inline constexpr Table kFailureReport({into(0x30, kFailureReportArg)});
inline constexpr OperationShape kOfFailureReport{
    .argument = &kFailureReport,
};
inline constexpr Table kPresentForGprsArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    leaf(0x81, Take::gsn, gsm_map_ms_sgsn_Address),
    leaf(0x82, Take::gsn, gsm_map_ms_ggsn_Address),
});
inline constexpr Table kPresentForGprs({into(0x30, kPresentForGprsArg)});
inline constexpr OperationShape kOfPresentForGprs{
    .argument = &kPresentForGprs,
};

} // namespace sigwarden::map
