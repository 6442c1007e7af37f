// SPDX-License-Identifier: Apache-2.0
// How much of the serving state is known, as `status` prints it.
import type { CoverageStatus } from '../appliance/coverage.ts';
import { limits } from '../schema/limits.ts';
import { grouped } from './live-text.ts';

/** For people, one line a sentence. */
export function coverageLines(status: CoverageStatus): string[] {
  const { percent, needed_percent: needed, held_back: rules, findings_held_back: held } = status;
  const restored =
    status.claims_restored === 0
      ? ''
      : `; ${grouped(status.claims_restored)} claims taken over from before`;
  if (percent === null)
    return [
      `where subscribers are: not measured before ${limits.coverage_least.value} requests of serving networks${restored}`,
    ];
  return [
    `where subscribers are: known for ${percent} % of the latest requests of serving networks, ${needed} % needed${restored}`,
    ...(rules.length === 0
      ? []
      : [`held back as test until then: ${rules.join(', ')} (\`state import\` helps)`]),
    ...(held === 0 ? [] : [`findings that were held back so: ${grouped(held)}`]),
  ];
}
