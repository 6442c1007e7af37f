// SPDX-License-Identifier: Apache-2.0
// `make distances`: writes the last argument, territory-distances.csv, from the map and the list of
// territories that stand before it. Run by hand; the table is committed. The map is pinned by its hash: another
// edition is looked at first.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

import { parseCsv } from '../csv.ts';
import { distanceKm, outlineOf } from './sphere.ts';
import { outlines } from './world-map.ts';

/** countries-10m.json of world-atlas 2.0.2: Natural Earth 4.1.0, 1:10m. */
const mapHash = '3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79';

/** Rows of the lower triangle; whole km, rounded down so that no journey seems longer than it is. */
function tableOf(codes: readonly string[], map: Buffer): string {
  const found = outlines(JSON.parse(map.toString('utf8')));
  const trees = codes.map((code) => {
    const segments = found.get(code);
    if (segments === undefined) throw new Error(`${code} is not on the map`);
    return outlineOf(segments);
  });
  const rows = codes.map((code, i) =>
    [code, ...trees.slice(0, i).map((tree) => Math.floor(distanceKm(tree, trees[i]!)))].join(','),
  );
  return `${[['territory', ...codes].join(','), ...rows].join('\n')}\n`;
}

const [input, territories, output] = process.argv.slice(2);
if (input === undefined || territories === undefined || output === undefined)
  throw new Error('usage: generate MAP TERRITORIES TABLE');
const map = readFileSync(input);
const hash = createHash('sha256').update(map).digest('hex');
if (hash !== mapHash) throw new Error(`${input} is another map: ${hash}`);
const rows = parseCsv(readFileSync(territories, 'utf8'), ['code', 'name'], territories);
writeFileSync(
  output,
  tableOf(
    rows.map((row) => row.fields[0]!),
    map,
  ),
);
