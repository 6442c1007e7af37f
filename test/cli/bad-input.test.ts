// SPDX-License-Identifier: Apache-2.0
// Captures, configurations and rules that are not what they should be: the sentence that a user
// reads, the exit code, and that nothing else happens. Stores have bad-store.test.ts.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { nobody, type Run, sigwarden, whyNotNobody, world } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-bad-'));
chmodSync(folder, 0o755);
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const capture = readFileSync(join(world(), 'capture.pcap'));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

function run(...args: string[]): Run {
  return sigwarden(folder, args);
}

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const refused: readonly [string, () => string, string][] = [
  [
    'a text',
    () => file('notes.txt', 'dear diary'),
    'not a capture file: it begins with 64 65 61 72; pcap and pcapng are read',
  ],
  [
    'a picture',
    () => file('chart.png', png),
    'not a capture file: it begins with 89 50 4e 47; pcap and pcapng are read',
  ],
  ['an empty file', () => file('empty.pcap', ''), 'the file is empty'],
  ['a missing file', () => 'missing.pcap', 'no such file'],
  ['a directory', () => '.', 'not a regular file; save the capture to a file and give that'],
  ['a device', () => '/dev/zero', 'not a regular file; save the capture to a file and give that'],
  [
    'a pcap cut in its header',
    () => file('cut.pcap', capture.subarray(0, 23)),
    'the capture ends inside its file header',
  ],
  [
    'a pcapng cut in its header',
    () => file('cut.pcapng', Buffer.from('0a0d0d0a1c0000004d3c2b1a', 'hex')),
    'the capture ends inside its file header',
  ],
];

for (const [what, make, sentence] of refused) {
  test(`${what} is refused in one sentence with exit 1`, (t) => {
    const name = make();
    for (const command of [['decode', '--json'], ['screen']]) {
      const { status, stdout, stderr } = run(...command, name);
      t.is(status, 1, command.join(' '));
      t.is(stdout, '');
      t.true(stderr.startsWith(`error: ${name}: ${sentence}`), stderr);
      t.is(stderr.trimEnd().split('\n').length, 1, stderr);
    }
  });
}

test('a capture packed by gzip is told how to be unpacked', (t) => {
  file('packed.pcap.gz', Buffer.from('1f8b080000000000', 'hex'));
  t.is(
    run('screen', 'packed.pcap.gz').stderr,
    'error: packed.pcap.gz: compressed with gzip; run gunzip on it first\n',
  );
});

test('of several captures every bad one is named, and no store is made for them', (t) => {
  file('notes.txt', 'dear diary');
  const { status, stdout, stderr } = run(
    ...['screen', join(world(), 'capture.pcap'), 'notes.txt', 'missing.pcap', '--store', 'never'],
  );
  t.is(status, 1);
  t.is(stdout, '');
  t.is(
    stderr,
    'error: notes.txt: not a capture file: it begins with 64 65 61 72; pcap and pcapng are read\n' +
      'error: missing.pcap: no such file\n',
  );
  t.false(existsSync(join(folder, 'never')));
  t.false(existsSync(join(folder, 'never.key')));
});

test('a capture that may not be read says so with exit 5', (t) => {
  const reason = whyNotNobody();
  if (reason !== undefined) {
    t.log(`SKIP ${reason}`);
    t.pass();
    return;
  }
  file('secret.pcap', capture.subarray(0, 5000));
  chmodSync(join(folder, 'secret.pcap'), 0o600);
  const { status, stdout, stderr } = sigwarden(folder, ['screen', 'secret.pcap'], { uid: nobody });
  t.is(status, 5);
  t.is(stdout, '');
  t.is(
    stderr,
    'error: secret.pcap: not readable: permission denied; run as a user who may read it\n',
  );
});

test('a capture of a file header alone is no error and holds nothing', (t) => {
  file('header.pcap', capture.subarray(0, 24));
  const { status, stdout, stderr } = run('screen', 'header.pcap');
  t.is(status, 0);
  t.is(
    stdout,
    '0 frames, 0 signalling messages (0 SS7, 0 Diameter)\nNo signalling message was found: nothing to judge.\n',
  );
  t.is(stderr, '');
  t.is(run('decode', 'header.pcap').stderr, '0 messages in 0 frames\n');
  t.is(JSON.parse(run('screen', 'header.pcap', '--json').stdout).first, null);
});

