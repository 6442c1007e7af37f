// SPDX-License-Identifier: Apache-2.0
// What is imported judges traffic as what is configured does, and is judged by the map of its day.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import test from 'ava';

import { sigwarden, world } from './bench.ts';

const directory = world();

function ok(...args: string[]): string {
  const run = sigwarden(directory, args);
  if (run.status !== 0) throw new Error(`${args.join(' ')}: exit ${run.status}\n${run.stderr}`);
  return run.stdout;
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

test('networks that were imported give the findings of networks that are configured', (t) => {
  const screened = (config: string) => {
    const { stdout } = sigwarden(directory, [
      'screen',
      'capture.pcap',
      '--config',
      config,
      '--json',
    ]);
    const { findings, sources, unjudged } = JSON.parse(stdout.trim().split('\n')[0]!);
    // Without a store each run makes pseudonyms under a key of its own.
    for (const one of findings) delete one.subscriber;
    return { findings, sources, unjudged };
  };
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
  t.is(on('2019-02-01').source, 'IR.21 of 2019-02-01, far-state-2019.xml');
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
