// SPDX-License-Identifier: Apache-2.0
// Just enough reading for a peer to answer what its peer of the lab sent: message kinds,
// transaction ids, the operation of the first component, a few AVPs. It reads what the forge wrote
// and nothing else; whatever is unexpected throws, which ends the peers with that sentence.

const view = (octets: Uint8Array) => new DataView(octets.buffer, octets.byteOffset, octets.length);

export interface ReadM3ua {
  /** Message class and type, as `class.type`. */
  readonly kind: string;
  readonly parameters: ReadonlyMap<number, Uint8Array>;
}

export function readM3ua(message: Uint8Array): ReadM3ua {
  const at = view(message);
  const parameters = new Map<number, Uint8Array>();
  for (let offset = 8; offset + 4 <= message.length; ) {
    const length = at.getUint16(offset + 2);
    if (length < 4) throw new Error(`an M3UA parameter of ${length} octets`);
    parameters.set(at.getUint16(offset), message.subarray(offset + 4, offset + length));
    offset += (length + 3) & ~3;
  }
  return { kind: `${message[2]}.${message[3]}`, parameters };
}

export interface ReadTransfer {
  readonly sls: number;
  readonly userPart: Uint8Array;
}

/** Protocol data: routing label, then the user part (RFC 4666 §3.3.1). */
export function readTransfer(protocolData: Uint8Array): ReadTransfer {
  return { sls: protocolData[11] ?? 0, userPart: protocolData.subarray(12) };
}

/** The data of a UDT (Q.713 §4.10): behind the third pointer. */
export function readUdt(message: Uint8Array): Uint8Array {
  if (message[0] !== 0x09) throw new Error(`an SCCP message of type ${message[0]}, not UDT`);
  const start = 4 + (message[4] ?? 0);
  return message.subarray(start + 1, start + 1 + (message[start] ?? 0));
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The elements of a BER value with definite lengths. */
function elements(octets: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let offset = 0; offset < octets.length; ) {
    const tag = octets[offset]!;
    let length = octets[offset + 1] ?? 0;
    let start = offset + 2;
    if (length > 0x80) {
      const more = length & 0x7f;
      length = octets.subarray(start, start + more).reduce((sum, octet) => sum * 256 + octet, 0);
      start += more;
    }
    found.push({ tag, content: octets.subarray(start, start + length) });
    offset = start + length;
  }
  return found;
}

export interface ReadTcap {
  /** 0x62 Begin, 0x64 End, 0x65 Continue. */
  readonly type: number;
  readonly otid: number;
  readonly dtid: number;
  /** Of the first component: 0xa1 an invoke, 0xa2 a result. */
  readonly component: number;
  readonly invokeId: number;
  readonly operation: number;
  /** Digits of the first member of the argument, which is the IMSI where the peers ask. */
  readonly subscriber: string;
}

/** Digits packed low nibble first; a filler ends them (TS 29.002 §17.7.8). */
const digits = (octets: Uint8Array | undefined): string =>
  [...(octets ?? [])]
    .map((octet) => `${(octet & 0xf).toString(16)}${(octet >> 4).toString(16)}`)
    .join('')
    .replace(/f$/, '');

const number = (octets: Uint8Array | undefined): number =>
  [...(octets ?? [])].reduce((sum, octet) => sum * 256 + octet, 0);

export function readTcap(data: Uint8Array): ReadTcap {
  const [message] = elements(data);
  const parts = elements(message?.content ?? new Uint8Array());
  const of = (tag: number) => parts.find((part) => part.tag === tag)?.content;
  const [component] = elements(of(0x6c) ?? new Uint8Array());
  const inner = elements(component?.content ?? new Uint8Array());
  // The operation stands behind the invoke id, or with the result in a sequence of its own.
  const second = inner[1]?.tag === 0x30 ? elements(inner[1].content)[0] : inner[1];
  return {
    type: message?.tag ?? 0,
    otid: number(of(0x48)),
    dtid: number(of(0x49)),
    component: component?.tag ?? 0,
    invokeId: number(inner[0]?.content),
    operation: number(second?.content),
    subscriber: digits(elements(inner[2]?.content ?? new Uint8Array())[0]?.content),
  };
}

export interface ReadDiameter {
  readonly request: boolean;
  readonly command: number;
  readonly hopByHop: number;
  readonly endToEnd: number;
  /** The first AVP of that code, without vendors' codes. */
  text(code: number): string;
}

export function readDiameter(message: Uint8Array): ReadDiameter {
  const at = view(message);
  const avps = new Map<number, Uint8Array>();
  for (let offset = 20; offset + 8 <= message.length; ) {
    const code = at.getUint32(offset);
    const length = at.getUint32(offset + 4) & 0xffffff;
    const head = (message[offset + 4]! & 0x80) === 0 ? 8 : 12;
    if (length < head) throw new Error(`a Diameter AVP of ${length} octets`);
    if (head === 8 && !avps.has(code))
      avps.set(code, message.subarray(offset + head, offset + length));
    offset += (length + 3) & ~3;
  }
  return {
    request: (message[4]! & 0x80) !== 0,
    command: at.getUint32(4) & 0xffffff,
    hopByHop: at.getUint32(12),
    endToEnd: at.getUint32(16),
    text: (code) => Buffer.from(avps.get(code) ?? []).toString('ascii'),
  };
}
