// SPDX-License-Identifier: Apache-2.0
// Runs the native rule machine for test/rules/native.test.ts, which compares it with the predicate
// in TypeScript: reads a policy image and situations from stdin, writes what fired and with what
// confidence. All integers little-endian.
//
//   in:  u32 octets of the image | image | u32 situations | each: u32 phase, i64 values, u64
//   anomalies out: each situation: u32 hits | each hit: u16 rule, u16 confidence, u32 reasons
#include <array>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "native/generated/limits.hpp"
#include "native/screen/policy.hpp"

using namespace sigwarden;

namespace {

template <class T> T take() {
  T value{};
  if (std::fread(&value, sizeof value, 1, stdin) != 1) {
    std::fprintf(stderr, "input ends early\n");
    std::exit(2);
  }
  return value;
}

template <class T> void put(T value) {
  std::fwrite(&value, sizeof value, 1, stdout);
}

} // namespace

int main() {
  std::vector<uint8_t> image(take<uint32_t>());
  if (std::fread(image.data(), 1, image.size(), stdin) != image.size()) return 2;
  Policy policy;
  std::string why;
  if (!Policy::load({image.data(), static_cast<uint32_t>(image.size())}, policy, why)) {
    std::fprintf(stderr, "%s\n", why.c_str());
    return 1;
  }
  std::array<uint16_t, limits::rules> hits;
  for (uint32_t left = take<uint32_t>(); left > 0; left--) {
    const Phase phase = static_cast<Phase>(take<uint32_t>());
    Facts facts;
    for (int64_t& value : facts.values)
      value = take<int64_t>();
    facts.anomalies = take<Anomalies>();
    const uint32_t count = policy.evaluate(phase, facts, hits.data(), limits::rules);
    put(count);
    for (uint32_t i = 0; i < count; i++) {
      uint32_t reasons = 0;
      const Confidence confidence = policy.confidence(hits[i], facts, &reasons);
      put(hits[i]);
      put(static_cast<uint16_t>(confidence));
      put(reasons);
    }
  }
  return 0;
}
