// SPDX-License-Identifier: Apache-2.0
#include "native/state/coverage.hpp"

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

void count(Coverage& coverage, uint32_t known, uint32_t asked) {
  for (uint32_t i = 0; i < asked; i++)
    coverage.count(i < known);
}

} // namespace

TEST("too few requests measure nothing, and hold nothing back") {
  Coverage coverage;
  count(coverage, 0, limits::coverage_least - 1);
  CHECK_EQ(coverage.percent(), 0u);
  CHECK(!coverage.lacks());
  coverage.count(false);
  CHECK(coverage.lacks());
}

TEST("a cold start lacks state until four in five are known") {
  Coverage coverage;
  count(coverage, 79, 100);
  CHECK_EQ(coverage.percent(), 79u);
  CHECK(coverage.lacks());
  count(coverage, 5, 5);
  CHECK_EQ(coverage.percent(), 80u);
  CHECK(!coverage.lacks());
}

TEST("the latest requests count: a month of knowing is no excuse for a day of not knowing") {
  Coverage coverage;
  count(coverage, 1'000'000, 1'000'000);
  CHECK_EQ(coverage.percent(), 100u);
  count(coverage, 0, limits::coverage_requests);
  CHECK(coverage.percent() < 50);
  CHECK(coverage.lacks());
}

CHECK_MAIN()
