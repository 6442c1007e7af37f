// SPDX-License-Identifier: Apache-2.0
// MAP subscriber management (3GPP TS 29.002 §17.6.1, §17.7.1): the profile that a home network
// hands to the visited one, its reading and change by a gsmSCF. A hostile gsmSCF address in here is
// the way to listen in on calls.
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

// --- insertSubscriberData (7), deleteSubscriberData (8)

/// Ext-CallBarInfo, Ext-SS-Data.
inline constexpr Table kExtBarringInfo({leaf(0x04, Take::octet, gsm_map_ms_ss_Code), over(0x30)});
inline constexpr Table kSsInfoList({
    into(0xA0, kExtForwardingInfo, gsm_map_ms_forwardingInfo, disclosed::forwarding).each(),
    into(0xA1, kExtBarringInfo).alternative().each(),
    over(0xA2).alternative().each(), // cug-Info
    into(0xA3, kExtBarringInfo).alternative().each(),
    over(0xA4).alternative().each(), // emlpp-Info
});
inline constexpr Table kVlrCamelSubscriptionInfo({
    into(0xA0, kBcsmCsi, gsm_map_ms_o_CSI),
    into(0xA2, kSsCsi, gsm_map_ms_ss_CSI),
    over(0xA4),
    leaf(0x83, Take::skip), // tif-CSI
    into(0xA5, kMobilityCsi, gsm_map_ms_m_CSI),
    into(0xA6, kSmsCsi, gsm_map_ms_mo_sms_CSI),
    into(0xA7, kBcsmCsi, gsm_map_ms_vt_CSI),
    over(0xA8),
    into(0xA9, kDCsi, gsm_map_ms_d_CSI),
    into(0xAA, kSmsCsi, gsm_map_ms_mt_sms_CSI),
    over(0xAB),
});
inline constexpr Table kSgsnCamelSubscriptionInfo({
    into(0xA0, kSmsCsi, gsm_map_ms_gprs_CSI),
    into(0xA1, kSmsCsi, gsm_map_ms_mo_sms_CSI),
    into(0xA3, kSmsCsi, gsm_map_ms_mt_sms_CSI),
    over(0xA4),
    into(0xA5, kMobilityCsi, gsm_map_ms_mg_csi),
});
inline constexpr Table kInsertSubscriberDataArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    leaf(0x81, Take::msisdn, gsm_map_ms_msisdn),
    leaf(0x82, Take::octets, gsm_map_ms_category),
    leaf(0x83, Take::number, gsm_map_ms_subscriberStatus),
    over(0xA4), // bearerServiceList
    over(0xA6), // teleserviceList
    into(0xA7, kSsInfoList),
    over(0xA8),             // odb-Data
    leaf(0x89, Take::skip), // roamingRestrictionDueToUnsupportedFeature
    over(0xAA),             // regionalSubscriptionData
    over(0xAB),             // vbsSubscriptionData
    over(0xAC),             // vgcsSubscriptionData
    into(0xAD, kVlrCamelSubscriptionInfo, gsm_map_ms_vlrCamelSubscriptionInfo),
    leaf(0x8F, Take::skip), // naea-PreferredCI
    over(0xB0),             // gprsSubscriptionData
    leaf(0x97, Take::skip), // roamingRestrictedInSgsnDueToUnsupportedFeature
    leaf(0x98, Take::number, gsm_map_ms_networkAccessMode),
    over(0xB9),             // lsaInformation
    leaf(0x95, Take::skip), // lmu-Indicator
    over(0xB6),             // lcsInformation
    leaf(0x9A, Take::skip), // istAlertTimer
    leaf(0x9B, Take::skip), // superChargerSupportedInHLR
    over(0xBC),             // mc-SS-Info
    leaf(0x9D, Take::skip), // cs-AllocationRetentionPriority
    into(0xB1, kSgsnCamelSubscriptionInfo, gsm_map_ms_sgsn_CAMEL_SubscriptionInfo),
    leaf(0x92, Take::skip), // chargingCharacteristics
    leaf(0x93, Take::skip), // accessRestrictionData
    leaf(0x94, Take::skip), // ics-Indicator
    over(0xBF1F),           // eps-SubscriptionData
    over(0xBF20),           // csg-SubscriptionDataList
    leaf(0x9F21, Take::skip),
    node(0x9F22, Node::sgsn, gsm_map_ms_sgsn_Number),
    leaf(0x9F23, Take::text, gsm_map_ms_mme_Name),
    over(0xBF28),
    leaf(0x9F29, Take::address, gsm_map_ms_additionalMSISDN),
    over(0xBF2E),
    over(0xBF2F),
    over(0xBF33),
});
inline constexpr Table kInsertSubscriberData({into(0x30, kInsertSubscriberDataArg)});
inline constexpr OperationShape kOfInsertSubscriberData{
    .argument = &kInsertSubscriberData,
    .discloses = disclosed::profile,
    .reports = true,
};

inline constexpr Table kDeleteSubscriberDataArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi),
    over(0xA1), // basicServiceList
    over(0xA2), // ss-List
    leaf(0x84, Take::skip), leaf(0x85, Take::skip),
    leaf(0x89, Take::null, gsm_map_ms_camelSubscriptionInfoWithdraw),
    leaf(0x8F, Take::skip), // specificCSI-Withdraw,
});
inline constexpr Table kDeleteSubscriberData({into(0x30, kDeleteSubscriberDataArg)});
inline constexpr OperationShape kOfDeleteSubscriberData{
    .argument = &kDeleteSubscriberData,
};

// --- anyTimeSubscriptionInterrogation (62), anyTimeModification (65), noteSubscriberDataModified
// (5)

inline constexpr Table kSubscriptionInterrogationArg({
    into(0xA0, kSubscriberIdentity),
    over(0xA1), // requestedSubscriptionInfo
    node(0x82, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    leaf(0x84, Take::skip), // longFTN-Supported
});
inline constexpr Table kSubscriptionInterrogation({into(0x30, kSubscriptionInterrogationArg)});
inline constexpr Table kCallForwardingData({
    into(0x30, kExtForwardingFeatures), leaf(0x05, Take::skip), // notificationToCSE
});
inline constexpr Table kCallBarringData({
    over(0x30),               // callBarringFeatureList
    leaf(0x12, Take::secret), // password
    leaf(0x02, Take::skip),   // wrongPasswordAttemptsCounter
    leaf(0x05, Take::skip),   // notificationToCSE
});
inline constexpr Table kMsisdnBs({leaf(0x04, Take::msisdn, gsm_map_ms_msisdn), over(0xA0)});
inline constexpr Table kMsisdnBsList({into(0x30, kMsisdnBs).each()});
inline constexpr Table kSubscriptionInterrogationRes({
    into(0xA1, kCallForwardingData, gsm_map_ms_callForwardingData, disclosed::forwarding),
    into(0xA2, kCallBarringData, gsm_map_ms_callBarringData),
    over(0xA3), // odb-Info
    into(0xA4, kCamelSubscriptionInfo, gsm_map_ms_camel_SubscriptionInfo),
    leaf(0x85, Take::skip),
    leaf(0x86, Take::skip),
    leaf(0x88, Take::skip),
    leaf(0x89, Take::skip),
    into(0xAA, kMsisdnBsList),
    over(0xAB),
    over(0xAC),
    over(0xAD),
    over(0xAE),
    over(0xAF),
    over(0xB0),
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

inline constexpr Table kModifyForwarding({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    leaf(0x81, Take::skip), // basicService
    leaf(0x82, Take::skip), // ss-Status
    node(0x83, Node::forwarded_to, gsm_map_ms_forwardedToNumber),
    leaf(0x84, Take::skip),
});
inline constexpr Table kModifyBarring({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    leaf(0x81, Take::skip),
    leaf(0x82, Take::skip),
    leaf(0x83, Take::secret), // password
    leaf(0x84, Take::skip),
});
inline constexpr Table kModificationArg({
    into(0xA0, kSubscriberIdentity), node(0x81, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
    into(0xA2, kModifyForwarding), into(0xA3, kModifyBarring),
    over(0xA4),             // modificationRequestFor-CSI
    leaf(0x86, Take::skip), // longFTN-Supported
    over(0xA7),             // modificationRequestFor-ODB-data
});
inline constexpr Table kModification({into(0x30, kModificationArg)});

/// Ext-ForwardingInfoFor-CSE, Ext-CallBarringInfoFor-CSE.
inline constexpr Table kForwardingForCse({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    into(0xA1, kExtForwardingFeatures),
});
inline constexpr Table kBarringForCse({
    leaf(0x80, Take::octet, gsm_map_ms_ss_Code),
    over(0xA1),
    leaf(0x82, Take::secret), // password
    leaf(0x83, Take::skip),
});
inline constexpr Table kSsInfoForCse({
    into(0xA0, kForwardingForCse, none, disclosed::forwarding),
    into(0xA1, kBarringForCse).alternative(),
});
inline constexpr Table kModificationRes({
    into(0xA0, kSsInfoForCse),
    into(0xA1, kCamelSubscriptionInfo, gsm_map_ms_camel_SubscriptionInfo),
});
inline constexpr Table kModificationResult({into(0x30, kModificationRes)});
inline constexpr OperationShape kOfModification{
    .argument = &kModification,
    .result = &kModificationResult,
    .is_sensitive = true,
};

inline constexpr Table kDataModifiedArg({
    leaf(0x04, Take::imsi, gsm_map_ms_imsi),
    leaf(0x04, Take::msisdn, gsm_map_ms_msisdn),
    into(0xA0, kForwardingForCse),
    into(0xA1, kBarringForCse),
    over(0xA2), // odb-Info
    into(0xA3, kCamelSubscriptionInfo, gsm_map_ms_camel_SubscriptionInfo),
});
inline constexpr Table kDataModified({into(0x30, kDataModifiedArg)});
inline constexpr OperationShape kOfDataModified{
    .argument = &kDataModified,
    .is_sensitive = true,
};

} // namespace sigwarden::map
