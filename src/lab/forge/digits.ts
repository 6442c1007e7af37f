// SPDX-License-Identifier: Apache-2.0
// Telephone digits in the forms of 3GPP TS 29.002 §17.7.8 and TS 23.003: TBCD (first digit in the
// low nibble, filler F), AddressString (one octet of type and plan, then TBCD), PLMN-Id. Every
// function checks the allow-list first.

import { concat, octets } from './bytes.ts';
import { allowedImei, allowedImsi, allowedNumber, allowedPlmn } from './identities.ts';

const nibbles = '0123456789*#abc';

/**
 * TBCD-STRING of digits that were checked before; `filler` closes an odd count (F in MAP, 0 in
 * SCCP).
 */
export function tbcd(digits: string, filler = 0xf): Uint8Array {
  const out = new Uint8Array((digits.length + 1) >> 1);
  for (let i = 0; i < out.length; i += 1) {
    const low = nibbles.indexOf(digits.charAt(2 * i));
    const high = 2 * i + 1 < digits.length ? nibbles.indexOf(digits.charAt(2 * i + 1)) : filler;
    if (low < 0 || high < 0) throw new Error(`not TBCD digits: ${JSON.stringify(digits)}`);
    out[i] = (high << 4) | low;
  }
  return out;
}

export function imsiOctets(digits: string): Uint8Array {
  return tbcd(allowedImsi(digits));
}

/** IMEI with its check digit (15 digits) or IMEISV (16 digits): eight octets. */
export function imeiOctets(digits: string): Uint8Array {
  return tbcd(allowedImei(digits));
}

/** ISDN-AddressString: international number, plan E.164 (0x91). */
export function isdnAddress(digits: string): Uint8Array {
  return concat(octets(0x91), tbcd(allowedNumber(digits)));
}

/** AddressString that carries an IMSI: international, land mobile plan E.212 (0x96). */
export function imsiAddress(digits: string): Uint8Array {
  return concat(octets(0x96), tbcd(allowedImsi(digits)));
}

/** MSISDN AVP of Diameter (TS 29.329 §6.3.2): TBCD without an octet of type and plan. */
export function numberTbcd(digits: string): Uint8Array {
  return tbcd(allowedNumber(digits));
}

/**
 * PLMN-Id, three octets; the third digit of the network code is F when it has two (TS 24.008
 * §10.5.1.13).
 */
export function plmnId(mcc: string, mnc: string): Uint8Array {
  allowedPlmn(mcc, mnc);
  const third = mnc.length === 3 ? Number(mnc[2]) : 0xf;
  return octets(
    (Number(mcc[1]) << 4) | Number(mcc[0]),
    (third << 4) | Number(mcc[2]),
    (Number(mnc[1]) << 4) | Number(mnc[0]),
  );
}

/** Signals of a number in ISUP: as TBCD, with 0 behind an odd count (Q.763 §3.9). */
function signals(digits: string): { readonly odd: number; readonly octets: Uint8Array } {
  const odd = digits.length % 2 === 1 ? 0x80 : 0;
  return { odd, octets: tbcd(allowedNumber(digits), 0) };
}

const internationalNature = 4;
const planE164 = 0x10;

/**
 * A number as ISUP writes it: international, plan E.164. `screening` is what presentation and
 * screening put into the low half of the second octet (§3.10); a called number has none.
 */
export function isupNumber(digits: string, screening = 0): Uint8Array {
  const { odd, octets: packed } = signals(digits);
  return concat(octets(odd | internationalNature, planE164 | screening), packed);
}

/** Generic Number: a qualifier, then the number (Q.763 §3.26). */
export function genericNumber(digits: string, qualifier: number): Uint8Array {
  return concat(octets(qualifier), isupNumber(digits));
}

/** Generic Digits in BCD (Q.763 §3.24); of a type that is the operator's. */
export function genericDigits(digits: string): Uint8Array {
  const { odd, octets: packed } = signals(digits);
  return concat(octets(odd === 0 ? 0x00 : 0x20), packed);
}
