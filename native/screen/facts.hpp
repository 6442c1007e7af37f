// SPDX-License-Identifier: Apache-2.0
// The facts of one operation, as rules see them: one 64-bit value each, in the order of
// src/schema/facts.ts. Filled by native/engine from the message and the state tables; read by the
// rule machine.
#pragma once

#include <array>
#include <span>

#include "native/generated/anomalies.hpp"
#include "native/generated/facts.hpp"

namespace sigwarden {

/// A set of facts.
struct FactSet {
  static_assert(kFactCount <= 128);
  std::array<uint64_t, 2> words{};

  constexpr FactSet() = default;
  constexpr explicit FactSet(std::span<const Fact> facts) {
    for (const Fact fact : facts)
      add(fact);
  }
  static constexpr FactSet all() {
    FactSet set;
    set.words = {~uint64_t{0}, ~uint64_t{0}};
    return set;
  }
  constexpr void add(Fact fact) {
    const uint32_t id = static_cast<uint32_t>(fact);
    words[id >> 6] |= uint64_t{1} << (id & 63);
  }
  constexpr bool has(Fact fact) const {
    const uint32_t id = static_cast<uint32_t>(fact);
    return ((words[id >> 6] >> (id & 63)) & 1) != 0;
  }
  constexpr bool shares(const FactSet& other) const {
    return ((words[0] & other.words[0]) | (words[1] & other.words[1])) != 0;
  }
  constexpr FactSet& operator|=(const FactSet& other) {
    words[0] |= other.words[0];
    words[1] |= other.words[1];
    return *this;
  }
};

struct Facts {
  std::array<int64_t, kFactCount> values{};
  Anomalies anomalies = 0; ///< of the message
  bool has_rates = false;  ///< those of the target ledger are known

  int64_t operator[](Fact fact) const { return values[static_cast<uint32_t>(fact)]; }
  template <class T> void set(Fact fact, T value) {
    values[static_cast<uint32_t>(fact)] = static_cast<int64_t>(value);
  }
};

} // namespace sigwarden
