// SPDX-License-Identifier: Apache-2.0
// ip_fragments.cpp: a datagram is read when its last fragment comes, whatever the order, the tunnel
// and the layers above; what cannot be whole is given up and counted; what contradicts itself is
// read both ways.
#include <random>

#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

/// SCTP with one message, and another of the same length from another title.
Octets payload(const char* title = "1293001204447700099099", uint32_t tsn = 1000) {
  return sctp(data_chunk(m3ua_message(protocol_data(udt(kCalled, hex(title)))), 3, tsn));
}
const Octets kOther = payload("1293001204447700098888");

/// Every fragment is accounted for.
void check_sum(const FrameLine& wire) {
  CHECK_EQ(wire.counted(Counter::ip_fragments), wire.counted(Counter::ip_fragments_joined) +
                                                    wire.memory.fast.ip.waiting() +
                                                    wire.counted(Counter::ip_fragments_abandoned) +
                                                    wire.counted(Counter::ip_fragments_repeated));
}
std::string title_of(const DecodedFrame& r, uint32_t index = 0) {
  return r.digits(r.message(index).ss7.calling.title);
}

} // namespace

TEST("a message in IP fragments is read in the frame of the last, and tells all of them") {
  for (const bool is_v6 : {false, true}) {
    FrameLine wire;
    const auto three = in_fragments(payload(), 80, 7, 132, is_v6);
    const DecodedFrame first = wire.take_packet(three[0]);
    CHECK_EQ(first.out->message_count, 0u);
    CHECK_EQ(first.out->secret_count, 1u);
    CHECK_EQ(wire.memory.fast.ip.waiting(), 1u);
    wire.take_packet(three[2]);
    const DecodedFrame last = wire.take_packet(three[1]);
    CHECK_EQ(last.out->message_count, 1u);
    if (last.out->message_count != 1) return;
    CHECK_EQ(last.message().fault, Fault::none);
    CHECK_EQ(last.message().anomalies, Anomalies{0});
    CHECK_EQ(title_of(last), "447700900999");
    CHECK_EQ(last.out->packet.source_port, 2905);
    CHECK_EQ(last.out->packet.ip_version, is_v6 ? 6 : 4);
    CHECK_EQ(last.out->piece_count, 3u);
    CHECK_EQ(last.out->pieces[0].frame, 1u);
    CHECK_EQ(last.out->pieces[1].frame, 3u);
    CHECK_EQ(last.out->pieces[2].frame, 2u);
    CHECK_EQ(last.out->pieces[1].there.offset, is_v6 ? 62u : 34u);
    CHECK_EQ(last.field(is_v6 ? Field::ipv6_fragment_count : Field::ip_fragment_count), "3");
    CHECK_EQ(last.field(is_v6 ? Field::ipv6_reassembled_length : Field::ip_reassembled_length),
             std::to_string(payload().size()));
    CHECK_EQ(wire.counted(Counter::ip_datagrams_joined), 1u);
    CHECK_EQ(wire.memory.fast.ip.waiting(), 0u);
    check_sum(wire);
  }
}

TEST("fragments come in any order, of any size, several datagrams in turns") {
  std::mt19937 random(7);
  for (const size_t size : {8u, 16u, 48u, 104u})
    for (int round = 0; round < 20; round++) {
      FrameLine wire;
      std::vector<Octets> all;
      for (uint32_t id = 0; id < 5; id++)
        for (const Octets& each : in_fragments(payload(), size, id, 132, id % 2 == 1))
          all.push_back(each);
      std::shuffle(all.begin(), all.end(), random);
      CHECK_EQ(wire.messages_of(all), 5u);
      check_sum(wire);
    }
}

