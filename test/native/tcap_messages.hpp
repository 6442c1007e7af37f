// SPDX-License-Identifier: Apache-2.0
// TCAP messages for the tests of the TCAP and MAP decoders: BER built by hand, and a harness that
// decodes with both sinks and looks fields up by Wireshark's names.
#pragma once

#include <string>
#include <string_view>

#include "native/fuzz/tcap_checks.hpp"
#include "test/native/check.hpp"
#include "test/native/octets.hpp"

namespace sigwarden::test {

/// Tag, minimal definite length, contents.
inline Octets tlv(std::string_view tag, const Octets& contents) {
  Octets out = hex(tag);
  const size_t size = contents.size();
  if (size > 0xFF)
    out = out + Octets{0x82, static_cast<uint8_t>(size >> 8), static_cast<uint8_t>(size)};
  else if (size > 0x7F)
    out = out + Octets{0x81, static_cast<uint8_t>(size)};
  else
    out.push_back(static_cast<uint8_t>(size));
  return out + contents;
}

constexpr std::string_view kImsi = "0408 0001012143 6587f9";          // 001010123456789
constexpr std::string_view kImsiAt0 = "8008 0001012143 6587f9";       // the same as [0]
constexpr std::string_view kMsisdnAt0 = "8007 91447700091032";        // 447700900123
constexpr std::string_view kMsisdn = "0407 91447700091032";           // 447700900123
constexpr std::string_view kNode = "0407 91447700095000";             // 447700900500
constexpr std::string_view kServiceCentreAt4 = "8407 91447700094000"; // 447700900400

inline Octets request_of(int number, int version) {
  return hex("6b1e281c060700118605010101a011600f80020780a10906070400000100") +
         Octets{static_cast<uint8_t>(number), static_cast<uint8_t>(version)};
}
inline Octets response_of(int number, int version) {
  return hex("6b2a2828060700118605010101a01d611b80020780a10906070400000100") +
         Octets{static_cast<uint8_t>(number), static_cast<uint8_t>(version)} +
         hex("a203020100a305a103020100");
}
inline Octets invoke(int code, const Octets& argument, int id = 1) {
  return tlv("a1",
             Octets{0x02, 0x01, static_cast<uint8_t>(id), 0x02, 0x01, static_cast<uint8_t>(code)} +
                 argument);
}
inline Octets result(int code, const Octets& parameter, std::string_view tag = "a2") {
  return tlv(tag,
             hex("020101") + tlv("30", Octets{0x02, 0x01, static_cast<uint8_t>(code)} + parameter));
}
inline Octets begin(const Octets& dialogue, const Octets& components) {
  return tlv("62", hex("48041a2b3c4d") + dialogue + tlv("6c", components));
}
inline Octets end(const Octets& dialogue, const Octets& components) {
  return tlv("64", hex("49041a2b3c4d") + dialogue + tlv("6c", components));
}
/// A Begin in a MAP context with one invoke.
inline Octets ask(int number, int version, int code, const Octets& argument) {
  return begin(request_of(number, version), invoke(code, argument));
}
/// The End that answers it.
inline Octets answer(int number, int version, int code, const Octets& parameter) {
  return end(response_of(number, version), result(code, parameter));
}

inline std::string text_of(const Digits& digits) {
  char text[kDigitsMax];
  return {text, write_ascii(digits, text)};
}

/// One message, decoded by both sinks.
struct Result : check::BothSinks {
  const char* wrong = nullptr;

  const Ss7& ss7() { return message().ss7; }
  bool has(Anomalies anomaly) { return (message().anomalies & anomaly) != 0; }
  std::string imsi(uint32_t i = 0) { return text_of(operation(i).imsi); }
  std::string msisdn(uint32_t i = 0) { return text_of(operation(i).msisdn); }
  std::string node(Node role, uint32_t i = 0) {
    return operation(i).has_node(role) ? text_of(operation(i).node(role)) : "";
  }
  /// Values of a field, joined by commas, as `tshark -T fields -E occurrence=a` prints them.
  std::string values(std::string_view name) {
    std::string out;
    for (const FieldRecord& f : fields.fields()) {
      if (f.field == Field::none || info_of(f.field).name != name) continue;
      if (!out.empty()) out += ',';
      out += info_of(f.field).format == Format::label ? "1" : f.value;
    }
    return out;
  }
  /// Whether the octets at `where` are to be overwritten.
  bool hides(View where) {
    for (uint32_t i = 0; i < recorded->secret_count; i++) {
      const View& s = recorded->secrets[i];
      if (s.offset <= where.offset && where.offset + where.length <= s.offset + s.length)
        return true;
    }
    return false;
  }
};

/// Decodes into one result that is reused: a test looks at it before it decodes the next.
inline Result& decode(const Octets& octets, uint8_t ssn = 6) {
  static Result r;
  r.wrong = check::decode_both(octets, r, [&](auto& d, Message& m, Cursor cursor) {
    m.ss7.called.has_ssn = m.ss7.calling.has_ssn = true;
    m.ss7.called.ssn = m.ss7.calling.ssn = ssn;
    decode_tcap(d, m, cursor);
  });
  if (r.wrong != nullptr) check::failed("decode", 0, r.wrong);
  return r;
}

/// Every cut of a message, and each of its octets one more and one less, which covers all lengths.
/// Sanitizers and the comparison of the sinks find what is wrong; a cut must also be noticed.
inline void try_damages(const Octets& whole) {
  for (size_t size = 0; size < whole.size(); size++) {
    Result& r = decode({whole.begin(), whole.begin() + static_cast<long>(size)});
    CHECK(r.message().fault != Fault::none);
  }
  for (size_t i = 0; i < whole.size(); i++) {
    for (const int change : {1, -1}) {
      Octets damaged = whole;
      damaged[i] = static_cast<uint8_t>(damaged[i] + change);
      decode(damaged);
    }
  }
}

/// Where the lengths of a message of definite lengths stand, those of segments in strings left out.
inline std::vector<size_t> lengths_of(const Octets& o) {
  std::vector<size_t> places;
  size_t at = 0;
  while (at + 2 <= o.size()) {
    const bool is_constructed = (o[at] & 0x20) != 0;
    if ((o[at++] & 0x1F) == 0x1F)
      while ((o[at++] & 0x80) != 0) {
      }
    places.push_back(at);
    if (o[at] == 0x81) places.push_back(++at);
    const size_t length = o[at++];
    if (!is_constructed) at += length;
  }
  return places;
}

/// Each length one more and one less must show as a fault or an anomaly.
inline void try_lengths(const Octets& whole) {
  for (const size_t place : lengths_of(whole)) {
    for (const int change : {1, -1}) {
      Octets damaged = whole;
      damaged[place] = static_cast<uint8_t>(damaged[place] + change);
      Result& r = decode(damaged);
      if (r.message().fault == Fault::none && r.message().anomalies == 0)
        check::failed("length at", static_cast<int>(place), change > 0 ? "one more" : "one less");
    }
  }
}

} // namespace sigwarden::test