/** Octets at which the records of the capture begin. */
function recordStarts(octets: Buffer): number[] {
  const starts: number[] = [];
  for (let at = 24; at + 16 <= octets.length; at += 16 + octets.readUInt32LE(at + 8))
    starts.push(at);
  return starts;
}

test('a cut pcap is screened up to the cut, with a warning and exit 0', (t) => {
  const starts = recordStarts(capture);
  const last = starts[400] as number;
  const length = capture.readUInt32LE(last + 8);
  file('tail.pcap', capture.subarray(0, last + 16 + 7));
  const sentence = `the record at octet ${last} says ${length} octets, but the file has only 7 more: the file is truncated`;
  const screened = run('screen', 'tail.pcap');
  t.is(screened.status, 0);
  t.is(screened.stderr, `warning: tail.pcap: ${sentence}; what comes before it was screened\n`);
  t.regex(screened.stdout, /^400 frames, /);
  t.regex(screened.stdout, /^ +1 {2}capture_tail_truncated /m);

  const json = run('screen', 'tail.pcap', '--json');
  t.is(json.stderr, screened.stderr);
  t.deepEqual(JSON.parse(json.stdout).files, [
    { path: 'tail.pcap', end: 'truncated', diagnostic: sentence },
  ]);
  const decoded = run('decode', 'tail.pcap', '--json');
  t.is(decoded.status, 0);
  t.true(decoded.stderr.startsWith(`warning: tail.pcap: ${sentence}\n`), decoded.stderr);
  const learned = run('links', 'learn', 'tail.pcap', '--json');
  t.true(learned.stderr.startsWith(screened.stderr), learned.stderr);
});

test('a cut pcapng is screened up to the cut, with a warning and exit 0', (t) => {
  const { status } = run('lab', 'generate', '--seed', '3', '--messages', '500', '-o', 'y.pcapng');
  t.is(status, 0);
  const whole = readFileSync(join(folder, 'y.pcapng'));
  let last = 0;
  for (let at = 0; at < whole.length; at += whole.readUInt32LE(at + 4)) last = at;
  file('tail.pcapng', whole.subarray(0, whole.length - 3));
  const { status: screened, stderr } = run('screen', 'tail.pcapng');
  t.is(screened, 0);
  t.is(
    stderr,
    `warning: tail.pcapng: the block at octet ${last} says ${whole.length - last} octets, but the file has only ${whole.length - last - 3} more: the file is truncated; what comes before it was screened\n`,
  );
});

test('a record of impossible length ends the file as damaged, and what is before it stands', (t) => {
  const at = recordStarts(capture)[100] as number;
  for (const length of [0x7fff_ffff, 0xffff_ffff, 0x0004_0001]) {
    const hostile = Buffer.from(capture.subarray(0, at + 5000));
    hostile.writeUInt32LE(length, at + 8);
    file('hostile.pcap', hostile);
    const { status, stdout, stderr } = run('screen', 'hostile.pcap');
    t.is(status, 0);
    t.regex(stdout, /^100 frames, /);
    t.regex(
      stderr,
      new RegExp(
        `^warning: hostile\\.pcap: the record at octet ${at} says ${length} octets, .*\\n$`,
      ),
    );
  }
});

test('a frame whose lengths lie is data, not an error', (t) => {
  const starts = recordStarts(capture);
  const hostile = Buffer.from(capture.subarray(0, starts[300]));
  // The length of IP or of a chunk, some octets into each packet, becomes its greatest.
  for (const at of starts.slice(0, 300)) hostile.writeUInt16BE(0xffff, at + 16 + 20);
  file('lying.pcap', hostile);
  const { status, stdout, stderr } = run('screen', 'lying.pcap');
  t.is(status, 0);
  t.regex(stdout, /^300 frames, /);
  t.is(stderr, '');
});

const badConfig = `[appliance]
tap = 3
colour = "red"

[[network]]
id = "home"
name = "Home"
home = "yes"
plmn = ["00101"]
territories = ["XA"]
global_titles = ["+99901"]

[[link]]
name = "l"
role = "interconect"
`;

