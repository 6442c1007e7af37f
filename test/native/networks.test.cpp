// SPDX-License-Identifier: Apache-2.0
// Who is who, from the image that src/network compiled: the same answers as TypeScript gives, and
// no image, however damaged or forged, that is taken and then read past its end (the build has
// ASan).
#include "native/state/networks.hpp"

#include <cstdlib>
#include <sstream>

#include "native/base/fnv1a.hpp"
#include "test/native/check.hpp"
#include "test/native/fixtures.hpp"

using namespace sigwarden;

namespace {

namespace header = network_image::header;

using test::bytes_of;
using test::read_fixture;

std::unique_ptr<const Networks> load(const std::string& image, std::string& reason) {
  return Networks::load(bytes_of(image), reason);
}

/// The fixture; without it no test here can say anything, so the program ends.
const Networks& world() {
  static const std::unique_ptr<const Networks> networks = [] {
    std::string reason;
    auto loaded = load(read_fixture("networks.image"), reason);
    if (!loaded) {
      std::printf("%s\n0 passed, 1 failed\n", reason.c_str());
      std::exit(1);
    }
    return loaded;
  }();
  return *networks;
}

void put_le32(std::string& image, size_t at, uint32_t value) {
  for (size_t i = 0; i < 4; i++)
    image[at + i] = static_cast<char>(value >> (8 * i));
}

/// What an author of a forged image would do: make the checksum right again.
void seal(std::string& image) {
  put_le32(image, header::checksum_at, fnv1a(bytes_of(image.substr(header::checksum_from))));
}

uint32_t plmn_of(const std::string& text) {
  const auto digit = [&](size_t i) { return static_cast<uint32_t>(text[i] - '0'); };
  const uint32_t third = text.size() == 7 ? digit(6) : 0xF;
  return digit(1) << 20 | digit(0) << 16 | third << 12 | digit(2) << 8 | digit(5) << 4 | digit(4);
}

Party ask(const Networks& networks, const std::string& space, const std::string& text) {
  if (space == "realm") return networks.by_realm(bytes_of(text));
  if (space == "plmn") return networks.by_plmn(plmn_of(text));
  if (space == "pc") return networks.by_point_code(static_cast<uint32_t>(std::stoul(text)));
  const Digits digits = read_ascii_digits(bytes_of(text));
  if (space == "e164") return networks.by_e164(digits);
  if (space == "msisdn") return networks.by_msisdn(digits);
  if (space == "gsm_scf") return networks.by_gsm_scf(digits);
  if (space == "imsi") return networks.by_imsi(digits);
  return networks.by_e214(digits);
}

Party by_title(const Networks& networks, const std::string& digits) {
  return networks.by_e164(read_ascii_digits(bytes_of(digits)));
}

struct Sequence {
  uint64_t state;
  uint32_t next(size_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<uint32_t>(state % bound);
  }
};

/// Every look-up once, for ASan's eyes.
uint32_t use_everything(const Networks& networks) {
  uint32_t sum = 0;
  for (uint32_t n = 0; n < networks.party_count() + 2; n++) {
    const Party party = static_cast<Party>(n);
    sum += static_cast<uint32_t>(networks.id(party).size() + networks.name(party).size());
    for (const char c : networks.operator_id(party))
      sum += static_cast<uint8_t>(c);
    for (uint32_t i = 0; i <= networks.territory_count(party); i++)
      sum += networks.territory(party, i);
    sum += static_cast<uint32_t>(networks.relation(party, static_cast<Party>(n + 1)));
    sum += static_cast<uint32_t>(networks.near(party, 1));
    sum += networks.distance_km(party, static_cast<Party>(n + 1));
  }
  for (uint64_t bcd = 0; bcd < 0x10000; bcd += 7) {
    Digits digits;
    digits.bcd = bcd << 48 | bcd << 20 | bcd;
    digits.length = 16;
    sum += networks.by_e164(digits) + networks.by_imsi(digits) + networks.by_e214(digits) +
           networks.by_msisdn(digits) + networks.by_gsm_scf(digits);
    sum += networks.plmn_of_imsi(digits) + networks.by_plmn(static_cast<uint32_t>(bcd * 257));
    sum += networks.by_point_code(static_cast<uint32_t>(bcd));
  }
  for (const char* realm : {"epc.mnc001.mcc001.3gppnetwork.org", "a.b.example.net", "....", "x"})
    sum += networks.by_realm(bytes_of(realm));
  return sum;
}

} // namespace

