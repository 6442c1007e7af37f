// SPDX-License-Identifier: Apache-2.0
// The page of the manual about facts, src/manual/facts.md: written by `make gen` out of the table, so
// that it cannot say something else, and printed by `rules facts --markdown`.
import { facts } from './facts/index.ts';
import { tables } from './tables.ts';
import type { FactSpec } from './types.ts';

const oneSided: Readonly<Record<FactSpec['oneSided'], string>> = {
  unaffected: 'as good as on a whole one',
  weaker: 'weaker: what the other direction would have taught is missing',
  unknown: 'never known, and so fires nothing',
};

export function factsPage(): string {
  const rows = Object.entries(facts).map(([name, fact]) => [name, fact as FactSpec] as const);
  return [
    '# Facts',
    '',
    'Written by `make gen` from `src/schema/facts`. What a rule can name, beside the anomalies of the protocols',
    '(`sigwarden rules facts anomaly`). What is not known is neither equal nor unequal to anything, and fires no rule.',
    '',
    ...rows.flatMap(([name, fact]) => entry(name, fact)),
  ].join('\n');
}

function entry(name: string, fact: FactSpec): string[] {
  return [
    `## ${name}`,
    '',
    `${fact.title}.`,
    '',
    `- value: ${valueText(fact)}`,
    `- known at: the ${fact.known}`,
    `- rests on: ${fact.rests}`,
    `- on a one-sided mirror: ${oneSided[fact.oneSided]}`,
    '',
  ];
}

const words: Readonly<Record<string, string>> = {
  bool: 'true or false',
  number: 'a number',
  duration: 'a duration, in seconds',
  party: 'a network, by its id',
  operator: 'an operator, by its id',
  territory: 'a territory, by its code',
  operation: 'an operation, by its name',
};

function valueText({ type, unit }: FactSpec): string {
  const [kind = '', table] = type.split(':');
  if (table === undefined)
    return `${words[kind] ?? kind}${unit === undefined ? '' : ` of ${unit}`}`;
  const members = Object.keys(tables[table as keyof typeof tables]).map((one) => `\`${one}\``);
  return `${kind === 'bits' ? 'any of' : 'one of'} ${members.join(', ')}`;
}
