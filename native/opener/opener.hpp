// SPDX-License-Identifier: Apache-2.0
// The one process of a running sigwarden with a right to the network: it opens packet sockets,
// completely configured, and hands their descriptors to the engine, which has no rights at all. It
// stays to open again what vanished and to read an interface's counters. It never reads a frame and
// never sends one. One request at a time; no state but its privileges between two.
#pragma once

#include <span>

#include "native/capture/opener_protocol.hpp"

namespace sigwarden::opener {

/// Answers requests on `descriptor` (SOCK_SEQPACKET) until the other end closes. No interface is
/// opened but those named in `permitted`: whoever takes the engine over gets no other line to hear.
/// Returns the exit status of the process: 0, or 1 when the descriptor is not what it should be.
int serve(int descriptor, std::span<char* const> permitted);

/// Rings of one interface, or why not. Descriptors in `descriptors[0 .. answer.rings)` are the
/// caller's to close.
OpenAnswer open_rings(const OpenRequest& request,
                      std::array<int, limits::capture_rings>& descriptors);

/// Counters of the interface; `exists` is 0 when there is none, or the kernel does not tell.
LinkCounters read_counters(uint32_t interface_index);

/// Keeps CAP_NET_RAW and CAP_NET_ADMIN of what this process holds, and forbids it to gain any.
void keep_network_privileges();
/// Gives CAP_NET_ADMIN away: only asking a network card for hardware time needs it.
void drop_administration();

} // namespace sigwarden::opener
