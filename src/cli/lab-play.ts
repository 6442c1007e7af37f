// SPDX-License-Identifier: Apache-2.0
// `sigwarden lab play`: a capture, or a scenario that is generated for it, sent inside network
// namespaces that the command makes and removes. No option names an interface of the machine.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../base/errors.ts';
import { besidePath, generate, messagesMin } from '../lab/generate.ts';
import { type Background, backgrounds } from '../lab/live/background.ts';
import { type Played, play } from '../lab/live/play.ts';
import { type Mode, modes } from '../lab/live/player.ts';
import { requireNamespaces } from '../lab/live/privilege.ts';
import { temporaryFolder } from '../lab/live/temporary.ts';
import { scenarios, worldNames } from '../lab/scenarios.ts';
import { oneOf, text, wholeNumber } from './option.ts';
import { data, json, progress, talk } from './output.ts';

interface PlayArguments {
  capture: string;
  rate: number;
  loops: number;
  mode: Mode | undefined;
  background: Background | undefined;
  share: string;
  messages: number;
  seed: number;
  tap: string | undefined;
  'tap-interface': string;
  json: boolean;
}

const rateMax = 10_000_000;
const rateDefault = 100_000;
const messagesMax = 1_000_000_000;
const messagesDefault = 20_000;
const backgroundNames = Object.keys(backgrounds) as Background[];
const scenarioNames = scenarios.map(({ name }) => name);

function readShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share > 0 && share < 1) return share;
  throw failure(exitCode.usage, `--share ${text} is no share`, 'give more than 0 and less than 1');
}

/** The capture to send, generated when it is the name of a scenario. */
function captureOf(args: PlayArguments, folder: string): string {
  const { capture, messages, seed } = args;
  if (existsSync(capture)) return capture;
  if (!scenarioNames.includes(capture)) {
    const hint = `give a capture or a scenario: ${worldNames.join(', ')}`;
    throw failure(exitCode.failed, `${capture}: there is no such file`, hint);
  }
  const output = join(folder, `${capture}.pcap`);
  const bar = progress('generating', messages);
  try {
    generate({ scenario: capture, seed, messages, output, progress: (done) => bar.update(done) });
  } finally {
    bar.stop();
  }
  return output;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function tell(played: Played): void {
  const all = played.sent + played.background;
  const between =
    played.background > 0 ? ` and ${count(played.background)} of the background between them` : '';
  const rate = count(Math.round(played.frames_per_second));
  data(
    [
      `${count(played.sent)} frames of the capture${between} sent in ${played.elapsed_s.toFixed(3)} s`,
      `${rate} frames a second, ${played.gigabits_per_second.toFixed(3)} Gbit/s, by ${played.mode}`,
      `${count(played.arrived)} of ${count(all)} arrived at the tap`,
    ].join('\n'),
  );
  if (played.instead !== undefined) talk(`sent by sendmmsg, since ${played.instead}`);
  if (played.cut > 0) talk(`${played.cut} frames are sent as short as the capture had cut them`);
  if (played.waits.moved > 0)
    talk(`${played.waits.moved} times the sender was too late and went on from there`);
}

/** What went wrong on the way; nothing is lost in silence. */
function check(played: Played): void {
  const { errors, sent, background, arrived, listener } = played;
  const missing = sent + background - arrived;
  if (missing !== 0 || errors.refused > 0) {
    const causes = Object.entries(errors).filter(([, value]) => value > 0);
    const told = causes.map(([name, value]) => `${name} ${value}`).join(', ');
    const why = told === '' ? '' : `: ${told}`;
    throw failure(exitCode.failed, `${missing} frames did not arrive${why}`, 'lower --rate');
  }
  if (listener !== undefined && listener !== 0)
    throw failure(exitCode.failed, `the command of --tap ended with status ${listener}`);
}

async function handler(args: PlayArguments): Promise<void> {
  requireNamespaces();
  const folder = temporaryFolder();
  let bar: ReturnType<typeof progress> | undefined;
  try {
    const { background, mode, tap } = args;
    const file = captureOf(args, folder.path);
    const config = besidePath(file, '.toml');
    const played = await play({
      ...{ file, rate: args.rate, rounds: args.loops, tapInterface: args['tap-interface'] },
      ...(mode && { mode }),
      ...(background && { background: { kind: background, share: readShare(args.share) } }),
      ...(tap !== undefined && { listener: tap }),
      placeholders: { capture: file, ...(existsSync(config) && { config }) },
      quiet: args.json,
      progress: (sent, total) => {
        bar ??= progress('playing', total);
        bar.update(sent);
      },
    });
    bar?.stop();
    if (args.json) json(played);
    else tell(played);
    check(played);
  } finally {
    bar?.stop();
    folder.remove();
  }
}

export const playCommand: CommandModule<object, PlayArguments> = {
  command: 'play <capture>',
  describe: 'Send a capture between two network namespaces, to whoever listens there',
  builder: (yargs: Argv) =>
    yargs
      .positional('capture', {
        type: 'string',
        demandOption: true,
        describe: `A capture (pcap, pcapng; Ethernet), or a scenario: ${worldNames.join(', ')}`,
      })
      .option('rate', {
        ...wholeNumber('rate', 0, rateMax),
        default: rateDefault,
        describe: `Frames a second; 0 as fast as it goes; without it ${rateDefault}`,
      })
      .option('tap', text('Command that listens meanwhile, {interface} filled in'))
      .option('tap-interface', {
        ...text('Name of the interface to listen on, from sw; without it swtap0'),
        default: 'swtap0',
      })
      .option('loops', {
        ...wholeNumber('loops', 1, 1_000_000_000),
        default: 1,
        describe: 'Times to send it; from the second on under other verification tags',
      })
      .option('background', {
        ...oneOf('background', backgroundNames),
        describe: `User plane between the frames: ${backgroundNames.join(', ')}`,
      })
      .option('share', {
        ...text('Its share of all frames; without it 0.99'),
        default: '0.99',
      })
      .option('mode', {
        ...oneOf('mode', modes),
        describe: `How to send: ${modes.join(', ')}; without it by the rate`,
      })
      .option('messages', {
        ...wholeNumber('messages', messagesMin, messagesMax),
        default: messagesDefault,
        describe: `Messages of a scenario; without it ${messagesDefault}`,
      })
      .option('seed', {
        ...wholeNumber('seed', 0, 0xffff_ffff),
        default: 1,
        describe: 'Seed of a scenario; without it 1',
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example(
        "# Recorded by whoever listens\n$0 lab play capture.pcap --tap 'tcpdump -i {interface} -w seen.pcap'",
        '',
      )
      .example(
        '# Signalling hidden in user plane\n$0 lab play far-from-home --messages 2000 --background gtpu',
        '',
      )
      .epilogue(
        [
          'Needs root. The two namespaces and their interfaces are made by the command and removed with it;',
          'nothing is sent anywhere else. In --tap, {interface} is the interface to listen on, {capture} the',
          'file that is sent and {config} the configuration beside it; the command gets SIGTERM at the end.',
        ].join('\n'),
      ) as unknown as Argv<PlayArguments>,
  handler,
};
