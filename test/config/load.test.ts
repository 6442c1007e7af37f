// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import test from 'ava';
import fc from 'fast-check';

import { formatProblem, type Problem, ProductError } from '../../src/base/errors.ts';
import { type Config, defaultConfig, loadConfig, parseConfig } from '../../src/config/load.ts';
import { parseDay } from '../../src/network/day.ts';
import { scratchFolder } from '../scratch.ts';

/** A problem of x.toml as `line:column message; hint`, without the line that it shows. */
function sentence(problem: Problem): string {
  return formatProblem({ ...problem, excerpt: '' })
    .replace(/^x\.toml:/, '')
    .trimEnd();
}

/** The problems of a text; none when it is right. */
function problemsOf(text: string): string[] {
  try {
    parseConfig(text, 'x.toml');
    return [];
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return error.problems.map(sentence);
  }
}

function warningsOf(config: Config): string[] {
  return config.warnings.map(sentence);
}

const HEAD = 'version = 1\n';
const network = (id: string, rest: string) => `[[network]]\nid = "${id}"\n${rest}\n`;

const ATI = 'gsm_map.anyTimeInterrogation';

/**
 * A network `partner` and an agreement with `to` about one operation, without a date if undefined.
 */
function agreement(to: string, operation: string, until: string | undefined): string {
  const date = until === undefined ? '' : `until = ${until}\n`;
  const what = `network = "${to}"\noperations = ["${operation}"]\n${date}owner = "x"\n`;
  return `${HEAD}${network('partner', 'home = true\nplmn = ["001-01"]')}[[agreement]]\n${what}`;
}

test('a configuration of a version alone is right and takes every default', (t) => {
  const config = parseConfig(HEAD, '/etc/sigwarden/sigwarden.toml');
  t.is(config.tap, 'tap');
  t.is(config.storeDirectory, '/var/lib/sigwarden/store');
  t.deepEqual(config.networks, []);
  t.true(config.effective.some((one) => one.key === 'store.directory' && one.from === 'default'));
  t.is(defaultConfig().file, undefined);
});

test('every key of a network reaches its definition', (t) => {
  const config = parseConfig(
    `${HEAD}[[network]]
id = "homeland"
name = "Homeland Mobile"
operator = "group"
territories = ["XA", "GB"]
home = true
plmn = ["001-01", "001-010"]
imsi = ["0010177"]
global_titles = ["99901"]
msisdn = ["999011"]
mobile_global_titles = ["99902"]
realms = ["EPC.mnc001.mcc001.3gppnetwork.org."]
point_codes = ["2-016-0", 6818]
gsm_scf = ["9990100"]
sms_routers = ["99901000500"]
hub = true
valid_from = 2018-01-01
valid_until = 2019-06-30
source = "test"
`,
    'x.toml',
  );
  t.deepEqual(config.networks, [
    {
      id: 'homeland',
      name: 'Homeland Mobile',
      operator: 'group',
      territories: ['XA', 'GB'],
      home: true,
      plmn: [
        { mcc: '001', mnc: '01' },
        { mcc: '001', mnc: '010' },
      ],
      imsi: ['0010177'],
      globalTitles: ['99901'],
      msisdn: ['999011'],
      mobileGlobalTitles: ['99902'],
      realms: ['epc.mnc001.mcc001.3gppnetwork.org'],
      pointCodes: [4224, 6818],
      gsmScf: ['9990100'],
      smsRouters: ['99901000500'],
      hub: true,
      validFrom: parseDay('2018-01-01'),
      validUntil: parseDay('2019-06-30'),
      source: 'test',
    },
  ]);
});

test('name and operator of a network default to its id', (t) => {
  const [one] = parseConfig(HEAD + network('n-1', 'global_titles = ["9"]'), 'x.toml').networks;
  t.is(one!.name, 'n-1');
  t.is(one!.operator, 'n-1');
  t.false(one!.home);
});

