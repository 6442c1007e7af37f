// SPDX-License-Identifier: Apache-2.0
#include "native/base/ring.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bit>
#include <cerrno>

namespace sigwarden {
namespace {

namespace layout = ring_image;

constexpr uint64_t kDataOctetsMin = 4096;
constexpr uint64_t kDataOctetsMax = uint64_t{1} << 31;

uint64_t aligned(uint64_t octets) {
  return (octets + layout::entry_alignment - 1) & ~uint64_t{layout::entry_alignment - 1};
}

} // namespace

std::unique_ptr<Ring> Ring::create(uint64_t data_octets, std::string& why) {
  if (!std::has_single_bit(data_octets) || data_octets < kDataOctetsMin ||
      data_octets > kDataOctetsMax) {
    why = "the ring's size must be a power of two from 4096 to 2147483648 octets";
    return nullptr;
  }
  const uint64_t mapped = layout::data_offset + data_octets;
  const int descriptor = memfd_create("sigwarden-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  const auto refuse = [&](const char* what) {
    why = std::string(what) + ": " + std::strerror(errno);
    if (descriptor >= 0) close(descriptor);
    return nullptr;
  };
  if (descriptor < 0) return refuse("memfd_create for the ring");
  if (ftruncate(descriptor, static_cast<off_t>(mapped)) != 0) return refuse("size of the ring");
  // A consumer in another process must not be able to shrink the file under our feet (SIGBUS).
  if (fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    return refuse("sealing of the ring");
  void* at = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (at == MAP_FAILED) return refuse("mapping of the ring");
  return std::unique_ptr<Ring>(new Ring(descriptor, static_cast<uint8_t*>(at), data_octets));
}

Ring::Ring(int descriptor, uint8_t* base, uint64_t capacity)
    : descriptor_(descriptor), base_(base), capacity_(capacity) {
  const uint32_t magic = layout::magic;
  std::memcpy(base_ + layout::magic_offset, &magic, sizeof magic);
  word(layout::capacity_offset).store(capacity);
}

Ring::~Ring() {
  munmap(base_, mapped_octets());
  close(descriptor_);
}

void Ring::write_header(uint64_t position, uint32_t octets, uint32_t kind) {
  uint8_t* at = base_ + layout::data_offset + (position & (capacity_ - 1));
  std::memcpy(at, &octets, sizeof octets);
  std::memcpy(at + 4, &kind, sizeof kind);
}

uint8_t* Ring::reserve(uint32_t octets) {
  const uint64_t need = aligned(uint64_t{layout::entry_header_octets} + octets);
  const uint64_t to_end = capacity_ - (head_ & (capacity_ - 1));
  const uint64_t padding = need <= to_end ? 0 : to_end;
  if (need > capacity_ || need + padding > free_octets()) {
    lost_++;
    word(layout::lost_offset).store(lost_, std::memory_order_relaxed);
    return nullptr;
  }
  // Positions are multiples of eight, so a padding entry always has room for its header.
  if (padding != 0)
    write_header(head_, static_cast<uint32_t>(padding - layout::entry_header_octets),
                 layout::kind::padding);
  reserved_ = head_ + padding;
  reserved_octets_ = octets;
  return base_ + layout::data_offset + (reserved_ & (capacity_ - 1)) + layout::entry_header_octets;
}

void Ring::commit(uint32_t octets) {
  if (octets > reserved_octets_) octets = reserved_octets_;
  write_header(reserved_, octets, layout::kind::record);
  head_ = reserved_ + aligned(uint64_t{layout::entry_header_octets} + octets);
  reserved_octets_ = 0;
  word(layout::head_offset).store(head_, std::memory_order_release);
}

} // namespace sigwarden
