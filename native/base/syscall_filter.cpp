// SPDX-License-Identifier: Apache-2.0
#include "native/base/syscall_filter.hpp"

#include <asm/ioctls.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

namespace sigwarden {
namespace {

constexpr uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr uint32_t kKill = SECCOMP_RET_KILL_PROCESS;
constexpr uint32_t kRefuse = SECCOMP_RET_ERRNO | EPERM;
constexpr uint32_t kUnknown = SECCOMP_RET_ERRNO | ENOSYS;
constexpr uint32_t kX32 = 0x40000000; ///< bit of the other ABI's numbers (arch/x86/include/asm)

// In the order of their use: the list is walked for every call.
constexpr uint32_t kAllowed[] = {
    __NR_futex,
    __NR_epoll_wait,
    __NR_epoll_pwait,
    __NR_poll,
    __NR_read,
    __NR_recvmsg,
    __NR_recvfrom,
    __NR_madvise,
    __NR_mmap,
    __NR_munmap,
    __NR_mprotect,
    __NR_pkey_mprotect, // V8's, where the processor has protection keys
    __NR_mremap,
    __NR_brk,
    __NR_nanosleep,
    __NR_clock_nanosleep,
    __NR_clock_gettime,
    __NR_clock_getres,
    __NR_gettimeofday,
    __NR_time,
    __NR_getsockopt,
    __NR_setsockopt,
    __NR_getsockname,
    __NR_getpeername,
    __NR_shutdown,
    __NR_readv,
    __NR_pread64,
    __NR_preadv,
    __NR_lseek,
    __NR_fstat,
    __NR_dup,
    __NR_fcntl,
    __NR_ppoll,
    __NR_epoll_ctl,
    __NR_epoll_create1,
    __NR_eventfd2,
    __NR_pipe2,
    __NR_getrandom,
    __NR_getrusage,
    __NR_membarrier,
    __NR_sched_yield,
    __NR_sched_getaffinity,
    __NR_getpriority,
    __NR_getcpu,
    __NR_sysinfo,
    __NR_uname,
    __NR_getcwd,
    __NR_getpid,
    __NR_getppid,
    __NR_gettid,
    __NR_getuid,
    __NR_geteuid,
    __NR_getgid,
    __NR_getegid,
    __NR_capget,
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,
    __NR_restart_syscall,
    __NR_set_robust_list,
    __NR_rseq,
    __NR_exit,
    __NR_exit_group,
};
/// Writing, by the descriptor in the first argument.
constexpr uint32_t kWrites[] = {__NR_write,  __NR_writev,   __NR_sendmsg,
                                __NR_sendto, __NR_sendmmsg, __NR_pwrite64};
constexpr uint32_t kIoctls[] = {FIONBIO, FIONREAD, FIOCLEX, TCGETS};
constexpr uint32_t kDeadly[] = {__NR_execve, __NR_execveat, __NR_ptrace, __NR_process_vm_readv,
                                __NR_process_vm_writev};

constexpr uint32_t low_half_of_argument(uint32_t index) {
  return static_cast<uint32_t>(offsetof(seccomp_data, args) + 8 * index);
}

class Assembler {
public:
  void load(uint32_t offset) { add(BPF_LD | BPF_W | BPF_ABS, offset); }
  void answer(uint32_t verdict) { add(BPF_RET | BPF_K, verdict); }
  /// The next `over` instructions only when the loaded word is, or is not, the value.
  void skip_unless_equal(uint32_t value, uint8_t over) { jump(BPF_JEQ, value, 0, over); }
  void skip_if_equal(uint32_t value, uint8_t over) { jump(BPF_JEQ, value, over, 0); }
  void skip_unless_bits(uint32_t bits, uint8_t over) { jump(BPF_JSET, bits, 0, over); }
  void skip_if_below(uint32_t value, uint8_t over) { jump(BPF_JGE, value, 0, over); }
  void answer_if_equal(uint32_t value, uint32_t verdict) {
    skip_unless_equal(value, 1);
    answer(verdict);
  }
  /// Allows the call when its argument is one of the values, refuses it else.
  void allow_by_argument(uint32_t call, uint32_t argument, std::span<const uint32_t> values) {
    answer_by_argument(call, argument, values, kAllow, kRefuse);
  }
  /// The other way round.
  void refuse_by_argument(uint32_t call, uint32_t argument, std::span<const uint32_t> values) {
    answer_by_argument(call, argument, values, kRefuse, kAllow);
  }
  std::vector<sock_filter> program;

private:
  void add(int code, uint32_t k) { program.push_back({static_cast<uint16_t>(code), 0, 0, k}); }
  void jump(int kind, uint32_t k, uint8_t if_true, uint8_t if_false) {
    program.push_back({static_cast<uint16_t>(BPF_JMP | kind | BPF_K), if_true, if_false, k});
  }
  void answer_by_argument(uint32_t call, uint32_t argument, std::span<const uint32_t> values,
                          uint32_t if_among, uint32_t else_so) {
    // A jump reaches 255 instructions: a longer list is split.
    constexpr size_t kReach = 120;
    for (size_t at = 0; at < values.size(); at += kReach) {
      const auto part = values.subspan(at, std::min(kReach, values.size() - at));
      skip_unless_equal(call, static_cast<uint8_t>(2 + 2 * part.size()));
      load(low_half_of_argument(argument));
      for (const uint32_t value : part)
        answer_if_equal(value, if_among);
      load(offsetof(seccomp_data, nr));
    }
    answer_if_equal(call, else_so);
  }
};

} // namespace

std::vector<sock_filter> confined_syscalls(std::span<const int> writable, int self) {
  Assembler a;
  // Numbers mean something else in another ABI: a 32-bit or x32 call would pass the list unseen.
  a.load(offsetof(seccomp_data, arch));
  a.skip_if_equal(AUDIT_ARCH_X86_64, 1);
  a.answer(kKill);
  a.load(offsetof(seccomp_data, nr));
  a.skip_if_below(kX32, 1);
  a.answer(kKill);
  const std::vector<uint32_t> descriptors(writable.begin(), writable.end());
  for (const uint32_t call : kWrites)
    a.allow_by_argument(call, 0, descriptors);
  // A number that may be written to stays taken: closed, it would go to the next descriptor that is
  // made, and a copy of a packet socket under it could send.
  a.refuse_by_argument(__NR_close, 0, descriptors);
  for (const uint32_t call : kAllowed)
    a.answer_if_equal(call, kAllow);
  a.allow_by_argument(__NR_ioctl, 1, kIoctls);
  const uint32_t ourselves[] = {static_cast<uint32_t>(self)};
  a.allow_by_argument(__NR_kill, 0, ourselves);
  a.allow_by_argument(__NR_tgkill, 0, ourselves);
  const uint32_t naming[] = {PR_SET_NAME};
  a.allow_by_argument(__NR_prctl, 0, naming);
  // Status of what is open; a path would be told by its absence, and only its status.
  const uint32_t of_descriptor[] = {AT_EMPTY_PATH};
  a.allow_by_argument(__NR_newfstatat, 3, of_descriptor);
  a.allow_by_argument(__NR_statx, 2, of_descriptor);
  // Limits may be asked for, not set.
  const uint32_t nothing[] = {0};
  a.allow_by_argument(__NR_prlimit64, 2, nothing);
  // Threads, no processes. The arguments of clone3 are out of a filter's sight: libc, told that
  // there is no such call, takes clone.
  a.skip_unless_equal(__NR_clone, 4);
  a.load(low_half_of_argument(0));
  a.skip_unless_bits(CLONE_THREAD, 1);
  a.answer(kAllow);
  a.answer(kRefuse);
  a.answer_if_equal(__NR_clone3, kUnknown);
  for (const uint32_t call : kDeadly)
    a.answer_if_equal(call, kKill);
  a.answer(kRefuse);
  return a.program;
}

} // namespace sigwarden
