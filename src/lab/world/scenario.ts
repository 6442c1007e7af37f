// SPDX-License-Identifier: Apache-2.0
// What every scenario takes and gives, and how one runs: until the tap has seen the wanted number of
// messages, with the upkeep of links in between.

import type { Atlas } from './atlas.ts';
import type { CarrierName } from './carriers.ts';
import { formatConfiguration } from './description.ts';
import { hour, type Micros, second } from './scheduler.ts';
import type { FrameSink } from './tap.ts';
import type { Truth } from './truth.ts';
import type { TapName } from './view.ts';
import type { World } from './world.ts';

export interface ScenarioOptions {
  readonly seed: number;
  readonly messages: number;
  /** Hostile acts for each message of the capture. */
  readonly hostileShare: number;
  /** Where the mirror stands; at the home operator's edge unless told. */
  readonly tap?: TapName | undefined;
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
  /** The text of `x.truth.json`. */
  readonly truthText: string;
  /** The text of `x.toml`. */
  readonly configuration: string;
  readonly instances: number;
}

const progressEvery = 4096;
/** In a smaller file the messages of opening links again would crowd out those of people. */
const maintenanceFrom = 3000;

/**
 * Links come up at the start and after planned work; they ask each other for signs of life in
 * between.
 */
export function scheduleUpkeep(world: World, maintenanceEvery: Micros): void {
  const { scheduler, tap, start, end } = world;
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

/** Runs until the tap is full or nothing happens any more, and tells what came of it. */
export function runScenario(
  scenario: string,
  world: World,
  truth: Truth,
  atlas: Atlas,
  options: ScenarioOptions,
): ScenarioResult {
  let reported = 0;
  while (!world.tap.full && world.scheduler.step()) {
    if (world.tap.messages - reported < progressEvery) continue;
    reported = world.tap.messages;
    options.progress?.(reported);
  }
  world.tap.flush();
  const { messages, frames } = world.tap;
  options.progress?.(messages);
  const instances = truth.instances.length;
  const head = { scenario, seed: options.seed, messages, atlas, shares: shares(world, instances) };
  return {
    messages,
    frames,
    truth,
    truthText: truth.format(head),
    configuration: formatConfiguration(world.view, atlas, world.links, world.homeRouting),
    instances,
  };
}

function shares(world: World, instances: number): Record<string, number> {
  const { tap, ss7, diameter, tally } = world;
  const copies = ss7.counters.transitCopies + diameter.counters.transitCopies;
  const each = (count: number) => Math.round((count / Math.max(1, tap.messages)) * 1e6) / 1e6;
  return {
    hostile_acts: each(instances),
    hostile_messages: each(tap.noted),
    ss7: each(ss7.counters.ss7),
    diameter: each(diameter.counters.diameter),
    link_upkeep: each(tally.upkeep),
    transit_copies: each(copies),
    extended_unitdata: each(ss7.counters.extendedUnitdata),
    bundled: each(tap.bundled),
    repeated: each(tap.repeated),
    empty_begins: each(tally.emptyBegins),
    refused: each(tally.refused),
    unanswered: each(tally.unanswered),
    retried: each(tally.retried),
    downgraded: each(tally.downgraded),
    stays: each(tally.stays),
  };
}
