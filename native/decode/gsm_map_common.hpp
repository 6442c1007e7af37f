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
    leaf(0x04, Take::octets, gsm_map_lmsi),
});
/// HLR-Id is written as an IMSI (§17.7.8); CorrelationID (§17.7.6).
inline constexpr Table kHlrIds({leaf(0x04, Take::imsi_of_network).each()});
inline constexpr Table kCorrelationId({leaf(0x80, Take::imsi_of_network)});
inline constexpr Table kAdditionalNumber({
    node(0x80, Node::msc, gsm_map_sm_msc_Number),
    node(0x81, Node::sgsn, gsm_map_sm_sgsn_Number).alternative(),
});

// --- location (§17.7.1, §17.7.8)

inline constexpr Table kCellOrArea({
    leaf(0x80, Take::cell, gsm_map_cellGlobalIdOrServiceAreaIdFixedLength),
    leaf(0x81, Take::area, gsm_map_laiFixedLength).alternative(),
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
    leaf(0x84, Take::skip, none, disclosed::serving_node), // amf-address
    leaf(0x85, Take::area, gsm_map_ms_trackingAreaIdentity),
    leaf(0x86, Take::null, gsm_map_ms_currentLocationRetrieved, disclosed::current_location),
    leaf(0x87, Take::number, gsm_map_ms_ageOfLocationInformation, disclosed::age_of_location),
    leaf(0x88, Take::plmn, gsm_map_ms_vplmnId),
    leaf(0x8C, Take::area, gsm_map_ms_nrTrackingAreaIdentity),
});
inline constexpr Table kLocation({
    leaf(0x02, Take::number, gsm_map_ms_ageOfLocationInformation, disclosed::age_of_location),
    leaf(0x80, Take::coordinates, gsm_map_ms_geographicalInformation),
    node(0x81, Node::vlr, gsm_map_ms_vlr_number),
    number(0x82, CallNumber::location, gsm_map_ms_locationNumber), into(0xA3, kCellOrArea),
    leaf(0x85, Take::skip), // selectedLSA-Id
    node(0x86, Node::msc, gsm_map_ms_msc_Number),
    leaf(0x87, Take::coordinates, gsm_map_ms_geodeticInformation),
    leaf(0x88, Take::null, gsm_map_ms_currentLocationRetrieved, disclosed::current_location),
    leaf(0x89, Take::null, gsm_map_ms_sai_Present),
    into(0xAA, kLocationEps, gsm_map_ms_locationInformationEPS),
    over(0xAB), // userCSGInformation
});
inline constexpr Table kLocationGprs({
    into(0xA0, kCellOrArea), leaf(0x81, Take::area, gsm_map_ms_routeingAreaIdentity),
    leaf(0x82, Take::coordinates, gsm_map_ms_geographicalInformation),
    node(0x83, Node::sgsn, gsm_map_ms_sgsn_Number), leaf(0x84, Take::skip), // selectedLSAIdentity
    leaf(0x86, Take::null, gsm_map_ms_sai_Present),
    leaf(0x87, Take::coordinates, gsm_map_ms_geodeticInformation),
    leaf(0x88, Take::null, gsm_map_ms_currentLocationRetrieved, disclosed::current_location),
    leaf(0x89, Take::number, gsm_map_ms_ageOfLocationInformation, disclosed::age_of_location),
    over(0xAA), // userCSGInformation
});

// --- SubscriberInfo and what asks for it (§17.7.1)

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
    leaf(0x84, Take::skip, none, disclosed::subscriber_state).alternative(),
    leaf(0x85, Take::skip, none, disclosed::subscriber_state).alternative(),
    leaf(0x0A, Take::number, gsm_map_ms_netDetNotReachable, disclosed::subscriber_state)
        .alternative(),
});
inline constexpr Table kMnpInfo({
    leaf(0x80, Take::octets, gsm_map_ms_routeingNumber),
    leaf(0x81, Take::imsi_of_network, gsm_map_ms_imsi),
    leaf(0x82, Take::msisdn, gsm_map_ms_msisdn),
    leaf(0x83, Take::number, gsm_map_ms_numberPortabilityStatus),
});
inline constexpr Table kSubscriberInfo({
    into(0xA0, kLocation, gsm_map_ms_locationInformation),
    into(0xA1, kSubscriberState),
    into(0xA3, kLocationGprs, gsm_map_ms_locationInformationGPRS),
    into(0xA4, kPsSubscriberState),
    leaf(0x85, Take::imei, gsm_map_ms_imei),
    leaf(0x86, Take::skip), // ms-Classmark2
    over(0xA7),             // gprs-MS-Class
    into(0xA8, kMnpInfo, gsm_map_ms_mnpInfoRes),
    leaf(0x89, Take::skip), // imsVoiceOverPS-SessionsIndication
    leaf(0x8A, Take::skip), // lastUE-ActivityTime
    leaf(0x8B, Take::skip), // lastRAT-Type
    into(0xAC, kPsSubscriberState),
    into(0xAD, kLocationEps, gsm_map_ms_locationInformationEPS),
    leaf(0x8E, Take::skip), // timeZone
    leaf(0x8F, Take::skip), // daylightSavingTime
    into(0xB0, kLocation5gs, gsm_map_ms_locationInformation5GS),
});
inline constexpr Table kRequestedInfo({
    leaf(0x80, Take::requested, gsm_map_ms_locationInformation, requested::location),
    leaf(0x81, Take::requested, gsm_map_ms_subscriberState, requested::subscriber_state),
    leaf(0x83, Take::requested, gsm_map_ms_currentLocation, requested::current_location),
    leaf(0x84, Take::domain, gsm_map_ms_requestedDomain),
    leaf(0x86, Take::requested, gsm_map_ms_imei_null, requested::imei),
    leaf(0x85, Take::requested, gsm_map_ms_ms_classmark, requested::classmark),
    leaf(0x87, Take::null, gsm_map_ms_mnpRequestedInfo),
    leaf(0x8B, Take::requested, gsm_map_ms_locationInformationEPS_Supported,
         requested::eps_location),
    leaf(0x88, Take::null, gsm_map_ms_t_adsData),
    leaf(0x89, Take::skip), // requestedNodes
    leaf(0x8A, Take::null, gsm_map_ms_servingNodeIndication),
    leaf(0x8C, Take::null, gsm_map_ms_localTimeZoneRequest),
});

