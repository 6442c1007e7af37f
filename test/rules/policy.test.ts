// SPDX-License-Identifier: Apache-2.0
// The compiled policy: the same octets for the same rules, modes and agreements of the
// configuration, and what cannot be compiled said at once.
import test from 'ava';
import { check, type Resolver } from '../../src/rules/checker.ts';
import { complete } from '../../src/rules/examples.ts';
import { canFire } from '../../src/rules/guard.ts';
import { loadRules } from '../../src/rules/load.ts';
import { compilePolicy } from '../../src/rules/policy.ts';
import { operationId } from '../../src/rules/vocabulary.ts';
import { layout } from '../../src/schema/policy-program.ts';
import { buildMachine, runMachine } from './machine.ts';

const party = (id: string) => (id === 'partner' ? 7 : undefined);
const resolver: Resolver = { party, operator: party, territory: () => undefined };
const book = loadRules({ resolver });
const input = { ...book, resolver };

test('the same rules compile to the same octets, whatever order they come in', (t) => {
  const one = compilePolicy(input);
  const two = compilePolicy({ ...input, rules: book.rules.toReversed() });
  t.deepEqual(one.image, two.image);
  t.is(one.ruleSet, two.ruleSet);
});

test('any change of a rule, a row, a mode or an agreement changes the rule set', (t) => {
  const agreements = [{ network: 'partner', operations: ['sendRoutingInfo'], until: 20_000 }];
  const { checked } = check('origin.is_foreign || origin.is_home');
  const [first, ...rest] = book.rules;
  if (first === undefined || checked === undefined) return t.fail();
  const sets = [
    compilePolicy(input),
    compilePolicy({ ...input, agreements }),
    compilePolicy({ ...input, agreements: agreements.map((one) => ({ ...one, until: 20_001 })) }),
    compilePolicy({ ...input, modes: new Map([['cat1.interconnect', 'off' as const]]) }),
    compilePolicy({ ...input, modes: new Map([['cat1.interconnect', 'test' as const]]) }),
    compilePolicy({ ...input, rules: rest }),
    compilePolicy({ ...input, rules: [{ ...first, checked }, ...rest] }),
    compilePolicy({ ...input, caps: [] }),
  ].map((policy) => policy.ruleSet);
  t.is(new Set(sets).size, sets.length);
});

test('a rule that is off never fires; learn and test do, as active does', (t) => {
  buildMachine();
  const rule = book.rules.find((one) => one.id === 'cat1.interconnect');
  const example = rule?.fires[0];
  if (rule === undefined || example === undefined) return t.fail();
  const situation = { phase: rule.phase, facts: complete(example.facts, book.entitlement) };
  for (const mode of ['off', 'learn', 'test', 'active'] as const) {
    const policy = compilePolicy({ ...input, modes: new Map([[rule.id, mode]]) });
    const hits = runMachine(policy.image, [situation], resolver)[0] ?? [];
    t.is(
      hits.some((hit) => policy.rules[hit.rule]?.id === rule.id),
      mode !== 'off',
      mode,
    );
  }
});

test('an agreement holds through its last day', (t) => {
  const policy = compilePolicy({
    ...input,
    agreements: [
      {
        network: 'partner',
        operations: ['gsm_map.anyTimeInterrogation', 'sendRoutingInfo'],
        until: 0,
      },
    ],
  });
  const row = layout.sections_at + 8 * layout.section.agreement;
  const at = policy.image.readUInt32LE(row);
  t.is(policy.image.readUInt32LE(row + 4), 2);
  t.is(policy.image.readUInt32LE(at), 7);
  t.is(
    policy.image.readUInt32LE(at + 4),
    operationId('sendRoutingInfo') ?? -1,
    'sorted by operation',
  );
  t.is(policy.image.readBigUInt64LE(at + 8), 86_400_000_000_000n);
});

test('what the configuration names wrongly is told at once', (t) => {
  const error = t.throws(() =>
    compilePolicy({
      ...input,
      modes: new Map([['cat1.interconect', 'off' as const]]),
      agreements: [{ network: 'partnr', operations: ['sendRoutngInfo'], until: 1 }],
    }),
  );
  t.is(
    error?.message,
    `rules.mode names cat1.interconect, which is no rule; did you mean cat1.interconnect?
the agreement with "partnr" names no configured network; add it as [[network]]
the agreement with "partnr" names sendRoutngInfo, which is no operation`,
  );
});

test('the operation alone dismisses most rules', (t) => {
  const candidates = (operation: string) =>
    book.rules
      .filter((rule) => canFire(rule.checked, operationId(operation) ?? -1, book.entitlement))
      .map((rule) => rule.id);
  t.deepEqual(candidates('sendRoutingInfoForSM'), [
    'cat1.own-gt',
    'enc.anomaly',
    'id.enumeration',
    'id.srism-no-mt',
    'int.flip-back',
  ]);
  t.deepEqual(candidates('anyTimeInterrogation'), [
    'cat1.interconnect',
    'cat1.own-gt',
    'enc.anomaly',
    'id.enumeration',
    'int.flip-back',
    'loc.handset-sweep',
    'loc.query-rate',
  ]);
  t.true(candidates('s6a.IDR').includes('dia.origin-inconsistent'));
});
