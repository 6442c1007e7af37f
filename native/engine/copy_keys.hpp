// SPDX-License-Identifier: Apache-2.0
// What two legs of a message have in common (native/state/copies.hpp): nothing in a key is what a
// transfer point or agent changes on its way, and everything that a forger would have to repeat is.
// In a header, since each has one caller, once a message.
#pragma once

#include "native/decode/message.hpp"
#include "native/state/copies.hpp"

namespace sigwarden {

inline uint64_t copied_word(const Operation& op) {
  return static_cast<uint64_t>(op.component) << 56 |
         static_cast<uint64_t>(static_cast<uint16_t>(op.invoke_id)) << 32 |
         static_cast<uint32_t>(op.code);
}

inline CopyKey copy_key_ss7(const MixKey& key, const Decoded& decoded, const Message& message,
                            const uint8_t* base) {
  const Ss7& ss7 = message.ss7;
  uint64_t h =
      mix(key, static_cast<uint64_t>(message.technology) << 8 | static_cast<uint64_t>(ss7.tcap),
          uint64_t{ss7.is_returned} << 32 | uint64_t{ss7.return_cause} << 24 |
              uint64_t{ss7.context.number} << 16 | uint64_t{ss7.context.version} << 8 |
              static_cast<uint64_t>(ss7.dialogue));
  const Operation* op = &decoded.operations[message.first_operation];
  for (uint32_t left = message.operation_count; left != 0; left--, op++) {
    h = mix(key, h ^ op->imsi.bcd, op->msisdn.bcd ^ copied_word(*op));
    h = mix_bytes(key, op->argument.in(base), h);
  }
  const uint64_t transaction = mix(key, ss7.otid.value ^ uint64_t{ss7.otid.length} << 60,
                                   ss7.dtid.value ^ uint64_t{ss7.dtid.length} << 60);
  return {ss7.calling.title.bcd, transaction, h};
}

/// An agent adds Route-Record and changes routing AVPs: the octets are not compared.
inline CopyKey copy_key_diameter(const MixKey& key, const Decoded& decoded, const Message& message,
                                 const uint8_t* base) {
  const Diameter& diameter = message.diameter;
  uint64_t h = mix(key, static_cast<uint64_t>(message.technology) << 8 | diameter.is_request,
                   uint64_t{diameter.command} << 32 | diameter.application);
  const Operation* op = &decoded.operations[message.first_operation];
  for (uint32_t left = message.operation_count; left != 0; left--, op++)
    h = mix(key, h ^ op->imsi.bcd, op->msisdn.bcd ^ copied_word(*op));
  return {mix_bytes(key, diameter.origin_host.in(base)),
          uint64_t{diameter.end_to_end} << 1 | diameter.is_request, h};
}

/// Numbers and endpoints of tunnels are small and alike everywhere: the addresses tell apart.
inline CopyKey copy_key_exchange(const MixKey& key, const Decoded& decoded, const Message& message,
                                 const uint8_t* base) {
  const uint64_t number = message.exchange.number;
  uint64_t h = mix_bytes(key, bytes_of(decoded.packet.source),
                         static_cast<uint64_t>(message.technology) << 8 | number);
  h = mix_bytes(key, bytes_of(decoded.packet.destination), h);
  return {0, number, mix_bytes(key, message.bytes.in(base), h)};
}

} // namespace sigwarden
