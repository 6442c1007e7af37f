// SPDX-License-Identifier: Apache-2.0
// CAP for short messages (3GPP TS 29.078 §7.4 to §7.6, phases 3 and 4): a message is announced with
// its addresses, and may be sent to another number or by another service centre. The message itself
// is not in CAP.
#pragma once

#include "native/decode/camel_common.hpp"

namespace sigwarden::camel_decode {

// --- initialDPSMS (60), connectSMS (62)

inline constexpr Table kInitialDpSmsArg({
    leaf(0x80, Take::number, camel_serviceKey),
    bcd_number(0x81, CallNumber::other, camel_destinationSubscriberNumber),
    party_address(0x82, CallNumber::calling, camel_callingPartyNumber),
    leaf(0x83, Take::sub_type, camel_eventTypeSMS),
    leaf(0x84, Take::imsi, camel_iMSI),
    into(0xA5, map::kLocation, camel_locationInformationMSC),
    into(0xA6, kLocationGprs, camel_locationInformationGPRS),
    node(0x87, Node::service_centre, camel_sMSCAddress),
    leaf(0x88, Take::octets, camel_timeAndTimezone),
    leaf(0x89, Take::octets, camel_tPShortMessageSpecificInfo),
    leaf(0x8A, Take::octets, camel_tPProtocolIdentifier),
    leaf(0x8B, Take::octets, camel_tPDataCodingScheme),
    leaf(0x8C, Take::octets, camel_tPValidityPeriod),
    extension(0xAD),
    leaf(0x8E, Take::octets, camel_smsReferenceNumber),
    node(0x8F, Node::msc, camel_mscAddress),
    node(0x90, Node::sgsn, camel_sgsn_Number),
    leaf(0x91, Take::skip), // ms-Classmark2
    over(0xB2),             // gPRSMSClass
    leaf(0x93, Take::imei, camel_iMEI),
    party_address(0x94, CallNumber::called, camel_calledPartyNumber),
});
inline constexpr Table kInitialDpSms({into(0x30, kInitialDpSmsArg)});
inline constexpr OperationShape kOfInitialDpSms{.argument = &kInitialDpSms, .reports = true};

inline constexpr Table kConnectSmsArg({
    party_address(0x80, CallNumber::calling, camel_callingPartysNumber),
    bcd_number(0x81, CallNumber::destination, camel_destinationSubscriberNumber),
    node(0x82, Node::service_centre, camel_sMSCAddress),
    extension(0xAA),
});
inline constexpr Table kConnectSms({into(0x30, kConnectSmsArg)});
inline constexpr OperationShape kOfConnectSms{.argument = &kConnectSms};

// --- requestReportSMSEvent (63), eventReportSMS (64)

inline constexpr Table kSmsEvent({
    leaf(0x80, Take::number, camel_eventTypeSMS),
    leaf(0x81, Take::number, camel_monitorMode),
});
inline constexpr Table kSmsEvents({into(0x30, kSmsEvent).each()});
inline constexpr Table kRequestReportSmsArg({into(0xA0, kSmsEvents), extension(0xAA)});
inline constexpr Table kRequestReportSms({into(0x30, kRequestReportSmsArg)});
inline constexpr OperationShape kOfRequestReportSms{.argument = &kRequestReportSms};

inline constexpr Table kFailureOfMo({leaf(0x80, Take::number, camel_mo_smsfailureCause)});
inline constexpr Table kFailureOfMt({leaf(0x80, Take::skip)});
inline constexpr Table kNothing({extension(0x30)});
inline constexpr Table kSmsEventInfo({
    into(0xA0, kFailureOfMo), into(0xA1, kNothing).alternative(),               // o-smsSubmission
    into(0xA2, kFailureOfMt).alternative(), into(0xA3, kNothing).alternative(), // t-smsDelivery
});
inline constexpr Table kEventReportSmsArg({
    leaf(0x80, Take::sub_type, camel_eventTypeSMS),
    into(0xA1, kSmsEventInfo),
    over(0xA2), // miscCallInfo
    extension(0xAA),
});
inline constexpr Table kEventReportSms({into(0x30, kEventReportSmsArg)});
inline constexpr OperationShape kOfEventReportSms{.argument = &kEventReportSms};

// --- furnishChargingInformationSMS (61), releaseSMS (66)

inline constexpr Table kFurnishSms({
    nested(0x04, kFurnishChargingSms, camel_FurnishChargingInformationSMSArg),
});
inline constexpr OperationShape kOfFurnishSms{.argument = &kFurnishSms, .is_sensitive = true};
inline constexpr Table kReleaseSms({leaf(0x04, Take::octets, camel_ReleaseSMSArg)});
inline constexpr OperationShape kOfReleaseSms{.argument = &kReleaseSms};

} // namespace sigwarden::camel_decode
