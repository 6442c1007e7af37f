// SPDX-License-Identifier: Apache-2.0
// `make gen`: writes src/manual/coverage.md; with `--check` writes nothing and exits 1 when it is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tidy/tree.ts';
import { coveragePage } from './coverage.ts';

const path = join(root, 'src/manual/coverage.md');
const text = coveragePage();
const present = existsSync(path) ? readFileSync(path, 'utf8') : '';
if (present !== text && process.argv.includes('--check')) {
  process.stderr.write(`${path}: stale; run make gen\n`);
  process.exitCode = 1;
} else if (present !== text) writeFileSync(path, text);
