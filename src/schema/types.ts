// SPDX-License-Identifier: Apache-2.0
// The forms that schema tables take. A table is a plain object: TypeScript reads it as it stands,
// `make gen` writes the C++ twin under native/generated. Nothing is typed twice.

/** How a field's value is printed: exactly as `tshark -T fields` prints the field of that name. */
export type FieldFormat =
  | 'dec' // decimal integer, signed where the value is
  | 'hex' // 0x and `width` hexadecimal digits
  | 'bytes' // lower-case hexadecimal without separators
  | 'digits' // telephone digits
  | 'text' // UTF-8, control characters escaped
  | 'oid' // dotted object identifier
  | 'bool' // 1 or 0 ('True'/'False' are printed by newer versions)
  | 'ipv4'
  | 'ipv6'
  | 'ether'
  | 'time' // an instant, as `Jun  1, 2018 08:00:00.000000000 UTC`
  | 'label'; // a node without a value of its own

export interface FieldSpec {
  /**
   * Wireshark's display-filter name where Wireshark has the field; else ours, under the protocol's
   * name.
   */
  readonly name: string;
  readonly format: FieldFormat;
  /** Hexadecimal digits for `hex`. */
  readonly width?: number;
  /** One sentence for the manual. */
  readonly title: string;
  /** True when tshark 4.0.17 has no such field (the oracle then leaves it out). */
  readonly own?: true;
  /** Names a user may type instead, such as `calling.gt`. */
  readonly aliases?: readonly string[];
}

/** Bits of the set of anomalies of a message: two words of a record. */
export const anomalyBits = 128;

export interface AnomalySpec {
  /** Position in the set, below `anomalyBits`. Stored in records: never reused or renumbered. */
  readonly bit: number;
  readonly title: string;
  /** Where the deviation is defined as one. */
  readonly clause: string;
  /** Strong anomalies are evasions in themselves; weak ones occur in honest old stacks. */
  readonly strength: 'strong' | 'weak';
  /** A rule of its own names it, so that enc.anomaly leaves it to that. */
  readonly hasRule?: true;
}

/** Where the ids of CAP and of Diameter begin, and what comes behind (OperationSpec.id). */
export const firstOperation = { camel: 256, diameter: 512, others: 896 } as const;
/** Ids of operations lie below. */
export const operationIds = 1152;

export interface OperationSpec {
  /**
   * Number across all protocols. Stored in records: gsm_map 0-255 (its local code), camel 256-511,
   * diameter 512-895, gtp 896-959, gtpv2 960-1023, ansi_map 1024-1151 (1024 and the second octet
   * of its code).
   */
  readonly id: number;
  /** Local operation code, Diameter command code, or message type of the request. */
  readonly code: number;
  /** Message type of its answer; absent where none comes, or where the request's code tells. */
  readonly answer?: number;
  /** Diameter application id. */
  readonly application?: number;
  /**
   * Wireshark protocol name and the operation's name in its standard, `gsm_map.updateLocation`,
   * `s6a.ULR`.
   */
  readonly name: string;
}

/**
 * Basic format of an AVP (RFC 6733 §4.2, §4.3). `digits` is a TBCD string; `group` holds AVPs; of a
 * `secret` the decoder tells the place and never the value; a `float` is walked over.
 */
export type AvpType =
  | 'octets'
  | 'text'
  | 'unsigned'
  | 'signed'
  | 'unsigned64'
  | 'signed64'
  | 'float'
  | 'address'
  | 'digits'
  | 'time'
  | 'group'
  | 'secret';

/** An AVP as the dictionary lists it, its vendor aside. */
export type AvpRow = readonly [
  code: number,
  name: string,
  type: AvpType,
  mark?: 'single' | 'must' | 'single must',
];

export interface AvpSpec {
  /** 0 where the V bit is not set. */
  readonly vendor: number;
  readonly code: number;
  readonly name: string;
  readonly type: AvpType;
  /** True when it may stand once among its siblings: a second one is an anomaly. */
  readonly single: boolean;
  /** True when its M bit has to be set. */
  readonly must: boolean;
}

/** A TCAP application context and the operation codes (0-127) that each side may invoke in it. */
export interface ContextSpec {
  readonly number: number;
  readonly version: number;
  readonly name: string;
  readonly initiator: readonly number[];
  readonly responder: readonly number[];
  /** Who opens a dialogue with whom; absent where the standard leaves that open. */
  readonly roles?: readonly RolePair[];
}

