// SPDX-License-Identifier: Apache-2.0
// Gives a reused slot its initial value in wide stores. A constructor writes member by member,
// since it may not touch padding: for a message that is 45 stores against 12, and stores are what
// the packet path waits for.
#pragma once

#include <cstdint>
#include <type_traits>

namespace sigwarden {

/// `slot` as `T{}`, padding included.
template <class T> inline T& renew(T& slot) {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) % sizeof(uint64_t) == 0);
  typedef uint64_t Wide __attribute__((vector_size(32), aligned(1), may_alias));
  typedef uint64_t Word __attribute__((aligned(1), may_alias));
  static constexpr T kFresh{};
  auto* to = reinterpret_cast<uint8_t*>(&slot);
  const auto* from = reinterpret_cast<const uint8_t*>(&kFresh);
  constexpr uint32_t kWideEnd = sizeof(T) / sizeof(Wide) * sizeof(Wide);
#pragma GCC unroll 32
  for (uint32_t i = 0; i < kWideEnd; i += sizeof(Wide))
    *reinterpret_cast<Wide*>(to + i) = *reinterpret_cast<const Wide*>(from + i);
#pragma GCC unroll 4
  for (uint32_t i = kWideEnd; i < sizeof(T); i += sizeof(Word))
    *reinterpret_cast<Word*>(to + i) = *reinterpret_cast<const Word*>(from + i);
  return slot;
}

} // namespace sigwarden
