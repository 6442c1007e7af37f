// SPDX-License-Identifier: Apache-2.0
// MAP operations that set or read what a subscriber has: supplementary services (TS 29.002 §11),
// subscription interrogation and modification (§8.11), tracing (§9), status reporting (§10.6), and
// those by which registers find each other and themselves again: sendIdentification, restoreData,
// reset (§8.1, §8.10, §8.12). In the forms that live nodes send, not with every member.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { octets } from './bytes.ts';
import { imeiOctets, imsiOctets, isdnAddress } from './digits.ts';
import type { MapVersion } from './gsm-map.ts';
import { packSeptets } from './gsm-map-calls.ts';
import type { Noise } from './gsm-map-mobility.ts';
import { allowedIpv4, allowedServiceCode } from './identities.ts';

const imsiAt = (id: number, imsi: string) => primitive(id, imsiOctets(imsi));
const numberAt = (id: number, digits: string) => primitive(id, isdnAddress(digits));
/** SubscriberIdentity, a CHOICE and so always explicit under its tag. */
const subscriber = (imsi: string) => constructed(0xa0, imsiAt(0x80, imsi));

/** SS-Code of unconditional forwarding, of calls on busy (TS 29.002 §17.7.5). */
export const ssCode = { cfu: 0x21, cfb: 0x29 } as const;
const telephony = primitive(0x83, octets(0x11));
const about = (code: number) => sequence(primitive(0x04, octets(code)), telephony);

/** registerSS that forwards calls to `number`. */
export function registerForwarding(number: string, code: number = ssCode.cfu): Tlv {
  return sequence(primitive(0x04, octets(code)), telephony, numberAt(0x84, number));
}

/** SS-Info of forwarding: registered, active and provisioned. */
export function forwardingInfo(number: string, code: number = ssCode.cfu): Tlv {
  const feature = sequence(telephony, primitive(0x84, octets(0x07)), numberAt(0x85, number));
  return constructed(0xa0, primitive(0x04, octets(code)), sequence(feature));
}

/** eraseSS, activateSS, deactivateSS and interrogateSS all name the service only. */
export function ssForBasicService(code: number = ssCode.cfu): Tlv {
  return about(code);
}

/** Nothing is forwarded any more: provisioned only. */
export function erasedInfo(code: number = ssCode.cfu): Tlv {
  const feature = sequence(telephony, primitive(0x84, octets(0x04)));
  return constructed(0xa0, primitive(0x04, octets(code)), sequence(feature));
}

/** interrogateSS answered with what is forwarded where. */
export function interrogationResult(number: string): Tlv {
  const feature = sequence(telephony, primitive(0x84, octets(0x07)), numberAt(0x85, number));
  return constructed(0xa3, feature);
}

/** unstructuredSS-Notify or -Request towards a phone. */
export function unstructuredSS(code: string): Tlv {
  const packed = packSeptets(allowedServiceCode(code), 0x0d);
  return sequence(primitive(0x04, octets(0x0f)), primitive(0x04, packed));
}

export function anyTimeSubscriptionInterrogation(imsi: string, gsmScf: string): Tlv {
  const wanted = constructed(
    0xa1,
    constructed(0xa1, primitive(0x04, octets(ssCode.cfu))),
    mark(0x82),
  );
  return sequence(subscriber(imsi), wanted, numberAt(0x82, gsmScf));
}

/** What is forwarded where. */
export function anyTimeSubscriptionResult(number: string): Tlv {
  const feature = sequence(telephony, primitive(0x84, octets(0x07)), numberAt(0x85, number));
  return sequence(constructed(0xa1, sequence(feature)));
}

/** anyTimeModification that forwards calls to `number`. */
export function anyTimeModification(imsi: string, gsmScf: string, number: string): Tlv {
  const forwarding = constructed(
    0xa0,
    primitive(0x80, octets(ssCode.cfu)),
    constructed(0xa1, telephony),
    primitive(0x82, octets(0x07)),
    numberAt(0x83, number),
  );
  return sequence(subscriber(imsi), numberAt(0x81, gsmScf), constructed(0xa2, forwarding));
}

export function anyTimeModificationResult(number: string): Tlv {
  const feature = sequence(telephony, primitive(0x84, octets(0x07)), numberAt(0x85, number));
  const forwarding = constructed(
    0xa0,
    primitive(0x80, octets(ssCode.cfu)),
    constructed(0xa1, feature),
  );
  return sequence(constructed(0xa0, forwarding));
}

export function sendRoutingInfoForGprs(imsi: string, ggsn: string): Tlv {
  return sequence(imsiAt(0x80, imsi), numberAt(0x82, ggsn));
}

export function sendRoutingInfoForGprsResult(sgsn: string): Tlv {
  return sequence(primitive(0x80, octets(0x04, ...allowedIpv4(sgsn))));
}

export function checkImei(imei: string): Tlv {
  return sequence(primitive(0x04, imeiOctets(imei)), primitive(0x03, octets(6, 0x80)));
}

/** Whitelisted. */
export function checkImeiResult(): Tlv {
  return sequence(integer(0, 0x0a));
}

/** The TMSI by which another register knew the phone. */
export function sendIdentification(tmsi: Uint8Array, version: MapVersion = 3): Tlv {
  const identity = primitive(0x04, tmsi);
  return version === 2 ? identity : sequence(identity);
}

export function sendIdentificationResult(imsi: string, noise: Noise): Tlv {
  const vector = sequence(...[16, 8, 16, 16, 16].map((size) => primitive(0x04, noise(size))));
  return constructed(0xa3, imsiAt(0x04, imsi), constructed(0xa1, vector));
}

export function restoreData(imsi: string, version: MapVersion = 3): Tlv {
  const camel = version === 3 ? constructed(0xa6, primitive(0x80, octets(0x04, 0xf0))) : undefined;
  return sequence(imsiAt(0x04, imsi), camel);
}

/** reset by the register of that number, for all its subscribers or those under the prefixes. */
export function reset(register: string, ...hlrIds: string[]): Tlv {
  const list = hlrIds.length === 0 ? undefined : sequence(...hlrIds.map((id) => imsiAt(0x04, id)));
  return sequence(numberAt(0x04, register), list);
}

/** Starts to report when the phone becomes free or busy. */
export function setReportingState(imsi: string): Tlv {
  return sequence(imsiAt(0x80, imsi), integer(1, 0x82));
}

export function setReportingStateResult(): Tlv {
  return sequence(integer(0, 0x80));
}

export function activateTraceMode(imsi: string, centre: string): Tlv {
  return sequence(
    imsiAt(0x80, imsi),
    primitive(0x81, octets(0, 1)),
    integer(3, 0x82),
    numberAt(0x83, centre),
  );
}

/** M-CSI: every location update of the phone is told to that service control function. */
export function insertMobilityCsi(imsi: string, gsmScf: string): Tlv {
  const events = sequence(primitive(0x04, octets(0)), primitive(0x04, octets(1)));
  const csi = constructed(0xa5, events, integer(102), numberAt(0x80, gsmScf), mark(0x83));
  return sequence(imsiAt(0x80, imsi), constructed(0xad, csi));
}
