// SPDX-License-Identifier: Apache-2.0
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "native/opener/opener.hpp"

namespace sigwarden::opener {
namespace {

using Descriptors = std::array<int, limits::capture_rings>;

/// One message with the descriptors that belong to it. False when the other end is gone.
bool send_message(int socket, const void* message, size_t octets, const Descriptors& descriptors,
                  uint32_t count) {
  iovec part = {const_cast<void*>(message), octets};
  alignas(cmsghdr) std::array<uint8_t, CMSG_SPACE(sizeof(Descriptors))> control = {};
  msghdr header = {};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (count > 0) {
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(count * sizeof(int));
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(count * sizeof(int));
    std::memcpy(CMSG_DATA(rights), descriptors.data(), count * sizeof(int));
  }
  ssize_t sent = -1;
  do
    sent = sendmsg(socket, &header, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(octets);
}

bool is_permitted(const OpenRequest& request, std::span<char* const> permitted) {
  const auto is_it = [&](const char* name) {
    return std::strncmp(name, request.interface.data(), request.interface.size()) == 0;
  };
  return std::any_of(permitted.begin(), permitted.end(), is_it);
}

OpenAnswer not_permitted() {
  OpenAnswer answer;
  answer.step = OpenStep::request;
  answer.error = EACCES;
  std::snprintf(answer.detail.data(), answer.detail.size(), "%s",
                "the interface is none of those that this run listens on");
  return answer;
}

bool answer_open(int socket, const OpenRequest& request, std::span<char* const> permitted,
                 bool& has_hardware_time) {
  Descriptors descriptors;
  OpenAnswer answer =
      is_permitted(request, permitted) ? open_rings(request, descriptors) : not_permitted();
  answer.header = opener_message<OpenAnswer>(OpenerKind::open, request.header.sequence).header;
  has_hardware_time |= answer.has_hardware_time != 0;
  const bool is_sent = send_message(socket, &answer, sizeof answer, descriptors, answer.rings);
  for (uint32_t i = 0; i < answer.rings; i++)
    close(descriptors[i]);
  return is_sent;
}

bool answer_statistics(int socket, const StatisticsRequest& request) {
  auto answer = opener_message<StatisticsAnswer>(OpenerKind::statistics, request.header.sequence);
  answer.counters = read_counters(request.interface_index);
  return send_message(socket, &answer, sizeof answer, {}, 0);
}

/// A message that is no request has no sequence number to trust: 0 answers it.
bool answer_malformed(int socket) {
  auto answer = opener_message<OpenAnswer>(OpenerKind::open, 0);
  answer.step = OpenStep::request;
  answer.error = EPROTO;
  return send_message(socket, &answer, sizeof answer, {}, 0);
}

} // namespace

int serve(int socket, std::span<char* const> permitted) {
  int type = 0;
  socklen_t type_octets = sizeof type;
  if (getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &type_octets) != 0 || type != SOCK_SEQPACKET) {
    std::fprintf(stderr, "sigwarden-opener: descriptor %d is no SOCK_SEQPACKET socket\n", socket);
    return 1;
  }
  keep_network_privileges();
  bool needs_administration = false;
  std::array<uint8_t, kOpenerMessageOctetsMax + 1> octets; // one more shows what is too long
  for (;;) {
    const ssize_t received = recv(socket, octets.data(), octets.size(), 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return 0;
    const std::span<const uint8_t> message(octets.data(), static_cast<size_t>(received));
    OpenRequest open;
    StatisticsRequest statistics;
    bool is_heard = false;
    if (read_opener_message(message, OpenerKind::open, open)) {
      is_heard = answer_open(socket, open, permitted, needs_administration);
    } else if (read_opener_message(message, OpenerKind::statistics, statistics)) {
      // Whoever asks for counters has opened what there is to open at the start. A card that gave
      // hardware time must be asked for it again when its interface comes back.
      if (!needs_administration) drop_administration();
      is_heard = answer_statistics(socket, statistics);
    } else {
      is_heard = answer_malformed(socket);
    }
    if (!is_heard) return 0;
  }
}

} // namespace sigwarden::opener
