// SPDX-License-Identifier: Apache-2.0
// Arguments and messages that other projects test their codecs with (vectors.jsonl in the folder of
// captures), about a subscriber of ours: their octets stay theirs but for the digits of the IMSI,
// which become a test identity of as many digits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ascii, concat, fromHex, toHex } from '../../src/lab/forge/bytes.ts';
import { imsiOctets } from '../../src/lab/forge/digits.ts';
import { protocols } from '../../src/schema/registry.ts';

export interface Vector {
  readonly layer: string;
  readonly hex: string;
  readonly source: string;
  readonly path: string;
  readonly line: number;
  readonly expect: { readonly pdu?: string; readonly opcode?: number; readonly direction?: string };
  readonly tshark?: Readonly<Record<string, string>>;
}

export function readVectors(folder: string): Vector[] {
  const text = readFileSync(join(folder, 'vectors.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Vector);
}

/** Where a vector stands, for people. */
export function whereFrom({ source, path, line }: Vector): string {
  return `${source} ${path.split('/').at(-1)}:${line}`;
}

/** Digits of an IMSI; what has others is not looked for. */
export const imsiDigits = { least: 9, most: 15, usual: 15 } as const;

const diameterHead = 20;
const isRequest = 0x80;
const requests = new Map(
  protocols
    .flatMap(({ operations = [] }) => operations)
    .filter(({ application }) => application !== undefined)
    .map(({ application, code, name }) => [`${application} ${code}`, name]),
);

/** Name of the operation that a Diameter message requests; undefined of an answer and of one unknown. */
export function diameterOperation(message: Uint8Array): string | undefined {
  const view = Buffer.from(message);
  if (view.length < diameterHead || (view[4]! & isRequest) === 0) return undefined;
  return requests.get(`${view.readUInt32BE(8)} ${view.readUIntBE(5, 3)}`);
}

/** The IMSI in it as tshark reads it; undefined where it names no subscriber by one. */
export function imsiIn({ tshark }: Vector): string | undefined {
  return imsiOfText(tshark?.['e212.imsi']?.split(',')[0] ?? '');
}

/** Digits of an IMSI as tshark writes one, which may be the first part of a network access identifier. */
export function imsiOfText(text: string): string | undefined {
  const [digits = ''] = text.split('@');
  const isFit = digits.length >= imsiDigits.least && digits.length <= imsiDigits.most;
  return isFit ? digits : undefined;
}

/** Their octets about another subscriber; digits keep their places. */
export function readdressed(hex: string, theirs: string | undefined, imsi: string): Uint8Array {
  if (theirs === undefined) return fromHex(hex);
  return fromHex(hex.replaceAll(packed(theirs), toHex(imsiOctets(imsi))));
}

/** TBCD of digits that the lab would refuse to forge: for looking up alone. */
export function packed(digits: string): string {
  const even = digits.length % 2 === 0 ? digits : `${digits}f`;
  return even.replace(/(.)(.)/g, '$2$1');
}

/** MAP version of the context that tshark read an argument under; 0 where it read none. */
export function versionOf({ tshark }: Vector): number {
  return Number(/ac-v(\d)/.exec(tshark?.wrapped_as ?? '')?.[1] ?? 0);
}

const originHost = 264;
const originRealm = 296;
const destinationHost = 293;
const destinationRealm = 283;
const visitedPlmnId = 1407;
const isVendors = 0x80;
const avpHead = 8;

export interface DiameterParties {
  readonly host: string;
  readonly realm: string;
  readonly destination: string;
  /** Visited-PLMN-Id, where the message has one; as it came where absent. */
  readonly visited?: Uint8Array;
}

/** A Diameter message between these parties, to no host by name; all other attributes as they came. */
export function withParties(message: Uint8Array, parties: DiameterParties): Uint8Array {
  const view = Buffer.from(message);
  const names = new Map([
    [originHost, ascii(parties.host)],
    [originRealm, ascii(parties.realm)],
    [destinationRealm, ascii(parties.destination)],
    [destinationHost, undefined],
  ]);
  if (parties.visited !== undefined) names.set(visitedPlmnId, parties.visited);
  const parts: Uint8Array[] = [];
  for (let at = diameterHead; at + avpHead <= view.length; ) {
    const length = view.readUIntBE(at + 5, 3);
    const next = at + length + ((4 - (length & 3)) & 3);
    if (length < avpHead) break;
    const code = view.readUInt32BE(at);
    const head = avpHead + ((view[at + 4]! & isVendors) === 0 ? 0 : 4);
    const value = names.get(code);
    if (!names.has(code)) parts.push(message.subarray(at, next));
    else if (value !== undefined) parts.push(attribute(message.subarray(at, at + head), value));
    at = next;
  }
  const whole = Buffer.from(concat(message.subarray(0, diameterHead), ...parts));
  whole.writeUIntBE(whole.length, 1, 3);
  return whole;
}

function attribute(head: Uint8Array, value: Uint8Array): Uint8Array {
  const copy = Buffer.from(head);
  copy.writeUIntBE(head.length + value.length, 5, 3);
  return concat(copy, value, new Uint8Array((4 - (value.length & 3)) & 3));
}
