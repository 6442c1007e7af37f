// SPDX-License-Identifier: Apache-2.0
// The scorer against truths and sessions made by hand: it must be able to say every bad thing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { Packr } from 'msgpackr';
import { Check, Errors } from 'typebox/value';
import { formatTime } from '../../src/base/time.ts';
import { scoreSchema } from '../../src/schema/score-schema.ts';
import { confidence, event, mode, outcome, severity } from '../../src/schema/tables.ts';
import { scoreJson } from '../../src/score/json.ts';
import { type Score, Scorer } from '../../src/score/score.ts';
import { type Instance, readTruth } from '../../src/score/truth.ts';
import { foldSession, type Session } from '../../src/session/fold.ts';
import { decodeHeader } from '../../src/store/record.ts';
import { sigwarden, world } from '../cli/bench.ts';
import { scratch } from '../scratch.ts';
import { type EventOptions, record, startTime } from '../store/records.ts';

const packr = new Packr({ useRecords: false });
const second = 1_000_000_000n;

function act(id: string, frames: number[], more: Partial<Instance> = {}): Instance {
  return {
    ...{ id, attack: 'ati', evasion: '', tap: 'edge', visible: true, frames },
    ...{ time: startTime, expect: ['cat1.interconnect'], ...more },
  };
}

interface Found {
  readonly rule?: string;
  readonly mode?: number;
  readonly severity?: number;
  /** Seconds after the acts. */
  readonly after?: number;
}

let sessions = 0;

/** A session with one finding at its first frame, and messages at the others. */
function session([first = 0, ...others]: number[], ...found: Found[]): Session {
  sessions += 1;
  const findings = found.map((one): EventOptions => {
    const time = startTime + BigInt(Math.round((one.after ?? 0) * 1e9));
    const body = { mode: one.mode ?? mode.active };
    const level = { severity: one.severity ?? severity.high, confidence: confidence.high };
    const header = { frame: first, ...level };
    return { time, body, header, ...(one.rule === undefined ? {} : { rule: one.rule }) };
  });
  const members = others.map((frame): EventOptions => ({ event: event.member, header: { frame } }));
  return folded([...findings, ...members]);
}

function folded(events: EventOptions[]): Session {
  return foldSession(
    events.map((one, sequence) => {
      const { header, body } = record({ session: sessions, sequence, ...one });
      const stored = { header, body, sealed: { page: 0n, offset: 0 } };
      return { header: decodeHeader(header), body: packr.unpack(body), stored };
    }),
  );
}

function score(instances: Instance[], list: Session[], messages = 1_000_000): Score {
  const scorer = new Scorer({ scenario: 'by-hand', seed: 1, messages, instances });
  for (const one of list) scorer.add(one);
  return scorer.result();
}

test('an act is found when an active finding of an expected rule shares a frame with it', (t) => {
  const { attacks, missed, precision } = score(
    [act('a', [4, 9]), act('b', [20])],
    [session([4], {}), session([19, 20], {})],
  );
  t.is(attacks.length, 1);
  t.like(attacks[0], { planted: 2, visible: 2, expected: 2, found: 2, foundByAny: 2, recall: 1 });
  t.deepEqual(missed, []);
  t.is(precision, 1);
});

test('a finding on another frame finds nothing, and is false', (t) => {
  const { attacks, missed, precision, falseHigh, falseFindings } = score(
    [act('a', [4])],
    [session([5, 6], {})],
  );
  t.like(attacks[0], { found: 0, foundByAny: 0, recall: 0 });
  t.deepEqual(
    missed.map(({ instance, namedBy }) => [instance.id, namedBy]),
    [['a', []]],
  );
  t.is(precision, 0);
  t.is(falseHigh.sessions, 1);
  t.like(falseFindings[0], {
    rule: 'cat1.interconnect',
    severity: 'high',
    frame: 5,
    displayFilter: 'frame.number in {5, 6}',
  });
});

