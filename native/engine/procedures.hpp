// SPDX-License-Identifier: Apache-2.0
// What an operation does to the state tables: which are updates, cancels, deliveries, and which of
// the node addresses inside an operation are the sender's own. Who may send it is not here: that is
// the entitlement table (firmware-config/rules/entitlement.toml).
#pragma once

#include "native/decode/message.hpp"
#include "native/state/dialogues.hpp"

namespace sigwarden {

constexpr OperationId map_operation(uint32_t code) {
  return static_cast<OperationId>(code);
}
constexpr OperationId camel_operation(uint32_t code) {
  return static_cast<OperationId>(kCamelFirst + code);
}

enum class Effect : uint8_t {
  none,
  update,         ///< a serving network registers the subscriber
  authentication, ///< asks for vectors
  cancel,
  purge,
  roaming_number, ///< an answer ties the subscriber to the answering network
  mt_sms,         ///< so does a delivery that succeeds
  mo_sms,         ///< and what the subscriber sends
  initial_dp,
};

/// CAP and MAP number their operations alike and only the Begin names the context: the id of an
/// invoke under the context of its dialogue.
inline OperationId in_context(const Operation& op, const Dialogue& dialogue) {
  if (op.code < 0 || op.code > 255) return op.id;
  const uint32_t code = static_cast<uint32_t>(op.code);
  if (dialogue.has(Dialogue::kIsCap) && is_map(op.id)) return camel_operation(code);
  if (dialogue.has(Dialogue::kIsMap) && is_camel(op.id)) return map_operation(code);
  return op.id;
}

/// forwardSM (46) goes both ways in version 1 of its context, and toward the phone in version 2 of
/// shortMsgMT-Relay (TS 29.002 §17.3.2): a delivery is judged as mt-ForwardSM. In version 1 only
/// a delivery names anyone by IMSI.
inline bool is_delivery(const Dialogue& dialogue, bool names_imsi) {
  constexpr uint8_t kShortMsgMtRelay = 25, kShortMsgMoRelay = 21, kVersion1 = 1;
  if (dialogue.context_number == kShortMsgMtRelay) return true;
  const bool is_version_1 =
      !dialogue.has(Dialogue::kHasContext) ||
      (dialogue.context_number == kShortMsgMoRelay && dialogue.context_version == kVersion1);
  return is_version_1 && names_imsi;
}

inline Effect effect_of(OperationId id) {
  switch (id) {
  case OperationId::gsm_map_updateLocation:
  case OperationId::gsm_map_updateGprsLocation:
  case OperationId::s6a_ULR: return Effect::update;
  case OperationId::gsm_map_sendAuthenticationInfo:
  case OperationId::gsm_map_sendParameters:
  case OperationId::s6a_AIR: return Effect::authentication;
  case OperationId::gsm_map_cancelLocation:
  case OperationId::s6a_CLR: return Effect::cancel;
  case OperationId::gsm_map_purgeMS:
  case OperationId::s6a_PUR: return Effect::purge;
  case OperationId::gsm_map_provideRoamingNumber: return Effect::roaming_number;
  case OperationId::gsm_map_mt_ForwardSM: return Effect::mt_sms;
  case OperationId::gsm_map_mo_ForwardSM: return Effect::mo_sms;
  case OperationId::camel_initialDP:
  case OperationId::camel_initialDPSMS:
  case OperationId::camel_initialDPGPRS: return Effect::initial_dp;
  default: return Effect::none;
  }
}

/// The domain in which an update or a cancel moves the subscriber.
inline Domain domain_of(const Operation& op, OperationId id, const SccpAddress& called) {
  constexpr uint8_t kSgsnSsn = 149;
  constexpr uint32_t kUlrFromMme = 1u << 1; // ULR-Flags bit 1: S6a, else S6d (TS 29.272 §7.3.7)
  if (id == OperationId::s6a_ULR && (op.flags & kUlrFromMme) == 0) return Domain::ps;
  if (static_cast<uint32_t>(id) >= kDiameterFirst) return Domain::eps;
  if (id == OperationId::gsm_map_updateGprsLocation) return Domain::ps;
  return called.has_ssn && called.ssn == kSgsnSsn ? Domain::ps : Domain::cs;
}

/// Bits of Node: addresses that name the sender's own nodes, and so must be of its operator.
inline uint32_t sender_nodes(OperationId id) {
  constexpr auto bit = [](Node node) { return 1u << static_cast<uint32_t>(node); };
  switch (id) {
  case OperationId::gsm_map_updateLocation: return bit(Node::msc) | bit(Node::vlr);
  case OperationId::gsm_map_updateGprsLocation: return bit(Node::sgsn);
  case OperationId::gsm_map_authenticationFailureReport:
  case OperationId::gsm_map_purgeMS: return bit(Node::vlr) | bit(Node::sgsn);
  case OperationId::gsm_map_sendRoutingInfo:
  case OperationId::gsm_map_anyTimeInterrogation:
  case OperationId::gsm_map_anyTimeSubscriptionInterrogation:
  case OperationId::gsm_map_anyTimeModification: return bit(Node::gsm_scf);
  case OperationId::gsm_map_sendRoutingInfoForSM:
  case OperationId::gsm_map_mt_ForwardSM:
  case OperationId::gsm_map_reportSM_DeliveryStatus: return bit(Node::service_centre);
  case OperationId::gsm_map_provideSubscriberLocation:
  case OperationId::gsm_map_sendRoutingInfoForLCS: return bit(Node::gmlc);
  case OperationId::gsm_map_reset: return bit(Node::hlr);
  case OperationId::camel_initialDP: return bit(Node::msc);
  case OperationId::camel_initialDPSMS: return bit(Node::msc) | bit(Node::sgsn);
  case OperationId::camel_initialDPGPRS: return bit(Node::sgsn);
  case OperationId::camel_initiateCallAttempt: return bit(Node::gsm_scf);
  default: return 0;
  }
}

} // namespace sigwarden
