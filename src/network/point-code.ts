// SPDX-License-Identifier: Apache-2.0
// ITU international signalling point codes, 14 bits (Q.708 §2): zone 3 bits, area 8, point 3.
// Written 3-8-3 or decimal; a user may type either, the tables hold the number. National formats
// (ANSI, China) are not read here: a point code only has a meaning together with its network
// indicator, and configuration speaks of the international network.

const POINT_CODE_MAX = 0x3fff;

/** `2-016-0` or `4224` or 4224; undefined when a part is out of range. */
export function parsePointCode(written: string | number): number | undefined {
  if (typeof written === 'number') return inRange(written) ? written : undefined;
  if (/^[0-9]{1,5}$/.test(written)) return parsePointCode(Number(written));
  const match = /^([0-9])-([0-9]{1,3})-([0-9])$/.exec(written);
  if (match === null) return undefined;
  const [zone, area, point] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (zone > 7 || area > 255 || point > 7) return undefined;
  return (zone << 11) | (area << 3) | point;
}

/** 3-8-3 with three digits of area, `3-084-2`, as operators print it. */
export function formatPointCode(code: number): string {
  const area = ((code >> 3) & 0xff).toString().padStart(3, '0');
  return `${code >> 11}-${area}-${code & 7}`;
}

function inRange(code: number): boolean {
  return Number.isInteger(code) && code >= 0 && code <= POINT_CODE_MAX;
}
