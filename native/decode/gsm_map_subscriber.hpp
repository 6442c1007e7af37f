// SPDX-License-Identifier: Apache-2.0
// MAP subscriber management (3GPP TS 29.002 §17.6.1, §17.7.1): the profile that a home network
// hands to the visited one, its reading and change by a gsmSCF. A hostile gsmSCF address in here is
// the way to listen in on calls.
#pragma once

#include "native/decode/gsm_map_services.hpp"

namespace sigwarden::map {

// --- insertSubscriberData (7), deleteSubscriberData (8)

inline constexpr Table kExtBarringFeature({
    leaf(0x82, Take::octet, gsm_map_ext_BearerService),
    leaf(0x83, Take::octet, gsm_map_ext_Teleservice).alternative(),
    leaf(0x84, Take::octets, gsm_map_ms_ss_Status),
});
inline constexpr Table kExtBarringFeatures({into(0x30, kExtBarringFeature).each()});
inline constexpr Table kExtBarringInfo({
    leaf(0x04, Take::octet, gsm_map_ms_ss_Code),
    detail(0x30, kExtBarringFeatures),
});
inline constexpr Table kExtSsData({
    leaf(0x04, Take::octet, gsm_map_ms_ss_Code),
    leaf(0x84, Take::octets, gsm_map_ms_ss_Status),
    leaf(0x82, Take::number, gsm_map_ss_cliRestrictionOption),
    leaf(0x81, Take::number, gsm_map_ss_overrideCategory).alternative(),
    detail(0x30, kExtBasicServices),
});
inline constexpr Table kSsInfoList({
    into(0xA0, kExtForwardingInfo, gsm_map_ms_forwardingInfo, disclosed::forwarding).each(),
    into(0xA1, kExtBarringInfo, gsm_map_ms_callBarringInfo).alternative().each(),
    over(0xA2).alternative().each(), // cug-Info
    into(0xA3, kExtSsData, gsm_map_ms_ss_Data).alternative().each(),
    over(0xA4).alternative().each(), // emlpp-Info
});
inline constexpr Table kVlrCamelSubscriptionInfo({
    into(0xA0, kOCsi, gsm_map_ms_o_CSI),
    into(0xA2, kSsCsi, gsm_map_ms_ss_CSI),
    detail(0xA4, kOriginatingCriteria),
    leaf(0x83, Take::null, gsm_map_ms_tif_CSI),
    asks(0xA5, kMobilityCsi, gsm_map_ms_m_CSI, requested::mobility_events),
    into(0xA6, kSmsCsi, gsm_map_ms_mo_sms_CSI),
    into(0xA7, kTCsi, gsm_map_ms_vt_CSI),
    detail(0xA8, kTerminatingCriteria),
    into(0xA9, kDCsi, gsm_map_ms_d_CSI),
    into(0xAA, kSmsCsi, gsm_map_ms_mt_sms_CSI),
    detail(0xAB, kSmsCriteria),
});
inline constexpr Table kSgsnCamelSubscriptionInfo({
    into(0xA0, kGprsCsi, gsm_map_ms_gprs_CSI),
    into(0xA1, kSmsCsi, gsm_map_ms_mo_sms_CSI),
    into(0xA3, kSmsCsi, gsm_map_ms_mt_sms_CSI),
    detail(0xA4, kSmsCriteria),
    asks(0xA5, kMobilityCsi, gsm_map_ms_mg_csi, requested::mobility_events),
});
inline constexpr Table kZoneCodes({leaf(0x04, Take::octets, gsm_map_ms_ZoneCode).each()});

// Data sessions: what access points a subscriber may use.

inline constexpr Table kPdpContext({
    leaf(0x02, Take::number, gsm_map_ms_pdp_ContextId),
    leaf(0x90, Take::octets, gsm_map_ms_pdp_Type),
    leaf(0x91, Take::octets, gsm_map_ms_pdp_Address),
    leaf(0x92, Take::skip), // qos-Subscribed
    leaf(0x93, Take::null, gsm_map_ms_vplmnAddressAllowed),
    leaf(0x94, Take::octets, gsm_map_ms_apn),
});
inline constexpr Table kPdpContexts({into(0x30, kPdpContext).each()});
inline constexpr Table kGprsSubscriptionData({
    leaf(0x05, Take::null, gsm_map_ms_completeDataListIncluded),
    into(0xA1, kPdpContexts),
    leaf(0x83, Take::octets, gsm_map_ms_apn_oi_Replacement),
});
inline constexpr Table kPdnGateway({
    leaf(0x80, Take::octets, gsm_map_ms_pdn_gw_ipv4_Address),
    leaf(0x81, Take::octets, gsm_map_ms_pdn_gw_ipv6_Address),
    leaf(0x82, Take::octets, gsm_map_ms_pdn_gw_name),
});
inline constexpr Table kApnConfiguration({
    leaf(0x80, Take::number, gsm_map_ms_contextId),
    leaf(0x81, Take::octets, gsm_map_ms_pdn_Type),
    leaf(0x82, Take::octets, gsm_map_ms_servedPartyIP_IPv4_Address),
    leaf(0x83, Take::octets, gsm_map_ms_apn),
    over(0xA4), // eps-qos-Subscribed
    into(0xA5, kPdnGateway),
    leaf(0x86, Take::number, gsm_map_ms_pdn_gw_AllocationType),
    leaf(0x87, Take::null, gsm_map_ms_vplmnAddressAllowed),
    leaf(0x8C, Take::octets, gsm_map_ms_servedPartyIP_IPv6_Address),
    leaf(0x8D, Take::octets, gsm_map_ms_apn_oi_Replacement),
});
inline constexpr Table kApnConfigurations({into(0x30, kApnConfiguration).each()});
inline constexpr Table kApnProfile({
    leaf(0x02, Take::number, gsm_map_ms_defaultContext),
    leaf(0x05, Take::null, gsm_map_ms_completeDataListIncluded),
    into(0xA1, kApnConfigurations),
});
inline constexpr Table kEpsSubscriptionData({
    leaf(0x80, Take::octets, gsm_map_ms_apn_oi_Replacement),
    leaf(0x82, Take::number, gsm_map_ms_rfsp_id),
    over(0xA3), // ambr
    into(0xA4, kApnProfile),
    leaf(0x86, Take::address, gsm_map_ms_stn_sr),
});

// Location services: who may ask the phone for its position.

inline constexpr Table kGmlcList({node(0x04, Node::gmlc, gsm_map_ms_ISDN_AddressString).each()});
inline constexpr Table kClientIdentity({
    leaf(0x80, Take::address, gsm_map_externalAddress),
});
inline constexpr Table kLocationClient({
    into(0x30, kClientIdentity),
    leaf(0x80, Take::number, gsm_map_ms_gmlc_Restriction),
    leaf(0x81, Take::number, gsm_map_ms_notificationToMSUser),
});
inline constexpr Table kLocationClients({into(0x30, kLocationClient).each()});
inline constexpr Table kPlmnClients({
    leaf(0x0A, Take::number, gsm_map_ms_LCSClientInternalID).each(),
});
inline constexpr Table kPrivacyClass({
    leaf(0x04, Take::octet, gsm_map_ms_ss_Code),
    leaf(0x04, Take::octets, gsm_map_ms_ss_Status),
    leaf(0x80, Take::number, gsm_map_ms_notificationToMSUser),
    into(0xA1, kLocationClients),
    into(0xA2, kPlmnClients),
    extension(0xA3),
    into(0xA4, kLocationClients),
});
inline constexpr Table kPrivacyClasses({into(0x30, kPrivacyClass).each()});
inline constexpr Table kSelfLocation({
    leaf(0x04, Take::octet, gsm_map_ms_ss_Code),
    leaf(0x04, Take::octets, gsm_map_ms_ss_Status),
});
inline constexpr Table kSelfLocations({into(0x30, kSelfLocation).each()});
inline constexpr Table kLcsInformation({
    into(0xA0, kGmlcList),
    detail(0xA1, kPrivacyClasses),
    detail(0xA2, kSelfLocations),
    detail(0xA3, kPrivacyClasses),
});

inline constexpr Table kInsertSubscriberDataArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    leaf(0x81, Take::msisdn, gsm_map_ms_msisdn),
    leaf(0x82, Take::octets, gsm_map_ms_category),
    leaf(0x83, Take::number, gsm_map_ms_subscriberStatus),
    detail(0xA4, kBearerServices),
    detail(0xA6, kTeleservices),
    into(0xA7, kSsInfoList),
    detail(0xA8, kOdbData),
    leaf(0x89, Take::null, gsm_map_ms_roamingRestrictionDueToUnsupportedFeature),
    detail(0xAA, kZoneCodes), // regionalSubscriptionData
    over(0xAB),               // vbsSubscriptionData
    over(0xAC),               // vgcsSubscriptionData
    into(0xAD, kVlrCamelSubscriptionInfo, gsm_map_ms_vlrCamelSubscriptionInfo),
    leaf(0x8F, Take::skip), // naea-PreferredCI
    detail(0xB0, kGprsSubscriptionData),
    leaf(0x97, Take::null, gsm_map_ms_roamingRestrictedInSgsnDueToUnsupportedFeature),
    leaf(0x98, Take::number, gsm_map_ms_networkAccessMode),
    over(0xB9), // lsaInformation
    leaf(0x95, Take::null, gsm_map_ms_lmu_Indicator),
    into(0xB6, kLcsInformation, gsm_map_ms_lcsInformation),
    leaf(0x9A, Take::number, gsm_map_ms_istAlertTimer),
    leaf(0x9B, Take::octets, gsm_map_ms_superChargerSupportedInHLR),
    over(0xBC), // mc-SS-Info
    leaf(0x9D, Take::octets, gsm_map_ms_cs_AllocationRetentionPriority),
    into(0xB1, kSgsnCamelSubscriptionInfo, gsm_map_ms_sgsn_CAMEL_SubscriptionInfo),
    leaf(0x92, Take::skip), // chargingCharacteristics
    leaf(0x93, Take::bits, gsm_map_ms_accessRestrictionData),
    leaf(0x94, Take::boolean, gsm_map_ms_ics_Indicator),
    detail(0xBF1F, kEpsSubscriptionData),
    over(0xBF20), // csg-SubscriptionDataList
    leaf(0x9F21, Take::requested, gsm_map_ms_ue_ReachabilityRequestIndicator,
         requested::monitoring),
    node(0x9F22, Node::sgsn, gsm_map_ms_sgsn_Number),
    leaf(0x9F23, Take::text, gsm_map_ms_mme_Name),
    leaf(0x9F24, Take::number, gsm_map_ms_subscribedPeriodicRAUTAUtimer),
    leaf(0x9F25, Take::null, gsm_map_ms_vplmnLIPAAllowed),
    leaf(0x9F26, Take::boolean, gsm_map_ms_mdtUserConsent),
    leaf(0x9F27, Take::number, gsm_map_ms_subscribedPeriodicLAUtimer),
    over(0xBF28), // vplmn-Csg-SubscriptionDataList
    leaf(0x9F29, Take::address, gsm_map_ms_additionalMSISDN),
    leaf(0x9F2A, Take::null, gsm_map_ms_psAndSMS_OnlyServiceProvision),
    leaf(0x9F2B, Take::null, gsm_map_ms_smsInSGSNAllowed),
    leaf(0x9F2C, Take::null, gsm_map_ms_cs_to_ps_SRVCC_Allowed_Indicator),
    leaf(0x9F2D, Take::null, gsm_map_ms_pcscf_Restoration_Request),
    over(0xBF2E), // adjacentAccessRestrictionDataList
    over(0xBF2F), // imsi-Group-Id-List
    leaf(0x9F30, Take::octets, gsm_map_ms_ueUsageType),
    over(0xBF33), // reset-Id-List
});
inline constexpr Table kInsertSubscriberData({into(0x30, kInsertSubscriberDataArg)});
inline constexpr Table kInsertSubscriberDataRes({
    detail(0xA1, kTeleservices),
    detail(0xA2, kBearerServices),
    detail(0xA3, kSsCodes),
    leaf(0x84, Take::bits, gsm_map_ms_odb_GeneralData),
    leaf(0x85, Take::number, gsm_map_ms_regionalSubscriptionResponse),
    leaf(0x86, Take::bits, gsm_map_ms_supportedCamelPhases),
    leaf(0x88, Take::bits, gsm_map_ms_offeredCamel4CSIs),
    leaf(0x89, Take::bits, gsm_map_ms_supportedFeatures),
});
inline constexpr Table kInsertSubscriberDataResult({into(0x30, kInsertSubscriberDataRes)});
inline constexpr OperationShape kOfInsertSubscriberData{
    .argument = &kInsertSubscriberData,
    .result = &kInsertSubscriberDataResult,
    .discloses = disclosed::profile,
    .reports = true,
};

