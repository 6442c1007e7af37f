// SPDX-License-Identifier: Apache-2.0
// A protocol is its own files and nothing elsewhere (CONTRIBUTING.md, "A new protocol"). GTP, the
// worked example, proves it: apart from what is generated, no code names it.
import test from 'ava';
import { protocols } from '../../src/schema/registry.ts';
import { files, read } from './tree.ts';

/** The example, and what is its own. */
const example = ['gtp', 'gtpv2'];
const own = (name: string) => [
  `src/schema/protocols/${name}.ts`,
  `native/decode/${name}.cpp`,
  `native/decode/${name}.hpp`,
  `src/lab/forge/${name}.ts`,
  `native/fuzz/${name}.cpp`,
];
const generated = /^native\/generated\/|^src\/schema\/(registry\.ts$|json\/)/;
/** The user plane, which is told from signalling and forged to hide it, decoded protocol or not. */
const userPlane = /GTP-U|kGtpUser|gtpu/g;
const forgesUserPlane = 'src/lab/live/background.ts';
/** Ranges of numbers, where every protocol that has operations takes one of its own. */
const numbers = 'src/schema/types.ts';

test('no code but its own files names the protocol of the worked example', (t) => {
  t.true(example.every((name) => protocols.some((one) => one.name === name)));
  const its = example.flatMap(own);
  const named = files(/^(src|native)\/.*\.([ch]pp|c|h|ts)$/)
    .filter(
      (path) =>
        !its.includes(path) && !generated.test(path) && ![numbers, forgesUserPlane].includes(path),
    )
    .flatMap((path) =>
      read(path)
        .replace(userPlane, '')
        .split('\n')
        .flatMap((line, i) => {
          const code = line.replace(/^\s*(\/\/|\*|\/\*).*|\s\/\/.*$/, '');
          return /gtp/i.test(code) ? [`${path}:${i + 1}: ${line.trim()}`] : [];
        }),
    );
  t.deepEqual(named, []);
});

test('every file of the example is there', (t) => {
  const there = files(/./);
  const tests = example.map((name) => `test/native/${name}.test.cpp`);
  t.deepEqual(
    [...example.flatMap(own), ...tests].filter((path) => !there.includes(path)),
    [],
  );
});

test('a protocol found by its port is called from nowhere but the generated dispatch', (t) => {
  const carried = protocols.filter(({ carriedBy }) => carriedBy !== undefined);
  t.true(carried.length > 1);
  const code = files(/^native\/(?!generated|fuzz).*\.[ch]pp$/);
  for (const { name } of carried) {
    const callers = code.filter(
      (path) =>
        !path.startsWith(`native/decode/${name}.`) &&
        new RegExp(`\\bdecode_${name}\\(`).test(read(path)),
    );
    t.deepEqual(callers, [], name);
  }
});
