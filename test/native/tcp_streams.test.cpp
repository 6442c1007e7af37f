// SPDX-License-Identifier: Apache-2.0
// tcp_streams.cpp: a Diameter message is read when its last octet comes, whatever the segments,
// their order, losses and repetitions; what contradicts itself is read both ways.
#include <algorithm>
#include <random>

#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint32_t kStart = 0xFFFFFF00; // wraps after 256 octets

/// A watchdog request whose host names its number.
Octets watchdog(uint32_t number, size_t padding = 0) {
  const Octets host = octets("mme" + std::to_string(number % 10)) + Octets(padding, 'x');
  const Octets avp = hex("0000010840") + big_endian(host.size() + 8, 3) + host;
  return hex("01") + big_endian(20 + avp.size(), 3) + hex("8000011800000000") + u32(number) +
         u32(number) + avp;
}
Octets stream_of(uint32_t messages, size_t padding = 0) {
  Octets out;
  for (uint32_t i = 0; i < messages; i++)
    out += watchdog(i, padding);
  return out;
}

/// One direction of a connection; segments are cut out of what it sends.
class Connection : public FrameLine {
public:
  explicit Connection(Octets sent, uint32_t port = 3868) : sent_(std::move(sent)), port_(port) {}

  DecodedFrame send(const Octets& data, uint32_t at, int flags = 0x18) {
    const Octets segment = u16(40000) + u16(port_) + u32(kStart + at) + u32(9) +
                           octets({0x50, flags}) + u16(512) + u32(0) + data;
    DecodedFrame r = take_packet(ipv4(segment, 6));
    for (uint32_t i = 0; i < r.out->message_count; i++) {
      numbers.push_back(r.message(i).diameter.hop_by_hop);
      CHECK_EQ(r.message(i).fault, Fault::none);
      CHECK_EQ(r.message(i).bytes.length, static_cast<uint32_t>(watchdog(0, padding).size()));
    }
    return r;
  }
  DecodedFrame send_part(size_t from, size_t to) {
    return send(part_of(sent_, from, to), static_cast<uint32_t>(from));
  }
  void send_all(size_t size) {
    for (size_t at = 0; at < sent_.size(); at += size)
      send_part(at, at + size);
  }
  bool has_all(uint32_t count) {
    std::vector<uint32_t> sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    bool is_so = sorted.size() == count;
    for (uint32_t i = 0; is_so && i < count; i++)
      is_so = sorted[i] == i;
    return is_so;
  }

  std::vector<uint32_t> numbers; ///< of the messages that were read
  size_t padding = 0;

private:
  Octets sent_;
  uint32_t port_;
};

} // namespace

TEST("messages over several segments and several in one are read, each once, over the wrap") {
  for (const uint32_t port : {3868u, 13868u})
    for (const size_t size : {1u, 3u, 20u, 31u, 33u, 100u, 999u}) {
      if (port == 13868 && size < 28) continue; // by content: its header must be there
      Connection line(stream_of(20), port);
      line.send_all(size);
      CHECK(line.has_all(20));
      CHECK_EQ(line.memory.fast.tcp.waiting(), 0u);
      CHECK_EQ(line.counted(Counter::tcp_octets_skipped), 0u);
      CHECK_EQ(line.counted(Counter::tcp_message_incomplete), 0u);
    }
}

TEST(
    "a message tells the frames in which its segments came, one in a single segment stands there") {
  Connection line(stream_of(3));
  const DecodedFrame first = line.send_part(0, 50);
  CHECK_EQ(first.out->message_count, 1u);
  CHECK_EQ(first.message().bytes.offset, 54u);
  CHECK(first.out->joined == nullptr);
  CHECK_EQ(first.out->secret_count, 1u); // the begin of the second one is hidden
  const DecodedFrame second = line.send_part(50, 96);
  CHECK_EQ(second.out->message_count, 2u);
  CHECK_EQ(second.message(0).bytes.offset, static_cast<uint32_t>(second.octets.size()));
  CHECK_EQ(second.message(1).bytes.offset, 54u + 14);
  CHECK_EQ(second.out->piece_count, 2u);
  const Piece &one = second.out->pieces[0], &other = second.out->pieces[1];
  CHECK_EQ(one.frame, 1u);
  CHECK_EQ(one.there.offset, 54u + 32);
  CHECK_EQ(one.there.length, 18u);
  CHECK_EQ(other.frame, 2u);
  CHECK_EQ(other.there.length, 14u);
  CHECK_EQ(line.counted(Counter::tcp_messages_joined), 1u);
  CHECK_EQ(second.field(Field::diameter_hop_by_hop, 0), "0x00000001");
}

