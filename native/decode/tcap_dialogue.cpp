// SPDX-License-Identifier: Apache-2.0
// The dialogue portion of TCAP (Q.773 §4.2.3): AARQ, AARE, ABRT and the Unidirectional's AUDT
// inside their EXTERNAL, and MAP's own PDUs in the user information (3GPP TS 29.002 §17.4). The
// application context decides what every component means, so that all known ways to hide it are
// read: octet-aligned EXTERNAL, padded and extended object identifiers.
#include <algorithm>

#include "native/decode/tcap.hpp"
#include "native/generated/camel.hpp"

namespace sigwarden::tcap_decode {
namespace {

constexpr uint32_t kArcsMax = 16;

struct Arcs {
  std::array<uint32_t, kArcsMax> value{};
  uint32_t count = 0;
  bool padded = false;
};

/// Arcs behind the first octet's pair, which for everything here is 0.4 (octet 04); values
/// saturate.
Arcs read_arcs(Bytes oid) {
  constexpr uint32_t kSaturated = 1u << 24;
  Arcs arcs;
  uint32_t value = 0;
  bool begins = true;
  for (const uint8_t octet : oid) {
    if (begins && octet == 0x80) arcs.padded = true;
    begins = false;
    value = value >= kSaturated ? kSaturated : value << 7 | (octet & 0x7Fu);
    if ((octet & 0x80) != 0) continue;
    if (arcs.count < kArcsMax) arcs.value[arcs.count++] = value;
    value = 0;
    begins = true;
  }
  return arcs;
}

/// Octets 04 00 00 01: itu-t(0) identified-organization(4) etsi(0) mobileDomain(0) gsm-Network(1).
constexpr uint8_t kGsmNetwork[] = {0x04, 0x00, 0x00, 0x01};
/// map-DialogueAS, 0.4.0.0.1.1.1.1.
constexpr uint8_t kMapDialogue[] = {0x04, 0x00, 0x00, 0x01, 0x01, 0x01, 0x01};

/// dialogue-as and unidialogue-as, 0.0.17.773.1.N.1 (Q.773 §4.2.3): N is 1 in a dialogue, and 2 in
/// a Unidirectional.
constexpr uint8_t kDialogueSyntax[] = {0x00, 0x11, 0x86, 0x05, 0x01};
bool is_dialogue_syntax(Bytes oid, Tcap message) {
  constexpr uint32_t kOctets = sizeof kDialogueSyntax + 2;
  const uint8_t kind = message == Tcap::unidirectional ? 2 : 1;
  return oid.size == kOctets &&
         std::memcmp(oid.data, kDialogueSyntax, sizeof kDialogueSyntax) == 0 &&
         oid.data[sizeof kDialogueSyntax] == kind && oid.data[kOctets - 1] == 1;
}

/// The two dialogue portions that nearly all dialogues have, but for the number and version of the
/// context: an AARQ that asks for it, an AARE that accepts it, both without user information.
constexpr uint8_t kPlainRequest[] = {
    0x28, 0x1C, 0x06, 0x07, 0x00, 0x11, 0x86, 0x05, 0x01, 0x01, 0x01, 0xA0, 0x11, 0x60,
    0x0F, 0x80, 0x02, 0x07, 0x80, 0xA1, 0x09, 0x06, 0x07, 0x04, 0x00, 0x00, 0x01, 0x00,
};
constexpr uint8_t kPlainResponse[] = {
    0x28, 0x28, 0x06, 0x07, 0x00, 0x11, 0x86, 0x05, 0x01, 0x01, 0x01, 0xA0, 0x1D, 0x61,
    0x1B, 0x80, 0x02, 0x07, 0x80, 0xA1, 0x09, 0x06, 0x07, 0x04, 0x00, 0x00, 0x01, 0x00,
};
constexpr uint8_t kAccepted[] = {
    0xA2, 0x03, 0x02, 0x01, 0x00, 0xA3, 0x05, 0xA1, 0x03, 0x02, 0x01, 0x00,
};
constexpr uint8_t kRequestElements = 7, kResponseElements = 12; ///< of BER

bool is_camel_number(uint32_t number) {
  return number == camel::context::gsmSSF_gsmSCF || number == camel::context::assist ||
         number == camel::context::gsmSRF_gsmSCF;
}

/// 0.4.0.0.1.0.N.V, with N and V of one octet each.
ApplicationContext plain_context(uint8_t number, uint8_t version) {
  const bool is_cap = is_camel_number(number);
  return {number, version, true, !is_cap, is_cap};
}

/// Is this map-DialogueAS, however its arcs are padded?
bool is_map_dialogue(Bytes oid) {
  if (oid.size == sizeof kMapDialogue &&
      std::memcmp(oid.data, kMapDialogue, sizeof kMapDialogue) == 0)
    return true;
  const Arcs arcs = read_arcs(oid);
  return arcs.padded && arcs.count == sizeof kMapDialogue &&
         std::equal(std::begin(kMapDialogue), std::end(kMapDialogue), arcs.value.begin());
}

template <class Sink> class DialogueReader {
public:
  explicit DialogueReader(Dissection<Sink>& t) : t_(t), d_(t.d), m_(t.m) {}

  void read(const BerElement& portion);

private:
  void read_external(const BerElement& external);
  void read_pdu(const BerElement& pdu);
  void read_request(const BerElement& pdu);
  void read_response(const BerElement& pdu);
  void read_abort(const BerElement& pdu);
  void read_context_name(const BerElement& e);
  void read_version(const BerElement& e);
  void read_diagnostic(const BerElement& e);
  void read_user_information(const BerElement& e);
  void read_map_pdu(const BerElement& e);
  void read_map_open(const BerElement& e);
  void read_map_refuse(const BerElement& e);
  void read_map_user_abort(const BerElement& e);
  Digits read_reference(const BerElement& e, Field field);
  int64_t number_in(const BerElement& e);
  bool value_in(const BerElement& wrapper, BerElement& value);
  void flag_unknown() { m_.flag(anomaly::tcap_element_order); }
  /// A PDU inside an encoding that is not single-ASN1-type.
  bool unwrap(const BerElement& encoding, BerElement& pdu);

  Dissection<Sink>& t_;
  Decoding<Sink>& d_;
  Message& m_;
};

template <class Sink> void DialogueReader<Sink>::read(const BerElement& portion) {
  BerReader reader(t_.ber, portion.contents);
  BerElement e;
  bool found = false;
  while (reader.next(e)) {
    switch (e.tag) {
    case 0x28: read_external(e); break;
    case tcap::dialogue_pdu::request:
    case tcap::dialogue_pdu::response:
    case tcap::dialogue_pdu::abort: // without its EXTERNAL
      m_.flag(anomaly::tcap_dialogue_encoding);
      read_pdu(e);
      break;
    default: continue;
    }
    if (found) m_.flag(anomaly::tcap_duplicate_element);
    found = true;
  }
  if (!found || m_.ss7.dialogue == DialoguePdu::none) {
    m_.ss7.dialogue = DialoguePdu::unknown;
    m_.fail(Fault::tcap_dialogue, portion.start());
  }
}

template <class Sink> void DialogueReader<Sink>::read_external(const BerElement& external) {
  BerReader reader(t_.ber, external.contents);
  BerElement e, pdu;
  while (reader.next(e)) {
    switch (e.tag) {
    case 0x06:
      if (!is_dialogue_syntax(e.bytes(), m_.ss7.tcap)) m_.flag(anomaly::tcap_dialogue_syntax);
      d_.sink.oid(Field::tcap_oid, e.view(), d_.base());
      break;
    case tcap::external::single_asn1_type:
      if (value_in(e, pdu)) read_pdu(pdu);
      break;
    case tcap::external::octet_aligned:
    case tcap::external::arbitrary:
      m_.flag(anomaly::tcap_dialogue_encoding);
      if (unwrap(e, pdu)) read_pdu(pdu);
      break;
    default: flag_unknown(); break;
    }
  }
}

template <class Sink>
bool DialogueReader<Sink>::unwrap(const BerElement& encoding, BerElement& pdu) {
  Cursor octets = encoding.contents;
  if (encoding.tag == tcap::external::arbitrary) octets.skip(1); // unused bits of the BIT STRING
  BerReader reader(t_.ber, octets);
  return reader.next(pdu);
}

template <class Sink> void DialogueReader<Sink>::read_pdu(const BerElement& pdu) {
  switch (pdu.tag) {
  case tcap::dialogue_pdu::request: return read_request(pdu);
  case tcap::dialogue_pdu::response: return read_response(pdu);
  case tcap::dialogue_pdu::abort: return read_abort(pdu);
  default: return;
  }
}

template <class Sink> void DialogueReader<Sink>::read_request(const BerElement& pdu) {
  m_.ss7.dialogue = DialoguePdu::request;
  d_.sink.group(Field::tcap_dialogue_request, pdu.view()); // an AUDT too, as Wireshark has it
  BerReader reader(t_.ber, pdu.contents);
  BerElement e;
  while (reader.next(e)) {
    switch (e.tag) {
    case 0x80: read_version(e); break;
    case 0xA1: read_context_name(e); break;
    case 0xBE: read_user_information(e); break;
    default: flag_unknown(); break;
    }
  }
  d_.sink.leave();
}

template <class Sink> void DialogueReader<Sink>::read_response(const BerElement& pdu) {
  m_.ss7.dialogue = DialoguePdu::unknown;
  d_.sink.group(Field::tcap_dialogue_response, pdu.view());
  BerReader reader(t_.ber, pdu.contents);
  BerElement e;
  while (reader.next(e)) {
    switch (e.tag) {
    case 0x80: read_version(e); break;
    case 0xA1: read_context_name(e); break;
    case 0xA2: {
      const int64_t result = number_in(e);
      m_.ss7.dialogue = result == 0 ? DialoguePdu::accepted : DialoguePdu::refused;
      d_.sink.integer(Field::tcap_result, e.view(), result);
      break;
    }
    case 0xA3: read_diagnostic(e); break;
    case 0xBE: read_user_information(e); break;
    default: flag_unknown(); break;
    }
  }
  d_.sink.leave();
}

template <class Sink> void DialogueReader<Sink>::read_abort(const BerElement& pdu) {
  m_.ss7.dialogue = DialoguePdu::user_abort;
  d_.sink.group(Field::tcap_dialogue_abort, pdu.view());
  BerReader reader(t_.ber, pdu.contents);
  BerElement e;
  while (reader.next(e)) {
    switch (e.tag) {
    case 0x80: {
      const int64_t source = ber_integer(t_.ber, e.bytes());
      if (source == 1) m_.ss7.dialogue = DialoguePdu::provider_abort;
      d_.sink.integer(Field::tcap_abort_source, e.view(), source);
      break;
    }
    case 0xBE: read_user_information(e); break;
    default: flag_unknown(); break;
    }
  }
  d_.sink.leave();
}

/// The one value inside an explicit tag.
template <class Sink>
bool DialogueReader<Sink>::value_in(const BerElement& wrapper, BerElement& value) {
  BerReader reader(t_.ber, wrapper.contents);
  const bool found = reader.next(value);
  if (!found || !reader.at_end()) flag_unknown();
  return found;
}

/// An INTEGER wrapped in an explicit tag; -1 when there is none.
template <class Sink> int64_t DialogueReader<Sink>::number_in(const BerElement& e) {
  BerElement number;
  if (!value_in(e, number) || (number.tag != 0x02 && number.tag != 0x0A)) return -1;
  return ber_integer(t_.ber, number.bytes());
}

template <class Sink> void DialogueReader<Sink>::read_version(const BerElement& e) {
  const View view = e.view();
  if (view.length < 2) return; // first octet: unused bits
  d_.sink.octets(Field::tcap_protocol_version, {view.offset + 1, view.length - 1}, d_.base());
}

template <class Sink> void DialogueReader<Sink>::read_context_name(const BerElement& e) {
  BerElement name;
  if (!value_in(e, name)) return;
  if (name.tag != 0x06) return flag_unknown();
  d_.sink.oid(Field::tcap_application_context_name, name.view(), d_.base());
  if (m_.ss7.context.present) return m_.flag(anomaly::tcap_duplicate_element);
  Anomalies anomalies = 0;
  m_.ss7.context = read_context(name.bytes(), anomalies);
  m_.flag(anomalies);
}

template <class Sink> void DialogueReader<Sink>::read_diagnostic(const BerElement& e) {
  BerElement source;
  if (!value_in(e, source)) return;
  if (source.tag != 0xA1 && source.tag != 0xA2) return flag_unknown();
  const bool is_user = source.tag == 0xA1;
  d_.sink.number(Field::tcap_result_source_diagnostic, source.view(), is_user ? 1 : 2);
  d_.sink.integer(is_user ? Field::tcap_dialogue_service_user
                          : Field::tcap_dialogue_service_provider,
                  source.view(), number_in(source));
}

// --- MAP dialogue PDUs (TS 29.002 §17.4)

template <class Sink> void DialogueReader<Sink>::read_user_information(const BerElement& e) {
  BerReader reader(t_.ber, e.contents);
  BerElement external, part, pdu;
  uint32_t count = 0;
  while (reader.next(external)) {
    count++;
    if (external.tag != 0x28) continue;
    BerReader parts(t_.ber, external.contents);
    bool is_map = m_.ss7.context.is_map; // unless its reference says otherwise
    while (parts.next(part)) {
      if (part.tag == 0x06) {
        is_map = is_map_dialogue(part.bytes());
        d_.sink.oid(Field::tcap_direct_reference, part.view(), d_.base());
      } else if (is_map && part.tag == tcap::external::single_asn1_type) {
        if (value_in(part, pdu)) read_map_pdu(pdu);
      } else if (is_map && (part.tag == tcap::external::octet_aligned ||
                            part.tag == tcap::external::arbitrary)) {
        m_.flag(anomaly::tcap_dialogue_encoding);
        if (unwrap(part, pdu)) read_map_pdu(pdu);
      }
    }
  }
  d_.sink.number(Field::tcap_user_information, e.view(), count);
}

template <class Sink> void DialogueReader<Sink>::read_map_pdu(const BerElement& e) {
  constexpr uint32_t kFirst = 0xA0;
  static constexpr Field kFields[] = {
      Field::gsm_map_map_open,   Field::gsm_map_map_accept,     Field::gsm_map_map_close,
      Field::gsm_map_map_refuse, Field::gsm_map_map_user_abort, Field::gsm_map_map_provider_abort,
  };
  if (e.tag < kFirst || e.tag - kFirst >= std::size(kFields)) return;
  const uint32_t kind = e.tag - kFirst;
  d_.sink.number(Field::gsm_map_dialogue_pdu, e.view(), kind);
  d_.sink.group(kFields[kind], e.view());
  switch (kind) {
  case gsm_map::dialogue::open: read_map_open(e); break;
  case gsm_map::dialogue::refuse: read_map_refuse(e); break;
  case gsm_map::dialogue::user_abort: read_map_user_abort(e); break;
  case gsm_map::dialogue::provider_abort:
    m_.ss7.dialogue = DialoguePdu::provider_abort;
    d_.sink.integer(Field::gsm_map_provider_abort_reason, e.view(), number_in(e));
    break;
  default: break;
  }
  d_.sink.leave();
}

/// Why a user gave up, a CHOICE of two marks and two numbers.
template <class Sink> void DialogueReader<Sink>::read_map_user_abort(const BerElement& abort) {
  constexpr uint32_t kFirst = 0x80;
  static constexpr Field kReasons[] = {
      Field::gsm_map_user_specific_reason,
      Field::gsm_map_user_resource_limitation,
      Field::gsm_map_resource_unavailable,
      Field::gsm_map_procedure_cancellation,
  };
  BerReader reader(t_.ber, abort.contents);
  for (BerElement e; reader.next(e);) {
    if (e.tag < kFirst || e.tag - kFirst >= std::size(kReasons)) continue;
    const uint32_t reason = e.tag - kFirst;
    d_.sink.number(Field::gsm_map_user_abort_choice, e.whole(), reason);
    const bool is_mark = reason < 2;
    if (!is_mark) d_.sink.integer(kReasons[reason], e.view(), ber_integer(t_.ber, e.bytes()));
    if (!is_mark) continue;
    d_.sink.group(kReasons[reason], e.view());
    d_.sink.leave();
  }
}

template <class Sink> void DialogueReader<Sink>::read_map_open(const BerElement& open) {
  BerReader reader(t_.ber, open.contents);
  BerElement e;
  while (reader.next(e)) {
    if (e.tag == 0x80 || e.tag == 0xA0)
      m_.ss7.destination_reference = read_reference(e, Field::gsm_map_destination_reference);
    if (e.tag == 0x81 || e.tag == 0xA1)
      m_.ss7.origination_reference = read_reference(e, Field::gsm_map_origination_reference);
  }
}

template <class Sink>
Digits DialogueReader<Sink>::read_reference(const BerElement& e, Field field) {
  constexpr uint32_t kAddressString = 20;
  uint8_t room[kAddressString];
  const Bytes octets = ber_string(t_.ber, e, room, sizeof room);
  Digits digits;
  if (octets.size > 1) {
    digits = read_tbcd(octets.data + 1, octets.size - 1, 2 * (octets.size - 1));
    digits.ton = (octets.data[0] >> 4) & 7;
    digits.npi = octets.data[0] & 0xF;
  }
  d_.sink.octets(field, e.view(), d_.base());
  if constexpr (Sink::records)
    if (!octets.empty()) map::show_address(d_.sink, e.view(), octets.data[0], digits, d_.base());
  return digits;
}

template <class Sink> void DialogueReader<Sink>::read_map_refuse(const BerElement& refuse) {
  m_.ss7.dialogue = DialoguePdu::refused;
  BerReader reader(t_.ber, refuse.contents);
  BerElement e;
  while (reader.next(e)) {
    if (e.tag == 0x0A)
      d_.sink.integer(Field::gsm_map_refuse_reason, e.view(), ber_integer(t_.ber, e.bytes()));
    if (e.tag == 0x06) d_.sink.oid(Field::gsm_map_alternative_context, e.view(), d_.base());
  }
}

} // namespace

ApplicationContext read_context(Bytes oid, Anomalies& anomalies) {
  ApplicationContext context;
  context.present = true;
  // 0.4.0.0.1.0.N.V in its shortest form, which nearly all are.
  if (oid.size == 7 && load_be32(oid.data) == load_be32(kGsmNetwork) && oid.data[4] == 0 &&
      oid.data[5] < 0x80 && oid.data[6] < 0x80)
    return plain_context(oid.data[5], oid.data[6]);
  const Arcs arcs = read_arcs(oid);
  if (arcs.padded) anomalies |= anomaly::tcap_padded_context;
  constexpr uint32_t kFamily = sizeof kGsmNetwork; // arcs before are one octet each
  constexpr uint32_t kNumber = kFamily + 1, kVersion = kFamily + 2;
  for (uint32_t i = 0; i < kFamily; i++)
    if (arcs.count <= kNumber || arcs.value[i] != kGsmNetwork[i]) return context;
  const uint32_t family = arcs.value[kFamily];
  const uint32_t number = arcs.value[kNumber];
  const bool is_ours = family == 0 && number <= 0xFF;
  const bool is_later_cap = family >= camel::family::v3_gsmSRF && family <= camel::family::v4;
  if (!is_ours && !is_later_cap) return context;
  // Without its version, or with one that none is, it may still be taken for what it begins like.
  const uint32_t version = arcs.count > kVersion ? arcs.value[kVersion] : 0;
  if (arcs.count != kVersion + 1 || version > 0xFF) anomalies |= anomaly::tcap_extended_context;
  context.version = static_cast<uint8_t>(version < 0xFF ? version : 0xFF);
  context.number = static_cast<uint8_t>(is_ours ? number : family);
  context.is_cap = is_later_cap || is_camel_number(number);
  context.is_map = !context.is_cap;
  return context;
}

/// One of the two above, octet for octet; what it says is what the reader above would find.
PlainDialogue plain_dialogue(Bytes portion) {
  constexpr uint32_t kHead = sizeof kPlainRequest;
  static_assert(sizeof kPlainResponse == kHead);
  constexpr uint32_t kRequest = kHead + 2, kResponse = kHead + 2 + sizeof kAccepted;
  const bool is_request = portion.size == kRequest;
  if (is_request) {
    if (std::memcmp(portion.data, kPlainRequest, kHead) != 0) return {};
  } else if (portion.size != kResponse || std::memcmp(portion.data, kPlainResponse, kHead) != 0 ||
             std::memcmp(portion.data + kRequest, kAccepted, sizeof kAccepted) != 0) {
    return {};
  }
  PlainDialogue plain;
  plain.number = portion.data[kHead];
  plain.version = portion.data[kHead + 1];
  if (((plain.number | plain.version) & 0x80) != 0) return {}; // arcs of more than one octet
  plain.pdu = is_request ? DialoguePdu::request : DialoguePdu::accepted;
  plain.elements = is_request ? kRequestElements : kResponseElements;
  return plain;
}

void use_dialogue(PlainDialogue dialogue, Ss7& ss7) {
  ss7.dialogue = dialogue.pdu;
  ss7.context = plain_context(dialogue.number, dialogue.version);
}

template <class Sink>
void read_dialogue(Dissection<Sink>& t, Cursor contents, uint32_t header_octets) {
  if constexpr (!Sink::records)
    if (!t.m.ss7.context.present && t.m.ss7.tcap != Tcap::unidirectional &&
        t.ber.elements + kResponseElements < limits::ber_elements)
      if (const PlainDialogue plain = plain_dialogue(contents.rest());
          plain.pdu != DialoguePdu::none) {
        t.ber.elements += plain.elements;
        return use_dialogue(plain, t.m.ss7);
      }
  DialogueReader<Sink>(t).read({tcap::element::dialogue, header_octets, contents});
}
template void read_dialogue<NullSink>(Dissection<NullSink>&, Cursor, uint32_t);
template void read_dialogue<FieldSink>(Dissection<FieldSink>&, Cursor, uint32_t);

} // namespace sigwarden::tcap_decode
