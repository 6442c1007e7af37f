// SPDX-License-Identifier: Apache-2.0
// MAP supplementary services, USSD, subscriber tracing and handover (3GPP TS 29.002 §17.6.4,
// §17.6.5, §17.6.1). The subscriber of supplementary services and USSD stands in the dialogue
// portion, not in the operation. USSD strings, passwords and the radio signalling of handovers
// (which carries keys) are secrets.
#pragma once

#include "native/decode/gsm_map_call.hpp"

namespace sigwarden::map {

// --- registerSS, eraseSS, activateSS, deactivateSS, interrogateSS (10 to 14)

inline constexpr Table kRegisterSsArg({
    leaf(0x04, Take::ss_code, gsm_map_ss_ss_Code),
    leaf(0x82, Take::octet, gsm_map_bearerService),
    leaf(0x83, Take::octet, gsm_map_teleservice).alternative(),
    node(0x84, Node::forwarded_to, gsm_map_ss_forwardedToNumber),
    leaf(0x86, Take::octets, gsm_map_ss_forwardedToSubaddress),
    leaf(0x85, Take::number, gsm_map_ss_noReplyConditionTime),
    leaf(0x87, Take::number, gsm_map_ss_defaultPriority),
    leaf(0x88, Take::number, gsm_map_ss_nbrUser),
    leaf(0x89, Take::null, gsm_map_ss_longFTN_Supported),
});
inline constexpr Table kRegisterSs({into(0x30, kRegisterSsArg)});
/// ForwardingFeature (§17.7.4).
inline constexpr Table kForwardingFeature({
    leaf(0x82, Take::octet, gsm_map_bearerService),
    leaf(0x83, Take::octet, gsm_map_teleservice).alternative(),
    leaf(0x84, Take::octets, gsm_map_ss_ss_Status),
    node(0x85, Node::forwarded_to, gsm_map_ss_forwardedToNumber),
    leaf(0x88, Take::octets, gsm_map_ss_forwardedToSubaddress),
    leaf(0x86, Take::octets, gsm_map_ss_forwardingOptions),
    leaf(0x87, Take::number, gsm_map_ss_noReplyConditionTime),
    node(0x89, Node::forwarded_to, gsm_map_ss_longForwardedToNumber),
});
inline constexpr Table kForwardingFeatures({into(0x30, kForwardingFeature).each()});
inline constexpr Table kForwardingInfo({
    leaf(0x04, Take::octet, gsm_map_ss_ss_Code),
    into(0x30, kForwardingFeatures),
});
inline constexpr Table kBarringFeature({
    leaf(0x82, Take::octet, gsm_map_bearerService),
    leaf(0x83, Take::octet, gsm_map_teleservice).alternative(),
    leaf(0x84, Take::octets, gsm_map_ss_ss_Status),
});
inline constexpr Table kBarringFeatures({into(0x30, kBarringFeature).each()});
inline constexpr Table kBarringInfo({
    leaf(0x04, Take::octet, gsm_map_ss_ss_Code),
    detail(0x30, kBarringFeatures),
});
inline constexpr Table kSsData({
    leaf(0x04, Take::octet, gsm_map_ss_ss_Code),
    leaf(0x84, Take::octets, gsm_map_ss_ss_Status),
    leaf(0x82, Take::number, gsm_map_ss_cliRestrictionOption),
    leaf(0x81, Take::number, gsm_map_ss_overrideCategory).alternative(),
    detail(0x30, kBasicServices),
    leaf(0x02, Take::number, gsm_map_ss_defaultPriority),
    leaf(0x85, Take::number, gsm_map_ss_nbrUser),
});
/// SS-Info, result of operations 10 to 13.
inline constexpr Table kSsInfoResult({
    into(0xA0, kForwardingInfo, gsm_map_ss_forwardingInfo, disclosed::forwarding),
    into(0xA1, kBarringInfo, gsm_map_ss_callBarringInfo, disclosed::profile).alternative(),
    into(0xA3, kSsData, gsm_map_ss_ss_Data, disclosed::profile).alternative(),
});
inline constexpr OperationShape kOfRegisterSs{
    .argument = &kRegisterSs,
    .result = &kSsInfoResult,
};
inline constexpr Table kSsForBsArg({
    leaf(0x04, Take::ss_code, gsm_map_ss_ss_Code),
    leaf(0x82, Take::octet, gsm_map_bearerService),
    leaf(0x83, Take::octet, gsm_map_teleservice).alternative(),
    leaf(0x84, Take::null, gsm_map_ss_longFTN_Supported),
});
inline constexpr Table kSsForBs({into(0x30, kSsForBsArg)});
inline constexpr OperationShape kOfSsForBs{
    .argument = &kSsForBs,
    .result = &kSsInfoResult,
};
inline constexpr Table kCcbsFeatures({into(0x30, kCcbsFeature).each()});
inline constexpr Table kGenericServiceInfo({
    leaf(0x04, Take::octets, gsm_map_ss_ss_Status),
    leaf(0x0A, Take::number, gsm_map_ss_cliRestrictionOption),
    leaf(0x80, Take::number, gsm_map_ss_maximumEntitledPriority),
    leaf(0x81, Take::number, gsm_map_ss_defaultPriority),
    into(0xA2, kCcbsFeatures),
    leaf(0x83, Take::number, gsm_map_ss_nbrSB),
    leaf(0x84, Take::number, gsm_map_ss_nbrUser),
    leaf(0x85, Take::number, gsm_map_ss_nbrSN),
});
inline constexpr Table kInterrogateSsResult({
    leaf(0x80, Take::octets, gsm_map_ss_ss_Status, disclosed::profile),
    into(0xA2, kBasicServices, none, disclosed::profile).alternative(),
    into(0xA3, kForwardingFeatures, none, disclosed::forwarding).alternative(),
    into(0xA4, kGenericServiceInfo, gsm_map_ss_genericServiceInfo, disclosed::profile)
        .alternative(),
});
inline constexpr OperationShape kOfInterrogateSs{
    .argument = &kSsForBs,
    .result = &kInterrogateSsResult,
    .requested = requested::profile,
};

// --- passwords (17, 18)

inline constexpr Table kRegisterPassword({leaf(0x04, Take::octet, gsm_map_ss_Code)});
inline constexpr Table kPassword({leaf(0x12, Take::secret)});
inline constexpr OperationShape kOfRegisterPassword{
    .argument = &kRegisterPassword,
    .result = &kPassword,
    .is_sensitive = true,
};
inline constexpr Table kGetPassword({leaf(0x0A, Take::number, gsm_map_getPassword)});
inline constexpr OperationShape kOfGetPassword{
    .argument = &kGetPassword,
    .result = &kPassword,
    .is_sensitive = true,
};

// --- USSD (19, 59 to 61), beginSubscriberActivity (54), ss-InvocationNotification (72)

inline constexpr Table kUssd1({leaf(0x16, Take::ussd)});
inline constexpr OperationShape kOfUssd1{
    .argument = &kUssd1,
    .result = &kUssd1,
    .is_sensitive = true,
};
inline constexpr Table kUssdArg({
    leaf(0x04, Take::scheme, gsm_map_ss_ussd_DataCodingScheme),
    leaf(0x04, Take::ussd),   // ussd-String
    leaf(0x04, Take::scheme), // alertingPattern
    leaf(0x80, Take::msisdn, gsm_map_ss_msisdn),
});
inline constexpr Table kUssd({into(0x30, kUssdArg)});
inline constexpr OperationShape kOfUssd{
    .argument = &kUssd,
    .result = &kUssd,
    .is_sensitive = true,
};
inline constexpr Table kBeginActivityArg({
    leaf(0x04, Take::imsi, gsm_map_old_imsi),
    node(0x04, Node::vlr, gsm_map_old_originatingEntityNumber),
    leaf(0xDC, Take::msisdn, gsm_map_old_msisdn),
});
inline constexpr Table kBeginActivity({into(0x30, kBeginActivityArg)});
inline constexpr OperationShape kOfBeginActivity{
    .argument = &kBeginActivity,
};
inline constexpr Table
    kSsEventNumbers({leaf(0x04, Take::address, gsm_map_ss_AddressString).each()});
inline constexpr Table kSsInvocationArg({
    leaf(0x80, Take::imsi, gsm_map_ss_imsi),
    leaf(0x81, Take::msisdn, gsm_map_ss_msisdn),
    leaf(0x82, Take::octet, gsm_map_ss_ss_Event),
    into(0xA3, kSsEventNumbers),
    leaf(0x85, Take::address, gsm_map_ss_b_subscriberNumber),
    leaf(0x86, Take::number, gsm_map_ss_ccbs_RequestState),
});
inline constexpr Table kSsInvocation({into(0x30, kSsInvocationArg)});
inline constexpr OperationShape kOfSsInvocation{
    .argument = &kSsInvocation,
    .result = &kEmptyResult,
    .reports = true,
};

// --- activateTraceMode, deactivateTraceMode (50, 51), traceSubscriberActivity (52)

inline constexpr Table kTraceArg({
    leaf(0x80, Take::imsi, gsm_map_om_imsi), leaf(0x81, Take::octets, gsm_map_om_traceReference),
    leaf(0x82, Take::number, gsm_map_om_traceType), leaf(0x83, Take::address, gsm_map_om_omc_Id),
    over(0xA4),                                                       // extensionContainer
    leaf(0x85, Take::octets, gsm_map_om_traceReference2), over(0xA6), // traceDepthList
    leaf(0x87, Take::bits, gsm_map_om_traceNE_TypeList), over(0xA8),  // traceInterfaceList
    over(0xA9),                                                       // traceEventList
    leaf(0x8A, Take::gsn, gsm_map_om_traceCollectionEntity),
    over(0xAB), // mdt-Configuration
});
inline constexpr Table kTrace({into(0x30, kTraceArg)});
inline constexpr Table kTraceRes({
    leaf(0x81, Take::null, gsm_map_om_traceSupportIndicator),
});
inline constexpr Table kTraceResult({into(0x30, kTraceRes)});
inline constexpr OperationShape kOfActivateTrace{
    .argument = &kTrace,
    .result = &kTraceResult,
    .requested = requested::monitoring,
};
inline constexpr Table kEndTraceArg({
    leaf(0x80, Take::imsi, gsm_map_om_imsi),
    leaf(0x81, Take::octets, gsm_map_om_traceReference),
    leaf(0x83, Take::octets, gsm_map_om_traceReference2),
});
inline constexpr Table kEndTrace({into(0x30, kEndTraceArg)});
inline constexpr OperationShape kOfDeactivateTrace{
    .argument = &kEndTrace,
    .result = &kEmptyResult,
};
inline constexpr OperationShape kOfTraceActivity{
    .argument = &kTrace,
    .requested = requested::monitoring,
    .renamed_argument = kVersion1,
};

// --- handover (28 to 30, 33 to 35, 68, 69): radio signalling is secret as a whole, since it
// carries ciphering keys

inline constexpr Table kSignal({anything(Take::secret)});
inline constexpr OperationShape kOfSignal{
    .argument = &kSignal,
    .result = &kSignal,
    .is_sensitive = true,
};
inline constexpr Table kPrepareHandoverArg({
    leaf(0x80, Take::cell, gsm_map_ms_targetCellId).each(),
    leaf(0x81, Take::cell, gsm_map_ms_targetRNCId).alternative().each(),
    leaf(0x84, Take::imsi, gsm_map_ms_imsi).alternative().each(),
    leaf(0x96, Take::imei, gsm_map_ms_imeisv).alternative().each(),
    anything(Take::secret).alternative(),
});
inline constexpr Table kPrepareHandoverArgOld({
    leaf(0x04, Take::cell, gsm_map_old_targetCellId),
    leaf(0x05, Take::null), // ho-NumberNotRequired
    into(0x30, kSignal),
});
inline constexpr Table kPrepareHandover({
    into(0xA3, kPrepareHandoverArg).in_versions(kNewVersions),
    into(0x30, kPrepareHandoverArgOld).alternative().in_versions(kOldVersions),
});
inline constexpr Table kPrepareHandoverRes({
    leaf(0x80, Take::address, gsm_map_ms_handoverNumber).each(),
    anything(Take::secret).alternative(),
});
inline constexpr Table kPrepareHandoverResOld({
    leaf(0x04, Take::address, gsm_map_old_handoverNumber),
    into(0x30, kSignal),
});
inline constexpr Table kPrepareHandoverResult({
    into(0xA3, kPrepareHandoverRes).in_versions(kNewVersions),
    into(0x30, kPrepareHandoverResOld).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfPrepareHandover{
    .argument = &kPrepareHandover,
    .result = &kPrepareHandoverResult,
    .is_sensitive = true,
};
inline constexpr Table kSubsequentHandoverArg({
    leaf(0x80, Take::cell, gsm_map_ms_targetCellId).each(),
    node(0x81, Node::new_msc, gsm_map_ms_targetMSC_Number).alternative().each(),
    leaf(0x82, Take::cell, gsm_map_ms_targetRNCId).alternative().each(),
    anything(Take::secret).alternative(),
});
inline constexpr Table kSubsequentHandover({
    into(0xA3, kSubsequentHandoverArg).in_versions(kNewVersions),
    into(0x30, kSignal).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfSubsequentHandover{
    .argument = &kSubsequentHandover,
    .result = &kSignal,
    .is_sensitive = true,
};

} // namespace sigwarden::map
