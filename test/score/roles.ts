// SPDX-License-Identifier: Apache-2.0
// Who may send an operation, a second time: from the two nodes that the standard lets talk (the
// column `sides` of the entitlement table), by one rule for all. The table states each row by
// itself; where the two differ the reason stands here.
import type { sender } from '../../src/schema/tables.ts';

type Sender = keyof typeof sender;
type Place = 'home' | 'serving' | 'messages' | 'inner';

/** Where a node stands when both networks of a roamer are in play (TS 23.002, TS 23.078, X.S0004). */
const places: Readonly<Record<Place, readonly string[]>> = {
  home: [...['HLR', 'HSS', 'CSS', 'gsmSCF', 'home PCRF', 'home', 'home system'], '3GPP AAA'],
  serving: [
    ...['VLR', 'SGSN', 'MME', 'MSC', 'VMSC', 'gsmSSF', 'gprsSSF', 'access network'],
    ...['visited PCRF', 'visited', 'visited system'],
  ],
  messages: ['SMS-GMSC', 'SMS-IWMSC', 'message centre'],
  /** Of one network, and talking inside it. */
  inner: [
    ...[
      'GMSC',
      'GGSN',
      'GMLC',
      'EIR',
      'AS',
      'BSF',
      'NAF',
      'I-CSCF',
      'S-CSCF',
      'SCEF',
      'SCS',
      'SIWF',
    ],
    ...['ePDG', 'PDN gateway', 'MTC-IWF', 'SMS-SC', 'router', 'system', 'phone', 'network'],
  ],
};

const placeOf = new Map<string, Place>(
  Object.entries(places).flatMap(([place, nodes]) => nodes.map((node) => [node, place as Place])),
);

/** Sentences in the place of two nodes. */
const whole: Readonly<Record<string, Sender>> = {
  'inside one network': 'own',
  'by its session': 'any',
  'peer ↔ peer': 'any',
  'message centre ↔ system': 'any',
  none: 'own',
};

/** Rows that are stricter or laxer than the nodes alone, and why. */
export const exceptions: Readonly<Record<string, readonly [Sender, string]>> = {
  'gsm_map.activateTraceMode': ['own', 'a home network that traces its roamers abroad is not met'],
  'gsm_map.deactivateTraceMode': ['own', 'as activateTraceMode'],
  'gsm_map.sendIMSI': ['own', 'no visited network needs it since the first phase'],
  'gsm_map.registerCC-Entry': ['own', 'call completion is not offered to roamers'],
  'gsm_map.eraseCC-Entry': ['own', 'as registerCC-Entry'],
  'gsm_map.mt-ForwardSM-VGCS': ['own', 'group calls are of one network'],
  'sgd.ALR': ['any', 'the alert goes to whoever tried to deliver'],
  't6a.ODR': ['serving', 'small data of a roamer goes home without an interworking function'],
};

/** Operations that are the move itself, or the authentication before it. */
export const moves: readonly string[] = [
  ...['gsm_map.updateLocation', 'gsm_map.updateGprsLocation', 'gsm_map.updateVcsgLocation'],
  ...['gsm_map.sendAuthenticationInfo', 'gsm_map.sendParameters'],
  ...['gsm_map.authenticationFailureReport', 's6a.ULR', 's6a.AIR', 's7a.UVR', 'sta.DER'],
];

export function senderOf(operation: string, sides: string): Sender | undefined {
  return exceptions[operation]?.[0] ?? senderBySides(sides);
}

/** Undefined when a node is not known here. */
export function senderBySides(sides: string): Sender | undefined {
  const sentence = whole[sides];
  if (sentence !== undefined) return sentence;
  const [left = '', arrow = '', right = ''] = sides.split(/ (→|↔) /);
  const from = placesOf(left);
  const to = placesOf(right);
  if (from === undefined || to === undefined) return undefined;
  if (arrow === '↔') return 'own';
  return senderByPlaces(from, to);
}

function placesOf(nodes: string): Set<Place> | undefined {
  const found = nodes.split(' or ').map((node) => placeOf.get(node));
  return found.includes(undefined) ? undefined : new Set(found as Place[]);
}

function senderByPlaces(from: Set<Place>, to: Set<Place>): Sender {
  // What a subscriber sends comes from where the subscriber is; all else about messages from anybody.
  if (to.has('messages')) return from.has('serving') ? 'serving' : 'any';
  if (from.has('messages')) return 'any';
  if (from.has('serving') && to.has('home')) return 'serving';
  if (from.has('home') && to.has('serving')) return 'home';
  return 'own';
}
