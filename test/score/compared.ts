// SPDX-License-Identifier: Apache-2.0
// Findings before and after a capture was changed, met in the frames of the first one.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Knowledge } from '../../src/appliance/knowledge.ts';
import { confidence } from '../../src/schema/tables.ts';
import type { Session } from '../../src/session/fold.ts';
import { type Frame, writeFrames } from './frames.ts';
import { sessionsOf, workDirectory } from './workbench.ts';

export interface Found {
  readonly rule: string;
  readonly category: string;
  readonly severity: string;
  readonly confidence: string;
  /** Frames of the capture that was generated. */
  readonly origins: readonly number[];
  readonly session: Session;
}

/** Active findings of frames, each with where it comes from. */
export async function findingsIn(
  frames: readonly Frame[],
  knowledge: Knowledge,
  secret?: Uint8Array<ArrayBuffer>,
): Promise<Found[]> {
  const path = join(workDirectory, `changed-${process.pid}.pcap`);
  try {
    writeFrames(path, frames);
    return found(await sessionsOf(path, knowledge, secret), frames);
  } finally {
    rmSync(path, { force: true });
  }
}

export function found(sessions: readonly Session[], frames?: readonly Frame[]): Found[] {
  return sessions.flatMap((session) =>
    session.findings
      .filter((finding) => finding.mode === 'active')
      .map(({ rule, category, severity, confidence, frame }) => ({
        ...{ rule, category, severity, confidence, session },
        origins: frames === undefined ? [frame] : (frames[frame - 1]?.origins ?? []),
      })),
  );
}

export interface Difference {
  readonly gone: readonly Found[];
  readonly fresh: readonly Found[];
  /** As they are after. */
  readonly surer: readonly Found[];
  readonly lessSure: readonly Found[];
}

/** A finding is the same where the same rule names the same frame. */
export function difference(before: readonly Found[], after: readonly Found[]): Difference {
  const was = byPlace(before);
  const is = byPlace(after);
  const counterpart = (one: Found, of: ReadonlyMap<string, Found>) =>
    places(one)
      .map((place) => of.get(place))
      .find((there) => there !== undefined);
  const level = (one: Found | undefined) => confidence[one?.confidence as 'low'] ?? 0;
  const kept = before.filter((one) => counterpart(one, is) !== undefined);
  return {
    gone: before.filter((one) => counterpart(one, is) === undefined),
    fresh: after.filter((one) => counterpart(one, was) === undefined),
    surer: kept.flatMap((one) => {
      const now = counterpart(one, is);
      return now !== undefined && level(now) > level(one) ? [now] : [];
    }),
    lessSure: kept.filter((one) => level(counterpart(one, is)) < level(one)),
  };
}

function places({ rule, origins }: Found): string[] {
  return origins.map((origin) => `${rule} ${origin}`);
}

function byPlace(list: readonly Found[]): Map<string, Found> {
  return new Map(list.flatMap((one) => places(one).map((place) => [place, one] as const)));
}

/** Legs of one message come within this time of each other. */
const legNs = 2_000_000_000n;

/**
 * Does one of these speak of the same message, on a leg that is no longer seen? Both are of one
 * secret, under which a subscriber has one pseudonym.
 */
export function isOnOtherLeg(one: Found, list: readonly Found[]): boolean {
  const { time, source, subscriber } = one.session;
  return list.some(({ rule, session }) => {
    const apart = session.time > time ? session.time - time : time - session.time;
    // Not the operation: of two in one message, each leg's session may be named after another.
    const isSame = session.source.id === source.id && session.subscriber === subscriber;
    return rule === one.rule && isSame && apart <= legNs;
  });
}

/** `rule at frame N (severity, confidence)`, for people. */
export function named({ rule, origins, severity, confidence }: Found): string {
  return `${rule} at frame ${origins.join(', ')} (${severity}, confidence ${confidence})`;
}