test('links, agreements, rule modes and paths are read', (t) => {
  const config = parseConfig(
    `${HEAD}${network('partner-x', 'global_titles = ["9991"]')}
[[link]]
name = "carrier-a"
role = "interconnect"
tap = "outside-firewall"
ours = { point_codes = ["2-016-0"], addresses = ["192.0.2.10"], hosts = ["Dra1.example.net"] }
theirs = { addresses = ["2001:db8::1"] }
[[agreement]]
network = "partner-x"
operations = ["gsm_map.anyTimeInterrogation"]
until = 2027-01-01
owner = "roaming desk"
[rules]
directory = "rules.d"
[rules.mode]
"cat1.interconnect" = "test"
[store]
directory = "store"
`,
    '/etc/sigwarden/x.toml',
  );
  const [link] = config.links;
  t.is(link!.role, 'interconnect');
  t.is(link!.tap, 'outside_firewall');
  t.deepEqual(link!.ours, {
    point_codes: [4224],
    addresses: ['192.0.2.10'],
    hosts: ['dra1.example.net'],
  });
  t.deepEqual(link!.theirs, { point_codes: [], addresses: ['2001:db8::1'], hosts: [] });
  t.is(config.agreements[0]!.until, parseDay('2027-01-01')!);
  t.is(config.rulesDirectory, '/etc/sigwarden/rules.d');
  t.is(config.storeDirectory, '/etc/sigwarden/store');
  t.deepEqual([...config.ruleModes], [['cat1.interconnect', 'test']]);
});

