// SPDX-License-Identifier: Apache-2.0
// sccp_segments.cpp: an SCCP message is read when its last segment comes, known by its sender and
// its reference alone; what receivers would read in different ways is read in each; what cannot be
// whole is given up, counted, and its first segment named for reading by itself.
#include <algorithm>
#include <random>

#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint64_t kSecond = 1'000'000'000;
constexpr uint32_t kReference = 0x123456;

Octets le24(uint32_t value) {
  return octets({static_cast<int>(value & 0xFF), static_cast<int>(value >> 8 & 0xFF),
                 static_cast<int>(value >> 16)});
}
Octets segmentation(bool is_first, uint32_t remaining, uint32_t reference) {
  return octets({0x10, 4, (is_first ? 0xC0 : 0x40) | static_cast<int>(remaining)}) +
         le24(reference) + hex("00");
}
Octets xudt(const Octets& data, const Octets& optional, const Octets& calling = kCalling) {
  const auto a = static_cast<int>(kCalled.size()), b = static_cast<int>(calling.size());
  const auto c = static_cast<int>(data.size());
  return octets({0x11, 0x81, 15, 4, 4 + a, 4 + a + b, 4 + a + b + c}) + variable(kCalled) +
         variable(calling) + variable(data) + optional;
}
/// The message in that many XUDT.
std::vector<Octets> segments(const Octets& tcap, uint32_t count, uint32_t reference = kReference,
                             const Octets& calling = kCalling) {
  const size_t size = (tcap.size() + count - 1) / count;
  std::vector<Octets> out;
  for (uint32_t i = 0; i < count; i++)
    out.push_back(xudt(part_of(tcap, i * size, (i + 1) * size),
                       segmentation(i == 0, count - 1 - i, reference), calling));
  return out;
}
Octets dt1(const Octets& data, bool has_more, uint32_t reference = 0x0A0B0C) {
  return hex("06") + le24(reference) + octets({has_more ? 1 : 0, 1}) + variable(data);
}
/// As kTcap; the last digits differ.
Octets other_tcap() {
  Octets other = kTcap;
  other.back() ^= 0x01;
  return other;
}
/// As kTcap, of another transaction.
Octets next_tcap() {
  Octets next = kTcap;
  next[5] ^= 1;
  return next;
}

/// Frames of one line, with what they count in all.
class Line {
public:
  DecodedFrame take(const Octets& sccp, uint32_t opc = 4641) {
    const Octets data = parameter(0x0210, u32(opc) + u32(6818) + hex("03000005") + sccp);
    return take_chunks(data_chunk(m3ua_message(data), 3, ++tsn_));
  }
  DecodedFrame take_chunks(const Octets& chunks) {
    DecodedFrame r = decode(ethernet(ipv4(sctp(chunks))), eth::link_type::ethernet, 0, &memory);
    for (uint32_t i = 0; i < kCounterCount; i++)
      sums_[i] += (*r.counters)[i];
    return r;
  }
  /// Takes all, of which only the last may complete anything.
  DecodedFrame take_all(const std::vector<Octets>& all, uint32_t opc = 4641) {
    for (size_t i = 0; i + 1 < all.size(); i++)
      CHECK_EQ(take(all[i], opc).message().ss7.tcap, Tcap::none);
    return take(all.back(), opc);
  }
  uint64_t counted(Counter which) const { return value_of(sums_, which); }
  /// Every segment is accounted for.
  void check_sum() const {
    CHECK_EQ(counted(Counter::sccp_segments), counted(Counter::sccp_segments_joined) +
                                                  memory.fast.sccp.waiting() +
                                                  counted(Counter::sccp_segments_abandoned) +
                                                  counted(Counter::sccp_segments_repeated) +
                                                  counted(Counter::sccp_segments_conflicting));
  }
  void pass(uint64_t seconds) { memory.time_ns += seconds * kSecond; }
  uint32_t alone() { return memory.fast.sccp.alone_count(); }

