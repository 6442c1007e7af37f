// SPDX-License-Identifier: Apache-2.0
// Modes for one network, operator or link: in which order they stand, what names nobody, and that a
// rule which is off for all but one is still looked at.
import test from 'ava';
import type { Resolver } from '../../src/rules/checker.ts';
import { complete } from '../../src/rules/examples.ts';
import { loadRules } from '../../src/rules/load.ts';
import { type ModeForInput, peerText, standingOf, untilText } from '../../src/rules/modes.ts';
import { compilePolicy } from '../../src/rules/policy.ts';
import { layout } from '../../src/schema/policy-program.ts';
import { mode } from '../../src/schema/tables.ts';
import { buildMachine, runMachine } from './machine.ts';

const party = (id: string) => (id === 'partner' ? 7 : undefined);
const resolver: Resolver = {
  party,
  operator: party,
  territory: () => undefined,
  known: () => ['partner'],
};
const book = loadRules({ resolver });
const entry = { owner: 'roaming desk', until: 20_000, reason: 'tests of portability' };
const input = { ...book, resolver, links: ['carrier-a', 'carrier-b'] };

function modeFor(changes: Partial<ModeForInput>): ModeForInput {
  return { rule: 'cat1.interconnect', mode: 'off', ...entry, ...changes };
}

test('the nearest goes before: link, network, operator, everybody', (t) => {
  const policy = compilePolicy({
    ...input,
    modesFor: [
      modeFor({ mode: 'learn' }),
      modeFor({ operator: 'partner' }),
      modeFor({ network: 'partner', mode: 'test' }),
      modeFor({ link: 'carrier-b', mode: 'active' }),
      modeFor({ rule: 'cat1.own-gt' }),
    ],
  });
  t.deepEqual(policy.modesFor.filter((one) => one.rule === 'cat1.interconnect').map(peerText), [
    'link carrier-b',
    'network partner',
    'operator partner',
    'everybody',
  ]);
  const row = layout.sections_at + 8 * layout.section.mode_for;
  const at = policy.image.readUInt32LE(row);
  t.is(policy.image.readUInt32LE(row + 4), 5);
  const link = at + layout.item.mode_for * policy.modesFor.findIndex((one) => one.link);
  t.is(policy.image.readUInt32LE(link + layout.mode_for.subject_at), 1, 'place in the link image');
  t.is(policy.image.readUInt8(link + layout.mode_for.mode_at), mode.active);
  t.is(
    policy.image.readBigUInt64LE(link + layout.mode_for.until_at),
    20_001n * 86_400_000_000_000n,
    'through its last day',
  );
});

test('what is named and is not there is told, all at once', (t) => {
  const error = t.throws(() =>
    compilePolicy({
      ...input,
      modesFor: [
        modeFor({ rule: 'cat1.interconect' }),
        modeFor({ network: 'partnr' }),
        modeFor({ link: 'carrier-c' }),
      ],
    }),
  );
  t.is(
    error?.message,
    `rules.mode_for names cat1.interconect, which is no rule; did you mean cat1.interconnect?
the mode of cat1.interconnect for link "carrier-c" names none; did you mean "carrier-a"?
the mode of cat1.interconnect for network "partnr" names none; did you mean "partner"?`,
  );
});

test('a rule that is off for everybody but one network is looked at, and its mode told apart', (t) => {
  buildMachine();
  const rule = book.rules.find((one) => one.id === 'cat1.interconnect')!;
  const situation = {
    phase: rule.phase,
    facts: complete(rule.fires[0]!.facts, book.entitlement),
  };
  const modes = new Map([[rule.id, 'off' as const]]);
  const fires = (modesFor: readonly ModeForInput[]) => {
    const policy = compilePolicy({ ...input, modes, modesFor });
    const hits = runMachine(policy.image, [situation], resolver)[0] ?? [];
    return hits.some((hit) => policy.rules[hit.rule]?.id === rule.id);
  };
  t.true(fires([modeFor({ network: 'partner', mode: 'test' })]));
  t.false(fires([modeFor({ network: 'partner', mode: 'off' })]));
});

test('what ends soon is said, and what has ended', (t) => {
  t.is(untilText(100, 10), 'until 1970-04-11');
  t.is(untilText(100, 99), 'until 1970-04-11, in 1 day');
  t.is(untilText(100, 101), 'expired 1970-04-11');
  t.deepEqual(
    [standingOf(100, 10), standingOf(100, 80), standingOf(100, 101)],
    ['holds', 'expires_soon', 'expired'],
  );
});
