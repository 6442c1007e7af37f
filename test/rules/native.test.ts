// SPDX-License-Identifier: Apache-2.0
// The native machine against the predicate in TypeScript: the examples of every shipped rule, and
// expressions and facts that nobody thought of.
import test from 'ava';
import fc from 'fast-check';
import type { NamedLists } from '../../src/base/named-lists.ts';
import { check, type Resolver } from '../../src/rules/checker.ts';
import { complete } from '../../src/rules/examples.ts';
import { loadRules } from '../../src/rules/load.ts';
import { compilePolicy } from '../../src/rules/policy.ts';
import { evaluate } from '../../src/rules/predicate.ts';
import { phaseOf, type Rule } from '../../src/rules/rule.ts';
import { ANOMALY_BITS, type FactValue, type FactValues } from '../../src/rules/values.ts';
import {
  isPartyKind,
  members,
  memberValue,
  type Name,
  ruleVocabulary,
} from '../../src/rules/vocabulary.ts';
import { why } from '../../src/rules/why.ts';
import { facts } from '../../src/schema/facts/index.ts';
import { category, confidence, mode, phase, severity } from '../../src/schema/tables.ts';
import { buildMachine, runMachine, type Situation } from './machine.ts';

const ids = ['homeland', 'partner', 'far-state', 'island-one', 'island-two'];
const numberOf = (id: string) => (ids.includes(id) ? ids.indexOf(id) + 1 : undefined);
const resolver: Resolver = {
  party: numberOf,
  operator: numberOf,
  territory: numberOf,
  known: () => ids,
};
/** One list for every kind: what its items are follows from the fact. */
const lists: NamedLists = new Map(
  Object.entries({
    none: [],
    partners: ['partner', 'island-one'],
    watched: ['gsm_map.updateLocation', 's6a.IDR'],
    sizes: [1, 7, 70],
    times: ['5s', '1m'],
  }).map(([name, values]) => [
    name,
    { name, items: values.map((value) => ({ value, where: `${name}:1` })) },
  ]),
);
const book = loadRules({ resolver });

test.before(() => buildMachine());

test('every shipped rule does natively what its examples say, with the same confidence', (t) => {
  const policy = compilePolicy({ ...book, resolver });
  const cases = policy.rules.flatMap((rule, number) =>
    [...rule.fires, ...rule.quiet].map((example) => ({
      rule,
      number,
      example,
      isFire: rule.fires.includes(example),
      situation: { phase: rule.phase, facts: complete(example.facts, book.entitlement) },
    })),
  );
  const results = runMachine(
    policy.image,
    cases.map((one) => one.situation),
    resolver,
  );
  t.true(cases.length >= 3 * policy.rules.length);
  cases.forEach(({ rule, number, example, isFire, situation }, i) => {
    const hit = results[i]?.find((one) => one.rule === number);
    t.is(hit !== undefined, isFire, `${rule.id}: ${example.because}`);
    const expected = why(rule, book.caps, situation.facts);
    if (hit !== undefined)
      t.is(
        confidence[expected.confidence as 'low'],
        hit.confidence as 1,
        `${rule.id}: ${example.because}`,
      );
    if (hit !== undefined) t.is(expected.held.length, bitsSet(hit.reasons));
  });
});

test('the native machine agrees with the predicate on random expressions and facts', (t) => {
  let fired = 0;
  let quiet = 0;
  fc.assert(
    fc.property(
      fc.array(expression, { minLength: 1, maxLength: 24 }),
      fc.array(situationFacts, { minLength: 1, maxLength: 40 }),
      (sources, facts) => {
        const rules = sources.map((source, i) => ruleOf(`test.r${i}`, source));
        const policy = compilePolicy({ rules, caps: [], entitlement: book.entitlement, resolver });
        const situations: Situation[] = facts.flatMap((one) => [
          { phase: phase.request, facts: complete(one, book.entitlement) },
          { phase: phase.answer, facts: complete(one, book.entitlement) },
        ]);
        const results = runMachine(policy.image, situations, resolver);
        situations.forEach((situation, i) => {
          const expected = policy.rules.flatMap((rule, number) =>
            rule.phase === situation.phase && evaluate(rule.checked, situation.facts) === true
              ? [number]
              : [],
          );
          fired += expected.length;
          quiet += policy.rules.length - expected.length;
          const actual = results[i]?.map((hit) => hit.rule) ?? [];
          if (actual.join() !== expected.join())
            throw new Error(difference(policy.rules, expected, actual));
        });
      },
    ),
    { numRuns: 300, seed: 29_002 },
  );
  t.true(fired > 1000 && quiet > 1000, `${fired} fired, ${quiet} stayed quiet`);
});