TEST("gives the answers that TypeScript gives") {
  const Networks& networks = world();
  std::istringstream lines(read_fixture("networks.questions"));
  std::string space, text;
  uint32_t expected = 0, asked = 0;
  while (lines >> space >> text >> expected) {
    if (text == "-") text.clear();
    const Party got = ask(networks, space, text);
    if (got != expected) std::printf("  %s %s\n", space.c_str(), text.c_str());
    CHECK_EQ(got, expected);
    asked++;
  }
  CHECK(asked > 50);
}

TEST("describes a party by its names, keys and footprint") {
  const Networks& networks = world();
  const Party home = by_title(networks, "99901");
  CHECK_EQ(networks.id(home), std::string_view("homeland"));
  CHECK_EQ(networks.operator_id(home), std::string_view("homeland-group"));
  CHECK(networks.is_home(home));
  CHECK_EQ(networks.home_party_count(), 1u);
  CHECK_EQ(networks.precision(home), Precision::operator_);
  CHECK_EQ(networks.territory_count(home), 1u);
  CHECK_EQ(networks.territory(home, 0), ('X' - 'A') * 26 + 1);
  CHECK(networks.network_key(home) != 0);
  const Party country = by_title(networks, "12465550100");
  CHECK_EQ(networks.precision(country), Precision::country);
  CHECK_EQ(networks.operator_key(country), 0u);
  CHECK_EQ(networks.id(country), std::string_view("country:BB"));
}

TEST("number 0 and numbers of no party know nothing") {
  const Networks& networks = world();
  for (const Party party : {Party{0}, Party{60000}}) {
    CHECK_EQ(networks.precision(party), Precision::none);
    CHECK(!networks.is_home(party));
    CHECK_EQ(networks.network_key(party), 0u);
    CHECK_EQ(networks.territory_count(party), 0u);
    CHECK_EQ(networks.same_operator(party, party), Tristate::unknown);
  }
}

TEST("networks of one operator are one party, and what is not known is not guessed") {
  const Networks& networks = world();
  const Party home = by_title(networks, "99901");
  const Party far = by_title(networks, "99902");
  const Party placeless = by_title(networks, "99904");
  const Party barbados = by_title(networks, "12465550100");
  const Party bahamas = by_title(networks, "12425550100");
  const Party satellite = by_title(networks, "88161");
  const Party virtual_home = ask(networks, "imsi", "0010177");
  CHECK(virtual_home != home);
  CHECK_EQ(networks.relation(home, virtual_home), Relation::same_operator);
  CHECK_EQ(networks.relation(home, far), Relation::different_operator);
  CHECK_EQ(networks.relation(home, barbados), Relation::different_country);
  CHECK_EQ(networks.relation(bahamas, barbados), Relation::different_country);
  CHECK_EQ(networks.relation(barbados, barbados), Relation::unknown);
  CHECK_EQ(networks.relation(placeless, barbados), Relation::unknown);
  CHECK_EQ(networks.relation(satellite, home), Relation::unknown);
  CHECK_EQ(networks.same_operator(home, far), Tristate::no);
  CHECK_EQ(networks.same_operator(home, virtual_home), Tristate::yes);
}

TEST("neighbours touch in both directions, and an unknown footprint is neither near nor far") {
  const Networks& networks = world();
  const Party home = by_title(networks, "99901");
  const Party far = by_title(networks, "99902");
  const Party islands = by_title(networks, "9990399");
  CHECK_EQ(networks.near(home, far), Tristate::yes);
  CHECK_EQ(networks.near(far, home), Tristate::yes);
  CHECK_EQ(networks.near(home, islands), Tristate::no);
  CHECK_EQ(networks.near(islands, islands), Tristate::yes);
  CHECK_EQ(networks.near(home, by_title(networks, "99904")), Tristate::unknown);
  CHECK_EQ(networks.near(home, kNoParty), Tristate::unknown);
}

