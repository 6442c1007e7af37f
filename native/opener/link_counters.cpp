// SPDX-License-Identifier: Apache-2.0
// An interface's counters by RTM_GETLINK (rtnetlink(7)): IFLA_STATS64 does not wrap, as the fields
// of /proc/net/dev may, and one answer is one moment.
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "native/opener/opener.hpp"

namespace sigwarden::opener {
namespace {

constexpr uint32_t kSequence = 1;
constexpr size_t kAnswerOctets = 65536; // an interface with many virtual functions says much

bool ask(int socket, uint32_t interface_index) {
  struct {
    nlmsghdr header = {};
    ifinfomsg link = {};
  } request;
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = RTM_GETLINK;
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.header.nlmsg_seq = kSequence;
  request.link.ifi_family = AF_UNSPEC;
  request.link.ifi_index = static_cast<int>(interface_index);
  return send(socket, &request, sizeof request, 0) == sizeof request;
}

template <class T> T value_of(const rtattr* attribute) {
  T value = {};
  std::memcpy(&value, RTA_DATA(attribute), std::min<size_t>(RTA_PAYLOAD(attribute), sizeof value));
  return value;
}

void take(const rtattr* attribute, LinkCounters& counters) {
  switch (attribute->rta_type) {
  case IFLA_STATS64: {
    const auto statistics = value_of<rtnl_link_stats64>(attribute);
    counters.rx_packets = statistics.rx_packets;
    counters.rx_dropped = statistics.rx_dropped;
    counters.rx_missed = statistics.rx_missed_errors;
    counters.tx_packets = statistics.tx_packets;
    break;
  }
  case IFLA_CARRIER_DOWN_COUNT: counters.carrier_downs = value_of<uint32_t>(attribute); break;
  default: break;
  }
}

LinkCounters parse(const uint8_t* octets, size_t size) {
  LinkCounters counters;
  const auto* header = reinterpret_cast<const nlmsghdr*>(octets);
  if (!NLMSG_OK(header, static_cast<uint32_t>(size)) || header->nlmsg_type != RTM_NEWLINK ||
      header->nlmsg_len < NLMSG_LENGTH(sizeof(ifinfomsg)))
    return counters;
  const auto* link = static_cast<const ifinfomsg*>(NLMSG_DATA(header));
  counters.exists = 1;
  counters.is_up = (link->ifi_flags & IFF_UP) != 0 && (link->ifi_flags & IFF_RUNNING) != 0;
  auto left = static_cast<int>(header->nlmsg_len - NLMSG_LENGTH(sizeof(ifinfomsg)));
  for (const rtattr* a = IFLA_RTA(link); RTA_OK(a, left); a = RTA_NEXT(a, left))
    take(a, counters);
  return counters;
}

} // namespace

LinkCounters read_counters(uint32_t interface_index) {
  const int socket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (socket < 0) return {};
  LinkCounters counters;
  alignas(nlmsghdr) static std::array<uint8_t, kAnswerOctets> octets;
  if (ask(socket, interface_index)) {
    const ssize_t received = recv(socket, octets.data(), octets.size(), 0);
    if (received > 0) counters = parse(octets.data(), static_cast<size_t>(received));
  }
  close(socket);
  return counters;
}

} // namespace sigwarden::opener
