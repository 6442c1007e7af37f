// SPDX-License-Identifier: Apache-2.0
// Every capture of other projects through the command line: decoded and screened without a fault,
// and found in each what was found right by eye (reviewed-captures.ts), no more and no less.
import { relative } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Run, sigwardenInTurn } from '../cli/bench.ts';
import { gtpMessages, type ReviewedCapture, reviewedCaptures } from './reviewed-captures.ts';
import { captureFolder, capturesIn } from './tshark.ts';

const folder = captureFolder();

function skips(t: ExecutionContext): boolean {
  if (folder !== undefined) return false;
  t.log('SKIP captures of other projects: no folder (set SIGWARDEN_CAPTURES)');
  t.pass();
  return true;
}

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly operation: string;
  readonly outcome: string;
  readonly frames: readonly number[];
}

interface Screened {
  readonly files: readonly { end: string }[];
  readonly findings: readonly Finding[];
  readonly counters: Readonly<Record<string, number>>;
}

/** What is wrong with what a command printed for a capture; empty when nothing is. */
type Complaints = string[];

function decoded({ path, ss7, diameter }: ReviewedCapture, { status, stdout, stderr }: Run) {
  const complaints: Complaints = [];
  if (status !== 0) complaints.push(`${path}: decode exits ${status}: ${stderr}`);
  const keys = 'frame message frames time layers fields anomalies fault';
  const lines = stdout.split('\n').slice(0, -1);
  for (const line of lines) {
    const got = Object.keys(JSON.parse(line)).join(' ');
    if (got !== keys) complaints.push(`${path}: a line has ${got}`);
  }
  if (lines.length < ss7 + diameter)
    complaints.push(`${path}: ${lines.length} lines of ${ss7 + diameter} messages`);
  return complaints;
}

function screened(capture: ReviewedCapture, { status, stdout, stderr }: Run) {
  const { path, ss7, diameter, findings } = capture;
  const complaints: Complaints = [];
  if (status !== 0) return [`${path}: screen exits ${status}: ${stderr}`];
  const said = JSON.parse(stdout) as Screened;
  const counted = (technology: string) => said.counters[`messages_${technology}`] ?? 0;
  const got = ['ss7', 'diameter', 'gtp'].map(counted).join();
  const reviewed = [ss7, diameter, gtpMessages[path] ?? 0].join();
  if (got !== reviewed) complaints.push(`${path}: messages ${got}, reviewed with ${reviewed}`);
  if (said.files.length !== 1) complaints.push(`${path}: ${said.files.length} files`);
  const found = said.findings.map(
    (one) =>
      `${one.rule} ${one.severity}/${one.confidence} ${one.operation} ${one.outcome} ${one.frames}`,
  );
  if (found.join('\n') !== findings.join('\n'))
    complaints.push(`${path}: found ${found.join('; ') || 'nothing'}; reviewed: ${findings}`);
  return complaints;
}

test('every capture was reviewed', (t) => {
  if (folder === undefined) return void skips(t);
  const there = capturesIn(folder).map((path) => relative(folder, path));
  const reviewed = reviewedCaptures.map((one) => one.path);
  t.deepEqual(
    there.filter((path) => !reviewed.includes(path)),
    [],
  );
  t.is(new Set(reviewed).size, reviewed.length);
  for (const { path, why } of reviewedCaptures) t.true(why.length > 20, path);
});

test('every capture decodes to JSON lines', async (t) => {
  if (folder === undefined) return void skips(t);
  const runs = await sigwardenInTurn(
    folder,
    reviewedCaptures.map(({ path }) => ['decode', path, '--json']),
  );
  t.deepEqual(
    reviewedCaptures.flatMap((one, number) => decoded(one, runs[number]!)),
    [],
  );
});

test('every capture is screened, and what is found is what was found right by eye', async (t) => {
  if (folder === undefined) return void skips(t);
  const runs = await sigwardenInTurn(
    folder,
    reviewedCaptures.map(({ path, home }) => [
      ...['screen', path, '--json'],
      ...(home === undefined ? [] : ['--home', home]),
    ]),
  );
  t.deepEqual(
    reviewedCaptures.flatMap((one, number) => screened(one, runs[number]!)),
    [],
  );
});
