// SPDX-License-Identifier: Apache-2.0
// Reads back a little-endian microsecond capture: just enough to compare a generated file with its
// truth.

export interface Record {
  readonly micros: number;
  readonly frame: Buffer;
}

export function readPcap(bytes: Buffer): Record[] {
  const out: Record[] = [];
  for (let at = 24; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at + 8);
    const micros = bytes.readUInt32LE(at) * 1e6 + bytes.readUInt32LE(at + 4);
    out.push({ micros, frame: bytes.subarray(at + 16, at + 16 + length) });
    at += 16 + length;
  }
  return out;
}
