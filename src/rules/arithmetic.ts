// SPDX-License-Identifier: Apache-2.0
// How the language calculates: whole numbers of 64 bits with sign, as the native machine has them
// (native/screen/program.cpp). What is beyond saturates, so that a huge product compares as huge;
// a quotient is cut towards zero; divided by zero nothing is known.
import type { Sign } from './syntax.ts';

const most = (1n << 63n) - 1n;
const least = -(1n << 63n);

/** Undefined: cannot be known. */
export function calculate(sign: Sign, left: bigint, right: bigint): bigint | undefined {
  switch (sign) {
    case '+':
      return saturated(left + right);
    case '-':
      return saturated(left - right);
    case '*':
      return saturated(left * right);
    case '/':
      return right === 0n ? undefined : saturated(left / right);
  }
}

function saturated(value: bigint): bigint {
  return value > most ? most : value < least ? least : value;
}

/** What an amount counts; `either` is the bare 0, which is no number of seconds and no other. */
export type Dimension = 'number' | 'duration' | 'either';

/** What comes of two amounts; a sentence where nothing does. */
export function dimensionOf(
  sign: Sign,
  left: Dimension,
  right: Dimension,
): { readonly is: Dimension } | { readonly fault: string; readonly hint: string } {
  if (left === 'either' && right === 'either') return { is: 'either' };
  switch (sign) {
    case '+':
    case '-':
      if (left === right || right === 'either') return { is: left };
      if (left === 'either') return { is: right };
      return {
        fault: `unlike things: ${words[left]} ${sign} ${words[right]}`,
        hint: 'give the number a unit: s, m, h or d',
      };
    case '*':
      if (left !== 'duration' || right !== 'duration')
        return { is: left === 'duration' || right === 'duration' ? 'duration' : 'number' };
      return { fault: 'a duration times a duration is nothing', hint: 'leave one unit out' };
    case '/':
      if (right !== 'duration') return { is: left };
      if (left !== 'number') return { is: 'number' };
      return {
        fault: 'a number for each duration has no name here',
        hint: 'multiply the other side: a * 1h > 10 * b',
      };
  }
}

const words: Readonly<Record<Dimension, string>> = {
  number: 'a number',
  duration: 'a duration',
  either: 'zero',
};

/** Whether two amounts may be compared. */
export function areLike(left: Dimension, right: Dimension): boolean {
  return left === right || left === 'either' || right === 'either';
}
