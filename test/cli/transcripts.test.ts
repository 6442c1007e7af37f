// SPDX-License-Identifier: Apache-2.0
// Transcripts: each ```console block of test/cli/*.md is a session at the terminal. `$ ` begins a
// command, the lines after it are what it prints (stdout, then stderr). A line `…` stands for any
// lines; `…` within a line for any characters; a last line `[exit N]` for an exit code other than
// 0. SIGWARDEN_BLESS=1 is not offered: what users read is written by hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { files, root } from '../tidy/tree.ts';
import { type Run, sigwarden, sigwardenInTurn, world } from './bench.ts';

interface Step {
  readonly command: string;
  readonly expected: readonly string[];
  readonly where: string;
}

function steps(path: string): Step[] {
  const found: Step[] = [];
  let inside = false;
  let current: { command: string; expected: string[]; where: string } | undefined;
  readFileSync(join(root, path), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      if (line.startsWith('```')) {
        inside = line.startsWith('```console');
        current = undefined;
      } else if (inside && line.startsWith('$ ')) {
        current = { command: line.slice(2), expected: [], where: `${path}:${index + 1}` };
        found.push(current);
      } else if (inside) current?.expected.push(line);
    });
  return found;
}

/** One line, whose parts between `…` stand in it in their order; padding behind it counts not. */
function lineMatches(expected: string, actual: string): boolean {
  const parts = expected.split('…');
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  const line = actual.trimEnd();
  if (last === undefined) return line === first.trimEnd();
  if (!line.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return line.length - last.length >= at && line.endsWith(last);
}

/** A line `…` takes as few lines as will do; only the last of them can take more. */
function matches(expected: readonly string[], actual: readonly string[]): boolean {
  let [next, line, open, resumed] = [0, 0, -1, 0];
  while (line < actual.length) {
    if (expected[next] === '…') {
      [open, resumed] = [next++, line];
    } else if (next < expected.length && lineMatches(expected[next]!, actual[line]!)) {
      next++;
      line++;
    } else if (open >= 0) {
      [next, line] = [open + 1, ++resumed];
    } else return false;
  }
  return expected.slice(next).every((one) => one === '…');
}

/** Words of a command line; quotes group, nothing else is special. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
}

const all = files(/^test\/cli\/.*\.md$/).flatMap(steps);

/** Help is a third of the commands, and the same in every directory. */
const isHelp = ({ command }: Step) => command.endsWith(' --help');
const helps = (async () => {
  const asked = all.filter(isHelp);
  const runs = await sigwardenInTurn(
    world(),
    asked.map(({ command }) => words(command).slice(1)),
  );
  return new Map(asked.map((step, number) => [step, runs[number]!]));
})();

async function run(step: Step): Promise<Run> {
  const help = isHelp(step) ? (await helps).get(step) : undefined;
  return help ?? sigwarden(world(), words(step.command).slice(1));
}

for (const step of all) {
  test(`${step.where} prints what the transcript says: ${step.command}`, async (t) => {
    t.is(words(step.command)[0], 'sigwarden');
    const { status, stdout, stderr } = await run(step);
    const printed = `${stdout}${stderr}`.trimEnd();
    const actual = printed === '' ? [] : printed.split(/\r?\n/);
    if (status !== 0) actual.push(`[exit ${status}]`);
    t.true(
      matches(step.expected, actual),
      `expected:\n${step.expected.join('\n')}\nactual:\n${actual.join('\n')}`,
    );
  });
}
