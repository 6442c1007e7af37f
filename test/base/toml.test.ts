// SPDX-License-Identifier: Apache-2.0
// The one reader of TOML: values, places of all of them, and texts with mistakes.
import test from 'ava';
import fc from 'fast-check';
import { formatProblem } from '../../src/base/errors.ts';
import { caret } from '../../src/base/source-text.ts';
import { DateText, type Path, TomlDocument } from '../../src/base/toml.ts';

function told(text: string): string[] {
  return new TomlDocument('x', text).syntax.map((one) =>
    formatProblem({ ...one, excerpt: '' }).trimEnd(),
  );
}

/** Values without the objects that carry them. */
function bare(text: string): unknown {
  return JSON.parse(JSON.stringify(new TomlDocument('x', text).values));
}

test('headers, dotted keys, inline tables and lists of tables make one tree', (t) => {
  const text = `top = 1
[a.b]
c.d = "x"
[[many]]
n = 1
[many.inside]
flag = true
[[many]]
list = [1, [2.5, -3], { y = 'raw\\n' }]
`;
  t.deepEqual(bare(text), {
    top: 1,
    a: { b: { c: { d: 'x' } } },
    many: [{ n: 1, inside: { flag: true } }, { list: [1, [2.5, -3], { y: 'raw\\n' }] }],
  });
});

test('dates stay as written', (t) => {
  const { values } = new TomlDocument('x', 'a = 2018-01-31\nb = 2018-01-31T12:00:00.5Z\n');
  t.deepEqual(values.a, new DateText('2018-01-31'));
  t.deepEqual(values.b, new DateText('2018-01-31T12:00:00.5Z'));
});

test('every key and value has its place, and what is missing that of what is around it', (t) => {
  const document = new TomlDocument(
    'x',
    '[[n]]\nid = "a"\n[[n]]\nid = "b"\nl = [\n  1,\n  { k = 2 },\n]\n',
  );
  const at = (path: Path) => {
    const of = (offset: number) => Object.values(document.place(offset)).join(':');
    return `${of(document.key(path).start)} ${of(document.value(path).start)}`;
  };
  t.is(at([]), '1:1 1:1');
  t.is(at(['n']), '1:3 1:3');
  t.is(at(['n', 1]), '1:3 3:3');
  t.is(at(['n', 1, 'id']), '4:1 4:6');
  t.is(at(['n', 1, 'l', 0]), '5:1 6:3');
  t.is(at(['n', 1, 'l', 1, 'k']), '7:5 7:9');
  t.is(at(['n', 1, 'missing']), '1:3 3:3');
  t.is(at(['nothing']), '1:1 1:1');
});

const mistakes: readonly (readonly [text: string, ...expected: string[]])[] = [
  [
    'a = 01\n',
    'x:1:5: a number cannot begin with 0 in TOML; write it as text, "01": the zero counts in MNCs and titles',
  ],
  [
    'a = +01\n',
    'x:1:5: a number cannot begin with 0 in TOML; write it as text, "+01": the zero counts in MNCs and titles',
  ],
  [
    'a = 0_1\n',
    'x:1:5: a number cannot begin with 0 in TOML; write it as text, "0_1": the zero counts in MNCs and titles',
  ],
  ['a = 2018-02-30\n', 'x:1:5: not TOML: there is no 2018-02-30; write it as 2018-01-31'],
  [
    'a = 9007199254740993\n',
    'x:1:5: a number beyond 2^53 cannot be kept exactly; write it as text, in quotes',
  ],
  [
    'a = 1\na = 2\n',
    'x:2:1: this key or table was already given; keep one of them; repeated tables are written [[name]]',
  ],
  ['a = 1\r', 'x:1:6: not TOML: a carriage return alone; end lines with a line feed'],
];
for (const [text, ...expected] of mistakes)
  test(`${JSON.stringify(text)} is explained`, (t) => {
    t.deepEqual(told(text), expected);
  });

