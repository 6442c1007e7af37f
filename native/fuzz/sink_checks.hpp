// SPDX-License-Identifier: Apache-2.0
// What must hold of any decoding of any octets: the fast sink and the recording one find the same,
// and every place that is handed on (messages, addresses, arguments, secrets, fields) lies inside
// the input. Used by the fuzz targets and by the native tests.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "native/decode/decoder.hpp"

namespace sigwarden::check {

inline bool is_inside(View where, uint32_t size) {
  return where.offset <= size && where.length <= size - where.offset;
}

inline bool is_same(const Operation& a, const Operation& b) {
  if (a.component != b.component || a.id != b.id || a.code != b.code || a.error != b.error ||
      a.invoke_id != b.invoke_id || a.has_invoke_id != b.has_invoke_id ||
      a.is_global_code != b.is_global_code || !a.imsi.same_number(b.imsi) ||
      !a.other_imsi.same_number(b.other_imsi) || !a.msisdn.same_number(b.msisdn) ||
      a.nodes_present != b.nodes_present || a.place != b.place || a.requested != b.requested ||
      a.disclosed != b.disclosed || a.vectors_wanted != b.vectors_wanted ||
      a.vectors_given != b.vectors_given || a.sub_type != b.sub_type || a.tp_mti != b.tp_mti ||
      a.argument.offset != b.argument.offset || a.argument.length != b.argument.length)
    return false;
  for (uint32_t i = 0; i < kNodeCount; i++)
    if (!a.nodes[i].same_number(b.nodes[i])) return false;
  return true;
}

inline bool is_same(const SccpAddress& a, const SccpAddress& b) {
  return a.title.same_number(b.title) && a.title.ton == b.title.ton && a.title.npi == b.title.npi &&
         a.title.flags == b.title.flags && a.indicator == b.indicator && a.ssn == b.ssn &&
         a.has_ssn == b.has_ssn && a.point_code == b.point_code &&
         a.translation_type == b.translation_type;
}

/// What differs between two readings of one message, or nullptr.
inline const char* difference(const Message& m, const Message& n) {
  if (m.anomalies != n.anomalies) return "the sinks saw other anomalies";
  if (m.fault != n.fault || m.fault_offset != n.fault_offset) return "the sinks saw other faults";
  if (!(m.ss7.otid == n.ss7.otid) || !(m.ss7.dtid == n.ss7.dtid) || m.ss7.tcap != n.ss7.tcap ||
      m.ss7.dialogue != n.ss7.dialogue)
    return "the sinks saw other transactions";
  if (m.ss7.context.number != n.ss7.context.number ||
      m.ss7.context.version != n.ss7.context.version ||
      m.ss7.context.is_map != n.ss7.context.is_map)
    return "the sinks saw other contexts";
  if (m.ss7.opc != n.ss7.opc || m.ss7.dpc != n.ss7.dpc || m.ss7.sls != n.ss7.sls ||
      m.ss7.service_indicator != n.ss7.service_indicator ||
      m.ss7.network_indicator != n.ss7.network_indicator ||
      m.ss7.network_appearance != n.ss7.network_appearance ||
      m.ss7.routing_context != n.ss7.routing_context)
    return "the sinks saw other labels";
  if (!is_same(m.ss7.called, n.ss7.called) || !is_same(m.ss7.calling, n.ss7.calling))
    return "the sinks saw other parties";
  if (m.exchange != n.exchange) return "the sinks saw other exchanges";
  if (m.operation_count != n.operation_count) return "the sinks saw other components";
  return nullptr;
}

/// Which place of a message lies outside the `size` octets of the input, or nullptr.
inline const char* misplaced(const Message& m, uint32_t size) {
  if (m.fault != Fault::none && m.fault_offset > size) return "a fault lies outside";
  for (const View where : {m.bytes, m.ss7.called.where, m.ss7.calling.where})
    if (!is_inside(where, size)) return "a message or an address lies outside";
  const Diameter& d = m.diameter;
  for (const View where : {d.session_id, d.origin_host, d.origin_realm, d.destination_host,
                           d.destination_realm, d.other_origin_realm})
    if (!is_inside(where, size)) return "a name lies outside";
  if (d.route_record_count > d.route_records.size()) return "more routes than there is room for";
  for (uint32_t i = 0; i < d.route_record_count; i++)
    if (!is_inside(d.route_records[i], size)) return "a route lies outside";
  return nullptr;
}

/// What is wrong with two readings `a` (fast) and `b` (recorded) of `size` octets, or nullptr.
inline const char* disagreement(const Decoded& a, const Decoded& b, const FieldSink& fields,
                                uint32_t size) {
  if (a.fault != b.fault || a.message_count != b.message_count)
    return "the sinks saw other messages";
  for (uint32_t i = 0; i < a.message_count; i++) {
    const Message& m = a.messages[i];
    if (const char* wrong = difference(m, b.messages[i])) return wrong;
    if (const char* wrong = misplaced(m, size)) return wrong;
    if (m.first_operation + uint32_t{m.operation_count} > a.operation_count)
      return "a message claims components that are not there";
  }
  if (a.operation_count != b.operation_count) return "the sinks saw other components";
  for (uint32_t i = 0; i < a.operation_count; i++) {
    if (!is_same(a.operations[i], b.operations[i])) return "the sinks saw other operations";
    if (!is_inside(a.operations[i].argument, size)) return "an argument lies outside";
  }
  if (a.secret_count != b.secret_count) return "the sinks saw other secrets";
  for (uint32_t i = 0; i < a.secret_count; i++)
    if (!is_inside(a.secrets[i], size)) return "a secret lies outside";
  for (const FieldRecord& field : fields.fields()) {
    if (!is_inside(field.where, size)) return "a field lies outside";
    if (field.message != kNoMessage && field.message >= b.message_count)
      return "a field belongs to no message";
  }
  return nullptr;
}

/// What is wrong with the joined messages of a frame of `captured` octets, or nullptr.
inline const char* misjoined(const Decoded& a, uint32_t captured) {
  if ((a.joined == nullptr) != (a.piece_count == 0)) return "pieces without a joined message";
  uint32_t at = captured;
  for (uint32_t i = 0; i < a.piece_count; i++) {
    if (a.pieces[i].at != at) return "a piece is not behind the one before";
    at += a.pieces[i].there.length;
  }
  return a.piece_count == 0 || at == captured + a.joined_octets ? nullptr
                                                                : "pieces that are not all of it";
}

/// Ends the program with the sentence when there is one: a fuzzer and a test both stop there.
inline void require_none(const char* wrong) {
  if (wrong == nullptr) return;
  std::printf("%s\n", wrong);
  std::abort();
}

} // namespace sigwarden::check
