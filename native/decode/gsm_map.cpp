// SPDX-License-Identifier: Apache-2.0
// MAP (3GPP TS 29.002): what an operation is allowed to be in its context, and the hand-over of
// arguments, results and errors to the reader. The structure of a parameter follows from its first
// identifier, the context's version only says whether that form belongs there. Called by tcap.cpp.
// Does not know dialogues: an invoke without context counts as MAP.
#include "native/decode/gsm_map.hpp"

#include "native/decode/gsm_map_leaves.hpp"

namespace sigwarden::map {
namespace {

constexpr uint32_t kCodes = 128;
constexpr uint32_t kVersions = 5;
constexpr uint32_t kContextNumbers = 64;

/// Row of kContexts by number and version; 0xFF for none.
constexpr std::array<uint8_t, kContextNumbers* kVersions> kContextRows = [] {
  std::array<uint8_t, kContextNumbers * kVersions> rows{};
  for (uint8_t& row : rows)
    row = 0xFF;
  for (uint32_t i = 0; i < gsm_map::kContextCount; i++)
    rows[gsm_map::kContexts[i].number * kVersions + gsm_map::kContexts[i].version] =
        static_cast<uint8_t>(i);
  return rows;
}();

struct Codes {
  uint64_t words[kCodes / 64] = {};

