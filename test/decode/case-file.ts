// SPDX-License-Identifier: Apache-2.0
// Case files: test/decode/*.md, documents of which the fenced blocks are run. `## A sentence`
// begins a case; each ```hex LAYER block is one frame, in octets from the first one of that layer
// on; one ```expect block says how they read. The form is in CONTRIBUTING.md. Knows names of the
// schema, so that a misspelt field is an error and no expectation that nothing meets; decodes
// nothing.
import { basename } from 'node:path';
import { fromHex } from '../../src/lab/forge/bytes.ts';
import { counters } from '../../src/schema/counters.ts';
import { protocols } from '../../src/schema/registry.ts';
import { isLayer } from './layers.ts';

/** One frame of a case. */
export interface Block {
  /** Name of a layer, with what stands behind its colon. */
  readonly layer: string;
  readonly octets: Uint8Array;
  /** Seconds since the frame before. */
  readonly after: number;
  /** Octets that the wire had and the capture has not. */
  readonly missing: number;
  readonly where: string;
}

/** How the frames of a case read, together. */
export interface Expectation {
  /** Field → all its values, in the order of frames and octets; none for `absent`. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Of all messages, sorted. */
  readonly anomalies: readonly string[];
  /** Of frames and messages, in their order. */
  readonly faults: readonly string[];
  readonly messages: number | undefined;
  readonly counters: ReadonlyMap<string, number>;
  /** As `decode --verify-checksums` reads. */
  readonly verifiesChecksums: boolean;
  readonly where: string;
}

export interface Case {
  readonly title: string;
  /** `file:line` of its heading. */
  readonly where: string;
  readonly blocks: readonly Block[];
  readonly expectation: Expectation;
}

class CaseError extends Error {
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
  }
}

interface Fence {
  readonly info: string;
  readonly lines: readonly string[];
  /** Number of its first line; its fence is the one before. */
  readonly line: number;
}

/** The cases of one document; `path` is for what errors say. */
export function casesOf(path: string, text: string): Case[] {
  const cases: Case[] = [];
  const at = (line: number) => `${basename(path)}:${line}`;
  let current: { title: string; line: number; blocks: Block[] } | undefined;
  let isOpen = false;
  for (const part of partsOf(text)) {
    if ('title' in part) {
      if (isOpen) throw new CaseError(at(current!.line), 'this case has no expect block');
      current = { ...part, blocks: [] };
      isOpen = true;
      continue;
    }
    const where = at(part.line - 1);
    const kind = part.info.split(' ', 1)[0];
    if (kind !== 'hex' && kind !== 'expect') continue;
    if (current === undefined || !isOpen)
      throw new CaseError(where, 'stands in no case: `## A sentence` begins one');
    if (kind === 'hex') {
      current.blocks.push(blockOf(part, at));
      continue;
    }
    if (current.blocks.length === 0) throw new CaseError(where, 'no hex block before it');
    const { title, line, blocks } = current;
    cases.push({ title, where: at(line), blocks, expectation: expectationOf(part, at) });
    isOpen = false;
  }
  if (isOpen) throw new CaseError(at(current!.line), 'this case has no expect block');
  if (cases.length === 0) throw new CaseError(at(1), 'a case file without cases');
  return cases;
}

type Part = { readonly title: string; readonly line: number } | Fence;

/** Headings of cases and fenced blocks, in order. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let fence: { info: string; lines: string[]; line: number } | undefined;
  text.split('\n').forEach((content, index) => {
    if (content.startsWith('```')) {
      if (fence === undefined)
        fence = { info: content.slice(3).trim(), lines: [], line: index + 2 };
      else {
        parts.push(fence);
        fence = undefined;
      }
    } else if (fence !== undefined) fence.lines.push(content);
    else if (content.startsWith('## ')) parts.push({ title: content.slice(3), line: index + 1 });
  });
  if (fence !== undefined) parts.push(fence);
  return parts;
}

type Place = (line: number) => string;

/** A longer silence ends the run (runs.ts). */
const AFTER_MAX = 1000;
const blockInfo = /^hex (\S+)(?: after (\d+) s)?(?: missing (\d+))?$/;

function blockOf(fence: Fence, at: Place): Block {
  const where = at(fence.line - 1);
  const info = blockInfo.exec(fence.info);
  if (info === null)
    throw new CaseError(where, 'the form is ```hex LAYER [after N s] [missing OCTETS]');
  const layer = info[1]!;
  if (!isLayer(layer)) throw new CaseError(where, `no layer ${layer} (test/decode/layers.ts)`);
  const after = Number(info[2] ?? 0);
  if (after > AFTER_MAX) throw new CaseError(where, `at most ${AFTER_MAX} s between frames`);
  const octets = fence.lines.map((line, index) => {
    const digits = line.replace(/#.*/, '').replace(/\s+/g, '');
    if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits))
      throw new CaseError(at(fence.line + index), `no whole octets in hex: ${line.trim()}`);
    return fromHex(digits);
  });
  return {
    layer,
    octets: Buffer.concat(octets),
    after,
    missing: Number(info[3] ?? 0),
    where,
  };
}

const fieldNames = new Set(
  protocols.flatMap((protocol) => Object.values(protocol.fields).map((field) => field.name)),
);
const namesOf = (pick: (protocol: (typeof protocols)[number]) => object) =>
  new Set(protocols.flatMap((p) => Object.keys(pick(p)).map((name) => `${p.name}.${name}`)));
const anomalyNames = namesOf((protocol) => protocol.anomalies);
const faultNames = namesOf((protocol) => protocol.faults).add('none');

const expectInfo = /^expect( --verify-checksums)?$/;

function expectationOf(fence: Fence, at: Place): Expectation {
  const info = expectInfo.exec(fence.info);
  if (info === null)
    throw new CaseError(at(fence.line - 1), 'the form is ```expect [--verify-checksums]');
  const fields = new Map<string, string[]>();
  const anomalies: string[] = [];
  const faults: string[] = [];
  const counts = new Map<string, number>();
  let messages: number | undefined;
  fence.lines.forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('# ')) return;
    const where = at(fence.line + index);
    const [word = '', value = ''] = splitOnce(line);
    const known = (names: ReadonlySet<string>, name: string, what: string) => {
      if (!names.has(name)) throw new CaseError(where, `no ${what} ${name}`);
      return name;
    };
    const count = (text: string) => {
      if (!/^\d+$/.test(text)) throw new CaseError(where, `no number: ${text}`);
      return Number(text);
    };
    if (word === 'anomaly') anomalies.push(known(anomalyNames, value, 'anomaly'));
    else if (word === 'fault') faults.push(known(faultNames, value, 'fault'));
    else if (word === 'messages') messages = count(value);
    else if (word === 'absent') fields.set(known(fieldNames, value, 'field'), []);
    else if (word === 'counter') {
      const [name, number] = splitOnce(value);
      counts.set(known(new Set(Object.keys(counters)), name, 'counter'), count(number));
    } else {
      known(fieldNames, word, 'field');
      fields.set(word, [...(fields.get(word) ?? []), value]);
    }
  });
  return {
    fields,
    anomalies: [...new Set(anomalies)].sort(),
    faults: faults.filter((fault) => fault !== 'none'),
    messages,
    counters: counts,
    verifiesChecksums: info[1] !== undefined,
    where: at(fence.line - 1),
  };
}

function splitOnce(line: string): [string, string] {
  const space = line.indexOf(' ');
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
}