// --- forwarding

/// ForwardingData (§17.7.3).
inline constexpr Table kForwardingData({
    node(0x85, Node::forwarded_to, gsm_map_ch_forwardedToNumber),
    leaf(0x84, Take::skip), // forwardedToSubaddress
    leaf(0x86, Take::skip), // forwardingOptions
    node(0x88, Node::forwarded_to, gsm_map_ch_longForwardedToNumber),
});
/// Ext-ForwFeature (§17.7.1); basicService comes untagged as [2] or [3].
inline constexpr Table kExtForwardingFeature({
    leaf(0x82, Take::skip),
    leaf(0x83, Take::skip).alternative(),
    leaf(0x84, Take::skip), // ss-Status
    node(0x85, Node::forwarded_to, gsm_map_ms_forwardedToNumber),
    leaf(0x88, Take::skip), // forwardedToSubaddress
    leaf(0x86, Take::skip), // forwardingOptions
    leaf(0x87, Take::skip), // noReplyConditionTime
    node(0x8A, Node::forwarded_to, gsm_map_ms_longForwardedToNumber),
});
inline constexpr Table kExtForwardingFeatures({into(0x30, kExtForwardingFeature).each()});
inline constexpr Table kExtForwardingInfo({
    leaf(0x04, Take::octet, gsm_map_ms_ss_Code),
    into(0x30, kExtForwardingFeatures),
});

// --- CAMEL subscriptions (§17.7.1)

/// O-BcsmCamelTDPData and T-BcsmCamelTDPData.
inline constexpr Table kBcsmTrigger({
    leaf(0x0A, Take::skip), leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    node(0x80, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    leaf(0x81, Take::skip), // defaultCallHandling
});
inline constexpr Table kBcsmTriggers({into(0x30, kBcsmTrigger).each()});
/// O-CSI, T-CSI, VT-CSI.
inline constexpr Table kBcsmCsi({
    into(0x30, kBcsmTriggers), extension(0x30), leaf(0x80, Take::skip), // camelCapabilityHandling
});
/// SMS-CAMEL-TDP-Data and GPRS-CamelTDPData.
inline constexpr Table kSmsTrigger({
    leaf(0x80, Take::skip),
    leaf(0x81, Take::number, gsm_map_ms_serviceKey),
    node(0x82, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    leaf(0x83, Take::skip),
});
inline constexpr Table kSmsTriggers({into(0x30, kSmsTrigger).each()});
/// MO-SMS-CSI, MT-SMS-CSI, GPRS-CSI.
inline constexpr Table kSmsCsi({into(0xA0, kSmsTriggers), leaf(0x81, Take::skip)});
inline constexpr Table kDialledTrigger({
    leaf(0x04, Take::address, gsm_map_ms_dialledNumber),
    leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    node(0x04, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    leaf(0x0A, Take::skip),
    extension(0x30),
});
inline constexpr Table kDialledTriggers({into(0x30, kDialledTrigger).each()});
inline constexpr Table kDCsi({into(0xA0, kDialledTriggers), leaf(0x81, Take::skip)});
inline constexpr Table kSsCamelData({
    over(0x30), // ss-EventList
    node(0x04, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
});
inline constexpr Table kSsCsi({into(0x30, kSsCamelData), extension(0x30)});
/// M-CSI and MG-CSI.
inline constexpr Table kMobilityCsi({
    over(0x30), // mobilityTriggers
    leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    node(0x80, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
});
/// CAMEL-SubscriptionInfo of anyTimeSubscriptionInterrogation, anyTimeModification,
/// noteSubscriberDataModified.
inline constexpr Table kCamelSubscriptionInfo({
    into(0xA0, kBcsmCsi, gsm_map_ms_o_CSI),
    over(0xA1),
    into(0xA2, kDCsi, gsm_map_ms_d_CSI),
    into(0xA3, kBcsmCsi),
    over(0xA4),
    into(0xA5, kBcsmCsi),
    over(0xA6),
    into(0xA9, kSmsCsi, gsm_map_ms_gprs_CSI),
    into(0xAA, kSmsCsi, gsm_map_ms_mo_sms_CSI),
    into(0xAB, kSsCsi, gsm_map_ms_ss_CSI),
    into(0xAC, kMobilityCsi, gsm_map_ms_m_CSI),
    into(0xAF, kSmsCsi, gsm_map_ms_mt_sms_CSI),
    over(0xB0),
    into(0xB1, kMobilityCsi, gsm_map_ms_mg_csi),
});

} // namespace sigwarden::map
