// SPDX-License-Identifier: Apache-2.0
// ITU international signalling point codes, 14 bits (Q.708 §2): zone 3 bits, area 8, point 3.
// Written 3-8-3 or decimal; a user may type either, the tables hold the number. Networks are known
// by these alone: a point code only has a meaning together with its network indicator, and
// configuration speaks of the international network. The ends of a link may be of another variant:
// network-cluster-member of 24 bits (ANSI, China), or a number of 16 (Japan).
import type { ss7_variant } from '../schema/tables.ts';

const POINT_CODE_MAX = 0x3fff;
const JAPAN_MAX = 0xffff;
const WIDE_MAX = 0xff_ffff;

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

/** A point code of one end of a link, as its variant writes it. */
export function parseLinkPointCode(
  written: string | number,
  variant: keyof typeof ss7_variant,
): number | undefined {
  if (variant === 'automatic' || variant === 'itu') return parsePointCode(written);
  const max = variant === 'japan' ? JAPAN_MAX : WIDE_MAX;
  const parts = /^([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})$/.exec(String(written));
  if (parts === null) {
    const code = /^[0-9]{1,8}$/.test(String(written)) ? Number(written) : Number.NaN;
    return code <= max ? code : undefined;
  }
  const [network, cluster, member] = parts.slice(1).map(Number) as [number, number, number];
  const isInRange = variant !== 'japan' && Math.max(network, cluster, member) <= 255;
  return isInRange ? (network << 16) | (cluster << 8) | member : undefined;
}

/** A point code of a link as `parseLinkPointCode` reads it. */
export function formatLinkPointCode(code: number, variant: keyof typeof ss7_variant): string {
  if (variant === 'japan') return String(code);
  if (variant !== 'ansi' && variant !== 'china') return formatPointCode(code);
  return `${code >> 16}-${(code >> 8) & 0xff}-${code & 0xff}`;
}

/** 3-8-3 with three digits of area, `3-084-2`, as operators print it. */
export function formatPointCode(code: number): string {
  const area = ((code >> 3) & 0xff).toString().padStart(3, '0');
  return `${code >> 11}-${area}-${code & 7}`;
}

function inRange(code: number): boolean {
  return Number.isInteger(code) && code >= 0 && code <= POINT_CODE_MAX;
}
