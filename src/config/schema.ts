// SPDX-License-Identifier: Apache-2.0
// Every key of the configuration, once: its type, meaning, default and an example. Reading, `config
// show`, `config explain` and the types of the values all come from these tables. How a kind is
// read and checked is in kinds.ts; what must hold between keys is in check.ts.
import type { Plmn } from '../network/digits.ts';
import type { OriginKind } from '../network/history.ts';
import { limits } from '../schema/limits.ts';
import type { link_role, mode, ss7_variant, tap_position } from '../schema/tables.ts';

export type LinkRole = keyof typeof link_role;
export type TapPosition = keyof typeof tap_position;
export type Ss7Variant = keyof typeof ss7_variant;
export type RuleMode = keyof typeof mode;

/** How frames are taken from an interface. */
export const backends = ['af_packet', 'cap'] as const;
export type Backend = (typeof backends)[number];

/** What a value of each kind is once it has been read. */
export interface KindValues {
  version: number;
  text: string;
  id: string;
  networkId: string;
  flag: boolean;
  /** Days since 1970-01-01. */
  day: number;
  plmns: readonly Plmn[];
  prefixes: readonly string[];
  imsiPrefixes: readonly string[];
  realms: readonly string[];
  pointCodes: readonly number[];
  /** As the variant of their link writes them. */
  linkPointCodes: readonly number[];
  addresses: readonly string[];
  territory: string;
  territories: readonly string[];
  operations: readonly string[];
  role: LinkRole;
  tapPosition: TapPosition;
  variant: Ss7Variant;
  side: LinkSide;
  path: string;
  modes: ReadonlyMap<string, RuleMode>;
  ruleMode: RuleMode;
  /** Modes for one network, operator or link. */
  exceptions: readonly ModeFor[];
  whole: number;
  powerOfTwo: number;
  interfaces: readonly string[];
  ports: readonly number[];
  backend: Backend;
  ids: readonly string[];
  originKind: OriginKind;
  sha256: string;
}

export type Kind = keyof KindValues;

export interface KeySpec {
  readonly kind: Kind;
  readonly title: string;
  /** As it would be written in TOML; `config explain` prints it and a test reads it. */
  readonly example: string;
  readonly required?: true;
  /** Taken when the key is absent. Lists default to none. */
  readonly fallback?: string | boolean | number | readonly number[];
  /** The key of the same table whose value is taken when this one is absent. */
  readonly sameAs?: string;
  readonly unit?: string;
  /** Of a number: the least and the most that is taken. */
  readonly range?: readonly [least: number, most: number];
}

export type Section = Readonly<Record<string, KeySpec>>;

type Lists = { [K in Kind]: KindValues[K] extends readonly unknown[] ? K : never }[Kind];
type AlwaysThere =
  | { sameAs: string }
  | { required: true }
  | { fallback: string | boolean | number | readonly number[] }
  | { kind: Lists | 'modes' | 'side' };
export type Values<S extends Section> = {
  readonly [K in keyof S]: S[K] extends AlwaysThere
    ? KindValues[S[K]['kind']]
    : KindValues[S[K]['kind']] | undefined;
};

const root = {
  version: {
    kind: 'version',
    required: true,
    title: 'Version of the configuration format; this release reads 1',
    example: 'version = 1',
  },
} as const satisfies Section;

const appliance = {
  tap: {
    kind: 'text',
    fallback: 'tap',
    title: 'Name of this tap; it goes into every record and into session ids',
    example: 'tap = "hq-1"',
  },
  control: {
    kind: 'path',
    fallback: '/run/sigwarden/control.sock',
    title: 'Socket on which `run` answers `status` and `tail`, relative to the configuration file',
    example: 'control = "/run/sigwarden/control.sock"',
  },
} as const satisfies Section;

