// SPDX-License-Identifier: Apache-2.0
// Octets for the encoders of the forge: joining, big-endian integers, hexadecimal text. Nothing
// here knows a protocol.

/** One copy of all parts in order. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let total = 0;
  for (const part of parts) total += part.length;
  const out = Buffer.allocUnsafe(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function octets(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function u16(value: number): Uint8Array {
  return octets((value >>> 8) & 0xff, value & 0xff);
}

export function u24(value: number): Uint8Array {
  return octets((value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

export function u32(value: number): Uint8Array {
  return octets((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** Zero octets that bring `length` up to a multiple of four. */
export function padding(length: number): Uint8Array {
  return new Uint8Array((4 - (length & 3)) & 3);
}

export function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'ascii');
}

/** Octets of hexadecimal text; white space is ignored. */
export function fromHex(text: string): Uint8Array {
  return Buffer.from(text.replace(/\s+/g, ''), 'hex');
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
