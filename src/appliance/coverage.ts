// SPDX-License-Identifier: Apache-2.0
// How much is known of where subscribers are, and which rules wait for more: `state.coverage` as
// `status` and `screen` tell it. A rule that is silent for want of state must not pass for one that
// found nothing.
import type { StateCoverage } from '../engine/native.ts';
import type { Rule } from '../rules/rule.ts';
import { limits } from '../schema/limits.ts';
import { layout } from '../schema/policy-program.ts';

export interface CoverageStatus {
  /** Share of the latest requests of serving networks; null before there were enough to tell. */
  readonly percent: number | null;
  readonly needed_percent: number;
  /** Rules that need it and are shown as `test` now. */
  readonly held_back: readonly string[];
  /** How many of their findings were. */
  readonly findings_held_back: number;
  /** Claims taken over from before the run. */
  readonly claims_restored: number;
}

export function coverageStatus(
  coverage: StateCoverage | undefined,
  needing: readonly string[],
  counters: Readonly<Record<string, number>>,
): CoverageStatus {
  return {
    percent: coverage?.isMeasured === true ? coverage.percent : null,
    needed_percent: limits.coverage_percent.value,
    held_back: coverage?.lacks === true ? needing : [],
    findings_held_back: counters.findings_held_back ?? 0,
    claims_restored: counters.claims_restored ?? 0,
  };
}

/** Ids of the rules with `needs = ["state.coverage"]`. */
export function rulesNeedingState(rules: readonly Rule[]): string[] {
  return rules
    .filter(({ needs }) => (needs & layout.rule_flag.needs_coverage) !== 0)
    .map(({ id }) => id);
}
