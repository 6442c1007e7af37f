// SPDX-License-Identifier: Apache-2.0
#include "native/state/saved_state.hpp"

#include <algorithm>
#include <tuple>

#include "native/generated/state_image.hpp"

namespace sigwarden {
namespace {

namespace layout = state_image;

/// Of a dialogue that ended with the run, and of where this table kept its history.
constexpr uint8_t kNotSaved = Claim::kPending | Claim::kHasHistory;

struct ClaimRow {
  uint64_t imsi;
  Domain domain;
  uint32_t place;
  Claim claim;
  uint32_t seen_s;
  auto order() const { return std::make_tuple(imsi, domain, place); }
};

struct NumberRow {
  uint64_t msisdn, imsi;
  uint32_t seen_s;
};

void write(uint8_t* at, const ClaimRow& row) {
  store_le64(at + layout::claim::imsi_at, row.imsi);
  store_le32(at + layout::claim::since_at, row.claim.since_s);
  store_le32(at + layout::claim::seen_at, row.seen_s);
  store_le16(at + layout::claim::party_at, row.claim.party);
  at[layout::claim::domain_at] = static_cast<uint8_t>(row.domain);
  at[layout::claim::place_at] = static_cast<uint8_t>(row.place);
  at[layout::claim::grade_at] = static_cast<uint8_t>(row.claim.grade);
  at[layout::claim::flags_at] = static_cast<uint8_t>(row.claim.flags & ~kNotSaved);
}

void write(uint8_t* at, const NumberRow& row) {
  store_le64(at + layout::number::msisdn_at, row.msisdn);
  store_le64(at + layout::number::imsi_at, row.imsi);
  store_le32(at + layout::number::seen_at, row.seen_s);
}

bool is_claim(const uint8_t* at) {
  return at[layout::claim::domain_at] < kDomainCount &&
         at[layout::claim::place_at] < limits::claims_per_domain &&
         at[layout::claim::grade_at] >= static_cast<uint8_t>(ClaimGrade::claimed) &&
         at[layout::claim::grade_at] <= static_cast<uint8_t>(ClaimGrade::refuted) &&
         is_decimal(load_le64(at + layout::claim::imsi_at));
}

ClaimRow read_claim(const uint8_t* at) {
  return {load_le64(at + layout::claim::imsi_at),
          static_cast<Domain>(at[layout::claim::domain_at]),
          at[layout::claim::place_at],
          {load_le32(at + layout::claim::since_at), load_le16(at + layout::claim::party_at),
           static_cast<ClaimGrade>(at[layout::claim::grade_at]),
           static_cast<uint8_t>(at[layout::claim::flags_at] & ~kNotSaved)},
          load_le32(at + layout::claim::seen_at)};
}

} // namespace

std::vector<uint8_t> save_state(const Claims& claims, const Identities& identities,
                                uint32_t as_of_s) {
  std::vector<ClaimRow> places;
  claims.each_claim(
      [&](uint64_t imsi, Domain domain, uint32_t place, const Claim& claim, uint32_t seen_s) {
        places.push_back({imsi, domain, place, claim, seen_s});
      });
  std::sort(places.begin(), places.end(),
            [](const ClaimRow& a, const ClaimRow& b) { return a.order() < b.order(); });
  std::vector<NumberRow> numbers;
  identities.each([&](uint64_t msisdn, uint64_t imsi, uint32_t seen_s) {
    numbers.push_back({msisdn, imsi, seen_s});
  });
  std::sort(numbers.begin(), numbers.end(),
            [](const NumberRow& a, const NumberRow& b) { return a.msisdn < b.msisdn; });

  std::vector<uint8_t> image(layout::header_octets + places.size() * layout::claim::octets +
                             numbers.size() * layout::number::octets);
  uint8_t* at = image.data();
  store_le32(at + layout::magic_at, layout::magic);
  store_le32(at + layout::version_at, layout::version);
  store_le32(at + layout::size_at, static_cast<uint32_t>(image.size()));
  store_le32(at + layout::as_of_at, as_of_s);
  store_le32(at + layout::claim_count_at, static_cast<uint32_t>(places.size()));
  store_le32(at + layout::number_count_at, static_cast<uint32_t>(numbers.size()));
  at += layout::header_octets;
  for (const ClaimRow& row : places) {
    write(at, row);
    at += layout::claim::octets;
  }
  for (const NumberRow& row : numbers) {
    write(at, row);
    at += layout::number::octets;
  }
  return image;
}

bool restore_state(Bytes image, Claims& claims, Identities& identities, Restored& restored,
                   std::string& why) {
  const auto refuse = [&](const char* what) {
    why = what;
    return false;
  };
  if (image.size < layout::header_octets || image.size > layout::limit::image_octets)
    return refuse("impossible size");
  if (load_le32(image.data + layout::magic_at) != layout::magic) return refuse("not a state image");
  if (load_le32(image.data + layout::version_at) != layout::version)
    return refuse("another version");
  const uint64_t places = load_le32(image.data + layout::claim_count_at);
  const uint64_t numbers = load_le32(image.data + layout::number_count_at);
  if (load_le32(image.data + layout::size_at) != image.size ||
      layout::header_octets + places * layout::claim::octets + numbers * layout::number::octets !=
          image.size)
    return refuse("cut short");
  const uint8_t* first = image.data + layout::header_octets;
  const uint8_t* behind = first + places * layout::claim::octets;
  for (const uint8_t* at = first; at != behind; at += layout::claim::octets)
    if (!is_claim(at)) return refuse("a claim that is none");

  ClaimRow newest{};
  bool has_newest = false; // earlier claims follow theirs, or would stand behind another's
  for (const uint8_t* at = first; at != behind; at += layout::claim::octets) {
    const ClaimRow row = read_claim(at);
    const bool is_earlier = row.place > 0;
    bool is_taken = row.claim.party != kNoParty;
    if (is_earlier)
      is_taken &= has_newest && row.imsi == newest.imsi && row.domain == newest.domain;
    is_taken = is_taken && claims.restore(row.imsi, row.domain, row.claim, row.place, row.seen_s);
    (is_taken ? restored.claims : restored.passed_by)++;
    if (is_earlier) continue;
    newest = row;
    has_newest = is_taken;
  }
  const uint8_t* end = image.data + image.size;
  for (const uint8_t* at = behind; at != end; at += layout::number::octets) {
    const bool is_taken = identities.restore(load_le64(at + layout::number::msisdn_at),
                                             load_le64(at + layout::number::imsi_at),
                                             load_le32(at + layout::number::seen_at));
    (is_taken ? restored.numbers : restored.passed_by)++;
  }
  claims.set_gap(load_le32(image.data + layout::as_of_at));
  return true;
}

} // namespace sigwarden
