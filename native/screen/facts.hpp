// SPDX-License-Identifier: Apache-2.0
// The facts of one operation, as rules see them: one 64-bit value each, in the order of
// src/schema/facts.ts. Filled by native/engine from the message and the state tables; read by the
// rule machine.
#pragma once

#include <array>
#include <span>

#include "native/generated/anomalies.hpp"
#include "native/generated/facts.hpp"
#include "native/generated/policy_program.hpp"

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

/// What a message has at hand, one bit for each screening fact: the one of its value.
struct GuardWord {
  std::array<uint64_t, policy_program::guard::words> words{};

  /// Once for each field, with a value of the fact's own type.
  template <class T> constexpr void set(const GuardField& field, T value) {
    words[field.word] |= uint64_t{1} << (field.shift + static_cast<uint32_t>(value));
  }
  /// Of any value; one that has no bit dismisses nothing.
  template <class T> constexpr void set_checked(const GuardField& field, T value) {
    const uint64_t bit = static_cast<uint64_t>(value);
    words[field.word] |= uint64_t{bit < field.width} << ((field.shift + bit) & 63);
  }
  constexpr GuardWord& operator|=(const GuardWord& other) {
    for (uint32_t i = 0; i < words.size(); i++)
      words[i] |= other.words[i];
    return *this;
  }
  bool within(const GuardWord& allowed) const {
    return ((words[0] & ~allowed.words[0]) | (words[1] & ~allowed.words[1])) == 0;
  }
  bool operator==(const GuardWord&) const = default;
};

struct Facts {
  std::array<int64_t, kFactCount> values{};
  Anomalies anomalies = 0; ///< of the message
  bool has_rates = false;  ///< those of the target ledger are known

  int64_t operator[](Fact fact) const { return values[static_cast<uint32_t>(fact)]; }
  template <class T> void set(Fact fact, T value) {
    values[static_cast<uint32_t>(fact)] = static_cast<int64_t>(value);
  }
  GuardWord guard() const {
    GuardWord word;
    for (const GuardField& field : kGuardFields)
      word.set_checked(field, (*this)[field.fact]);
    return word;
  }
};

} // namespace sigwarden
