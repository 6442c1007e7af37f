// SPDX-License-Identifier: Apache-2.0
// sctp_fragments.cpp: a user message is read when its last fragment comes, whatever the order, the
// frames and the numbers; what cannot be whole is given up and counted; what contradicts itself is
// read both ways.
#include <algorithm>
#include <random>

#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr int kFirst = 2, kMiddle = 0, kLast = 1, kUnordered = 4;
constexpr uint64_t kSecond = 1'000'000'000;

int flags_of(size_t from, size_t to, size_t size) {
  return (from == 0 ? kFirst : 0) | (to >= size ? kLast : 0);
}
/// The message in DATA fragments of `size` octets from `tsn` on.
std::vector<Octets> fragments(const Octets& message, size_t size, uint32_t tsn, int more = 0) {
  std::vector<Octets> out;
  for (size_t at = 0; at < message.size(); at += size)
    out.push_back(data_chunk(part_of(message, at, at + size), 3, tsn++,
                             flags_of(at, at + size, message.size()) | more));
  return out;
}
Octets i_data(const Octets& part, int flags, uint32_t tsn, uint32_t stream, uint32_t identifier,
              uint32_t ppid_or_number) {
  return chunk(0x40, flags,
               u32(tsn) + u16(stream) + u16(0) + u32(identifier) + u32(ppid_or_number) + part);
}
std::vector<Octets> i_fragments(const Octets& message, size_t size, uint32_t stream,
                                uint32_t identifier) {
  std::vector<Octets> out;
  uint32_t number = 0;
  for (size_t at = 0; at < message.size(); at += size, number++)
    out.push_back(i_data(part_of(message, at, at + size), flags_of(at, at + size, message.size()),
                         100 + number, stream, identifier, number == 0 ? 3 : number));
  return out;
}

/// Frames of one line, with what they count in all.
class Line {
public:
  DecodedFrame take(const Octets& chunks, uint32_t tag = 0xDEADBEEF, uint32_t from_port = 2905) {
    const Octets packet = u16(from_port) + u16(2905) + u32(tag) + u32(0) + chunks;
    DecodedFrame r = decode(ethernet(ipv4(packet)), eth::link_type::ethernet, 0, &memory);
    for (uint32_t i = 0; i < kCounterCount; i++)
      sums_[i] += (*r.counters)[i];
    return r;
  }
  /// How many messages come of these.
  uint32_t messages_of(const std::vector<Octets>& chunks) {
    uint32_t messages = 0;
    for (const Octets& each : chunks)
      messages += take(each).out->message_count;
    return messages;
  }
  uint64_t counted(Counter which) const { return value_of(sums_, which); }
  /// Every fragment is accounted for.
  void check_sum(uint64_t repeated = 0) const {
    CHECK_EQ(counted(Counter::sctp_fragments),
             counted(Counter::sctp_fragments_joined) + memory.fast.sctp.waiting() +
                 counted(Counter::sctp_fragments_abandoned) + repeated);
  }
  void pass(uint64_t seconds) { memory.time_ns += seconds * kSecond; }

  Memory memory;

private:
  Counters sums_{};
};

const Octets kMessage = m3ua_udt();

void check_is_message(const DecodedFrame& r, uint32_t index = 0) {
  CHECK(r.out->message_count > index && r.out->joined != nullptr);
  if (r.out->message_count <= index || r.out->joined == nullptr) return;
  const Message& m = r.message(index);
  CHECK_EQ(m.fault, Fault::none);
  CHECK_EQ(r.digits(m.ss7.calling.title), "447700900999");
  CHECK_EQ(m.ss7.tcap, Tcap::begin);
  CHECK_EQ(m.operation_count, 1);
  CHECK(std::equal(kMessage.begin(), kMessage.end(), r.out->joined + m.bytes.offset));
}

} // namespace

