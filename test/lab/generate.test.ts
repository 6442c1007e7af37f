// SPDX-License-Identifier: Apache-2.0
// The three files of a generated scenario: the same octets for the same seed, and a truth that the
// capture bears out.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { ProductError } from '../../src/base/errors.ts';
import { TomlDocument } from '../../src/base/toml.ts';
import { toHex } from '../../src/lab/forge/bytes.ts';
import { tbcd } from '../../src/lab/forge/digits.ts';
import { besidePath, type Generated, generate } from '../../src/lab/generate.ts';
import { readPcap } from './read-pcap.ts';
import { ruleIds } from './rule-ids.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-generate-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

interface Instance {
  id: string;
  attack: string;
  evasion: string | null;
  technology: string;
  visible: boolean;
  frames: number[];
  time: string;
  subscriber: string;
  source: { network: string; address: string };
  expect: string[];
  campaign: string | null;
}

interface Truth {
  version: number;
  scenario: string;
  seed: number;
  messages: number;
  networks: { id: string }[];
  instances: Instance[];
  campaigns: { id: string; networks: string[] }[];
  shares: Record<string, number>;
}

const scenario = 'far-from-home';
const made: Generated = generate({
  scenario,
  seed: 11,
  messages: 8000,
  output: join(folder, 'a.pcap'),
});
const truth = JSON.parse(readFileSync(made.truth, 'utf8')) as Truth;
const records = readPcap(readFileSync(made.capture));

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

test('the same seed gives the same octets in all three files, another seed others', (t) => {
  const again = generate({ scenario, seed: 11, messages: 8000, output: join(folder, 'b.pcap') });
  t.is(digest(made.capture), digest(again.capture));
  t.is(digest(made.truth), digest(again.truth));
  t.is(digest(made.configuration), digest(again.configuration));
  const other = generate({ scenario, seed: 12, messages: 8000, output: join(folder, 'c.pcap') });
  t.not(digest(made.capture), digest(other.capture));
});

test('the capture has exactly the wanted messages, in order of time, over months', (t) => {
  t.is(made.messages, 8000);
  t.is(truth.messages, 8000);
  t.is(records.length, made.frames);
  for (let i = 1; i < records.length; i += 1) {
    t.true(records[i]!.micros >= records[i - 1]!.micros, `frame ${i + 1} is not older`);
  }
  const days = (records.at(-1)!.micros - records[0]!.micros) / 86_400e6;
  t.true(days > 450 && days < 600, `${days} days`);
});

test('the truth has the keys of its contract', (t) => {
  t.deepEqual(Object.keys(truth).sort(), [
    'campaigns',
    'instances',
    'messages',
    'networks',
    'scenario',
    'seed',
    'shares',
    'version',
  ]);
  for (const key of [
    'id',
    'attack',
    'evasion',
    'purpose',
    'technology',
    'tap',
    'visible',
    'frames',
    'time',
    'subscriber',
    'source',
    'expect',
    'campaign',
  ]) {
    t.true(
      truth.instances.every((instance) => key in instance),
      key,
    );
  }
});

test('every visible act names frames that hold its source, the first at its time', (t) => {
  t.true(truth.instances.length >= 30);
  for (const instance of truth.instances.filter(({ visible }) => visible)) {
    const { frames, id, source, technology } = instance;
    t.true(frames.length > 0, id);
    t.deepEqual(
      frames,
      [...new Set(frames)].sort((a, b) => a - b),
      id,
    );
    const first = records[frames[0]! - 1]!;
    const lagMs = Math.abs(Date.parse(instance.time) - first.micros / 1000);
    t.true(lagMs < 10, id);
    const address =
      technology === 'ss7' ? toHex(tbcd(source.address)) : toHex(Buffer.from(source.address));
    const text = frames.map((frame) => toHex(records[frame - 1]!.frame)).join(' ');
    t.true(text.includes(address), `${id} ${instance.attack} from ${source.address}`);
  }
});

test('what goes straight to a foreign network has no frame and says so', (t) => {
  const hidden = truth.instances.filter(({ visible }) => !visible);
  t.true(hidden.length > 0);
  for (const { frames, attack } of hidden) {
    t.deepEqual(frames, []);
    t.true(attack.endsWith('-direct'));
  }
});

