// SPDX-License-Identifier: Apache-2.0
// The one writer of a store. `append` stores records as they came from native code, in one durable
// transaction: when it returns they are on the disk, and only then may the ring's tail move.
// Writing the same event again changes nothing, so that a capture can be screened twice and a
// crashed run repeated. It never rewrites an event: what differs under a known key (the file was
// screened again by other rules) is added behind it, as an event of the same session.
import { randomBytes } from 'node:crypto';
import { Packr } from 'msgpackr';
import { version } from '../base/version.ts';
import { event } from '../schema/tables.ts';
import { type Act, type AuditEntry, addAuditEntry } from './audit.ts';
import type { ImportSummary, PartyDescription, RuleDescription } from './descriptions.ts';
import {
  type Environment,
  openEnvironment,
  prepareDirectory,
  requireFreeDisk,
  storeFailure,
} from './environment.ts';
import { countJournal, JournalRows, mergeJournal, nextJournalKey, rowOctets } from './journal.ts';
import { defaultKeyFile, makeKeyFile, readKeyFile } from './key-file.ts';
import { KeyRing } from './keys.ts';
import {
  eventKey,
  eventKeyOctets,
  number64,
  pageReferenceOctets,
  sessionIdOctets,
  storeLimits,
  storeVersion,
} from './layout.ts';
import { lockStore, type StoreLock } from './lock.ts';
import { place, type RecordParts, sessionOctets } from './record.ts';
import { DiskReserve, growthOfMerge, growthOfRecords } from './reserve.ts';
import { type SavedState, writeSavedState } from './saved-state.ts';
import { type DataKey, PageBuilder } from './seal.ts';
import { readMeta, Store, writeMeta } from './store.ts';

export interface Appended {
  /** Events stored. */
  readonly stored: number;
  /** Events that were there already. */
  readonly known: number;
  /** Counters events stored or replaced. */
  readonly counters: number;
}

const packr = new Packr({ useRecords: false });
const liveImport = '0'.repeat(32);
const firstEpoch = 1;
const valueOctetsMax = 65_536 + pageReferenceOctets;

export class StoreWriter extends Store {
  readonly #lock: StoreLock;
  readonly #reserve: DiskReserve;
  readonly #page = new PageBuilder();
  readonly #rows = new JournalRows();
  readonly #key = Buffer.alloc(eventKeyOctets);
  readonly #value = Buffer.alloc(valueOctetsMax);
  #dataKey: DataKey | undefined;
  #pagesUnderKey = 0;
  #nextPage: bigint;
  #nextJournal: bigint;
  #journalRows: number;
  #import = Buffer.from(liveImport, 'hex');

  private constructor(
    directory: string,
    environment: Environment,
    keyFile: string,
    lock: StoreLock,
  ) {
    super(directory, environment, keyFile);
    this.#lock = lock;
    this.#reserve = new DiskReserve(directory);
    this.#nextPage = 1n;
    for (const key of environment.databases.pages.getKeys({ reverse: true, limit: 1 })) {
      this.#nextPage = Buffer.from(key).readBigUInt64BE() + 1n;
    }
    this.#nextJournal = nextJournalKey(environment.databases.journal);
    this.#journalRows = countJournal(environment.databases.journal);
  }

  /**
   * Opens a store for writing, making it and its key file when there is none.
   * @throws ProductError when another process writes to it, the disk is full, the store is a newer
   * one's, the key file is missing or another's, or the directory holds something else.
   */
  static override open(
    directory: string,
    options: { keyFile?: string | undefined; contact?: string } = {},
  ): StoreWriter {
    const keyFile = options.keyFile ?? defaultKeyFile(directory);
    let lock: StoreLock | undefined;
    let environment: Environment | undefined;
    try {
      prepareDirectory(directory);
      requireFreeDisk(directory);
      lock = lockStore(directory, options.contact);
      environment = openEnvironment(directory, false);
      if (readMeta(environment, directory) === undefined) create(environment, keyFile);
      const writer = new StoreWriter(directory, environment, keyFile, lock);
      writer.pseudonymKey(); // a missing or wrong key file shows now, not at the first finding
      return writer;
    } catch (error) {
      void environment?.root.close();
      lock?.release();
      throw storeFailure(directory, error);
    }
  }

  /**
   * Counters events that follow belong to this import (32 hexadecimal digits); undefined for live
   * traffic.
   */
  set importId(id: string | undefined) {
    this.#import = Buffer.from(id ?? liveImport, 'hex');
  }

