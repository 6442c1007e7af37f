// SPDX-License-Identifier: Apache-2.0
// The ring between this engine and JavaScript, producer side; layout in src/schema/ring-image.ts.
// A sealed memfd: native code maps it here, JavaScript sees the same octets as an ArrayBuffer, in
// this process or in another that was given the descriptor. The consumer moves the tail only when
// the store has flushed, so what the ring holds is never lost by a crash behind it; and a producer
// that is started again goes on at the published head, so nothing is lost by a crash before it.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "native/base/bytes.hpp"
#include "native/generated/ring_image.hpp"

namespace sigwarden {

/// The memory of a ring, for either side.
class RingMapping {
public:
  RingMapping() = default;
  RingMapping(RingMapping&& other) noexcept { *this = std::move(other); }
  RingMapping& operator=(RingMapping&& other) noexcept {
    std::swap(base_, other.base_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~RingMapping();
  RingMapping(const RingMapping&) = delete;
  RingMapping& operator=(const RingMapping&) = delete;

  /// Maps what Ring::make() made; the descriptor is not needed after that. False when it is not a
  /// whole sealed ring, and `why` says in what.
  bool open(int descriptor, std::string& why);

  uint8_t* base() const { return base_; } ///< control page first
  uint64_t capacity() const { return capacity_; }
  uint64_t octets() const { return ring_image::data_offset + capacity_; }

private:
  uint8_t* base_ = nullptr;
  uint64_t capacity_ = 0;
};

class Ring {
public:
  /// Makes an empty ring and returns its descriptor, which the caller owns; -1 when the system
  /// refuses, and `why` says what. `data_octets` is a power of two of at least 4096.
  static int make(uint64_t data_octets, std::string& why);
  /// Becomes the producer of a ring that make() made. Goes on at the published head: an entry that
  /// a dead producer reserved and never committed is overwritten. The descriptor stays the
  /// caller's. Nullptr when it is not a whole sealed ring.
  static std::unique_ptr<Ring> attach(int descriptor, std::string& why);
  /// make() and attach() in one process.
  static std::unique_ptr<Ring> create(uint64_t data_octets, std::string& why);
  ~Ring();
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  /// Room for one entry of up to `octets`, or nullptr (counted as lost) when the consumer has not
  /// made way. Valid until commit(); nothing is visible before it.
  uint8_t* reserve(uint32_t octets);
  /// Publishes the reserved entry with its true length, at most what was reserved.
  void commit(uint32_t octets);
  /// Wakes a consumer that sleeps, by the eventfd `doorbell`. Once for a batch of commits: a
  /// consumer that is awake costs a fence and a load.
  void ring_doorbell(int doorbell);

  uint64_t free_octets() const { return capacity_ - (head_ - tail()); }
  uint64_t capacity() const { return capacity_; }
  uint64_t lost() const { return lost_; }
  /// Octets that wait for the consumer.
  uint64_t waiting() const { return head_ - tail(); }

  /// Producers that have attached, this one included.
  uint64_t epoch() const { return epoch_; }
  /// Octets published in all.
  uint64_t head() const { return head_; }

  /// The whole mapping, control page first, and its descriptor.
  Bytes mapping() const { return {base_, static_cast<uint32_t>(mapped_octets())}; }
  uint8_t* base() const { return base_; }
  uint64_t mapped_octets() const { return mapping_.octets(); }
  int descriptor() const { return descriptor_; }

private:
  Ring(int descriptor, RingMapping mapping);
  std::atomic_ref<uint64_t> word(uint32_t offset) const {
    return std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(base_ + offset));
  }
  uint64_t tail() const { return word(ring_image::tail_offset).load(std::memory_order_acquire); }
  void write_header(uint64_t position, uint32_t octets, uint32_t kind);

  int descriptor_;
  RingMapping mapping_;
  uint8_t* base_;
  uint64_t capacity_;
  uint64_t head_ = 0;     ///< published
  uint64_t reserved_ = 0; ///< where the reserved entry starts, past any padding
  uint32_t reserved_octets_ = 0;
  uint64_t lost_ = 0;
  uint64_t epoch_ = 0;
};

} // namespace sigwarden
