// SPDX-License-Identifier: Apache-2.0
// What case files expect of an honest frame is what tshark prints of it: the documents are held
// against the same second opinion as the decoder. Only cases of one frame without fault and anomaly
// are compared, since what is wrong with a frame each reader says in its own way, and tshark would
// join frames of different cases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { protocols } from '../../src/schema/registry.ts';
import { type Case, casesOf } from '../decode/case-file.ts';
import { wholeRun, writeRuns } from '../decode/runs.ts';
import { files, read } from '../tidy/tree.ts';
import { hasTshark, tsharkValues, type Values } from './tshark.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-case-oracle-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const cases = files(/^test\/decode\/.*\.md$/).flatMap((path) => casesOf(path, read(path)));

/** What tshark has to be told, as it stands in no frame. */
const decodeAs = ['mpls.label==18,pwethcw', 'mpls.label==19,pwethnocw', 'udp.port==8472,vxlan'];

/** Cases that tshark reads otherwise, by their title, and why it may. */
const exceptions: Readonly<Record<string, string>> = {
  'Who does not ask is told nothing': 'tshark asks, and prints a checksum that is wrong twice',
  'ERSPAN type III may carry IP alone':
    'tshark opens Ethernet alone (draft-foschiano-erspan-03 §4.3)',
  'A length of zero stands for all there is': 'tshark ends there (RFC 2675 §4)',
  'M2PA without an identifier is read like any other': 'tshark goes by the identifier alone',
  'The tag of the drafts is read': 'tshark has the tag of RFC 3331 alone',
  'What data retrieval brings back was sent before, and is counted': 'tshark reads it once more',
  'A capture may begin inside of a message': 'tshark takes up no stream in its middle',
};

test('every case that tshark reads otherwise is one of a case file', (t) => {
  const titles = new Set(cases.map(({ title }) => title));
  t.deepEqual(
    Object.keys(exceptions).filter((title) => !titles.has(title)),
    [],
  );
});

/** Names that tshark does not have. */
const own = new Set(
  protocols.flatMap((protocol) =>
    Object.values(protocol.fields).flatMap((field) => (field.own === true ? [field.name] : [])),
  ),
);

function isHonest({ blocks, expectation }: Case): boolean {
  const { anomalies, faults, verifiesChecksums } = expectation;
  return blocks.length === 1 && anomalies.length + faults.length === 0 && !verifiesChecksums;
}

/** What a case shows is one variant's; tshark, which tells none by content, reads it in each. */
const standards = ['ITU', 'ANSI', 'Chinese ITU', 'Japan'];

function differences({ fields, where }: Case['expectation'], theirs?: Values): string[] {
  return [...fields].flatMap(([field, expected]) => {
    const values = theirs?.get(field) ?? [];
    const isSame = own.has(field) || values.join('\n') === expected.join('\n');
    return isSame ? [] : [`${where}: ${field}: tshark ${values}, expected ${expected}`];
  });
}

test('what cases expect of honest frames is what tshark prints', (t) => {
  if (!hasTshark) {
    t.log('SKIP tshark is not installed');
    t.pass();
    return;
  }
  const honest = cases.filter((one) => isHonest(one) && exceptions[one.title] === undefined);
  const path = join(folder, 'cases.pcapng');
  writeRuns(path, honest.map(wholeRun));
  const fields = [...new Set(honest.flatMap(({ expectation }) => [...expectation.fields.keys()]))];
  const compared = fields.filter((field) => !own.has(field));
  const readings = standards.map((standard) =>
    tsharkValues(path, compared, decodeAs, [`mtp3.standard:${standard}`]),
  );
  const wrong = honest.flatMap(({ expectation }, index) => {
    const found = readings.map((theirs) => differences(expectation, theirs.get(index + 1)));
    return found.some(({ length }) => length === 0) ? [] : found[0]!;
  });
  t.deepEqual(wrong, []);
});
