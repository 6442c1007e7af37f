// SPDX-License-Identifier: Apache-2.0
#include "native/base/confine.hpp"

#include <dirent.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "native/base/syscall_filter.hpp"

namespace sigwarden {
namespace {

constexpr int kPasses = 16;       ///< over the list of threads, while it grows
constexpr int kPatienceMs = 1000; ///< for the threads of one pass
constexpr unsigned kCapabilities = 64;

// What the handler, which runs in every thread, and its sender share.
std::atomic<int> handled{0};
std::atomic<int> failed{0};

/// Only system calls: it runs in a signal handler.
bool drop_capabilities_here() {
  // Needs CAP_SETPCAP. Without it no_new_privs does the same: nothing that is executed gains any.
  for (unsigned capability = 0; capability < kCapabilities; capability++)
    syscall(SYS_prctl, PR_CAPBSET_DROP, capability, 0, 0, 0);
  syscall(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  if (syscall(SYS_capset, &header, none) != 0) return false;
  __user_cap_data_struct left[2] = {};
  return syscall(SYS_capget, &header, left) == 0 && left[0].permitted == 0 &&
         left[1].permitted == 0;
}

/// The action of a signal as the kernel takes it (arch/x86/include/uapi/asm/signal.h).
struct KernelAction {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)();
  uint64_t mask;
};
/// The signal by which libc itself reaches every thread (setuid and its like). It lets nobody block
/// it, as the thread does that waits for Node's debugger and blocks all it can.
constexpr int kSignal = 33;
constexpr int kUnused = 63; ///< with which libc is made to tell how a handler returns

bool set_action(int number, const KernelAction* action, KernelAction* before) {
  return syscall(SYS_rt_sigaction, number, action, before, sizeof(uint64_t)) == 0;
}

void on_signal(int) {
  const int before = errno;
  if (!drop_capabilities_here()) failed++;
  handled++;
  errno = before;
}

/// Numbers that name the entries of a directory of /proc. `own` becomes the descriptor of the look
/// itself, which is one of those in /proc/self/fd.
std::vector<int> numbers_in(const char* path, int& own) {
  std::vector<int> numbers;
  DIR* directory = opendir(path);
  if (directory == nullptr) return numbers;
  while (const dirent* entry = readdir(directory))
    if (entry->d_name[0] != '.')
      numbers.push_back(static_cast<int>(std::strtol(entry->d_name, nullptr, 10)));
  own = dirfd(directory);
  closedir(directory);
  return numbers;
}

/// Waits until `sent` threads have run the handler.
bool all_handled(int sent) {
  const timespec millisecond{0, 1'000'000};
  for (int i = 0; i < kPatienceMs && handled.load() < sent; i++)
    nanosleep(&millisecond, nullptr);
  return handled.load() >= sent;
}

bool drop_capabilities_elsewhere(std::string& why) {
  struct sigaction by_libc {};
  struct sigaction unused {};
  by_libc.sa_handler = on_signal;
  by_libc.sa_flags = SA_RESTART;
  sigfillset(&by_libc.sa_mask);
  KernelAction ours{}, before{};
  const bool is_set = sigaction(kUnused, &by_libc, &unused) == 0 &&
                      set_action(kUnused, nullptr, &ours) && set_action(kSignal, &ours, &before);
  sigaction(kUnused, &unused, nullptr);
  if (!is_set) {
    why = std::string("no signal reaches them: ") + std::strerror(errno);
    return false;
  }
  std::vector<int> done = {static_cast<int>(syscall(SYS_gettid))};
  handled = 0;
  failed = 0;
  int sent = 0;
  bool grows = true;
  for (int pass = 0; pass < kPasses && grows; pass++) {
    grows = false;
    int own = -1;
    const std::vector<int> threads = numbers_in("/proc/self/task", own);
    if (threads.empty()) why = "/proc/self/task does not tell them";
    for (const int thread : threads) {
      if (std::find(done.begin(), done.end(), thread) != done.end()) continue;
      done.push_back(thread);
      grows = true;
      if (syscall(SYS_tgkill, getpid(), thread, kSignal) == 0) sent++;
    }
    if (!all_handled(sent)) {
      why = std::to_string(sent - handled.load()) + " threads do not answer";
      return false; // the handler stays: the signal may still come
    }
  }
  set_action(kSignal, &before, nullptr);
  if (grows) why = "threads come faster than they can be reached";
  if (failed.load() != 0) why = std::to_string(failed.load()) + " threads keep some";
  return why.empty();
}

/// What is open and may be written to: all but packet sockets.
std::vector<int> writable_descriptors() {
  int own = -1;
  std::vector<int> descriptors = numbers_in("/proc/self/fd", own);
  std::erase_if(descriptors, [own](int descriptor) {
    if (descriptor == own) return true; // closed by now: the next to come gets its number
    int domain = 0;
    socklen_t octets = sizeof domain;
    return getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &octets) == 0 &&
           domain == AF_PACKET;
  });
  return descriptors;
}

void check(bool done, const char* what, std::vector<std::string>& undone) {
  if (!done) undone.push_back(std::string(what) + ": " + std::strerror(errno));
}

void forbid_dumps_too(std::vector<std::string>& undone) {
  const rlimit none{0, 0};
  check(setrlimit(RLIMIT_CORE, &none) == 0, "no core files", undone);
  // A pipe of core_pattern(5) gets what the limit keeps from files.
  check(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0, "not dumpable", undone);
}

} // namespace

std::vector<std::string> forbid_dumps() {
  std::vector<std::string> undone;
  forbid_dumps_too(undone);
  return undone;
}

std::vector<std::string> confine() {
  std::vector<std::string> undone;
  check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no_new_privs", undone);
  std::string why;
  check(drop_capabilities_here(), "capabilities of the thread that calls", undone);
  if (!drop_capabilities_elsewhere(why)) undone.push_back("capabilities of other threads: " + why);
  const std::vector<int> writable = writable_descriptors();
  forbid_dumps_too(undone);
  std::vector<sock_filter> program = confined_syscalls(writable, getpid());
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  const long refused =
      syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
  if (refused > 0)
    undone.push_back("system calls: thread " + std::to_string(refused) +
                     " has a filter of its own");
  else
    check(refused == 0, "system calls", undone);
  return undone;
}

} // namespace sigwarden
