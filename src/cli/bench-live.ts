// SPDX-License-Identifier: Apache-2.0
// `sigwarden bench live`: what listening costs and how much of it loses nothing, between two
// network namespaces of this machine. The sender shares the machine with the receiver, and bounds
// the highest rate; so the figures that are held against an aim are a paced rate without a drop
// and processor time over that of a ring which only counts, taken in turns.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';

import { type Figure, figure } from '../appliance/bench.ts';
import type { Received, ReceiverOrder } from '../appliance/bench-receiver.ts';
import { exitCode, failure } from '../base/errors.ts';
import { generate, messagesMin } from '../lab/generate.ts';
import { type Played, play } from '../lab/live/play.ts';
import { requireNamespaces } from '../lab/live/privilege.ts';
import { printFigures } from './figures.ts';
import { wholeNumber } from './option.ts';
import { progress, talk } from './output.ts';

interface LiveArguments {
  messages: number;
  seconds: number;
  runs: number;
  rate: number;
  json: boolean;
}

const messagesDefault = 2_000_000;
const secondsDefault = 10;
const runsDefault = 5;
/** First aims: paced frames a second without a drop, and processor time a frame over a bare ring. */
const rateAim = 500_000;
const costAimNs = 400;
const rateMax = 10_000_000;
/** Rates tried after one that lost something, as shares of the rate asked for. */
const shares = [1, 0.8, 0.6, 0.4, 0.2] as const;
/** User plane beside the signalling: 1,400 octets, 99 of 100 frames. */
const mix = { kind: 'gtpu', share: 0.99, messages: 100_000 } as const;
const tapInterface = 'swtap0';
const receiver = new URL('../appliance/bench-receiver.js', import.meta.url).pathname;

interface Heard {
  readonly played: Played;
  readonly received: Received;
  /** Processor time of the receiving thread, ns a frame. */
  readonly cost: number;
  /** Frames sent that were not screened, wherever they stayed. */
  readonly lost: number;
}

class Stage {
  readonly #folder: string;
  readonly #file: string;
  readonly #seconds: number;

