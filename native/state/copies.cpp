// SPDX-License-Identifier: Apache-2.0
#include "native/state/copies.hpp"

#include <algorithm>
#include <bit>

#include "native/generated/limits.hpp"

namespace sigwarden {
namespace {

constexpr uint64_t kWindowNs = uint64_t{limits::copy_milliseconds} * 1'000'000;

constexpr uint32_t kAhead = 4; ///< marks that are asked for before they are written

/// A copy cannot be older than the first leg, but two mirror ports may disagree by a little.
bool within_window(uint64_t first_ns, uint64_t now_ns) {
  const uint64_t apart = now_ns >= first_ns ? now_ns - first_ns : first_ns - now_ns;
  return apart <= kWindowNs;
}

} // namespace

Copies::Copies(uint32_t capacity, const MixKey& key)
    : mix_(key), marks_(std::bit_ceil(std::max(capacity, kWays))),
      sets_(2 * marks_.count() / kWays) {}

uint32_t Copies::oldest(const Set& set) const {
  uint32_t way = 0;
  for (uint32_t i = 1; i < kWays; i++)
    if (turn_ - set.turns[i] > turn_ - set.turns[way]) way = i;
  return way;
}

/// The next place of the ring, entered in the set in place of its oldest pointer.
CopyMark& Copies::remember(Set& set, uint32_t tag, uint64_t time_ns) {
  while (oldest_live_ != turn_ && !within_window(at(oldest_live_).time_ns, time_ns))
    oldest_live_++;
  if (turn_ - oldest_live_ == marks_.count()) {
    oldest_live_++; // the ring is too short for two seconds of this traffic
    evicted_++;
  }
  uint32_t way = first_way(ways_with(set.tags, 0));
  if (way == kWays) {
    way = oldest(set);
    evicted_ += is_live(set.turns[way]);
  }
  set.tags[way] = tag;
  set.turns[way] = turn_;
  prefetch_line(&at(turn_ + kAhead));
  return at(turn_++);
}

Copies::Found Copies::observe(const CopyKey& key, uint64_t hash, uint32_t link,
                              uint32_t association, uint64_t time_ns) {
  const uint32_t tag = static_cast<uint32_t>(hash >> 32) | 1;
  Set& set = sets_[set_of(hash)];
  CopyMark* known = find(set, tag, key);
  if (known == nullptr || !within_window(known->time_ns, time_ns)) {
    if (known == nullptr) known = &remember(set, tag, time_ns);
    *known = {key, time_ns, link, association, kNoSlot, 1, 0};
    return {Verdict::first, known};
  }
  if (known->link != link || known->association != association) {
    known->legs++;
    return {Verdict::second_leg, known};
  }
  known->time_ns = time_ns;
  return {Verdict::repeated, known};
}

namespace {

uint64_t word_of(const Operation& op) {
  return static_cast<uint64_t>(op.component) << 56 |
         static_cast<uint64_t>(static_cast<uint16_t>(op.invoke_id)) << 32 |
         static_cast<uint32_t>(op.code);
}

CopyKey copy_key_ss7(const MixKey& key, const Decoded& decoded, const Message& message,
                     const uint8_t* base) {
  const Ss7& ss7 = message.ss7;
  uint64_t h =
      mix(key,
          static_cast<uint64_t>(message.technology) << 8 | static_cast<uint64_t>(ss7.tcap),
          uint64_t{ss7.is_returned} << 32 | uint64_t{ss7.return_cause} << 24 |
              uint64_t{ss7.context.number} << 16 | uint64_t{ss7.context.version} << 8 |
              static_cast<uint64_t>(ss7.dialogue));
  const Operation* op = &decoded.operations[message.first_operation];
  for (uint32_t left = message.operation_count; left != 0; left--, op++) {
    h = mix(key, h ^ op->imsi.bcd, op->msisdn.bcd ^ word_of(*op));
    h = mix_bytes(key, op->argument.in(base), h);
  }
  const uint64_t transaction = mix(key, ss7.otid.value ^ uint64_t{ss7.otid.length} << 60,
                                   ss7.dtid.value ^ uint64_t{ss7.dtid.length} << 60);
  return {ss7.calling.title.bcd, transaction, h};
}

/// An agent adds Route-Record and changes routing AVPs: the octets are not compared.
CopyKey copy_key_diameter(const MixKey& key, const Decoded& decoded, const Message& message,
                          const uint8_t* base) {
  const Diameter& diameter = message.diameter;
  uint64_t h = mix(key, static_cast<uint64_t>(message.technology) << 8 | diameter.is_request,
                   uint64_t{diameter.command} << 32 | diameter.application);
  const Operation* op = &decoded.operations[message.first_operation];
  for (uint32_t left = message.operation_count; left != 0; left--, op++)
    h = mix(key, h ^ op->imsi.bcd, op->msisdn.bcd ^ word_of(*op));
  return {mix_bytes(key, diameter.origin_host.in(base)),
          uint64_t{diameter.end_to_end} << 1 | diameter.is_request, h};
}

/// Numbers and endpoints of tunnels are small and alike everywhere: the addresses tell apart.
CopyKey copy_key_exchange(const MixKey& key, const Decoded& decoded, const Message& message,
                          const uint8_t* base) {
  const uint64_t number = message.exchange.number;
  uint64_t h = mix_bytes(key, bytes_of(decoded.packet.source),
                         static_cast<uint64_t>(message.technology) << 8 | number);
  h = mix_bytes(key, bytes_of(decoded.packet.destination), h);
  return {0, number, mix_bytes(key, message.bytes.in(base), h)};
}

} // namespace

CopyKey copy_key(const MixKey& key, const Decoded& decoded, const Message& message,
                 const uint8_t* base) {
  if (message.technology == Technology::ss7) return copy_key_ss7(key, decoded, message, base);
  return is_exchange(message) ? copy_key_exchange(key, decoded, message, base)
                              : copy_key_diameter(key, decoded, message, base);
}

} // namespace sigwarden
