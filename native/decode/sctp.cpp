// SPDX-License-Identifier: Apache-2.0
// SCTP (RFC 9260, RFC 8260): every chunk of every packet. A whole user message goes to the protocol
// that its octets look like; payload protocol identifier and ports only say what to try first,
// since senders get them wrong and attackers write what they like. Called by ip.cpp. Verifies the
// checksum only for a sink that asks: captures of offloading hosts have it wrong. Fragments are
// joined by sctp_fragments.cpp; where there is no memory of earlier frames they are counted.
#include "native/generated/sctp.hpp"

#include <array>

#include "native/base/checksum.hpp"
#include "native/decode/adaptation.hpp"
#include "native/decode/decoder.hpp"
#include "native/generated/m2pa.hpp"
#include "native/generated/m2ua.hpp"
#include "native/generated/m3ua.hpp"
#include "native/generated/sua.hpp"

namespace sigwarden {
namespace {

namespace chunk = sctp::chunk;
namespace data_flag = sctp::data_flag;
namespace payload_protocol = sctp::payload_protocol;

constexpr uint32_t kHeaderOctets = 12;
constexpr uint32_t kChunkHeaderOctets = 4;
constexpr uint32_t kDataOctets = 12; // behind the chunk header
constexpr uint32_t kIDataOctets = 16;

/// One chunk without its padding; `value` is behind the four octets of its header.
struct Chunk {
  uint8_t type, flags;
  uint16_t length;
  uint32_t offset;
  Cursor value;
};

enum class Payload : uint8_t { unknown, opaque, m3ua, diameter, m2ua, m2pa, sua };

/// The protocol that a payload protocol identifier names; some stacks write it in the wrong byte
/// order.
inline Payload hinted_payload(uint32_t ppid) {
  if (ppid == payload_protocol::m3ua) [[likely]]
    return Payload::m3ua;
  switch (ppid) {
  case payload_protocol::m3ua_swapped: return Payload::m3ua;
  case payload_protocol::diameter:
  case payload_protocol::diameter_swapped: return Payload::diameter;
  case payload_protocol::m2ua:
  case payload_protocol::m2ua_swapped: return Payload::m2ua;
  case payload_protocol::m2pa:
  case payload_protocol::m2pa_swapped: return Payload::m2pa;
  case payload_protocol::sua:
  case payload_protocol::sua_swapped: return Payload::sua;
  case payload_protocol::diameter_dtls:
  case payload_protocol::ngap_dtls:
  case payload_protocol::xnap_dtls: return Payload::opaque;
  default: return Payload::unknown;
  }
}

/// DTLS record header (RFC 9147 §4): content type 20..23 and a version whose first octet is 0xFE.
bool looks_like_dtls(Bytes message) {
  return message.size >= 13 && message.data[0] >= 20 && message.data[0] <= 23 &&
         message.data[1] == 0xFE;
}

bool looks_like(Payload payload, Bytes message) {
  switch (payload) {
  case Payload::m3ua: return looks_like_m3ua(message);
  case Payload::m2ua: return looks_like_m2ua(message);
  case Payload::m2pa: return looks_like_m2pa(message);
  case Payload::sua: return looks_like_sua(message);
  case Payload::diameter: return looks_like_diameter(message);
  default: return false;
  }
}

/// The adaptation layers share a header, and their management messages; what carries user data is
/// of a class that only one of them has. `message` has the header's octets.
Payload layer_of_user_data(Bytes message) {
  switch (message.data[2]) {
  case m3ua::message_class::transfer: return Payload::m3ua;
  case m2ua::message_class::maup: return Payload::m2ua;
  case sua::message_class::connectionless:
  case sua::message_class::connection_oriented: return Payload::sua;
  case m2pa::message_class::m2pa: return Payload::m2pa;
  default: return Payload::unknown;
  }
}

/// What the registered ports stand for.
struct PortOf {
  uint32_t port;
  Payload layer;
};
constexpr std::array<PortOf, 4> kAdaptationPorts = {{{sctp::port::m3ua, Payload::m3ua},
                                                     {sctp::port::m2ua, Payload::m2ua},
                                                     {sctp::port::m2pa, Payload::m2pa},
                                                     {sctp::port::sua, Payload::sua}}};

bool is_on(const Packet& packet, uint32_t port) {
  return packet.source_port == port || packet.destination_port == port;
}

Payload adaptation_by_port(const Packet& packet) {
  for (const PortOf& known : kAdaptationPorts)
    if (is_on(packet, known.port)) return known.layer;
  return Payload::unknown;
}

/// What a registered port stands for, with version 1 and a length that fits: enough where nothing
/// else is known, so that a message with an odd header is decoded and its oddity named.
Payload payload_by_port(Bytes message, const Packet& packet, uint32_t ppid) {
  constexpr uint32_t kDiameterHeader = 20;
  using adaptation::kHeaderOctets, adaptation::kPaddingMax;
  const uint64_t limit = uint64_t{message.size} + kPaddingMax;
  if (message.size < kHeaderOctets || message.data[0] != 1) return Payload::unknown;
  if (is_on(packet, sctp::port::diameter)) {
    const uint32_t length = load_be32(message.data) & 0xFFFFFF;
    if (length >= kDiameterHeader && length <= limit) return Payload::diameter;
  }
  const Payload layer = adaptation_by_port(packet);
  if (layer == Payload::unknown) return layer;
  // The layers share ports at times, and management messages.
  if (ppid != payload_protocol::unspecified && layer_of_user_data(message) != layer)
    return Payload::unknown;
  const uint32_t length = load_be32(message.data + 4);
  return length >= kHeaderOctets && length <= limit ? layer : Payload::unknown;
}

/// A message that its payload protocol identifier does not name, or names wrongly.
Payload payload_by_content(Bytes message, const Packet& packet, uint32_t ppid, Payload hint) {
  const bool has_header = message.size >= adaptation::kHeaderOctets;
  const Payload layer = has_header ? layer_of_user_data(message) : Payload::unknown;
  if (layer != Payload::unknown && looks_like(layer, message)) return layer;
  if (ppid == payload_protocol::unspecified) {
    const Payload by_port = adaptation_by_port(packet);
    const Payload management = by_port == Payload::unknown ? Payload::m3ua : by_port;
    if (looks_like(management, message)) return management;
  }
  if (looks_like_diameter(message)) return Payload::diameter;
  return hint == Payload::unknown ? payload_by_port(message, packet, ppid) : hint;
}

[[gnu::noinline]] Payload payload_of_odd(Bytes message, const Packet& packet, uint32_t ppid,
                                         Payload hint) {
  if (looks_like_dtls(message)) return Payload::opaque;
  if (hint == Payload::opaque || looks_like(hint, message)) return hint;
  return payload_by_content(message, packet, ppid, hint);
}

/// What the octets are, the hinted protocol tried first. A hinted message that fits nothing stays
/// with its hint: its own decoder then names what is wrong with it.
inline Payload payload_of(Bytes message, const Packet& packet, uint32_t ppid, Payload hint) {
  if (hint == Payload::m3ua && looks_like_m3ua(message)) [[likely]]
    return hint;
  if (hint == Payload::diameter && looks_like_diameter(message)) return hint;
  return payload_of_odd(message, packet, ppid, hint);
}

bool is_known(uint8_t type) {
  switch (type) {
  case chunk::i_data:
  case chunk::asconf_ack:
  case chunk::re_config:
  case chunk::pad:
  case chunk::forward_tsn:
  case chunk::asconf:
  case chunk::i_forward_tsn: return true;
  default: return type <= chunk::nr_sack;
  }
}

/// Whether the checksum of a packet fits: CRC32c, least significant octet first (RFC 9260 §6.8), or
/// the Adler-32 of RFC 2960. Where not all that the packet had is there, only a checksum that fits
/// tells anything.
uint32_t checksum_status(Bytes packet, bool is_cut) {
  namespace status = sctp::checksum_status;
  constexpr uint32_t kChecksumAt = 8, kChecksumEnd = 12;
  constexpr std::array<uint8_t, 4> kZero{};
  const Bytes head{packet.data, kChecksumAt}, zero{kZero.data(), kZero.size()};
  const Bytes tail{packet.data + kChecksumEnd, packet.size - kChecksumEnd};
  const uint32_t stated = load_be32(packet.data + kChecksumAt);
  if (stated == __builtin_bswap32(Crc32c().add(head).add(zero).add(tail).value()) ||
      stated == Adler32().add(head).add(zero).add(tail).value())
    return status::good;
  return is_cut ? status::unverified : status::bad;
}

template <class Sink> void chunk_fields(Sink& sink, const Chunk& c) {
  sink.number(Field::sctp_chunk_type, {c.offset, 1}, c.type);
  sink.number(Field::sctp_chunk_flags, {c.offset + 1, 1}, c.flags);
  if (c.type == chunk::data || c.type == chunk::i_data) {
    const View flags{c.offset + 1, 1};
    sink.number(Field::sctp_data_i_bit, flags, c.flags >> 3 & 1);
    sink.number(Field::sctp_data_u_bit, flags, c.flags >> 2 & 1);
    sink.number(Field::sctp_data_b_bit, flags, c.flags >> 1 & 1);
    sink.number(Field::sctp_data_e_bit, flags, c.flags & 1);
  }
  sink.number(Field::sctp_chunk_length, {c.offset + 2, 2}, c.length);
}

/// The chunks that tell which tags and sequence numbers an association uses.
template <class Sink> void control_fields(Sink& sink, const Chunk& c) {
  Cursor value = c.value;
  const uint32_t at = value.offset();
  if (c.type == chunk::init || c.type == chunk::init_ack) {
    const bool is_init = c.type == chunk::init;
    const uint32_t tag = value.u32();
    value.skip(8);
    const uint32_t tsn = value.u32();
    if (value.failed()) return;
    sink.number(is_init ? Field::sctp_init_initiate_tag : Field::sctp_initack_initiate_tag, {at, 4},
                tag);
    sink.number(is_init ? Field::sctp_init_initial_tsn : Field::sctp_initack_initial_tsn,
                {at + 12, 4}, tsn);
  } else if (c.type == chunk::sack) {
    const uint32_t tsn = value.u32(), window = value.u32();
    if (value.failed()) return;
    sink.number(Field::sctp_sack_cumulative_tsn_ack_raw, {at, 4}, tsn);
    sink.number(Field::sctp_sack_a_rwnd, {at + 4, 4}, window);
  }
}

/// Hands one whole user message up.
template <class Sink>
void decode_user_message(Decoding<Sink>& d, Cursor message, const UserMessage& carrier) {
  const Payload hint = hinted_payload(carrier.ppid);
  if constexpr (!Sink::records)
    if (hint == Payload::m3ua && carrier.anomalies == 0 && decode_plain_m3ua(d, message, carrier))
        [[likely]]
      return;
  const Payload payload = payload_of(message.rest(), d.out.packet, carrier.ppid, hint);
  const uint32_t first = d.out.message_count;
  switch (payload) {
  case Payload::m3ua: decode_m3ua(d, message, carrier); break;
  case Payload::m2ua: decode_m2ua(d, message, carrier); break;
  case Payload::m2pa: decode_m2pa(d, message, carrier); break;
  case Payload::sua: decode_sua(d, message, carrier); break;
  case Payload::diameter: decode_diameter(d, message, carrier); break;
  case Payload::opaque: return count(d.counters, Counter::packets_opaque);
  case Payload::unknown:
    d.hide(carrier.bytes);
    return count(d.counters, Counter::sctp_payload_unknown);
  }
  const bool contradicts = payload != hint && carrier.ppid != payload_protocol::unspecified;
  const Anomalies anomalies =
      carrier.anomalies | (contradicts ? anomaly::sctp_payload_protocol : 0);
  if (anomalies != 0) [[unlikely]]
    for (uint32_t i = first; i < d.out.message_count; i++)
      d.out.messages[i].flag(anomalies);
}

/// Keeps a fragment, and hands up the message that it completes: twice where it can be read in two
/// ways.
template <class Sink>
void decode_fragment(Decoding<Sink>& d, const Fragment& fragment, const UserMessage& carrier) {
  count(d.counters, Counter::sctp_fragments);
  bool is_read = false;
  if (d.held != nullptr) {
    SctpFragments& fragments = d.held->sctp;
    SctpFragments::Whole whole = fragments.add(d.frame, d.out, fragment, d.counters);
    while (whole.next < whole.readings) {
      UserMessage joined = carrier;
      if (!fragments.read(whole, d.frame, fragment, d.held->joined, d.out, joined, d.counters))
        break;
      is_read = true;
      const uint32_t next_message = d.out.message_count;
      d.sink.begin_message(next_message);
      decode_user_message(d, Cursor(d.base(), joined.bytes.in(d.base())), joined);
      if (d.out.message_count == next_message) d.sink.disown_message(next_message);
    }
  }
  if (!is_read) d.hide(carrier.bytes);
}

/// What tells an I-DATA message from others: never 0, which is DATA's.
uint64_t group_of(const Chunk& c, uint32_t stream, uint32_t identifier) {
  const uint64_t is_unordered = c.flags & data_flag::unordered ? 1 : 0;
  return uint64_t{1} << 63 | is_unordered << 48 | uint64_t{stream} << 32 | identifier;
}

/// A part of a user message that `c`, DATA or I-DATA, brings; `p` are its octets behind the header.
template <class Sink>
[[gnu::noinline]] void take_fragment(Decoding<Sink>& d, const Chunk& c, const uint8_t* p,
                                     const UserMessage& carrier) {
  Fragment fragment;
  fragment.where = carrier.bytes;
  fragment.tsn = fragment.position = carrier.tsn;
  fragment.ppid = carrier.ppid;
  fragment.stream = static_cast<uint16_t>(carrier.stream_id);
  fragment.sequence = load_be16(p + 6);
  fragment.flags = c.flags;
  fragment.is_overlapped = (d.anomalies & anomaly::ip_fragment_overlap) != 0;
  if (c.type == chunk::i_data) {
    fragment.group = group_of(c, carrier.stream_id, load_be32(p + 8));
    fragment.position = (c.flags & data_flag::begin) != 0 ? 0 : carrier.ppid;
    fragment.sequence = 0;
  }
  decode_fragment(d, fragment, carrier);
}

/// DATA (RFC 9260 §3.3.1) and I-DATA (RFC 8260 §2.1), which differ in what follows the stream
/// identifier.
template <class Sink> void decode_data(Decoding<Sink>& d, const Chunk& c, UserMessage& carrier) {
  count(d.counters, Counter::sctp_data_chunks);
  const bool is_i_data = c.type == chunk::i_data;
  const uint32_t fixed = is_i_data ? kIDataOctets : kDataOctets;
  const uint32_t at = c.value.offset();
  Cursor octets = c.value;
  if (octets.remaining() <= fixed) return d.fail(Fault::sctp_data_empty, c.offset);
  const uint8_t* p = octets.data();
  octets.skip(fixed);
  carrier.tsn = load_be32(p);
  carrier.stream_id = load_be16(p + 4);
  const uint32_t sequence = load_be16(p + 6); // reserved in I-DATA
  const uint32_t identifier = is_i_data ? load_be32(p + 8) : 0;
  carrier.ppid = load_be32(p + fixed - 4); // of an I-DATA that is no first fragment: its number
  carrier.bytes = octets.view(octets.remaining());
  const bool is_first = c.flags & data_flag::begin;
  d.sink.number(Field::sctp_data_tsn_raw, {at, 4}, carrier.tsn);
  d.sink.number(Field::sctp_data_sid, {at + 4, 2}, carrier.stream_id);
  if (is_i_data) {
    d.sink.number(Field::sctp_data_mid, {at + 8, 4}, identifier);
    d.sink.number(is_first ? Field::sctp_data_payload_proto_id : Field::sctp_data_fsn, {at + 12, 4},
                  carrier.ppid);
  } else {
    d.sink.number(Field::sctp_data_ssn, {at + 6, 2}, sequence);
    d.sink.number(Field::sctp_data_payload_proto_id, {at + 8, 4}, carrier.ppid);
  }
  constexpr uint32_t kWhole = data_flag::begin | data_flag::end;
  if ((c.flags & kWhole) != kWhole) [[unlikely]]
    return take_fragment(d, c, p, carrier);
  // The frame has completed a message before: what it holds is read in its copy, as all the rest.
  if (d.out.joined != nullptr) [[unlikely]]
    octets = Cursor(d.base(), carrier.bytes.in(d.base()));
  decode_user_message(d, octets, carrier);
}

template <class Sink> void decode_chunk(Decoding<Sink>& d, const Chunk& c, UserMessage& carrier) {
  const uint32_t next_message = d.out.message_count;
  if (c.type == chunk::data || c.type == chunk::i_data) {
    d.sink.begin_message(next_message);
    if constexpr (Sink::records) chunk_fields(d.sink, c);
    decode_data(d, c, carrier);
    if (d.out.message_count == next_message) d.sink.disown_message(next_message);
    return d.sink.end_message();
  }
  if constexpr (Sink::records) {
    chunk_fields(d.sink, c);
    control_fields(d.sink, c);
  }
  if (d.held != nullptr && (c.type == chunk::init || c.type == chunk::init_ack)) [[unlikely]]
    d.held->sctp.restart(d.out.packet, Cursor(c.value).u32(), d.counters);
  if (is_known(c.type)) return;
  count(d.counters, Counter::sctp_chunks_unknown);
  // The two highest bits tell a receiver what to do: 00 and 01 stop it, so that it never sees what
  // follows here.
  if ((c.type & 0x80) == 0) carrier.flag(anomaly::sctp_after_unknown_chunk);
}

} // namespace

template <class Sink> void decode_sctp(Decoding<Sink>& d, Cursor octets) {
  count(d.counters, Counter::sctp_packets);
  const uint32_t at = octets.offset();
  const uint8_t* p = octets.data();
  if (!octets.skip(kHeaderOctets)) return d.fail(Fault::sctp_header_short, at);
  Packet& packet = d.out.packet;
  packet.source_port = load_be16(p);
  packet.destination_port = load_be16(p + 2);
  packet.verification_tag = load_be32(p + 4);
  d.sink.layer(Protocol::sctp, {at, kHeaderOctets + octets.remaining()});
  d.sink.number(Field::sctp_srcport, {at, 2}, packet.source_port);
  d.sink.number(Field::sctp_dstport, {at + 2, 2}, packet.destination_port);
  d.sink.number(Field::sctp_verification_tag, {at + 4, 4}, packet.verification_tag);
  d.sink.number(Field::sctp_checksum, {at + 8, 4}, load_be32(p + 8));
  UserMessage carrier;
  if constexpr (Sink::records)
    if (d.sink.verifies_checksums) {
      const Bytes packet_octets{p, kHeaderOctets + octets.remaining()};
      const uint32_t status = checksum_status(packet_octets, d.is_cut);
      d.sink.number(Field::sctp_checksum_status, {at + 8, 4}, status);
      if (status == sctp::checksum_status::bad) carrier.flag(anomaly::sctp_checksum);
    }
  for (uint32_t chunks = 0; octets.remaining() >= kChunkHeaderOctets; chunks++) {
    if (chunks == limits::sctp_chunks) {
      d.fail(Fault::sctp_chunks, octets.offset());
      break;
    }
    count(d.counters, Counter::sctp_chunks);
    Chunk c{octets.data()[0], octets.data()[1], load_be16(octets.data() + 2), octets.offset(), {}};
    if (c.length < kChunkHeaderOctets || c.length > octets.remaining()) {
      const bool is_cut = c.length > octets.remaining() && d.is_cut;
      d.fail(is_cut ? Fault::sctp_chunk_cut : Fault::sctp_chunk_length, c.offset);
      break;
    }
    octets.skip(kChunkHeaderOctets);
    c.value = octets.sub(c.length - kChunkHeaderOctets);
    const uint32_t padding = -c.length & 3u;
    octets.skip(padding < octets.remaining() ? padding : octets.remaining());
    decode_chunk(d, c, carrier);
  }
  if (!octets.at_end()) {
    d.fail(Fault::sctp_chunk_length, octets.offset());
    d.hide(octets.view(octets.remaining()));
  }
  d.sink.leave();
}

template void decode_sctp<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_sctp<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
