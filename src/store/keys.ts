// SPDX-License-Identifier: Apache-2.0
// The keys of a store: data keys, which seal pages and change often, and the pseudonym key, which
// stays for one investigation epoch, since otherwise nobody could be counted over months. Both lie
// in the store wrapped by the key file. Destroying the pseudonym key's entry ends the epoch:
// pseudonyms of before can then be linked to nobody again.
import { randomBytes } from 'node:crypto';
import { exitCode, failure } from '../base/errors.ts';
import type { OctetDatabase } from './environment.ts';
import { type DataKey, keyBinding, keyKind, unwrapKey, wrapKey } from './seal.ts';

const dataKeyOctets = 32;
const pseudonymKeyOctets = 16;

function entryKey(kind: number, id: number): Buffer {
  const key = Buffer.allocUnsafe(5);
  key.writeUInt8(kind, 0);
  key.writeUInt32BE(id, 1);
  return key;
}

export class KeyRing {
  readonly #db: OctetDatabase;
  readonly #storeId: Buffer;
  readonly #wrapping: Buffer;
  readonly #opened = new Map<number, DataKey>();

  constructor(db: OctetDatabase, storeId: Buffer, wrapping: Buffer) {
    this.#db = db;
    this.#storeId = storeId;
    this.#wrapping = wrapping;
  }

  /** A fresh data key, entered in the running transaction. */
  drawDataKey(): DataKey {
    const id = this.#lastDataKey() + 1;
    const key = { id, octets: randomBytes(dataKeyOctets) };
    this.#enter(keyKind.data, id, key.octets);
    return key;
  }

  dataKey(id: number): DataKey {
    const known = this.#opened.get(id);
    if (known !== undefined) return known;
    const key = { id, octets: this.#open(keyKind.data, id) };
    this.#opened.set(id, key);
    return key;
  }

  enterPseudonymKey(epoch: number): void {
    this.#enter(keyKind.pseudonym, epoch, randomBytes(pseudonymKeyOctets));
  }

  pseudonymKey(epoch: number): Buffer {
    return this.#open(keyKind.pseudonym, epoch);
  }

  #enter(kind: number, id: number, secret: Buffer): void {
    const wrapped = wrapKey(this.#wrapping, secret, keyBinding(this.#storeId, kind, id));
    this.#db.putSync(entryKey(kind, id), wrapped);
  }

  #open(kind: number, id: number): Buffer {
    const entry = this.#db.getBinary(entryKey(kind, id));
    if (entry === undefined) {
      throw failure(exitCode.failed, `the store holds no key ${kind}.${id}: it was destroyed`);
    }
    return unwrapKey(this.#wrapping, entry, keyBinding(this.#storeId, kind, id));
  }

  #lastDataKey(): number {
    const end = entryKey(keyKind.data, 0);
    const start = entryKey(keyKind.data, 0xffff_ffff);
    for (const key of this.#db.getKeys({ start, end, reverse: true, limit: 1 })) {
      return Buffer.from(key).readUInt32BE(1);
    }
    return 0;
  }
}
