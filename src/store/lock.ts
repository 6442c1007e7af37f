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

/** Takes the lock or throws at once; never waits. */
export function lockStore(directory: string): StoreLock {
  const path = join(directory, 'writer.lock');
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const result = spawnSync('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file],
  });
  if (result.status !== 0) {
    closeSync(file);
    if (result.status === lockTaken) throw taken(directory, path);
    const why = result.error?.message ?? `exit status ${result.status ?? result.signal}`;
    throw failure(
      exitCode.failed,
      `cannot lock ${path}: ${why}`,
      'install util-linux, which brings the tool flock',
    );
  }
  ftruncateSync(file);
  writeSync(file, `${process.pid}\n`, 0);
  return { release: () => closeSync(file) };
}

function taken(directory: string, path: string): Error {
  const holder = readFileSync(path, 'latin1').trim();
  return failure(
    exitCode.failed,
    `${directory}: another process${holder === '' ? '' : ` (${holder})`} is writing to this store`,
    'wait until it has ended, or write to another store',
  );
}
