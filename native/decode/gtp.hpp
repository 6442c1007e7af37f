// SPDX-License-Identifier: Apache-2.0
// What both versions of GTP-C share: the octets of a PLMN, how a message type becomes an exchange,
// and how a cause ends it. Used by gtp.cpp and gtpv2.cpp; knows no information element.
#pragma once

#include "native/decode/decoder.hpp"

namespace sigwarden::gtp_common {

constexpr uint32_t kPlmnOctets = 3;

/// Mobile country and network code as numbers, which is how Wireshark prints them.
struct PlmnNumbers {
  uint32_t country, network;
};

/// The digits of TS 24.008 §10.5.1.13; a network code of two has F for its third.
inline PlmnNumbers plmn_numbers(const uint8_t* p) {
  const auto low = [](uint8_t octet) { return uint32_t{octet} & 0xF; };
  const auto high = [](uint8_t octet) { return uint32_t{octet} >> 4; };
  const uint32_t two = 10 * low(p[2]) + high(p[2]), third = high(p[1]);
  return {100 * low(p[0]) + 10 * high(p[0]) + low(p[1]),
          third == kFillerNibble ? two : 10 * two + third};
}

inline Plmn plmn_of(const uint8_t* p) {
  return uint32_t{p[0]} << 16 | uint32_t{p[1]} << 8 | p[2];
}

template <class Sink>
void plmn_fields(Sink& sink, uint32_t at, const uint8_t* p, Field country, Field network) {
  const PlmnNumbers numbers = plmn_numbers(p);
  sink.number(country, {at, 2}, numbers.country);
  sink.number(network, {at + 1, 2}, numbers.network);
}

/// Digits in octets that they need not fill: behind the first filler stands filler only.
inline bool is_filled(Bytes tbcd) {
  bool is_over = false;
  for (const uint8_t octet : tbcd) {
    const bool ends_low = (octet & 0xF) == kFillerNibble, ends_high = octet >> 4 == kFillerNibble;
    if ((is_over && !ends_low) || (ends_low && !ends_high)) return false;
    is_over = ends_high;
  }
  return true;
}

/// Names the operation of a message and its side; `which` is the protocol's exchange_of() it. The
/// number of version 2 has three octets: the version above them keeps the two versions apart.
template <class Which>
void begin_exchange(Message& m, Operation& op, uint32_t message_type, const Which& which,
                    uint32_t version, uint32_t sequence, uint32_t teid) {
  using Role = Exchange::Role;
  op.id = which.id;
  op.code = static_cast<int32_t>(message_type);
  op.component = which.is_answer ? Component::result_last : Component::invoke;
  m.exchange.number = version << 24 | sequence;
  m.exchange.addressee = teid;
  m.exchange.role = which.is_answer    ? Role::answer
                    : which.has_answer ? Role::request
                                       : Role::notice;
}

} // namespace sigwarden::gtp_common
