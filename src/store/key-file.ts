// SPDX-License-Identifier: Apache-2.0
// The key that wraps all others. It lies outside the store, so that a copy of the store alone opens
// no identity: by default in `<store>.key`, one line of text, mode 0600, made on first use. Whoever
// backs up a store backs this file up apart.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { exitCode, failure } from '../base/errors.ts';

const prefix = 'sigwarden-store-key-v1 ';
const keyOctets = 32;

/** The file that a store's key is looked for in when none is named. */
export function defaultKeyFile(directory: string): string {
  return `${resolve(directory)}.key`;
}

export function makeKeyFile(path: string): Buffer {
  const key = randomBytes(keyOctets);
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, `${prefix}${key.toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
  return key;
}

/**
 * The key, or undefined when there is no such file. A file that others can read is refused: it is
 * no secret any more.
 */
export function readKeyFile(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined;
  const file = openSync(path, 'r');
  try {
    if ((fstatSync(file).mode & 0o077) !== 0) {
      throw failure(
        exitCode.privilege,
        `${path}: the key file can be read by others`,
        `run: chmod 600 ${path}`,
      );
    }
    return parseKey(path, readFileSync(file, 'latin1'));
  } finally {
    closeSync(file);
  }
}

function parseKey(path: string, text: string): Buffer {
  const line = text.trimEnd();
  const key = Buffer.from(line.slice(prefix.length), 'base64');
  if (!line.startsWith(prefix) || key.length !== keyOctets) {
    throw failure(
      exitCode.failed,
      `${path}: not a store key`,
      'restore the file from its backup, or name another with --key-file',
    );
  }
  return key;
}