test('one far state comes first, two islands later, several on one subscriber in a day', (t) => {
  const by = (id: string) => truth.instances.filter(({ source }) => source.network === id);
  const middle = (list: Instance[]) => list.map(({ time }) => time).sort()[list.length >> 1]!;
  const [far, one, two] = [by('far-state'), by('island-one'), by('island-two')];
  t.true(far.length > one.length && one.length > 0 && two.length > 0);
  t.true(middle(far) < '2019' && middle(one) > middle(far) && middle(two) > middle(far));
  const together = truth.instances.some((a) =>
    truth.instances.some(
      (b) =>
        a.subscriber === b.subscriber &&
        a.source.network !== b.source.network &&
        Math.abs(Date.parse(a.time) - Date.parse(b.time)) < 86_400_000,
    ),
  );
  t.true(together);
  const technologies = new Set([...one, ...two].map(({ technology }) => technology));
  t.deepEqual([...technologies].sort(), ['diameter', 'ss7']);
});

test('expectations name rules of the product and campaigns of this truth', (t) => {
  const rules = new Set(ruleIds);
  const campaigns = new Set(truth.campaigns.map(({ id }) => id));
  for (const { expect, campaign, evasion, id } of truth.instances) {
    t.true(
      expect.every((rule) => rules.has(rule)),
      id,
    );
    t.true(campaign === null || campaigns.has(campaign), id);
    t.true(evasion !== null || !expect.includes('enc.anomaly'), id);
  }
});

test('without hostile acts the world goes on and the truth is empty', (t) => {
  const output = join(folder, 'benign.pcap');
  const benign = generate({ scenario, seed: 11, messages: 2000, hostileShare: 0, output });
  t.is(benign.instances, 0);
  t.is(benign.messages, 2000);
});

test('the configuration describes every network, territory and link of the capture', (t) => {
  const text = readFileSync(made.configuration, 'utf8');
  const document = new TomlDocument(made.configuration, text);
  t.deepEqual(document.syntax, []);
  const config = document.values as unknown as {
    network: { id: string; territories: string[]; home?: boolean; plmn?: string[] }[];
    territory: { code: string; neighbours: string[] }[];
    link: { name: string; role: string }[];
  };
  t.deepEqual(
    config.network.map(({ id }) => id),
    truth.networks.map(({ id }) => id),
  );
  t.deepEqual(
    config.network.filter(({ home }) => home).map(({ plmn }) => plmn),
    [['001-01']],
  );
  const known = new Set(config.territory.map(({ code }) => code));
  for (const { territories } of config.network)
    t.true(territories.every((code) => known.has(code)));
  for (const { neighbours } of config.territory)
    t.true(neighbours.every((code) => known.has(code)));
  t.deepEqual(config.link.map(({ role }) => role).sort(), [
    'interconnect',
    'interconnect',
    'interconnect',
    'interconnect',
    'internal',
    'internal',
  ]);
});

test('pcapng holds the same frames on two interfaces', (t) => {
  const output = join(folder, 'd.pcapng');
  const other = generate({ scenario, seed: 11, messages: 8000, output });
  t.is(other.frames, made.frames);
  t.is(digest(other.truth), digest(made.truth));
  const bytes = readFileSync(output);
  const interfaces = new Set<number>();
  let packets = 0;
  for (let at = 0; at < bytes.length; at += bytes.readUInt32LE(at + 4)) {
    if (bytes.readUInt32LE(at) !== 6) continue;
    interfaces.add(bytes.readUInt32LE(at + 8));
    const length = bytes.readUInt32LE(at + 20);
    t.true(records[packets]!.frame.equals(bytes.subarray(at + 28, at + 28 + length)));
    packets += 1;
  }
  t.is(packets, records.length);
  t.deepEqual([...interfaces].sort(), [0, 1]);
});

test('a place that cannot be written and a number too small are one sentence each', (t) => {
  const nowhere = join(folder, 'missing', 'x.pcap');
  const error = t.throws(() => generate({ scenario, seed: 1, messages: 500, output: nowhere }), {
    instanceOf: ProductError,
  });
  t.regex(error!.message, /^cannot write .*x\.pcap \(ENOENT\); create the folder first$/);
  t.throws(() => generate({ scenario, seed: 1, messages: 3, output: nowhere }), {
    instanceOf: ProductError,
    message: /whole number from 500/,
  });
  t.throws(() => generate({ scenario: 'none', seed: 1, messages: 500, output: nowhere }), {
    instanceOf: ProductError,
    message: /known are: far-from-home/,
  });
  t.false(existsSync(nowhere));
  t.is(besidePath('/a/b.pcapng', '.toml'), '/a/b.toml');
});
