// SPDX-License-Identifier: Apache-2.0
// Days of validity. Knowledge of networks is dated by the day, in UTC, and judged by packet time: a
// title of 2018 is read by the map of 2018. A day is a number, days since 1970-01-01, so that it
// fits the image header.

const MS_PER_DAY = 86_400_000;
const NS_PER_DAY = 86_400_000_000_000n;

/** Bounds of an image that nothing dated touches. */
export const DAY_MIN = -0x8000_0000;
export const DAY_MAX = 0x7fff_ffff;

/** The day of a packet time in nanoseconds since the epoch. */
export function dayOf(ns: bigint): number {
  const day = ns / NS_PER_DAY;
  return Number(ns < 0n && day * NS_PER_DAY !== ns ? day - 1n : day);
}

/** The first nanosecond of a day. */
export function startOf(day: number): bigint {
  return BigInt(day) * NS_PER_DAY;
}

/** Reads `2018-01-31`; undefined when there is no such day. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return ms / MS_PER_DAY;
}

export function formatDay(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
