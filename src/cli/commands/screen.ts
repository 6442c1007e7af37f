// SPDX-License-Identifier: Apache-2.0
// `sigwarden screen FILE…`: who asked what about whom, was that address entitled to ask, how did it
// end. Works with no configuration at all; says what it then cannot know. Prints no identity.
import { statSync } from 'node:fs';
import type { Argv, CommandModule } from 'yargs';

import { compareRules } from '../../appliance/comparison.ts';
import { coverageStatus, rulesNeedingState } from '../../appliance/coverage.ts';
import { type Knowledge, loadKnowledge } from '../../appliance/knowledge.ts';
import { quietMessages } from '../../appliance/quiet.ts';
import { roamerDays } from '../../appliance/roamer-days.ts';
import { type Screening, screenFiles } from '../../appliance/screening.ts';
import { imageFor } from '../../appliance/serving-state.ts';
import { heldBack, type StandingRow, standingRows } from '../../appliance/standing.ts';
import {
  outcomesShown,
  type SourceRow,
  shortOfState,
  sourceRows,
  unjudged,
} from '../../appliance/summary.ts';
import { exitCode, failure } from '../../base/errors.ts';
import { messageCounts, messageSum, messageText } from '../../base/message-counts.ts';
import { formatTime } from '../../base/time.ts';
import { requireCaptures } from '../../engine/captures.ts';
import { dayOf } from '../../network/day.ts';
import { counterGroups, counters as counterTitles } from '../../schema/counters.ts';
import { severity } from '../../schema/tables.ts';
import type { Session } from '../../session/fold.ts';
import { displayFilter, framesOf } from '../../session/json.ts';
import { printable } from '../../session/text.ts';
import { holdsStore } from '../../store/environment.ts';
import { Store } from '../../store/store.ts';
import { StoreWriter } from '../../store/writer.ts';
import { printComparison } from '../comparison-text.ts';
import { warnOfEnds } from '../file-ends.ts';
import { captures, oneOf, text, wholeNumber } from '../option.ts';
import { data, json, paint, problems, progress, table, wrapped } from '../output.ts';
import { printQuiet, type QuietPlace, quietPlace } from '../quiet-text.ts';
import { printStanding } from '../standing-text.ts';

interface ScreenArguments {
  files: string[];
  home: string | undefined;
  config: string | undefined;
  store: string | undefined;
  'key-file': string | undefined;
  state: string | undefined;
  json: boolean;
  limit: number;
  failOn: keyof typeof severity | undefined;
  compare: string | undefined;
  explainQuiet: QuietPlace | undefined;
}

const rowsDefault = 20;
const failOn = ['low', 'medium', 'high'] as const;

const screen: CommandModule<object, ScreenArguments> = {
  command: 'screen <files..>',
  describe: 'Judge every request: who asked what, was it entitled, how did it end',
  builder: (yargs: Argv) =>
    yargs
      .positional('files', captures)
      .option('home', text('MCC-MNC of our own network, such as 001-01'))
      .option('config', text('Configuration: networks, links, agreements'))
      .option('store', text('Keep flagged sessions in this directory'))
      .option('key-file', text('File with the key of the store; without it <store>.key'))
      .option('state', text('Store with serving state from before: of `state import`, or of `run`'))
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
      .option('limit', {
        ...wholeNumber('limit', 0),
        default: rowsDefault,
        describe: `Rows of each table; 0 for all; without it ${rowsDefault}`,
      })
      .option('fail-on', {
        ...oneOf('fail-on', failOn),
        describe: `Exit with 6 when an active rule of this severity or above found something: ${failOn.join(', ')}`,
      })
      .option('compare', text('Rules directory or configuration of before: which findings differ'))
      .option('explain-quiet', {
        type: 'string',
        requiresArg: true,
        coerce: quietPlace,
        describe: 'FRAME or FRAME.MESSAGE: why it was not flagged, rule by rule',
      })
      .example('# With no configuration at all\n$0 screen capture.pcap', '')
      .example('# Knowing whose subscribers are ours\n$0 screen capture.pcap --home 001-01', '')
      .example(
        '# Keep flagged sessions\n$0 screen capture.pcap --config capture.toml --store store',
        '',
      )
      .example(
        '# Why was frame 40 not flagged?\n$0 screen capture.pcap --config capture.toml --explain-quiet 40',
        '',
      ) as unknown as Argv<ScreenArguments>,
  handler: async (args) => {
    const knowledge = loadKnowledge({ config: args.config, home: args.home });
    problems(knowledge.warnings, 'warning');
    if (args.compare !== undefined) return compare(args, args.compare, knowledge);
    if (args.explainQuiet !== undefined) return explainQuiet(args, args.explainQuiet, knowledge);
    const state = args.state === undefined ? undefined : await stateOf(args.state, args, knowledge);
    if (args.store !== undefined && !holdsStore(args.store)) requireCaptures(args.files);
    const store =
      args.store === undefined
        ? undefined
        : StoreWriter.open(args.store, { keyFile: args['key-file'] });
    const bar = progress('screening', 100);
    let screening: Screening;
    try {
      screening = await screenFiles({
        files: args.files,
        knowledge,
        store,
        state,
        onProgress: (position, size) => bar.update(size === 0 ? 0 : (100 * position) / size),
      });
    } finally {
      bar.stop();
      await store?.close();
    }
    warnOfEnds(screening.files);
    const sessions = screening.sessions.sessions();
    if (args.json) json(inJson(screening, knowledge, sessions));
    else inText(screening, knowledge, sessions, args);
    if (args.failOn !== undefined && isReached(sessions, args.failOn))
      process.exitCode = exitCode.findings;
  },
};

