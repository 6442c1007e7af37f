// SPDX-License-Identifier: Apache-2.0
// Part 3 of `make score`: what must not matter changed, and nothing may follow; what must matter
// changed, and the finding must go or come. Findings are compared rule by rule in the frames of the
// capture that was generated; those of category `encoding` speak of the form itself and are left out
// where the form is what was changed.
import type { Knowledge } from '../../src/appliance/knowledge.ts';
import { operationName } from '../../src/base/operations.ts';
import { decodeFile, lineOf } from '../../src/engine/decode-file.ts';
import { namesIn } from '../../src/rules/checked.ts';
import type { Session } from '../../src/session/fold.ts';
import { framesOf } from '../../src/session/json.ts';
import { bundled, type FrameChange, split, withoutSender } from './changes.ts';
import { difference, type Found, findingsIn, found, isOnOtherLeg, named } from './compared.ts';
import { diameterProtocol, type Frame, m3uaProtocol, mapMessages, readFrames } from './frames.ts';
import { farEnds, ourEnds } from './mirror-ends.ts';
import {
  changeM3ua,
  type SccpChange,
  withAvpsReversed,
  withLengths,
  withNatureAlone,
  withPrefix,
} from './reencode.ts';
import { moves } from './roles.ts';
import {
  knowledgeOf,
  mixture,
  networksOf,
  type Part,
  type Sizes,
  sessionsOf,
  type World,
  withPolicy,
  worldOf,
} from './workbench.ts';

const messagesMax = 200_000;
const examplesShown = 3;

interface Row {
  readonly change: string;
  readonly expected: string;
  readonly findings: string;
  readonly gone: number;
  readonly fresh: number;
  readonly lessSure: number;
  readonly failures: readonly string[];
}

interface Bench {
  readonly world: World;
  readonly knowledge: Knowledge;
  readonly frames: readonly Frame[];
  readonly sessions: readonly Session[];
  readonly before: readonly Found[];
}

export async function metamorphic({ messages, seeds }: Sizes): Promise<Part> {
  const size = Math.min(messages, messagesMax);
  const world = worldOf(mixture, { seed: seeds[0] ?? 1, messages: size, hostileShare: 1 / 100 });
  const knowledge = knowledgeOf(world);
  const sessions = await sessionsOf(world.capture, knowledge);
  const frames = readFrames(world.capture);
  const bench = { world, knowledge, frames, sessions, before: found(sessions) };
  const rows: Row[] = [];
  for (const [change, apply] of Object.entries(meaningless))
    rows.push(await same(bench, change, apply));
  rows.push(await same(bench, 'another secret of the tables', (list) => [...list], otherSecret));
  rows.push(await oneDirection(bench, 'what we send not mirrored', ourEnds(world)));
  rows.push(await oneDirection(bench, 'what others send not mirrored', farEnds(world)));
  rows.push(await withoutHostile(bench));
  rows.push(await withAgreements(bench));
  rows.push(await fromEntitled(bench));
  rows.push(await fromStranger(bench));
  return {
    name: 'metamorphic',
    title: 'Metamorphic: what must not matter, and what must',
    notes: [
      `${mixture}, ${size} messages at 1 in 100: ${bench.before.length} active findings before`,
    ],
    head: ['change', 'expected', 'findings', 'gone', 'new', 'less sure'],
    rows: rows.map((one) => [
      one.change,
      one.expected,
      one.findings,
      ...[one.gone, one.fresh, one.lessSure].map(String),
    ]),
    failures: rows.flatMap((one) => one.failures.map((failure) => `${one.change}: ${failure}`)),
    values: { rows },
  };
}

function mapped(
  ss7: SccpChange | undefined,
  diameter?: (data: Uint8Array) => Uint8Array,
): FrameChange {
  return (frames) =>
    frames.map((frame) =>
      mapMessages(frame, (data, protocol) => {
        if (protocol === m3uaProtocol) return ss7 === undefined ? data : changeM3ua(data, ss7);
        return protocol === diameterProtocol && diameter !== undefined ? diameter(data) : data;
      }),
    );
}

const meaningless: Readonly<Record<string, FrameChange>> = {
  'nothing at all': (frames) => [...frames],
  'lengths of TCAP and MAP in long form': mapped({ data: withLengths('long') }),
  'lengths of TCAP and MAP indefinite': mapped({ data: withLengths('indefinite') }),
  'attributes of Diameter in another order': mapped(undefined, withAvpsReversed),
  'user messages in two fragments': split,
  'packets bundled': bundled,
  'titles with nature of address alone': mapped({
    called: withNatureAlone,
    calling: withNatureAlone,
  }),
};