test('another rule, or one that is not active, does not find the act, but is told', (t) => {
  const { attacks, missed, flagged, precision } = score(
    [act('a', [4]), act('b', [8])],
    [session([4], { rule: 'enc.anomaly' }), session([8], { mode: mode.test })],
  );
  t.like(attacks[0], { found: 0, foundByAny: 2 });
  t.deepEqual(
    missed.map((one) => one.namedBy),
    [['enc.anomaly'], ['cat1.interconnect']],
  );
  t.is(flagged, 1, 'what is not active accuses nobody');
  t.is(precision, 1, 'the session holds a hostile frame, whatever rule named it');
});

test('what is seen of an act that this tap cannot show whole is hostile, though nobody must find it', (t) => {
  const { attacks, missed, precision, falseHigh } = score(
    [act('a', [4], { visible: false })],
    [session([4], {})],
  );
  t.like(attacks[0], {
    planted: 1,
    visible: 0,
    expected: 0,
    found: 0,
    foundByAny: 0,
    recall: null,
  });
  t.deepEqual(missed, []);
  t.is(precision, 1);
  t.is(falseHigh.sessions, 0);
});

test('what passes no tap is not observable and never missed', (t) => {
  const { attacks, missed } = score([act('a', [], { visible: false }), act('b', [4])], []);
  t.like(attacks[0], { planted: 2, visible: 1, expected: 1, found: 0 });
  t.deepEqual(
    missed.map((one) => one.instance.id),
    ['b'],
  );
});

test('what no rule is expected to tell has no recall, and a finding on it is not false', (t) => {
  const { attacks, missed, precision } = score([act('a', [4], { expect: [] })], [session([4], {})]);
  t.like(attacks[0], { visible: 1, expected: 0, found: 0, foundByAny: 1, recall: null });
  t.deepEqual(missed, []);
  t.is(precision, 1);
});

test('attack, evasion and tap make a row each', (t) => {
  const { attacks } = score(
    [
      act('a', [1]),
      act('b', [2], { evasion: 'global-opcode' }),
      act('c', [3], { tap: 'visited' }),
      act('d', [4], { attack: 'psi' }),
    ],
    [session([2], {})],
  );
  t.deepEqual(
    attacks.map((one) => [one.attack, one.evasion, one.tap, one.recall]),
    [
      ['ati', null, 'edge', 0],
      ['ati', null, 'visited', 0],
      ['ati', 'global-opcode', 'edge', 1],
      ['psi', null, 'edge', 0],
    ],
  );
});

test('the time to detect runs in packet time from the act to its first finding', (t) => {
  const { attacks } = score(
    [act('a', [1]), act('b', [2]), act('c', [3], { time: startTime - 60n * second })],
    [session([1], { after: 5 }), session([1], { after: 2 }), session([2], {}), session([3], {})],
  );
  t.deepEqual(attacks[0]?.detectedAfter, { median: 2, most: 60 });
});

test('a deadline that passed in a hostile frame does not make its dialogue hostile', (t) => {
  sessions += 1;
  const timedOut = folded([
    { header: { frame: 40, outcome: outcome.unanswered }, body: { mode: mode.active } },
    { event: event.member, header: { frame: 4 } },
  ]);
  const { attacks, falseActive } = score([act('a', [40])], [timedOut]);
  t.like(attacks[0], { found: 0, foundByAny: 0 });
  t.is(falseActive.sessions, 1);
});

test('false sessions are counted by their worst severity, over benign messages, with a bound', (t) => {
  const none = score([act('a', [1])], [session([1], {})], 1_000_001);
  t.is(none.benignMessages, 1_000_000);
  t.is(none.falseHigh.perMillion, 0);
  t.is(none.falseHigh.upperPerMillion?.toFixed(2), '3.00');
  const two = score(
    [],
    [
      session([7], { severity: severity.low, rule: 'x.y' }, {}),
      session([8], { severity: severity.low }),
    ],
  );
  t.deepEqual([two.falseHigh.sessions, two.falseActive.sessions], [1, 2]);
  t.is(two.falseFindings.length, 3);
  t.is(score([], [], 0).falseHigh.perMillion, null);
});

