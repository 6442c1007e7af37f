// SPDX-License-Identifier: Apache-2.0
import test from 'ava';

import {
  type Evidence,
  mobilePrefix,
  ProposalLearner,
  proposal_limit,
} from '../../src/network/proposals.ts';

function evidence(subject: string, object: string, rest: Partial<Evidence> = {}): Evidence {
  return { basis: 'destination_realm', subject, object, subscriber: '', time: 0n, ...rest };
}

test('an association is told with its messages, subscribers, share and time', (t) => {
  const learner = new ProposalLearner();
  for (const [subscriber, time] of [
    ['1', 30n],
    ['2', 10n],
    ['2', 20n],
  ] as const)
    learner.see(evidence('roaming.example', '999-40', { subscriber, time }));
  const [only, ...others] = learner.proposals(0.95);
  t.deepEqual(others, []);
  t.like(only, {
    kind: 'realms',
    address: 'roaming.example',
    object: '999-40',
    messages: 3,
    subscribers: 2,
    share: 1,
    first: 10n,
    last: 30n,
  });
});

test('an address of several is a hub and no proposal', (t) => {
  const learner = new ProposalLearner();
  for (let i = 0; i < 9; i++) learner.see(evidence('hub.example', '999-40'));
  learner.see(evidence('hub.example', '999-41'));
  t.deepEqual(learner.proposals(0.95), []);
  t.like(learner.hubs(0.95)[0], { messages: 10, objects: ['999-40', '999-41'] });
  t.is(learner.proposals(0.9).length, 1, 'one stray message in ten does not hide it from 0.9');
});

test('the order of messages changes neither ids nor their order', (t) => {
  const all = ['a.example', 'b.example', 'b.example', 'c.example'].map((one) =>
    evidence(one, '999-40'),
  );
  const ids = (list: readonly Evidence[]) => {
    const learner = new ProposalLearner();
    for (const one of list) learner.see(one);
    return learner.proposals(0.95).map(({ id, address }) => `${id} ${address}`);
  };
  t.deepEqual(ids(all), ids(all.toReversed()));
});

test('tables are bounded, and what found no room is counted', (t) => {
  const learner = new ProposalLearner();
  for (let i = 0; i < proposal_limit.objects + 3; i++)
    learner.see(evidence('hub.example', `999-${i}`));
  t.is(learner.lost, 3);
  for (let i = 0; i < proposal_limit.subjects + 1; i++) learner.see(evidence(`${i}.example`, 'x'));
  t.is(learner.lost, 5);
  const many = new ProposalLearner();
  for (let i = 0; i < proposal_limit.subscribers + 9; i++)
    many.see(evidence('a.example', 'x', { subscriber: String(i) }));
  t.is(many.proposals(0.5)[0]!.subscribers, proposal_limit.subscribers);
});

test('CC and NDC of a mobile global title are what stands before the MSIN', (t) => {
  t.is(mobilePrefix('999011000326461', '001011000326461', 5), '99901');
  t.is(mobilePrefix('99901100032646', '001011000326461', 5), undefined, 'its tail was cut');
  t.is(mobilePrefix('999', '00101', 5), undefined);
  t.is(mobilePrefix('1000326461', '001011000326461', 5), undefined);
});
