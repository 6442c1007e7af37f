// SPDX-License-Identifier: Apache-2.0
// Every command of every Diameter application through the command line, asked by a foreign network
// about our subscriber: each has its row, its verdict, its subscriber and its outcome, and what the
// answer gives away is told.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { operationName } from '../../src/base/operations.ts';
import { exchanges } from '../../src/lab/sample-diameter-applications.ts';
import { samples } from '../../src/lab/samples.ts';
import { loadRules } from '../../src/rules/load.ts';
import { nameOf } from '../../src/schema/tables.ts';
import { sigwarden } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'diameter-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const networks = `version = 1

[[network]]
id = "homeland"
name = "Homeland Mobile"
territories = ["XA"]
home = true
plmn = ["001-01"]
global_titles = ["99901"]
valid_from = 2017-01-01
source = "written for a test"

[[network]]
id = "coast"
name = "Coast Mobile"
territories = ["XF"]
plmn = ["999-10"]
global_titles = ["99910"]
valid_from = 2017-01-01
source = "written for a test"
`;

interface Row {
  readonly network: string;
  readonly operation: string;
  readonly entitlement: string;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly own: number;
}
interface Finding {
  readonly operation: string;
  readonly disclosed: readonly string[];
}
interface Screened {
  readonly sources: readonly Row[];
  readonly findings: readonly Finding[];
}

const screened = (() => {
  const sample = samples(join(folder, 'samples')).find(({ path }) => path.includes('applications'));
  const config = join(folder, 'networks.toml');
  writeFileSync(config, networks);
  const { stdout } = sigwarden(folder, [
    'screen',
    sample?.path ?? '',
    '--config',
    config,
    '--json',
  ]);
  return JSON.parse(stdout) as Screened;
})();
const rowOf = (operation: string) => screened.sources.find((row) => row.operation === operation);

/** Commands that name nobody: the session that they belong to does. */
const nameNobody =
  /^(credit_control\.(RAR|ASR|STR)|(gx|gxx|s9|sd|rx)\.RAR|rx\.(ASR|STR)|sy\.(SNR|STR)|tsp\.DAR)$/;

test('there is an exchange for every Diameter row of the entitlement table', (t) => {
  const forged = new Set(exchanges.map(({ operation }) => operation));
  const rows = loadRules()
    .entitlement.rows()
    .map((row) => operationName(row.operation))
    .filter((name) => !/^(gsm_map|camel|ansi_map|gtp|gtpv2|s6a|base)\./.test(name));
  t.deepEqual(
    rows.filter((name) => !forged.has(name)),
    [],
  );
  t.true(rows.length > 70);
});

test('a foreign network that asks about our subscriber is judged by the row of each command', (t) => {
  const verdicts: Readonly<Record<string, string>> = {
    own: 'not_entitled',
    home: 'not_entitled',
    serving: 'cannot_know',
    any: 'entitled',
  };
  const { entitlement } = loadRules();
  const names = new Map(entitlement.rows().map((row) => [operationName(row.operation), row]));
  for (const { operation } of exchanges) {
    const row = rowOf(operation);
    t.is(row?.network, 'coast', operation);
    t.is(row?.own, nameNobody.test(operation) ? 0 : 1, operation);
    t.deepEqual(row?.outcomes, { answered: 1 }, operation);
    const sender = nameOf('sender', names.get(operation)?.sender ?? -1);
    const expected = operation === 's9.RAR' ? 'cannot_know' : verdicts[sender]; // of nobody
    t.is(row?.entitlement, expected, operation);
  }
});

test('what an answer gives away is told of it, and a name that the question had to bear is not', (t) => {
  const disclosed = Object.fromEntries(
    screened.findings.map((finding) => [finding.operation, finding.disclosed]),
  );
  const expected: Readonly<Record<string, readonly string[]>> = {
    'slg.PLR': ['cell', 'coordinates', 'age_of_location'],
    'slh.RIR': ['imsi', 'msisdn', 'serving_node'],
    'sh.UDR': ['serving_node', 'cell', 'age_of_location', 'profile'],
    'cx.UAR': ['serving_node'],
    'cx.SAR': ['profile'],
    'cx.MAR': ['vectors'],
    'swx.MAR': ['vectors'],
    'swx.SAR': ['msisdn', 'profile'],
    'swm.DER': ['msisdn', 'serving_node', 'vectors', 'profile'],
    'zh.MAR': ['vectors'],
    'zn.BIR': ['imsi', 'vectors'],
    's6m.SIR': ['imsi', 'msisdn', 'serving_node'],
    's6t.CIR': ['imsi', 'msisdn', 'location_area', 'cell', 'age_of_location'],
    't6a.CIR': ['location_area', 'cell', 'age_of_location'],
    'rx.AAR': ['cell'],
    's13.ECR': [],
    'slg.LRR': [],
  };
  for (const [operation, given] of Object.entries(expected))
    t.deepEqual(disclosed[operation], given, operation);
});
