// SPDX-License-Identifier: Apache-2.0
// The command line's end of the control socket. A daemon that is not there is one sentence with exit
// code 4; what a daemon refuses is its own sentence.
import { connect, type Socket } from 'node:net';
import { exitCode, failure } from '../base/errors.ts';
import type { Act, AuditEntry } from '../store/audit.ts';
import {
  actSessionsMax,
  LineCutter,
  lineOf,
  type Reply,
  type Request,
} from './control-protocol.ts';
import type { Status } from './status.ts';
import type { TailEvent } from './tail.ts';

/** Longest answer believed: a status with every table and counter is a hundredth of it. */
const answerOctetsMax = 16_777_216;
const patience_ms = 10_000;

/** @throws ProductError when no daemon answers, or not in time. */
export async function askStatus(path: string): Promise<Status> {
  for await (const reply of converse(path, { request: 'status' }, patience_ms))
    if ('status' in reply) return reply.status;
  throw gone(path);
}

/** Has acts entered into the audit log of the daemon's store. */
export async function recordActs(path: string, act: Required<Act>): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let at = 0; at < act.sessions.length; at += actSessionsMax) {
    const part = { ...act, sessions: act.sessions.slice(at, at + actSessionsMax) };
    for await (const reply of converse(path, { request: 'audit', act: part }, patience_ms))
      if ('audit' in reply) {
        entries.push(reply.audit);
        break;
      }
  }
  if (entries.length * actSessionsMax < act.sessions.length) throw gone(path);
  return entries;
}

/** Findings as they are stored, until the daemon goes; `missed` counts those left out before. */
export async function* tailFindings(
  path: string,
  severity: Extract<Request, { request: 'tail' }>['severity'],
): AsyncGenerator<{ event: TailEvent } | { missed: number }> {
  const request: Request =
    severity === undefined ? { request: 'tail' } : { request: 'tail', severity };
  for await (const reply of converse(path, request, undefined))
    if ('event' in reply || 'missed' in reply) yield reply;
}

async function* converse(
  path: string,
  request: Request,
  timeout_ms: number | undefined,
): AsyncGenerator<Reply> {
  const socket = await dial(path);
  try {
    if (timeout_ms !== undefined)
      socket.setTimeout(timeout_ms, () =>
        socket.destroy(
          failure(
            exitCode.noDaemon,
            `${path}: no answer within ${timeout_ms / 1000} s`,
            'is the daemon stopped? look at its log',
          ),
        ),
      );
    socket.write(lineOf(request));
    const cutter = new LineCutter(answerOctetsMax);
    for await (const chunk of socket) {
      const lines = cutter.add(chunk as Buffer);
      if (lines === undefined) throw failure(exitCode.failed, `${path}: the answer is too long`);
      for (const line of lines) yield checked(path, line);
    }
  } finally {
    socket.destroy();
  }
}

function checked(path: string, line: string): Reply {
  let reply: Reply;
  try {
    reply = JSON.parse(line) as Reply;
  } catch {
    throw failure(exitCode.failed, `${path}: what answers there is no sigwarden`);
  }
  if ('ok' in reply && !reply.ok)
    throw failure(exitCode.failed, `the daemon refuses: ${reply.error}`, reply.hint);
  return reply;
}

function dial(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const isForbidden = error.code === 'EACCES' || error.code === 'EPERM';
      reject(
        isForbidden
          ? failure(
              exitCode.privilege,
              `${path}: no permission to ask the daemon`,
              'run as the user who runs it',
            )
          : gone(path),
      );
    });
  });
}

function gone(path: string): Error {
  return failure(
    exitCode.noDaemon,
    `no daemon answers at ${path}`,
    'start one with `sigwarden run`, or name its socket with --control',
  );
}
