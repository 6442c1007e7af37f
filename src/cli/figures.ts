// SPDX-License-Identifier: Apache-2.0
// Figures of a bench on paper: the machine, then name, median, unit, aim and the runs behind it.
import { cpus } from 'node:os';

import type { Figure } from '../appliance/bench.ts';
import { json, table, talk } from './output.ts';

export function printFigures(figures: readonly Figure[], asJson: boolean): void {
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
  };
  if (asJson) {
    json({ machine, figures });
    return;
  }
  talk(machine.processor);
  table(
    ['figure', { head: 'median', align: 'right' }, 'unit', { head: 'aim', align: 'right' }, 'runs'],
    figures.map((one) => [
      one.name,
      one.value.toFixed(digitsOf(one)),
      one.unit,
      one.aim === null ? '' : String(one.aim),
      one.runs.map((run) => run.toFixed(digitsOf(one) - 1)).join(' '),
    ]),
  );
}

/** Behind the point: a ratio says nothing without. */
function digitsOf(figure: Figure): number {
  return figure.value < 10 ? 3 : 1;
}
