// SPDX-License-Identifier: Apache-2.0
// Serving state from before into a store: out of exports of the operator's registers, and out of
// captures, whose moves are read and of which nothing else is kept. What the store holds already
// stays where it is newer. One engine takes everything in, so that an import knows what a run knows.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import { requireCaptures } from '../engine/captures.ts';
import type { Engine } from '../engine/native.ts';
import type { StoreWriter } from '../store/writer.ts';
import type { Knowledge } from './knowledge.ts';
import { imagesFor, makeEngine, openCaptures } from './screening.ts';
import { countsOfState, imageFor, keepable, type StateCounts } from './serving-state.ts';
import { StateExports, type Unplaced } from './state-export.ts';

export interface StateImportOptions {
  readonly files: readonly string[];
  readonly knowledge: Knowledge;
  readonly store: StoreWriter;
  /** When the exports were taken, ns; captures say it themselves. */
  readonly asOf?: bigint | undefined;
  /** Octets read of octets in all. */
  readonly onProgress?: (position: number, size: number) => void;
}

export interface StateImport {
  readonly files: readonly ImportedFile[];
  /** What was new: from exports and captures together. */
  readonly claims: number;
  readonly numbers: number;
  /** Rows of exports that say nothing newer than what was known. */
  readonly passedBy: number;
  readonly unplaced: readonly Unplaced[];
  /** What the store holds now. */
  readonly held: StateCounts;
}

export interface ImportedFile {
  readonly path: string;
  readonly kind: 'capture' | 'csv' | 'json';
  /** Of an export. */
  readonly rows?: number;
}

const framesPerStretch = 65_536;
/** Of the start of a file: the headers of all captures have an octet in it that no text has. */
const startOctets = 64;

/** @throws ProductError with every problem of every file; then the store is as it was. */
export function importState(options: StateImportOptions): StateImport {
  const { knowledge, store, files } = options;
  const captures = files.filter(isCapture);
  const exports = readExports(
    files.filter((file) => !captures.includes(file)),
    options,
  );
  requireCaptures(captures);
  const images = captures.length === 0 ? undefined : imagesFor(knowledge, captures);
  const engine = makeEngine(knowledge, store.pseudonymKey(), false, images);
  const saved = store.savedState();
  if (saved !== undefined) engine.restoreState(imageFor(saved, knowledge.directory));
  const before = countsOfState(engine.saveState());
  const passedBefore = engine.counters().state_rows_passed_by ?? 0;
  if (exports !== undefined) engine.restoreState(exports.image());
  const passedBy = (engine.counters().state_rows_passed_by ?? 0) - passedBefore;
  if (captures.length > 0) watch(engine, captures, options);
  const image = engine.saveState();
  const held = countsOfState(image);
  store.recordAct({
    action: 'import',
    sessions: [],
    reason: `serving state from ${files.length} files: ${held.claims} claims held`,
  });
  store.saveState(keepable(image, knowledge.directory));
  return {
    files: [
      ...(exports?.read ?? []),
      ...captures.map((path) => ({ path, kind: 'capture' as const })),
    ],
    claims: held.claims - before.claims,
    numbers: held.numbers - before.numbers,
    passedBy,
    unplaced: [...(exports?.unplaced.values() ?? [])],
    held,
  };
}

function readExports(
  files: readonly string[],
  { knowledge, asOf, onProgress }: StateImportOptions,
): StateExports | undefined {
  if (files.length === 0) return undefined;
  if (asOf === undefined)
    throw failure(
      exitCode.usage,
      'when was the export taken? What came after it nobody saw',
      'say it with --as-of 2018-01-31T12:00:00Z',
    );
  const exports = new StateExports(knowledge.directory, asOf);
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const problems: Problem[] = [];
  let done = 0;
  for (const [i, file] of files.entries()) {
    try {
      exports.take(file, (octets) => onProgress?.(done + octets, all));
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      problems.push(...error.problems);
    }
    done += sizes[i] ?? 0;
  }
  if (problems.length > 0) throw new ProductError(exitCode.configuration, problems);
  return exports;
}

/** Lets captures pass: what their messages tell of subscribers stays in the tables. */
function watch(
  engine: Engine,
  captures: readonly string[],
  { onProgress }: StateImportOptions,
): void {
  openCaptures(engine, captures);
  while (engine.run(framesPerStretch) !== 'end') {
    engine.discard();
    onProgress?.(engine.position(), engine.size());
  }
  while (engine.finish() !== 'end') engine.discard();
}

/** What is no text is a capture, or is refused as one with advice. */
function isCapture(path: string): boolean {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const start = Buffer.alloc(startOctets);
    const octets = readSync(file, start, 0, startOctets, 0);
    return start.subarray(0, octets).some((octet) => octet < 32 && ![9, 10, 13].includes(octet));
  } catch {
    return false; // the reader of exports says what is wrong with it
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
