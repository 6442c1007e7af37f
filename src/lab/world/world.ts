// SPDX-License-Identifier: Apache-2.0
// A world: its clock, its people, the networks that carry their signalling and the tap that records
// what passes the home operator's edge. Holds the parts together and knows no procedure; those are
// in the files beside this one.

import { capabilities, encodeDiameter, watchdog } from '../forge/diameter.ts';
import type { CarrierName } from './carriers.ts';
import { Dialogue, type DialogueOptions } from './dialogue.ts';
import { DiameterNetwork, Exchange, type ExchangeOptions } from './diameter.ts';
import { Link, type LinkName, linkPlansAt, type Side } from './links.ts';
import { realmOf } from './networks.ts';
import { People } from './people.ts';
import { Random } from './random.ts';
import { type Micros, millisecond, Scheduler } from './scheduler.ts';
import { Ss7Network } from './ss7.ts';
import { type FrameSink, Tap } from './tap.ts';
import { mirrors, type View, views } from './view.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly messages: number;
  readonly start: Micros;
  readonly end: Micros;
  readonly sink: FrameSink;
  /** What the SS7 links speak; M3UA unless told. */
  readonly carrier?: CarrierName | undefined;
  /** Where the mirror stands; at the home operator's edge unless told. */
  readonly view?: View | undefined;
  /** Links that this world has; the national one is left out unless told. */
  readonly national?: boolean;
  /** Short messages from outside for the home operator's subscribers go through a router. */
  readonly homeRouting?: boolean;
}

/** What happened, for the shares in the truth file. */
export interface Tally {
  stays: number;
  refused: number;
  unanswered: number;
  retried: number;
  downgraded: number;
  emptyBegins: number;
  /** Messages with which links come up and stay up. */
  upkeep: number;
}

export class World {
  readonly start: Micros;
  readonly end: Micros;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly tap: Tap;
  readonly people = new People();
  readonly ss7: Ss7Network;
  readonly diameter: DiameterNetwork;
  readonly tally: Tally = {
    stays: 0,
    refused: 0,
    unanswered: 0,
    retried: 0,
    downgraded: 0,
    emptyBegins: 0,
    upkeep: 0,
  };
  readonly view: View;
  readonly homeRouting: boolean;
  readonly #links: Readonly<Record<LinkName, Link>>;
  readonly #mirrored: readonly LinkName[];
  readonly #ids: Random;

  constructor(options: WorldOptions) {
    this.start = options.start;
    this.end = options.end;
    this.random = new Random(options.seed);
    this.#ids = this.random.fork('transaction ids');
    this.scheduler = new Scheduler(options.start);
    this.view = options.view ?? views.home;
    this.homeRouting = options.homeRouting ?? false;
    this.tap = new Tap(options.sink, this.scheduler, options.messages, this.view);
    const random = this.random.fork('links');
    const plans = linkPlansAt(realmOf(this.view.owner));
    this.#links = mapValues(plans, (plan) => new Link(plan, random, options.carrier));
    this.#mirrored = (Object.keys(plans) as LinkName[]).filter(
      (name) => mirrors(this.view, name) && (name !== 'national' || options.national === true),
    );
    const delays = this.random.fork('delays');
    const parts = [this.scheduler, this.tap, this.#links, delays, this.view] as const;
    this.ss7 = new Ss7Network(...parts);
    this.diameter = new DiameterNetwork(...parts);
  }

  /** Where in the time of this world we are, from 0 to 1. */
  get progress(): number {
    return (this.scheduler.now - this.start) / (this.end - this.start);
  }

  /** Random octets for authentication values. */
  readonly noise = (size: number): Uint8Array => this.#ids.bytes(size);

  dialogue(options: DialogueOptions): Dialogue {
    return new Dialogue(this.ss7, this.#ids, options);
  }

  exchange(options: ExchangeOptions): Exchange {
    return new Exchange(this.diameter, this.#ids, options);
  }

  /** The links of this world that the mirror shows. */
  get links(): readonly Link[] {
    return this.#mirrored.map((name) => this.#links[name]);
  }

  /** Brings up every link, one after the other; `again` after planned work on all of them. */
  openLinks(time: Micros, again = false): void {
    let at = time;
    for (const name of this.#mirrored) {
      const link = this.#links[name];
      this.scheduler.at(at, () => this.tap.open(name, link, again));
      at += 20 * millisecond;
      for (const [side, data] of greetings(link)) {
        this.scheduler.at(at, () => {
          this.tally.upkeep += 1;
          this.tap.send(name, link, side, { data, stream: 0 });
        });
        at += 15 * millisecond;
      }
    }
  }

  /** One question and answer of link upkeep on each link. */
  keepAlive(time: Micros): void {
    let at = time;
    for (const name of this.#mirrored) {
      const link = this.#links[name];
      const beat = this.#ids.u32();
      for (const side of [0, 1] as const) {
        const data = heartbeat(link, side, beat);
        this.scheduler.at(at, () => {
          this.tally.upkeep += 1;
          this.tap.send(name, link, side, { data, stream: 0 });
        });
        at += 30 * millisecond;
      }
    }
  }
}

function mapValues<K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  change: (value: A) => B,
): Record<K, B> {
  const entries = Object.entries(record) as [K, A][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Record<K, B>;
}

/** The messages with which an adaptation layer or a Diameter peer comes up. */
function greetings(link: Link): [Side, Uint8Array][] {
  const { path } = link.plan;
  if (path === undefined) {
    const ids = { hopByHop: link.nextHop(0), endToEnd: link.nextHop(0) };
    return [
      [0, encodeDiameter(capabilities(true, peerOf(link, 0), ids))],
      [1, encodeDiameter(capabilities(false, peerOf(link, 1), ids))],
    ];
  }
  return [...link.carrier!.greetings(path)];
}

function heartbeat(link: Link, side: Side, beat: number): Uint8Array {
  if (link.plan.path === undefined) {
    const ids = { hopByHop: beat, endToEnd: beat };
    return encodeDiameter(watchdog(side === 0, peerOf(link, side), ids));
  }
  return link.carrier!.heartbeat(side, beat);
}

function peerOf(link: Link, side: Side): { host: string; realm: string; address: string } {
  const { host, address } = link.plan.ends[side];
  if (host === undefined) throw new Error(`${link.plan.name} has no Diameter peers`);
  return { host, realm: host.slice(host.indexOf('.') + 1), address };
}
