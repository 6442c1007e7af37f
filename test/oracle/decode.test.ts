// SPDX-License-Identifier: Apache-2.0
// The decoder against tshark 4.0.17, field by field: captures of other projects, their codec
// vectors wrapped into frames, and a forged world. Every difference is in the reviewed list of
// exceptions.ts or fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type DecodedFrame, decodeFile } from '../../src/engine/decode-file.ts';
import { generate } from '../../src/lab/generate.ts';
import { samples } from '../../src/lab/samples.ts';
import { camel } from '../../src/schema/protocols/camel.ts';
import { protocols } from '../../src/schema/registry.ts';
import { writeAddresses } from './addresses.ts';
import { type Difference, exceptions } from './exceptions.ts';
import {
  captureFolder,
  capturesIn,
  hasTshark,
  knownFields,
  tsharkValues,
  type Values,
} from './tshark.ts';
import { inFragments, type Sending, writeVectors } from './vectors.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-oracle-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/**
 * The fields that are compared: every field of these protocols that tshark has, except the
 * structure of AVPs and MAP.
 */
const judged = [
  /^(m3ua|m2ua|m2pa|sua|mtp3|mtp2)\./,
  /^sccp(mg)?\./,
  /^tcap\./,
  /^ansi_tcap\./,
  /^gsm_old\./,
  /^gsm_map\./,
  /^gsm_sms\./,
  /^(camel|isup)\./,
  /^gsm_a\.dtap\.cld_party_bcd_num$/,
  /^(e212\.imsi|e164\.msisdn)$/,
  /^diameter\./,
  /^gtp\.(?!length$)/,
  /^gtpv2\./,
  /^e212\.(rai|cgi|sai|tai|ecgi|lai)\./,
];
const fields = [
  ...new Set(
    protocols
      .flatMap((protocol) => Object.values(protocol.fields))
      .filter(
        (field) =>
          field.own !== true &&
          field.format !== 'label' &&
          judged.some((one) => one.test(field.name)),
      )
      .map((field) => field.name),
  ),
];

function skips(t: ExecutionContext, needsCaptures: boolean): boolean {
  const lacks = [
    hasTshark ? undefined : 'tshark is not installed',
    !needsCaptures || captureFolder() !== undefined
      ? undefined
      : 'no captures (set SIGWARDEN_CAPTURES)',
  ].filter((reason) => reason !== undefined);
  if (lacks.length === 0) return false;
  t.log(`SKIP ${lacks.join('; ')}`);
  t.pass();
  return true;
}

function valuesOf(frame: DecodedFrame): Values {
  const values = new Map<string, string[]>();
  for (const node of frame.nodes) {
    if (node.kind !== 'field' || node.value === '') continue;
    const list = values.get(node.name);
    if (list === undefined) values.set(node.name, [node.value]);
    else list.push(node.value);
  }
  return values;
}

/** Reasons that were needed, over all tests of this file. */
const used = new Set<string>();

/** Compares a file; what differs without a reviewed reason, and how many values agreed. */
function compare(file: string, nameOf: (frame: number) => string) {
  const theirs = tsharkValues(file, [...fields, '_ws.malformed', '_ws.unreassembled']);
  const wrong: string[] = [];
  let agreed = 0;
  for (const frame of decodeFile(file, { withoutMessages: true })) {
    const frameTheirs = theirs.get(frame.number) ?? new Map<string, string[]>();
    const frameOurs = valuesOf(frame);
    for (const field of fields) {
      const difference: Difference = {
        file: nameOf(frame.number),
        frame: frame.number,
        field,
        theirs: frameTheirs.get(field) ?? [],
        ours: frameOurs.get(field) ?? [],
        frameTheirs,
        frameOurs,
        hasMessage: frame.messages.length > 0,
      };
      if (difference.theirs.join('\n') === difference.ours.join('\n')) {
        agreed += difference.ours.length;
        continue;
      }
      const exception = exceptions.find((one) => one.holds(difference));
      if (exception === undefined)
        wrong.push(
          `${difference.file}, frame ${frame.number}, ${field}: ` +
            `tshark ${difference.theirs} ours ${difference.ours}`,
        );
      else used.add(exception.reason);
    }
  }
  return { wrong, agreed };
}

