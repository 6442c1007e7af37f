// SPDX-License-Identifier: Apache-2.0
// Which system calls a confined process may still make, as a program for seccomp (x86-64). A list
// of what is allowed: what Node's loop, V8, libuv's threads, messages over sockets that are open
// already, and the engine's own thread need. Everything else fails with EPERM, and what only an
// intruder would try ends the process. Does not open, connect, listen, execute, or touch another
// process.
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <span>
#include <vector>

namespace sigwarden {

/// `writable` are the descriptors that may be written to, `self` is the process. A descriptor that
/// comes later, such as a packet socket that the opener hands over again, can only be read.
std::vector<sock_filter> confined_syscalls(std::span<const int> writable, int self);

} // namespace sigwarden
