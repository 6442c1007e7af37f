// SPDX-License-Identifier: Apache-2.0
// MAP group and broadcast calls between the switches of one network (3GPP TS 29.002 §17.6.8,
// §17.7.12). Their keys are secrets, and so is what one switch passes on to the phone.
#pragma once

#include "native/decode/gsm_map_common.hpp"

namespace sigwarden::map {

constexpr Member talker_priority(uint32_t tag) {
  return leaf(tag, Take::number, gsm_map_gr_talkerPriority);
}
constexpr Member additional_info(uint32_t tag) {
  return leaf(tag, Take::bits, gsm_map_gr_additionalInfo);
}

// --- prepareGroupCall (39)

inline constexpr Table kPrepareGroupCallArg({
    leaf(0x04, Take::octet, gsm_map_gr_teleservice),
    leaf(0x04, Take::tbcd, gsm_map_gr_asciCallReference),
    leaf(0x04, Take::octets, gsm_map_gr_codec_Info),
    leaf(0x04, Take::octets, gsm_map_gr_cipheringAlgorithm),
    leaf(0x80, Take::number, gsm_map_gr_groupKeyNumber_Vk_Id),
    leaf(0x81, Take::secret), // groupKey
    leaf(0x82, Take::number, gsm_map_gr_priority),
    leaf(0x83, Take::null, gsm_map_gr_uplinkFree),
    leaf(0x85, Take::secret), // vstk
    leaf(0x86, Take::secret), // vstk-rand
    leaf(0x87, Take::null, gsm_map_gr_talkerChannelParameter),
    leaf(0x88, Take::null, gsm_map_gr_uplinkReplyIndicator),
});
inline constexpr Table kPrepareGroupCall({into(0x30, kPrepareGroupCallArg)});
inline constexpr Table kPrepareGroupCallRes({
    leaf(0x04, Take::address, gsm_map_gr_groupCallNumber),
});
inline constexpr Table kPrepareGroupCallResult({into(0x30, kPrepareGroupCallRes)});
inline constexpr OperationShape kOfPrepareGroupCall{
    .argument = &kPrepareGroupCall,
    .result = &kPrepareGroupCallResult,
    .is_sensitive = true,
};

// --- sendGroupCallEndSignal (40), processGroupCallSignalling (41), forwardGroupCallSignalling (42)

inline constexpr Table kGroupCallEndArg({
    leaf(0x04, Take::imsi, gsm_map_gr_imsi),
    talker_priority(0x80),
    additional_info(0x81),
});
inline constexpr Table kGroupCallEnd({into(0x30, kGroupCallEndArg)});
inline constexpr OperationShape kOfGroupCallEnd{
    .argument = &kGroupCallEnd,
    .result = &kEmptyResult,
};
inline constexpr Table kProcessGroupCallArg({
    leaf(0x80, Take::null, gsm_map_gr_uplinkRequest),
    leaf(0x81, Take::null, gsm_map_gr_uplinkReleaseIndication),
    leaf(0x82, Take::null, gsm_map_gr_releaseGroupCall), extension(0x30), talker_priority(0x83),
    additional_info(0x84), leaf(0x85, Take::null, gsm_map_gr_emergencyModeResetCommandFlag),
    leaf(0xA6, Take::secret), // an-APDU
});
inline constexpr Table kProcessGroupCall({into(0x30, kProcessGroupCallArg)});
inline constexpr OperationShape kOfProcessGroupCall{
    .argument = &kProcessGroupCall,
    .is_sensitive = true,
};
inline constexpr Table kStateAttributes({
    leaf(0x85, Take::null, gsm_map_gr_downlinkAttached),
    leaf(0x86, Take::null, gsm_map_gr_uplinkAttached),
    leaf(0x87, Take::null, gsm_map_gr_dualCommunication),
    leaf(0x88, Take::null, gsm_map_gr_callOriginator),
});
inline constexpr Table kForwardGroupCallArg({
    leaf(0x04, Take::imsi, gsm_map_gr_imsi), leaf(0x80, Take::null, gsm_map_gr_uplinkRequestAck),
    leaf(0x81, Take::null, gsm_map_gr_uplinkReleaseIndication),
    leaf(0x82, Take::null, gsm_map_gr_uplinkRejectCommand),
    leaf(0x83, Take::null, gsm_map_gr_uplinkSeizedCommand),
    leaf(0x84, Take::null, gsm_map_gr_uplinkReleaseCommand), extension(0x30),
    into(0xA5, kStateAttributes, gsm_map_gr_stateAttributes), talker_priority(0x86),
    additional_info(0x87), leaf(0x88, Take::null, gsm_map_gr_emergencyModeResetCommandFlag),
    leaf(0x89, Take::secret), // sm-RP-UI
    leaf(0xAA, Take::secret), // an-APDU
});
inline constexpr Table kForwardGroupCall({into(0x30, kForwardGroupCallArg)});
inline constexpr OperationShape kOfForwardGroupCall{
    .argument = &kForwardGroupCall,
    .is_sensitive = true,
};

// --- sendGroupCallInfo (84)

inline constexpr Table kGroupCallInfoArg({
    leaf(0x0A, Take::number, gsm_map_gr_requestedInfo),
    leaf(0x04, Take::tbcd, gsm_map_gr_groupId),
    leaf(0x04, Take::octet, gsm_map_gr_teleservice),
    leaf(0x80, Take::cell, gsm_map_gr_cellId),
    leaf(0x81, Take::imsi, gsm_map_gr_imsi),
    leaf(0x82, Take::octets, gsm_map_gr_tmsi),
    additional_info(0x83),
    talker_priority(0x84),
    leaf(0x85, Take::octets, gsm_map_gr_cksn),
});
inline constexpr Table kGroupCallInfo({into(0x30, kGroupCallInfoArg)});
inline constexpr Table kGroupCallInfoRes({
    node(0x80, Node::msc, gsm_map_gr_anchorMSC_Address),
    leaf(0x81, Take::tbcd, gsm_map_gr_asciCallReference), leaf(0x82, Take::imsi, gsm_map_gr_imsi),
    additional_info(0x83), leaf(0x84, Take::bits, gsm_map_gr_additionalSubscriptions),
    leaf(0x85, Take::secret), // kc
});
inline constexpr Table kGroupCallInfoResult({into(0x30, kGroupCallInfoRes)});
inline constexpr OperationShape kOfGroupCallInfo{
    .argument = &kGroupCallInfo,
    .result = &kGroupCallInfoResult,
    .requested = requested::imsi,
    .is_sensitive = true,
};

} // namespace sigwarden::map
