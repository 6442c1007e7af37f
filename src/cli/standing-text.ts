// SPDX-License-Identifier: Apache-2.0
// What modes held back, as `screen` and `status` print it.
import { heldBack, type StandingRow } from '../appliance/standing.ts';
import type { RuleHits } from '../engine/native.ts';
import { data, paint, table } from './output.ts';

export function printStanding(rows: readonly StandingRow[], hits: RuleHits): void {
  const told = new Set(rows.map((row) => row.rule));
  const learnt = Object.entries(heldBack(hits)).filter(
    ([rule, { learn }]) => learn > 0 && !told.has(rule),
  );
  if (rows.length === 0 && learnt.length === 0) return;
  data(`\n${paint.bold('What modes held back')}`);
  if (rows.length > 0)
    table(
      [
        'rule',
        { head: 'for', fits: 'cut' },
        'mode',
        { head: 'findings', align: 'right' },
        'until',
        { head: 'owner', fits: 'cut' },
        { head: 'reason', fits: 'wrap' },
      ],
      rows.map((row) => [
        row.rule,
        row.for,
        row.mode,
        String(row.findings),
        row.expired ? `${row.until}, expired` : row.until,
        row.owner,
        row.reason,
      ]),
    );
  for (const [rule, { learn }] of learnt) data(`${rule} learns: ${learn} counted, none written`);
}