  constructor(folder: string, messages: number, seconds: number) {
    this.#folder = folder;
    this.#file = join(folder, 'world.pcap');
    this.#seconds = seconds;
    const bar = progress('forging', messages);
    const options = { scenario: 'far-from-home', seed: 1, messages, output: this.#file };
    const made = generate({ ...options, progress: (done) => bar.update(done) });
    bar.stop();
    this.frames = made.frames;
  }

  readonly frames: number;

  /** Plays to a receiver. At a rate for the seconds asked for; at 0 once, as fast as it goes. */
  async hear(mode: ReceiverOrder['mode'], rate: number, background?: typeof mix): Promise<Heard> {
    const output = join(this.#folder, `${mode}.json`);
    const ready = join(this.#folder, 'ready');
    rmSync(ready, { force: true });
    // The first processor is the sender's, where there are several.
    const cpu = cpus().length > 1 ? 1 : -1;
    const config = join(this.#folder, 'world.toml');
    const order: ReceiverOrder = { mode, interface: tapInterface, config, cpu, output, ready };
    const rounds = background ? 1 : Math.max(1, Math.ceil((rate * this.#seconds) / this.frames));
    const played = await play({
      ...{ file: this.#file, rate, rounds, tapInterface, quiet: true },
      ...(background && { background }),
      isReady: () => existsSync(ready),
      listener: `exec '${process.execPath}' '${receiver}' '${JSON.stringify(order)}'`,
    });
    if (played.listener !== 0)
      throw failure(exitCode.failed, `the receiver ended with status ${played.listener}`);
    const received = JSON.parse(readFileSync(output, 'utf8')) as Received;
    const { handedOut } = received.capture;
    return {
      ...{ played, received },
      cost: received.threadNs / Math.max(1, handedOut),
      lost: played.sent - handedOut,
    };
  }
}

/** The highest of some rates at which every run loses nothing, with what the runs cost. */
async function paced(stage: Stage, args: LiveArguments) {
  for (const share of shares) {
    const rate = Math.round(args.rate * share);
    const pairs: { bare: Heard; whole: Heard }[] = [];
    for (let run = 0; run < args.runs; run++) {
      const bare = await stage.hear('count', rate);
      const whole = await stage.hear('screen', rate);
      pairs.push({ bare, whole });
      talk(
        `run ${run + 1} of ${args.runs} at ${count(rate)} frames/s: ` +
          `${count(whole.lost)} of ${count(whole.played.sent)} lost, ` +
          `${whole.cost.toFixed(0)} ns a frame, bare ring ${bare.cost.toFixed(0)} ns`,
      );
      if (whole.lost > 0) break;
    }
    if (pairs.every(({ whole }) => whole.lost === 0)) return pairs;
  }
  throw failure(
    exitCode.failed,
    'no rate was without loss on this machine',
    'lower --rate, or let nothing else run',
  );
}

async function figures(folder: string, args: LiveArguments): Promise<Figure[]> {
  const stage = new Stage(folder, args.messages, args.seconds);
  const pairs = await paced(stage, args);
  const highest = await stage.hear('screen', 0);
  talk(`unpaced: ${count(highest.played.frames_per_second)} frames/s, ${count(highest.lost)} lost`);
  const small = new Stage(folder, Math.min(args.messages, mix.messages), args.seconds);
  const mixed = await small.hear('screen', 0, mix);
  const filtered = mixed.received.capture.filtered;
  talk(
    `${count(mixed.played.frames_per_second)} frames/s with user plane, ` +
      `${mixed.played.gigabits_per_second.toFixed(1)} Gbit/s: ${count(filtered)} kept out, ` +
      `${count(mixed.lost)} of ${count(mixed.played.sent)} of the signalling lost`,
  );
  const one = (name: string, value: number, unit: string) => figure(name, [value], null, unit);
  return [
    figure(
      'live_lossless_frames_per_second',
      pairs.map(({ whole }) => whole.played.frames_per_second),
      rateAim,
      'frames/s',
    ),
    figure(
      'live_cpu_ns_over_bare_ring',
      pairs.map(({ bare, whole }) => whole.cost - bare.cost),
      costAimNs,
      'ns/frame',
    ),
    figure(
      'live_bare_ring_ns',
      pairs.map(({ bare }) => bare.cost),
      null,
      'ns/frame',
    ),
    one('live_highest_frames_per_second', highest.played.frames_per_second, 'frames/s'),
    one('live_highest_lost', highest.lost, 'frames'),
    one('live_mix_frames_per_second', mixed.played.frames_per_second, 'frames/s'),
    one('live_mix_gigabits_per_second', mixed.played.gigabits_per_second, 'Gbit/s'),
    one('live_mix_signalling_sent', mixed.played.sent, 'frames'),
    one('live_mix_signalling_lost', mixed.lost, 'frames'),
  ];
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

export const liveCommand: CommandModule<object, LiveArguments> = {
  command: 'live',
  describe: 'Measure what listening costs, and how much of it loses nothing',
  builder: (yargs: Argv) =>
    yargs
      .option('messages', {
        ...wholeNumber('messages', messagesMin, 1_000_000_000),
        default: messagesDefault,
        describe: `Messages to forge; without it ${messagesDefault}`,
      })
      .option('seconds', {
        ...wholeNumber('seconds', 1, 3_600),
        default: secondsDefault,
        describe: `Least length of a paced run; without it ${secondsDefault}`,
      })
      .option('runs', {
        ...wholeNumber('runs', 1, 1_000),
        default: runsDefault,
        describe: `Pairs of runs; without it ${runsDefault}`,
      })
      .option('rate', {
        ...wholeNumber('rate', 1_000, rateMax),
        default: rateAim,
        describe: `Frames a second; lower ones are tried after a loss; without it ${rateAim}`,
      })
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
      .example(
        '# A quick look; figures need the default size\n$0 bench live --messages 20000 --seconds 1 --runs 1 --rate 100000',
        '',
      )
      .epilogue(
        'Needs root. Everything is sent between two namespaces that the command makes and removes.',
      ) as unknown as Argv<LiveArguments>,
  handler: async (args) => {
    requireNamespaces();
    const folder = mkdtempSync(join(tmpdir(), 'sigwarden-bench-'));
    try {
      printFigures(await figures(folder, args), args.json);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
