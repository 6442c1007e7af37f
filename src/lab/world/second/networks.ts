// SPDX-License-Identifier: Apache-2.0
// The networks of the second opinion: another home operator between other neighbours, a group that
// has one core for two companies, an airline's network, a look-up service with a contract and one
// without, a Diameter hub. Four operators lend titles to those who track and intercept; two of them
// also serve honest travellers, so that a name alone says nothing.

import type { Atlas } from '../atlas.ts';
import { type Host, hostOf, type Network, type Node, type Territory } from '../networks.ts';
import { type TapName, type View, views } from '../view.ts';

const usual = { mapVersion: 3, lte: true, frontEnds: false, mobileTitles: true } as const;
const first = { ...usual, carrier: 'carrier-a', exchange: 'ipx-a' } as const;
const other = { ...usual, carrier: 'carrier-b', exchange: 'ipx-b' } as const;

export const vale: Network = {
  ...other,
  id: 'vale',
  name: 'Vale Mobile',
  code: '33',
  territory: 'XG',
  plmn: { mcc: '001', mnc: '33' },
  home: true,
};

/** Numbers move between it and us: it asks for routing under an agreement. */
export const valeSecond: Network = {
  ...first,
  id: 'vale-second',
  name: 'Vale Second',
  code: '34',
  territory: 'XG',
  plmn: { mcc: '001', mnc: '34' },
  domestic: true,
};

/** Across a border that phones cross without their owners. */
export const border: Network = {
  ...first,
  id: 'ford',
  name: 'Ford Cellular',
  code: '35',
  territory: 'XF',
  plmn: { mcc: '999', mnc: '35' },
  extendedUnitdata: true,
  frontEnds: true,
};

export const borderRival: Network = {
  ...other,
  id: 'ford-radio',
  name: 'Ford Radio',
  code: '36',
  territory: 'XF',
  plmn: { mcc: '999', mnc: '36' },
  mapVersion: 2,
  lte: false,
};

export const moor: Network = {
  ...other,
  id: 'moor',
  name: 'Moor Telecom',
  code: '37',
  territory: 'XH',
  plmn: { mcc: '999', mnc: '37' },
  mobileTitles: false,
  mapVersion: 2,
  lte: false,
  longLengths: true,
};

/** Has the registers of its group. */
export const ridge: Network = {
  ...first,
  id: 'ridge',
  name: 'Ridge Group',
  code: '38',
  territory: 'XS',
  plmn: { mcc: '999', mnc: '38' },
  operator: 'ridge-group',
  frontEnds: true,
};

export const ridgeSouth: Network = {
  ...other,
  id: 'ridge-south',
  name: 'Ridge South',
  code: '39',
  territory: 'XE',
  plmn: { mcc: '999', mnc: '39' },
  operator: 'ridge-group',
  core: () => ridge,
};

/** Aboard aircraft: no country, and a phone is in it for an hour. */
export const aloft: Network = {
  ...other,
  id: 'aloft',
  name: 'Aloft',
  code: '92',
  territory: 'XY',
  territories: [],
  plmn: { mcc: '999', mnc: '92' },
  lte: false,
};

export const basin: Network = {
  ...first,
  id: 'basin',
  name: 'Basin Telecom',
  code: '44',
  territory: 'XW',
  plmn: { mcc: '999', mnc: '44' },
};

export const cayOne: Network = {
  ...other,
  id: 'cay-one',
  name: 'Cay One',
  code: '45',
  territory: 'XL',
  plmn: { mcc: '999', mnc: '45' },
};

export const cayTwo: Network = {
  ...first,
  id: 'cay-two',
  name: 'Cay Two',
  code: '46',
  territory: 'XM',
  plmn: { mcc: '999', mnc: '46' },
};

export const shoal: Network = {
  ...other,
  id: 'shoal',
  name: 'Shoal Wireless',
  code: '47',
  territory: 'XN',
  plmn: { mcc: '999', mnc: '47' },
  mapVersion: 2,
};

/** Delivers for enterprises; names the centre of its customer in the message. */
export const postHub: Network = {
  ...first,
  id: 'post-hub',
  name: 'Post Hub',
  code: '72',
  territory: 'XT',
  lte: false,
  mobileTitles: false,
};

export const numberDesk: Network = {
  ...postHub,
  id: 'number-desk',
  name: 'Number Desk',
  code: '73',
};
/** Sells look-ups to anybody, and has no contract with us. */
export const numberBazaar: Network = {
  ...postHub,
  id: 'number-bazaar',
  name: 'Number Bazaar',
  code: '74',
  carrier: 'carrier-b',
};

/** Relays Diameter and leaves a Route-Record. */
export const meshHub: Network = {
  ...other,
  id: 'mesh',
  name: 'Mesh Exchange',
  code: '75',
  territory: 'XT',
  plmn: { mcc: '999', mnc: '75' },
};

export const attackers: readonly Network[] = [basin, cayOne, cayTwo, shoal];

/** Where our people travel to and whence guests come, with how often. */
export const destinations: readonly (readonly [Network, number])[] = [
  [border, 30],
  [borderRival, 12],
  [moor, 12],
  [ridge, 12],
  [ridgeSouth, 8],
  [basin, 4],
  [cayOne, 6],
];

const territories: readonly Territory[] = [
  { code: 'XG', name: 'Vale', neighbours: ['XF'] },
  { code: 'XF', name: 'Ford', neighbours: ['XG'] },
  { code: 'XH', name: 'Moor', neighbours: [] },
  { code: 'XS', name: 'Ridge', neighbours: [] },
  { code: 'XE', name: 'South Ridge', neighbours: [] },
  { code: 'XW', name: 'Basin', neighbours: [] },
  { code: 'XL', name: 'Cay One', neighbours: [] },
  { code: 'XM', name: 'Cay Two', neighbours: [] },
  { code: 'XN', name: 'Shoal', neighbours: [] },
  { code: 'XT', name: 'Hub Seat', neighbours: [] },
  { code: 'XY', name: 'Registry', neighbours: [] },
];

export const secondAtlas: Atlas = {
  networks: [
    ...[vale, valeSecond, border, borderRival, moor, ridge, ridgeSouth, aloft],
    ...attackers,
    ...[postHub, numberDesk, numberBazaar, meshHub],
  ],
  territories,
  agreements: [
    {
      network: valeSecond.id,
      operations: ['gsm_map.sendRoutingInfo'],
      owner: 'number portability between the two operators',
    },
    {
      network: numberDesk.id,
      operations: ['gsm_map.sendRoutingInfoForSM'],
      owner: 'look-up contract of the interconnect desk',
    },
  ],
  national: true,
};

export function viewOf(tap: TapName): View {
  return { ...views[tap], owner: tap === 'visited' ? border : vale };
}

/** A title that its network has lent: as long as the lender writes them. */
export function leased(network: Network, subsystem: number, number: number): Node {
  const length = 11 + (Number(network.code) % 4);
  const head = `999${network.code}9`;
  return {
    network,
    title: head + String(number).padStart(length - head.length, '0'),
    ssn: subsystem,
  };
}

/** A host under the realm of whoever lends it. */
export function leasedHost(network: Network, kind: 'mme' | 'hss', number: number): Host {
  return hostOf(network, kind, 400 + number);
}
