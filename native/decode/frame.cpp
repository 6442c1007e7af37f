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

/// Opens what tunnels carry, one after the other. The packet is the innermost one; the VLAN stays
/// with what has none of its own.
template <class Sink> [[gnu::noinline]] void decode_tunnels(Decoding<Sink>& d) {
  for (uint32_t tunnels = 0; d.carried != Carried::none; tunnels++) {
    if (tunnels == limits::tunnels) return count(d.counters, Counter::tunnels_over_limit);
    count(d.counters, Counter::tunnels);
    const Carried what = d.carried;
    const Cursor octets = d.inner;
    const uint16_t vlan = d.out.packet.vlan;
    d.carried = Carried::none;
    d.out.packet = Packet{};
    d.out.packet.vlan = vlan;
    if (what == Carried::ip)
      decode_ip(d, octets);
    else
      decode_ethernet(d, octets);
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
  if (d.carried != Carried::none) [[unlikely]]
    decode_tunnels(d);
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
