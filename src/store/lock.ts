// SPDX-License-Identifier: Apache-2.0
// One writer per store. The lock is flock(2) on `writer.lock`: the kernel drops it when the process
// ends, however it ends, so there is no stale lock to guess about, and it holds across network and
// process namespaces, which an abstract socket or a process id in a file would not. Node has no
// flock; util-linux's `flock` (essential on Debian) locks the open file that we hand it, and the
// lock stays with that open file, hence with us, after the tool has gone.
import { spawnSync } from 'node:child_process';
import { closeSync, constants, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode, failure } from '../base/errors.ts';

const lockTaken = 1;

export interface StoreLock {
  release(): void;
}

const lockFile = 'writer.lock';

/**
 * Takes the lock or throws at once; never waits. `contact` is where a writer that stays can be
 * asked: the path of its control socket.
 */
export function lockStore(directory: string, contact = ''): StoreLock {
  const path = join(directory, lockFile);
  const file = holdLock(path);
  if (file === undefined) throw taken(directory, path);
  ftruncateSync(file);
  writeSync(file, `${process.pid}\n${contact}\n`, 0);
  return { release: () => closeSync(file) };
}

/**
 * Makes the file and locks it; undefined when another holds it. The lock lasts until the descriptor
 * is closed.
 */
export function holdLock(path: string): number | undefined {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const result = spawnSync('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file],
  });
  if (result.status === 0) return file;
  closeSync(file);
  if (result.status === lockTaken) return undefined;
  const why = result.error?.message ?? `exit status ${result.status ?? result.signal}`;
  throw failure(
    exitCode.failed,
    `cannot lock ${path}: ${why}`,
    'install util-linux, which brings the tool flock',
  );
}

/** Where the last writer could be asked, whether it still runs or not; undefined where nowhere. */
export function contactOf(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, lockFile), 'utf8').split('\n')[1] || undefined;
  } catch {
    return undefined; // no writer was ever here, or none that we may know
  }
}

function taken(directory: string, path: string): Error {
  const holder = readFileSync(path, 'latin1').split('\n')[0] ?? '';
  return failure(
    exitCode.failed,
    `${directory}: another process${holder === '' ? '' : ` (${holder})`} is writing to this store`,
    'wait until it has ended, or write to another store',
  );
}
