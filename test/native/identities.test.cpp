// SPDX-License-Identifier: Apache-2.0
#include "native/state/identities.hpp"

#include "test/native/engine_world.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2});

} // namespace

TEST("a pair is remembered whole, and the newest stands") {
  Identities map(512, kSecret);
  map.learn(digits("999011000001"), digits("001010000000001"), 1);
  CHECK(map.imsi_of(digits("999011000001")).same_number(digits("001010000000001")));
  map.learn(digits("999011000001"), digits("00101000000002"), 2);
  CHECK(map.imsi_of(digits("999011000001")).same_number(digits("00101000000002")));
}

TEST("a number never seen, or a prefix of one that was, names nobody") {
  Identities map(512, kSecret);
  map.learn(digits("999011000001"), digits("001010000000001"), 1);
  CHECK(map.imsi_of(digits("99901100000")).empty());
  CHECK(map.imsi_of(digits("9990110000010")).empty());
  CHECK(map.imsi_of(Digits{}).empty());
}

TEST("what is no number teaches nothing") {
  Identities map(512, kSecret);
  Digits odd = digits("999011000001");
  odd.flags = Digits::kNotDecimal;
  map.learn(odd, digits("001010000000001"), 1);
  map.learn(digits("999"), digits("001010000000001"), 1);
  map.learn(digits("999011000001"), digits("00101"), 1);
  map.learn(digits("999011000001"), digits("0010100000000012"), 1); // sixteen digits
  CHECK_EQ(map.size(), 0u);
}

TEST("flooding evicts the longest unused, counted") {
  Identities map(512, kSecret);
  for (uint32_t i = 0; i < 4000; i++)
    map.learn(digits("99901" + std::to_string(1'000'000 + i)), digits("001010000000001"), i);
  CHECK_EQ(map.size() + map.evicted(), uint64_t{4000});
  CHECK(!map.imsi_of(digits("999011003999")).empty());
}

CHECK_MAIN()