const wrong: readonly (readonly [title: string, text: string, ...expected: RegExp[]])[] = [
  ['a missing version', '', /^1:1: the configuration lacks "version"; add version = 1$/],
  ['a newer version', 'version = 2\n', /^1:11: configuration version 2 .* install a newer/],
  [
    'an unknown table',
    `${HEAD}[netwrok]\n`,
    /^2:2: unknown key or table "netwrok"; did you mean "network"\?$/,
  ],
  [
    'an unknown key',
    HEAD + network('a', 'plmm = []'),
    /^4:1: unknown key "plmm" in \[\[network\]\]; did you mean "plmn"\?$/,
  ],
  [
    'a single table where a list is meant',
    `${HEAD}[network]\nid = "a"\n`,
    /^2:2: "network" is a list of tables; write \[\[network\]\]$/,
  ],
  [
    'a list where one table is meant',
    `${HEAD}[[store]]\n`,
    /^2:3: "store" must be one table; write \[store\]$/,
  ],
  [
    'an MNC of one digit',
    HEAD + network('a', 'plmn = ["001-1"]'),
    /^4:9: "001-1" is no MCC-MNC; write "001-01"/,
  ],
  [
    'a title that is a number',
    HEAD + network('a', 'global_titles = [99901]'),
    /^4:18: 99901 is no prefix of digits; write it as text, "99901"/,
  ],
  ['a title with a plus', HEAD + network('a', 'global_titles = ["+999 01"]'), /write "99901"$/],
  [
    'an IMSI prefix no longer than an MCC-MNC',
    HEAD + network('a', 'imsi = ["00101"]'),
    /^4:9: "00101" is no prefix of digits; write 6 to 15/,
  ],
  [
    'a distance that is no number',
    'version = 1\n[[territory]]\ncode = "XA"\ndistance = { XB = "far" }\n',
    /^4:19: "far" is no whole number of km from 0 to 20038/,
  ],
  [
    'a distance to nowhere',
    'version = 1\n[[territory]]\ncode = "XA"\ndistance = { Barbados = 1 }\n',
    /^4:\d+: "Barbados" is no territory; did you mean "BB"\?$/,
  ],
  [
    'a distance stated twice and otherwise',
    'version = 1\n[[territory]]\ncode = "XA"\ndistance = { XB = 7 }\n[[territory]]\ncode = "XB"\ndistance = { XA = 8 }\n',
    /^7:19: XB and XA are 7 km apart by line 4, and 8 km here; state a distance once$/,
  ],
  [
    'a neighbour that is far',
    'version = 1\n[[territory]]\ncode = "XA"\nneighbours = ["XB"]\ndistance = { XB = 7 }\n',
    /^5:19: XB is a neighbour of XA and 7 km away/,
  ],
  [
    'a territory by name',
    HEAD + network('a', 'territories = ["Barbados"]\nplmn = ["342-600"]'),
    /^4:16: "Barbados" is no territory; did you mean "BB"\?$/,
  ],
  [
    'a territory in small letters',
    HEAD + network('a', 'territories = ["bb"]'),
    /did you mean "BB"\?$/,
  ],
  [
    'a date in quotes',
    HEAD + network('a', 'valid_from = "2018-01-01"'),
    /^4:14: "2018-01-01" is no date; write a day as 2018-01-31/,
  ],
  [
    'a period that ends before it begins',
    HEAD + network('a', 'valid_from = 2019-01-01\nvalid_until = 2018-01-01'),
    /^5:15: valid_until 2018-01-01 is before valid_from 2019-01-01/,
  ],
  [
    'a point code out of range',
    HEAD + network('a', 'point_codes = ["8-0-0", 16384]'),
    /^4:16: "8-0-0" is no international/,
    /^4:25: 16384 is no international/,
  ],
  [
    'an id given twice',
    HEAD + network('a', 'plmn = ["001-01"]') + network('a', 'plmn = ["001-02"]'),
    /^6:6: network "a" was already described at line 3/,
  ],
  ['a link without ends', `${HEAD}[[link]]\nname = "x"\n`, /^2:3: link "x" has no ends/],
  [
    'an end on both sides',
    `${HEAD}[[link]]\nname = "x"\nours = { point_codes = [1] }\ntheirs = { point_codes = ["0-000-1"] }\n`,
    /0-000-1 is on both sides/,
  ],
  [
    'a mistyped role',
    `${HEAD}[[link]]\nname = "x"\nrole = "interconect"\nours = { hosts = ["a"] }\n`,
    /^4:8: .* did you mean "interconnect"\?$/,
  ],
  [
    'an address with a mask',
    `${HEAD}[[link]]\nname = "x"\nours = { addresses = ["192.0.2.0/24"] }\n`,
    /is no IP address/,
  ],
  [
    'an agreement with nobody',
    agreement('partnr', ATI, '2027-01-01'),
    /^7:11: agreement with unknown network "partnr"; did you mean "partner"\?$/,
  ],
  [
    'an agreement without an end',
    agreement('partner', ATI, undefined),
    /lacks "until"; add until = /,
  ],
  [
    'an operation without its protocol',
    agreement('partner', 'anyTimeInterrogation', '2027-01-01'),
    /^8:15: operation "any.*" is not known; did you mean "gsm_map\.anyTimeInterrogation"\?$/,
  ],
  [
    'an unquoted rule id',
    `${HEAD}[rules.mode]\ncat1.interconnect = "test"\n`,
    /write "cat1\.interconnect" in quotes$/,
  ],
  ['a mistyped mode', `${HEAD}[rules.mode]\n"a.b" = "tets"\n`, /^3:9: .* did you mean "test"\?$/],
  ['text that is empty', `${HEAD}[appliance]\ntap = ""\n`, /^3:7: text is empty/],
];
for (const [title, text, ...expected] of wrong)
  test(`${title} is one located problem with a remedy`, (t) => {
    const problems = problemsOf(text);
    t.is(problems.length, expected.length, problems.join('\n'));
    for (const [index, pattern] of expected.entries()) t.regex(problems[index]!, pattern);
  });

test('all problems are told at once, in the order of the file', (t) => {
  const lines = problemsOf(
    `version = 3\n[aplliance]\n${network('Bad Id', 'plmn = ["x"]\nhome = 1')}[[link]]\nname = "l"\n`,
  ).map((problem) => Number(problem.split(':')[0]));
  t.deepEqual(lines, [1, 2, 4, 5, 6, 7]);
});

