// SPDX-License-Identifier: Apache-2.0
// Vectors of other projects as requests that can be carried: an argument of MAP or CAP in a dialogue of
// ours under the context that its operation belongs in, a Diameter message between hosts of ours.
import { operationName } from '../../src/base/operations.ts';
import { encodeBer, type Tlv } from '../../src/lab/forge/ber.ts';
import { ascii, concat, fromHex, octets, toHex } from '../../src/lab/forge/bytes.ts';
import {
  assistRequestInstructions,
  camelContext,
  initialDP,
  locationInformation,
} from '../../src/lab/forge/camel.ts';
import { initialDPGPRS, initialDPSMS } from '../../src/lab/forge/camel-services.ts';
import { plmnId } from '../../src/lab/forge/digits.ts';
import { mapContext, mapOpen } from '../../src/lab/forge/gsm-map.ts';
import * as tcap from '../../src/lab/forge/tcap.ts';
import type { EntitlementRow } from '../../src/rules/entitlement.ts';
import { far, home, type Network, type NodeKind, realmOf, titleOf } from './scene.ts';
import {
  diameterOperation,
  imsiDigits,
  imsiIn,
  readdressed,
  type Vector,
  versionOf,
  whereFrom,
  withParties,
} from './vectors.ts';

/** Who asks whom about whom. */
export interface Ask {
  readonly from: Network;
  readonly kind: NodeKind;
  /** Origin-Host. */
  readonly host: string;
  readonly imsi: string;
  readonly id: number;
  readonly row: EntitlementRow;
  /** What it writes as the visited network; a stranger's is not its own. */
  readonly visited: Network;
  /** Transactions of the dialogue that it belongs in: its own where it opened it, and the other's. */
  readonly within?: { readonly own?: number; readonly other: number };
}

/** A request in the bytes of another implementation. */
export interface Carried {
  /** Whose bytes they are. */
  readonly encoder: string;
  /** Where they stand. */
  readonly from: string;
  readonly operation: string;
  /** Of the IMSI in it; absent where it names no subscriber so. */
  readonly imsiDigits?: number;
  /** A TCAP message or a Diameter message. */
  readonly build: (ask: Ask) => Uint8Array;
  /** It says in Visited-PLMN-Id where the subscriber is. */
  readonly saysWhere?: boolean;
  /** CAP alone: the initial DP that opens the dialogue it belongs in. */
  readonly after?: number;
}

/** The entitlement table by operation. */
export type Rows = ReadonlyMap<string, EntitlementRow>;

export function requestOf(vector: Vector, rows: Rows): Carried | undefined {
  const { layer, expect } = vector;
  if (layer === 'Diameter') return diameterRequest(vector);
  const isInvoke = expect.pdu === 'operation-parameter' && expect.direction === 'invoke';
  if (!isInvoke || expect.opcode === undefined) return undefined;
  return layer === 'MAP'
    ? mapRequest(vector, expect.opcode, rows)
    : camelRequest(vector, expect.opcode);
}

/** Contexts whose dialogue names the subscriber: the argument need not (TS 29.002 §17.3.2). */
const supplementary = [18, 19];

function mapRequest(vector: Vector, code: number, rows: Rows): Carried {
  const imsi = imsiIn(vector);
  const operation = operationName(code);
  const isNamed = supplementary.includes(contextIn(rows.get(operation)));
  const digits = imsi?.length ?? (isNamed ? imsiDigits.usual : undefined);
  return {
    ...{ encoder: vector.source, from: whereFrom(vector), operation },
    ...(digits !== undefined && { imsiDigits: digits }),
    build: (ask) => {
      const invoke = invokeOf(code, readdressed(vector.hex, imsi, ask.imsi));
      return encodeBer(tcap.begin(ask.id, mapDialogue(vector, ask), invoke));
    },
  };
}

/** The application context that the source of a row names. */
function contextIn(row: EntitlementRow | undefined): number {
  return Number(/context (\d+)/.exec(row?.source ?? '')?.[1] ?? 0);
}

function mapDialogue(vector: Vector, ask: Ask): Tlv | undefined {
  if (/version 1/.test(ask.row.source)) return undefined;
  const context = contextIn(ask.row);
  const open = supplementary.includes(context)
    ? mapOpen(ask.imsi, titleOf(ask.from, ask.kind))
    : undefined;
  return tcap.dialogueRequest(mapContext(context, versionOf(vector) || 3), open);
}