  Memory memory;

private:
  Counters sums_{};
  uint32_t tsn_ = 0;
};

void check_is_message(const DecodedFrame& r, const Octets& tcap = kTcap, uint32_t index = 0) {
  CHECK(r.out->message_count > index && r.out->joined != nullptr);
  if (r.out->message_count <= index || r.out->joined == nullptr) return;
  const Message& m = r.message(index);
  CHECK_EQ(m.fault, Fault::none);
  CHECK_EQ(r.digits(m.ss7.calling.title), "447700900999");
  CHECK_EQ(m.ss7.tcap, Tcap::begin);
  CHECK_EQ(m.operation_count, 1);
  if (m.operation_count == 0) return;
  const Bytes argument = r.out->operations[m.first_operation].argument.in(r.out->joined);
  CHECK(std::equal(argument.begin(), argument.end(), tcap.end() - argument.size));
}

} // namespace

TEST("a message in segments is read in the frame of the last, and tells all of them") {
  for (const uint32_t count : {2u, 3u, 9u, 16u}) {
    Line line;
    const auto all = segments(kTcap, count);
    const DecodedFrame first = line.take(all[0]);
    CHECK_EQ(first.message().anomalies, 0u);
    CHECK_EQ(first.message().operation_count, 0);
    CHECK_EQ(first.out->secret_count, 1u);
    const DecodedFrame last = line.take_all(std::vector<Octets>(all.begin() + 1, all.end()));
    check_is_message(last);
    CHECK_EQ(last.out->message_count, 1u);
    CHECK_EQ(last.message().anomalies, 0u);
    CHECK_EQ(last.out->piece_count, count);
    for (uint32_t i = 0; i < last.out->piece_count; i++) {
      CHECK_EQ(last.out->pieces[i].frame, uint64_t{i + 1});
      CHECK_EQ(last.out->pieces[i].message, 0);
    }
    CHECK_EQ(line.counted(Counter::sccp_segments_joined), uint64_t{count});
    CHECK_EQ(line.counted(Counter::sccp_messages_joined), uint64_t{1});
    line.check_sum();
  }
}

TEST("segments in another order are joined by their count, and told") {
  for (const auto& order : {std::array{1, 0, 2}, std::array{2, 1, 0}, std::array{1, 2, 0}}) {
    Line line;
    const auto all = segments(kTcap, 3);
    Anomalies odd = 0;
    DecodedFrame r;
    for (const int i : order) {
      r = line.take(all[static_cast<size_t>(i)]);
      odd |= r.message().anomalies;
    }
    check_is_message(r);
    CHECK(odd & anomaly::sccp_segments_order);
    line.check_sum();
  }
}

TEST("a last segment that comes early ends the message of whoever goes by the order of arrival") {
  // Without its middle it is another message: an innocent one is hidden in front of it or in it.
  const Octets middle = hex("0403 010203");
  const auto split = kTcap.size() - 30;
  Line line;
  line.take(xudt(part_of(kTcap, 0, split), segmentation(true, 2, kReference)));
  const DecodedFrame early =
      line.take(xudt(part_of(kTcap, split, kTcap.size()), segmentation(false, 0, kReference)));
  check_is_message(early);
  CHECK(early.has(anomaly::sccp_segments_order));
  const DecodedFrame late = line.take(xudt(middle, segmentation(false, 1, kReference)));
  CHECK_EQ(late.message().ss7.tcap, Tcap::begin);
  CHECK(late.has(anomaly::sccp_segments_order));
  CHECK_EQ(line.counted(Counter::sccp_messages_joined), uint64_t{2});
  line.check_sum();
}

TEST("the same segments again, retransmitted or by another tap, complete nothing twice") {
  Line line;
  const auto all = segments(kTcap, 3);
  line.take(all[0]), line.take(all[0]);
  line.take(all[1]), line.take(all[1]);
  check_is_message(line.take(all[2]));
  for (const Octets& again : all) {
    const DecodedFrame r = line.take(again);
    CHECK_EQ(r.message().ss7.tcap, Tcap::none);
    CHECK_EQ(r.message().anomalies, 0u);
  }
  CHECK_EQ(line.counted(Counter::sccp_segments_repeated), uint64_t{5});
  line.check_sum();
}

