// SPDX-License-Identifier: Apache-2.0
// What hostile networks ask and what they pretend: each published kind of attack once, as a closed
// recipe against a subscriber of this world. Which rule should name it follows from the roles of TS
// 29.002 and TS 29.272 (who may send what), not from what the product happens to do. Authentication
// alone expects no rule: it also precedes every honest border scan.

import type { Tlv } from '../forge/ber.ts';
import { imsiOctets, isdnAddress } from '../forge/digits.ts';
import { context, mapError, mapOpen, operation } from '../forge/gsm-map.ts';
import * as calls from '../forge/gsm-map-calls.ts';
import * as location from '../forge/gsm-map-location.ts';
import * as mobility from '../forge/gsm-map-mobility.ts';
import { ssn } from '../forge/sccp.ts';
import {
  type Network,
  type Node,
  nodeOf,
  plmnOf,
  roamingNumberOf,
  roamingNumbers,
  titleOf,
} from './networks.ts';
import { type Subscriber, servingOf } from './people.ts';
import type { Random } from './random.ts';
import type { Purpose, Technology } from './truth.ts';

/** Where the subscriber must be for the act to make sense. */
export type Place = 'anywhere' | 'abroad' | 'home' | 'guest';

export interface Recipe {
  readonly technology: Technology;
  readonly purpose: Purpose;
  readonly place: Place;
  readonly expect: readonly string[];
  /** Sent straight to a foreign network: no tap at home sees it. */
  readonly hidden?: boolean;
  /** A filter for internal-only operations would stop it. */
  readonly filtered?: boolean;
}

const own = ['cat2.own-subscriber'];
const mismatch = ['cat2.home-mismatch'];
const internal = ['cat1.interconnect'];
const notServing = ['cat3.not-serving'];
const hijack = ['cat3.velocity', 'int.flip-back'];

const ss7 = { technology: 'ss7' } as const;
const diameter = { technology: 'diameter' } as const;

export const recipes = {
  ati: { ...ss7, purpose: 'location', place: 'anywhere', expect: internal, filtered: true },
  sri: { ...ss7, purpose: 'identity', place: 'home', expect: internal, filtered: true },
  'send-imsi': { ...ss7, purpose: 'identity', place: 'anywhere', expect: internal, filtered: true },
  'sri-lcs': { ...ss7, purpose: 'location', place: 'anywhere', expect: internal, filtered: true },
  psl: { ...ss7, purpose: 'location', place: 'home', expect: internal, filtered: true },
  'psi-own': { ...ss7, purpose: 'location', place: 'home', expect: own },
  'psi-guest': { ...ss7, purpose: 'location', place: 'guest', expect: mismatch },
  'psi-direct': { ...ss7, purpose: 'location', place: 'abroad', expect: mismatch, hidden: true },
  'isd-own': { ...ss7, purpose: 'interception', place: 'home', expect: own },
  'isd-guest': { ...ss7, purpose: 'interception', place: 'guest', expect: mismatch },
  'cl-own': { ...ss7, purpose: 'denial', place: 'home', expect: own },
  'cl-guest': { ...ss7, purpose: 'denial', place: 'guest', expect: mismatch },
  'prn-own': { ...ss7, purpose: 'identity', place: 'home', expect: own },
  'sai-vectors': { ...ss7, purpose: 'interception', place: 'anywhere', expect: [] },
  'ul-hijack': { ...ss7, purpose: 'interception', place: 'abroad', expect: hijack },
  'ul-hijack-home': { ...ss7, purpose: 'interception', place: 'home', expect: ['int.flip-back'] },
  'ugl-hijack': { ...ss7, purpose: 'interception', place: 'abroad', expect: hijack },
  'ussd-fraud': { ...ss7, purpose: 'fraud', place: 'abroad', expect: notServing },
  'purge-denial': { ...ss7, purpose: 'denial', place: 'abroad', expect: notServing },
  'own-title': { ...ss7, purpose: 'denial', place: 'home', expect: ['cat1.own-gt'] },
  'air-vectors': { ...diameter, purpose: 'interception', place: 'anywhere', expect: [] },
  'ulr-hijack': { ...diameter, purpose: 'interception', place: 'abroad', expect: hijack },
  'idr-own': { ...diameter, purpose: 'location', place: 'home', expect: own },
  'idr-guest': { ...diameter, purpose: 'location', place: 'guest', expect: mismatch },
  'idr-direct': {
    ...diameter,
    purpose: 'location',
    place: 'abroad',
    expect: mismatch,
    hidden: true,
  },
  'clr-own': { ...diameter, purpose: 'denial', place: 'home', expect: own },
  'clr-guest': { ...diameter, purpose: 'denial', place: 'guest', expect: mismatch },
  'dsr-own': { ...diameter, purpose: 'profile', place: 'home', expect: own },
  'pur-denial': { ...diameter, purpose: 'denial', place: 'abroad', expect: notServing },
  'nor-notice': { ...diameter, purpose: 'denial', place: 'abroad', expect: notServing },
  'own-host': { ...diameter, purpose: 'denial', place: 'home', expect: ['cat1.own-gt'] },
} as const satisfies Record<string, Recipe>;

