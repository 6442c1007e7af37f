// SPDX-License-Identifier: Apache-2.0
// Requests in the captures of other projects, as tshark cuts them out: the TCAP message of a Begin, a
// Diameter request; one of each operation in each capture. Whole messages of theirs: the digits of the
// IMSI become ours, and the hosts and realms of Diameter.
import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { operationName } from '../../src/base/operations.ts';
import { capturesIn, hasTshark } from '../oracle/tshark.ts';
import { type Carried, camelBase, diameterCarried } from './requests.ts';
import { imsiOfText, readdressed } from './vectors.ts';

const wanted = 'tcap.begin_element || diameter.flags.request == 1';

/** One packet: values of fields by name, wherever they stand in it. */
type Values = ReadonlyMap<string, readonly string[]>;

/** Why not, in words, where there is no tshark. */
export function capturedRequests(folder: string): Carried[] | string {
  if (!hasTshark) return 'no tshark, which cuts them out';
  const found = new Map<string, Carried>();
  for (const capture of capturesIn(folder)) {
    const from = relative(folder, capture);
    for (const values of packetsIn(capture))
      for (const one of [signalling(values, from), diameter(values, from)]) {
        const key = `${from} ${one?.operation}`;
        if (one !== undefined && !found.has(key)) found.set(key, one);
      }
  }
  return [...found.values()];
}

function packetsIn(capture: string): Values[] {
  const form = ['-T', 'json', '-x', '--no-duplicate-keys'];
  const { stdout } = spawnSync('tshark', ['-n', '-r', capture, '-Y', wanted, ...form], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return (JSON.parse(stdout || '[]') as unknown[]).map((packet) => {
    const values = new Map<string, string[]>();
    collect(packet, '', values);
    return values;
  });
}

/** Texts by the name they stand under; of raw octets, lists, the first member is the hexadecimal. */
function collect(node: unknown, name: string, values: Map<string, string[]>): void {
  if (typeof node === 'string') values.set(name, [...(values.get(name) ?? []), node]);
  else if (Array.isArray(node)) {
    const list = name.endsWith('_raw') && !Array.isArray(node[0]) ? node.slice(0, 1) : node;
    for (const one of list) collect(one, name, values);
  } else if (typeof node === 'object' && node !== null)
    for (const [key, value] of Object.entries(node)) collect(value, key, values);
}

function signalling(values: Values, from: string): Carried | undefined {
  const message = values.get('tcap_raw')?.[0];
  const [map, camel] = ['gsm_old.localValue', 'camel.local'].map((name) => values.get(name)?.[0]);
  if (message === undefined || (map ?? camel) === undefined) return undefined;
  const imsi = values.get('e212.imsi')?.flatMap((text) => imsiOfText(text) ?? [])[0];
  const code = Number(map ?? camel) + (map === undefined ? camelBase : 0);
  return {
    ...{ encoder: 'captures', from, operation: operationName(code) },
    ...(imsi !== undefined && { imsiDigits: imsi.length }),
    build: (ask) => readdressed(message, imsi, ask.imsi),
  };
}

function diameter(values: Values, from: string): Carried | undefined {
  const message = values.get('diameter_raw')?.[0];
  const imsi = values.get('e212.imsi')?.flatMap((text) => imsiOfText(text) ?? [])[0];
  return message === undefined ? undefined : diameterCarried('captures', from, message, imsi);
}
