// SPDX-License-Identifier: Apache-2.0
// What PRIVACY.md promises, held against octets planted in traffic that is flagged as a whole:
// secrets, message text and places are nowhere, not even in what the key opens; identities are in
// what the key opens and nowhere else.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { Store } from '../../src/store/store.ts';
import { sigwarden, world } from '../cli/bench.ts';
import { type Traffic, writeTraffic } from './traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-privacy-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** A rule that everything breaks: what is flagged becomes evidence. */
const everything = `id = "my.everything"
title = "Anything at all"
category = "cat1"
severity = "high"
confidence = "high"
when = "technology == ss7 || technology == diameter"
doc = "d"
false_positives = "f"
response = "r"
`;

interface Screened {
  readonly traffic: Traffic;
  readonly screened: string;
}

let made: Screened | undefined;

/** The traffic, screened into `store`; what the run printed. */
function bench(): Screened {
  if (made !== undefined) return made;
  const traffic = writeTraffic(join(folder, 'secrets.pcap'));
  mkdirSync(join(folder, 'rules'));
  writeFileSync(join(folder, 'rules/my.everything.toml'), everything);
  const config = readFileSync(join(world(), 'capture.toml'), 'utf8');
  writeFileSync(join(folder, 'own.toml'), `${config}\n[rules]\ndirectory = "rules"\n`);
  const args = ['screen', 'secrets.pcap', '--config', 'own.toml'];
  const runs = [
    sigwarden(folder, [...args, '--limit', '0', '--store', 'store']),
    sigwarden(folder, [...args, '--json']),
  ];
  for (const run of runs) if (run.status !== 0) throw new Error(run.stderr);
  made = { traffic, screened: runs.map((run) => run.stdout + run.stderr).join('') };
  return made;
}

