// SPDX-License-Identifier: Apache-2.0
// Look-ups of packets in the network image. Loading is in networks_load.cpp: everything these
// functions rely on (bounds, sizes that are powers of two, party numbers that exist) is established
// there.
#include "native/state/networks.hpp"

#include "native/base/domain_name.hpp"

namespace sigwarden {

namespace {

namespace item = network_image::item;
namespace limit = network_image::limit;
namespace slot = network_image::slot;
namespace at = network_image::party;

constexpr uint32_t kFibonacci = 0x9E3779B1u;
constexpr uint32_t kMncFiller = 0xF;

uint32_t digit_at(uint32_t plmn, uint32_t shift) {
  return (plmn >> shift) & 0xF;
}

/// Where the probes of a key start in a table of a power of two of slots.
uint32_t first_slot(uint32_t key, uint32_t slot_count) {
  const uint32_t bits = static_cast<uint32_t>(__builtin_ctz(slot_count));
  return bits == 0 ? 0 : (key * kFibonacci) >> (32 - bits);
}

/// Packs digits as TS 24.008 does; `third` is the filler for a two-digit MNC.
uint32_t pack_plmn(uint32_t mcc, uint32_t first, uint32_t second, uint32_t third) {
  return (mcc / 10 % 10) << 20 | (mcc / 100) << 16 | third << 12 | (mcc % 10) << 8 | second << 4 |
         first;
}

/// Three decimal digits of text, or 1000 when they are not.
uint32_t three_digits(const uint8_t* text) {
  uint32_t value = 0;
  for (uint32_t i = 0; i < 3; i++) {
    const uint32_t digit = static_cast<uint32_t>(text[i]) - '0';
    if (digit > 9) return 1000;
    value = value * 10 + digit;
  }
  return value;
}

} // namespace

Party Networks::by_global_title(const Digits& title, uint8_t numbering_plan) const {
  switch (numbering_plan) {
  case 1: return by_e164(title);
  case 6: return by_imsi(title);
  case 7: return by_e214(title);
  default: return kNoParty;
  }
}

Party Networks::find_integer(const Section& slots, uint32_t key) const {
  if (slots.count == 0) return kNoParty;
  const uint32_t start = first_slot(key, slots.count);
  for (uint32_t probe = 0; probe < limit::hash_probes; probe++) {
    const uint8_t* entry = slots.data + ((start + probe) & (slots.count - 1)) * item::plmn;
    if (load_le16(entry + slot::used_at) == 0) return kNoParty;
    if (load_le32(entry + slot::key_at) == key) return load_le16(entry + slot::party_at);
  }
  return kNoParty;
}

Party Networks::mcc_party(uint32_t mcc, uint32_t& mnc_digits) const {
  const uint8_t* entry = mccs_.data + mcc * item::mcc;
  mnc_digits = entry[slot::mcc_digits_at];
  return load_le16(entry + slot::mcc_party_at);
}

Party Networks::by_plmn(uint32_t plmn) const {
  if (plmn == 0) return kNoParty;
  if (const Party exact = find_integer(plmns_, plmn); exact != kNoParty) return exact;
  const uint32_t d1 = digit_at(plmn, 16), d2 = digit_at(plmn, 20), d3 = digit_at(plmn, 8);
  if (d1 > 9 || d2 > 9 || d3 > 9) return kNoParty;
  uint32_t mnc_digits = 0;
  const Party country = mcc_party(d1 * 100 + d2 * 10 + d3, mnc_digits);
  if (mnc_digits != network_image::mnc_digits::mixed) return country;
  // 01 and 001 name one network where both forms are in use (E.212 annex A).
  const uint32_t m1 = digit_at(plmn, 0), m2 = digit_at(plmn, 4), m3 = digit_at(plmn, 12);
  const uint32_t mcc = plmn & 0xFF0F00;
  Party twin = kNoParty;
  if (m3 == kMncFiller)
    twin = find_integer(plmns_, mcc | m2 << 12 | m1 << 4);
  else if (m1 == 0)
    twin = find_integer(plmns_, mcc | kMncFiller << 12 | m3 << 4 | m2);
  return twin != kNoParty ? twin : country;
}

uint32_t Networks::plmn_of_imsi(const Digits& imsi) const {
  if (imsi.length < 5) return 0;
  for (uint32_t i = 0; i < 5; i++)
    if (imsi.at(i) > 9) return 0;
  const uint32_t mcc = imsi.at(0) * 100u + imsi.at(1) * 10u + imsi.at(2);
  const uint32_t two = pack_plmn(mcc, imsi.at(3), imsi.at(4), kMncFiller);
  const bool has_third = imsi.length > 5 && imsi.at(5) <= 9;
  const uint32_t three = has_third ? pack_plmn(mcc, imsi.at(3), imsi.at(4), imsi.at(5)) : 0;
  if (three != 0 && find_integer(plmns_, three) != kNoParty) return three;
  if (find_integer(plmns_, two) != kNoParty) return two;
  uint32_t mnc_digits = 0;
  mcc_party(mcc, mnc_digits);
  if (mnc_digits == network_image::mnc_digits::two) return two;
  return mnc_digits == network_image::mnc_digits::three ? three : 0;
}

Party Networks::by_realm(Bytes name) const {
  uint32_t octets = name.size;
  if (octets > 0 && name.data[octets - 1] == '.') octets--;
  if (octets == 0 || octets > limit::realm_octets) return kNoParty;
  uint8_t lower[limit::realm_octets];
  Party longest = kNoParty;
  uint32_t hash = 0;
  uint32_t labels = 0;
  // From the last octet to the first, so that the hash of each suffix is at hand at each dot.
  for (uint32_t i = octets; i-- > 0;) {
    lower[i] = ascii_lower(name.data[i]);
    hash = (hash << 5 | hash >> 27) ^ lower[i];
    if (i != 0 && name.data[i - 1] != '.') continue;
    if (++labels > realm_labels_) break;
    const Party party = find_realm(lower + i, octets - i, hash);
    if (party != kNoParty) longest = party;
  }
  if (longest != kNoParty) return longest;
  for (uint32_t i = 0; i < octets; i++)
    lower[i] = ascii_lower(name.data[i]);
  return by_derived_realm(lower, octets);
}

Party Networks::find_realm(const uint8_t* lower, uint32_t octets, uint32_t hash) const {
  if (realms_.count == 0) return kNoParty;
  const uint32_t start = first_slot(hash, realms_.count);
  for (uint32_t probe = 0; probe < limit::hash_probes; probe++) {
    const uint8_t* entry = realms_.data + ((start + probe) & (realms_.count - 1)) * item::realm;
    const uint32_t held = load_le16(entry + slot::realm_octets_at);
    if (held == 0) return kNoParty;
    // The text decides, never the hash: a made-up collision must not turn a stranger into a
    // network.
    if (load_le32(entry + slot::realm_hash_at) == hash && held == octets &&
        std::memcmp(text_.data + load_le32(entry + slot::realm_text_at), lower, octets) == 0)
      return load_le16(entry + slot::realm_party_at);
  }
  return kNoParty;
}

/// `…mncXXX.mccYYY.3gppnetwork.org`, with `pub` before 3gppnetwork or without (TS 23.003 §19.2,
/// §19.4).
Party Networks::by_derived_realm(const uint8_t* lower, uint32_t octets) const {
  constexpr std::string_view kTail = ".3gppnetwork.org", kPublic = ".pub";
  constexpr uint32_t kPlmnLabels = 13; // mncXXX.mccYYY
  std::string_view rest(reinterpret_cast<const char*>(lower), octets);
  if (!rest.ends_with(kTail)) return kNoParty;
  rest.remove_suffix(kTail.size());
  if (rest.ends_with(kPublic)) rest.remove_suffix(kPublic.size());
  if (rest.size() < kPlmnLabels) return kNoParty;
  const bool starts_label =
      rest.size() == kPlmnLabels || rest[rest.size() - kPlmnLabels - 1] == '.';
  const uint8_t* labels = lower + (rest.size() - kPlmnLabels);
  if (!starts_label || std::memcmp(labels, "mnc", 3) != 0 ||
      std::memcmp(labels + 6, ".mcc", 4) != 0)
    return kNoParty;
  const uint32_t mnc = three_digits(labels + 3), mcc = three_digits(labels + 10);
  if (mnc > 999 || mcc > 999) return kNoParty;
  uint32_t mnc_digits = 0;
  const Party country = mcc_party(mcc, mnc_digits);
  // The name pads an MNC to three digits, so 001 may be 01 or 001.
  const Party three = find_integer(plmns_, pack_plmn(mcc, mnc / 100, mnc / 10 % 10, mnc % 10));
  const Party two =
      mnc < 100 ? find_integer(plmns_, pack_plmn(mcc, mnc / 10, mnc % 10, kMncFiller)) : kNoParty;
  const bool prefers_three = mnc_digits == network_image::mnc_digits::three;
  const Party first = prefers_three ? three : two, second = prefers_three ? two : three;
  if (first != kNoParty) return first;
  return second != kNoParty ? second : country;
}

Party Networks::by_point_code(uint32_t code) const {
  const Party exact = find_integer(point_codes_, code);
  if (exact != kNoParty || code > 0x3FFF) return exact;
  return load_le16(sancs_.data + (code >> 3) * item::sanc);
}

uint32_t Networks::network_key(Party number) const {
  return load_le32(row(number) + at::network_key_at);
}

uint32_t Networks::operator_key(Party number) const {
  return load_le32(row(number) + at::operator_key_at);
}

std::string_view Networks::text(uint32_t offset, uint32_t octets) const {
  return {reinterpret_cast<const char*>(text_.data) + offset, octets};
}

std::string_view Networks::id(Party number) const {
  const uint8_t* p = row(number);
  return text(load_le32(p + at::id_at), load_le16(p + at::id_octets_at));
}

std::string_view Networks::name(Party number) const {
  const uint8_t* p = row(number);
  return text(load_le32(p + at::name_at), load_le16(p + at::name_octets_at));
}

std::string_view Networks::operator_id(Party number) const {
  const uint8_t* p = row(number);
  return text(load_le32(p + at::operator_id_at), load_le16(p + at::operator_octets_at));
}

bool Networks::share_territory(Party a, Party b) const {
  const uint32_t count = territory_count(b);
  const uint32_t first = load_le32(row(b) + at::territory_first_at);
  const uint8_t* all = territories_.data + first * item::territory;
  for (uint32_t i = 0, count_a = territory_count(a); i < count_a; i++)
    for (uint32_t j = 0, one = territory(a, i); j < count; j++)
      if (load_le16(all + j * item::territory) == one) return true;
  return false;
}

Relation Networks::relation(Party a, Party b) const {
  const Precision pa = precision(a), pb = precision(b);
  if (pa == Precision::none || pb == Precision::none) return Relation::unknown;
  if (pa == Precision::operator_ && pb == Precision::operator_)
    return operator_of(a) == operator_of(b) ? Relation::same_operator
                                            : Relation::different_operator;
  // A footprint that nobody stated excludes nothing.
  if (territory_count(a) == 0 || territory_count(b) == 0) return Relation::unknown;
  return share_territory(a, b) ? Relation::unknown : Relation::different_country;
}

Tristate Networks::same_operator(Party a, Party b) const {
  // Nearly always both are known; then it is asked some two times a message.
  if (precision(a) == Precision::operator_ && precision(b) == Precision::operator_) [[likely]]
    return operator_of(a) == operator_of(b) ? Tristate::yes : Tristate::no;
  switch (relation(a, b)) {
  case Relation::same_operator: return Tristate::yes;
  case Relation::different_operator:
  case Relation::different_country: return Tristate::no;
  default: return Tristate::unknown;
  }
}

Tristate Networks::near(Party a, Party b) const {
  constexpr uint16_t kStraitKm = 50; // as neighbours.csv draws the line
  if (territory_count(a) == 0 || territory_count(b) == 0) return Tristate::unknown;
  return distance_km(a, b) <= kStraitKm ? Tristate::yes : Tristate::no;
}

const Networks& NetworkTimeline::at(uint64_t time_ns) const {
  const int64_t day = static_cast<int64_t>(time_ns / 86'400'000'000'000ULL);
  size_t low = 0, high = periods_.size() - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (day <= periods_[middle]->day_last())
      high = middle;
    else
      low = middle + 1;
  }
  return *periods_[low];
}

bool NetworkTimeline::keeps_numbers_of(const NetworkTimeline& before) const {
  const Networks& ours = *periods_.front();
  const Networks& theirs = *before.periods_.front();
  if (ours.party_count() < theirs.party_count()) return false;
  for (uint32_t party = 0; party < theirs.party_count(); party++)
    if (ours.id(static_cast<Party>(party)) != theirs.id(static_cast<Party>(party))) return false;
  return true;
}

} // namespace sigwarden