async function stateOf(
  directory: string,
  { store, 'key-file': keyFile }: ScreenArguments,
  knowledge: Knowledge,
): Promise<Uint8Array> {
  const other = Store.open(directory, {
    keyFile: store === undefined || store === directory ? keyFile : undefined,
  });
  try {
    const saved = other.savedState();
    if (saved !== undefined) return imageFor(saved, knowledge.directory);
  } finally {
    await other.close();
  }
  throw failure(
    exitCode.failed,
    `${directory}: this store holds no serving state`,
    `make it: sigwarden state import FILES --store ${directory}`,
  );
}

/** OLD is a directory of rules under the same configuration, or a configuration of its own. */
async function compare(args: ScreenArguments, old: string, after: Knowledge): Promise<void> {
  refuseStore(args, 'compare');
  const isDirectory = statSync(old, { throwIfNoEntry: false })?.isDirectory() === true;
  const before = loadKnowledge(
    isDirectory
      ? { config: args.config, home: args.home, rulesDirectory: old }
      : { config: old, home: args.home },
  );
  const comparison = await compareRules(args.files, before, after);
  if (args.json) json(comparison);
  else printComparison(comparison);
}

async function explainQuiet(
  args: ScreenArguments,
  { frame, message }: QuietPlace,
  knowledge: Knowledge,
): Promise<void> {
  refuseStore(args, 'explain-quiet');
  if (args.files.length > 1)
    throw failure(
      exitCode.usage,
      'with --explain-quiet one capture is read: frames have numbers of their own in each',
      'name the capture that the frame is in',
    );
  const screening = await screenFiles({ files: args.files, knowledge, explainedFrame: frame });
  const read = screening.counters.frames_read ?? 0;
  if (read < frame)
    throw failure(
      exitCode.usage,
      `there is no frame ${frame}: the capture has ${read}`,
      'frames are counted from 1',
    );
  const messages = quietMessages(screening.explanations, knowledge).filter(
    (one) => message === undefined || one.message === message,
  );
  if (args.json) json({ frame, messages });
  else printQuiet(frame, messages);
}

function refuseStore({ store }: ScreenArguments, option: string): void {
  if (store !== undefined)
    throw failure(exitCode.usage, `--${option} stores nothing`, 'leave --store out');
}

function isReached(sessions: readonly Session[], least: keyof typeof severity): boolean {
  return activeFindings(sessions).some(
    (one) => severity[one.severity as keyof typeof severity] >= severity[least],
  );
}

function activeFindings(sessions: readonly Session[]) {
  return sessions.flatMap((session) =>
    session.findings.filter((finding) => finding.mode === 'active'),
  );
}

