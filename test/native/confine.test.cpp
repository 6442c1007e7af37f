// SPDX-License-Identifier: Apache-2.0
// What a confined process can still do, tried in children: nothing is left of it here.
#include "native/base/confine.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

/// How a child ends that confines itself and then does this: its exit code, or minus its signal.
template <class Act> int confined(Act&& act) {
  std::fflush(stdout); // or the child prints it again
  const pid_t child = fork();
  if (child == 0) {
    const auto undone = confine();
    for (const std::string& one : undone)
      std::printf("  %s\n", one.c_str());
    std::fflush(stdout);
    if (!undone.empty()) syscall(SYS_exit_group, 99);
    syscall(SYS_exit_group, act());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/// 0 when it was refused with EPERM.
int refused(long result) {
  return result == -1 && errno == EPERM ? 0 : 1;
}

} // namespace

TEST("nothing can be opened, connected, bound, made or signalled") {
  CHECK_EQ(confined([] { return refused(open("/etc/hostname", O_RDONLY)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_openat, AT_FDCWD, "/", O_PATH)); }), 0);
  CHECK_EQ(confined([] { return refused(socket(AF_UNIX, SOCK_STREAM, 0)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_connect, 0, nullptr, 0)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_bind, 0, nullptr, 0)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_listen, 0, 1)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_fork)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }), 0);
  CHECK_EQ(confined([] { return refused(kill(getppid(), 0)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_unlink, "/nonexistent")); }), 0);
  CHECK_EQ(confined([] { return refused(prctl(PR_SET_DUMPABLE, 1)); }), 0);
  CHECK_EQ(confined([] { return refused(syscall(SYS_io_uring_setup, 1, nullptr)); }), 0);
  CHECK_EQ(confined([] { return kill(getpid(), 0); }), 0);
}

TEST("memory that may not be dumped leaves no core file, and the process does all else") {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const bool is_done = forbid_dumps().empty();
    rlimit core{1, 1};
    const bool is_none = getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0;
    const bool is_open = open("/etc/hostname", O_RDONLY) >= 0;
    _exit(is_done && is_none && is_open && prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST("what only an intruder tries ends the process") {
  CHECK_EQ(confined([] {
             char* const none[] = {nullptr};
             return execve("/bin/true", none, none);
           }),
           -SIGSYS);
  CHECK_EQ(confined([] { return static_cast<int>(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }),
           -SIGSYS);
  CHECK_EQ(confined([] {
             return static_cast<int>(syscall(SYS_process_vm_readv, getppid(), 0, 0, 0, 0, 0));
           }),
           -SIGSYS);
  CHECK_EQ(confined([] { return static_cast<int>(syscall(0x40000000 | SYS_getpid)); }), -SIGSYS);
}

TEST("what was open can be read and written, what comes later read alone") {
  int pair[2];
  CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
  CHECK_EQ(confined([&] { return write(pair[0], "x", 1) == 1 ? 0 : 1; }), 0);
  char octet;
  CHECK_EQ(read(pair[1], &octet, 1), ssize_t{1});
  CHECK_EQ(confined([&] {
             const int later = dup(pair[0]); // as a socket that somebody hands over
             return later >= 0 ? refused(write(later, "x", 1)) : 1;
           }),
           0);
  close(pair[0]);
  close(pair[1]);
}

TEST("a packet socket can be read and not written") {
  const int packets = socket(AF_PACKET, SOCK_RAW, 0);
  if (packets < 0) {
    std::printf("SKIP packet sockets need CAP_NET_RAW\n");
    return;
  }
  CHECK_EQ(confined([&] { return refused(write(packets, "x", 1)); }), 0);
  CHECK_EQ(confined([&] { return refused(syscall(SYS_sendto, packets, "x", 1, 0, nullptr, 0)); }),
           0);
  CHECK_EQ(confined([&] { return refused(syscall(SYS_sendmsg, packets, nullptr, 0)); }), 0);
  CHECK_EQ(confined([&] {
             char octet;
             return syscall(SYS_recvfrom, packets, &octet, 1, MSG_DONTWAIT, 0, 0) == -1 &&
                            errno == EAGAIN
                        ? 0
                        : 1;
           }),
           0);
  close(packets);
}

TEST("no number that may be written to can be given to a packet socket") {
  const int packets = socket(AF_PACKET, SOCK_RAW, 0);
  if (packets < 0) {
    std::printf("SKIP packet sockets need CAP_NET_RAW\n");
    return;
  }
  int pair[2];
  CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
  CHECK_EQ(confined([&] { return refused(close(pair[0])); }), 0);
  CHECK_EQ(confined([&] {
             close(pair[0]);
             const int copy = dup(packets);
             return copy == pair[0] ? 1 : refused(write(copy, "x", 1));
           }),
           0);
  CHECK_EQ(confined([&] { return refused(dup2(packets, pair[0])); }), 0);
  CHECK_EQ(confined([&] { return close(packets); }), 0); // as after an interface that was removed
  close(pair[0]);
  close(pair[1]);
  close(packets);
}

TEST("more descriptors than one jump reaches over are told apart all the same") {
  int pair[2];
  CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
  std::vector<int> many(200);
  for (int& one : many)
    one = dup(pair[0]);
  CHECK_EQ(confined([&] {
             const bool writes =
                 write(many.front(), "x", 1) == 1 && write(many.back(), "x", 1) == 1;
             return writes ? refused(close(many.back())) : 1;
           }),
           0);
  CHECK_EQ(confined([&] { return refused(write(dup(pair[1]), "x", 1)); }), 0);
  CHECK_EQ(confined([&] { return close(dup(pair[1])); }), 0);
  for (const int one : many)
    close(one);
  close(pair[0]);
  close(pair[1]);
}

// That new ones can be made is for test/engine/confine.test.ts: the sanitizer could not watch them.
TEST("every thread loses its capabilities") {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    std::atomic<bool> is_confined{false};
    std::atomic<int> kept{0};
    const auto look = [&] {
      while (!is_confined)
        sched_yield();
      __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
      __user_cap_data_struct data[2] = {};
      if (syscall(SYS_capget, &header, data) != 0) kept++;
      if (data[0].permitted != 0 || data[1].permitted != 0 || data[0].effective != 0) kept++;
      if (prctl(PR_SET_NAME, "still") != 0) kept++;
      if (socket(AF_INET, SOCK_STREAM, 0) >= 0) kept++;
    };
    // Not std::thread: to check its virtual functions the sanitizer writes to a pipe of its own.
    const auto run = [](void* of) -> void* {
      (*static_cast<const decltype(look)*>(of))();
      return nullptr;
    };
    pthread_t threads[4];
    for (pthread_t& thread : threads)
      pthread_create(&thread, nullptr, run, const_cast<void*>(static_cast<const void*>(&look)));
    const bool whole = confine().empty();
    is_confined = true;
    for (const pthread_t thread : threads)
      pthread_join(thread, nullptr);
    syscall(SYS_exit_group, whole && kept == 0 ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

CHECK_MAIN()
