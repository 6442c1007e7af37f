// SPDX-License-Identifier: Apache-2.0
// The ring between this engine and JavaScript, producer side; layout in src/schema/ring-image.ts.
// A sealed memfd: native code maps it here, JavaScript sees the same octets as an ArrayBuffer, and
// another process could map the descriptor without either side changing. The consumer moves the
// tail only when the store has flushed, so what the ring holds is never lost by a crash behind it.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "native/base/bytes.hpp"
#include "native/generated/ring_image.hpp"

namespace sigwarden {

class Ring {
public:
  /// `data_octets` is a power of two of at least 4096. Nullptr when the system refuses; `why` says
  /// what.
  static std::unique_ptr<Ring> create(uint64_t data_octets, std::string& why);
  ~Ring();
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  /// Room for one entry of up to `octets`, or nullptr (counted as lost) when the consumer has not
  /// made way. Valid until commit(); nothing is visible before it.
  uint8_t* reserve(uint32_t octets);
  /// Publishes the reserved entry with its true length, at most what was reserved.
  void commit(uint32_t octets);

  uint64_t free_octets() const { return capacity_ - (head_ - tail()); }
  uint64_t capacity() const { return capacity_; }
  uint64_t lost() const { return lost_; }
  /// Octets that wait for the consumer.
  uint64_t waiting() const { return head_ - tail(); }

  /// The whole mapping, control page first, and its descriptor.
  Bytes mapping() const { return {base_, static_cast<uint32_t>(mapped_octets())}; }
  uint8_t* base() const { return base_; }
  uint64_t mapped_octets() const { return ring_image::data_offset + capacity_; }
  int descriptor() const { return descriptor_; }

private:
  Ring(int descriptor, uint8_t* base, uint64_t capacity);
  std::atomic_ref<uint64_t> word(uint32_t offset) const {
    return std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(base_ + offset));
  }
  uint64_t tail() const { return word(ring_image::tail_offset).load(std::memory_order_acquire); }
  void write_header(uint64_t position, uint32_t octets, uint32_t kind);

  int descriptor_;
  uint8_t* base_;
  uint64_t capacity_;
  uint64_t head_ = 0;     ///< published
  uint64_t reserved_ = 0; ///< where the reserved entry starts, past any padding
  uint32_t reserved_octets_ = 0;
  uint64_t lost_ = 0;
};

} // namespace sigwarden
