// SPDX-License-Identifier: Apache-2.0
// benign-day, mixture, one attack alone, and the taps: the same octets for the same seed, a truth
// that the capture bears out, the operation that an attack claims in its frames.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { TomlDocument } from '../../src/base/toml.ts';
import { toHex } from '../../src/lab/forge/bytes.ts';
import { tbcd } from '../../src/lab/forge/digits.ts';
import { type Generated, generate } from '../../src/lab/generate.ts';
import { tapNames } from '../../src/lab/world/view.ts';
import { type Record, readPcap } from './read-pcap.ts';
import { type Instance, readTruth } from './read-truth.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-country-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const output = (name: string) => join(folder, `${name}.pcap`);
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const textOf = (records: readonly Record[], { frames }: Instance) =>
  frames.map((frame) => toHex(records[frame - 1]!.frame)).join(' ');

function worlds(name: string, options: Partial<Parameters<typeof generate>[0]> = {}): Generated {
  const { scenario = 'mixture', ...rest } = options;
  return generate({ scenario, seed: 4, messages: 6000, output: output(name), ...rest });
}

test('a benign day holds no hostile act and says so', (t) => {
  const started = process.cpuUsage();
  const made = worlds('day', { scenario: 'benign-day', messages: 12_000 });
  const { user, system } = process.cpuUsage(started);
  t.log(`${Math.round(made.messages / ((user + system) / 1e6))} messages a second of processor`);
  const truth = readTruth(made.truth);
  t.deepEqual([truth.instances, truth.campaigns, made.instances], [[], [], 0]);
  t.is(truth.shares.hostile_messages, 0);
  const records = readPcap(readFileSync(made.capture));
  const hours = (records.at(-1)!.micros - records[0]!.micros) / 3600e6;
  t.true(hours > 15 && hours < 27, `${hours} hours`);
  const again = worlds('day-again', { scenario: 'benign-day', messages: 12_000 });
  t.is(digest(made.capture), digest(again.capture));
});

test('every tap shows the same world, each in its way, and tells what it does not show', (t) => {
  for (const tap of tapNames) {
    const made = worlds(tap, { tap, hostileShare: 1 / 20 });
    const { instances, networks } = readTruth(made.truth);
    t.true(instances.length > 100, tap);
    const owner = tap === 'visited' ? 'coast' : 'homeland';
    t.deepEqual(
      networks.filter(({ home }) => home).map(({ id }) => id),
      [owner],
    );
    for (const { tap: stated, visible, reason, frames, id } of instances) {
      t.is(stated, tap);
      t.is(visible, reason === null, id);
      t.true(!visible || frames.length > 0, id);
    }
    const shown = (attack: string) => instances.filter((one) => one.attack === attack);
    const direct = instances.filter(({ attack }) => attack.endsWith('-direct'));
    t.true(
      direct.length > 0 && direct.every(({ visible }) => visible === (tap === 'visited')),
      tap,
    );
    if (tap === 'visited') t.true(shown('ati').every(({ visible }) => !visible));
    const reasons = instances.map(({ reason }) => reason ?? '');
    t.is(
      reasons.some((one) => one.startsWith('the firewall')),
      tap === 'behind-firewall',
      tap,
    );
    t.is(
      reasons.some((one) => one.includes('direction')),
      tap === 'one-sided',
      tap,
    );
  }
});

test('every act that is visible names frames that hold its source', (t) => {
  const made = worlds('sources', { hostileShare: 1 / 10, messages: 12_000 });
  const { instances } = readTruth(made.truth);
  const records = readPcap(readFileSync(made.capture));
  const seen = instances.filter(({ visible }) => visible);
  t.true(seen.length > 900);
  for (const instance of seen) {
    const { id, attack, technology, source, frames } = instance;
    t.deepEqual(
      frames,
      [...new Set(frames)].sort((a, b) => a - b),
      id,
    );
    const address =
      technology === 'ss7' ? toHex(tbcd(source.address)) : toHex(Buffer.from(source.address));
    t.true(textOf(records, instance).includes(address), `${id} ${attack} from ${source.address}`);
  }
  const again = worlds('sources-again', { hostileShare: 1 / 10, messages: 12_000 });
  t.is(digest(made.truth), digest(again.truth));
  const { instances: other } = readTruth(worlds('other', { seed: 5, hostileShare: 1 / 10 }).truth);
  t.notDeepEqual(other.slice(0, 20), instances.slice(0, 20));
});

