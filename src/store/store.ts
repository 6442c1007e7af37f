// SPDX-License-Identifier: Apache-2.0
// A store as its readers see it: events, lists of sessions by index, descriptions, and, with the
// key file, identities and evidence. Nothing here writes; src/store/writer.ts does. Used by
// src/session, src/report, src/export and the commands.
import { existsSync } from 'node:fs';
import { Packr } from 'msgpackr';
import { exitCode, failure } from '../base/errors.ts';
import { recordHeaderOctets } from '../schema/record.ts';
import { type AuditEntry, readAudit } from './audit.ts';
import type { ImportSummary, PartyDescription, RuleDescription } from './descriptions.ts';
import { type Environment, holdsStore, notOurs, openEnvironment } from './environment.ts';
import { type GroupedRows, groupRows } from './journal.ts';
import { defaultKeyFile, readKeyFile } from './key-file.ts';
import { KeyRing } from './keys.ts';
import {
  eventKey,
  eventKeyOctets,
  type IndexName,
  number64,
  type PageReference,
  readReference,
  sessionIdOctets,
  splitEvent,
  storeLimits,
  storeVersion,
} from './layout.ts';
import { listKey, readList } from './postings.ts';
import { readSavedState, type SavedState } from './saved-state.ts';
import { openPage, pageKeyId, partOfPage } from './seal.ts';

export interface StoreMeta {
  readonly version: number;
  /** 16 random octets, hexadecimal: binds keys and pages to this store. */
  readonly id: string;
  readonly product: string;
  /** Investigation epoch: the number of the pseudonym key in use. */
  readonly epoch: number;
}

/** An event as stored: views that are the caller's to keep. */
export interface StoredEvent {
  readonly header: Buffer;
  readonly body: Buffer;
  readonly sealed: PageReference;
}

/** Bounds of a list of sessions: packet times in ns, `from` inclusive, `to` exclusive. */
export interface TimeRange {
  readonly from?: bigint | undefined;
  readonly to?: bigint | undefined;
}

const packr = new Packr({ useRecords: false });
const metaKey = Buffer.from('meta');
const pageCacheEntries = 16;

export function readMeta(environment: Environment, directory: string): StoreMeta | undefined {
  const value = environment.databases.meta.getBinary(metaKey);
  if (value === undefined) return undefined;
  const meta = packr.unpack(value) as StoreMeta;
  if (meta.version < storeVersion) {
    throw failure(
      exitCode.failed,
      `${directory}: this store is of version ${meta.version}, ` +
        `this product reads version ${storeVersion}`,
      'screen its captures again into a new store',
    );
  }
  if (meta.version > storeVersion) {
    throw failure(
      exitCode.failed,
      `${directory}: this store is of version ${meta.version}, ` +
        `this product reads up to ${storeVersion}`,
      `use the product that wrote it (${meta.product}) or a newer one`,
    );
  }
  return meta;
}

export function writeMeta(environment: Environment, meta: StoreMeta): void {
  environment.databases.meta.putSync(metaKey, packr.pack(meta));
}

export class Store {
  readonly directory: string;
  readonly meta: StoreMeta;
  protected readonly environment: Environment;
  protected readonly keys: KeyRing | undefined;
  readonly #keyFile: string;
  readonly #pages = new Map<bigint, Buffer>();
  #unmerged: { last: string; rows: GroupedRows } | undefined;

  /** For {@link openStore} and the writer. */
  protected constructor(directory: string, environment: Environment, keyFile: string) {
    const meta = readMeta(environment, directory);
    if (meta === undefined) throw notOurs(directory);
    this.directory = directory;
    this.environment = environment;
    this.meta = meta;
    this.#keyFile = keyFile;
    const wrapping = readKeyFile(keyFile);
    this.keys =
      wrapping === undefined
        ? undefined
        : new KeyRing(environment.databases.keys, this.storeId, wrapping);
  }

  /**
   * Opens a store for reading, beside whatever writer it has.
   * @throws ProductError when there is no store, it is a newer one's, or it may not be read.
   */
  static open(directory: string, options: { keyFile?: string | undefined } = {}): Store {
    if (!holdsStore(directory)) {
      throw failure(
        exitCode.failed,
        existsSync(directory)
          ? `${directory}: not a sigwarden store`
          : `${directory}: no such store`,
        `make one: sigwarden screen FILE --store ${directory}`,
      );
    }
    if (options.keyFile !== undefined && !existsSync(options.keyFile))
      throw failure(exitCode.privilege, `${options.keyFile}: no such key file`);
    const environment = openEnvironment(directory, true);
    try {
      return new Store(directory, environment, options.keyFile ?? defaultKeyFile(directory));
    } catch (error) {
      void environment.root.close(); // at once: nothing is being written
      throw error;
    }
  }