const capture = {
  interface: {
    kind: 'interfaces',
    title: 'Interfaces on which `run` listens: mirror ports, no address needed',
    example: 'interface = ["eth1"]',
  },
  backend: {
    kind: 'backend',
    fallback: 'af_packet',
    title:
      'af_packet, or cap: the portable one, without counts of drops, for low rates and diagnosis',
    example: 'backend = "af_packet"',
  },
  rings: {
    kind: 'whole',
    range: [1, limits.capture_rings.value],
    fallback: 1,
    unit: 'sockets',
    title: 'Kernel rings of one interface, among which the kernel spreads the flows',
    example: 'rings = 1',
  },
  block_octets: {
    kind: 'powerOfTwo',
    range: [4096, limits.capture_block_octets.value],
    fallback: 262_144,
    unit: 'octets',
    title: 'Block of a kernel ring, which holds at least the longest frame taken',
    example: 'block_octets = 262_144',
  },
  blocks: {
    kind: 'whole',
    range: [2, limits.capture_blocks.value],
    fallback: 256,
    unit: 'blocks',
    title:
      'Blocks of a kernel ring. It bridges a busy engine for as many block timeouts, or until it is full',
    example: 'blocks = 256',
  },
  block_timeout_ms: {
    kind: 'whole',
    range: [1, limits.capture_block_milliseconds.value],
    fallback: 10,
    unit: 'ms',
    title: 'Longest time for which the kernel keeps a block that is not full',
    example: 'block_timeout_ms = 10',
  },
  snap_octets: {
    kind: 'whole',
    range: [512, limits.frame_octets.value],
    fallback: 65_535,
    unit: 'octets',
    title: 'Octets taken of one frame; longer ones are cut and counted',
    example: 'snap_octets = 65_535',
  },
  promiscuous: {
    kind: 'flag',
    fallback: true,
    title: 'Take frames for other stations too, as a mirror port needs',
    example: 'promiscuous = true',
  },
  prefilter: {
    kind: 'flag',
    fallback: true,
    title: 'Let the kernel drop what holds no signalling: SCTP, Diameter and fragments pass',
    example: 'prefilter = true',
  },
  diameter_ports: {
    kind: 'ports',
    fallback: [3868],
    title: 'TCP ports of Diameter that the prefilter lets pass',
    example: 'diameter_ports = [3868]',
  },
  evidence_window_octets: {
    kind: 'powerOfTwo',
    range: [1_048_576, 68_719_476_736],
    fallback: 268_435_456,
    unit: 'octets',
    title: 'Latest frames kept in memory, for the evidence of what an answer shows up',
    example: 'evidence_window_octets = 268_435_456',
  },
  ring_octets: {
    kind: 'powerOfTwo',
    range: [33_554_432, 2_147_483_648],
    fallback: 67_108_864,
    unit: 'octets',
    title: 'Ring between the engine and the store: what a store that pauses may owe',
    example: 'ring_octets = 67_108_864',
  },
  cpu: {
    kind: 'whole',
    range: [0, 1023],
    title: 'Processor on which capture and screening run; default: any',
    example: 'cpu = 1',
  },
} as const satisfies Section;

const network = {
  id: {
    kind: 'id',
    required: true,
    title: 'Name of this entry in rules, filters and reports; stable, unique',
    example: 'id = "homeland"',
  },
  name: {
    kind: 'text',
    sameAs: 'id',
    title: 'Name for people',
    example: 'name = "Homeland Mobile"',
  },
  operator: {
    kind: 'id',
    sameAs: 'id',
    title: 'Networks of one operator count as one party',
    example: 'operator = "homeland-group"',
  },
  territories: {
    kind: 'territories',
    title: 'Footprint: all territories its nodes may serve; default: those of its MCCs',
    example: 'territories = ["XA"]',
  },
  home: {
    kind: 'flag',
    fallback: false,
    title: 'True for the network or networks that this appliance protects',
    example: 'home = true',
  },
  plmn: {
    kind: 'plmns',
    title: 'MCC-MNC pairs, the MNC with two or three digits as assigned',
    example: 'plmn = ["001-01"]',
  },
  imsi: {
    kind: 'imsiPrefixes',
    title: 'IMSI prefixes longer than MCC-MNC, where operators share one',
    example: 'imsi = ["0010177"]',
  },
  global_titles: {
    kind: 'prefixes',
    title: 'E.164 prefixes of its nodes, international, digits only',
    example: 'global_titles = ["99901"]',
  },
  msisdn: {
    kind: 'prefixes',
    title: 'E.164 prefixes of its subscribers; never used to recognise an own subscriber',
    example: 'msisdn = ["999011"]',
  },
  mobile_global_titles: {
    kind: 'prefixes',
    title: 'E.214 prefixes, country code and network code',
    example: 'mobile_global_titles = ["99901"]',
  },
  realms: {
    kind: 'realms',
    title: 'Diameter realms; hosts below them count too',
    example: 'realms = ["epc.mnc001.mcc001.3gppnetwork.org"]',
  },
  point_codes: {
    kind: 'pointCodes',
    title: 'International signalling point codes, 3-8-3 or decimal',
    example: 'point_codes = ["2-016-0", 4224]',
  },
  gsm_scf: {
    kind: 'prefixes',
    title: 'E.164 prefixes of its gsmSCF',
    example: 'gsm_scf = ["9990100"]',
  },
  sms_routers: {
    kind: 'prefixes',
    title:
      'E.164 prefixes of its SMS routers; where given, answers about deliveries must name one of them',
    example: 'sms_routers = ["99901000500"]',
  },
  hub: {
    kind: 'flag',
    fallback: false,
    title:
      'True where it relays for other networks (IPX, SMS hub, Diameter agent): its address does not say whose node asks',
    example: 'hub = true',
  },
  valid_from: {
    kind: 'day',
    title: 'First day on which this entry is true, UTC; default: always',
    example: 'valid_from = 2018-01-01',
  },
  valid_until: {
    kind: 'day',
    title: 'Last day on which this entry is true, UTC; default: open',
    example: 'valid_until = 2019-06-30',
  },
  source: {
    kind: 'text',
    fallback: '',
    title: 'Where this knowledge comes from; every report quotes it',
    example: 'source = "IR.21 of 2018-01-15"',
  },
} as const satisfies Section;