TEST("hosts, identification, protocol and VLAN tell datagrams apart") {
  const auto two = in_fragments(payload(), 80, 7);
  Octets elsewhere = two[1], other_protocol = two[1];
  elsewhere[19]++; // last octet of the destination
  other_protocol[9] = 17;
  const auto other_number = in_fragments(payload(), 80, 8);
  FrameLine wire;
  wire.take_packet(two[0]);
  for (const Octets& part : {elsewhere, other_protocol, other_number[1]})
    CHECK_EQ(wire.take_packet(part).counted(Counter::ip_datagrams_joined), 0u);
  CHECK_EQ(wire.take(ethernet(vlan_tag(0x0800, 5) + two[1], 0x8100)).out->message_count, 0u);
  CHECK_EQ(wire.take_packet(two[1]).out->message_count, 0u);
  CHECK_EQ(wire.take_packet(two[2]).out->message_count, 1u);
}

TEST("the next header of the first fragment counts, and extension headers behind it are walked") {
  const Octets behind_options = hex("8400010400000000") + payload();
  FrameLine wire;
  auto parts = in_fragments(behind_options, 80, 9, 60, true);
  parts[1][40] = 17; // says UDP
  CHECK_EQ(wire.messages_of(parts), 1u);
  const Octets in_front = hex("2c00010400000000"); // hop-by-hop options before the fragment header
  std::vector<Octets> with_options;
  for (const Octets& part : in_fragments(payload(), 80, 10, 132, true))
    with_options.push_back(ipv6(in_front + behind(part, 40), 0));
  CHECK_EQ(wire.messages_of(with_options), 1u);
}

TEST("a fragment that comes again is counted, and so is a datagram, which is read once more") {
  FrameLine wire;
  const auto three = in_fragments(payload(), 80, 7);
  wire.take_packet(three[0]);
  CHECK_EQ(wire.take_packet(three[0]).counted(Counter::ip_fragments_repeated), 1u);
  wire.take_packet(three[1]);
  CHECK_EQ(wire.take_packet(three[2]).out->message_count, 1u);
  CHECK_EQ(wire.take_packet(three[1]).counted(Counter::ip_fragments_repeated), 1u);
  wire.take_packet(three[0]);
  const DecodedFrame again = wire.take_packet(three[2]);
  CHECK_EQ(again.out->message_count, 1u);
  CHECK_EQ(again.message().anomalies, Anomalies{0});
  check_sum(wire);
}

TEST("after a datagram was whole its identification is another's, though that begins alike") {
  FrameLine wire;
  const auto one = in_fragments(payload(), 72, 7), other = in_fragments(kOther, 72, 7);
  CHECK_EQ(wire.messages_of(one), 1u);
  CHECK(one[2] == other[2] && one[0] == other[0] && one[1] != other[1]);
  wire.take_packet(other[2]);
  wire.take_packet(other[0]);
  const DecodedFrame r = wire.take_packet(other[1]);
  CHECK_EQ(r.out->message_count, 1u);
  if (r.out->message_count != 1) return;
  CHECK_EQ(title_of(r), "447700908888");
  CHECK_EQ(r.message().anomalies, Anomalies{0});
  check_sum(wire);
}

TEST("fragments that overlap with other octets are read both ways, and say so") {
  for (const bool is_v6 : {false, true}) {
    FrameLine wire;
    const auto one = in_fragments(payload(), 72, 7, 132, is_v6);
    const auto other = in_fragments(kOther, 72, 7, 132, is_v6);
    CHECK_EQ(wire.messages_of({one[0], one[1], other[1]}), 0u);
    const DecodedFrame r = wire.take_packet(one[2]);
    CHECK_EQ(r.out->message_count, 2u);
    if (r.out->message_count != 2) return;
    CHECK_EQ(title_of(r, 0), "447700900999");
    CHECK_EQ(title_of(r, 1), "447700908888");
    CHECK(r.has(anomaly::ip_fragment_overlap, 0) && r.has(anomaly::ip_fragment_overlap, 1));
    CHECK_EQ(wire.counted(Counter::ip_fragments_conflicting), 1u);
    check_sum(wire);
  }
}

