// SPDX-License-Identifier: Apache-2.0
// What the language says to people who mistype it: each case is the expression, the caret below the
// place, the sentence.
import test from 'ava';
import fc from 'fast-check';
import type { NamedLists } from '../../src/base/named-lists.ts';
import { caret } from '../../src/base/source-text.ts';
import { check, type Resolver } from '../../src/rules/checker.ts';
import { parse } from '../../src/rules/parser.ts';
import type { Expression, Term } from '../../src/rules/syntax.ts';
import { limits } from '../../src/schema/limits.ts';

const networks: Readonly<Record<string, number>> = { homeland: 1, partner: 2 };
const resolver: Resolver = {
  party: (id) => networks[id],
  operator: (id) => networks[id],
  territory: (code) => (code === 'XA' ? 1 : undefined),
  known: () => Object.keys(networks),
};

const lists: NamedLists = new Map([
  [
    'partners',
    {
      name: 'partners',
      items: [
        { value: 'partner', where: 'lists.toml:2' },
        { value: 'partnr', where: 'lists.toml:3' },
      ],
    },
  ],
]);

/** Every fault as `line, caret, sentence`. */
function transcript(source: string): string {
  return check(source, { resolver, lists })
    .faults.map(({ start, end, message, hint }) => {
      const said = hint === undefined ? message : `${message}; ${hint}`;
      return `${caret(source, start, end - start).replace(/^ {2}/gm, '')}\n${said}`;
    })
    .join('\n');
}

