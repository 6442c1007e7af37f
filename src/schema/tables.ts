// SPDX-License-Identifier: Apache-2.0
// Value tables shared by every layer above decoding. Stored in records and compared in rules: a
// number is never reused.
import { protocols } from './registry.ts';
import { technologiesOf } from './technologies.ts';

/** SS7, Diameter, and what protocols bring of their own (src/schema/protocols). */
export const technology = technologiesOf(protocols);

/**
 * Direction of a message as seen from our network; follows from the link, never from the title
 * (Q.713 titles are claims).
 */
export const direction = { unknown: 0, ingress: 1, egress: 2, transit: 3 } as const;
export const link_role = { unknown: 0, interconnect: 1, national: 2, internal: 3 } as const;
/**
 * National variants of MTP3 and SCCP, by what differs on the wire: point codes of 14, 24, 24 and 16
 * bits; ANSI has a party address of its own (T1.112). Numbers as tshark's mtp3.heuristic_standard.
 */
export const ss7_variant = { automatic: 0, itu: 1, ansi: 2, china: 3, japan: 4 } as const;
export const tap_position = { unknown: 0, outside_firewall: 1, inside_firewall: 2 } as const;

/** Q.773 components; a Diameter request is an invoke, its answer a result or an error. */
export const component = {
  none: 0,
  invoke: 1,
  result_last: 2,
  result_not_last: 3,
  error: 4,
  reject: 5,
} as const;

/**
 * How a dialogue ended. `blocked`: aborted, returned or answered 3xxx/5xxx by a node before the one
 * addressed.
 */
export const outcome = {
  open: 0,
  answered: 1,
  refused: 2,
  blocked: 3,
  unanswered: 4,
  not_observable: 5,
} as const;

/**
 * Who may send an operation: the answer is a table (firmware-config/rules/entitlement.toml), the
 * category its consequence.
 */
export const sender = { unlisted: 0, own: 1, home: 2, serving: 3, any: 4 } as const;
/** Was that address entitled to ask? `cannot_know` always carries a reason. */
export const entitlement = { not_judged: 0, entitled: 1, not_entitled: 2, cannot_know: 3 } as const;
export const entitlement_reason = {
  none: 0,
  same_network: 1,
  agreement: 2,
  different_network: 3,
  different_country: 4,
  direction_unknown: 5,
  origin_unknown: 6,
  subscriber_unknown: 7,
  home_unknown: 8,
  serving_unknown: 9,
  operator_unknown: 10,
  protocol_unknown: 11,
  responder: 12,
  operation_unlisted: 13,
  copy: 14,
  returned: 15,
  destination_unknown: 16,
  refuted_claim: 17,
  update_is_the_move: 18,
} as const;
export const category = {
  none: 0,
  cat1: 1,
  cat2: 2,
  cat3: 3,
  sms: 4,
  encoding: 5,
  integrity: 6,
  location: 7,
  identity: 8,
  interception: 9,
  denial: 10,
  outbound: 11,
} as const;
export const tristate = { no: 0, yes: 1, unknown: 2 } as const;
/** What is known of an address: a configured operator, or only the country of its prefix. */
export const precision = { none: 0, country: 1, operator: 2 } as const;

export const purpose = {
  location: 1,
  interception: 2,
  identity: 4,
  profile: 8,
  denial: 16,
  fraud: 32,
} as const;

/** What a request asked for. */
export const requested = {
  location: 1,
  current_location: 2,
  subscriber_state: 4,
  imei: 8,
  routing: 16,
  imsi: 32,
  vectors: 64,
  profile: 128,
  delivery_not_intended: 256,
  classmark: 512,
  coordinates: 1024,
  eps_location: 2048,
  ps_domain: 4096,
  skip_subscriber_data: 8192,
  /** Which node serves him, and no more. */
  serving_node: 16384,
  /** Number portability. */
  portability: 32768,
  time_zone: 65536,
  /** To be told later, once or again and again. */
  monitoring: 131072,
  /** To be told of each move: M-CSI and MG-CSI, which make a VLR or SGSN send noteMM-Event. */
  mobility_events: 262144,
  /** Subscriber data of many at once, in a reset. */
  profile_change: 524288,
  /** An answer at once, be it coarse: what paging gives. */
  low_delay: 1048576,
} as const;

