// SPDX-License-Identifier: Apache-2.0
// MAP questions about where a subscriber is, and their answers: provideSubscriberInfo,
// anyTimeInterrogation, location services, mobility events (3GPP TS 29.002 §17.6.1, §17.6.7,
// §17.7.1, §17.7.13).
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

// --- provideSubscriberInfo (70), anyTimeInterrogation (71)

inline constexpr Table kProvideSubscriberInfoArg({
    leaf(0x80, Take::imsi, gsm_map_ms_imsi), leaf(0x81, Take::octets, gsm_map_ms_lmsi),
    into(0xA2, kRequestedInfo, gsm_map_ms_requestedInfo), leaf(0x84, Take::skip), // callPriority
});
inline constexpr Table kProvideSubscriberInfo({into(0x30, kProvideSubscriberInfoArg)});
inline constexpr Table kAnyTimeInterrogationArg({
    into(0xA0, kSubscriberIdentity),
    into(0xA1, kRequestedInfo, gsm_map_ms_requestedInfo),
    node(0x83, Node::gsm_scf, gsm_map_ms_gsmSCF_Address),
});
inline constexpr Table kAnyTimeInterrogation({into(0x30, kAnyTimeInterrogationArg)});
inline constexpr Table kSubscriberInfoRes({
    into(0x30, kSubscriberInfo, gsm_map_ms_subscriberInfo),
    extension(0x30),
});
inline constexpr Table kSubscriberInfoResult({into(0x30, kSubscriberInfoRes)});
inline constexpr OperationShape kOfProvideSubscriberInfo{
    .argument = &kProvideSubscriberInfo,
    .result = &kSubscriberInfoResult,
};
inline constexpr OperationShape kOfAnyTimeInterrogation{
    .argument = &kAnyTimeInterrogation,
    .result = &kSubscriberInfoResult,
};

// --- provideSubscriberLocation (83), sendRoutingInfoForLCS (85), subscriberLocationReport (86)

