// SPDX-License-Identifier: Apache-2.0
// What a store knows about the numbers in its events: networks, rules, imports. A report made years
// later must still say whose address it was and according to which source, so the descriptions lie
// beside the events and not in today's configuration.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** A network as it was known when its messages were screened. */
export interface PartyDescription {
  readonly id: string;
  readonly name: string;
  readonly operator?: string;
  readonly territories: readonly string[];
  /** `operator`, or `country` when only the country of the prefix is known. */
  readonly precision: 'operator' | 'country' | 'none';
  readonly isHome: boolean;
  /** Where the knowledge comes from: SOURCE of the sentence that every report prints. */
  readonly source: string;
  /** The period or day it is valid for: DATE of that sentence. Empty when the source gives none. */
  readonly dated: string;
}

export interface RuleDescription {
  readonly id: string;
  readonly title: string;
}

/**
 * One import: what was read, and what of it could not be judged. Counters bear the names of
 * src/schema/counters.ts.
 */
export interface ImportSummary {
  /** 32 hexadecimal digits that follow from the files alone: {@link importId}. */
  readonly id: string;
  readonly files: readonly ImportedFile[];
  /** First and last packet time, RFC 3339. */
  readonly first: string;
  readonly last: string;
  readonly product: string;
  /** First 32 bits of the SHA-256 of the compiled policy. */
  readonly ruleSet: number;
  readonly counters: Readonly<Record<string, number>>;
  /** Requests per verdict (`entitled`, `not_entitled`, `cannot_know`). */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Requests that could not be judged, per entitlement reason. */
  readonly unjudged: Readonly<Record<string, number>>;
}

export interface ImportedFile {
  readonly name: string;
  readonly octets: number;
  readonly sha256: string;
}

/** Reads a capture once for its hash; the name keeps no directories, which can name people. */
export async function describeFile(path: string): Promise<ImportedFile> {
  const hash = createHash('sha256');
  let octets = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
    octets += (chunk as Buffer).length;
  }
  return { name: basename(path), octets, sha256: hash.digest('hex') };
}

/** The same files give the same id, in whatever order they were named. */
export function importId(files: readonly Pick<ImportedFile, 'sha256'>[]): string {
  const hash = createHash('sha256');
  for (const sum of files.map((file) => file.sha256).sort()) hash.update(sum);
  return hash.digest('hex').slice(0, 32);
}
