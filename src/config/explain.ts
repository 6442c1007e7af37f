// SPDX-License-Identifier: Apache-2.0
// The keys of the configuration in words, for `config explain` and the manual; made from schema.ts,
// so that text and behaviour cannot part.
import { type KeySpec, type Kind, type Section, schema, sections } from './schema.ts';

export interface KeyDescription {
  /** `network.plmn`; the ends of a link are `link.ours.…` and `link.theirs.…`. */
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly default: string;
  readonly unit: string | undefined;
  readonly example: string;
}

const typeNames: Readonly<Record<Kind, string>> = {
  version: 'integer',
  text: 'text, at most 256 octets',
  id: 'id: 1 to 64 lower-case letters, digits, hyphens',
  networkId: 'id of a network of this file',
  flag: 'true or false',
  day: 'date, as 2018-01-31',
  plmns: 'list of MCC-MNC',
  prefixes: 'list of digits, 1 to 15',
  imsiPrefixes: 'list of digits, 6 to 15',
  realms: 'list of names',
  pointCodes: 'list of point codes, 3-8-3 as text or decimal',
  linkPointCodes: 'list of point codes, 3-8-3 or 8-8-8 as text, or decimal',
  addresses: 'list of IP addresses',
  territory: 'territory code',
  territories: 'list of territory codes',
  operations: 'list of operations, as gsm_map.anyTimeInterrogation',
  role: 'interconnect, national, internal or unknown',
  tapPosition: 'outside-firewall, inside-firewall or unknown',
  variant: 'itu, ansi, china, japan or automatic',
  side: 'table of point_codes, addresses, hosts',
  path: 'path, relative to the configuration file',
  modes: 'table of rule id to learn, test, active or off',
  ruleMode: 'learn, test, active or off',
  exceptions: 'list of tables',
  whole: 'whole number',
  powerOfTwo: 'power of two',
  interfaces: 'list of names of interfaces',
  ports: 'list of ports',
  backend: 'af_packet or cap',
  ids: 'list of ids of networks',
  originKind: 'ir21, csv, wire or hand',
  sha256: 'text of 64 hexadecimal digits',
};

/** `[lists]` has no keys of its own: the operator names them. */
const lists: KeyDescription = {
  key: 'lists',
  title:
    'Lists that rules name as $gmlc_partners: networks, operators, territories, operations, numbers',
  type: 'table of name to list',
  default: 'none',
  unit: undefined,
  example: 'lists = { gmlc_partners = ["partner-x"] }',
};

export function describeKeys(): KeyDescription[] {
  const tables = Object.keys(sections) as (keyof typeof sections)[];
  return [
    ...describe('', schema.root),
    ...tables.flatMap((name) => describe(`${name}.`, schema[name])),
    lists,
  ];
}

function describe(prefix: string, section: Section): KeyDescription[] {
  return Object.entries(section).flatMap(([key, spec]) => [
    {
      key: `${prefix}${key}`,
      title: spec.title,
      type: typeText(spec),
      default: defaultText(spec),
      unit: spec.unit,
      example: spec.example,
    },
    ...(spec.kind === 'side' ? describe(`${prefix}${key}.`, schema.side) : []),
    ...(spec.kind === 'exceptions' ? describe(`${prefix}${key}.`, schema.mode_for) : []),
  ]);
}

function typeText({ kind, range, unit }: KeySpec): string {
  if (range === undefined) return typeNames[kind];
  return `${typeNames[kind]} from ${range[0]} to ${range[1]}${unit === undefined ? '' : ` ${unit}`}`;
}

function defaultText(spec: KeySpec): string {
  if (spec.required) return 'none, must be given';
  if (spec.sameAs !== undefined) return `the ${spec.sameAs}`;
  if (spec.fallback === undefined || spec.fallback === '') return 'none';
  return spec.unit === undefined ? String(spec.fallback) : `${spec.fallback} ${spec.unit}`;
}
