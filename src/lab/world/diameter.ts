// SPDX-License-Identifier: Apache-2.0
// Diameter as the home tap sees it: a request goes through the exchange of whoever is foreign, gets
// a Route-Record there, and what concerns our first server is seen a second time behind our agent
// with another hop-by-hop id and one Route-Record more. Requests between two foreign networks are
// not visible here.

import { type Avp, type DiameterMessage, encodeDiameter } from '../forge/diameter.ts';
import {
  answerOf,
  type Envelope,
  type Outcome,
  routeRecordAvp,
} from '../forge/diameter-command.ts';

import type { Link, LinkName, Side } from './links.ts';
import { type Host, hostOf, type Network } from './networks.ts';
import type { Random } from './random.ts';
import { type Micros, millisecond, type Scheduler } from './scheduler.ts';
import type { Tap } from './tap.ts';
import { linkTo, mirrors, showsDirection, type Unseen, type View } from './view.ts';

export interface DiameterCounters {
  diameter: number;
  transitCopies: number;
}

export interface ExchangeOptions {
  readonly from: Host;
  readonly to: Host;
  /** Without it the request names the realm only, as a first request does. */
  readonly named?: boolean;
  readonly build: (envelope: Envelope) => DiameterMessage;
  readonly frames?: number[] | undefined;
  readonly through?: LinkName | undefined;
  /** The network whose agent really hands it over, when the origin is another's. */
  readonly sender?: Network | undefined;
  readonly blocked?: boolean;
}

/** One request and, when the caller says so, its answer. */
export class Exchange {
  readonly #network: DiameterNetwork;
  readonly #options: ExchangeOptions;
  readonly #request: DiameterMessage;
  readonly #envelope: Envelope;

  constructor(network: DiameterNetwork, random: Random, options: ExchangeOptions) {
    const { from, to } = options;
    this.#network = network;
    this.#options = options;
    this.#envelope = {
      hopByHop: 0,
      endToEnd: random.u32(),
      session: `${from.host};${random.u32()};${random.below(1000)};s6a`,
      origin: from,
      destination: options.named ? to : { realm: to.realm },
      vendorApplication: true,
    };
    this.#request = options.build(this.#envelope);
  }

  request(time: Micros): void {
    this.#network.send(time, this.#request, this.#options, false);
  }

  /** The same request again, marked as possibly retransmitted. */
  repeat(time: Micros): void {
    this.#network.send(time, { ...this.#request, retransmitted: true }, this.#options, false);
  }

  /** The answer of the asked server, or of another host that spoke in its place. */
  answer(time: Micros, outcome: Outcome, avps: readonly Avp[] = [], host?: Host): void {
    const { to } = this.#options;
    const { application, command } = this.#request;
    const message = answerOf(application, this.#envelope, command, outcome, host ?? to, avps);
    this.#network.send(time, message, this.#options, true);
  }
}

interface Hops {
  outer: number;
  inner: number;
}

export class DiameterNetwork {
  readonly counters: DiameterCounters = { diameter: 0, transitCopies: 0 };
  readonly #scheduler: Scheduler;
  readonly #tap: Tap;
  readonly #links: Readonly<Record<LinkName, Link>>;
  readonly #random: Random;
  readonly #view: View;
  readonly #hops = new WeakMap<ExchangeOptions, Hops>();

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

  /** Sends a request, or its answer the way back. */
  send(time: Micros, message: DiameterMessage, options: ExchangeOptions, isAnswer: boolean): void {
    const { from, to, through, blocked } = options;
    const unseen = this.#unseen(options);
    if (unseen !== undefined) {
      this.#tap.overlook(options.frames, unseen);
      return;
    }
    const inbound = to.network === this.#view.owner;
    const foreign = inbound ? from : to;
    const name = through ?? linkTo(this.#view, foreign.network, 'diameter');
    const requestSide: Side = inbound ? 1 : 0;
    const side: Side = isAnswer ? (requestSide === 0 ? 1 : 0) : requestSide;
    const hops = this.#hopsOf(options, name, requestSide);
    const copied = !blocked && this.#mirrored(inbound ? to : from);
    const lag = copied ? Math.floor(this.#random.between(0.3, 2) * millisecond) : 0;
    const outer = side === 1 ? 0 : lag;
    const records = isAnswer ? [] : this.#outerRecords(options, inbound);
    const outerMessage = via(message, hops.outer, records);
    const emit = (link: LinkName, from: Side, what: DiameterMessage) =>
      this.#emit(link, from, what, options, isAnswer);
    this.#scheduler.at(time + outer, () => emit(name, side, outerMessage));
    if (!copied) return;
    const innerRecords = isAnswer || !inbound ? [] : [...records, this.#peerRecord(name)];
    const innerMessage = via(message, hops.inner, innerRecords);
    const innerSide: Side = side === 1 ? 0 : 1;
    this.#scheduler.at(time + lag - outer, () => {
      this.counters.transitCopies += 1;
      emit('dra-hss', innerSide, innerMessage);
    });
  }

  #unseen({ from, to, through, blocked }: ExchangeOptions): Unseen | undefined {
    const { owner, insideFirewall } = this.#view;
    const local = from.network === owner && through === undefined;
    if ((to.network === owner) === local) return 'elsewhere';
    return blocked && insideFirewall ? 'stopped' : undefined;
  }

  #mirrored(ours: Host): boolean {
    if (!mirrors(this.#view, 'dra-hss')) return false;
    const server = this.#links['dra-hss'].plan.ends[1].host;
    return this.#view.inner === 'everything' || ours.host === server;
  }

  #hopsOf(options: ExchangeOptions, name: LinkName, side: Side): Hops {
    let hops = this.#hops.get(options);
    if (hops === undefined) {
      const inner: Side = side === 1 ? 0 : 1;
      hops = {
        outer: this.#links[name].nextHop(side),
        inner: this.#links['dra-hss'].nextHop(inner),
      };
      this.#hops.set(options, hops);
    }
    return hops;
  }

  /** Each agent on the way adds the peer it got the request from (RFC 6733 §6.1.9). */
  #outerRecords(options: ExchangeOptions, inbound: boolean): Avp[] {
    const { from, sender } = options;
    const agents = inbound ? [hostOf(sender ?? from.network, 'dra').host] : [];
    return [from.host, ...agents].map(routeRecordAvp);
  }

  #peerRecord(name: LinkName): Avp {
    const far = this.#links[name].plan.ends[1].host;
    if (far === undefined) throw new Error(`${name} carries no Diameter`);
    return routeRecordAvp(far);
  }

  #emit(
    name: LinkName,
    side: Side,
    message: DiameterMessage,
    { frames, from, to, sender }: ExchangeOptions,
    back: boolean,
  ): void {
    if (showsDirection(this.#view, name, side)) this.counters.diameter += 1;
    const data = encodeDiameter(message);
    const by = back ? to.network.id : (sender ?? from.network).id;
    this.#tap.send(name, this.#links[name], side, { data, stream: 1, back, by }, frames);
  }
}

function via(message: DiameterMessage, hopByHop: number, records: readonly Avp[]): DiameterMessage {
  return { ...message, hopByHop, avps: [...message.avps, ...records] };
}
