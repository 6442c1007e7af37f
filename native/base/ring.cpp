// SPDX-License-Identifier: Apache-2.0
#include "native/base/ring.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>

namespace sigwarden {
namespace {

namespace layout = ring_image;

constexpr uint64_t kDataOctetsMin = 4096;
constexpr uint64_t kDataOctetsMax = uint64_t{1} << 31;
constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

uint64_t aligned(uint64_t octets) {
  return (octets + layout::entry_alignment - 1) & ~uint64_t{layout::entry_alignment - 1};
}

} // namespace

int Ring::make(uint64_t data_octets, std::string& why) {
  if (!std::has_single_bit(data_octets) || data_octets < kDataOctetsMin ||
      data_octets > kDataOctetsMax) {
    why = "the ring's size must be a power of two from 4096 to 2147483648 octets";
    return -1;
  }
  const int descriptor = memfd_create("sigwarden-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  const auto refuse = [&](const char* what) {
    why = std::string(what) + ": " + std::strerror(errno);
    if (descriptor >= 0) close(descriptor);
    return -1;
  };
  if (descriptor < 0) return refuse("memfd_create for the ring");
  if (ftruncate(descriptor, static_cast<off_t>(layout::data_offset + data_octets)) != 0)
    return refuse("size of the ring");
  uint8_t control[layout::capacity_offset + sizeof data_octets] = {};
  std::memcpy(control + layout::magic_offset, &layout::magic, sizeof layout::magic);
  std::memcpy(control + layout::capacity_offset, &data_octets, sizeof data_octets);
  if (pwrite(descriptor, control, sizeof control, 0) != static_cast<ssize_t>(sizeof control))
    return refuse("control page of the ring");
  // A consumer in another process must not be able to shrink the file under our feet (SIGBUS).
  if (fcntl(descriptor, F_ADD_SEALS, kSeals) != 0) return refuse("sealing of the ring");
  return descriptor;
}

RingMapping::~RingMapping() {
  if (base_ != nullptr) munmap(base_, octets());
}

bool RingMapping::open(int descriptor, std::string& why) {
  const auto refuse = [&](const std::string& what) {
    why = what;
    return false;
  };
  struct stat file {};
  if (fstat(descriptor, &file) != 0)
    return refuse(std::string("descriptor of the ring: ") + std::strerror(errno));
  const int seals = fcntl(descriptor, F_GET_SEALS);
  if (seals < 0) return refuse("the descriptor is no ring");
  if ((seals & kSeals) != kSeals) return refuse("the ring is not sealed: it could be cut short");
  uint32_t magic = 0;
  uint64_t capacity = 0;
  if (pread(descriptor, &magic, sizeof magic, layout::magic_offset) != sizeof magic ||
      pread(descriptor, &capacity, sizeof capacity, layout::capacity_offset) != sizeof capacity)
    return refuse("the descriptor is no ring: its control page is missing");
  if (magic != layout::magic) return refuse("the descriptor is no ring: wrong magic number");
  if (!std::has_single_bit(capacity) || capacity < kDataOctetsMin || capacity > kDataOctetsMax ||
      static_cast<uint64_t>(file.st_size) != layout::data_offset + capacity)
    return refuse("the ring says " + std::to_string(capacity) + " octets of data in a file of " +
                  std::to_string(file.st_size));
  void* at = mmap(nullptr, layout::data_offset + capacity, PROT_READ | PROT_WRITE, MAP_SHARED,
                  descriptor, 0);
  if (at == MAP_FAILED) return refuse(std::string("mapping of the ring: ") + std::strerror(errno));
  base_ = static_cast<uint8_t*>(at);
  capacity_ = capacity;
  return true;
}

std::unique_ptr<Ring> Ring::attach(int descriptor, std::string& why) {
  RingMapping mapping;
  if (!mapping.open(descriptor, why)) return nullptr;
  const int ours = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (ours < 0) {
    why = std::string("descriptor of the ring: ") + std::strerror(errno);
    return nullptr;
  }
  std::unique_ptr<Ring> ring(new Ring(ours, std::move(mapping)));
  const uint64_t waiting = ring->waiting();
  if (waiting > ring->capacity_ || waiting % layout::entry_alignment != 0) {
    why = "the ring contradicts itself: head " + std::to_string(ring->head_) + ", tail " +
          std::to_string(ring->tail());
    return nullptr;
  }
  ring->epoch_ = ring->word(layout::producer_epoch_offset).fetch_add(1) + 1;
  return ring;
}

std::unique_ptr<Ring> Ring::create(uint64_t data_octets, std::string& why) {
  const int descriptor = make(data_octets, why);
  if (descriptor < 0) return nullptr;
  auto ring = attach(descriptor, why);
  close(descriptor);
  return ring;
}

Ring::Ring(int descriptor, RingMapping mapping)
    : descriptor_(descriptor), mapping_(std::move(mapping)), base_(mapping_.base()),
      capacity_(mapping_.capacity()),
      head_(word(layout::head_offset).load(std::memory_order_acquire)),
      lost_(word(layout::lost_offset).load(std::memory_order_relaxed)) {}

Ring::~Ring() {
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

void Ring::ring_doorbell(int doorbell) {
  // Dekker's pattern. Here: head is stored, then `armed` is loaded. There (RingReader.arm): `armed`
  // is stored, then head is loaded. Each side has a full fence between its two, so at least one
  // sees the other's store: either this rings or the consumer does not go to sleep.
  std::atomic_thread_fence(std::memory_order_seq_cst);
  const std::atomic_ref<uint32_t> armed(*reinterpret_cast<uint32_t*>(base_ + layout::armed_offset));
  if (armed.load(std::memory_order_relaxed) == 0) return;
  armed.store(0, std::memory_order_relaxed);
  const uint64_t one = 1;
  // Only a counter at its end refuses (EAGAIN), and then it is readable already.
  [[maybe_unused]] const ssize_t written = write(doorbell, &one, sizeof one);
}

} // namespace sigwarden
