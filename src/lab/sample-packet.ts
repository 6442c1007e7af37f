// SPDX-License-Identifier: Apache-2.0
// What the packets of all small samples share: the form of a packet and the one subscriber they are
// about.

import type { IpHeader } from './forge/ip.ts';

/** An SCTP or TCP payload with the header of the packet it goes in. */
export interface SamplePacket {
  readonly header: IpHeader;
  readonly payload: Uint8Array;
}

/** Side 0 is the home network's. */
export type Side = 0 | 1;

export const imsi = '001010123456789';
export const msisdn = '9990111234567';

/** Repeatable noise for authentication values. */
export function noise(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => (index * 37 + size) & 0xff);
}
