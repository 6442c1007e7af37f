// SPDX-License-Identifier: Apache-2.0
// Loading of a network image: everything that look-ups rely on is established here, once, and an
// image that breaks any of it is refused whole with a sentence. The checksum finds damage; the
// checks after it do not trust it, since an image is a file on a disk.
#include "native/state/networks.hpp"

#include "native/base/fnv1a.hpp"

namespace sigwarden {

namespace {

namespace header = network_image::header;
namespace item = network_image::item;
namespace limit = network_image::limit;
namespace section = network_image::section;
namespace slot = network_image::slot;
namespace at = network_image::party;

constexpr uint32_t kMccCount = 1000;
constexpr uint32_t kSancCount = 2048;

bool is_power_of_two(uint32_t n) {
  return n != 0 && (n & (n - 1)) == 0;
}

/// Packet time, as far as one can tell of it.
uint64_t start_of_day(int64_t day) {
  constexpr uint64_t kNsPerDay = 86'400'000'000'000, kMost = ~uint64_t{0};
  if (day <= 0) return 0;
  return static_cast<uint64_t>(day) > kMost / kNsPerDay ? kMost
                                                        : static_cast<uint64_t>(day) * kNsPerDay;
}

bool fits(uint64_t first, uint64_t count, uint64_t whole) {
  return first + count <= whole;
}

} // namespace

std::unique_ptr<const Networks> Networks::load(Bytes image, std::string& reason) {
  const auto refuse = [&reason](const char* why) {
    reason = std::string("network image refused: ") + why;
    return nullptr;
  };
  if (image.size < header::header_octets) return refuse("it is shorter than its header");
  if (image.size > limit::image_octets) return refuse("it is larger than any image");
  std::unique_ptr<Networks> networks(new Networks);
  networks->image_.resize((image.size + 3) / 4);
  std::memcpy(networks->image_.data(), image.data, image.size);
  networks->image_octets_ = image.size;
  if (const char* why = networks->open()) return refuse(why);
  return networks;
}

const char* Networks::open() {
  const uint8_t* base = reinterpret_cast<const uint8_t*>(image_.data());
  if (load_le32(base + header::magic_at) != header::magic) return "it is not a network image";
  if (load_le32(base + header::version_at) != header::version)
    return "it has another version; compile it again with this release";
  if (load_le32(base + header::size_at) != image_octets_)
    return "its length is not the one it states";
  if (load_le32(base + header::checksum_at) !=
      fnv1a({base + header::checksum_from, image_octets_ - header::checksum_from}))
    return "its checksum is wrong";
  day_first_ = static_cast<int32_t>(load_le32(base + header::day_first_at));
  day_last_ = static_cast<int32_t>(load_le32(base + header::day_last_at));
  realm_labels_ = load_le32(base + header::realm_labels_at);
  home_party_count_ = load_le32(base + header::home_party_count_at);
  if (day_first_ > day_last_) return "its days of validity are reversed";
  first_ns_ = start_of_day(day_first_);
  end_ns_ = start_of_day(int64_t{day_last_} + 1);
  if (realm_labels_ > limit::realm_labels) return "its realms have too many labels";
  if (const char* why = open_sections()) return why;
  if (const char* why = check_parties()) return why;
  if (const char* why = check_geography()) return why;
  for (uint32_t number = 0; number < party_count_; number++)
    has_hubs_ |= is_hub(static_cast<Party>(number));
  if (const char* why = check_realms()) return why;
  if (const char* why = check_slots(plmns_, "its PLMN table has an odd size",
                                    "its PLMN table names a network that is not there"))
    return why;
  if (const char* why = check_slots(point_codes_, "its point code table has an odd size",
                                    "its point code table names a network that is not there"))
    return why;
  return check_countries();
}

const char* Networks::open_sections() {
  const uint8_t* base = reinterpret_cast<const uint8_t*>(image_.data());
  const char* bad = nullptr;
  const auto take = [&](uint32_t index, uint32_t item_octets) {
    const uint32_t offset = load_le32(base + header::sections_at + 8 * index);
    const uint32_t count = load_le32(base + header::sections_at + 8 * index + 4);
    if (offset % 4 != 0 || offset < header::header_octets ||
        !fits(offset, uint64_t{count} * item_octets, image_octets_)) {
      bad = "a section lies outside the image";
      return Section{};
    }
    return Section{base + offset, count};
  };
  parties_ = take(section::party, item::party);
  territories_ = take(section::territory, item::territory);
  neighbours_ = take(section::neighbour, item::neighbour);
  text_ = take(section::text, item::text);
  realms_ = take(section::realm, item::realm);
  plmns_ = take(section::plmn, item::plmn);
  point_codes_ = take(section::point_code, item::point_code);
  mccs_ = take(section::mcc, item::mcc);
  sancs_ = take(section::sanc, item::sanc);
  places_ = take(section::place, item::place);
  distances_ = take(section::distance, item::distance);
  if (bad != nullptr) return bad;
  if (parties_.count == 0 || parties_.count > limit::parties)
    return "it has no networks or too many";
  party_count_ = parties_.count;
  const auto take_trie = [&](uint32_t index) {
    const Section words = take(index, item::trie_word);
    const uint32_t* first = reinterpret_cast<const uint32_t*>(words.data);
    if (bad == nullptr) bad = PrefixMap::check(first, words.count, party_count_);
    return bad == nullptr ? PrefixMap(first, words.count) : PrefixMap();
  };
  e164_ = take_trie(section::e164);
  msisdn_ = take_trie(section::msisdn);
  gsm_scf_ = take_trie(section::gsm_scf);
  imsi_ = take_trie(section::imsi);
  e214_ = take_trie(section::e214);
  return bad;
}

const char* Networks::check_parties() const {
  for (uint32_t number = 0; number < party_count_; number++) {
    const uint8_t* p = parties_.data + number * item::party;
    if (p[at::precision_at] >= kPrecisionCount)
      return "a network has a precision that does not exist";
    const uint32_t territories = load_le16(p + at::territory_count_at);
    if (territories > limit::territories_per_party ||
        !fits(load_le32(p + at::territory_first_at), territories, territories_.count))
      return "a network has territories that are not there";
    const bool has_text =
        fits(load_le32(p + at::id_at), load_le16(p + at::id_octets_at), text_.count) &&
        fits(load_le32(p + at::name_at), load_le16(p + at::name_octets_at), text_.count) &&
        fits(load_le32(p + at::operator_id_at), load_le16(p + at::operator_octets_at), text_.count);
    if (!has_text) return "a network has a name that is not there";
  }
  // Number 0 answers for everything that is not known: it must not know anything.
  if (precision(kNoParty) != Precision::none || is_home(kNoParty) || territory_count(kNoParty) != 0)
    return "its unknown network is described";
  for (uint32_t i = 0; i < territories_.count; i++) {
    const uint32_t id = load_le16(territories_.data + i * item::territory);
    if (id == 0 || id > limit::territory_id) return "a territory does not exist";
  }
  return nullptr;
}

const char* Networks::check_geography() {
  if (const char* why = geography_.open(neighbours_, places_, distances_)) return why;
  for (uint32_t number = 0; number < party_count_; number++) {
    const uint8_t* p = row(static_cast<Party>(number));
    const uint32_t first = load_le32(p + at::territory_first_at);
    geography_.add_footprint(territories_.data + first * item::territory,
                             load_le16(p + at::territory_count_at));
  }
  geography_.finish();
  return nullptr;
}

const char* Networks::check_realms() const {
  if (realms_.count != 0 && !is_power_of_two(realms_.count))
    return "its realm table has an odd size";
  for (uint32_t i = 0; i < realms_.count; i++) {
    const uint8_t* entry = realms_.data + i * item::realm;
    const uint32_t octets = load_le16(entry + slot::realm_octets_at);
    if (octets == 0) continue;
    if (octets > limit::realm_octets ||
        !fits(load_le32(entry + slot::realm_text_at), octets, text_.count))
      return "a realm is not there";
    if (load_le16(entry + slot::realm_party_at) >= party_count_)
      return "a realm names a network that is not there";
  }
  return nullptr;
}

const char* Networks::check_slots(const Section& slots, const char* why_size,
                                  const char* why_party) const {
  if (slots.count != 0 && !is_power_of_two(slots.count)) return why_size;
  for (uint32_t i = 0; i < slots.count; i++)
    if (load_le16(slots.data + i * item::plmn + slot::party_at) >= party_count_) return why_party;
  return nullptr;
}

const char* Networks::check_countries() const {
  if (mccs_.count != kMccCount || sancs_.count != kSancCount)
    return "its country tables have an odd size";
  for (uint32_t i = 0; i < kMccCount; i++) {
    const uint8_t* entry = mccs_.data + i * item::mcc;
    if (load_le16(entry + slot::mcc_party_at) >= party_count_)
      return "an MCC names a country that is not there";
    if (entry[slot::mcc_digits_at] > network_image::mnc_digits::mixed)
      return "an MCC has MNCs of a length that does not exist";
  }
  for (uint32_t i = 0; i < kSancCount; i++)
    if (load_le16(sancs_.data + i * item::sanc) >= party_count_)
      return "a signalling area names a country that is not there";
  return nullptr;
}

bool NetworkTimeline::add(Bytes image, std::string& reason) {
  if (periods_.size() == limit::periods) {
    reason = "network image refused: there are too many periods";
    return false;
  }
  std::unique_ptr<const Networks> networks = Networks::load(image, reason);
  if (!networks) return false;
  if (!periods_.empty() && networks->day_first() <= periods_.back()->day_last()) {
    reason = "network image refused: it is not later than the one before it";
    return false;
  }
  periods_.push_back(std::move(networks));
  return true;
}

} // namespace sigwarden
