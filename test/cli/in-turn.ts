// SPDX-License-Identifier: Apache-2.0
// Child process of bench.ts: runs the built command line once for each line of stdin, a JSON array of
// arguments, and ends what each prints with a NUL, its exit code and a line feed. What a command
// loads is loaded for the first of them.
import { readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [main = ''] = process.argv.slice(2);
const calls = readFileSync(0, 'utf8').trimEnd().split('\n');
for (const [number, call] of calls.entries()) {
  process.argv = [process.execPath, main, ...(JSON.parse(call) as string[])];
  process.exitCode = 0;
  await import(`${pathToFileURL(main).href}?${number}`);
  writeSync(1, `\0${process.exitCode}\n`);
  // An engine's tables are no memory that the collector sees; to look for them takes a while.
  if (number % 4 === 3) globalThis.gc?.();
}
