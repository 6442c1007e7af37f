// SPDX-License-Identifier: Apache-2.0
// M2PA (RFC 4165 §2): the common header, sequence numbers, then one octet of priority and MTP3 in
// user data, or the state of the link, which is counted as management. Called by sctp.cpp. Sequence
// numbers are not followed: SCTP loses and repeats nothing, and a change-over repeats on another
// link, which native/state tells as a copy.
#include "native/generated/m2pa.hpp"
#include "native/decode/adaptation.hpp"
#include "native/decode/decoder.hpp"

namespace sigwarden {
namespace {

namespace message_type = m2pa::message_type;
using adaptation::Header;
using adaptation::kPaddingMax;

constexpr uint32_t kOctets = 16;

template <class Sink> void show_header(Sink& sink, const Header& h, const uint8_t* p, uint32_t at) {
  sink.number(Field::m2pa_version, {at, 1}, h.version);
  sink.number(Field::m2pa_spare, {at + 1, 1}, h.reserved);
  sink.number(Field::m2pa_class, {at + 2, 1}, h.message_class);
  sink.number(Field::m2pa_type, {at + 3, 1}, h.message_type);
  sink.number(Field::m2pa_length, {at + 4, 4}, h.length);
  sink.number(Field::m2pa_unused, {at + 8, 1}, p[8]);
  sink.number(Field::m2pa_bsn, {at + 9, 3}, load_be32(p + 8) & 0xFFFFFF);
  sink.number(Field::m2pa_unused, {at + 12, 1}, p[12]);
  sink.number(Field::m2pa_fsn, {at + 13, 3}, load_be32(p + 12) & 0xFFFFFF);
}

template <class Sink> void show_status(Decoding<Sink>& d, Cursor status) {
  const View where = status.view(4);
  const uint32_t state = status.u32();
  if (status.failed()) return;
  d.sink.number(Field::m2pa_status, where, state);
  if (!status.at_end())
    d.sink.octets(Field::m2pa_filler, status.view(status.remaining()), d.base());
}

/// A message of which nothing can be handed on.
template <class Sink>
void refuse(Decoding<Sink>& d, Fault fault, uint32_t offset, const UserMessage& carrier) {
  d.hide(carrier.bytes);
  if (Message* m = open_message(d, Technology::ss7, carrier)) m->fail(fault, offset);
}

template <class Sink>
void decode_user_data(Decoding<Sink>& d, Cursor data, const UserMessage& carrier) {
  const uint32_t at = data.offset();
  const uint8_t priority = data.u8();
  d.sink.number(Field::m2pa_priority, {at, 1}, priority >> 6);
  d.sink.number(Field::m2pa_priority_spare, {at, 1}, priority & 0x3F);
  d.sink.leave();
  if (Message* m = open_message(d, Technology::ss7, carrier)) decode_mtp3(d, *m, data);
}

} // namespace

template <class Sink>
void decode_m2pa(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier) {
  const uint32_t at = user_message.offset(), available = user_message.remaining();
  const uint8_t* p = user_message.data();
  if (!user_message.skip(kOctets)) return refuse(d, Fault::m2pa_header_short, at, carrier);
  const Header header(p);
  if (header.version != 1) return refuse(d, Fault::m2pa_version, at, carrier);
  d.sink.layer(Protocol::m2pa, {at, available});
  if constexpr (Sink::records) show_header(d.sink, header, p, at);
  const bool is_user_data = header.message_type == message_type::user_data;
  const bool is_status = header.message_type == message_type::link_status;
  Fault fault = Fault::none;
  if (header.length < kOctets || header.length > available)
    fault = Fault::m2pa_length;
  else if (header.message_class != m2pa::message_class::m2pa || !(is_user_data || is_status))
    fault = Fault::m2pa_message_type;
  if (fault != Fault::none) {
    d.sink.leave();
    return refuse(d, fault, at + (fault == Fault::m2pa_length ? 4 : 2), carrier);
  }
  const Cursor data = user_message.sub(header.length - kOctets);
  const uint32_t first = d.out.message_count;
  if (is_user_data && !data.at_end()) {
    decode_user_data(d, data, carrier);
  } else {
    if constexpr (Sink::records)
      if (is_status) show_status(d, data);
    d.sink.leave();
    count(d.counters, is_status ? Counter::messages_management : Counter::signal_units_empty);
  }
  if (user_message.remaining() > kPaddingMax) [[unlikely]] {
    d.hide(user_message.view(user_message.remaining()));
    for (uint32_t i = first; i < d.out.message_count; i++)
      d.out.messages[i].flag(anomaly::m3ua_trailing_octets);
  }
}

bool looks_like_m2pa(Bytes user_message) {
  if (user_message.size < kOctets) return false;
  const Header header(user_message.data);
  return header.version == 1 && header.reserved == 0 &&
         header.message_class == m2pa::message_class::m2pa &&
         (header.message_type == message_type::user_data ||
          header.message_type == message_type::link_status) &&
         header.length >= kOctets && header.length <= user_message.size;
}

template void decode_m2pa<NullSink>(Decoding<NullSink>&, Cursor, const UserMessage&);
template void decode_m2pa<FieldSink>(Decoding<FieldSink>&, Cursor, const UserMessage&);

} // namespace sigwarden
