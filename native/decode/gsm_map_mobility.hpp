// SPDX-License-Identifier: Apache-2.0
// MAP mobility management, authentication and fault recovery (3GPP TS 29.002 §17.6.1, §17.7.1;
// forms of version 1 and 2 from ETS 300 599): where a subscriber claims to be, and the vectors that
// a network gives away about him.
#pragma once

#include "native/decode/gsm_map_subscriber.hpp"

namespace sigwarden::map {

// --- updateLocation (2), restoreData (57)

inline constexpr Table kAddInfo({
    leaf(0x80, Take::imei, gsm_map_ms_imeisv),
    leaf(0x81, Take::requested, gsm_map_ms_skipSubscriberDataUpdate,
         requested::skip_subscriber_data),
});
inline constexpr Table kSuperCharger({
    leaf(0x80, Take::null, gsm_map_ms_sendSubscriberData),
    leaf(0x81, Take::octets, gsm_map_ms_subscriberDataStored).alternative(),
});
inline constexpr Table kVlrCapability({
    leaf(0x80, Take::bits, gsm_map_ms_supportedCamelPhases),
    leaf(0x82, Take::null, gsm_map_ms_solsaSupportIndicator),
    leaf(0x81, Take::number, gsm_map_ms_istSupportIndicator),
    into(0xA3, kSuperCharger),
    leaf(0x84, Take::null, gsm_map_ms_longFTN_Supported),
    leaf(0x85, Take::bits, gsm_map_ms_supportedLCS_CapabilitySets),
    leaf(0x86, Take::bits, gsm_map_ms_offeredCamel4CSIs),
    leaf(0x87, Take::bits, gsm_map_ms_supportedRAT_TypesIndicator),
    leaf(0x88, Take::null, gsm_map_ms_longGroupID_Supported),
    leaf(0x89, Take::null, gsm_map_ms_mtRoamingForwardingSupported),
    leaf(0x8A, Take::null, gsm_map_ms_msisdn_lessOperation_Supported),
});
/// EPLMN-List, AdjacentPLMN-List: networks that are meant, not where somebody is.
inline constexpr Table kPlmns({leaf(0x04, Take::octets, gsm_map_ms_PLMN_Id).each()});
inline constexpr Table kUpdateLocationArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi), node(0x81, Node::msc, gsm_map_ms_msc_Number),
    node(0x80, Node::roaming_number).alternative(), // version 1 instead of msc-Number
    node(0x04, Node::vlr, gsm_map_ms_vlr_Number), leaf(0x8A, Take::octets, gsm_map_ms_lmsi),
    detail(0xA6, kVlrCapability), leaf(0x8B, Take::null, gsm_map_ms_informPreviousNetworkEntity),
    leaf(0x8C, Take::null, gsm_map_ms_cs_LCS_NotSupportedByUE),
    leaf(0x82, Take::gsn, gsm_map_ms_v_gmlc_Address), into(0xAD, kAddInfo, gsm_map_ms_add_info),
    into(0xAE, kPagingArea),
    leaf(0x8F, Take::requested, gsm_map_ms_skipSubscriberDataUpdate,
         requested::skip_subscriber_data),
    leaf(0x90, Take::null, gsm_map_ms_restorationIndicator), detail(0xA3, kPlmns), // eplmn-List
    detail(0xA4, kDiameterAddress), // mme-DiameterAddress
});
inline constexpr Table kUpdateLocation({into(0x30, kUpdateLocationArg)});
inline constexpr Table kUpdateLocationRes({
    node(0x04, Node::hlr, gsm_map_ms_hlr_Number),
    extension(0x30),
    leaf(0x05, Take::null, gsm_map_ms_add_Capability),
    leaf(0x80, Take::null, gsm_map_ms_pagingArea_Capability),
});
inline constexpr Table kUpdateLocationResult({
    into(0x30, kUpdateLocationRes),
    node(0x04, Node::hlr, gsm_map_ms_hlr_Number).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfUpdateLocation{
    .argument = &kUpdateLocation,
    .result = &kUpdateLocationResult,
};

inline constexpr Table kRestoreDataArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi),
    leaf(0x04, Take::lmsi, gsm_map_ms_lmsi),
    detail(0xA6, kVlrCapability),
    leaf(0x87, Take::null, gsm_map_ms_restorationIndicator),
});
inline constexpr Table kRestoreData({into(0x30, kRestoreDataArg)});
inline constexpr Table kRestoreDataRes({
    node(0x04, Node::hlr, gsm_map_ms_hlr_Number),
    leaf(0x05, Take::null, gsm_map_ms_msNotReachable, disclosed::subscriber_state),
});
inline constexpr Table kRestoreDataResult({into(0x30, kRestoreDataRes)});
inline constexpr OperationShape kOfRestoreData{
    .argument = &kRestoreData,
    .result = &kRestoreDataResult,
};

