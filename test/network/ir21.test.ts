// SPDX-License-Identifier: Apache-2.0
// IR.21 files of fictional networks in three shapes of the schema, and what must not be taken.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import test from 'ava';
import fc from 'fast-check';

import { formatProblem, type Problem, ProductError } from '../../src/base/errors.ts';
import { parseNetworkFile } from '../../src/config/network-files.ts';
import { formatDay, parseDay } from '../../src/network/day.ts';
import { Ir21Names, loadIr21Names } from '../../src/network/ir21/names.ts';
import { type Ir21File, readIr21 } from '../../src/network/ir21/reader.ts';
import { snapshotsOfIr21 } from '../../src/network/ir21/snapshots.ts';
import { xml_limit } from '../../src/network/ir21/xml.ts';
import { historyToml } from '../../src/network/knowledge-text.ts';
import { scratchFolder } from '../scratch.ts';
import { root } from '../tidy/tree.ts';

const names = loadIr21Names(undefined);
const shape = (name: string) => readIr21(join(root, 'test/network/ir21', name), names);
const scratch = scratchFolder();

function written(text: string | Buffer): Ir21File {
  const file = join(scratch, 'x.xml');
  writeFileSync(file, text);
  return readIr21(file, names);
}

function refusal(text: string | Buffer): string {
  try {
    written(text);
    return '';
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return error.message.replace(`${scratch}/`, '');
  }
}

