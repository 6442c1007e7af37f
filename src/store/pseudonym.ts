// SPDX-License-Identifier: Apache-2.0
// The pseudonym of a subscriber: SipHash-2-4 with 128 bits of output (Aumasson and Bernstein,
// 2012), under the store's pseudonym key, of the digits of the IMSI, or without one of `+` and the
// digits of the MSISDN. Native code makes it for every record (native/engine/record_writer.cpp);
// here it is needed once, to look a known number up.

const mask = 0xffff_ffff_ffff_ffffn;
const compressionRounds = 2;
const finalRounds = 4;

type State = [bigint, bigint, bigint, bigint];

function rotate(x: bigint, by: bigint): bigint {
  return ((x << by) | (x >> (64n - by))) & mask;
}

function round(s: State): void {
  s[0] = (s[0] + s[1]) & mask;
  s[1] = rotate(s[1], 13n) ^ s[0];
  s[0] = rotate(s[0], 32n);
  s[2] = (s[2] + s[3]) & mask;
  s[3] = rotate(s[3], 16n) ^ s[2];
  s[0] = (s[0] + s[3]) & mask;
  s[3] = rotate(s[3], 21n) ^ s[0];
  s[2] = (s[2] + s[1]) & mask;
  s[1] = rotate(s[1], 17n) ^ s[2];
  s[2] = rotate(s[2], 32n);
}

function rounds(s: State, count: number): void {
  for (let i = 0; i < count; i++) round(s);
}

/**
 * 16 octets, the first word of the hash first, each little-endian, as the reference implementation
 * writes them.
 */
export function siphash128(key: Buffer, text: Buffer): Buffer {
  const k0 = key.readBigUInt64LE(0);
  const k1 = key.readBigUInt64LE(8);
  const s: State = [
    k0 ^ 0x736f_6d65_7073_6575n,
    k1 ^ 0x646f_7261_6e64_6f6dn ^ 0xeen,
    k0 ^ 0x6c79_6765_6e65_7261n,
    k1 ^ 0x7465_6462_7974_6573n,
  ];
  const whole = text.length - (text.length % 8);
  const last = Buffer.alloc(8);
  text.copy(last, 0, whole);
  last[7] = text.length & 0xff;
  for (let at = 0; at <= whole; at += 8) {
    const word = at < whole ? text.readBigUInt64LE(at) : last.readBigUInt64LE(0);
    s[3] ^= word;
    rounds(s, compressionRounds);
    s[0] ^= word;
  }
  const out = Buffer.alloc(16);
  s[2] ^= 0xeen;
  rounds(s, finalRounds);
  out.writeBigUInt64LE(s[0] ^ s[1] ^ s[2] ^ s[3], 0);
  s[1] ^= 0xddn;
  rounds(s, finalRounds);
  out.writeBigUInt64LE(s[0] ^ s[1] ^ s[2] ^ s[3], 8);
  return out;
}

/**
 * 32 hexadecimal digits, as in the header of records about this IMSI, or MSISDN with its plus sign.
 */
export function subscriberPseudonym(key: Buffer, digits: string): string {
  return siphash128(key, Buffer.from(digits, 'ascii')).toString('hex');
}
