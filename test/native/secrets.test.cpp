// SPDX-License-Identifier: Apache-2.0
// What must never leave native code (keys, vectors, passwords, texts of short messages and of USSD)
// is on the list of octets to overwrite, in every operation, version and AVP that carries it, in
// every form of encoding, and when anything around it is cut or changed: where the decoder cannot
// be sure which octets are the secret, all of the argument is. Secrets are written here as a run of
// one octet that nothing else holds, so that one left over is seen.
#include <algorithm>

#include "native/generated/diameter.hpp"
#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint8_t kSecretOctet = 0xA9;

Octets secret(size_t size) {
  return Octets(size, kSecretOctet);
}

/// How the writer of a BER value departs from the shortest form.
enum class Form : uint8_t { plain, long_length, indefinite, high_tag, segmented };

/// Builds BER in one form; `octets_of` gives the frame.
class Writer {
public:
  explicit Writer(Form form) : form_(form) {}

  Octets tlv(int tag, const Octets& contents) const {
    const bool is_constructed = (tag & 0x20) != 0;
    const bool is_context = (tag & 0xC0) == 0x80;
    Octets head = octets({tag});
    if (form_ == Form::high_tag && is_context) head = octets({(tag & 0xE0) | 0x1F, tag & 0x1F});
    if (form_ == Form::indefinite && is_constructed)
      return head + hex("80") + contents + hex("0000");
    if (form_ == Form::segmented && !is_constructed && (tag == 0x04 || is_context) &&
        contents.size() > 4) {
      const auto half = contents.begin() + static_cast<std::ptrdiff_t>(contents.size() / 2);
      head[0] = static_cast<uint8_t>(head[0] | 0x20);
      const Octets parts =
          plain(0x04, {contents.begin(), half}) + plain(0x04, {half, contents.end()});
      return head + length(parts.size()) + parts;
    }
    return head + length(contents.size()) + contents;
  }

private:
  static Octets plain(int tag, const Octets& contents) {
    return octets({tag, static_cast<int>(contents.size())}) + contents;
  }
  Octets length(size_t size) const {
    if (form_ == Form::long_length) return hex("84") + u32(static_cast<uint32_t>(size));
    if (size < 0x80) return octets({static_cast<int>(size)});
    if (size < 0x100) return hex("81") + octets({static_cast<int>(size)});
    return hex("82") + u16(static_cast<uint32_t>(size));
  }
  Form form_;
};

/// One parameter that holds secrets.
struct Carrier {
  const char* what;
  int context, version; ///< context 0: none
  int code;
  bool is_answer;
  Octets (*parameter)(const Writer&);
};

const Octets kImsi = hex("0001012143 6587f9");

Octets triplet(const Writer& w) {
  return w.tlv(0x30, w.tlv(4, secret(16)) + w.tlv(4, secret(4)) + w.tlv(4, secret(8)));
}
Octets quintuplet(const Writer& w) {
  return w.tlv(0x30, w.tlv(4, secret(16)) + w.tlv(4, secret(8)) + w.tlv(4, secret(16)) +
                         w.tlv(4, secret(16)) + w.tlv(4, secret(16)));
}
Octets eps_vector(const Writer& w) {
  return w.tlv(0x30, w.tlv(4, secret(16)) + w.tlv(4, secret(8)) + w.tlv(4, secret(16)) +
                         w.tlv(4, secret(32)));
}
/// SMS-DELIVER and SMS-SUBMIT of eleven octets of text, to and from +447700900123.
Octets deliver() {
  return hex("040c91447700091032 0004 91112200000000 0b") + secret(11);
}
Octets submit() {
  return hex("01000c91447700091032 0004 0b") + secret(11);
}
const Octets kCentre = hex("91447700094000");