inline constexpr Table kLocationType({
    leaf(0x80, Take::estimate_type, gsm_map_lcs_locationEstimateType),
    leaf(0x81, Take::bits, gsm_map_lcs_deferredLocationEventType),
});
inline constexpr Table kExternalClient({
    leaf(0x80, Take::address, gsm_map_externalAddress),
});
inline constexpr Table kClientName({
    leaf(0x80, Take::octets, gsm_map_lcs_dataCodingScheme),
    leaf(0x82, Take::octets, gsm_map_lcs_nameString),
    leaf(0x83, Take::number, gsm_map_lcs_lcs_FormatIndicator),
});
inline constexpr Table kRequestor({
    leaf(0x80, Take::octets, gsm_map_lcs_dataCodingScheme),
    leaf(0x81, Take::octets, gsm_map_lcs_requestorIDString),
    leaf(0x82, Take::number, gsm_map_lcs_lcs_FormatIndicator),
});
inline constexpr Table kLcsClient({
    leaf(0x80, Take::sub_type, gsm_map_lcs_lcsClientType),
    into(0xA1, kExternalClient),
    leaf(0x82, Take::address, gsm_map_lcs_lcsClientDialedByMS),
    leaf(0x83, Take::number, gsm_map_lcs_lcsClientInternalID),
    detail(0xA4, kClientName),
    leaf(0x85, Take::octets, gsm_map_lcs_lcsAPN),
    detail(0xA6, kRequestor),
});
inline constexpr Table kResponseTime({
    leaf(0x0A, Take::response_time, gsm_map_lcs_responseTimeCategory),
});
inline constexpr Table kLcsQos({
    leaf(0x80, Take::octets, gsm_map_lcs_horizontal_accuracy),
    leaf(0x81, Take::null, gsm_map_lcs_verticalCoordinateRequest),
    leaf(0x82, Take::octets, gsm_map_lcs_vertical_accuracy),
    into(0xA3, kResponseTime),
    leaf(0x85, Take::null, gsm_map_lcs_velocityRequest),
});
/// LCSCodeword: what the subscriber gave to those who may locate him, a password.
inline constexpr Table kCodeword({
    leaf(0x80, Take::octets, gsm_map_lcs_dataCodingScheme),
    leaf(0x81, Take::secret),
});
inline constexpr Table kPrivacyCheck({
    leaf(0x80, Take::number, gsm_map_lcs_callSessionUnrelated),
    leaf(0x81, Take::number, gsm_map_lcs_callSessionRelated),
});
inline constexpr Table kArea({
    leaf(0x80, Take::number, gsm_map_lcs_areaType),
    leaf(0x81, Take::octets, gsm_map_lcs_areaIdentification),
});
inline constexpr Table kAreas({into(0x30, kArea).each()});
inline constexpr Table kAreaDefinition({into(0xA0, kAreas)});
inline constexpr Table kAreaEvent({
    into(0xA0, kAreaDefinition),
    leaf(0x81, Take::number, gsm_map_lcs_occurrenceInfo),
    leaf(0x82, Take::number, gsm_map_lcs_intervalTime),
});
inline constexpr Table kPeriodicReports({
    leaf(0x02, Take::number, gsm_map_lcs_reportingAmount),
    leaf(0x02, Take::number, gsm_map_lcs_reportingInterval),
});
inline constexpr Table kReportingPlmn({
    leaf(0x80, Take::octets, gsm_map_lcs_plmn_Id),
    leaf(0x81, Take::number, gsm_map_lcs_ran_Technology),
    leaf(0x82, Take::null, gsm_map_lcs_ran_PeriodicLocationSupport),
});
inline constexpr Table kReportingPlmns({into(0x30, kReportingPlmn).each()});
inline constexpr Table kReportingPlmnList({
    leaf(0x80, Take::null, gsm_map_lcs_plmn_ListPrioritized),
    into(0xA1, kReportingPlmns),
});
inline constexpr Table kProvideLocationArg({
    into(0x30, kLocationType, gsm_map_lcs_locationType),
    node(0x04, Node::gmlc, gsm_map_lcs_mlc_Number),
    into(0xA0, kLcsClient, gsm_map_lcs_lcs_ClientID),
    leaf(0x81, Take::null, gsm_map_lcs_privacyOverride),
    leaf(0x82, Take::imsi, gsm_map_lcs_imsi),
    leaf(0x83, Take::msisdn, gsm_map_lcs_msisdn),
    leaf(0x84, Take::octets, gsm_map_lcs_lmsi),
    leaf(0x85, Take::imei, gsm_map_lcs_imei),
    leaf(0x86, Take::octets, gsm_map_lcs_lcs_Priority),
    into(0xA7, kLcsQos),
    leaf(0x89, Take::bits, gsm_map_lcs_supportedGADShapes),
    leaf(0x8A, Take::octets, gsm_map_lcs_lcs_ReferenceNumber),
    leaf(0x8B, Take::number, gsm_map_lcs_lcsServiceTypeID),
    into(0xAC, kCodeword, gsm_map_lcs_lcsCodeword),
    detail(0xAD, kPrivacyCheck),
    detail(0xAE, kAreaEvent),
    leaf(0x8F, Take::gsn, gsm_map_lcs_h_gmlc_Address),
    leaf(0x90, Take::null, gsm_map_lcs_mo_lrShortCircuitIndicator),
    detail(0xB1, kPeriodicReports),
    detail(0xB2, kReportingPlmnList),
});
inline constexpr Table kProvideLocation({into(0x30, kProvideLocationArg)});
inline constexpr Table kServingNode({
    node(0x80, Node::msc, gsm_map_lcs_msc_Number),
    node(0x81, Node::sgsn, gsm_map_lcs_sgsn_Number).alternative(),
    leaf(0x82, Take::text, gsm_map_lcs_mme_Number, disclosed::serving_node).alternative(),
});
inline constexpr Table kProvideLocationRes({
    leaf(0x04, Take::coordinates, gsm_map_lcs_locationEstimate),
    leaf(0x80, Take::number, gsm_map_lcs_ageOfLocationEstimate, disclosed::age_of_location),
    leaf(0x82, Take::coordinates, gsm_map_lcs_add_LocationEstimate),
    leaf(0x83, Take::null, gsm_map_lcs_deferredmt_lrResponseIndicator),
    leaf(0x84, Take::octets, gsm_map_lcs_geranPositioningData),
    leaf(0x85, Take::octets, gsm_map_lcs_utranPositioningData),
    into(0xA6, kCellOrArea),
    leaf(0x87, Take::null, gsm_map_lcs_sai_Present),
    leaf(0x88, Take::number, gsm_map_lcs_accuracyFulfilmentIndicator),
    leaf(0x89, Take::coordinates, gsm_map_lcs_velocityEstimate),
    leaf(0x8A, Take::null, gsm_map_lcs_mo_lrShortCircuitIndicator),
    leaf(0x8B, Take::octets, gsm_map_lcs_geranGANSSpositioningData),
    leaf(0x8C, Take::octets, gsm_map_lcs_utranGANSSpositioningData),
    into(0xAD, kServingNode),
    leaf(0x8E, Take::octets, gsm_map_lcs_utranAdditionalPositioningData),
    leaf(0x8F, Take::number, gsm_map_lcs_utranBaroPressureMeas),
    leaf(0x90, Take::coordinates, gsm_map_lcs_utranCivicAddress),
});
inline constexpr Table kProvideLocationResult({into(0x30, kProvideLocationRes)});
inline constexpr OperationShape kOfProvideLocation{
    .argument = &kProvideLocation,
    .result = &kProvideLocationResult,
    .requested = requested::coordinates,
};