  constexpr bool has(uint32_t code) const { return (words[code / 64] >> (code % 64) & 1) != 0; }
};

/// Operations that a context of version 1 has: those may come without dialogue portion.
constexpr Codes kVersion1Codes = [] {
  Codes codes;
  for (const gsm_map::Context& context : gsm_map::kContexts)
    if (context.version == 1)
      for (uint32_t i = 0; i < kCodes / 64; i++)
        codes.words[i] |= context.initiator[i] | context.responder[i];
  return codes;
}();

constexpr Codes kOperations = [] {
  Codes codes;
  for (uint32_t code = 0; code < kCodes; code++)
    if (name_of(static_cast<OperationId>(code))[0] != '?')
      codes.words[code / 64] |= uint64_t{1} << (code % 64);
  return codes;
}();

const gsm_map::Context* row_of(const ApplicationContext& context) {
  return context.is_map ? context_row(context.number, context.version) : nullptr;
}

bool is_air_interface(int64_t code) {
  return code == gsm_map::air_interface::notifySS ||
         (code >= gsm_map::air_interface::first && code <= gsm_map::air_interface::last);
}

bool is_secure_transport(int64_t code) {
  return code >= static_cast<int64_t>(OperationId::gsm_map_secureTransportClass1) &&
         code <= static_cast<int64_t>(OperationId::gsm_map_secureTransportClass4);
}

/// A fault of BER inside a parameter belongs to MAP, not to TCAP.
Fault fault_of(BerFault fault) {
  switch (fault) {
  case BerFault::depth: return Fault::gsm_map_depth;
  case BerFault::elements: return Fault::gsm_map_elements;
  default: return Fault::gsm_map_parameter;
  }
}

template <class Sink>
[[gnu::always_inline]] inline void
read_forms(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber, const BerElement& parameter,
           const Structure& forms, const OperationShape& shape, bool strict) {
  const bool is_invoke = op.component == Component::invoke;
  const ApplicationContext& context = m.ss7.context;
  const bool has_version = context.is_map && context.version < kVersions;
  const uint8_t version = has_version ? static_cast<uint8_t>(1u << context.version) : uint8_t{0};
  const BerFault before = ber.fault;
  bool is_renamed = false;
  if constexpr (Sink::records) {
    // A Continue leaves out the context that its dialogue has; of other messages version 1 does.
    const bool is_bare = !context.present && m.ss7.tcap != Tcap::continue_;
    const uint8_t named_by = is_bare ? kNoVersion : version;
    is_renamed = (named_by & (is_invoke ? shape.renamed_argument : shape.renamed_result)) != 0;
  }
  Reader<Sink> reader(d, op, ber, !is_invoke || shape.reports, is_renamed, shape.is_sensitive);
  if (is_invoke) op.requested |= shape.requested;
  if (!is_invoke || shape.reports) op.disclosed |= shape.discloses;
  reader.read(parameter.tag, parameter.contents, forms, version);
  const bool is_faulty = before == BerFault::none && ber.fault != BerFault::none;
  if (strict && (reader.is_odd() || ber.is_over_limit || is_faulty)) [[unlikely]] {
    m.flag(reader.anomalies());
    if (reader.too_deep()) m.fail(Fault::gsm_map_depth, parameter.start());
    if (reader.search_cut()) m.fail(Fault::gsm_map_elements, parameter.start());
    if (reader.is_over_limit()) m.flag(anomaly::tcap_over_limit);
    if (is_faulty) m.fail(fault_of(ber.fault), ber.fault_offset);
  }
  if (shape.is_sensitive && (ber.has_failed_since() || !reader.is_certain()))
    d.hide(parameter.whole());
  if constexpr (Sink::records)
    if (op.vectors_given > 0)
      d.sink.number(Field::gsm_map_vectors, parameter.whole(), op.vectors_given);
}

/// SecurityHeader and ProtectedPayload (TS 33.200 §6): in protection mode 0 the payload is the
/// parameter itself, in mode 1 it is followed by a four-octet check value. Whether it is encrypted
/// is not said: it is read if it can be.
template <class Sink>
void decode_secure_transport(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                             const BerElement& parameter, bool strict) {
  constexpr uint32_t kCheckOctets = 4;
  if (strict) m.flag(anomaly::gsm_map_secure_transport);
  const auto hide = [&] { d.hide(parameter.whole()); };
  BerReader outer(ber, parameter.contents);
  BerElement header, payload, member, code;
  if (parameter.tag != 0x30 || !outer.next(header) || header.tag != 0x30) return hide();
  BerReader inner(ber, header.contents);
  int64_t original = -1;
  d.sink.group(Field::gsm_map_security_header, header.view());
  while (inner.next(member)) {
    if (member.tag == 0x04)
      d.sink.octets(Field::gsm_map_security_parameters_index, member.view(), d.base());
    if (member.tag != 0xA0) continue;
    BerReader choice(ber, member.contents);
    if (!choice.next(code) || code.tag != 0x02) continue;
    original = ber_integer(ber, code.bytes());
    d.sink.integer(Field::gsm_map_local_value, code.view(), original);
  }
  d.sink.leave();
  const OperationId id = operation_of(original);
  if (id == OperationId::unknown) return hide();
  op.id = id;
  const OperationShape* shape = shape_of(static_cast<uint32_t>(original));
  if (shape == nullptr || !outer.next(payload) || payload.tag != 0x04 || !outer.at_end())
    hide(); // what can be read is read nevertheless
  if (shape == nullptr || payload.tag != 0x04) return;
  const Structure* forms = op.component == Component::invoke ? shape->argument : shape->result;
  BerState plain; // what is encrypted may look like anything: no fault of the message
  BerReader content(plain, payload.contents);
  BerElement protected_parameter;
  if (forms == nullptr || !content.next(protected_parameter)) return hide();
  const uint32_t behind = content.rest().remaining();
  if (plain.fault != BerFault::none || (behind != 0 && behind != kCheckOctets)) return hide();
  const int32_t outer_code = op.code;
  op.code = static_cast<int32_t>(original);
  Message aside;
  aside.ss7.context = ApplicationContext{};
  if (ber.has_failed_since()) hide();
  read_forms(d, aside, op, plain, protected_parameter, *forms, *shape, strict);
  m.flag(aside.anomalies);
  op.code = outer_code;
}

} // namespace

const gsm_map::Context* context_row(uint8_t number, uint8_t version) {
  if (number >= kContextNumbers || version >= kVersions) return nullptr;
  const uint8_t row = kContextRows[number * kVersions + version];
  return row == 0xFF ? nullptr : &gsm_map::kContexts[row];
}

template <class Sink>
void decode_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber, Cursor contents,
                      uint32_t tag, uint32_t header_octets, bool strict) {
  const BerElement parameter{tag, header_octets, contents};
  if (is_secure_transport(op.code))
    return decode_secure_transport(d, m, op, ber, parameter, strict);
  const OperationShape* shape =
      op.id == OperationId::unknown ? nullptr : shape_of(static_cast<uint32_t>(op.id));
  const Structure* forms = shape == nullptr                    ? nullptr
                           : op.component == Component::invoke ? shape->argument
                                                               : shape->result;
  if (forms == nullptr) return d.hide(parameter.whole()); // nobody knows what is in it
  read_forms(d, m, op, ber, parameter, *forms, *shape, strict);
}