TEST("distances are the least over the footprints, border to border, and the same both ways") {
  const Networks& networks = world();
  const Party home = by_title(networks, "99901"), far = by_title(networks, "99902");
  const Party islands = by_title(networks, "9990399"); // XC and XD
  const Party britain = by_title(networks, "447700900123"), barbados = by_title(networks, "1246");
  CHECK_EQ(networks.distance_km(home, islands), 1570);
  CHECK_EQ(networks.distance_km(islands, home), 1570);
  CHECK_EQ(networks.distance_km(islands, britain), 2900);
  CHECK_EQ(networks.distance_km(britain, barbados), 6370);
  CHECK_EQ(networks.distance_km(home, far), 0); // neighbours
  CHECK_EQ(networks.distance_km(islands, islands), 0);
}

TEST("a distance that nobody stated is unknown, and takes no time that could accuse") {
  const Networks& networks = world();
  const Party home = by_title(networks, "99901"), placeless = by_title(networks, "99904");
  const Party barbados = by_title(networks, "1246");
  for (const Party other : {barbados, placeless, kNoParty, Party{60000}}) {
    CHECK_EQ(networks.distance_km(home, other), kUnknownDistance);
    CHECK_EQ(networks.travel_seconds(home, other), kUnknownTravel);
  }
  CHECK_EQ(networks.travel_seconds(home, home), 0);
}

