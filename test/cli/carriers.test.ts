// SPDX-License-Identifier: Apache-2.0
// Whatever carries SCCP, the findings are the same: one world over M3UA, M2UA, M2PA and SUA, screened
// through the command line; and links of another variant, from learning to screening.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { concat } from '../../src/lab/forge/bytes.ts';
import { mtp3 } from '../../src/lab/forge/mtp3.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { udtBetween } from '../../src/lab/forge/sccp.ts';
import { ansiAddress } from '../../src/lab/forge/sccp-variants.ts';
import { generate } from '../../src/lab/generate.ts';
import { carrierNames } from '../../src/lab/world/carriers.ts';
import { sigwarden } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-carriers-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

interface Screened {
  readonly findings: readonly Record<string, unknown>[];
  readonly counters: Readonly<Record<string, number>>;
}

function screened(capture: string): Screened {
  const configuration = capture.replace('.pcap', '.toml');
  const { status, stdout, stderr } = sigwarden(folder, [
    ...['screen', capture, '--config', configuration, '--json'],
  ]);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Screened;
}

test('a world over M2UA, M2PA or SUA has the findings that it has over M3UA', (t) => {
  const [m3ua, ...others] = carrierNames.map((carrier) => {
    const output = join(folder, `${carrier}.pcap`);
    generate({ scenario: 'far-from-home', seed: 11, messages: 4000, carrier, output });
    return screened(output);
  });
  /** What a finding says: a session is about octets, a pseudonym has a key of its run. */
  const said = ({ findings }: Screened) => {
    const people = [...new Set(findings.map(({ subscriber }) => subscriber))];
    return findings.map(({ session: _, subscriber, ...rest }) => ({
      ...rest,
      subscriber: people.indexOf(subscriber),
    }));
  };
  t.true(m3ua!.findings.length > 10);
  others.forEach((other, index) => {
    t.deepEqual(said(other), said(m3ua!), carrierNames[index + 1]);
    for (const counter of ['messages_ss7', 'operations', 'requests_judged', 'transit_copies'])
      t.is(
        other.counters[counter],
        m3ua!.counters[counter],
        `${counter} of ${carrierNames[index + 1]}`,
      );
  });
});

/** TCAP Begin with provideSubscriberInfo, as it stands in no capture of ours. */
const begin = Buffer.from(
  '622d4804' +
    '1a2b3c4d' +
    '6c25a123020101020146301ba0080001010121436587' +
    'f90000000000000000000000000000',
  'hex',
);

test('links learn tells a link of ANSI, and what it proposes is a configuration', (t) => {
  const parts: Uint8Array[] = [];
  const file = new PcapWriter((octets) => parts.push(Uint8Array.from(octets)), {
    linkType: linkType.mtp3,
  });
  const label = { opc: 0xf50c07, dpc: 0xf50c09, sls: 1, networkIndicator: 2 };
  const called = ansiAddress({ ssn: 6, pointCode: label.dpc });
  const calling = ansiAddress({ ssn: 7, pointCode: label.opc });
  for (let i = 0; i < 8; i += 1) {
    const message = mtp3('ansi', label, udtBetween(called, calling, begin));
    file.write({ seconds: 1_527_840_000 + i, nanoseconds: 0 }, message);
  }
  const capture = join(folder, 'ansi.pcap');
  writeFileSync(capture, concat(...parts));
  const learned = sigwarden(folder, ['links', 'learn', capture, '--toml']);
  t.is(learned.status, 0, learned.stderr);
  t.regex(learned.stdout, /variant = "ansi"/);
  t.regex(learned.stdout, /point_codes = \["245-12-7"\]/);
  const configuration = join(folder, 'ansi.toml');
  writeFileSync(configuration, `version = 1\n${learned.stdout}`);
  const { status, stderr } = sigwarden(folder, ['screen', capture, '--config', configuration]);
  t.is(status, 0, stderr);
  t.true(readFileSync(configuration, 'utf8').includes('245-12-9'));
});

test('decode reads in the variant that it is told', (t) => {
  const capture = join(folder, 'ansi.pcap');
  const read = (...more: string[]) =>
    sigwarden(folder, ['decode', capture, '--json', '--limit', '1', ...more]).stdout;
  t.true(read().includes('"mtp3.variant":["2"]'));
  t.true(read('--variant', 'japan').includes('"mtp3.variant":["4"]'));
  t.is(sigwarden(folder, ['decode', capture, '--variant', 'isdn']).status, 2);
});
