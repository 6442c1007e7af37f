// SPDX-License-Identifier: Apache-2.0
#include "native/capture/opener_client.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "native/base/monotonic.hpp"

namespace sigwarden {
namespace {

using Descriptors = std::array<int, limits::capture_rings>;

uint32_t next_sequence() {
  static std::atomic<uint32_t> last{0}; // one for all who share a socket; 0 is nobody's
  const uint32_t sequence = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return sequence != 0 ? sequence : next_sequence();
}

bool wait_until(int descriptor, int64_t deadline_ms) {
  for (;;) {
    const int64_t left = deadline_ms - monotonic_ms();
    pollfd waited = {descriptor, POLLIN, 0};
    const int ready = poll(&waited, 1, left > 0 ? static_cast<int>(left) : 0);
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

void close_all(const Descriptors& descriptors, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    close(descriptors[i]);
}

/// One message and how many descriptors came with it.
ssize_t receive(int socket, std::span<uint8_t> octets, Descriptors& descriptors, uint32_t& count) {
  iovec part = {octets.data(), octets.size()};
  alignas(cmsghdr) std::array<uint8_t, CMSG_SPACE(sizeof(Descriptors))> control;
  msghdr header = {};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  count = 0;
  const ssize_t received = recvmsg(socket, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (received <= 0) return received;
  for (cmsghdr* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
    const size_t came = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < came && count < descriptors.size(); i++, count++)
      std::memcpy(&descriptors[count], CMSG_DATA(c) + i * sizeof(int), sizeof(int));
  }
  const bool is_whole = (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
  return is_whole ? received : 0;
}

/// Sends the request and waits for its answer; answers to others are dropped.
template <class Request, class Answer>
bool ask(int socket, const Request& request, Answer& answer, Descriptors& descriptors,
         uint32_t& count, uint32_t timeout_ms) {
  const int64_t deadline = monotonic_ms() + timeout_ms;
  if (send(socket, &request, sizeof request, MSG_DONTWAIT | MSG_NOSIGNAL) != sizeof request)
    return false;
  while (wait_until(socket, deadline)) {
    std::array<uint8_t, kOpenerMessageOctetsMax> octets;
    const ssize_t received = receive(socket, octets, descriptors, count);
    if (received < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (received > 0 &&
        read_opener_message({octets.data(), static_cast<size_t>(received)}, request.header.kind,
                            answer) &&
        answer.header.sequence == request.header.sequence)
      return true;
    close_all(descriptors, count);
    count = 0;
    if (received < 0) return false;
    // An end of file looks like an empty message: the opener is gone for good.
    if (received == 0 && recv(socket, octets.data(), 1, MSG_PEEK | MSG_DONTWAIT) == 0) return false;
  }
  return false;
}

std::string text_of(const OpenAnswer& answer) {
  return answer.detail.data();
}

std::string memory_sentence(const OpenRequest& r, const std::string& capture, int error) {
  const uint64_t octets = uint64_t{r.rings} * r.blocks * r.block_octets;
  return capture + " needs " + std::to_string(octets) + " octets of kernel memory (" +
         std::to_string(r.rings) + " rings of " + std::to_string(r.blocks) + " blocks of " +
         std::to_string(r.block_octets) + "), which the kernel refuses (" + std::strerror(error) +
         "): lower blocks, block_octets or rings";
}

/// What a failed answer means to a person: what is wrong, where, what to do.
std::string sentence_of(const OpenAnswer& answer, const OpenRequest& request,
                        const std::string& name, CaptureFault& fault) {
  const std::string capture = "capturing on " + name;
  const std::string reason = std::strerror(answer.error);
  fault = CaptureFault::system;
  switch (answer.step) {
  case OpenStep::request: fault = CaptureFault::options; return capture + ": " + text_of(answer);
  case OpenStep::interface:
    fault = CaptureFault::interface;
    if (answer.error != ENODEV) break;
    return "there is no interface " + name + "; there are: " + text_of(answer);
  case OpenStep::link_type:
    fault = CaptureFault::interface;
    return "the interface " + name + " has no Ethernet header, which capture needs";
  case OpenStep::privilege: {
    fault = CaptureFault::privilege;
    const std::string path = text_of(answer);
    return capture + " needs the capability CAP_NET_RAW (" + reason +
           "): run `sudo setcap cap_net_raw,cap_net_admin+ep " +
           (path.empty() ? "build/Release/sigwarden-opener" : path) + "`, or start as root";
  }
  case OpenStep::ring:
    fault = CaptureFault::memory;
    return memory_sentence(request, capture, answer.error);
  case OpenStep::fanout:
    return capture + " with " + std::to_string(request.rings) + " rings: PACKET_FANOUT: " + reason +
           (answer.error == EINVAL ? "; is the interface up? else set rings to 1" : "");
  default: break;
  }
  static constexpr std::array kCalls = {"",
                                        "",
                                        "reading the interface",
                                        "",
                                        "",
                                        "setting up the socket",
                                        "SO_ATTACH_FILTER",
                                        "ring",
                                        "bind",
                                        "PACKET_FANOUT",
                                        "PACKET_ADD_MEMBERSHIP"};
  return capture + ": " + kCalls[static_cast<size_t>(answer.step)] + ": " + reason;
}

} // namespace

bool OpenerClient::open(OpenRequest request, const std::string& name, OpenedRings& opened,
                        CaptureFault& fault, std::string& why) const {
  request.header = opener_message<OpenRequest>(OpenerKind::open, next_sequence()).header;
  OpenAnswer& answer = opened.answer;
  if (const char* problem = problem_of(request)) {
    fault = CaptureFault::options;
    why = "capturing on " + name + ": " + problem;
    return false;
  }
  uint32_t count = 0;
  fault = CaptureFault::opener;
  if (!ask(descriptor_, request, answer, opened.descriptors, count,
           limits::opener_answer_milliseconds)) {
    why = "the opener does not answer, so that " + name + " cannot be opened";
    return false;
  }
  if (!is_sound(answer, count)) {
    close_all(opened.descriptors, count);
    why = "the opener's answer contradicts itself: are both of one build?";
    return false;
  }
  if (answer.step == OpenStep::none) {
    fault = CaptureFault::none;
    return true;
  }
  why = sentence_of(answer, request, name, fault);
  return false;
}

bool OpenerClient::read_counters(uint32_t interface_index, LinkCounters& counters) const {
  auto request = opener_message<StatisticsRequest>(OpenerKind::statistics, next_sequence());
  request.interface_index = interface_index;
  StatisticsAnswer answer;
  Descriptors descriptors;
  uint32_t count = 0;
  if (!ask(descriptor_, request, answer, descriptors, count,
           limits::statistics_answer_milliseconds))
    return false;
  close_all(descriptors, count);
  counters = answer.counters;
  return true;
}

} // namespace sigwarden