const cases: readonly (readonly [title: string, expected: string])[] = [
  [
    'a mistyped fact gets the nearest name',
    `
origin.is_foregn && direction == ingress
^~~~~~~~~~~~~~~~
no fact is called origin.is_foregn; did you mean origin.is_foreign?`,
  ],
  [
    'a mistyped member gets the nearest of its table',
    `
direction == ingres
             ^~~~~~
direction is never ingres; did you mean ingress?`,
  ],
  [
    'a member of nothing gets the list',
    `
technology == gsm
              ^~~
technology is never gsm; it is one of ss7, diameter, gtp`,
  ],
  [
    'a mistyped operation gets the nearest name',
    `
operation == anyTimeInterogation
             ^~~~~~~~~~~~~~~~~~~
no operation is called anyTimeInterogation; did you mean anyTimeInterrogation?`,
  ],
  [
    'a short name of two protocols must be written in full',
    `
operation in { gsm_map.updateLocation, PUR }
                                       ^~~
PUR could be s6a.PUR or sh.PUR; write its full name`,
  ],
  [
    'an unknown network gets the nearest id',
    `
origin.network == "homland"
                  ^~~~~~~~~
no network is called "homland"; did you mean "homeland"?`,
  ],
  [
    'a network id needs quotes',
    `
origin.network == homeland
                  ^~~~~~~~
origin.network is a network; write "homeland"`,
  ],
  [
    'unlike facts are not compared',
    `
origin.network == origin.territory
^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
unlike things: origin.network is a network, origin.territory is a territory`,
  ],
  [
    'a duration needs its unit',
    `
subscriber.serving_age > 5
                         ^
unlike things: subscriber.serving_age is a duration, 5 is a number; write 5s, m, h or d`,
  ],
  [
    'a number has no unit',
    `
component.count > 5m
                  ^~
unlike things: component.count is a number, 5m is a duration`,
  ],
  [
    'a set is not compared',
    `
disclosed == cell
^~~~~~~~~~~~~~~~~
disclosed is a set; write disclosed has … or disclosed has_any { … }`,
  ],
  [
    'a set is not true or false',
    `
requested && origin.is_home
^~~~~~~~~
requested is a set, not true or false; write requested has …`,
  ],
  [
    'a fact that is no set has no members',
    `
direction has ingress
^~~~~~~~~
direction is one of unknown, ingress, egress, transit, not a set; compare it with ==`,
  ],
  [
    'what has no order is not ordered',
    `
direction >= ingress
^~~~~~~~~~~~~~~~~~~~
direction has no order; compare it with == or !=`,
  ],
  [
    'an unknown anomaly gets the nearest',
    `
anomaly.tcap_global_opcod
^~~~~~~~~~~~~~~~~~~~~~~~~
no anomaly is called anomaly.tcap_global_opcod; did you mean anomaly.tcap_global_opcode?`,
  ],
  [
    'comparisons do not chain',
    `
1 < component.count < 3
                    ^
comparisons do not chain; join two of them with &&, or write \`in { 1..5 }\``,
  ],
  [
    'the fact stands on the left',
    `
3 == component.count
^
3 is not a fact; put the fact on the left`,
  ],
  [
    'a range runs upwards',
    `
component.count in { 5..1 }
                     ^~~~
the range ends before it begins; exchange its ends`,
  ],
  [
    'words of other languages are answered with ours',
    `
origin.is_home and direction == egress
               ^~~
found and where the end, && or || is expected; write && for and`,
  ],
  [
    'a lone sign is named',
    `
origin.is_home & origin.is_foreign
               ^
"&" has no meaning here; write && for "and"`,
  ],
  [
    'an open text is named',
    `
origin.network == "homeland
                  ^
"\\"" has no meaning here; close the text with the quote that opened it`,
  ],
  [
    'an expression that ends early',
    `
origin.is_home &&
                 ^
the expression ends where a fact is expected`,
  ],
  [
    'an unknown unit',
    `
subscriber.serving_age > 5weeks
                         ^~~~~~
5weeks is neither a number nor a duration; durations end in s, m, h or d: 10s, 5m, 2h, 1d`,
  ],
  [
    'a calculation is of numbers and durations',
    `
component.count * direction > 3
                  ^~~~~~~~~
direction is one of unknown, ingress, egress, transit; numbers and durations are calculated with`,
  ],
  [
    'a sum is of like things',
    `
subscriber.serving_age + 5 > 1h
^~~~~~~~~~~~~~~~~~~~~~~~~~
unlike things: a duration + a number; give the number a unit: s, m, h or d`,
  ],
  [
    'a number and a duration are not compared, however they were calculated',
    `
subscriber.serving_age / 1m > 5m
^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
unlike things: a number is compared with a duration; give the number a unit: s, m, h or d`,
  ],
  [
    'a rate is written as a product',
    `
source.distinct_targets / source.first_seen_seconds > 3
^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
a number for each duration has no name here; multiply the other side: a * 1h > 10 * b`,
  ],
  [
    'nothing is divided by zero',
    `
component.count / (2 - 2) > 3
                  ^~~~~~~
what is divided by zero is never known`,
  ],
  [
    'a minus needs its spaces',
    `
component.count-component.index > 1
^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
no fact is called component.count-component.index; a minus has spaces around it: component.count - component.index`,
  ],
  [
    'a comparison of constants says nothing',
    `
2 * 3 > 5
^~~~~~~~~
the comparison names no fact; it is always the same: leave it out`,
  ],
  [
    'a negative number is told',
    `
component.count > -1
                  ^
found - where a value is expected; numbers here are never negative`,
  ],
  [
    'a calculation alone is no condition',
    `
(component.count + 1) && origin.is_home
^~~~~~~~~~~~~~~~~~~~~
a calculation stands on a side of a comparison; compare it`,
  ],
  [
    'an unknown list gets the nearest',
    `
origin.network in $partner
                  ^~~~~~~~
no list is called $partner; did you mean $partners?`,
  ],
  [
    'an item of a list that is no network is told with its place',
    `
origin.network in { "homeland", $partners }
                                ^~~~~~~~~
$partners at lists.toml:3: no network is called "partnr"; did you mean "partner"?`,
  ],
  [
    'a list is a list of what its fact is',
    `
operation in $partners
             ^~~~~~~~~
$partners at lists.toml:2: no operation is called partner
operation in $partners
             ^~~~~~~~~
$partners at lists.toml:3: no operation is called partnr`,
  ],
  [
    'facts hold no digits',
    `
origin.network starts_with "9990"
                           ^~~~~~
origin.network holds no digits: addresses are compared by whose they are; write the id of the network`,
  ],
  [
    'a number begins with nothing',
    `
component.count starts_with "1"
^~~~~~~~~~~~~~~
component.count is a number, which begins with nothing; prefixes are of territories, texts and ids of networks`,
  ],
  [
    'all faults of meaning come at once',
    `
direction == up && origin.network == "partner2" && outcom == open
             ^~
direction is never up; it is one of unknown, ingress, egress, transit
direction == up && origin.network == "partner2" && outcom == open
                                     ^~~~~~~~~~
no network is called "partner2"; did you mean "partner"?
direction == up && origin.network == "partner2" && outcom == open
                                                   ^~~~~~
no fact is called outcom; did you mean outcome?`,
  ],
];

for (const [title, expected] of cases) {
  test(`mistakes: ${title}`, (t) => {
    const text = expected.slice(1);
    t.is(transcript(text.slice(0, text.indexOf('\n'))), text);
  });
}

