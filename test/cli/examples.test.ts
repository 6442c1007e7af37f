// SPDX-License-Identifier: Apache-2.0
// Every example that --help prints runs, in a directory that holds what the examples name.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { hasNetRaw } from '../../src/appliance/settings.ts';
import { whyNoNamespaces } from '../../src/lab/live/privilege.ts';
import { sigwarden, sigwardenInTurn, world } from './bench.ts';

/** The help of each of these commands. */
async function helpOf(paths: readonly (readonly string[])[]): Promise<string[]> {
  const runs = await sigwardenInTurn(
    world(),
    paths.map((path) => [...path, '--help']),
  );
  return runs.map((run) => run.stdout);
}

/** Without a daemon these say so and end: test/appliance has one for them. */
const asksDaemon: ReadonlySet<string> = new Set(['status', 'tail']);

function mayCapture(): boolean {
  return hasNetRaw(readFileSync('/proc/self/status', 'latin1'));
}

/** Command paths right below `path`, as its help lists them. */
function below(path: readonly string[], help: string): string[][] {
  return [...help.matchAll(/^ {2}sigwarden ([a-z][a-z -]*?)(?= {2,}| [<[]|$)/gm)]
    .map((match) => (match[1] ?? '').trim().split(/\s+/))
    .filter(
      (words) => words.length === path.length + 1 && path.every((word, i) => words[i] === word),
    );
}

test('every command shows an example, and every example runs', async (t) => {
  const first = below([], (await helpOf([[]])).join());
  const helps = await helpOf(first);
  const commands = first.flatMap((path, number) => [path, ...below(path, helps[number]!)]);
  t.true(commands.length >= 10, commands.join('; '));
  // `bench` measures by itself, too.
  const leaves = commands.filter(
    (path) =>
      path.join(' ') === 'bench' ||
      !commands.some((other) => other.length > path.length && path.every((w, i) => other[i] === w)),
  );
  const helpOfLeaves = await helpOf(leaves);
  for (const [number, path] of leaves.entries()) {
    const section = helpOfLeaves[number]!.split(/^Examples:$/m)[1] ?? '';
    const examples = [...section.matchAll(/^ {2}sigwarden (.+?)(?: {2,}.*)?$/gm)].map(
      (match) => match[1] ?? '',
    );
    t.true(examples.length > 0, `${path.join(' ')} has no example`);
    if (path.join(' ') === 'run' && !mayCapture()) {
      t.log('SKIP listening needs root');
      continue;
    }
    for (const example of examples) {
      if (/^(lab (play|up)|bench live)\b/.test(example) && whyNoNamespaces() !== undefined) {
        t.log(`SKIP sigwarden ${example}: ${whyNoNamespaces()?.reason}`);
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
