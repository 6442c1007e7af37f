// SPDX-License-Identifier: Apache-2.0
// `sigwarden lab score`: what was found of what a forged capture holds, what was missed, what no
// tap here could show, and what was found that was not there. Reads a store, or screens the
// capture itself.
import type { Argv, CommandModule } from 'yargs';
import { loadKnowledge } from '../appliance/knowledge.ts';
import { screenFiles } from '../appliance/screening.ts';
import { exitCode, failure } from '../base/errors.ts';
import { formatTime } from '../base/time.ts';
import { scoreJson } from '../score/json.ts';
import { type FalseRate, type Score, Scorer } from '../score/score.ts';
import { readTruth } from '../score/truth.ts';
import { foldSession, readEvents } from '../session/fold.ts';
import { printable } from '../session/text.ts';
import { Store } from '../store/store.ts';
import { text, wholeNumber } from './option.ts';
import { data, json, paint, problems, progress, table, talk } from './output.ts';

interface ScoreArguments {
  truth: string;
  store: string | undefined;
  screen: string | undefined;
  config: string | undefined;
  limit: number;
  json: boolean;
}

const rowsDefault = 20;

export const scoreCommand: CommandModule<object, ScoreArguments> = {
  command: 'score <truth> [store]',
  describe: 'Compare findings with what was planted: found, missed, not observable, false',
  builder: (yargs: Argv) =>
    yargs
      .positional('truth', { type: 'string', demandOption: true, describe: 'x.truth.json' })
      .positional('store', { type: 'string', describe: 'Store that holds its capture, no other' })
      .option('screen', text('Instead of a store: screen this capture'))
      .option('config', text('Configuration to screen it with'))
      .option('limit', {
        ...wholeNumber('limit', 0),
        default: rowsDefault,
        describe: `False findings and misses listed; 0 for all; without it ${rowsDefault}`,
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example(
        '# Screen and score at once\n$0 lab score capture.truth.json --screen capture.pcap --config capture.toml',
        '',
      )
      .example(
        '# What a store holds\n$0 lab score capture.truth.json store',
        '',
      ) as unknown as Argv<ScoreArguments>,
  handler: async (args) => {
    if ((args.store === undefined) === (args.screen === undefined))
      throw failure(exitCode.usage, 'score reads a store or screens a capture', 'name one of them');
    if (args.config !== undefined && args.screen === undefined)
      throw failure(exitCode.usage, '--config goes with --screen', 'a store was screened already');
    const scorer = new Scorer(readTruth(args.truth));
    if (args.screen !== undefined) await addScreened(scorer, args.screen, args.config);
    else await addStored(scorer, args.store as string);
    const score = scorer.result();
    if (args.json) json(scoreJson(score));
    else inText(score, args.limit);
  },
};

async function addScreened(
  scorer: Scorer,
  file: string,
  config: string | undefined,
): Promise<void> {
  const knowledge = loadKnowledge({ config });
  problems(knowledge.warnings, 'warning');
  const bar = progress('screening', 100);
  try {
    const { sessions } = await screenFiles({
      files: [file],
      knowledge,
      onProgress: (position, size) => bar.update(size === 0 ? 0 : (100 * position) / size),
    });
    if (sessions.beyond > 0)
      throw failure(
        exitCode.failed,
        `${sessions.beyond} flagged sessions do not fit memory`,
        `screen into a store: sigwarden screen ${file} --store DIR`,
      );
    for (const session of sessions.sessions()) scorer.add(session);
  } finally {
    bar.stop();
  }
}

async function addStored(scorer: Scorer, directory: string): Promise<void> {
  const store = Store.open(directory);
  try {
    const files = store.imports().flatMap((one) => one.files);
    if (files.length !== 1)
      throw failure(
        exitCode.failed,
        `${directory} holds ${files.length} captures, and a frame number names a frame in each`,
        'screen the capture of this truth alone into a store of its own',
      );
    for (const { events } of store.allEvents())
      scorer.add(foldSession(readEvents(events, (one) => store.openBody(one))));
  } finally {
    await store.close();
  }
}

function inText(score: Score, limit: number): void {
  data(
    `${score.scenario}, seed ${score.seed}: ${score.messages} messages, ` +
      `${score.flagged} flagged sessions`,
  );
  printAttacks(score);
  printDetections(score);
  printMissed(score, limit);
  printFalse(score, limit);
}

function heading(text: string): void {
  data(`\n${paint.bold(text)}`);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function bounds(interval: readonly [number, number] | null): string {
  return interval === null ? '' : `${percent(interval[0])}–${percent(interval[1])}`;
}

function printAttacks({ attacks }: Score): void {
  heading('What was planted, what of it passes the tap, and what was found');
  const right = (head: string) => ({ head, align: 'right' as const });
  table(
    [
      'attack',
      'evasion',
      'tap',
      right('planted'),
      right('not observable'),
      right('expected'),
      right('found'),
      right('by any rule'),
      right('recall %'),
      right('95 %'),
      right('after'),
    ],
    attacks.map((one) => [
      printable(one.attack),
      printable(one.evasion ?? ''),
      printable(one.tap),
      `${one.planted}`,
      `${one.planted - one.visible}`,
      `${one.expected}`,
      `${one.found}`,
      `${one.foundByAny}`,
      one.recall === null ? '·' : percent(one.recall),
      bounds(one.interval),
      one.detectedAfter === null ? '' : lag(one.detectedAfter.median),
    ]),
  );
}

/** Seconds as people read them. */
function lag(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(0)} min`;
  return `${(seconds / 3600).toFixed(0)} h`;
}

function printDetections({ detections, precision, precisionInterval }: Score): void {
  if (precision === null) return;
  heading(`Precision ${percent(precision)} % of flagged sessions (${bounds(precisionInterval)})`);
  table(
    [
      'rule',
      'severity',
      { head: 'sessions', align: 'right' },
      { head: 'false', align: 'right' },
      { head: 'precision %', align: 'right' },
      { head: '95 %', align: 'right' },
    ],
    detections.map((one) => [
      one.rule,
      one.severity,
      `${one.sessions}`,
      `${one.falseSessions}`,
      percent(one.precision),
      bounds(one.interval),
    ]),
  );
}

function printMissed({ missed }: Score, limit: number): void {
  heading(`Missed: ${missed.length}`);
  if (missed.length === 0) return;
  const shown = limit === 0 ? missed : missed.slice(0, limit);
  table(
    ['act', 'attack', 'evasion', 'time', 'expected', 'named by', 'frames'],
    shown.map(({ instance, namedBy }) => [
      printable(instance.id),
      printable(instance.attack),
      printable(instance.evasion),
      `${formatTime(instance.time).slice(0, 19)}Z`,
      printable(instance.expect.join(', ')),
      namedBy.join(', '),
      instance.frames.join(' '),
    ]),
  );
  more(missed.length - shown.length);
}

function printFalse(score: Score, limit: number): void {
  const { falseHigh, falseActive, falseFindings, falseBeyond, benignMessages } = score;
  heading(`False: ${falseActive.sessions} sessions without a hostile frame`);
  data(`of severity high: ${rateText(falseHigh, benignMessages)}`);
  data(`of any severity:  ${rateText(falseActive, benignMessages)}`);
  if (falseFindings.length === 0) return;
  const shown = limit === 0 ? falseFindings : falseFindings.slice(0, limit);
  table(
    ['time', 'rule', 'severity', 'confidence', 'operation', 'frame', 'display filter'],
    shown.map((one) => [
      `${formatTime(one.time).slice(0, 19)}Z`,
      one.rule,
      one.severity,
      one.confidence,
      printable(one.operation),
      `${one.frame}`,
      one.displayFilter,
    ]),
  );
  more(falseFindings.length - shown.length + falseBeyond);
}

function rateText({ sessions, upperPerMillion }: FalseRate, benign: number): string {
  const bound = upperPerMillion === null ? '' : `, upper 95 % bound ${upperPerMillion.toFixed(2)}`;
  return `${sessions} in ${benign} benign messages${bound} a million`;
}

function more(count: number): void {
  if (count > 0) talk(`… and ${count} more; --limit 0 shows all`);
}