inline constexpr Table kRoutingInfoForLcsArg({
    node(0x80, Node::gmlc, gsm_map_lcs_mlcNumber),
    into(0xA1, kSubscriberIdentity),
});
inline constexpr Table kRoutingInfoForLcs({into(0x30, kRoutingInfoForLcsArg)});
inline constexpr Table kLcsLocationInfo({
    node(0x04, Node::msc, gsm_map_lcs_networkNode_Number),
    leaf(0x80, Take::octets, gsm_map_lcs_lmsi),
    leaf(0x82, Take::gprs_node, gsm_map_lcs_gprsNodeIndicator),
    into(0xA3, kAdditionalNumber),
    leaf(0x84, Take::bits, gsm_map_lcs_supportedLCS_CapabilitySets),
    leaf(0x85, Take::bits, gsm_map_lcs_additional_LCS_CapabilitySets),
    leaf(0x86, Take::text, gsm_map_lcs_mme_Name, disclosed::serving_node),
    leaf(0x88, Take::text, gsm_map_lcs_aaa_Server_Name),
    leaf(0x89, Take::text, gsm_map_lcs_sgsn_Name, disclosed::serving_node),
    leaf(0x8A, Take::text, gsm_map_lcs_sgsn_Realm),
});
inline constexpr Table kRoutingInfoForLcsRes({
    into(0xA0, kSubscriberIdentity),
    into(0xA1, kLcsLocationInfo, gsm_map_lcs_lcsLocationInfo),
    leaf(0x83, Take::gsn, gsm_map_lcs_v_gmlc_Address),
    leaf(0x84, Take::gsn, gsm_map_lcs_h_gmlc_Address),
    leaf(0x85, Take::gsn, gsm_map_lcs_ppr_Address),
    leaf(0x86, Take::gsn, gsm_map_lcs_additional_v_gmlc_Address),
});
inline constexpr Table kRoutingInfoForLcsResult({into(0x30, kRoutingInfoForLcsRes)});
inline constexpr OperationShape kOfRoutingInfoForLcs{
    .argument = &kRoutingInfoForLcs,
    .result = &kRoutingInfoForLcsResult,
    .requested = requested::routing,
};