function inJson(screening: Screening, knowledge: Knowledge, sessions: readonly Session[]) {
  return {
    files: screening.files,
    first: screening.first === 0n ? null : formatTime(screening.first),
    last: screening.last === 0n ? null : formatTime(screening.last),
    rule_set: knowledge.policy.ruleSet.toString(16).padStart(8, '0'),
    sources: sourceRows(screening.rows, knowledge.directory),
    unjudged: unjudged(screening.rows),
    roamer_days: roamerDays(screening.roamerDays, knowledge.directory),
    findings: sessions.flatMap((session) =>
      session.findings.map((finding) => ({
        session: session.id,
        time: formatTime(finding.time),
        rule: finding.rule,
        mode: finding.mode,
        severity: finding.severity,
        confidence: finding.confidence,
        confidence_reasons: finding.confidenceReasons,
        category: finding.category,
        purpose: finding.purpose,
        technology: session.technology,
        operation: session.operation,
        source: { network: session.source.id || null, name: session.source.name || null },
        asker: session.asker.id || null,
        subscriber: session.subscriber || null,
        entitlement: finding.entitlement,
        reason: finding.reason,
        outcome: session.outcome,
        disclosed: session.disclosed,
        frame: finding.frame,
        message: finding.message,
        frames: framesOf(session),
        display_filter: displayFilter(session, screening.files.length > 1),
      })),
    ),
    modes: standing(screening, knowledge),
    held_back: heldBack(screening.ruleHits),
    coverage: coverageStatus(
      screening.coverage,
      rulesNeedingState(knowledge.policy.rules),
      screening.counters,
    ),
    sessions: { flagged: screening.sessions.size, not_shown: screening.sessions.beyond },
    stored: screening.stored ?? null,
    counters: screening.counters,
  };
}

function inText(
  screening: Screening,
  knowledge: Knowledge,
  sessions: readonly Session[],
  args: ScreenArguments,
): void {
  const { counters } = screening;
  const count = (name: string) => counters[name] ?? 0;
  const messages = messageSum(counters);
  data(
    `${count('frames_read')} frames, ${messages} signalling messages ` +
      `(${messageText(messageCounts(counters))})` +
      (screening.first === 0n
        ? ''
        : `, ${formatTime(screening.first).slice(0, 19)}Z to ${formatTime(screening.last).slice(0, 19)}Z`),
  );
  if (messages === 0) {
    data('No signalling message was found: nothing to judge.');
    printLost(counters);
    return;
  }
  printSources(sourceRows(screening.rows, knowledge.directory), args.limit);
  printUnjudged(screening, rulesNeedingState(knowledge.policy.rules));
  printFindings(screening, sessions, args.limit);
  printStanding(standing(screening, knowledge), screening.ruleHits);
  printLost(counters);
  if (screening.stored !== undefined)
    data(
      `\nStored ${screening.stored.stored} events in ${args.store}; ${screening.stored.known} were there already.`,
    );
}

function standing(screening: Screening, { policy }: Knowledge): StandingRow[] {
  return standingRows(screening.ruleHits, policy.modesFor, dayOf(screening.last));
}

function heading(text: string): void {
  data(`\n${paint.bold(text)}`);
}

const verdictPaint: Readonly<Record<string, (text: string) => string>> = {
  not_entitled: paint.red,
  cannot_know: paint.yellow,
  entitled: paint.green,
};

/** `not_entitled` as people write it. */
function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function printSources(rows: readonly SourceRow[], limit: number): void {
  heading('Who asked what, and was that address entitled to ask');
  const shown = limit === 0 ? rows : rows.slice(0, limit);
  table(
    [
      'verdict',
      { head: 'source', fits: 'cut' },
      { head: 'operation', fits: 'cut' },
      { head: 'asked', align: 'right' },
      { head: 'outcome', fits: 'cut' },
      { head: 'own', align: 'right' },
      { head: 'abroad', align: 'right' },
      { head: 'because', fits: 'cut' },
    ],
    shown.map((row) => [
      (verdictPaint[row.entitlement] ?? String)(words(row.entitlement)),
      printable(row.source),
      row.operation.slice(row.operation.indexOf('.') + 1),
      String(row.requests),
      outcomesShown
        .filter((name) => row.outcomes[name] !== undefined)
        .map((name) => `${row.outcomes[name]} ${words(name)}`)
        .join(', '),
      row.own === 0 ? '·' : String(row.own),
      row.abroad === 0 ? '·' : String(row.abroad),
      row.reason === 'none' ? '' : words(row.reason),
    ]),
  );
  more(rows.length - shown.length, 'rows');
}

