// SPDX-License-Identifier: Apache-2.0
// `sigwarden bench`: what a message costs on one core, measured here and now, on messages that the
// lab forges: reading the records alone, decoding, the whole path into the ring; and decoding beside
// a yardstick. A benchmark, not a test: it has aims and never fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';

import { type Figure, hasYardstick, measure, measureYardstick } from '../../appliance/bench.ts';
import { loadKnowledge } from '../../appliance/knowledge.ts';
import { generate, messagesMin } from '../../lab/generate.ts';
import { forgeMapOnly } from '../../lab/map-only.ts';
import { liveCommand } from '../bench-live.ts';
import { printFigures } from '../figures.ts';
import { text, wholeNumber } from '../option.ts';
import { progress, talk } from '../output.ts';

interface BenchArguments {
  messages: number;
  runs: number;
  file: string | undefined;
  config: string | undefined;
  json: boolean;
}

/** Enough that caches and branch predictors hold what they hold in service. */
const messagesDefault = 2_000_000;
const runsDefault = 5;

const bench: CommandModule<object, BenchArguments> = {
  command: 'bench',
  describe: 'Measure what a message costs: walk, decode, whole path',
  builder: (yargs: Argv) =>
    yargs
      .command(liveCommand)
      .option('messages', {
        global: false,
        ...wholeNumber('messages', messagesMin, 1_000_000_000),
        default: messagesDefault,
        describe: `Messages to forge; without it ${messagesDefault}`,
      })
      .option('runs', {
        global: false,
        ...wholeNumber('runs', 1, 1_000),
        default: runsDefault,
        describe: `Runs, the median is the figure; without it ${runsDefault}`,
      })
      .option('file', { ...text('This capture instead of a forged one'), global: false })
      .option('config', { ...text('Its configuration'), global: false })
      .option('json', {
        type: 'boolean',
        default: false,
        global: false,
        describe: 'One JSON object',
      })
      .example(
        '# A quick look; figures need the default size\n$0 bench --messages 20000 --runs 3',
        '',
      )
      .example(
        '# On a capture of yours\n$0 bench --file capture.pcap --config capture.toml --runs 3',
        '',
      ) as unknown as Argv<BenchArguments>,
  handler: (args) => {
    const directory = mkdtempSync(join(tmpdir(), 'sigwarden-bench-'));
    try {
      const { file, config } =
        args.file === undefined
          ? forge(directory, args.messages)
          : { file: args.file, config: args.config };
      const figures = measure(file, loadKnowledge({ config }), args.runs, (note) => talk(note));
      if (args.file === undefined) figures.push(...againstYardstick(directory, args.messages));
      printFigures(figures, args.json);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** More than caches hold, and forged in seconds. */
const mapOnlyMessages = 200_000;

function againstYardstick(directory: string, messages: number): Figure[] {
  if (!hasYardstick()) {
    talk('decode_over_yardstick is left out: the yardstick is not built (make bench-native)');
    return [];
  }
  const file = join(directory, 'map-only.pcap');
  forgeMapOnly(file, Math.min(messages, mapOnlyMessages));
  return [measureYardstick(file)];
}

function forge(directory: string, messages: number): { file: string; config: string } {
  const file = join(directory, 'world.pcap');
  const bar = progress('forging', messages);
  generate({
    scenario: 'far-from-home',
    seed: 1,
    messages,
    output: file,
    progress: (done) => bar.update(done),
  });
  bar.stop();
  return { file, config: join(directory, 'world.toml') };
}

export default bench;
