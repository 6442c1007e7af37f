// SPDX-License-Identifier: Apache-2.0
// One session as text: what was found, then a ladder of the dialogue with one arrow a message.
// Colour comes from the caller as functions, so that a pipe gets none; box characters are the
// common ones that every UTF-8 terminal has.
import { formatTime } from '../base/time.ts';
import { wrap } from '../base/wrap.ts';
import type { Finding, Session, SessionMessage } from './fold.ts';
import type { Identities } from './identities.ts';
import { displayFilter } from './json.ts';
import { age, elapsed, padded, printable, shortPseudonym } from './text.ts';

export type Colour = (text: string) => string;

export interface Painter {
  readonly bold: Colour;
  readonly dim: Colour;
  readonly red: Colour;
  readonly yellow: Colour;
  readonly cyan: Colour;
  readonly green: Colour;
}

export interface RenderOptions {
  readonly paint: Painter;
  /** Already masked or not: they are printed as they come. */
  readonly identities?: Identities | undefined;
  /** Several captures went into the store: frame numbers alone do not tell which. */
  readonly isOfSeveral: boolean;
  /** Names of networks by id. */
  readonly nameOf: (id: string) => string;
  /** Titles of rules by id. */
  readonly titleOf: (rule: string) => string;
}

const pageWidth = 100;
const laneWidth = 46;
const margin = 2;

/** The whole page of `sessions show`. */
export function renderSession(session: Session, options: RenderOptions): string {
  return [...renderHead(session, options), '', ...renderLadder(session, options), ''].join('\n');
}

/** `vectors` with how many they were, where an answer said it. */
function counted(what: string, vectors: number): string {
  return what === 'vectors' && vectors > 0 ? `${vectors} vectors` : what;
}

