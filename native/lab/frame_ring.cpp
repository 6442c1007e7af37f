// SPDX-License-Identifier: Apache-2.0
#include "native/lab/frame_ring.hpp"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

// The compiled kernel half, so that the player is one file.
__asm__(".section .rodata\n"
        ".balign 8\n"
        "sigwarden_play_object:\n"
        ".incbin \"" SIGWARDEN_PLAY_OBJECT "\"\n"
        "sigwarden_play_object_end:\n"
        ".previous\n");
extern "C" const char sigwarden_play_object[];
extern "C" const char sigwarden_play_object_end[];

namespace sigwarden::lab {
namespace {

uint32_t slots_of(uint32_t length) {
  return (length + PLAY_SLOT_OCTETS - 1) / PLAY_SLOT_OCTETS;
}

size_t page_rounded(size_t octets) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return (octets + page - 1) / page * page;
}

} // namespace

FrameRing::~FrameRing() {
  for (const Mapping& mapping : mappings_)
    munmap(mapping.at, mapping.octets);
  if (object_ != nullptr) bpf_object__close(object_);
}

template <class T>
bool FrameRing::map(const char* name, uint32_t count, T*& at, std::string& error) {
  const int descriptor = bpf_object__find_map_fd_by_name(object_, name);
  const size_t octets = page_rounded(sizeof(T) * count);
  void* mapped = mmap(nullptr, octets, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (mapped == MAP_FAILED) {
    error = std::string("cannot map ") + name + ": " + std::strerror(errno);
    return false;
  }
  mappings_.push_back({mapped, octets});
  at = static_cast<T*>(mapped);
  return true;
}

bool FrameRing::load(std::string& error) {
  libbpf_set_print(nullptr);
  const auto size = static_cast<size_t>(sigwarden_play_object_end - sigwarden_play_object);
  object_ = bpf_object__open_mem(sigwarden_play_object, size, nullptr);
  if (object_ == nullptr || bpf_object__load(object_) != 0) {
    error = std::string("the kernel does not load the sender's program: ") + std::strerror(errno);
    return false;
  }
  play_ = bpf_program__fd(bpf_object__find_program_by_name(object_, "play"));
  pass_ = bpf_program__fd(bpf_object__find_program_by_name(object_, "pass"));
  return map("control", 1, control_, error) && map("records", PLAY_RECORDS, records_, error) &&
         map("slots", PLAY_SLOTS, slots_, error) &&
         map("background_records", PLAY_BACKGROUNDS, background_records_, error) &&
         map("background_slots", PLAY_BACKGROUNDS * PLAY_FRAME_SLOTS, background_slots_, error);
}

void FrameRing::set_background(const std::vector<std::vector<uint8_t>>& frames) {
  control_->backgrounds = static_cast<uint32_t>(frames.size());
  for (size_t i = 0; i < frames.size(); i++) {
    background_records_[i].length = static_cast<uint32_t>(frames[i].size());
    std::memcpy(&background_slots_[i * PLAY_FRAME_SLOTS], frames[i].data(), frames[i].size());
  }
}

bool FrameRing::has_room(uint32_t length) const {
  const uint64_t taken = __atomic_load_n(&control_->taken, __ATOMIC_ACQUIRE);
  const uint64_t published = control_->published;
  if (published - taken >= PLAY_RECORDS) return false;
  const uint64_t oldest = taken == published ? slot_ : records_[taken % PLAY_RECORDS].slot;
  return slot_ + slots_of(length) - oldest <= PLAY_SLOTS;
}

void FrameRing::push(const Octets& octets) {
  for (uint32_t at = 0, i = 0; at < octets.length; at += PLAY_SLOT_OCTETS, i++) {
    const uint32_t part = std::min<uint32_t>(octets.length - at, PLAY_SLOT_OCTETS);
    std::memcpy(slots_[(slot_ + i) % PLAY_SLOTS].octets, octets.data + at, part);
  }
  const uint64_t published = control_->published;
  records_[published % PLAY_RECORDS] = {slot_, octets.length, 0};
  slot_ += slots_of(octets.length);
  __atomic_store_n(&control_->published, published + 1, __ATOMIC_RELEASE);
}

} // namespace sigwarden::lab
