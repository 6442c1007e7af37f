// SPDX-License-Identifier: Apache-2.0
// Structures that several CAP operations share (3GPP TS 29.078 §5.1): legs of a call, places,
// announcements, what is charged. Data only; the members' meaning is in gsm_map_table.hpp. Left
// out: what only concerns the switch itself (service interaction, advice of charge, quality).
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::camel_decode {

using enum Field;
using map::bcd_number;
using map::CallNumber;
using map::extension;
using map::generic_number;
using map::into;
using map::leaf;
using map::nested;
using map::node;
using map::number;
using map::OperationShape;
using map::over;
using map::party_address;
using map::Structure;
using map::Table;
using map::Take;

// --- legs

/// LegID of INAP.
inline constexpr Table kLeg({
    leaf(0x80, Take::octets, camel_leg_sendingSideID),
    leaf(0x81, Take::octets, camel_leg_receivingSideID).alternative(),
});
/// SendingSideID and ReceivingSideID.
inline constexpr Table kSide({
    leaf(0x80, Take::octets, camel_sendingSideID),
    leaf(0x81, Take::octets, camel_receivingSideID).alternative(),
});
inline constexpr Table kLegOrCallSegment({
    leaf(0x80, Take::number, camel_callSegmentID),
    into(0xA1, kLeg).alternative(),
});
inline constexpr Table kChargingAddress({
    into(0xA2, kLeg),
    leaf(0x9F32, Take::number, camel_srfConnection).alternative(),
});

// --- numbers

inline constexpr Table
    kDestination({number(0x04, CallNumber::destination, camel_CalledPartyNumber)});
inline constexpr Table kGenericNumbers({
    generic_number(0x04, camel_GenericNumber).each(),
});

// --- places

inline constexpr Table kLocationGprs({
    into(0xA0, map::kCellOrArea), // before release 5
    leaf(0x80, Take::cell_or_area, camel_cellGlobalIdOrServiceAreaIdOrLAI).alternative(),
    leaf(0x81, Take::area, camel_routeingAreaIdentity),
    leaf(0x82, Take::coordinates, camel_geographicalInformation),
    node(0x83, Node::sgsn, camel_sgsn_Number), leaf(0x84, Take::skip), // selectedLSAIdentity
    extension(0xA5), leaf(0x86, Take::null, camel_sai_Present),
    leaf(0x87, Take::skip), // userCSGInformation
});
/// ChangeOfLocation: where the subscriber must come or leave for a report.
inline constexpr Table kWatchedPlaces({
    leaf(0x80, Take::cell, camel_cellGlobalId).each(),
    leaf(0x81, Take::cell, camel_serviceAreaId).alternative().each(),
    leaf(0x82, Take::area, camel_locationAreaId).alternative().each(),
    leaf(0x83, Take::skip).alternative().each(), // inter-SystemHandOver
    leaf(0x84, Take::skip).alternative().each(), // inter-PLMNHandOver
    leaf(0x85, Take::skip).alternative().each(), // inter-MSCHandOver
    over(0xA6).alternative().each(),
});
/// MetDPCriterion: where the subscriber did.
inline constexpr Table kMetPlaces({
    leaf(0x80, Take::cell, camel_enteringCellGlobalId).each(),
    leaf(0x81, Take::cell, camel_leavingCellGlobalId).alternative().each(),
    leaf(0x82, Take::cell, camel_enteringServiceAreaId).alternative().each(),
    leaf(0x83, Take::cell, camel_leavingServiceAreaId).alternative().each(),
    leaf(0x84, Take::area, camel_enteringLocationAreaId).alternative().each(),
    leaf(0x85, Take::area, camel_leavingLocationAreaId).alternative().each(),
    leaf(0x86, Take::skip).alternative().each(), // inter-SystemHandOverToUMTS
    leaf(0x87, Take::skip).alternative().each(), // inter-SystemHandOverToGSM
    leaf(0x88, Take::skip).alternative().each(), // inter-PLMNHandOver
    leaf(0x89, Take::skip).alternative().each(), // inter-MSCHandOver
    over(0xAA).alternative().each(),
});

// --- bearer

inline constexpr Table kBearer({leaf(0x80, Take::octets, camel_bearerCap)});
/// Ext-BasicServiceCode: bearer service or teleservice.
inline constexpr Table kBasicService({
    leaf(0x82, Take::skip),
    leaf(0x83, Take::skip).alternative(),
});

// --- announcements

inline constexpr Table kTextMessage({
    leaf(0x80, Take::secret), // messageContent
    leaf(0x81, Take::skip),   // attributes
});
/// VariablePart: numbers, times and sums that are read out to the subscriber.
inline constexpr Table kVariableParts({
    leaf(0x80, Take::skip).each(),
    leaf(0x81, Take::secret).alternative().each(),
    leaf(0x82, Take::skip).alternative().each(),
    leaf(0x83, Take::skip).alternative().each(),
    leaf(0x84, Take::secret).alternative().each(),
});
inline constexpr Table kVariableMessage({
    leaf(0x80, Take::number, camel_elementaryMessageID),
    into(0xA1, kVariableParts),
});
inline constexpr Table kMessageId({
    leaf(0x80, Take::number, camel_elementaryMessageID),
    into(0xA1, kTextMessage).alternative(),
    over(0xBD).alternative(), // elementaryMessageIDs
    into(0xBE, kVariableMessage).alternative(),
});
inline constexpr Table kInbandInfo({
    into(0xA0, kMessageId), leaf(0x81, Take::number, camel_numberOfRepetitions),
    leaf(0x82, Take::skip), // duration
    leaf(0x83, Take::skip), // interval
});
inline constexpr Table kInformationToSend({
    into(0xA0, kInbandInfo),
    over(0xA1).alternative(), // tone
});

// --- charging

inline constexpr Table kFreeFormatCharging({
    leaf(0x80, Take::secret), // freeFormatData, the operator's own
    into(0xA1, kSide),
    leaf(0x81, Take::octets, camel_pDPID).alternative(), // GPRS
    leaf(0x82, Take::number, camel_appendFreeFormatData),
});
inline constexpr Table kFurnishCharging({into(0xA0, kFreeFormatCharging)});
inline constexpr Table kFreeFormatChargingSms({
    leaf(0x80, Take::secret),
    leaf(0x81, Take::number, camel_appendFreeFormatData),
});
inline constexpr Table kFurnishChargingSms({into(0xA0, kFreeFormatChargingSms)});
inline constexpr Table kTimeIfTariffSwitch({
    leaf(0x80, Take::number, camel_timeSinceTariffSwitch),
    leaf(0x81, Take::number, camel_tariffSwitchInterval),
});
inline constexpr Table kTimeInformation({
    leaf(0x80, Take::number, camel_timeIfNoTariffSwitch),
    into(0xA1, kTimeIfTariffSwitch).alternative(),
});
inline constexpr Table kResetTimerArg({
    leaf(0x80, Take::number, camel_timerID),
    leaf(0x81, Take::number, camel_timervalue),
    extension(0xA2),
    leaf(0x83, Take::number, camel_callSegmentID),
});
inline constexpr Table kResetTimer({into(0x30, kResetTimerArg)});
inline constexpr OperationShape kOfResetTimer{.argument = &kResetTimer};

} // namespace sigwarden::camel_decode
