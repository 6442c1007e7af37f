// SPDX-License-Identifier: Apache-2.0
// Writes src/manual/coverage.md from the rules, the entitlement table and the list of public tools: what
// catches what, and what one mirror cannot see. `make gen` writes it, a test holds it up to date.
// A rule stands beside an operation when its expression can become true for it: whether it does
// depends on who asks about whom, which is what `make score` measures.
import { operationName } from '../../src/base/operations.ts';
import { canFire } from '../../src/rules/guard.ts';
import { loadRules, type RuleBook } from '../../src/rules/load.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { FactValues } from '../../src/rules/values.ts';
import { operationId } from '../../src/rules/vocabulary.ts';
import { mode, nameOf, phase } from '../../src/schema/tables.ts';
import { type Tool, tools } from './tools.ts';

/** From this share of all operations on a rule speaks of messages whatever they ask. */
const generalShare = 0.9;

export function coveragePage(book: RuleBook = loadRules()): string {
  const general = generalRules(book);
  const special = book.rules.filter((rule) => !general.includes(rule) && rule.mode !== mode.off);
  return [
    '# What catches what, and what one mirror cannot see',
    '',
    'Written by `make gen` from the rules, the entitlement table and the public descriptions',
    'of the tools. Do not edit.',
    '',
    'A rule stands beside an operation when it can name it. Whether it does depends on who',
    'asks about whom: `make score`',
    'measures that, and `sigwarden lab list` names the scenarios that are forged for it.',
    'Authentication alone is never',
    'accused: it precedes every border scan.',
    '',
    'Whatever a message asks, these rules look at it too: ' +
      `${general.map((rule) => `\`${rule.id}\``).join(', ')}.`,
    '',
    '## Public attack tools',
    '',
    ...tools.flatMap((tool) => toolSection(tool, special, book)),
    '## Every operation, by who may send it',
    '',
    ...senderTable(special, book),
    '',
    '## What one mirror port cannot see',
    '',
    'Where a request goes decides who can see it. A finding that needs another mirror is not missed here: it is not',
    'observable, and `lab score` counts it so.',
    '',
    ...visibilityTable(book),
    '',
    'Behind a firewall the mirror shows what that lets pass: rules on operations of category 1',
    'fall silent where it works.',
    'A mirror of one direction shows requests without their outcome, or outcomes without their',
    'request: confidence is held',
    'down (`link.one_sided`), and what rests on answers is not known. Links under IPsec, TLS',
    'or DTLS show nothing; their share is counted.',
    '',
  ].join('\n');
}

function operationsOf(book: RuleBook): number[] {
  return book.entitlement.rows().map((row) => row.operation);
}

function generalRules(book: RuleBook): Rule[] {
  const all = operationsOf(book);
  return book.rules.filter((rule) => {
    const few = all.filter((id) => canFire(rule.checked, id, book.entitlement));
    return rule.mode !== mode.off && few.length >= generalShare * all.length;
  });
}

/** Rules of these that can name the operation, and rules on what comes after it that show it. */
function rulesFor(operation: number, rules: readonly Rule[], book: RuleBook): string {
  const isShown = (rule: Rule) =>
    rule.mode !== mode.off &&
    rule.phase !== phase.request &&
    rule.fires.some(({ facts }) => operationOf(facts) === operation);
  const named = book.rules
    .filter(
      (rule) =>
        isShown(rule) ||
        (rules.includes(rule) && canFire(rule.checked, operation, book.entitlement)),
    )
    .map(
      (rule) =>
        `\`${rule.id}\`${rule.mode === mode.active ? '' : ` (${nameOf('mode', rule.mode)})`}`,
    );
  return named.join(' ') || 'none: counted and shown';
}

function operationOf(facts: FactValues): number | undefined {
  const value = facts['operation.id'] ?? facts.operation;
  return typeof value === 'string' ? operationId(value) : undefined;
}

