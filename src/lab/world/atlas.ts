// SPDX-License-Identifier: Apache-2.0
// Which networks, territories and agreements a scenario has: what goes into its configuration and
// its truth. The country has what the roaming world has and more: a second operator of the same
// land, a company of the same group across the strait, an operator hosted in another's number range,
// a group with one core for three islands, a sponsor of travel SIMs and the company that sells them,
// a network at sea, a portability hub that asks under an agreement.

import {
  homeland,
  type Network,
  networks as roamingNetworks,
  territories as roamingTerritories,
  type Territory,
} from './networks.ts';

export interface Agreement {
  readonly network: string;
  readonly operations: readonly string[];
  readonly owner: string;
}

export interface Atlas {
  readonly networks: readonly Network[];
  readonly territories: readonly Territory[];
  readonly agreements: readonly Agreement[];
  /** Has links between networks of the home country. */
  readonly national: boolean;
}

const common = { mapVersion: 3, lte: true, frontEnds: false, mobileTitles: false } as const;
const a = { ...common, carrier: 'carrier-a', exchange: 'ipx-a' } as const;
const b = { ...common, carrier: 'carrier-b', exchange: 'ipx-b' } as const;

/** The other operator of the same country: numbers move between the two. */
export const secondOperator: Network = {
  ...a,
  id: 'homeland-two',
  name: 'Homeland Second',
  code: '20',
  territory: 'XA',
  plmn: { mcc: '001', mnc: '20' },
  domestic: true,
};

/** Of our group, across the strait: its registers know ours, and its subscribers come every day. */
export const sister: Network = {
  ...a,
  id: 'homeland-strait',
  name: 'Homeland Strait',
  code: '21',
  territory: 'XD',
  plmn: { mcc: '001', mnc: '21' },
  operator: 'homeland-group',
};

/** An operator whose nodes are numbered in the range of its host. */
export const hosted: Network = {
  ...a,
  id: 'coast-light',
  name: 'Coast Light',
  code: '14',
  territory: 'XF',
  plmn: { mcc: '999', mnc: '14' },
  titles: '9991008',
};

/** Three islands, one core. */
export const archipelago: Network = {
  ...b,
  id: 'archipelago',
  name: 'Archipelago Group',
  code: '60',
  territory: 'XP',
  territories: ['XP', 'XQ', 'XR'],
  plmn: { mcc: '999', mnc: '60' },
  operator: 'archipelago-group',
  frontEnds: true,
};

/** A company of that group without registers of its own. */
export const archipelagoSouth: Network = {
  ...b,
  id: 'archipelago-south',
  name: 'Archipelago South',
  code: '61',
  territory: 'XR',
  plmn: { mcc: '999', mnc: '61' },
  operator: 'archipelago-group',
  core: () => archipelago,
};

/** Lends its IMSIs to travel SIMs of others. */
export const sponsor: Network = {
  ...b,
  id: 'sponsor',
  name: 'Sponsor Mobile',
  code: '30',
  territory: 'XS',
  plmn: { mcc: '999', mnc: '30' },
  operator: 'sponsor',
};

/** Sells travel SIMs with IMSIs of the sponsor; its platform speaks from titles of its own. */
export const travelSim: Network = {
  ...b,
  id: 'travel-sim',
  name: 'Wander SIM',
  code: '31',
  territory: 'XS',
  plmn: { mcc: '999', mnc: '30' },
  imsiPrefix: '9993077',
  operator: 'sponsor',
};

/** Stands for a network under an international code (MCC 901): it has no country. */
export const atSea: Network = {
  ...a,
  id: 'sea-link',
  name: 'Sea Link',
  code: '90',
  territory: 'XY',
  territories: [],
  plmn: { mcc: '999', mnc: '90' },
  lte: false,
};

/** Its nodes are of the nineties: MAP version 2, and every length in the long form. */
export const oldPort: Network = {
  ...b,
  id: 'old-port',
  name: 'Old Port Cellular',
  code: '15',
  territory: 'XE',
  plmn: { mcc: '999', mnc: '15' },
  mapVersion: 2,
  lte: false,
  longLengths: true,
};

/** Answers where a number belongs, for message hubs; asks us under an agreement. */
export const lookup: Network = {
  ...b,
  id: 'number-lookup',
  name: 'Number Lookup',
  code: '71',
  territory: 'XT',
  lte: false,
};

/** The world of roaming alone. */
export const roamingAtlas: Atlas = {
  networks: roamingNetworks,
  territories: roamingTerritories,
  agreements: [],
  national: false,
};

const grouped = (network: Network): Network =>
  network === homeland ? { ...homeland, operator: 'homeland-group' } : network;
/** Borders of the roaming world that the country adds to. */
const strait = new Map([['XA', ['XB', 'XC', 'XD']]]);

export const countryAtlas: Atlas = {
  networks: [
    ...roamingNetworks.map(grouped),
    secondOperator,
    sister,
    hosted,
    archipelago,
    archipelagoSouth,
    sponsor,
    travelSim,
    atSea,
    oldPort,
    lookup,
  ],
  territories: [
    ...roamingTerritories.map((one) => ({
      ...one,
      neighbours: strait.get(one.code) ?? one.neighbours,
    })),
    { code: 'XD', name: 'Strait', neighbours: ['XA'] },
    { code: 'XE', name: 'Old Port', neighbours: [] },
    { code: 'XP', name: 'North Isle', neighbours: ['XQ'] },
    { code: 'XQ', name: 'Middle Isle', neighbours: ['XP', 'XR'] },
    { code: 'XR', name: 'South Isle', neighbours: ['XQ'] },
    { code: 'XS', name: 'Sponsor Seat', neighbours: [] },
    { code: 'XY', name: 'Port of Registry', neighbours: [] },
  ],
  agreements: [
    {
      network: secondOperator.id,
      operations: ['gsm_map.sendRoutingInfo'],
      owner: 'number portability of the country',
    },
    {
      network: lookup.id,
      operations: ['gsm_map.sendRoutingInfo', 'gsm_map.sendRoutingInfoForSM'],
      owner: 'portability look-up, contract of the interconnect desk',
    },
    {
      network: sister.id,
      operations: ['gsm_map.sendIdentification'],
      owner: 'moves between the two companies of the group',
    },
  ],
  national: true,
};
