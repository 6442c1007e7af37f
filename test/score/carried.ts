// SPDX-License-Identifier: Apache-2.0
// Part 2 of `make score`, second half: bytes of other implementations, carried to us by a network that
// may not send them and by one that may. Arguments and messages that other projects test their codecs
// with, requests of captures, and what freeDiameter encodes. Who may send what is taken from the nodes
// of the standard (roles.ts); where nobody is named the rule has nothing to tell, and must not.
import { operationName } from '../../src/base/operations.ts';
import { encodeBer } from '../../src/lab/forge/ber.ts';
import * as tcap from '../../src/lab/forge/tcap.ts';
import type { EntitlementRow } from '../../src/rules/entitlement.ts';
import { captureFolder } from '../oracle/tshark.ts';
import { capturedRequests } from './captured.ts';
import { type Found, findingsIn } from './compared.ts';
import { buildEncoder, freeDiameterRequests } from './freediameter.ts';
import { type Carried, initialRequest, type Rows, requestOf } from './requests.ts';
import { moves, senderOf } from './roles.ts';
import { far, home, hostOf, imsiOf, island, type NodeKind, type Party, Scene } from './scene.ts';
import { imsiDigits, readVectors } from './vectors.ts';
import { knowledgeOf, type Part, type Sizes, worldOf } from './workbench.ts';

type Side = 'stranger' | 'entitled';
type Case = Carried & { readonly row: EntitlementRow };

/** The rule that says: this operation is not for that sender. */
const breach = {
  own: 'cat1.interconnect',
  home: 'cat2.own-subscriber',
  serving: 'cat3.not-serving',
} as const;

interface Odd {
  readonly rule: string;
  /** Operations in whose examples it is so. */
  readonly of: RegExp;
  readonly because: string;
}

/** Findings on bytes of an entitled sender that are right, because the example itself is odd. */
const odd: readonly Odd[] = [
  {
    rule: 'map.layer-mismatch',
    of: /\.(?:update(?:Gprs)?Location|purgeMS|sendAuthenticationInfo|reset|initialDP(?:SMS|GPRS)?)$/,
    because: 'the argument names a node or a place of another network than the sender’s',
  },
  {
    rule: 'dos.reset',
    of: /\.reset$/,
    because: 'the register that is said to have restarted is another network’s',
  },
  {
    rule: 'int.csi-swap',
    of: /\.insertSubscriberData$/,
    because: 'the profile names a gsmSCF of another network',
  },
  {
    rule: 'loc.standing-order',
    of: /\.insertSubscriberData$/,
    because: 'the profile orders reports of mobility to a stranger',
  },
  {
    rule: 'id.delivery-not-intended',
    of: /\.sendRoutingInfoForSM$/,
    because: 'it says that no message is to be delivered',
  },
  {
    rule: 'int.idp-to-stranger',
    of: /\.initialDP$/,
    because: 'its IMSI, which tshark does not find, is of another network than the gsmSCF asked',
  },
  {
    rule: 'enc.anomaly',
    of: /\.(?:updateGprsLocation|mo-ForwardSM)$/,
    because: 'it has an IMSI of sixteen digits, or names three subscribers at once',
  },
  {
    rule: 'tcap.op-not-in-ac',
    of: /\.informServiceCentre$/,
    because: 'only the node that was asked invokes it',
  },
  {
    rule: 'map.role-mismatch',
    of: /\.informServiceCentre$/,
    because: 'only the node that was asked invokes it',
  },
];

/** Long enough for what the subscriber did before to count as service. */
const hoursOfService = 25;
const hoursBetween = 3;

/** `withCaptures`: also what tshark cuts out of captures, which takes it a while. */
export async function carried({ seeds }: Sizes, withCaptures = true): Promise<Part> {
  const world = worldOf('far-from-home', { seed: seeds[0] ?? 1, messages: 500, hostileShare: 0 });
  const knowledge = knowledgeOf(world);
  const rows = new Map(
    knowledge.book.entitlement.rows().map((row) => [operationName(row.operation), row]),
  );
  const { requests, notes } = requestsHere(rows, withCaptures);
  const cases = requests.flatMap((request): Case[] => {
    const row = rows.get(request.operation);
    return row === undefined ? [] : [{ ...request, row }];
  });
  const run = async (side: Side) => {
    const scene = new Scene();
    for (const [i, one] of cases.entries()) play(scene, one, i, side);
    return findingsIn(scene.frames, knowledge);
  };
  return report(cases, await run('stranger'), await run('entitled'), notes);
}

