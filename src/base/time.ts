// SPDX-License-Identifier: Apache-2.0
// Packet time: nanoseconds since the Unix epoch as a bigint. It never comes from the machine's
// clock.

const NS_PER_SECOND = 1_000_000_000n;

/** RFC 3339 in UTC with nine digits of fraction, the form every JSON contract uses. */
export function formatTime(ns: bigint): string {
  const seconds = ns / NS_PER_SECOND;
  const fraction = (ns % NS_PER_SECOND).toString().padStart(9, '0');
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}

/** The calendar month in UTC, `2019-04`, by which reports count. */
export function monthOf(ns: bigint): string {
  return new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 7);
}

/**
 * Reads RFC 3339 (any number of fraction digits, Z or an offset) or a plain date; undefined when it
 * is neither.
 */
export function parseTime(text: string): bigint | undefined {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2}))?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, date, clock = '00:00:00', fraction = '', zone = 'Z'] = match;
  const ms = Date.parse(`${date}T${clock}${zone.toUpperCase()}`);
  if (Number.isNaN(ms)) return undefined;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0') || '0');
}