TEST("a message in two fragments is read in the frame of the second, and tells both") {
  Line line;
  const auto two = fragments(kMessage, 100, 0xFFFFFFFF); // the TSN wraps between them
  const DecodedFrame first = line.take(two[0]);
  CHECK_EQ(first.out->message_count, 0u);
  CHECK_EQ(first.out->secret_count, 1u);
  const DecodedFrame second = line.take(two[1] + data_chunk(m3ua_udt(), 3, 1));
  CHECK_EQ(second.out->message_count, 2u);
  check_is_message(second);
  const Message& m = second.message();
  CHECK_EQ(m.tsn, 0xFFFFFFFFu);
  CHECK_EQ(m.stream_id, 1u);
  CHECK_EQ(m.ppid, 3u);
  CHECK_EQ(m.anomalies, 0u);
  CHECK_EQ(m.bytes.offset, static_cast<uint32_t>(second.octets.size()));
  CHECK_EQ(m.bytes.length, static_cast<uint32_t>(kMessage.size()));
  CHECK_EQ(second.out->secret_count, 0u);
  CHECK_EQ(second.out->piece_count, 2u);
  if (second.out->piece_count != 2) return;
  const Piece &one = second.out->pieces[0], &two_of = second.out->pieces[1];
  CHECK_EQ(one.frame, 1u);
  CHECK_EQ(one.there.offset, 62u);
  CHECK_EQ(one.there.length, 100u);
  CHECK_EQ(two_of.frame, 2u);
  CHECK_EQ(two_of.there.length, static_cast<uint32_t>(kMessage.size()) - 100);
  CHECK_EQ(second.field(Field::m3ua_opc, 0), "4641");
  CHECK_EQ(second.field(Field::sctp_data_tsn_raw, 0), "0");
  CHECK_EQ(line.counted(Counter::sctp_messages_joined), 1u);
  CHECK_EQ(line.counted(Counter::messages_ss7), 2u);
  line.check_sum();
}

TEST("fragments come in any order, of any size, over several addresses, bundled or not") {
  std::mt19937 random(7);
  for (const size_t size : {1u, 7u, 40u, 100u})
    for (int round = 0; round < 20; round++) {
      Line line;
      auto parts = fragments(kMessage, size, 0xFFFFFFF0);
      std::shuffle(parts.begin(), parts.end(), random);
      CHECK_EQ(line.messages_of(parts), 1u);
      line.check_sum();
    }
  Line line;
  Octets bundled;
  for (const Octets& part : fragments(kMessage, 30, 9))
    bundled += part;
  check_is_message(line.take(bundled));
  const auto two = fragments(kMessage, 80, 700);
  line.take(two[0]);
  const Octets elsewhere = ethernet(ipv6(sctp(two[1])));
  check_is_message(decode(elsewhere, eth::link_type::ethernet, 0, &line.memory));
}

TEST("a fragment that comes again is counted and completes nothing twice") {
  Line line;
  const auto three = fragments(kMessage, 60, 50);
  CHECK_EQ(line.messages_of({three[0], three[0], three[1], three[2], three[2], three[1]}), 1u);
  CHECK_EQ(line.counted(Counter::sctp_retransmissions), 3u);
  line.check_sum(3);
}

TEST("messages that follow one another do not run together, ordered or not") {
  Line line;
  auto parts = fragments(kMessage, 60, 50);
  const auto next = fragments(kMessage, 60, 53, kUnordered);
  parts.insert(parts.end(), next.begin(), next.end());
  std::reverse(parts.begin(), parts.end());
  CHECK_EQ(line.messages_of(parts), 2u);
  // A gap in the TSN, or a first fragment without a last one, joins nothing.
  const auto again = fragments(kMessage, 100, 90);
  CHECK_EQ(line.messages_of({again[0], data_chunk(hex("00"), 3, 91, kFirst)}), 0u);
  CHECK_EQ(line.messages_of({data_chunk(hex("00"), 3, 93, kLast)}), 0u);
}

TEST("a capture that begins inside of a message waits for nothing else") {
  Line line;
  const auto three = fragments(kMessage, 60, 50);
  CHECK_EQ(line.messages_of({three[1], three[2]}), 0u);
  CHECK_EQ(line.messages_of(fragments(kMessage, 60, 53)), 1u);
  CHECK_EQ(line.memory.fast.sctp.waiting(), 2u);
  line.check_sum();
}

