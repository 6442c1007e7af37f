// SPDX-License-Identifier: Apache-2.0
// The flagged sessions of one run, kept in memory for what `screen` prints. The sealed part is left
// where it is: nothing here needs an identity.
import { Packr } from 'msgpackr';

import { type Body, foldSession, readEvents, type Session } from '../session/fold.ts';
import type { RecordParts } from '../store/record.ts';
import { sessionOctets } from '../store/record.ts';
import type { StoredEvent } from '../store/store.ts';

/** Sessions beyond this are counted and not kept; with a store they are all there. */
const sessionsKeptMax = 100_000;

const packr = new Packr({ useRecords: false });

export class SessionCollector {
  readonly #events = new Map<string, { header: Buffer; body: Buffer }[]>();
  /** Sessions not kept. Their events may be counted more than once only for the first of each. */
  beyond = 0;

  /** Copies header and body: the record's memory is the ring's. */
  add(record: RecordParts): void {
    const id = sessionOctets(record.header).toString('hex');
    const event = { header: Buffer.from(record.header), body: Buffer.from(record.body) };
    const known = this.#events.get(id);
    if (known !== undefined) known.push(event);
    else if (this.#events.size < sessionsKeptMax) this.#events.set(id, [event]);
    else if (event.header.readUInt32LE(12) === 0) this.beyond += 1;
  }

  get size(): number {
    return this.#events.size + this.beyond;
  }

  /** Every session kept, by the time of its first packet. */
  sessions(): Session[] {
    return [...this.#events.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, events]) =>
        foldSession(
          readEvents(events as unknown as StoredEvent[], (one) => packr.unpack(one.body) as Body),
        ),
      );
  }
}
