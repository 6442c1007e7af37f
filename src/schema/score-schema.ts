// SPDX-License-Identifier: Apache-2.0
// JSON Schema of `lab score --json`. Names of attacks and evasions are those of a truth file and
// open; severities and confidences are the table's.
import { confidence, severity } from './tables.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const share: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };
const number: JsonSchema = { type: 'number' };
const time: JsonSchema = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{9}Z$',
};
const interval: JsonSchema = {
  type: 'array',
  items: share,
  minItems: 2,
  maxItems: 2,
  description: 'Wilson, 95 %',
};
const frame: JsonSchema = { type: 'integer', minimum: 1 };

function orNull(schema: JsonSchema): JsonSchema {
  return { oneOf: [schema, { type: 'null' }] };
}

function object(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const required = Object.keys(properties);
  return { type: 'object', additionalProperties: false, required, properties };
}

function list(items: JsonSchema, description: string): JsonSchema {
  return { type: 'array', items, description };
}

const attack = object({
  attack: text,
  evasion: orNull({ type: 'string', description: 'Null: it came plainly' }),
  tap: text,
  planted: count,
  visible: { ...count, description: 'Of those planted, what passes the tap' },
  expected: { ...count, description: 'Of those visible, what some rule should name' },
  found: { ...count, description: 'Named by an active finding of an expected rule' },
  recall: orNull({ ...share, description: 'found / expected' }),
  interval: orNull(interval),
  found_by_any: { ...count, description: 'Of those visible, named by any rule in any mode' },
  detected_after_s: orNull(object({ median: number, most: number })),
});

const detection = object({
  rule: text,
  severity: { enum: Object.keys(severity) },
  sessions: count,
  precision: share,
  interval,
  false_sessions: { ...count, description: 'Flagged sessions without a hostile frame' },
});

const falseRate = object({
  sessions: count,
  per_million: orNull(number),
  upper_95_per_million: orNull({ ...number, description: 'One-sided; 3 in N when there is none' }),
});

const falseFinding = object({
  session: text,
  rule: text,
  severity: { enum: Object.keys(severity) },
  confidence: { enum: Object.keys(confidence) },
  operation: text,
  frame,
  time,
  display_filter: text,
});

const missed = object({
  id: text,
  attack: text,
  evasion: orNull(text),
  tap: text,
  time,
  frames: list(frame, 'Frames of the act and of what it caused'),
  expect: list(text, 'Rules of which one at least should name it'),
  named_by: list(text, 'Rules that named it, none of them both expected and active'),
});

/** `lab score --json`. */
export const scoreSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'lab score --json',
  description: 'What was found of what was planted, and what was found that was not there',
  ...object({
    scenario: text,
    seed: count,
    messages: count,
    benign_messages: { ...count, description: 'Messages less frames of hostile acts' },
    attacks: list(attack, 'Attack × evasion × tap'),
    detections: list(detection, 'Active rules'),
    flagged: { ...count, description: 'Sessions with an active finding' },
    precision: orNull({ ...share, description: 'Share of flagged sessions with a hostile frame' }),
    precision_interval: orNull(interval),
    false_high_per_million: orNull(number),
    false_high: falseRate,
    false_active: falseRate,
    false_findings: list(falseFinding, 'Active findings of sessions without a hostile frame'),
    false_findings_beyond: { ...count, description: 'Not listed' },
    missed: list(missed, 'Visible acts that a rule should name and none did'),
  }),
};