function more(count: number, what: string): void {
  if (count > 0) data(`… and ${count} more ${what}; --limit 0 shows all`);
}

function printUnjudged(screening: Screening, needing: readonly string[]): void {
  const list = [...unjudged(screening.rows), ...shortOfState(screening.counters, needing)];
  if (list.length === 0) return;
  heading('What could not be judged, and why');
  table(
    [
      { head: 'requests', align: 'right' },
      { head: 'because', fits: 'wrap' },
      { head: 'what helps', fits: 'wrap' },
    ],
    list.map((one) => [String(one.requests), one.meaning, one.remedy]),
  );
}

function printFindings(screening: Screening, sessions: readonly Session[], limit: number): void {
  const all = sessions.flatMap((session) =>
    session.findings.map((finding) => ({ session, finding })),
  );
  heading(`Findings: ${all.length} in ${screening.sessions.size} flagged sessions`);
  if (all.length === 0) return;
  const byRule = new Map<string, typeof all>();
  for (const one of all)
    byRule.set(one.finding.rule, [...(byRule.get(one.finding.rule) ?? []), one]);
  table(
    [
      'rule',
      'severity',
      { head: 'findings', align: 'right' },
      { head: 'sources', align: 'right' },
      { head: 'subscribers', align: 'right' },
      { head: 'answered', align: 'right' },
      'mode',
    ],
    [...byRule].map(([rule, list]) => [
      rule,
      list[0]?.finding.severity ?? '',
      String(list.length),
      String(new Set(list.map((one) => one.session.source.id)).size),
      String(new Set(list.map((one) => one.session.subscriber).filter((one) => one !== '')).size),
      String(list.filter((one) => one.session.outcome === 'answered').length),
      list[0]?.finding.mode ?? '',
    ]),
  );
  const order = Object.keys(severity);
  const worst = [...all].sort(
    (a, b) =>
      order.indexOf(b.finding.severity) - order.indexOf(a.finding.severity) ||
      (a.finding.time < b.finding.time
        ? -1
        : a.finding.time > b.finding.time
          ? 1
          : a.finding.frame - b.finding.frame),
  );
  const shown = limit === 0 ? worst : worst.slice(0, limit);
  data('');
  for (const { session, finding } of shown) {
    const unknown = 'an unknown network';
    const who = printable(session.asker.name) || unknown;
    const about =
      session.asker.id === session.source.id
        ? ''
        : ` about ${printable(session.source.name) || unknown}, shown up by it`;
    const gave =
      session.disclosed.length === 0
        ? ''
        : `, gave away ${session.disclosed.map(words).join(', ')}`;
    const outcome = words(session.outcome);
    data(
      [
        `${formatTime(finding.time).slice(0, 19)}Z ${paint.bold(finding.rule)} ` +
          `(${finding.severity}, confidence ${finding.confidence})`,
        wrapped(`${session.operation} from ${who}${about}: ${outcome}${gave}`, '  '),
        wrapped(`display filter: ${displayFilter(session, screening.files.length > 1)}`, '  '),
      ].join('\n'),
    );
  }
  more(worst.length - shown.length, 'findings');
}

/** Counters that mean something was not read, not kept or not judged. */
const lostCounters: ReadonlySet<string> = new Set([
  ...counterGroups.undecoded,
  ...counterGroups.aside,
  ...counterGroups.oneSided,
  ...counterGroups.lost,
]);

function printLost(counters: Readonly<Record<string, number>>): void {
  const lost = Object.entries(counters).filter(
    ([name, count]) => count > 0 && lostCounters.has(name),
  );
  if (lost.length === 0) return;
  heading('What was not read, kept or judged');
  table(
    [{ head: 'count', align: 'right' }, 'counter', { head: 'meaning', fits: 'wrap' }],
    lost.map(([name, count]) => [
      String(count),
      name,
      counterTitles[name as keyof typeof counterTitles] ?? '',
    ]),
  );
}

export default screen;
