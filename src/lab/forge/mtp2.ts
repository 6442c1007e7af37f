// SPDX-License-Identifier: Apache-2.0
// MTP2 (Q.703 §2.2, annex A) as captures of signalling cards hold it: without check bits, with or
// without the header of LINKTYPE_MTP2_WITH_PHDR.

import { concat, octets, u16 } from './bytes.ts';

export interface Mtp2Header {
  readonly backward: number;
  readonly forward: number;
  /** Annex A: numbers of 12 bits and lengths of 9. */
  readonly extended?: boolean;
}

/** A signal unit: empty is fill-in, of one or two octets link status, else a message. */
export function signalUnit(header: Mtp2Header, content: Uint8Array): Uint8Array {
  const { backward, forward } = header;
  if (header.extended !== true) {
    const length = Math.min(content.length, 63);
    return concat(octets(backward & 0x7f, forward & 0x7f, length), content);
  }
  const words = [backward & 0xfff, forward & 0xfff, Math.min(content.length, 511)];
  return concat(octets(...words.flatMap((word) => [word & 0xff, word >> 8])), content);
}

/** In front of a signal unit: was it sent, which form has it, on which link was it. */
export function mtp2PseudoHeader(sent: boolean, extended: boolean, link: number): Uint8Array {
  return concat(octets(sent ? 1 : 0, extended ? 1 : 0), u16(link));
}
