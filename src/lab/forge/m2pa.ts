// SPDX-License-Identifier: Apache-2.0
// M2PA (RFC 4165 §2): user data with its sequence numbers, and the states of a link.

import { adaptationMessage } from './adaptation.ts';
import { concat, octets, u24, u32 } from './bytes.ts';

const messageClass = 11;
const messageType = { userData: 1, linkStatus: 2 } as const;

export const m2paState = {
  alignment: 1,
  provingNormal: 2,
  ready: 4,
  outOfService: 9,
} as const;

/** Sequence numbers of 24 bits: the last one received, and this one's or the last one's. */
export interface M2paNumbers {
  readonly backward: number;
  readonly forward: number;
}

function numbered({ backward, forward }: M2paNumbers): Uint8Array {
  return concat(octets(0), u24(backward), octets(0), u24(forward));
}

export function m2paUserData(
  numbers: M2paNumbers,
  mtp3: Uint8Array,
  priority: 0 | 1 | 2 | 3 = 0,
): Uint8Array {
  const body = [numbered(numbers), octets(priority << 6), mtp3];
  return adaptationMessage([messageClass, messageType.userData], ...body);
}

/** User data of no octet: an acknowledgement. */
export function m2paAcknowledgement(numbers: M2paNumbers): Uint8Array {
  return adaptationMessage([messageClass, messageType.userData], numbered(numbers));
}

export function m2paLinkStatus(
  state: keyof typeof m2paState,
  numbers: M2paNumbers = { backward: 0xffffff, forward: 0xffffff },
  filler = 0,
): Uint8Array {
  const body = [numbered(numbers), u32(m2paState[state]), new Uint8Array(filler)];
  return adaptationMessage([messageClass, messageType.linkStatus], ...body);
}
