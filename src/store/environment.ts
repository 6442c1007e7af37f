// SPDX-License-Identifier: Apache-2.0
// Opening the LMDB environment of a store, and saying in a sentence what went wrong with it.
// Writers commit with LMDB's own two-step sync (`overlappingSync` off): when a transaction returns,
// it is on the disk. That makes "stored" one moment that the ring reader can wait for, and a full
// disk an exception at the call that met it; the asynchronous writer of lmdb-js reports it on
// stderr and later.
import { chmodSync, existsSync, mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { exitCode, failure, ProductError } from '../base/errors.ts';
import { type DatabaseName, databases, storeLimits } from './layout.ts';
import { wholeness } from './whole.ts';

export type OctetDatabase = Database<Buffer, Buffer>;
export type OctetDatabases = Readonly<Record<DatabaseName, OctetDatabase>>;

export interface Environment {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly databases: OctetDatabases;
}

/** Keys and values are octets as they are: no encoder stands between us and the disk. */
const octets = { encoding: 'binary', keyEncoding: 'binary' } as const;

export const dataFile = 'data.mdb';

/**
 * True when the directory holds an LMDB environment, of whatever kind.
 * @throws ProductError when the directory may not be entered.
 */
export function holdsStore(directory: string): boolean {
  try {
    statSync(join(directory, dataFile));
    return true;
  } catch (error) {
    if (isForbidden((error as NodeJS.ErrnoException).code)) throw storeFailure(directory, error);
    return false;
  }
}

/**
 * Makes the directory of a new store; the one above must be there. A directory with other files in
 * it is left alone.
 */
export function prepareDirectory(directory: string): void {
  if (holdsStore(directory)) return;
  makeDirectory(directory);
  const others = readdirSync(directory).filter((name) => name !== 'writer.lock');
  if (others.length > 0) {
    throw failure(
      exitCode.failed,
      `${directory}: not a store, and not empty`,
      'name an empty or a new directory',
    );
  }
  chmodSync(directory, 0o700);
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(directory).isDirectory()) return;
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw failure(
        exitCode.failed,
        `${directory}: not a directory`,
        'name an empty or a new directory',
      );
    const above = dirname(resolve(directory));
    if (code !== 'ENOENT' || existsSync(above)) throw error;
    throw failure(exitCode.failed, `${above}: no such directory`, 'make it, or name another place');
  }
}

/**
 * lmdb-js 3.5.6 does not survive a data file of another kind, nor LMDB one that was cut short: both
 * end the process by a signal.
 */
function requireWhole(directory: string): void {
  const state = wholeness(join(directory, dataFile), directory);
  if (state === 'not-lmdb') throw notOurs(directory);
  if (state === 'cut')
    throw failure(
      exitCode.failed,
      `${directory}: the store is damaged: ${dataFile} was cut short`,
      'restore the store from its backup',
    );
}

export function openEnvironment(directory: string, readOnly: boolean): Environment {
  try {
    if (holdsStore(directory)) requireWhole(directory);
    const root = open<Buffer, Buffer>({
      path: resolve(directory),
      noSubdir: false,
      readOnly,
      maxDbs: Object.keys(databases).length + 1,
      overlappingSync: false,
      ...octets,
    });
    if (!readOnly)
      for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o600);
    const opened = Object.entries(databases).map(([name, title]) => {
      const database = root.openDB<Buffer, Buffer>(title, octets);
      if (database === undefined) throw notOurs(directory);
      return [name, database];
    });
    return { root, databases: Object.fromEntries(opened) as OctetDatabases };
  } catch (error) {
    throw storeFailure(directory, error);
  }
}

export function notOurs(directory: string): ProductError {
  return failure(
    exitCode.failed,
    `${directory}: not a sigwarden store`,
    'name the directory that `screen --store` wrote',
  );
}

/** LMDB's and the system's numbers that have a sentence of their own. */
const codes = { noSpace: 28, tooLarge: 27, noPermission: 13, readOnly: 30 } as const;
const mdb = { mapFull: -30792, invalid: -30793, versionMismatch: -30794 } as const;

/** What to tell the user about an error that LMDB or the system gave. */
export function storeFailure(directory: string, error: unknown): ProductError {
  if (error instanceof ProductError) return error;
  const { message, code } = error as { message: string; code?: number | string };
  if (code === codes.noSpace || code === codes.tooLarge || code === mdb.mapFull) {
    return diskFull(directory);
  }
  if (code === codes.noPermission || code === codes.readOnly || isForbidden(code)) {
    return failure(
      exitCode.privilege,
      `${directory}: no permission to open this store`,
      'run as the user who owns it',
    );
  }
  if (code === mdb.invalid || code === mdb.versionMismatch) return notOurs(directory);
  return failure(exitCode.failed, `${directory}: ${message}`);
}

/** As the calls of node:fs name it: forbidden, or on a file system that is read only. */
function isForbidden(code: number | string | undefined): boolean {
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
}

export function diskFull(directory: string): ProductError {
  return failure(
    exitCode.failed,
    `${directory}: the disk is full; everything stored before is safe, nothing more was stored`,
    'make room, then run the same command again: what is there already is not stored twice',
  );
}

/**
 * Stops before the disk is quite full: LMDB's lock file is mapped, and touching it for the first
 * time on a full file system ends the process with SIGBUS.
 */
export function requireFreeDisk(directory: string, wanted = 0): void {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize < storeLimits.free_octets + wanted) throw diskFull(directory);
}
