// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

#include "native/generated/operations.hpp"

namespace sigwarden {

namespace gtpv2 {

namespace flag {
constexpr uint32_t piggybacked = 16u;
constexpr uint32_t teid = 8u;
constexpr uint32_t priority = 4u;
} // namespace flag

namespace message_type {
constexpr uint32_t echo_request = 1u;
constexpr uint32_t echo_response = 2u;
constexpr uint32_t version_not_supported = 3u;
constexpr uint32_t create_session_request = 32u;
constexpr uint32_t modify_bearer_request = 34u;
constexpr uint32_t change_notification_request = 38u;
constexpr uint32_t identification_request = 128u;
constexpr uint32_t context_request = 130u;
} // namespace message_type

namespace element {
constexpr uint32_t imsi = 1u;
constexpr uint32_t cause = 2u;
constexpr uint32_t recovery = 3u;
constexpr uint32_t apn = 71u;
constexpr uint32_t ebi = 73u;
constexpr uint32_t ip_address = 74u;
constexpr uint32_t mei = 75u;
constexpr uint32_t msisdn = 76u;
constexpr uint32_t rat_type = 82u;
constexpr uint32_t serving_network = 83u;
constexpr uint32_t user_location = 86u;
constexpr uint32_t f_teid = 87u;
constexpr uint32_t bearer_context = 93u;
constexpr uint32_t mm_context_first = 103u;
constexpr uint32_t mm_context_last = 108u;
constexpr uint32_t pdn_connection = 109u;
constexpr uint32_t selection_mode = 128u;
constexpr uint32_t overload_control = 180u;
constexpr uint32_t load_control = 181u;
constexpr uint32_t remote_ue_context = 191u;
constexpr uint32_t scef_pdn_connection = 195u;
} // namespace element

namespace location {
constexpr uint32_t cgi = 1u;
constexpr uint32_t sai = 2u;
constexpr uint32_t rai = 4u;
constexpr uint32_t tai = 8u;
constexpr uint32_t ecgi = 16u;
constexpr uint32_t lai = 32u;
} // namespace location

namespace f_teid {
constexpr uint32_t ipv4 = 128u;
constexpr uint32_t ipv6 = 64u;
constexpr uint32_t interface_type = 63u;
} // namespace f_teid

namespace cause {
constexpr uint32_t accepted_first = 16u;
constexpr uint32_t rejected_first = 64u;
} // namespace cause

/// What a message type asks or answers; `unknown` when it is none of these.
struct Exchange {
  OperationId id;
  bool is_answer;
  bool has_answer;
};
constexpr Exchange exchange_of(uint32_t message_type) {
  switch (message_type) {
  case 1: return {OperationId::gtpv2_Echo, false, true};
  case 32: return {OperationId::gtpv2_CreateSession, false, true};
  case 34: return {OperationId::gtpv2_ModifyBearer, false, true};
  case 36: return {OperationId::gtpv2_DeleteSession, false, true};
  case 38: return {OperationId::gtpv2_ChangeNotification, false, true};
  case 40: return {OperationId::gtpv2_RemoteUEReport, false, true};
  case 64: return {OperationId::gtpv2_ModifyBearerCommand, false, false};
  case 65: return {OperationId::gtpv2_ModifyBearerFailure, false, false};
  case 66: return {OperationId::gtpv2_DeleteBearerCommand, false, false};
  case 67: return {OperationId::gtpv2_DeleteBearerFailure, false, false};
  case 68: return {OperationId::gtpv2_BearerResourceCommand, false, false};
  case 69: return {OperationId::gtpv2_BearerResourceFailure, false, false};
  case 70: return {OperationId::gtpv2_DownlinkDataNotificationFailure, false, false};
  case 71: return {OperationId::gtpv2_TraceSessionActivation, false, false};
  case 72: return {OperationId::gtpv2_TraceSessionDeactivation, false, false};
  case 73: return {OperationId::gtpv2_StopPaging, false, false};
  case 95: return {OperationId::gtpv2_CreateBearer, false, true};
  case 97: return {OperationId::gtpv2_UpdateBearer, false, true};
  case 99: return {OperationId::gtpv2_DeleteBearer, false, true};
  case 101: return {OperationId::gtpv2_DeletePDNConnectionSet, false, true};
  case 103: return {OperationId::gtpv2_PGWDownlinkTriggering, false, true};
  case 128: return {OperationId::gtpv2_Identification, false, true};
  case 130: return {OperationId::gtpv2_Context, false, true};
  case 132: return {OperationId::gtpv2_ContextAcknowledge, false, false};
  case 133: return {OperationId::gtpv2_ForwardRelocation, false, true};
  case 135: return {OperationId::gtpv2_ForwardRelocationComplete, false, true};
  case 137: return {OperationId::gtpv2_ForwardAccessContext, false, true};
  case 139: return {OperationId::gtpv2_RelocationCancel, false, true};
  case 141: return {OperationId::gtpv2_ConfigurationTransferTunnel, false, false};
  case 149: return {OperationId::gtpv2_Detach, false, true};
  case 151: return {OperationId::gtpv2_CSPaging, false, false};
  case 152: return {OperationId::gtpv2_RANInformationRelay, false, false};
  case 153: return {OperationId::gtpv2_AlertMME, false, true};
  case 155: return {OperationId::gtpv2_UEActivity, false, true};
  case 157: return {OperationId::gtpv2_ISRStatus, false, false};
  case 158: return {OperationId::gtpv2_UERegistrationQuery, false, true};
  case 160: return {OperationId::gtpv2_CreateForwardingTunnel, false, true};
  case 162: return {OperationId::gtpv2_Suspend, false, true};
  case 164: return {OperationId::gtpv2_Resume, false, true};
  case 166: return {OperationId::gtpv2_CreateIndirectDataForwardingTunnel, false, true};
  case 168: return {OperationId::gtpv2_DeleteIndirectDataForwardingTunnel, false, true};
  case 170: return {OperationId::gtpv2_ReleaseAccessBearers, false, true};
  case 176: return {OperationId::gtpv2_DownlinkDataNotification, false, true};
  case 179: return {OperationId::gtpv2_PGWRestart, false, true};
  case 200: return {OperationId::gtpv2_UpdatePDNConnectionSet, false, true};
  case 211: return {OperationId::gtpv2_ModifyAccessBearers, false, true};
  case 231: return {OperationId::gtpv2_MBMSSessionStart, false, true};
  case 233: return {OperationId::gtpv2_MBMSSessionUpdate, false, true};
  case 235: return {OperationId::gtpv2_MBMSSessionStop, false, true};
  case 2: return {OperationId::gtpv2_Echo, true, true};
  case 33: return {OperationId::gtpv2_CreateSession, true, true};
  case 35: return {OperationId::gtpv2_ModifyBearer, true, true};
  case 37: return {OperationId::gtpv2_DeleteSession, true, true};
  case 39: return {OperationId::gtpv2_ChangeNotification, true, true};
  case 41: return {OperationId::gtpv2_RemoteUEReport, true, true};
  case 96: return {OperationId::gtpv2_CreateBearer, true, true};
  case 98: return {OperationId::gtpv2_UpdateBearer, true, true};
  case 100: return {OperationId::gtpv2_DeleteBearer, true, true};
  case 102: return {OperationId::gtpv2_DeletePDNConnectionSet, true, true};
  case 104: return {OperationId::gtpv2_PGWDownlinkTriggering, true, true};
  case 129: return {OperationId::gtpv2_Identification, true, true};
  case 131: return {OperationId::gtpv2_Context, true, true};
  case 134: return {OperationId::gtpv2_ForwardRelocation, true, true};
  case 136: return {OperationId::gtpv2_ForwardRelocationComplete, true, true};
  case 138: return {OperationId::gtpv2_ForwardAccessContext, true, true};
  case 140: return {OperationId::gtpv2_RelocationCancel, true, true};
  case 150: return {OperationId::gtpv2_Detach, true, true};
  case 154: return {OperationId::gtpv2_AlertMME, true, true};
  case 156: return {OperationId::gtpv2_UEActivity, true, true};
  case 159: return {OperationId::gtpv2_UERegistrationQuery, true, true};
  case 161: return {OperationId::gtpv2_CreateForwardingTunnel, true, true};
  case 163: return {OperationId::gtpv2_Suspend, true, true};
  case 165: return {OperationId::gtpv2_Resume, true, true};
  case 167: return {OperationId::gtpv2_CreateIndirectDataForwardingTunnel, true, true};
  case 169: return {OperationId::gtpv2_DeleteIndirectDataForwardingTunnel, true, true};
  case 171: return {OperationId::gtpv2_ReleaseAccessBearers, true, true};
  case 177: return {OperationId::gtpv2_DownlinkDataNotification, true, true};
  case 180: return {OperationId::gtpv2_PGWRestart, true, true};
  case 201: return {OperationId::gtpv2_UpdatePDNConnectionSet, true, true};
  case 212: return {OperationId::gtpv2_ModifyAccessBearers, true, true};
  case 232: return {OperationId::gtpv2_MBMSSessionStart, true, true};
  case 234: return {OperationId::gtpv2_MBMSSessionUpdate, true, true};
  case 236: return {OperationId::gtpv2_MBMSSessionStop, true, true};
  default: return {OperationId::unknown, false, false};
  }
}

} // namespace gtpv2

} // namespace sigwarden
