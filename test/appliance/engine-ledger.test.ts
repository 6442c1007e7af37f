// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { EngineLedger } from '../../src/appliance/engine-ledger.ts';
import { accountOf, lossesOf } from '../../src/appliance/status.ts';
import { accountLines } from '../../src/cli/live-text.ts';
import { capture, snapshot } from './states.ts';

const row = (count: number) => ({ count }) as never;

test('an engine that dies leaves its counts, and what nobody heard has a name', (t) => {
  const ledger = new EngineLedger();
  t.is(ledger.totals, undefined);
  const first = snapshot({
    ringEpoch: 1,
    counters: { frames_read: 90, findings: 3 },
    times: [100n, 200n],
    captures: [
      capture({
        interfaceTotal: 5_100,
        interfaceReceived: 100,
        filtered: 0,
        received: 100,
        opaque: 0,
      }),
    ],
  });
  ledger.note(first, [row(7)]);
  t.deepEqual(ledger.totals, { snapshot: first, unheard: { away: 0, held: 0 } });
  // The next one opened when the interface stood at 5,130: 30 came while nobody listened.
  const second = snapshot({
    ringEpoch: 2,
    counters: { frames_read: 40, findings: 1 },
    times: [300n, 400n],
    captures: [
      capture({
        interfaceTotal: 5_170,
        interfaceReceived: 40,
        filtered: 0,
        received: 40,
        opaque: 0,
      }),
    ],
  });
  ledger.note(second, [row(2)]);
  ledger.note(second);
  const { snapshot: total, unheard } = ledger.totals!;
  t.deepEqual(unheard, { away: 30, held: 10 });
  t.deepEqual(total.counters, { frames_read: 130, findings: 4 });
  t.deepEqual(total.times, [100n, 400n]);
  t.deepEqual(ledger.rows, [row(7), row(2)]);
  t.deepEqual(accountLines(accountOf(total, false, unheard)), [
    '170 arrived = 0 filtered + 0 dropped by the kernel + 140 received + 30 while no engine listened',
    '140 received = 130 screened + 0 undecodable + 0 opaque + 0 damaged + 10 lost with an engine that died',
  ]);
  t.is(lossesOf(total, unheard)['frames that no engine screened'], 40);
});

test('an interface that was made anew while no engine listened counts from zero', (t) => {
  const ledger = new EngineLedger();
  ledger.note(snapshot({ ringEpoch: 1, captures: [capture({ interfaceTotal: 9_000 })] }));
  const fresh = capture({ interfaceTotal: 20, interfaceReceived: 20 });
  ledger.note(snapshot({ ringEpoch: 2, captures: [fresh] }));
  t.is(ledger.totals?.unheard.away, 0);
});
