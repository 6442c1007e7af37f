// SPDX-License-Identifier: Apache-2.0
// Open dialogues with a finding: the running number of their events and what evidence they hold.
// The session itself is folded from its events later (src/session); this ends with the dialogue.
#pragma once

#include "native/base/mapped_memory.hpp"
#include "native/base/siphash.hpp"
#include "native/generated/limits.hpp"

namespace sigwarden {

struct Session {
  uint64_t time_ns = 0; ///< of the first packet
  uint64_t hash = 0;    ///< tap, association and transaction ids
  uint64_t source_address = 0;
  uint64_t last_frame = 0; ///< newest frame in the evidence, its file and the message in it
  uint32_t last_message = 0;
  uint32_t sequence = 0;
  uint32_t frames = 0, octets = 0; ///< evidence so far
  uint32_t free_next = 0;
  uint32_t vectors = 0; ///< authentication vectors that its answers gave away
  uint16_t purposes = 0;
  uint16_t last_file = 0;
  uint8_t severity = 0;

  /// The newest evidence is this message. Numbers name frames within a file alone.
  bool ends_with(uint16_t file, uint64_t frame, uint32_t message) const {
    return last_frame == frame && last_file == file && last_message == message;
  }

  /// One more frame in the evidence.
  void add(uint32_t frame_octets) {
    frames++;
    octets += frame_octets;
  }
  bool has_room_for(uint32_t more) const {
    return frames < limits::evidence_frames && octets + more <= limits::evidence_octets;
  }
};

/// Second half of a session id, from content alone: screening a file again gives the same.
inline uint64_t session_hash(uint32_t tap, uint64_t association, uint64_t transaction) {
  const uint64_t words[3] = {tap, association, transaction};
  return siphash64(SipKey{}, {reinterpret_cast<const uint8_t*>(words), sizeof words});
}

/// A fixed pool; names are 1 + index, 0 is none.
class Sessions {
public:
  explicit Sessions(uint32_t capacity) : pool_(capacity) {}

  uint32_t open() {
    uint32_t name = free_;
    if (name != 0)
      free_ = pool_[name - 1].free_next;
    else if (fresh_ < pool_.count())
      name = ++fresh_;
    else
      return 0;
    pool_[name - 1] = Session{};
    return name;
  }
  void close(uint32_t name) {
    if (name == 0) return;
    pool_[name - 1].free_next = free_;
    free_ = name;
  }
  Session& operator[](uint32_t name) { return pool_[name - 1]; }

private:
  MappedArray<Session> pool_;
  uint32_t free_ = 0;
  uint32_t fresh_ = 0;
};

} // namespace sigwarden
