// SPDX-License-Identifier: Apache-2.0
// All that decoding keeps from one frame to the next, as one object that whoever decodes frames in
// their order owns and hands in: the engine, `decode`, a test. Without one a frame is decoded by
// itself, and what is no whole message stays unread. Everything in it is bounded, made at start and
// evicted by packet time.
#pragma once

#include "native/decode/joined.hpp"
#include "native/decode/sccp_segments.hpp"
#include "native/decode/sctp_fragments.hpp"

namespace sigwarden {

struct Reassembly {
  explicit Reassembly(const MixKey& key, uint32_t directions = limits::fragment_directions,
                      uint32_t messages = limits::sccp_messages)
      : sctp(directions, key), sccp(messages, key) {}

  /// Forgets what came so far.
  void clear() {
    joined.clear();
    sctp.clear();
    sccp.clear();
  }
  size_t octets() const { return sctp.octets() + sccp.octets(); }

  Joined joined;
  SctpFragments sctp;
  SccpSegments sccp;
};

} // namespace sigwarden