/// One context of a CHOICE that is untagged: everything, or the numbers of what is withdrawn.
inline constexpr Table kContextIds({leaf(0x02, Take::number, gsm_map_ms_ContextId).each()});
inline constexpr Table kGprsWithdrawal({
    leaf(0x05, Take::null, gsm_map_ms_allGPRSData),
    into(0x30, kContextIds).alternative(),
});
inline constexpr Table kEpsWithdrawal({
    leaf(0x05, Take::null, gsm_map_ms_allEPS_Data),
    into(0x30, kContextIds).alternative(),
});
inline constexpr Table kDeleteSubscriberDataArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    detail(0xA1, kExtBasicServices),
    detail(0xA2, kSsCodes),
    leaf(0x84, Take::null, gsm_map_ms_roamingRestrictionDueToUnsupportedFeature),
    leaf(0x85, Take::octets, gsm_map_ms_regionalSubscriptionIdentifier),
    leaf(0x87, Take::null, gsm_map_ms_vbsGroupIndication),
    leaf(0x88, Take::null, gsm_map_ms_vgcsGroupIndication),
    leaf(0x89, Take::null, gsm_map_ms_camelSubscriptionInfoWithdraw),
    detail(0xAA, kGprsWithdrawal),
    leaf(0x8B, Take::null, gsm_map_ms_roamingRestrictedInSgsnDueToUnsuppportedFeature),
    over(0xAC), // lsaInformationWithdraw
    leaf(0x8D, Take::null, gsm_map_ms_gmlc_ListWithdraw),
    leaf(0x8E, Take::null, gsm_map_ms_istInformationWithdraw),
    leaf(0x8F, Take::bits, gsm_map_ms_specificCSI_Withdraw),
    leaf(0x90, Take::null, gsm_map_ms_chargingCharacteristicsWithdraw),
    leaf(0x91, Take::null, gsm_map_ms_stn_srWithdraw),
    detail(0xB2, kEpsWithdrawal),
    leaf(0x93, Take::null, gsm_map_ms_apn_oi_replacementWithdraw),
    leaf(0x94, Take::null, gsm_map_ms_csg_SubscriptionDeleted),
    leaf(0x96, Take::null, gsm_map_ms_subscribedPeriodicTAU_RAU_TimerWithdraw),
    leaf(0x97, Take::null, gsm_map_ms_subscribedPeriodicLAU_TimerWithdraw),
    leaf(0x95, Take::null, gsm_map_ms_subscribed_vsrvccWithdraw),
    leaf(0x98, Take::null, gsm_map_ms_vplmn_Csg_SubscriptionDeleted),
    leaf(0x99, Take::null, gsm_map_ms_additionalMSISDN_Withdraw),
    leaf(0x9A, Take::null, gsm_map_ms_cs_to_ps_SRVCC_Withdraw),
    leaf(0x9B, Take::null, gsm_map_ms_imsiGroupIdList_Withdraw),
});
inline constexpr Table kDeleteSubscriberData({into(0x30, kDeleteSubscriberDataArg)});
inline constexpr Table kDeleteSubscriberDataRes({
    leaf(0x80, Take::number, gsm_map_ms_regionalSubscriptionResponse),
});
inline constexpr Table kDeleteSubscriberDataResult({into(0x30, kDeleteSubscriberDataRes)});
inline constexpr OperationShape kOfDeleteSubscriberData{
    .argument = &kDeleteSubscriberData,
    .result = &kDeleteSubscriberDataResult,
};

