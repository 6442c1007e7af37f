// SPDX-License-Identifier: Apache-2.0
// The scenario far-from-home: benign roaming life of a home operator and the story of story.ts,
// eighteen months of it, as the mirror of the operator's interconnect links shows them.

import { roamingAtlas } from './atlas.ts';
import { Life } from './life.ts';
import {
  runScenario,
  type ScenarioOptions,
  type ScenarioResult,
  scheduleUpkeep,
} from './scenario.ts';
import { day, type Micros } from './scheduler.ts';
import { Story } from './story.ts';
import { Truth } from './truth.ts';
import { views } from './view.ts';
import { World } from './world.ts';

export const scenarioName = 'far-from-home';

/** 2018-01-01T00:00:00Z, to the end of June 2019. */
const start: Micros = Date.UTC(2018, 0, 1) * 1000;
const spanDays = 545;
const maintenanceEvery = 91 * day;
const fewestActs = 12;

/** One hostile act in 200 messages of a small file, one in 1,000 of a large one. */
export function usualHostileShare(messages: number): number {
  return messages <= 200_000 ? 1 / 200 : 1 / 1000;
}

/** Runs the world until the tap has seen the wanted number of messages. */
export function farFromHome(options: ScenarioOptions): ScenarioResult {
  const { seed, messages, sink, carrier, tap = 'home' } = options;
  const end = start + spanDays * day;
  const world = new World({ seed, messages, start, end, sink, carrier, view: views[tap] });
  const truth = new Truth(world);
  // Life asks the story what to leave room for; the story asks life who is where.
  let reserved = () => 0;
  const life = new Life(world, { reserved: () => reserved() });
  const story = new Story(world, life, truth);
  reserved = story.reserved;
  scheduleUpkeep(world, maintenanceEvery);
  story.plan(hostileActs(messages, options.hostileShare));
  life.start();
  return runScenario(scenarioName, world, truth, roamingAtlas, options);
}

function hostileActs(messages: number, share: number): number {
  return share === 0 ? 0 : Math.max(fewestActs, Math.round(messages * share));
}
