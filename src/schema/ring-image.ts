// SPDX-License-Identifier: Apache-2.0
// Layout of the ring between the native engine and JavaScript: one control page, then data. One
// producer, one consumer. The producer owns `head` and `lost`, the consumer `tail`; each on a cache
// line of its own. Positions count octets and never wrap; the place in the data is position modulo
// capacity. An entry never spans the end: a padding entry fills it.
//
// Either side may die and another attach: all that must outlive it lies here. A consumer that is
// about to sleep sets `armed` and looks at `head` once more; a producer that has published looks at
// `armed`, and when it is set clears it and writes to the doorbell.

export const layout = {
  magic: 0x53575231, // "SWR1"
  magic_offset: 0, // u32
  capacity_offset: 8, // u64, power of two, octets of data
  head_offset: 64, // u64, written with release order
  tail_offset: 128, // u64, moved only after the store has flushed
  lost_offset: 192, // u64, entries that found no room
  armed_offset: 256, // u32, 1: the consumer sleeps until the doorbell rings
  producer_epoch_offset: 320, // u64, producers that have attached
  data_offset: 4096,
  entry_header_octets: 8, // u32 length of the payload, u32 kind
  entry_alignment: 8,
  kind: { record: 1, padding: 2 },
} as const;
