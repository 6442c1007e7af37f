// SPDX-License-Identifier: Apache-2.0
// Ways in which a mirror, a network or time changes what arrives, and the meaning stays: losses, one
// direction, order, copies, a start in the middle, fragments and bundles. Chance comes from a
// generator with a seed: the same frames give the same frames.
import { Random } from '../../src/lab/world/random.ts';
import {
  type Chunk,
  type Frame,
  isData,
  m3uaProtocol,
  mapMessages,
  packetOf,
  payloadProtocolOf,
  sctpChunks,
  tsnOf,
  userDataOf,
  withChunks,
  withUserData,
} from './frames.ts';

export type FrameChange = (frames: readonly Frame[]) => Frame[];

export function withoutShare(share: number, seed: number): FrameChange {
  const random = new Random(seed);
  return (frames) => frames.filter(() => !random.chance(share));
}

/** Frames that some end of these sent are not seen. */
export function withoutSender(addresses: ReadonlySet<string>): FrameChange {
  return (frames) => frames.filter((frame) => !addresses.has(packetOf(frame)?.from ?? ''));
}

/** Each frame up to so many microseconds late, in the order in which they then come. */
export function delayed(micros: number, seed: number): FrameChange {
  const random = new Random(seed);
  return (frames) =>
    byTime(frames.map((frame) => ({ ...frame, micros: frame.micros + random.below(micros) })));
}

export function byTime(frames: Frame[]): Frame[] {
  return frames.sort((a, b) => a.micros - b.micros || a.origins[0]! - b.origins[0]!);
}

/** Every frame twice, as a mirror of both ports of a switch gives it. */
export const twice: FrameChange = (frames) =>
  frames.flatMap((frame) => [frame, { ...frame, micros: frame.micros + 20 }]);

/** Begins with the frame that stands at this share of the capture. */
export function from(share: number): FrameChange {
  return (frames) => frames.slice(Math.floor(frames.length * share));
}

/** Every SS7 message a second time, behind a transfer point: other association, other point codes. */
export const onSecondLeg: FrameChange = (frames) =>
  byTime(
    frames.flatMap((frame) => {
      const copy = secondLeg(frame);
      return copy === undefined ? [frame] : [frame, copy];
    }),
  );

const pointCodesAt = 12;

function secondLeg(frame: Frame): Frame | undefined {
  const packet = packetOf(frame);
  const chunks = packet && sctpChunks(packet)?.filter(isData);
  if (packet === undefined || chunks === undefined || chunks.length === 0) return undefined;
  if (!chunks.every((one) => payloadProtocolOf(one) === m3uaProtocol)) return undefined;
  const segment = Uint8Array.from(packet.segment);
  segment[0]! ^= 0x40;
  segment[2]! ^= 0x40;
  segment[4]! ^= 0x55;
  const moved = { ...packet, segment };
  const copy = withChunks(frame, moved, chunks);
  const readdressed = mapMessages(copy, (data) => otherPointCodes(data));
  return { ...readdressed, micros: frame.micros + 900 };
}

/** Bit 7 of both point codes turned, which the lab gives to nobody. */
function otherPointCodes(message: Uint8Array): Uint8Array {
  const view = Buffer.from(Uint8Array.from(message));
  for (let at = 8; at + pointCodesAt <= view.length; ) {
    const length = view.readUInt16BE(at + 2);
    if (length < 4) break;
    if (view.readUInt16BE(at) === 0x0210)
      for (const place of [at + 7, at + 11]) view[place]! ^= 0x80;
    at += length + ((4 - (length & 3)) & 3);
  }
  return view;
}

const begin = 2;
const end = 1;
const splitFrom = 48;

/** Each user message in two DATA chunks of two packets; later chunks count on from there. */
export const split: FrameChange = (frames) => {
  const shifts = new Map<string, number>();
  return frames.flatMap((frame) => {
    const packet = packetOf(frame);
    const chunks = packet && sctpChunks(packet);
    if (packet === undefined || chunks === undefined || !chunks.some(isData)) return [frame];
    const direction = `${packet.from} ${packet.to} ${Buffer.from(packet.segment).toString('hex', 0, 8)}`;
    return chunks
      .flatMap((chunk) => (isData(chunk) ? halves(chunk, direction, shifts) : [chunk]))
      .map((chunk) => withChunks(frame, packet, [chunk]));
  });
};

function halves(chunk: Chunk, direction: string, shifts: Map<string, number>): Chunk[] {
  const data = userDataOf(chunk);
  const shift = shifts.get(direction) ?? 0;
  const tsn = tsnOf(chunk) + shift;
  if (data.length < splitFrom) return [withUserData(chunk, data, chunk.flags, tsn)];
  shifts.set(direction, shift + 1);
  const middle = (data.length >> 3) * 4;
  const others = chunk.flags & ~(begin | end);
  return [
    withUserData(chunk, data.subarray(0, middle), others | begin, tsn),
    withUserData(chunk, data.subarray(middle), others | end, tsn + 1),
  ];
}

const bundleWithin = 50_000;
const bundleOctetsMax = 1300;

/** Packets that one side sends within 50 ms, nothing coming back between them, as one packet. */
export const bundled: FrameChange = (frames) => {
  const out: Frame[] = [];
  const open = new Map<string, { at: number; direction: string }>();
  for (const frame of frames) {
    const packet = packetOf(frame);
    const chunks = packet && sctpChunks(packet);
    if (
      packet === undefined ||
      chunks === undefined ||
      !chunks.every(isData) ||
      chunks.length === 0
    ) {
      out.push(frame);
      continue;
    }
    const direction = `${packet.from} ${packet.to} ${Buffer.from(packet.segment).toString('hex', 0, 8)}`;
    const ends = [packet.from, packet.to].sort().join(' ');
    const last = open.get(ends);
    const before = last === undefined ? undefined : out[last.at];
    const isFit =
      before !== undefined &&
      last?.direction === direction &&
      frame.micros - before.micros < bundleWithin &&
      before.octets.length + packet.segment.length < bundleOctetsMax;
    if (!isFit) {
      open.set(ends, { at: out.length, direction });
      out.push(frame);
      continue;
    }
    const first = packetOf(before)!;
    const all = [...(sctpChunks(first) ?? []), ...chunks];
    const origins = [...before.origins, ...frame.origins];
    out[last!.at] = { ...withChunks(before, first, all), origins };
  }
  return out;
};