TEST("segments come in any order") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; round++) {
    Connection line(stream_of(30));
    const size_t size = 9 + random() % 60;
    std::vector<size_t> starts;
    for (size_t at = size; at < 30 * 32; at += size)
      starts.push_back(at);
    for (size_t i = 0; i + 4 < starts.size(); i += 4)
      std::shuffle(starts.begin() + static_cast<std::ptrdiff_t>(i),
                   starts.begin() + static_cast<std::ptrdiff_t>(i) + 4, random);
    line.send_part(0, size);
    for (const size_t at : starts)
      line.send_part(at, at + size);
    CHECK(line.has_all(30));
    CHECK_EQ(line.memory.fast.tcp.waiting(), 0u);
  }
}

TEST("retransmitted segments are counted and read once, also in other borders, and keep-alives") {
  Connection line(stream_of(6));
  line.send_part(0, 50);
  line.send_part(0, 50);
  line.send_part(50, 80);
  line.send_part(40, 100); // with something new
  line.send_part(0, 96);
  line.send_part(100, 192);
  CHECK(line.has_all(6));
  CHECK_EQ(line.counted(Counter::tcp_segments_repeated), 2u);
  CHECK_EQ(line.counted(Counter::tcp_segments_conflicting), 0u);
  line.send(octets({0}), 191);                // keep-alive with any octet
  line.send(part_of(watchdog(6), 0, 1), 192); // zero-window probe with the first of the next
  line.send(watchdog(6), 192);
  CHECK(line.has_all(7));
  CHECK_EQ(line.counted(Counter::tcp_segments_conflicting), 0u);
}

TEST("a segment that contradicts one seen before: both messages are read, the second marked") {
  Connection line(stream_of(3));
  line.send_part(0, 32);
  const DecodedFrame r = line.send(watchdog(7), 0);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK(r.out->message_count == 1 && r.has(anomaly::tcp_overlap));
  CHECK(line.numbers == (std::vector<uint32_t>{0, 7}));
  CHECK_EQ(line.counted(Counter::tcp_segments_conflicting), 1u);
  line.send_part(32, 50); // a part of a message, then the same octets otherwise
  Octets other = watchdog(1);
  other[17] ^= 1;
  line.send(part_of(other, 0, 18), 32);
  line.send(part_of(other, 10, 18), 42);
  const DecodedFrame end = line.send_part(50, 96);
  CHECK_EQ(end.out->message_count, 2u);
  CHECK(end.has(anomaly::tcp_overlap, 0) && !end.has(anomaly::tcp_overlap, 1));
}

TEST("a lost segment costs its messages alone, at once where a segment begins with one") {
  Connection aligned(stream_of(10));
  aligned.send_part(0, 40); // and 40 to 64 are lost
  const DecodedFrame next = aligned.send_part(64, 96);
  CHECK_EQ(next.out->message_count, 1u);
  aligned.send_part(96, 320);
  CHECK_EQ(aligned.numbers.size(), 9u);
  CHECK_EQ(aligned.memory.fast.tcp.waiting(), 1u);
  aligned.send_part(40, 64); // only late
  CHECK(aligned.has_all(10));

  Connection crossing(stream_of(100));
  crossing.send_part(0, 40);
  for (size_t at = 70; at < 3200; at += 64) { // none begins with a message
    crossing.send_part(at, at + 64);
    if (at == 70 + 640) crossing.pass(limits::tcp_gap_seconds + 1);
  }
  CHECK_EQ(crossing.numbers.size(), 98u); // 1 and 2 had octets in what was lost
  CHECK_EQ(crossing.counted(Counter::tcp_octets_skipped), 26u); // the rest of 2
  crossing.send_part(40, 70);
  CHECK(crossing.has_all(100));
}

