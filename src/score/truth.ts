// SPDX-License-Identifier: Apache-2.0
// The truth beside a forged capture (x.truth.json, written by src/lab) as its reader sees it. Reads
// the file by its contract and shares no code with the lab, so that what is scored is what was
// written down. Identities in it are not read.
import { readFileSync } from 'node:fs';
import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import { parseTime } from '../base/time.ts';

/** One hostile act. */
export interface Instance {
  readonly id: string;
  readonly attack: string;
  /** Empty when it came plainly. */
  readonly evasion: string;
  readonly tap: string;
  /** False: it never passes the tap. */
  readonly visible: boolean;
  /** Frames of the act and of what it caused. */
  readonly frames: readonly number[];
  readonly time: bigint;
  /** Rules of which one at least should name it; none when no rule can tell it from honest traffic. */
  readonly expect: readonly string[];
}

export interface Truth {
  readonly scenario: string;
  readonly seed: number;
  readonly messages: number;
  readonly instances: readonly Instance[];
}

const problemsShown = 20;
const versionRead = 1;

/** Throws ProductError with what is wrong in the file. */
export function readTruth(path: string): Truth {
  const problems: Problem[] = [];
  const document = record(parsed(path));
  const say = (message: string) => problems.push({ file: path, message });
  if (document.version !== versionRead)
    say(`version is ${JSON.stringify(document.version)}, not ${versionRead}`);
  const messages = Number(document.messages);
  if (!(messages >= 0)) say('messages is no number');
  if (!Array.isArray(document.instances)) say('instances is no list');
  const list = Array.isArray(document.instances) ? document.instances : [];
  const instances = list.flatMap((one, i) => readInstance(record(one), `instances[${i}]`, say));
  if (problems.length > 0)
    throw new ProductError(exitCode.failed, problems.slice(0, problemsShown));
  const { scenario, seed } = document;
  return { scenario: String(scenario ?? ''), seed: Number(seed ?? 0), messages, instances };
}

function parsed(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw failure(
      exitCode.failed,
      `cannot read ${path} (${code})`,
      'name the .truth.json that `lab generate` wrote beside its capture',
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failure(exitCode.failed, `${path}: not JSON: ${(error as Error).message}`);
  }
}

function readInstance(
  one: Readonly<Record<string, unknown>>,
  where: string,
  say: (message: string) => void,
): Instance[] {
  const { id, attack, evasion, tap, visible, frames, expect } = one;
  const time = typeof one.time === 'string' ? parseTime(one.time) : undefined;
  const wrong = [
    ...(typeof attack === 'string' ? [] : ['attack is no text']),
    ...(evasion === null || typeof evasion === 'string'
      ? []
      : ['evasion is neither text nor null']),
    ...(typeof visible === 'boolean' ? [] : ['visible is neither true nor false']),
    ...(isFrames(frames) ? [] : ['frames is no list of frame numbers']),
    ...(Array.isArray(expect) ? [] : ['expect is no list of rules']),
    ...(time === undefined ? ['time is no time'] : []),
    ...(visible === true && isFrames(frames) && frames.length === 0
      ? ['it is visible and has no frame']
      : []),
  ];
  for (const what of wrong) say(`${where}: ${what}`);
  if (wrong.length > 0 || time === undefined) return [];
  return [
    {
      id: String(id ?? where),
      attack: attack as string,
      evasion: (evasion as string | null) ?? '',
      tap: String(tap ?? ''),
      visible: visible as boolean,
      frames: frames as number[],
      time,
      expect: (expect as unknown[]).map(String),
    },
  ];
}

function isFrames(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => Number.isInteger(one) && one > 0);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