function weighed(term: Term): string {
  if (term.kind !== 'calculation') return term.text;
  return `(${weighed(term.left)}${term.sign}${weighed(term.right)})`;
}

/** A tree as nested brackets, so that precedence can be read. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return `(${node.parts.map(shape).join(node.kind === 'and' ? ' & ' : ' | ')})`;
    case 'not':
      return `!${shape(node.part)}`;
    case 'bare':
      return weighed(node.operand);
    default:
      return `[${weighed(node.left)} ${node.kind}]`;
  }
}

test('a comparison binds tightest, then !, then &&, then ||, as in display filters', (t) => {
  const shaped = (source: string) => shape(parse(source).expression as Expression);
  t.is(shaped('a || b && c'), '(a | (b & c))');
  t.is(shaped('!a && b || c'), '((!a & b) | c)');
  t.is(shaped('!a == 1 || b'), '(![a compare] | b)');
  t.is(shaped('(a || b) && !(c || d)'), '((a | b) & !(c | d))');
  t.is(shaped('a in { 1, 2..3 } && b has c'), '([a in] & [b has])');
});

test('a product goes before a sum, from the left, and parentheses before both', (t) => {
  const shaped = (source: string) => shape(parse(source).expression as Expression);
  t.is(shaped('a + b * c > d'), '[(a+(b*c)) compare]');
  t.is(shaped('a - b - c > d'), '[((a-b)-c) compare]');
  t.is(shaped('(a + b) * 2 > 1 && (c || d)'), '([((a+b)*2) compare] & (c | d))');
  t.is(shaped('((a) + b) / 2 > 1'), '[(((a)+b)/2) compare]'.replace('(a)', 'a'));
  t.is(shaped('a > 2 * (b - 1)'), '[a compare]');
});

test('what comes to a fact and a value is compared as if so written', (t) => {
  const shown = (source: string) => {
    const { checked } = check(source);
    return checked?.kind === 'test' && checked.test.kind === 'literal'
      ? checked.test.value.value
      : undefined;
  };
  t.is(shown('subscriber.serving_age > 2 * 3h'), 21_600);
  t.is(shown('component.count < 7 / 2'), 3);
  t.is(shown('component.count < 2 - 7'), undefined);
});

test('a comparison has a bounded number of calculations', (t) => {
  const most = limits.comparison_calculations.value;
  const sum = (count: number) =>
    `${Array(count + 1)
      .fill('component.count')
      .join(' + ')} > 3`;
  t.deepEqual(check(`${sum(most)} && ${sum(most)}`).faults, []);
  t.regex(check(sum(most + 1)).faults[0]?.message ?? '', /more than 16 calculations/);
});

test('names of operations keep their hyphens, and ranges their dots', (t) => {
  t.deepEqual(check('operation in { gsm_map.mt-ForwardSM, noteMM-Event, gsm_map.16 }').faults, []);
  t.deepEqual(
    check('component.count in { 1..5, 7 } && subscriber.serving_age in { 10s..2h }').faults,
    [],
  );
});

test('nesting and length are bounded, and chains are not nesting', (t) => {
  const depth = limits.expression_depth.value;
  const nested = (levels: number) => `${'('.repeat(levels)}origin.is_home${')'.repeat(levels)}`;
  t.is(check(nested(depth)).faults.length, 0);
  t.regex(check(nested(depth + 1)).faults[0]?.message ?? '', /nested deeper than 32 levels/);
  t.regex(check('!'.repeat(depth + 1)).faults[0]?.message ?? '', /nested deeper/);
  t.is(check(Array(150).fill('origin.is_home').join(' && ')).faults.length, 0);
  t.regex(
    check('a'.repeat(limits.expression_characters.value + 1)).faults[0]?.message ?? '',
    /longer than 4096/,
  );
});

test('no text makes the reader of expressions throw', (t) => {
  const words = [
    'origin.is_home',
    'direction',
    '==',
    '<',
    '(',
    ')',
    '{',
    '}',
    ',',
    '..',
    '&&',
    '||',
    '!',
    'in',
    'has',
    '5',
    '10s',
    '+',
    '-',
    '*',
    '/',
    'component.count',
    '$partners',
    'starts_with',
    '"x"',
    "'",
    ' ',
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(...words)).map((some) => some.join('')),
      ),
      (source) => {
        const { checked, faults } = check(source, { resolver });
        return (
          checked !== undefined ||
          faults.every((one) => one.start <= source.length && one.end > one.start)
        );
      },
    ),
    { numRuns: 5000, seed: 1 },
  );
  t.pass();
});