TEST("a capture that begins inside of a message goes on with the next") {
  Connection line(stream_of(10));
  const DecodedFrame first = line.send_part(13, 100);
  CHECK_EQ(first.out->message_count, 2u);
  line.send_part(100, 320);
  CHECK_EQ(line.numbers.size(), 9u);
  CHECK_EQ(line.counted(Counter::tcp_octets_skipped), 19u);
  Connection by_content(stream_of(10), 13868); // on no port of Diameter: where a segment begins so
  by_content.send_part(13, 100);
  CHECK_EQ(by_content.counted(Counter::tcp_payload_unknown), 1u);
  by_content.send_part(128, 170);
  by_content.send_part(170, 320);
  CHECK_EQ(by_content.numbers.size(), 6u);
}

TEST("another connection on the same ports is known by its SYN, or by two segments in a row") {
  Connection line(stream_of(4));
  line.send_part(0, 40);
  line.send({}, 5'000'000, 2); // SYN
  line.send(part_of(watchdog(8), 0, 12), 5'000'001);
  line.send(behind(watchdog(8), 12), 5'000'013);
  CHECK(line.numbers == (std::vector<uint32_t>{0, 8}));
  CHECK_EQ(line.counted(Counter::tcp_message_incomplete), 1u);
  line.send(watchdog(9) + part_of(watchdog(1), 0, 8), 900'000'000);
  CHECK_EQ(line.numbers.back(), 9u);
  line.send(behind(watchdog(1), 8) + watchdog(2) + part_of(watchdog(3), 0, 20), 900'000'040);
  line.send(behind(watchdog(3), 20), 900'000'116);
  CHECK_EQ(line.numbers.back(), 3u);
  // A SYN that nobody goes on from drops nothing.
  Connection forged(stream_of(4));
  forged.send_part(0, 40);
  forged.send({}, 77'000'000, 2);
  forged.send({}, 40, 4); // RST
  forged.send_part(40, 128);
  CHECK(forged.has_all(4));
}

TEST("a SYN tells where the first message begins, though its segment comes second") {
  Connection line(stream_of(4));
  line.send({}, static_cast<uint32_t>(-1), 2);
  line.send_part(50, 128);
  line.send_part(0, 50);
  CHECK(line.has_all(4));
  CHECK_EQ(line.counted(Counter::tcp_octets_skipped), 0u);
}

TEST("encrypted connections are counted, also when they begin in the clear, and Diameter ends it") {
  const Octets record = hex("1703030020") + Octets(32, 0xEE);
  Connection tls({}, 5868);
  tls.send(hex("16030100ee010000ea0303") + Octets(60, 3), 0);
  tls.send(Octets(100, 0xAB), 71); // inside of a record
  CHECK_EQ(tls.counted(Counter::packets_opaque), 2u);
  tls.send(watchdog(0), 171);
  CHECK(tls.has_all(1));
  Connection inband({});
  inband.send(watchdog(0), 0);
  inband.send(record, 32);
  inband.send(Octets(50, 0xAB), 69);
  CHECK_EQ(inband.counted(Counter::packets_opaque), 1u);
  CHECK(inband.has_all(1));
}

TEST("the longest message that is joined leaves room for a segment, a longer one is passed over") {
  for (const size_t more : {0u, 1u}) {
    const size_t room = limits::tcp_stream_octets + more * 2000 - 28 - 1448;
    Connection line(watchdog(0, room - 4) + watchdog(1, room - 4) + watchdog(2));
    line.padding = room - 4;
    const size_t end = 2 * (room + 28);
    for (size_t at = 0; at < end; at += 1448)
      line.send_part(at, std::min(at + 1448, end));
    CHECK_EQ(line.numbers.size(), more == 0 ? 2u : 0u);
    CHECK_EQ(line.counted(Counter::tcp_message_incomplete), more == 0 ? 0u : 2u);
    line.padding = 0;
    CHECK_EQ(line.send_part(end, end + 32).out->message_count, 1u);
  }
}