/** First operation id of CAP (src/schema/types.ts). */
export const camelBase = 256;
/** assistRequestInstructions opens a dialogue of its own. */
const assist = 16;

function camelRequest(vector: Vector, code: number): Carried {
  const imsi = imsiIn(vector);
  const service = serviceOf(code);
  return {
    ...{ encoder: vector.source, from: whereFrom(vector) },
    operation: operationName(camelBase + code),
    ...(imsi !== undefined && { imsiDigits: imsi.length }),
    ...(code !== service && { after: service }),
    build: ({ imsi: ours, id, within }) => {
      const invoke = invokeOf(code, readdressed(vector.hex, imsi, ours));
      const [context] = initialRequest(service, ours);
      if (within === undefined)
        return encodeBer(tcap.begin(id, tcap.dialogueRequest(context), invoke));
      const { own, other } = within;
      const accepted = own === undefined ? tcap.dialogueResponse(context) : undefined;
      return encodeBer(tcap.continuation(own ?? id, other, accepted, invoke));
    },
  };
}

/** The request that opens dialogues of this operation's kind: a call, a short message, a session. */
function serviceOf(code: number): 0 | 16 | 60 | 78 {
  if (code === assist) return assist;
  if (code >= 60 && code < 70) return 60;
  return code >= 70 && code < 84 ? 78 : 0;
}

export function initialRequest(service: number, imsi: string): readonly [Uint8Array, Tlv] {
  const msc = titleOf(far, 'MSC');
  const calling = '9990117654321';
  if (service === assist) return [camelContext.phase2Assist, assistRequestInstructions('99901')];
  if (service === 60) {
    const centre = titleOf(far, 'SMSC');
    const argument = initialDPSMS({ serviceKey: 1, imsi, centre, event: 1, msc });
    return [camelContext.phase3Sms, argument];
  }
  if (service === 78) {
    const location = locationInformation(0xbf34, { vlr: msc });
    const argument = initialDPGPRS({
      ...{ serviceKey: 1, imsi, msisdn: calling, event: 2, apn: 'internet', ip: '192.0.2.1' },
      ...{ location, ggsn: '192.0.2.2' },
    });
    return [camelContext.phase3Gprs, argument];
  }
  return [camelContext.phase3, initialDP({ serviceKey: 1, imsi, msc, calling })];
}

/** An argument as it came. */
function invokeOf(code: number, argument: Uint8Array): Tlv {
  const operation = encodeBer({ id: 0x02, content: octets(code) });
  return { id: 0xa1, content: concat(octets(2, 1, 1), operation, argument) };
}

function diameterRequest(vector: Vector): Carried | undefined {
  return diameterCarried(vector.source, whereFrom(vector), vector.hex, imsiIn(vector));
}

/** A Diameter request of theirs; undefined where it is none that we know, or names no sender. */
export function diameterCarried(
  encoder: string,
  from: string,
  hex: string,
  imsi: string | undefined,
): Carried | undefined {
  const operation = diameterOperation(fromHex(hex));
  if (operation === undefined || !hex.includes(originHostHead)) return undefined;
  return {
    ...{ encoder, from, operation },
    ...(imsi !== undefined && { imsiDigits: imsi.length }),
    ...(hex.includes(visitedPlmnHead) && { saysWhere: true }),
    build: (ask) => withSubject(hex, imsi, ask),
  };
}

/** Codes of Origin-Host and Visited-PLMN-Id with the flags that they have. */
const originHostHead = '0000010840';
const visitedPlmnHead = '0000057fc0';

/** A Diameter message about our subscriber, from and to the hosts and realms of the scene. */
function withSubject(hex: string, theirs: string | undefined, ask: Ask): Uint8Array {
  const ours = toHex(ascii(ask.imsi));
  const named = theirs === undefined ? hex : hex.replaceAll(toHex(ascii(theirs)), ours);
  const { host, from, visited } = ask;
  return withParties(fromHex(named), {
    ...{ host, realm: realmOf(from), destination: realmOf(home) },
    visited: plmnId(visited.mcc, visited.mnc),
  });
}