/** What an answer gave away: that it was disclosed and how fine, never the value. */
export const disclosed = {
  imsi: 1,
  msisdn: 2,
  imei: 4,
  serving_node: 8,
  location_area: 16,
  cell: 32,
  coordinates: 64,
  age_of_location: 128,
  subscriber_state: 256,
  roaming_number: 512,
  vectors: 1024,
  profile: 2048,
  forwarding: 4096,
  home_node: 8192,
  current_location: 16384,
  gsm_scf: 32768,
  /** Routeing number or portability status: the network that a number belongs to. */
  portability: 65536,
  /** Access points, addresses and tunnel ids of data sessions. */
  packet_session: 131072,
  time_zone: 262144,
} as const;

/** Roles of node addresses named inside MAP and S6a. */
export const node = {
  msc: 0,
  vlr: 1,
  sgsn: 2,
  hlr: 3,
  gsm_scf: 4,
  service_centre: 5,
  gmlc: 6,
  new_msc: 7,
  new_vlr: 8,
  roaming_number: 9,
  forwarded_to: 10,
  mme: 11,
  /** A gsmSCF that differs from the first one of the same operation. */
  other_gsm_scf: 12,
} as const;

/** Kinds of address inside an operation that name a node, or the place, of its sender. */
export const layer = {
  serving_node: 1,
  service_centre: 2,
  gsm_scf: 4,
  gmlc: 8,
  hlr: 16,
  place: 32,
} as const;
/** What an operation, or a code dialled as USSD, does to a subscriber's call forwarding. */
export const forwarding_change = { none: 0, set: 1, erase: 2 } as const;

export const domain = { cs: 0, ps: 1, eps: 2 } as const;
/** Grades of a claim about the serving network. */
export const claim_grade = {
  none: 0,
  claimed: 1,
  plausible: 2,
  corroborated: 3,
  refuted: 4,
} as const;

/**
 * Where a subscriber was, for counts. `presumed_home`: an own subscriber of whom nothing was seen.
 */
export const whereabouts = { unknown: 0, home: 1, abroad: 2, presumed_home: 3 } as const;

export const severity = { info: 0, low: 1, medium: 2, high: 3 } as const;
export const confidence = { low: 1, medium: 2, high: 3 } as const;
/** A rule's mode: baseline only, shown but not counted, counted, ignored. */
export const mode = { off: 0, learn: 1, test: 2, active: 3 } as const;
export const event = { finding: 1, member: 2, outcome: 3, counters: 4 } as const;
export const evidence = { none: 0, full: 1, recent: 2, digest: 3, missing_overwritten: 4 } as const;
/**
 * When a rule is evaluated: at the message, when it has its outcome, or when what should have
 * followed had not come in time.
 */
export const phase = { request: 0, answer: 1, deadline: 2 } as const;

/** Transport under a signalling message. */
export const transport = { sctp: 132, tcp: 6, udp: 17 } as const;

export const tables = {
  technology,
  direction,
  link_role,
  ss7_variant,
  tap_position,
  component,
  outcome,
  sender,
  entitlement,
  entitlement_reason,
  category,
  tristate,
  precision,
  purpose,
  requested,
  disclosed,
  node,
  layer,
  forwarding_change,
  domain,
  claim_grade,
  whereabouts,
  severity,
  confidence,
  mode,
  event,
  evidence,
  phase,
  transport,
} as const;

export type TableName = keyof typeof tables;

/** The member's name for a value, or the number itself when the table has none (a newer writer). */
export function nameOf(table: TableName, value: number): string {
  for (const [name, member] of Object.entries(tables[table])) if (member === value) return name;
  return String(value);
}

/** Names of the bits set, in table order. */
export function namesOfBits(table: TableName, bits: number): string[] {
  return Object.entries(tables[table])
    .filter(([, bit]) => (bits & bit) !== 0)
    .map(([name]) => name);
}