inline constexpr Table kDeferredLocation({
    leaf(0x03, Take::bits, gsm_map_lcs_deferredLocationEventType),
    leaf(0x80, Take::number, gsm_map_lcs_terminationCause),
    into(0xA1, kLcsLocationInfo, gsm_map_lcs_lcsLocationInfo),
});
inline constexpr Table kLocationReportArg({
    leaf(0x0A, Take::number, gsm_map_lcs_lcs_Event),
    into(0x30, kLcsClient, gsm_map_lcs_lcs_ClientID),
    into(0x30, kLcsLocationInfo, gsm_map_lcs_lcsLocationInfo),
    leaf(0x80, Take::msisdn, gsm_map_lcs_msisdn),
    leaf(0x81, Take::imsi, gsm_map_lcs_imsi),
    leaf(0x82, Take::imei, gsm_map_lcs_imei),
    leaf(0x83, Take::address, gsm_map_lcs_na_ESRD),
    leaf(0x84, Take::address, gsm_map_lcs_na_ESRK),
    leaf(0x85, Take::coordinates, gsm_map_lcs_locationEstimate),
    leaf(0x86, Take::number, gsm_map_lcs_ageOfLocationEstimate, disclosed::age_of_location),
    leaf(0x88, Take::coordinates, gsm_map_lcs_add_LocationEstimate),
    into(0xA9, kDeferredLocation),
    leaf(0x8A, Take::octets, gsm_map_lcs_lcs_ReferenceNumber),
    leaf(0x8B, Take::octets, gsm_map_lcs_geranPositioningData),
    leaf(0x8C, Take::octets, gsm_map_lcs_utranPositioningData),
    into(0xAD, kCellOrArea),
    leaf(0x8E, Take::gsn, gsm_map_lcs_h_gmlc_Address),
    leaf(0x8F, Take::number, gsm_map_lcs_lcsServiceTypeID),
    leaf(0x91, Take::null, gsm_map_lcs_sai_Present),
    leaf(0x92, Take::null, gsm_map_lcs_pseudonymIndicator),
    leaf(0x93, Take::number, gsm_map_lcs_accuracyFulfilmentIndicator),
    leaf(0x94, Take::coordinates, gsm_map_lcs_velocityEstimate),
    leaf(0x95, Take::number, gsm_map_lcs_sequenceNumber),
    detail(0xB6, kPeriodicReports),
    leaf(0x97, Take::null, gsm_map_lcs_mo_lrShortCircuitIndicator),
    leaf(0x98, Take::octets, gsm_map_lcs_geranGANSSpositioningData),
    leaf(0x99, Take::octets, gsm_map_lcs_utranGANSSpositioningData),
    into(0xBA, kServingNode),
    leaf(0x9B, Take::octets, gsm_map_lcs_utranAdditionalPositioningData),
    leaf(0x9C, Take::number, gsm_map_lcs_utranBaroPressureMeas),
    leaf(0x9D, Take::coordinates, gsm_map_lcs_utranCivicAddress),
});
inline constexpr Table kLocationReport({into(0x30, kLocationReportArg)});
inline constexpr Table kLocationReportRes({
    leaf(0x80, Take::address, gsm_map_lcs_na_ESRK),
    leaf(0x81, Take::address, gsm_map_lcs_na_ESRD),
    leaf(0x82, Take::gsn, gsm_map_lcs_h_gmlc_Address),
    leaf(0x83, Take::null, gsm_map_lcs_mo_lrShortCircuitIndicator),
    detail(0xA4, kReportingPlmnList),
    leaf(0x85, Take::octets, gsm_map_lcs_lcs_ReferenceNumber),
});
inline constexpr Table kLocationReportResult({into(0x30, kLocationReportRes)});
inline constexpr OperationShape kOfLocationReport{
    .argument = &kLocationReport,
    .result = &kLocationReportResult,
    .reports = true,
};

// --- noteMM-Event (89)

inline constexpr Table kMobilityEventArg({
    leaf(0x02, Take::number, gsm_map_ms_serviceKey),
    leaf(0x80, Take::octets, gsm_map_ms_eventMet),
    leaf(0x81, Take::imsi, gsm_map_ms_imsi),
    leaf(0x82, Take::msisdn, gsm_map_ms_msisdn),
    into(0xA3, kLocation, gsm_map_ms_locationInformation),
    leaf(0x85, Take::bits, gsm_map_ms_supportedCAMELPhases),
    into(0xA7, kLocationGprs, gsm_map_ms_locationInformationGPRS),
    leaf(0x88, Take::bits, gsm_map_ms_offeredCamel4Functionalities),
});
inline constexpr Table kMobilityEvent({into(0x30, kMobilityEventArg)});
inline constexpr OperationShape kOfMobilityEvent{
    .argument = &kMobilityEvent,
    .result = &kEmptyResult,
    .reports = true,
};

} // namespace sigwarden::map