function difference(
  rules: readonly Rule[],
  expected: readonly number[],
  actual: readonly number[],
): string {
  const odd = rules
    .filter((_, i) => expected.includes(i) !== actual.includes(i))
    .map((rule) => rule.when);
  return `differ on: ${odd.join('\n')}`;
}

function bitsSet(word: number): number {
  return word.toString(2).replaceAll('0', '').length;
}

function ruleOf(id: string, when: string): Rule {
  const { checked, faults } = check(when, { resolver, lists });
  if (checked === undefined) throw new Error(`${when}: ${faults[0]?.message}`);
  return {
    id,
    title: id,
    when,
    checked,
    phase: phaseOf(checked),
    about: facts['origin.network'].id,
    category: category.cat1,
    severity: severity.low,
    confidence: confidence.high,
    mode: mode.active,
    purposes: 0,
    doc: '',
    falsePositives: '',
    response: '',
    lowered: [],
    fires: [],
    quiet: [],
    file: '',
  };
}

const operations = [
  'gsm_map.updateLocation',
  'gsm_map.anyTimeInterrogation',
  'gsm_map.provideSubscriberInfo',
  'gsm_map.16',
  'camel.initialDP',
  's6a.ULR',
  's6a.IDR',
  'sh.UDR',
];

function pick<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

function listOf(values: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(pick(values), { minLength: 1, maxLength: 4 })
    .map((some) => `{ ${some.join(', ')} }`);
}

const sign = pick(['==', '!=', '<', '<=', '>', '>=']);

/** Tests of one fact, in every form that its type has. */
function testsOf(fact: Name): fc.Arbitrary<string>[] {
  const { name, type } = fact;
  const same = ruleVocabulary
    .names()
    .filter((other) => JSON.stringify(other.type) === JSON.stringify(type));
  switch (type.kind) {
    case 'bool':
      return [fc.constant(name), pick([`${name} == true`, `${name} != true`])];
    case 'anomaly':
      return [fc.constant(name)];
    case 'bits':
      return [
        pick(members(type)).map((member) => `${name} has ${member}`),
        fc
          .tuple(pick(['has_any', 'has_all']), listOf(members(type)))
          .map(([how, set]) => `${name} ${how} ${set}`),
      ];
    case 'number':
    case 'duration': {
      const unit = type.kind === 'duration' ? 's' : '';
      const value = fc.integer({ min: 0, max: 80 });
      return [
        pick([`${name} in $none`, `${name} in { 3${unit}, $${unit === '' ? 'sizes' : 'times'} }`]),
        fc.tuple(sign, value).map(([how, v]) => `${name} ${how} ${v}${unit}`),
        fc.tuple(sign, pick(same)).map(([how, other]) => `${name} ${how} ${other.name}`),
        fc
          .array(fc.tuple(value, value), { minLength: 1, maxLength: 3 })
          .map(
            (pairs) => `${name} in { ${pairs.map(([a, b]) => rangeText(a, b, unit)).join(', ')} }`,
          ),
        fc
          .array(value, { minLength: 1, maxLength: 4 })
          .map((some) => `${name} in { ${some.map((v) => `${v}${unit}`).join(', ')} }`),
      ];
    }
    default: {
      const words = isPartyKind(type.kind)
        ? ids.map((id) => `"${id}"`)
        : type.kind === 'operation'
          ? operations
          : members(type);
      const known = isPartyKind(type.kind)
        ? [
            pick([`${name} == unknown`, `${name} != unknown`, `${name} in $partners`]),
            listOf(['"is"', '"island-o"', '"far-state"', '"x"']).map(
              (set) => `${name} starts_with ${set}`,
            ),
          ]
        : type.kind === 'operation'
          ? [fc.constant(`${name} in $watched`)]
          : [];
      return [
        fc.tuple(pick(['==', '!=']), pick(words)).map(([how, word]) => `${name} ${how} ${word}`),
        fc
          .tuple(pick(['==', '!=']), pick(same))
          .map(([how, other]) => `${name} ${how} ${other.name}`),
        listOf(words).map((set) => `${name} in ${set}`),
        ...known,
      ];
    }
  }
}

