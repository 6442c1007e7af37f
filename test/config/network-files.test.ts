// SPDX-License-Identifier: Apache-2.0
// Files of knowledge, and what becomes of them beside a configuration.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import test from 'ava';

import { formatProblem, type Problem, ProductError } from '../../src/base/errors.ts';
import { loadConfig } from '../../src/config/load.ts';
import {
  parseNetworkFile,
  readNetworkFiles,
  writeNetworkFile,
} from '../../src/config/network-files.ts';
import { placeOfRow } from '../../src/config/network-rows.ts';
import { compileNetworks } from '../../src/network/compile.ts';
import { parseDay } from '../../src/network/day.ts';
import { emptyNetwork, type NetworkDefinition } from '../../src/network/definition.ts';
import { Directory } from '../../src/network/directory.ts';
import type { History } from '../../src/network/history.ts';
import { historyToml } from '../../src/network/knowledge-text.ts';
import { Lookup } from '../../src/network/lookup.ts';
import { NetworkMap } from '../../src/network/network-map.ts';
import { scratchFolder } from '../scratch.ts';

function network(id: string, rest: Partial<NetworkDefinition>): NetworkDefinition {
  return { ...emptyNetwork, id, name: id, operator: id, source: 'test', ...rest };
}

const change = parseDay('2019-01-01')!;
const far: History = {
  versions: [
    network('far', { globalTitles: ['99902'], validUntil: change - 1 }),
    network('far', { globalTitles: ['99902', '99912'], validFrom: change }),
  ],
  origins: [
    { kind: 'ir21', file: 'far.xml', sha256: 'ab'.repeat(32), date: change, since: undefined },
  ],
};

/** A folder `networks.d` with histories by id, and a configuration beside it. */
function world(histories: Readonly<Record<string, History>>, config: string): string {
  const directory = scratchFolder();
  for (const [id, history] of Object.entries(histories))
    writeNetworkFile(join(directory, 'networks.d'), id, history);
  const file = join(directory, 'c.toml');
  writeFileSync(file, `version = 1\n[network_knowledge]\ndirectory = "networks.d"\n${config}`);
  return file;
}

/** Problems of the text as file `far.toml`, without their excerpts. */
function problemsOf(text: string): string[] {
  const problems: Problem[] = [];
  parseNetworkFile(text, 'far.toml', problems);
  return problems.map((one) => formatProblem({ ...one, excerpt: '' }).trimEnd());
}

test('a file that was written is read back the same, and written the same again', (t) => {
  const directory = scratchFolder();
  writeNetworkFile(directory, 'far', far);
  const problems: Problem[] = [];
  const [read] = readNetworkFiles(directory, problems);
  t.deepEqual(problems, []);
  t.deepEqual(read!.versions, far.versions);
  t.deepEqual(read!.origins, far.origins);
  t.is(historyToml(read!), readFileSync(join(directory, 'far.toml'), 'utf8'));
});

test('a folder that is not there holds no network', (t) => {
  const problems: Problem[] = [];
  t.deepEqual(readNetworkFiles(join(scratchFolder(), 'none'), problems), []);
  t.deepEqual(problems, []);
});

test('every problem of a file is told with its place', (t) => {
  t.deepEqual(
    problemsOf(
      'version = 1\n[[origin]]\nkind = "rumour"\nfile = "x"\n[[network]]\nid = "far"\nhome = true\n' +
        'plmn = ["1-1"]\n[[link]]\nname = "x"\n',
    ),
    [
      'far.toml:9:3: unknown key or table "link"; use one of origin, network, version',
      'far.toml:3:8: "rumour" is not one of ir21, csv, wire, hand; use one of ir21, csv, wire, hand',
      'far.toml:8:9: "1-1" is no MCC-MNC; write "001-01": three digits, a hyphen, two or three digits with their zeros',
      'far.toml:7:8: no document says which network is ours; name its id under home in [network_knowledge] of the configuration',
    ],
  );
});

test('one file holds one network, whose versions do not overlap, under its name', (t) => {
  const one = (id: string, rest = '') => `[[network]]\nid = "${id}"\n${rest}\n`;
  const head = 'version = 1\n';
  t.regex(problemsOf(head + one('far') + one('other')).join(), /a second network, beside "far"/);
  t.regex(
    problemsOf(head + one('far') + one('far')).join(),
    /at the same time as the version at line 2/,
  );
  t.regex(problemsOf(head + one('near')).join(), /name the file near\.toml/);
  t.regex(problemsOf(head).join(), /lacks "\[\[network\]\]"/);
});

