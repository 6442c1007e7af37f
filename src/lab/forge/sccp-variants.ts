// SPDX-License-Identifier: Apache-2.0
// Party addresses of the variants: ANSI (T1.112.3 §3.5) has its indicator bits, its order and two
// formats of title; China writes point codes of 24 bits into the form of Q.713, Japan of 16.

import { concat, octets } from './bytes.ts';
import { tbcd } from './digits.ts';
import { pointCodeOctets, type Variant } from './mtp3.ts';
import { checkedTitle, numberingPlan } from './sccp.ts';

/** An ANSI address: on its title, or on subsystem and point code where it has none. */
export interface AnsiAddress {
  readonly ssn?: number;
  readonly pointCode?: number;
  readonly title?: {
    readonly digits: string;
    readonly translationType: number;
    /** With plan and scheme: format 1; without: format 2. */
    readonly withPlan?: boolean;
  };
}

/** National form, which ANSI networks use among each other. */
export function ansiAddress({ ssn, pointCode, title }: AnsiAddress): Uint8Array {
  const format = title === undefined ? 0 : title.withPlan ? 1 : 2;
  const indicator =
    0x80 |
    (title === undefined ? 0x40 : 0) |
    (format << 2) |
    (pointCode === undefined ? 0 : 2) |
    (ssn === undefined ? 0 : 1);
  return concat(
    octets(indicator),
    ssn === undefined ? octets() : octets(ssn),
    pointCode === undefined ? octets() : pointCodeOctets('ansi', pointCode),
    title === undefined ? octets() : ansiTitle(title),
  );
}

function ansiTitle({ digits, translationType, withPlan }: NonNullable<AnsiAddress['title']>) {
  const scheme = digits.length & 1 ? 1 : 2;
  const plan = withPlan ? octets((numberingPlan.e164 << 4) | scheme) : octets();
  return concat(octets(translationType), plan, tbcd(checkedTitle({ digits }), 0));
}

/** Route on subsystem and point code, in the form of Q.713. */
export function pointCodeAddress(
  variant: Exclude<Variant, 'ansi'>,
  ssn: number,
  pointCode: number,
): Uint8Array {
  return concat(octets(0x43), pointCodeOctets(variant, pointCode), octets(ssn));
}