TEST("associations are told apart by tag and ports, and a restart drops what was held") {
  Line line;
  const auto two = fragments(kMessage, 100, 50);
  line.take(two[0], 0x11111111);
  CHECK_EQ(line.take(two[1], 0x22222222).out->message_count, 0u);
  CHECK_EQ(line.take(two[1], 0x11111111, 2906).out->message_count, 0u);
  CHECK_EQ(line.take(two[1], 0x11111111).out->message_count, 1u);
  line.take(fragments(kMessage, 100, 60)[0], 0x33333333);
  const Octets init = chunk(1, 0, hex("33333333 00010000 0010 0010 00000001"));
  line.take(init, 0);
  CHECK_EQ(line.counted(Counter::sctp_fragments_abandoned), 1u);
  CHECK_EQ(line.take(fragments(kMessage, 100, 60)[1], 0x33333333).out->message_count, 0u);
  line.check_sum();
}

TEST("fragments too far apart in time do not belong together") {
  for (const uint64_t apart : {uint64_t{30}, uint64_t{31}}) {
    Line line;
    const auto two = fragments(kMessage, 100, 50);
    line.take(two[0]);
    line.pass(apart);
    CHECK_EQ(line.take(two[1]).out->message_count, apart == 30 ? 1u : 0u);
    CHECK_EQ(line.counted(Counter::sctp_fragments_abandoned), apart == 30 ? 0u : 1u);
    line.check_sum();
  }
}

TEST("fragments of one message that name different streams are joined and marked") {
  Line line;
  const Octets head = part_of(kMessage, 0, 100), tail = part_of(kMessage, 100, 1000);
  line.take(data_chunk(head, 3, 50, kFirst));
  const DecodedFrame r = line.take(chunk(0, kLast, u32(51) + u16(2) + u16(7) + u32(3) + tail));
  check_is_message(r);
  CHECK(r.has(anomaly::sctp_fragments_mismatch));
}

TEST("a fragment that contradicts one seen before: both messages are read, each once") {
  Octets other = kMessage;
  other[other.size() - 8] ^= 0x11;
  const auto two = fragments(kMessage, 100, 50), lie = fragments(other, 100, 50);
  Line late; // after the message was whole
  late.take(two[0]);
  CHECK_EQ(late.take(two[1]).message().anomalies & anomaly::sctp_fragments_conflict, 0u);
  const DecodedFrame again = late.take(lie[1]);
  CHECK_EQ(again.out->message_count, 1u);
  CHECK(again.has(anomaly::sctp_fragments_conflict));
  CHECK(std::equal(other.begin(), other.end(), again.out->joined + again.message().bytes.offset));
  CHECK_EQ(late.take(lie[1]).out->message_count, 0u);
  CHECK_EQ(late.counted(Counter::sctp_fragments_conflicting), 2u);
  Line early; // before it
  early.take(two[1]);
  early.take(lie[1]);
  const DecodedFrame both = early.take(two[0]);
  CHECK_EQ(both.out->message_count, 2u);
  if (both.out->message_count != 2) return;
  check_is_message(both);
  CHECK(both.has(anomaly::sctp_fragments_conflict, 0) &&
        both.has(anomaly::sctp_fragments_conflict, 1));
  CHECK(std::equal(other.begin(), other.end(), both.out->joined + both.message(1).bytes.offset));
  Line stale; // another such pair came to nothing before, under the same number
  stale.take(two[1]);
  stale.take(lie[1]);
  stale.pass(31);
  stale.take(two[1]);
  stale.take(lie[1]);
  CHECK_EQ(stale.take(two[0]).out->message_count, 2u);
  Line ends; // the same octets, as the last one and as one in between
  ends.take(two[0]);
  check_is_message(ends.take(two[1]));
  const Octets middle = data_chunk(part_of(kMessage, 100, 1000), 3, 51, kMiddle);
  CHECK_EQ(ends.take(middle).out->message_count, 0u);
  const DecodedFrame longer = ends.take(data_chunk(hex("00000000"), 3, 52, kLast));
  check_is_message(longer);
  CHECK_EQ(longer.message().bytes.length, static_cast<uint32_t>(kMessage.size()) + 4);
}

