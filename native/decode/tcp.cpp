// SPDX-License-Identifier: Apache-2.0
// TCP (RFC 9293), for Diameter in single segments: every message of a segment that is whole in it.
// Called by ip.cpp. Does not join segments: a message that goes on in another one is counted, and
// so are segments in which none starts.
#include "native/generated/tcp.hpp"
#include "native/decode/decoder.hpp"
#include "native/generated/diameter.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kHeaderOctets = 20;
constexpr uint32_t kTlsRecordOctets = 5;
constexpr uint32_t kTlsRecordMax = 16384 + 2048; // RFC 5246 §6.2.3
constexpr uint32_t kDiameterHeader = 20;         // RFC 6733 §3

/// TLS record header (RFC 8446 §5.1): content type, version 3.x, a length that a record may have.
bool looks_like_tls(Bytes segment) {
  namespace record = tcp::tls_record;
  if (segment.size < kTlsRecordOctets) return false;
  const uint8_t* p = segment.data;
  const uint32_t length = load_be16(p + 3);
  return p[0] >= record::change_cipher_spec && p[0] <= record::application_data && p[1] == 3 &&
         p[2] <= 4 && length > 0 && length <= kTlsRecordMax;
}

bool has_diameter_port(const Packet& packet) {
  const auto is_one = [](uint32_t port) {
    return port == tcp::port::diameter || port == tcp::port::diameter_tls;
  };
  return is_one(packet.source_port) || is_one(packet.destination_port);
}

/// On a port of Diameter its version and a possible length are enough, so that a message with odd
/// flags is decoded and its oddity named.
bool starts_message(Bytes segment, bool has_hint) {
  if (looks_like_diameter(segment)) return true;
  return has_hint && segment.size >= kDiameterHeader && segment.data[0] == 1 &&
         (load_be32(segment.data) & 0xFFFFFF) >= kDiameterHeader;
}

template <class Sink> void decode_segment(Decoding<Sink>& d, Cursor segment) {
  const bool has_hint = has_diameter_port(d.out.packet);
  if (looks_like_tls(segment.rest())) return count(d.counters, Counter::packets_opaque);
  if (!starts_message(segment.rest(), has_hint))
    return count(d.counters, Counter::tcp_payload_unknown);
  const auto leave = [&](Counter why) {
    d.hide(segment.view(segment.remaining()));
    count(d.counters, why);
  };
  while (!segment.at_end()) {
    const Bytes rest = segment.rest();
    if (rest.size < kDiameterHeader) return leave(Counter::tcp_message_incomplete);
    if (!starts_message(rest, has_hint)) return leave(Counter::tcp_payload_unknown);
    const uint32_t length = load_be32(rest.data) & 0xFFFFFF;
    if (length > rest.size) return leave(Counter::tcp_message_incomplete);
    UserMessage carrier;
    carrier.bytes = segment.view(length);
    const uint32_t next_message = d.out.message_count;
    d.sink.begin_message(next_message);
    decode_diameter(d, segment.sub(length), carrier);
    d.sink.end_message();
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
  if (octets.at_end()) return;
  count(d.counters, Counter::tcp_segments);
  decode_segment(d, octets);
}

template void decode_tcp<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_tcp<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