TEST("the least time of a journey is one that no traveller has beaten") {
  constexpr int32_t kMinute = 60, kHour = 3600;
  CHECK_EQ(travel_seconds(0), 0);
  CHECK_EQ(travel_seconds(33), 0); // Dover and Calais: the other shore is on the air
  CHECK_EQ(travel_seconds(70), 0);
  CHECK(travel_seconds(100) <= 14 * kMinute);              // a fast train between two borders
  CHECK(travel_seconds(3744) <= 4 * kHour + 56 * kMinute); // New York to London, the record
  CHECK(travel_seconds(9000) > 9 * kHour);
  CHECK_EQ(travel_seconds(kUnknownDistance), kUnknownTravel);
  for (uint16_t km = 1; km < 20'000; km++)
    CHECK(travel_seconds(km) >= travel_seconds(static_cast<uint16_t>(km - 1)));
}

TEST("a title is looked up in the plan that it states") {
  const Networks& networks = world();
  const Digits imsi = read_ascii_digits(bytes_of("001010123456789"));
  CHECK_EQ(networks.id(networks.by_global_title(imsi, 6)), std::string_view("homeland"));
  CHECK_EQ(networks.by_global_title(imsi, 1), kNoParty);
  CHECK_EQ(networks.by_global_title(imsi, 3), kNoParty);
  const Digits mobile = read_ascii_digits(bytes_of("9990171234"));
  CHECK_EQ(networks.id(networks.by_global_title(mobile, 7)), std::string_view("homeland"));
}

TEST("the PLMN of an IMSI is told where it is known, and not guessed elsewhere") {
  const Networks& networks = world();
  const auto plmn = [&](const char* imsi) {
    return networks.plmn_of_imsi(read_ascii_digits(bytes_of(imsi)));
  };
  CHECK_EQ(plmn("001010123456789"), 0x00F110u);
  CHECK_EQ(plmn("001003123456789"), 0x003100u);
  CHECK_EQ(plmn("23415"), plmn_of("234-15"));
  CHECK_EQ(plmn("342600"), plmn_of("342-600"));
  CHECK_EQ(plmn("34260"), 0u);
  CHECK_EQ(plmn("002990123456789"), 0u);
  CHECK_EQ(plmn("999990123456789"), 0u);
  CHECK_EQ(plmn("0010"), 0u);
}

TEST("names longer than a domain name or made of dots are nobody's") {
  const Networks& networks = world();
  const std::string longest(255 - 12, 'a');
  CHECK(networks.by_realm(bytes_of(longest + ".example.net")) != kNoParty);
  CHECK_EQ(networks.by_realm(bytes_of("a" + longest + ".example.net")), kNoParty);
  std::string dots(300, '.');
  for (uint32_t size = 0; size < 300; size++)
    CHECK_EQ(networks.by_realm({bytes_of(dots).data, size}), kNoParty);
}

TEST("an image is right for its days and says so") {
  const Networks& networks = world();
  constexpr uint64_t kDay = 86'400'000'000'000ULL;
  const uint64_t last = static_cast<uint64_t>(networks.day_last());
  CHECK(networks.is_right_at(last * kDay));
  CHECK(networks.is_right_at((last + 1) * kDay - 1));
  CHECK(!networks.is_right_at((last + 1) * kDay));
}

TEST("refuses an image cut at any octet, with a reason") {
  const std::string image = read_fixture("networks.image");
  for (size_t size = 0; size < image.size(); size += size < 400 ? 1 : 97) {
    std::string reason;
    CHECK(load(image.substr(0, size), reason) == nullptr);
    CHECK(reason.find("network image refused: ") == 0);
  }
}

TEST("refuses an image with any octet changed") {
  const std::string image = read_fixture("networks.image");
  for (size_t at = 0; at < image.size(); at += at < 200 ? 1 : 61) {
    std::string bent = image;
    bent[at] = static_cast<char>(bent[at] ^ 0x40);
    std::string reason;
    CHECK(load(bent, reason) == nullptr);
  }
}

TEST("an image forged with a right checksum is refused or read without harm") {
  const std::string image = read_fixture("networks.image");
  Sequence sequence{0x1E75};
  uint32_t refused = 0, taken = 0, sum = 0;
  for (int round = 0; round < 3000; round++) {
    std::string bent = image;
    for (uint32_t i = 1 + sequence.next(4); i > 0; i--) {
      // Half of the changes go where offsets and counts are, or into whole words.
      const size_t at = sequence.next(2) == 0 ? sequence.next(header::header_octets / 4) * 4
                                              : sequence.next(bent.size() / 4) * 4;
      if (at == header::checksum_at) continue;
      const uint32_t values[] = {
          0, 1, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, sequence.next(1 << 20)};
      if (sequence.next(2) == 0)
        put_le32(bent, at, values[sequence.next(7)]);
      else
        bent[at + sequence.next(4)] = static_cast<char>(sequence.next(256));
    }
    seal(bent);
    std::string reason;
    const auto networks = load(bent, reason);
    if (!networks) {
      refused++;
      continue;
    }
    taken++;
    sum += use_everything(*networks);
  }
  std::printf("  %u refused, %u taken (%u)\n", refused, taken, sum);
  CHECK(refused > 1000);
  CHECK(taken > 100);
}

TEST("a timeline answers by the map of the packet's day") {
  constexpr uint64_t kDay = 86'400'000'000'000ULL;
  std::string early = read_fixture("networks.image"), late = early, reason;
  const int32_t change = world().day_last() + 1;
  put_le32(late, header::day_first_at, static_cast<uint32_t>(change));
  put_le32(late, header::day_last_at, static_cast<uint32_t>(change + 99));
  seal(late);
  NetworkTimeline timeline;
  CHECK(timeline.empty());
  CHECK(timeline.add(bytes_of(early), reason));
  CHECK(timeline.add(bytes_of(late), reason));
  CHECK(!timeline.add(bytes_of(early), reason));
  CHECK(!timeline.add(bytes_of("none"), reason));
  const uint64_t midnight = static_cast<uint64_t>(change) * kDay;
  CHECK(timeline.at(0).day_last() < change);
  CHECK(timeline.at(midnight - 1).day_last() < change);
  CHECK_EQ(timeline.at(midnight).day_first(), change);
  CHECK_EQ(timeline.at(midnight + 5000 * kDay).day_first(), change);
}

CHECK_MAIN()
