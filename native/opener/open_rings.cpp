// SPDX-License-Identifier: Apache-2.0
// Packet sockets with a TPACKET_V3 ring each (packet(7), Documentation/networking/packet_mmap.rst).
//
// Order matters. Each socket drops everything until all of them are bound and in their fanout
// group: a socket that is bound and not yet in the group would see every frame once more. The
// counters are read before the true filter opens the way, so that what passed in between counts as
// filtered.
//
// Fanout is by flow hash, so that an association's two directions meet in one ring, rolling over to
// a ring with room when that one is full: rings are merged by time anyway. Not DEFRAG: it would
// hand over packets that were never on the wire, IPv4 only, and with one ring none.
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/net_tstamp.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "native/capture/prefilter.hpp"
#include "native/opener/opener.hpp"

namespace sigwarden::opener {
namespace {

using Descriptors = std::array<int, limits::capture_rings>;

constexpr int kReserve = 4;               // a VLAN tag is put back in front of the frame
constexpr uint32_t kSmallestFrame = 2048; // only divides the block: slots of V3 vary
constexpr uint32_t kFanoutIgnoresOutgoing =
    0x4000; // of kernels since 6.7; the filter serves the others

void set_detail(OpenAnswer& answer, const char* text) {
  std::snprintf(answer.detail.data(), answer.detail.size(), "%s", text);
}

/// What somebody would have to run setcap on.
void tell_own_path(OpenAnswer& answer) {
  const ssize_t length = readlink("/proc/self/exe", answer.detail.data(), answer.detail.size() - 1);
  answer.detail[length > 0 ? static_cast<size_t>(length) : 0] = 0;
}

void tell_interfaces(OpenAnswer& answer) {
  struct if_nameindex* all = if_nameindex();
  if (all == nullptr) return;
  size_t at = 0;
  for (const struct if_nameindex* one = all; one->if_index != 0; one++) {
    const size_t length = std::strlen(one->if_name);
    if (at + length + 3 > answer.detail.size()) break;
    if (at > 0) at += static_cast<size_t>(std::snprintf(&answer.detail[at], 3, ", "));
    std::memcpy(&answer.detail[at], one->if_name, length + 1);
    at += length;
  }
  if_freenameindex(all);
}

bool fail(OpenAnswer& answer, OpenStep step, int error = errno) {
  answer.step = step;
  answer.error = error;
  return false;
}

template <class T> bool set(int socket, int level, int option, const T& value) {
  return setsockopt(socket, level, option, &value, sizeof value) == 0;
}

bool set_filter(int socket, FilterProgram program) {
  const sock_fprog description = {static_cast<unsigned short>(program.size()), program.data()};
  return set(socket, SOL_SOCKET, SO_ATTACH_FILTER, description);
}

/// The kernel would end other processes to find memory for a ring, rather than refuse it.
bool has_memory(uint64_t octets) {
  FILE* file = std::fopen("/proc/meminfo", "re");
  if (file == nullptr) return true;
  std::array<char, 128> line;
  unsigned long long available = 0;
  bool is_known = false;
  while (!is_known && std::fgets(line.data(), line.size(), file) != nullptr)
    is_known = std::sscanf(line.data(), "MemAvailable: %llu kB", &available) == 1;
  std::fclose(file);
  return !is_known || octets / 1024 <= available / 4 * 3;
}

ifreq named(const OpenRequest& request) {
  ifreq asked = {};
  std::memcpy(asked.ifr_name, request.interface.data(), sizeof asked.ifr_name);
  return asked;
}

/// True when the card stamps every frame that it receives; asks it to when nobody has. A card that
/// stamps some frames only would mix two clocks, so that is not used.
bool has_hardware_time(int socket, const OpenRequest& request) {
  hwtstamp_config wanted = {};
  ifreq asked = named(request);
  asked.ifr_data = reinterpret_cast<char*>(&wanted);
  if (ioctl(socket, SIOCGHWTSTAMP, &asked) == 0 && wanted.rx_filter == HWTSTAMP_FILTER_ALL)
    return true;
  wanted.flags = 0; // tx_type stays: somebody's clock synchronisation may rest on it
  wanted.rx_filter = HWTSTAMP_FILTER_ALL;
  return ioctl(socket, SIOCSHWTSTAMP, &asked) == 0 && wanted.rx_filter == HWTSTAMP_FILTER_ALL;
}

bool set_ring(int socket, const OpenRequest& request) {
  tpacket_req3 ring = {};
  ring.tp_block_size = request.block_octets;
  ring.tp_block_nr = request.blocks;
  ring.tp_frame_size = kSmallestFrame;
  ring.tp_frame_nr = request.block_octets / kSmallestFrame * request.blocks;
  ring.tp_retire_blk_tov = request.block_timeout_ms;
  return set(socket, SOL_PACKET, PACKET_RX_RING, ring);
}

bool configure(int socket, const OpenRequest& request, OpenAnswer& answer) {
  const int version = TPACKET_V3, on = 1;
  if (!set_filter(socket, pass_nothing())) return fail(answer, OpenStep::filter);
  if (!set(socket, SOL_PACKET, PACKET_VERSION, version) ||
      !set(socket, SOL_PACKET, PACKET_RESERVE, kReserve) ||
      !set(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, on))
    return fail(answer, OpenStep::socket);
  // Has the kernel stamp a frame when it takes it from the driver, once for all who listen: without
  // it each ring stamps its own copy, later. One that refuses leaves it at that.
  const int stamped_early = SOF_TIMESTAMPING_RX_SOFTWARE;
  set(socket, SOL_SOCKET, SO_TIMESTAMPING, stamped_early);
  if (answer.has_hardware_time != 0) {
    const int source = SOF_TIMESTAMPING_RAW_HARDWARE;
    set(socket, SOL_PACKET, PACKET_TIMESTAMP, source);
  }
  if (!set_ring(socket, request)) return fail(answer, OpenStep::ring);
  sockaddr_ll address = {};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = static_cast<int>(answer.interface_index);
  if (bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return fail(answer, OpenStep::bind);
  if (request.is_promiscuous != 0) {
    packet_mreq membership = {};
    membership.mr_ifindex = address.sll_ifindex;
    membership.mr_type = PACKET_MR_PROMISC;
    if (!set(socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership))
      return fail(answer, OpenStep::promiscuous);
  }
  return true;
}

/// The first socket gets a group number that no other process has; the others join by it.
bool join(int socket, uint32_t& group, OpenAnswer& answer) {
  constexpr uint32_t kKind =
      PACKET_FANOUT_HASH | PACKET_FANOUT_FLAG_ROLLOVER | kFanoutIgnoresOutgoing;
  const bool is_first = group == 0;
  const uint32_t argument = is_first ? (kKind | PACKET_FANOUT_FLAG_UNIQUEID) << 16 : group;
  if (!set(socket, SOL_PACKET, PACKET_FANOUT, argument)) return fail(answer, OpenStep::fanout);
  if (!is_first) return true;
  socklen_t octets = sizeof group;
  if (getsockopt(socket, SOL_PACKET, PACKET_FANOUT, &group, &octets) != 0)
    return fail(answer, OpenStep::fanout);
  group = (group & 0xFFFF) | kKind << 16;
  return true;
}

bool look_up(int socket, const OpenRequest& request, OpenAnswer& answer) {
  ifreq asked = named(request);
  if (ioctl(socket, SIOCGIFINDEX, &asked) != 0) {
    fail(answer, OpenStep::interface);
    tell_interfaces(answer);
    return false;
  }
  answer.interface_index = static_cast<uint32_t>(asked.ifr_ifindex);
  if (ioctl(socket, SIOCGIFHWADDR, &asked) != 0) return fail(answer, OpenStep::interface);
  const uint32_t type = asked.ifr_hwaddr.sa_family;
  if (type != ARPHRD_ETHER && type != ARPHRD_LOOPBACK)
    return fail(answer, OpenStep::link_type, EMEDIUMTYPE);
  answer.has_hardware_time = has_hardware_time(socket, request);
  return true;
}

bool open_all(const OpenRequest& request, Descriptors& descriptors, OpenAnswer& answer) {
  if (!has_memory(uint64_t{request.block_octets} * request.blocks * request.rings))
    return fail(answer, OpenStep::ring, ENOMEM);
  uint32_t group = 0;
  for (; answer.rings < request.rings; answer.rings++) {
    const int socket = ::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    descriptors[answer.rings] = socket;
    if (socket < 0) {
      const bool is_forbidden = errno == EPERM || errno == EACCES;
      fail(answer, is_forbidden ? OpenStep::privilege : OpenStep::socket);
      if (is_forbidden) tell_own_path(answer);
      return false;
    }
    const bool is_found = answer.rings > 0 || look_up(socket, request, answer);
    if (!is_found || !configure(socket, request, answer) ||
        (request.rings > 1 && !join(socket, group, answer))) {
      close(socket);
      return false;
    }
  }
  answer.counters = read_counters(answer.interface_index);
  const std::span<const uint16_t> ports(request.ports.data(), request.port_count);
  for (uint32_t i = 0; i < answer.rings; i++) {
    const FilterProgram program = request.has_prefilter != 0 ? prefilter(ports, request.snap_octets)
                                                             : pass_everything(request.snap_octets);
    if (program.empty() || !set_filter(descriptors[i], program))
      return fail(answer, OpenStep::filter);
  }
  return true;
}

} // namespace

OpenAnswer open_rings(const OpenRequest& request, Descriptors& descriptors) {
  OpenAnswer answer;
  if (const char* problem = problem_of(request)) {
    fail(answer, OpenStep::request, EINVAL);
    set_detail(answer, problem);
  } else if (!open_all(request, descriptors, answer)) {
    for (uint32_t i = 0; i < answer.rings; i++)
      close(descriptors[i]);
    answer.rings = 0;
  }
  return answer;
}

} // namespace sigwarden::opener
