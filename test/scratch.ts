// SPDX-License-Identifier: Apache-2.0
// Folders for what a test writes, gone when the test or its process ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

const folders: string[] = [];

process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sigwarden-test-'));
  folders.push(folder);
  return folder;
}

/** One of its own for one test. */
export function scratch(t: ExecutionContext): string {
  const folder = scratchFolder();
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
