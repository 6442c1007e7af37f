// SPDX-License-Identifier: Apache-2.0
// The sender of frames, a native program of its own (native/lab), and what it tells.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { exitCode, failure, ProductError } from '../../base/errors.ts';
import type { LabInterface, LabNetworks } from './namespaces.ts';

export const modes = ['live-frames', 'sendmmsg'] as const;
export type Mode = (typeof modes)[number];

/** What is in a capture that is to be sent. */
export interface Survey {
  readonly frames: number;
  readonly octets: number;
  readonly longest: number;
  /** The longest that can be sent as a live frame. */
  readonly longest_live: number;
  /** Frames that the capture had cut; they are sent as far as they go. */
  readonly cut: number;
}

/** The player's own account; native/lab/main.cpp prints it. */
export interface Sent {
  readonly mode: Mode;
  /** Frames of the capture, then those sent between them. */
  readonly sent: number;
  readonly background: number;
  readonly octets: number;
  readonly elapsed_s: number;
  readonly frames_per_second: number;
  readonly gigabits_per_second: number;
  readonly rounds: number;
  /** Frames of later rounds that got a verification tag of their own. */
  readonly renewed: number;
  readonly cut: number;
  readonly errors: {
    readonly xdp_xmit: number;
    readonly dropped: number;
    readonly refused: number;
  };
  readonly waits: { readonly retried: number; readonly starved: number; readonly moved: number };
}

export interface SendOrder {
  readonly file: string;
  readonly mode: Mode;
  /** Frames a second, the background included; 0 as fast as it goes. */
  readonly rate: number;
  readonly rounds: number;
  readonly background?: { readonly file: string; readonly share: number };
  readonly progress?: (sent: number, total: number) => void;
}

/** The player cannot send in that mode on this kernel; nothing was sent. */
export class ModeUnavailable extends ProductError {
  constructor(message: string) {
    super(exitCode.failed, [{ message, hint: 'leave --mode out, or give sendmmsg' }]);
  }

  /** Without what to do about it. */
  get reason(): string {
    return this.problems[0]?.message ?? '';
  }
}

const unavailable = 3;
const program = fileURLToPath(new URL('../../../../build/lab/sigwarden-player', import.meta.url));

function built(): string {
  if (existsSync(program)) return program;
  throw failure(exitCode.failed, 'the sender of the lab is not built', 'run: make lab-native');
}

/** Reads the whole capture; fails when it is none, or cannot be sent as it is. */
export function survey(file: string): Survey {
  const run = spawnSync(built(), ['survey', '--file', file], { encoding: 'utf8' });
  if (run.status !== 0) throw failure(exitCode.failed, run.stderr.trim());
  return JSON.parse(run.stdout) as Survey;
}

/** Makes a listening end take live frames. */
export function prepare(networks: LabNetworks, at: LabInterface, what: Survey): void {
  if (what.longest > what.longest_live) {
    const sizes = `${what.longest_live} octets at most, and the longest frame has ${what.longest}`;
    throw new ModeUnavailable(`live frames have ${sizes}`);
  }
  const [command, words] = networks.inside(at.namespace, [
    ...[built(), 'receive', '--interface', at.name],
  ]);
  const run = spawnSync(command, words, { encoding: 'utf8' });
  if (run.status === unavailable) throw new ModeUnavailable(run.stderr.trim());
  if (run.status !== 0) throw failure(exitCode.failed, run.stderr.trim());
}

/** Sends the capture out of an interface of the lab. */
export async function send(
  networks: LabNetworks,
  from: LabInterface,
  order: SendOrder,
): Promise<Sent> {
  const [command, words] = networks.inside(from.namespace, [
    ...[built(), 'send', '--interface', from.name, '--file', order.file],
    ...['--mode', order.mode, '--rate', `${order.rate}`, '--loops', `${order.rounds}`],
    ...(order.background === undefined
      ? []
      : ['--background', order.background.file, '--share', `${order.background.share}`]),
    ...(order.progress === undefined ? [] : ['--progress']),
  ]);
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  networks.keep(child);
  let sent: Sent | undefined;
  let complaint = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = JSON.parse(line) as Sent & { progress?: number; of?: number };
    if (told.progress === undefined) sent = told;
    else order.progress?.(told.progress, told.of ?? 0);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status === unavailable) throw new ModeUnavailable(complaint.trim());
  if (status !== 0 || sent === undefined) throw failure(exitCode.failed, complaint.trim());
  return sent;
}
