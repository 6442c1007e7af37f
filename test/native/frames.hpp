// SPDX-License-Identifier: Apache-2.0
// Frames written layer by layer for the tests of the decoders below TCAP, and the harness that
// decodes one with both sinks and checks what every decoding must keep: the sinks agree, and no
// place that is handed on lies outside the frame.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "native/fuzz/sink_checks.hpp"
#include "native/generated/eth.hpp"
#include "test/native/octets.hpp"

namespace sigwarden::test {

inline Octets u16(uint32_t value) {
  return big_endian(value, 2);
}
inline Octets padded(Octets o) {
  o.resize((o.size() + 3) & ~size_t{3});
  return o;
}

// Addresses: documentation ranges (RFC 5737, RFC 3849); numbers: 447700900999 and 12465550100.
inline Octets ethernet(const Octets& payload, uint32_t type = 0x0800) {
  return hex("020000000002020000000001") + u16(type) + payload;
}
inline Octets vlan_tag(uint32_t next_type, uint32_t control) {
  return u16(control) + u16(next_type);
}

inline Octets ipv4(const Octets& payload, int protocol = 132, uint32_t fragment = 0x4000,
                   const Octets& options = {}) {
  const auto header = static_cast<int>(20 + options.size());
  return octets({0x40 | header / 4, 0}) +
         u16(static_cast<uint32_t>(payload.size()) + static_cast<uint32_t>(header)) + u16(0x1234) +
         u16(fragment) + octets({64, protocol}) + u16(0) + hex("c000020ac6336414") + options +
         payload;
}
inline Octets ipv6(const Octets& payload, int next = 132) {
  return hex("60012345") + u16(static_cast<uint32_t>(payload.size())) + octets({next, 64}) +
         hex("20010db8000000000000000000000001") + hex("20010db80000000000000000000000ff") +
         payload;
}

inline Octets behind(const Octets& o, size_t from) {
  return {o.begin() + static_cast<std::ptrdiff_t>(std::min(from, o.size())), o.end()};
}
inline Octets part_of(const Octets& o, size_t from, size_t to) {
  return behind({o.begin(), o.begin() + static_cast<std::ptrdiff_t>(std::min(to, o.size()))}, from);
}
/// One fragment of an IPv4 datagram, `at` octets behind its begin.
inline Octets fragment_of(const Octets& part, size_t at, bool has_more, uint32_t identification,
                          int protocol = 132) {
  const uint32_t place = static_cast<uint32_t>(at / 8) | (has_more ? 0x2000u : 0);
  Octets packet = ipv4(part, protocol, place);
  packet[4] = static_cast<uint8_t>(identification >> 8);
  packet[5] = static_cast<uint8_t>(identification);
  return packet;
}
/// One of an IPv6 packet.
inline Octets fragment_of_v6(const Octets& part, size_t at, bool has_more, uint32_t identification,
                             int next = 132) {
  return ipv6(octets({next, 0}) + u16(static_cast<uint32_t>(at) | (has_more ? 1 : 0)) +
                  u32(identification) + part,
              44);
}
/// A datagram's payload in fragments of at most `size` octets, a multiple of eight.
inline std::vector<Octets> in_fragments(const Octets& payload, size_t size, uint32_t identification,
                                        int protocol = 132, bool is_v6 = false) {
  std::vector<Octets> out;
  for (size_t at = 0; at < payload.size(); at += size) {
    const Octets part = part_of(payload, at, at + size);
    const bool has_more = at + size < payload.size();
    out.push_back(is_v6 ? fragment_of_v6(part, at, has_more, identification, protocol)
                        : fragment_of(part, at, has_more, identification, protocol));
  }
  return out;
}

inline Octets sctp(const Octets& chunks, uint32_t port = 2905) {
  return u16(port) + u16(port) + u32(0xDEADBEEF) + u32(0) + chunks;
}
inline Octets chunk(int type, int flags, const Octets& value) {
  return padded(octets({type, flags}) + u16(static_cast<uint32_t>(value.size() + 4)) + value);
}
constexpr int kWhole = 3;
inline Octets data_chunk(const Octets& message, uint32_t ppid = 3, uint32_t tsn = 1000,
                         int flags = kWhole) {
  return chunk(0, flags, u32(tsn) + u16(1) + u16(7) + u32(ppid) + message);
}

inline Octets parameter(uint32_t tag, const Octets& value) {
  return padded(u16(tag) + u16(static_cast<uint32_t>(value.size() + 4)) + value);
}
inline Octets protocol_data(const Octets& user_part, int service_indicator = 3) {
  return parameter(0x0210,
                   u32(4641) + u32(6818) + octets({service_indicator, 0, 0, 5}) + user_part);
}
inline Octets m3ua_message(const Octets& parameters, int message_class = 1, int type = 1) {
  return octets({1, 0, message_class, type}) + u32(static_cast<uint32_t>(parameters.size() + 8)) +
         parameters;
}

inline const Octets kCalled = hex("1206001104216455050100");  // HLR, 12465550100
inline const Octets kCalling = hex("1293001204447700099099"); // gsmSCF, 447700900999
/// Begin with anyTimeInterrogation (TS 29.002 §17.6.1).
inline const Octets kTcap =
    hex("624e48041a2b3c4d6b1e281c060700118605010101a011600f80020780a109060704000001001d036c26a1"
        "24020101020147301ca009810791447700091032a106800081008300830791447700099099");
inline Octets variable(const Octets& value) {
  return octets({static_cast<int>(value.size())}) + value;
}
inline Octets udt(const Octets& called = kCalled, const Octets& calling = kCalling,
                  const Octets& data = kTcap) {
  const auto one = static_cast<int>(called.size()), two = static_cast<int>(calling.size());
  return octets({0x09, 0x80, 3, 3 + one, 3 + one + two}) + variable(called) + variable(calling) +
         variable(data);
}
inline Octets m3ua_udt() {
  return m3ua_message(protocol_data(udt()));
}
/// A frame around one SCCP message.
inline Octets sccp_frame(const Octets& message) {
  return ethernet(ipv4(sctp(data_chunk(m3ua_message(protocol_data(message))))));
}

/// Hands a `Decoded` back, for the next frame to be decoded into, as the engine does with its one:
/// to make one anew takes longer than to decode most frames.
struct BackToSpares {
  static std::vector<std::unique_ptr<Decoded>>& spares() {
    static std::vector<std::unique_ptr<Decoded>> all;
    return all;
  }
  void operator()(Decoded* used) const { spares().emplace_back(used); }
};
using ReusedDecoded = std::unique_ptr<Decoded, BackToSpares>;
inline ReusedDecoded reused_decoded() {
  auto& spares = BackToSpares::spares();
  if (spares.empty()) spares.push_back(std::make_unique<Decoded>());
  ReusedDecoded one{spares.back().release()};
  spares.pop_back();
  return one;
}

/// What one frame yields. Octets are copied to their exact size, so that a sanitizer sees a read
/// past the end.
struct DecodedFrame {
  Octets octets;
  ReusedDecoded out = reused_decoded();
  std::unique_ptr<Counters> counters = std::make_unique<Counters>();
  FieldSink fields;