TEST("more ranges and heads than are held: the oldest give way, what comes after is read") {
  Connection line(stream_of(1000));
  line.send_part(0, 1);
  for (size_t at = 2; at < 600; at += 2) // every second octet
    line.send_part(at, at + 1);
  CHECK(line.numbers.empty());
  line.send_part(640, 3200);
  CHECK_EQ(line.numbers.size(), 80u);
  for (size_t at = 3210; at < 9600; at += 64) // the begins of messages, and what follows is lost
    line.send_part(at / 32 * 32, at / 32 * 32 + 30);
  for (size_t at = 9600; at < 32'000; at += 3200)
    line.send_part(at, at + 3200);
  CHECK_EQ(line.numbers.size(), 80u + 700);
  CHECK(line.memory.fast.tcp.waiting() <= limits::tcp_heads_per_stream);
  CHECK(line.counted(Counter::tcp_message_incomplete) > 90);
}

TEST("more connections than are held: the oldest give way and are counted") {
  FrameLine wire;
  for (uint32_t port = 1; port <= 2 * limits::tcp_streams; port++) {
    const Octets segment = u16(20000 + port) + u16(3868) + u32(1) + u32(9) + octets({0x50, 0x18}) +
                           u16(512) + u32(0) + part_of(watchdog(1), 0, 25);
    wire.take_packet(ipv4(segment, 6));
  }
  CHECK(wire.memory.fast.tcp.evicted() >= limits::tcp_streams);
  CHECK_EQ(wire.counted(Counter::tcp_message_incomplete), wire.memory.fast.tcp.evicted());
  CHECK_EQ(wire.memory.fast.tcp.waiting() + wire.memory.fast.tcp.evicted(),
           2 * limits::tcp_streams);
}

TEST("segments in IP fragments are joined, and tell the frames of those") {
  Connection line(stream_of(2));
  const auto segment_of = [](const Octets& data, uint32_t at) {
    return u16(40000) + u16(3868) + u32(kStart + at) + u32(9) + octets({0x50, 0x18}) + u16(512) +
           u32(0) + data;
  };
  const Octets sent = stream_of(2);
  std::vector<Octets> packets = in_fragments(segment_of(part_of(sent, 0, 45), 0), 48, 1, 6);
  for (const Octets& packet : in_fragments(segment_of(behind(sent, 45), 45), 24, 2, 6))
    packets.push_back(packet);
  CHECK_EQ(packets.size(), 4u);
  CHECK_EQ(line.messages_of({packets[0], packets[1], packets[2]}), 1u);
  const DecodedFrame r = line.take_packet(packets[3]);
  CHECK_EQ(r.out->message_count, 1u);
  if (r.out->message_count != 1) return;
  CHECK_EQ(r.message().diameter.hop_by_hop, 1u);
  uint64_t frames = 0;
  for (uint32_t i = 0; i < r.out->piece_count; i++)
    if (r.out->pieces[i].at >= r.message().bytes.offset) frames |= 1ull << r.out->pieces[i].frame;
  CHECK_EQ(frames, uint64_t{0x1E} & ~uint64_t{2}); // the first one has the message before
}

TEST("random segments: nothing is read twice, and both sinks agree") {
  std::mt19937 random(11);
  const Octets sent = stream_of(200);
  for (int round = 0; round < 40; round++) {
    Connection line(sent);
    size_t at = 0;
    for (int i = 0; i < 800; i++) {
      const size_t back = random() % 4 == 0 ? random() % 300 : 0;
      const size_t from = at > back ? at - back : 0, to = from + 1 + random() % 90;
      if (random() % 8 != 0) line.send_part(from, std::min(to, sent.size()));
      at = std::max(at, std::min(to, sent.size()));
      if (random() % 5 == 0) line.pass(1);
      if (at == sent.size()) break;
    }
    std::vector<uint32_t> sorted = line.numbers;
    std::sort(sorted.begin(), sorted.end());
    CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    CHECK(sorted.size() > 40);
    CHECK_EQ(line.counted(Counter::joined_over_limit), 0u);
  }
}

CHECK_MAIN()
