// SPDX-License-Identifier: Apache-2.0
// What is remembered of titles and packets must be what would have been found: memos against plain
// look-ups, over more keys than they have room for.
#include "native/engine/observation.hpp"

#include "test/native/check.hpp"
#include "test/native/fixtures.hpp"

using namespace sigwarden;

namespace {

constexpr MixKey kSecret{3, 5, 7};
constexpr uint8_t kE164 = 1, kE212 = 6, kInternational = 4, kNational = 3;

std::unique_ptr<const Networks> load() {
  std::string reason;
  return Networks::load(test::bytes_of(test::read_fixture("networks.image")), reason);
}

SccpAddress address(const std::string& digits, uint8_t plan, uint8_t nature = kInternational) {
  SccpAddress out;
  out.title = read_ascii_digits(test::bytes_of(digits));
  out.title.npi = plan;
  out.title.ton = nature;
  out.title_format = 4;
  return out;
}

/// Every number of four digits behind a country code, so that each place of the memo is taken again
/// and again.
std::vector<std::string> numbers() {
  std::vector<std::string> out;
  for (const char* country : {"4477", "1555", "9991", "0010", "23"})
    for (uint32_t i = 1000; i < 2000; i++)
      out.push_back(country + std::to_string(i) + "00");
  return out;
}

Packet packet(uint32_t i) {
  Packet out;
  out.source[15] = static_cast<uint8_t>(i);
  out.destination[14] = static_cast<uint8_t>(i >> 8);
  out.source_port = 2905;
  out.destination_port = static_cast<uint16_t>(3868 + i % 3);
  out.verification_tag = i / 2;
  return out;
}

} // namespace

TEST("a title that is remembered is of the party and the owner that a look-up would find") {
  const auto networks = load();
  TitleMemo titles;
  uint32_t known = 0;
  for (uint32_t round = 0; round < 2; round++)
    for (const std::string& digits : numbers())
      for (uint8_t plan : {kE164, kE212}) {
        const SccpAddress at = address(digits, plan);
        const Party party = networks->by_global_title(at.title, plan);
        for (uint32_t again = 0; again < 2; again++) {
          const TitleMemo::Known& found = titles.find(*networks, at);
          CHECK_EQ(found.party, party);
          CHECK_EQ(found.owner, Dialogues::owner_of_title(at.title, networks->operator_of(party)));
        }
        known += party != kNoParty;
      }
  CHECK(known > 1000);
}

TEST("the same digits in another plan, nature or length are another title") {
  const auto networks = load();
  TitleMemo titles;
  const SccpAddress international = address("447700900123", kE164);
  const Party party = networks->by_e164(international.title);
  CHECK(party != kNoParty);
  CHECK_EQ(titles.find(*networks, international).party, party);
  CHECK_EQ(titles.find(*networks, address("447700900123", kE164, kNational)).party, kNoParty);
  CHECK_EQ(titles.find(*networks, international).party, party);
  SccpAddress longer = international;
  longer.title.length++;
  CHECK_EQ(titles.find(*networks, longer).party, networks->by_e164(longer.title));
  SccpAddress without_plan = address("447700900123", 0);
  CHECK_EQ(titles.find(*networks, without_plan).party, kNoParty);
  without_plan.title_format = 1; // nature of address alone: an international number is E.164
  CHECK_EQ(titles.find(*networks, without_plan).party, party);
}

TEST("another map is asked itself, and a new one in the place of an old one after forget()") {
  const auto one = load(), two = load();
  Memos memos;
  const SccpAddress at = address("447700900123", kE164);
  const TitleMemo::Known of_one = memos.titles.find(*one, at);
  CHECK_EQ(memos.titles.find(*two, at).party, of_one.party);
  memos.forget_networks();
  CHECK_EQ(memos.titles.find(*one, at).party, of_one.party);
}

TEST("ends that are remembered are those of the packet, with the direction found meanwhile") {
  EndsMemo memo;
  for (uint32_t round = 0; round < 2; round++)
    for (uint32_t i = 0; i < 3000; i++) {
      const Ends plain = ends_of(kSecret, packet(i));
      Ends& ends = memo.find(kSecret, packet(i));
      CHECK_EQ(ends.there, plain.there);
      CHECK_EQ(ends.back, plain.back);
      CHECK_EQ(ends.association, plain.association);
      CHECK_EQ(ends.direction, kNoSlot); // two rounds of more than it holds: forgotten by now
      ends.direction = i;
      CHECK_EQ(memo.find(kSecret, packet(i)).direction, i);
    }
}

TEST("an association is one in both directions, and each direction is its own") {
  Packet there = packet(7), back = there;
  std::swap(back.source, back.destination);
  std::swap(back.source_port, back.destination_port);
  EndsMemo memo;
  const Ends a = memo.find(kSecret, there), b = memo.find(kSecret, back);
  CHECK_EQ(a.association, b.association);
  CHECK_EQ(a.there, b.back);
  CHECK_EQ(a.back, b.there);
  CHECK(a.there != a.back);
}

CHECK_MAIN()
