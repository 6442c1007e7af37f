// SPDX-License-Identifier: Apache-2.0
// The configuration that goes with a forged capture: its networks with their dates, its territories
// with neighbours, the links of the tap with their roles, the agreements. What an honest operator
// would have been told, and no more; written as a person would write it, so that it also serves as
// an example.

import type { Agreement, Atlas } from './atlas.ts';
import type { LinkEnd, LinkPlan } from './links.ts';
import { type Network, realmOf, type Territory, titleOf } from './networks.ts';
import { kilometres } from './places.ts';
import type { View } from './view.ts';

const source = 'written for the lab: a fictional network';

function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}

/** International structure 3-8-3. */
function structured(pointCode: number): string {
  const area = String((pointCode >> 3) & 0xff).padStart(3, '0');
  return `${pointCode >> 11}-${area}-${pointCode & 7}`;
}

export function prefixOf(network: Network): string {
  return network.titles ?? `999${network.code}`;
}

function subscriberLines(network: Network): string[] {
  const { plmn, code, imsiPrefix } = network;
  if (plmn === undefined) return [];
  const number = `999${code}`;
  return [
    imsiPrefix ? `imsi = ["${imsiPrefix}"]` : `plmn = ["${plmn.mcc}-${plmn.mnc}"]`,
    `msisdn = ["${number}1"]`,
    `mobile_global_titles = ["${number}"]`,
    ...(imsiPrefix ? [] : [`realms = ["${realmOf(network)}"]`]),
    `gsm_scf = ["${titleOf(network, 'gsmScf').slice(0, prefixOf(network).length + 2)}"]`,
  ];
}

function networkTable(network: Network, view: View, homeRouting: boolean): string {
  const { id, name, operator } = network;
  const routers = homeRouting && network.home ? [titleOf(network, 'router')] : [];
  const footprint = network.territories ?? [network.territory];
  const lines = [
    '[[network]]',
    `id = "${id}"`,
    `name = "${name}"`,
    ...(operator ? [`operator = "${operator}"`] : []),
    ...(footprint.length > 0 ? [`territories = ${list(footprint)}`] : []),
    ...(id === view.owner.id ? ['home = true'] : []),
    `global_titles = ["${prefixOf(network)}"]`,
    ...subscriberLines(network),
    ...(routers.length > 0 ? [`sms_routers = ${list(routers)}`] : []),
    'valid_from = 2017-01-01',
    `source = "${source}"`,
  ];
  return `${lines.join('\n')}\n`;
}

function territoryTable(territory: Territory, before: readonly Territory[]): string {
  const { code, name, neighbours } = territory;
  const lines = [
    '[[territory]]',
    `code = "${code}"`,
    `name = "${name}"`,
    `neighbours = ${list(neighbours)}`,
    ...distanceLine(territory, before),
  ];
  return `${lines.join('\n')}\n`;
}

/** To the territories before it in the list: a distance is stated once. */
function distanceLine({ code, neighbours }: Territory, before: readonly Territory[]): string[] {
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

function linkTable(plan: LinkPlan, view: View): string {
  const [ours, theirs] = plan.ends;
  const outside = plan.role !== 'internal' && !view.insideFirewall;
  const lines = [
    '[[link]]',
    `name = "${plan.name}"`,
    `role = "${plan.role}"`,
    `tap = "${outside ? 'outside-firewall' : 'inside-firewall'}"`,
    `ours = ${endTable(ours)}`,
    `theirs = ${endTable(theirs)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function agreementTable(agreement: Agreement): string {
  const lines = [
    '[[agreement]]',
    `network = "${agreement.network}"`,
    `operations = ${list(agreement.operations)}`,
    'until = 2030-12-31',
    `owner = "${agreement.owner}"`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The text of `x.toml`. */
export function formatConfiguration(
  view: View,
  atlas: Atlas,
  links: readonly { readonly plan: LinkPlan }[],
  homeRouting = false,
): string {
  const ours = view.owner.home === true;
  return [
    'version = 1\n',
    `[appliance]\ntap = "${view.owner.id}-edge"\n`,
    ...atlas.networks.map((network) => networkTable(network, view, homeRouting)),
    ...atlas.territories.map((one, i, all) => territoryTable(one, all.slice(0, i))),
    ...links.map(({ plan }) => linkTable(plan, view)),
    ...(ours ? atlas.agreements.map(agreementTable) : []),
  ].join('\n');
}
