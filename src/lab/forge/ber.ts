// SPDX-License-Identifier: Apache-2.0
// BER (ITU-T X.690) as a tree of plain values. An operation is first a tree and only then octets,
// so that an unusual but legal encoding is a changed tree (see evasion.ts) and never a second
// encoder. Writes backwards from the end of a buffer: the length of each element is then known when
// its header is written, in one pass.

/** How an element is written when not in the shortest form. */
export interface BerForm {
  /** `indefinite` (0x80 … 00 00), or that many octets after a leading 0x8n. */
  readonly length?: 'indefinite' | 1 | 2 | 3 | 4;
  /** Tag number below 31 in the high form: `9f 00` for `80`; 2 adds a leading 0x80 octet. */
  readonly highTag?: 1 | 2;
}

/** One element: identifier octets as a number (0x30, 0x9f32, 0xbf34) and its content. */
export interface Tlv {
  readonly id: number;
  readonly content: Uint8Array | readonly Tlv[];
  readonly form?: BerForm;
}

/** The largest tree the forge writes; SCCP carries far less. */
const scratchBytes = 65536;
const scratch = new Uint8Array(scratchBytes);

export function primitive(id: number, content: Uint8Array): Tlv {
  return { id, content };
}

/** Constructed element; absent members may be given as undefined. */
export function constructed(id: number, ...members: readonly (Tlv | undefined)[]): Tlv {
  return { id, content: members.filter((member) => member !== undefined) };
}

export function sequence(...members: readonly (Tlv | undefined)[]): Tlv {
  return constructed(0x30, ...members);
}

/** INTEGER or ENUMERATED of the shortest form under any identifier. */
export function integer(value: number, id = 0x02): Tlv {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(rest & 0xff);
    rest >>= 8;
  } while (rest !== (bytes[0]! & 0x80 ? -1 : 0));
  return primitive(id, Uint8Array.from(bytes));
}

/** NULL under any identifier: the mark of a chosen option. */
export function mark(id: number): Tlv {
  return primitive(id, new Uint8Array(0));
}

export function isConstructed(tlv: Tlv): tlv is Tlv & { readonly content: readonly Tlv[] } {
  return Array.isArray(tlv.content);
}

/** Where the last octet was written; the writers below move it towards the front. */
let cursor = scratchBytes;

/** The octets of a tree. */
export function encodeBer(tlv: Tlv): Uint8Array {
  cursor = scratchBytes;
  writeElement(tlv);
  return Buffer.from(scratch.subarray(cursor));
}

function put(octet: number): void {
  cursor -= 1;
  scratch[cursor] = octet;
}

function writeElement(tlv: Tlv): void {
  const indefinite = tlv.form?.length === 'indefinite';
  if (indefinite) {
    put(0);
    put(0);
  }
  const end = cursor;
  if (isConstructed(tlv)) {
    for (let i = tlv.content.length - 1; i >= 0; i -= 1) writeElement(tlv.content[i]!);
  } else {
    const bytes = tlv.content as Uint8Array;
    if (bytes.length + 16 > cursor) throw new Error(`a BER tree above ${scratchBytes} octets`);
    cursor -= bytes.length;
    scratch.set(bytes, cursor);
  }
  if (indefinite) put(0x80);
  else writeLength(end - cursor, tlv.form?.length as number | undefined);
  writeIdentifier(tlv);
}

function writeLength(length: number, longOctets: number | undefined): void {
  if (longOctets === undefined && length < 0x80) {
    put(length);
    return;
  }
  const shortest = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
  const count = longOctets ?? shortest;
  if (count < shortest) throw new Error(`${length} does not fit a length of ${count} octets`);
  for (let i = 0; i < count; i += 1) put((length >>> (8 * i)) & 0xff);
  put(0x80 | count);
}

function writeIdentifier(tlv: Tlv): void {
  if (tlv.form?.highTag !== undefined) {
    put(tlv.id & 0x1f);
    if (tlv.form.highTag === 2) put(0x80);
    put((tlv.id & 0xe0) | 0x1f);
    return;
  }
  for (let rest = tlv.id; rest > 0; rest >>>= 8) put(rest & 0xff);
}
