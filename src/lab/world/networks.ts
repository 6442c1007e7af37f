// SPDX-License-Identifier: Apache-2.0
// The networks of the fictional world and how their nodes and subscribers are numbered. All titles
// begin with 999 and two digits that name the network; the next digit tells what follows: 0 a node,
// 1 a subscriber, 2 a roaming number.

import type { MapVersion } from '../forge/gsm-map.ts';
import type { Plmn } from '../forge/gsm-map-location.ts';
import { ssn } from '../forge/sccp.ts';

export interface Network {
  readonly id: string;
  readonly name: string;
  /** The two digits after 999. */
  readonly code: string;
  readonly territory: string;
  readonly plmn?: Plmn;
  readonly home?: boolean;
  /** Which of the home network's interconnect links its traffic takes. */
  readonly carrier: 'carrier-a' | 'carrier-b';
  readonly exchange: 'ipx-a' | 'ipx-b';
  /** The newest MAP version its nodes speak. */
  readonly mapVersion: MapVersion;
  readonly lte: boolean;
  /** Its registers answer from the title of a front-end, not from the one that was asked. */
  readonly frontEnds: boolean;
  /** Addresses registers by E.214 mobile global title. */
  readonly mobileTitles: boolean;
  /** Sends XUDT where others send UDT. */
  readonly extendedUnitdata?: boolean;
  /** Of the home network's own country: reached over the national link. */
  readonly domestic?: boolean;
  /** An old stack: every length in the long form. */
  readonly longLengths?: boolean;
  /** Counts with others of that name as one party. */
  readonly operator?: string;
  /** Its footprint where that is not its territory alone; empty for a network without a country. */
  readonly territories?: readonly string[];
  /** IMSI prefix, where it shares the PLMN of another. */
  readonly imsiPrefix?: string;
  /** Prefix of its nodes, where they are numbered in another network's range. */
  readonly titles?: string;
  /** The network whose registers and hosts serve its subscribers, when it has none. */
  readonly core?: () => Network;
}

const common = { mapVersion: 3, lte: true, frontEnds: false, mobileTitles: false } as const;
const a = { ...common, carrier: 'carrier-a', exchange: 'ipx-a' } as const;
const b = { ...common, carrier: 'carrier-b', exchange: 'ipx-b' } as const;

function plmn(mcc: string, mnc: string): Plmn {
  return { mcc, mnc };
}

export const homeland: Network = {
  ...a,
  id: 'homeland',
  name: 'Homeland Mobile',
  code: '01',
  territory: 'XA',
  plmn: plmn('001', '01'),
  home: true,
  frontEnds: true,
};

/** Partners whose subscribers and ours visit each other, with how often. */
export const partners: readonly (readonly [Network, number])[] = [
  [
    {
      ...a,
      id: 'border-north',
      name: 'Northern Border Mobile',
      code: '02',
      territory: 'XB',
      plmn: plmn('001', '02'),
    },
    24,
  ],
  [
    {
      ...b,
      id: 'border-south',
      name: 'Southern Border Mobile',
      code: '03',
      territory: 'XC',
      plmn: plmn('001', '03'),
      frontEnds: true,
    },
    20,
  ],
  [
    {
      ...a,
      id: 'coast',
      name: 'Coast Mobile',
      code: '10',
      territory: 'XF',
      plmn: plmn('999', '10'),
      mobileTitles: true,
      frontEnds: true,
    },
    18,
  ],
  [
    {
      ...b,
      extendedUnitdata: true,
      id: 'plains',
      name: 'Plains Telecom',
      code: '11',
      territory: 'XG',
      plmn: plmn('999', '11'),
      mobileTitles: true,
    },
    14,
  ],
  [
    {
      ...b,
      id: 'highland',
      name: 'Highland Cellular',
      code: '12',
      territory: 'XH',
      plmn: plmn('999', '12'),
      mapVersion: 2,
      lte: false,
      mobileTitles: true,
    },
    10,
  ],
  [
    {
      ...a,
      id: 'harbour',
      name: 'Harbour Radio',
      code: '13',
      territory: 'XN',
      plmn: plmn('999', '13'),
      mapVersion: 1,
      lte: false,
    },
    6,
  ],
];

export const farState: Network = {
  ...b,
  id: 'far-state',
  name: 'Far State Telecom',
  code: '40',
  territory: 'XW',
  plmn: plmn('999', '40'),
};

