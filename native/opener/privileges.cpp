// SPDX-License-Identifier: Apache-2.0
// Capabilities by their system calls: libcap would be a dependency for two numbers.
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "native/opener/opener.hpp"

namespace sigwarden::opener {
namespace {

constexpr uint32_t bit(uint32_t capability) {
  return 1u << capability; // both are below 32
}

/// Keeps of all sets what is in `kept`. Failing leaves more than wanted and breaks nothing.
void restrict_to(uint32_t kept) {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets = {};
  if (syscall(SYS_capget, &header, sets.data()) != 0) return;
  const uint32_t held = sets[0].permitted & kept;
  sets[0] = {held, held, 0};
  sets[1] = {};
  syscall(SYS_capset, &header, sets.data());
}

} // namespace

void keep_network_privileges() {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  restrict_to(bit(CAP_NET_RAW) | bit(CAP_NET_ADMIN));
}

void drop_administration() {
  static bool is_dropped = false;
  if (is_dropped) return;
  restrict_to(bit(CAP_NET_RAW));
  is_dropped = true;
}

} // namespace sigwarden::opener
