// SPDX-License-Identifier: Apache-2.0
// Other encodings of the same meaning: lengths of BER in long or indefinite form (X.690 §8.1.3),
// attributes of Diameter in another order (RFC 6733 §3.2 fixes the place of Session-Id alone), titles
// with another indicator (Q.713 §3.4.2.3). What cannot be re-encoded within SCCP's lengths stays.
import { concat, u16 } from '../../src/lab/forge/bytes.ts';

export type Change = (octets: Uint8Array) => Uint8Array;

export interface SccpChange {
  readonly called?: Change;
  readonly calling?: Change;
  readonly data?: Change;
}

const m3uaHead = 8;
const protocolDataTag = 0x0210;
const routingOctets = 12;
const unitdata = 0x09;
const extendedUnitdata = 0x11;
const partMax = 254;

/** An M3UA DATA message with its SCCP unitdata changed; all else as it came. */
export function changeM3ua(message: Uint8Array, change: SccpChange): Uint8Array {
  const view = Buffer.from(message.buffer, message.byteOffset, message.length);
  if (message[2] !== 1 || message[3] !== 1) return message;
  for (let at = m3uaHead; at + 4 <= message.length; ) {
    const length = view.readUInt16BE(at + 2);
    if (length < 4 || at + length > message.length) return message;
    const next = at + length + ((4 - (length & 3)) & 3);
    if (view.readUInt16BE(at) === protocolDataTag) {
      const userPart = message.subarray(at + 4 + routingOctets, at + length);
      const sccp = changeSccp(userPart, change);
      const size = 4 + routingOctets + sccp.length;
      const pad = new Uint8Array((4 - (size & 3)) & 3);
      const head = message.subarray(at + 4, at + 4 + routingOctets);
      const parameter = concat(u16(protocolDataTag), u16(size), head, sccp, pad);
      const whole = Buffer.from(concat(message.subarray(0, at), parameter, message.subarray(next)));
      whole.writeUInt32BE(whole.length, 4);
      return whole;
    }
    at = next;
  }
  return message;
}

function changeSccp(sccp: Uint8Array, { called, calling, data }: SccpChange): Uint8Array {
  const isExtended = sccp[0] === extendedUnitdata;
  if (!isExtended && sccp[0] !== unitdata) return sccp;
  const first = isExtended ? 3 : 2;
  const part = (pointer: number) => {
    const at = pointer + sccp[pointer]!;
    return sccp.subarray(at + 1, at + 1 + sccp[at]!);
  };
  const parts = [
    (called ?? same)(part(first)),
    (calling ?? same)(part(first + 1)),
    (data ?? same)(part(first + 2)),
  ];
  if (parts.some((one) => one.length > partMax)) return sccp;
  const optional =
    isExtended && sccp[first + 3] !== 0 ? sccp.subarray(first + 3 + sccp[first + 3]!) : undefined;
  const pointers: number[] = [];
  const count = isExtended ? 4 : 3;
  let at = first + count;
  for (const [i, one] of parts.entries()) {
    pointers.push(at - (first + i));
    at += 1 + one.length;
  }
  if (isExtended) pointers.push(optional === undefined ? 0 : at - (first + 3));
  if (pointers.some((one) => one > 255)) return sccp;
  return concat(
    sccp.subarray(0, first),
    Uint8Array.from(pointers),
    ...parts.flatMap((one) => [Uint8Array.of(one.length), one]),
    optional ?? new Uint8Array(0),
  );
}

const same: Change = (octets) => octets;

export type LengthForm = 'long' | 'indefinite';

/** Every element of a TCAP message with its length in this form; as it came where it is not BER. */
export function withLengths(form: LengthForm): Change {
  return (octets) => {
    const elements = readElements(octets, 0, octets.length, false);
    return elements === undefined ? octets : concat(...elements.map((one) => written(one, form)));
  };
}

interface Element {
  readonly identifier: Uint8Array;
  readonly content: Uint8Array | readonly Element[];
  readonly end: number;
}

/** Elements up to `end`, or to the end-of-contents octets of an indefinite length. */
function readElements(
  octets: Uint8Array,
  from: number,
  end: number,
  isIndefinite: boolean,
): Element[] | undefined {
  const list: Element[] = [];
  let at = from;
  while (at < end) {
    if (isIndefinite && octets[at] === 0 && octets[at + 1] === 0) return list;
    const one = readElement(octets, at, end);
    if (one === undefined) return undefined;
    list.push(one);
    at = one.end;
  }
  return isIndefinite ? undefined : list;
}

