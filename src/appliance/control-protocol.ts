// SPDX-License-Identifier: Apache-2.0
// The control socket's language: one JSON object a line each way over a unix stream socket. A
// request names itself in `request`; it is answered by one line, `tail` by one and then by a line
// for each finding until the client goes. Whoever may open the socket may ask; nothing asked here
// changes anything.
import { severity } from '../schema/tables.ts';
import type { Status } from './status.ts';
import type { TailEvent } from './tail.ts';

export const severities = Object.keys(severity) as (keyof typeof severity)[];

export type Request =
  | { readonly request: 'status' }
  | { readonly request: 'tail'; readonly severity?: keyof typeof severity };

export const requestNames = ['status', 'tail'] as const;

export type Reply =
  | { readonly ok: true; readonly status: Status }
  | { readonly ok: true; readonly tail: true }
  | { readonly ok: false; readonly error: string; readonly hint?: string }
  | { readonly event: TailEvent }
  /** Findings left out because the client reads too slowly. */
  | { readonly missed: number };

/** The request of a line, or what is wrong with it. */
export function parseRequest(line: string): Request | Extract<Reply, { ok: false }> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, error: 'not JSON', hint: 'write one JSON object a line' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, error: 'not an object', hint: 'write {"request":"status"}' };
  const { request, severity: least } = value as Record<string, unknown>;
  if (request === 'status') return { request };
  if (request !== 'tail')
    return {
      ok: false,
      error: `no request ${JSON.stringify(request ?? null).slice(0, 80)}`,
      hint: `one of ${requestNames.join(', ')}`,
    };
  if (least === undefined) return { request };
  const known = severities.find((one) => one === least);
  return known === undefined
    ? { ok: false, error: 'no such severity', hint: `one of ${severities.join(', ')}` }
    : { request, severity: known };
}

export function isRefusal(
  value: Request | Extract<Reply, { ok: false }>,
): value is Extract<Reply, { ok: false }> {
  return 'ok' in value;
}

/** A line of either side. */
export function lineOf(value: Request | Reply): string {
  return `${JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v))}\n`;
}

/** Cuts a stream into lines; a line longer than `octets` ends it. */
export class LineCutter {
  readonly #octets: number;
  #rest = Buffer.alloc(0);

  constructor(octets: number) {
    this.#octets = octets;
  }

  /** The lines that are whole now, or undefined when one is too long. */
  add(chunk: Buffer): string[] | undefined {
    const lines: string[] = [];
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      if (end > this.#octets) return undefined;
      lines.push(rest.toString('utf8', 0, end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > this.#octets) return undefined;
    this.#rest = Buffer.from(rest);
    return lines;
  }
}
