// SPDX-License-Identifier: Apache-2.0
#include "native/base/keyed_mix.hpp"

#include <set>
#include <vector>

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

constexpr uint32_t kLongest = 130;

Bytes first(const std::vector<uint8_t>& octets, uint32_t size) {
  return {octets.data(), size};
}

} // namespace

TEST("every octet of a run counts, whatever its length, and so does the length") {
  const MixKey key = MixKey::from({3, 4});
  std::set<uint64_t> seen;
  uint32_t runs = 0;
  for (uint32_t size = 0; size <= kLongest; size++) {
    // Of exactly this size, so that a read beyond the end is one beyond the allocation.
    std::vector<uint8_t> octets(size, 0);
    seen.insert(mix_bytes(key, first(octets, size)));
    runs++;
    for (uint32_t at = 0; at < size; at++) {
      octets[at] = 1;
      seen.insert(mix_bytes(key, first(octets, size)));
      octets[at] = 0;
      runs++;
    }
  }
  CHECK_EQ(seen.size(), size_t{runs});
}

TEST("another seed or another secret is another hash") {
  const std::vector<uint8_t> octets(40, 7);
  const MixKey key = MixKey::from({3, 4});
  const uint64_t hash = mix_bytes(key, first(octets, 40));
  CHECK(mix_bytes(key, first(octets, 40), 1) != hash);
  CHECK(mix_bytes(MixKey::from({3, 5}), first(octets, 40)) != hash);
  CHECK_EQ(mix_bytes(key, first(octets, 40)), hash);
}

CHECK_MAIN()
