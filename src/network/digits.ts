// SPDX-License-Identifier: Apache-2.0
// Numbers of telephony as text: E.164 prefixes, IMSI, MCC-MNC. They are never JavaScript numbers,
// since leading zeros carry meaning (MNC 01 and 001 are different networks). PLMN packing follows
// TS 24.008 §10.5.1.13. Used by the configuration, the network image and the reports; packets are
// decoded natively (native/base/digits.hpp).

/** Mobile network identity as written: `mcc` three digits, `mnc` two or three. */
export interface Plmn {
  readonly mcc: string;
  readonly mnc: string;
}

/** Decimal digits only, between `min` and `max` of them. */
export function isDigits(text: string, min: number, max: number): boolean {
  return text.length >= min && text.length <= max && /^[0-9]+$/.test(text);
}

/**
 * Reads `001-01` or `310-410`; undefined when it is not three digits, a hyphen and two or three
 * digits.
 */
export function parsePlmn(text: string): Plmn | undefined {
  const match = /^([0-9]{3})-([0-9]{2,3})$/.exec(text);
  return match === null ? undefined : { mcc: match[1]!, mnc: match[2]! };
}

export function formatPlmn(plmn: Plmn): string {
  return `${plmn.mcc}-${plmn.mnc}`;
}

/**
 * The PLMN-Id octets as one number, first octet highest: 001-01 is 0x00f110. The nibble F tells a
 * two-digit MNC.
 */
export function packPlmn({ mcc, mnc }: Plmn): number {
  const nibble = (text: string, at: number) => (at < text.length ? Number(text[at]) : 0xf);
  return (
    (nibble(mcc, 1) << 20) |
    (nibble(mcc, 0) << 16) |
    (nibble(mnc, 2) << 12) |
    (nibble(mcc, 2) << 8) |
    (nibble(mnc, 1) << 4) |
    nibble(mnc, 0)
  );
}

/**
 * The realm that 3GPP derives from a PLMN (TS 23.003 §19.2): the MNC always takes three digits
 * there.
 */
export function epcRealm({ mcc, mnc }: Plmn): string {
  return `epc.mnc${mnc.padStart(3, '0')}.mcc${mcc}.3gppnetwork.org`;
}
