// SPDX-License-Identifier: Apache-2.0
// Evidence as a pcapng file (draft-ietf-opsawg-pcapng): the frames as native code left them,
// secrets overwritten, each with a comment that says which rule fired on it and why. Opens in
// Wireshark as it is. A writer only: captures are read natively (native/capture). Blocks are
// little-endian and padded to four octets.

export interface ExportedFrame {
  /** Packet time, ns. */
  readonly time: bigint;
  /** LINKTYPE_ value. */
  readonly linkType: number;
  /** Octets on the wire; `data` may be shorter. */
  readonly originalOctets: number;
  readonly data: Uint8Array;
  readonly comment: string;
}

export interface ExportedSection {
  /** What made the file: goes into shb_userappl. */
  readonly application: string;
  readonly comment: string;
}

const block = { section: 0x0a0d_0d0a, interface: 1, packet: 6 } as const;
const option = {
  end: 0,
  comment: 1,
  userApplication: 4,
  interfaceName: 2,
  timeResolution: 9,
} as const;
const byteOrderMagic = 0x1a2b_3c4d;
const version = { major: 1, minor: 0 } as const;
/** Times count nanoseconds: 10 to the power of minus 9. */
const nanoseconds = 9;
const optionOctetsMax = 65_535;

/** One section with one interface for each link type, in order of first use. */
export function writePcapng(section: ExportedSection, frames: readonly ExportedFrame[]): Buffer {
  const linkTypes = [...new Set(frames.map((frame) => frame.linkType))];
  return Buffer.concat([
    sectionHeader(section),
    ...linkTypes.map(interfaceDescription),
    ...frames.map((frame) => enhancedPacket(frame, linkTypes.indexOf(frame.linkType))),
  ]);
}

function sectionHeader(section: ExportedSection): Buffer {
  const fixed = Buffer.alloc(16);
  fixed.writeUInt32LE(byteOrderMagic, 0);
  fixed.writeUInt16LE(version.major, 4);
  fixed.writeUInt16LE(version.minor, 6);
  fixed.writeBigInt64LE(-1n, 8); // length of the section: not stated
  return wrap(block.section, [
    fixed,
    textOption(option.comment, section.comment),
    textOption(option.userApplication, section.application),
    endOption(),
  ]);
}

function interfaceDescription(linkType: number): Buffer {
  const fixed = Buffer.alloc(8); // link type, reserved, snap length 0: no limit
  fixed.writeUInt16LE(linkType, 0);
  const resolution = Buffer.from([nanoseconds]);
  return wrap(block.interface, [
    fixed,
    textOption(option.interfaceName, `linktype ${linkType}`),
    anyOption(option.timeResolution, resolution),
    endOption(),
  ]);
}

function enhancedPacket(frame: ExportedFrame, number: number): Buffer {
  const fixed = Buffer.alloc(20);
  fixed.writeUInt32LE(number, 0);
  fixed.writeUInt32LE(Number(frame.time >> 32n), 4);
  fixed.writeUInt32LE(Number(frame.time & 0xffff_ffffn), 8);
  fixed.writeUInt32LE(frame.data.length, 12);
  fixed.writeUInt32LE(Math.max(frame.originalOctets, frame.data.length), 16);
  return wrap(block.packet, [
    fixed,
    padded(frame.data),
    textOption(option.comment, frame.comment),
    endOption(),
  ]);
}

function wrap(type: number, parts: readonly Uint8Array[]): Buffer {
  const length = 12 + parts.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(length, 0);
  return Buffer.concat([head, ...parts, tail]);
}

/** UTF-8 without a final zero; a longer text than an option holds is cut at a character. */
function textOption(code: number, text: string): Buffer {
  if (text === '') return Buffer.alloc(0);
  let octets = Buffer.from(text, 'utf8');
  if (octets.length > optionOctetsMax) {
    let end = optionOctetsMax;
    while ((octets[end]! & 0xc0) === 0x80) end -= 1;
    octets = octets.subarray(0, end);
  }
  return anyOption(code, octets);
}

function anyOption(code: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

function endOption(): Buffer {
  return Buffer.alloc(4, option.end);
}

function padded(data: Uint8Array): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}
