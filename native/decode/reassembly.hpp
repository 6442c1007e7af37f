// SPDX-License-Identifier: Apache-2.0
// All that decoding keeps from one frame to the next, as one object that whoever decodes frames in
// their order owns and hands in: the engine, `decode`, a test. Without one a frame is decoded by
// itself, and what is no whole message stays unread. Everything in it is bounded, made at start and
// evicted by packet time.
#pragma once

#include "native/decode/ip_fragments.hpp"
#include "native/decode/joined.hpp"
#include "native/decode/sccp_segments.hpp"
#include "native/decode/sctp_fragments.hpp"
#include "native/decode/tcp_streams.hpp"

namespace sigwarden {

struct Reassembly {
  explicit Reassembly(const MixKey& key, uint32_t directions = limits::fragment_directions,
                      uint32_t messages = limits::sccp_messages)
      : ip(key), sctp(directions, key), sccp(messages, key), tcp(limits::tcp_streams, key) {}

  size_t octets() const { return ip.octets() + sctp.octets() + sccp.octets() + tcp.octets(); }
  /// Forgets what came so far.
  void clear() {
    joined.clear();
    ip.clear();
    sctp.clear();
    sccp.clear();
    tcp.clear();
  }
  /// Sets the counters that tell what is held and was given up for want of room.
  void count_held(Counters& counters) const {
    const auto set = [&](Counter which, uint64_t value) {
      counters[static_cast<uint32_t>(which)] = value;
    };
    set(Counter::ip_fragments_waiting, ip.waiting());
    set(Counter::sctp_fragments_waiting, sctp.waiting());
    set(Counter::sccp_segments_waiting, sccp.waiting());
    set(Counter::tcp_messages_waiting, tcp.waiting());
    set(Counter::tcp_streams_evicted, tcp.evicted());
  }

  Joined joined;
  IpFragments ip;
  SctpFragments sctp;
  SccpSegments sccp;
  TcpStreams tcp;
};

} // namespace sigwarden
