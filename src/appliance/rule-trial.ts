// SPDX-License-Identifier: Apache-2.0
// Rules over real messages: how often each would fire, on which frames, and what was lacking where it
// only just did not. Screens the files once for each rule that has variants, with nothing stored.

import { variantsOf } from '../rules/near-misses.ts';
import { compilePolicy } from '../rules/policy.ts';
import type { Rule } from '../rules/rule.ts';
import { mode } from '../schema/tables.ts';
import { type Knowledge, resolverOf } from './knowledge.ts';
import { screenFiles } from './screening.ts';

export interface Trial {
  readonly rule: string;
  readonly findings: number;
  readonly frames: readonly number[];
  readonly nearMisses: readonly NearMiss[];
}

export interface NearMiss {
  /** The condition that was not true, alone. */
  readonly lacks: string;
  readonly count: number;
  readonly frames: readonly number[];
  /** Facts of the first of them, in words. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Frames told of each list. */
const framesMax = 20;

export async function tryRule(
  rule: Rule,
  knowledge: Knowledge,
  files: readonly string[],
): Promise<Trial> {
  const variants = variantsOf(rule);
  const policy = compilePolicy({
    ...knowledge.book,
    resolver: resolverOf(knowledge.directory),
    rules: [{ ...rule, mode: mode.active }, ...variants.map((one) => one.rule)],
    agreements: knowledge.config.agreements,
  });
  const { sessions } = await screenFiles({ files, knowledge: { ...knowledge, policy } });
  const hits = new Map<string, { place: string; frame: number; facts: NearMiss['facts'] }[]>();
  for (const { findings } of sessions.sessions())
    for (const { rule: id, time, frame, message, facts } of findings) {
      const list = hits.get(id) ?? [];
      list.push({ place: `${time} ${frame} ${message}`, frame, facts });
      hits.set(id, list);
    }
  const own = hits.get(rule.id) ?? [];
  const fired = new Set(own.map((one) => one.place));
  return {
    rule: rule.id,
    findings: own.length,
    frames: framesOf(own),
    nearMisses: variants.flatMap((variant) => {
      const missed = (hits.get(variant.rule.id) ?? []).filter((one) => !fired.has(one.place));
      const [first] = missed;
      if (first === undefined) return [];
      const { lacks } = variant;
      return [{ lacks, count: missed.length, frames: framesOf(missed), facts: first.facts }];
    }),
  };
}

function framesOf(hits: readonly { readonly frame: number }[]): number[] {
  return [...new Set(hits.map((one) => one.frame))].sort((a, b) => a - b).slice(0, framesMax);
}
