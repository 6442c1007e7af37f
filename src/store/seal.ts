// SPDX-License-Identifier: Apache-2.0
// Sealing: identities and evidence never lie on disk in clear. Records are sealed in pages, one
// AES-256-GCM call a page, which costs a sixth of a call a record. Data keys and the pseudonym key
// are wrapped by the key file (key-file.ts); a data key lives for one writer or `pages_per_key`
// pages, then the next is drawn. Nonces count pages: since no two writers share a data key, none is
// ever used twice, not even after a crash that left half a page on disk.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { exitCode, failure } from '../base/errors.ts';
import { limits } from '../schema/limits.ts';
import { sessionIdOctets, storeLimits } from './layout.ts';
import { place, type RecordParts } from './record.ts';

const nonceOctets = 12;
const tagOctets = 16;
const slotOctets = sessionIdOctets + 8;
const pageVersion = 1;
const pageHeadOctets = 8 + nonceOctets + tagOctets;

export const keyKind = { data: 1, pseudonym: 2, state: 3 } as const;

export interface DataKey {
  readonly id: number;
  readonly octets: Buffer;
}

/**
 * Wraps `secret` under the key file; bound to its store, kind and number, so that entries cannot be
 * exchanged.
 */
export function wrapKey(wrapping: Buffer, secret: Buffer, binding: Buffer): Buffer {
  const nonce = randomBytes(nonceOctets);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce);
  cipher.setAAD(binding);
  const wrapped = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), wrapped]);
}

/** Throws when the key file is not the one that wrapped it. */
export function unwrapKey(wrapping: Buffer, entry: Buffer, binding: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', wrapping, entry.subarray(0, nonceOctets));
  decipher.setAAD(binding);
  decipher.setAuthTag(entry.subarray(nonceOctets, nonceOctets + tagOctets));
  try {
    const secret = entry.subarray(nonceOctets + tagOctets);
    return Buffer.concat([decipher.update(secret), decipher.final()]);
  } catch {
    throw failure(
      exitCode.privilege,
      'the key file does not belong to this store',
      'name the right one with --key-file, or restore it from its backup',
    );
  }
}

export function keyBinding(storeId: Buffer, kind: number, id: number): Buffer {
  const binding = Buffer.alloc(storeId.length + 5);
  storeId.copy(binding);
  binding.writeUInt8(kind, storeId.length);
  binding.writeUInt32BE(id, storeId.length + 1);
  return binding;
}

function pageBinding(storeId: Buffer, page: bigint, key: number): Buffer {
  const binding = Buffer.alloc(storeId.length + 12);
  storeId.copy(binding);
  binding.writeBigUInt64BE(page, storeId.length);
  binding.writeUInt32BE(key, storeId.length + 8);
  return binding;
}

function pageNonce(page: bigint): Buffer {
  const nonce = Buffer.alloc(nonceOctets);
  nonce.writeBigUInt64BE(page, nonceOctets - 8);
  return nonce;
}

/**
 * Gathers sealed parts and seals them as one page. Each part carries the session and sequence it
 * belongs to, so that a reference that was moved to another event is noticed when it is opened.
 */
export class PageBuilder {
  readonly #plain = Buffer.alloc(storeLimits.page_octets + limits.record_octets.value + slotOctets);
  #used = 0;
  #records = 0;

  get isEmpty(): boolean {
    return this.#records === 0;
  }

  get isFull(): boolean {
    return this.#records >= storeLimits.page_records || this.#used >= storeLimits.page_octets;
  }

  /**
   * Adds the sealed part of a record; its offset within the page. The caller seals when the page is
   * full.
   */
  add({ payload, bodyEnd, sealedEnd }: RecordParts, sequence: number): number {
    const offset = this.#used;
    const length = sealedEnd - bodyEnd;
    const session = place.session_time_be;
    payload.copy(this.#plain, offset, session, session + sessionIdOctets);
    this.#plain.writeUInt32LE(sequence, offset + sessionIdOctets);
    this.#plain.writeUInt32LE(length, offset + sessionIdOctets + 4);
    payload.copy(this.#plain, offset + slotOctets, bodyEnd, sealedEnd);
    this.#used += slotOctets + length;
    this.#records += 1;
    return offset;
  }

  /** Takes the part added last, at `offset`, out again. */
  takeBack(offset: number): void {
    this.#plain.fill(0, offset, this.#used);
    this.#used = offset;
    this.#records -= 1;
  }

  /**
   * The page as it is stored: version, key id, nonce, tag, ciphertext. Leaves the builder empty and
   * overwritten.
   */
  seal(storeId: Buffer, key: DataKey, page: bigint): Buffer {
    const nonce = pageNonce(page);
    const cipher = createCipheriv('aes-256-gcm', key.octets, nonce);
    cipher.setAAD(pageBinding(storeId, page, key.id));
    const sealed = cipher.update(this.#plain.subarray(0, this.#used));
    cipher.final();
    const value = Buffer.allocUnsafe(pageHeadOctets + sealed.length);
    value.writeUInt32LE(pageVersion, 0);
    value.writeUInt32LE(key.id, 4);
    nonce.copy(value, 8);
    cipher.getAuthTag().copy(value, 8 + nonceOctets);
    sealed.copy(value, pageHeadOctets);
    this.discard();
    return value;
  }

  discard(): void {
    this.#plain.fill(0, 0, this.#used);
    this.#used = 0;
    this.#records = 0;
  }
}

/** The number of the data key that a stored page was sealed with. */
export function pageKeyId(value: Buffer): number {
  if (value.length < pageHeadOctets || value.readUInt32LE(0) !== pageVersion) {
    throw damaged('a sealed page is not of a known form');
  }
  return value.readUInt32LE(4);
}

/** The plain octets of a page. */
export function openPage(storeId: Buffer, key: DataKey, page: bigint, value: Buffer): Buffer {
  const nonce = value.subarray(8, 8 + nonceOctets);
  const decipher = createDecipheriv('aes-256-gcm', key.octets, nonce);
  decipher.setAAD(pageBinding(storeId, page, key.id));
  decipher.setAuthTag(value.subarray(8 + nonceOctets, pageHeadOctets));
  try {
    const plain = decipher.update(value.subarray(pageHeadOctets));
    decipher.final();
    return plain;
  } catch {
    throw damaged(`sealed page ${page} was changed after it was written`);
  }
}

/** The sealed part of one event within an open page. */
export function partOfPage(plain: Buffer, offset: number, session: Buffer, seq: number): Buffer {
  const start = offset + slotOctets;
  if (start > plain.length) throw damaged('a reference points past its page');
  const end = start + plain.readUInt32LE(offset + sessionIdOctets + 4);
  const isOurs =
    plain.subarray(offset, offset + sessionIdOctets).equals(session) &&
    plain.readUInt32LE(offset + sessionIdOctets) === seq;
  if (!isOurs || end > plain.length) throw damaged('a reference points at another event');
  return plain.subarray(start, end);
}

function damaged(what: string): Error {
  return failure(
    exitCode.failed,
    `the store is damaged: ${what}`,
    'restore it from a backup, or screen the captures again into a new store',
  );
}
