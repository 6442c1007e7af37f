// SPDX-License-Identifier: Apache-2.0
// The configuration that goes with a forged capture: its networks with their dates, its territories
// with neighbours, the links of the tap with their roles. Written as a person would write it, so
// that it also serves as an example.

import { type LinkEnd, type LinkPlan, linkPlans } from './links.ts';
import { type Network, networks, realmOf, territories } from './networks.ts';
import { kilometres } from './places.ts';

const source = 'written for the lab: a fictional network';

function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}

/** International structure 3-8-3. */
function structured(pointCode: number): string {
  const area = String((pointCode >> 3) & 0xff).padStart(3, '0');
  return `${pointCode >> 11}-${area}-${pointCode & 7}`;
}

function networkTable(network: Network): string {
  const { id, name, territory, plmn, code, home } = network;
  const title = `999${code}`;
  const lines = [
    '[[network]]',
    `id = "${id}"`,
    `name = "${name}"`,
    `territories = ["${territory}"]`,
    ...(home ? ['home = true'] : []),
    ...(plmn ? [`plmn = ["${plmn.mcc}-${plmn.mnc}"]`] : []),
    `global_titles = ["${title}"]`,
    ...(plmn ? [`msisdn = ["${title}1"]`, `mobile_global_titles = ["${title}"]`] : []),
    ...(plmn ? [`realms = ["${realmOf(network)}"]`, `gsm_scf = ["${title}00"]`] : []),
    'valid_from = 2017-01-01',
    `source = "${source}"`,
  ];
  return `${lines.join('\n')}\n`;
}

function territoryTable(territory: (typeof territories)[number]): string {
  const { code, name, neighbours } = territory;
  const lines = [
    '[[territory]]',
    `code = "${code}"`,
    `name = "${name}"`,
    `neighbours = ${list(neighbours)}`,
    ...distanceLine(code, neighbours),
  ];
  return `${lines.join('\n')}\n`;
}

/** To the territories before it in the list: a distance is stated once. */
function distanceLine(code: string, neighbours: readonly string[]): string[] {
  const before = territories.slice(
    0,
    territories.findIndex((one) => one.code === code),
  );
  const stated = before.flatMap((other) => {
    const km = kilometres(code, other.code);
    return km === undefined || neighbours.includes(other.code) ? [] : [`${other.code} = ${km}`];
  });
  return stated.length === 0 ? [] : [`distance = { ${stated.join(', ')} }`];
}

function endTable(end: LinkEnd): string {
  const pointCodes = end.pointCode === undefined ? [] : [structured(end.pointCode)];
  const hosts = end.host === undefined ? [] : [end.host];
  const parts = [
    `point_codes = ${list(pointCodes)}`,
    `addresses = ${list([end.address])}`,
    `hosts = ${list(hosts)}`,
  ];
  return `{ ${parts.join(', ')} }`;
}

function linkTable(plan: LinkPlan): string {
  const [ours, theirs] = plan.ends;
  const place = plan.role === 'interconnect' ? 'outside-firewall' : 'inside-firewall';
  const lines = [
    '[[link]]',
    `name = "${plan.name}"`,
    `role = "${plan.role}"`,
    `tap = "${place}"`,
    `ours = ${endTable(ours)}`,
    `theirs = ${endTable(theirs)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The text of `x.toml`. */
export function formatConfiguration(tap: string): string {
  return [
    'version = 1\n',
    `[appliance]\ntap = "${tap}"\n`,
    ...networks.map(networkTable),
    ...territories.map(territoryTable),
    ...Object.values(linkPlans).map(linkTable),
  ].join('\n');
}
