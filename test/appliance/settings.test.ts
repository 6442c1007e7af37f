// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
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
