// SPDX-License-Identifier: Apache-2.0
// MAP operations of call handling (TS 29.002 §10) and the two that give away an identity:
// sendRoutingInfo, provideRoamingNumber, sendIMSI; USSD (§11.9). Results in the forms of versions 1
// to 3.

import { constructed, integer, primitive, sequence, type Tlv } from './ber.ts';
import { octets } from './bytes.ts';
import { imsiOctets, isdnAddress } from './digits.ts';
import type { MapVersion } from './gsm-map.ts';
import { allowedServiceCode } from './identities.ts';

export interface RoamingNumberRequest {
  readonly imsi: string;
  readonly msc: string;
  readonly msisdn?: string;
  readonly gmsc?: string;
}

export function provideRoamingNumber(request: RoamingNumberRequest, version: MapVersion = 3): Tlv {
  return sequence(
    primitive(0x80, imsiOctets(request.imsi)),
    primitive(0x81, isdnAddress(request.msc)),
    request.msisdn === undefined ? undefined : primitive(0x82, isdnAddress(request.msisdn)),
    request.gmsc === undefined || version < 3
      ? undefined
      : primitive(0x88, isdnAddress(request.gmsc)),
  );
}

export function provideRoamingNumberResult(number: string, version: MapVersion = 3): Tlv {
  const roaming = primitive(0x04, isdnAddress(number));
  return version === 3 ? sequence(roaming) : roaming;
}

/** sendRoutingInfo for a basic call; before version 3 there is no address of the asking node. */
export function sendRoutingInfo(msisdn: string, asker: string, version: MapVersion = 3): Tlv {
  return sequence(
    primitive(0x80, isdnAddress(msisdn)),
    version === 3 ? integer(0, 0x83) : undefined,
    version === 3 ? primitive(0x86, isdnAddress(asker)) : undefined,
  );
}

export function sendRoutingInfoResult(
  fields: { imsi: string; roamingNumber: string; vmsc?: string },
  version: MapVersion = 3,
): Tlv {
  const roaming = primitive(0x04, isdnAddress(fields.roamingNumber));
  if (version < 3) return sequence(primitive(0x04, imsiOctets(fields.imsi)), roaming);
  const vmsc = fields.vmsc === undefined ? undefined : primitive(0x82, isdnAddress(fields.vmsc));
  return constructed(0xa3, primitive(0x89, imsiOctets(fields.imsi)), roaming, vmsc);
}

/** Both argument and result are bare octet strings. */
export function sendIMSI(msisdn: string): Tlv {
  return primitive(0x04, isdnAddress(msisdn));
}

export function sendIMSIResult(imsi: string): Tlv {
  return primitive(0x04, imsiOctets(imsi));
}

/** GSM 7-bit default alphabet of a service code, packed (TS 23.038 §6.1.2.3). */
function packedServiceCode(text: string): Uint8Array {
  return packSeptets(allowedServiceCode(text), 0x0d);
}

/**
 * Septets packed into octets; `filler` fills seven spare bits, where `@` would appear (TS 23.038
 * §6.1.2.3.1).
 */
export function packSeptets(text: string, filler?: number): Uint8Array {
  const septets = Array.from(text, (character) => character.charCodeAt(0) & 0x7f);
  if (filler !== undefined && septets.length % 8 === 7) septets.push(filler);
  const out = new Uint8Array(Math.ceil((septets.length * 7) / 8));
  septets.forEach((septet, index) => {
    const bit = index * 7;
    const at = bit >> 3;
    const shifted = septet << (bit & 7);
    out[at] = out[at]! | (shifted & 0xff);
    if (shifted > 0xff) out[at + 1] = out[at + 1]! | (shifted >> 8);
  });
  return out;
}

/** processUnstructuredSS-Request; the subscriber's IMSI is in map-open (mapOpen). */
export function processUnstructuredSSRequest(code: string, msisdn?: string): Tlv {
  return sequence(
    primitive(0x04, octets(0x0f)),
    primitive(0x04, packedServiceCode(code)),
    msisdn === undefined ? undefined : primitive(0x80, isdnAddress(msisdn)),
  );
}

export function processUnstructuredSSResult(code: string): Tlv {
  return sequence(primitive(0x04, octets(0x0f)), primitive(0x04, packedServiceCode(code)));
}
