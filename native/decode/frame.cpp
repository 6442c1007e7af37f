// SPDX-License-Identifier: Apache-2.0
// One frame from its link layer through its tunnels to its operations, and the sums of what it
// held. Called by the engine for each frame and by `decode`; what is kept from one frame to the
// next is in Reassembly.
#include "native/decode/decoder.hpp"
#include "native/decode/variants.hpp"
#include "native/generated/ip.hpp"
#include "native/generated/technologies.hpp"

namespace sigwarden {
namespace {

void count_message(const Message& m, Counters& counters) {
  if (m.technology != Technology::ss7)
    count(counters, message_counter(m.technology));
  else if (m.ss7.has_parties)
    count(counters, Counter::messages_ss7);
  if (m.fault != Fault::none) count(counters, Counter::messages_faulty);
  if (m.anomalies != 0) count(counters, Counter::messages_anomalous);
}

/// Opens what a tunnel carries. The packet is the innermost one; the VLAN stays with what has none
/// of its own.
template <class Sink> void decode_carried(Decoding<Sink>& d) {
  const Carried what = d.carried;
  const Cursor octets = d.inner;
  const uint16_t vlan = d.out.packet.vlan;
  d.carried = Carried::none;
  if (d.tunnels == limits::tunnels) return count(d.counters, Counter::tunnels_over_limit);
  count(d.counters, Counter::tunnels);
  d.tunnels++;
  d.out.packet = Packet{};
  d.out.packet.vlan = vlan;
  if (what == Carried::ip)
    decode_ip(d, octets);
  else
    decode_ethernet(d, octets);
}

/// Opens, one after the other, what is inside the packet of the frame: what tunnels carry, and the
/// datagrams that a fragment has completed, whose tunnels come before the next of them. Of a
/// datagram in which no message is found all octets are hidden, as they may be another reading of
/// those of one that becomes evidence.
template <class Sink> [[gnu::noinline]] void decode_inside(Decoding<Sink>& d) {
  View datagram_at;
  uint32_t first_message = 0;
  const auto leave_datagram = [&] {
    if (d.out.message_count == first_message) d.hide(datagram_at);
  };
  for (IpDatagram datagram;;) {
    if (d.carried != Carried::none) {
      decode_carried(d);
    } else if (d.has_datagrams && d.held->ip.next(datagram)) {
      leave_datagram();
      datagram_at = datagram.where;
      first_message = d.out.message_count;
      d.is_cut = false; // what was joined is whole
      d.tunnels = static_cast<uint8_t>(datagram.tunnels);
      d.anomalies |= datagram.anomalies;
      d.out.packet = datagram.packet;
      decode_datagram(d, Cursor(d.base(), datagram.where.in(d.base())), datagram);
    } else {
      return leave_datagram();
    }
  }
}

/// What lies behind the limit was not judged: the messages that were say so.
void flag_overflow(Decoded& out) {
  const Anomalies over_limit = out.packet.transport == ip::protocol::tcp
                                   ? anomaly::diameter_over_limit
                                   : anomaly::sctp_over_limit;
  for (uint32_t i = 0; i < out.message_count; i++)
    out.messages[i].flag(over_limit);
}

} // namespace

template <class Sink>
void decode_frame(const Frame& frame, Decoded& out, Sink& sink, Counters& counters,
                  Reassembly* held, const Variants* variants) {
  out.reset();
  if constexpr (Sink::records) sink.clear();
  count(counters, Counter::frames_read);
  count(counters, Counter::octets_read, frame.captured);
  const bool is_cut = frame.captured < frame.original;
  if (is_cut) count(counters, Counter::frames_truncated);
  if (variants != nullptr && variants->empty()) variants = nullptr;
  Decoding<Sink> d{frame, out, sink, counters, held, variants, is_cut};
  decode_link(d, Cursor(frame.data, {frame.data, frame.captured}));
  if (d.carried != Carried::none || d.has_datagrams) [[unlikely]]
    decode_inside(d);
  if (d.anomalies != 0) [[unlikely]]
    for (uint32_t i = 0; i < out.message_count; i++)
      out.messages[i].flag(d.anomalies);
  if (out.messages_overflowed) [[unlikely]] {
    flag_overflow(out);
    sink.disown_from(out.message_count);
  }
  if (out.fault != Fault::none) count(counters, Counter::frames_undecodable);
  count(counters, Counter::operations, out.operation_count);
  for (uint32_t i = 0; i < out.message_count; i++)
    count_message(out.messages[i], counters);
}

template void decode_frame<NullSink>(const Frame&, Decoded&, NullSink&, Counters&, Reassembly*,
                                     const Variants*);
template void decode_frame<FieldSink>(const Frame&, Decoded&, FieldSink&, Counters&, Reassembly*,
                                      const Variants*);

} // namespace sigwarden
