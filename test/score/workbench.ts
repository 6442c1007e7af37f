// SPDX-License-Identifier: Apache-2.0
// What the parts of `make score` stand on: generated worlds (kept in build/score, named by all that
// decides their octets), a screening of a file under some knowledge, and the same knowledge with
// other rules, another entitlement table or agreements.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Knowledge, loadKnowledge } from '../../src/appliance/knowledge.ts';
import { screenFiles } from '../../src/appliance/screening.ts';
import { generate } from '../../src/lab/generate.ts';
import type { TapName } from '../../src/lab/world/view.ts';
import { territoryId } from '../../src/network/territory.ts';
import type { Resolver } from '../../src/rules/checker.ts';
import type { RuleBook } from '../../src/rules/load.ts';
import { type AgreementInput, compilePolicy } from '../../src/rules/policy.ts';
import { type Score, Scorer } from '../../src/score/score.ts';
import { readTruth, type Truth } from '../../src/score/truth.ts';
import type { Session } from '../../src/session/fold.ts';
import { root } from '../tidy/tree.ts';

export const workDirectory = join(root, 'build/score');

/** One part's answer: a table for people, the same as values, and whether it holds. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** Sentences above the table: what was done, over how much, what is left out and why. */
  readonly notes: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What does not reach what is asked; empty when all does. */
  readonly failures: readonly string[];
  readonly values: unknown;
}

export interface Sizes {
  /** Messages of a world in which acts are counted. */
  readonly messages: number;
  readonly seeds: readonly number[];
  readonly isFull: boolean;
  /** Hostile acts a message there, instead of the usual: a tenth of the messages holds as many at ten times. */
  readonly hostileShare?: number;
}

export interface World {
  readonly scenario: string;
  readonly capture: string;
  readonly configuration: string;
  readonly truthFile: string;
  readonly truth: Truth;
}

export interface WorldOptions {
  readonly seed: number;
  readonly messages: number;
  readonly hostileShare: number;
  /** Where the mirror stands; at the home operator's edge unless told. */
  readonly tap?: TapName;
}

/** All attacks and evasions in benign life, and benign life alone. */
export const mixture = 'mixture';
export const benignDay = 'benign-day';

let known: string | undefined;

/** Changes with every file of the lab: a world of another lab is another world. */
function labVersion(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  const folder = join(root, 'dist/src/lab');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => one.endsWith('.js')).sort())
    hash.update(readFileSync(join(folder, name)));
  known = hash.digest('hex').slice(0, 8);
  return known;
}

/** Generates a world, or finds it as an earlier run left it. */
export function worldOf(scenario: string, options: WorldOptions): World {
  mkdirSync(workDirectory, { recursive: true });
  const { seed, messages, hostileShare, tap = 'home' } = options;
  const name = [scenario, tap, seed, messages, hostileShare, labVersion()].join('-');
  const base = join(workDirectory, name);
  const capture = `${base}.pcap`;
  const truthFile = `${base}.truth.json`;
  const isThere = [capture, truthFile, `${base}.toml`].every((path) => existsSync(path));
  if (!isThere) generate({ scenario, ...options, output: capture });
  return {
    ...{ scenario, capture, configuration: `${base}.toml`, truthFile },
    truth: readTruth(truthFile),
  };
}

export function knowledgeOf(world: Pick<World, 'configuration'>): Knowledge {
  return loadKnowledge({ config: world.configuration });
}

export interface Changed {
  readonly rules?: RuleBook['rules'];
  readonly entitlement?: RuleBook['entitlement'];
  readonly caps?: RuleBook['caps'];
  readonly agreements?: readonly AgreementInput[];
}

/** The same knowledge under another policy. */
export function withPolicy(knowledge: Knowledge, changed: Changed): Knowledge {
  const { directory, config } = knowledge;
  const resolver: Resolver = {
    party: (id) => directory.byId(id)?.number,
    operator: (id) => (directory.hasOperator(id) ? directory.operatorNumber(id) : undefined),
    territory: (code) => (directory.territoryNames.has(code) ? territoryId(code) : undefined),
  };
  const book = { ...knowledge.book, ...changed };
  const agreements = [...config.agreements, ...(changed.agreements ?? [])];
  const policy = compilePolicy({ ...book, resolver, agreements, modes: config.ruleModes });
  return { ...knowledge, book, policy };
}

// The tables of an engine are native memory, which does not hurry the collector: a hundred
// screenings in a row would take all there is.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Of tables and pseudonyms: one for all runs, so that what differs was changed on purpose. */
const usualSecret = new Uint8Array(16).fill(7);

/** Flagged sessions of a capture, by time. */
export async function sessionsOf(
  capture: string,
  knowledge: Knowledge,
  secret = usualSecret,
): Promise<Session[]> {
  const { sessions } = await screenFiles({ files: [capture], knowledge, secret });
  collect();
  await setImmediate(); // what is finalised in native code waits for the loop
  if (sessions.beyond > 0) throw new Error(`${capture}: more flagged sessions than memory holds`);
  return sessions.sessions();
}

export function scoreOf(truth: Truth, sessions: readonly Session[]): Score {
  const scorer = new Scorer(truth);
  for (const session of sessions) scorer.add(session);
  return scorer.result();
}

export async function scoreWorld(world: World, knowledge = knowledgeOf(world)): Promise<Score> {
  return scoreOf(world.truth, await sessionsOf(world.capture, knowledge));
}

/** The networks of a world as its truth describes them; the first home one is ours. */
export function networksOf(world: World) {
  const { networks } = JSON.parse(readFileSync(world.truthFile, 'utf8')) as {
    networks: { id: string; plmn: string[]; global_titles: string[]; home: boolean }[];
  };
  return networks;
}

/** Above this a capture is as quickly forged again as it is kept. */
const keptMessagesMax = 1_000_000;

/** Scores a world and, where it is large, takes it off the disk again. */
export async function scoreOnce(scenario: string, options: WorldOptions): Promise<Score> {
  const world = worldOf(scenario, options);
  const score = await scoreWorld(world);
  if (options.messages > keptMessagesMax) rmSync(world.capture);
  return score;
}

export function percent(share: number | null): string {
  return share === null ? '·' : (100 * share).toFixed(1);
}
