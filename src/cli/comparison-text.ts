// SPDX-License-Identifier: Apache-2.0
// `screen --compare`, as text.
import type { Comparison, Difference } from '../appliance/comparison.ts';
import { data, paint, wrapped } from './output.ts';

export function printComparison({ appear, vanish, same }: Comparison): void {
  print('Findings that appear', appear, 'before');
  print('Findings that vanish', vanish, 'now');
  data(`${same} findings are the same.`);
}

function print(title: string, list: readonly Difference[], when: string): void {
  const sum = list.reduce((total, one) => total + one.findings, 0);
  data(paint.bold(`${title}: ${sum}`));
  for (const one of list) {
    const more = one.findings > one.frames.length ? ' …' : '';
    data(
      wrapped(`${one.rule}: ${one.findings}, frames ${one.frames.join(', ')}${more}`, '  ', '  '),
    );
    data(wrapped(`${when}: ${one.because}`, '    '));
  }
  data('');
}
