// SPDX-License-Identifier: Apache-2.0
// Entry of decoding: one frame in, messages out. Each protocol is a pair of files named as
// Wireshark names it; each decoder hands its payload to the next through `Decoding`, the state of
// one frame. No decoder keeps memory of earlier frames by itself: what joins messages out of
// several is in Reassembly, which is handed in; the rest (retransmissions) is in native/state.
#pragma once

#include "native/base/counters.hpp"
#include "native/base/cursor.hpp"
#include "native/decode/message.hpp"
#include "native/decode/reassembly.hpp"
#include "native/decode/sink.hpp"
#include "native/generated/anomalies.hpp"

namespace sigwarden {

class Variants;

/// What a tunnel carries: the packet or frame with which decoding begins anew.
enum class Carried : uint8_t { none, ip, ethernet };

/// What the decoders of one frame share. `base` is what all views count from: the start of the
/// frame, or of its copy once it has completed a message (Decoded::joined).
template <class Sink> struct Decoding {
  const Frame& frame;
  Decoded& out;
  Sink& sink;
  Counters& counters;
  Reassembly* held = nullptr;         ///< of earlier frames; nullptr where there are none
  const Variants* variants = nullptr; ///< of links; nullptr where none is configured
  /// The octets may end before the lengths in them do: the capture or a switch cut the frame.
  bool is_cut = false;
  Carried carried = Carried::none;
  bool has_datagrams = false; ///< joined ones wait in `held`
  uint8_t tunnels = 0;        ///< around the packet at hand
  Cursor inner{};             ///< valid when `carried` says what it is
  Anomalies anomalies = 0;    ///< of the datagram in which all messages of the frame are

  const uint8_t* base() const { return out.base_of(frame); }
  /// Octets that nobody read, in a frame of which another message may become evidence: what of them
  /// is secret is not known, so all of them are taken for it.
  void hide(View where) { out.add_secret(where); }
  /// Hands on what a tunnel carries. decode_frame takes it up once the tunnel's own decoder has
  /// returned, so that the depth of nesting, which is the sender's to choose, is a count and not a
  /// stack.
  void carry(Carried what, Cursor octets) {
    if (what == Carried::ethernet) out.packet.vlan = 0; // tags of the tunnel's own path
    carried = what;
    inner = octets;
  }
  /// A fault below the signalling message; the first one stands.
  void fail(Fault fault, uint32_t offset) {
    if (out.fault != Fault::none) return;
    out.fault = fault;
    out.fault_offset = offset;
  }
};

/// A fresh message with what its transport said of it; nullptr, and counted, when the frame holds
/// its limit already.
template <class Sink>
Message* open_message(Decoding<Sink>& d, Technology technology, const UserMessage& carrier) {
  Message* m = d.out.add_message(technology);
  if (m == nullptr) {
    count(d.counters, Counter::messages_over_limit);
    d.hide(carrier.bytes);
    return nullptr;
  }
  static_cast<UserMessage&>(*m) = carrier;
  d.sink.begin_message(m->index);
  return m;
}

/// Decodes one frame from its link layer to its operations. Never throws, never allocates with
/// NullSink. What it completes of `held` lies there until its Joined is cleared; `variants` is only
/// read.
template <class Sink>
void decode_frame(const Frame& frame, Decoded& out, Sink& sink, Counters& counters,
                  Reassembly* held = nullptr, const Variants* variants = nullptr);

// The layers, in the order in which they nest. A decoder gets a cursor over exactly its own octets.
template <class Sink>
void decode_link(Decoding<Sink>& d,
                 Cursor octets); // link.cpp: LINKTYPE_, Ethernet, VLAN, SLL, SLL2
/// An Ethernet frame, as a tunnel carries it too. link.cpp
template <class Sink> void decode_ethernet(Decoding<Sink>& d, Cursor octets);
template <class Sink> void decode_ip(Decoding<Sink>& d, Cursor octets); // ip.cpp: IPv4, IPv6
/// What an IP datagram carries that was joined from its fragments; the packet is its own. ip.cpp
template <class Sink>
void decode_datagram(Decoding<Sink>& d, Cursor payload, const IpDatagram& datagram);
template <class Sink>
void decode_mpls(Decoding<Sink>& d, Cursor octets); // mpls.cpp: labels, pseudowires
template <class Sink> void decode_gre(Decoding<Sink>& d, Cursor octets); // gre.cpp
/// Which header stands in front of the mirrored frame; GRE says so. erspan.cpp
enum class Erspan : uint8_t { type_i, type_ii, type_iii };
template <class Sink> void decode_erspan(Decoding<Sink>& d, Cursor octets, Erspan type);
/// udp.cpp; what it carries: native/generated/dispatch.hpp
template <class Sink> void decode_udp(Decoding<Sink>& d, Cursor octets);
template <class Sink> void decode_sctp(Decoding<Sink>& d, Cursor octets); // sctp.cpp
template <class Sink> void decode_tcp(Decoding<Sink>& d, Cursor octets);  // tcp.cpp
template <class Sink>
void decode_m3ua(Decoding<Sink>& d, Cursor user_message,
                 const UserMessage& carrier); // m3ua.cpp; one Message per protocol data
/// The same of a message that is as most are, for the sink that does not want its parameters;
/// false, and nothing done, for any other. What it decodes looks_like_m3ua().
bool decode_plain_m3ua(Decoding<NullSink>& d, Cursor user_message, const UserMessage& carrier);
template <class Sink>
void decode_m2ua(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier); // m2ua.cpp
template <class Sink>
void decode_m2pa(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier); // m2pa.cpp
template <class Sink>
void decode_sua(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier); // sua.cpp
/// A signal unit as captured, with the header of LINKTYPE_MTP2_WITH_PHDR or without. mtp2.cpp
template <class Sink> void decode_mtp2(Decoding<Sink>& d, Cursor octets, bool has_pseudo_header);
/// From the service information octet on; `said` is the variant that the carrier hints at, which
/// content may contradict. mtp3.cpp
template <class Sink>
void decode_mtp3(Decoding<Sink>& d, Message& m, Cursor octets,
                 Ss7Variant said = Ss7Variant::automatic);
/// In the variant that the message has. sccp.cpp
template <class Sink> void decode_sccp(Decoding<Sink>& d, Message& m, Cursor octets);
/// What SCCP, or SUA in its place, carries for its user: TCAP, or what is counted. sccp.cpp
template <class Sink> void decode_sccp_data(Decoding<Sink>& d, Message& m, Cursor data);
template <class Sink> void decode_tcap(Decoding<Sink>& d, Message& m, Cursor octets); // tcap.cpp
/// Argument or result of one MAP operation; `content` is the parameter TLV itself. gsm_map.cpp.
template <class Sink>
void decode_gsm_map(Decoding<Sink>& d, Message& m, Operation& op, Cursor content);
/// The same of one CAP operation. camel.cpp.
template <class Sink>
void decode_camel(Decoding<Sink>& d, Message& m, Operation& op, Cursor content);
/// One Diameter message, already framed to its length. diameter.cpp
template <class Sink>
void decode_diameter(Decoding<Sink>& d, Cursor message, const UserMessage& carrier);

/// Content probes, since ports and payload protocol ids are only hints: true when the octets look
/// like the protocol.
bool looks_like_m3ua(Bytes user_message);
bool looks_like_m2ua(Bytes user_message);
bool looks_like_m2pa(Bytes user_message);
bool looks_like_sua(Bytes user_message);
bool looks_like_diameter(Bytes user_message);
/// An Ethernet frame with an EtherType that is decoded, and an IP header that begins like one.
bool looks_like_ethernet(Bytes frame);

} // namespace sigwarden
