// SPDX-License-Identifier: Apache-2.0
// MAP operations of the short message service (TS 29.002 §12) and the transfer-layer messages
// inside them (TS 23.040): sendRoutingInfoForSM, mt- and mo-ForwardSM, reportSM-DeliveryStatus,
// readyForSM, alertServiceCentre.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { concat, octets } from './bytes.ts';
import { imsiOctets, isdnAddress, tbcd } from './digits.ts';
import { packSeptets } from './gsm-map-calls.ts';
import { allowedNumber, allowedSender } from './identities.ts';

export interface RoutingForSm {
  readonly msisdn: string;
  readonly serviceCentre: string;
  /** Attempted even when the subscriber is known to be away. */
  readonly priority?: boolean;
  /** 0 only the IMSI is wanted, 1 only the country and network code: no delivery will follow. */
  readonly deliveryNotIntended?: 0 | 1;
}

export function sendRoutingInfoForSM(request: RoutingForSm): Tlv {
  return sequence(
    primitive(0x80, isdnAddress(request.msisdn)),
    primitive(0x81, octets(request.priority === false ? 0x00 : 0xff)),
    primitive(0x82, isdnAddress(request.serviceCentre)),
    request.deliveryNotIntended === undefined
      ? undefined
      : integer(request.deliveryNotIntended, 0x8a),
  );
}

/** IMSI and the node that serves it. */
export function sendRoutingInfoForSMResult(imsi: string, node: string): Tlv {
  return sequence(
    primitive(0x04, imsiOctets(imsi)),
    constructed(0xa0, primitive(0x81, isdnAddress(node))),
  );
}

/** Destination or origin of a forwarded message; the same tags mean the same in both places. */
export type SmParty =
  | { readonly imsi: string }
  | { readonly centre: string }
  | { readonly msisdn: string };

function smParty(party: SmParty): Tlv {
  if ('imsi' in party) return primitive(0x80, imsiOctets(party.imsi));
  if ('centre' in party) return primitive(0x84, isdnAddress(party.centre));
  return primitive(0x82, isdnAddress(party.msisdn));
}

export interface ForwardSm {
  readonly to: SmParty;
  readonly from: SmParty;
  readonly tpdu: Uint8Array;
  /** More messages wait for the same subscriber (mobile terminated only). */
  readonly moreMessages?: boolean;
  /** The sender's IMSI (mobile originated, version 3). */
  readonly imsi?: string;
}

/** mt-ForwardSM and mo-ForwardSM, and forwardSM of versions 1 and 2: the same order of members. */
export function forwardSM(message: ForwardSm): Tlv {
  return sequence(
    smParty(message.to),
    smParty(message.from),
    primitive(0x04, message.tpdu),
    message.moreMessages ? mark(0x05) : undefined,
    message.imsi === undefined ? undefined : primitive(0x04, imsiOctets(message.imsi)),
  );
}

export const deliveryOutcome = {
  memoryCapacityExceeded: 0,
  absentSubscriber: 1,
  successfulTransfer: 2,
} as const;

export function reportSMDeliveryStatus(msisdn: string, centre: string, outcome: number): Tlv {
  return sequence(
    primitive(0x04, isdnAddress(msisdn)),
    primitive(0x04, isdnAddress(centre)),
    integer(outcome, 0x0a),
  );
}

/** readyForSM, reason msPresent. */
export function readyForSM(imsi: string): Tlv {
  return sequence(primitive(0x80, imsiOctets(imsi)), integer(0, 0x0a));
}

export function alertServiceCentre(msisdn: string, centre: string): Tlv {
  return sequence(primitive(0x04, isdnAddress(msisdn)), primitive(0x04, isdnAddress(centre)));
}

/** AbsentSubscriberSM-Param with its diagnostic (TS 23.040 §9.2.3.27a). */
export function absentSubscriberParameter(diagnostic: number): Tlv {
  return sequence(integer(diagnostic));
}

/** Originating or destination address of a TPDU: length in digits, type and plan, digits. */
function tpAddress(party: { number: string } | { name: string }): Uint8Array {
  if ('number' in party) {
    const digits = allowedNumber(party.number);
    return concat(octets(digits.length, 0x91), tbcd(digits));
  }
  const packed = packSeptets(allowedSender(party.name));
  return concat(octets(Math.ceil((party.name.length * 7) / 4), 0xd0), packed);
}

function userData(text: string): Uint8Array {
  return concat(octets(text.length), packSeptets(text));
}

export interface DeliverFields {
  readonly from: { readonly number: string } | { readonly name: string };
  readonly text: string;
  /** Year of the century, month, day, hour, minute, second: as they stand in the time stamp. */
  readonly stamp: readonly [number, number, number, number, number, number];
  /** TP-PID; 0 for an ordinary message. */
  readonly protocol?: number;
}

/** TP-PID of type 0: acknowledged and discarded (TS 23.040 §9.2.3.9). */
export const silentProtocol = 0x40;

/** SMS-DELIVER, no more messages, GSM 7-bit text (TS 23.040 §9.2.2.1); time stamp in UTC. */
export function smsDeliver(fields: DeliverFields): Uint8Array {
  const stamp = fields.stamp.map((part) => ((part % 10) << 4) | Math.floor(part / 10));
  return concat(
    octets(0x04),
    tpAddress(fields.from),
    octets(fields.protocol ?? 0x00, 0x00, ...stamp, 0x00),
    userData(fields.text),
  );
}

/** SMS-SUBMIT without validity period (TS 23.040 §9.2.2.2). */
export function smsSubmit(to: string, text: string, reference: number): Uint8Array {
  return concat(
    octets(0x01, reference & 0xff),
    tpAddress({ number: to }),
    octets(0x00, 0x00),
    userData(text),
  );
}