// --- updateGprsLocation (23)

inline constexpr Table kSgsnCapability({
    leaf(0x05, Take::null, gsm_map_ms_solsaSupportIndicator),
    into(0xA2, kSuperCharger),
    leaf(0x83, Take::null, gsm_map_ms_gprsEnhancementsSupportIndicator),
    leaf(0x84, Take::bits, gsm_map_ms_supportedCamelPhases),
    leaf(0x85, Take::bits, gsm_map_ms_supportedLCS_CapabilitySets),
    leaf(0x86, Take::bits, gsm_map_ms_offeredCamel4CSIs),
    leaf(0x87, Take::null, gsm_map_ms_smsCallBarringSupportIndicator),
    leaf(0x88, Take::bits, gsm_map_ms_supportedRAT_TypesIndicator),
    leaf(0x89, Take::bits, gsm_map_ms_supportedFeatures),
    leaf(0x8A, Take::null, gsm_map_ms_t_adsDataRetrieval),
    leaf(0x8B, Take::boolean, gsm_map_ms_homogeneousSupportOfIMSVoiceOverPSSessions),
    leaf(0x8C, Take::null, gsm_map_ms_cancellationTypeInitialAttach),
    leaf(0x8E, Take::null, gsm_map_ms_msisdn_lessOperation_Supported),
});
inline constexpr Table kGatewayUpdate({
    leaf(0x80, Take::octets, gsm_map_ms_apn),
    into(0xA1, kPdnGateway),
    leaf(0x82, Take::number, gsm_map_ms_contextId),
});
inline constexpr Table kEpsInfo({
    into(0xA0, kGatewayUpdate),
    leaf(0x81, Take::bits, gsm_map_ms_isr_Information).alternative(),
});
inline constexpr Table kUpdateGprsLocationArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi),
    node(0x04, Node::sgsn, gsm_map_ms_sgsn_Number),
    leaf(0x04, Take::gsn, gsm_map_ms_sgsn_Address),
    detail(0xA0, kSgsnCapability),
    leaf(0x81, Take::null, gsm_map_ms_informPreviousNetworkEntity),
    leaf(0x82, Take::null, gsm_map_ms_ps_LCS_NotSupportedByUE),
    leaf(0x83, Take::gsn, gsm_map_ms_v_gmlc_Address),
    into(0xA4, kAddInfo, gsm_map_ms_add_info),
    detail(0xA5, kEpsInfo),
    leaf(0x86, Take::null, gsm_map_ms_servingNodeTypeIndicator),
    leaf(0x87, Take::requested, gsm_map_ms_skipSubscriberDataUpdate,
         requested::skip_subscriber_data),
    leaf(0x88, Take::number, gsm_map_ms_usedRAT_Type),
    leaf(0x89, Take::null, gsm_map_ms_gprsSubscriptionDataNotNeeded),
    leaf(0x8A, Take::null, gsm_map_ms_nodeTypeIndicator),
    leaf(0x8B, Take::null, gsm_map_ms_areaRestricted),
    leaf(0x8C, Take::null, gsm_map_ms_ue_reachableIndicator),
    leaf(0x8D, Take::null, gsm_map_ms_epsSubscriptionDataNotNeeded),
    leaf(0x8E, Take::number, gsm_map_ms_ue_srvcc_Capability),
    detail(0xAF, kPlmns), // eplmn-List
    node(0x90, Node::mme, gsm_map_ms_mmeNumberforMTSMS),
    leaf(0x91, Take::number, gsm_map_ms_smsRegisterRequest),
    leaf(0x92, Take::null, gsm_map_ms_sms_Only),
    leaf(0x96, Take::null, gsm_map_ms_removalofMMERegistrationforSMS),
    leaf(0x93, Take::text, gsm_map_ms_sgsn_Name),
    leaf(0x94, Take::text, gsm_map_ms_sgsn_Realm),
    leaf(0x95, Take::null, gsm_map_ms_lgd_supportIndicator),
    detail(0xB7, kPlmns), // adjacentPLMN-List
});
inline constexpr Table kUpdateGprsLocation({into(0x30, kUpdateGprsLocationArg)});
inline constexpr Table kUpdateGprsLocationRes({
    node(0x04, Node::hlr, gsm_map_ms_hlr_Number),
    extension(0x30),
    leaf(0x05, Take::null, gsm_map_ms_add_Capability),
    leaf(0x80, Take::null, gsm_map_ms_sgsn_mmeSeparationSupported),
    leaf(0x81, Take::null, gsm_map_ms_mmeRegisteredforSMS),
});
inline constexpr Table kUpdateGprsLocationResult({into(0x30, kUpdateGprsLocationRes)});
inline constexpr OperationShape kOfUpdateGprsLocation{
    .argument = &kUpdateGprsLocation,
    .result = &kUpdateGprsLocationResult,
};

