// SPDX-License-Identifier: Apache-2.0
// Runs the case files of this folder: each case as it stands, by what `decode --json` prints of it,
// then cut at every octet, once as a capture cuts a frame and once as if it had been sent so. What
// is cut off must be missed: a message that still reads clean reads exactly as in the whole frame,
// and what is gone is told by a fault, an anomaly or a counter. The same runs, and each octet one
// more and one less, are decoded under sanitizers by test/native/cases.test.cpp.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { files, read } from '../tidy/tree.ts';
import { type Case, casesOf } from './case-file.ts';
import { isWholeAt } from './layers.ts';
import { type Reading, readAlone, readRuns } from './readings.ts';
import { blockCuts, captureCuts, type Run, wholeRun } from './runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-cases-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));
/** The file of a run that is read by itself. */
const alone = join(folder, 'alone.pcapng');

/** What differs from the expectation, each with its line. */
function differences(one: Case, reading: Reading, counters: Readonly<Record<string, number>>) {
  const { expectation } = one;
  const wrong: string[] = [];
  const compare = (what: string, expected: unknown, actual: unknown) => {
    if (JSON.stringify(expected) !== JSON.stringify(actual))
      wrong.push(
        `${expectation.where}: ${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`,
      );
  };
  for (const [field, values] of expectation.fields) compare(field, values, reading.valuesOf(field));
  compare('anomaly', expectation.anomalies, reading.anomalies);
  compare('fault', expectation.faults, reading.faults);
  if (expectation.messages !== undefined)
    compare('messages', expectation.messages, reading.messages.length);
  for (const [name, count] of expectation.counters)
    compare(`counter ${name}`, count, counters[name]);
  return wrong;
}

/** Counters that rise with any frame, and say nothing of what was not read. */
const volume = new Set(['frames_read', 'octets_read']);

/** One case, with what its cut runs are compared to; what is seldom asked for is read when it is. */
class Beside {
  readonly #one: Case;
  readonly #whole: Reading;
  readonly #messages: ReadonlySet<string>;
  readonly #without = new Map<number, ReadonlySet<string>>();
  #counters: Readonly<Record<string, number>> | undefined;

  constructor(one: Case, whole: Reading) {
    this.#one = one;
    this.#whole = whole;
    this.#messages = contentsOf(whole);
  }

  /** What is wrong with the reading of a cut run; or undefined. */
  undetected(cut: Reading, run: Run): string | undefined {
    const { frame, size, of } = run.cut!;
    const clean = cut.messages.filter((message) => message.isClean);
    const areOf = (known: ReadonlySet<string>) => clean.every(({ content }) => known.has(content));
    if (!areOf(this.#messages) && !areOf(this.#messagesWithout(frame)))
      return 'a message reads clean, and otherwise than whole';
    if (cut.content === this.#whole.content || cut.faults.length > 0) return undefined;
    if (cut.anomalies.some((name) => !this.#whole.anomalies.includes(name))) return undefined;
    if (of === 'capture') return undefined; // counted as frames_truncated
    const block = this.#one.blocks[frame]!;
    if (isWholeAt(block.layer, block.octets, size) || this.#isCounted(run)) return undefined;
    return 'what is gone is told by nothing';
  }

  /** As if the frame had not come: what it would have ended goes on. */
  #messagesWithout(frame: number): ReadonlySet<string> {
    let known = this.#without.get(frame);
    if (known === undefined) {
      const frames = wholeRun(this.#one).frames.toSpliced(frame, 1);
      known = contentsOf(readAlone(alone, { frames, cut: undefined }).reading);
      this.#without.set(frame, known);
    }
    return known;
  }

  #isCounted(run: Run): boolean {
    this.#counters ??= readAlone(alone, wholeRun(this.#one)).counters;
    const before = this.#counters;
    const after = readAlone(alone, run).counters;
    return Object.keys(after).some((name) => !volume.has(name) && after[name]! > before[name]!);
  }
}

function contentsOf(reading: Reading): ReadonlySet<string> {
  return new Set(reading.messages.map((message) => message.content));
}

for (const path of files(/^test\/decode\/.*\.md$/)) {
  let cases: Case[] = [];
  try {
    cases = casesOf(path, read(path));
  } catch (error) {
    test(`${path} has the form of a case file`, (t) => t.fail((error as Error).message));
  }
  for (const one of cases)
    test(`${one.where} ${one.title}`, (t) => {
      const options = { verifyChecksums: one.expectation.verifiesChecksums };
      const { reading, counters } = readAlone(alone, wholeRun(one), options);
      t.deepEqual(differences(one, reading, counters), []);
    });

  test(`${path}: what is cut off any case is missed`, (t) => {
    for (const one of cases) {
      const whole = wholeRun(one);
      const runs = [whole, ...captureCuts(whole), ...blockCuts(one)];
      const [first, ...cuts] = readRuns(join(folder, 'cuts.pcapng'), runs);
      const beside = new Beside(one, first!);
      const wrong = cuts.flatMap((reading, index) => {
        const run = runs[index + 1]!;
        const what = beside.undetected(reading, run);
        const { frame, size, of } = run.cut!;
        const where = one.blocks[frame]!.where;
        return what === undefined ? [] : [`${where}: ${of} cut to ${size} octets: ${what}`];
      });
      t.deepEqual(wrong.slice(0, 20), [], one.title);
    }
  });
}
