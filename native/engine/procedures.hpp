// SPDX-License-Identifier: Apache-2.0
// What an operation does to the state tables: which are updates, cancels, deliveries, and which of
// the node addresses inside an operation are the sender's own. Who may send it is not here: that is
// the entitlement table (firmware-config/rules/entitlement.toml).
#pragma once

#include "native/decode/message.hpp"
#include "native/generated/sccp.hpp"
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

/// Whom a dialogue of supplementary services is about: the reference in map-open, where it is an
/// IMSI (TS 29.002 §7.3.1).
inline Digits opened_about(const Message& message) {
  constexpr uint8_t kPlanE212 = 6;
  const Digits& reference = message.ss7.destination_reference;
  const bool is_imsi = message.technology == Technology::ss7 && reference.npi == kPlanE212;
  return is_imsi ? reference : Digits{};
}

/// forwardSM (46) goes both ways in version 1 of its context, and toward the phone in version 2 of
/// shortMsgMT-Relay (TS 29.002 §17.3.2): a delivery is judged as mt-ForwardSM. In version 1 it is
/// one when a subscriber stands in SM-RP-DA.
inline bool is_delivery(const Dialogue& dialogue, const Operation& op) {
  constexpr uint8_t kShortMsgMtRelay = 25, kShortMsgMoRelay = 21, kVersion1 = 1;
  if (dialogue.context_number == kShortMsgMtRelay) return true;
  const bool is_version_1 =
      !dialogue.has(Dialogue::kHasContext) ||
      (dialogue.context_number == kShortMsgMoRelay && dialogue.context_version == kVersion1);
  return is_version_1 && (op.flags & Operation::kToMobile) != 0;
}

inline Effect effect_of(OperationId id) {
  switch (id) {
  case OperationId::gsm_map_updateLocation:
  case OperationId::gsm_map_updateGprsLocation:
  case OperationId::s6a_ULR: return Effect::update;
  case OperationId::gsm_map_sendAuthenticationInfo:
  case OperationId::gsm_map_sendParameters:
  case OperationId::s6a_AIR:
  case OperationId::sta_DER: return Effect::authentication;
  case OperationId::gsm_map_cancelLocation:
  case OperationId::s6a_CLR: return Effect::cancel;
  case OperationId::gsm_map_purgeMS:
  case OperationId::s6a_PUR: return Effect::purge;
  case OperationId::gsm_map_provideRoamingNumber: return Effect::roaming_number;
  case OperationId::gsm_map_mt_ForwardSM:
  case OperationId::sgd_TFR: return Effect::mt_sms;
  case OperationId::gsm_map_mo_ForwardSM:
  case OperationId::sgd_OFR: return Effect::mo_sms;
  case OperationId::camel_initialDP:
  case OperationId::camel_initialDPSMS:
  case OperationId::camel_initialDPGPRS: return Effect::initial_dp;
  default: return Effect::none;
  }
}

/// The domain in which an update or a cancel moves the subscriber.
inline Domain domain_of(const Operation& op, OperationId id, const SccpAddress& called) {
  constexpr uint32_t kUlrFromMme = 1u << 1; // ULR-Flags bit 1: S6a, else S6d (TS 29.272 §7.3.7)
  if (id == OperationId::s6a_ULR && (op.flags & kUlrFromMme) == 0) return Domain::ps;
  if (static_cast<uint32_t>(id) >= kDiameterFirst) return Domain::eps;
  if (id == OperationId::gsm_map_updateGprsLocation) return Domain::ps;
  return called.has_ssn && called.ssn == sccp::ssn::sgsn ? Domain::ps : Domain::cs;
}

/// Whether the network that an operation names is the sender's own: between nodes of one network it
/// is the one that the subscriber visits.
inline bool names_own_place(OperationId id) {
  switch (id) {
  case OperationId::s6a_ULR:
  case OperationId::s6a_AIR:
  case OperationId::s6a_PUR:
  case OperationId::s6a_NOR:
  case OperationId::s7a_UVR:
  case OperationId::sta_DER:
  case OperationId::sta_AAR:
  case OperationId::s9_CCR:
  case OperationId::s9_TER: return true;
  // A gateway tells of a call to a subscriber who is elsewhere: CAP's place is not the sender's.
  default: return is_map(id);
  }
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
  case OperationId::gsm_map_reportSM_DeliveryStatus:
  case OperationId::s6c_SRR:
  case OperationId::s6c_RDR:
  case OperationId::sgd_TFR: return bit(Node::service_centre);
  case OperationId::gsm_map_provideSubscriberLocation:
  case OperationId::gsm_map_sendRoutingInfoForLCS:
  case OperationId::slg_PLR:
  case OperationId::slh_RIR: return bit(Node::gmlc);
  case OperationId::gsm_map_reset: return bit(Node::hlr);
  case OperationId::camel_initialDP: return bit(Node::msc);
  case OperationId::camel_initialDPSMS: return bit(Node::msc) | bit(Node::sgsn);
  case OperationId::camel_initialDPGPRS: return bit(Node::sgsn);
  case OperationId::camel_initiateCallAttempt: return bit(Node::gsm_scf);
  default: return 0;
  }
}

} // namespace sigwarden
