// SPDX-License-Identifier: Apache-2.0
// JSON Schema (2020-12) of what commands print for other programs. Written to src/schema/json by
// `make gen`, so that a consumer can validate without running anything. Names come from the
// protocol tables: a field, anomaly or fault that no table has cannot be printed.
import { scoreSchema } from './score-schema.ts';
import type { ProtocolSpec } from './types.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const dialect = 'https://json-schema.org/draft/2020-12/schema';

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function fieldNames(protocols: readonly ProtocolSpec[]): string[] {
  const fields = protocols.flatMap((p) => Object.values(p.fields));
  return unique(fields.filter((field) => field.format !== 'label').map((field) => field.name));
}

function anomalyNames(protocols: readonly ProtocolSpec[]): string[] {
  return unique(
    protocols.flatMap((p) => Object.keys(p.anomalies).map((key) => `${p.name}.${key}`)),
  );
}

const frameNumber: JsonSchema = {
  type: 'integer',
  minimum: 1,
  description: 'Counts from 1, as Wireshark does',
};

const faultOf = (protocols: readonly ProtocolSpec[]): JsonSchema => ({
  description: 'Where decoding stopped, null when it did not',
  oneOf: [
    { type: 'null' },
    {
      type: 'object',
      additionalProperties: false,
      required: ['layer', 'name', 'offset'],
      properties: {
        layer: { enum: unique(protocols.map((p) => p.name)) },
        name: { enum: unique(protocols.flatMap((p) => Object.keys(p.faults))) },
        offset: {
          type: 'integer',
          minimum: 0,
          description:
            'Octets from the start of the frame; beyond its end, in the messages that it completed',
        },
      },
    },
  ],
});

/** One line of `decode --json`: one signalling message. */
const decodeLine = (protocols: readonly ProtocolSpec[]): JsonSchema => ({
  $schema: dialect,
  title: 'decode --json',
  description: 'One signalling message of a capture, one object a line',
  type: 'object',
  additionalProperties: false,
  required: ['frame', 'message', 'frames', 'time', 'layers', 'fields', 'anomalies', 'fault'],
  properties: {
    frame: {
      ...frameNumber,
      description: 'Frame that completes the message; counts from 1, as Wireshark does',
    },
    message: { type: 'integer', minimum: 0, description: 'Message within its frame, from 0' },
    frames: {
      type: 'array',
      minItems: 1,
      items: frameNumber,
      description: 'All frames that carry a part of it',
    },
    time: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{9}Z$',
      description: 'RFC 3339 with nine digits of fraction: packet time',
    },
    layers: {
      type: 'array',
      items: { enum: unique(protocols.map((p) => p.name)) },
      description: 'Protocols from the link upwards',
    },
    fields: {
      type: 'object',
      propertyNames: { enum: fieldNames(protocols) },
      additionalProperties: { type: 'array', minItems: 1, items: { type: 'string' } },
      description:
        'Values under Wireshark’s names, as tshark 4.0.17 prints them, repeated as often',
    },
    anomalies: { type: 'array', uniqueItems: true, items: { enum: anomalyNames(protocols) } },
    fault: faultOf(protocols),
  },
});

/** File name under src/schema/json → schema. */
export function jsonSchemas(protocols: readonly ProtocolSpec[]): Map<string, JsonSchema> {
  return new Map([
    ['decode-line.json', decodeLine(protocols)],
    ['score.json', scoreSchema],
  ]);
}
