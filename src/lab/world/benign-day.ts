// SPDX-License-Identifier: Apache-2.0
// The scenario benign-day: a day of a country without a single hostile message, and with everything
// that looks like one.

import { countryAtlas } from './atlas.ts';
import { aMillion, country } from './country.ts';
import { runScenario, type ScenarioOptions, type ScenarioResult } from './scenario.ts';
import type { Micros } from './scheduler.ts';

export const benignDayName = 'benign-day';

/** 2019-05-14T00:00:00Z, a Tuesday. */
const start: Micros = Date.UTC(2019, 4, 14) * 1000;

export function benignDay(options: ScenarioOptions): ScenarioResult {
  const { world, truth } = country(options, { start, days: 1, messages: aMillion });
  return runScenario(benignDayName, world, truth, countryAtlas, options);
}
