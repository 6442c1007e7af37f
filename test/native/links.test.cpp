// SPDX-License-Identifier: Apache-2.0
#include "native/state/links.hpp"

#include "native/generated/link_image.hpp"
#include "native/state/copies.hpp"
#include "native/state/retransmissions.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2});
constexpr uint64_t kStart = 1'529'020'800'000'000'000;

/// A link image written by hand: one link of each point that is given.
struct Image {
  std::vector<uint8_t> links, points;
  std::string text;

  void link(const std::string& name, LinkRole role, TapPosition tap,
            Ss7Variant variant = Ss7Variant::automatic) {
    std::array<uint8_t, link_image::link::octets> row{};
    const uint32_t at = static_cast<uint32_t>(text.size());
    const uint16_t octets = static_cast<uint16_t>(name.size());
    std::memcpy(&row[0], &at, 4);
    std::memcpy(&row[4], &octets, 2);
    row[6] = static_cast<uint8_t>(role);
    row[7] = static_cast<uint8_t>(tap);
    row[link_image::link::variant_at] = static_cast<uint8_t>(variant);
    text += name;
    links.insert(links.end(), row.begin(), row.end());
  }
  uint8_t* point(uint16_t link_number, uint32_t side, uint32_t kind) {
    points.resize(points.size() + link_image::point::octets);
    uint8_t* row = points.data() + points.size() - link_image::point::octets;
    std::memcpy(row + 16, &link_number, 2);
    row[18] = static_cast<uint8_t>(side);
    row[19] = static_cast<uint8_t>(kind);
    return row;
  }
  void code(uint16_t link_number, uint32_t side, uint32_t value) {
    std::memcpy(point(link_number, side, link_image::kind::point_code), &value, 4);
  }
  void host(uint16_t link_number, uint32_t side, const std::string& name) {
    uint8_t* row = point(link_number, side, link_image::kind::host);
    const uint32_t at = static_cast<uint32_t>(text.size());
    const uint32_t octets = static_cast<uint32_t>(name.size());
    std::memcpy(row, &at, 4);
    std::memcpy(row + 4, &octets, 4);
    text += name;
  }
  void address(uint16_t link_number, uint32_t side, uint8_t last) {
    uint8_t* row = point(link_number, side, link_image::kind::address);
    const uint8_t mapped[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, last};
    std::memcpy(row, mapped, 16);
  }
  std::vector<uint8_t> octets() const {
    std::vector<uint8_t> out(link_image::header_octets);
    out.insert(out.end(), links.begin(), links.end());
    out.insert(out.end(), points.begin(), points.end());
    out.insert(out.end(), text.begin(), text.end());
    const uint32_t words[] = {link_image::magic,
                              link_image::version,
                              static_cast<uint32_t>(out.size()),
                              static_cast<uint32_t>(links.size() / link_image::link::octets),
                              static_cast<uint32_t>(points.size() / link_image::point::octets),
                              static_cast<uint32_t>(text.size())};
    std::memcpy(out.data(), words, sizeof words);
    return out;
  }
  LinkConfig config() const {
    const auto image = octets();
    LinkConfig out;
    std::string why;
    CHECK(LinkConfig::load({image.data(), static_cast<uint32_t>(image.size())}, out, why));
    return out;
  }
};

Packet packet(uint8_t from, uint8_t to) {
  Packet p;
  p.ip_version = 4;
  p.transport = 132;
  p.source = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, from};
  p.destination = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, to};
  p.source_port = p.destination_port = 2905;
  return p;
}

Message ss7(uint32_t opc, uint32_t dpc) {
  Message m;
  m.ss7.opc = opc;
  m.ss7.dpc = dpc;
  m.ss7.tcap = Tcap::begin;
  return m;
}

/// Any hash that tells ordered pairs of ends apart will do.
uint64_t ends_of(const Packet& p) {
  return uint64_t{p.source[15]} << 40 | uint64_t{p.source_port} << 24 |
         uint64_t{p.destination[15]} << 16 | p.destination_port;
}

LinkPlace observe(Links& links, const Packet& p, const Message& m) {
  return links.observe(p, m, ends_of(p), kStart);
}

Message diameter() {
  Message m;
  m.technology = Technology::diameter;
  m.diameter.is_request = true;
  return m;
}