  /**
   * Stores records in one transaction; on return they are on the disk.
   * @throws ProductError when the disk is full; then nothing of this call is stored, and everything
   * before it is.
   */
  append(records: readonly RecordParts[]): Appended {
    let known = 0;
    let stored = 0;
    let counters = 0;
    const octets = records.reduce((sum, record) => sum + record.sealedEnd, 0);
    this.#transact(growthOfRecords(octets, records.length), () => {
      for (const record of records) {
        if (record.payload[place.event] === event.counters) {
          this.#putCounters(record);
          counters += 1;
        } else if (this.#putEvent(record)) stored += 1;
        else known += 1;
      }
      this.#closePage();
      this.#writeJournal();
    });
    if (this.#journalRows >= storeLimits.journal_rows) this.mergeIndexes();
    return { stored, known, counters };
  }

  /** Moves index rows from the journal into posting blocks. */
  mergeIndexes(): void {
    if (this.#journalRows === 0) return;
    const { journal, postings } = this.environment.databases;
    const { pageSize, treeLeafPageCount, treeBranchPageCount, overflowPages } =
      postings.getStats() as Record<string, number>;
    const pages = (treeLeafPageCount ?? 0) + (treeBranchPageCount ?? 0) + (overflowPages ?? 0);
    const growth = growthOfMerge(this.#journalRows, pages * (pageSize ?? 0));
    this.#transact(growth, () => mergeJournal(journal, postings));
    this.#journalRows = 0;
  }

  putParty(key: number, party: PartyDescription): void {
    const octets = Buffer.allocUnsafe(4);
    octets.writeUInt32BE(key);
    this.#transact(storeLimits.small_growth_octets, () =>
      this.environment.databases.parties.putSync(octets, packr.pack(party)),
    );
  }

  putParties(parties: Iterable<readonly [number, PartyDescription]>): void {
    this.#transact(storeLimits.small_growth_octets, () => {
      for (const [key, party] of parties) this.putParty(key, party);
    });
  }

  putRules(rules: Iterable<readonly [bigint, RuleDescription]>): void {
    this.#transact(storeLimits.small_growth_octets, () => {
      for (const [key, rule] of rules) {
        this.environment.databases.rules.putSync(number64(key), packr.pack(rule));
      }
    });
  }

  /** The summary of an import; the same import again replaces it. */
  putImport(summary: ImportSummary): void {
    const key = Buffer.from(summary.id, 'hex');
    this.#transact(storeLimits.small_growth_octets, () =>
      this.environment.databases.imports.putSync(key, packr.pack(summary)),
    );
  }

  /** Writes an audit entry; it is on the disk when this returns. */
  recordAct(act: Act): AuditEntry {
    return this.#transact(storeLimits.small_growth_octets, () =>
      addAuditEntry(this.environment.databases.audit, act),
    );
  }

  /** Replaces the serving state of before. */
  saveState(state: SavedState): void {
    requireFreeDisk(this.directory, state.image.length);
    const key = this.#transact(storeLimits.small_growth_octets, () =>
      (this.keys as KeyRing).drawDataKey(),
    );
    try {
      writeSavedState(this.directory, this.storeId, key, state);
    } catch (error) {
      throw storeFailure(this.directory, error);
    }
  }

  /** The next page is sealed under a new data key. */
  rotateSealingKey(): void {
    this.#dataKey = undefined;
  }

  override async close(): Promise<void> {
    try {
      this.mergeIndexes();
    } catch {
      // A full disk: the rows stay in the journal, where readers find them and the next writer
      // merges them.
    }
    await super.close();
    this.#lock.release();
  }

  /** @param growth octets by which the store can grow. */
  #transact<T>(growth: number, action: () => T): T {
    const { root } = this.environment;
    if (this.#isWriting) return action();
    try {
      this.#reserve.ensure(growth);
      this.#isWriting = true;
      return root.transactionSync(action);
    } catch (error) {
      // Pages of a failed transaction may have reached the disk: neither their numbers nor the key
      // are used again.
      this.#page.discard();
      this.#rows.clear();
      this.#dataKey = undefined;
      throw storeFailure(this.directory, error);
    } finally {
      this.#isWriting = false;
    }
  }

  #isWriting = false;

  /** False when the event was there already. */
  #putEvent(record: RecordParts): boolean {
    if (!this.#insert(record, record.payload.readUInt32LE(place.sequence))) {
      const free = this.#freeSequence(record);
      if (free === undefined) return false;
      this.#insert(record, free);
    }
    this.#rows.add(record.payload);
    if (this.#page.isFull) this.#closePage();
    return true;
  }

  /**
   * One put both looks for the key and writes it; false, and nothing changed, when it was there.
   */
  #insert(record: RecordParts, sequence: number): boolean {
    const { payload, bodyEnd, sealedEnd } = record;
    const key = eventKey(this.#key, payload, sequence, place.session_time_be);
    const value = this.#value;
    payload.copy(value, 0, 0, bodyEnd);
    value.writeUInt32LE(sequence, place.sequence);
    const isSealed = sealedEnd > bodyEnd;
    const offset = isSealed ? this.#page.add(record, sequence) : 0;
    value.writeBigUInt64BE(isSealed ? this.#nextPage : 0n, bodyEnd);
    value.writeUInt32BE(offset, bodyEnd + 8);
    const isNew = this.environment.databases.events.putSync(
      key,
      value.subarray(0, bodyEnd + pageReferenceOctets),
      { noOverwrite: true },
    ) as unknown as boolean; // the package's types say void
    if (!isNew && isSealed) this.#page.takeBack(offset);
    return isNew;
  }

  /**
   * The sequence after the last one of the session, or undefined when one of its events is this
   * one.
   */
  #freeSequence(record: RecordParts): number | undefined {
    const session = sessionOctets(record.payload);
    const start = eventKey(Buffer.alloc(eventKeyOctets), session, 0);
    const end = eventKey(Buffer.alloc(eventKeyOctets + 1, 0xff), session, 0xffff_ffff);
    let last = 0;
    for (const { key, value } of this.environment.databases.events.getRange({ start, end })) {
      if (isSameEvent(value, record)) return undefined;
      last = Buffer.from(key).readUInt32BE(sessionIdOctets);
    }
    return last + 1;
  }

  #closePage(): void {
    if (this.#page.isEmpty) return;
    if (this.#dataKey === undefined || this.#pagesUnderKey >= storeLimits.pages_per_key) {
      this.#dataKey = (this.keys as KeyRing).drawDataKey();
      this.#pagesUnderKey = 0;
    }
    const sealed = this.#page.seal(this.storeId, this.#dataKey, this.#nextPage);
    this.environment.databases.pages.putSync(number64(this.#nextPage), sealed);
    this.#nextPage += 1n;
    this.#pagesUnderKey += 1;
  }

  #writeJournal(): void {
    const rows = this.#rows.octets;
    if (rows.length === 0) return;
    this.environment.databases.journal.putSync(number64(this.#nextJournal), rows);
    this.#nextJournal += 1n;
    this.#journalRows += rows.length / rowOctets;
    this.#rows.clear();
  }

  #putCounters({ payload, bodyEnd }: RecordParts): void {
    const key = Buffer.alloc(sessionIdOctets + eventKeyOctets);
    this.#import.copy(key);
    const sequence = payload.readUInt32LE(place.sequence);
    eventKey(key.subarray(sessionIdOctets), payload, sequence, place.session_time_be);
    this.environment.databases.counters.putSync(key, payload.subarray(0, bodyEnd));
  }
}

/**
 * Makes a store: its meta entry and its pseudonym key; the key file too, unless it is there
 * already.
 */
function create(environment: Environment, keyFile: string): void {
  const wrapping = readKeyFile(keyFile) ?? makeKeyFile(keyFile);
  const id = randomBytes(16);
  environment.root.transactionSync(() => {
    const product = `sigwarden ${version}`;
    writeMeta(environment, {
      version: storeVersion,
      id: id.toString('hex'),
      product,
      epoch: firstEpoch,
    });
    new KeyRing(environment.databases.keys, id, wrapping).enterPseudonymKey(firstEpoch);
  });
}

/** Equal but for the sequence and the rule set: neither says anything about the traffic. */
function isSameEvent(present: Buffer, { payload, bodyEnd }: RecordParts): boolean {
  const isEqual = (from: number, to: number): boolean =>
    payload.compare(present, from, to, from, to) === 0;
  return (
    present.length === bodyEnd + pageReferenceOctets &&
    // The length of the sealed part, at 8, is left out: how much evidence was at hand can differ
    // from run to run.
    isEqual(0, place.sealed_octets) &&
    isEqual(place.session_time_be, place.rule_set) &&
    isEqual(place.severity, bodyEnd)
  );
}
