// SPDX-License-Identifier: Apache-2.0
// An independent opinion on the forge: tshark reads every benign and every plain hostile message
// without a malformed or an expert error. Evasions are exempt, since being read differently is what
// they are for.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { generate } from '../../src/lab/generate.ts';
import { samples } from '../../src/lab/samples.ts';
import { foundWrong } from './exceptions.ts';
import { hasTshark, tshark } from './tshark.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-oracle-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** Checksums are verified too: a wrong one is an error of the forge. */
const checks = ['sctp.checksum:TRUE', 'ip.check_checksum:TRUE', 'tcp.check_checksum:TRUE'];

/** The variant that a sample is named after, as tshark calls it. */
function standardOf(file: string): string {
  if (file.endsWith('-ansi.pcap')) return 'ANSI';
  if (file.endsWith('-china.pcap')) return 'Chinese ITU';
  return file.endsWith('-japan.pcap') ? 'Japan' : 'ITU';
}

function matching(file: string, filter: string, ...fields: string[]): string[][] {
  const preferences = [...checks, `mtp3.standard:${standardOf(file)}`];
  const options = preferences.flatMap((preference) => ['-o', preference]);
  const wanted = fields.flatMap((field) => ['-e', field]);
  const args = ['-n', '-r', file, ...options, '-Y', filter, '-T', 'fields', ...wanted];
  return tshark(args, true); // one sample is cut short
}

function skipWithout(t: ExecutionContext): boolean {
  if (!hasTshark) t.log('SKIP comparison with tshark: it is not installed');
  if (!hasTshark) t.pass();
  return !hasTshark;
}

interface Forged {
  readonly scenario: string;
  readonly ending: 'pcap' | 'pcapng';
  readonly messages: number;
  readonly hostileShare?: number;
}

const forged: readonly Forged[] = [
  { scenario: 'far-from-home', ending: 'pcap', messages: 12_000 },
  { scenario: 'far-from-home', ending: 'pcapng', messages: 3000 },
  { scenario: 'benign-day', ending: 'pcap', messages: 20_000 },
  { scenario: 'mixture', ending: 'pcap', messages: 30_000, hostileShare: 1 / 20 },
  { scenario: 'second-opinion', ending: 'pcap', messages: 6000, hostileShare: 1 / 50 },
];

for (const { scenario, ending, messages, hostileShare } of forged) {
  test(`tshark reads all plain messages of ${scenario} in a ${ending} without an error`, (t) => {
    if (skipWithout(t)) return;
    const output = join(folder, `${scenario}.${ending}`);
    const share = hostileShare === undefined ? {} : { hostileShare };
    const made = generate({ scenario, seed: 5, messages, output, ...share });
    const truth = JSON.parse(readFileSync(made.truth, 'utf8')) as {
      instances: { frames: number[]; evasion: string | null }[];
    };
    const disguised = new Set(
      truth.instances.filter(({ evasion }) => evasion !== null).flatMap(({ frames }) => frames),
    );
    const bad = matching(output, foundWrong, 'frame.number', '_ws.expert.message').filter(
      ([frame]) => !disguised.has(Number(frame)),
    );
    t.deepEqual(bad, []);
    t.is(matching(output, 'frame', 'frame.number').length, made.frames);
    const read = matching(output, 'gsm_map || diameter', 'frame.number').length;
    t.true(read > made.frames * 0.6, `${read} of ${made.frames} frames hold MAP or Diameter`);
    const sums = 'sctp.checksum.status == 0 || ip.checksum.status == 0 || tcp.checksum.status == 0';
    t.deepEqual(matching(output, sums, 'frame.number'), []);
  });
}

test('tshark finds the operations and subscribers that the lab put into a capture', (t) => {
  if (skipWithout(t)) return;
  const output = join(folder, 'y.pcap');
  generate({ scenario: 'far-from-home', seed: 6, messages: 12_000, output });
  const codes = new Set(
    matching(output, 'gsm_map', 'gsm_old.localValue').flatMap(([v]) => v!.split(',')),
  );
  for (const code of [2, 3, 4, 7, 22, 23, 44, 45, 46, 47, 56, 59, 64, 66, 67, 70, 71]) {
    t.true(codes.has(String(code)), `operation ${code}`);
  }
  const commands = new Set(
    matching(output, 'diameter', 'diameter.cmd.code').flatMap(([v]) => v!.split(',')),
  );
  for (const code of [257, 280, 316, 317, 318, 319, 321, 323])
    t.true(commands.has(String(code)), `command ${code}`);
  const subscribers = matching(output, 'e212.imsi', 'e212.imsi').flatMap(([v]) => v!.split(','));
  t.true(subscribers.length > 1000);
  // tshark takes the bare HLR number with which version 1 answers an update for an IMSI, its octet
  // 0x91 for two digits.
  const bareNumber = /^19999\d{2}01\d{5}$/;
  t.deepEqual(
    subscribers.filter((imsi) => !/^(?:001|999)\d{12}$/.test(imsi) && !bareNumber.test(imsi)),
    [],
  );
  const numbers = matching(output, 'e164.msisdn', 'e164.msisdn').flatMap(([v]) => v!.split(','));
  t.deepEqual(
    numbers.filter((number) => !number.startsWith('999')),
    [],
  );
});

test('tshark reads the plain samples without an error and every frame of the evasions', (t) => {
  if (skipWithout(t)) return;
  for (const { path, frames } of samples(join(folder, 'samples'))) {
    const cut = path.includes('truncated') ? 1 : 0;
    t.is(matching(path, 'frame', 'frame.number').length, frames - cut, path);
    if (!path.includes('evasions'))
      t.deepEqual(matching(path, foundWrong, 'frame.number'), [], path);
  }
});