const network_knowledge = {
  directory: {
    kind: 'path',
    title:
      'Folder of what `network import` took, one file a network; [[network]] of the configuration wins',
    example: 'directory = "networks.d"',
  },
  home: {
    kind: 'ids',
    title: 'Networks of that folder that this appliance protects: no document may say so itself',
    example: 'home = ["xahom"]',
  },
  stale_months: {
    kind: 'whole',
    range: [1, 1200],
    fallback: 24,
    unit: 'months',
    title: 'Age of its latest document from which `network check` calls knowledge stale',
    example: 'stale_months = 24',
  },
} as const satisfies Section;

/** A document behind a file of knowledge; the rest of such a file is `[[network]]`. */
const origin = {
  kind: {
    kind: 'originKind',
    required: true,
    title: 'ir21, csv, wire or hand',
    example: 'kind = "ir21"',
  },
  file: {
    kind: 'text',
    required: true,
    title: 'Name of the document',
    example: 'file = "XWFST.xml"',
  },
  sha256: { kind: 'sha256', fallback: '', title: 'Of its octets', example: 'sha256 = "…"' },
  date: { kind: 'day', title: 'Day as of which it speaks', example: 'date = 2018-01-15' },
} as const satisfies Section;

const territory = {
  code: {
    kind: 'territory',
    required: true,
    title: 'ISO 3166 code, or one of XA to XZ (not XK) for fiction',
    example: 'code = "XA"',
  },
  name: { kind: 'text', sameAs: 'code', title: 'Name for people', example: 'name = "Homeland"' },
  neighbours: {
    kind: 'territories',
    title: 'Territories within reach of radio, added to the built-in borders',
    example: 'neighbours = ["XD"]',
  },
} as const satisfies Section;

const side = {
  point_codes: {
    kind: 'linkPointCodes',
    title: 'Point codes of that side, as its variant writes them: "2-016-0", "245-12-7", 4660',
    example: 'point_codes = ["2-016-0"]',
  },
  addresses: {
    kind: 'addresses',
    title: 'IPv4 and IPv6 addresses of that side',
    example: 'addresses = ["192.0.2.10"]',
  },
  hosts: {
    kind: 'realms',
    title: 'Diameter hosts of that side',
    example: 'hosts = ["dra1.epc.mnc001.mcc001.3gppnetwork.org"]',
  },
} as const satisfies Section;

export type LinkSide = Values<typeof side>;

const link = {
  name: { kind: 'text', required: true, title: 'Name of the link', example: 'name = "carrier-a"' },
  role: {
    kind: 'role',
    fallback: 'unknown',
    title: 'interconnect, national, internal or unknown; rules about direction need it',
    example: 'role = "interconnect"',
  },
  tap: {
    kind: 'tapPosition',
    fallback: 'unknown',
    title: 'outside-firewall, inside-firewall or unknown',
    example: 'tap = "outside-firewall"',
  },
  variant: {
    kind: 'variant',
    fallback: 'automatic',
    title:
      'itu, ansi, china or japan: point codes and party addresses of MTP3 and SCCP; automatic tells them by content',
    example: 'variant = "ansi"',
  },
  ours: { kind: 'side', title: 'Our end', example: 'ours = { point_codes = ["2-016-0"] }' },
  theirs: {
    kind: 'side',
    title: 'The far end',
    example: 'theirs = { addresses = ["198.51.100.20"] }',
  },
} as const satisfies Section;