const Carrier kCarriers[] = {
    {"sendAuthenticationInfo v2 result", 14, 2, 56, true,
     [](const Writer& w) { return w.tlv(0x30, triplet(w) + triplet(w)); }},
    {"sendAuthenticationInfo v3 triplets", 14, 3, 56, true,
     [](const Writer& w) { return w.tlv(0xA3, w.tlv(0xA0, triplet(w) + triplet(w))); }},
    {"sendAuthenticationInfo v3 quintuplets", 14, 3, 56, true,
     [](const Writer& w) { return w.tlv(0xA3, w.tlv(0xA1, quintuplet(w))); }},
    {"sendAuthenticationInfo v3 EPS", 14, 3, 56, true,
     [](const Writer& w) { return w.tlv(0xA3, w.tlv(0xA2, eps_vector(w))); }},
    {"sendAuthenticationInfo without context", 0, 0, 56, true,
     [](const Writer& w) { return w.tlv(0xA3, w.tlv(0xA1, quintuplet(w))); }},
    {"resynchronisation", 14, 3, 56, false,
     [](const Writer& w) {
       const Octets again = w.tlv(0x30, w.tlv(4, secret(16)) + w.tlv(4, secret(14)));
       return w.tlv(0x30, w.tlv(0x80, kImsi) + hex("020105") + again);
     }},
    {"authenticationFailureReport", 39, 3, 15, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(4, kImsi) + hex("0a0100 010100 0a0101") + w.tlv(4, secret(16)));
     }},
    {"sendIdentification v2", 15, 2, 55, true,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(4, kImsi) + w.tlv(0x30, triplet(w))); }},
    {"sendIdentification v3 triplets", 15, 3, 55, true,
     [](const Writer& w) { return w.tlv(0xA3, w.tlv(4, kImsi) + w.tlv(0xA0, triplet(w))); }},
    {"sendIdentification v3 quintuplets", 15, 3, 55, true,
     [](const Writer& w) { return w.tlv(0xA3, w.tlv(4, kImsi) + w.tlv(0xA1, quintuplet(w))); }},
    {"sendIdentification v3 keys in use", 15, 3, 55, true,
     [](const Writer& w) {
       const Octets gsm = w.tlv(0xA0, w.tlv(4, secret(8)) + hex("040101"));
       return w.tlv(0xA3, w.tlv(4, kImsi) + w.tlv(0xA2, gsm));
     }},
    {"sendParameters v1 triplets", 14, 1, 9, true,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(0xA1, triplet(w) + triplet(w))); }},
    {"sendParameters v1 Ki", 14, 1, 9, true,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(0x84, secret(16))); }},
    {"sendParameters without context", 0, 0, 9, true,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(0x84, secret(16))); }},
    {"prepareHandover v3", 11, 3, 68, false,
     [](const Writer& w) {
       const Octets keys = w.tlv(0xA0, w.tlv(0x80, secret(16)));
       return w.tlv(0xA3, w.tlv(0x80, hex("00f110123456 78")) + w.tlv(0x84, kImsi) +
                              w.tlv(0xA5, keys) + w.tlv(0xA6, keys));
     }},
    {"prepareHandover v2", 11, 2, 68, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(4, hex("00f110123456 78")) +
                              w.tlv(0x30, hex("0a0101") + w.tlv(4, secret(40))));
     }},
    {"prepareHandover v3 result", 11, 3, 68, true,
     [](const Writer& w) {
       const Octets apdu = w.tlv(0x30, hex("0a0101") + w.tlv(4, secret(40)));
       return w.tlv(0xA3, w.tlv(0x80, hex("91447700095000")) + w.tlv(0xA2, apdu));
     }},
    {"performHandover v1", 11, 1, 28, false,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(4, secret(20)) + w.tlv(4, secret(8))); }},
    {"forwardAccessSignalling v3", 11, 3, 34, false,
     [](const Writer& w) {
       const Octets apdu = w.tlv(0x30, hex("0a0101") + w.tlv(4, secret(40)));
       return w.tlv(0xA3, apdu + w.tlv(0xA0, w.tlv(0xA0, w.tlv(0x80, secret(16)))));
     }},
    {"processAccessSignalling v2", 11, 2, 33, false,
     [](const Writer& w) { return w.tlv(0x30, hex("0a0101") + w.tlv(4, secret(40))); }},
    {"sendEndSignal v3", 11, 3, 29, false,
     [](const Writer& w) {
       return w.tlv(0xA3, w.tlv(0x30, hex("0a0101") + w.tlv(4, secret(40))));
     }},
    {"getPassword", 18, 2, 18, true, [](const Writer& w) { return w.tlv(0x12, secret(4)); }},
    {"registerPassword", 18, 2, 17, true, [](const Writer& w) { return w.tlv(0x12, secret(4)); }},
    {"password in anyTimeModification", 43, 3, 65, false,
     [](const Writer& w) {
       const Octets barring = hex("800192") + w.tlv(0x83, secret(4));
       return w.tlv(0x30,
                    w.tlv(0xA0, w.tlv(0x80, kImsi)) + w.tlv(0x81, kCentre) + w.tlv(0xA3, barring));
     }},
    {"password in the answer to anyTimeModification", 43, 3, 65, true,
     [](const Writer& w) {
       const Octets barring = hex("800192") + w.tlv(0xA1, {}) + w.tlv(0x82, secret(4));
       return w.tlv(0x30, w.tlv(0xA0, w.tlv(0xA1, barring)));
     }},
    {"password in anyTimeSubscriptionInterrogation", 43, 3, 62, true,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(0xA2, w.tlv(0x30, {}) + w.tlv(0x12, secret(4))));
     }},
    {"password in noteSubscriberDataModified", 22, 3, 5, false,
     [](const Writer& w) {
       const Octets barring = hex("800192") + w.tlv(0xA1, {}) + w.tlv(0x82, secret(4));
       return w.tlv(0x30, w.tlv(4, kImsi) + w.tlv(4, kCentre) + w.tlv(0xA1, barring));
     }},
    {"mt-ForwardSM v3", 25, 3, 44, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(0x80, kImsi) + w.tlv(0x84, kCentre) + w.tlv(4, deliver()));
     }},
    {"mo-ForwardSM v3", 21, 3, 46, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(0x84, kCentre) + w.tlv(0x82, kCentre) + w.tlv(4, submit()) +
                              w.tlv(4, kImsi));
     }},
    {"forwardSM v2 to the mobile", 25, 2, 46, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(0x80, kImsi) + w.tlv(0x84, kCentre) + w.tlv(4, deliver()));
     }},
    {"forwardSM v1 to the mobile", 21, 1, 46, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(0x80, kImsi) + w.tlv(0x84, kCentre) + w.tlv(4, deliver()));
     }},
    {"forwardSM v1 from the mobile", 21, 1, 46, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(0x84, kCentre) + w.tlv(0x82, kCentre) + w.tlv(4, submit()));
     }},
    {"mt-ForwardSM result", 25, 3, 44, true,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(4, hex("00") + secret(9))); }},
    {"mt-ForwardSM-VGCS", 41, 3, 21, false,
     [](const Writer& w) {
       return w.tlv(0x30, w.tlv(4, hex("1234567890")) + w.tlv(0x82, kCentre) + w.tlv(4, deliver()));
     }},
    {"processUnstructuredSS-Data v1", 18, 1, 19, false,
     [](const Writer& w) { return w.tlv(0x16, secret(20)); }},
    {"processUnstructuredSS-Data v1 result", 18, 1, 19, true,
     [](const Writer& w) { return w.tlv(0x16, secret(20)); }},
    {"processUnstructuredSS-Request", 19, 2, 59, false,
     [](const Writer& w) { return w.tlv(0x30, hex("04010f") + w.tlv(4, secret(20))); }},
    {"processUnstructuredSS-Request result", 19, 2, 59, true,
     [](const Writer& w) { return w.tlv(0x30, hex("04010f") + w.tlv(4, secret(20))); }},
    {"processUnstructuredSS-Request without scheme", 19, 2, 59, false,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(4, secret(20)) + w.tlv(0x80, kCentre)); }},
    {"unstructuredSS-Request", 19, 2, 60, false,
     [](const Writer& w) {
       return w.tlv(0x30,
                    hex("04010f") + w.tlv(4, secret(20)) + hex("040101") + w.tlv(0x80, kCentre));
     }},
    {"unstructuredSS-Notify", 19, 2, 61, false,
     [](const Writer& w) { return w.tlv(0x30, hex("04010f") + w.tlv(4, secret(20))); }},
    {"an operation that nobody knows", 14, 3, 127, false,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(4, secret(16))); }},
    {"an operation of a foreign context", 99, 3, 56, false,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(4, secret(16))); }},
    {"prepareGroupCall", 31, 3, 39, false,
     [](const Writer& w) { return w.tlv(0x30, w.tlv(4, kCentre) + w.tlv(0x87, secret(16))); }},
};

