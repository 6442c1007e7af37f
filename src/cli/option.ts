// SPDX-License-Identifier: Apache-2.0
// Forms of option values, checked where they are read: a wrong one is a usage error that names the
// option, what was written and what would be right. Used by the commands' builders.
import { suggestion } from '../base/nearest.ts';

/** A text or a path; without a value it is a usage error. */
export function text(describe: string) {
  return { type: 'string' as const, requiresArg: true, describe };
}

/** The captures that a command reads, in any order: they are merged by time. */
export const captures = {
  type: 'string',
  array: true,
  demandOption: true,
  describe: 'Captures (pcap, pcapng)',
} as const;

/** One of some words. The words belong into the description too: help prints no types. */
export function oneOf<W extends string>(name: string, words: readonly W[]) {
  return {
    type: 'string' as const,
    requiresArg: true,
    coerce: (value: string | undefined): W | undefined => {
      if (value === undefined || words.includes(value as W)) return value as W | undefined;
      throw new Error(`--${name} ${value} is not known; ${suggestion(value, words)}`);
    },
  };
}

/** A whole number in a range, both ends included. */
export function wholeNumber(name: string, least: number, most = Number.MAX_SAFE_INTEGER) {
  return {
    type: 'string' as const,
    requiresArg: true,
    coerce: (value: string | number | undefined): number | undefined => {
      if (value === undefined) return undefined;
      const number = /^\d+$/.test(`${value}`) ? Number(value) : Number.NaN;
      if (number >= least && number <= most) return number;
      const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
      throw new Error(`--${name} ${value} is no whole number ${range}`);
    },
  };
}