/** Reports as `line:column: message`. */
function reports(file: Ir21File): string[] {
  return file.reports.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

const head = '<?xml version="1.0"?>\n';
const network = (inside: string, tadig = 'XWFST') =>
  `${head}<R><NetworkList><Network><TADIGCode>${tadig}</TADIGCode>${inside}</Network></NetworkList></R>`;

test('the early shape: one network without namespaces', (t) => {
  const file = shape('far-state-2018.xml');
  t.is(file.schema, '8.2');
  t.is(file.sender, 'XWFST');
  t.is(formatDay(file.created!), '2018-02-01');
  t.deepEqual(file.networks, [
    {
      tadig: 'XWFST',
      name: '(999-40)',
      plmn: [{ mcc: '999', mnc: '40' }],
      globalTitles: ['99940', '999400000001', '999400000009'],
      msisdn: ['9994010', '9994011', '9994012', '9994013', '9994014'],
      mobileGlobalTitles: ['99940'],
      gsmScf: ['999400000009'],
      realms: [],
      changes: [parseDay('2018-01-15')!],
    },
  ]);
  t.deepEqual(file.carriers, ['Carrier One']);
  t.deepEqual(reports(file), ['96:27: LTEInfoSection is a placeholder (SectionNA)']);
});

test('the middle shape: prefixed names, two networks, pairs in the summary', (t) => {
  const file = shape('islands.xml');
  const [one, two] = file.networks;
  t.deepEqual(one!.plmn, [{ mcc: '999', mnc: '050' }], 'an MNC keeps its zero');
  t.deepEqual(one!.globalTitles, ['999501', '9995020', '9995021', '9995022', '9995023', '9995024']);
  t.deepEqual(one!.realms, ['epc.mnc050.mcc999.3gppnetwork.org', 'roaming.island-one.example']);
  t.is(two!.tadig, 'XLIS2');
  t.deepEqual(two!.plmn, [{ mcc: '999', mnc: '051' }]);
  t.deepEqual(reports(file), [
    '59:13: NetworkElementsInfoSection is a placeholder (SectionNA)',
    '63:7: network XLIS2 has no RoutingInfoSection, NetworkElementsInfoSection, LTEInfoSection',
  ]);
});

test('the late shape: every wrong thing is told with its place, and the rest is taken', (t) => {
  const file = shape('far-telephony.xml');
  t.is(file.networks.length, 1);
  const [only] = file.networks;
  t.is(only!.name, 'Téléphonie Lointaine', 'ISO 8859-1 is read as it declares');
  t.deepEqual(only!.globalTitles, ['99940', '99960', '999601', '99961']);
  t.deepEqual(only!.plmn, [{ mcc: '999', mnc: '60' }]);
  t.deepEqual(reports(file), [
    '9:1: network XTTEL has no LTEInfoSection',
    '18:20: "last spring" is no date of a change',
    '24:37: "999 6O2" is no CC and NDC',
    '25:60: "500" to "499" behind 99963 is no range of numbers',
    '27:64: a range of numbers of XVVIR, another network',
    '32:40: MCC "999" with MNC "6" is no network',
    '34:1: RoutingInfo/NumberColour in RoutingInfoSection is not understood',
    '42:1: a network without TADIG code',
  ]);
});

test('a file speaks of the day on which it was made, and back to the last change that it knows', (t) => {
  const { snapshots, reports: found } = snapshotsOfIr21(shape('far-telephony.xml'), undefined);
  t.deepEqual(
    snapshots.map(({ day, since, network: one }) => [
      formatDay(day),
      formatDay(since!),
      one.id,
      one.operator,
    ]),
    [['2024-05-02', '2024-04-01', 'xttel', 'xttel']],
  );
  t.regex(found[0]!.message, /announced for 2024-09-01/);
  const told = snapshotsOfIr21(shape('far-telephony.xml'), parseDay('2020-01-01'));
  t.is(formatDay(told.snapshots[0]!.since!), '2020-01-01');
});

test('a placeholder for a name gives way to the organisation’s', (t) => {
  const { snapshots } = snapshotsOfIr21(shape('far-state-2018.xml'), undefined);
  t.is(snapshots[0]!.network.name, 'Far State Telecom');
  t.deepEqual(snapshots[0]!.network.territories, ['XW']);
});

test('the owner of a file’s networks goes by a code and not by a name anybody may write', (t) => {
  const { snapshots } = snapshotsOfIr21(shape('islands.xml'), undefined);
  t.deepEqual(
    snapshots.map((one) => one.network.operator),
    ['xlis1', 'xlis1'],
  );
});

test('without a date a file says nothing until it is told since when', (t) => {
  const file = written(network(''));
  t.deepEqual(snapshotsOfIr21(file, undefined).snapshots, []);
  t.regex(snapshotsOfIr21(file, undefined).reports[0]!.hint!, /--since/);
  t.is(snapshotsOfIr21(file, 0).snapshots.length, 1);
});

test('a network described twice is both, and that is told', (t) => {
  const gt = (ndc: string) =>
    `<GT_NumberRanges><RangeData><NumberRange><CC>999</CC><NDC>${ndc}</NDC></NumberRange></RangeData></GT_NumberRanges>`;
  const one = `<Network><TADIGCode>XWFST</TADIGCode>${gt('40')}</Network>`;
  const file = written(`${head}<R><NetworkList>${one}${one.replace('40', '41')}</NetworkList></R>`);
  t.deepEqual(file.networks[0]!.globalTitles, ['99940', '99941']);
  t.true(reports(file).some((text) => text.includes('already described at line 2')));
});

test('a code elsewhere inside a network does not rename it', (t) => {
  const file = written(network('<Partners><TADIGCode>XEVIL</TADIGCode></Partners>'));
  t.is(file.networks[0]!.tadig, 'XWFST');
  t.true(reports(file).some((text) => text.includes('Partners/TADIGCode')));
});

test('a network within a network is none of its own', (t) => {
  const inner = '<NetworkList><Network><TADIGCode>XEVIL</TADIGCode></Network></NetworkList>';
  t.deepEqual(
    written(network(inner)).networks.map(({ tadig }) => tadig),
    ['XWFST'],
  );
});

test('MCC and MNC are paired within one block only', (t) => {
  const file = written(
    network(
      '<CCITT_E212_NumberSeries><MCC>999</MCC></CCITT_E212_NumberSeries><Other><MNC>07</MNC></Other>',
    ),
  );
  t.deepEqual(file.networks[0]!.plmn, []);
});

test('a document type is refused, so that no entity can expand', (t) => {
  const bomb = `${head}<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY c "&a;&a;&a;">]><b>&c;</b>`;
  t.regex(refusal(bomb), /^x\.xml:2:\d+: has a document type \(DTD\): refused/);
  t.regex(refusal(`${head}<a>&unknown;</a>`), /^x\.xml:2:\d+: /);
  t.regex(refusal(`${head}<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`), /has a document type/);
});

test('depth, attributes, texts and names have bounds with names', (t) => {
  const deep = '<a>'.repeat(xml_limit.depth + 1) + '</a>'.repeat(xml_limit.depth + 1);
  t.regex(refusal(head + deep), /more than 64 elements in one another \(limit depth\)/);
  const many = Array.from({ length: xml_limit.attributes + 1 }, (_, i) => `a${i}="x"`).join(' ');
  t.regex(refusal(`${head}<a ${many}/>`), /\(limit attributes\)/);
  const long = 'x'.repeat(xml_limit.attribute_text + 1);
  t.regex(refusal(`${head}<a b="${long}"/>`), /\(limit attribute_text\)/);
  t.regex(refusal(`${head}<a>${'x'.repeat(xml_limit.text + 1)}</a>`), /\(limit text\)/);
  t.regex(refusal(`${head}<${'n'.repeat(xml_limit.name + 1)}/>`), /\(limit name\)/);
  t.regex(refusal(`${head}<a><!--${'x'.repeat(2_000_000)}--></a>`), /without an element \(text\)/);
});

test('what is no XML, not whole, or not in its encoding is refused with its place', (t) => {
  t.regex(refusal('IR.21 of Far State'), /^x\.xml:1:\d+: /);
  t.regex(refusal(`${head}<a><b></a>`), /^x\.xml:2:\d+: /);
  t.regex(refusal(`${head}<a>`), /^x\.xml:/);
  t.regex(refusal(''), /^x\.xml:/);
  t.regex(
    refusal(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])),
    /not text in utf-8/,
  );
  t.regex(refusal('<?xml version="1.0" encoding="klingon"?><a/>'), /encoding "klingon"/);
});