test('a configuration tells all that is wrong with it at once, with places and carets, and exit 3', (t) => {
  file('bad.toml', badConfig);
  const expected = [
    'error: bad.toml:1:1: the configuration lacks "version"; add version = 1',
    'error: bad.toml:2:7: 3 is not text; put it in quotes',
    'error: bad.toml:3:1: unknown key "colour" in [appliance]; use one of tap, control',
    'error: bad.toml:8:8: "yes" is neither true nor false; write true or false, without quotes',
    'error: bad.toml:9:9: "00101" is no MCC-MNC; write "001-01": three digits, a hyphen, two or three digits with their zeros',
    'error: bad.toml:11:18: "+99901" is no prefix of digits; write "99901"',
    'error: bad.toml:15:8: "interconect" is not one of unknown, interconnect, national, internal; did you mean "interconnect"?',
  ];
  for (const args of [
    ['config', 'check', 'bad.toml'],
    ['screen', join(world(), 'capture.pcap'), '--config', 'bad.toml', '--store', 'never'],
    ['links', 'learn', join(world(), 'capture.pcap'), '--config', 'bad.toml'],
  ]) {
    const { status, stdout, stderr } = run(...args);
    t.is(status, 3, args.join(' '));
    t.is(stdout, '');
    t.deepEqual(
      stderr.split('\n').filter((line) => line.startsWith('error: ')),
      expected,
    );
    t.true(stderr.includes('\n  role = "interconect"\n         ^~~~~~~~~~~~~\n'), stderr);
  }
  t.false(existsSync(join(folder, 'never')));
});

test('a configuration that is no TOML, no text, not there or a directory says so with exit 3', (t) => {
  file('syntax.toml', 'version = 1\n[[network]\nid = "x"\n');
  file('binary.toml', capture.subarray(0, 400));
  mkdirSync(join(folder, 'dir.toml'));
  const cases: [string, RegExp][] = [
    ['syntax.toml', /^error: syntax\.toml:2:11: not TOML: .*\n {2}\[\[network\]\n {12}\^\n$/],
    ['binary.toml', /^error: binary\.toml: not UTF-8 text; [^\n]*\n$/],
    ['absent.toml', /^error: absent\.toml: [^\n]*\n$/],
    ['dir.toml', /^error: dir\.toml: [^\n]*; name the file, not its folder\n$/],
  ];
  for (const [name, sentence] of cases) {
    for (const args of [
      ['config', 'check', name],
      ['screen', join(world(), 'capture.pcap'), '--config', name],
    ]) {
      const { status, stdout, stderr } = run(...args);
      t.is(status, 3, name);
      t.is(stdout, '');
      t.regex(stderr, sentence);
    }
  }
});

const badRule = `id = "my.rule"
title = "Mine"
category = "cat9"
severity = "low"
confidence = "low"
when = "origin.is_foren && direction == ingress"
doc = "d"
false_positives = "f"
response = "r"
`;

test('a broken rule of one’s own stops a configuration with a caret under each mistake, and exit 3', (t) => {
  mkdirSync(join(folder, 'rules'));
  file('rules/my.rule.toml', badRule);
  const config = readFileSync(join(world(), 'capture.toml'), 'utf8');
  file('own.toml', `${config}\n[rules]\ndirectory = "rules"\n`);
  for (const args of [
    ['screen', join(world(), 'capture.pcap'), '--config', 'own.toml'],
    ['config', 'check', 'own.toml'],
    ['rules', 'list', '--directory', 'rules'],
  ]) {
    const { status, stdout, stderr } = run(...args);
    t.is(status, 3, args.join(' '));
    t.is(stdout, '');
    t.is(
      stderr.replaceAll(`${folder}/`, ''),
      `error: rules/my.rule.toml:3:12: no category is called cat9; did you mean "cat1"?
  category = "cat9"
             ^~~~~~
error: rules/my.rule.toml:6:9: no fact is called origin.is_foren; did you mean origin.is_foreign?
  when = "origin.is_foren && direction == ingress"
          ^~~~~~~~~~~~~~~
`,
    );
  }
});

test('a name that commands a terminal is shown, not obeyed', (t) => {
  const name = '\u001b]0;owned\u0007.pcap';
  const { status, stderr } = run('screen', name);
  t.is(status, 1);
  t.false(/\p{Cc}/u.test(stderr.replaceAll('\n', '')), JSON.stringify(stderr));
  symlinkSync(join(world(), 'capture.pcap'), join(folder, name));
  const screened = run('screen', name, '--limit', '1');
  t.is(screened.status, 0);
  t.false(screened.stdout.includes('\u001b'));
});
