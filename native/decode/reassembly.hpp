// SPDX-License-Identifier: Apache-2.0
// All that decoding keeps from one frame to the next, as one object that whoever decodes frames in
// their order owns and hands in: the engine, `decode`, a test. Without one a frame is decoded by
// itself, and what is no whole message stays unread. Everything in it is bounded, made at start and
// evicted by packet time.
#pragma once

#include "native/decode/joined.hpp"
#include "native/decode/sctp_fragments.hpp"

namespace sigwarden {

struct Reassembly {
  explicit Reassembly(const MixKey& key, uint32_t directions = limits::fragment_directions)
      : sctp(directions, key) {}

  size_t octets() const { return sctp.octets(); }
  /// Forgets everything.
  void clear() {
    joined.clear();
    sctp.clear();
  }

  Joined joined;
  SctpFragments sctp;
};

} // namespace sigwarden
