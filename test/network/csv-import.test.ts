// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';

import { formatProblem } from '../../src/base/errors.ts';
import { type CsvImport, readNetworkCsv } from '../../src/network/csv-import.ts';
import { formatDay, parseDay } from '../../src/network/day.ts';
import { emptyNetwork, type NetworkDefinition } from '../../src/network/definition.ts';
import { contentOf, emptyHistory, withSnapshot } from '../../src/network/history.ts';
import { csvColumns, networkCsv } from '../../src/network/knowledge-text.ts';

const origin = { kind: 'csv', file: 'x.csv', sha256: '', date: undefined } as const;
const read = (text: string): CsvImport => readNetworkCsv(text, 'x.csv', origin, undefined);
const head = `${csvColumns.join(',')}\n`;
const line = (kind: string, value: string) => `far,Far,far,${kind},${value},2018-01-01,,test\n`;

function problemsOf(text: string): string[] {
  return read(text).reports.map(formatProblem);
}

test('a network and a period of it are one snapshot', (t) => {
  const { snapshots, rows } = read(
    `${head}${line('plmn', '999-40')}${line('global_titles', '99940')}` +
      'far,Far,far,global_titles,99945,2019-01-01,2019-12-31,test\n',
  );
  t.is(rows, 3);
  t.deepEqual(
    snapshots.map(({ day, until, network }) => [
      formatDay(day),
      until === undefined ? '' : formatDay(until),
      network.globalTitles,
    ]),
    [
      ['2018-01-01', '', ['99940']],
      ['2019-01-01', '2019-12-31', ['99945']],
    ],
  );
});

test('columns come in any order, others stand beside them, digits may be a range', (t) => {
  const { snapshots, reports } = read(
    '\ufeffvalue,remark,kind,network\r\n9990100-9990199,"a ""b"", c",global_titles,far\r\n',
  );
  t.deepEqual(snapshots[0]!.network.globalTitles, ['99901']);
  t.is(snapshots[0]!.network.source, 'CSV x.csv');
  t.deepEqual(
    reports.map(({ line: at, column }) => [at, column]),
    [[1, 7]],
  );
});

test('a line that is wrong is told with its place, and the others are taken', (t) => {
  const text =
    head +
    line('plmn', '99940') +
    line('gt', '99940') +
    'Far State,,,plmn,999-40,,,\n' +
    line('global_titles', '99941-9994') +
    line('point_codes', '9-1-1') +
    line('territories', 'XX1') +
    'far,,,plmn,999-40,1.1.2018,,\n' +
    line('realms', 'a b') +
    line('plmn', '999-41');
  t.deepEqual(problemsOf(text), [
    'x.csv:2:18: "99940" is no MCC-MNC, as 001-01; this line was left out',
    'x.csv:3:13: "gt" is no kind of address; use one of plmn, imsi, global_titles, msisdn, ' +
      'mobile_global_titles, gsm_scf, realms, point_codes, territories',
    'x.csv:4:1: "Far State" is no id of a network; 1 to 64 lower-case letters, digits and hyphens',
    'x.csv:5:27: "99941-9994" is no prefix or range of digits, as 99901 or 9990100-9990199; ' +
      'this line was left out',
    'x.csv:6:25: "9-1-1" is no point code, as 2-016-0 or 4224; this line was left out',
    'x.csv:7:25: "XX1" is no territory, two capital letters; this line was left out',
    'x.csv:8:19: "1.1.2018" is no date; write 2018-01-31',
    'x.csv:9:20: "a b" is no realm or host name; this line was left out',
  ]);
  t.deepEqual(read(text).snapshots[0]!.network.plmn, [{ mcc: '999', mnc: '41' }]);
});

test('lines are counted through quoted line ends, and an open quote ends with the text', (t) => {
  t.deepEqual(problemsOf(`${head}far,"two\nlines",,plmn,1,,,\n`).length, 1);
  t.regex(problemsOf(`${head}far,"two\nlines",,gt,1,,,\n`)[0]!, /^x\.csv:3:9: /);
  t.notThrows(() => read(`${head}far,"open,plmn`));
});

test('a head without a needed column says what it should be', (t) => {
  t.regex(problemsOf('network,kind\n')[0]!, /column "value"/);
  t.regex(problemsOf('').join(), /column "network"/);
});

const digits = fc.stringMatching(/^9990[0-9]{0,8}$/);
const network: fc.Arbitrary<NetworkDefinition> = fc
  .record({
    globalTitles: fc.uniqueArray(digits, { maxLength: 5 }),
    msisdn: fc.uniqueArray(digits, { maxLength: 5 }),
    realms: fc.uniqueArray(fc.constantFrom('a.example', 'b.example'), { maxLength: 2 }),
    pointCodes: fc.uniqueArray(fc.integer({ min: 0, max: 0x3fff }), { maxLength: 3 }),
    territories: fc.constantFrom([], ['XA'], ['XA', 'XB']),
    validFrom: fc.constantFrom(undefined, parseDay('2018-01-01')),
    validUntil: fc.constantFrom(undefined, parseDay('2019-01-01')),
    name: fc.constantFrom('Far', 'Far, "State"', 'Ünder\nground'),
  })
  .map((one) => ({
    ...emptyNetwork,
    ...one,
    id: 'far',
    operator: 'far-group',
    plmn: [{ mcc: '999', mnc: '01' }],
    globalTitles: one.globalTitles.toSorted(),
    msisdn: one.msisdn.toSorted(),
    source: 'a, b',
  }));

test('what is exported comes back the same', (t) => {
  fc.assert(
    fc.property(network, (one) => {
      const { snapshots, reports } = read(head + networkCsv(one).join('\n'));
      t.deepEqual(reports, []);
      const [version] = snapshots.reduce(withSnapshot, emptyHistory).versions;
      t.is(contentOf(version!), contentOf(one));
      t.deepEqual(
        [version!.validFrom, version!.validUntil, version!.source],
        [one.validFrom, one.validUntil, one.source],
      );
    }),
  );
});
