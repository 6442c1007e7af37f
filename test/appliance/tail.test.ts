// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { reaches, tailEvent } from '../../src/appliance/tail.ts';
import { tailLine } from '../../src/cli/live-text.ts';
import { event, outcome, severity } from '../../src/schema/tables.ts';
import { record } from '../store/records.ts';

const finding = () =>
  tailEvent(
    record({
      session: 3,
      header: { severity: severity.high, outcome: outcome.open },
      body: { source: 'far-state', source_name: 'Far\u001b[31m State', mode: 3 },
      sealed: { imsi: '001019999999999' },
    }),
  );

const plain = (_: string, text: string) => text;

test('a finding tells time, rule, severity, source, operation and outcome, and nothing that is sealed', (t) => {
  const told = finding();
  t.is(told?.event, 'finding');
  t.false(JSON.stringify(told).includes('00101999'));
  t.is(
    told === undefined ? '' : tailLine(told, plain).replace(/ [0-9a-f]{12} /, ' ID '),
    '2019-04-02T10:15:03.000Z ID high cat1.interconnect gsm_map.anyTimeInterrogation ' +
      'from Far\\u{1b}[31m State: open',
  );
});

test('an outcome tells how a flagged dialogue ended; other records tell nothing', (t) => {
  const told = tailEvent(
    record({
      session: 3,
      sequence: 2,
      event: event.outcome,
      header: { outcome: outcome.answered, disclosed: 1 },
    }),
  );
  t.is(told?.event, 'outcome');
  t.is(told?.outcome, 'answered');
  t.is(told?.disclosed.length, 1);
  t.is(told?.session, finding()?.session);
  t.is(tailEvent(record({ event: event.member })), undefined);
  t.is(tailEvent(record({ event: event.counters })), undefined);
});

test('a severity takes itself and what is higher', (t) => {
  const told = finding();
  if (told?.event !== 'finding') throw new Error('no finding');
  t.true(reaches(told, 'info'));
  t.true(reaches(told, 'high'));
  t.false(reaches({ ...told, severity: 'low' }, 'medium'));
});