export type Attack = keyof typeof recipes;

/** One hostile MAP question, ready to be asked plainly or in disguise. */
export interface HostileQuestion {
  readonly from: Node;
  readonly to: Node;
  /** Asked under the subscriber's number, which the network translates to a register. */
  readonly bySubscriberNumber?: boolean;
  readonly context: number;
  readonly version?: 2 | 3;
  readonly information?: Tlv;
  readonly operation: number;
  readonly argument: Tlv;
  /** Content octets of the member that names the subscriber. */
  readonly identity: Uint8Array;
  readonly result: Tlv | undefined;
  readonly disclosed: readonly string[];
  /** The error of a node that refuses. */
  readonly refusal: number;
}

export interface Aim {
  readonly attacker: Network;
  readonly subscriber: Subscriber;
  readonly random: Random;
}

function cellOf(aim: Aim, network: Network) {
  const { random } = aim;
  return { ...plmnOf(network), lac: 200 + random.below(40), cellId: random.below(60_000) };
}

function seaPosition(aim: Aim) {
  return {
    latitude: aim.random.between(-0.9, 0.9),
    longitude: aim.random.between(-0.9, 0.9),
    uncertainty: 10 + aim.random.below(20),
  };
}

/** What a serving node tells: cell, age, position at times. */
function whereabouts(aim: Aim) {
  const { vlr, network } = servingOf(aim.subscriber);
  return location.subscriberInfoResult({
    ageMinutes: aim.random.below(120),
    ...(aim.random.chance(0.3) && { position: seaPosition(aim) }),
    vlr: vlr.title,
    cell: cellOf(aim, network),
    msc: vlr.title,
    state: 'assumedIdle',
    ...(aim.random.chance(0.3) && { imei: aim.subscriber.imeisv }),
  });
}

const everything = { location: true, state: true, current: true } as const;

type Maker = (aim: Aim) => HostileQuestion;

function home(aim: Aim): Node {
  return servingOf(aim.subscriber).vlr;
}

function asker(aim: Aim, kind: Parameters<typeof nodeOf>[1]): Node {
  return nodeOf(aim.attacker, kind, 1 + aim.random.below(4));
}

function provideInfo(aim: Aim): HostileQuestion {
  const { imsi } = aim.subscriber;
  return {
    from: asker(aim, 'hlr'),
    to: home(aim),
    context: context.subscriberInfoEnquiry,
    operation: operation.provideSubscriberInfo,
    argument: location.provideSubscriberInfo(imsi, { ...everything, imei: aim.random.chance(0.5) }),
    identity: imsiOctets(imsi),
    result: whereabouts(aim),
    disclosed: ['location', 'state'],
    refusal: mapError.unexpectedDataValue,
  };
}

function insertData(aim: Aim): HostileQuestion {
  const { imsi } = aim.subscriber;
  const gsmScf = titleOf(aim.attacker, 'gsmScf', 1 + aim.random.below(4));
  return {
    from: asker(aim, 'hlr'),
    to: home(aim),
    context: context.subscriberDataMngt,
    operation: operation.insertSubscriberData,
    argument: mobility.insertSubscriberData({ imsi, gsmScf }),
    identity: imsiOctets(imsi),
    result: mobility.insertSubscriberDataResult(),
    disclosed: [],
    refusal: mapError.unidentifiedSubscriber,
  };
}

function cancel(aim: Aim): HostileQuestion {
  const { imsi } = aim.subscriber;
  return {
    from: asker(aim, 'hlr'),
    to: home(aim),
    context: context.locationCancellation,
    operation: operation.cancelLocation,
    argument: mobility.cancelLocation(imsi),
    identity: imsiOctets(imsi),
    result: undefined,
    disclosed: [],
    refusal: mapError.unidentifiedSubscriber,
  };
}