const uint32_t kOurs = link_image::side::ours, kTheirs = link_image::side::theirs;

} // namespace

TEST("both directions of a pair of point codes are one link, another indicator is another") {
  Links links(512, kSecret);
  const LinkPlace there = observe(links, packet(1, 2), ss7(100, 200));
  const LinkPlace back = observe(links, packet(2, 1), ss7(200, 100));
  CHECK_EQ(there.slot, back.slot);
  CHECK(there.from != back.from);
  Message national = ss7(100, 200);
  national.ss7.network_indicator = 2;
  CHECK(observe(links, packet(1, 2), national).slot != there.slot);
}

TEST("messages without a routing label are on the link of their peers' addresses") {
  Links links(512, kSecret);
  Message sua = ss7(100, 200);
  sua.ss7.network_indicator = kNoNetworkIndicator;
  const LinkPlace there = observe(links, packet(1, 2), sua);
  sua = ss7(0, 0);
  sua.ss7.network_indicator = kNoNetworkIndicator;
  const LinkPlace back = observe(links, packet(2, 1), sua);
  CHECK_EQ(there.slot, back.slot);
  CHECK(there.from != back.from);
  CHECK(observe(links, packet(1, 3), sua).slot != there.slot);
  Image image;
  image.link("sua", LinkRole::interconnect, TapPosition::outside_firewall);
  image.address(0, kOurs, 1);
  image.address(0, kTheirs, 2);
  links.configure(image.config());
  CHECK_EQ(links.direction(there), Direction::egress);
  CHECK_EQ(links.direction(back), Direction::ingress);
}

TEST("decoders are told the variant of configured links, by their far side where it is known") {
  Image image;
  image.link("national", LinkRole::national, TapPosition::unknown, Ss7Variant::ansi);
  image.link("plain", LinkRole::interconnect, TapPosition::unknown);
  image.code(0, kOurs, 0xF50C07);
  image.code(0, kTheirs, 0xF50C09);
  image.address(0, kOurs, 1);
  image.code(1, kTheirs, 200);
  const Variants variants = image.config().variants();
  CHECK_EQ(variants.of_codes(0xF50C07, 0xF50C09), Ss7Variant::ansi);
  CHECK_EQ(variants.of_codes(0xF50C09, 1), Ss7Variant::ansi);
  CHECK_EQ(variants.of_codes(0xF50C07, 1), Ss7Variant::automatic); // ours stands on other links too
  CHECK_EQ(variants.of_codes(100, 200), Ss7Variant::automatic);
  CHECK_EQ(variants.of_packet(packet(9, 1)), Ss7Variant::ansi);
  CHECK_EQ(variants.of_packet(packet(9, 2)), Ss7Variant::automatic);
  CHECK(!variants.empty());
  CHECK(Variants().empty());
}

TEST("without a configuration direction and role are unknown, whoever is named inside") {
  Links links(512, kSecret);
  const LinkPlace place = observe(links, packet(1, 2), ss7(100, 200));
  CHECK_EQ(links.direction(place), Direction::unknown);
  CHECK_EQ(links.role(place), LinkRole::unknown);
}

TEST("direction follows from the configured sides") {
  Image image;
  image.link("carrier-a", LinkRole::interconnect, TapPosition::outside_firewall);
  image.code(0, kOurs, 100);
  image.code(0, kTheirs, 200);
  Links links(512, kSecret);
  links.configure(image.config());
  const LinkPlace out = observe(links, packet(1, 2), ss7(100, 200));
  const LinkPlace in = observe(links, packet(2, 1), ss7(200, 100));
  CHECK_EQ(links.direction(out), Direction::egress);
  CHECK_EQ(links.direction(in), Direction::ingress);
  CHECK_EQ(links.role(in), LinkRole::interconnect);
  CHECK_EQ(links.tap(in), TapPosition::outside_firewall);
  CHECK_EQ(std::string(links.name(in)), "carrier-a");
}

