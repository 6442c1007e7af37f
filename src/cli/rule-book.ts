// SPDX-License-Identifier: Apache-2.0
// The rules that a command speaks of, and how they stand: those that come with the product, an
// operator's own, and what a configuration says of both.
import type { Argv } from 'yargs';
import { loadKnowledge } from '../appliance/knowledge.ts';
import { exitCode, failure } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { operationName } from '../base/operations.ts';
import type { AgreementDefinition } from '../config/schema.ts';
import { dayOf } from '../network/day.ts';
import { canFire } from '../rules/guard.ts';
import { loadRules, type RuleBook } from '../rules/load.ts';
import type { ModeForInput } from '../rules/modes.ts';
import type { Rule } from '../rules/rule.ts';
import { text } from './option.ts';

export interface BookOptions {
  directory: string | undefined;
  config: string | undefined;
  json: boolean;
}

export function withBook<T>(yargs: Argv<T>) {
  return yargs
    .option('directory', text('Directory with rules of your own'))
    .option('config', text('Configuration: modes, lists, agreements, networks that rules name'))
    .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' });
}

export interface OpenBook extends RuleBook {
  readonly modesFor: readonly ModeForInput[];
  readonly agreements: readonly AgreementDefinition[];
}

/** Rules with the modes that hold. Throws ProductError (configuration). */
export function openBook({
  directory,
  config,
}: Pick<BookOptions, 'directory' | 'config'>): OpenBook {
  if (config === undefined) {
    const book = loadRules(directory === undefined ? {} : { extra: directory });
    return { ...book, modesFor: [], agreements: [] };
  }
  const { book, policy, config: read } = loadKnowledge({ config, rulesDirectory: directory });
  const rules = policy.rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { ...book, rules, modesFor: policy.modesFor, agreements: read.agreements };
}

export function findRule(book: RuleBook, id: string): Rule {
  const rule = book.rules.find((one) => one.id === id);
  if (rule !== undefined) return rule;
  const near = nearest(
    id,
    book.rules.map((one) => one.id),
  );
  throw failure(
    exitCode.usage,
    `no rule is called ${id}`,
    near === undefined ? '`sigwarden rules list` shows them' : `did you mean ${near}?`,
  );
}

/** Operations of the entitlement table on which an expression can hold at all. */
export function operationsOf(book: RuleBook, { checked }: Pick<Rule, 'checked'>): string[] {
  return book.entitlement
    .rows()
    .filter((row) => canFire(checked, row.operation, book.entitlement))
    .map((row) => operationName(row.operation));
}

/** The day by which a person reads: what expires soon is a question to now, not to a capture. */
export function today(): number {
  return dayOf(BigInt(Date.now()) * 1_000_000n);
}