test('problems of the configuration and of its folder come together', (t) => {
  const file = world({ far }, 'wrong = 1\n');
  writeFileSync(join(file, '..', 'networks.d', 'bad.toml'), 'version = 1\n[[network]]\nid = 7\n');
  const error = t.throws(() => loadConfig(file), { instanceOf: ProductError });
  t.regex(error.message, /c\.toml:4:1: unknown key "wrong"/);
  t.regex(error.message, /bad\.toml:3:6: 7 is no id/);
});

test('the configuration’s word on a network counts instead of the folder’s', (t) => {
  const file = world({ far }, '[[network]]\nid = "far"\nglobal_titles = ["99977"]\n');
  t.deepEqual(
    loadConfig(file).networks.map((one) => one.globalTitles),
    [['99977']],
  );
});

test('an address of the configuration is not lost to a document that claims it', (t) => {
  const file = world(
    { far, rival: { versions: [network('rival', { globalTitles: ['99902'] })], origins: [] } },
    '[[network]]\nid = "home"\nhome = true\nplmn = ["001-01"]\nglobal_titles = ["99902"]\n',
  );
  const { networks } = loadConfig(file);
  const directory = new Directory(networks);
  const map = new NetworkMap(compileNetworks(directory, change));
  t.is(directory.party(map.byPrefix('e164', '999021')).id, 'home');
  t.is(directory.party(map.byPrefix('e164', '999121')).id, 'far');
});

test('a document that gives away an MCC-MNC of the configuration has no effect, and says so', (t) => {
  const thief = network('thief', { plmn: [{ mcc: '001', mnc: '01' }], globalTitles: ['99966'] });
  const file = world(
    { far, thief: { versions: [thief], origins: [] } },
    '[[network]]\nid = "home"\nhome = true\nplmn = ["001-01"]\n',
  );
  const config = loadConfig(file);
  t.deepEqual([...new Set(config.networks.map(({ id }) => id))], ['home', 'far']);
  t.is(config.warnings.length, 1);
  t.regex(
    formatProblem(config.warnings[0]!),
    /thief\.toml:\d+: network "thief" has no effect: it shares an MCC-MNC with "home"/,
  );
});

test('of two documents that tell one MCC-MNC of two operators neither counts', (t) => {
  const plmn = [{ mcc: '999', mnc: '40' }];
  const told = (id: string, operator = id) => ({
    versions: [network(id, { plmn, operator, globalTitles: [id === 'one' ? '99901' : '99902'] })],
    origins: [],
  });
  const ids = (file: string) => loadConfig(file).networks.map(({ id }) => id);
  t.deepEqual(ids(world({ one: told('one'), two: told('two') }, '')), []);
  t.deepEqual(ids(world({ one: told('one'), two: told('two', 'one') }, '')), ['one', 'two']);
});

test('the configuration counts first whatever was known before it was changed', (t) => {
  const own = network('home', { home: true, globalTitles: ['99902'] });
  const before = new Directory(far.versions);
  const after = new Directory([own, ...far.versions], [], undefined, before);
  const map = new NetworkMap(compileNetworks(after, change));
  t.is(after.party(map.byPrefix('e164', '999021')).id, 'home');
  t.true(after.byId('home')!.number > after.byId('far')!.number);
});

test('which network is ours is said by the configuration alone', (t) => {
  const config = loadConfig(world({ far }, 'home = ["far"]\n'));
  t.true(config.networks.every((one) => one.home));
  t.deepEqual(config.warnings, []);
  const missing = loadConfig(world({ far }, 'home = ["fra"]\n'));
  t.regex(missing.warnings[0]!.message, /no file of the folder describes network "fra"/);
});

test('an agreement may be with a network of the folder', (t) => {
  const agreement =
    '[[agreement]]\nnetwork = "far"\noperations = ["gsm_map.anyTimeInterrogation"]\nuntil = 2099-01-01\nowner = "x"\n';
  t.is(loadConfig(world({ far }, agreement)).agreements.length, 1);
});

test('a look-up tells the row, its file and line, by the map of the day', (t) => {
  const file = world({ far }, '');
  const config = loadConfig(file);
  const directory = new Directory(config.networks);
  const row = (day: number) => new Lookup(directory, day).answer('title', '999121').row;
  t.is(row(change - 1), undefined);
  t.is(row(change)?.text, '99912');
  const line = readFileSync(join(file, '..', 'networks.d', 'far.toml'), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('99912'));
  t.is(placeOfRow(config, row(change)!), join(file, '..', 'networks.d', `far.toml:${line + 1}`));
});

test('a folder that cannot be read is one sentence', (t) => {
  const file = world({}, '');
  mkdirSync(join(file, '..', 'networks.d', '..'), { recursive: true });
  writeFileSync(join(file, '..', 'networks.d'), 'no folder');
  t.throws(() => loadConfig(file), { message: /networks\.d: cannot be read \(ENOTDIR\)/ });
});