/// Where the component stands and what stands around it.
enum class Place : uint8_t { alone, second_component, second_portion, behind_fault, behind_decoy };

Octets component_of(const Carrier& c, const Octets& parameter) {
  const Writer plain(Form::plain);
  const Octets code = hex("0201") + octets({c.code});
  if (!c.is_answer) return plain.tlv(0xA1, hex("020101") + code + parameter);
  return plain.tlv(0xA2, hex("020101") + plain.tlv(0x30, code + parameter));
}

Octets dialogue_of(const Carrier& c) {
  if (c.context == 0) return {};
  const Writer plain(Form::plain);
  const Octets name =
      c.context == 99 ? hex("06032a0304") : hex("060704000001 00") + octets({c.context, c.version});
  const Octets aarq = plain.tlv(0x60, hex("80020780") + plain.tlv(0xA1, name));
  return plain.tlv(0x6B, plain.tlv(0x28, hex("060700118605010101") + plain.tlv(0xA0, aarq)));
}

/// The TCAP message; `at` becomes the place of the parameter in it.
Octets message_of(const Carrier& c, const Octets& parameter, Place place, size_t& at) {
  const Writer plain(Form::plain);
  const Octets before = place == Place::behind_decoy ? hex("0500") : Octets{};
  const Octets component = component_of(c, before + parameter);
  const Octets other = hex("a106 020102 020142");
  Octets portions = plain.tlv(0x6C, component);
  if (place == Place::second_component) portions = plain.tlv(0x6C, other + component);
  if (place == Place::second_portion) portions = plain.tlv(0x6C, other) + portions;
  // A component that runs past its end: the first fault of the message.
  if (place == Place::behind_fault)
    portions = plain.tlv(0x6C, hex("a108 020102 020142 3009")) + portions;
  const Octets ids = hex("48041a2b3c4d 49041a2b3c4d");
  const Octets out = plain.tlv(0x65, ids + dialogue_of(c) + portions);
  at = out.size() - parameter.size();
  return out;
}

