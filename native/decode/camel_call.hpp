// SPDX-License-Identifier: Apache-2.0
// CAP for calls (3GPP TS 29.078 §6, §7): what the switch that serves the subscriber asks and
// reports, and how the service control function routes, charges and ends a call, or lets an
// announcement be played. A rule may look at where a call is sent instead: connect,
// initiateCallAttempt, establishTemporaryConnection and connectToResource can all bring a third
// party into it.
#pragma once

#include "native/decode/camel_common.hpp"

namespace sigwarden::camel_decode {

// --- initialDP (0)

/// [0] and [1] changed their meaning with phase 3.
inline constexpr Table kInitialDpExtensionEarly({
    over(0xA0), // naCarrierInformation
    leaf(0x81, Take::address, camel_gmscAddress),
});
inline constexpr Table kInitialDpExtension({
    leaf(0x80, Take::address, camel_gmscAddress),
    number(0x81, CallNumber::other, camel_forwardingDestinationNumber),
    leaf(0x82, Take::skip),                                     // ms-Classmark2
    leaf(0x83, Take::imei, camel_iMEI), leaf(0x84, Take::skip), // supportedCamelPhases
    leaf(0x85, Take::skip),                                     // offeredCamel4Functionalities
    into(0xA6, kBearer), over(0xA7),                            // ext-basicServiceCode2
    leaf(0x88, Take::skip),                                     // highLayerCompatibility2
    leaf(0x89, Take::skip),                                     // lowLayerCompatibility
    leaf(0x8A, Take::skip),                                     // lowLayerCompatibility2
    leaf(0x8B, Take::skip),                                     // enhancedDialledServicesAllowed
    over(0xAC),                                                 // uu-Data
    leaf(0x8D, Take::skip),                                     // collectInformationAllowed
    leaf(0x8E, Take::skip),                                     // releaseCallArgExtensionAllowed
});
template <const auto& Extension>
inline constexpr map::Member kInitialDpRows[] = {
    leaf(0x80, Take::number, camel_serviceKey),
    number(0x82, CallNumber::called, camel_calledPartyNumber),
    number(0x83, CallNumber::calling, camel_callingPartyNumber),
    leaf(0x85, Take::octet, camel_callingPartysCategory),
    leaf(0x87, Take::number, camel_cGEncountered),
    leaf(0x88, Take::octets, camel_iPSSPCapabilities),
    number(0x8A, CallNumber::location, camel_locationNumber),
    number(0x8C, CallNumber::original_called, camel_originalCalledPartyID),
    extension(0xAF),
    leaf(0x97, Take::octets, camel_highLayerCompatibility),
    generic_number(0x99, camel_additionalCallingPartyNumber),
    into(0xBB, kBearer),
    leaf(0x9C, Take::sub_type, camel_eventTypeBCSM),
    number(0x9D, CallNumber::redirecting, camel_redirectingPartyID),
    leaf(0x9E, Take::octets, camel_redirectionInformation),
    leaf(0x91, Take::cause, camel_cause),
    over(0xBF20), // serviceInteractionIndicatorsTwo
    leaf(0x9F25, Take::octets, camel_carrier),
    leaf(0x9F2D, Take::skip), // cug-Index
    leaf(0x9F2E, Take::octets, camel_cug_Interlock),
    leaf(0x9F2F, Take::null, camel_cug_OutgoingAccess),
    leaf(0x9F32, Take::imsi, camel_iMSI),
    into(0xBF33, map::kSubscriberState),
    into(0xBF34, map::kLocation, camel_locationInformation),
    into(0xBF35, kBasicService),
    leaf(0x9F36, Take::octets, camel_callReferenceNumber),
    node(0x9F37, Node::msc, camel_mscAddress),
    bcd_number(0x9F38, CallNumber::other, camel_calledPartyBCDNumber),
    leaf(0x9F39, Take::octets, camel_timeAndTimezone),
    leaf(0x9F3A, Take::null, camel_callForwardingSS_Pending),
    into(0xBF3B, Extension, camel_initialDPArgExtension),
};
inline constexpr Table kInitialDpArg(kInitialDpRows<kInitialDpExtension>);
inline constexpr Table kInitialDpArgEarly(kInitialDpRows<kInitialDpExtensionEarly>);
inline constexpr Table kInitialDp({into(0x30, kInitialDpArg)});
inline constexpr Table kInitialDpEarly({into(0x30, kInitialDpArgEarly)});
inline constexpr OperationShape kOfInitialDp{.argument = &kInitialDp, .reports = true};
inline constexpr OperationShape kOfInitialDpEarly{.argument = &kInitialDpEarly, .reports = true};

// --- connect (20), continueWithArgument (88), initiateCallAttempt (32)

inline constexpr Table kConnectArg({
    into(0xA0, kDestination),
    leaf(0x81, Take::octets, camel_alertingPattern),
    number(0x86, CallNumber::original_called, camel_originalCalledPartyID),
    extension(0xAA),
    leaf(0x8B, Take::octets, camel_carrier),
    leaf(0x9C, Take::octet, camel_callingPartysCategory),
    number(0x9D, CallNumber::redirecting, camel_redirectingPartyID),
    leaf(0x9E, Take::octets, camel_redirectionInformation),
    into(0xAE, kGenericNumbers),
    over(0xAF), // serviceInteractionIndicatorsTwo
    number(0x93, CallNumber::location, camel_chargeNumber),
    into(0xB5, kLeg), // legToBeConnected
    leaf(0x9F1F, Take::octets, camel_cug_Interlock),
    leaf(0x9F20, Take::null, camel_cug_OutgoingAccess),
    leaf(0x9F37, Take::null, camel_suppressionOfAnnouncement),
    leaf(0x9F38, Take::null, camel_oCSIApplicable),
    leaf(0x9F39, Take::octets, camel_naOliInfo),
    leaf(0x9F3A, Take::null, camel_bor_InterrogationRequested),
    leaf(0x9F3B, Take::null, camel_suppress_N_CSI),
});
inline constexpr Table kConnect({into(0x30, kConnectArg)});
inline constexpr OperationShape kOfConnect{.argument = &kConnect};

inline constexpr Table kContinueExtension({
    leaf(0x80, Take::skip), // suppress-D-CSI
    leaf(0x81, Take::skip), // suppress-N-CSI
    leaf(0x82, Take::skip), // suppressOutgoingCallBarring
    into(0xA3, kLegOrCallSegment),
});
inline constexpr Table kContinueArg({
    leaf(0x81, Take::octets, camel_alertingPattern),
    extension(0xA6),
    over(0xA7), // serviceInteractionIndicatorsTwo
    leaf(0x8C, Take::octet, camel_callingPartysCategory),
    into(0xB0, kGenericNumbers),
    leaf(0x91, Take::octets, camel_cug_Interlock),
    leaf(0x92, Take::null, camel_cug_OutgoingAccess),
    number(0x9F32, CallNumber::location, camel_chargeNumber),
    leaf(0x9F34, Take::octets, camel_carrier),
    leaf(0x9F37, Take::null, camel_suppressionOfAnnouncement),
    leaf(0x9F38, Take::octets, camel_naOliInfo),
    leaf(0x9F39, Take::null, camel_bor_InterrogationRequested),
    leaf(0x9F3A, Take::null, camel_suppress_O_CSI),
    into(0xBF3B, kContinueExtension),
});
inline constexpr Table kContinue({into(0x30, kContinueArg)});
inline constexpr OperationShape kOfContinue{.argument = &kContinue};

inline constexpr Table kCallAttemptArg({
    into(0xA0, kDestination),
    extension(0xA4),
    into(0xA5, kLeg), // legToBeCreated
    leaf(0x86, Take::number, camel_newCallSegment),
    number(0x9E, CallNumber::calling, camel_callingPartyNumber),
    leaf(0x9F33, Take::octets, camel_callReferenceNumber),
    node(0x9F34, Node::gsm_scf, camel_gsmSCFAddress),
    leaf(0x9F35, Take::null, camel_suppress_T_CSI),
});
inline constexpr Table kCallAttempt({into(0x30, kCallAttemptArg)});
inline constexpr Table kCallAttemptRes({
    leaf(0x80, Take::skip),                  // supportedCamelPhases
    leaf(0x81, Take::skip),                  // offeredCamel4Functionalities
    extension(0xA2), leaf(0x83, Take::skip), // releaseCallArgExtensionAllowed
});
inline constexpr Table kCallAttemptResult({into(0x30, kCallAttemptRes)});
inline constexpr OperationShape kOfCallAttempt{.argument = &kCallAttempt,
                                               .result = &kCallAttemptResult};

// --- requestReportBCSMEvent (23), eventReportBCSM (24)

inline constexpr Table kDpCriteriaAlternative({
    into(0xA0, kWatchedPlaces), leaf(0x81, Take::skip), // numberOfDigits
    leaf(0x82, Take::skip),                             // interDigitTimeout
});
inline constexpr Table kDpCriteria({
    leaf(0x81, Take::number, camel_applicationTimer),
    over(0xA2).alternative(), // midCallControlInfo
    into(0xA3, kDpCriteriaAlternative).alternative(),
});
inline constexpr Table kBcsmEvent({
    leaf(0x80, Take::armed_event, camel_eventTypeBCSM),
    leaf(0x81, Take::number, camel_monitorMode),
    into(0xA2, kLeg),
    into(0xBE, kDpCriteria),
    leaf(0x9F32, Take::null, camel_automaticRearm),
});
inline constexpr Table kBcsmEvents({into(0x30, kBcsmEvent).each()});
inline constexpr Table kRequestReportArg({into(0xA0, kBcsmEvents), extension(0xA2)});
inline constexpr Table kRequestReport({into(0x30, kRequestReportArg)});
inline constexpr OperationShape kOfRequestReport{.argument = &kRequestReport};

inline constexpr Table kFailureInfo({leaf(0x80, Take::cause, camel_routeSelectfailureCause)});
inline constexpr Table kReleaseInfo({leaf(0x80, Take::cause, camel_releaseCause)});
inline constexpr Table kBusyInfo({
    leaf(0x80, Take::cause, camel_busyCause),
    leaf(0x9F32, Take::null, camel_callForwarded),
    leaf(0x9F33, Take::null, camel_routeNotPermitted),
    number(0x9F34, CallNumber::other, camel_forwardingDestinationNumber),
});
inline constexpr Table kNoInfo({extension(0x30)});
inline constexpr Table kAnswerInfo({
    number(0x9F32, CallNumber::other, camel_destinationAddress),
    leaf(0x9F33, Take::null, camel_or_Call),
    leaf(0x9F34, Take::null, camel_forwardedCall),
    leaf(0x9F35, Take::octets, camel_chargeIndicator),
    into(0xBF36, kBasicService),
    into(0xBF37, kBasicService),
});
/// Digits pressed during the call: a PIN at times.
inline constexpr Table kPressedDigits({
    leaf(0x83, Take::secret),
    leaf(0x84, Take::secret).alternative(),
});
inline constexpr Table kMidCallInfo({into(0xA1, kPressedDigits)});
inline constexpr Table kPlaceInfo({
    into(0xBF32, map::kLocation, camel_locationInformation),
    into(0xBF33, kMetPlaces),
});
inline constexpr Table kAbandonInfo({leaf(0x9F32, Take::null, camel_routeNotPermitted)});
inline constexpr Table kCollectedInfo({
    number(0x80, CallNumber::other, camel_calledPartyNumber),
});
inline constexpr Table kAlternativeInfo({
    over(0xA0), // oServiceChangeSpecificInfo
    over(0xA1), // tServiceChangeSpecificInfo
    into(0xA2, kCollectedInfo),
});
inline constexpr Table kEventInfo({
    into(0xA2, kFailureInfo), into(0xA3, kBusyInfo).alternative(),
    into(0xA4, kNoInfo).alternative(),            // oNoAnswer
    into(0xA5, kAnswerInfo).alternative(),        // oAnswer
    into(0xA6, kMidCallInfo).alternative(),       // oMidCall
    into(0xA7, kReleaseInfo).alternative(),       // oDisconnect
    into(0xA8, kBusyInfo).alternative(),          // tBusy
    into(0xA9, kBusyInfo).alternative(),          // tNoAnswer
    into(0xAA, kAnswerInfo).alternative(),        // tAnswer
    into(0xAB, kMidCallInfo).alternative(),       // tMidCall
    into(0xAC, kReleaseInfo).alternative(),       // tDisconnect
    into(0xAD, kPlaceInfo).alternative(),         // oTermSeized
    into(0xB4, kPlaceInfo).alternative(),         // callAccepted
    into(0xB5, kAbandonInfo).alternative(),       // oAbandon
    into(0xBF32, kPlaceInfo).alternative(),       // oChangeOfPosition
    into(0xBF33, kPlaceInfo).alternative(),       // tChangeOfPosition
    into(0xBF34, kAlternativeInfo).alternative(), // dpSpecificInfoAlt
});
inline constexpr Table kEventReportArg({
    leaf(0x80, Take::sub_type, camel_eventTypeBCSM),
    into(0xA2, kEventInfo),
    into(0xA3, kSide),
    over(0xA4), // miscCallInfo
    extension(0xA5),
});
inline constexpr Table kEventReport({into(0x30, kEventReportArg)});
inline constexpr OperationShape kOfEventReport{
    .argument = &kEventReport, .reports = true, .is_sensitive = true};

// --- releaseCall (22), entityReleased (96)

inline constexpr Table kAllCallSegments({
    leaf(0x80, Take::cause, camel_allCallSegments),
    extension(0xA1),
});
inline constexpr Table kReleaseCall({
    leaf(0x04, Take::cause, camel_allCallSegments),
    into(0xA2, kAllCallSegments).alternative(),
});
inline constexpr OperationShape kOfReleaseCall{.argument = &kReleaseCall};
inline constexpr Table kCallSegmentFailure({
    leaf(0x80, Take::number, camel_callSegmentID),
    leaf(0x82, Take::cause, camel_cause),
});
inline constexpr Table kBcsmFailure({into(0xA0, kLeg), leaf(0x82, Take::cause, camel_cause)});
inline constexpr Table kEntityReleased({
    into(0xA0, kCallSegmentFailure),
    into(0xA1, kBcsmFailure).alternative(),
});
inline constexpr OperationShape kOfEntityReleased{.argument = &kEntityReleased};

// --- legs: disconnectLeg (90), moveLeg (93), splitLeg (95), playTone (97)

inline constexpr Table kDisconnectLegArg({
    into(0xA0, kLeg),
    leaf(0x81, Take::cause, camel_releaseCause),
    extension(0xA2),
});
inline constexpr Table kDisconnectLeg({into(0x30, kDisconnectLegArg)});
inline constexpr OperationShape kOfDisconnectLeg{.argument = &kDisconnectLeg};
inline constexpr Table kMoveLegArg({into(0xA0, kLeg), extension(0xA2)});
inline constexpr Table kMoveLeg({into(0x30, kMoveLegArg)});
inline constexpr OperationShape kOfMoveLeg{.argument = &kMoveLeg};
inline constexpr Table kSplitLegArg({
    into(0xA0, kLeg),
    leaf(0x81, Take::number, camel_newCallSegment),
    extension(0xA2),
});
inline constexpr Table kSplitLeg({into(0x30, kSplitLegArg)});
inline constexpr OperationShape kOfSplitLeg{.argument = &kSplitLeg};
inline constexpr Table kPlayToneArg({
    into(0xA0, kLegOrCallSegment),
    over(0xA1), // bursts
    extension(0xA2),
});
inline constexpr Table kPlayTone({into(0x30, kPlayToneArg)});
inline constexpr OperationShape kOfPlayTone{.argument = &kPlayTone};

// --- resources: assistRequestInstructions (16), establishTemporaryConnection (17),
// connectToResource (19), dFCWithArgument (86)

inline constexpr Table kAssistArg({
    generic_number(0x80, camel_correlationID),
    leaf(0x82, Take::octets, camel_iPSSPCapabilities),
    extension(0xA3),
});
inline constexpr Table kAssist({into(0x30, kAssistArg)});
inline constexpr OperationShape kOfAssist{.argument = &kAssist};

inline constexpr Table kTemporaryConnectionArg({
    generic_number(0x80, camel_assistingSSPIPRoutingAddress, CallNumber::destination),
    leaf(0x81, Take::octets, camel_correlationID),
    leaf(0x83, Take::octets, camel_scfID),
    extension(0xA4),
    leaf(0x85, Take::octets, camel_carrier),
    over(0xA6), // serviceInteractionIndicatorsTwo
    leaf(0x87, Take::number, camel_callSegmentID),
    over(0xA7).alternative(), // serviceInteractionIndicatorsTwo of phase 2
    leaf(0x9F32, Take::octets, camel_naOliInfo),
    over(0xBF32).alternative(), // na-info of phase 2
    number(0x9F33, CallNumber::location, camel_chargeNumber),
    number(0x9F34, CallNumber::original_called, camel_originalCalledPartyID),
    number(0x9F35, CallNumber::calling, camel_callingPartyNumber),
});
inline constexpr Table kTemporaryConnection({into(0x30, kTemporaryConnectionArg)});
inline constexpr OperationShape kOfTemporaryConnection{.argument = &kTemporaryConnection};

inline constexpr Table kConnectToResourceArg({
    number(0x80, CallNumber::destination, camel_ipRoutingAddress),
    leaf(0x83, Take::null, camel_none).alternative(),
    extension(0xA4),
    over(0xA7), // serviceInteractionIndicatorsTwo
    leaf(0x9F32, Take::number, camel_callSegmentID),
});
inline constexpr Table kConnectToResource({into(0x30, kConnectToResourceArg)});
inline constexpr OperationShape kOfConnectToResource{.argument = &kConnectToResource};

inline constexpr Table kDisconnectForwardArg({
    leaf(0x81, Take::number, camel_callSegmentID),
    extension(0xA2),
});
inline constexpr Table kDisconnectForward({into(0x30, kDisconnectForwardArg)});
inline constexpr OperationShape kOfDisconnectForward{.argument = &kDisconnectForward};

// --- playAnnouncement (47), promptAndCollectUserInformation (48), specializedResourceReport (49),
// cancel (53), collectInformation (27)

inline constexpr Table kPlayAnnouncementArg({
    into(0xA0, kInformationToSend),
    leaf(0x81, Take::boolean, camel_disconnectFromIPForbidden),
    leaf(0x82, Take::boolean, camel_requestAnnouncementCompleteNotification),
    extension(0xA3),
    leaf(0x85, Take::number, camel_callSegmentID),
    leaf(0x9F33, Take::boolean, camel_requestAnnouncementStartedNotification),
});
inline constexpr Table kPlayAnnouncement({into(0x30, kPlayAnnouncementArg)});
inline constexpr OperationShape kOfPlayAnnouncement{.argument = &kPlayAnnouncement,
                                                    .is_sensitive = true};

inline constexpr Table kCollectedDigits({
    leaf(0x80, Take::number, camel_minimumNbOfDigits),
    leaf(0x81, Take::number, camel_maximumNbOfDigits), leaf(0x82, Take::skip), // endOfReplyDigit
    leaf(0x83, Take::skip),                                                    // cancelDigit
    leaf(0x84, Take::skip),                                                    // startDigit
    leaf(0x85, Take::skip),                                                    // firstDigitTimeOut
    leaf(0x86, Take::skip),                                                    // interDigitTimeOut
    leaf(0x87, Take::skip),                                                    // errorTreatment
    leaf(0x88, Take::skip), // interruptableAnnInd
    leaf(0x89, Take::skip), // voiceInformation
    leaf(0x8A, Take::skip), // voiceBack
});
inline constexpr Table kToCollect({into(0xA0, kCollectedDigits)});
inline constexpr Table kPromptArg({
    into(0xA0, kToCollect),
    leaf(0x81, Take::boolean, camel_disconnectFromIPForbidden),
    into(0xA2, kInformationToSend),
    extension(0xA3),
    leaf(0x84, Take::number, camel_callSegmentID),
    leaf(0x9F33, Take::boolean, camel_requestAnnouncementStartedNotification),
});
inline constexpr Table kPrompt({into(0x30, kPromptArg)});
/// digitsResponse: what the subscriber pressed.
inline constexpr Table kPromptResult({leaf(0x80, Take::secret)});
inline constexpr OperationShape kOfPrompt{
    .argument = &kPrompt, .result = &kPromptResult, .is_sensitive = true};

inline constexpr Table kResourceReport({
    leaf(0x05, Take::null, camel_allAnnouncementsComplete), // phases 2 and 3
    leaf(0x9F32, Take::null, camel_allAnnouncementsComplete).alternative(),
    leaf(0x9F33, Take::null, camel_firstAnnouncementStarted).alternative(),
});
inline constexpr OperationShape kOfResourceReport{.argument = &kResourceReport};

inline constexpr Table kCallSegmentToCancel({
    leaf(0x80, Take::number, camel_invokeID),
    leaf(0x81, Take::number, camel_callSegmentID),
});
inline constexpr Table kCancel({
    leaf(0x80, Take::number, camel_invokeID),
    leaf(0x81, Take::null, camel_allRequests).alternative(),
    into(0xA2, kCallSegmentToCancel).alternative(),
});
inline constexpr OperationShape kOfCancel{.argument = &kCancel};

inline constexpr Table kCollectArg({extension(0xA0)});
inline constexpr Table kCollect({into(0x30, kCollectArg)});
inline constexpr OperationShape kOfCollect{.argument = &kCollect};

// --- charging: furnishChargingInformation (34), applyCharging (35), applyChargingReport (36),
// sendChargingInformation (46)

inline constexpr Table kFurnish({
    nested(0x04, kFurnishCharging, camel_FurnishChargingInformationArg),
});
inline constexpr OperationShape kOfFurnish{.argument = &kFurnish, .is_sensitive = true};

inline constexpr Table kTimeDuration({
    leaf(0x80, Take::number, camel_maxCallPeriodDuration),
    over(0xA1), // releaseIfdurationExceeded of phase 2
    leaf(0x81, Take::boolean, camel_releaseIfdurationExceeded).alternative(),
    leaf(0x82, Take::number, camel_tariffSwitchInterval),
    over(0xA3), // audibleIndicator
    leaf(0x83, Take::skip).alternative(),
    extension(0xA4),
});
inline constexpr Table kBillingCharacteristics({
    into(0xA0, kTimeDuration, camel_timeDurationCharging),
});
inline constexpr Table kApplyChargingArg({
    nested(0x80, kBillingCharacteristics, camel_aChBillingChargingCharacteristics),
    into(0xA2, kSide), extension(0xA3), into(0xBF32, kChargingAddress),
    leaf(0x9F40, Take::skip), // iTXcharging, a national addition
});
inline constexpr Table kApplyCharging({into(0x30, kApplyChargingArg)});
inline constexpr OperationShape kOfApplyCharging{.argument = &kApplyCharging};

inline constexpr Table kTimeDurationResult({
    into(0xA0, kSide),
    into(0xA1, kTimeInformation),
    leaf(0x82, Take::boolean, camel_legActive),
    leaf(0x83, Take::skip), // callLegReleasedAtTcpExpiry
    extension(0xA4),
    into(0xA5, kChargingAddress),
});
inline constexpr Table
    kCallResult({into(0xA0, kTimeDurationResult, camel_timeDurationChargingResult)});
inline constexpr Table kChargingReport({
    nested(0x04, kCallResult, camel_ApplyChargingReportArg),
});
inline constexpr OperationShape kOfChargingReport{.argument = &kChargingReport};

inline constexpr Table kAdviceLater({
    over(0xA0), // cAI-GSM0224
    leaf(0x81, Take::number, camel_tariffSwitchInterval),
});
inline constexpr Table kAdviceBefore({
    over(0xA0), // aOCInitial
    into(0xA1, kAdviceLater),
});
inline constexpr Table kAdvice({
    into(0xA0, kAdviceBefore), into(0xA1, kAdviceLater).alternative(),
    over(0xA2).alternative(), // aOC-extension
});
inline constexpr Table kSendChargingArg({
    nested(0x80, kAdvice, camel_sCIBillingChargingCharacteristics),
    into(0xA1, kSide),
    extension(0xA2),
});
inline constexpr Table kSendCharging({into(0x30, kSendChargingArg)});
inline constexpr OperationShape kOfSendCharging{.argument = &kSendCharging};

// --- callInformationReport (44), callInformationRequest (45), callGap (41)

inline constexpr Table kInformationValue({
    leaf(0x80, Take::number, camel_callAttemptElapsedTimeValue),
    leaf(0x81, Take::skip).alternative(), // callStopTimeValue
    leaf(0x82, Take::number, camel_callConnectedElapsedTimeValue).alternative(),
    leaf(0x9E, Take::cause, camel_releaseCauseValue).alternative(),
});
inline constexpr Table kInformation({
    leaf(0x80, Take::number, camel_requestedInformationType),
    into(0xA1, kInformationValue),
});
inline constexpr Table kInformationList({into(0x30, kInformation).each()});
inline constexpr Table kInformationReportArg({
    into(0xA0, kInformationList),
    extension(0xA2),
    into(0xA3, kSide),
});
inline constexpr Table kInformationReport({into(0x30, kInformationReportArg)});
inline constexpr OperationShape kOfInformationReport{.argument = &kInformationReport};
inline constexpr Table kInformationTypes({
    leaf(0x0A, Take::number, camel_RequestedInformationType).each(),
});
inline constexpr Table kInformationRequestArg({
    into(0xA0, kInformationTypes),
    extension(0xA2),
    into(0xA3, kSide),
});
inline constexpr Table kInformationRequest({into(0x30, kInformationRequestArg)});
inline constexpr OperationShape kOfInformationRequest{.argument = &kInformationRequest};

inline constexpr Table kGapOnService({leaf(0x80, Take::number, camel_serviceKey)});
inline constexpr Table kCalledAndService({
    generic_number(0x80, camel_calledAddressValue),
    leaf(0x81, Take::number, camel_serviceKey),
});
inline constexpr Table kCallingAndService({
    generic_number(0x80, camel_callingAddressValue),
    leaf(0x81, Take::number, camel_serviceKey),
});
inline constexpr Table kBasicGapCriteria({
    generic_number(0x80, camel_calledAddressValue),
    into(0xA2, kGapOnService).alternative(),
    into(0xBD, kCalledAndService).alternative(),
    into(0xBE, kCallingAndService).alternative(),
});
inline constexpr Table kCompoundCriteria({
    into(0xA0, kBasicGapCriteria),
    leaf(0x81, Take::octets, camel_scfID),
});
inline constexpr Table kGapCriteria({
    generic_number(0x80, camel_calledAddressValue),
    into(0xA2, kGapOnService).alternative(),
    into(0xBD, kCalledAndService).alternative(),
    into(0xBE, kCallingAndService).alternative(),
    into(0x30, kCompoundCriteria).alternative(),
});
inline constexpr Table kGapIndicators({
    leaf(0x80, Take::number, camel_gapIndicatorsDuration),
    leaf(0x81, Take::number, camel_gapInterval),
});
inline constexpr Table kGapTreatment({
    into(0xA0, kInformationToSend),
    leaf(0x81, Take::cause, camel_releaseCause).alternative(),
});
inline constexpr Table kCallGapArg({
    into(0xA0, kGapCriteria),
    into(0xA1, kGapIndicators),
    leaf(0x82, Take::number, camel_controlType),
    into(0xA3, kGapTreatment),
    extension(0xA4),
});
inline constexpr Table kCallGap({into(0x30, kCallGapArg)});
inline constexpr OperationShape kOfCallGap{.argument = &kCallGap, .is_sensitive = true};

} // namespace sigwarden::camel_decode
