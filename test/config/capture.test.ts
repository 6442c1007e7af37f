// SPDX-License-Identifier: Apache-2.0
// The table [capture]: numbers with a range and a unit, names of interfaces, and what must hold
// between a block and the frames that it takes.
import test from 'ava';
import { formatProblem, ProductError } from '../../src/base/errors.ts';
import { describeKeys } from '../../src/config/explain.ts';
import { parseConfig } from '../../src/config/load.ts';

const parse = (lines: string) => parseConfig(`version = 1\n[capture]\n${lines}\n`, 'x.toml');

/** Sentences about what is wrong with a [capture] of these lines. */
function wrong(lines: string): string[] {
  try {
    parse(lines);
    return [];
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return error.problems.map((one) => formatProblem({ ...one, excerpt: '' }).trimEnd());
  }
}

test('a capture without keys listens nowhere and takes every default', (t) => {
  const { capture, control } = parseConfig('version = 1\n', 'x.toml');
  t.deepEqual(capture.interface, []);
  t.is(capture.backend, 'af_packet');
  t.is(capture.block_octets, 262_144);
  t.deepEqual(capture.diameter_ports, [3868]);
  t.is(capture.cpu, undefined);
  t.is(control, '/run/sigwarden/control.sock');
});

test('every key of a capture is taken as written', (t) => {
  const { capture } = parse(
    [
      'interface = ["eth1", "ens3f0.100"]',
      'backend = "cap"',
      'rings = 4',
      'block_octets = 131_072',
      'blocks = 128',
      'block_timeout_ms = 20',
      'snap_octets = 9_216',
      'promiscuous = false',
      'prefilter = false',
      'diameter_ports = [3868, 3869]',
      'evidence_window_octets = 1_048_576',
      'ring_octets = 134_217_728',
      'cpu = 3',
    ].join('\n'),
  );
  t.deepEqual(capture, {
    interface: ['eth1', 'ens3f0.100'],
    backend: 'cap',
    rings: 4,
    block_octets: 131_072,
    blocks: 128,
    block_timeout_ms: 20,
    snap_octets: 9_216,
    promiscuous: false,
    prefilter: false,
    diameter_ports: [3868, 3869],
    evidence_window_octets: 1_048_576,
    ring_octets: 134_217_728,
    cpu: 3,
  });
});

test('each wrong value is told with its place and what would be right, all at once', (t) => {
  t.deepEqual(
    wrong(
      [
        'interface = ["eth 1", "a/b", "..", "an-interface-name-too-long"]',
        'backend = "pcap"',
        'rings = 0',
        'blocks = 1.5',
        'block_timeout_ms = "4 ms"',
        'diameter_ports = [0, 70000]',
        'ring_octets = 67_000_000',
        'cpu = -1',
      ].join('\n'),
    ),
    [
      'x.toml:3:14: "eth 1" is no name of an interface; write 1 to 15 characters without spaces, slashes or colons',
      'x.toml:3:23: "a/b" is no name of an interface; write 1 to 15 characters without spaces, slashes or colons',
      'x.toml:3:30: ".." is no name of an interface; write 1 to 15 characters without spaces, slashes or colons',
      'x.toml:3:36: "an-interface-name-too-long" is no name of an interface; write 1 to 15 characters without spaces, slashes or colons',
      'x.toml:4:11: "pcap" is not one of af_packet, cap; did you mean "cap"?',
      'x.toml:5:9: 0 is no whole number of sockets from 1 to 16; write 1 or more',
      'x.toml:6:10: 1.5 is no whole number of blocks from 2 to 4096; write 2 or more',
      'x.toml:7:20: "4 ms" is no whole number of ms from 1 to 1000; write a number, without quotes or unit',
      'x.toml:8:19: 0 is no port; write a number from 1 to 65535',
      'x.toml:8:22: 70000 is no port; write a number from 1 to 65535',
      'x.toml:9:15: 67000000 is no power of two; did you mean 67108864?',
      'x.toml:10:7: -1 is no whole number from 0 to 1023; write 0 or more',
    ],
  );
});

test('a block is a power of two and holds the longest frame', (t) => {
  t.deepEqual(wrong('block_octets = 100_000'), [
    'x.toml:3:16: 100000 is no power of two; did you mean 131072?',
  ]);
  t.deepEqual(wrong('snap_octets = 65_535\nblock_octets = 65_536'), [
    'x.toml:4:16: block_octets 65536 does not hold a frame of snap_octets 65535; write 131072 or more, or a smaller snap_octets',
  ]);
  t.deepEqual(wrong('snap_octets = 65_535\nblock_octets = 131_072'), []);
});

test('interfaces and ports are named once, and not too many', (t) => {
  t.deepEqual(wrong('interface = ["eth1", "eth2", "eth1"]'), [
    'x.toml:3:30: interface "eth1" is named twice; name it once',
  ]);
  const ports = Array.from({ length: 17 }, (_, i) => 3868 + i).join(', ');
  t.deepEqual(wrong(`diameter_ports = [${ports}]`), [
    'x.toml:3:18: diameter_ports names 17, and 16 are taken at most; leave some out',
  ]);
});

test('explain tells type, range and unit of a number', (t) => {
  const explained = describeKeys().find((one) => one.key === 'capture.block_timeout_ms');
  t.is(explained?.type, 'whole number from 1 to 1000 ms');
  t.is(explained?.default, '10 ms');
});