test('UTF-16 with its mark is read', (t) => {
  const text = `\ufeff${network('').replace(head, '<?xml version="1.0" encoding="UTF-16"?>\n')}`;
  t.is(written(Buffer.from(text, 'utf16le')).networks[0]!.tadig, 'XWFST');
});

test('an XML file of something else says that no network was found', (t) => {
  t.deepEqual(reports(written(`${head}<invoice/>`)), ['1:1: no network was found']);
});

test('whatever becomes of a file, it is read or refused with a sentence, and what is taken can be kept', (t) => {
  const whole = ['far-state-2018.xml', 'islands.xml', 'far-telephony.xml'].map((name) =>
    readFileSync(join(root, 'test/network/ir21', name)),
  );
  const change = fc.record({
    of: fc.nat(whole.length - 1),
    at: fc.nat(5000),
    octets: fc.uint8Array({ maxLength: 6 }),
    skip: fc.nat(40),
  });
  fc.assert(
    fc.property(change, ({ of, at, octets, skip }) => {
      const text = whole[of]!;
      const changed = Buffer.concat([text.subarray(0, at), octets, text.subarray(at + skip)]);
      let file: Ir21File;
      try {
        file = written(changed);
      } catch (error) {
        t.true(error instanceof ProductError, String(error));
        return;
      }
      for (const { network: one, origin } of snapshotsOfIr21(file, 0).snapshots) {
        const problems: Problem[] = [];
        const text_ = historyToml({ versions: [one], origins: [origin!] });
        parseNetworkFile(text_, `${one.id}.toml`, problems);
        t.deepEqual(problems, []);
      }
    }),
    { numRuns: 300 },
  );
});

test('names are kept on one line and short', (t) => {
  const name = `Far\n<![CDATA[\u0085State]]> ${'é'.repeat(500)}`;
  const { snapshots } = snapshotsOfIr21(written(network(`<NetworkName>${name}</NetworkName>`)), 0);
  const kept = snapshots[0]!.network.name;
  t.regex(kept, /^Far +State é+$/);
  t.true(Buffer.byteLength(kept) <= 240);
});

test('an operator can add names', (t) => {
  const own = new Ir21Names();
  const problems: Parameters<Ir21Names['add']>[2] = [];
  own.add(
    'version = 1\n[blocks]\nnetwork = ["Netz"]\n[values.network]\ntadig = ["Kennung"]\n',
    'n.toml',
    problems,
  );
  t.deepEqual(problems, []);
  const file = join(scratch, 'own.xml');
  writeFileSync(file, '<A><Netz><Kennung>XWFST</Kennung></Netz></A>');
  t.is(readIr21(file, own).networks[0]!.tadig, 'XWFST');
});

test('a table of names that is wrong says where', (t) => {
  const own = new Ir21Names();
  const problems: Parameters<Ir21Names['add']>[2] = [];
  own.add(
    '[blocks]\nnetwrok = ["A"]\n[values.network]\ntadgi = ["B"]\n[wrods]\n',
    'n.toml',
    problems,
  );
  t.deepEqual(
    problems.map((one) => formatProblem({ ...one, excerpt: '' }).trimEnd()),
    [
      'n.toml:2:1: unknown block "netwrok"; did you mean "network"?',
      'n.toml:4:1: unknown value "tadgi" of block "network"; did you mean "tadig"?',
      'n.toml:5:2: unknown table "wrods"; did you mean "words"?',
    ],
  );
});