TEST("the link whose both sides fit goes before one that shares our node") {
  Image image;
  image.link("first", LinkRole::national, TapPosition::unknown);
  image.code(0, kOurs, 100);
  image.code(0, kTheirs, 300);
  image.link("second", LinkRole::interconnect, TapPosition::unknown);
  image.code(1, kOurs, 100);
  image.code(1, kTheirs, 200);
  Links links(512, kSecret);
  links.configure(image.config());
  CHECK_EQ(std::string(links.name(observe(links, packet(1, 2), ss7(100, 200)))), "second");
  // Our node alone names none of the links on which it stands.
  CHECK_EQ(links.role(observe(links, packet(1, 9), ss7(100, 999))), LinkRole::unknown);
}

TEST("a configuration that comes later matches the links already learned") {
  Image image;
  image.link("carrier-a", LinkRole::interconnect, TapPosition::unknown);
  image.address(0, kOurs, 1);
  image.address(0, kTheirs, 2);
  Links links(512, kSecret);
  const LinkPlace place = observe(links, packet(2, 1), diameter());
  links.configure(image.config());
  CHECK_EQ(links.direction(place), Direction::ingress);
}

TEST("a Diameter peer is known by the host that its capabilities exchange names") {
  Image image;
  image.link("ipx", LinkRole::interconnect, TapPosition::unknown);
  image.host(0, kTheirs, "dra.example.net");
  Links links(512, kSecret);
  links.configure(image.config());
  const LinkPlace place = observe(links, packet(2, 1), diameter());
  CHECK_EQ(links.role(place), LinkRole::unknown);
  const char* host = "DRA.Example.net";
  links.learn_host(place, {reinterpret_cast<const uint8_t*>(host), 15});
  CHECK_EQ(links.role(place), LinkRole::interconnect);
  CHECK_EQ(links.direction(place), Direction::ingress);
}

TEST("two peers on one host are told apart by their ports") {
  Links links(512, kSecret);
  Packet there = packet(1, 1), back = packet(1, 1);
  there.source_port = 40'000, there.destination_port = 3868;
  back.source_port = 3868, back.destination_port = 40'000;
  const LinkPlace a = observe(links, there, diameter());
  const LinkPlace b = observe(links, back, diameter());
  CHECK_EQ(a.slot, b.slot);
  CHECK(a.from != b.from);
}

TEST("a link that shows one direction says so") {
  Links links(512, kSecret);
  const LinkPlace place = observe(links, packet(1, 2), ss7(100, 200));
  CHECK(links.one_sided(place));
  CHECK(links.answers_unseen(place.slot, place.from));
  observe(links, packet(2, 1), ss7(200, 100));
  CHECK(!links.one_sided(place));
  CHECK(!links.answers_unseen(place.slot, place.from));
}

TEST("the side that is addressed as home is proposed as ours, and only when that is clear") {
  Links links(512, kSecret);
  LinkPlace in = observe(links, packet(2, 1), ss7(200, 100));
  for (int i = 0; i < 3; i++)
    links.count_addressed_home(in);
  CHECK_EQ(Links::proposed(*links.find(in.slot)), OurSide::unknown);
  links.count_addressed_home(in);
  CHECK_EQ(Links::proposed(*links.find(in.slot)), OurSide::first); // 100 is the lower code
}

TEST("links beyond the table are counted and their direction stays unknown") {
  Links links(512, kSecret);
  for (uint32_t i = 1; i < 3000; i++)
    CHECK_EQ(links.direction(observe(links, packet(1, 2), ss7(i, 5000))), Direction::unknown);
  CHECK(links.over_limit() > 0);
}

TEST("a link image that is cut or names what is not there is refused") {
  Image image;
  image.link("carrier-a", LinkRole::interconnect, TapPosition::unknown);
  image.code(0, kOurs, 1);
  image.host(0, kTheirs, "dra.example.net");
  const auto good = image.octets();
  LinkConfig config;
  std::string why;
  for (size_t size = 0; size < good.size(); size++) {
    std::vector<uint8_t> cut(good.begin(), good.begin() + static_cast<long>(size));
    const uint32_t octets = static_cast<uint32_t>(size);
    if (size >= 12) std::memcpy(cut.data() + 8, &octets, 4);
    CHECK(!LinkConfig::load({cut.data(), octets}, config, why));
  }
  for (size_t at = 12; at < good.size(); at++)
    for (const uint8_t value : {uint8_t{0xFF}, uint8_t{0x80}}) {
      std::vector<uint8_t> bad = good;
      bad[at] = value;
      LinkConfig::load({bad.data(), static_cast<uint32_t>(bad.size())}, config, why);
    }
}

