// SPDX-License-Identifier: Apache-2.0
// `node dist/test/decode/write-runs.js FOLDER`: every case of this folder as captures, for readers
// that are not JavaScript: whole.pcapng, and cuts.pcapng with each block cut at each octet.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { files, read } from '../tidy/tree.ts';
import { casesOf } from './case-file.ts';
import { blockCuts, type Run, wholeRun, writeRuns } from './runs.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('write-runs FOLDER');
mkdirSync(folder, { recursive: true });
const cases = files(/^test\/decode\/.*\.md$/).flatMap((path) => casesOf(path, read(path)));

function* allCuts(): Generator<Run> {
  for (const one of cases) yield* blockCuts(one);
}

writeRuns(join(folder, 'whole.pcapng'), cases.map(wholeRun));
writeRuns(join(folder, 'cuts.pcapng'), allCuts());
