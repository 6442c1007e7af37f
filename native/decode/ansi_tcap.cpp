// SPDX-License-Identifier: Apache-2.0
// ANSI TCAP (T1.114.3): packages, transaction ids, the dialogue portion's application context, and
// every component with its national or private operation code. Of parameters nothing is read but an
// IMSI (TIA-41.550 §2.150); the rest may be keys or text and is hidden as a whole. Security context
// and confidentiality of the dialogue portion are left. Called by tcap.cpp.
#include "native/decode/ansi_tcap.hpp"

#include "native/base/ber.hpp"
#include "native/decode/tcap.hpp"
#include "native/generated/ansi_tcap.hpp"

namespace sigwarden {
namespace {

namespace element = ansi_tcap::element;
namespace member = ansi_tcap::member;

constexpr uint32_t kConstructed = 0x20; ///< of an identifier of one octet
constexpr uint32_t kNumber = 0x1F;      ///< its tag number
constexpr uint32_t kIdOctets = 4;       ///< of one transaction id

/// What a package is, and how many transaction ids it has (T1.114.3 §5.2).
struct Package {
  Tcap means = Tcap::none;
  uint32_t ids = 0;
  Field field = Field::none;
};

Package package_of(uint32_t tag) {
  namespace package = ansi_tcap::package;
  switch (tag) {
  case package::unidirectional: return {Tcap::unidirectional, 0, Field::ansi_tcap_unidirectional};
  case package::query_with_permission: return {Tcap::begin, 1, Field::ansi_tcap_query_with};
  case package::query_without_permission: return {Tcap::begin, 1, Field::ansi_tcap_query_without};
  case package::response: return {Tcap::end, 1, Field::ansi_tcap_response};
  case package::conversation_with_permission:
    return {Tcap::continue_, 2, Field::ansi_tcap_conversation_with};
  case package::conversation_without_permission:
    return {Tcap::continue_, 2, Field::ansi_tcap_conversation_without};
  case package::abort: return {Tcap::abort, 1, Field::ansi_tcap_abort};
  default: return {};
  }
}

struct Kind {
  Component means = Component::none;
  Field field = Field::none;
};

Kind kind_of(uint32_t tag) {
  namespace component = ansi_tcap::component;
  switch (tag) {
  case component::invoke_last: return {Component::invoke, Field::ansi_tcap_invoke_last};
  case component::invoke_not_last: return {Component::invoke, Field::ansi_tcap_invoke_not_last};
  case component::result_last: return {Component::result_last, Field::ansi_tcap_result_last};
  case component::result_not_last:
    return {Component::result_not_last, Field::ansi_tcap_result_not_last};
  case component::error: return {Component::error, Field::ansi_tcap_error};
  case component::reject: return {Component::reject, Field::ansi_tcap_reject};
  default: return {};
  }
}

OperationId ansi_map_operation(int64_t private_code) {
  constexpr uint32_t kCodes = 128;
  if (private_code >> 8 != ansi_tcap::private_family::ansi_41) return OperationId::unknown;
  const auto code = static_cast<uint32_t>(private_code & 0xFF);
  if (code >= kCodes) return OperationId::unknown;
  const auto id = static_cast<OperationId>(ansi_tcap::operation::first + code);
  return name_of(id)[0] == '?' ? OperationId::unknown : id;
}

template <class Sink> class PackageReader {
public:
  PackageReader(Decoding<Sink>& d, Message& m) : d_(d), m_(m) {}

  void read(Cursor octets);

private:
  void read_elements(const BerElement& package);
  void read_transaction_ids(const BerElement& e);
  void read_dialogue(const BerElement& portion);
  void read_p_abort(const BerElement& e);
  void read_components(const BerElement& portion);
  void read_component(const BerElement& e);
  void read_ids(const BerElement& e, Operation& op);
  void read_members(BerReader& reader, const BerElement& component, Operation& op);
  bool read_code(const BerElement& e, Operation& op);
  void read_national(const BerElement& e, int64_t code);
  void read_parameter(const BerElement& e, Operation& op);
  void fail_component(const BerElement& e) {
    m_.fail(Fault::ansi_tcap_component, e.start());
    d_.hide(e.view());
  }
  void note_constructed(const BerElement& e) {
    if (!ber_is_constructed(e.tag)) m_.flag(anomaly::tcap_constructed_bit);
  }

  Decoding<Sink>& d_;
  Message& m_;
  BerState ber_;
  Package package_;
  bool has_ids_ = false;
  bool has_dialogue_ = false;
  bool has_components_ = false;
};

template <class Sink> void PackageReader<Sink>::read(Cursor octets) {
  const View whole = octets.view(octets.remaining());
  count(d_.counters, Counter::messages_ansi_tcap);
  BerReader top(ber_, octets);
  BerElement package;
  if (top.next(package) && package.tag <= 0xFF) package_ = package_of(package.tag | kConstructed);
  if (package_.means == Tcap::none) {
    m_.fail(Fault::ansi_tcap_package_type, whole.offset);
    return d_.hide(whole);
  }
  note_constructed(package);
  m_.ss7.tcap = package_.means;
  m_.ss7.context = ApplicationContext{};
  m_.ss7.context.present = true; // of another family
  d_.sink.layer(Protocol::ansi_tcap, package.whole());
  d_.sink.group(package_.field, package.whole());
  read_elements(package);
  d_.sink.leave();
  d_.sink.leave();
  if (!has_ids_) m_.fail(Fault::ansi_tcap_transaction_id_missing, package.start());
  if (!top.at_end()) {
    m_.flag(anomaly::tcap_trailing_octets);
    d_.hide({top.offset(), top.rest().remaining()});
  }
  tcap_decode::close_ber(d_, m_, ber_);
}

template <class Sink> void PackageReader<Sink>::read_elements(const BerElement& package) {
  BerReader reader(ber_, package.contents);
  BerElement e;
  while (reader.next(e)) {
    if (e.tag == element::transaction_id) {
      read_transaction_ids(e);
    } else if (e.tag == element::p_abort_cause) {
      read_p_abort(e);
    } else if ((e.tag | kConstructed) == element::dialogue) {
      note_constructed(e);
      read_dialogue(e);
    } else if ((e.tag | kConstructed) == element::components) {
      note_constructed(e);
      read_components(e);
    } else if ((e.tag | kConstructed) == element::user_abort) {
      d_.sink.number(Field::ansi_tcap_cause_information, e.whole(), e.tag & kNumber);
      m_.ss7.dialogue = DialoguePdu::user_abort;
      d_.hide(e.view());
    } else {
      m_.flag(anomaly::tcap_element_order);
      d_.hide(e.view());
    }
  }
}

/// The ids of a package lie one behind the other: that of its sender, then that of its receiver. A
/// Response and an Abort have the receiver's alone.
template <class Sink> void PackageReader<Sink>::read_transaction_ids(const BerElement& e) {
  d_.sink.octets(Field::ansi_tcap_identifier, e.view(), d_.base());
  if (has_ids_) return m_.flag(anomaly::tcap_duplicate_element);
  if (has_dialogue_ || has_components_) m_.flag(anomaly::tcap_element_order);
  has_ids_ = true;
  const Bytes ids = e.bytes();
  if (ids.size != package_.ids * kIdOctets) m_.flag(anomaly::ansi_tcap_transaction_id_length);
  const uint32_t first = package_.ids == 2 && ids.size > kIdOctets ? kIdOctets : ids.size;
  const TransactionId own = tcap_decode::transaction_id_of({ids.data, first});
  switch (package_.means) {
  case Tcap::begin: m_.ss7.otid = own; return;
  case Tcap::continue_:
    m_.ss7.otid = own;
    m_.ss7.dtid = tcap_decode::transaction_id_of({ids.data + first, ids.size - first});
    return;
  case Tcap::end:
  case Tcap::abort: m_.ss7.dtid = own; return;
  default: return;
  }
}

template <class Sink> void PackageReader<Sink>::read_p_abort(const BerElement& e) {
  const int64_t cause = ber_integer(ber_, e.bytes());
  m_.ss7.has_p_abort = true;
  m_.ss7.p_abort_cause = static_cast<uint8_t>(cause);
  d_.sink.number(Field::ansi_tcap_cause_information, e.whole(), e.tag & kNumber);
  d_.sink.integer(Field::ansi_tcap_abort_cause, e.view(), cause);
}

/// Version and application context (T1.114.3 §7); what a user adds is his, and hidden.
template <class Sink> void PackageReader<Sink>::read_dialogue(const BerElement& portion) {
  constexpr uint32_t kVersion = 0xDA, kIntegerContext = 0xDB, kObjectContext = 0xDC;
  if (has_dialogue_) m_.flag(anomaly::tcap_duplicate_element);
  if (has_components_) m_.flag(anomaly::tcap_element_order);
  has_dialogue_ = true;
  BerReader reader(ber_, portion.contents);
  BerElement e;
  while (reader.next(e)) {
    switch (e.tag) {
    case kVersion: d_.sink.octets(Field::ansi_tcap_version, e.view(), d_.base()); break;
    case kIntegerContext:
      d_.sink.number(Field::ansi_tcap_application_context, e.whole(), e.tag & kNumber);
      d_.sink.integer(Field::ansi_tcap_integer_application_id, e.view(),
                      ber_integer(ber_, e.bytes()));
      break;
    case kObjectContext:
      d_.sink.number(Field::ansi_tcap_application_context, e.whole(), e.tag & kNumber);
      d_.sink.oid(Field::ansi_tcap_object_application_id, e.view(), d_.base());
      break;
    default: d_.hide(e.view()); break;
    }
  }
}

template <class Sink> void PackageReader<Sink>::read_components(const BerElement& portion) {
  if (has_components_) m_.flag(anomaly::tcap_second_component_portion);
  has_components_ = true;
  if constexpr (Sink::records) {
    BerState aside;
    BerReader counter(aside, portion.contents);
    uint32_t count = 0;
    for (BerElement e; counter.next(e);)
      count++;
    d_.sink.number(Field::ansi_tcap_component_portion, portion.view(), count);
  }
  BerReader reader(ber_, portion.contents);
  for (BerElement e; reader.next(e);)
    read_component(e);
}

template <class Sink> void PackageReader<Sink>::read_component(const BerElement& e) {
  const Kind kind = e.tag <= 0xFF ? kind_of(e.tag | kConstructed) : Kind{};
  if (kind.means == Component::none) return fail_component(e);
  note_constructed(e);
  Operation* op = d_.out.add_operation(m_);
  if (op == nullptr) {
    count(d_.counters, Counter::operations_over_limit);
    m_.flag(anomaly::tcap_over_limit);
    return d_.hide(e.view());
  }
  op->component = kind.means;
  d_.sink.number(Field::ansi_tcap_component, e.whole(), e.tag & kNumber);
  d_.sink.group(kind.field, e.view());
  BerReader reader(ber_, e.contents);
  BerElement ids;
  if (reader.next(ids) && ids.tag == member::component_ids) {
    read_ids(ids, *op);
    read_members(reader, e, *op);
  } else {
    fail_component(e);
  }
  d_.sink.leave();
}

/// An invoke has its own id, none when no answer is wanted, and behind it that of the invoke that
/// it answers; the others have the latter (T1.114.3 §6.2).
template <class Sink> void PackageReader<Sink>::read_ids(const BerElement& e, Operation& op) {
  const bool is_invoke = op.component == Component::invoke;
  d_.sink.octets(is_invoke ? Field::ansi_tcap_component_ids : Field::ansi_tcap_component_id,
                 e.view(), d_.base());
  const Bytes ids = e.bytes();
  const uint32_t most = is_invoke ? 2 : 1;
  const bool may_lack = is_invoke || op.component == Component::reject;
  if (ids.size > most || (ids.empty() && !may_lack))
    m_.flag(anomaly::ansi_tcap_component_id_length);
  if (ids.empty()) return;
  op.has_invoke_id = true;
  op.invoke_id = ids.data[0];
}

template <class Sink>
void PackageReader<Sink>::read_members(BerReader& reader, const BerElement& component,
                                       Operation& op) {
  const bool has_code =
      op.component != Component::result_last && op.component != Component::result_not_last;
  BerElement e;
  if (has_code && (!reader.next(e) || !read_code(e, op))) return fail_component(component);
  for (bool is_first = true; reader.next(e); is_first = false) {
    if (is_first)
      op.argument = e.whole();
    else
      m_.flag(anomaly::tcap_duplicate_element);
    read_parameter(e, op);
  }
}

/// What an invoke asks, an error says, or a reject complains of.
template <class Sink> bool PackageReader<Sink>::read_code(const BerElement& e, Operation& op) {
  const bool is_invoke = op.component == Component::invoke;
  const bool is_error = op.component == Component::error;
  const int64_t code = ber_integer(ber_, e.bytes());
  switch (e.tag) {
  case member::national_operation:
    if (!is_invoke) return false;
    op.code = tcap_decode::saturated(code);
    d_.sink.number(Field::ansi_tcap_operation_code, e.whole(), e.tag & kNumber);
    read_national(e, code);
    return true;
  case member::private_operation:
    if (!is_invoke) return false;
    op.code = tcap_decode::saturated(code);
    op.id = ansi_map_operation(code);
    d_.sink.number(Field::ansi_tcap_operation_code, e.whole(), e.tag & kNumber);
    d_.sink.integer(Field::ansi_tcap_private, e.view(), code);
    return true;
  case member::national_error:
  case member::private_error:
    if (!is_error) return false;
    // Private errors of ANSI-41 have one octet and no sign (TIA-41.550 §3).
    op.error = tcap_decode::saturated(e.view().length == 1 ? code & 0xFF : code);
    d_.sink.number(Field::ansi_tcap_error_code, e.whole(), e.tag & kNumber);
    d_.sink.integer(e.tag == member::private_error ? Field::ansi_tcap_private_error
                                                   : Field::ansi_tcap_national,
                    e.view(), e.tag == member::private_error ? op.error : code);
    return true;
  case member::problem:
    if (is_invoke || is_error) return false;
    op.error = tcap_decode::saturated(code);
    d_.sink.integer(Field::ansi_tcap_problem, e.view(), code);
    return true;
  default: return false;
  }
}

/// Family and specifier, with the bit in front that asks for an answer (T1.114.5).
template <class Sink> void PackageReader<Sink>::read_national(const BerElement& e, int64_t code) {
  d_.sink.integer(Field::ansi_tcap_national, e.view(), code);
  constexpr uint32_t kOctets = 2;
  if (e.view().length != kOctets) return;
  const uint16_t octets = load_be16(e.bytes().data);
  d_.sink.number(Field::ansi_tcap_req_rep, e.view(), octets >> 15);
  d_.sink.number(Field::ansi_tcap_family, e.view(), (octets >> 8) & 0x7F);
  d_.sink.number(Field::ansi_tcap_specifier, e.view(), octets & 0xFF);
}

/// A set or sequence of ANSI-41 parameters: authentication values, text of short messages, digits
/// that were dialled. The subscriber is taken from it, and none of it becomes evidence.
template <class Sink> void PackageReader<Sink>::read_parameter(const BerElement& e, Operation& op) {
  constexpr uint32_t kImsi = 0x9F8172; // [242]
  constexpr uint32_t kShortest = 3, kLongest = 8;
  d_.hide(e.whole());
  BerState aside; // its content is anybody's
  BerReader reader(aside, e.contents);
  for (BerElement parameter; reader.next(parameter);) {
    const Bytes digits = parameter.bytes();
    if (parameter.tag != kImsi || digits.size < kShortest || digits.size > kLongest) continue;
    const Digits imsi = read_tbcd(digits.data, digits.size, 2 * digits.size);
    if (op.imsi.empty())
      op.imsi = imsi;
    else if (!op.imsi.same_number(imsi))
      op.other_imsi = imsi;
  }
}

} // namespace

template <class Sink> void decode_ansi_tcap(Decoding<Sink>& d, Message& m, Cursor octets) {
  PackageReader<Sink>(d, m).read(octets);
}
template void decode_ansi_tcap<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_ansi_tcap<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);

} // namespace sigwarden