/** The bytes that this machine has, and why not others. */
function requestsHere(rows: Rows, withCaptures: boolean) {
  const requests: Carried[] = [];
  const notes: string[] = [];
  const folder = captureFolder();
  if (folder === undefined)
    notes.push('SKIP bytes of other projects: no folder (set SIGWARDEN_CAPTURES)');
  else {
    requests.push(...readVectors(folder).flatMap((vector) => requestOf(vector, rows) ?? []));
    const captured = withCaptures ? capturedRequests(folder) : 'not asked for';
    if (typeof captured === 'string') notes.push(`SKIP requests of captures: ${captured}`);
    else requests.push(...captured);
  }
  const missing = buildEncoder();
  if (missing === undefined) requests.push(...freeDiameterRequests());
  else notes.push(`SKIP freeDiameter’s encoder: ${missing}`);
  return { requests, notes };
}

/** A move is told by what it says of itself: the network visited is not the sender's. */
const visitedElsewhere = 'dia.origin-inconsistent';

function senderIn({ operation, row }: Case): keyof typeof breach | undefined {
  if (moves.includes(operation)) return undefined;
  const sender = senderOf(operation, row.sides);
  return sender === 'own' || sender === 'home' || sender === 'serving' ? sender : undefined;
}

/** What must be found when a stranger sends it; undefined where nothing can be. */
function expectedIn(one: Case): string | undefined {
  const sender = senderIn(one);
  if (one.saysWhere) return visitedElsewhere;
  if (sender === undefined || (sender !== 'own' && one.imsiDigits === undefined)) return undefined;
  return one.after === undefined ? breach[sender] : undefined;
}

/** One request and what has to be before it. */
function play(scene: Scene, one: Case, number: number, side: Side): void {
  const sender = senderIn(one);
  const isOwn = sender === 'own' && side === 'entitled';
  const isVisitor = sender === 'home' && side === 'entitled';
  const imsi = imsiOf(isVisitor ? far : home, number, one.imsiDigits ?? imsiDigits.usual);
  const isDiameter = !/^(?:gsm_map|camel)\./.test(one.operation);
  if (sender === 'serving') {
    const there = side === 'entitled' ? far : island;
    for (let updates = 0; updates < 2; updates += 1) {
      if (isDiameter) scene.attachTo(there, imsi);
      else scene.moveTo(there, imsi);
      scene.wait(hoursOfService);
    }
  }
  const from = isOwn ? home : far;
  const [kind, peer] = kindsOf(one.row.sides);
  const host = hostOf(from, hostKindOf(one.row.sides));
  const ask = { from, kind, host, imsi, id: scene.nextId(), row: one.row };
  const isInside = one.after !== undefined && side === 'entitled';
  const data = one.build({
    ...{ ...ask, visited: side === 'entitled' ? from : island },
    ...(isInside && { within: openCall(scene, one.after, imsi, isVisitor) }),
  });
  if (isDiameter) scene.diameter(from, home, data, number);
  else scene.ss7({ network: from, kind }, { network: home, kind: peer }, data, number);
  scene.wait(hoursBetween);
}

/** Announces a call from where the subscriber is; the transactions that its dialogue goes on in. */
function openCall(scene: Scene, service: number, imsi: string, isVisitor: boolean) {
  const [ours, theirs]: Party[] = [
    { network: home, kind: 'CAP' },
    { network: far, kind: 'CAP' },
  ];
  const [id, answer] = [scene.nextId(), scene.nextId()];
  const [context, argument] = initialRequest(service, imsi);
  const invoke = tcap.invoke(1, service, argument);
  const first = encodeBer(tcap.begin(id, tcap.dialogueRequest(context), invoke));
  if (isVisitor) {
    scene.ss7(ours!, theirs!, first);
    return { other: id };
  }
  scene.ss7(theirs!, ours!, first);
  const goOn = tcap.invoke(1, goOnWith[service] ?? 0);
  scene.ss7(
    ours!,
    theirs!,
    encodeBer(tcap.continuation(answer, id, tcap.dialogueResponse(context), goOn)),
  );
  return { own: id, other: answer };
}

/** initialDP, -SMS, -GPRS and the `continue` of each (TS 29.078). */
const goOnWith: Readonly<Record<number, number>> = { 0: 31, 60: 65, 78: 75 };

const kinds: readonly (readonly [RegExp, NodeKind])[] = [
  [/SMS-/, 'SMSC'],
  [/VLR/, 'VLR'],
  [/HLR|CSS/, 'HLR'],
  [/SGSN/, 'SGSN'],
  [/SSF|SCF/, 'CAP'],
  [/GMLC/, 'GMLC'],
  [/EIR/, 'EIR'],
  [/GGSN/, 'GGSN'],
];

