// SPDX-License-Identifier: Apache-2.0
// Diameter messages written octet by octet for the tests of the decoder, and the harness that
// decodes one with both sinks.
#pragma once

#include <memory>
#include <string>

#include "native/fuzz/sink_checks.hpp"
#include "native/generated/diameter.hpp"
#include "test/native/octets.hpp"

namespace sigwarden::test {

constexpr uint8_t kSecretOctet = 0xA5;

inline Octets avp_with_vendor(uint32_t code, const std::string& value, uint32_t vendor) {
  Octets out =
      u32(code) + octets({0xC0}) + big_endian(12 + value.size(), 3) + u32(vendor) + octets(value);
  out.resize((out.size() + 3) & ~size_t{3});
  return out;
}
inline Octets avp(uint32_t code, const Octets& value, uint32_t vendor = 0) {
  const std::string text(value.begin(), value.end());
  if (vendor != 0) return avp_with_vendor(code, text, vendor);
  Octets out = u32(code) + octets({0x40}) + big_endian(8 + value.size(), 3) + value;
  out.resize((out.size() + 3) & ~size_t{3});
  return out;
}
inline Octets avp(uint32_t code, const char* value, uint32_t vendor = 0) {
  return avp(code, octets(std::string(value)), vendor);
}

inline Octets command(uint32_t code, uint32_t application, const Octets& avps,
                      uint8_t flags = 0xC0) {
  return octets({1}) + big_endian(20 + avps.size(), 3) + octets({flags}) + big_endian(code, 3) +
         u32(application) + u32(0x11223344) + u32(0x55667788) + avps;
}
inline Octets answer(uint32_t code, const Octets& avps) {
  return command(code, diameter::application::s6a, avps, 0x40);
}

inline const char* const kMme = "mme1.epc.mnc001.mcc001.3gppnetwork.org";
inline const char* const kMmeRealm = "epc.mnc001.mcc001.3gppnetwork.org";
inline const char* const kHss = "hss1.epc.mnc002.mcc001.3gppnetwork.org";
inline const char* const kHssRealm = "epc.mnc002.mcc001.3gppnetwork.org";

inline Octets update_location_request() {
  const Octets terminal = avp(1402, "49015420323751", 10415) + avp(1403, "01", 10415);
  return command(316, diameter::application::s6a,
                 avp(263, "mme1.epc.mnc001.mcc001.3gppnetwork.org;1;2") +
                     avp(260, avp(266, u32(10415)) + avp(258, u32(16777251))) + avp(277, u32(1)) +
                     avp(264, kMme) + avp(296, kMmeRealm) + avp(293, kHss) + avp(283, kHssRealm) +
                     avp(1, "001020123456789") + avp(1032, u32(1004), 10415) +
                     avp(1405, u32(0x22), 10415) + avp(1407, octets({0x00, 0xF1, 0x10}), 10415) +
                     avp(1401, terminal, 10415) + avp(282, "dra1.hub.example"));
}

inline Octets insert_subscriber_data_request() {
  return command(319, diameter::application::s6a,
                 avp(263, "hss1;1;9") + avp(277, u32(1)) + avp(264, kHss) + avp(296, kHssRealm) +
                     avp(293, kMme) + avp(283, kMmeRealm) + avp(1, "001020123456789") +
                     avp(1400, Octets{}, 10415) + avp(1490, u32(0x18), 10415));
}

inline Octets insert_subscriber_data_answer() {
  const Octets mme = avp(1602, octets({0x00, 0xF1, 0x10, 0x00, 0x01, 0x23, 0x45}), 10415) +
                     avp(1603, octets({0x00, 0xF1, 0x10, 0x12, 0x34}), 10415) +
                     avp(1610, u32(0), 10415);
  return answer(319, avp(263, "hss1;1;9") + avp(268, u32(2001)) + avp(277, u32(1)) +
                         avp(264, kMme) + avp(296, kMmeRealm) +
                         avp(1496, avp(1600, mme, 10415), 10415));
}

inline Octets authentication_request(uint32_t vectors) {
  return command(318, diameter::application::s6a,
                 avp(263, "mme1;1;3") + avp(264, kMme) + avp(296, kMmeRealm) +
                     avp(1, "001020123456789") +
                     avp(1408, avp(1410, u32(vectors), 10415) + avp(1412, u32(0), 10415), 10415) +
                     avp(1407, octets({0x00, 0xF1, 0x10}), 10415));
}

inline Octets authentication_answer(uint32_t vectors) {
  Octets info;
  for (uint32_t i = 0; i < vectors; i++)
    info += avp(1414,
                avp(1419, u32(i), 10415) + avp(1447, Octets(16, kSecretOctet), 10415) +
                    avp(1448, Octets(8, kSecretOctet), 10415) +
                    avp(1449, Octets(16, kSecretOctet), 10415) +
                    avp(1450, Octets(32, kSecretOctet), 10415),
                10415);
  return answer(318, avp(263, "mme1;1;3") + avp(268, u32(2001)) + avp(264, kHss) +
                         avp(296, kHssRealm) + avp(1413, info, 10415));
}

/// What one message yields. Octets are copied to their exact size, so that a sanitizer sees a read
/// past the end.
struct Result {
  Octets octets;
  std::unique_ptr<Decoded> out = std::make_unique<Decoded>();
  std::unique_ptr<Counters> counters = std::make_unique<Counters>();
  FieldSink fields;

  Message message() const { return out->messages[0]; }
  Operation operation() const { return out->operations[0]; }
  std::string text(View where) const {
    return std::string(octets.begin() + where.offset, octets.begin() + where.offset + where.length);
  }
  std::string field(const std::string& name) const {
    for (const FieldRecord& record : fields.fields())
      if (record.field != Field::none && name == info_of(record.field).name) return record.value;
    return "(absent)";
  }
};

inline Result decode(const Octets& octets) {
  Result r;
  r.octets = octets;
  r.octets.shrink_to_fit();
  const auto size = static_cast<uint32_t>(r.octets.size());
  const Frame frame{.data = r.octets.data(), .captured = size};
  const Message prototype;
  Decoding<FieldSink> recorded{frame, *r.out, r.fields, *r.counters};
  decode_diameter(recorded, Cursor(frame.data, bytes_of(r.octets)), prototype);
  static const auto again = std::make_unique<Decoded>();
  static Counters counters;
  NullSink nothing;
  again->reset();
  counters = {};
  Decoding<NullSink> fast{frame, *again, nothing, counters};
  decode_diameter(fast, Cursor(frame.data, bytes_of(r.octets)), prototype);
  check::require_none(counters == *r.counters ? nullptr : "the sinks counted otherwise");
  check::require_none(check::disagreement(*again, *r.out, r.fields, size));
  return r;
}

} // namespace sigwarden::test