// --- cancelLocation (3), purgeMS (67)

inline constexpr Table kCancelLocationArg({
    leaf(0x04, Take::imsi, gsm_map_imsi),
    into(0x30, kImsiWithLmsi, gsm_map_imsi_WithLMSI).alternative(),
    leaf(0x0A, Take::sub_type, gsm_map_ms_cancellationType),
    extension(0x30),
    leaf(0x80, Take::number, gsm_map_ms_typeOfUpdate),
    leaf(0x81, Take::null, gsm_map_ms_mtrf_SupportedAndAuthorized),
    leaf(0x82, Take::null, gsm_map_ms_mtrf_SupportedAndNotAuthorized),
    node(0x83, Node::new_msc, gsm_map_ms_newMSC_Number),
    node(0x84, Node::new_vlr, gsm_map_ms_newVLR_Number),
    leaf(0x85, Take::octets, gsm_map_ms_new_lmsi),
    leaf(0x86, Take::null, gsm_map_ms_reattach_Required),
});
inline constexpr Table kCancelLocation({
    into(0xA3, kCancelLocationArg).in_versions(kNewVersions),
    leaf(0x04, Take::imsi, gsm_map_imsi).alternative().in_versions(kOldVersions),
    into(0x30, kImsiWithLmsi, gsm_map_imsi_WithLMSI).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfCancelLocation{
    .argument = &kCancelLocation,
    .result = &kEmptyResult,
};

inline constexpr Table kPurgeMsArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi),
    node(0x80, Node::vlr, gsm_map_ms_vlr_Number),
    node(0x81, Node::sgsn, gsm_map_ms_sgsn_Number),
    into(0xA2, kLocation, gsm_map_ms_locationInformation),
    into(0xA3, kLocationGprs, gsm_map_ms_locationInformationGPRS),
    into(0xA4, kLocationEps, gsm_map_ms_locationInformationEPS),
});
inline constexpr Table kPurgeMsArgV2({
    leaf(0x04, Take::imsi, gsm_map_old_imsi),
    node(0x04, Node::vlr, gsm_map_old_vlr_Number),
});
inline constexpr Table kPurgeMs({
    into(0xA3, kPurgeMsArg).in_versions(kNewVersions),
    into(0x30, kPurgeMsArgV2).alternative().in_versions(kOldVersions),
});
inline constexpr Table kPurgeMsRes({
    leaf(0x80, Take::null, gsm_map_ms_freezeTMSI),
    leaf(0x81, Take::null, gsm_map_ms_freezeP_TMSI),
    leaf(0x82, Take::null, gsm_map_ms_freezeM_TMSI),
});
inline constexpr Table kPurgeMsResult({into(0x30, kPurgeMsRes)});
inline constexpr OperationShape kOfPurgeMs{
    .argument = &kPurgeMs,
    .result = &kPurgeMsResult,
};

// --- authentication: sendAuthenticationInfo (56), authenticationFailureReport (15),
// sendIdentification (55), sendParameters (9)

/// A vector: whatever stands in it is secret, also what a later version may add.
inline constexpr Table kVector({anything(Take::secret)});
inline constexpr Member vectors(uint32_t tag) {
  Member m = into(tag, kVector);
  m.take = Take::vector;
  m.repeats = true;
  return m;
}
inline constexpr Table kVectors({vectors(0x30)});
/// CurrentSecurityContext: keys of the session in use.
inline constexpr Table kSecurityContext({anything(Take::secret)});

inline constexpr Table kSendAuthenticationInfoArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    leaf(0x02, Take::wanted, gsm_map_ms_numberOfRequestedVectors),
    leaf(0x05, Take::null, gsm_map_ms_segmentationProhibited),
    leaf(0x81, Take::null, gsm_map_ms_immediateResponsePreferred),
    into(0x30, kSecurityContext, gsm_map_ms_re_synchronisationInfo),
    leaf(0x83, Take::sub_type, gsm_map_ms_requestingNodeType),
    leaf(0x84, Take::plmn, gsm_map_ms_requestingPLMN_Id),
    leaf(0x85, Take::wanted, gsm_map_ms_numberOfRequestedAdditional_Vectors),
    leaf(0x86, Take::null, gsm_map_ms_additionalVectorsAreForEPS),
    leaf(0x87, Take::null, gsm_map_ms_ueUsageTypeRequestIndication),
});
inline constexpr Table kSendAuthenticationInfo({
    into(0x30, kSendAuthenticationInfoArg).in_versions(kNewVersions),
    leaf(0x04, Take::imsi, gsm_map_imsi).alternative().in_versions(kOldVersions),
});
inline constexpr Table kSendAuthenticationInfoRes({
    into(0xA0, kVectors),
    into(0xA1, kVectors).alternative(),
    into(0xA2, kVectors),
    leaf(0x83, Take::octets, gsm_map_ms_ueUsageType),
});
inline constexpr Table kSendAuthenticationInfoResult({
    into(0xA3, kSendAuthenticationInfoRes).in_versions(kNewVersions),
    into(0x30, kVectors).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfSendAuthenticationInfo{
    .argument = &kSendAuthenticationInfo,
    .result = &kSendAuthenticationInfoResult,
    .requested = requested::vectors,
    .is_sensitive = true,
};

inline constexpr Table kAuthenticationFailureReportArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi),
    leaf(0x0A, Take::sub_type, gsm_map_ms_failureCause),
    leaf(0x01, Take::boolean, gsm_map_ms_re_attempt),
    leaf(0x0A, Take::number, gsm_map_ms_accessType),
    leaf(0x04, Take::secret), // rand
    node(0x80, Node::vlr, gsm_map_ms_vlr_Number),
    node(0x81, Node::sgsn, gsm_map_ms_sgsn_Number),
});
inline constexpr Table kAuthenticationFailureReport({into(0x30, kAuthenticationFailureReportArg)});
inline constexpr OperationShape kOfAuthenticationFailureReport{
    .argument = &kAuthenticationFailureReport,
    .result = &kEmptyResult,
    .is_sensitive = true,
};

