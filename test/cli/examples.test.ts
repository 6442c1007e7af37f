// SPDX-License-Identifier: Apache-2.0
// Every example that --help prints runs, in a directory that holds what the examples name.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { hasNetRaw } from '../../src/appliance/settings.ts';
import { missingCapabilities } from '../../src/lab/live/privilege.ts';
import { sigwarden, world } from './bench.ts';

const helps = new Map<string, string>();

function helpOf(path: readonly string[]): string {
  const name = path.join(' ');
  const help = helps.get(name) ?? sigwarden(world(), [...path, '--help']).stdout;
  helps.set(name, help);
  return help;
}

/** Without a daemon these say so and end: test/appliance has one for them. */
const asksDaemon: ReadonlySet<string> = new Set(['status', 'tail']);

function mayCapture(): boolean {
  return hasNetRaw(readFileSync('/proc/self/status', 'latin1'));
}

/** Command paths below `path`, as the help lists them. */
function below(path: readonly string[], depth: number): string[][] {
  if (depth === 0) return [];
  const listed = [...helpOf(path).matchAll(/^ {2}sigwarden ([a-z][a-z -]*?)(?= {2,}| [<[]|$)/gm)]
    .map((match) => (match[1] ?? '').trim().split(/\s+/))
    .filter(
      (words) => words.length === path.length + 1 && path.every((word, i) => words[i] === word),
    );
  return listed.flatMap((words) => [words, ...below(words, depth - 1)]);
}

test('every command shows an example, and every example runs', (t) => {
  const commands = below([], 2);
  t.true(commands.length >= 10, commands.join('; '));
  // `bench` measures by itself, too.
  const leaves = commands.filter(
    (path) =>
      path.join(' ') === 'bench' ||
      !commands.some((other) => other.length > path.length && path.every((w, i) => other[i] === w)),
  );
  for (const path of leaves) {
    const section = helpOf(path).split(/^Examples:$/m)[1] ?? '';
    const examples = [...section.matchAll(/^ {2}sigwarden (.+?)(?: {2,}.*)?$/gm)].map(
      (match) => match[1] ?? '',
    );
    t.true(examples.length > 0, `${path.join(' ')} has no example`);
    if (path.join(' ') === 'run' && !mayCapture()) {
      t.log('SKIP listening needs root');
      continue;
    }
    for (const example of examples) {
      if (/^(lab (play|up)|bench live)\b/.test(example) && missingCapabilities().length > 0) {
        t.log(`SKIP sigwarden ${example}: needs root`);
        continue;
      }
      const run = sigwarden(
        world(),
        [...example.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? ''),
      );
      const isAsked = asksDaemon.has(path.join(' ')) && run.status === 4;
      t.true(
        run.status === 0 || run.status === 6 || isAsked,
        `sigwarden ${example}: exit ${run.status}\n${run.stderr}`,
      );
    }
  }
});
