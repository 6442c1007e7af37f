// SPDX-License-Identifier: Apache-2.0
// The home operator's mirror: the only place where a world becomes a file. Takes messages in the
// order of packet time, bundles those that leave one side of an association in the same
// microsecond, numbers frames from 1 and stops at the wanted number of messages. A message is an
// M3UA or a Diameter message, the upkeep of links included; a copy on a second leg counts.

import type { Link, LinkName, Outgoing, Side } from './links.ts';
import type { Random } from './random.ts';
import { type Micros, type Scheduler, second } from './scheduler.ts';
import { showsDirection, type Unseen, type View } from './view.ts';

/** Writes one frame into the capture. */
export type FrameSink = (time: Micros, frame: Uint8Array, link: LinkName) => void;

interface Waiting extends Outgoing {
  readonly frames: number[] | undefined;
}

/** A message on its way, and whether it comes from the one who was asked. */
interface Sent extends Outgoing {
  readonly back?: boolean | undefined;
  /** Network under whose name it comes. */
  readonly by?: string | undefined;
}

/** What the tap showed of one act: messages of the asking and of the asked side, and what not. */
export interface Sight {
  asked: number;
  answered: number;
  readonly unseen: Set<Unseen>;
  /** Networks under whose names messages of it came by. */
  readonly senders: Set<string>;
}

interface Outbox {
  readonly link: Link;
  readonly name: LinkName;
  readonly side: Side;
  readonly waiting: Waiting[];
}

/** A bundle stays below the path MTU with room for the headers (RFC 9260 §6.10). */
const bundleBytesMax = 1300;
/** A receiver acknowledges at least every second packet at once (RFC 9260 §6.2). */
const acknowledgementDelay = 300;
/** Frames whose acknowledgement gets lost where a link is not perfect, and what the sender waits. */
const repeatShare = 0.0004;
const repeatAfter = second;

export class Tap {
  readonly limit: number;
  messages = 0;
  /** Messages whose frames somebody notes: those of hostile acts. */
  noted = 0;
  frames = 0;
  bundled = 0;
  /** Frames that were sent again, since their acknowledgement was late. */
  repeated = 0;
  readonly #sink: FrameSink;
  readonly #scheduler: Scheduler;
  readonly #open: Outbox[] = [];
  readonly #view: View;
  readonly #losses: Random | undefined;
  readonly #sights = new WeakMap<readonly number[], Sight>();
  #instant: Micros = 0;

  /** With `losses`, some frames are sent twice. */
  constructor(sink: FrameSink, scheduler: Scheduler, limit: number, view: View, losses?: Random) {
    this.#losses = losses;
    this.#sink = sink;
    this.#scheduler = scheduler;
    this.limit = limit;
    this.#view = view;
  }

  /** What of the act whose frames are noted there came by. */
  sight(frames: readonly number[]): Sight {
    let sight = this.#sights.get(frames);
    if (sight === undefined) {
      sight = { asked: 0, answered: 0, unseen: new Set(), senders: new Set() };
      this.#sights.set(frames, sight);
    }
    return sight;
  }

  /** A message of an act that this tap does not show. */
  overlook(frames: readonly number[] | undefined, because: Unseen): void {
    if (frames !== undefined) this.sight(frames).unseen.add(because);
  }

  /** All wanted messages are there. */
  get full(): boolean {
    return this.messages >= this.limit;
  }

  /** Hands a message to a link now; the frames it ends up in are added to `frames`. */
  send(name: LinkName, link: Link, side: Side, message: Sent, frames?: number[]): void {
    if (this.full) return;
    this.#advance();
    const isShown = showsDirection(this.#view, name, side);
    if (isShown) this.messages += 1;
    if (frames !== undefined) this.#note(frames, isShown, message);
    let outbox = this.#open.find((box) => box.link === link && box.side === side);
    if (this.#open.length === 0) this.#scheduler.at(this.#instant + 1, () => this.#advance());
    if (outbox === undefined) {
      outbox = { link, name, side, waiting: [] };
      this.#open.push(outbox);
    }
    const size = outbox.waiting.reduce((sum, waiting) => sum + waiting.data.length, 0);
    if (!link.bundles || size + message.data.length > bundleBytesMax) this.#pack(outbox);
    outbox.waiting.push({ ...message, frames });
  }

  #note(frames: number[], isShown: boolean, { back, by }: Sent): void {
    if (!isShown) {
      this.overlook(frames, 'direction');
      return;
    }
    this.noted += 1;
    const sight = this.sight(frames);
    if (back) sight.answered += 1;
    else sight.asked += 1;
    if (by !== undefined) sight.senders.add(by);
  }

  /** Opens a link at the transport. */
  open(name: LinkName, link: Link, again: boolean): void {
    if (this.full) return;
    this.#advance();
    for (const { side, frame } of link.open(again)) this.#write(name, side, frame);
  }

  /** Writes what still waits. */
  flush(): void {
    for (const outbox of this.#open) this.#pack(outbox);
    this.#open.length = 0;
  }

  #advance(): void {
    const { now } = this.#scheduler;
    if (now > this.#instant) this.flush();
    this.#instant = now;
  }

  #pack(outbox: Outbox): void {
    const { link, name, side, waiting } = outbox;
    if (waiting.length === 0) return;
    if (link.bundles && waiting.length > 1) this.bundled += waiting.length;
    for (const frame of link.frames(side, waiting)) {
      const number = this.#write(name, side, frame);
      if (number === undefined) continue;
      const noted = waiting.flatMap(({ frames }) => (frames === undefined ? [] : [frames]));
      for (const frames of noted) if (frames.at(-1) !== number) frames.push(number);
      if (this.#losses?.chance(repeatShare)) this.#repeat(name, side, frame, noted);
    }
    waiting.length = 0;
    const receiver: Side = side === 0 ? 1 : 0;
    if (!link.owesAcknowledgement(receiver)) return;
    this.#scheduler.at(this.#instant + acknowledgementDelay, () => {
      this.#advance();
      const frame = this.full ? undefined : link.acknowledgement(receiver);
      if (frame !== undefined) this.#write(name, receiver, frame);
    });
  }

  /** The sender's timer has run out: the same packet again (RFC 9260 §6.3.3). */
  #repeat(name: LinkName, side: Side, frame: Uint8Array, noted: readonly number[][]): void {
    this.#scheduler.at(this.#instant + repeatAfter, () => {
      if (this.full) return;
      this.#advance();
      this.repeated += 1;
      const number = this.#write(name, side, frame);
      if (number !== undefined) for (const frames of noted) frames.push(number);
    });
  }

  /** The number of the frame, unless its direction is not mirrored. */
  #write(name: LinkName, side: Side, frame: Uint8Array): number | undefined {
    if (!showsDirection(this.#view, name, side)) return undefined;
    this.#sink(this.#instant, frame, name);
    this.frames += 1;
    return this.frames;
  }
}