inline constexpr Table kSendIdentificationArg({
    leaf(0x04, Take::octets, gsm_map_ms_tmsi),
    leaf(0x02, Take::wanted, gsm_map_ms_numberOfRequestedVectors),
    leaf(0x05, Take::null, gsm_map_ms_segmentationProhibited),
    node(0x04, Node::msc, gsm_map_ms_msc_Number),
    leaf(0x80, Take::area, gsm_map_ms_previous_LAI),
    leaf(0x81, Take::number, gsm_map_ms_hopCounter),
    leaf(0x82, Take::null, gsm_map_ms_mtRoamingForwardingSupported),
    node(0x83, Node::new_vlr, gsm_map_ms_newVLR_Number),
    leaf(0x84, Take::octets, gsm_map_ms_new_lmsi),
});
inline constexpr Table kSendIdentification({
    into(0x30, kSendIdentificationArg).in_versions(kNewVersions),
    leaf(0x04, Take::octets, gsm_map_tmsi).alternative().in_versions(kOldVersions),
});
inline constexpr Table kSendIdentificationRes({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi),
    into(0xA0, kVectors),
    into(0xA1, kVectors).alternative(),
    into(0xA2, kSecurityContext),
    leaf(0x84, Take::plmn, gsm_map_ms_lastUsedLtePLMN_Id),
    leaf(0x85, Take::null, gsm_map_ms_mtCallPendingFlag),
});
inline constexpr Table kSendIdentificationResV2({
    leaf(0x04, Take::imsi, gsm_map_old_imsi),
    into(0x30, kVectors),
});
inline constexpr Table kSendIdentificationResult({
    into(0xA3, kSendIdentificationRes).in_versions(kNewVersions),
    into(0x30, kSendIdentificationResV2).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfSendIdentification{
    .argument = &kSendIdentification,
    .result = &kSendIdentificationResult,
    .requested = requested::imsi | requested::vectors,
    .is_sensitive = true,
};

/// SendParametersArg of version 1: SubscriberId is IMSI [0] or TMSI [1].
inline constexpr Table kParameterList({leaf(0x0A, Take::parameter).each()});
inline constexpr Table kSendParametersArg({
    leaf(0x80, Take::imsi, gsm_map_imsi),
    leaf(0x81, Take::octets, gsm_map_tmsi).alternative(),
    into(0x30, kParameterList),
});
inline constexpr Table kSendParameters({into(0x30, kSendParametersArg)});
/// AuthenticationSet is a list of triplets, at times wrapped as the lists of version 3 are.
inline constexpr Table kAuthenticationSet({
    vectors(0x30),
    into(0xA0, kVectors).alternative().each(),
    into(0xA1, kVectors).alternative().each(),
    anything(Take::secret).alternative(),
});
inline constexpr Table kSentParameter({
    leaf(0x80, Take::imsi, gsm_map_old_imsi).each(),
    into(0xA1, kAuthenticationSet).alternative().each(),
    into(0xA2, kInsertSubscriberDataArg, none, disclosed::profile).alternative().each(),
    leaf(0x84, Take::secret).alternative().each(), // Ki
});
inline constexpr Table kSendParametersResult({into(0x30, kSentParameter)});
inline constexpr OperationShape kOfSendParameters{
    .argument = &kSendParameters,
    .result = &kSendParametersResult,
    .is_sensitive = true,
};

// --- reset (37), checkIMEI (43), VCSG (36, 53), note of presence (48)

/// A change of what many subscribers share comes in here too, written as the change of one.
inline constexpr Table kResetArg({
    leaf(0x0A, Take::number).formerly(gsm_map_old_networkResource),
    node(0x04, Node::hlr, gsm_map_ms_hlr_Number).formerly(gsm_map_old_hlr_Number),
    node(0x81, Node::hlr, gsm_map_ms_css_Number).alternative(),
    into(0x30, kHlrIds),
    asks(0xA2, kInsertSubscriberDataArg, gsm_map_ms_subscriptionData, requested::profile_change),
    asks(0xA3, kDeleteSubscriberDataArg, gsm_map_ms_subscriptionDataDeletion,
         requested::profile_change),
});
inline constexpr Table kReset({into(0x30, kResetArg)});
inline constexpr OperationShape kOfReset{
    .argument = &kReset,
    .renamed_argument = kVersion1,
};

/// One vendor appends the IMSI as [PRIVATE 1].
inline constexpr Table kCheckImeiArg({
    leaf(0x04, Take::imei, gsm_map_ms_imei),
    leaf(0x03, Take::bits, gsm_map_ms_requestedEquipmentInfo),
    leaf(0xC1, Take::imsi),
});
inline constexpr Table kCheckImei({
    into(0x30, kCheckImeiArg),
    leaf(0x04, Take::imei, gsm_map_ms_imei).alternative().in_versions(kOldVersions),
});
inline constexpr Table kCheckImeiRes({leaf(0x0A, Take::sub_type, gsm_map_ms_equipmentStatus)});
inline constexpr Table kCheckImeiResult({
    into(0x30, kCheckImeiRes),
    leaf(0x0A, Take::sub_type, gsm_map_ms_equipmentStatus).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfCheckImei{
    .argument = &kCheckImei,
    .result = &kCheckImeiResult,
};

inline constexpr Table kVcsgArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi),
    leaf(0x82, Take::msisdn, gsm_map_ms_msisdn),
    node(0x80, Node::vlr, gsm_map_ms_vlr_Number),
    node(0x81, Node::sgsn, gsm_map_ms_sgsn_Number),
});
inline constexpr Table kUpdateVcsg({into(0x30, kVcsgArg)});
inline constexpr Table kUpdateVcsgRes({
    leaf(0x05, Take::null, gsm_map_ms_temporaryEmptySubscriptiondataIndicator),
    extension(0x30),
});
inline constexpr Table kUpdateVcsgResult({into(0x30, kUpdateVcsgRes)});
inline constexpr OperationShape kOfUpdateVcsg{
    .argument = &kUpdateVcsg,
    .result = &kUpdateVcsgResult,
};
inline constexpr Table kCancelVcsgArg({
    leaf(0x04, Take::imsi, gsm_map_imsi),
    into(0x30, kImsiWithLmsi, gsm_map_imsi_WithLMSI).alternative(),
});
inline constexpr Table kCancelVcsg({into(0x30, kCancelVcsgArg)});
inline constexpr OperationShape kOfCancelVcsg{
    .argument = &kCancelVcsg,
    .result = &kEmptyResult,
};

inline constexpr Table kBareImsi({leaf(0x04, Take::imsi, gsm_map_imsi)});
inline constexpr OperationShape kOfNoteSubscriberPresent{
    .argument = &kBareImsi,
};

} // namespace sigwarden::map