const agreement = {
  network: {
    kind: 'networkId',
    required: true,
    title: 'Id of the network that may do more than the entitlement table says',
    example: 'network = "partner-x"',
  },
  operations: {
    kind: 'operations',
    required: true,
    title: 'Operations it may send to us',
    example: 'operations = ["gsm_map.anyTimeInterrogation"]',
  },
  until: {
    kind: 'day',
    required: true,
    title: 'Last day of the exception, UTC; exceptions expire',
    example: 'until = 2027-01-01',
  },
  owner: {
    kind: 'text',
    required: true,
    title: 'Who answers for it',
    example: 'owner = "roaming desk"',
  },
  reference: {
    kind: 'text',
    fallback: '',
    title: 'Where it is written: contract, ticket, letter',
    example: 'reference = "AA.14 of 2024-03-01"',
  },
} as const satisfies Section;

const rules = {
  directory: {
    kind: 'path',
    title: 'Folder of further rules, relative to the configuration file',
    example: 'directory = "rules.d"',
  },
  mode: {
    kind: 'modes',
    title: 'Mode of a rule by its quoted id: learn, test, active or off',
    example: 'mode = { "cat1.interconnect" = "test" }',
  },
  mode_for: {
    kind: 'exceptions',
    title: 'Modes of rules for one network, operator or link, with an owner and a last day',
    example:
      'mode_for = [{ rule = "loc.chain", network = "partner-x", mode = "off", owner = "roaming desk", until = 2027-01-01, reason = "test campaign" }]',
  },
} as const satisfies Section;

const mode_for = {
  rule: {
    kind: 'text',
    required: true,
    title: 'Id of the rule',
    example: 'rule = "loc.chain"',
  },
  network: {
    kind: 'id',
    title: 'Only where the finding is about this network',
    example: 'network = "partner-x"',
  },
  operator: {
    kind: 'id',
    title: 'Only where the finding is about a network of this operator',
    example: 'operator = "partner-x"',
  },
  link: {
    kind: 'text',
    title: 'Only what came over this link',
    example: 'link = "carrier-a"',
  },
  mode: {
    kind: 'ruleMode',
    required: true,
    title: 'learn, test, active, or off: not written, but counted',
    example: 'mode = "off"',
  },
  owner: {
    kind: 'text',
    required: true,
    title: 'Who answers for it',
    example: 'owner = "roaming desk"',
  },
  until: {
    kind: 'day',
    required: true,
    title: 'Last day on which it holds, UTC, by packet time',
    example: 'until = 2027-01-01',
  },
  reason: {
    kind: 'text',
    required: true,
    title: 'Why, for whoever reads it in a year',
    example: 'reason = "portability tests"',
  },
} as const satisfies Section;

export type ModeFor = Values<typeof mode_for>;

const store = {
  directory: {
    kind: 'path',
    fallback: '/var/lib/sigwarden/store',
    title: 'Folder of flagged sessions, relative to the configuration file',
    example: 'directory = "/var/lib/sigwarden/store"',
  },
} as const satisfies Section;

export const schema = {
  root,
  appliance,
  capture,
  network,
  network_knowledge,
  origin,
  territory,
  link,
  side,
  agreement,
  rules,
  mode_for,
  store,
} as const;
export type SectionName = keyof typeof schema;

/** Top-level tables: one, or any number as `[[name]]`. */
export const sections = {
  appliance: 'one',
  capture: 'one',
  network: 'many',
  network_knowledge: 'one',
  territory: 'many',
  link: 'many',
  agreement: 'many',
  rules: 'one',
  store: 'one',
} as const;

/** Tables of a file of knowledge. */
export const knowledgeSections = { origin: 'many', network: 'many' } as const;

export type Tables = Readonly<Partial<Record<SectionName, 'one' | 'many'>>>;

export type CaptureDefinition = Values<typeof capture>;
export type NetworkValues = Values<typeof network>;
export type LinkDefinition = Values<typeof link>;
export type AgreementDefinition = Values<typeof agreement>;
