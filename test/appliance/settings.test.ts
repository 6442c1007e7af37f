// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test from 'ava';
import {
  hasNetRaw,
  needRestart,
  requireStartable,
  type Surroundings,
  settingsOf,
} from '../../src/appliance/settings.ts';
import { ProductError } from '../../src/base/errors.ts';
import { parseConfig } from '../../src/config/load.ts';
import { capFilter } from '../../src/engine/cap-source.ts';
import { scratch } from '../scratch.ts';

const none = {
  interfaces: [],
  store: undefined,
  keyFile: undefined,
  backend: undefined,
  control: undefined,
};

const around: Surroundings = {
  interfaces: ['eth0', 'eth1', 'lo'],
  processors: 2,
  mayCapture: true,
  mayOpenerCapture: false,
  opener: '/opt/sigwarden/build/Release/sigwarden-opener',
  hasOpener: true,
  node: '/usr/bin/node',
};

const configured = (capture: string) =>
  parseConfig(`version = 1\n[capture]\n${capture}\n`, 'x.toml');

function refused(capture: string, changes: Partial<Surroundings> = {}, overrides = {}) {
  try {
    requireStartable(settingsOf(configured(capture), { ...none, ...overrides }), {
      ...around,
      ...changes,
    });
    return undefined;
  } catch (error) {
    if (error instanceof ProductError) return { exit: error.exit, message: error.message };
    throw error;
  }
}

test('the command line goes before the configuration', (t) => {
  const config = configured('interface = ["eth0"]\nbackend = "cap"\nrings = 2');
  const settings = settingsOf(config, {
    ...none,
    interfaces: ['eth1'],
    backend: 'af_packet',
    store: 'here',
  });
  t.deepEqual(
    settings.captures.map((one) => [one.interface, one.rings]),
    [['eth1', 2]],
  );
  t.is(settings.backend, 'af_packet');
  t.is(settings.store, resolve('here'));
  t.is(settingsOf(config, none).backend, 'cap');
  t.deepEqual(needRestart(settings, settingsOf(config, none)).sort(), [
    'backend',
    'captures',
    'store',
  ]);
});

test('what cannot start says what is missing and what there is', (t) => {
  t.deepEqual(refused(''), {
    exit: 2,
    message:
      'no interface to listen on; name it with --interface or capture.interface; there are: eth0, eth1, lo',
  });
  t.deepEqual(refused('interface = ["eth7", "wlan0"]'), {
    exit: 1,
    message:
      'no interface eth7; there are: eth0, eth1, lo; did you mean "eth0"?\n' +
      'no interface wlan0; there are: eth0, eth1, lo; use one of eth0, eth1, lo',
  });
  t.deepEqual(refused('interface = ["eth1"]\ncpu = 2'), {
    exit: 1,
    message: 'capture.cpu 2: this machine has 2 processors, from 0; write 1 or less',
  });
  t.is(refused('interface = ["eth1"]\ncpu = 1'), undefined);
  t.deepEqual(refused('interface = ["eth1"]', { hasOpener: false }), {
    exit: 1,
    message:
      '/opt/sigwarden/build/Release/sigwarden-opener: the opener is not built; run `make native`',
  });
  t.is(refused('interface = ["eth1"]\nbackend = "cap"', { hasOpener: false }), undefined);
});

test('a missing privilege names the capability and the command, and the opener’s is enough', (t) => {
  const without = { mayCapture: false };
  t.deepEqual(refused('interface = ["eth1"]', without), {
    exit: 5,
    message:
      'listening needs the capability CAP_NET_RAW, which neither this process nor its opener has; ' +
      'run as root, or once: sudo setcap cap_net_raw,cap_net_admin+ep /opt/sigwarden/build/Release/sigwarden-opener',
  });
  t.is(refused('interface = ["eth1"]', { ...without, mayOpenerCapture: true }), undefined);
  const cap = refused('interface = ["eth1"]\nbackend = "cap"', {
    ...without,
    mayOpenerCapture: true,
  });
  t.is(cap?.exit, 5);
  t.true(hasNetRaw('Name:\tx\nCapEff:\t0000000000002000\n'));
  t.false(hasNetRaw('Name:\tx\nCapEff:\t0000000000000400\n'));
});

test('the filter of the portable backend names the configured ports', (t) => {
  t.regex(capFilter([3868, 3869]), /^sctp or tcp port 3868 or tcp port 3869 or .* or vlan$/);
});

test('the filter of the portable backend passes signalling however it is carried, and no user plane', (t) => {
  if (spawnSync('tcpdump', ['--version']).status !== 0) {
    t.log('SKIP tcpdump is not installed');
    t.pass();
    return;
  }
  const hex = (octets: string) => Buffer.from(octets.replaceAll(' ', ''), 'hex');
  const word = (value: number) => value.toString(16).padStart(4, '0');
  const sctp = '0b590b59 00000000 00000000 00030004';
  const ipv4 = (protocol: string, inner: string) =>
    `4500${word(20 + hex(inner).length)} 00000000 40${protocol}0000 c0000201 c0000202 ${inner}`;
  const ipv6 = (next: string, inner: string) =>
    `60000000 ${word(hex(inner).length)}${next}40 ${'20010db8000000000000000000000001'.repeat(2)} ${inner}`;
  const udp = (port: number) => `8000${word(port)} 00180000 ${sctp}`;
  const label = '00001140';
  const carried = {
    plain: `0800 ${ipv4('84', sctp)}`,
    tagged: `81000005 0800 ${ipv4('84', sctp)}`,
    labelled: `8847 ${label} ${ipv4('84', sctp)}`,
    'IPv6 in IPv6': `86dd ${ipv6('29', ipv6('84', sctp))}`,
    'IPv4 in IPv6': `86dd ${ipv6('04', ipv4('84', sctp))}`,
    'MPLS in IP': `0800 ${ipv4('89', `${label} ${ipv4('84', sctp)}`)}`,
    VXLAN: `0800 ${ipv4('11', udp(4789))}`,
    'VXLAN of Linux': `0800 ${ipv4('11', udp(8472))}`,
    AH: `0800 ${ipv4('33', `84040000${'00'.repeat(20)} ${sctp}`)}`,
    ESP: `0800 ${ipv4('32', '00'.repeat(32))}`,
  };
  const passed = (frame: string) => {
    const octets = hex(`020000000001 020000000002 ${frame}`);
    const head = Buffer.alloc(40);
    head.writeUInt32LE(0xa1b2c3d4, 0);
    head.writeUInt16LE(2, 4);
    head.writeUInt16LE(4, 6);
    head.writeUInt32LE(65_535, 16);
    head.writeUInt32LE(1, 20);
    head.writeUInt32LE(octets.length, 32);
    head.writeUInt32LE(octets.length, 36);
    const file = join(scratch(t), 'one.pcap');
    writeFileSync(file, Buffer.concat([head, octets]));
    const run = spawnSync('tcpdump', ['-n', '-t', '-r', file, capFilter([3868])], {
      encoding: 'utf8',
    });
    t.is(run.status, 0, run.stderr);
    return run.stdout !== '';
  };
  for (const [how, frame] of Object.entries(carried)) t.true(passed(frame), how);
  t.false(passed(`0800 ${ipv4('11', udp(2152))}`), 'user plane');
});