TEST("a chunk seen before is a retransmission; the same number with other content is not") {
  Retransmissions seen(512, kSecret);
  CHECK_EQ(seen.observe(kNoSlot, 11, 7, 1000, 0xAAAAAAAA00000000, 1), Chunk::fresh);
  CHECK_EQ(seen.observe(kNoSlot, 11, 7, 1001, 0xAAAAAAAA00000000, 1), Chunk::fresh);
  CHECK_EQ(seen.observe(kNoSlot, 11, 7, 1000, 0xAAAAAAAA00000000, 2), Chunk::repeated);
  CHECK_EQ(seen.observe(seen.find(11, 7), 11, 7, 1000, 0xBBBBBBBB00000000, 2), Chunk::conflicting);
  CHECK_EQ(seen.observe(seen.find(11, 7), 99, 7, 1000, 0xAAAAAAAA00000000, 2), Chunk::fresh);
}

TEST("transmission numbers wrap, and what fell out of the window counts as new") {
  Retransmissions seen(512, kSecret);
  for (uint32_t i = 0; i < 2 * limits::tsn_window; i++)
    CHECK_EQ(seen.observe(seen.find(11, 7), 11, 7, 0xFFFFFF00u + i, uint64_t{i} << 32, 1),
             Chunk::fresh);
  CHECK_EQ(seen.observe(seen.find(11, 7), 11, 7, 0xFFFFFF00u, 0, 1), Chunk::fresh);
}

TEST("the same message on another link within two seconds is a second leg, later it is a message") {
  Copies copies(512, kSecret);
  const CopyKey key{1, 2, 3};
  constexpr uint64_t kMs = 1'000'000;
  CHECK_EQ(copies.observe(key, 10, 77, kStart).verdict, Copies::Verdict::first);
  CHECK_EQ(copies.observe(key, 10, 77, kStart + kMs).verdict, Copies::Verdict::repeated);
  const auto leg = copies.observe(key, 11, 77, kStart + 2 * kMs);
  CHECK_EQ(leg.verdict, Copies::Verdict::second_leg);
  CHECK_EQ(uint32_t{leg.mark->legs}, 2u);
  CHECK_EQ(copies.observe(key, 10, 78, kStart + 3 * kMs).verdict, Copies::Verdict::second_leg);
  CHECK_EQ(copies.observe(key, 11, 77, kStart + 3000 * kMs).verdict, Copies::Verdict::first);
}

TEST("a leg that another mirror port shows a little earlier is a second leg too") {
  Copies copies(512, kSecret);
  copies.observe({1, 2, 3}, 10, 77, kStart);
  CHECK_EQ(copies.observe({1, 2, 3}, 11, 77, kStart - 5'000'000).verdict,
           Copies::Verdict::second_leg);
}

TEST("a mark that is overwritten in its two seconds is counted, a later one is not") {
  constexpr uint32_t kMarks = 64;
  constexpr uint64_t kSecond = 1'000'000'000;
  const auto evicted = [](uint64_t apart_ns) {
    Copies copies(kMarks, kSecret);
    for (uint64_t i = 0; i < 2 * kMarks; i++)
      copies.observe({i, i, i}, 10, 77, kStart + i * apart_ns);
    return copies.evicted();
  };
  CHECK(evicted(kSecond / 1000) >= kMarks);
  CHECK_EQ(evicted(3 * kSecond), 0u);
  // A silence: all marks are old at once, and the next message is the first of its time.
  Copies copies(kMarks, kSecret);
  for (uint64_t i = 0; i < kMarks; i++)
    copies.observe({i, i, i}, 10, 77, kStart);
  for (uint64_t i = 0; i < kMarks; i++)
    CHECK_EQ(copies.observe({i, i, i}, 11, 77, kStart + 60 * kSecond).verdict,
             Copies::Verdict::first);
  CHECK(copies.evicted() < kMarks / 2);
}

TEST("another content under the same sender and transaction is another message") {
  Copies copies(512, kSecret);
  copies.observe({1, 2, 3}, 10, 77, kStart);
  CHECK_EQ(copies.observe({1, 2, 4}, 11, 77, kStart).verdict, Copies::Verdict::first);
}

CHECK_MAIN()
