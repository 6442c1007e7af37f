// SPDX-License-Identifier: Apache-2.0
// Identities of one session, opened from its sealed parts: whole for who may see them (the caller
// has written the audit entry), else shortened. The address that asked is the finding and shown
// whole; the called one is shortened, since SCCP routes on the subscriber's own number in
// sendRoutingInfo (E.164) and towards its home by E.214, which is the IMSI.
import type { sealedKeys } from '../schema/record.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './fold.ts';
import { shortened } from './text.ts';

export interface Identities {
  readonly imsi: string;
  readonly msisdn: string;
  readonly calling: string;
  readonly called: string;
  readonly originRealm: string;
  readonly destinationRealm: string;
  readonly opc: string;
  readonly dpc: string;
  readonly sourceIp: string;
  readonly destinationIp: string;
}

/** An evidence frame as native code left it: secrets overwritten, lengths kept. */
export interface EvidenceFrame {
  readonly number: number;
  readonly time: bigint;
  readonly linkType: number;
  readonly originalOctets: number;
  readonly data: Buffer;
  /** Offsets and lengths of what was overwritten. */
  readonly masked: readonly (readonly [number, number])[];
}

type Sealed = Readonly<Partial<Record<keyof typeof sealedKeys, unknown>>>;
type SealedFrame = Readonly<Record<string, unknown>>;

const names = {
  imsi: 'imsi',
  msisdn: 'msisdn',
  calling: 'calling',
  called: 'called',
  originRealm: 'origin_realm',
  destinationRealm: 'destination_realm',
  opc: 'opc',
  dpc: 'dpc',
  sourceIp: 'source_ip',
  destinationIp: 'destination_ip',
} as const satisfies Record<keyof Identities, keyof typeof sealedKeys>;

/** The first value of each kind over the session's events, those of its findings first. */
export function openIdentities(store: Store, session: Session): Identities {
  const parts = session.events.map((one) => (store.openSealed(one) ?? {}) as Sealed);
  const find = (name: keyof Sealed): string => {
    for (const part of parts) {
      const value = part[name];
      if (typeof value === 'string' && value !== '') return value;
      if (typeof value === 'number') return String(value);
    }
    return '';
  };
  const entries = Object.entries(names).map(([key, name]) => [key, find(name)]);
  return Object.fromEntries(entries) as unknown as Identities;
}

/** What anyone with access to the store may see. */
export function masked(identities: Identities): Identities {
  const { imsi, msisdn, called } = identities;
  return {
    ...identities,
    imsi: imsi === '' ? '' : shortened(imsi),
    msisdn: msisdn === '' ? '' : shortened(msisdn),
    called: /^\d+$/.test(called) ? shortened(called) : called,
  };
}

/** Every evidence frame of the session once, by time. */
export function openEvidence(store: Store, session: Session): EvidenceFrame[] {
  const frames = new Map<string, EvidenceFrame>();
  for (const stored of session.events) {
    const list = (store.openSealed(stored) as Sealed | undefined)?.frames;
    if (!Array.isArray(list)) continue;
    for (const one of list as SealedFrame[]) {
      const frame = readFrame(one);
      frames.set(`${frame.time} ${frame.number}`, frame);
    }
  }
  return [...frames.values()].sort((a, b) =>
    a.time < b.time ? -1 : a.time > b.time ? 1 : a.number - b.number,
  );
}

function readFrame(frame: SealedFrame): EvidenceFrame {
  const data = frame.data;
  return {
    number: Number(frame.number ?? 0),
    time: BigInt(Number(frame.time_s ?? 0)) * 1_000_000_000n + BigInt(Number(frame.time_ns ?? 0)),
    linkType: Number(frame.link_type ?? 0),
    originalOctets: Number(frame.original_octets ?? 0),
    data: data instanceof Uint8Array ? Buffer.from(data) : Buffer.alloc(0),
    masked: Array.isArray(frame.masked) ? (frame.masked as [number, number][]) : [],
  };
}
