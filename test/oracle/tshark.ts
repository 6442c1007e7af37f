// SPDX-License-Identifier: Apache-2.0
// tshark as a second opinion: the values of fields, frame by frame. It reads as this release
// does: IP fragments, TCP segments, fragments of SCTP user messages and segments of SCCP are joined,
// and a chunk with a TSN seen before is read like any other.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tidy/tree.ts';

/** Field name → its values in one frame, in order. */
export type Values = ReadonlyMap<string, readonly string[]>;

const preferences = [
  'ip.defragment:TRUE',
  'ipv6.defragment:TRUE',
  'sctp.reassembly:TRUE',
  'sctp.tsn_analysis:FALSE',
  'sctp.checksum:Automatic',
  'sccp.defragment_xudt:TRUE',
  'tcp.desegment_tcp_streams:TRUE',
  'tcp.reassemble_out_of_order:TRUE',
  'diameter.desegment:TRUE',
];
/** Between the values of one field: an octet that no value holds. */
const SEPARATOR = '\u001f';

export const hasTshark = spawnSync('tshark', ['--version']).status === 0;

/**
 * Captures and vectors of other projects, which are never part of the tree; undefined when they
 * are not there.
 */
export function captureFolder(): string | undefined {
  const folder = process.env.SIGWARDEN_CAPTURES ?? join(root, '../shared/captures');
  return existsSync(folder) ? folder : undefined;
}

export function capturesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(pcap|pcapng|cap)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Status of tshark for a capture that ends inside a record; what was read before is printed. */
const CUT_SHORT = 2;

/**
 * Runs tshark: what it prints, a line a row, cut at tabs. A failure is an error of the test, and so
 * is a capture cut short unless it `mayBeCut`.
 */
export function tshark(args: readonly string[], mayBeCut = false): string[][] {
  const { stdout, stderr, status } = spawnSync('tshark', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && !(mayBeCut && status === CUT_SHORT))
    throw new Error(`tshark ${args.join(' ')}: ${stderr}`);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
}

/** Names of the fields that this tshark has. */
export function knownFields(): Map<string, string> {
  const rows = tshark(['-G', 'fields']);
  return new Map(rows.filter((row) => row[0] === 'F').map((row) => [row[2] ?? '', row[3] ?? '']));
}

/**
 * Frame number → values of `fields` there; `decodeAs` tells tshark what a capture does not, as
 * `mpls.label==18,pwethcw`, and `more` are preferences, as `mtp3.standard:ANSI`.
 */
export function tsharkValues(
  file: string,
  fields: readonly string[],
  decodeAs: readonly string[] = [],
  more: readonly string[] = [],
): Map<number, Values> {
  const args = [
    ...['-n', '-r', file],
    ...[...preferences, ...more].flatMap((preference) => ['-o', preference]),
    ...decodeAs.flatMap((rule) => ['-d', rule]),
    ...['-T', 'fields', '-E', 'occurrence=a', '-E', `aggregator=${SEPARATOR}`],
    ...['frame.number', ...fields].flatMap((field) => ['-e', field]),
  ];
  const frames = new Map<number, Values>();
  for (const columns of tshark(args, true)) {
    const values = fields.flatMap((field, i) => {
      const column = columns[i + 1] ?? '';
      return column === '' ? [] : [[field, column.split(SEPARATOR)] as const];
    });
    frames.set(Number(columns[0]), new Map(values));
  }
  return frames;
}
