// SPDX-License-Identifier: Apache-2.0
// MAP supplementary services, USSD, subscriber tracing and handover (3GPP TS 29.002 §17.6.4,
// §17.6.5, §17.6.1). The subscriber of supplementary services and USSD stands in the dialogue
// portion, not in the operation. USSD strings, passwords and the radio signalling of handovers
// (which carries keys) are secrets.
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

// --- registerSS, eraseSS, activateSS, deactivateSS, interrogateSS (10 to 14)

inline constexpr Table kRegisterSsArg({
    leaf(0x04, Take::octet, gsm_map_ss_Code), leaf(0x82, Take::skip), // basicService
    leaf(0x83, Take::skip).alternative(),
    node(0x84, Node::forwarded_to, gsm_map_ss_forwardedToNumber),
    leaf(0x86, Take::skip), // forwardedToSubaddress
    leaf(0x85, Take::skip), // noReplyConditionTime
});
inline constexpr Table kRegisterSs({into(0x30, kRegisterSsArg)});
/// ForwardingFeature (§17.7.4).
inline constexpr Table kForwardingFeature({
    leaf(0x82, Take::skip), // basicService
    leaf(0x83, Take::skip).alternative(),
    leaf(0x84, Take::skip), // ss-Status
    node(0x85, Node::forwarded_to, gsm_map_ss_forwardedToNumber),
    leaf(0x88, Take::skip), // forwardedToSubaddress
    leaf(0x86, Take::skip), // forwardingOptions
    leaf(0x87, Take::skip), // noReplyConditionTime
    node(0x89, Node::forwarded_to, gsm_map_ss_longForwardedToNumber),
});
inline constexpr Table kForwardingFeatures({into(0x30, kForwardingFeature).each()});
inline constexpr Table kForwardingInfo({
    leaf(0x04, Take::octet, gsm_map_ss_Code),
    into(0x30, kForwardingFeatures),
});
/// CallBarringInfo, SS-Data.
inline constexpr Table kBarringInfo({leaf(0x04, Take::octet, gsm_map_ss_Code), over(0x30)});
/// SS-Info, result of operations 10 to 13.
inline constexpr Table kSsInfoResult({
    into(0xA0, kForwardingInfo, gsm_map_ss_forwardingInfo, disclosed::forwarding),
    into(0xA1, kBarringInfo).alternative(),
    into(0xA3, kBarringInfo).alternative(),
});
inline constexpr OperationShape kOfRegisterSs{
    .argument = &kRegisterSs,
    .result = &kSsInfoResult,
};
inline constexpr Table kSsForBsArg({
    leaf(0x04, Take::octet, gsm_map_ss_Code),
    leaf(0x82, Take::skip),
    leaf(0x83, Take::skip).alternative(),
    leaf(0x84, Take::skip),
});
inline constexpr Table kSsForBs({into(0x30, kSsForBsArg)});
inline constexpr OperationShape kOfSsForBs{
    .argument = &kSsForBs,
    .result = &kSsInfoResult,
};
inline constexpr Table kInterrogateSsResult({
    leaf(0x80, Take::skip, none, disclosed::profile), // ss-Status
    over(0xA2).alternative(),                         // basicServiceGroupList
    into(0xA3, kForwardingFeatures, none, disclosed::forwarding).alternative(),
    over(0xA4).alternative(), // genericServiceInfo
});
inline constexpr OperationShape kOfInterrogateSs{
    .argument = &kSsForBs,
    .result = &kInterrogateSsResult,
    .requested = requested::profile,
};

// --- passwords (17, 18)

inline constexpr Table kRegisterPassword({leaf(0x04, Take::skip)}); // ss-Code
inline constexpr Table kPassword({leaf(0x12, Take::secret)});
inline constexpr OperationShape kOfRegisterPassword{
    .argument = &kRegisterPassword,
    .result = &kPassword,
    .is_sensitive = true,
};
inline constexpr Table kGetPassword({leaf(0x0A, Take::skip)});
inline constexpr OperationShape kOfGetPassword{
    .argument = &kGetPassword,
    .result = &kPassword,
    .is_sensitive = true,
};

// --- USSD (19, 59 to 61), beginSubscriberActivity (54), ss-InvocationNotification (72)

inline constexpr Table kUssd1({leaf(0x16, Take::secret)});
inline constexpr OperationShape kOfUssd1{
    .argument = &kUssd1,
    .result = &kUssd1,
    .is_sensitive = true,
};
inline constexpr Table kUssdArg({
    leaf(0x04, Take::scheme, gsm_map_ss_ussd_DataCodingScheme),
    leaf(0x04, Take::secret), // ussd-String
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
    leaf(0x04, Take::imsi),
    node(0x04, Node::vlr),
    leaf(0xDC, Take::msisdn),
});
inline constexpr Table kBeginActivity({into(0x30, kBeginActivityArg)});
inline constexpr OperationShape kOfBeginActivity{
    .argument = &kBeginActivity,
};
inline constexpr Table kSsInvocationArg({
    leaf(0x80, Take::imsi, gsm_map_ss_imsi),
    leaf(0x81, Take::msisdn, gsm_map_ss_msisdn),
    leaf(0x82, Take::octet, gsm_map_ss_Event),
    over(0xA3), // ss-EventSpecification
    leaf(0x85, Take::address, gsm_map_ss_b_subscriberNumber),
    leaf(0x86, Take::skip),
});
inline constexpr Table kSsInvocation({into(0x30, kSsInvocationArg)});
inline constexpr OperationShape kOfSsInvocation{
    .argument = &kSsInvocation,
};

// --- activateTraceMode, deactivateTraceMode (50, 51), traceSubscriberActivity (52)

inline constexpr Table kTraceArg({
    leaf(0x80, Take::imsi, gsm_map_om_imsi),
    leaf(0x81, Take::octets, gsm_map_om_traceReference),
    leaf(0x82, Take::skip), // traceType
    leaf(0x83, Take::address, gsm_map_om_omc_Id),
});
inline constexpr Table kTrace({into(0x30, kTraceArg)});
inline constexpr OperationShape kOfTrace{
    .argument = &kTrace,
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
    leaf(0x84, Take::imsi, gsm_map_ms_imsi).each(),
    leaf(0x96, Take::imei, gsm_map_ms_imeisv).alternative().each(),
    anything(Take::secret).alternative(),
});
inline constexpr Table kPrepareHandover({
    into(0xA3, kPrepareHandoverArg).in_versions(kNewVersions),
    into(0x30, kSignal).alternative().in_versions(kOldVersions),
});
inline constexpr Table kPrepareHandoverRes({
    leaf(0x80, Take::address, gsm_map_ms_handoverNumber).each(),
    anything(Take::secret).alternative(),
});
inline constexpr Table kPrepareHandoverResult({
    into(0xA3, kPrepareHandoverRes).in_versions(kNewVersions),
    into(0x30, kSignal).alternative().in_versions(kOldVersions),
});
inline constexpr OperationShape kOfPrepareHandover{
    .argument = &kPrepareHandover,
    .result = &kPrepareHandoverResult,
    .is_sensitive = true,
};

} // namespace sigwarden::map