test('every capture of other projects reads as tshark reads it, and none ends the process', (t) => {
  if (skips(t, true)) return;
  const captures = capturesIn(captureFolder() ?? '');
  t.true(captures.length >= 70);
  let agreed = 0;
  for (const file of captures) {
    const result = compare(file, () => basename(file).replace(/^hist_[0-9a-f]+_/, ''));
    t.deepEqual(result.wrong.slice(0, 20), [], file);
    agreed += result.agreed;
  }
  t.true(agreed > 30_000, `${agreed} values agreed`);
  t.log(`${agreed} values agreed in ${captures.length} captures`);
});

test('the vectors of other projects’ codecs read as tshark reads them', (t) => {
  if (skips(t, true)) return;
  const capture = join(folder, 'vectors.pcap');
  const sources = writeVectors(join(captureFolder() ?? '', 'vectors.jsonl'), capture);
  t.true(sources.size > 250);
  const { wrong, agreed } = compare(capture, (frame) => sources.get(frame) ?? '');
  t.deepEqual(wrong, []);
  t.true(agreed > 5000, `${agreed} values agreed`);
});

test('the same vectors in fragments of SCTP read as tshark reads them, in their last frame', (t) => {
  if (skips(t, true)) return;
  const jsonl = join(captureFolder() ?? '', 'vectors.jsonl');
  const backwards =
    (send: Sending): Sending =>
    (...message) =>
      send(...message).reverse();
  const sendings: Record<string, Sending> = {
    'in two or more': inFragments(48),
    'in a few octets each': inFragments(13),
    'the last one first': backwards(inFragments(60)),
  };
  for (const [name, send] of Object.entries(sendings)) {
    const capture = join(folder, 'fragments.pcap');
    const sources = writeVectors(jsonl, capture, send);
    const { wrong, agreed } = compare(capture, (frame) => sources.get(frame) ?? '');
    t.deepEqual(wrong.slice(0, 20), [], name);
    t.true(agreed > 5000, `${name}: ${agreed} values agreed`);
    t.log(`${name}: ${agreed} values agreed in ${sources.size} frames`);
  }
});

test('the same vectors in segments of SCCP read as tshark reads them, in their last frame', (t) => {
  if (skips(t, true)) return;
  const jsonl = join(captureFolder() ?? '', 'vectors.jsonl');
  const kinds: Record<string, [number, Sending?]> = {
    'in two or more': [100],
    'in many': [7],
    'in segments, and each of them in fragments': [40, inFragments(50)],
  };
  for (const [name, [segment, send]] of Object.entries(kinds)) {
    const capture = join(folder, 'segments.pcap');
    const sources = writeVectors(jsonl, capture, send, segment);
    const { wrong, agreed } = compare(capture, (frame) => sources.get(frame) ?? '');
    t.deepEqual(wrong.slice(0, 20), [], name);
    t.true(agreed > 5000, `${name}: ${agreed} values agreed`);
    t.log(`${name}: ${agreed} values agreed in ${sources.size} frames`);
  }
});

test('an SCCP address of any form reads as tshark reads it', (t) => {
  if (skips(t, false)) return;
  const capture = join(folder, 'addresses.pcap');
  t.true(writeAddresses(capture) > 1000);
  const { wrong, agreed } = compare(capture, (frame) => `address ${frame}`);
  t.deepEqual(wrong.slice(0, 20), []);
  t.true(agreed > 40_000, `${agreed} values agreed`);
  t.log(`${agreed} values agreed`);
});

test('every SCCP message of the samples reads as tshark reads it', (t) => {
  if (skips(t, false)) return;
  for (const { path } of samples(join(folder, 'samples')).filter(({ path: p }) =>
    /sccp|fragments/.test(p),
  )) {
    const { wrong, agreed } = compare(path, () => basename(path));
    t.deepEqual(wrong.slice(0, 20), [], path);
    t.true(agreed > 150, `${agreed} values agreed`);
  }
});

test('a forged world reads as tshark reads it', (t) => {
  if (skips(t, false)) return;
  const output = join(folder, 'forged.pcap');
  for (const [scenario, messages] of [
    ['far-from-home', 4000],
    ['calls-abroad', 1000],
  ] as const) {
    generate({ scenario, seed: 11, messages, output });
    const { wrong, agreed } = compare(output, () => scenario);
    t.deepEqual(wrong.slice(0, 20), []);
    t.true(agreed > 12 * messages, `${agreed} values agreed`);
  }
});

