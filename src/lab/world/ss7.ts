// SPDX-License-Identifier: Apache-2.0
// SS7 as the home tap sees it: a node sends TCAP to another, the message takes the carrier of
// whoever is foreign, long ones are segmented, and what our first register sends or gets is seen a
// second time inside the transfer point with other point codes, a translated called address and
// another TSN. Messages between two foreign networks are not visible here.

import { encodeBer, isConstructed, type Tlv } from '../forge/ber.ts';
import {
  numberingPlan,
  type SccpAddress,
  sccpDataMax,
  segments,
  type Unitdata,
} from '../forge/sccp.ts';
import type { Link, LinkName, Side } from './links.ts';
import { type Node, nodeOf, titleOf } from './networks.ts';
import type { Random } from './random.ts';
import { type Micros, millisecond, type Scheduler } from './scheduler.ts';
import type { Tap } from './tap.ts';
import { linkTo, mirrors, showsDirection, type Unseen, type View } from './view.ts';

export interface Ss7Counters {
  ss7: number;
  extendedUnitdata: number;
  transitCopies: number;
}

/** One TCAP message from one node to another. */
export interface Ss7Message {
  readonly from: Node;
  readonly to: Node;
  readonly called: SccpAddress;
  readonly calling: SccpAddress;
  readonly tcap: Tlv | Uint8Array;
  readonly sls: number;
  /** Frames of a hostile dialogue are noted here. */
  readonly frames?: number[] | undefined;
  readonly extended?: boolean;
  /** The carrier of somebody who writes another's title as its own. */
  readonly through?: LinkName | undefined;
  /** Stopped at the edge: not seen inside. */
  readonly blocked?: boolean;
  /** From the one who was asked. */
  readonly back?: boolean;
  /** Given when this is the return of a message that could not or must not be delivered. */
  readonly returnCause?: number;
}

/** Point code of our first register: the only one whose link is mirrored inside. */
const mirroredRegister = 1;

export class Ss7Network {
  readonly counters: Ss7Counters = { ss7: 0, extendedUnitdata: 0, transitCopies: 0 };
  readonly #scheduler: Scheduler;
  readonly #tap: Tap;
  readonly #links: Readonly<Record<LinkName, Link>>;
  readonly #random: Random;
  readonly #view: View;

  constructor(
    scheduler: Scheduler,
    tap: Tap,
    links: Readonly<Record<LinkName, Link>>,
    random: Random,
    view: View,
  ) {
    this.#scheduler = scheduler;
    this.#tap = tap;
    this.#links = links;
    this.#random = random;
    this.#view = view;
  }

  /** Sends at that time; true when the tap can see it. */
  send(time: Micros, message: Ss7Message): boolean {
    const { owner } = this.#view;
    const ingress = message.to.network === owner;
    const foreign = ingress ? message.from : message.to;
    const name = message.through ?? linkTo(this.#view, foreign.network, 'ss7');
    const unseen = this.#unseen(message, name);
    if (unseen !== undefined) {
      this.#tap.overlook(message.frames, unseen);
      return false;
    }
    const side: Side = ingress ? 1 : 0;
    const ours = ingress ? message.to : message.from;
    const copied = !message.blocked && this.#mirrored(ours);
    const lag = copied ? Math.floor(this.#random.between(0.4, 3) * millisecond) : 0;
    const encoded = encode(message);
    const parts = this.#userParts(message, message.called, encoded);
    const outer = ingress ? 0 : lag;
    this.#scheduler.at(time + outer, () => this.#emit(name, side, message, parts));
    if (copied) {
      const inner = this.#userParts(message, this.#translated(message, ours, ingress), encoded);
      const innerSide: Side = ingress ? 0 : 1;
      this.#scheduler.at(time + lag - outer, () => {
        this.counters.transitCopies += 1;
        this.#emit('stp-hlr', innerSide, message, inner);
      });
    }
    return true;
  }

