// SPDX-License-Identifier: Apache-2.0
// TCP (RFC 9293) for Diameter: every message of a segment, and those that it completes of a stream,
// which tcp_streams.cpp holds. Called by ip.cpp. Where there is no memory of earlier frames a
// message that goes on in another segment is counted. Recognises TLS and does not open it.
#include "native/generated/tcp.hpp"
#include "native/decode/decoder.hpp"
#include "native/decode/diameter_framing.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kHeaderOctets = 20;

namespace flag = tcp::flag;

bool has_diameter_port(const Packet& packet) {
  const auto is_one = [](uint32_t port) {
    return port == tcp::port::diameter || port == tcp::port::diameter_tls;
  };
  return is_one(packet.source_port) || is_one(packet.destination_port);
}

template <class Sink>
void decode_message(Decoding<Sink>& d, Cursor message, const UserMessage& carrier) {
  d.sink.begin_message(d.out.message_count);
  decode_diameter(d, message, carrier);
  d.sink.end_message();
}

/// A segment by itself: what is whole in it.
template <class Sink>
void decode_alone(Decoding<Sink>& d, Cursor segment, bool has_hint, Anomalies anomalies) {
  if (looks_like_tls(segment.rest())) return count(d.counters, Counter::packets_opaque);
  if (!starts_message(segment.rest(), has_hint))
    return count(d.counters, Counter::tcp_payload_unknown);
  const auto leave = [&](Counter why) {
    d.hide(segment.view(segment.remaining()));
    count(d.counters, why);
  };
  while (!segment.at_end()) {
    const Bytes rest = segment.rest();
    if (rest.size < kDiameterFrameOctets) return leave(Counter::tcp_message_incomplete);
    if (!starts_message(rest, has_hint)) return leave(Counter::tcp_payload_unknown);
    const uint32_t length = diameter_length(rest.data);
    if (length > rest.size) return leave(Counter::tcp_message_incomplete);
    UserMessage carrier;
    carrier.bytes = segment.view(length);
    carrier.flag(anomalies);
    decode_message(d, segment.sub(length), carrier);
  }
}

/// What the stream has of whole messages now that it has the segment. Octets of the segment from
/// `told` on that belong to none of them are hidden.
template <class Sink>
void decode_part(Decoding<Sink>& d, TcpStreams::Taken taken, const TcpSegment& segment,
                 uint32_t told) {
  const uint32_t end = segment.where.offset + segment.where.length;
  for (UserMessage carrier;
       d.held->tcp.next(taken, d.frame, segment, d.held->joined, d.out, carrier, d.counters);
       carrier = {}) {
    const View where = carrier.bytes;
    if (where.offset >= told && where.offset < end) {
      d.hide({told, where.offset - told});
      told = where.offset + where.length;
    }
    decode_message(d, Cursor(d.base(), where.in(d.base())), carrier);
  }
  if (told < end) d.hide({told, end - told});
}

template <class Sink> void decode_segment(Decoding<Sink>& d, Cursor data, uint32_t sequence) {
  using Is = TcpStreams::Is;
  const bool has_hint = has_diameter_port(d.out.packet);
  if (d.held == nullptr) return decode_alone(d, data, has_hint, 0);
  const TcpSegment segment{data.view(data.remaining()), sequence, has_hint};
  const TcpStreams::Taken taken = d.held->tcp.add(d.frame, segment, d.out, d.counters);
  switch (taken.is) {
  case Is::foreign: return count(d.counters, Counter::tcp_payload_unknown);
  case Is::opaque: return count(d.counters, Counter::packets_opaque);
  case Is::alone: return decode_alone(d, data, has_hint, 0);
  case Is::again: return d.hide(segment.where);
  case Is::contrary: {
    const uint32_t messages = d.out.message_count, begin = segment.where.offset;
    decode_alone(d, data, has_hint, anomaly::tcp_overlap);
    const bool is_read = d.out.message_count != messages;
    return decode_part(d, taken, segment, is_read ? begin + segment.where.length : begin);
  }
  case Is::part: return decode_part(d, taken, segment, segment.where.offset);
  }
}

} // namespace

template <class Sink> void decode_tcp(Decoding<Sink>& d, Cursor octets) {
  const uint32_t at = octets.offset();
  const uint32_t available = octets.remaining();
  const uint8_t* p = octets.data();
  if (available < kHeaderOctets) return d.fail(Fault::tcp_header_short, at);
  const uint32_t header_length = 4u * (p[12] >> 4);
  if (header_length < kHeaderOctets || header_length > available)
    return d.fail(Fault::tcp_header_length, at + 12);
  Packet& packet = d.out.packet;
  packet.source_port = load_be16(p);
  packet.destination_port = load_be16(p + 2);
  d.sink.layer(Protocol::tcp, {at, header_length});
  d.sink.number(Field::tcp_srcport, {at, 2}, packet.source_port);
  d.sink.number(Field::tcp_dstport, {at + 2, 2}, packet.destination_port);
  d.sink.number(Field::tcp_len, {at + 13, 1}, available - header_length);
  d.sink.number(Field::tcp_seq_raw, {at + 4, 4}, load_be32(p + 4));
  d.sink.number(Field::tcp_ack_raw, {at + 8, 4}, load_be32(p + 8));
  d.sink.number(Field::tcp_hdr_len, {at + 12, 1}, header_length);
  d.sink.number(Field::tcp_flags, {at + 12, 2}, load_be16(p + 12) & 0x0FFFu);
  d.sink.leave();
  octets.skip(header_length);
  uint32_t sequence = load_be32(p + 4);
  if ((p[13] & flag::syn) != 0) [[unlikely]] {
    if (d.held != nullptr)
      d.held->tcp.begin(d.frame, packet, sequence, has_diameter_port(packet), d.counters);
    sequence++; // SYN has a number of its own, in front of the data
  }
  if (octets.at_end()) return;
  count(d.counters, Counter::tcp_segments);
  decode_segment(d, octets, sequence);
}

template void decode_tcp<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_tcp<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