test('a leading zero is located, explained, and hides nothing after it', (t) => {
  const problems = problemsOf(
    `${HEAD}${network('a', 'mnc = 01')}${network('b', 'plmn = [\n  "001-01",\n  02,\n]\nhome = 7')}`,
  );
  t.is(problems.length, 3);
  t.regex(problems[0]!, /^4:7: a number cannot begin with 0 in TOML; write it as text, "01"/);
  t.regex(problems[1]!, /^9:3: a number cannot begin with 0/);
  t.regex(problems[2]!, /^11:8: 7 is neither true nor false/);
});

test('a line that is not TOML is located', (t) => {
  t.regex(problemsOf(`${HEAD}[[network\n`)[0]!, /^2:\d+: not TOML: /);
  t.regex(problemsOf(`${HEAD}version = 1\n`)[0]!, /^2:\d+: this key or table was already given/);
});

test('errors and warnings show their line with a caret', (t) => {
  const error = t.throws(() => parseConfig(`${HEAD}[appliance]\n  tpa = "x"  # ours\n`, 'x.toml'));
  t.is(
    error.message,
    `x.toml:3:3: unknown key "tpa" in [appliance]; did you mean "tap"?
    tpa = "x"  # ours
    ^~~`,
  );
  const [warning] = parseConfig(`${HEAD}[[network]]\nid = "a"\nhome = true\n`, 'x.toml').warnings;
  t.is(warning!.excerpt, '  [[network]]\n    ^~~~~~~');
});

const claims: readonly (readonly [kind: string, line: string])[] = [
  ['global title prefix', 'global_titles = ["99901"]'],
  ['MCC-MNC', 'plmn = ["001-01"]'],
  ['realm', 'realms = ["example.net"]'],
  ['point code', 'point_codes = [4224]'],
  ['E.214 prefix', 'mobile_global_titles = ["99901"]'],
  ['MSISDN prefix', 'msisdn = ["99901"]'],
  ['gsmSCF prefix', 'gsm_scf = ["99901"]'],
  ['IMSI prefix', 'imsi = ["0010177"]'],
];
for (const [kind, line] of claims)
  test(`two operators cannot own one ${kind} at the same time`, (t) => {
    const [problem, ...others] = problemsOf(HEAD + network('a', line) + network('b', line));
    t.deepEqual(others, []);
    t.true(problem!.includes(`${kind} `), problem);
    t.regex(problem!, /^7:\d+: .* is also of network "a" at line 4, of another operator/);
  });

test('a title can pass from one operator to another', (t) => {
  const text = (until: string) =>
    HEAD +
    network('a', `global_titles = ["99901"]\nvalid_until = ${until}`) +
    network('b', 'global_titles = ["99901"]\nvalid_from = 2019-01-01');
  t.deepEqual(problemsOf(text('2018-12-31')), []);
  t.is(problemsOf(text('2019-01-01')).length, 1);
});

test('a longer prefix of another operator is no conflict', (t) => {
  const text =
    HEAD + network('a', 'global_titles = ["99901"]') + network('b', 'global_titles = ["999012"]');
  t.deepEqual(problemsOf(text), []);
});

test('a prefix that two networks of one operator hold is a warning', (t) => {
  const line = 'operator = "group"\nhome = true\nglobal_titles = ["99901"]';
  const config = parseConfig(HEAD + network('a', line) + network('b', line), 'x.toml');
  t.is(config.warnings.length, 1);
  t.regex(
    warningsOf(config)[0]!,
    /^11:18: global title prefix 99901 is also of network "a" at line 6, which is the one that answers/,
  );
});

test('an MNC of two digits inside one of three is a warning', (t) => {
  const config = parseConfig(
    HEAD + network('a', 'plmn = ["001-01"]\nhome = true') + network('b', 'plmn = ["001-010"]'),
    'x.toml',
  );
  t.regex(
    warningsOf(config)[0]!,
    /IMSIs that begin with 001010 fit both this and 001-01 at line 4/,
  );
});

