// SPDX-License-Identifier: Apache-2.0
// Two network namespaces of this test alone, joined by a veth pair, with an opener in the one that
// listens. A process of its own removes them when the test ends, however it ends.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "native/opener/opener.hpp"
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"
#include "test/native/octets.hpp"

namespace sigwarden::test {

inline bool runs(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

/// Sets what lies below /proc/sys/net of a namespace.
inline bool sets(const std::string& name, const std::string& what, uint32_t value) {
  return runs("ip netns exec " + name + " sh -c 'echo " + std::to_string(value) +
              " > /proc/sys/net/" + what + "'");
}

/// An opener in a process of its own, and this process's end of its socket.
class OpenerProcess {
public:
  /// `before` runs in the new process: to enter a namespace, to give up rights.
  explicit OpenerProcess(const std::function<void()>& before) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) std::abort();
    process_ = fork();
    if (process_ == 0) {
      close(pair[0]);
      before();
      // eth99 is never there; lo never rests, in the test of several interfaces.
      static char tap[] = "tap0", missing[] = "eth99", loopback[] = "lo";
      const std::array<char*, 3> permitted = {tap, missing, loopback};
      _exit(opener::serve(pair[1], permitted));
    }
    close(pair[1]);
    descriptor_ = pair[0];
  }
  ~OpenerProcess() { end(); }
  OpenerProcess(const OpenerProcess&) = delete;
  OpenerProcess& operator=(const OpenerProcess&) = delete;
  /// Closes our end and returns the exit status.
  int end() {
    if (descriptor_ < 0) return status_;
    close(descriptor_);
    descriptor_ = -1;
    waitpid(process_, &status_, 0);
    return status_;
  }
  int descriptor() const { return descriptor_; }
  pid_t process() const { return process_; }

private:
  pid_t process_ = -1;
  int descriptor_ = -1;
  int status_ = -1;
};

class LiveWorld {
public:
  LiveWorld() {
    const std::string pid = std::to_string(getpid());
    sends_ = "sw-gen-" + pid;
    listens_ = "sw-tap-" + pid;
    if (geteuid() != 0) {
      why_not_ = "root is needed for network namespaces";
      return;
    }
    start_janitor();
    for (const std::string& name : {sends_, listens_})
      if (!runs("ip netns add " + name) || !sets(name, "ipv6/conf/all/disable_ipv6", 1) ||
          !sets(name, "ipv6/conf/default/disable_ipv6", 1)) {
        why_not_ = "this machine makes no network namespace (CAP_SYS_ADMIN, iproute2)";
        return;
      }
    // As much as a kernel before 6.7 grants a socket: the capture filter must fit.
    sets(listens_, "core/optmem_max", 20'480);
    if (!add_link()) why_not_ = "this machine makes no veth pair (CAP_NET_ADMIN)";
  }
  ~LiveWorld() {
    if (sender_ >= 0) close(sender_);
    if (janitor_ < 0) return;
    close(alive_);
    waitpid(janitor_, nullptr, 0);
  }
  LiveWorld(const LiveWorld&) = delete;
  LiveWorld& operator=(const LiveWorld&) = delete;

  /// Why there is none; empty when there is.
  const std::string& why_not() const { return why_not_; }

  /// "tap0" listens, "gen0" sends.
  bool add_link() {
    if (sender_ >= 0) close(sender_);
    if (!runs("ip link add gen0 netns " + sends_ + " mtu 9000 type veth peer name tap0 netns " +
              listens_ + " mtu 9000") ||
        !runs("ip -n " + sends_ + " link set gen0 up") || !set_link("up"))
      return false;
    inside(sends_, [&] {
      sender_ = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
      index_ = static_cast<int>(if_nametoindex("gen0"));
    });
    return sender_ >= 0;
  }
  bool remove_link() { return runs("ip -n " + listens_ + " link del tap0"); }
  bool set_link(const char* state) { return runs("ip -n " + listens_ + " link set tap0 " + state); }

  bool send(const Octets& frame) const {
    sockaddr_ll to = {};
    to.sll_family = AF_PACKET;
    to.sll_ifindex = index_;
    return sendto(sender_, frame.data(), frame.size(), 0, reinterpret_cast<sockaddr*>(&to),
                  sizeof to) == static_cast<ssize_t>(frame.size());
  }
  void enter_listening() const { enter(listens_); }
  uint64_t sent_by_tap() const {
    uint64_t sent = 0;
    inside(listens_, [&] { sent = opener::read_counters(if_nametoindex("tap0")).tx_packets; });
    return sent;
  }

private:
  static void enter(const std::string& name) {
    const int space = open(("/run/netns/" + name).c_str(), O_RDONLY | O_CLOEXEC);
    if (space < 0 || setns(space, CLONE_NEWNET) != 0) std::abort();
    close(space);
  }
  static void inside(const std::string& name, const std::function<void()>& act) {
    const int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    enter(name);
    act();
    if (setns(home, CLONE_NEWNET) != 0) std::abort();
    close(home);
  }
  void start_janitor() {
    int pipe_ends[2];
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) std::abort();
    janitor_ = fork();
    if (janitor_ == 0) {
      close(pipe_ends[1]);
      char nothing;
      while (read(pipe_ends[0], &nothing, 1) < 0) {
      }
      runs("ip netns del " + sends_);
      runs("ip netns del " + listens_);
      _exit(0);
    }
    close(pipe_ends[0]);
    alive_ = pipe_ends[1];
  }

  std::string sends_, listens_, why_not_;
  int sender_ = -1, index_ = 0, alive_ = -1;
  pid_t janitor_ = -1;
};

/// One for all tests of a file; nullptr, with the reason printed, where there can be none.
inline LiveWorld* world() {
  static LiveWorld one;
  if (one.why_not().empty()) return &one;
  std::printf("SKIP %s\n", one.why_not().c_str());
  return nullptr;
}

/// A frame that the prefilter passes, told from others by its number.
inline Octets signalling(uint32_t number) {
  return ethernet(ipv4(sctp(data_chunk(m3ua_message(protocol_data(udt())), 3, number))));
}

} // namespace sigwarden::test
