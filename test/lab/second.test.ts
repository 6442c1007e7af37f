// SPDX-License-Identifier: Apache-2.0
// The second scenario set: the same octets for the same seed, a week of another world, a truth that
// the capture bears out, and quiet when nobody attacks.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { TomlDocument } from '../../src/base/toml.ts';
import { toHex } from '../../src/lab/forge/bytes.ts';
import { tbcd } from '../../src/lab/forge/digits.ts';
import { generate } from '../../src/lab/generate.ts';
import { readPcap } from './read-pcap.ts';
import { readTruth } from './read-truth.ts';
import { ruleIds } from './rule-ids.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-second-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const scenario = 'second-opinion';
const write = (name: string, seed: number, more = {}) =>
  generate({ scenario, seed, messages: 9000, output: join(folder, `${name}.pcap`), ...more });
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

const made = write('a', 3, { hostileShare: 1 / 50 });
const truth = readTruth(made.truth);
const records = readPcap(readFileSync(made.capture));

test('the same seed gives the same octets in all three files, another seed others', (t) => {
  const again = write('b', 3, { hostileShare: 1 / 50 });
  for (const file of ['capture', 'truth', 'configuration'] as const)
    t.is(digest(made[file]), digest(again[file]), file);
  t.not(digest(made.capture), digest(write('c', 4, { hostileShare: 1 / 50 }).capture));
});

test('a week passes at another home operator', (t) => {
  const days = (records.at(-1)!.micros - records[0]!.micros) / 86_400e6;
  t.true(days > 4 && days < 9, `${days} days`);
  const home = truth.networks.filter((network) => network.home).map(({ id }) => id);
  t.deepEqual(home, ['vale']);
  const document = new TomlDocument(made.configuration, readFileSync(made.configuration, 'utf8'));
  t.deepEqual(document.syntax, []);
});

test('every visible act names frames that hold its source and rules of the product', (t) => {
  t.true(new Set(truth.instances.map(({ attack }) => attack)).size > 30);
  const known = new Set(ruleIds);
  const campaigns = new Set(truth.campaigns.map(({ id }) => id));
  for (const { id, attack, frames, source, technology, expect, ...act } of truth.instances) {
    t.true(expect.length > 0 && expect.every((rule) => known.has(rule)), `${id} ${expect}`);
    t.true(act.campaign === null || campaigns.has(act.campaign), id);
    if (!act.visible) continue;
    // Of an odd number of digits the last octet has a filler, another in SCCP than in MAP.
    const even = source.address.slice(0, source.address.length & ~1);
    const address = technology === 'ss7' ? toHex(tbcd(even)) : toHex(Buffer.from(source.address));
    const text = frames.map((frame) => toHex(records[frame - 1]!.frame)).join(' ');
    t.true(text.includes(address), `${id} ${attack} from ${source.address}`);
  }
});

test('without attackers nothing is planted', (t) => {
  const quiet = write('quiet', 3, { hostileShare: 0, messages: 2000 });
  t.deepEqual(readTruth(quiet.truth).instances, []);
});
