// SPDX-License-Identifier: Apache-2.0
// A rule in plain sentences, and the first condition that kept it quiet.
import test from 'ava';
import { check } from '../../src/rules/checker.ts';
import { factNotes, oneSidedText, sentences } from '../../src/rules/explain.ts';
import { firstFailing } from '../../src/rules/failing.ts';
import type { FactValues } from '../../src/rules/values.ts';

function checkedOf(when: string) {
  const { checked, faults } = check(when);
  if (checked === undefined) throw new Error(faults[0]?.message);
  return checked;
}

function told(when: string): string {
  return sentences(checkedOf(when))
    .map(({ depth, text }) => `${'  '.repeat(depth)}${text}`)
    .join('\n');
}

test('each form of a condition is a sentence', (t) => {
  t.is(
    told(
      'origin.is_foreign && subscriber.serving != "a" && direction != egress && component.count in { 1, 3..5 } && ' +
        'disclosed has_all { cell, imsi } && subscriber.serving_age * 2 >= 1h && origin.territory starts_with "X"',
    ),
    `all of this:
  origin.is_foreign is true
  subscriber.serving is known, and not a
  direction is not egress
  component.count is one of 1, 3 to 5
  disclosed holds all of imsi, cell
  subscriber.serving_age * 2 is at least 1h
  origin.territory begins with X`,
  );
});

test('a negation is carried to the sentences, where it turns all into one and less into at least', (t) => {
  t.is(
    told('!(origin.is_home || component.count < 3 && subscriber.home == unknown)'),
    `all of this:
  origin.is_home is false
  at least one of this:
    component.count is at least 3
    subscriber.home is known`,
  );
});

test('what a one-sided mirror does to a rule follows from its facts', (t) => {
  const of = (when: string) => oneSidedText(factNotes(checkedOf(when)));
  t.regex(of('outcome == answered && subscriber.known'), /^what rests on outcome is not known/);
  t.regex(of('subscriber.known && direction == ingress'), /^weaker: subscriber.known/);
  t.is(of('direction == ingress'), 'as good as on a whole one');
});

test('the first condition that is not true is told with what it looked at', (t) => {
  const of = (when: string, values: FactValues) =>
    firstFailing({ when, checked: checkedOf(when) }, values);
  const when = 'direction == ingress && (component.count * 2 > 6 || origin.is_home)';
  t.is(of(when, { direction: 1, 'component.count': 4, 'origin.is_home': false }), undefined);
  t.deepEqual(of(when, { direction: 2, 'component.count': 4 }), {
    condition: 'direction == ingress',
    holds: 'no',
    values: [{ fact: 'direction', value: 'egress' }],
  });
  const unknown = of(when, { direction: 1, 'component.count': -1, 'origin.is_home': false });
  t.is(unknown?.holds, 'unknown');
  t.deepEqual(unknown?.values.at(0), { fact: 'component.count * 2', value: 'not known' });
});
