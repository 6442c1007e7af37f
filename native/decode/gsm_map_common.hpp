// SPDX-License-Identifier: Apache-2.0
// Structures that several MAP operations share (3GPP TS 29.002 §17.7.1, §17.7.3, §17.7.8): where a
// subscriber is, in what state, what is asked about him, forwarding, and the CAMEL subscriptions
// whose gsmSCF addresses an attacker changes. Data only; the members' meaning is in
// gsm_map_table.hpp.
#pragma once

#include "native/decode/gsm_map_table.hpp"

namespace sigwarden::map {

using enum Field;

// --- identities

inline constexpr Table kSubscriberIdentity({
    leaf(0x80, Take::imsi, gsm_map_imsi),
    leaf(0x81, Take::msisdn, gsm_map_msisdn).alternative(),
});
inline constexpr Table kImsiWithLmsi({
    leaf(0x04, Take::imsi, gsm_map_imsi),
    leaf(0x04, Take::lmsi, gsm_map_lmsi),
});
/// HLR-Id is written as an IMSI (§17.7.8); CorrelationID (§17.7.6).
inline constexpr Table
    kHlrIds({leaf(0x04, Take::imsi_of_network, gsm_map_HLR_Id).formerly(gsm_map_HLR_Id).each()});
inline constexpr Table kCorrelationId({
    leaf(0x80, Take::imsi_of_network, gsm_map_sm_hlr_id),
    leaf(0x81, Take::octets, gsm_map_sm_sip_uri_A),
    leaf(0x82, Take::octets, gsm_map_sm_sip_uri_B),
});
inline constexpr Table kDiameterAddress({
    leaf(0x80, Take::text, gsm_map_diameter_Name),
    leaf(0x81, Take::text, gsm_map_diameter_Realm),
});
inline constexpr Table kAdditionalNumber({
    node(0x80, Node::msc, gsm_map_sm_msc_Number),
    node(0x81, Node::sgsn, gsm_map_sm_sgsn_Number).alternative(),
});

// --- what may stand alone in an answer

/// An answer, or the parameter of an error, in which nothing but an extension may stand.
inline constexpr Table kOnlyExtension({extension(0x30)});
inline constexpr Table kEmptyResult({into(0x30, kOnlyExtension)});

// --- services (§17.7.8, §17.7.10)

/// Ext-BasicServiceCode and BasicServiceCode under an explicit tag, or as elements of a list.
inline constexpr Table kExtBasicServices({
    leaf(0x82, Take::octet, gsm_map_ext_BearerService).each(),
    leaf(0x83, Take::octet, gsm_map_ext_Teleservice).alternative().each(),
});
inline constexpr Table kBasicServices({
    leaf(0x82, Take::octet, gsm_map_bearerService).each(),
    leaf(0x83, Take::octet, gsm_map_teleservice).alternative().each(),
});
inline constexpr Table kBearerServices({
    leaf(0x04, Take::octet, gsm_map_ms_Ext_BearerServiceCode).each(),
});
inline constexpr Table kTeleservices({
    leaf(0x04, Take::octet, gsm_map_ms_Ext_TeleserviceCode).each(),
});
/// SS-List.
inline constexpr Table kSsCodes({leaf(0x04, Take::octet, gsm_map_ss_SS_Code).each()});
/// ODB-Data, ODB-Info.
inline constexpr Table kOdbData({
    leaf(0x03, Take::bits, gsm_map_ms_odb_GeneralData),
    leaf(0x03, Take::bits, gsm_map_ms_odb_HPLMN_Data),
});
inline constexpr Table kOdbInfo({
    into(0x30, kOdbData),
    leaf(0x05, Take::null, gsm_map_ms_notificationToCSE),
});

// --- location (§17.7.1, §17.7.8)

inline constexpr Table kCellOrArea({
    leaf(0x80, Take::cell, gsm_map_cellGlobalIdOrServiceAreaIdFixedLength),
    leaf(0x81, Take::area, gsm_map_laiFixedLength).alternative(),
});
inline constexpr Table kPagingArea({
    leaf(0x80, Take::area, gsm_map_ms_laiFixedLength).each(),
    leaf(0x81, Take::skip).alternative().each(), // lac
});
/// A closed subscriber group is a cell at home or in an office.
inline constexpr Table kUserCsg({
    leaf(0x80, Take::bits, gsm_map_ms_csg_Id, disclosed::location_area),
    leaf(0x82, Take::octets, gsm_map_ms_accessMode),
    leaf(0x83, Take::octets, gsm_map_ms_cmi),
});
inline constexpr Table kLocationEps({
    leaf(0x80, Take::cell, gsm_map_ms_e_utranCellGlobalIdentity),
    leaf(0x81, Take::area, gsm_map_ms_trackingAreaIdentity),
    leaf(0x83, Take::coordinates, gsm_map_ms_geographicalInformation),
    leaf(0x84, Take::coordinates, gsm_map_ms_geodeticInformation),
    leaf(0x85, Take::null, gsm_map_ms_currentLocationRetrieved, disclosed::current_location),
    leaf(0x86, Take::number, gsm_map_ms_ageOfLocationInformation, disclosed::age_of_location),
    leaf(0x87, Take::text, gsm_map_ms_mme_Name, disclosed::serving_node),
});
inline constexpr Table kLocation5gs({
    leaf(0x80, Take::cell, gsm_map_ms_nrCellGlobalIdentity),
    leaf(0x81, Take::cell, gsm_map_ms_e_utranCellGlobalIdentity),
    leaf(0x82, Take::coordinates, gsm_map_ms_geographicalInformation),
    leaf(0x83, Take::coordinates, gsm_map_ms_geodeticInformation),
    leaf(0x84, Take::octets, gsm_map_ms_amf_address, disclosed::serving_node),
    leaf(0x85, Take::area, gsm_map_ms_trackingAreaIdentity),
    leaf(0x86, Take::null, gsm_map_ms_currentLocationRetrieved, disclosed::current_location),
    leaf(0x87, Take::number, gsm_map_ms_ageOfLocationInformation, disclosed::age_of_location),
    leaf(0x88, Take::plmn, gsm_map_ms_vplmnId),
    leaf(0x89, Take::octets, gsm_map_ms_localtimeZone, disclosed::time_zone),
    leaf(0x8A, Take::number, gsm_map_ms_rat_Type),
    leaf(0x8C, Take::area, gsm_map_ms_nrTrackingAreaIdentity),
});
inline constexpr Table kLocation({
    leaf(0x02, Take::number, gsm_map_ms_ageOfLocationInformation, disclosed::age_of_location),
    leaf(0x80, Take::coordinates, gsm_map_ms_geographicalInformation),
    node(0x81, Node::vlr, gsm_map_ms_vlr_number),
    number(0x82, CallNumber::location, gsm_map_ms_locationNumber),
    into(0xA3, kCellOrArea),
    leaf(0x85, Take::octets, gsm_map_ms_selectedLSA_Id),
    node(0x86, Node::msc, gsm_map_ms_msc_Number),
    leaf(0x87, Take::coordinates, gsm_map_ms_geodeticInformation),
    leaf(0x88, Take::null, gsm_map_ms_currentLocationRetrieved, disclosed::current_location),
    leaf(0x89, Take::null, gsm_map_ms_sai_Present),
    into(0xAA, kLocationEps, gsm_map_ms_locationInformationEPS),
    into(0xAB, kUserCsg, gsm_map_ms_userCSGInformation),
});
inline constexpr Table kLocationGprs({
    into(0xA0, kCellOrArea),
    leaf(0x81, Take::area, gsm_map_ms_routeingAreaIdentity),
    leaf(0x82, Take::coordinates, gsm_map_ms_geographicalInformation),
    node(0x83, Node::sgsn, gsm_map_ms_sgsn_Number),
    leaf(0x84, Take::octets, gsm_map_ms_selectedLSAIdentity),
    leaf(0x86, Take::null, gsm_map_ms_sai_Present),
    leaf(0x87, Take::coordinates, gsm_map_ms_geodeticInformation),
    leaf(0x88, Take::null, gsm_map_ms_currentLocationRetrieved, disclosed::current_location),
    leaf(0x89, Take::number, gsm_map_ms_ageOfLocationInformation, disclosed::age_of_location),
    into(0xAA, kUserCsg, gsm_map_ms_userCSGInformation),
});

// --- SubscriberInfo and what asks for it (§17.7.1)

/// PDP-ContextInfo: an open data session with the ids of its tunnels.
inline constexpr Table kPdpContextInfo({
    leaf(0x80, Take::number, gsm_map_ms_pdp_ContextIdentifier),
    leaf(0x81, Take::null, gsm_map_ms_pdp_ContextActive),
    leaf(0x82, Take::octets, gsm_map_ms_pdp_Type),
    leaf(0x83, Take::octets, gsm_map_ms_pdp_Address),
    leaf(0x84, Take::octets, gsm_map_ms_apn_Subscribed),
    leaf(0x85, Take::octets, gsm_map_ms_apn_InUse),
    leaf(0x86, Take::number, gsm_map_ms_nsapi),
    leaf(0x88, Take::octets, gsm_map_ms_teid_ForGnAndGp),
    leaf(0x89, Take::octets, gsm_map_ms_teid_ForIu),
    leaf(0x8A, Take::gsn, gsm_map_ms_ggsn_Address),
    leaf(0x8E, Take::octets, gsm_map_ms_chargingId),
    leaf(0x90, Take::gsn, gsm_map_ms_rnc_Address),
});
inline constexpr Table kPdpContextInfos({into(0x30, kPdpContextInfo).each()});
inline constexpr uint32_t kOpenSession = disclosed::subscriber_state | disclosed::packet_session;
inline constexpr Table kSubscriberState({
    leaf(0x80, Take::null, gsm_map_ms_assumedIdle, disclosed::subscriber_state),
    leaf(0x81, Take::null, gsm_map_ms_camelBusy, disclosed::subscriber_state).alternative(),
    leaf(0x0A, Take::number, gsm_map_ms_netDetNotReachable, disclosed::subscriber_state)
        .alternative(),
    leaf(0x82, Take::null, gsm_map_ms_notProvidedFromVLR).alternative(),
});
inline constexpr Table kPsSubscriberState({
    leaf(0x80, Take::null, gsm_map_ms_notProvidedFromSGSNorMME),
    leaf(0x81, Take::null, gsm_map_ms_ps_Detached, disclosed::subscriber_state).alternative(),
    leaf(0x82, Take::null, gsm_map_ms_ps_AttachedNotReachableForPaging, disclosed::subscriber_state)
        .alternative(),
    leaf(0x83, Take::null, gsm_map_ms_ps_AttachedReachableForPaging, disclosed::subscriber_state)
        .alternative(),
    detail(0xA4, kPdpContextInfos, kOpenSession).alternative(), // not reachable for paging
    detail(0xA5, kPdpContextInfos, kOpenSession).alternative(), // reachable for paging
    leaf(0x0A, Take::number, gsm_map_ms_netDetNotReachable, disclosed::subscriber_state)
        .alternative(),
});
inline constexpr Table kMnpInfo({
    leaf(0x80, Take::tbcd, gsm_map_ms_routeingNumber, disclosed::portability),
    leaf(0x81, Take::imsi_of_network, gsm_map_ms_imsi),
    leaf(0x82, Take::msisdn, gsm_map_ms_msisdn),
    leaf(0x83, Take::number, gsm_map_ms_numberPortabilityStatus, disclosed::portability),
});
inline constexpr Table kGprsMsClass({
    leaf(0x80, Take::octets, gsm_map_ms_mSNetworkCapability),
    leaf(0x81, Take::octets, gsm_map_ms_mSRadioAccessCapability),
});
inline constexpr Table kSubscriberInfo({
    into(0xA0, kLocation, gsm_map_ms_locationInformation),
    into(0xA1, kSubscriberState),
    into(0xA3, kLocationGprs, gsm_map_ms_locationInformationGPRS),
    into(0xA4, kPsSubscriberState),
    leaf(0x85, Take::imei, gsm_map_ms_imei),
    leaf(0x86, Take::octets, gsm_map_ms_ms_Classmark2),
    detail(0xA7, kGprsMsClass),
    into(0xA8, kMnpInfo, gsm_map_ms_mnpInfoRes),
    leaf(0x89, Take::number, gsm_map_ms_imsVoiceOverPS_SessionsIndication),
    leaf(0x8A, Take::octets, gsm_map_ms_lastUE_ActivityTime, disclosed::subscriber_state),
    leaf(0x8B, Take::number, gsm_map_ms_lastRAT_Type),
    into(0xAC, kPsSubscriberState),
    into(0xAD, kLocationEps, gsm_map_ms_locationInformationEPS),
    leaf(0x8E, Take::octets, gsm_map_ms_timeZone, disclosed::time_zone),
    leaf(0x8F, Take::number, gsm_map_ms_daylightSavingTime),
    into(0xB0, kLocation5gs, gsm_map_ms_locationInformation5GS),
});
inline constexpr Table kRequestedInfo({
    leaf(0x80, Take::requested, gsm_map_ms_locationInformation, requested::location),
    leaf(0x81, Take::requested, gsm_map_ms_subscriberState, requested::subscriber_state),
    leaf(0x83, Take::requested, gsm_map_ms_currentLocation, requested::current_location),
    leaf(0x84, Take::domain, gsm_map_ms_requestedDomain),
    leaf(0x86, Take::requested, gsm_map_ms_imei_null, requested::imei),
    leaf(0x85, Take::requested, gsm_map_ms_ms_classmark, requested::classmark),
    leaf(0x87, Take::requested, gsm_map_ms_mnpRequestedInfo, requested::portability),
    leaf(0x8B, Take::requested, gsm_map_ms_locationInformationEPS_Supported,
         requested::eps_location),
    leaf(0x88, Take::null, gsm_map_ms_t_adsData),
    leaf(0x89, Take::bits, gsm_map_ms_requestedNodes),
    leaf(0x8A, Take::requested, gsm_map_ms_servingNodeIndication, requested::serving_node),
    leaf(0x8C, Take::requested, gsm_map_ms_localTimeZoneRequest, requested::time_zone),
});

// --- forwarding

/// ForwardingData (§17.7.3).
inline constexpr Table kForwardingData({
    node(0x85, Node::forwarded_to, gsm_map_ch_forwardedToNumber),
    leaf(0x84, Take::octets, gsm_map_ch_forwardedToSubaddress),
    leaf(0x86, Take::octets, gsm_map_ch_forwardingOptions),
    node(0x88, Node::forwarded_to, gsm_map_ch_longForwardedToNumber),
});
/// Ext-ForwFeature (§17.7.1); basicService comes untagged as [2] or [3].
inline constexpr Table kExtForwardingFeature({
    leaf(0x82, Take::octet, gsm_map_ext_BearerService),
    leaf(0x83, Take::octet, gsm_map_ext_Teleservice).alternative(),
    leaf(0x84, Take::octets, gsm_map_ms_ss_Status),
    node(0x85, Node::forwarded_to, gsm_map_ms_forwardedToNumber),
    leaf(0x88, Take::octets, gsm_map_ms_forwardedToSubaddress),
    leaf(0x86, Take::octets, gsm_map_ms_forwardingOptions),
    leaf(0x87, Take::number, gsm_map_ms_noReplyConditionTime),
    node(0x8A, Node::forwarded_to, gsm_map_ms_longForwardedToNumber),
});
inline constexpr Table kExtForwardingFeatures({into(0x30, kExtForwardingFeature).each()});
inline constexpr Table kExtForwardingInfo({
    leaf(0x04, Take::octet, gsm_map_ms_ss_Code),
    into(0x30, kExtForwardingFeatures),
});

// --- CAMEL subscriptions (§17.7.1)

constexpr Member default_call_handling(uint32_t tag) {
  return leaf(tag, Take::number, gsm_map_ms_defaultCallHandling);
}
constexpr Member camel_capability(uint32_t tag) {
  return leaf(tag, Take::number, gsm_map_ms_camelCapabilityHandling);
}
/// NotificationToCSE, which several subscriptions end with.
constexpr Member notification(uint32_t tag) {
  return leaf(tag, Take::null, gsm_map_ms_notificationToCSE);
}
constexpr Member active(uint32_t tag) {
  return leaf(tag, Take::null, gsm_map_ms_csi_Active);
}
/// O-BcsmCamelTDPData and T-BcsmCamelTDPData.
inline constexpr Table kOriginatingTrigger({
    leaf(0x0A, Take::number, gsm_map_ms_o_BcsmTriggerDetectionPoint),
    leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    node(0x80, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    default_call_handling(0x81),
});
inline constexpr Table kOriginatingTriggers({into(0x30, kOriginatingTrigger).each()});
inline constexpr Table kTerminatingTrigger({
    leaf(0x0A, Take::number, gsm_map_ms_t_BcsmTriggerDetectionPoint),
    leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    node(0x80, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    default_call_handling(0x81),
});
inline constexpr Table kTerminatingTriggers({into(0x30, kTerminatingTrigger).each()});
inline constexpr Table kOCsi({
    into(0x30, kOriginatingTriggers),
    extension(0x30),
    camel_capability(0x80),
    notification(0x81),
    leaf(0x82, Take::null, gsm_map_ms_csiActive),
});
/// T-CSI and VT-CSI.
inline constexpr Table kTCsi({
    into(0x30, kTerminatingTriggers),
    extension(0x30),
    camel_capability(0x80),
    notification(0x81),
    active(0x82),
});
inline constexpr Table kSmsTrigger({
    leaf(0x80, Take::number, gsm_map_ms_sms_TriggerDetectionPoint),
    leaf(0x81, Take::number, gsm_map_ms_serviceKey),
    node(0x82, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    leaf(0x83, Take::number, gsm_map_ms_defaultSMS_Handling),
});
inline constexpr Table kSmsTriggers({into(0x30, kSmsTrigger).each()});
/// MO-SMS-CSI and MT-SMS-CSI.
inline constexpr Table kSmsCsi({
    into(0xA0, kSmsTriggers),
    camel_capability(0x81),
    notification(0x83),
    active(0x84),
});
inline constexpr Table kGprsTrigger({
    leaf(0x80, Take::number, gsm_map_ms_gprs_TriggerDetectionPoint),
    leaf(0x81, Take::number, gsm_map_ms_serviceKey),
    node(0x82, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    leaf(0x83, Take::number, gsm_map_ms_defaultSessionHandling),
});
inline constexpr Table kGprsTriggers({into(0x30, kGprsTrigger).each()});
inline constexpr Table kGprsCsi({
    into(0xA0, kGprsTriggers),
    camel_capability(0x81),
    notification(0x83),
    active(0x84),
});
inline constexpr Table kDialledTrigger({
    leaf(0x04, Take::address, gsm_map_ms_dialledNumber),
    leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    node(0x04, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    default_call_handling(0x0A),
    extension(0x30),
});
inline constexpr Table kDialledTriggers({into(0x30, kDialledTrigger).each()});
inline constexpr Table kDCsi({
    into(0xA0, kDialledTriggers),
    camel_capability(0x81),
    notification(0x83),
    active(0x84),
});
inline constexpr Table kSsEvents({leaf(0x04, Take::octet, gsm_map_ms_SS_Code).each()});
inline constexpr Table kSsCamelData({
    detail(0x30, kSsEvents),
    node(0x04, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
});
inline constexpr Table kSsCsi({
    into(0x30, kSsCamelData),
    extension(0x30),
    notification(0x80),
    active(0x81),
});
inline constexpr Table kMobilityTriggers({leaf(0x04, Take::octets, gsm_map_ms_MM_Code).each()});
/// M-CSI and MG-CSI.
inline constexpr Table kMobilityCsi({
    detail(0x30, kMobilityTriggers),
    leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    node(0x80, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    notification(0x82),
    active(0x83),
});

// --- when a CAMEL service is asked (§17.7.1)

inline constexpr Table kDestinationNumbers({
    leaf(0x04, Take::address, gsm_map_ms_ISDN_AddressString).each(),
});
inline constexpr Table kDestinationLengths({
    leaf(0x02, Take::number, gsm_map_ms_DestinationNumberLengthList_item).each(),
});
inline constexpr Table kDestinationCriteria({
    leaf(0x80, Take::number, gsm_map_ms_matchType),
    into(0xA1, kDestinationNumbers),
    into(0xA2, kDestinationLengths),
});
inline constexpr Table kCauses({leaf(0x04, Take::octets, gsm_map_ms_CauseValue).each()});
inline constexpr Table kOriginatingCriterion({
    leaf(0x0A, Take::number, gsm_map_ms_o_BcsmTriggerDetectionPoint),
    into(0xA0, kDestinationCriteria),
    into(0xA1, kExtBasicServices),
    leaf(0x82, Take::number, gsm_map_ms_callTypeCriteria),
    into(0xA3, kCauses),
});
inline constexpr Table kOriginatingCriteria({into(0x30, kOriginatingCriterion).each()});
inline constexpr Table kTerminatingCriterion({
    leaf(0x0A, Take::number, gsm_map_ms_t_BCSM_TriggerDetectionPoint),
    into(0xA0, kExtBasicServices),
    into(0xA1, kCauses),
});
inline constexpr Table kTerminatingCriteria({into(0x30, kTerminatingCriterion).each()});
inline constexpr Table kTpduTypes({leaf(0x0A, Take::number, gsm_map_ms_MT_SMS_TPDU_Type).each()});
inline constexpr Table kSmsCriterion({
    leaf(0x0A, Take::number, gsm_map_ms_sms_TriggerDetectionPoint),
    into(0xA0, kTpduTypes),
});
inline constexpr Table kSmsCriteria({into(0x30, kSmsCriterion).each()});
/// CAMEL-SubscriptionInfo of anyTimeSubscriptionInterrogation, anyTimeModification,
/// noteSubscriberDataModified.
inline constexpr Table kCamelSubscriptionInfo({
    into(0xA0, kOCsi, gsm_map_ms_o_CSI),
    detail(0xA1, kOriginatingCriteria),
    into(0xA2, kDCsi, gsm_map_ms_d_CSI),
    into(0xA3, kTCsi, gsm_map_ms_t_CSI),
    detail(0xA4, kTerminatingCriteria),
    into(0xA5, kTCsi, gsm_map_ms_vt_CSI),
    detail(0xA6, kTerminatingCriteria),
    leaf(0x87, Take::null, gsm_map_ms_tif_CSI),
    leaf(0x88, Take::null, gsm_map_ms_tif_CSI_NotificationToCSE),
    into(0xA9, kGprsCsi, gsm_map_ms_gprs_CSI),
    into(0xAA, kSmsCsi, gsm_map_ms_mo_sms_CSI),
    into(0xAB, kSsCsi, gsm_map_ms_ss_CSI),
    asks(0xAC, kMobilityCsi, gsm_map_ms_m_CSI, requested::mobility_events),
    leaf(0x8E, Take::bits, gsm_map_ms_specificCSIDeletedList),
    into(0xAF, kSmsCsi, gsm_map_ms_mt_sms_CSI),
    detail(0xB0, kSmsCriteria),
    asks(0xB1, kMobilityCsi, gsm_map_ms_mg_csi, requested::mobility_events),
    into(0xB2, kOCsi, gsm_map_ms_o_IM_CSI),
    detail(0xB3, kOriginatingCriteria),
    into(0xB4, kDCsi, gsm_map_ms_d_IM_CSI),
    into(0xB5, kTCsi, gsm_map_ms_vt_IM_CSI),
    detail(0xB6, kTerminatingCriteria),
});

} // namespace sigwarden::map
