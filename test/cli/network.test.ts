// SPDX-License-Identifier: Apache-2.0
// What is imported judges traffic as what is configured does, and is judged by the map of its day.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import test from 'ava';

import { network_limit } from '../../src/schema/network-image.ts';
import { sigwarden, world } from './bench.ts';

const directory = world();

function ok(...args: string[]): string {
  const run = sigwarden(directory, args);
  if (run.status !== 0) throw new Error(`${args.join(' ')}: exit ${run.status}\n${run.stderr}`);
  return run.stdout;
}

/** capture.toml with more networks than periods fit into a timeline, each from a day of its own. */
function crowdedConfig(): string {
  const start = Date.parse('2018-01-01');
  const day = (index: number) => new Date(start + index * 86_400_000).toISOString().slice(0, 10);
  const others = Array.from(
    { length: network_limit.periods + 8 },
    (_, i) =>
      `[[network]]\nid = "x${i}"\nglobal_titles = ["998${String(i).padStart(5, '0')}"]\nvalid_from = ${day(i)}\n`,
  );
  const file = join(directory, 'crowded.toml');
  writeFileSync(
    file,
    `${readFileSync(join(directory, 'capture.toml'), 'utf8')}\n${others.join('')}`,
  );
  return file;
}

/** capture.toml without networks but the home; the others imported from what it exports. */
function configWithFolder(): string {
  const own = mkdtempSync(join(directory, 'folder-'));
  const folder = join(own, 'networks.d');
  const csv = join(own, 'all.csv');
  const lines = ok('network', 'export', '--config', 'capture.toml', '--format', 'csv').split('\n');
  writeFileSync(csv, lines.filter((line) => !line.startsWith('homeland,')).join('\n'));
  ok('network', 'import', 'csv', csv, '--directory', folder, '--apply');
  const text = readFileSync(join(directory, 'capture.toml'), 'utf8');
  const kept = text
    .split(/^(?=\[)/m)
    .filter((table) => !table.startsWith('[[network]]') || /^id = "homeland"$/m.test(table));
  const file = join(own, 'c.toml');
  writeFileSync(file, `${kept.join('')}\n[network_knowledge]\ndirectory = "networks.d"\n`);
  return file;
}

/** What a screening of the capture says, but for pseudonyms: without a store each run has its own. */
function screened(config: string) {
  const { stdout } = sigwarden(directory, ['screen', 'capture.pcap', '--config', config, '--json']);
  const { findings, sources, unjudged } = JSON.parse(stdout.trim().split('\n')[0]!);
  for (const one of findings) delete one.subscriber;
  return { findings, sources, unjudged };
}

test('knowledge of more dates than a timeline holds screens a capture of some of them', (t) => {
  // The first days alone: all of them together would be more periods than fit.
  const whole = readFileSync(join(directory, 'capture.pcap'));
  writeFileSync(join(directory, 'begin.pcap'), whole.subarray(0, 60_000));
  const run = sigwarden(directory, ['screen', 'begin.pcap', '--config', crowdedConfig(), '--json']);
  t.is(run.status, 0, run.stderr);
  t.true(JSON.parse(run.stdout.split('\n')[0]!).counters.frames_read > 100);
  const all = sigwarden(directory, ['screen', 'capture.pcap', '--config', 'crowded.toml']);
  t.is(all.status, 3);
  t.regex(all.stderr, /more than 512 periods in which what is known differs \(periods\)/);
});

test('networks that were imported give the findings of networks that are configured', (t) => {
  const configured = screened('capture.toml');
  const imported = screened(configWithFolder());
  t.true(configured.findings.length > 0);
  t.deepEqual(imported, configured);
});

test('a title is looked up by the document of its time', (t) => {
  const folder = mkdtempSync(join(directory, 'dated-'));
  writeFileSync(
    join(folder, 'c.toml'),
    'version = 1\n[network_knowledge]\ndirectory = "networks.d"\n',
  );
  const config = join(folder, 'c.toml');
  // The later one first: what came when does not matter.
  for (const year of [2019, 2018])
    ok('network', 'import', 'ir21', `far-state-${year}.xml`, '--config', config, '--apply');
  const on = (day: string) =>
    JSON.parse(
      ok(
        'network',
        'lookup',
        '99945123',
        '--as',
        'title',
        '--config',
        config,
        '--on',
        day,
        '--json',
      ),
    ).answers[0];
  t.is(on('2017-06-01').network, null);
  t.is(on('2018-06-01').network, null);
  t.is(on('2019-02-01').network, 'xwfst');
  t.regex(on('2019-02-01').row.place, /networks\.d\/xwfst\.toml:\d+$/);
  t.is(on('2019-02-01').source, 'IR.21 of 2019-03-01, far-state-2019.xml');
});

test('an import shows first, writes when told to, and then has nothing new', (t) => {
  const folder = mkdtempSync(join(directory, 'shown-'));
  const args = [
    'network',
    'import',
    'ir21',
    'islands.xml',
    '--directory',
    join(folder, 'n'),
    '--json',
  ];
  const shown = JSON.parse(ok(...args));
  t.deepEqual([shown.applied, shown.changes.length], [false, 2]);
  t.is(JSON.parse(ok(...args)).changes.length, 2, 'nothing was written');
  t.is(JSON.parse(ok(...args, '--apply')).changes.length, 2);
  const before = readFileSync(join(folder, 'n', 'xlis1.toml'), 'utf8');
  t.deepEqual(JSON.parse(ok(...args, '--apply')).changes, []);
  t.is(readFileSync(join(folder, 'n', 'xlis1.toml'), 'utf8'), before);
});

test('a file that cannot be read keeps none of the others back', (t) => {
  const folder = join(mkdtempSync(join(directory, 'bad-')), 'n');
  writeFileSync(join(directory, 'bomb.xml'), '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
  const run = sigwarden(directory, [
    'network',
    'import',
    'ir21',
    'bomb.xml',
    'none.xml',
    'islands.xml',
    '--directory',
    folder,
    '--apply',
    '--json',
  ]);
  t.is(run.status, 1);
  t.is(JSON.parse(run.stdout).changes.length, 2);
  t.regex(run.stderr, /bomb\.xml:1:\d+: has a document type/);
  t.regex(run.stderr, /none\.xml: cannot be read \(ENOENT\)/);
});

test('a proposal counts when it is accepted, and not before', (t) => {
  const own = mkdtempSync(join(directory, 'proposed-'));
  const config = join(own, 'c.toml');
  writeFileSync(
    config,
    'version = 1\n[network_knowledge]\ndirectory = "networks.d"\nhome = ["homeland"]\n',
  );
  const csv = join(own, 'home.csv');
  writeFileSync(csv, 'network,kind,value\nhomeland,plmn,001-01\nhomeland,global_titles,99901\n');
  ok('network', 'import', 'csv', csv, '--config', config, '--apply');
  const proposed = () =>
    JSON.parse(
      ok('network', 'proposals', 'capture.pcap', '--config', config, '--json'),
    ).proposals.find(
      (one: { kind: string; address: string }) =>
        one.kind === 'mobile_global_titles' && one.address === '99901',
    );
  const asked = () =>
    JSON.parse(
      ok('network', 'lookup', '9990112345', '--as', 'mobile-title', '--config', config, '--json'),
    ).answers[0].network;
  t.is(asked(), null);
  const { id, object, network, share } = proposed();
  t.deepEqual([object, network, share], ['001-01', 'homeland', 1]);
  t.is(asked(), null, 'to be shown is not to count');
  ok('network', 'proposals', 'capture.pcap', '--config', config, '--accept', id);
  t.is(asked(), 'homeland');
  t.is(proposed(), undefined, 'what is known is proposed no more');
});
