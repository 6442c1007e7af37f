// SPDX-License-Identifier: Apache-2.0
// The secret of the tables is random in each run without a store: nothing that is found may follow
// from it.
import test from 'ava';
import { type Found, found } from './compared.ts';
import { knowledgeOf, mixture, sessionsOf, worldOf } from './workbench.ts';

type Place = Pick<Found, 'rule' | 'severity' | 'confidence' | 'origins'>;

/** Sessions of one instant come in the order of their ids, which are pseudonyms too. */
const order = (a: Place, b: Place) =>
  (a.origins[0] ?? 0) - (b.origins[0] ?? 0) || a.rule.localeCompare(b.rule);

test('the same capture leads to the same findings under any secret', async (t) => {
  const world = worldOf(mixture, { seed: 9, messages: 40_000, hostileShare: 1 / 100 });
  const knowledge = knowledgeOf(world);
  // Without the session: its pseudonyms are of the secret, as they must be.
  const under = async (octet: number) =>
    found(await sessionsOf(world.capture, knowledge, new Uint8Array(16).fill(octet)))
      .map(({ rule, severity, confidence, origins }) => ({ rule, severity, confidence, origins }))
      .toSorted(order);
  const first = await under(1);
  t.true(first.some(({ rule }) => rule === 'loc.handset-sweep'));
  t.deepEqual(await under(2), first);
  t.deepEqual(await under(3), first);
});