TEST("overlaps of other shapes: inside, across, with equal octets, and of the end") {
  const Octets whole = payload(), other = kOther;
  const auto piece = [](const Octets& from, size_t at, size_t to, bool more = true) {
    return fragment_of(part_of(from, at, to), at, more, 7);
  };
  const size_t size = whole.size();
  {
    FrameLine wire; // equal octets, other borders: no contradiction
    CHECK_EQ(wire.messages_of({piece(whole, 0, 80), piece(whole, 64, 120), piece(whole, 72, 88)}),
             0u);
    const DecodedFrame r = wire.take_packet(piece(whole, 104, size, false));
    CHECK_EQ(r.out->message_count, 1u);
    CHECK(r.out->message_count == 1 && r.message().anomalies == 0);
    CHECK_EQ(wire.counted(Counter::ip_fragments_repeated), 1u);
    check_sum(wire);
  }
  {
    FrameLine wire; // a second one inside of the first, as of "teardrop"
    wire.take_packet(piece(whole, 0, 120));
    wire.take_packet(piece(other, 80, 112));
    CHECK_EQ(wire.take_packet(piece(whole, 120, size, false)).out->message_count, 2u);
  }
  {
    FrameLine wire; // two ends: by the first of them the datagram is whole, by the last it is later
    wire.take_packet(piece(whole, 0, 80));
    wire.take_packet(piece(whole, 80, size, false));
    check_sum(wire);
    FrameLine longer;
    longer.take_packet(piece(whole, 80, size, false));
    longer.take_packet(fragment_of(Octets(8), (size + 7) / 8 * 8, false, 7));
    const DecodedFrame first = longer.take_packet(piece(whole, 0, 80));
    CHECK_EQ(first.out->message_count, 1u);
    CHECK(first.has(anomaly::ip_fragment_overlap));
    CHECK_EQ(longer.counted(Counter::ip_fragments_conflicting), 1u);
    check_sum(longer);
  }
  {
    FrameLine wire; // two first fragments that name another next header
    const auto v6 = in_fragments(whole, 80, 7, 132, true);
    Octets says_udp = v6[0];
    says_udp[40] = 17;
    wire.take_packet(says_udp);
    wire.take_packet(v6[0]);
    wire.take_packet(v6[1]);
    const DecodedFrame r = wire.take_packet(v6[2]);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK(r.out->message_count == 1 && r.has(anomaly::ip_fragment_overlap));
  }
}

