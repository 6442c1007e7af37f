// SPDX-License-Identifier: Apache-2.0
// MAP call handling and routing enquiries (3GPP TS 29.002 §17.6.3, §17.7.3; ETS 300 599 §14.7.3)
// and the packet-domain enquiries that answer with a node (§17.7.1).
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

// --- sendRoutingInfo (22), sendIMSI (58)

inline constexpr Table kCamelInfo({
    leaf(0x03, Take::bits, gsm_map_ch_supportedCamelPhases),
    leaf(0x05, Take::null, gsm_map_ch_suppress_T_CSI),
    extension(0x30),
    leaf(0x80, Take::bits, gsm_map_ch_offeredCamel4CSIs),
});
inline constexpr Table kCugCheckInfo({
    leaf(0x04, Take::octets, gsm_map_ch_cug_Interlock),
    leaf(0x05, Take::null, gsm_map_ch_cug_OutgoingAccess),
});
inline constexpr Table kRoutingInfoArg({
    leaf(0x80, Take::msisdn, gsm_map_ch_msisdn).formerly(gsm_map_old_msisdn),
    detail(0xA1, kCugCheckInfo),
    leaf(0x82, Take::number, gsm_map_ch_numberOfForwarding)
        .formerly(gsm_map_old_numberOfForwarding),
    leaf(0x83, Take::sub_type, gsm_map_ch_interrogationType),
    leaf(0x84, Take::null, gsm_map_ch_or_Interrogation),
    leaf(0x85, Take::number, gsm_map_ch_or_Capability),
    node(0x86, Node::gsm_scf, gsm_map_ch_gmsc_OrGsmSCF_Address),
    leaf(0x87, Take::octets, gsm_map_ch_callReferenceNumber),
    leaf(0x88, Take::number, gsm_map_ch_forwardingReason),
    detail(0xA9, kExtBasicServices), // basicServiceGroup
    over(0xAA),                      // networkSignalInfo
    detail(0xAB, kCamelInfo),
    leaf(0x8C, Take::null, gsm_map_ch_suppressionOfAnnouncement),
    leaf(0x8E, Take::octets, gsm_map_ch_alertingPattern),
    leaf(0x8F, Take::null, gsm_map_ch_ccbs_Call),
    leaf(0x90, Take::number, gsm_map_ch_supportedCCBS_Phase),
    over(0xB1), // additionalSignalInfo
    leaf(0x92, Take::number, gsm_map_ch_istSupportIndicator),
    leaf(0x93, Take::null, gsm_map_ch_pre_pagingSupported),
    leaf(0x94, Take::octets, gsm_map_ch_callDiversionTreatmentIndicator),
    leaf(0x95, Take::null, gsm_map_ch_longFTN_Supported),
    leaf(0x96, Take::null, gsm_map_ch_suppress_VT_CSI),
    leaf(0x97, Take::null, gsm_map_ch_suppressIncomingCallBarring),
    leaf(0x98, Take::null, gsm_map_ch_gsmSCF_InitiatedCall),
    detail(0xB9, kExtBasicServices), // basicServiceGroup2
    over(0xBA),                      // networkSignalInfo2
    leaf(0x9B, Take::bits, gsm_map_ch_suppressMTSS),
    leaf(0x9C, Take::null, gsm_map_ch_mtRoamingRetrySupported),
    leaf(0x9D, Take::number, gsm_map_ch_callPriority),
});
inline constexpr Table kRoutingInfo({into(0x30, kRoutingInfoArg)});
inline constexpr Table kGmscCamelSubscriptionInfo({
    into(0xA0, kTCsi, gsm_map_ch_t_CSI),
    into(0xA1, kOCsi, gsm_map_ch_o_CSI),
    detail(0xA3, kOriginatingCriteria),
    detail(0xA4, kTerminatingCriteria),
    into(0xA5, kDCsi, gsm_map_ch_d_csi),
});
inline constexpr Table kCamelRoutingInfo({
    into(0x30, kForwardingData, gsm_map_ch_forwardingData, disclosed::forwarding),
    into(0xA0, kGmscCamelSubscriptionInfo, gsm_map_ch_gmscCamelSubscriptionInfo),
});
inline constexpr Table kRoutingInfo2({
    node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
    into(0x30, kForwardingData, gsm_map_ch_forwardingData, disclosed::forwarding).alternative(),
});
inline constexpr Table kCcbsIndicators({
    leaf(0x80, Take::null, gsm_map_ch_ccbs_Possible),
    leaf(0x81, Take::null, gsm_map_ch_keepCCBS_CallIndicator),
});
inline constexpr Table kRoutingInfoRes({
    leaf(0x89, Take::imsi, gsm_map_ch_imsi),
    node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
    into(0x30, kForwardingData, gsm_map_ch_forwardingData, disclosed::forwarding).alternative(),
    into(0xA8, kCamelRoutingInfo, gsm_map_ch_camelRoutingInfo).alternative(),
    detail(0xA3, kCugCheckInfo),
    leaf(0x86, Take::null, gsm_map_ch_cugSubscriptionFlag),
    into(0xA7, kSubscriberInfo, gsm_map_ch_subscriberInfo),
    detail(0xA1, kSsCodes),
    detail(0xA5, kExtBasicServices),
    leaf(0x84, Take::null, gsm_map_ch_forwardingInterrogationRequired),
    node(0x82, Node::msc, gsm_map_ch_vmsc_Address),
    over(0xAA), // naea-PreferredCI
    detail(0xAB, kCcbsIndicators),
    leaf(0x8C, Take::msisdn, gsm_map_ch_msisdn),
    leaf(0x8D, Take::number, gsm_map_ch_numberPortabilityStatus, disclosed::portability),
    leaf(0x8E, Take::number, gsm_map_ch_istAlertTimer),
    leaf(0x8F, Take::bits, gsm_map_ch_supportedCamelPhasesInVMSC),
    leaf(0x90, Take::bits, gsm_map_ch_offeredCamel4CSIsInVMSC),
    into(0xB1, kRoutingInfo2),
    detail(0xB2, kSsCodes),
    detail(0xB3, kExtBasicServices),
    leaf(0x94, Take::bits, gsm_map_ch_allowedServices),
    leaf(0x95, Take::number, gsm_map_ch_unavailabilityCause),
    leaf(0x96, Take::null, gsm_map_ch_releaseResourcesSupported),
    over(0xB7), // gsm-BearerCapability
});
inline constexpr Table kRoutingInfoResV2({
    leaf(0x04, Take::imsi, gsm_map_old_imsi),
    node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
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
    .renamed_argument = kOldVersions | kNoVersion,
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
    over(0xA5), // gsm-BearerCapability
    over(0xA6), // networkSignalInfo
    leaf(0x87, Take::null, gsm_map_ch_suppressionOfAnnouncement),
    leaf(0x88, Take::address, gsm_map_ch_gmsc_Address),
    leaf(0x89, Take::octets, gsm_map_ch_callReferenceNumber),
    leaf(0x8A, Take::null, gsm_map_ch_or_Interrogation),
    leaf(0x8C, Take::octets, gsm_map_ch_alertingPattern),
    leaf(0x8D, Take::null, gsm_map_ch_ccbs_Call),
    leaf(0x8F, Take::bits, gsm_map_ch_supportedCamelPhasesInInterrogatingNode),
    over(0xAE), // additionalSignalInfo
    leaf(0x90, Take::null, gsm_map_ch_orNotSupportedInGMSC),
    leaf(0x91, Take::null, gsm_map_ch_pre_pagingSupported),
    leaf(0x92, Take::null, gsm_map_ch_longFTN_Supported),
    leaf(0x93, Take::null, gsm_map_ch_suppress_VT_CSI),
    leaf(0x94, Take::bits, gsm_map_ch_offeredCamel4CSIsInInterrogatingNode),
    leaf(0x95, Take::null, gsm_map_ch_mtRoamingRetrySupported),
    into(0xB6, kPagingArea),
    leaf(0x97, Take::number, gsm_map_ch_callPriority),
    leaf(0x98, Take::null, gsm_map_ch_mtrf_Indicator),
    leaf(0x99, Take::address, gsm_map_ch_oldMSC_Number),
    leaf(0x9A, Take::plmn, gsm_map_ch_lastUsedLtePLMN_Id),
});
inline constexpr Table kProvideRoamingNumber({into(0x30, kProvideRoamingNumberArg)});
inline constexpr Table kProvideRoamingNumberRes({
    node(0x04, Node::roaming_number, gsm_map_ch_roamingNumber),
    extension(0x30),
    leaf(0x05, Take::null, gsm_map_ch_releaseResourcesSupported),
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

/// UU-Data: what one user writes to the other.
inline constexpr Table kUserToUser({
    leaf(0x80, Take::octets, gsm_map_ch_uuIndicator),
    leaf(0x81, Take::secret),
    leaf(0x82, Take::null, gsm_map_ch_uusCFInteraction),
});
inline constexpr Table kResumeCallArg({
    leaf(0x80, Take::octets, gsm_map_ch_callReferenceNumber),
    detail(0xA1, kExtBasicServices), // basicServiceGroup
    into(0xA2, kForwardingData, gsm_map_ch_forwardingData),
    leaf(0x83, Take::imsi, gsm_map_ch_imsi),
    detail(0xA4, kCugCheckInfo),
    into(0xA5, kOCsi, gsm_map_ch_o_CSI),
    leaf(0x88, Take::null, gsm_map_ch_ccbs_Possible),
    leaf(0x89, Take::msisdn, gsm_map_ch_msisdn),
    into(0xAA, kUserToUser, gsm_map_ch_uu_Data),
    leaf(0x8B, Take::null, gsm_map_ch_allInformationSent),
    into(0xAC, kDCsi, gsm_map_ch_d_csi),
    detail(0xAD, kOriginatingCriteria),
    detail(0xAE, kExtBasicServices), // basicServiceGroup2
    leaf(0x8F, Take::null, gsm_map_ch_mtRoamingRetry),
});
inline constexpr Table kResumeCall({into(0x30, kResumeCallArg)});
inline constexpr OperationShape kOfResumeCall{
    .argument = &kResumeCall,
    .result = &kEmptyResult,
};

inline constexpr Table kReleaseResourcesArg({
    node(0x04, Node::roaming_number, gsm_map_ch_msrn),
});
inline constexpr Table kReleaseResources({into(0x30, kReleaseResourcesArg)});
inline constexpr OperationShape kOfReleaseResources{
    .argument = &kReleaseResources,
    .result = &kEmptyResult,
};

// --- completion of calls to a busy subscriber: setReportingState (73), statusReport (74),
// remoteUserFree (75), registerCC-Entry (76), eraseCC-Entry (77)

constexpr Member free_or_busy(uint32_t tag) {
  return leaf(tag, Take::number, gsm_map_ch_ccbs_SubscriberStatus, disclosed::subscriber_state);
}
inline constexpr Table kSetReportingStateArg({
    leaf(0x80, Take::imsi, gsm_map_ch_imsi),
    leaf(0x81, Take::octets, gsm_map_ch_lmsi),
    leaf(0x82, Take::reporting_state, gsm_map_ch_ccbs_Monitoring),
});
inline constexpr Table kSetReportingState({into(0x30, kSetReportingStateArg)});
inline constexpr Table kSetReportingStateRes({free_or_busy(0x80)});
inline constexpr Table kSetReportingStateResult({into(0x30, kSetReportingStateRes)});
inline constexpr OperationShape kOfSetReportingState{
    .argument = &kSetReportingState,
    .result = &kSetReportingStateResult,
    .requested = requested::subscriber_state,
};

inline constexpr Table kEventReport({free_or_busy(0x80)});
inline constexpr Table kCallReport({
    leaf(0x80, Take::number, gsm_map_ch_monitoringMode),
    leaf(0x81, Take::number, gsm_map_ch_callOutcome),
});
inline constexpr Table kStatusReportArg({
    leaf(0x80, Take::imsi, gsm_map_ch_imsi),
    into(0xA1, kEventReport, gsm_map_ch_eventReportData),
    into(0xA2, kCallReport, gsm_map_ch_callReportdata),
});
inline constexpr Table kStatusReport({into(0x30, kStatusReportArg)});
inline constexpr OperationShape kOfStatusReport{
    .argument = &kStatusReport,
    .result = &kEmptyResult,
    .reports = true,
};

/// CCBS-Feature (§17.7.4).
inline constexpr Table kCcbsFeature({
    leaf(0x80, Take::number, gsm_map_ss_ccbs_Index),
    leaf(0x81, Take::address, gsm_map_ss_b_subscriberNumber),
    leaf(0x82, Take::octets, gsm_map_ss_b_subscriberSubaddress),
    into(0xA3, kBasicServices),
});
inline constexpr Table kRemoteUserFreeArg({
    leaf(0x80, Take::imsi, gsm_map_ch_imsi),
    over(0xA1), // callInfo
    into(0xA2, kCcbsFeature, gsm_map_ch_ccbs_Feature),
    leaf(0x83, Take::address, gsm_map_ch_translatedB_Number),
    leaf(0x84, Take::null, gsm_map_ch_replaceB_Number),
    leaf(0x85, Take::octets, gsm_map_ch_alertingPattern),
});
inline constexpr Table kRemoteUserFree({into(0x30, kRemoteUserFreeArg)});
inline constexpr Table kRemoteUserFreeRes({
    leaf(0x80, Take::number, gsm_map_ch_ruf_Outcome, disclosed::subscriber_state),
});
inline constexpr Table kRemoteUserFreeResult({into(0x30, kRemoteUserFreeRes)});
inline constexpr OperationShape kOfRemoteUserFree{
    .argument = &kRemoteUserFree,
    .result = &kRemoteUserFreeResult,
    .requested = requested::subscriber_state,
};

inline constexpr Table kCcbsData({
    into(0xA0, kCcbsFeature, gsm_map_ss_ccbs_Feature),
    leaf(0x81, Take::address, gsm_map_ss_translatedB_Number),
    leaf(0x82, Take::bits, gsm_map_ss_serviceIndicator),
    over(0xA3), // callInfo
    over(0xA4), // networkSignalInfo
});
inline constexpr Table kRegisterCcArg({
    leaf(0x80, Take::octet, gsm_map_ss_ss_Code),
    into(0xA1, kCcbsData, gsm_map_ss_ccbs_Data),
});
inline constexpr Table kRegisterCc({into(0x30, kRegisterCcArg)});
inline constexpr Table kRegisterCcRes({into(0xA0, kCcbsFeature, gsm_map_ss_ccbs_Feature)});
inline constexpr Table kRegisterCcResult({into(0x30, kRegisterCcRes)});
inline constexpr OperationShape kOfRegisterCc{
    .argument = &kRegisterCc,
    .result = &kRegisterCcResult,
};
inline constexpr Table kEraseCcArg({
    leaf(0x80, Take::octet, gsm_map_ss_ss_Code),
    leaf(0x81, Take::number, gsm_map_ss_ccbs_Index),
});
inline constexpr Table kEraseCc({into(0x30, kEraseCcArg)});
inline constexpr Table kEraseCcRes({
    leaf(0x80, Take::octet, gsm_map_ss_ss_Code),
    leaf(0x81, Take::octets, gsm_map_ss_ss_Status),
});
inline constexpr Table kEraseCcResult({into(0x30, kEraseCcRes)});
inline constexpr OperationShape kOfEraseCc{
    .argument = &kEraseCc,
    .result = &kEraseCcResult,
};

// --- immediate service termination: ist-Alert (87), ist-Command (88)

inline constexpr Table kIstArg({leaf(0x80, Take::imsi, gsm_map_ch_imsi)});
inline constexpr Table kIst({into(0x30, kIstArg)});
inline constexpr Table kIstAlertRes({
    leaf(0x80, Take::number, gsm_map_ch_istAlertTimer),
    leaf(0x81, Take::null, gsm_map_ch_istInformationWithdraw),
    leaf(0x82, Take::number, gsm_map_ch_callTerminationIndicator),
});
inline constexpr Table kIstAlertResult({into(0x30, kIstAlertRes)});
inline constexpr OperationShape kOfIstAlert{
    .argument = &kIst,
    .result = &kIstAlertResult,
};
inline constexpr OperationShape kOfIstCommand{
    .argument = &kIst,
    .result = &kEmptyResult,
};

// --- interworking of data calls (withdrawn): provideSIWFSNumber (31), sIWFSSignallingModify (32)

inline constexpr Table kSiwfsNumberArg({
    over(0xA0), // gsm-BearerCapability
    over(0xA1), // isdn-BearerCapability
    leaf(0x82, Take::octets, gsm_map_old_call_Direction),
    leaf(0x83, Take::address, gsm_map_old_b_Subscriber_Address),
    over(0xA4),
    over(0xA5),
    over(0xA6),
});
inline constexpr Table kSiwfsNumber({into(0x30, kSiwfsNumberArg)});
inline constexpr Table kSiwfsNumberRes({leaf(0x80, Take::address, gsm_map_old_sIWFSNumber)});
inline constexpr Table kSiwfsNumberResult({into(0x30, kSiwfsNumberRes)});
inline constexpr OperationShape kOfSiwfsNumber{
    .argument = &kSiwfsNumber,
    .result = &kSiwfsNumberResult,
};
/// Nothing but descriptions of a channel.
inline constexpr Table kSiwfsModifyArg({over(0xA0), over(0xA1)});
inline constexpr Table kSiwfsModify({into(0x30, kSiwfsModifyArg)});
inline constexpr OperationShape kOfSiwfsModify{
    .argument = &kSiwfsModify,
    .result = &kSiwfsModify,
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
inline constexpr Table kFailureReportRes({leaf(0x80, Take::gsn, gsm_map_ms_ggsn_Address)});
inline constexpr Table kFailureReportResult({into(0x30, kFailureReportRes)});
inline constexpr OperationShape kOfFailureReport{
    .argument = &kFailureReport,
    .result = &kFailureReportResult,
};
inline constexpr Table kPresentForGprsArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    leaf(0x81, Take::gsn, gsm_map_ms_sgsn_Address, disclosed::serving_node),
    leaf(0x82, Take::gsn, gsm_map_ms_ggsn_Address),
});
inline constexpr Table kPresentForGprs({into(0x30, kPresentForGprsArg)});
inline constexpr OperationShape kOfPresentForGprs{
    .argument = &kPresentForGprs,
    .result = &kEmptyResult,
    .reports = true,
};

} // namespace sigwarden::map