function renderHead(session: Session, options: RenderOptions): string[] {
  const { paint } = options;
  const link = session.link === '' ? '' : ` on ${printable(session.link)}`;
  const gave = session.disclosed.map((what) => counted(what, session.vectors)).join(', ');
  const lines = [
    `${paint.bold(`session ${session.id}`)}  ${formatTime(session.time)}`,
    ...session.findings.flatMap((finding) => renderFinding(finding, options)),
    row(
      'operation',
      `${printable(session.operation)} over ${session.technology}, ${session.direction}${link}`,
    ),
    row('source', sourceLine(session, options)),
    row('subscriber', subscriberLine(session, options)),
    ...(session.requested.length === 0 ? [] : [row('asked for', session.requested.join(', '))]),
    row('outcome', `${session.outcome}${gave === '' ? '' : paint.red(`, gave away: ${gave}`)}`),
    row(
      'evidence',
      `${session.evidence}${session.legs > 1 ? `, seen on ${session.legs} legs` : ''}`,
    ),
    row('Wireshark', displayFilter(session, options.isOfSeveral)),
  ];
  return lines;
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(11)} ${value}`;
}

function renderFinding(finding: Finding, { paint, titleOf }: RenderOptions): string[] {
  const colour = finding.severity === 'high' ? paint.red : paint.yellow;
  const verdict = [finding.entitlement, finding.reason].filter(
    (one) => one !== '' && one !== 'none',
  );
  const head = `${colour(`${finding.severity} ${printable(finding.rule)}`)}  ${verdict.join(': ')}`;
  const late = finding.atDeadline ? `, told at ${formatTime(finding.time)}` : '';
  const title = titleOf(finding.rule);
  const counted = finding.mode === 'active' ? '' : `, rule in mode ${finding.mode}`;
  const facts = Object.entries(finding.facts).map(([name, value]) => `${name} = ${value}`);
  return [
    `  ${head}  ${paint.dim(`frame ${finding.frame}${late}, confidence ${finding.confidence}${counted}`)}`,
    ...(title === '' ? [] : [`    ${printable(title)}`]),
    ...finding.confidenceReasons.map((one) => paint.dim(`    not surer: ${printable(one)}`)),
    ...because(facts).map((line) => paint.dim(`    ${line}`)),
  ];
}

function because(facts: readonly string[]): string[] {
  const last = facts.length - 1;
  const pieces = facts.map((one, i) => `${printable(one)}${i < last ? ',' : ''}`);
  return facts.length === 0 ? [] : wrap(['because', ...pieces], pageWidth - 4, '  ');
}

function sourceLine({ source, asker }: Session, { identities }: RenderOptions): string {
  const name = printable(source.name) || 'unknown network';
  const place = source.territory === '' ? '' : ` (${printable(source.territory)})`;
  const address = identities?.calling ? `, address ${printable(identities.calling)}` : '';
  return asker.id === source.id
    ? `${name}${place}${address}`
    : `${name}${place}, shown up by ${printable(asker.name)}${address}`;
}

function subscriberLine(session: Session, { identities, nameOf }: RenderOptions): string {
  const { serving } = session;
  const parts = [shortPseudonym(session.subscriber)];
  if (identities?.imsi) parts.push(`IMSI ${printable(identities.imsi)}`);
  if (identities?.msisdn) parts.push(`MSISDN ${printable(identities.msisdn)}`);
  if (session.home.id !== '') parts.push(`home ${printable(nameOf(session.home.id))}`);
  if (serving.id !== '') {
    const since = serving.age_s === undefined ? '' : `, ${age(serving.age_s)} old`;
    parts.push(`served by ${printable(nameOf(serving.id))} (${serving.grade}${since})`);
  }
  if (session.abroad !== 'unknown') parts.push(session.abroad === 'yes' ? 'abroad' : 'at home');
  return parts.join(', ');
}

/** Two lanes: who opened the dialogue, and who was asked. */
function renderLadder(session: Session, options: RenderOptions): string[] {
  const { paint, identities, nameOf } = options;
  const left = printable(session.asker.name) || 'unknown network';
  const right = printable(nameOf(session.destination)) || 'unknown network';
  const indent = ' '.repeat(margin);
  const leftAddress = printable(identities?.calling ?? '');
  const rightAddress = printable(identities?.called ?? '');
  const lines = [`${indent}${paint.bold(padded(left, laneWidth))} ${paint.bold(right)}`];
  if (leftAddress !== '' || rightAddress !== '') {
    lines.push(`${indent}${padded(leftAddress, laneWidth)} ${rightAddress}`);
  }
  lines.push(`${indent}┬${' '.repeat(laneWidth)}┬`);
  for (const message of session.messages) {
    lines.push(...renderMessage(message, session, options).map((line) => indent + line));
  }
  if (session.messages.length === 0)
    lines.push(`${indent}│${padded(' no message was kept', laneWidth)}│`);
  if (session.outcome === 'unanswered') {
    lines.push(`${indent}│${padded(' no answer came', laneWidth)}│`);
  }
  lines.push(`${indent}┴${' '.repeat(laneWidth)}┴`);
  return lines;
}

function renderMessage(
  message: SessionMessage,
  session: Session,
  { paint }: RenderOptions,
): string[] {
  const inLane = (text: string, colour: Colour = (one) => one): string =>
    `│ ${colour(padded(text, laneWidth - 2))} │`;
  const inLines = (text: string) => wrap(text.split(' '), laneWidth - 2, ' ');
  const words = [
    printable(message.operation),
    message.component === 'none' ? '' : message.component,
    message.leg > 1 && message.fromInitiator ? `(leg ${message.leg})` : '',
  ];
  const place = `frame ${message.frame}${message.message > 0 ? `/${message.message}` : ''}`;
  const when = `${elapsed(message.time - session.time)}  ${place}`;
  const line = '─'.repeat(laneWidth - 1);
  const arrow = message.fromInitiator ? `├${line}>│` : `│<${line}┤`;
  return [
    inLane(words.filter((one) => one !== '').join(' ')),
    ...message.rules.map((rule) => inLane(`! ${printable(rule)}`, paint.red)),
    ...(message.requested.length > 0 && message.fromInitiator
      ? inLines(`asks ${message.requested.join(', ')}`).map((one) => inLane(one))
      : []),
    ...(message.disclosed.length > 0
      ? inLines(`gives ${message.disclosed.join(', ')}`).map((one) => inLane(one, paint.yellow))
      : []),
    ...(message.error === '' ? [] : [inLane(`error ${printable(message.error)}`, paint.cyan)]),
    `${arrow}  ${paint.dim(when)}`,
  ];
}
