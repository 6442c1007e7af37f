// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

#include "native/generated/operations.hpp"

namespace sigwarden {

namespace gtp {

namespace flag {
constexpr uint32_t protocol_type = 16u;
constexpr uint32_t extension = 4u;
constexpr uint32_t sequence = 2u;
constexpr uint32_t n_pdu = 1u;
} // namespace flag

namespace message_type {
constexpr uint32_t echo_request = 1u;
constexpr uint32_t echo_response = 2u;
constexpr uint32_t version_not_supported = 3u;
constexpr uint32_t error_indication = 26u;
constexpr uint32_t supported_extension_headers = 31u;
constexpr uint32_t send_routeing_information_request = 32u;
constexpr uint32_t send_routeing_information_response = 33u;
constexpr uint32_t identification_request = 48u;
constexpr uint32_t sgsn_context_request = 50u;
constexpr uint32_t create_pdp_context_request = 16u;
constexpr uint32_t update_pdp_context_request = 18u;
constexpr uint32_t ms_info_change_notification_request = 128u;
constexpr uint32_t end_marker = 254u;
constexpr uint32_t g_pdu = 255u;
} // namespace message_type

namespace element {
constexpr uint32_t cause = 1u;
constexpr uint32_t imsi = 2u;
constexpr uint32_t routeing_area = 3u;
constexpr uint32_t tlli = 4u;
constexpr uint32_t p_tmsi = 5u;
constexpr uint32_t authentication_triplet = 9u;
constexpr uint32_t ms_validated = 13u;
constexpr uint32_t recovery = 14u;
constexpr uint32_t selection_mode = 15u;
constexpr uint32_t teid_data = 16u;
constexpr uint32_t teid_control = 17u;
constexpr uint32_t teardown = 19u;
constexpr uint32_t nsapi = 20u;
constexpr uint32_t charging_id = 127u;
constexpr uint32_t mm_context = 129u;
constexpr uint32_t apn = 131u;
constexpr uint32_t gsn_address = 133u;
constexpr uint32_t msisdn = 134u;
constexpr uint32_t authentication_quintuplet = 136u;
constexpr uint32_t extension_header_types = 141u;
constexpr uint32_t sgsn_number = 147u;
constexpr uint32_t rat_type = 151u;
constexpr uint32_t user_location = 152u;
constexpr uint32_t imei = 154u;
} // namespace element

namespace location {
constexpr uint32_t cgi = 0u;
constexpr uint32_t sai = 1u;
constexpr uint32_t rai = 2u;
} // namespace location

namespace cause {
constexpr uint32_t accepted_first = 128u;
constexpr uint32_t rejected_first = 192u;
} // namespace cause

/// What a message type asks or answers; `unknown` when it is none of these.
struct Exchange {
  OperationId id;
  bool is_answer;
  bool has_answer;
};
constexpr Exchange exchange_of(uint32_t message_type) {
  switch (message_type) {
  case 1: return {OperationId::gtp_Echo, false, true};
  case 16: return {OperationId::gtp_CreatePDPContext, false, true};
  case 18: return {OperationId::gtp_UpdatePDPContext, false, true};
  case 20: return {OperationId::gtp_DeletePDPContext, false, true};
  case 22: return {OperationId::gtp_InitiatePDPContextActivation, false, true};
  case 26: return {OperationId::gtp_ErrorIndication, false, false};
  case 27: return {OperationId::gtp_PDUNotification, false, true};
  case 29: return {OperationId::gtp_PDUNotificationReject, false, true};
  case 31: return {OperationId::gtp_SupportedExtensionHeadersNotification, false, false};
  case 32: return {OperationId::gtp_SendRouteingInformationForGPRS, false, true};
  case 34: return {OperationId::gtp_FailureReport, false, true};
  case 36: return {OperationId::gtp_NoteMSGPRSPresent, false, true};
  case 48: return {OperationId::gtp_Identification, false, true};
  case 50: return {OperationId::gtp_SGSNContext, false, true};
  case 52: return {OperationId::gtp_SGSNContextAcknowledge, false, false};
  case 53: return {OperationId::gtp_ForwardRelocation, false, true};
  case 55: return {OperationId::gtp_ForwardRelocationComplete, false, true};
  case 56: return {OperationId::gtp_RelocationCancel, false, true};
  case 58: return {OperationId::gtp_ForwardSRNSContext, false, true};
  case 61: return {OperationId::gtp_UERegistrationQuery, false, true};
  case 70: return {OperationId::gtp_RANInformationRelay, false, false};
  case 96: return {OperationId::gtp_MBMSNotification, false, true};
  case 98: return {OperationId::gtp_MBMSNotificationReject, false, true};
  case 100: return {OperationId::gtp_CreateMBMSContext, false, true};
  case 102: return {OperationId::gtp_UpdateMBMSContext, false, true};
  case 104: return {OperationId::gtp_DeleteMBMSContext, false, true};
  case 112: return {OperationId::gtp_MBMSRegistration, false, true};
  case 114: return {OperationId::gtp_MBMSDeRegistration, false, true};
  case 116: return {OperationId::gtp_MBMSSessionStart, false, true};
  case 118: return {OperationId::gtp_MBMSSessionStop, false, true};
  case 120: return {OperationId::gtp_MBMSSessionUpdate, false, true};
  case 128: return {OperationId::gtp_MSInfoChangeNotification, false, true};
  case 2: return {OperationId::gtp_Echo, true, true};
  case 17: return {OperationId::gtp_CreatePDPContext, true, true};
  case 19: return {OperationId::gtp_UpdatePDPContext, true, true};
  case 21: return {OperationId::gtp_DeletePDPContext, true, true};
  case 23: return {OperationId::gtp_InitiatePDPContextActivation, true, true};
  case 28: return {OperationId::gtp_PDUNotification, true, true};
  case 30: return {OperationId::gtp_PDUNotificationReject, true, true};
  case 33: return {OperationId::gtp_SendRouteingInformationForGPRS, true, true};
  case 35: return {OperationId::gtp_FailureReport, true, true};
  case 37: return {OperationId::gtp_NoteMSGPRSPresent, true, true};
  case 49: return {OperationId::gtp_Identification, true, true};
  case 51: return {OperationId::gtp_SGSNContext, true, true};
  case 54: return {OperationId::gtp_ForwardRelocation, true, true};
  case 59: return {OperationId::gtp_ForwardRelocationComplete, true, true};
  case 57: return {OperationId::gtp_RelocationCancel, true, true};
  case 60: return {OperationId::gtp_ForwardSRNSContext, true, true};
  case 62: return {OperationId::gtp_UERegistrationQuery, true, true};
  case 97: return {OperationId::gtp_MBMSNotification, true, true};
  case 99: return {OperationId::gtp_MBMSNotificationReject, true, true};
  case 101: return {OperationId::gtp_CreateMBMSContext, true, true};
  case 103: return {OperationId::gtp_UpdateMBMSContext, true, true};
  case 105: return {OperationId::gtp_DeleteMBMSContext, true, true};
  case 113: return {OperationId::gtp_MBMSRegistration, true, true};
  case 115: return {OperationId::gtp_MBMSDeRegistration, true, true};
  case 117: return {OperationId::gtp_MBMSSessionStart, true, true};
  case 119: return {OperationId::gtp_MBMSSessionStop, true, true};
  case 121: return {OperationId::gtp_MBMSSessionUpdate, true, true};
  case 129: return {OperationId::gtp_MSInfoChangeNotification, true, true};
  default: return {OperationId::unknown, false, false};
  }
}

} // namespace gtp

} // namespace sigwarden
