// SPDX-License-Identifier: Apache-2.0
// Serving state between two runs, and what a gap between them keeps from being concluded.
#include "native/state/saved_state.hpp"

#include "native/generated/state_image.hpp"
#include "test/native/engine_world.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2}), kOther = MixKey::from(SipKey{3, 4});
const uint64_t kImsi = digits("001010000000001").bcd;
constexpr uint32_t kNow = 1'529'020'800, kHour = 3600, kDay = 86'400;

struct Tables {
  explicit Tables(const MixKey& secret = kSecret)
      : claims(4096, 1024, secret), identities(4096, secret) {}
  std::vector<uint8_t> save(uint32_t as_of_s) const {
    return save_state(claims, identities, as_of_s);
  }
  bool restore(const std::vector<uint8_t>& image) {
    return restore_state({image.data(), static_cast<uint32_t>(image.size())}, claims, identities,
                         restored, why);
  }
  Party best() const { return claims.serving(kImsi).claim.party; }
  Claims claims;
  Identities identities;
  Restored restored;
  std::string why;
};

/// At Far State since noon, a message delivered there in the evening; before that at home.
Tables traveller() {
  Tables tables;
  tables.claims.update(kImsi, Domain::cs, kHomeland, kNow - kDay, networks());
  tables.claims.corroborate(kImsi, kHomeland, Corroboration::mt_sms, kNow - kHour, networks());
  tables.claims.update(kImsi, Domain::cs, kFarState, kNow, networks());
  tables.claims.corroborate(kImsi, kFarState, Corroboration::mt_sms, kNow + 8 * kHour, networks());
  tables.claims.update(kImsi, Domain::eps, kFarState, kNow + 60, networks());
  tables.identities.learn(digits("999010000001"), digits("001010000000001"), kNow);
  return tables;
}

} // namespace

TEST("what one run knew the next one knows, with its history and grades") {
  const Tables before = traveller();
  Tables after(kOther);
  CHECK(after.restore(before.save(kNow + 9 * kHour)));
  CHECK_EQ(after.restored.claims, 3u);
  CHECK_EQ(after.restored.numbers, 1u);
  CHECK_EQ(after.best(), kFarState);
  CHECK_EQ(after.claims.serving(kImsi, Domain::cs).claim.grade, ClaimGrade::corroborated);
  CHECK_EQ(after.identities.imsi_of(digits("999010000001")).bcd, kImsi);
  CHECK(after.claims.was_held_by(kImsi, kHomeland, kNow + kHour, 2 * kHour, networks()));
  CHECK_EQ(after.claims.silent_seconds(kImsi, kNow + 9 * kHour), int32_t{kHour});
}

TEST("the same state gives the same octets, whatever the secret of its tables") {
  const auto image = traveller().save(kNow + 9 * kHour);
  Tables other(kOther);
  CHECK(other.restore(image));
  CHECK(other.save(kNow + 9 * kHour) == image);
}

TEST("newer knowledge stays, and an export that is older than it is passed by") {
  const auto image = traveller().save(kNow + 9 * kHour);
  Tables tables;
  tables.claims.update(kImsi, Domain::cs, kIslands, kNow + 10 * kHour, networks());
  CHECK(tables.restore(image));
  CHECK_EQ(tables.claims.serving(kImsi, Domain::cs).claim.party, kIslands);
  CHECK(tables.restored.passed_by > 0);
}

TEST("after a gap a network that can be reached meanwhile is no stranger until traffic confirms") {
  Tables tables;
  const uint32_t gap_s = kNow + 9 * kHour;
  CHECK(tables.restore(traveller().save(gap_s)));
  const auto may_have_left = [&](uint32_t at_s) {
    return tables.claims.may_have_left(kImsi, kIslands, at_s, networks());
  };
  CHECK(!may_have_left(kNow + 8 * kHour + 60)); // a minute after the last message nobody is there
  CHECK(may_have_left(kNow + 3 * kDay));
  tables.claims.corroborate(kImsi, kFarState, Corroboration::mo_sms, kNow + 3 * kDay, networks());
  CHECK(!may_have_left(kNow + 3 * kDay + 60));
}

TEST("a claim of before a gap is never refuted by a flip-back: what spoke for it passed unseen") {
  Tables before;
  before.claims.update(kImsi, Domain::cs, kFarState, kNow, networks());
  before.claims.corroborate(kImsi, kFarState, Corroboration::mt_sms, kNow + 10, networks());
  before.claims.update(kImsi, Domain::cs, kIslands, kNow + 600, networks());
  Tables after;
  CHECK(after.restore(before.save(kNow + 700)));
  CHECK(!after.claims.update(kImsi, Domain::cs, kFarState, kNow + 900, networks()).flip_back);
  CHECK(before.claims.update(kImsi, Domain::cs, kFarState, kNow + 900, networks()).flip_back);
}

TEST("rows of nobody's network are passed by, and what is no image is refused as a whole") {
  auto image = traveller().save(kNow);
  auto nobody = image;
  const uint32_t party_at = state_image::header_octets + state_image::claim::party_at;
  for (uint32_t row = 0; row < 3; row++)
    store_le16(nobody.data() + party_at + row * state_image::claim::octets, kNoParty);
  Tables empty;
  CHECK(empty.restore(nobody));
  CHECK_EQ(empty.restored.claims, 0u);
  CHECK_EQ(empty.restored.passed_by, 3u);
  CHECK_EQ(empty.claims.size(), 0u);

  for (size_t cut = 0; cut < image.size(); cut++) {
    Tables tables;
    CHECK(!tables.restore({image.begin(), image.begin() + static_cast<std::ptrdiff_t>(cut)}));
    CHECK_EQ(tables.claims.size() + tables.identities.size(), 0u);
  }
  for (const uint32_t at : {state_image::claim::domain_at, state_image::claim::place_at,
                            state_image::claim::grade_at, state_image::claim::imsi_at}) {
    auto wrong = image;
    wrong[state_image::header_octets + state_image::claim::octets + at] = 0xFF;
    Tables tables;
    CHECK(!tables.restore(wrong));
    CHECK_EQ(tables.claims.size(), 0u);
  }
}

TEST("any octets can be handed over: nothing but whole claims and numbers is taken") {
  const auto image = traveller().save(kNow);
  for (size_t at = 0; at < image.size(); at++)
    for (const uint8_t value : {uint8_t{0}, uint8_t{0x7F}, uint8_t{0xFF}}) {
      auto changed = image;
      changed[at] = value;
      Tables tables;
      if (!tables.restore(changed)) continue;
      const Claims::Picture picture = tables.claims.look(kImsi);
      CHECK(picture.is_of_one_place || picture.place != kNoParty);
      CHECK(tables.save(kNow).size() <= image.size());
    }
}

CHECK_MAIN()
