// SPDX-License-Identifier: Apache-2.0
// The brief report as JSON for other programs: the value of brief.ts with its names in snake_case,
// as in every JSON of the product. Null in a number's place means: suppressed.
import type { Brief } from './brief.ts';

export function briefJson(brief: Brief): unknown {
  return renamed(brief);
}

/** Depth is that of the report's own type: nothing here comes from traffic. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [snakeCase(name), renamed(one)]),
  );
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