function rangeText(a: number, b: number, unit: string): string {
  return `${Math.min(a, b)}${unit}..${Math.max(a, b)}${unit}`;
}

/** Calculations of one dimension, and of what differs from it by a plain number. */
function calculationsOf(kind: 'number' | 'duration'): fc.Arbitrary<string> {
  const measured = (of: 'number' | 'duration') => {
    const unit = of === 'duration' ? 'd' : '';
    const names = ruleVocabulary.names().filter((one) => one.type.kind === of);
    return fc.oneof(
      pick(names.map((one) => one.name)),
      // Some beyond 2^53 and 2^63 when multiplied.
      fc.oneof(fc.nat(80), fc.constantFrom(1_000_000_007, 4_000_000_000)).map((n) => `${n}${unit}`),
    );
  };
  const both = (tie: (name: string) => fc.Arbitrary<unknown>, of: 'number' | 'duration') =>
    tie(of) as fc.Arbitrary<string>;
  const { number, duration } = fc.letrec<{ number: string; duration: string }>((tie) => ({
    number: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      measured('number'),
      fc
        .tuple(both(tie, 'number'), pick(['+', '-', '*', '/']), both(tie, 'number'))
        .map(([a, how, b]) => `(${a} ${how} ${b})`),
      fc.tuple(both(tie, 'duration'), both(tie, 'duration')).map(([a, b]) => `(${a} / ${b})`),
    ),
    duration: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      measured('duration'),
      fc
        .tuple(both(tie, 'duration'), pick(['+', '-']), both(tie, 'duration'))
        .map(([a, how, b]) => `(${a} ${how} ${b})`),
      fc
        .tuple(both(tie, 'duration'), pick(['*', '/']), both(tie, 'number'))
        .map(([a, how, b]) => `(${a} ${how} ${b})`),
      fc.tuple(both(tie, 'number'), both(tie, 'duration')).map(([a, b]) => `(${a} * ${b})`),
    ),
  }));
  const side = kind === 'number' ? number : duration;
  return fc
    .tuple(side, sign, side)
    .map(([a, how, b]) => `${a} ${how} ${b}`)
    .filter((source) => check(source).faults.length === 0);
}

const oneTest = fc.oneof(
  ...ruleVocabulary.names().flatMap(testsOf),
  { arbitrary: calculationsOf('number'), weight: 24 },
  { arbitrary: calculationsOf('duration'), weight: 24 },
);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    oneTest,
    fc
      .array(tie('expression'), { minLength: 2, maxLength: 3 })
      .map((parts) => `(${parts.join(' && ')})`),
    fc
      .array(tie('expression'), { minLength: 2, maxLength: 3 })
      .map((parts) => `(${parts.join(' || ')})`),
    tie('expression').map((part) => `!(${part})`),
  ),
}));

function valuesOf({ type }: Name): fc.Arbitrary<FactValue> {
  switch (type.kind) {
    case 'bool':
      return fc.boolean();
    case 'number':
    case 'duration':
      return fc.oneof(fc.integer({ min: -1, max: 80 }), fc.constant(Number.MAX_SAFE_INTEGER));
    case 'bits':
      return fc.integer({
        min: 0,
        max: members(type).reduce((all, member) => all | (memberValue(type, member) ?? 0), 0),
      });
    case 'operation':
      return pick([...operations, 65_535]);
    case 'enum':
      return pick(members(type));
    default:
      return pick(['', ...ids]);
  }
}

const situationFacts: fc.Arbitrary<FactValues> = fc.record({
  ...Object.fromEntries(
    ruleVocabulary
      .names()
      .filter((name) => name.id !== undefined)
      .map((name) => [name.name, valuesOf(name)]),
  ),
  [ANOMALY_BITS]: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
}) as fc.Arbitrary<FactValues>;
