// SPDX-License-Identifier: Apache-2.0
#include "native/state/aggregates.hpp"

namespace sigwarden {
/// Civil calendar from days (Howard Hinnant, "chrono-compatible low-level date algorithms", 2021).
uint16_t Aggregates::month_of(uint64_t time_ns) {
  const uint32_t days = static_cast<uint32_t>(time_ns / 86'400'000'000'000ULL) + 719'468;
  const uint32_t era = days / 146'097, day_of_era = days % 146'097;
  const uint32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const uint32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const uint32_t shifted = (5 * day_of_year + 2) / 153; // March is 0
  const uint32_t month = shifted < 10 ? shifted + 2 : shifted - 10;
  const uint32_t year = era * 400 + year_of_era + (month <= 1 ? 1 : 0);
  return static_cast<uint16_t>((year - 1970) * 12 + month);
}

} // namespace sigwarden