/** What a command prints on both streams. */
function printed(...args: string[]): string {
  const run = sigwarden(folder, args);
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stderr}`);
  return run.stdout + run.stderr;
}

const shortest = { base64: 8, decimal: 4 } as const;

/** The forms in which octets could appear in a file or on a page. */
function forms(octets: Uint8Array): Buffer[] {
  const raw = Buffer.from(octets);
  const swapped = Buffer.from(octets.map((one) => ((one & 0xf) << 4) | (one >> 4)));
  const hex = raw.toString('hex');
  const texts = [
    hex,
    hex.toUpperCase(),
    swapped.toString('hex'),
    hex.replace(/..(?!$)/g, '$&:'),
    hex.replace(/..(?!$)/g, '$& '),
  ];
  if (raw.length >= shortest.decimal) texts.push(raw.join(','), raw.join(', '));
  if (raw.length >= shortest.base64)
    for (const before of [0, 1, 2]) {
      const encoded = Buffer.concat([Buffer.alloc(before), raw]).toString('base64');
      texts.push(encoded.slice(before === 0 ? 0 : 4, -4));
    }
  return [raw, swapped, ...texts.map((text) => Buffer.from(text))];
}

/** Digits as text and as the packed digits of SCCP, MAP and Diameter, at both half octets. */
function digitForms(digits: string): Buffer[] {
  const packed = (text: string) =>
    Buffer.from(text.slice(0, text.length & ~1).replace(/(.)(.)/g, '$2$1'), 'hex');
  return [Buffer.from(digits), ...[packed(digits), packed(digits.slice(1))].flatMap(forms)];
}

function secretsIn(where: Buffer | string): string[] {
  const octets = typeof where === 'string' ? Buffer.from(where) : where;
  return bench()
    .traffic.planted.filter((one) => forms(one.octets).some((form) => octets.includes(form)))
    .map((one) => one.name);
}

function identitiesIn(where: Buffer | string): string[] {
  const octets = typeof where === 'string' ? Buffer.from(where) : where;
  return bench().traffic.identities.filter((digits) =>
    digitForms(digits).some((form) => octets.includes(form)),
  );
}

function storeFiles(): { name: string; octets: Buffer }[] {
  const names = readdirSync(join(folder, 'store'), { recursive: true, encoding: 'utf8' });
  return names.map((name) => ({ name, octets: readFileSync(join(folder, 'store', name)) }));
}

/** Everything that the key opens: identities and evidence of every event. */
async function opened(): Promise<{ frames: Buffer[]; rest: string }> {
  const store = Store.open(join(folder, 'store'));
  const frames: Buffer[] = [];
  const rest: string[] = [];
  try {
    for (const { events } of store.allEvents())
      for (const event of events) {
        const { frames: list = [], ...others } = (store.openSealed(event) ?? {}) as {
          frames?: { data: Buffer }[];
        };
        for (const frame of list) frames.push(Buffer.from(frame.data));
        rest.push(JSON.stringify([others, store.openBody(event)]));
      }
  } finally {
    await store.close();
  }
  return { frames, rest: rest.join('\n') };
}

test('the capture holds what is looked for, and every dialogue of it is flagged with its frames', async (t) => {
  const { traffic, screened } = bench();
  const capture = readFileSync(join(folder, 'secrets.pcap'));
  const found = new Set(secretsIn(capture));
  t.true(found.size > 10);
  const planted = traffic.planted.filter(({ octets }) => capture.includes(Buffer.from(octets)));
  // Texts stand packed in it; two answers go in pieces, which may part a value.
  const texts = traffic.planted.filter(({ name }) => name.endsWith('as text'));
  t.true(planted.length >= traffic.planted.length - texts.length - 4, `${planted.length}`);
  t.deepEqual(identitiesIn(capture), [...traffic.identities]);

  const { sessions, counters } = JSON.parse(screened.split('\n').at(-2) ?? '');
  t.is(sessions.flagged, traffic.dialogues);
  t.true(counters.secrets_masked > 50, `${counters.secrets_masked}`);
  const { frames } = await opened();
  t.true(frames.length >= traffic.dialogues * 1.5, `${frames.length} frames`);
});

test('no secret is in the store, nor in anything that its key opens', async (t) => {
  for (const { name, octets } of storeFiles()) t.deepEqual(secretsIn(octets), [], name);
  const { frames, rest } = await opened();
  t.deepEqual(secretsIn(Buffer.concat(frames)), []);
  t.deepEqual(secretsIn(rest), []);
});

test('no secret is in an export, whoever asks for it', (t) => {
  printed('sessions', 'export', '--store', 'store', '-o', 'all.pcapng');
  const exported = readFileSync(join(folder, 'all.pcapng'));
  t.true(exported.length > 5000);
  t.deepEqual(secretsIn(exported), []);
});

test('no secret is printed by any command', (t) => {
  const { screened } = bench();
  t.deepEqual(secretsIn(screened), []);
  // Decoding shows whoever holds the file what is in it, and keys and texts not even then.
  const places = ['cell', 'position', 'cell of E-UTRAN'];
  for (const args of [
    ['decode', 'secrets.pcap'],
    ['decode', 'secrets.pcap', '--json'],
  ])
    t.deepEqual(secretsIn(printed(...args)), places, args.join(' '));
  for (const args of [
    ['sessions', 'list', '--store', 'store', '--json', '--limit', '0'],
    ['sessions', 'show', 'first', '--store', 'store', '--reveal'],
    ['sessions', 'show', 'last', '--store', 'store', '--reveal', '--json'],
    ['report', '--brief', '--store', 'store', '--internal', '--json'],
    ['rules', 'why', '--store', 'store', '--json'],
    ['links', 'learn', 'secrets.pcap', '--json'],
  ])
    t.deepEqual(secretsIn(printed(...args)), [], args.join(' '));
});

test('no identity is readable in the store, and the key opens each of them', async (t) => {
  for (const { name, octets } of storeFiles()) t.deepEqual(identitiesIn(octets), [], name);
  const { frames, rest } = await opened();
  const inside = identitiesIn(Buffer.concat([...frames, Buffer.from(rest)]));
  const { identities } = bench().traffic;
  for (const digits of identities.slice(0, 3)) t.true(inside.includes(digits), digits);
});

test('no whole identity is printed without --reveal', (t) => {
  const { screened } = bench();
  t.deepEqual(identitiesIn(screened), []);
  const list = printed('sessions', 'list', '--store', 'store', '--json', '--limit', '0');
  t.deepEqual(identitiesIn(list), []);
  const ids = list
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { id: string }).id);
  for (const id of ids.filter((_, i) => i % 5 === 0)) {
    t.deepEqual(identitiesIn(printed('sessions', 'show', id, '--store', 'store')), [], id);
    const json = printed('sessions', 'show', id, '--store', 'store', '--json');
    t.deepEqual(identitiesIn(json), [], id);
  }
  for (const args of [
    ['sessions', 'list', '--store', 'store', '--limit', '0'],
    ['report', '--brief', '--store', 'store', '--internal'],
    ['report', '--brief', '--store', 'store', '--internal', '--json'],
    ['rules', 'why', '--store', 'store'],
    ['links', 'learn', 'secrets.pcap', '--home', '001-01'],
  ])
    t.deepEqual(identitiesIn(printed(...args)), [], args.join(' '));
});

test('a subscriber is revealed on request, and that is written down', (t) => {
  const { identities } = bench().traffic;
  const [imsi = ''] = identities;
  const store = ['--store', 'store'];
  const list = printed('sessions', 'list', ...store, '--subscriber', imsi, '--json');
  const { id } = JSON.parse(list.split('\n')[0] ?? '') as { id: string };
  const shown = printed('sessions', 'show', id, ...store, '--reveal', '--reason', 'case 9');
  t.deepEqual(identitiesIn(shown), [imsi]);
  t.regex(printed('sessions', 'audit', ...store), /reveal .*, reason: case 9\n/);
});

test('a store without its key file opens nothing, whoever reads it', (t) => {
  const away = ['--key-file', 'away.key'];
  const { status, stdout } = sigwarden(folder, [
    'sessions',
    'show',
    'first',
    '--store',
    'store',
    ...away,
  ]);
  t.is(status, 5);
  t.is(stdout, '');
});