  protected get storeId(): Buffer {
    return Buffer.from(this.meta.id, 'hex');
  }

  /** True when the key file is there: identities and evidence can be opened. */
  get hasKey(): boolean {
    return this.keys !== undefined;
  }

  /** 16 octets under which native code makes pseudonyms. */
  pseudonymKey(): Buffer {
    return this.#ring().pseudonymKey(this.meta.epoch);
  }

  /** Who was served where when a run ended or an export was imported; undefined when nobody saved it. */
  savedState(): SavedState | undefined {
    return readSavedState(this.directory, this.storeId, this.#ring());
  }

  /** The events of one session (16 octets) in order of sequence; empty when there is none. */
  events(session: Buffer): StoredEvent[] {
    const start = eventKey(Buffer.alloc(eventKeyOctets), session, 0);
    const end = eventKey(Buffer.alloc(eventKeyOctets + 1, 0xff), session, 0xffff_ffff);
    const found: StoredEvent[] = [];
    for (const { value } of this.environment.databases.events.getRange({ start, end })) {
      found.push(storedEvent(Buffer.from(value)));
    }
    return found;
  }

  /**
   * All sessions with their events in order of time. The snapshot is renewed every so many events.
   */
  *allEvents(range: TimeRange = {}): Generator<{ session: Buffer; events: StoredEvent[] }> {
    let start = Buffer.concat([timeOctets(range.from ?? 0n), Buffer.alloc(12)]);
    const end =
      range.to === undefined ? Buffer.alloc(eventKeyOctets + 1, 0xff) : timeOctets(range.to);
    let session = Buffer.alloc(0);
    let events: StoredEvent[] = [];
    for (;;) {
      let count = 0;
      const options = { start, end, limit: storeLimits.reader_batch };
      for (const { key, value } of this.environment.databases.events.getRange(options)) {
        count += 1;
        const at = Buffer.from(key);
        if (!at.subarray(0, sessionIdOctets).equals(session)) {
          if (events.length > 0) yield { session, events };
          session = at.subarray(0, sessionIdOctets);
          events = [];
        }
        events.push(storedEvent(Buffer.from(value)));
        start = Buffer.concat([at, Buffer.alloc(1)]); // just behind this key
      }
      if (count < storeLimits.reader_batch) break;
      this.environment.root.resetReadTxn();
    }
    if (events.length > 0) yield { session, events };
  }

  /**
   * Session ids under one index value, by time: merged blocks and the journal together.
   * @param value octets of the index value as Latin-1: '' for `time`, else 16, 4 (BE) or 8 (BE)
   * octets.
   */
  *sessionIds(
    index: IndexName,
    value: string,
    range: TimeRange & { newestFirst?: boolean | undefined } = {},
  ): Generator<string> {
    const from = range.from === undefined ? '' : timeOctets(range.from).toString('latin1');
    const to = range.to === undefined ? '' : timeOctets(range.to).toString('latin1');
    const reverse = range.newestFirst === true;
    const inside = (id: string): boolean => id >= from && (to === '' || id < to);
    const recent = (this.#unmergedRows()[index].get(value) ?? []).filter(inside);
    const list = listKey(index, value);
    const merged = readList(this.environment.databases.postings, list, from, to, reverse);
    yield* interleave(merged, reverse ? recent.reverse() : recent, reverse);
  }

  /** Number of sessions under one index value. */
  countSessions(index: IndexName, value: string, range: TimeRange = {}): number {
    let count = 0;
    for (const _ of this.sessionIds(index, value, range)) count += 1;
    return count;
  }

  /** Opens the sealed part of an event; undefined when nothing was sealed with it. */
  openSealed(event: StoredEvent): Record<string, unknown> | undefined {
    if (event.sealed.page === 0n) return undefined;
    const session = event.header.subarray(16, 16 + sessionIdOctets);
    const plain = this.#page(event.sealed.page);
    const part = partOfPage(plain, event.sealed.offset, session, event.header.readUInt32LE(12));
    // Unpacked octet strings are views: of a copy, since the page cache overwrites what it drops.
    return packr.unpack(Buffer.from(part)) as Record<string, unknown>;
  }

  /** MessagePack of a body. */
  openBody(event: StoredEvent): Record<string, unknown> {
    if (event.body.length === 0) return {};
    return packr.unpack(event.body) as Record<string, unknown>;
  }

  party(key: number): PartyDescription | undefined {
    const octets = Buffer.allocUnsafe(4);
    octets.writeUInt32BE(key);
    return unpackMaybe(this.environment.databases.parties.getBinary(octets));
  }

  parties(): Map<number, PartyDescription> {
    const all = new Map<number, PartyDescription>();
    for (const { key, value } of this.environment.databases.parties.getRange({})) {
      all.set(Buffer.from(key).readUInt32BE(), packr.unpack(value) as PartyDescription);
    }
    return all;
  }

  rules(): Map<bigint, RuleDescription> {
    const all = new Map<bigint, RuleDescription>();
    for (const { key, value } of this.environment.databases.rules.getRange({})) {
      all.set(Buffer.from(key).readBigUInt64BE(), packr.unpack(value) as RuleDescription);
    }
    return all;
  }

  imports(): ImportSummary[] {
    const all: ImportSummary[] = [];
    for (const { value } of this.environment.databases.imports.getRange({})) {
      all.push(packr.unpack(value) as ImportSummary);
    }
    return all.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  }

  /** Counters events of one import, in order. */
  counterEvents(importId: string): { header: Buffer; body: Buffer }[] {
    const start = Buffer.from(importId, 'hex');
    const end = Buffer.concat([start, Buffer.alloc(eventKeyOctets + 1, 0xff)]);
    return [...this.environment.databases.counters.getRange({ start, end })].map(({ value }) => {
      const octets = Buffer.from(value);
      return {
        header: octets.subarray(0, recordHeaderOctets),
        body: octets.subarray(recordHeaderOctets),
      };
    });
  }

  audit(): { entries: AuditEntry[]; isWhole: boolean } {
    return readAudit(this.environment.databases.audit);
  }

  async close(): Promise<void> {
    for (const page of this.#pages.values()) page.fill(0);
    this.#pages.clear();
    await this.environment.root.close();
  }

  #ring(): KeyRing {
    if (this.keys !== undefined) return this.keys;
    throw failure(
      exitCode.privilege,
      `${this.#keyFile}: the key file of this store is not there, ` +
        'and identities and evidence are sealed with it',
      'restore it from its backup, or name it with --key-file',
    );
  }

  #page(page: bigint): Buffer {
    const known = this.#pages.get(page);
    if (known !== undefined) return known;
    const ring = this.#ring();
    const value = this.environment.databases.pages.getBinary(number64(page));
    if (value === undefined) {
      throw failure(exitCode.failed, `the store is damaged: sealed page ${page} is missing`);
    }
    const plain = openPage(this.storeId, ring.dataKey(pageKeyId(value)), page, value);
    if (this.#pages.size >= pageCacheEntries) {
      const [oldest] = this.#pages.keys();
      this.#pages.get(oldest as bigint)?.fill(0);
      this.#pages.delete(oldest as bigint);
    }
    this.#pages.set(page, plain);
    return plain;
  }

  /** The journal grouped, kept until an entry is added. */
  #unmergedRows(): GroupedRows {
    const { journal } = this.environment.databases;
    let last = '';
    for (const key of journal.getKeys({ reverse: true, limit: 1 }))
      last = Buffer.from(key).toString('hex');
    if (this.#unmerged?.last !== last) {
      const entries = [...journal.getRange({})].map(({ value }) => Buffer.from(value));
      this.#unmerged = { last, rows: groupRows(entries) };
    }
    return this.#unmerged.rows;
  }
}

function storedEvent(value: Buffer): StoredEvent {
  const { header, body, reference } = splitEvent(value);
  return { header, body, sealed: readReference(reference) };
}

function timeOctets(time: bigint): Buffer {
  return number64(time < 0n ? 0n : time);
}

function unpackMaybe<T>(value: Buffer | undefined): T | undefined {
  return value === undefined ? undefined : (packr.unpack(value) as T);
}

/** Merges an ordered stream with a short ordered list, without repetition. */
function* interleave(
  stream: Iterable<string>,
  list: readonly string[],
  reverse: boolean,
): Generator<string> {
  let next = 0;
  let previous = '';
  const isBefore = (a: string, b: string): boolean => (reverse ? a > b : a < b);
  for (const id of stream) {
    // A merge while we read can show an id in its old and in its new place.
    if (previous !== '' && !isBefore(previous, id)) continue;
    while (next < list.length && isBefore(list[next] as string, id)) yield list[next++] as string;
    if (list[next] === id) next += 1;
    previous = id;
    yield id;
  }
  yield* list.slice(next);
}
