// SPDX-License-Identifier: Apache-2.0
// Words and numbers for people. Names in records come from attackers (Origin-Host, text fields) and
// reach terminals: nothing is printed that a terminal would obey.

/** Control characters, direction marks and anything else a terminal acts upon, as \u{…}. */
export function printable(value: string): string {
  return value.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu,
    (one) => `\\u{${(one.codePointAt(0) as number).toString(16)}}`,
  );
}

const shown = { start: 5, end: 2 } as const;

/**
 * `00101…99`: country and network of an IMSI, or the country of a number, and two digits to tell
 * people apart.
 */
export function shortened(digits: string): string {
  const safe = printable(digits);
  if (safe.length <= shown.start + shown.end + 1) return `…${safe.slice(-shown.end)}`;
  return `${safe.slice(0, shown.start)}…${safe.slice(-shown.end)}`;
}

/** First eight digits of a pseudonym: enough to follow one subscriber down a page. */
export function shortPseudonym(pseudonym: string): string {
  return pseudonym === '' ? '-' : pseudonym.slice(0, 8);
}

/** The half of a session id that tells it from others; the other half is its time. */
export function shortId(id: string): string {
  return id.slice(16);
}

/** `+0.412000 s` */
export function elapsed(ns: bigint): string {
  const micros = ns / 1000n;
  const whole = micros / 1_000_000n;
  return `+${whole}.${(micros % 1_000_000n).toString().padStart(6, '0')} s`;
}

/** `3 h`, `45 min`: one unit, rounded down. */
export function age(seconds: number): string {
  const units: readonly [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ];
  for (const [size, unit] of units)
    if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return `${seconds} s`;
}

/** Pads or cuts to a width in code points. */
export function padded(value: string, width: number): string {
  const points = [...value];
  if (points.length > width) return `${points.slice(0, Math.max(0, width - 1)).join('')}…`;
  return value + ' '.repeat(width - points.length);
}
