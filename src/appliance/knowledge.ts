// SPDX-License-Identifier: Apache-2.0
// Everything the engine must know before the first frame: who is who, which links are whose, who
// may send what, the rules. Composed from a configuration file, or from nothing but a home PLMN,
// and compiled into the images that native code loads. Problems of all parts come as ProductError
// with their places.
import { exitCode, failure, type Problem } from '../base/errors.ts';
import { type Config, defaultConfig, loadConfig } from '../config/load.ts';
import { compileLinks } from '../engine/link-image.ts';
import { compilePeriods, startOfLatest } from '../network/compile.ts';
import { DAY_MAX, DAY_MIN } from '../network/day.ts';
import { withHome } from '../network/definition.ts';
import { parsePlmn } from '../network/digits.ts';
import { Directory } from '../network/directory.ts';
import { territoryId } from '../network/territory.ts';
import type { Resolver } from '../rules/checker.ts';
import { loadRules, type RuleBook } from '../rules/load.ts';
import { compilePolicy, type Policy } from '../rules/policy.ts';
import { network_limit } from '../schema/network-image.ts';

export interface Knowledge {
  readonly config: Config;
  readonly directory: Directory;
  /** One image for each period in which no dated knowledge changes, in order: of all time. */
  readonly networkImages: readonly Buffer[];
  /**
   * Those that packets between two days need. Knowledge of many documents has more periods than a
   * timeline holds, and a capture lies in few of them. Throws ProductError with the limit passed.
   */
  imagesBetween(first: number, last: number): readonly Buffer[];
  /**
   * Those of the latest periods, for what listens: of long ago no packet comes, and one that says so is
   * read by the earliest of them.
   */
  latestImages(): readonly Buffer[];
  readonly linkImage: Buffer;
  readonly book: RuleBook;
  readonly policy: Policy;
  readonly warnings: readonly Problem[];
}

export interface KnowledgeOptions {
  /** Configuration file; without it nothing is known but numbering plans. */
  readonly config?: string | undefined;
  /** MCC-MNC of our own network, added to what the configuration says. */
  readonly home?: string | undefined;
  /** What a running engine knows: networks keep the numbers that its tables are full of. */
  readonly before?: Knowledge | undefined;
}

/** Throws ProductError (configuration, usage) with every problem found. */
export function loadKnowledge(options: KnowledgeOptions = {}): Knowledge {
  const config = options.config === undefined ? defaultConfig() : loadConfig(options.config);
  const directory = new Directory(
    networksOf(config, options.home),
    config.territories,
    undefined,
    options.before?.directory,
  );
  const resolver = resolverOf(directory);
  const book = loadRules({
    resolver,
    lists: config.lists,
    ...(config.rulesDirectory === undefined ? {} : { extra: config.rulesDirectory }),
  });
  const policy = compilePolicy({
    ...book,
    resolver,
    agreements: config.agreements,
    modes: config.ruleModes,
    modesFor: config.modesFor,
    links: config.links.map((link) => link.name),
  });
  const imagesBetween = (first: number, last: number) =>
    withinLimits(() => compilePeriods(directory, first, last));
  let all: readonly Buffer[] | undefined;
  return {
    config,
    directory,
    get networkImages() {
      all ??= imagesBetween(DAY_MIN, DAY_MAX);
      return all;
    },
    imagesBetween,
    latestImages: () =>
      imagesBetween(startOfLatest(directory, network_limit.live_periods), DAY_MAX),
    linkImage: compileLinks(config.links),
    book,
    policy,
    warnings: config.warnings,
  };
}

/** What passes a bound of the image is for the operator to put right. */
function withinLimits<T>(compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw failure(
      exitCode.configuration,
      `what is known of networks is too much: ${error.message}`,
      'remove networks, prefixes or old versions that are not needed; sigwarden network list counts them',
    );
  }
}

function networksOf(config: Config, home: string | undefined) {
  if (home === undefined) return config.networks;
  const plmn = parsePlmn(home);
  if (plmn === undefined)
    throw failure(
      exitCode.usage,
      `--home ${home}: not an MCC-MNC`,
      'write it as 001-01, with the zeros of the MNC',
    );
  return withHome(config.networks, plmn);
}

/**
 * Names in rules to the numbers that facts carry: party numbers, stable operator numbers, territory
 * ids.
 */
function resolverOf(directory: Directory): Resolver {
  return {
    party: (id) => directory.byId(id)?.number,
    operator: (id) => (directory.hasOperator(id) ? directory.operatorNumber(id) : undefined),
    territory: (code) => (directory.territoryNames.has(code) ? territoryId(code) : undefined),
    known: (kind) => {
      if (kind === 'territory') return [...directory.territoryNames.keys()];
      const named = directory.parties.filter((party) => party.definition !== undefined);
      return kind === 'party'
        ? named.map((party) => party.id)
        : [...new Set(named.flatMap((party) => party.operator ?? []))];
    },
  };
}
