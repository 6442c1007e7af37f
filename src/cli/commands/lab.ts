// SPDX-License-Identifier: Apache-2.0
// `sigwarden lab`: forged captures with the truth beside them (generate, samples, list), and the
// same alive in network namespaces (play, up). Scenarios are closed recipes over fictional networks, and
// no option sends a chosen operation to a chosen address.
import type { Argv, CommandModule } from 'yargs';

import { exitCode, failure } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { type GenerateOptions, generate, messagesMin } from '../../lab/generate.ts';
import { samples } from '../../lab/samples.ts';
import { scenarios, worldNames } from '../../lab/scenarios.ts';
import { type CarrierName, carrierNames } from '../../lab/world/carriers.ts';
import { type TapName, tapNames } from '../../lab/world/view.ts';
import { playCommand } from '../lab-play.ts';
import { scoreCommand } from '../lab-score.ts';
import { upCommand } from '../lab-up.ts';
import { oneOf, text, wholeNumber } from '../option.ts';
import { data, json, progress, table, talk } from '../output.ts';
import { noCommand } from '../parser.ts';

interface GenerateArguments {
  scenario: string;
  seed: number;
  messages: number;
  'hostile-share': string | undefined;
  'instances-per-attack': number | undefined;
  tap: TapName;
  carrier: CarrierName;
  output: string;
  json: boolean;
}

/** `1/200`, `0.005` or `0`. */
function readShare(text: string): number {
  const [over = '', under = '1'] = text.split('/', 2);
  const share = Number(over) / Number(under);
  if (over.trim() === '' || !(share >= 0 && share <= 0.2)) {
    throw failure(exitCode.usage, `--hostile-share ${text} is no share`, 'give 0 to 0.2 or 1/200');
  }
  return share;
}

const scenarioNames = scenarios.map((scenario) => scenario.name);
const worldList = worldNames.join(', ');

/** There are too many names to list them all in a sentence. */
function readScenario(value: string): string {
  if (scenarioNames.includes(value)) return value;
  const near = nearest(value, scenarioNames);
  const hint = near
    ? `did you mean "${near}"?`
    : `use one of ${worldList}, or an attack (lab list)`;
  throw new Error(`--scenario ${value} is not known; ${hint}`);
}
const messagesMax = 1_000_000_000;
const messagesDefault = 20_000;

const generateCommand: CommandModule<object, GenerateArguments> = {
  command: 'generate',
  describe: 'Write a forged capture, the truth about it, and a configuration for it',
  builder: (yargs: Argv) =>
    yargs
      .option('scenario', {
        type: 'string',
        requiresArg: true,
        coerce: readScenario,
        default: scenarioNames[0],
        describe: `The world and its story: ${worldList}; or the name of one attack (lab list)`,
      })
      .option('seed', {
        ...wholeNumber('seed', 0, 0xffff_ffff),
        default: 1,
        describe: 'The same seed, the same octets; without it 1',
      })
      .option('messages', {
        ...wholeNumber('messages', messagesMin, messagesMax),
        default: messagesDefault,
        describe: `SS7 and Diameter messages in the capture; without it ${messagesDefault}`,
      })
      .option(
        'hostile-share',
        text('Hostile acts for each message; without it 1/200, above 200,000 messages 1/1000'),
      )
      .option('instances-per-attack', {
        ...wholeNumber('instances-per-attack', 1, 10_000),
        conflicts: 'hostile-share',
        describe:
          'In place of a share: so many plain instances of each attack, half as many of each evasion (mixture, one attack)',
      })
      .option('tap', {
        ...oneOf('tap', tapNames),
        default: tapNames[0],
        describe: `Where the mirror stands: ${tapNames.join(', ')}; the world is the same`,
      })
      .option('carrier', {
        ...oneOf('carrier', carrierNames),
        default: carrierNames[0],
        describe: `What carries SCCP: ${carrierNames.join(', ')}; the world is the same`,
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe:
          'Capture to write (required), .pcap or .pcapng; .truth.json and .toml go beside it',
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('# x.pcap, x.truth.json, x.toml\n$0 lab generate --seed 7 -o x.pcap', '')
      .example(
        '# A day without an attack, and one attack by itself\n$0 lab generate --scenario benign-day -o day.pcap\n$0 lab generate --scenario psi-own --messages 5000 -o psi.pcap',
        '',
      )
      .example(
        '# Two mirror ports in one file\n$0 lab generate --messages 2000 -o y.pcapng',
        '',
      ) as unknown as Argv<GenerateArguments>,
  handler: (args) => {
    const { messages } = args;
    const share = args['hostile-share'];
    const perAttack = args['instances-per-attack'];
    const bar = progress('generating', messages);
    const options: GenerateOptions = {
      scenario: args.scenario,
      seed: args.seed,
      messages,
      tap: args.tap,
      carrier: args.carrier,
      output: args.output,
      ...(share !== undefined && { hostileShare: readShare(share) }),
      ...(perAttack !== undefined && { instancesPerAttack: perAttack }),
      progress: (done) => bar.update(done),
    };
    try {
      const made = generate(options);
      bar.stop();
      if (args.json) json(made);
      else data([made.capture, made.truth, made.configuration].join('\n'));
      const { frames, instances } = made;
      talk(`${made.messages} messages in ${frames} frames, ${instances} hostile acts`);
    } finally {
      bar.stop();
    }
  },
};

const samplesCommand: CommandModule<object, { directory: string; json: boolean }> = {
  command: 'samples <directory>',
  describe: 'Write small captures: each protocol, file format and evasion',
  builder: (yargs: Argv) =>
    yargs
      .positional('directory', { type: 'string', demandOption: true, describe: 'Made if missing' })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('# Captures to decode and screen\n$0 lab samples samples', '') as unknown as Argv<{
      directory: string;
      json: boolean;
    }>,
  handler: (args) => {
    const written = samples(args.directory);
    if (args.json) json(written);
    else
      table(
        ['file', 'frames', { head: 'what it is', fits: 'wrap' }],
        written.map((one) => [one.path, `${one.frames}`, one.title]),
      );
  },
};

const listCommand: CommandModule<object, { json: boolean }> = {
  command: 'list',
  describe: 'List the scenarios',
  builder: (yargs: Argv) =>
    yargs
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('# What can be generated\n$0 lab list', '') as unknown as Argv<{ json: boolean }>,
  handler: (args) => {
    const list = scenarios.map(({ name, title, tools = [] }) => ({ name, title, tools }));
    if (args.json) json(list);
    else
      table(
        ['scenario', { head: 'what it is', fits: 'wrap' }, { head: 'tools', fits: 'wrap' }],
        list.map(({ name, title, tools }) => [name, title, tools.join(' ')]),
      );
  },
};

const lab: CommandModule = {
  command: 'lab',
  describe: 'Forge captures of fictional networks; play them and let peers talk in namespaces',
  builder: (yargs: Argv) =>
    yargs
      .command(generateCommand)
      .command(samplesCommand)
      .command(listCommand)
      .command(scoreCommand)
      .command(playCommand)
      .command(upCommand)
      .demandCommand(1, noCommand)
      .example('# A world in a file\n$0 lab generate --seed 7 -o x.pcap', '')
      .example('# The same, alive\n$0 lab play far-from-home --messages 2000', ''),
  handler: () => {},
};

export default lab;
