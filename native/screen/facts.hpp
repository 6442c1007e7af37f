// SPDX-License-Identifier: Apache-2.0
// The facts of one operation, as rules see them: one 64-bit value each, in the order of
// src/schema/facts.ts. Filled by native/engine from the message and the state tables; read by the
// rule machine.
#pragma once

#include <array>

#include "native/generated/anomalies.hpp"
#include "native/generated/facts.hpp"

namespace sigwarden {

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