function plain(list: readonly Found[]): Found[] {
  return list.filter((one) => one.category !== 'encoding');
}

const otherSecret = new Uint8Array(16).fill(99);

async function same(
  bench: Bench,
  change: string,
  apply: FrameChange,
  secret?: Uint8Array<ArrayBuffer>,
): Promise<Row> {
  const after = await findingsIn(apply(bench.frames), bench.knowledge, secret);
  const { gone, fresh, surer, lessSure } = difference(plain(bench.before), plain(after));
  return {
    ...{ change, expected: 'the same', findings: `${after.length}` },
    ...{ gone: gone.length, fresh: fresh.length, lessSure: lessSure.length },
    failures: [
      ...some('gone', gone),
      ...some('new', fresh),
      ...some('surer', surer),
      ...some('less sure', lessSure),
    ],
  };
}

function some(what: string, list: readonly Found[]): string[] {
  if (list.length === 0) return [];
  return [`${list.length} ${what}: ${list.slice(0, examplesShown).map(named).join('; ')}`];
}

async function oneDirection(bench: Bench, change: string, senders: Set<string>): Promise<Row> {
  const after = await findingsIn(withoutSender(senders)(bench.frames), bench.knowledge);
  const compared = difference(bench.before, after);
  const { gone, surer, lessSure } = compared;
  const fresh = compared.fresh.filter((one) => !isOnOtherLeg(one, bench.before));
  return {
    ...{ change, expected: 'nothing new, none surer', findings: `${after.length}` },
    ...{ gone: gone.length, fresh: fresh.length, lessSure: lessSure.length },
    failures: [
      ...some('new', fresh),
      ...some('surer', surer),
      ...(after.length > 0 && lessSure.length === 0 && gone.length === 0
        ? ['nothing is less sure than before']
        : []),
    ],
  };
}

function hostileFrames({ truth }: World): Set<number> {
  return new Set(truth.instances.flatMap((one) => (one.visible ? one.frames : [])));
}

async function withoutHostile(bench: Bench): Promise<Row> {
  const hostile = hostileFrames(bench.world);
  const isHonest = ({ session }: Found) => !framesOf(session).some((frame) => hostile.has(frame));
  const left = bench.frames.filter((frame) => !hostile.has(frame.origins[0]!));
  const after = await findingsIn(left, bench.knowledge);
  const { fresh } = difference(bench.before.filter(isHonest), after);
  return {
    ...{ change: 'hostile messages removed', expected: 'none left but the false ones before' },
    findings: `${after.length}`,
    gone: bench.before.length - after.length,
    ...{ fresh: fresh.length, lessSure: 0 },
    failures: some('new', fresh),
  };
}

const farDay = 60_000;

/** Facts that accuse who was entitled as well: a form that hides, reports that go to a stranger. */
const otherGrounds = ['source.encodes_so', 'csi.is_home'];

/** Whoever was found may do everything. */
async function withAgreements(bench: Bench): Promise<Row> {
  const { knowledge, before, world } = bench;
  const rests = (names: ReadonlySet<string>) =>
    names.has('entitlement') && !otherGrounds.some((name) => names.has(name));
  const resting = new Set(
    knowledge.book.rules
      .filter((rule) => rests(new Set(namesIn(rule.checked).map((one) => one.name))))
      .map((rule) => rule.id),
  );
  const asked = before.filter((one) => resting.has(one.rule));
  // Every operation: one message may ask several things.
  const operations = knowledge.book.entitlement.rows().map((row) => operationName(row.operation));
  const networks = new Set(asked.map((one) => one.session.source.id).filter((id) => id !== ''));
  const agreements = [...networks].map((network) => ({ network, operations, until: farDay }));
  const sessions = await sessionsOf(world.capture, withPolicy(knowledge, { agreements }));
  const left = found(sessions).filter((one) => resting.has(one.rule));
  return {
    ...{ change: 'agreements with all who asked', expected: 'none that rests on entitlement' },
    findings: `${left.length} of ${asked.length}`,
    ...{ gone: asked.length - left.length, fresh: 0, lessSure: 0 },
    failures: some('left', left),
  };
}

