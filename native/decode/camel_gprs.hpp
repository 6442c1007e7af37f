// SPDX-License-Identifier: Apache-2.0
// CAP for packet sessions (3GPP TS 29.078 §8, phase 3): attach and PDP contexts are announced with
// subscriber, place and access point; connectGPRS sends a session to another access point.
#pragma once

#include "native/decode/camel_common.hpp"

namespace sigwarden::camel_decode {

// --- initialDPGPRS (78), connectGPRS (74)

inline constexpr Table kEndUserAddress({
    leaf(0x80, Take::octets, camel_pDPTypeOrganization),
    leaf(0x81, Take::octets, camel_pDPTypeNumber),
    leaf(0x82, Take::pdp_address, camel_pDPAddress),
});
inline constexpr Table kInitialDpGprsArg({
    leaf(0x80, Take::number, camel_serviceKey),
    leaf(0x81, Take::sub_type, camel_gPRSEventType),
    leaf(0x82, Take::msisdn, camel_mSISDN),
    leaf(0x83, Take::imsi, camel_iMSI),
    leaf(0x84, Take::octets, camel_timeAndTimeZone),
    over(0xA5), // gPRSMSClass
    into(0xA6, kEndUserAddress, camel_endUserAddress),
    over(0xA7), // qualityOfService
    leaf(0x88, Take::octets, camel_accessPointName),
    leaf(0x89, Take::area, camel_routeingAreaIdentity),
    leaf(0x8A, Take::octets, camel_chargingID),
    leaf(0x8B, Take::octets, camel_sGSNCapabilities),
    into(0xAC, kLocationGprs, camel_locationInformationGPRS),
    leaf(0x8D, Take::number, camel_pDPInitiationType),
    extension(0xAE),
    leaf(0x8F, Take::gsn, camel_gGSNAddress),
    leaf(0x90, Take::null, camel_secondaryPDP_context),
    leaf(0x91, Take::imei, camel_iMEI),
});
inline constexpr Table kInitialDpGprs({into(0x30, kInitialDpGprsArg)});
inline constexpr OperationShape kOfInitialDpGprs{.argument = &kInitialDpGprs, .reports = true};

inline constexpr Table kConnectGprsArg({
    leaf(0x80, Take::octets, camel_accessPointName),
    leaf(0x81, Take::octets, camel_pdpID),
});
inline constexpr Table kConnectGprs({into(0x30, kConnectGprsArg)});
inline constexpr OperationShape kOfConnectGprs{.argument = &kConnectGprs};

// --- requestReportGPRSEvent (81), eventReportGPRS (80)

inline constexpr Table kGprsEvent({
    leaf(0x80, Take::number, camel_gPRSEventType),
    leaf(0x81, Take::number, camel_monitorMode),
});
inline constexpr Table kGprsEvents({into(0x30, kGprsEvent).each()});
inline constexpr Table kRequestReportGprsArg({
    into(0xA0, kGprsEvents),
    leaf(0x81, Take::octets, camel_pDPID),
});
inline constexpr Table kRequestReportGprs({into(0x30, kRequestReportGprsArg)});
inline constexpr OperationShape kOfRequestReportGprs{.argument = &kRequestReportGprs};

inline constexpr Table kAttachMoved({into(0xA0, kLocationGprs, camel_locationInformationGPRS)});
inline constexpr Table kPdpMoved({
    leaf(0x80, Take::octets, camel_accessPointName),
    leaf(0x81, Take::octets, camel_chargingID),
    into(0xA2, kLocationGprs, camel_locationInformationGPRS),
    into(0xA3, kEndUserAddress, camel_endUserAddress),
    over(0xA4), // qualityOfService
    leaf(0x85, Take::octets, camel_timeAndTimeZone),
    leaf(0x86, Take::gsn, camel_gGSNAddress),
});
inline constexpr Table kDetached({
    leaf(0x80, Take::number, camel_initiatingEntity), leaf(0x81, Take::skip), // routeingAreaUpdate
});
inline constexpr Table kPdpEstablished({
    leaf(0x80, Take::octets, camel_accessPointName),
    into(0xA1, kEndUserAddress, camel_endUserAddress),
    over(0xA2), // qualityOfService
    into(0xA3, kLocationGprs, camel_locationInformationGPRS),
    leaf(0x84, Take::octets, camel_timeAndTimeZone),
    leaf(0x85, Take::number, camel_pDPInitiationType),
    leaf(0x86, Take::null, camel_secondaryPDP_context),
});
inline constexpr Table kPdpAcknowledged({
    leaf(0x80, Take::octets, camel_accessPointName),
    leaf(0x81, Take::octets, camel_chargingID),
    into(0xA2, kEndUserAddress, camel_endUserAddress),
    over(0xA3), // qualityOfService
    into(0xA4, kLocationGprs, camel_locationInformationGPRS),
    leaf(0x85, Take::octets, camel_timeAndTimeZone),
    leaf(0x86, Take::gsn, camel_gGSNAddress),
});
inline constexpr Table kGprsEventInfo({
    into(0xA0, kAttachMoved),
    into(0xA1, kPdpMoved).alternative(),
    into(0xA2, kDetached).alternative(),
    into(0xA3, kDetached).alternative(), // disconnect
    into(0xA4, kPdpEstablished).alternative(),
    into(0xA5, kPdpAcknowledged).alternative(),
});
inline constexpr Table kEventReportGprsArg({
    leaf(0x80, Take::sub_type, camel_gPRSEventType),
    over(0xA1), // miscGPRSInfo
    into(0xA2, kGprsEventInfo),
    leaf(0x83, Take::octets, camel_pDPID),
});
inline constexpr Table kEventReportGprs({into(0x30, kEventReportGprsArg)});
inline constexpr OperationShape kOfEventReportGprs{.argument = &kEventReportGprs, .reports = true};

// --- charging: applyChargingGPRS (71), applyChargingReportGPRS (72),
// furnishChargingInformationGPRS (77), sendChargingInformationGPRS (83)

inline constexpr Table kChargingCharacteristics({
    leaf(0x80, Take::number, camel_maxTransferredVolume),
    leaf(0x81, Take::number, camel_maxElapsedTime).alternative(),
});
inline constexpr Table kApplyChargingGprsArg({
    into(0xA0, kChargingCharacteristics),
    leaf(0x81, Take::number, camel_tariffSwitchInterval),
    leaf(0x82, Take::octets, camel_pDPID),
});
inline constexpr Table kApplyChargingGprs({into(0x30, kApplyChargingGprsArg)});
inline constexpr OperationShape kOfApplyChargingGprs{.argument = &kApplyChargingGprs};

inline constexpr Table kVolume({
    leaf(0x80, Take::number, camel_volumeIfNoTariffSwitch),
    over(0xA1).alternative(), // volumeIfTariffSwitch
});
inline constexpr Table kElapsed({
    leaf(0x80, Take::number, camel_timeGPRSIfNoTariffSwitch),
    over(0xA1).alternative(), // timeGPRSIfTariffSwitch
});
inline constexpr Table kChargingResult({into(0xA0, kVolume), into(0xA1, kElapsed).alternative()});
inline constexpr Table kChargingReportGprsArg({
    into(0xA0, kChargingResult), over(0xA1), // qualityOfService
    leaf(0x82, Take::boolean, camel_active), leaf(0x83, Take::octets, camel_pDPID),
    over(0xA4), // chargingRollOver
});
inline constexpr Table kChargingReportGprs({into(0x30, kChargingReportGprsArg)});
inline constexpr OperationShape kOfChargingReportGprs{.argument = &kChargingReportGprs};

inline constexpr Table kFurnishChargingGprs({
    into(0x30, kFurnishCharging), into(0xA0, kFreeFormatCharging).alternative(), // as for calls
});
inline constexpr Table kFurnishGprs({
    nested(0x04, kFurnishChargingGprs, camel_FurnishChargingInformationGPRSArg),
});
inline constexpr OperationShape kOfFurnishGprs{.argument = &kFurnishGprs, .is_sensitive = true};

inline constexpr Table kSendChargingGprsArg({
    leaf(0x80, Take::octets, camel_sCIGPRSBillingChargingCharacteristics),
});
inline constexpr Table kSendChargingGprs({into(0x30, kSendChargingGprsArg)});
inline constexpr OperationShape kOfSendChargingGprs{.argument = &kSendChargingGprs};

// --- cancelGPRS (73), continueGPRS (75), entityReleasedGPRS (76), releaseGPRS (79)

inline constexpr Table kPdpArg({leaf(0x80, Take::octets, camel_pDPID)});
inline constexpr Table kPdp({into(0x30, kPdpArg)});
inline constexpr OperationShape kOfPdp{.argument = &kPdp};
inline constexpr Table kEntityReleasedGprsArg({
    leaf(0x80, Take::octets, camel_gPRSCause),
    leaf(0x81, Take::octets, camel_pDPID),
});
inline constexpr Table kEntityReleasedGprs({into(0x30, kEntityReleasedGprsArg)});
inline constexpr OperationShape kOfEntityReleasedGprs{.argument = &kEntityReleasedGprs};
inline constexpr Table kReleaseGprsArg({
    leaf(0x80, Take::octets, camel_gprsCause),
    leaf(0x81, Take::octets, camel_pDPID),
});
inline constexpr Table kReleaseGprs({into(0x30, kReleaseGprsArg)});
inline constexpr OperationShape kOfReleaseGprs{.argument = &kReleaseGprs};

} // namespace sigwarden::camel_decode
