// SPDX-License-Identifier: Apache-2.0
import test from 'ava';

import { coverageStatus, rulesNeedingState } from '../../src/appliance/coverage.ts';
import { composeStatus } from '../../src/appliance/status.ts';
import { coverageLines } from '../../src/cli/coverage-text.ts';
import { loadRules } from '../../src/rules/load.ts';
import { runState, snapshot, storeState } from './states.ts';

test('the rules that wait for serving state are named while it is too little, and only then', (t) => {
  const needing = rulesNeedingState(loadRules().rules);
  t.deepEqual(needing, ['cat3.not-serving']);
  const of = (coverage: Parameters<typeof coverageStatus>[0], counters = {}) =>
    coverageStatus(coverage, needing, counters);
  const cold = of({ isMeasured: true, percent: 35, lacks: true }, { findings_held_back: 1_200 });
  t.deepEqual(cold, {
    percent: 35,
    needed_percent: 80,
    held_back: needing,
    findings_held_back: 1_200,
    claims_restored: 0,
  });
  t.deepEqual(coverageLines(cold), [
    'where subscribers are: known for 35 % of the latest requests of serving networks, 80 % needed',
    'held back as test until then: cat3.not-serving (`state import` helps)',
    'findings that were held back so: 1,200',
  ]);
  const warm = of({ isMeasured: true, percent: 93, lacks: false }, { claims_restored: 2_500 });
  t.deepEqual(coverageLines(warm), [
    'where subscribers are: known for 93 % of the latest requests of serving networks, 80 % needed; 2,500 claims taken over from before',
  ]);
  t.deepEqual(coverageLines(of(undefined)), [
    'where subscribers are: not measured before 100 requests of serving networks',
  ]);
});

test('status tells the coverage of the engine that runs', (t) => {
  const { rules } = runState();
  const run = runState({
    snapshot: snapshot({ coverage: { isMeasured: true, percent: 12, lacks: true } }),
    rules: { ...rules, needingState: ['cat3.not-serving'] },
  });
  const status = composeStatus(run, storeState());
  t.like(status.coverage, { percent: 12, held_back: ['cat3.not-serving'] });
  t.false('needingState' in status.rules);
});
