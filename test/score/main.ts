// SPDX-License-Identifier: Apache-2.0
// `make score`: how good the detection is, in parts that are never added up, and the guards
// against marking our own work. Options are words: names of parts (all without), `json`, `full`,
// `messages=N`, `seeds=A,B`, `share=1/N` (hostile acts a message, where acts are counted). Exits with 1
// when a part falls short.
import { data, json, paint, table, talk } from '../../src/cli/output.ts';
import { ablation } from './ablation.ts';
import { baseline } from './baseline.ts';
import { bytes } from './bytes.ts';
import { carried } from './carried.ts';
import { conformance } from './conformance.ts';
import { metamorphic } from './metamorphic.ts';
import { mirrors } from './mirrors.ts';
import { mutation } from './mutation.ts';
import { second } from './second-opinion.ts';
import { secondSet } from './second-set.ts';
import type { Part, Sizes } from './workbench.ts';

const parts: Readonly<Record<string, (sizes: Sizes) => Promise<Part>>> = {
  conformance,
  bytes,
  carried,
  metamorphic,
  mutation,
  baseline,
  ablation,
  mirrors,
  second,
  secondset: secondSet,
};

const quick = { messages: 200_000, seeds: [7] } as const;
/** A hundred instances of each attack and fifty of each pair take as many at one in a thousand. */
const full = { messages: 7_000_000, seeds: [7, 8, 9, 10, 11, 12, 13, 14] } as const;

interface Options {
  readonly sizes: Sizes;
  readonly isJson: boolean;
  readonly names: readonly string[];
}

function readOptions(words: readonly string[]): Options {
  const isFull = words.includes('full');
  const valueNamed = (name: string) =>
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) || undefined;
  const usual = isFull ? full : quick;
  const messages = Number(valueNamed('messages') ?? usual.messages);
  const seeds = valueNamed('seeds')?.split(',').map(Number) ?? usual.seeds;
  const named = words.filter((word) => word in parts);
  const known = [...Object.keys(parts), 'json', 'full'];
  const one = valueNamed('share');
  const hostileShare = one === undefined ? undefined : 1 / Number(one.replace(/^1\//, ''));
  const strange = words.filter(
    (word) => !known.includes(word) && !/^(messages|seeds)=|^share=1\//.test(word),
  );
  const isShare = hostileShare === undefined || (hostileShare > 0 && hostileShare <= 1);
  const areSeeds = seeds.every((seed) => Number.isInteger(seed));
  if (strange.length > 0 || !(messages >= 500) || !areSeeds || !isShare) {
    talk(`error: cannot read ${words.join(' ')}; parts are ${Object.keys(parts).join(', ')}`);
    process.exit(2);
  }
  return {
    sizes: { messages, seeds, isFull, ...(hostileShare === undefined ? {} : { hostileShare }) },
    isJson: words.includes('json'),
    names: named.length > 0 ? named : Object.keys(parts),
  };
}

function print(part: Part): void {
  data(`\n${paint.bold(part.title)}`);
  for (const note of part.notes) data(note);
  if (part.rows.length > 0) table(part.head, part.rows);
  for (const failure of part.failures) data(paint.red(`falls short: ${failure}`));
  if (part.failures.length === 0) data(paint.green('holds'));
}

const { sizes, isJson, names } = readOptions(process.argv.slice(2));
const results: Record<string, unknown> = {};
for (const name of names) {
  const start = performance.now();
  const part = await (parts[name] as (typeof parts)[string])(sizes);
  talk(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  if (isJson)
    results[name] = { failures: part.failures, notes: part.notes, ...(part.values as object) };
  else print(part);
  if (part.failures.length > 0) process.exitCode = 1;
}
if (isJson) json(results);
