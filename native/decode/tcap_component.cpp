// SPDX-License-Identifier: Apache-2.0
// Components of TCAP (Q.773 §4.2.2): every one of a portion becomes an Operation, whatever its type
// and however many there are. Parameters go on to MAP or CAP. A result without operation code stays
// without id: the state that knows the dialogue joins it by its invoke id.
#include <limits>

#include "native/decode/camel.hpp"
#include "native/decode/tcap.hpp"

namespace sigwarden::tcap_decode {
namespace {

/// The last arc of an OBJECT IDENTIFIER, of at most 31 bits.
int64_t last_arc(Bytes oid) {
  int64_t arc = 0;
  bool ended = false;
  for (const uint8_t octet : oid) {
    if (ended) arc = 0;
    arc = (arc & 0xFFFFFF) << 7 | (octet & 0x7F);
    ended = (octet & 0x80) == 0;
  }
  return arc;
}

/// Identifier of an INTEGER or an OBJECT IDENTIFIER, of either form.
bool is_code(uint8_t identifier) {
  constexpr uint8_t kConstructed = 0x20;
  const uint8_t primitive = identifier & static_cast<uint8_t>(~kConstructed);
  return primitive == 0x02 || primitive == 0x06;
}

template <class Sink> class ComponentReader {
public:
  explicit ComponentReader(Dissection<Sink>& t) : t_(t), d_(t.d), m_(t.m) {}

  void read(const BerElement& portion);
  /// The one component of a portion, of which what stands in front of its parameter is known.
  void read_known(Component component, int8_t invoke_id, int8_t code, Cursor rest);

private:
  void read_one(const BerElement& e);
  void read_contents(const BerElement& component, Operation& op);
  // `reader` stands behind the invoke id; of a reject in front of it.
  void read_invoke(const BerElement& component, BerReader& reader, Operation& op);
  void read_result(BerReader& reader, Operation& op);
  void read_error(BerElement component, BerReader reader, Operation& op);
  void read_reject(BerElement component, BerReader reader, Operation& op);

  bool read_invoke_id(BerReader& reader, Operation& op);
  bool read_code(const BerElement& e, Operation& op);
  void read_second_code(BerReader reader, const Operation& first);
  void use_local_code(int64_t code, Operation& op);
  void read_argument(BerReader& reader, Operation& op);
  void read_parameter(Cursor rest, Operation& op);
  void read_guessed(Cursor rest, Operation& op);
  void use_parameter(const BerElement& parameter, Operation& op);
  void use_other(Cursor contents, uint32_t tag, uint32_t header_octets, Operation& op);
  void guess(const BerElement* parameter, Operation& op);
  void read_aside(const BerElement& parameter, Operation& op);
  /// A component ends with its parameter.
  void flag_rest(const BerReader& reader) {
    if (reader.at_end()) return;
    m_.flag(anomaly::tcap_element_order);
    d_.hide({reader.offset(), reader.rest().remaining()});
  }
  /// Unread, it may hold anything: none of it may become evidence.
  [[gnu::cold, gnu::noinline]] bool fail(BerElement e) {
    m_.fail(Fault::tcap_component, e.start());
    d_.hide(e.view());
    return false;
  }
  bool is_tag(const BerElement& e, uint32_t tag);

  void open(const BerElement& e, Component component);
  void show_invoke_id(const BerElement& e, int64_t value);
  void show_linked_id(const BerElement& e);
  void show_rejected_id(const BerElement& e, bool is_known, int64_t value);
  void show_code(const BerElement& e, bool is_global, int64_t value);
  void show_error_code(const BerElement& e, bool is_global, int64_t value);
  void show_problem(const BerElement& e, uint32_t kind, int64_t value);

  bool shows_map() const { return t_.user == User::map; }
  bool shows_camel() const { return t_.user == User::camel || t_.user == User::guessed_camel; }

  Dissection<Sink>& t_;
  Decoding<Sink>& d_;
  Message& m_;
};

template <class Sink> void ComponentReader<Sink>::read(const BerElement& portion) {
  if constexpr (Sink::records) {
    BerState aside;
    BerReader counter(aside, portion.contents);
    BerElement e;
    uint32_t count = 0;
    while (counter.next(e))
      count++;
    d_.sink.number(Field::tcap_components, portion.view(), count);
  }
  const bool has_layer = shows_map() || shows_camel();
  if (has_layer) d_.sink.layer(shows_map() ? Protocol::gsm_map : Protocol::camel, portion.whole());
  BerReader reader(t_.ber, portion.contents);
  BerElement e;
  while (reader.next(e))
    read_one(e);
  if (has_layer) d_.sink.leave();
}

template <class Sink>
inline void ComponentReader<Sink>::read_known(Component component, int8_t invoke_id, int8_t code,
                                              Cursor rest) {
  Operation* op = d_.out.add_operation(m_);
  if (op == nullptr) return;
  t_.components++;
  op->component = component;
  op->has_invoke_id = true;
  op->invoke_id = invoke_id;
  use_local_code(code, *op);
  if (component != Component::invoke) return read_parameter(rest, *op);
  t_.invokes++;
  BerReader reader(t_.ber, rest);
  read_argument(reader, *op);
}

/// Has `e` this tag? Its constructed bit is not looked at, since there are nodes that do not
/// either, but it is told.
template <class Sink> inline bool ComponentReader<Sink>::is_tag(const BerElement& e, uint32_t tag) {
  constexpr uint32_t kConstructed = 0x20;
  if (e.tag == tag) [[likely]]
    return true;
  if ((e.tag ^ tag) != kConstructed) return false;
  m_.flag(anomaly::tcap_constructed_bit);
  return true;
}

template <class Sink> inline void ComponentReader<Sink>::read_one(const BerElement& e) {
  constexpr uint32_t kConstructed = 0x20;
  Component component;
  switch (e.tag | kConstructed) {
  case tcap::component::invoke: component = Component::invoke; break;
  case tcap::component::result_last: component = Component::result_last; break;
  case tcap::component::result_not_last: component = Component::result_not_last; break;
  case tcap::component::error: component = Component::error; break;
  case tcap::component::reject: component = Component::reject; break;
  default: fail(e); return;
  }
  if (!ber_is_constructed(e.tag)) m_.flag(anomaly::tcap_constructed_bit);
  t_.components++;
  if (component == Component::invoke) t_.invokes++;
  Operation* op = d_.out.add_operation(m_);
  if (op == nullptr) {
    count(d_.counters, Counter::operations_over_limit);
    m_.flag(anomaly::tcap_over_limit);
    return d_.hide(e.view());
  }
  op->component = component;
  open(e, component);
  read_contents(e, *op);
  if (t_.user != User::foreign) d_.sink.leave();
}

template <class Sink>
inline void ComponentReader<Sink>::read_contents(const BerElement& component, Operation& op) {
  const bool is_invoke = op.component == Component::invoke;
  if (is_invoke && m_.ss7.tcap == Tcap::unidirectional)
    m_.flag(anomaly::tcap_invoke_in_unidirectional);
  BerReader reader(t_.ber, component.contents);
  if (op.component == Component::reject) return read_reject(component, reader, op);
  if (!read_invoke_id(reader, op)) {
    fail(component);
    return;
  }
  if (is_invoke) return read_invoke(component, reader, op);
  if (op.component == Component::error) return read_error(component, reader, op);
  read_result(reader, op);
}

template <class Sink>
[[gnu::always_inline]] inline bool ComponentReader<Sink>::read_invoke_id(BerReader& reader,
                                                                         Operation& op) {
  BerElement e;
  if (!reader.next(e) || !is_tag(e, 0x02)) return false;
  const int64_t id = ber_integer(t_.ber, e.bytes());
  op.has_invoke_id = true;
  op.invoke_id = static_cast<int16_t>(id);
  show_invoke_id(e, id);
  return true;
}

template <class Sink>
[[gnu::always_inline]] inline void ComponentReader<Sink>::use_local_code(int64_t code,
                                                                         Operation& op) {
  op.code = saturated(code);
  if (t_.user != User::foreign) op.id = operation_of(m_.ss7.context.is_cap, code);
}

/// Operation code: local, or global, which no operation of MAP or CAP has.
template <class Sink>
[[gnu::always_inline]] inline bool ComponentReader<Sink>::read_code(const BerElement& e,
                                                                    Operation& op) {
  if (is_tag(e, 0x02)) {
    const int64_t code = ber_integer(t_.ber, e.bytes());
    show_code(e, false, code);
    use_local_code(code, op);
    return true;
  }
  if (!is_tag(e, 0x06)) return fail(e);
  m_.flag(anomaly::tcap_global_opcode);
  op.is_global_code = true;
  const int64_t arc = last_arc(e.bytes());
  op.code = saturated(arc);
  show_code(e, true, arc);
  const bool is_cap = m_.ss7.context.is_cap;
  if (t_.user != User::foreign)
    op.id = is_cap ? operation_of(true, arc)
                   : map::operation_of(map::code_of_global(m_.ss7.context, arc));
  return true;
}

template <class Sink> void ComponentReader<Sink>::read_parameter(Cursor rest, Operation& op) {
  BerReader reader(t_.ber, rest);
  BerElement parameter;
  for (bool is_first = true;; is_first = false) {
    t_.ber.mark();
    if (!reader.next(parameter)) return;
    // Of a second parameter it is not known which one a node takes: both are read.
    if (is_first)
      op.argument = parameter.whole();
    else
      m_.flag(anomaly::tcap_duplicate_element);
    use_parameter(parameter, op);
  }
}

template <class Sink>
inline void ComponentReader<Sink>::use_parameter(const BerElement& parameter, Operation& op) {
  const Cursor contents = parameter.contents;
  if (t_.user == User::map) [[likely]]
    return map::decode_parameter(d_, m_, op, t_.ber, contents, parameter.tag,
                                 parameter.header_octets, true);
  use_other(contents, parameter.tag, parameter.header_octets, op);
}

template <class Sink>
[[gnu::noinline]] void ComponentReader<Sink>::use_other(Cursor contents, uint32_t tag,
                                                        uint32_t header_octets, Operation& op) {
  const BerElement parameter{tag, header_octets, contents};
  if (t_.user == User::foreign) return d_.hide(parameter.whole());
  if (t_.user == User::guessed_camel) return guess(&parameter, op);
  camel_decode::decode_parameter(d_, m_, op, t_.ber, parameter, true);
}

/// No context is known, and the subsystem says CAP. An argument that CAP writes so is CAP's; of any
/// other, and where CAP has no such operation, MAP's reading is taken too.
template <class Sink>
[[gnu::noinline]] void ComponentReader<Sink>::guess(const BerElement* parameter, Operation& op) {
  const OperationId as_map = op.id;
  op.id = camel_decode::operation_of(op.code);
  const bool is_camel = op.id != OperationId::unknown;
  if (parameter == nullptr) {
    if (!is_camel) op.id = as_map;
    return;
  }
  BerState ber;
  ber.failures = t_.ber.failures - t_.ber.marked;
  if (is_camel && camel_decode::decode_parameter(d_, m_, op, ber, *parameter, false)) return;
  if (is_camel && as_map == OperationId::unknown) return;
  op.id = as_map;
  read_aside(*parameter, op);
}

/// Read as the MAP operation that it might be. Of its encoding a word is said only where MAP may
/// open a dialogue so.
template <class Sink>
void ComponentReader<Sink>::read_aside(const BerElement& parameter, Operation& op) {
  NullSink silent;
  Decoding<NullSink> aside{d_.frame, d_.out, silent, d_.counters};
  BerState ber;
  ber.failures = t_.ber.failures - t_.ber.marked;
  map::decode_parameter(aside, m_, op, ber, parameter.contents, parameter.tag,
                        parameter.header_octets, m_.ss7.tcap == Tcap::begin);
}

template <class Sink>
inline void ComponentReader<Sink>::read_invoke(const BerElement& component, BerReader& reader,
                                               Operation& op) {
  BerElement e;
  if (!reader.next(e)) {
    fail(component);
    return;
  }
  if (e.tag == 0x80) {
    show_linked_id(e);
    if (!reader.next(e)) {
      fail(component);
      return;
    }
  }
  if (!read_code(e, op)) return flag_rest(reader);
  read_argument(reader, op);
}

/// What follows the operation code of an invoke.
template <class Sink>
[[gnu::always_inline]] inline void ComponentReader<Sink>::read_argument(BerReader& reader,
                                                                        Operation& op) {
  if (t_.user == User::map && !op.is_global_code)
    m_.flag(map::code_anomalies(m_.ss7.context, op.code, t_.side));
  if (t_.user == User::camel)
    m_.flag(camel_decode::code_anomalies(m_.ss7.context, op.code, t_.side));
  if (is_code(reader.rest().peek()) && t_.user != User::foreign) [[unlikely]]
    read_second_code(reader, op);
  if (t_.user == User::guessed_camel) return read_guessed(reader.rest(), op);
  read_parameter(reader.rest(), op);
}

/// Behind the operation code stands another, local or global, where no argument begins so. A node
/// may take either: what the second one asks is an operation of its own.
template <class Sink>
[[gnu::noinline]] void ComponentReader<Sink>::read_second_code(BerReader reader,
                                                               const Operation& first) {
  BerElement e;
  if (!reader.next(e)) return;
  m_.flag(anomaly::tcap_ambiguous);
  Operation* other = d_.out.add_operation(m_);
  if (other == nullptr) {
    count(d_.counters, Counter::operations_over_limit);
    return m_.flag(anomaly::tcap_over_limit);
  }
  t_.components++;
  other->component = Component::invoke;
  other->invoke_id = first.invoke_id;
  other->has_invoke_id = first.has_invoke_id;
  if (read_code(e, *other)) read_parameter(reader.rest(), *other);
}

/// CAP opens every dialogue with its context, MAP all but those of version 1.
template <class Sink>
[[gnu::noinline]] void ComponentReader<Sink>::read_guessed(Cursor rest, Operation& op) {
  if (rest.at_end())
    guess(nullptr, op);
  else
    read_parameter(rest, op);
  if (m_.ss7.tcap != Tcap::begin) return;
  if (is_camel(op.id))
    m_.flag(anomaly::camel_context_missing);
  else if (!op.is_global_code)
    m_.flag(map::code_anomalies(m_.ss7.context, op.code, t_.side));
}

template <class Sink>
inline void ComponentReader<Sink>::read_result(BerReader& reader, Operation& op) {
  BerElement sequence, e;
  if (!reader.next(sequence)) return;
  if (!is_tag(sequence, 0x30)) {
    fail(sequence);
    return;
  }
  if (shows_map()) d_.sink.group(Field::gsm_map_result_sequence, sequence.view());
  BerReader parts(t_.ber, sequence.contents);
  if (parts.next(e) && read_code(e, op))
    read_parameter(parts.rest(), op); // to their end
  else
    flag_rest(parts);
  if (shows_map()) d_.sink.leave();
  flag_rest(reader);
}

template <class Sink>
void ComponentReader<Sink>::read_error(BerElement component, BerReader reader, Operation& op) {
  BerElement e;
  if (!reader.next(e)) {
    fail(component);
    return;
  }
  if (e.tag != 0x02 && e.tag != 0x06) {
    fail(e);
    return;
  }
  const bool is_global = e.tag == 0x06;
  const int64_t code = is_global ? last_arc(e.bytes()) : ber_integer(t_.ber, e.bytes());
  op.error = saturated(code);
  op.is_global_code = is_global;
  show_error_code(e, is_global, code);
  t_.ber.mark();
  if (!reader.next(e)) return;
  op.argument = e.whole();
  if (t_.user == User::map && !is_global) map::decode_error_parameter(d_, m_, op, t_.ber, e, true);
  if (shows_camel() && !is_global)
    camel_decode::decode_error_parameter(d_, m_, op, t_.ber, e, t_.user == User::camel);
  flag_rest(reader);
}

template <class Sink>
void ComponentReader<Sink>::read_reject(BerElement component, BerReader reader, Operation& op) {
  constexpr uint32_t kFirstProblem = 0x80;
  BerElement e;
  if (!reader.next(e) || (e.tag != 0x02 && e.tag != 0x05)) {
    fail(component);
    return;
  }
  const bool is_known = e.tag == 0x02;
  int64_t id = 0;
  if (is_known) {
    id = ber_integer(t_.ber, e.bytes());
    op.has_invoke_id = true;
    op.invoke_id = static_cast<int16_t>(id);
  }
  show_rejected_id(e, is_known, id);
  if (!reader.next(e) || e.tag < kFirstProblem ||
      e.tag - kFirstProblem > tcap::problem::return_error) {
    fail(component);
    return;
  }
  const uint32_t kind = e.tag - kFirstProblem;
  const int64_t problem = ber_integer(t_.ber, e.bytes());
  op.error = static_cast<int32_t>(kind << 8 | (problem & 0xFF));
  show_problem(e, kind, problem);
  flag_rest(reader);
}

// --- what the sink gets

template <class Sink> void ComponentReader<Sink>::open(const BerElement& e, Component component) {
  struct Names {
    uint32_t choice;
    Field map, camel;
  };
  static constexpr Names kNames[kComponentCount] = {
      {0, Field::none, Field::none},
      {1, Field::gsm_map_invoke, Field::camel_invoke},
      {2, Field::gsm_map_result_last, Field::camel_return_result},
      {7, Field::gsm_map_result_not_last, Field::camel_return_result},
      {3, Field::gsm_map_error, Field::camel_return_error},
      {4, Field::gsm_map_reject, Field::camel_reject},
  };
  const Names& names = kNames[static_cast<uint32_t>(component)];
  if (shows_map()) {
    d_.sink.number(Field::gsm_map_component, e.view(), names.choice);
    d_.sink.group(names.map, e.view());
  } else if (shows_camel()) {
    d_.sink.group(names.camel, e.view());
  }
}

template <class Sink>
void ComponentReader<Sink>::show_invoke_id(const BerElement& e, int64_t value) {
  if (shows_map()) {
    d_.sink.integer(Field::gsm_map_invoke_id, e.view(), value);
  } else if (shows_camel()) {
    d_.sink.number(Field::camel_invoke_id, e.whole(), 0);
    d_.sink.integer(Field::camel_present, e.view(), value);
  } else {
    d_.sink.integer(Field::tcap_foreign_invoke_id, e.view(), value);
  }
}

template <class Sink> void ComponentReader<Sink>::show_linked_id(const BerElement& e) {
  const int64_t value = ber_integer(t_.ber, e.bytes());
  if (shows_map()) d_.sink.integer(Field::gsm_map_linked_id, e.view(), value);
  if (!shows_camel()) return;
  d_.sink.number(Field::camel_linked_id, e.view(), 0);
  d_.sink.integer(Field::camel_present, e.view(), value);
}

template <class Sink>
void ComponentReader<Sink>::show_rejected_id(const BerElement& e, bool is_known, int64_t value) {
  if (shows_camel()) {
    d_.sink.number(Field::camel_invoke_id, e.whole(), !is_known);
    if (is_known) d_.sink.integer(Field::camel_present, e.view(), value);
  }
  if (!shows_map()) return;
  d_.sink.number(Field::gsm_map_invoke_id_rejected, e.whole(), !is_known);
  if (is_known) return d_.sink.integer(Field::gsm_map_derivable, e.view(), value);
  d_.sink.group(Field::gsm_map_not_derivable, e.view());
  d_.sink.leave();
}

template <class Sink>
void ComponentReader<Sink>::show_code(const BerElement& e, bool is_global, int64_t value) {
  if constexpr (!Sink::records) return;
  if (t_.user == User::foreign) {
    d_.sink.integer(Field::tcap_foreign_local_value, e.view(), value);
    return;
  }
  d_.sink.number(shows_map() ? Field::gsm_map_op_code : Field::camel_opcode, e.whole(), is_global);
  if (is_global)
    d_.sink.oid(shows_map() ? Field::gsm_map_global_value : Field::camel_global, e.view(),
                d_.base());
  else
    d_.sink.integer(shows_map() ? Field::gsm_map_local_value : Field::camel_local, e.view(), value);
}

template <class Sink>
void ComponentReader<Sink>::show_error_code(const BerElement& e, bool is_global, int64_t value) {
  if constexpr (!Sink::records) return;
  if (shows_map()) d_.sink.number(Field::gsm_map_error_code, e.whole(), is_global);
  if (is_global) {
    if (shows_map()) d_.sink.oid(Field::gsm_map_global_value, e.view(), d_.base());
    return;
  }
  d_.sink.integer(shows_map()     ? Field::gsm_map_local_value
                  : shows_camel() ? Field::camel_error_code
                                  : Field::tcap_foreign_local_value,
                  e.view(), value);
}

template <class Sink>
void ComponentReader<Sink>::show_problem(const BerElement& e, uint32_t kind, int64_t value) {
  static constexpr Field kFields[] = {
      Field::gsm_map_general_problem,
      Field::gsm_map_invoke_problem,
      Field::gsm_map_return_result_problem,
      Field::gsm_map_return_error_problem,
  };
  if (!shows_map()) return;
  d_.sink.number(Field::gsm_map_problem, e.view(), kind);
  d_.sink.integer(kFields[kind], e.view(), value);
}

} // namespace

int32_t saturated(int64_t value) {
  constexpr int64_t kLow = std::numeric_limits<int32_t>::min();
  constexpr int64_t kHigh = std::numeric_limits<int32_t>::max();
  return static_cast<int32_t>(value < kLow ? kLow : value > kHigh ? kHigh : value);
}

OperationId operation_of(bool is_cap, int64_t code) {
  return is_cap ? camel_decode::operation_of(code) : map::operation_of(code);
}

template <class Sink>
void read_components(Dissection<Sink>& t, Cursor contents, uint32_t header_octets) {
  ComponentReader<Sink>(t).read({tcap::element::components, header_octets, contents});
}
template <class Sink>
void read_component(Dissection<Sink>& t, Component component, int8_t invoke_id, int8_t code,
                    Cursor rest) {
  ComponentReader<Sink>(t).read_known(component, invoke_id, code, rest);
}
template void read_component<NullSink>(Dissection<NullSink>&, Component, int8_t, int8_t, Cursor);
template void read_components<NullSink>(Dissection<NullSink>&, Cursor, uint32_t);
template void read_components<FieldSink>(Dissection<FieldSink>&, Cursor, uint32_t);

} // namespace sigwarden::tcap_decode
