// SPDX-License-Identifier: Apache-2.0
// What keeps forged traffic inside the lab: the checks that stand before every socket the player
// opens. There is no switch for them, and none is to be added.
#pragma once

#include <cstdint>
#include <string>

namespace sigwarden::lab {

/// An interface that the lab made, in a namespace that the lab made.
struct LabInterface {
  std::string name;
  uint32_t index = 0;
};

/// Looks the interface up and takes it only when its name begins with `sw`, it is one end of a veth
/// pair, and the network namespace of this process is one of those mounted as /run/netns/sw-…, not
/// the machine's own, and holds no interface but the lab's. False with a sentence in `error`.
bool accept_interface(const std::string& name, LabInterface& accepted, std::string& error);

/// What the kernel counted on an interface.
struct InterfaceCounts {
  uint64_t sent = 0;       ///< frames
  uint64_t dropped = 0;    ///< on the way out
  uint64_t xdp_sent = 0;   ///< frames without sk_buff that the peer took
  uint64_t xdp_errors = 0; ///< and those that it did not: its ring was full, or it is not ready
};

InterfaceCounts read_counts(const LabInterface& interface);

} // namespace sigwarden::lab
