// SPDX-License-Identifier: Apache-2.0
// Everything below SCCP against tshark: each field of each adaptation layer, of MTP2, MTP3 and of the
// party addresses, in the samples that the forge makes of them, in every variant.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test from 'ava';
import type { Ss7Variant } from '../../src/engine/captures.ts';
import { decodeFile } from '../../src/engine/decode-file.ts';
import { samples } from '../../src/lab/samples.ts';
import { protocols } from '../../src/schema/registry.ts';
import { hasTshark, tsharkValues } from './tshark.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalling-oracle-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));
const made = samples(folder);

const layers = ['m3ua', 'm2ua', 'm2pa', 'sua', 'mtp3', 'mtp2', 'sccp', 'tcap'];
const fields = [
  ...new Set(
    protocols
      .filter(({ name }) => layers.includes(name))
      .flatMap((protocol) => Object.values(protocol.fields))
      .filter((field) => field.own !== true && field.format !== 'label')
      .map((field) => field.name),
  ),
];
/** tshark adds the label of M3UA to these, hidden. */
const hiddenInM3ua = ['mtp3.opc', 'mtp3.dpc', 'mtp3.sls'];

/** What differs, and how many values are the same. */
function compare(file: string, variant: Ss7Variant, standard: string) {
  const theirs = tsharkValues(file, fields, [], [`mtp3.standard:${standard}`]);
  const wrong: string[] = [];
  let agreed = 0;
  for (const frame of decodeFile(file, { withoutMessages: true, variant })) {
    const isM3ua = frame.nodes.some(({ name }) => name === 'm3ua');
    for (const field of fields) {
      if (isM3ua && hiddenInM3ua.includes(field)) continue;
      const ours = frame.nodes.flatMap((node) =>
        node.kind === 'field' && node.name === field && node.value !== '' ? [node.value] : [],
      );
      const expected = theirs.get(frame.number)?.get(field) ?? [];
      if (ours.join('\n') === expected.join('\n')) agreed += ours.length;
      else
        wrong.push(`${basename(file)}, ${frame.number}, ${field}: tshark ${expected} ours ${ours}`);
    }
  }
  return { wrong, agreed };
}

const standards = { itu: 'ITU', ansi: 'ANSI', china: 'Chinese ITU', japan: 'Japan' } as const;
const cases: readonly [title: string, files: RegExp, variant: keyof typeof standards, number][] = [
  ['the management of each layer, with every parameter', /-management|m2pa-states/, 'itu', 700],
  ['location questions over M2UA, M2PA and SUA', /ss7-(m2ua|m2pa|sua)/, 'itu', 3000],
  ['SUA addresses of every kind, its return and its connections', /sua-kinds/, 'itu', 500],
  ['MTP2 of slow and fast links, and SCCP alone', /^(mtp2|mtp2-links|sccp)\./, 'itu', 700],
  ['MTP3 of ITU-T, alone and in M3UA', /(mtp3|m3ua)-itu/, 'itu', 400],
  ['MTP3 of ANSI, alone and in M3UA', /(mtp3|m3ua)-ansi/, 'ansi', 400],
  ['MTP3 of China, alone and in M3UA', /(mtp3|m3ua)-china/, 'china', 400],
  ['MTP3 of Japan, alone, in M3UA and with the length of TTC', /-japan/, 'japan', 400],
];

for (const [title, files, variant, least] of cases) {
  test(`${title}: reads as tshark reads it`, (t) => {
    if (!hasTshark) {
      t.log('SKIP tshark is not installed');
      t.pass();
      return;
    }
    const results = made
      .filter(({ path }) => files.test(basename(path)))
      .map(({ path }) => compare(path, variant, standards[variant]));
    t.deepEqual(
      results.flatMap(({ wrong }) => wrong),
      [],
    );
    const agreed = results.reduce((sum, result) => sum + result.agreed, 0);
    t.true(agreed > least, `${agreed} values agreed`);
    t.log(`${agreed} values agreed`);
  });
}

test('SCCP tells its variant: what is not configured reads as what is', (t) => {
  for (const { path } of made.filter((sample) => /-(itu|ansi|china|japan)\./.test(sample.path))) {
    const variant = /-(itu|ansi|china|japan)\./.exec(path)![1] as Ss7Variant;
    const read = (as: Ss7Variant) =>
      [...decodeFile(path, { variant: as })]
        .filter(({ nodes }) => nodes.some(({ name }) => name === 'sccp'))
        .map(({ nodes, messages }) => ({ nodes, anomalies: messages[0]?.anomalies }));
    const told = read('automatic');
    t.true(told.length >= 3, path);
    t.deepEqual(told, read(variant), path);
  }
});
