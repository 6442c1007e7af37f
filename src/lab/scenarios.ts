// SPDX-License-Identifier: Apache-2.0
// The scenarios that `lab generate` knows. Closed recipes: no option sends a chosen operation to a
// chosen address.

import { benignDay, benignDayName } from './world/benign-day.ts';
import { callsAbroad, callsAbroadName } from './world/calls-abroad.ts';
import { attacks } from './world/catalogue.ts';
import { farFromHome, scenarioName, usualHostileShare } from './world/far-from-home.ts';
import { actsFor, mixture, mixtureName, oneAttack } from './world/mixture.ts';
import type { ScenarioOptions, ScenarioResult } from './world/scenario.ts';
import {
  secondOpinion,
  secondOpinionName,
  usualSecondShare,
} from './world/second/second-opinion.ts';

export interface ScenarioDescription {
  readonly name: string;
  readonly title: string;
  /** Public attack tools that send it. */
  readonly tools?: readonly string[];
  readonly usualHostileShare: (messages: number) => number;
  /** Acts that give so many instances of each attack, where a scenario deals them in turn. */
  readonly actsFor?: (instancesPerAttack: number) => number;
  readonly run: (options: ScenarioOptions) => ScenarioResult;
}

const worlds: readonly ScenarioDescription[] = [
  {
    name: scenarioName,
    title: 'Eighteen months of roaming; a far state asks, two islands follow',
    usualHostileShare,
    run: farFromHome,
  },
  {
    name: callsAbroadName,
    title: 'A month of CAMEL calls; a far state writes itself into profiles and takes calls over',
    usualHostileShare,
    run: callsAbroad,
  },
  {
    name: benignDayName,
    title: 'A day of a country without a hostile message, and with all that looks like one',
    usualHostileShare: () => 0,
    run: benignDay,
  },
  {
    name: mixtureName,
    title: 'Every attack in every evasion that goes with it, in the benign life of a country',
    usualHostileShare: () => 1 / 1000,
    actsFor: (count) => actsFor(count),
    run: mixture,
  },
  {
    name: secondOpinionName,
    title: 'A week of another world: attacks written from the catalogue, without the rules',
    usualHostileShare: usualSecondShare,
    run: secondOpinion,
  },
];

/** Names of the worlds, which each stand for a story; the others are one attack each. */
export const worldNames: readonly string[] = worlds.map(({ name }) => name);

export const scenarios: readonly ScenarioDescription[] = [
  ...worlds,
  ...[...attacks].map(([name, { title, tools }]) => ({
    name,
    title,
    ...(tools && { tools }),
    usualHostileShare: () => 1 / 200,
    actsFor: (count: number) => actsFor(count, name),
    run: oneAttack(name),
  })),
];