test('precision of a rule counts the sessions in which it is', (t) => {
  const { detections } = score(
    [act('a', [1])],
    [session([1], {}, { rule: 'x.y', severity: severity.low }), session([7], {}, {})],
  );
  t.deepEqual(
    detections.map((one) => [one.rule, one.sessions, one.falseSessions, one.precision]),
    [
      ['cat1.interconnect', 2, 1, 0.5],
      ['x.y', 1, 0, 1],
    ],
  );
});

test('what is printed as JSON keeps its schema, and the schema refuses less', (t) => {
  const scored = score(
    [act('a', [1]), act('b', [2]), act('c', [], { visible: false, evasion: 'x' })],
    [session([1], {}), session([9], { severity: severity.low })],
  );
  const json = JSON.parse(JSON.stringify(scoreJson(scored)));
  t.true(Check(scoreSchema, json), JSON.stringify(Errors(scoreSchema, json)));
  t.false(Check(scoreSchema, { ...json, precision: 1.5 }));
  t.false(Check(scoreSchema, { ...json, attacks: [{ ...json.attacks[0], found: undefined }] }));
});

test('a truth that is none is told with its place', (t) => {
  const path = join(scratch(t), 'x.truth.json');
  const good = { ...act('a', [1]), evasion: null, time: formatTime(startTime) };
  const write = (instances: unknown[], version = 1) =>
    writeFileSync(path, JSON.stringify({ version, messages: 10, instances }));
  write([good]);
  t.is(readTruth(path).instances[0]?.time, startTime);
  write([good, { ...good, frames: [0] }, { ...good, frames: [], visible: true }], 2);
  const { message } = t.throws(() => readTruth(path));
  t.regex(message, /version is 2/);
  t.regex(message, /instances\[1\]: frames is no list of frame numbers/);
  t.regex(message, /instances\[2\]: it is visible and has no frame/);
  writeFileSync(path, '{');
  t.regex(t.throws(() => readTruth(path)).message, /not JSON/);
  t.regex(t.throws(() => readTruth(`${path}.not`)).message, /ENOENT/);
});

test('a store and its capture have the same score', (t) => {
  const directory = world();
  const stored = sigwarden(directory, ['lab', 'score', 'capture.truth.json', 'store', '--json']);
  const screen = ['--screen', 'capture.pcap', '--config', 'capture.toml', '--json'];
  const screened = sigwarden(directory, ['lab', 'score', 'capture.truth.json', ...screen]);
  t.is(stored.status, 0, stored.stderr);
  t.is(stored.stdout, screened.stdout);
  const json = JSON.parse(stored.stdout);
  t.true(Check(scoreSchema, json));
  const truth = JSON.parse(readFileSync(join(directory, 'capture.truth.json'), 'utf8'));
  const planted = json.attacks.reduce(
    (sum: number, row: { planted: number }) => sum + row.planted,
    0,
  );
  t.is(planted, truth.instances.length);
});

test('a store of several captures is refused: a frame number would name a frame in each', (t) => {
  const directory = world();
  const other = ['lab', 'generate', '--seed', '6', '--messages', '500', '-o', 'second.pcap'];
  t.is(sigwarden(directory, other).status, 0);
  const both = ['screen', 'capture.pcap', 'second.pcap', '--store', 'both'];
  t.is(sigwarden(directory, both).status, 0);
  const run = sigwarden(directory, ['lab', 'score', 'capture.truth.json', 'both']);
  t.is(run.status, 1);
  t.regex(run.stderr, /both holds 2 captures/);
  t.is(sigwarden(directory, ['lab', 'score', 'capture.truth.json']).status, 2);
});