template <class Sink>
void decode_error_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                            const BerElement& parameter, bool strict) {
  static constexpr OperationShape kError{.is_sensitive = true};
  const Structure* forms = error_shape_of(op.error);
  if (forms == nullptr) return d.hide(parameter.whole()); // nobody knows what is in it
  read_forms(d, m, op, ber, parameter, *forms, kError, strict);
}

OperationId operation_of(int64_t code) {
  if (code < 0 || code >= kCodes) return OperationId::unknown;
  return kOperations.has(static_cast<uint32_t>(code)) ? static_cast<OperationId>(code)
                                                      : OperationId::unknown;
}

Anomalies code_anomalies(const ApplicationContext& context, int64_t code, Side side) {
  Anomalies found = is_air_interface(code) ? anomaly::gsm_map_air_interface_code : 0;
  if (code < 0 || code >= kCodes) return found;
  const auto c = static_cast<uint32_t>(code);
  if (!context.present) {
    if (side == Side::initiator && !kVersion1Codes.has(c) &&
        operation_of(code) != OperationId::unknown)
      found |= anomaly::gsm_map_context_missing;
    return found;
  }
  const gsm_map::Context* row = row_of(context);
  if (row == nullptr) return found;
  uint64_t allowed = 0;
  if (side != Side::responder) allowed |= row->initiator[c / 64];
  if (side != Side::initiator) allowed |= row->responder[c / 64];
  if ((allowed >> (c % 64) & 1) == 0) found |= anomaly::gsm_map_op_not_in_context;
  return found;
}

int64_t code_of_global(const ApplicationContext& context, int64_t last_arc) {
  const bool is_operation = operation_of(last_arc) != OperationId::unknown;
  const gsm_map::Context* row = row_of(context);
  if (row == nullptr) return is_operation ? last_arc : -1;
  if (is_operation && code_anomalies(context, last_arc, Side::unknown) == 0) return last_arc;
  const int low = __builtin_popcountll(row->initiator[0]);
  const int high = __builtin_popcountll(row->initiator[1]);
  if (low + high != 1) return is_operation ? last_arc : -1;
  return low == 1 ? __builtin_ctzll(row->initiator[0]) : 64 + __builtin_ctzll(row->initiator[1]);
}

#define SIGWARDEN_INSTANTIATE(SINK)                                                                \
  template void decode_parameter<SINK>(Decoding<SINK>&, Message&, Operation&, BerState&, Cursor,   \
                                       uint32_t, uint32_t, bool);                                  \
  template void decode_error_parameter<SINK>(Decoding<SINK>&, Message&, Operation&, BerState&,     \
                                             const BerElement&, bool);
SIGWARDEN_INSTANTIATE(NullSink)
SIGWARDEN_INSTANTIATE(FieldSink)
#undef SIGWARDEN_INSTANTIATE

} // namespace sigwarden::map

namespace sigwarden {

template <class Sink>
void decode_gsm_map(Decoding<Sink>& d, Message& m, Operation& op, Cursor content) {
  BerState ber;
  BerReader reader(ber, content);
  BerElement parameter;
  if (!reader.next(parameter)) return;
  map::decode_parameter(d, m, op, ber, parameter.contents, parameter.tag, parameter.header_octets,
                        true);
}
template void decode_gsm_map<NullSink>(Decoding<NullSink>&, Message&, Operation&, Cursor);
template void decode_gsm_map<FieldSink>(Decoding<FieldSink>&, Message&, Operation&, Cursor);

} // namespace sigwarden
