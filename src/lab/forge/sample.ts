// SPDX-License-Identifier: Apache-2.0
// A sample that the file of a protocol brings with it: `export const sample`. src/lab/samples.ts
// finds it there, writes it to a file and has tshark and the decoder read it.
import type { IpHeader } from './ip.ts';

export interface ForgedPacket {
  readonly header: IpHeader;
  readonly payload: Uint8Array;
}

export interface ForgedSample {
  /** Of the file, without ending. */
  readonly name: string;
  readonly title: string;
  readonly packets: () => readonly ForgedPacket[];
}