TEST("fragments of impossible place or size are faults, those smaller than any link needs are "
     "told") {
  FrameLine wire;
  const auto faulty = [&](const Octets& packet) { return wire.take_packet(packet).out->fault; };
  CHECK_EQ(faulty(fragment_of(Octets(64), 65'528, false, 1)), Fault::ip_fragment_length);
  CHECK_EQ(faulty(fragment_of({}, 8, true, 1)), Fault::ip_fragment_length);
  CHECK_EQ(faulty(fragment_of(Octets(7), 8, true, 1)), Fault::ip_fragment_length);
  CHECK_EQ(faulty(fragment_of_v6(Octets(9), 8, true, 1)), Fault::ipv6_fragment_length);
  CHECK_EQ(faulty(fragment_of_v6(Octets(64), 65'528, false, 1)), Fault::ipv6_fragment_length);
  CHECK_EQ(faulty(fragment_of_v6({}, 8, false, 1)), Fault::ipv6_fragment_length);
  CHECK_EQ(wire.counted(Counter::ip_fragments), 0u);
  for (const bool is_v6 : {false, true}) {
    FrameLine tiny, smallest;
    std::vector<Octets> parts = in_fragments(payload(), 40, 3, 132, is_v6);
    const Octets last = parts.back();
    parts.pop_back();
    tiny.messages_of(parts);
    CHECK(tiny.take_packet(last).has(anomaly::ip_fragment_tiny));
    parts = in_fragments(payload(), 48, 3, 132, is_v6);
    const Octets end = parts.back();
    parts.pop_back();
    smallest.messages_of(parts);
    CHECK_EQ(smallest.take_packet(end).message().anomalies, Anomalies{0});
  }
  // Linux takes of a fragment that fills no unit what fills some.
  const Octets whole = payload();
  FrameLine odd;
  odd.take_packet(fragment_of(part_of(whole, 0, 85), 0, true, 4));
  CHECK_EQ(odd.take_packet(fragment_of(behind(whole, 80), 80, false, 4)).out->message_count, 1u);
}

TEST("fragments too far apart in time do not belong together, nor do those that the capture cut") {
  FrameLine wire;
  const auto three = in_fragments(payload(), 80, 7);
  wire.take_packet(three[0]);
  wire.pass(limits::ip_fragment_seconds + 1);
  CHECK_EQ(wire.messages_of({three[1], three[2]}), 0u);
  CHECK_EQ(wire.counted(Counter::ip_fragments_abandoned), 1u);
  CHECK_EQ(wire.take_packet(three[0]).out->message_count, 1u);
  const Octets frame = ethernet(three[0]);
  const DecodedFrame cut = wire.take(without_last(frame, 10), frame.size());
  CHECK_EQ(cut.counted(Counter::ip_fragments_abandoned), 1u);
  CHECK_EQ(cut.out->secret_count, 1u);
  check_sum(wire);
}

TEST("a flood of fragments pushes out what is its own, and of others what shares its places") {
  FrameLine wire;
  const auto waiting = in_fragments(payload(), 80, 7);
  std::vector<Octets> victims;
  for (uint32_t host = 0; host < 16; host++) {
    Octets packet = waiting[0];
    packet[19] = static_cast<uint8_t>(host);
    wire.take_packet(packet);
    for (size_t part : {1u, 2u}) {
      victims.push_back(waiting[part]);
      victims.back()[19] = static_cast<uint8_t>(host);
    }
  }
  for (uint32_t id = 0; id < 5000; id++) {
    wire.pass(id % 100 == 0 ? 1 : 0); // the flood is younger
    Octets flood = fragment_of(Octets(64), 0, true, id);
    flood[15] = 9; // another source
    wire.take_packet(flood);
  }
  CHECK(wire.messages_of(victims) >= 14);
  CHECK(wire.counted(Counter::ip_fragments_abandoned) >= 5000 - 16);
  check_sum(wire);
}

TEST("more fragments and octets than are held of one datagram are given up one by one") {
  FrameLine wire;
  const Octets whole = payload();
  const auto parts = in_fragments(whole, 80, 7);
  wire.take_packet(parts[0]);
  for (uint32_t i = 0; i < 2 * limits::ip_fragments_per_datagram; i++)
    wire.take_packet(fragment_of(big_endian(i, 8), 8, true, 7));
  wire.take_packet(parts[1]);
  CHECK_EQ(wire.take_packet(parts[2]).out->message_count, 0u); // found no room
  CHECK(wire.counted(Counter::ip_fragments_abandoned) > limits::ip_fragments_per_datagram);
  check_sum(wire);
}

TEST("the longest datagram is joined") {
  FrameLine wire;
  Octets chunks = data_chunk(m3ua_udt());
  while (chunks.size() + 12 + 20 < 65'000)
    chunks += chunk(4, 0, Octets(400));
  const auto parts = in_fragments(sctp(chunks), 1480, 7);
  CHECK_EQ(wire.messages_of(parts), 1u);
  check_sum(wire);
}

TEST("fragments in tunnels, of tunnels and in both are joined down to the message") {
  const auto inner = in_fragments(payload(), 96, 7);
  for (const Carrier& carrier : kCarriers) {
    FrameLine wire;
    uint32_t messages = 0;
    for (const Octets& part : inner) {
      Octets frame = carrier.wrap(behind(part, 20), 132);
      const auto at = std::search(frame.begin(), frame.end(), part.begin() + 20, part.end());
      // Only carriers of IPv4 let the fragment's place be written into the header in front of it.
      if (at - frame.begin() < 20 || *(at - 20) != 0x45) break;
      std::copy(part.begin() + 4, part.begin() + 8, at - 16);
      messages += wire.take(frame).out->message_count;
    }
    CHECK(messages == 1 || wire.counted(Counter::ip_fragments) == 0);
  }
  std::vector<Octets> outer;
  uint32_t number = 0;
  for (const Octets& part : inner) {
    const Octets tunnel = udp(4789, u32(0x08000000) + u32(0x00123400) + ethernet(part));
    for (const Octets& each : in_fragments(tunnel, 64, 200 + number, 17, true))
      outer.push_back(each);
    number++;
  }
  FrameLine nested;
  CHECK_EQ(nested.messages_of(outer), 1u);
  check_sum(nested);
}

TEST("a message in SCTP fragments of packets in IP fragments tells the frames of all of them") {
  const Octets message = m3ua_udt();
  FrameLine wire;
  uint32_t packets = 0;
  for (size_t at = 0; at < message.size(); at += 100, packets++) {
    const int flags = (at == 0 ? 2 : 0) | (at + 100 >= message.size() ? 1 : 0);
    const Octets packet = sctp(data_chunk(part_of(message, at, at + 100), 3, 500 + packets, flags));
    const auto parts = in_fragments(packet, 48, packets);
    for (size_t i = 0; i < parts.size(); i++) {
      const DecodedFrame r = wire.take_packet(parts[i]);
      const bool is_end = at + 100 >= message.size() && i + 1 == parts.size();
      CHECK_EQ(r.out->message_count, is_end ? 1u : 0u);
      if (!is_end) continue;
      CHECK_EQ(r.message().fault, Fault::none);
      CHECK(std::equal(message.begin(), message.end(), r.out->joined + r.message().bytes.offset));
      // Each octet of the message stands where its piece says.
      for (uint32_t p = 0; p < r.out->piece_count; p++)
        CHECK(r.out->pieces[p].frame >= 1 && r.out->pieces[p].frame <= wire.memory.frames);
      uint64_t frames = 0;
      for (uint32_t p = 0; p < r.out->piece_count; p++)
        if (r.out->pieces[p].at >= r.message().bytes.offset)
          frames |= 1ull << r.out->pieces[p].frame;
      CHECK_EQ(frames, (2ull << wire.memory.frames) - 2);
    }
  }
  check_sum(wire);
}

TEST("two readings of a tunnel are both opened, and no more than a frame may complete") {
  const Octets one = ipv4(payload()), other = ipv4(kOther);
  const auto a = in_fragments(one, 72, 7, 4), b = in_fragments(other, 72, 7, 4);
  FrameLine wire;
  CHECK_EQ(wire.messages_of({a[0], a[1], b[1]}), 0u);
  const DecodedFrame r = wire.take_packet(a[2]);
  CHECK_EQ(r.out->message_count, 2u);
  CHECK_EQ(wire.counted(Counter::tunnels), 2u);
  CHECK(r.out->message_count == 2 && r.has(anomaly::ip_fragment_overlap, 1));
}

TEST("random fragments: all are accounted for, and both sinks agree") {
  std::mt19937 random(11);
  const Octets sources[] = {payload(), kOther, sctp(data_chunk(Octets(200, 7)))};
  FrameLine wire;
  for (int i = 0; i < 20'000; i++) {
    const Octets& from = sources[random() % 3];
    const size_t at = random() % (from.size() / 8) * 8, to = at + 8 * (1 + random() % 12);
    const bool more = to < from.size() || random() % 16 == 0;
    const bool is_v6 = random() % 2;
    const auto id = static_cast<uint32_t>(random() % 6);
    Octets part = part_of(from, at, to);
    if (more && is_v6) part.resize(part.size() / 8 * 8);
    wire.take_packet(is_v6 ? fragment_of_v6(part, at, more, id) : fragment_of(part, at, more, id));
    if (random() % 50 == 0) wire.pass(random() % 40);
  }
  CHECK(wire.counted(Counter::ip_datagrams_joined) > 100);
  CHECK_EQ(wire.counted(Counter::joined_over_limit), 0u);
  check_sum(wire);
}

CHECK_MAIN()
