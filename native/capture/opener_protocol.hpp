// SPDX-License-Identifier: Apache-2.0
// What the engine and the opener say to each other over a SOCK_SEQPACKET pair: one fixed struct a
// message, host byte order (both are one build on one machine), no gaps. The engine asks, the
// opener answers each request once under its sequence number; descriptors ride on the answer to
// `open`. Whoever receives checks every field. Used by native/opener and opener_client.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

#include "native/generated/limits.hpp"

namespace sigwarden {

constexpr uint32_t kOpenerMagic = 0x52505753; // "SWPR"
constexpr uint16_t kOpenerVersion = 1;
constexpr uint32_t kInterfaceNameOctets = 16; // IFNAMSIZ, with the closing zero

enum class OpenerKind : uint16_t { open = 1, statistics = 2 };

struct OpenerHeader {
  uint32_t magic = kOpenerMagic;
  uint16_t version = kOpenerVersion;
  OpenerKind kind = OpenerKind::open;
  uint32_t sequence = 0; ///< of the request, repeated in its answer
  uint32_t octets = 0;   ///< of the whole message
};

struct OpenRequest {
  OpenerHeader header;
  std::array<char, kInterfaceNameOctets> interface = {};
  uint32_t rings = 0;
  uint32_t block_octets = 0; ///< a power of two
  uint32_t blocks = 0;
  uint32_t block_timeout_ms = 0;
  uint32_t snap_octets = 0;
  uint8_t is_promiscuous = 0;
  uint8_t has_prefilter = 0;
  uint16_t port_count = 0;
  std::array<uint16_t, limits::capture_diameter_ports> ports = {};
};

struct StatisticsRequest {
  OpenerHeader header;
  uint32_t interface_index = 0;
};

/// Which step of opening failed; the answer's error is what the system said about it.
enum class OpenStep : uint32_t {
  none,
  request,     ///< the request contradicts itself
  interface,   ///< no interface of that name
  link_type,   ///< the interface has no Ethernet header
  privilege,   ///< no right to a packet socket
  socket,      ///< PACKET_VERSION, PACKET_RESERVE, PACKET_IGNORE_OUTGOING
  filter,      ///< SO_ATTACH_FILTER
  ring,        ///< PACKET_RX_RING
  bind,        ///< bind
  fanout,      ///< PACKET_FANOUT
  promiscuous, ///< PACKET_ADD_MEMBERSHIP
};

/// Of an interface since it exists (rtnl_link_stats64).
struct LinkCounters {
  uint64_t rx_packets = 0;
  uint64_t rx_dropped = 0; ///< by the kernel: also frames that capture saw and no protocol took
  uint64_t rx_missed = 0;  ///< by the network card, for want of room
  uint64_t tx_packets = 0;
  uint32_t carrier_downs = 0;
  uint8_t exists = 0;
  uint8_t is_up = 0;
  std::array<uint8_t, 2> unused = {};
};

struct OpenAnswer {
  OpenerHeader header;
  OpenStep step = OpenStep::none;
  int32_t error = 0;
  uint32_t rings = 0; ///< descriptors that ride along
  uint32_t interface_index = 0;
  uint32_t has_hardware_time = 0; ///< asked for and granted; each frame tells what it got
  uint32_t unused = 0;
  LinkCounters counters;             ///< when the rings began
  std::array<char, 512> detail = {}; ///< interfaces there are, or the opener's path; ends in zero
};

struct StatisticsAnswer {
  OpenerHeader header;
  LinkCounters counters;
};

template <class T>
constexpr bool kHasNoGaps =
    std::is_trivially_copyable_v<T>&& std::has_unique_object_representations_v<T>;
static_assert(kHasNoGaps<OpenRequest> && kHasNoGaps<StatisticsRequest>);
static_assert(kHasNoGaps<OpenAnswer> && kHasNoGaps<StatisticsAnswer>);

constexpr uint32_t kOpenerMessageOctetsMax = sizeof(OpenAnswer);
static_assert(sizeof(OpenRequest) <= kOpenerMessageOctetsMax);

template <class T> T opener_message(OpenerKind kind, uint32_t sequence) {
  T message;
  message.header.kind = kind;
  message.header.sequence = sequence;
  message.header.octets = sizeof(T);
  return message;
}

/// The message in `octets` when its header is sound, it is of `kind` and as long as T.
template <class T>
bool read_opener_message(std::span<const uint8_t> octets, OpenerKind kind, T& message) {
  if (octets.size() != sizeof(T)) return false;
  std::memcpy(&message, octets.data(), sizeof(T));
  const OpenerHeader& h = message.header;
  return h.magic == kOpenerMagic && h.version == kOpenerVersion && h.kind == kind &&
         h.octets == sizeof(T);
}

/// What is wrong with a request, as a clause that names the option and its bounds; nullptr when
/// nothing is.
const char* problem_of(const OpenRequest& request);
/// False when an answer promises or tells what it cannot: a count beyond its limit, text that does
/// not end.
bool is_sound(const OpenAnswer& answer, uint32_t descriptors);

} // namespace sigwarden