  uint64_t counted(Counter which) const { return value_of(*counters, which); }
  const Message& message(uint32_t index = 0) const {
    if (index >= out->message_count) std::abort();
    return out->messages[index];
  }
  bool has(Anomalies anomaly, uint32_t index = 0) const {
    return (message(index).anomalies & anomaly) != 0;
  }
  /// The values of a field, joined by commas, as tshark prints them; of one message when its index
  /// is given.
  std::string field(Field field, uint32_t index = UINT32_MAX) const {
    std::string values;
    for (const FieldRecord& record : fields.fields()) {
      if (record.field != field || (index != UINT32_MAX && record.message != index)) continue;
      values += (values.empty() ? "" : ",") + record.value;
    }
    return values;
  }
  std::string digits(const Digits& digits) const {
    char text[kDigitsMax];
    return std::string(text, write_ascii(digits, text));
  }
};

/// What two decodings of the same frames, one with each sink, remember of earlier ones.
struct Memory {
  Reassembly fast{MixKey{}}, recorded{MixKey{}};
  uint64_t frames = 0;
  uint64_t time_ns = 1'527'840'000'000'000'000;
};

/// Decodes `octets` as captured of a frame that had `original` octets on the wire (0: as many).
inline DecodedFrame decode(const Octets& octets, uint16_t link_type = eth::link_type::ethernet,
                           size_t original = 0, Memory* memory = nullptr) {
  DecodedFrame r;
  r.octets = octets;
  r.octets.shrink_to_fit();
  const auto captured = static_cast<uint32_t>(octets.size());
  Frame frame;
  frame.data = r.octets.data();
  frame.captured = captured;
  frame.original = original == 0 ? captured : static_cast<uint32_t>(original);
  frame.link_type = link_type;
  const ReusedDecoded fast = reused_decoded();
  const auto fast_counters = std::make_unique<Counters>();
  if (memory != nullptr) {
    frame.number = frame.reference = ++memory->frames;
    frame.time_ns = memory->time_ns;
    memory->fast.joined.clear();
    memory->recorded.joined.clear();
  }
  NullSink nothing;
  decode_frame(frame, *fast, nothing, *fast_counters, memory == nullptr ? nullptr : &memory->fast);
  decode_frame(frame, *r.out, r.fields, *r.counters,
               memory == nullptr ? nullptr : &memory->recorded);
  check::require_none(*fast_counters == *r.counters ? nullptr : "the sinks counted otherwise");
  check::require_none(check::disagreement(*fast, *r.out, r.fields, captured + fast->joined_octets));
  check::require_none(check::misjoined(*fast, captured));
  return r;
}

/// Every frame cut at every octet, once as a capture cuts it and once as if it had been sent so:
/// decode() checks that nothing is read or handed on beyond the cut.
inline void decode_cut_everywhere(const Octets& octets,
                                  uint16_t link_type = eth::link_type::ethernet) {
  for (size_t size = 0; size < octets.size(); size++) {
    const Octets cut(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
    decode(cut, link_type, octets.size());
    decode(cut, link_type);
  }
}

/// Frames of one line, with what they count in all.
class FrameLine {
public:
  DecodedFrame take(const Octets& frame, size_t original = 0) {
    DecodedFrame r = decode(frame, eth::link_type::ethernet, original, &memory);
    for (uint32_t i = 0; i < kCounterCount; i++)
      sums_[i] += (*r.counters)[i];
    return r;
  }
  /// IPv4 or IPv6.
  DecodedFrame take_packet(const Octets& packet) {
    return take(ethernet(packet, packet[0] >> 4 == 6 ? 0x86DD : 0x0800));
  }
  /// How many messages come of these.
  uint32_t messages_of(const std::vector<Octets>& packets) {
    uint32_t messages = 0;
    for (const Octets& each : packets)
      messages += take_packet(each).out->message_count;
    return messages;
  }
  uint64_t counted(Counter which) const { return value_of(sums_, which); }
  void pass(uint64_t seconds) { memory.time_ns += seconds * 1'000'000'000; }

  Memory memory;

private:
  Counters sums_{};
};

} // namespace sigwarden::test