/** Subsystem numbers of the two sides (names of `sccp.ssn`, TS 23.003 §8.2). */
export type RolePair = readonly [initiator: readonly Subsystem[], responder: readonly Subsystem[]];

/** Subsystems that are a node's role in MAP or CAP. `map` is of no node, and so fits anywhere. */
export const subsystems = [
  'hlr',
  'vlr',
  'msc',
  'eir',
  'auc',
  'gmlc',
  'cap',
  'gsm_scf',
  'siwf',
  'sgsn',
  'ggsn',
] as const;
export type Subsystem = (typeof subsystems)[number];

/** A technology of its own in records, counts and rules; the protocols of one write it alike. */
export interface TechnologySpec {
  readonly name: string;
  /** Stored in records: never reused. 1 is SS7, 2 Diameter (src/schema/tables.ts). */
  readonly value: number;
  /** What people call it. */
  readonly title: string;
}

/** Where a protocol is found; what is carried by several is a row for each. */
export interface CarrierSpec {
  readonly over: 'udp';
  readonly port: number;
  /**
   * `either`: signalling, which the capture filter then lets pass. `destination`: a tunnel, whose
   * source port is any number.
   */
  readonly end: 'either' | 'destination';
}

export interface ProtocolSpec {
  /** Wireshark's protocol name. */
  readonly name: string;
  readonly title: string;
  /** Absent where it is a layer, or of SS7 or Diameter. */
  readonly technology?: TechnologySpec;
  /**
   * Its ports: `make gen` writes the dispatch to `decode_NAME(Decoding&, Cursor)`. Absent where the
   * layer below calls it by name.
   */
  readonly carriedBy?: readonly CarrierSpec[];
  /** It has `looks_like_NAME(Bytes)`, which is asked about datagrams on ports of nobody. */
  readonly isRecognised?: true;
  /** Documents the decoder follows. */
  readonly documents: readonly string[];
  /**
   * Value tables, each emitted as constants `sigwarden::<protocol>::<table>::<member>` with a name
   * look-up.
   */
  readonly constants: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Key: C++ name of the field in `Field::<protocol>_<key>`. */
  readonly fields: Readonly<Record<string, FieldSpec>>;
  /** Key: snake_case fault; value: one sentence. Decoding of the layer stops at a fault. */
  readonly faults: Readonly<Record<string, string>>;
  /** Key: snake_case anomaly, used in rules as `anomaly.<protocol>_<key>`. Decoding goes on. */
  readonly anomalies: Readonly<Record<string, AnomalySpec>>;
  /** Where they have answers, `sigwarden::<protocol>::exchange_of(message type)` is emitted. */
  readonly operations?: readonly OperationSpec[];
  /** Application contexts, emitted as `sigwarden::<protocol>::kContexts`. */
  readonly contexts?: readonly ContextSpec[];
  /** Diameter's dictionary, emitted as `sigwarden::kAvps`. */
  readonly avps?: readonly AvpSpec[];
}

/** A named limit: what it bounds, in what unit, and which counter tells that it bit. */
export interface LimitSpec {
  readonly value: number;
  readonly unit: string;
  readonly title: string;
}

/**
 * A fact that rules can name. `known` tells when it has its value: at the request, or only once the
 * answer came.
 */
export interface FactSpec {
  readonly id: number;
  readonly type: FactType;
  readonly known: 'request' | 'answer' | 'deadline';
  readonly title: string;
  /** What a number counts: `km`, `subscribers`. A duration is in seconds. */
  readonly unit?: string;
  /** The state it rests on. */
  readonly rests: string;
  /**
   * When the mirror shows one direction of a link only. `weaker`: what the other direction would
   * have taught is missing. `unknown`: it never gets a value, and so no rule that needs it fires.
   */
  readonly oneSided: 'unaffected' | 'weaker' | 'unknown';
  /** At hand before anything is looked up, so that it may dismiss rules (src/rules/guard.ts). */
  readonly screens?: true;
  /** It says something only where this fact has this value, and is blank elsewhere. */
  readonly only?: { readonly fact: string; readonly value: string };
}

/** `enum:<table>` and `bits:<table>` name a table of src/schema/tables.ts. */
export type FactType =
  | 'bool'
  | 'number'
  | 'duration' // seconds
  | 'party' // a network, written by its id
  | 'operator' // an operator, written by its id
  | 'territory' // written by its code
  | 'operation' // written by its name
  | `enum:${string}`
  | `bits:${string}`;
