// SPDX-License-Identifier: Apache-2.0
// The control socket's language: one JSON object a line each way over a unix stream socket. A
// request names itself in `request`; it is answered by one line, `tail` by one and then by a line
// for each finding until the client goes. Whoever may open the socket may ask; nothing asked here
// changes anything but the audit log, which gets an entry before anybody sees an identity: the
// daemon holds the writer's place, so it is the one to write it.
import { severity } from '../schema/tables.ts';
import type { Act, AuditEntry } from '../store/audit.ts';
import type { Status } from './status.ts';
import type { TailEvent } from './tail.ts';

export const severities = Object.keys(severity) as (keyof typeof severity)[];

export type Request =
  | { readonly request: 'status' }
  | { readonly request: 'tail'; readonly severity?: keyof typeof severity }
  | { readonly request: 'audit'; readonly act: Required<Act> };

export const requestNames = ['status', 'tail', 'audit'] as const;

/** Sessions that one act may name, so that its request keeps to its length; more are more acts. */
export const actSessionsMax = 64;
const actWordsMax = 1_000;

export type Reply =
  | { readonly ok: true; readonly status: Status }
  | { readonly ok: true; readonly tail: true }
  | { readonly ok: true; readonly audit: AuditEntry }
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
  const { request, severity: least, act } = value as Record<string, unknown>;
  if (request === 'status') return { request };
  if (request === 'audit')
    return isAct(act)
      ? { request, act }
      : { ok: false, error: 'no act', hint: 'give action, sessions, reason and user' };
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

function isAct(value: unknown): value is Required<Act> {
  const { action, sessions, reason, user } = (value ?? {}) as Record<string, unknown>;
  const areWords = (one: unknown) => typeof one === 'string' && one.length <= actWordsMax;
  return (
    (action === 'reveal' || action === 'export' || action === 'review') &&
    Array.isArray(sessions) &&
    sessions.length > 0 &&
    sessions.length <= actSessionsMax &&
    sessions.every((one) => typeof one === 'string' && /^[0-9a-f]{32}$/.test(one)) &&
    areWords(reason) &&
    areWords(user)
  );
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
