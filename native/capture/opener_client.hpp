// SPDX-License-Identifier: Apache-2.0
// The engine's side of the opener's socket: asks, waits a bounded time, checks the answer. Several
// sources of one thread share the socket: an answer that came too late for who asked is recognised
// by its number and dropped by who asks next. Used by af_packet.
#pragma once

#include <string>

#include "native/capture/opener_protocol.hpp"

namespace sigwarden {

/// Why an interface cannot be captured, as far as it changes what to do.
enum class CaptureFault : uint8_t {
  none,
  options,   ///< the options contradict a bound
  privilege, ///< the opener lacks CAP_NET_RAW
  interface, ///< there is no such interface, or none with Ethernet frames
  memory,    ///< no memory for the ring
  system,    ///< another refusal
  opener,    ///< the opener does not answer, or not what it should
};

struct OpenedRings {
  std::array<int, limits::capture_rings> descriptors = {};
  OpenAnswer answer; ///< `rings` tells how many descriptors there are
};

class OpenerClient {
public:
  /// Does not own `descriptor`.
  explicit OpenerClient(int descriptor) : descriptor_(descriptor) {}

  /// False with a sentence in `why`; the descriptors are the caller's to close otherwise.
  /// `name` is the interface's as the user gave it, for the sentence.
  bool open(OpenRequest request, const std::string& name, OpenedRings& opened, CaptureFault& fault,
            std::string& why) const;
  /// False when no answer came in time.
  bool read_counters(uint32_t interface_index, LinkCounters& counters) const;

private:
  int descriptor_;
};

} // namespace sigwarden
