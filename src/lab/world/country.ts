// SPDX-License-Identifier: Apache-2.0
// A country: the world in which a benign day passes and in which attacks hide. People and behaviours
// as in a land of some size, for as long as the wanted number of messages takes: above a million
// messages it is more days, not more people, so that memory does not follow the length of the file.

import { countryAtlas } from './atlas.ts';
import { behaviours } from './catalogue.ts';
import { Life } from './life.ts';
import { type ScenarioOptions, scheduleUpkeep } from './scenario.ts';
import { day, type Micros } from './scheduler.ts';
import { Truth } from './truth.ts';
import { views } from './view.ts';
import { World } from './world.ts';

export interface Country {
  readonly world: World;
  readonly truth: Truth;
  readonly life: Life;
}

interface Span {
  readonly start: Micros;
  readonly days: number;
  /** Of so many messages; a longer file has more days. */
  readonly messages: number;
}

/** One person gives about as many messages in a day of a country. */
const messagesPerPerson = 18;
const populationMin = 160;
const populationMax = 60_000;
/** Of the people, who are away or visiting when it begins. */
const awayShare = 0.05;
const visitorShare = 0.04;
const maintenanceEvery = 0.9 * day;

export const aMillion = 1_000_000;

/** Brings a country up; `reserved` are the messages that will not be benign. */
export function country(options: ScenarioOptions, span: Span, reserved?: () => number): Country {
  const { seed, messages, sink, carrier, tap = 'home' } = options;
  const { start } = span;
  const days = span.days * Math.max(1, messages / span.messages);
  const world = new World({
    ...{ seed, messages, sink, carrier, start },
    end: start + days * day,
    view: views[tap],
    national: countryAtlas.national,
    homeRouting: true,
  });
  const perDay = Math.min(messages, span.messages) / span.days;
  const people = Math.round(perDay / messagesPerPerson);
  const population = Math.max(populationMin, Math.min(populationMax, people));
  const life = new Life(world, {
    behaviours,
    population,
    lively: true,
    ...(reserved && { reserved }),
  });
  scheduleUpkeep(world, maintenanceEvery);
  life.settle(Math.round(population * awayShare), Math.round(population * visitorShare));
  life.start();
  return { world, truth: new Truth(world), life };
}