/** Sender and receiver of a row of the entitlement table, `VLR or SGSN → HLR`. */
function kindsOf(sides: string): [NodeKind, NodeKind] {
  const kindOf = (nodes = '') => kinds.find(([form]) => form.test(nodes))?.[1] ?? 'MSC';
  const [from, to] = sides.split(/ (?:→|↔) /);
  return [kindOf(from), kindOf(to)];
}

function hostKindOf(sides: string): 'hss' | 'mme' | 'gmlc' | 'as' | 'smsc' {
  const [from = ''] = sides.split(' → ');
  if (from.startsWith('HSS')) return 'hss';
  if (from.startsWith('GMLC')) return 'gmlc';
  if (from.startsWith('AS')) return 'as';
  return from.startsWith('SMS') ? 'smsc' : 'mme';
}

interface Judged {
  readonly one: Case;
  readonly expected: string | undefined;
  /** Rules that fired on it from the stranger. */
  readonly found: readonly string[];
  /** From who may send it: without a reason, and for one that the example itself gives. */
  readonly wrong: readonly string[];
  readonly known: readonly Odd[];
}

function judge(one: Case, number: number, accused: readonly Found[], trusted: readonly Found[]) {
  const rulesAt = (list: readonly Found[]) => [
    ...new Set(list.filter(({ origins }) => origins.includes(number)).map(({ rule }) => rule)),
  ];
  const firing = rulesAt(trusted);
  const known = odd.filter(({ rule, of }) => firing.includes(rule) && of.test(one.operation));
  const wrong = firing.filter((rule) => !known.some((which) => which.rule === rule));
  return { one, expected: expectedIn(one), found: rulesAt(accused), wrong, known };
}

function report(
  cases: readonly Case[],
  accused: readonly Found[],
  trusted: readonly Found[],
  notes: readonly string[],
): Part {
  const judged = cases.map((one, number) => judge(one, number, accused, trusted));
  const named = judged.filter(({ expected }) => expected !== undefined);
  const missed = named.filter(({ expected, found }) => !found.includes(expected ?? ''));
  const loud = judged.filter(({ wrong }) => wrong.length > 0);
  const before = [...accused, ...trusted].filter(({ origins }) => origins.length === 0);
  const keys = [...new Set(judged.map(({ one }) => `${one.encoder}\n${one.operation}`))].sort();
  return {
    name: 'carried',
    title: 'Independent bytes, carried: found from a stranger, quiet from who may send them',
    notes: [
      ...notes,
      `${judged.length} requests; ${named.length} are of operations that the stranger may not send, about ` +
        'somebody whom they name: the others nobody can tell by their sender',
      ...odd.map((one) => oddNote(one, judged)),
    ],
    head: ['encoder', 'operation', 'requests', 'not for a stranger', 'found', 'quiet', 'odd'],
    rows: keys.map((key) => row(key, judged)),
    failures: [
      ...missed.map(
        ({ one, expected, found }) =>
          `${one.operation} of ${one.from}, from a stranger: ${found.join(', ') || 'nothing'}, and not ${expected}`,
      ),
      ...loud.map(
        ({ one, wrong }) =>
          `${one.operation} of ${one.from}, from who may send it: ${wrong.join(', ')}`,
      ),
      ...before.map(({ rule }) => `${rule} on what only prepares the scene`),
    ],
    values: {
      ...{ requests: judged.length, expected: named.length },
      ...{ found: named.length - missed.length, quiet: judged.length - loud.length },
    },
  };
}

function oddNote(one: Odd, judged: readonly Judged[]): string {
  const list = judged.filter(({ known }) => known.includes(one));
  const operations = [...new Set(list.map(({ one: { operation } }) => operation))];
  return `odd: ${one.rule} in ${list.length} (${operations.join(', ')}): ${one.because}`;
}

function row(key: string, judged: readonly Judged[]): string[] {
  const [encoder = '', operation = ''] = key.split('\n');
  const list = judged.filter(({ one }) => one.encoder === encoder && one.operation === operation);
  const named = list.filter(({ expected }) => expected !== undefined);
  const counts = [
    list.length,
    named.length,
    named.filter(({ expected = '', found }) => found.includes(expected)).length,
    list.filter(({ wrong, known }) => wrong.length + known.length === 0).length,
    list.filter(({ known }) => known.length > 0).length,
  ];
  return [encoder, operation, ...counts.map(String)];
}
