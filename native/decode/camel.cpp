// SPDX-License-Identifier: Apache-2.0
// CAP (3GPP TS 29.078): what an operation is allowed to be in its context, the hand-over of
// arguments, results and errors to the reader, and which of a call's numbers is the subscriber's.
// Called by tcap_component.cpp. Does not know dialogues: what an earlier message of one said is
// with the engine.
#include "native/decode/camel.hpp"

#include "native/decode/gsm_map_leaves.hpp"

namespace sigwarden::camel_decode {
namespace {

constexpr uint32_t kCodes = 128;

const camel::Context* row_of(const ApplicationContext& context) {
  if (!context.is_cap) return nullptr;
  for (const camel::Context& row : camel::kContexts)
    if (row.number == context.number && row.version == context.version) return &row;
  return nullptr;
}

Phase phase_of(const ApplicationContext& context) {
  return context.is_cap && context.number >= camel::context::gsmSSF_gsmSCF ? Phase::early
                                                                           : Phase::late;
}

/// A fault of BER inside a parameter belongs to CAP, not to TCAP.
Fault fault_of(BerFault fault) {
  switch (fault) {
  case BerFault::depth: return Fault::camel_depth;
  case BerFault::elements: return Fault::camel_elements;
  default: return Fault::camel_parameter;
  }
}

/// What the reader says of a structure in MAP's terms, in those of CAP. IMSIs, also those hidden in
/// extensions, are of MAP's types in both.
Anomalies in_terms_of_camel(Anomalies found) {
  constexpr Anomalies kShared =
      anomaly::gsm_map_identity_digits | anomaly::gsm_map_private_identity;
  constexpr Anomalies kOrder = anomaly::gsm_map_member_order | anomaly::gsm_map_form_not_of_version;
  Anomalies ours = found & kShared;
  if ((found & anomaly::gsm_map_duplicate_identity) != 0) ours |= anomaly::camel_duplicate_identity;
  if ((found & kOrder) != 0) ours |= anomaly::camel_member_order;
  return ours;
}

/// The subscriber of a call is who makes it, or who receives it, or who forwarded it, by the event
/// that triggered (TS 23.078 §4.6). Only an international number is known to be whose it is.
void name_served_party(Operation& op, const map::CallParties& parties) {
  const bool is_sms = op.id == OperationId::camel_initialDPSMS;
  const bool receives = is_sms ? op.sub_type >= camel::sms_event::deliveryRequested
                               : op.sub_type >= camel::event::termAttemptAuthorized &&
                                     op.sub_type <= camel::event::tAbandon;
  const Digits& served = !parties.redirecting.empty() ? parties.redirecting
                         : receives                   ? parties.called
                                                      : parties.calling;
  if (!parties.redirecting.empty()) op.flags |= Operation::kDiverted;
  if (op.msisdn.empty() && map::is_international_e164(served)) op.msisdn = served;
}

bool is_initial_dp(OperationId id) {
  return id == OperationId::camel_initialDP || id == OperationId::camel_initialDPSMS;
}

/// True when all of it was read as what stands there.
template <class Sink>
bool read_forms(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                const BerElement& parameter, const map::Structure& forms,
                const map::OperationShape& shape, bool strict) {
  const bool is_invoke = op.component == Component::invoke;
  const BerFault before = ber.fault;
  map::CallParties parties;
  map::Reader<Sink> reader(d, op, ber, !is_invoke || shape.reports, false, shape.is_sensitive);
  reader.keep_parties(parties);
  reader.read(parameter.tag, parameter.contents, forms, 0);
  if (is_invoke && is_initial_dp(op.id)) name_served_party(op, parties);
  if (strict) {
    m.flag(in_terms_of_camel(reader.anomalies()));
    if (reader.too_deep()) m.fail(Fault::camel_depth, parameter.start());
    if (reader.search_cut()) m.fail(Fault::camel_elements, parameter.start());
    if (reader.is_over_limit()) m.flag(anomaly::tcap_over_limit);
    if (before == BerFault::none && ber.fault != BerFault::none)
      m.fail(fault_of(ber.fault), ber.fault_offset);
  }
  if (shape.is_sensitive && (ber.has_failed_since() || !reader.is_certain()))
    d.hide(parameter.whole());
  return reader.is_certain() && ber.fault == before;
}

} // namespace

template <class Sink>
bool decode_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                      const BerElement& parameter, bool strict) {
  const bool is_known = op.code >= 0 && op.code < static_cast<int32_t>(kCodes);
  const map::OperationShape* shape =
      is_known ? shape_of(static_cast<uint32_t>(op.code), phase_of(m.ss7.context)) : nullptr;
  const map::Structure* forms = shape == nullptr                    ? nullptr
                                : op.component == Component::invoke ? shape->argument
                                                                    : shape->result;
  if (forms != nullptr) return read_forms(d, m, op, ber, parameter, *forms, *shape, strict);
  d.hide(parameter.whole()); // nobody knows what is in it
  return false;
}

template <class Sink>
void decode_error_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                            const BerElement& parameter, bool strict) {
  static constexpr map::OperationShape kError{.is_sensitive = true};
  const map::Structure* forms = error_shape_of(op.error);
  if (forms == nullptr) return d.hide(parameter.whole());
  read_forms(d, m, op, ber, parameter, *forms, kError, strict);
}

OperationId operation_of(int64_t code) {
  if (code < 0 || code >= kCodes) return OperationId::unknown;
  const auto id = static_cast<OperationId>(kCamelFirst + static_cast<uint32_t>(code));
  return name_of(id)[0] == '?' ? OperationId::unknown : id;
}

Anomalies code_anomalies(const ApplicationContext& context, int64_t code, map::Side side) {
  const camel::Context* row = row_of(context);
  if (row == nullptr || code < 0 || code >= kCodes) return 0;
  const auto c = static_cast<uint32_t>(code);
  uint64_t allowed = 0;
  if (side != map::Side::responder) allowed |= row->initiator[c / 64];
  if (side != map::Side::initiator) allowed |= row->responder[c / 64];
  return (allowed >> (c % 64) & 1) == 0 ? anomaly::camel_op_not_in_context : 0;
}

#define SIGWARDEN_INSTANTIATE(SINK)                                                                \
  template bool decode_parameter<SINK>(Decoding<SINK>&, Message&, Operation&, BerState&,           \
                                       const BerElement&, bool);                                   \
  template void decode_error_parameter<SINK>(Decoding<SINK>&, Message&, Operation&, BerState&,     \
                                             const BerElement&, bool);
SIGWARDEN_INSTANTIATE(NullSink)
SIGWARDEN_INSTANTIATE(FieldSink)
#undef SIGWARDEN_INSTANTIATE

} // namespace sigwarden::camel_decode

namespace sigwarden {

template <class Sink>
void decode_camel(Decoding<Sink>& d, Message& m, Operation& op, Cursor content) {
  BerState ber;
  BerReader reader(ber, content);
  BerElement parameter;
  if (!reader.next(parameter)) return;
  camel_decode::decode_parameter(d, m, op, ber, parameter, true);
}
template void decode_camel<NullSink>(Decoding<NullSink>&, Message&, Operation&, Cursor);
template void decode_camel<FieldSink>(Decoding<FieldSink>&, Message&, Operation&, Cursor);

} // namespace sigwarden
