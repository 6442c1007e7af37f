// SPDX-License-Identifier: Apache-2.0
// The scenarios that `lab generate` knows. Closed recipes: no option sends a chosen operation to a
// chosen address.

import { callsAbroad, callsAbroadName } from './world/calls-abroad.ts';
import {
  farFromHome,
  type ScenarioOptions,
  type ScenarioResult,
  scenarioName,
  usualHostileShare,
} from './world/far-from-home.ts';

export interface ScenarioDescription {
  readonly name: string;
  readonly title: string;
  readonly usualHostileShare: (messages: number) => number;
  readonly run: (options: ScenarioOptions) => ScenarioResult;
}

export const scenarios: readonly ScenarioDescription[] = [
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
];