test('an expired agreement warns on the day after its last', (t) => {
  const text = agreement('partner', ATI, '2020-01-01');
  const on = (day: string) => warningsOf(parseConfig(text, 'x.toml', { today: parseDay(day)! }));
  t.deepEqual(on('2020-01-01'), []);
  t.regex(on('2020-01-02')[0]!, /^9:9: agreement with "partner" expired on 2020-01-01/);
});

test('a configuration without a home network is a warning', (t) => {
  t.regex(
    warningsOf(parseConfig(HEAD + network('a', 'plmn = ["001-01"]'), 'x.toml'))[0]!,
    /no network is marked as home/,
  );
});

test('effective values tell the line they come from', (t) => {
  const config = parseConfig(HEAD + network('a', 'plmn = ["001-01"]\nhome = true'), 'x.toml');
  const of = (key: string) => config.effective.find((one) => one.key === key)!;
  t.deepEqual(of('network.a.plmn').value, ['001-01']);
  t.is(of('network.a.plmn').from, 'x.toml:4');
  t.is(of('network.a.gsm_scf').from, 'default');
});

test('a file that is missing, a folder, or not text is one sentence with exit code 3', (t) => {
  const folder = scratchFolder();
  const binary = join(folder, 'binary.toml');
  writeFileSync(binary, Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 0xff]));
  for (const file of [join(folder, 'none.toml'), folder, binary]) {
    const error = t.throws(() => loadConfig(file), { instanceOf: ProductError });
    t.is(error.exit, 3);
    t.is(error.problems.length, 1);
    t.true(error.message.startsWith(file));
    t.not(error.problems[0]!.hint, undefined);
  }
});

test('no text makes the reader fail otherwise than by telling its problems', (t) => {
  const word = fc.constantFrom(
    'version',
    'network',
    'link',
    'ours',
    'id',
    'plmn',
    'mode',
    'rules',
    'x',
    '"a.b"',
    '"__proto__"',
  );
  const value = fc.constantFrom(
    '1',
    '01',
    '"001-01"',
    '[]',
    '["9", 9]',
    '{}',
    '{ addresses = ["::1"] }',
    '2018-01-01',
    'true',
    '[[',
    'nan',
    '1e400',
  );
  const line = fc.oneof(
    fc.tuple(word, value).map(([key, one]) => `${key} = ${one}`),
    word.map((name) => `[${name}]`),
    word.map((name) => `[[${name}]]`),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      for (const problem of problemsOf(lines.join('\n'))) t.regex(problem, /^\d+:\d+: ./);
    }),
    { numRuns: 500, seed: 3 },
  );
});

test('the point codes of a link are written as its variant writes them', (t) => {
  const link = (variant: string, codes: string) =>
    `${HEAD}[[link]]\nname = "a"\n${variant}theirs = { point_codes = [${codes}] }\n`;
  const codesOf = (variant: string, codes: string) =>
    parseConfig(link(`variant = "${variant}"\n`, codes), 'x.toml').links[0]!.theirs.point_codes;
  t.deepEqual(codesOf('ansi', '"245-12-7", 16059401'), [0xf50c07, 0xf50c09]);
  t.deepEqual(codesOf('china', '"1-2-3"'), [0x010203]);
  t.deepEqual(codesOf('japan', '37428, "22136"'), [37428, 22136]);
  t.deepEqual(codesOf('itu', '"2-016-0"'), [4224]);
  t.deepEqual(parseConfig(link('', '"2-016-0"'), 'x.toml').links[0]!.theirs.point_codes, [4224]);
  const wrong: readonly [variant: string, codes: string, message: RegExp][] = [
    ['', '"245-12-7"', /no international point code/],
    ['variant = "japan"\n', '"1-2-3"', /no point code of the variant "japan".*up to 65535/],
    ['variant = "ansi"\n', '"256-1-1"', /no point code of the variant "ansi"/],
    ['variant = "ansi"\n', '16777216', /up to 16777215/],
    ['variant = "isdn"\n', '1', /isdn/],
  ];
  for (const [variant, codes, message] of wrong)
    t.regex(problemsOf(link(variant, codes)).join(), message, `${variant}${codes}`);
});
