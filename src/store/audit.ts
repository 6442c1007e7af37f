// SPDX-License-Identifier: Apache-2.0
// The audit log: who had identities shown or exported, when and of which sessions, who judged a
// finding to be true or not, and who loaded a dump of serving state. An entry is on the disk before
// the answer is given. Each entry holds the hash of the one before it, so that a removed or changed
// entry shows. This is the one place of the store that reads the machine's clock: it records an act
// of a person, not a packet.
import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import { Packr } from 'msgpackr';
import type { OctetDatabase } from './environment.ts';
import { number64 } from './layout.ts';

const packr = new Packr({ useRecords: false });

export interface AuditEntry {
  readonly number: number;
  /** RFC 3339, machine time. */
  readonly time: string;
  readonly user: string;
  readonly action: 'reveal' | 'export' | 'review' | 'import';
  /** Session ids concerned. */
  readonly sessions: readonly string[];
  /** Why, in the words of the person; of a review the judgement (src/report/review.ts). */
  readonly reason: string;
  /** SHA-256 of the entry before it, hexadecimal; empty in the first. */
  readonly previous: string;
}

/** What is to be entered; without `user`, whoever runs this process did it. */
export type Act = Pick<AuditEntry, 'action' | 'sessions' | 'reason'> &
  Partial<Pick<AuditEntry, 'user'>>;

/** Adds an entry inside the running transaction. */
export function addAuditEntry(db: OctetDatabase, act: Act): AuditEntry {
  let number = 1;
  let previous = '';
  for (const { key, value } of db.getRange({ reverse: true, limit: 1 })) {
    number = Number(Buffer.from(key).readBigUInt64BE()) + 1;
    previous = hashOf(Buffer.from(value));
  }
  const time = new Date().toISOString(); // wall clock: an act of a person
  const entry = { number, time, user: userInfo().username, ...act, previous };
  db.putSync(number64(BigInt(number)), packr.pack(entry));
  return entry;
}

export function readAudit(db: OctetDatabase): { entries: AuditEntry[]; isWhole: boolean } {
  const entries: AuditEntry[] = [];
  let previous = '';
  let isWhole = true;
  for (const { value } of db.getRange({})) {
    const octets = Buffer.from(value);
    const entry = packr.unpack(octets) as AuditEntry;
    if (entry.previous !== previous || entry.number !== entries.length + 1) isWhole = false;
    previous = hashOf(octets);
    entries.push(entry);
  }
  return { entries, isWhole };
}

function hashOf(octets: Buffer): string {
  return createHash('sha256').update(octets).digest('hex');
}
