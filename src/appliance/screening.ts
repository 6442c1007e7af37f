// SPDX-License-Identifier: Apache-2.0
// Capture files through the engine: runs it a stretch at a time, hands what it wrote to the store
// (when there is one) and to the collector that answers at the end. The ring's tail moves only when
// the store has flushed.

import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';

import { orRefuse, requireCaptures } from '../engine/captures.ts';
import {
  type AggregateRow,
  type Engine,
  type Explanation,
  type NativeLink,
  native,
  type RoamerDaysRow,
  type RuleHits,
  type StateCoverage,
} from '../engine/native.ts';
import { RingReader } from '../engine/ring-reader.ts';
import { validitySpan } from '../network/compile.ts';
import { DAY_MAX, DAY_MIN, dayOf } from '../network/day.ts';
import { stableKey } from '../network/directory.ts';
import { describeFile, type ImportSummary, importId } from '../store/descriptions.ts';
import { RingWriter } from '../store/ring-writer.ts';
import type { StoreWriter } from '../store/writer.ts';
import { SessionCollector } from './collector.ts';
import type { Knowledge } from './knowledge.ts';
import { describeRun, storeDescription } from './run-description.ts';

export interface ScreenedFile {
  readonly path: string;
  readonly end: string;
  /** Why reading ended early; empty otherwise. */
  readonly diagnostic: string;
}

export interface Screening {
  readonly files: readonly ScreenedFile[];
  readonly first: bigint;
  readonly last: bigint;
  readonly counters: Readonly<Record<string, number>>;
  readonly rows: readonly AggregateRow[];
  readonly ruleHits: RuleHits;
  readonly coverage: StateCoverage;
  readonly explanations: readonly Explanation[];
  readonly roamerDays: readonly RoamerDaysRow[];
  readonly links: readonly NativeLink[];
  readonly sessions: SessionCollector;
  /** What went into the store; undefined without one. */
  readonly stored: { readonly stored: number; readonly known: number } | undefined;
}

export interface ScreeningOptions {
  readonly files: readonly string[];
  readonly knowledge: Knowledge;
  readonly store?: StoreWriter | undefined;
  /** Of which the screening tells what became of its messages. */
  readonly explainedFrame?: number | undefined;
  /** 16 octets under which tables and pseudonyms are made where no store has them; random unless given. */
  readonly secret?: Uint8Array;
  /** Serving state of before the first frame, in the numbers of the knowledge. */
  readonly state?: Uint8Array | undefined;
  /** Octets read of octets in all. */
  readonly onProgress?: (position: number, size: number) => void;
}

const ringOctets = 64 * 1024 * 1024;
const framesPerStretch = 65_536;

/** An engine that knows what `knowledge` says. */
export function makeEngine(
  knowledge: Knowledge,
  pseudonymKey: Uint8Array,
  resident = false,
  networks: readonly Buffer[] = knowledge.networkImages,
  explainedFrame = 0,
): Engine {
  return new (native().Engine)({
    networks,
    policy: knowledge.policy.image,
    links: knowledge.linkImage,
    pseudonymKey,
    tap: stableKey(knowledge.config.tap),
    ringOctets,
    resident,
    explainedFrame,
  });
}

/**
 * The images that these captures need. Their times are read only where knowledge is dated, and only
 * from files: what comes through a pipe is there once.
 */
export function imagesFor(knowledge: Knowledge, files: readonly string[]): readonly Buffer[] {
  const { first, last } = validitySpan(knowledge.directory, 0);
  const isUndated = first === DAY_MIN && last === DAY_MAX;
  if (isUndated || !files.every(isFile)) return knowledge.networkImages;
  requireCaptures(files);
  const times = files.flatMap((file) => orRefuse(() => native().captureTimes(file)) ?? []);
  const days = times.map(dayOf);
  return days.length === 0
    ? knowledge.imagesBetween(0, 0)
    : knowledge.imagesBetween(minimum(days), -minimum(days.map((day) => -day)));
}

function minimum(days: readonly number[]): number {
  return days.reduce((least, day) => Math.min(least, day));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Opens captures; each file that is none is one sentence. */
export function openCaptures(engine: Engine, files: readonly string[]): void {
  try {
    orRefuse(() => engine.open(files));
  } catch (error) {
    requireCaptures(files); // the engine names the first; the user wants to hear of all
    throw error;
  }
}

/** Screens files as one import. Throws ProductError for what cannot be read or stored. */
export async function screenFiles(options: ScreeningOptions): Promise<Screening> {
  const { knowledge, store } = options;
  const engine = makeEngine(
    knowledge,
    store?.pseudonymKey() ?? options.secret ?? randomBytes(16),
    false,
    imagesFor(knowledge, options.files),
    options.explainedFrame,
  );
  if (options.state !== undefined) engine.restoreState(options.state);
  openCaptures(engine, options.files);
  const id = store === undefined ? undefined : await beginImport(store, options);
  const sessions = new SessionCollector();
  const ring = new RingWriter(new RingReader(engine.ring()), store, (one) => sessions.add(one));
  for (
    let progress = engine.run(framesPerStretch);
    progress !== 'end';
    progress = engine.run(framesPerStretch)
  ) {
    ring.drain();
    options.onProgress?.(engine.position(), engine.size());
  }
  for (let progress = engine.finish(); ; progress = engine.finish()) {
    ring.drain();
    if (progress === 'end') break;
  }
  const { stored, known } = ring.totals;
  const screening = summarise(
    engine,
    options.files,
    sessions,
    store === undefined ? undefined : { stored, known },
  );
  if (store !== undefined && id !== undefined)
    storeDescription(store, describeRun(knowledge, screening, id));
  return screening;
}

function summarise(
  engine: Engine,
  paths: readonly string[],
  sessions: SessionCollector,
  stored: Screening['stored'],
): Screening {
  const [first, last] = engine.times();
  const ends = engine.files();
  return {
    files: paths.map((path, i) => ({
      path,
      end: ends[i]?.end ?? 'none',
      diagnostic: ends[i]?.diagnostic ?? '',
    })),
    first,
    last,
    counters: engine.counters(),
    rows: engine.aggregates(),
    ruleHits: engine.ruleHits(),
    coverage: engine.coverage(),
    explanations: engine.explanations(),
    roamerDays: engine.roamerDays(),
    links: engine.links(),
    sessions,
    stored,
  };
}

interface Import {
  readonly id: string;
  readonly files: ImportSummary['files'];
}

async function beginImport(store: StoreWriter, options: ScreeningOptions): Promise<Import> {
  const files = await Promise.all(options.files.map(describeFile));
  const id = importId(files);
  store.importId = id;
  return { id, files };
}
