// SPDX-License-Identifier: Apache-2.0
// What is said when the native module is not there, is not one, or meets a processor it is not for.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { ProductError } from '../../src/base/errors.ts';
import { requireProcessor } from '../../src/engine/native.ts';
import { root } from '../tidy/tree.ts';

function decodeWith(addon: string) {
  return spawnSync(process.execPath, [join(root, 'dist/src/cli/main.js'), 'decode', 'any.pcap'], {
    encoding: 'utf8',
    env: { ...process.env, SIGWARDEN_ADDON: addon },
  });
}

test('a processor without AVX2 is told what it lacks before any code for it runs', (t) => {
  t.notThrows(() => requireProcessor(new Set(['avx2', 'bmi2', 'fma', 'sse2'])));
  t.notThrows(() => requireProcessor(new Set()), 'where /proc tells nothing, the module is tried');
  const error = t.throws(() => requireProcessor(new Set(['sse2', 'bmi2'])), {
    instanceOf: ProductError,
  });
  t.regex(error?.message ?? '', /lacks avx2, fma.*x86-64-v3/);
});

test('a module that is not built is an error with its remedy', (t) => {
  const run = decodeWith('/nonexistent/sigwarden.node');
  t.is(run.status, 1);
  t.is(
    run.stderr,
    'error: /nonexistent/sigwarden.node: the native module is not built; run `make native`\n',
  );
});

test('a file that is no module is an error with its remedy', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sigwarden-addon-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'broken.node');
  writeFileSync(path, 'not ELF');
  const run = decodeWith(path);
  t.is(run.status, 1);
  t.regex(
    run.stderr,
    /^error: .*broken\.node: the native module cannot be loaded: .*; build it again .*make native/,
  );
});
