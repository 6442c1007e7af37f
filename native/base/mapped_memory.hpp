// SPDX-License-Identifier: Apache-2.0
// Memory for tables that live as long as the engine: mapped once, zero-filled by the kernel when
// first touched, on huge pages where the kernel grants them (a random access at 4 KiB pages costs
// twice as much). Aborts when the machine refuses: nothing has been read yet at that time.
//
// First touches cost the packet path 200 to 300 ns a message over the first million (measured: the
// kernel clears a page each time). What runs for long maps inside a ResidentScope, which pays for
// all of it before the first packet; a short look at a small file is better off without.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace sigwarden {

/// While one lives, this thread's mappings are populated at once.
class ResidentScope {
public:
  explicit ResidentScope(bool wanted) : before_(std::exchange(wanted_, wanted)) {}
  ~ResidentScope() { wanted_ = before_; }
  ResidentScope(const ResidentScope&) = delete;
  ResidentScope& operator=(const ResidentScope&) = delete;
  static bool wanted() { return wanted_; }

private:
  inline static thread_local bool wanted_ = false;
  bool before_;
};

class MappedMemory {
public:
  MappedMemory() = default;
  explicit MappedMemory(size_t octets) : octets_(octets) {
    if (octets == 0) return;
    void* at = mmap(nullptr, octets, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
      std::perror("sigwarden: memory for the state tables");
      std::abort();
    }
    madvise(at, octets, MADV_HUGEPAGE);
    // A kernel before 5.14 does not know it: then pages come at their first touch, as ever.
    if (ResidentScope::wanted()) madvise(at, octets, MADV_POPULATE_WRITE);
    at_ = at;
  }
  MappedMemory(MappedMemory&& other) noexcept
      : at_(std::exchange(other.at_, nullptr)), octets_(std::exchange(other.octets_, 0)) {}
  MappedMemory& operator=(MappedMemory&& other) noexcept {
    std::swap(at_, other.at_);
    std::swap(octets_, other.octets_);
    return *this;
  }
  MappedMemory(const MappedMemory&) = delete;
  MappedMemory& operator=(const MappedMemory&) = delete;
  ~MappedMemory() {
    if (at_ != nullptr) munmap(at_, octets_);
  }

  template <class T> T* as() const { return static_cast<T*>(at_); }
  size_t octets() const { return octets_; }

private:
  void* at_ = nullptr;
  size_t octets_ = 0;
};

/// A fixed array of plain values in mapped memory; all octets start as zero.
template <class T> class MappedArray {
public:
  MappedArray() = default;
  explicit MappedArray(uint32_t count) : memory_(size_t{count} * sizeof(T)), count_(count) {}
  T& operator[](uint32_t i) { return memory_.as<T>()[i]; }
  const T& operator[](uint32_t i) const { return memory_.as<const T>()[i]; }
  uint32_t count() const { return count_; }
  size_t octets() const { return memory_.octets(); }

private:
  MappedMemory memory_;
  uint32_t count_ = 0;
};

} // namespace sigwarden
