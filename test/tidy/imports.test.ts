// SPDX-License-Identifier: Apache-2.0
// Dependencies point one way. The order below is the one in CONTRIBUTING.md.
import { dirname, join, normalize } from 'node:path';
import test from 'ava';
import { files, read } from './tree.ts';

/** Room of src/ -> rooms it may import from, itself aside. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  base: ['schema'],
  network: ['schema', 'base'],
  config: ['schema', 'base', 'network'],
  rules: ['schema', 'base', 'network'],
  engine: ['schema', 'base'],
  session: ['schema', 'base', 'network', 'rules', 'store'],
  store: ['schema', 'base', 'engine', 'session'],
  campaign: ['schema', 'base', 'network', 'rules', 'session', 'store'],
  export: ['schema', 'base', 'session', 'store', 'network'],
  report: ['schema', 'base', 'session', 'store', 'network', 'campaign'],
  lab: ['schema', 'base', 'network'],
  score: ['schema', 'base', 'session'],
};

const nativeAllowed: Readonly<Record<string, readonly string[]>> = {
  generated: [],
  base: ['generated'],
  decode: ['base', 'generated'],
  capture: ['base', 'generated', 'decode'],
  state: ['base', 'generated', 'decode'],
  screen: ['base', 'generated', 'decode', 'state'],
  engine: ['base', 'generated', 'decode', 'state', 'screen', 'capture'],
  opener: ['base', 'generated', 'capture'],
  lab: ['base', 'generated', 'capture'],
  /** The yardstick shares nothing with what it measures. */
  bench: [],
};

function importsOf(path: string): string[] {
  return [
    ...read(path).matchAll(
      /^\s*(?:import|export)[^'"\n;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm,
    ),
  ].map((match) => normalize(join(dirname(path), match[1] ?? match[2] ?? '')));
}

test('each room of src imports only the rooms below it', (t) => {
  const wrong = files(/^src\/[a-z]+\/.*\.ts$/).flatMap((path) => {
    const room = path.split('/')[1] ?? '';
    const may = allowed[room];
    if (may === undefined) return [];
    return importsOf(path)
      .map((target) => target.split('/')[1] ?? '')
      .filter((target) => target !== room && !may.includes(target))
      .map((target) => `${path} imports ${target}`);
  });
  t.deepEqual(wrong, []);
});

test('the lab is imported by its commands alone', (t) => {
  const importers = files(/^src\/.*\.ts$/).filter(
    (path) =>
      !path.startsWith('src/lab/') &&
      importsOf(path).some((target) => target.startsWith('src/lab/')),
  );
  t.deepEqual(
    importers.filter(
      (path) => !/^src\/cli\/(commands\/(lab|bench)|(lab|bench)-\w+)\.ts$/.test(path),
    ),
    [],
  );
});

test('each native room includes only the rooms below it', (t) => {
  const wrong = files(/^native\/[a-z]+\/.*\.[ch]pp$/).flatMap((path) => {
    const room = path.split('/')[1] ?? '';
    const may = nativeAllowed[room];
    if (may === undefined) return [];
    return [...read(path).matchAll(/^#include "native\/([a-z]+)\//gm)]
      .map((match) => match[1] ?? '')
      .filter((target) => target !== room && !may.includes(target))
      .map((target) => `${path} includes ${target}`);
  });
  t.deepEqual(wrong, []);
});

test('no native code but the lab’s own includes the lab', (t) => {
  const includers = files(/^native\/.*\.[ch](pp)?$/).filter(
    (path) => !path.startsWith('native/lab/') && /^#include "native\/lab\//m.test(read(path)),
  );
  t.deepEqual(includers, []);
});

test('imports have no cycle', (t) => {
  const graph = new Map(files(/^src\/.*\.ts$/).map((path) => [path, importsOf(path)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  t.deepEqual(cycles, []);
});
