// SPDX-License-Identifier: Apache-2.0
// Plays a capture in the lab: two namespaces joined by a veth pair, the sender in one, whoever
// listens in the other, and the sum of both sides. The namespaces are gone when it returns.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Background, backgroundCapture } from './background.ts';
import { filled, Listener, type Placeholders } from './listener.ts';
import { type LabInterface, LabNetworks } from './namespaces.ts';
import {
  type Mode,
  ModeUnavailable,
  prepare,
  type Sent,
  type Survey,
  send,
  survey,
} from './player.ts';
import { temporaryFolder } from './temporary.ts';

export interface PlayOptions {
  readonly file: string;
  /** Frames a second, the background included; 0 as fast as it goes. */
  readonly rate: number;
  readonly rounds: number;
  /** By the rate when undefined. */
  readonly mode?: Mode;
  readonly background?: { readonly kind: Background; readonly share: number };
  readonly tapInterface: string;
  /** A command for the tap's namespace; {interface} and the like are filled in. */
  readonly listener?: string;
  readonly placeholders?: Placeholders;
  /** Whether the listener takes frames by now, where it tells. */
  readonly isReady?: () => boolean;
  /** What the listener prints goes to stderr. */
  readonly quiet?: boolean;
  readonly progress?: (sent: number, total: number) => void;
}

export interface Played extends Sent {
  /** Frames that came in at the tap's interface. */
  readonly arrived: number;
  /** Why it was not sent in the mode that the rate asks for. */
  readonly instead?: string;
  /** Exit status of the listener; one that a signal ended counts as 0. */
  readonly listener?: number;
}

/**
 * Above this, frames are sent as live frames, with a processor for the sender alone; a packet
 * socket is kinder to the machine and serves any length.
 */
const socketRateMax = 250_000;
const drainPauseMs = 50;
const drainPausesMax = 40;

/** Sends all frames and waits until they arrived. */
export async function play(options: PlayOptions): Promise<Played> {
  const what = survey(options.file);
  const folder = temporaryFolder();
  const networks = new LabNetworks();
  try {
    const generator = networks.namespace('gen');
    const tapNamespace = networks.namespace('tap');
    const [from, tap] = networks.pair(
      { namespace: generator, name: 'swgen0' },
      { namespace: tapNamespace, name: options.tapInterface },
      what.longest,
    );
    const listener = await listening(networks, tap, options);
    const sent = await sending(networks, { from, tap, what }, options, folder.path);
    const arrived = await arrivals(networks, tap, sent.sent + sent.background);
    const status = await listener?.stop();
    return { ...sent, arrived, ...(status !== undefined && { listener: status }) };
  } finally {
    networks.remove();
    folder.remove();
  }
}

async function listening(
  networks: LabNetworks,
  tap: LabInterface,
  { listener, placeholders, isReady, quiet = false }: PlayOptions,
): Promise<Listener | undefined> {
  if (listener === undefined) return undefined;
  const command = filled(listener, { ...placeholders, interface: tap.name });
  const started = new Listener(networks, tap, command, quiet);
  await started.ready(networks, tap, isReady);
  return started;
}

async function sending(
  networks: LabNetworks,
  { from, tap, what }: { from: LabInterface; tap: LabInterface; what: Survey },
  options: PlayOptions,
  folder: string,
): Promise<Sent & { instead?: string }> {
  const { file, rate, rounds, background, progress } = options;
  const order = {
    ...{ file, rate, rounds },
    ...(progress && { progress }),
    ...(background && {
      background: { file: writeBackground(folder, background.kind), share: background.share },
    }),
  };
  const byRate = rate === 0 || rate > socketRateMax ? 'live-frames' : 'sendmmsg';
  const mode = options.mode ?? byRate;
  if (mode === 'sendmmsg') return send(networks, from, { ...order, mode });
  try {
    prepare(networks, tap, what);
    return await send(networks, from, { ...order, mode });
  } catch (error) {
    if (!(error instanceof ModeUnavailable) || options.mode !== undefined) throw error;
    networks.withoutProgram(tap);
    const sent = await send(networks, from, { ...order, mode: 'sendmmsg' });
    return { ...sent, instead: error.reason };
  }
}

function writeBackground(folder: string, kind: Background): string {
  const path = join(folder, 'background.pcap');
  writeFileSync(path, backgroundCapture(kind));
  return path;
}

/** Frames at the tap, once all are there or no more come. */
async function arrivals(networks: LabNetworks, tap: LabInterface, sent: number): Promise<number> {
  let before = -1;
  let arrived = networks.received(tap);
  for (let i = 0; i < drainPausesMax && arrived < sent && arrived !== before; i += 1) {
    await pause(drainPauseMs);
    before = arrived;
    arrived = networks.received(tap);
  }
  return arrived;
}
