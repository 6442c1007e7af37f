// SPDX-License-Identifier: Apache-2.0
// What the commands of Diameter's applications are forged from: an exchange is a command with the
// AVPs of its own that its request and its answer bear, about one subscriber. Who asks whom is put
// around it by diameter-command.ts.

import { ascii, concat, octets, u32 } from './bytes.ts';
import type { Avp } from './diameter.ts';
import { avp3gpp, avpCode, baseAvp, vendor3gpp } from './diameter.ts';
import { numberTbcd } from './digits.ts';
import type { Plmn } from './gsm-map-location.ts';
import type { Noise } from './gsm-map-mobility.ts';
import { allowedHost, allowedImsi, allowedIpv4, allowedIpv6, allowedNumber } from './identities.ts';

export interface Exchange {
  /** Application and short name of the command, `slg.PLR`. */
  readonly operation: string;
  readonly application: number;
  readonly command: number;
  readonly request: readonly Avp[];
  readonly answer: readonly Avp[];
}

/** Whom the exchanges are about, and where that is. */
export interface Subject {
  readonly imsi: string;
  readonly msisdn: string;
  readonly home: Plmn;
  readonly visited: Plmn;
  readonly noise: Noise;
}

/** `mncXXX.mccYYY.3gppnetwork.org` (TS 23.003 §28.2). */
export function networkDomain({ mcc, mnc }: Plmn): string {
  return `mnc${mnc.padStart(3, '0')}.mcc${mcc}.3gppnetwork.org`;
}

export const number3gpp = (code: number, value: number, optional = false): Avp =>
  avp3gpp(code, u32(value), optional);
export const wide3gpp = (code: number, value: number): Avp =>
  avp3gpp(code, concat(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32)));
export const text3gpp = (code: number, text: string): Avp => avp3gpp(code, ascii(text));
export const host3gpp = (code: number, name: string): Avp =>
  avp3gpp(code, ascii(allowedHost(name)));
export const isdn3gpp = (code: number, digits: string): Avp => avp3gpp(code, numberTbcd(digits));
export const wideBase = (code: number, value: number): Avp =>
  baseAvp(code, concat(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32)));
export const textBase = (code: number, text: string): Avp => baseAvp(code, ascii(text));

/** Seconds since 1900 of a Unix time, which begin anew in 2036 (RFC 6733 §4.3.1). */
export function timeOctets(unix: number): Uint8Array {
  return u32((unix + 2_208_988_800) % 2 ** 32);
}

/** Address of RFC 6733 §4.3.1: family 1, 2 or, for a telephone number, 8. */
export function addressOctets(address: string): Uint8Array {
  if (address.includes(':')) return concat(octets(0, 2), allowedIpv6(address));
  if (address.includes('.')) return concat(octets(0, 1), allowedIpv4(address));
  return concat(octets(0, 8), ascii(allowedNumber(address)));
}

export function userName(imsi: string): Avp {
  return baseAvp(avpCode.userName, ascii(allowedImsi(imsi)));
}

/** Root NAI of an IMSI for EAP-AKA (TS 23.003 §19.3.2). */
export function naiName(subject: Subject): Avp {
  const domain = allowedHost(`nai.epc.${networkDomain(subject.home)}`);
  return baseAvp(avpCode.userName, ascii(`0${allowedImsi(subject.imsi)}@${domain}`));
}

/** Private identity of the multimedia subsystem, made of an IMSI (TS 23.003 §13.3). */
export function privateIdentity({ imsi, home }: Subject): string {
  return `${allowedImsi(imsi)}@${allowedHost(`ims.${networkDomain(home)}`)}`;
}

/** Public identity, a SIP URI with the number (TS 23.003 §13.4). */
export function publicIdentity({ msisdn, home }: Subject): string {
  return `sip:+${allowedNumber(msisdn)}@${allowedHost(`ims.${networkDomain(home)}`)}`;
}

/** Subscription-Id of RFC 8506 §8.46. */
export function subscriptionId(type: 0 | 1, digits: string): Avp {
  const data = type === 0 ? allowedNumber(digits) : allowedImsi(digits);
  return baseAvp(443, [baseAvp(450, u32(type)), baseAvp(444, ascii(data))]);
}

/** User-Identifier of TS 29.336 §6.4.2. */
export function userIdentifier(...avps: readonly Avp[]): Avp {
  return avp3gpp(3102, avps);
}

export function supportedFeatures(list: number, bits: number): Avp {
  return avp3gpp(
    628,
    [
      baseAvp(avpCode.vendorId, u32(vendor3gpp)),
      number3gpp(629, list, true),
      number3gpp(630, bits, true),
    ],
    true,
  );
}