function readElement(octets: Uint8Array, from: number, end: number): Element | undefined {
  let at = from + 1;
  if ((octets[from]! & 31) === 31) {
    while (at < end && octets[at]! & 0x80) at += 1;
    at += 1;
  }
  if (at >= end) return undefined;
  const identifier = octets.subarray(from, at);
  const isConstructed = (identifier[0]! & 0x20) !== 0;
  const first = octets[at++]!;
  if (first === 0x80) {
    const content = isConstructed ? readElements(octets, at, end, true) : undefined;
    if (content === undefined) return undefined;
    return { identifier, content, end: (content.at(-1)?.end ?? at) + 2 };
  }
  let length = first;
  if (first > 0x80) {
    length = 0;
    for (let more = first & 0x7f; more > 0; more -= 1) length = length * 256 + (octets[at++] ?? 0);
  }
  if (at + length > end) return undefined;
  const content = isConstructed
    ? readElements(octets, at, at + length, false)
    : octets.subarray(at, at + length);
  return content === undefined ? undefined : { identifier, content, end: at + length };
}

function written({ identifier, content }: Element, form: LengthForm): Uint8Array {
  if (content instanceof Uint8Array) {
    const head =
      form === 'long' ? Uint8Array.of(0x81, content.length) : Uint8Array.of(content.length);
    return content.length < 128
      ? concat(identifier, head, content)
      : concat(identifier, Uint8Array.of(0x81, content.length), content);
  }
  const inner = concat(...content.map((one) => written(one, form)));
  if (form === 'indefinite')
    return concat(identifier, Uint8Array.of(0x80), inner, new Uint8Array(2));
  return concat(identifier, Uint8Array.of(0x82), u16(inner.length), inner);
}

const titleAndNature = 4;
const natureAlone = 1;
const planE164 = 1;

/** An E.164 title of indicator 4 under indicator 1: nature of address, and no more. */
export const withNatureAlone: Change = (address) => {
  const [indicator = 0, ssn = 0, , plan = 0, nature = 0] = address;
  const isFit = ((indicator >> 2) & 15) === titleAndNature && (indicator & 3) === 2;
  if (!isFit || plan >> 4 !== planE164) return address;
  const isOdd = (plan & 15) === 1;
  const head = Uint8Array.of(
    (indicator & ~0x3c) | (natureAlone << 2),
    ssn,
    (isOdd ? 0x80 : 0) | nature,
  );
  return concat(head, address.subarray(5));
};

/** An E.164 title of indicator 4 whose first digits are others, as many. */
export function withPrefix(digits: string): Change {
  return (address) => {
    if (((address[0]! >> 2) & 15) !== titleAndNature) return address;
    const at = 4 + (address[0]! & 2) / 2 + 2 * (address[0]! & 1);
    const copy = Uint8Array.from(address);
    for (const [i, digit] of [...digits].entries()) {
      const place = at + (i >> 1);
      copy[place] =
        i & 1
          ? (copy[place]! & 0x0f) | (Number(digit) << 4)
          : (copy[place]! & 0xf0) | Number(digit);
    }
    return copy;
  };
}

/** Digits of an E.164 title of indicator 4; empty for another address. */
export function digitsOf(address: Uint8Array): string {
  if (((address[0]! >> 2) & 15) !== titleAndNature) return '';
  const at = 4 + (address[0]! & 2) / 2 + 2 * (address[0]! & 1);
  return [...address.subarray(at)].map((one) => `${one & 15}${one >> 4}`).join('');
}

const diameterHead = 20;
const sessionId = 263;

/** The messages of a segment, their attributes reversed: Session-Id stays first, attributes of one code in order. */
export const withAvpsReversed: Change = (octets) => {
  const view = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  const parts: Uint8Array[] = [];
  for (let at = 0; at + diameterHead <= octets.length; ) {
    const length = view.readUIntBE(at + 1, 3);
    if (octets[at] !== 1 || length < diameterHead || at + length > octets.length) return octets;
    const message = octets.subarray(at, at + length);
    parts.push(message.subarray(0, diameterHead), ...reversed(message.subarray(diameterHead)));
    at += length;
  }
  const whole = concat(...parts);
  return whole.length === octets.length ? whole : octets;
};

function reversed(octets: Uint8Array): Uint8Array[] {
  const view = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  const byCode = new Map<number, Uint8Array[]>();
  for (let at = 0; at + 8 <= octets.length; ) {
    const code = view.readUInt32BE(at);
    const length = view.readUIntBE(at + 5, 3);
    const next = at + length + ((4 - (length & 3)) & 3);
    if (length < 8 || next > octets.length) return [octets];
    const avp = octets.subarray(at, next);
    const there = byCode.get(code);
    if (there === undefined) byCode.set(code, [avp]);
    else there.push(avp);
    at = next;
  }
  const head = byCode.get(sessionId) ?? [];
  byCode.delete(sessionId);
  return [...head, ...[...byCode.values()].reverse().flat()];
}
