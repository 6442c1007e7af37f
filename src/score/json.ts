// SPDX-License-Identifier: Apache-2.0
// A score as one JSON object: `lab score --json`, whose schema is src/schema/json/score.json.
import { formatTime } from '../base/time.ts';
import type { Score } from './score.ts';

export function scoreJson(score: Score): Record<string, unknown> {
  return {
    scenario: score.scenario,
    seed: score.seed,
    messages: score.messages,
    benign_messages: score.benignMessages,
    attacks: score.attacks.map(({ foundByAny, detectedAfter, ...rest }) => ({
      ...rest,
      found_by_any: foundByAny,
      detected_after_s: detectedAfter,
    })),
    detections: score.detections.map(({ falseSessions, ...rest }) => ({
      ...rest,
      false_sessions: falseSessions,
    })),
    flagged: score.flagged,
    precision: score.precision,
    precision_interval: score.precisionInterval,
    false_high_per_million: score.falseHigh.perMillion,
    false_high: rateJson(score.falseHigh),
    false_active: rateJson(score.falseActive),
    false_findings: score.falseFindings.map(({ time, displayFilter, ...rest }) => ({
      ...rest,
      time: formatTime(time),
      display_filter: displayFilter,
    })),
    false_findings_beyond: score.falseBeyond,
    missed: score.missed.map(({ instance, namedBy }) => ({
      id: instance.id,
      attack: instance.attack,
      evasion: instance.evasion || null,
      tap: instance.tap,
      time: formatTime(instance.time),
      frames: instance.frames,
      expect: instance.expect,
      named_by: namedBy,
    })),
  };
}

function rateJson({ sessions, perMillion, upperPerMillion }: Score['falseHigh']) {
  return { sessions, per_million: perMillion, upper_95_per_million: upperPerMillion };
}