test('what arrives in IP fragments and TCP segments reads as tshark reads it, in its last frame', (t) => {
  if (skips(t, false)) return;
  const made = samples(folder).filter(({ path }) => /ip-fragments|tcp-segments/.test(path));
  t.is(made.length, 2);
  for (const { path } of made) {
    const { wrong, agreed } = compare(path, () => basename(path));
    t.deepEqual(wrong, []);
    t.true(agreed > 200, `${basename(path)}: ${agreed} values agreed`);
  }
});

test('every operation of CAP reads as tshark reads it', (t) => {
  if (skips(t, false)) return;
  const codes = new Set<string>();
  let agreed = 0;
  for (const { path } of samples(join(folder, 'samples'))) {
    if (!path.includes('camel')) continue;
    const result = compare(path, () => basename(path));
    t.deepEqual(result.wrong.slice(0, 20), [], path);
    agreed += result.agreed;
    for (const frame of decodeFile(path, { withoutMessages: true }))
      for (const code of valuesOf(frame).get('camel.local') ?? []) codes.add(code);
  }
  t.deepEqual(
    (camel.operations ?? []).map(({ code }) => String(code)).filter((code) => !codes.has(code)),
    [],
  );
  t.true(agreed > 500, `${agreed} values agreed`);
  t.log(`${agreed} values agreed of ${codes.size} operations`);
});

test('the samples of a protocol read as tshark reads them, those its file brings among them', (t) => {
  if (skips(t, false)) return;
  // What is below SCCP is compared in signalling.test.ts, each variant by itself.
  const names = protocols.map(({ name }) => name).filter((name) => !/^(m\d|mtp|su|scc)/.test(name));
  const brought = samples(folder).filter(({ path }) =>
    names.includes(basename(path).replace(/-.*/, '')),
  );
  t.true(brought.length >= 2);
  for (const { path } of brought) {
    const { wrong, agreed } = compare(path, () => basename(path));
    t.deepEqual(wrong.slice(0, 20), [], path);
    t.true(agreed > 150, `${path}: ${agreed} values agreed`);
  }
});

test('every MAP operation, dialogue and ANSI package of the lab reads as tshark reads it', (t) => {
  if (skips(t, false)) return;
  const files = samples(join(folder, 'samples')).map(({ path }) => path);
  for (const name of ['ss7-operations.pcap', 'ss7-dialogues.pcap', 'ss7-ansi-tcap.pcap']) {
    const file = files.find((path) => path.endsWith(name)) ?? '';
    const { wrong, agreed } = compare(file, () => name);
    t.deepEqual(wrong, [], name);
    t.log(`${name}: ${agreed} values agreed`);
  }
});

test('each command of each Diameter application reads as tshark reads it', (t) => {
  if (skips(t, false)) return;
  const sample = samples(join(folder, 'samples')).find(({ path }) => path.includes('applications'));
  const path = sample?.path ?? '';
  const { wrong, agreed } = compare(path, () => basename(path));
  t.deepEqual(wrong.slice(0, 20), []);
  t.true(agreed > 8000, `${agreed} values agreed`);
  const named = new Set([...decodeFile(path)].flatMap((frame) => [...valuesOf(frame).keys()]));
  t.true(named.size > 200, `${named.size} fields`);
});

test('every reviewed reason to differ still occurs', (t) => {
  if (skips(t, true)) return;
  const stale = exceptions.map(({ reason }) => reason).filter((reason) => !used.has(reason));
  t.deepEqual(stale, []);
});

test('tshark knows every field under a name of Wireshark’s, with a type that prints alike', (t) => {
  if (skips(t, false)) return;
  const known = knownFields();
  const types: Readonly<Record<string, RegExp>> = {
    dec: /^FT_(U?INT|FRAMENUM|BOOLEAN)/,
    hex: /^FT_U?INT/,
    bytes: /^FT_BYTES|^FT_OID|^FT_NONE/,
    text: /^FT_STRING/,
    digits: /^FT_STRING/,
    oid: /^FT_(OID|REL_OID)/,
    bool: /^FT_BOOLEAN/,
    ipv4: /^FT_IPv4/,
    ipv6: /^FT_IPv6/,
    ether: /^FT_ETHER/,
    time: /^FT_ABSOLUTE_TIME/,
  };
  const wrong = protocols
    .flatMap((protocol) => Object.values(protocol.fields))
    .filter((field) => field.own !== true && field.format !== 'label')
    .filter((field) => types[field.format]?.test(known.get(field.name) ?? 'unknown') !== true)
    .map(
      (field) => `${field.name}: ${field.format} here, ${known.get(field.name) ?? 'absent'} there`,
    );
  t.deepEqual(wrong, []);
});
