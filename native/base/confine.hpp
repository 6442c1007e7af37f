// SPDX-License-Identifier: Apache-2.0
// Takes away from this process, for good, all that decoding hostile octets does not need: so that
// whoever takes over the decoder has a calculator and what is open already. Called once, when
// everything is open and warm. Not undone by anything; not a sandbox for memory.
//
// - no_new_privs, and no core file: memory holds identities (RLIMIT_CORE, not dumpable, so that
//   others cannot attach either);
// - no capability in any thread. They are a property of threads and there is no call that drops
//   them for all, so each thread is sent a signal whose handler drops its own, before the filter;
// - system calls by native/base/syscall_filter, for all threads at once
// (SECCOMP_FILTER_FLAG_TSYNC).
//
// Nothing can be opened afterwards: modules, /proc (process.memoryUsage() fails), time zones,
// another capture. What is open can be read; written to can be what was open at the call and is no
// packet socket, so that a box that only listens cannot even be made to speak. What can be written
// to cannot be closed either, or its number could be given to such a socket.
#pragma once

#include <string>
#include <vector>

namespace sigwarden {

/// The part of it for processes that hold identities or keys and have work to do in the world: no
/// core file, not dumpable. What is executed afterwards inherits the first alone. Sentences as of
/// confine().
std::vector<std::string> forbid_dumps();

/// A sentence for each thing that could not be done; empty when the process is confined. Goes on
/// after each.
std::vector<std::string> confine();

} // namespace sigwarden