  #unseen(message: Ss7Message, name: LinkName): Unseen | undefined {
    const { owner, insideFirewall } = this.#view;
    const ingress = message.to.network === owner;
    const local = message.from.network === owner && message.through === undefined;
    if (ingress === local) return 'elsewhere';
    if (!mirrors(this.#view, name)) return 'national';
    return message.blocked && insideFirewall ? 'stopped' : undefined;
  }

  #mirrored(ours: Node): boolean {
    if (this.#view.inner !== 'first-register') return this.#view.inner === 'everything';
    const first = titleOf(ours.network, 'hlr', mirroredRegister);
    const front = titleOf(ours.network, 'hlr', mirroredRegister + frontEndOffset);
    return ours.title === first || ours.title === front;
  }

  /** Global title translation at our transfer point: the register's own number, route on SSN. */
  #translated(message: Ss7Message, ours: Node, ingress: boolean): SccpAddress {
    if (!ingress) return message.called;
    const pointCode = this.#links['stp-hlr'].plan.ends[1].pointCode;
    const digits = ours.title;
    return { digits, ssn: ours.ssn, routeOnSsn: true, ...(pointCode && { pointCode }) };
  }

  #userParts(message: Ss7Message, called: SccpAddress, data: Uint8Array): Unitdata[] {
    const parties = { called, calling: message.calling };
    const { returnCause } = message;
    if (returnCause !== undefined) return [{ parties, data, returnCause }];
    if (data.length > sccpDataMax) {
      const reference = this.#random.u32() & 0xffffff;
      return segments(data, reference).map((segment) => ({ parties, ...segment }));
    }
    const extended = message.extended || message.from.network.extendedUnitdata;
    return [{ parties, data, ...(extended && { extended }) }];
  }

  #emit(name: LinkName, side: Side, message: Ss7Message, parts: readonly Unitdata[]): void {
    const link = this.#links[name];
    const label = link.routingLabel(side, message.sls);
    const path = link.plan.path ?? {};
    for (const part of parts) {
      if (showsDirection(this.#view, name, side)) {
        this.counters.ss7 += 1;
        if (part.extended || part.segmentation) this.counters.extendedUnitdata += 1;
      }
      const data = link.carrier!.data(side, path, label, part);
      const stream = 1 + (message.sls % 15);
      const { back, from, frames } = message;
      this.#tap.send(name, link, side, { data, stream, back, by: from.network.id }, frames);
    }
  }
}

function encode(message: Ss7Message): Uint8Array {
  const { tcap, from } = message;
  if (tcap instanceof Uint8Array) return tcap;
  return encodeBer(from.network.longLengths ? withLongLengths(tcap) : tcap);
}

/** As stacks of the nineties write it: X.690 allows the long form everywhere (§8.1.3.5). */
function withLongLengths(tlv: Tlv): Tlv {
  if (!isConstructed(tlv)) return tlv;
  const content = tlv.content.map(withLongLengths);
  return { ...tlv, content, form: tlv.form ?? { length: 2 } };
}

/** Added to the number of a register to get that of its front-end. */
const frontEndOffset = 50;

/** The node that answers for a register: itself, or its front-end. */
export function answering(node: Node): Node {
  const isRegister = node.title[6] === '1';
  if (!node.network.frontEnds || !isRegister) return node;
  const number = Number(node.title.slice(-5));
  return number > frontEndOffset ? node : nodeOf(node.network, 'hlr', number + frontEndOffset);
}

export function addressOf(node: Node): SccpAddress {
  return { digits: node.title, ssn: node.ssn };
}

/**
 * E.214: country and network code of the home network in place of the PLMN, then the MSIN (ITU-T
 * E.214 §3).
 */
export function mobileTitle(register: Node, imsi: string): SccpAddress {
  const digits = `999${register.network.code}${imsi.slice(5)}`;
  return { digits, ssn: register.ssn, plan: numberingPlan.e214 };
}
