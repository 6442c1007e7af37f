// SPDX-License-Identifier: Apache-2.0
// The maps that the player shares with its kernel half (play.bpf.c), and the writing side of the
// ring of frames in them. Used by live_player.cpp, one thread writing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "native/lab/capture_feed.hpp"
#include "native/lab/play_layout.h"

struct bpf_object;

namespace sigwarden::lab {

class FrameRing {
public:
  FrameRing() = default;
  ~FrameRing();
  FrameRing(const FrameRing&) = delete;
  FrameRing& operator=(const FrameRing&) = delete;

  /// Loads the kernel half. False with a sentence in `error` where the kernel will not.
  bool load(std::string& error);
  int play_program() const { return play_; }
  int pass_program() const { return pass_; }
  play_control& control() { return *control_; }
  void set_background(const std::vector<std::vector<uint8_t>>& frames);

  bool has_room(uint32_t length) const;
  /// Publishes one frame; there must be room.
  void push(const Octets& octets);

private:
  template <class T> bool map(const char* name, uint32_t count, T*& at, std::string& error);

  struct Mapping {
    void* at;
    size_t octets;
  };
  struct Slot {
    uint8_t octets[PLAY_SLOT_OCTETS];
  };

  bpf_object* object_ = nullptr;
  int play_ = -1;
  int pass_ = -1;
  std::vector<Mapping> mappings_;
  play_control* control_ = nullptr;
  play_record* records_ = nullptr;
  Slot* slots_ = nullptr;
  play_record* background_records_ = nullptr;
  Slot* background_slots_ = nullptr;
  uint64_t slot_ = 0; ///< slots ever used
};

} // namespace sigwarden::lab
