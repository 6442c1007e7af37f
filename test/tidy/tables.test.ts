// SPDX-License-Identifier: Apache-2.0
// A row of a schema table is a promise: a limit bounds something, a counter counts, a fact is set,
// an anomaly and a fault are raised. Rows that code never names would promise in vain.
import test from 'ava';
import { counterGroups, counters } from '../../src/schema/counters.ts';
import { facts } from '../../src/schema/facts/index.ts';
import { limits } from '../../src/schema/limits.ts';
import { protocols } from '../../src/schema/registry.ts';
import { files, read } from './tree.ts';

/** Code, comments left out. */
function code(pattern: RegExp): string {
  return files(pattern)
    .map((path) => read(path).replace(/\/\/[^\n]*/g, ''))
    .join('\n');
}

const native = code(/^native\/(?!generated\/).*\.[ch]pp$/);
/** Where the messages of each technology are counted. */
const technologies = code(/^native\/generated\/technologies\.hpp$/);
const scripts = code(/^src\/(?!schema\/).*\.ts$/);
/** Those of `names` that stand nowhere in `text` as `prefix` and the name. */
const missing = (text: string, prefix: string, names: readonly string[]) =>
  names.filter((name) => !new RegExp(`\\b${prefix}${name}\\b`).test(text));

test('every limit bounds something', (t) => {
  const idle = missing(native, 'limits::', Object.keys(limits));
  t.deepEqual(missing(scripts, 'limits\\.', idle), []);
});

test('every counter is counted, and in one group', (t) => {
  const names = Object.keys(counters);
  t.deepEqual(missing(native + technologies, 'Counter::', names), []);
  t.deepEqual(Object.values(counterGroups).flat().sort(), names.sort());
});

test('every fact is set, every anomaly and fault raised', (t) => {
  const names = Object.keys(facts).map((name) => name.replaceAll('.', '_'));
  t.deepEqual(missing(native, '(?:Fact|guard)::', names), []);
  for (const { name, anomalies, faults } of protocols) {
    const raised = [...Object.keys(anomalies), ...Object.keys(faults)];
    t.deepEqual(missing(native, `(?:anomaly|Fault)::${name}_`, raised), []);
  }
});
