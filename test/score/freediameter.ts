// SPDX-License-Identifier: Apache-2.0
// The encoder of freeDiameter, where it is installed (Debian: libfreediameter-dev and
// freediameter-extensions): requests by the names of its own dictionaries, as freediameter.c has them
// encoded. The library alone is used; the daemon, which speaks to peers, is not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../src/lab/forge/bytes.ts';
import { plmnId, tbcd } from '../../src/lab/forge/digits.ts';
import { allowedHost, allowedImsi } from '../../src/lab/forge/identities.ts';
import { root } from '../tidy/tree.ts';
import type { Ask, Carried } from './requests.ts';
import { moves } from './roles.ts';
import { home, realmOf } from './scene.ts';
import { imsiDigits } from './vectors.ts';
import { workDirectory } from './workbench.ts';

const source = join(root, 'test/score/freediameter.c');
const program = join(workDirectory, 'freediameter-encoder');
const needed = '/usr/lib/freeDiameter/dict_dcca_3gpp.fdx';

/** Why it cannot be asked here; undefined once its program is built. */
export function buildEncoder(): string | undefined {
  if (!existsSync(needed)) return `not installed (no ${needed})`;
  const header = ['-include', 'freeDiameter/freeDiameter-host.h'];
  if (spawnSync('cc', ['-xc', '-fsyntax-only', ...header, '/dev/null']).status !== 0)
    return 'its headers or a compiler are not installed';
  mkdirSync(workDirectory, { recursive: true });
  const libraries = ['-lfdcore', '-lfdproto', '-ldl'];
  const { status, stderr } = spawnSync('cc', ['-O1', '-o', program, source, ...libraries]);
  if (status !== 0) throw new Error(`cannot build ${source}: ${stderr}`);
  return undefined;
}

const s6a = 16777251;
const slg = 16777255;
const slh = 16777291;
const sh = 16777217;
const s6c = 16777312;
const sgd = 16777313;
const requestProxiable = 'c0';
const msisdn = '9990117654321';
const centre = '999400400003';

interface Recipe {
  readonly operation: string;
  readonly command: number;
  readonly application: number;
  /** Lines after those that every request has. */
  readonly body: (ask: Ask) => readonly string[];
}

const userName = ({ imsi }: Ask) => `User-Name ${allowedImsi(imsi)}`;
const visitedNetwork = ({ visited: { mcc, mnc } }: Ask) =>
  `Visited-PLMN-Id x${toHex(plmnId(mcc, mnc))}`;
const number = (name: string, digits: string) => `${name} x${toHex(tbcd(digits))}`;
const identity = ['User-Identity (', number('MSISDN', msisdn), ')'];
const client = ['LCS-EPS-Client-Name (', 'LCS-Name-String lab client', ')'];

const recipes: readonly Recipe[] = [
  {
    ...{ operation: 's6a.ULR', command: 316, application: s6a },
    body: (ask) => [userName(ask), 'RAT-Type 1004', 'ULR-Flags 34', visitedNetwork(ask)],
  },
  {
    ...{ operation: 's6a.AIR', command: 318, application: s6a },
    body: (ask) => [
      ...[userName(ask), 'Requested-EUTRAN-Authentication-Info ('],
      ...[
        'Number-Of-Requested-Vectors 1',
        'Immediate-Response-Preferred 0',
        ')',
        visitedNetwork(ask),
      ],
    ],
  },
  {
    ...{ operation: 's6a.CLR', command: 317, application: s6a },
    body: (ask) => [userName(ask), 'Cancellation-Type 0'],
  },
  {
    ...{ operation: 's6a.IDR', command: 319, application: s6a },
    body: (ask) => [
      ...[userName(ask), 'Subscription-Data (', 'Subscriber-Status 0', ')', 'IDR-Flags 8'],
    ],
  },
  {
    ...{ operation: 's6a.DSR', command: 320, application: s6a },
    body: (ask) => [userName(ask), 'DSR-Flags 2', 'Context-Identifier 1'],
  },
  { operation: 's6a.PUR', command: 321, application: s6a, body: (ask) => [userName(ask)] },
  {
    ...{ operation: 's6a.NOR', command: 323, application: s6a },
    body: (ask) => [userName(ask), 'Alert-Reason 0'],
  },
  {
    ...{ operation: 'slg.PLR', command: 8388620, application: slg },
    body: (ask) => ['SLg-Location-Type 0', userName(ask), ...client, 'LCS-Client-Type 1'],
  },
  { operation: 'slh.RIR', command: 8388622, application: slh, body: (ask) => [userName(ask)] },
  {
    ...{ operation: 'sh.UDR', command: 306, application: sh },
    body: () => [...identity, 'Data-Reference 14'],
  },
  {
    ...{ operation: 'sh.SNR', command: 308, application: sh },
    body: () => [...identity, 'Subs-Req-Type 0', 'Data-Reference 11'],
  },
  {
    ...{ operation: 's6c.SRR', command: 8388647, application: s6c },
    body: () => [
      ...[number('MSISDN', msisdn), number('SC-Address', centre), 'SM-RP-MTI 0', 'SRR-Flags 1'],
    ],
  },
  {
    ...{ operation: 'sgd.TFR', command: 8388646, application: sgd },
    body: (ask) => [
      ...[userName(ask), number('SC-Address', centre), 'SM-RP-UI x0400d0026162630000817010006400'],
    ],
  },
];

/** What has no subscriber in it that the recipe could name. */
const anonymous = new Set(['sh.UDR', 'sh.SNR', 's6c.SRR']);

export function freeDiameterRequests(): Carried[] {
  return recipes.map((recipe) => ({
    ...{ encoder: 'freeDiameter', from: 'libfdproto', operation: recipe.operation },
    ...(anonymous.has(recipe.operation) ? {} : { imsiDigits: imsiDigits.usual }),
    ...(moves.includes(recipe.operation) && { saysWhere: true }),
    build: (ask) => encoded(recipe, ask),
  }));
}

function encoded({ command, application, body }: Recipe, ask: Ask): Uint8Array {
  const { host, id, from } = ask;
  const lines = [
    `message ${requestProxiable} ${command} ${application} ${id} ${id}`,
    ...[`Session-Id ${allowedHost(host)};1;${id}`, 'Auth-Session-State 1', `Origin-Host ${host}`],
    ...[`Origin-Realm ${allowedHost(realmOf(from))}`, `Destination-Realm ${realmOf(home)}`],
    ...[...body(ask), 'send'],
  ];
  const { status, stdout, stderr } = spawnSync(program, { input: `${lines.join('\n')}\n` });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return Buffer.from(String(stdout).trim(), 'hex');
}
