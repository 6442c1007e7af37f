// SPDX-License-Identifier: Apache-2.0
// A stack of MPLS labels (RFC 3032) in front of a packet, or of an Ethernet frame behind the control
// word of a pseudowire (RFC 4448).

import { concat, u16, u32 } from './bytes.ts';

export interface MplsLabel {
  readonly label: number;
  readonly trafficClass?: number;
  readonly ttl?: number;
}

/** Outermost label first; the last one ends the stack. */
export function mplsStack(labels: readonly MplsLabel[], payload: Uint8Array): Uint8Array {
  const entries = labels.map(({ label, trafficClass = 0, ttl = 64 }, index) => {
    const bottom = index === labels.length - 1 ? 1 : 0;
    return u32(label * 4096 + trafficClass * 512 + bottom * 256 + ttl);
  });
  return concat(...entries, payload);
}

/** An Ethernet frame as a pseudowire carries it; sequence 0 says that none is kept. */
export function pseudowire(sequence: number, frame: Uint8Array): Uint8Array {
  return concat(u16(0), u16(sequence), frame);
}