TEST("a segment that contradicts one seen before: both messages are read, each once") {
  const auto ours = segments(kTcap, 3), firsts = segments(next_tcap(), 3);
  const auto theirs = segments(other_tcap(), 3);
  Line before;
  before.take(ours[0]);
  before.take(ours[1]);
  CHECK(before.take(firsts[0]).has(anomaly::sccp_segments_conflict));
  const DecodedFrame both = before.take(ours[2]);
  CHECK_EQ(both.out->message_count, 2u);
  check_is_message(both);
  check_is_message(both, kTcap, 1);
  CHECK(!(both.message(0).ss7.otid == both.message(1).ss7.otid));
  CHECK(both.has(anomaly::sccp_segments_conflict) && both.has(anomaly::sccp_ambiguous));
  CHECK(both.has(anomaly::sccp_ambiguous, 1));

  Line after;
  after.take_all(ours);
  const DecodedFrame second = after.take(theirs[2]);
  CHECK_EQ(second.out->message_count, 1u);
  check_is_message(second, other_tcap());
  CHECK(second.has(anomaly::sccp_segments_conflict));
  CHECK_EQ(after.take(theirs[2]).message().ss7.tcap, Tcap::none);
  for (Line* line : {&before, &after})
    CHECK_EQ(line->counted(Counter::sccp_messages_joined), uint64_t{2});
}

TEST("a reference is used again when its message was whole, and oddly while it is open") {
  Line line;
  check_is_message(line.take_all(segments(kTcap, 2)));
  const DecodedFrame second = line.take_all(segments(next_tcap(), 2));
  check_is_message(second);
  CHECK_EQ(second.message().anomalies, 0u);
  Line open;
  open.take(segments(kTcap, 2)[0]);
  const auto longer = segments(kTcap, 3);
  CHECK(open.take(longer[0]).has(anomaly::sccp_segments_order));
  open.take(longer[1]);
  check_is_message(open.take(longer[2]));
  CHECK_EQ(open.counted(Counter::sccp_segments_abandoned), uint64_t{1});
  open.check_sum();
}

TEST("messages of other senders under the same reference do not run together") {
  const Octets other_title = hex("1293001204447700099089");
  Line line;
  const auto ours = segments(kTcap, 2), theirs = segments(kTcap, 2, kReference, other_title);
  line.take(ours[0]);
  line.take(theirs[0]);
  line.take(ours[0], 77); // a leg behind a transfer point
  const DecodedFrame r = line.take(ours[1]);
  check_is_message(r);
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK_EQ(line.take(theirs[1]).message().ss7.tcap, Tcap::begin);
  CHECK_EQ(line.take(ours[1], 77).message().ss7.tcap, Tcap::begin);
  CHECK_EQ(line.counted(Counter::sccp_messages_joined), uint64_t{3});
  line.check_sum();
}

TEST("a capture that begins inside of a message waits for what never comes, and says so") {
  Line line;
  const auto all = segments(kTcap, 4);
  for (size_t i = 1; i < 4; i++) {
    const DecodedFrame r = line.take(all[i]);
    CHECK_EQ(r.message().ss7.tcap, Tcap::none);
    CHECK_EQ(r.out->secret_count, 1u);
    CHECK(r.has(anomaly::sccp_segments_order));
  }
  line.pass(limits::sccp_segment_seconds + 1);
  line.take(segments(kTcap, 2, 1)[0]);
  CHECK_EQ(line.counted(Counter::sccp_segments_abandoned), uint64_t{3});
  CHECK_EQ(line.alone(), 0u); // nothing can be read without a first one
  line.check_sum();
}