/** The questions that are one dialogue; updates and Diameter are in their own files. */
export const questions: Partial<Record<Attack, Maker>> = {
  ati: (aim) => {
    const { msisdn, hlr } = aim.subscriber;
    const from = asker(aim, 'gsmScf');
    return {
      from,
      to: hlr,
      bySubscriberNumber: true,
      context: context.anyTimeInfoEnquiry,
      operation: operation.anyTimeInterrogation,
      argument: location.anyTimeInterrogation({ msisdn }, everything, from.title),
      identity: isdnAddress(msisdn),
      result: whereabouts(aim),
      disclosed: ['location', 'state'],
      refusal: mapError.atiNotAllowed,
    };
  },
  sri: (aim) => {
    const { msisdn, imsi, hlr, network } = aim.subscriber;
    const from = { ...asker(aim, 'vlr'), ssn: ssn.msc };
    const roamingNumber = roamingNumberOf(network, aim.random.below(roamingNumbers));
    return {
      from,
      to: hlr,
      bySubscriberNumber: true,
      context: context.locationInfoRetrieval,
      operation: operation.sendRoutingInfo,
      argument: calls.sendRoutingInfo(msisdn, from.title),
      identity: isdnAddress(msisdn),
      result: calls.sendRoutingInfoResult({ imsi, roamingNumber, vmsc: home(aim).title }),
      disclosed: ['imsi', 'serving-node'],
      refusal: mapError.systemFailure,
    };
  },
  'send-imsi': (aim) => {
    const { msisdn, imsi, hlr } = aim.subscriber;
    return {
      from: asker(aim, 'vlr'),
      to: hlr,
      bySubscriberNumber: true,
      context: context.imsiRetrieval,
      version: 2,
      operation: operation.sendIMSI,
      argument: calls.sendIMSI(msisdn),
      identity: isdnAddress(msisdn),
      result: calls.sendIMSIResult(imsi),
      disclosed: ['imsi'],
      refusal: mapError.unknownSubscriber,
    };
  },
  'sri-lcs': (aim) => {
    const { msisdn, imsi, hlr } = aim.subscriber;
    const from = asker(aim, 'gmlc');
    return {
      from,
      to: hlr,
      bySubscriberNumber: true,
      context: context.locationSvcGateway,
      operation: operation.sendRoutingInfoForLCS,
      argument: location.sendRoutingInfoForLCS(from.title, { msisdn }),
      identity: isdnAddress(msisdn),
      result: location.sendRoutingInfoForLCSResult(imsi, home(aim).title),
      disclosed: ['imsi', 'serving-node'],
      refusal: mapError.unauthorizedRequestingNetwork,
    };
  },
  psl: (aim) => {
    const { imsi, network } = aim.subscriber;
    const from = asker(aim, 'gmlc');
    const where = { ...home(aim), ssn: ssn.msc };
    return {
      from,
      to: where,
      context: context.locationSvcEnquiry,
      operation: operation.provideSubscriberLocation,
      argument: location.provideSubscriberLocation({
        imsi,
        gmlc: from.title,
        privacyOverride: true,
      }),
      identity: imsiOctets(imsi),
      result: location.provideSubscriberLocationResult(seaPosition(aim), 0, cellOf(aim, network)),
      disclosed: ['location'],
      refusal: mapError.unauthorizedLCSClient,
    };
  },
  'psi-own': provideInfo,
  'psi-guest': provideInfo,
  'psi-direct': provideInfo,
  'isd-own': insertData,
  'isd-guest': insertData,
  'cl-own': cancel,
  'cl-guest': cancel,
  'prn-own': (aim) => {
    const { imsi, msisdn, network } = aim.subscriber;
    const number = roamingNumberOf(network, aim.random.below(roamingNumbers));
    return {
      from: asker(aim, 'hlr'),
      to: home(aim),
      context: context.roamingNumberEnquiry,
      operation: operation.provideRoamingNumber,
      argument: calls.provideRoamingNumber({ imsi, msc: home(aim).title, msisdn }),
      identity: imsiOctets(imsi),
      result: calls.provideRoamingNumberResult(number),
      disclosed: ['serving-node'],
      refusal: mapError.facilityNotSupported,
    };
  },
  'ussd-fraud': (aim) => {
    const { imsi, msisdn, hlr } = aim.subscriber;
    const from = asker(aim, 'vlr');
    return {
      from,
      to: hlr,
      context: context.networkUnstructuredSs,
      version: 2,
      information: mapOpen(imsi, from.title),
      operation: operation.processUnstructuredSSRequest,
      argument: calls.processUnstructuredSSRequest('*140*999#', msisdn),
      identity: isdnAddress(msisdn),
      result: calls.processUnstructuredSSResult('*1#'),
      disclosed: ['service'],
      refusal: mapError.systemFailure,
    };
  },
  'purge-denial': (aim) => {
    const { imsi, hlr } = aim.subscriber;
    const from = asker(aim, 'vlr');
    return {
      from,
      to: hlr,
      context: context.msPurging,
      operation: operation.purgeMS,
      argument: mobility.purgeMS({ imsi, vlr: from.title }),
      identity: imsiOctets(imsi),
      result: mobility.purgeMSResult(),
      disclosed: [],
      refusal: mapError.unknownSubscriber,
    };
  },
  /**
   * cancelLocation under our own register's title: the answer goes to the register, and the harm is
   * done.
   */
  'own-title': (aim) => ({ ...cancel(aim), from: aim.subscriber.hlr }),
};