function toolSection(tool: Tool, rules: readonly Rule[], book: RuleBook): string[] {
  const rows = tool.operations.map((name) => {
    const id = operationId(name);
    if (id === undefined) throw new Error(`${tool.name}: no operation is called ${name}`);
    return `| ${name.slice(name.indexOf('.') + 1)} | ${senderOf(id, book)} | ${rulesFor(id, rules, book)} |`;
  });
  const head = ['| operation | may come from | rules |', '| --- | --- | --- |'];
  return [
    `### ${tool.name}`,
    '',
    ...(tool.note === undefined ? [] : [`${sentence(tool.note)}`, '']),
    ...(rows.length === 0 ? [] : [...head, ...rows, '']),
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function senderOf(operation: number, book: RuleBook): string {
  return nameOf('sender', book.entitlement.byId(operation)?.sender ?? 0);
}

/** Operations that the same rules look at, together. */
function senderTable(rules: readonly Rule[], book: RuleBook): string[] {
  const groups = new Map<string, string[]>();
  for (const { operation } of book.entitlement.rows()) {
    const protocol = operationName(operation).split('.')[0] ?? '';
    const key = `${protocol} | ${senderOf(operation, book)} | ${rulesFor(operation, rules, book)}`;
    const name = operationName(operation).slice(protocol.length + 1);
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [
    '| protocol | may come from | rules | operations |',
    '| --- | --- | --- | --- |',
    ...[...groups].map(([key, names]) => `| ${key} | ${names.join(', ')} |`),
  ];
}

interface Sight {
  readonly subscriber: string;
  readonly aimed: string;
  readonly examples: readonly string[];
  readonly home: string;
  readonly visited: string;
  readonly rules: string;
}

const map = (...names: string[]) => names.map((name) => `gsm_map.${name}`);
const seen = 'seen';

const sights: readonly Sight[] = [
  {
    subscriber: 'ours, at home',
    aimed: 'our registers',
    examples: [...map('anyTimeInterrogation', 'sendRoutingInfo', 'updateLocation'), 's6a.ULR'],
    home: seen,
    visited: 'not seen',
    rules: 'category 1; category 3 and the later flip-back, since the phone is here',
  },
  {
    subscriber: 'ours, at home',
    aimed: 'our serving nodes',
    examples: [
      ...map('provideSubscriberInfo', 'insertSubscriberData', 'cancelLocation'),
      's6a.IDR',
    ],
    home: seen,
    visited: 'not seen',
    rules: 'category 2 against our own IMSI',
  },
  {
    subscriber: 'ours, abroad',
    aimed: 'our registers',
    examples: [...map('anyTimeInterrogation', 'sendAuthenticationInfo', 'registerSS'), 's6a.AIR'],
    home: seen,
    visited: 'not seen, but for what that network sends itself',
    rules: 'category 1; category 3 against the learned serving network',
  },
  {
    subscriber: 'ours, abroad',
    aimed: 'nodes of the visited network',
    examples: [
      ...map('provideSubscriberInfo', 'insertSubscriberData', 'cancelLocation'),
      's6a.IDR',
    ],
    home: '**not seen**: it goes from a stranger to the visited network; only what prepares it passes here',
    visited: seen,
    rules: 'there, category 2; here, the questions that prepare it',
  },
  {
    subscriber: 'a visitor here',
    aimed: 'our serving nodes',
    examples: [
      ...map('provideSubscriberInfo', 'provideRoamingNumber', 'insertSubscriberData'),
      's6a.CLR',
    ],
    home: seen,
    visited: 'this is the visited network',
    rules: 'category 2: the sender must be the home of the visitor; rates, even then',
  },
  {
    subscriber: 'a visitor here',
    aimed: 'the registers of the visitor’s home',
    examples: map('updateLocation', 'sendAuthenticationInfo'),
    home: '**not seen**, but for what we send ourselves',
    visited: 'this is the visited network',
    rules: 'what our own nodes send outward',
  },
];

function visibilityTable(book: RuleBook): string[] {
  for (const name of sights.flatMap((one) => one.examples))
    if (
      operationId(name) === undefined ||
      book.entitlement.byId(operationId(name) ?? 0) === undefined
    )
      throw new Error(`no operation is called ${name}`);
  return [
    '| subscriber | aimed at | such as | our mirror | a mirror of the visited network | what applies |',
    '| --- | --- | --- | --- | --- | --- |',
    ...sights.map(({ subscriber, aimed, examples, home, visited, rules }) =>
      row(subscriber, aimed, examples.map(short).join(', '), home, visited, rules),
    ),
  ];
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function short(name: string): string {
  return name.replace(/^gsm_map\./, '');
}