TEST("segments too far apart in time do not belong together, and the first is read alone") {
  for (const uint64_t seconds :
       {uint64_t{limits::sccp_segment_seconds}, uint64_t{limits::sccp_segment_seconds} + 1}) {
    Line line;
    const auto all = segments(kTcap, 2);
    line.take(all[0]);
    line.pass(seconds);
    const bool is_near = seconds == limits::sccp_segment_seconds;
    CHECK_EQ(line.take(all[1]).message().ss7.tcap, is_near ? Tcap::begin : Tcap::none);
    CHECK_EQ(line.alone(), is_near ? 0u : 1u);
    SccpSegments::Alone alone;
    if (!is_near && line.memory.fast.sccp.next_alone(1, alone)) CHECK_EQ(alone.frame, uint64_t{1});
    line.check_sum();
  }
}

TEST("a segment whose count its message does not have is left out") {
  Line line;
  const auto two = segments(kTcap, 2), nine = segments(kTcap, 9);
  line.take(two[0]);
  CHECK(line.take(nine[3]).has(anomaly::sccp_segments_order));
  check_is_message(line.take(two[1]));
  line.check_sum();
}

TEST("long unitdata is joined too, up to the octets that are held") {
  const auto ludt = [](const Octets& data, const Octets& optional) {
    const auto le = [](uint32_t v) {
      return octets({static_cast<int>(v & 0xFF), static_cast<int>(v >> 8)});
    };
    const auto one = static_cast<uint32_t>(kCalled.size() + 1);
    const auto two = static_cast<uint32_t>(kCalling.size() + 1);
    const auto size = static_cast<uint32_t>(data.size());
    return hex("13810f") + le(7) + le(5 + one) + le(3 + one + two) + le(3 + one + two + size) +
           variable(kCalled) + variable(kCalling) + le(size) + data + optional;
  };
  for (const uint32_t rest : {limits::sccp_segment_octets - 40, limits::sccp_segment_octets - 39}) {
    Line line;
    const Octets head = part_of(kTcap, 0, 40);
    line.take(ludt(head, segmentation(true, 1, kReference)));
    const DecodedFrame r = line.take(ludt(Octets(rest, 0), segmentation(false, 0, kReference)));
    const bool fits = rest + 40 == limits::sccp_segment_octets;
    CHECK_EQ(r.message().ss7.tcap, fits ? Tcap::begin : Tcap::none);
    CHECK_EQ(line.counted(Counter::sccp_messages_joined), fits ? 1u : 0u);
    line.check_sum();
  }
}

TEST("segments that come in fragments themselves tell the frames that those came in") {
  Line line;
  const auto all = segments(kTcap, 2);
  uint32_t tsn = 500;
  DecodedFrame r;
  for (const Octets& segment : all) {
    const Octets message = m3ua_message(protocol_data(segment));
    for (size_t at = 0; at < message.size(); at += 60)
      r = line.take_chunks(data_chunk(part_of(message, at, at + 60), 3, tsn++,
                                      (at == 0 ? 2 : 0) | (at + 60 >= message.size() ? 1 : 0)));
  }
  check_is_message(r);
  uint32_t of_message = 0, octets_told = 0;
  for (uint32_t i = 0; i < r.out->piece_count; i++) {
    const Piece& piece = r.out->pieces[i];
    if (piece.message != 0) continue;
    of_message++;
    octets_told += piece.there.length;
    CHECK(piece.frame >= 1 && piece.frame <= tsn - 500);
  }
  CHECK(of_message > 2);
  CHECK_EQ(octets_told, static_cast<uint32_t>(kTcap.size()));
}