Octets ludt(const Octets& data) {
  const auto le = [](size_t v) {
    return octets({static_cast<int>(v & 0xFF), static_cast<int>(v >> 8)});
  };
  const size_t one = kCalled.size() + 1, two = kCalling.size() + 1;
  return hex("13800f") + le(7) + le(5 + one) + le(3 + one + two) + le(0) + variable(kCalled) +
         variable(kCalling) + le(data.size()) + data;
}

/// Would octets of a secret be left in the frame when it became evidence, or stand in a field? A
/// frame in which no message was found never does. Four octets in a row are a secret: less may be a
/// length.
bool is_left_over(const Octets& frame, size_t original, bool in_fields) {
  static const auto out = std::make_unique<Decoded>();
  static Counters counters;
  static FieldSink fields;
  Frame taken;
  taken.data = frame.data();
  taken.captured = static_cast<uint32_t>(frame.size());
  taken.original = static_cast<uint32_t>(std::max(frame.size(), original));
  taken.link_type = eth::link_type::ethernet;
  decode_frame(taken, *out, fields, counters);
  if (out->message_count == 0 || out->secrets_overflowed) return false;
  Octets kept = frame;
  for (uint32_t i = 0; i < out->secret_count; i++) {
    const View where = out->secrets[i];
    std::fill_n(kept.begin() + where.offset, where.length, uint8_t{0});
  }
  constexpr std::ptrdiff_t kShortest = 4;
  for (auto at = frame.begin(); at != frame.end();) {
    const auto end = std::find_if(at, frame.end(), [](uint8_t o) { return o != kSecretOctet; });
    const auto from = kept.begin() + (at - frame.begin());
    if (end - at >= kShortest &&
        std::find(from, from + (end - at), kSecretOctet) != from + (end - at))
      return true;
    at = end == at ? at + 1 : end;
  }
  return in_fields &&
         std::any_of(fields.fields().begin(), fields.fields().end(), [](const FieldRecord& f) {
           return f.value.find("a9a9") != std::string::npos ||
                  f.value.find("9a9a") != std::string::npos;
         });
}

