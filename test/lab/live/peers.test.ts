// SPDX-License-Identifier: Apache-2.0
// Live peers: both links come up, carry what they should and go down in order, and what the mirror
// shows is read by sigwarden and by tshark.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'ava';
import type { Ran } from '../../../src/lab/live/peers/up.ts';
import { sigwarden } from '../../cli/bench.ts';
import { hasTshark } from '../../oracle/tshark.ts';
import { folder, skipped } from './root.ts';

const directory = folder();
const capture = join(directory, 'peers.pcap');

/** 20 rounds of MAP with 8 messages each, 27 of S6a with 6. */
const wanted = 320;
const data = 160;
const requests = 27;

interface Decoded {
  readonly layers: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly fault: unknown;
  readonly anomalies: readonly string[];
}

function tshark(...words: string[]): string[] {
  const checks = ['-o', 'sctp.checksum:TRUE', '-o', 'ip.check_checksum:TRUE'];
  const run = spawnSync('tshark', ['-n', '-r', capture, ...checks, ...words], { encoding: 'utf8' });
  return run.stdout.split('\n').filter((line) => line !== '');
}

test.serial('the peers come up, talk both ways and go down in order', (t) => {
  if (skipped(t)) return;
  const tap = `tcpdump -q -i {interface} -w ${capture} 2>/dev/null`;
  const words = ['lab', 'up', '--messages', `${wanted}`, '--json', '--tap', tap];
  const run = sigwarden(directory, words);
  t.is(run.status, 0, run.stderr);
  const { peers, mirrored, stopped } = JSON.parse(run.stdout) as Ran;
  t.false(stopped);
  t.true(mirrored > 100);
  const [gateway, hss, asp, mme] = [
    'M3UA SGP',
    'Diameter HSS side',
    'M3UA ASP',
    'Diameter MME side',
  ].map((name) => peers.find(({ peer }) => peer === name));
  t.true(peers.every(({ state }) => state === 'down'));
  t.is((asp?.sent.data ?? 0) + (gateway?.sent.data ?? 0), data);
  // What one sent the other received, each kind of it.
  t.deepEqual(asp?.sent, gateway?.received);
  t.deepEqual(gateway?.sent, asp?.received);
  t.deepEqual(mme?.sent, hss?.received);
  t.deepEqual(hss?.sent, mme?.received);
  for (const kind of ['aspUp', 'aspActive', 'heartbeat', 'aspInactive', 'aspDown'])
    t.true((asp?.sent[kind] ?? 0) > 0, kind);
  for (const kind of ['CER', 'AIR', 'ULR', 'NOR', 'DWR', 'DPR'])
    t.true((mme?.sent[kind] ?? 0) > 0, kind);
  t.is(mme?.sent.ULR, requests);
  t.is(hss?.sent.ULA, requests);
});

test.serial('sigwarden reads every message of the mirror', (t) => {
  if (skipped(t)) return;
  const run = sigwarden(directory, ['decode', capture, '--json']);
  t.is(run.status, 0, run.stderr);
  const messages = run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Decoded);
  t.deepEqual(
    messages.filter(({ fault, anomalies }) => fault !== null || anomalies.length > 0),
    [],
  );
  t.is(messages.filter(({ layers }) => layers.includes('tcap')).length, data);
  const commands = messages.map(({ fields }) =>
    [fields['diameter.cmd.code']?.[0], fields['diameter.flags.request']?.[0]].join(' '),
  );
  const count = (command: string) => commands.filter((one) => one === command).length;
  t.deepEqual([count('257 1'), count('257 0')], [1, 1]);
  t.deepEqual([count('318 1'), count('318 0')], [requests, requests]);
  t.deepEqual([count('316 1'), count('316 0')], [requests, requests]);
  const streams = new Set(messages.flatMap(({ fields }) => fields['sctp.data_sid'] ?? []));
  t.true(streams.size > 4, 'over several streams');
});

test.serial('tshark reads the handshakes and the bundles, and finds nothing malformed', (t) => {
  if (skipped(t)) return;
  if (!hasTshark) {
    t.log('SKIP comparison with tshark: it is not installed');
    t.pass();
    return;
  }
  const wrong = '_ws.malformed || _ws.expert.severity == error || sctp.checksum.status == 0';
  t.deepEqual(tshark('-Y', wrong), []);
  const fields = ['-T', 'fields', '-e', 'm3ua.message_class', '-e', 'm3ua.message_type'];
  // One line a packet, one column a field, its values in the order of the bundle.
  const management = tshark('-Y', 'm3ua.message_class in {3, 4}', ...fields).flatMap((line) => {
    const [classes = [], types = []] = line.split('\t').map((column) => column.split(','));
    return classes.map((one, i) => `${one}.${types[i]}`);
  });
  const handshakes = ['3.1', '3.4', '4.1', '4.3', '3.3', '3.6', '4.2', '4.4', '3.2', '3.5'];
  t.deepEqual(
    [...new Set(management)].filter((kind) => /^[34]/.test(kind)).sort(),
    [...handshakes].sort(),
  );
  const bundles = tshark('-Y', 'sctp.chunk_type == 0', '-T', 'fields', '-e', 'sctp.data_sid');
  t.true(
    bundles.some((line) => line.includes(',')),
    'two messages in one packet',
  );
  t.is(tshark('-Y', 'sctp.chunk_type in {6, 9}').length, 0);
  t.is(tshark('-Y', 'sctp.chunk_type == 14').length, 2);
});