TEST("two messages of segments that end in one frame are told apart") {
  Line line;
  const auto one = segments(kTcap, 2, 1), two = segments(other_tcap(), 2, 2);
  line.take(one[0]);
  line.take(two[0]);
  const DecodedFrame r = line.take_chunks(
      data_chunk(m3ua_message(protocol_data(one[1])), 3, 900) +
      data_chunk(m3ua_message(protocol_data(two[1]) + protocol_data(udt())), 3, 901));
  CHECK_EQ(r.out->message_count, 3u);
  check_is_message(r);
  check_is_message(r, other_tcap(), 1);
  CHECK_EQ(r.message(2).ss7.tcap, Tcap::begin);
  CHECK_EQ(r.out->piece_count, 4u);
  CHECK_EQ(r.out->pieces[3].message, 1);
}

TEST("data of a connection that is TCAP is read, in one message or several, and told") {
  Line line;
  const DecodedFrame whole = line.take(dt1(kTcap, false));
  CHECK_EQ(whole.message().ss7.tcap, Tcap::begin);
  CHECK(whole.has(anomaly::sccp_tcap_over_connection));
  const DecodedFrame first = line.take(dt1(part_of(kTcap, 0, 30), true));
  CHECK_EQ(first.message().ss7.tcap, Tcap::none);
  line.take(dt1(part_of(kTcap, 30, 50), true));
  line.take(dt1(Octets(9), false, 0x777)); // another connection
  const DecodedFrame last = line.take(dt1(part_of(kTcap, 50, 999), false));
  CHECK_EQ(last.message().ss7.tcap, Tcap::begin);
  CHECK_EQ(last.message().operation_count, 1);
  CHECK(last.has(anomaly::sccp_tcap_over_connection));
  CHECK_EQ(line.take(dt1(hex("000305080153"), true)).message().anomalies,
           anomaly::sccp_connection_oriented); // BSSAP
  CHECK_EQ(line.counted(Counter::sccp_segments), uint64_t{3});
}

TEST("what a connection sends again under the same number is joined once") {
  Line line;
  const Octets half = m3ua_message(protocol_data(dt1(part_of(kTcap, 0, 30), true)));
  line.take_chunks(data_chunk(half, 3, 7));
  line.take_chunks(data_chunk(half, 3, 7));
  const DecodedFrame last = line.take(dt1(part_of(kTcap, 30, 999), false));
  CHECK_EQ(last.message().operation_count, 1);
  CHECK_EQ(last.message().fault, Fault::none);
  CHECK_EQ(line.counted(Counter::sccp_segments_repeated), uint64_t{1});
}

TEST("more messages than are held: the oldest give way, are counted, and are named") {
  Line line;
  const uint32_t many = 3 * limits::sccp_messages;
  for (uint32_t reference = 1; reference <= many; reference++)
    line.take(segments(kTcap, 2, reference)[0]);
  CHECK(line.memory.fast.sccp.waiting() <= limits::sccp_messages + 64 * 8);
  CHECK(line.counted(Counter::sccp_segments_abandoned) >= limits::sccp_messages);
  CHECK_EQ(line.alone() + line.counted(Counter::sccp_segments_unread),
           line.counted(Counter::sccp_segments_abandoned));
  line.check_sum();
}

TEST("random segments of a few senders: all are accounted for, and both sinks agree") {
  std::mt19937 random(5);
  Line line;
  for (int i = 0; i < 8'000; i++) {
    const auto remaining = static_cast<uint32_t>(random() % 4);
    const auto reference = static_cast<uint32_t>(random() % 3);
    const Octets data(1 + random() % 2 * 3, static_cast<uint8_t>(random() % 16 == 0 ? 0x61 : 0x62));
    if (random() % 4 == 0)
      line.take(dt1(part_of(kTcap, 0, 2 + random() % 60), random() % 3 != 0, reference));
    else
      line.take(xudt(data, segmentation(random() % 3 == 0, remaining, reference)));
    if (random() % 200 == 0) line.pass(random() % 30);
  }
  CHECK(line.counted(Counter::sccp_messages_joined) > 200);
  CHECK(line.counted(Counter::sccp_segments_conflicting) > 200);
  CHECK(line.counted(Counter::sccp_segments_repeated) > 200);
  CHECK(line.memory.fast.sccp.waiting() < 64);
}

CHECK_MAIN()