/** Hostile requests under the title of the network that may send them. */
async function fromEntitled(bench: Bench): Promise<Row> {
  const prefixes = new Map(
    networksOf(bench.world).map((one) => [one.id, one.global_titles[0] ?? '']),
  );
  const ofTwo = new Set(
    bench.world.truth.instances
      .filter((one) => one.evasion === namesTwo)
      .flatMap((one) => one.frames),
  );
  const prefixAt = new Map<number, string>();
  const moved: Found[] = [];
  for (const one of bench.before.filter(({ origins }) => !origins.some((at) => ofTwo.has(at)))) {
    const entitled = entitledNetwork(one);
    const prefix = prefixes.get(entitled) ?? '';
    if (prefix === '' || entitled === one.session.source.id) continue;
    moved.push(one);
    for (const message of one.session.messages)
      if (message.fromInitiator) prefixAt.set(message.frame, prefix);
  }
  const after = await findingsIn(retitled(bench.frames, prefixAt), bench.knowledge);
  const { gone } = difference(moved, after.filter(restsOnParty));
  const stays = moved.filter((one) => !gone.includes(one));
  return {
    ...{ change: 'hostile requests under the entitled network’s title', expected: 'gone' },
    findings: `${stays.length} of ${moved.length}`,
    ...{ gone: moved.length - stays.length, fresh: 0, lessSure: 0 },
    failures: [
      ...some('left', stays),
      ...(moved.length === 0 ? ['there was nothing to change'] : []),
    ],
  };
}

function restsOnParty({ category }: { readonly category: string }): boolean {
  return category === 'cat2' || category === 'cat3';
}

/** The evasion that names two subscribers in one message: no network is entitled about both. */
const namesTwo = 'duplicate-identity';

/** Who may send what was found; empty where nobody can, and for what is not of categories 2 and 3. */
function entitledNetwork({ session, category, origins }: Found): string {
  const message = session.messages.find((one) => origins.includes(one.frame));
  // An update under another title moves the subscriber there, and what follows is another story.
  if (message?.fromInitiator !== true || moves.includes(session.operation)) return '';
  // Two readings of one message can name subscribers of two networks: nobody may ask about both.
  const rules = new Set(session.findings.filter(restsOnParty).map((one) => one.rule));
  if (session.technology !== 'ss7' || !restsOnParty({ category }) || rules.size > 1) return '';
  return category === 'cat2' ? session.home.id : session.serving.id;
}

function retitled(frames: readonly Frame[], prefixAt: ReadonlyMap<number, string>): Frame[] {
  return frames.map((frame) => {
    const prefix = prefixAt.get(frame.origins[0]!);
    if (prefix === undefined) return frame;
    const calling = withPrefix(prefix);
    return mapMessages(frame, (data, protocol) =>
      protocol === m3uaProtocol ? changeM3ua(data, { calling }) : data,
    );
  });
}

/** Supplementary services, USSD and purge: what the serving network alone sends, and no move. */
const servingOperations: ReadonlySet<string> = new Set('59 10 11 12 13 14 17 67'.split(' '));
const servingRule = 'cat3.not-serving';
const strangerId = 'far-state';

/** Honest requests of serving networks under the title of one that serves nobody there. */
async function fromStranger(bench: Bench): Promise<Row> {
  const { world, frames, knowledge } = bench;
  const networks = networksOf(world);
  const ours = networks.find((one) => one.home)?.global_titles[0] ?? '';
  const hostile = hostileFrames(world);
  const prefix = networks.find((one) => one.id === strangerId)?.global_titles[0] ?? '';
  const titles = new Set(networks.flatMap((one) => one.global_titles));
  const prefixAt = new Map<number, string>();
  for (const frame of decodeFile(world.capture))
    for (const message of frame.messages) {
      const { fields } = lineOf(frame, message);
      const calling = fields['sccp.calling.digits']?.[0] ?? '';
      const isAsked =
        fields['gsm_old.localValue']?.some((one) => servingOperations.has(one)) === true;
      const isForeign = titles.has(calling.slice(0, ours.length)) && !calling.startsWith(ours);
      if (isAsked && isForeign && fields['tcap.otid'] !== undefined && !hostile.has(frame.number))
        prefixAt.set(frame.number, prefix);
    }
  const after = await findingsIn(retitled(frames, prefixAt), knowledge);
  const fired = after.filter(
    (one) => one.rule === servingRule && one.origins.some((origin) => prefixAt.has(origin)),
  );
  return {
    ...{ change: 'honest requests of serving networks under a stranger’s title' },
    expected: `${servingRule} wherever the place is known`,
    findings: `${fired.length} of ${prefixAt.size} frames`,
    ...{ gone: 0, fresh: fired.length, lessSure: 0 },
    failures: fired.length === 0 ? ['none fires'] : [],
  };
}