test('an error that shows on the next line is told where it was made, and hides nothing', (t) => {
  for (const [line, column] of [
    ['a =', 4],
    ['a = # nothing', 4],
    ['a = [1', 7],
    ['a = { b = 1', 12],
    ['a = "x', 7],
    ['a = x', 5],
    ['a = """x', 5],
  ] as const) {
    const document = new TomlDocument('x', `before = 1\n${line}\n`);
    t.like(document.syntax[0], { line: 2, column }, line);
    t.is(document.values.before, 1, line);
  }
  const { values, syntax } = new TomlDocument('x', 'a =\nb = 2\nc = 01\nd = [\n  03,\n  4,\n]\n');
  t.is(syntax.length, 3);
  t.deepEqual({ ...values }, { b: 2, d: [4] });
});

test('a header that cannot be read ends the document, since its keys would fall into another table', (t) => {
  const { values, syntax } = new TomlDocument('x', '[a]\nb = 1\n[[c\nb = 2\n');
  t.like(syntax[0], { line: 3, column: 4 });
  t.deepEqual({ ...values }, {});
});

test('a byte order mark and line ends of another system move no place', (t) => {
  const document = new TomlDocument('x', '\ufeffa = 1\r\nb = 02\r\nc = 3\r\n');
  t.like(document.syntax[0], { line: 2, column: 5, excerpt: '  b = 02\n      ^~' });
  t.deepEqual({ ...document.values }, { a: 1, c: 3 });
});

test('depth is bounded, for brackets, headers and dotted keys', (t) => {
  const nest = (levels: number) => `a = ${'['.repeat(levels)}${']'.repeat(levels)}`;
  t.deepEqual(told(nest(31)), []);
  for (const text of [
    nest(32),
    nest(20_000),
    `a = ${'{ a = '.repeat(40)}1${' }'.repeat(40)}`,
    `[a${'.a'.repeat(40)}]`,
    `a${'.a'.repeat(100_000)} = 1`,
  ])
    t.regex(told(text)[0] ?? '', /^x:1:\d+: tables and lists are nested too deeply/);
});

test('names of the language that runs this are keys like others', (t) => {
  const { values } = new TomlDocument('x', '"__proto__" = 1\nconstructor.x = 2\n');
  t.deepEqual(Object.keys(values), ['__proto__', 'constructor']);
  t.is(({} as { x?: number }).x, undefined);
});

test('no text makes the reader throw, and every place lies inside the text', (t) => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'b.c',
      '"q"',
      ' = ',
      '=',
      '[',
      ']',
      '[[',
      ']]',
      '{',
      '}',
      ',',
      '\n',
      '\r\n',
      '\r',
      '#x',
      '"',
      "'",
    ],
    ...[
      '"""',
      "'''",
      '1',
      '01',
      '0x',
      '2018-01-01',
      'T',
      ':',
      '1e9',
      'nan',
      'true',
      '\\',
      '\\u00',
      '\u0001',
      '\ud800',
      '_',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      const text = pieces.join('');
      const lines = text.split('\n');
      for (const { line, column } of new TomlDocument('x', text).syntax)
        t.true(column! >= 1 && column! <= lines[line! - 1]!.length + 1, JSON.stringify(text));
    }),
    { numRuns: 3000, seed: 7 },
  );
});

test('an excerpt of a long line shows the part around the caret, and steers no terminal', (t) => {
  const [line, mark] = caret(`${'x'.repeat(500)}HERE\u001b[2J${'y'.repeat(500)}`, 500, 4).split(
    '\n',
  );
  t.is(line!.slice(mark!.indexOf('^'), mark!.lastIndexOf('~') + 1), 'HERE');
  t.true(line!.length < 170 && line!.startsWith('  …x') && line!.endsWith('y…'));
  t.false(line!.includes('\u001b'));
  t.is(caret('a\tb', 2, 9), '  a\tb\n   \t^');
});