export const islandOne: Network = {
  ...a,
  id: 'island-one',
  name: 'Island One Communications',
  code: '51',
  territory: 'XL',
  plmn: plmn('999', '51'),
};

export const islandTwo: Network = {
  ...b,
  id: 'island-two',
  name: 'Island Two Wireless',
  code: '52',
  territory: 'XM',
  plmn: plmn('999', '52'),
};

/** Delivers messages for enterprises everywhere: it asks about everybody and locates nobody. */
export const smsHub: Network = {
  ...a,
  id: 'sms-hub',
  name: 'Message Hub',
  code: '70',
  territory: 'XT',
  lte: false,
};

export const networks: readonly Network[] = [
  homeland,
  ...partners.map(([network]) => network),
  farState,
  islandOne,
  islandTwo,
  smsHub,
];

/** The partner of that id. */
export function partnerNamed(id: string): Network {
  const found = partners.find(([network]) => network.id === id);
  if (found === undefined) throw new Error(`no partner is called ${id}`);
  return found[0];
}

export interface Territory {
  readonly code: string;
  readonly name: string;
  readonly neighbours: readonly string[];
}

/** Territories with the names and neighbours the configuration tells. */
export const territories: readonly Territory[] = [
  { code: 'XA', name: 'Homeland', neighbours: ['XB', 'XC'] },
  { code: 'XB', name: 'Northern Neighbour', neighbours: ['XA'] },
  { code: 'XC', name: 'Southern Neighbour', neighbours: ['XA'] },
  { code: 'XF', name: 'Coast', neighbours: ['XG'] },
  { code: 'XG', name: 'Plains', neighbours: ['XF'] },
  { code: 'XH', name: 'Highland', neighbours: [] },
  { code: 'XN', name: 'Harbour', neighbours: [] },
  { code: 'XL', name: 'Island One', neighbours: [] },
  { code: 'XM', name: 'Island Two', neighbours: [] },
  { code: 'XT', name: 'Hub Seat', neighbours: [] },
  { code: 'XW', name: 'Far State', neighbours: [] },
];

/** A node that has a global title. */
export interface Node {
  readonly network: Network;
  readonly title: string;
  readonly ssn: number;
}

const kindDigit = {
  gsmScf: 0,
  hlr: 1,
  vlr: 2,
  sgsn: 3,
  smsc: 4,
  gmlc: 5,
  router: 6,
  eir: 7,
} as const;
const kindSsn = {
  gsmScf: ssn.gsmScf,
  hlr: ssn.hlr,
  vlr: ssn.vlr,
  sgsn: ssn.sgsn,
  smsc: ssn.msc,
  gmlc: ssn.gmlc,
  router: ssn.hlr,
  eir: ssn.eir,
} as const;

export type NodeKind = keyof typeof kindDigit;

/** Twelve digits: 999, network, 0, kind, number; a hosted network has a shorter number. */
export function titleOf(network: Network, kind: NodeKind, number = 1): string {
  const head = `${network.titles ?? `999${network.code}0`}${kindDigit[kind]}`;
  return head + String(number).padStart(12 - head.length, '0');
}

export function nodeOf(network: Network, kind: NodeKind, number = 1): Node {
  return { network, title: titleOf(network, kind, number), ssn: kindSsn[kind] };
}

/** MSC and VLR are one node: the same title under another subsystem number. */
export function mscOf(node: Node): Node {
  return { ...node, ssn: ssn.msc };
}

export function plmnOf(network: Network): Plmn {
  if (network.plmn === undefined) throw new Error(`${network.id} has no subscribers`);
  return network.plmn;
}

export function realmOf(network: Network): string {
  const { mcc, mnc } = plmnOf(network);
  return `epc.mnc${mnc.padStart(3, '0')}.mcc${mcc}.3gppnetwork.org`;
}

/** A number out of the pool from which visited exchanges lend roaming numbers. */
export function roamingNumberOf(network: Network, index: number): string {
  return `999${network.code}2${String(index).padStart(7, '0')}`;
}

/** Roaming numbers a network has. */
export const roamingNumbers = 10_000_000;

/** A Diameter node; its realm is its network's. */
export interface Host {
  readonly network: Network;
  readonly host: string;
  readonly realm: string;
}

export function hostOf(network: Network, kind: 'mme' | 'hss' | 'dra', number = 1): Host {
  const realm = realmOf(network);
  return { network, host: `${kind}${number}.${realm}`, realm };
}
