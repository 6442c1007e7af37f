// SPDX-License-Identifier: Apache-2.0
// The scenario far-from-home: benign roaming life of a home operator and the story of story.ts,
// eighteen months of it, as the mirror of the operator's interconnect links shows them.

import type { CarrierName } from './carriers.ts';
import { Life } from './life.ts';
import { day, hour, type Micros, second } from './scheduler.ts';
import { Story } from './story.ts';
import type { FrameSink } from './tap.ts';
import { Truth } from './truth.ts';
import { World } from './world.ts';

export const scenarioName = 'far-from-home';
export const tapName = 'homeland-edge';

/** 2018-01-01T00:00:00Z, to the end of June 2019. */
const start: Micros = Date.UTC(2018, 0, 1) * 1000;
const spanDays = 545;
const maintenanceEvery = 91 * day;
/** In a smaller file the messages of opening links again would crowd out those of people. */
const maintenanceFrom = 3000;
const fewestActs = 12;
const progressEvery = 4096;

export interface ScenarioOptions {
  readonly seed: number;
  readonly messages: number;
  /** Hostile acts for each message of the capture. */
  readonly hostileShare: number;
  readonly sink: FrameSink;
  /** What the SS7 links speak; M3UA unless told. */
  readonly carrier?: CarrierName | undefined;
  /** Called now and then with the number of messages written. */
  readonly progress?: (messages: number) => void;
}

export interface ScenarioResult {
  readonly messages: number;
  readonly frames: number;
  readonly truth: Truth;
  readonly truthText: string;
  readonly instances: number;
}

/** One hostile act in 200 messages of a small file, one in 1,000 of a large one. */
export function usualHostileShare(messages: number): number {
  return messages <= 200_000 ? 1 / 200 : 1 / 1000;
}

/** Runs the world until the tap has seen the wanted number of messages. */
export function farFromHome(options: ScenarioOptions): ScenarioResult {
  const { seed, messages, sink, carrier } = options;
  const end = start + spanDays * day;
  const world = new World({ seed, messages, start, end, sink, carrier });
  const truth = new Truth();
  // Life asks the story what to leave room for; the story asks life who is where.
  let reserved = () => 0;
  const life = new Life(world, () => reserved());
  const story = new Story(world, life, truth);
  reserved = story.reserved;
  scheduleUpkeep(world);
  story.plan(hostileActs(messages, options.hostileShare));
  life.start();
  let reported = 0;
  while (!world.tap.full && world.scheduler.step()) {
    if (world.tap.messages - reported < progressEvery) continue;
    reported = world.tap.messages;
    options.progress?.(reported);
  }
  world.tap.flush();
  options.progress?.(world.tap.messages);
  const instances = truth.instances.length;
  const head = {
    scenario: scenarioName,
    seed,
    messages: world.tap.messages,
    tap: tapName,
    shares: shares(world, instances),
  };
  return {
    messages: world.tap.messages,
    frames: world.tap.frames,
    truth,
    truthText: truth.format(head),
    instances,
  };
}

function hostileActs(messages: number, share: number): number {
  return share === 0 ? 0 : Math.max(fewestActs, Math.round(messages * share));
}

/**
 * Links come up at the start and after planned work each quarter; they ask each other for signs of
 * life in between.
 */
function scheduleUpkeep(world: World): void {
  const { scheduler, tap, end } = world;
  world.openLinks(start + second);
  for (let at = start + maintenanceEvery; at < end; at += maintenanceEvery) {
    if (tap.limit >= maintenanceFrom) world.openLinks(at + 2 * hour, true);
  }
  const beats = Math.max(2, Math.floor(tap.limit / 4000));
  const gap = (end - start) / (beats + 1);
  const beat = (): void => {
    world.keepAlive(scheduler.now);
    scheduler.at(scheduler.now + gap, beat);
  };
  scheduler.at(start + gap, beat);
}

function shares(world: World, instances: number): Record<string, number> {
  const { tap, ss7, diameter, tally } = world;
  const copies = ss7.counters.transitCopies + diameter.counters.transitCopies;
  const each = (count: number) => Math.round((count / Math.max(1, tap.messages)) * 1e6) / 1e6;
  return {
    hostile_acts: each(instances),
    ss7: each(ss7.counters.ss7),
    diameter: each(diameter.counters.diameter),
    link_upkeep: each(tap.messages - ss7.counters.ss7 - diameter.counters.diameter),
    transit_copies: each(copies),
    extended_unitdata: each(ss7.counters.extendedUnitdata),
    bundled: each(tap.bundled),
    empty_begins: each(tally.emptyBegins),
    refused: each(tally.refused),
    unanswered: each(tally.unanswered),
    retried: each(tally.retried),
    downgraded: each(tally.downgraded),
    stays: each(tally.stays),
  };
}