void expect_none(const std::string& what, const Octets& frame, size_t original = 0,
                 bool in_fields = true) {
  if (is_left_over(frame, original, in_fields))
    check::failed(what.c_str(), 0, "a secret is left over");
}

/// modificationRequestFor-CB-Info as -CF-Info, where the place of the password is that of a number:
/// another argument, and a good one.
bool is_another_member(const Carrier& c, const Octets& tcap, size_t at) {
  return c.code == 65 && !c.is_answer &&
         (tcap[at] == 0xA3 || (tcap[at - 1] == 0xBF && tcap[at] == 3));
}

constexpr Form kForms[] = {Form::plain, Form::long_length, Form::indefinite, Form::high_tag,
                           Form::segmented};
constexpr Place kPlaces[] = {Place::alone, Place::second_component, Place::second_portion,
                             Place::behind_fault, Place::behind_decoy};

} // namespace

TEST("no secret of MAP is left over, in any operation, version, form or place") {
  for (const Carrier& c : kCarriers)
    for (const Form form : kForms)
      for (const Place place : kPlaces) {
        size_t at = 0;
        const Octets tcap = message_of(c, c.parameter(Writer(form)), place, at);
        const std::string what =
            std::string(c.what) + ", form " + check::show(form) + ", place " + check::show(place);
        expect_none(what, sccp_frame(ludt(tcap)));
        if (tcap.size() < 0x100) expect_none(what, sccp_frame(udt(kCalled, kCalling, tcap)));
      }
}

TEST("nor in any message that is cut, by the capture or by its sender") {
  for (const Carrier& c : kCarriers) {
    size_t at = 0;
    const Octets tcap = message_of(c, c.parameter(Writer(Form::plain)), Place::alone, at);
    const Octets frame = sccp_frame(ludt(tcap));
    // In front of it a whole message, for whose sake the frame may be kept.
    const Octets bundled = ethernet(
        ipv4(sctp(data_chunk(m3ua_udt()) + data_chunk(m3ua_message(protocol_data(ludt(tcap)))))));
    for (size_t size = frame.size() / 2; size < frame.size(); size++)
      expect_none(c.what, {frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size)},
                  frame.size());
    for (size_t size = bundled.size() / 2; size < bundled.size(); size++)
      expect_none(c.what, {bundled.begin(), bundled.begin() + static_cast<std::ptrdiff_t>(size)},
                  bundled.size());
    for (size_t size = 1; size < tcap.size(); size++)
      expect_none(c.what, sccp_frame(ludt(
                              {tcap.begin(), tcap.begin() + static_cast<std::ptrdiff_t>(size)})));
  }
}

