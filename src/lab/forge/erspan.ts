// SPDX-License-Identifier: Apache-2.0
// ERSPAN (draft-foschiano-erspan-03), type I, II and III, in the GRE header that each comes with.

import { concat, u16, u32 } from './bytes.ts';
import { gre, greType } from './gre.ts';

export interface ErspanSession {
  readonly session: number;
  readonly vlan?: number;
  readonly sequence: number;
  /** The frame is shorter than it was: the switch cut it. */
  readonly truncated?: boolean;
}

/** Versions are one behind the types. */
const version = { typeII: 1, typeIII: 2 } as const;

function firstWord(
  of: number,
  { session, vlan = 0, truncated = false }: ErspanSession,
): Uint8Array {
  return concat(u16(of * 4096 + vlan), u16((truncated ? 0x0400 : 0) | session));
}

export function erspanI(frame: Uint8Array): Uint8Array {
  return gre(greType.erspan, frame);
}

export function erspanII(session: ErspanSession, index: number, frame: Uint8Array): Uint8Array {
  const header = concat(firstWord(version.typeII, session), u32(index));
  return gre(greType.erspan, concat(header, frame), { sequence: session.sequence });
}

export interface ErspanIii extends ErspanSession {
  readonly timestamp: number;
  /** Platform and what it says, eight octets in all. */
  readonly subheader?: { readonly platform: number; readonly port: number; readonly time: number };
}

export function erspanIII(session: ErspanIii, frame: Uint8Array): Uint8Array {
  const { timestamp, subheader } = session;
  const last = subheader === undefined ? 0 : 1;
  const header = concat(
    firstWord(version.typeIII, session),
    u32(timestamp),
    u16(0),
    u16(last),
    ...(subheader === undefined
      ? []
      : [u32(subheader.platform * 0x4000000 + subheader.port), u32(subheader.time)]),
  );
  return gre(greType.erspanIii, concat(header, frame), { sequence: session.sequence });
}