/** Octets that the plain form of an attack cannot be without: operation code or command. */
const marks: Readonly<{ [attack: string]: RegExp }> = {
  ati: /020147/,
  'psi-own': /020146/,
  sri: /020116/,
  'sri-gprs': /020118/,
  atsi: /02013e/,
  atm: /020141/,
  reset: /020125/,
  forwarding: /02010a.*02010b/,
  'pre-cancel': /020103.*020102/,
  'srism-chain': /02012d.*020146/,
  'sms-interception': /020102.*02012c/,
  trace: /020132/,
  'reporting-state': /020149/,
  'send-identification': /020137/,
  'key-harvest': /(?:020138.*){9}/,
  'csi-swap': /020107.*020100/,
  'idr-own': /c000013f01000023/,
  rsr: /c000014201000023/,
  udr: /c000013201000001/,
  snr: /c000013401000001/,
  plr: /c080000c01000027/,
  cir: /c080006e01000081/,
};

function holdsItsOperation(t: ExecutionContext, attack: string): void {
  const made = worlds(`one-${attack}`, { scenario: attack, hostileShare: 1 / 60, messages: 1500 });
  const { instances } = readTruth(made.truth);
  const records = readPcap(readFileSync(made.capture));
  t.true(instances.length > 0, attack);
  t.deepEqual([...new Set(instances.map((one) => one.attack))], [attack]);
  const plain = instances.filter(({ visible, evasion }) => visible && evasion === null);
  t.true(plain.length > 0, attack);
  for (const instance of plain) t.regex(textOf(records, instance), marks[attack]!, attack);
}

test('an attack alone holds the operations that it claims', (t) => {
  for (const attack of Object.keys(marks)) holdsItsOperation(t, attack);
});

test('instances per attack decide how many acts there are', (t) => {
  const made = worlds('counted', {
    scenario: 'idr-own',
    instancesPerAttack: 20,
    messages: 4000,
  });
  const { instances } = readTruth(made.truth);
  const count = (evasion: string | null) =>
    instances.filter((one) => one.evasion === evasion).length;
  // The last few may fall behind the end of so short a capture.
  t.true(count(null) >= 17 && count(null) <= 20, `${count(null)} plain`);
  t.true(count('duplicate-identity') >= 8 && count('duplicate-identity') <= 10);
  t.throws(() => worlds('none', { scenario: 'far-from-home', instancesPerAttack: 5 }), {
    message: /does not deal attacks in turn/,
  });
});

test('the configuration tells footprints, groups, hosts and agreements', (t) => {
  const made = worlds('told', { scenario: 'benign-day', messages: 600 });
  const document = new TomlDocument(made.configuration, readFileSync(made.configuration, 'utf8'));
  t.deepEqual(document.syntax, []);
  const { network, agreement, link } = document.values as unknown as {
    network: { id: string; territories?: string[]; operator?: string; imsi?: string[] }[];
    agreement: { network: string }[];
    link: { name: string; role: string }[];
  };
  const named = (id: string) => network.find((one) => one.id === id)!;
  t.deepEqual(named('archipelago').territories, ['XP', 'XQ', 'XR']);
  t.is(named('archipelago-south').operator, named('archipelago').operator);
  t.is(named('sea-link').territories, undefined);
  t.deepEqual(named('travel-sim').imsi, ['9993077']);
  t.deepEqual(agreement.map((one) => one.network).sort(), [
    'homeland-strait',
    'homeland-two',
    'number-lookup',
  ]);
  t.is(link.find(({ name }) => name === 'national')?.role, 'national');
});