TEST("nor when any octet of the argument around it says something else") {
  for (const Carrier& c : kCarriers)
    for (const Form form : kForms) {
      size_t at = 0;
      const Octets tcap = message_of(c, c.parameter(Writer(form)), Place::alone, at);
      for (size_t i = at; i < tcap.size(); i++) {
        if (tcap[i] == kSecretOctet || is_another_member(c, tcap, i)) continue;
        for (const int change : {0x01, 0x02, 0x04, 0x10, 0x20, 0x40, 0x80, 0xFF}) {
          Octets other = tcap;
          other[i] = static_cast<uint8_t>(other[i] ^ change);
          if (other[i] == kSecretOctet) continue;
          expect_none(std::string(c.what) + ", form " + check::show(form) + ", octet " +
                          check::show(i - at) + " ^ " + check::show(change),
                      sccp_frame(ludt(other)), 0, false);
        }
      }
    }
}

// --- Diameter

namespace {

constexpr uint32_t kTgpp = 10415;

Octets avp(uint32_t code, const Octets& value, uint32_t vendor = 0) {
  const bool has_vendor = vendor != 0;
  return padded(u32(code) + octets({has_vendor ? 0xC0 : 0x40}) +
                big_endian(value.size() + (has_vendor ? 12 : 8), 3) +
                (has_vendor ? u32(vendor) : Octets{}) + value);
}
/// How the AVPs that are secrets themselves are written.
struct Spelling {
  const char* what;
  uint32_t vendor, code_offset;
};
constexpr Spelling kSpellings[] = {{"as the standard has it", kTgpp, 0},
                                   {"without vendor", 0, 0},
                                   {"of another vendor", 9999, 0},
                                   {"under a code that nobody knows", kTgpp, 100'000}};

struct Bearer {
  const char* what;
  uint32_t application, code;
  int flags;
  Octets (*avps)(const Spelling&);
};

Octets key(const Spelling& s, uint32_t code, size_t size) {
  return avp(code + s.code_offset, secret(size), s.vendor);
}
Octets sip_item(const Spelling& s) {
  return avp(612,
             avp(608, octets(std::string("Digest-AKAv1-MD5")), kTgpp) + key(s, 609, 32) +
                 key(s, 610, 8) + key(s, 625, 16) + key(s, 626, 16),
             kTgpp);
}
Octets short_message(const Spelling& s) {
  return avp(3300, hex("44770009"), kTgpp) + key(s, 3301, 40);
}

const Bearer kBearers[] = {
    {"E-UTRAN vector", diameter::application::s6a, 318, 0x40,
     [](const Spelling& s) {
       return avp(1413,
                  avp(1414,
                      avp(1419, u32(1), kTgpp) + key(s, 1447, 16) + key(s, 1448, 8) +
                          key(s, 1449, 16) + key(s, 1450, 32),
                      kTgpp),
                  kTgpp);
     }},
    {"UTRAN vector", diameter::application::s6a, 318, 0x40,
     [](const Spelling& s) {
       return avp(1413,
                  avp(1415,
                      key(s, 1447, 16) + key(s, 1448, 8) + key(s, 1449, 16) + key(s, 625, 16) +
                          key(s, 626, 16),
                      kTgpp),
                  kTgpp);
     }},
    {"GERAN vector", diameter::application::s6a, 318, 0x40,
     [](const Spelling& s) {
       return avp(1413, avp(1416, key(s, 1447, 16) + key(s, 1453, 8) + key(s, 1454, 4), kTgpp),
                  kTgpp);
     }},
    {"resynchronisation", diameter::application::s6a, 318, 0xC0,
     [](const Spelling& s) {
       return avp(1, octets(std::string("001010123456789"))) +
              avp(1408, avp(1410, u32(1), kTgpp) + key(s, 1411, 30), kTgpp);
     }},
    {"a vector that is refused", diameter::application::s6a, 318, 0x60,
     [](const Spelling& s) { return avp(279, avp(1414, key(s, 1447, 16), kTgpp)); }},
    {"Cx answer", diameter::application::cx, 303, 0x40, sip_item},
    {"Cx request", diameter::application::cx, 303, 0xC0, sip_item},
    {"SWx answer", diameter::application::swx, 303, 0x40, sip_item},
    {"mobile-originated short message", diameter::application::sgd, 8388645, 0xC0, short_message},
    {"its answer", diameter::application::sgd, 8388645, 0x40, short_message},
    {"mobile-terminated short message", diameter::application::sgd, 8388646, 0xC0, short_message},
};

Octets diameter_message(const Bearer& b, const Octets& avps) {
  const Octets all = avp(263, octets(std::string("mme1;1;9"))) + avps;
  return octets({1}) + big_endian(20 + all.size(), 3) + octets({b.flags}) + big_endian(b.code, 3) +
         u32(b.application) + u32(1) + u32(2) + all;
}
Octets frame_of(const Octets& message) {
  return ethernet(ipv4(sctp(data_chunk(message, 46), 3868)));
}
Octets segment_of(const Octets& messages) {
  return ethernet(ipv4(hex("0f1c0f1c 00000001 00000001 5018ffff 00000000") + messages, 6));
}

} // namespace

TEST("no secret of Diameter is left over, in any command and spelling, nested, doubled or behind") {
  const Octets overrun = avp(1400, hex("00000599 c00000ff 000028af"), kTgpp);
  for (const Bearer& b : kBearers)
    for (const Spelling& s : kSpellings) {
      const std::string what = std::string(b.what) + " " + s.what;
      const Octets avps = b.avps(s);
      Octets deep = avps;
      for (int level = 0; level < 12; level++)
        deep = avp(284, deep);
      Octets many;
      for (int i = 0; i < 700; i++)
        many += avp(33, {});
      for (const Octets& each :
           {avps, avps + avps, deep, overrun + avps, many + avps, avp(283, hex("00")) + avps})
        expect_none(what, frame_of(diameter_message(b, each)));
      const Octets whole = diameter_message(b, avps);
      expect_none(what, frame_of(whole + whole));
      // A message that is no longer Diameter, behind one that is.
      Octets broken = whole;
      broken[0] = 7;
      expect_none(what, frame_of(diameter_message(b, {}) + broken));
      expect_none(what, segment_of(diameter_message(b, {}) + broken));
    }
}

TEST("nor of a Diameter message that is cut, in one user message or behind another") {
  for (const Bearer& b : kBearers) {
    const Octets whole = diameter_message(b, b.avps(kSpellings[0]));
    const Octets first = diameter_message(b, {});
    for (size_t size = 1; size < whole.size(); size++) {
      const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      expect_none(b.what, frame_of(cut));
      expect_none(b.what, frame_of(first + cut));
      expect_none(b.what, segment_of(first + cut));
      const Octets fragment = data_chunk(cut, 46, 1001, 2);
      expect_none(b.what, ethernet(ipv4(sctp(data_chunk(first, 46) + fragment, 3868))));
    }
  }
}

TEST("nor when an octet in front of it says something else") {
  for (const Bearer& b : kBearers) {
    const Octets avps = b.avps(kSpellings[0]);
    const Octets whole = diameter_message(b, avps);
    for (size_t i = whole.size() - avps.size(); i < whole.size(); i++) {
      // Codes are left alone: another known AVP is another message, and a good one.
      const auto ends_code = [&](size_t at) {
        return at + 4 < whole.size() && whole[at] != 0 && (whole[at + 1] & 0x3F) == 0;
      };
      const bool in_code = ends_code(i) || (whole[i] != 0 && ends_code(i + 1));
      if (whole[i] == kSecretOctet || in_code) continue;
      for (const int change : {0x01, 0x04, 0x10, 0x20, 0x80, 0xFF}) {
        Octets other = whole;
        other[i] = static_cast<uint8_t>(other[i] ^ change);
        expect_none(std::string(b.what) + ", octet " + check::show(i) + " ^ " + check::show(change),
                    frame_of(other), 0, false);
      }
    }
  }
}

CHECK_MAIN()
