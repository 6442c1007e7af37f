// SPDX-License-Identifier: Apache-2.0
// Serving state at rest: one file in the store's directory, replaced as a whole, mode 0600, sealed
// under a data key of its own. It is the location data of a country: what is in it is handed to an
// engine and to nothing else. Deleting the file forgets it.
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Packr } from 'msgpackr';
import { exitCode, failure } from '../base/errors.ts';
import { layout } from '../schema/state-image.ts';
import type { KeyRing } from './keys.ts';
import { keyBinding, keyKind, unwrapKey, wrapKey } from './seal.ts';

/** Whose the numbers in the image are, and the image (src/schema/state-image.ts). */
export interface SavedState {
  /** Number and id of each network that the image names. */
  readonly networks: readonly (readonly [number, string])[];
  readonly image: Uint8Array;
}

const fileName = 'serving-state.sealed';
const magic = Buffer.from('sigwarden-state-v1\n', 'latin1');
const keyAt = magic.length;
const sealedAt = keyAt + 4;
/** An image of the largest size, and what stands around it. */
const octetsMax = layout.limit.image_octets + 16_777_216;
const packr = new Packr({ useRecords: false });

/** Seals under a fresh data key; on return it is on the disk. */
export function writeSavedState(
  directory: string,
  storeId: Buffer,
  { id, octets }: ReturnType<KeyRing['drawDataKey']>,
  state: SavedState,
): void {
  const head = Buffer.alloc(sealedAt);
  magic.copy(head);
  head.writeUInt32BE(id, keyAt);
  const sealed = wrapKey(octets, packr.pack(state), keyBinding(storeId, keyKind.state, id));
  const path = join(directory, fileName);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    for (const part of [head, sealed]) writeWhole(file, part);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  const above = openSync(directory, 'r');
  try {
    fsyncSync(above);
  } finally {
    closeSync(above);
  }
}

function writeWhole(file: number, octets: Buffer): void {
  for (let at = 0; at < octets.length; ) at += writeSync(file, octets, at);
}

/** Undefined when there is none. @throws ProductError when it is damaged or another store's. */
export function readSavedState(
  directory: string,
  storeId: Buffer,
  keys: KeyRing,
): SavedState | undefined {
  const path = join(directory, fileName);
  if (!existsSync(path)) return undefined;
  const { size } = statSync(path);
  const octets = size > octetsMax ? Buffer.alloc(0) : readFileSync(path);
  if (octets.length < sealedAt || !octets.subarray(0, keyAt).equals(magic)) throw damaged(path);
  const id = octets.readUInt32BE(keyAt);
  const key = keys.dataKey(id);
  try {
    const binding = keyBinding(storeId, keyKind.state, id);
    return packr.unpack(unwrapKey(key.octets, octets.subarray(sealedAt), binding)) as SavedState;
  } catch {
    throw damaged(path);
  }
}

function damaged(path: string) {
  return failure(
    exitCode.failed,
    `${path}: the serving state is damaged, or of another version`,
    'delete the file: it is learned anew, or import it again with `sigwarden state import`',
  );
}
