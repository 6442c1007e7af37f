// SPDX-License-Identifier: Apache-2.0
// The scenario second-opinion: a week of another world, with attacks written from the published
// catalogue and the descriptions of attack tools by somebody who had not seen the rules. Shares no
// recipe with the other scenarios, so that what is found here was not written to be found.

import {
  runScenario,
  type ScenarioOptions,
  type ScenarioResult,
  scheduleUpkeep,
} from '../scenario.ts';
import { day, hour, type Micros } from '../scheduler.ts';
import { Truth } from '../truth.ts';
import { World } from '../world.ts';
import { denialActs } from './denial.ts';
import { interceptionActs } from './interception.ts';
import { secondAtlas, viewOf } from './networks.ts';
import { type Act, Stage } from './stage.ts';
import { trackingActs } from './tracking.ts';
import { layTraps } from './traps.ts';
import { Week } from './week.ts';

export const secondOpinionName = 'second-opinion';

/** 2021-03-01T00:00:00Z, a Monday. */
const start: Micros = Date.UTC(2021, 2, 1) * 1000;
const span = 7 * day;
/** Acts begin when the first travellers are known; the longest series ends within the week. */
const firstAct = 26 * hour;
const lastAct = 6 * day;
/** Messages of one person in a week; a few, so that the week outlasts the file by a little. */
const messagesPerPerson = 275;
const peopleMin = 12;
const usualSize = 60_000;
const retryAfter = 2 * hour;
const attemptsMax = 6;

const acts = [...trackingActs, ...interceptionActs, ...denialActs];
const programme = acts.reduce((sum, [, count]) => sum + count, 0);

export function usualSecondShare(): number {
  return programme / usualSize;
}

export function secondOpinion(options: ScenarioOptions): ScenarioResult {
  const { seed, messages, sink, carrier, tap = 'home' } = options;
  const world = new World({
    ...{ seed, messages, sink, carrier, start, end: start + span },
    ...{ view: viewOf(tap), national: true, lossy: true },
  });
  const truth = new Truth(world);
  const week = new Week(world);
  scheduleUpkeep(world, 3 * day);
  week.start(Math.max(peopleMin, Math.round(messages / messagesPerPerson)));
  layTraps(week, messages / usualSize);
  plan(new Stage(world, week, truth), messages * options.hostileShare);
  return runScenario(secondOpinionName, world, truth, secondAtlas, options);
}

/** Each act as often as its part of the programme, somewhere in the week. */
function plan(stage: Stage, wanted: number): void {
  const { world, random } = stage;
  for (const [act, count] of acts) {
    const exact = (count * wanted) / programme;
    const times = Math.floor(exact) + (random.chance(exact % 1) ? 1 : 0);
    for (let i = 0; i < times; i += 1) {
      const at = world.start + random.between(firstAct, lastAct);
      world.scheduler.at(at, () => attempt(stage, act, attemptsMax));
    }
  }
}

/** Again later, while nobody is there for it. */
function attempt(stage: Stage, act: Act, left: number): void {
  if (act(stage) || left === 0) return;
  stage.after(retryAfter, () => attempt(stage, act, left - 1));
}