// --- anyTimeSubscriptionInterrogation (62), anyTimeModification (65), noteSubscriberDataModified
// (5)

inline constexpr Table kRequestedSubscription({
    into(0xA1, kSsForBsArg),
    leaf(0x82, Take::null, gsm_map_ms_odb),
    leaf(0x83, Take::number, gsm_map_ms_requestedCAMEL_SubscriptionInfo),
    leaf(0x84, Take::skip), // supportedVLR-CAMEL-Phases
    leaf(0x85, Take::skip), // supportedSGSN-CAMEL-Phases
    leaf(0x87, Take::number, gsm_map_ms_additionalRequestedCAMEL_SubscriptionInfo),
    leaf(0x88, Take::skip), // msisdn-BS-List
    leaf(0x89, Take::null, gsm_map_ms_csg_SubscriptionDataRequested),
    leaf(0x8A, Take::null, gsm_map_ms_cw_Info),
    leaf(0x8B, Take::null, gsm_map_ms_clip_Info),
    leaf(0x8C, Take::null, gsm_map_ms_clir_Info),
    leaf(0x8D, Take::null, gsm_map_ms_hold_Info),
    leaf(0x8E, Take::null, gsm_map_ms_ect_Info),
});
inline constexpr Table kSubscriptionInterrogationArg({
    into(0xA0, kSubscriberIdentity),
    into(0xA1, kRequestedSubscription, gsm_map_ms_requestedSubscriptionInfo),
    node(0x82, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    leaf(0x84, Take::null, gsm_map_ms_longFTN_Supported),
});
inline constexpr Table kSubscriptionInterrogation({into(0x30, kSubscriptionInterrogationArg)});
inline constexpr Table kCallForwardingData({
    into(0x30, kExtForwardingFeatures),
    notification(0x05),
});
inline constexpr Table kCallBarringData({
    detail(0x30, kExtBarringFeatures),
    leaf(0x12, Take::secret), // password
    leaf(0x02, Take::number, gsm_map_ms_wrongPasswordAttemptsCounter),
    notification(0x05),
});
inline constexpr Table kMsisdnBs({
    leaf(0x04, Take::msisdn, gsm_map_ms_msisdn),
    detail(0xA0, kExtBasicServices),
});
inline constexpr Table kMsisdnBsList({into(0x30, kMsisdnBs).each()});
constexpr Member service_status(uint32_t tag) {
  return leaf(tag, Take::octets, gsm_map_ms_ss_Status);
}
inline constexpr Table kWaitingFeature({into(0xA1, kExtBasicServices), service_status(0x82)});
inline constexpr Table kWaitingFeatures({into(0x30, kWaitingFeature).each()});
/// CallWaitingData, CallHoldData and EctData, ClipData, ClirData.
inline constexpr Table kWaitingData({into(0xA1, kWaitingFeatures), notification(0x82)});
inline constexpr Table kHoldData({service_status(0x81), notification(0x82)});
inline constexpr Table kClipData({
    service_status(0x81),
    leaf(0x82, Take::number, gsm_map_ms_overrideCategory),
    notification(0x83),
});
inline constexpr Table kClirData({
    service_status(0x81),
    leaf(0x82, Take::number, gsm_map_ms_cliRestrictionOption),
    notification(0x83),
});
inline constexpr Table kSubscriptionInterrogationRes({
    into(0xA1, kCallForwardingData, gsm_map_ms_callForwardingData, disclosed::forwarding),
    into(0xA2, kCallBarringData, gsm_map_ms_callBarringData), detail(0xA3, kOdbInfo),
    into(0xA4, kCamelSubscriptionInfo, gsm_map_ms_camel_SubscriptionInfo),
    leaf(0x85, Take::bits, gsm_map_ms_supportedVLR_CAMEL_Phases),
    leaf(0x86, Take::bits, gsm_map_ms_supportedSGSN_CAMEL_Phases),
    leaf(0x88, Take::bits, gsm_map_ms_offeredCamel4CSIsInVLR),
    leaf(0x89, Take::bits, gsm_map_ms_offeredCamel4CSIsInSGSN), into(0xAA, kMsisdnBsList),
    over(0xAB), // csg-SubscriptionDataList
    detail(0xAC, kWaitingData), detail(0xAD, kHoldData), detail(0xAE, kClipData),
    detail(0xAF, kClirData), detail(0xB0, kHoldData), // ect-data
});
inline constexpr Table kSubscriptionInterrogationResult({
    into(0x30, kSubscriptionInterrogationRes),
});
inline constexpr OperationShape kOfSubscriptionInterrogation{
    .argument = &kSubscriptionInterrogation,
    .result = &kSubscriptionInterrogationResult,
    .requested = requested::profile,
    .discloses = disclosed::profile,
    .is_sensitive = true,
};

constexpr Member modify_notification(uint32_t tag) {
  return leaf(tag, Take::number, gsm_map_ms_modifyNotificationToCSE);
}
inline constexpr Table kModifyForwarding({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    detail(0xA1, kExtBasicServices),
    service_status(0x82),
    node(0x83, Node::forwarded_to, gsm_map_ms_forwardedToNumber),
    leaf(0x84, Take::octets, gsm_map_ms_forwardedToSubaddress),
    leaf(0x85, Take::number, gsm_map_ms_noReplyConditionTime),
    modify_notification(0x86),
});
inline constexpr Table kModifyBarring({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    detail(0xA1, kExtBasicServices),
    service_status(0x82),
    leaf(0x83, Take::secret), // password
    leaf(0x84, Take::number, gsm_map_ms_wrongPasswordAttemptsCounter),
    modify_notification(0x85),
});
inline constexpr Table kModifyCsi({
    leaf(0x80, Take::number, gsm_map_ms_requestedCamel_SubscriptionInfo),
    modify_notification(0x81),
    leaf(0x82, Take::number, gsm_map_ms_modifyCSI_State),
    leaf(0x84, Take::number, gsm_map_ms_additionalRequestedCAMEL_SubscriptionInfo),
});
inline constexpr Table kModifyOdb({into(0xA0, kOdbData), modify_notification(0x81)});
inline constexpr Table kModifyGateway({
    leaf(0x80, Take::number, gsm_map_ms_modifyRegistrationStatus),
    into(0xA2, kDiameterAddress),
});
inline constexpr Table kModifyCsg({modify_notification(0x80)});
inline constexpr Table kModifyWaiting({
    into(0xA0, kExtBasicServices),
    service_status(0x81),
    modify_notification(0x82),
});
inline constexpr Table kModifyClip({
    service_status(0x80),
    leaf(0x81, Take::number, gsm_map_ms_overrideCategory),
    modify_notification(0x82),
});
inline constexpr Table kModifyClir({
    service_status(0x80),
    leaf(0x81, Take::number, gsm_map_ms_cliRestrictionOption),
    modify_notification(0x82),
});
inline constexpr Table kModifyHold({service_status(0x80), modify_notification(0x81)});
inline constexpr Table kModificationArg({
    into(0xA0, kSubscriberIdentity), node(0x81, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    into(0xA2, kModifyForwarding, gsm_map_ms_modificationRequestFor_CF_Info),
    into(0xA3, kModifyBarring, gsm_map_ms_modificationRequestFor_CB_Info),
    into(0xA4, kModifyCsi, gsm_map_ms_modificationRequestFor_CSI),
    leaf(0x86, Take::null, gsm_map_ms_longFTN_Supported), detail(0xA7, kModifyOdb),
    detail(0xA8, kModifyGateway),
    leaf(0x89, Take::bits, gsm_map_ms_activationRequestForUE_reachability),
    detail(0xAA, kModifyCsg), detail(0xAB, kModifyWaiting), detail(0xAC, kModifyClip),
    detail(0xAD, kModifyClir), detail(0xAE, kModifyHold),
    detail(0xAF, kModifyHold), // modificationRequestFor-ECT-Data
});
inline constexpr Table kModification({into(0x30, kModificationArg)});

/// Ext-ForwardingInfoFor-CSE, Ext-CallBarringInfoFor-CSE.
inline constexpr Table kForwardingForCse({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    into(0xA1, kExtForwardingFeatures),
    notification(0x82),
});
inline constexpr Table kBarringForCse({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    detail(0xA1, kExtBarringFeatures),
    leaf(0x82, Take::secret), // password
    leaf(0x83, Take::number, gsm_map_ms_wrongPasswordAttemptsCounter),
    notification(0x84),
});
inline constexpr Table kSsInfoForCse({
    into(0xA0, kForwardingForCse, gsm_map_ms_forwardingInfoFor_CSE, disclosed::forwarding),
    into(0xA1, kBarringForCse, gsm_map_ms_callBarringInfoFor_CSE).alternative(),
});
inline constexpr Table kModificationRes({
    into(0xA0, kSsInfoForCse),
    into(0xA1, kCamelSubscriptionInfo, gsm_map_ms_camel_SubscriptionInfo),
    detail(0xA3, kOdbInfo),
    detail(0xA4, kWaitingData),
    detail(0xA5, kHoldData),
    detail(0xA6, kClipData),
    detail(0xA7, kClirData),
    detail(0xA8, kHoldData), // ect-data
    leaf(0x89, Take::address, gsm_map_ms_serviceCentreAddress),
});
inline constexpr Table kModificationResult({into(0x30, kModificationRes)});
inline constexpr OperationShape kOfModification{
    .argument = &kModification,
    .result = &kModificationResult,
    .is_sensitive = true,
};

inline constexpr Table kDataModifiedArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi), leaf(0x04, Take::msisdn, gsm_map_ms_msisdn),
    into(0xA0, kForwardingForCse, gsm_map_ms_forwardingInfoFor_CSE, disclosed::forwarding),
    into(0xA1, kBarringForCse, gsm_map_ms_callBarringInfoFor_CSE), detail(0xA2, kOdbInfo),
    into(0xA3, kCamelSubscriptionInfo, gsm_map_ms_camel_SubscriptionInfo),
    leaf(0x84, Take::null, gsm_map_ms_allInformationSent),
    leaf(0x85, Take::bits, gsm_map_ms_ue_reachable),
    over(0xA6), // csg-SubscriptionDataList
    detail(0xA7, kWaitingData), detail(0xA8, kHoldData), detail(0xA9, kClipData),
    detail(0xAA, kClirData), detail(0xAB, kHoldData), // ect-data
});
inline constexpr Table kDataModified({into(0x30, kDataModifiedArg)});
inline constexpr OperationShape kOfDataModified{
    .argument = &kDataModified,
    .result = &kEmptyResult,
    .discloses = disclosed::profile,
    .reports = true,
    .is_sensitive = true,
};

} // namespace sigwarden::map
