// SPDX-License-Identifier: Apache-2.0
// Rules over real messages: how often each would fire, on which frames, and what was lacking where it
// only just did not. Nothing is stored.

import { ProductError } from '../base/errors.ts';
import { type Variant, variantsOf } from '../rules/near-misses.ts';
import { compilePolicy, type Policy } from '../rules/policy.ts';
import type { Rule } from '../rules/rule.ts';
import { mode } from '../schema/tables.ts';
import type { SessionCollector } from './collector.ts';
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

/**
 * Tries all rules in one pass over the files, as in operation, and their variants in another: a
 * message on two legs is judged on the second where nothing was found on the first, and what a
 * variant finds must hide no finding. More passes where not all fit into one policy. Throws
 * ProductError when one alone does not fit.
 */
export async function tryRules(
  rules: readonly Rule[],
  knowledge: Knowledge,
  files: readonly string[],
): Promise<Trial[]> {
  const tried = rules.map((rule) => ({ rule, variants: variantsOf(rule) }));
  const own = rules.map((rule) => ({ ...rule, mode: mode.active }));
  const variants = tried.flatMap((one) => one.variants.map((variant) => variant.rule));
  const hits = new Map([
    ...(await hitsOf(own, knowledge, files)),
    ...(await hitsOf(variants, knowledge, files)),
  ]);
  return tried.map((one) => trialOf(one, hits));
}

interface Tried {
  readonly rule: Rule;
  readonly variants: readonly Variant[];
}

interface Hit {
  readonly place: string;
  readonly frame: number;
  readonly facts: NearMiss['facts'];
}

async function hitsOf(
  rules: readonly Rule[],
  knowledge: Knowledge,
  files: readonly string[],
): Promise<Map<string, readonly Hit[]>> {
  const hits = new Map<string, readonly Hit[]>();
  const waiting = rules.length === 0 ? [] : [rules];
  for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
    const policy = policyOf(batch, knowledge);
    if (policy === undefined) {
      const half = Math.ceil(batch.length / 2);
      waiting.unshift(batch.slice(0, half), batch.slice(half));
      continue;
    }
    const { sessions } = await screenFiles({ files, knowledge: { ...knowledge, policy } });
    for (const [id, list] of hitsByRule(sessions)) hits.set(id, list);
  }
  return hits;
}

/** Undefined when they are too many for one policy. */
function policyOf(rules: readonly Rule[], knowledge: Knowledge): Policy | undefined {
  try {
    return compilePolicy({
      ...knowledge.book,
      resolver: resolverOf(knowledge.directory),
      rules,
      agreements: knowledge.config.agreements,
    });
  } catch (error) {
    if (error instanceof ProductError && rules.length > 1) return undefined;
    throw error;
  }
}

function hitsByRule(sessions: SessionCollector): Map<string, Hit[]> {
  const hits = new Map<string, Hit[]>();
  for (const { findings } of sessions.sessions())
    for (const { rule: id, time, frame, message, facts } of findings) {
      const list = hits.get(id) ?? [];
      list.push({ place: `${time} ${frame} ${message}`, frame, facts });
      hits.set(id, list);
    }
  return hits;
}

function trialOf({ rule, variants }: Tried, hits: ReadonlyMap<string, readonly Hit[]>): Trial {
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