TEST("I-DATA fragments of several messages are sent in turns and told apart") {
  Line line;
  const auto one = i_fragments(kMessage, 50, 1, 9), two = i_fragments(kMessage, 50, 2, 9),
             three = i_fragments(kMessage, 50, 1, 10);
  std::vector<Octets> all;
  for (size_t i = 0; i < one.size(); i++)
    all.insert(all.end(), {three[i], one[i], two[i]});
  CHECK_EQ(line.messages_of(all), 3u);
  std::reverse(all.begin(), all.end());
  Line backwards;
  CHECK_EQ(backwards.messages_of(all), 3u);
  backwards.check_sum();
  const auto last = i_fragments(kMessage, 100, 3, 1);
  line.take(last[0]);
  const DecodedFrame r = line.take(last[1]);
  check_is_message(r);
  CHECK_EQ(r.message().ppid, 3u);
  CHECK_EQ(r.message().stream_id, 3u);
  CHECK_EQ(r.field(Field::sctp_data_fsn, 0), "1");
}

TEST("a sender that floods pushes out what is its own, and nothing of others") {
  Line line;
  const auto two = fragments(kMessage, 100, 50);
  line.take(two[0], 0x11111111);
  line.take(two[0], 0x22222222);
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < 40; i++)
      line.take(data_chunk(Octets(1000, 0x55), 3,
                           0x1000 + 2 * i + 200 * static_cast<uint32_t>(round), kMiddle),
                0x11111111);
  CHECK_EQ(line.take(two[1], 0x11111111).out->message_count, 0u);
  CHECK_EQ(line.take(two[1], 0x22222222).out->message_count, 1u);
  CHECK(line.counted(Counter::sctp_fragments_abandoned) != 0);
  line.check_sum();
}

TEST("the longest message that is joined has as many octets and fragments as are held") {
  const auto filled = [](size_t size) {
    return octets({1, 0, 1, 1}) + u32(static_cast<uint32_t>(size)) + Octets(size - 8);
  };
  for (const size_t size : {size_t{limits::fragment_octets}, size_t{limits::fragment_octets} + 4}) {
    Line line;
    const bool fits = size == limits::fragment_octets;
    line.messages_of(fragments(Octets(3000, 1), 1000, 1)); // the ring begins somewhere
    const uint64_t before = line.counted(Counter::sctp_messages_joined);
    line.messages_of(fragments(filled(size), 1300, 50));
    CHECK_EQ(line.counted(Counter::sctp_messages_joined) - before, fits ? 1u : 0u);
    line.check_sum();
  }
  for (const size_t count :
       {size_t{limits::fragments_per_direction}, size_t{limits::fragments_per_direction} + 1}) {
    Line line;
    line.messages_of(fragments(filled(count), 1, 50));
    CHECK_EQ(line.counted(Counter::sctp_messages_joined),
             count == limits::fragments_per_direction ? 1u : 0u);
    line.check_sum();
  }
}

TEST("more directions than are held: the oldest give way and are counted") {
  Line line;
  for (uint32_t tag = 1; tag <= 3 * limits::fragment_directions; tag++) {
    line.take(data_chunk(hex("0100"), 3, 9, kFirst), tag);
    if (tag % 64 == 0) line.pass(1);
  }
  CHECK(line.memory.fast.sctp.waiting() <= limits::fragment_directions);
  CHECK(line.counted(Counter::sctp_fragments_abandoned) >= 2 * limits::fragment_directions);
  line.check_sum();
}

TEST("random fragments of one sender: all are accounted for, and both sinks agree") {
  std::mt19937 random(3);
  Line line;
  uint64_t repeated = 0;
  for (int i = 0; i < 20'000; i++) {
    const auto tsn = static_cast<uint32_t>(random() % 24) + (random() % 40 == 0 ? 1024 : 0);
    const auto flags = static_cast<int>(random() % 3);
    const Octets part(1 + random() % 3 * 4, static_cast<uint8_t>(random() % 2));
    const DecodedFrame r =
        line.take(random() % 3 == 0 ? i_data(part, flags, tsn, 1, tsn % 3, tsn % 7)
                                    : data_chunk(part, 3, tsn, flags));
    repeated += r.counted(Counter::sctp_retransmissions);
    if (random() % 500 == 0) line.pass(random() % 50);
  }
  CHECK(line.counted(Counter::sctp_messages_joined) > 500);
  CHECK(line.counted(Counter::sctp_fragments_conflicting) > 500);
  CHECK(repeated > 500);
  CHECK(line.memory.fast.sctp.waiting() <= 2 * limits::fragments_per_direction);
}

CHECK_MAIN()
