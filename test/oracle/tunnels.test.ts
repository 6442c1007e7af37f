// SPDX-License-Identifier: Apache-2.0
// Tunnels against tshark: every field below the transport in the forged sample, and the fields of
// tunnels in the captures of other projects that hold some.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type DecodedFrame, decodeFile } from '../../src/engine/decode-file.ts';
import { pseudowireLabel } from '../../src/lab/sample-tunnels.ts';
import { samples } from '../../src/lab/samples.ts';
import { protocols } from '../../src/schema/registry.ts';
import { captureFolder, capturesIn, hasTshark, tsharkValues } from './tshark.ts';

const folder = mkdtempSync(join(tmpdir(), 'tunnel-oracle-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const tunnels = ['gre', 'erspan', 'mpls', 'pwethcw', 'vxlan'];
const around = ['eth', 'vlan', 'ip', 'ipv6', 'udp', 'sctp', 'm3ua', 'sccp'];

function fieldsOf(names: readonly string[]): string[] {
  const specs = protocols.filter(({ name }) => names.includes(name));
  const fields = specs.flatMap((protocol) => Object.values(protocol.fields));
  return [...new Set(fields.filter((field) => field.own !== true).map((field) => field.name))];
}

function valuesOf(frame: DecodedFrame, field: string): string[] {
  return frame.nodes.flatMap((node) =>
    node.kind === 'field' && node.name === field && node.value !== '' ? [node.value] : [],
  );
}

/** What differs, and how many values are the same. */
function compare(file: string, fields: readonly string[]) {
  const theirs = tsharkValues(file, fields, [`mpls.label==${pseudowireLabel},pwethcw`]);
  const wrong: string[] = [];
  let agreed = 0;
  for (const frame of decodeFile(file, { withoutMessages: true, verifyChecksums: true })) {
    for (const field of fields) {
      const ours = valuesOf(frame, field);
      const expected = theirs.get(frame.number)?.get(field) ?? [];
      if (ours.join('\n') === expected.join('\n')) agreed += ours.length;
      else
        wrong.push(`${basename(file)}, ${frame.number}, ${field}: tshark ${expected} ours ${ours}`);
    }
  }
  return { wrong, agreed };
}

function skips(t: ExecutionContext, lacks: string | undefined): boolean {
  const reason = hasTshark ? lacks : 'tshark is not installed';
  if (reason === undefined) return false;
  t.log(`SKIP ${reason}`);
  t.pass();
  return true;
}

test('every tunnel of the forge reads as tshark reads it, down to SCCP', (t) => {
  if (skips(t, undefined)) return;
  const sample = samples(folder).find(({ path }) => path.includes('tunnels'))!;
  const { wrong, agreed } = compare(sample.path, fieldsOf([...tunnels, ...around]));
  t.deepEqual(wrong, []);
  t.true(agreed > 1000, `${agreed} values agreed`);
});

test('IP fragments read as tshark reads them, header by header, down to SCCP', (t) => {
  if (skips(t, undefined)) return;
  const sample = samples(folder).find(({ path }) => path.includes('ip-fragments'))!;
  const { wrong, agreed } = compare(sample.path, fieldsOf(['vxlan', ...around]));
  t.deepEqual(wrong, []);
  t.true(agreed > 500, `${agreed} values agreed`);
});

test('the tunnels of other projects’ captures read as tshark reads them', (t) => {
  const captures = captureFolder();
  if (skips(t, captures === undefined ? 'no captures (set SIGWARDEN_CAPTURES)' : undefined)) return;
  const results = capturesIn(captures!).map((file) => compare(file, fieldsOf(tunnels)));
  t.deepEqual(
    results.flatMap(({ wrong }) => wrong),
    [],
  );
  const agreed = results.reduce((sum, result) => sum + result.agreed, 0);
  t.true(agreed > 1500, `${agreed} values agreed`);
});
