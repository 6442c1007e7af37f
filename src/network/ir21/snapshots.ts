// SPDX-License-Identifier: Apache-2.0
// IR.21 files as what they say of networks on a day. The day is the last change that a network's part
// of the file tells of, since what stands there holds since then; without one it is the day on which
// the file was made. Before that day nothing is known from this file, and nothing is assumed.
import { basename } from 'node:path';

import type { Problem } from '../../base/errors.ts';
import { builtInTables } from '../built-in.ts';
import { formatDay } from '../day.ts';
import { emptyNetwork, type NetworkDefinition } from '../definition.ts';
import type { Snapshot } from '../history.ts';
import { isFictional } from '../territory.ts';
import type { Ir21File, Ir21Network } from './reader.ts';

export interface Ir21Snapshots {
  readonly snapshots: readonly Snapshot[];
  readonly reports: readonly Problem[];
}

/** `since` is the day to take instead of the file's own. */
export function snapshotsOfIr21(file: Ir21File, since: number | undefined): Ir21Snapshots {
  const reports: Problem[] = [];
  const snapshots = file.networks.flatMap((network): Snapshot[] => {
    const day = since ?? dayOfNetwork(file, network, reports);
    if (day === undefined) return [];
    const origin = {
      kind: 'ir21',
      file: basename(file.file),
      sha256: file.sha256,
      date: day,
    } as const;
    return [{ day, until: undefined, network: definitionOf(file, network, day), origin }];
  });
  return { snapshots, reports };
}

function dayOfNetwork(
  file: Ir21File,
  { tadig, changes }: Ir21Network,
  reports: Problem[],
): number | undefined {
  const report = (message: string, hint: string) =>
    reports.push({ file: file.file, message: `network ${tadig}: ${message}`, hint });
  const { created } = file;
  const ahead = changes.filter((day) => created !== undefined && day > created);
  if (ahead.length > 0)
    report(
      `a change is announced for ${formatDay(ahead[0]!)}, after the file was made`,
      'import the file that follows it',
    );
  const last = changes.filter((day) => created === undefined || day <= created).at(-1);
  if (last === undefined && created === undefined)
    report('the file tells no date', 'say with --since from which day it holds');
  return last ?? created;
}

function definitionOf(file: Ir21File, network: Ir21Network, day: number): NetworkDefinition {
  const { plmn, globalTitles, msisdn, mobileGlobalTitles, gsmScf, realms } = network;
  const id = network.tadig.toLowerCase();
  return {
    ...emptyNetwork,
    id,
    name: nameOf(file, network),
    operator: operatorOf(file, id),
    territories: territoriesOf(file, network),
    plmn,
    globalTitles,
    msisdn,
    mobileGlobalTitles,
    gsmScf,
    realms,
    source: `IR.21 of ${formatDay(day)}, ${basename(file.file)}`,
  };
}

const NAME_OCTETS_MAX = 200;

/** The name of a network may be a placeholder such as `(440-50)`. */
function nameOf({ organisation }: Ir21File, { name, tadig }: Ir21Network): string {
  const isPlaceholder = /^[\s()0-9-]*$/.test(name);
  const text = isPlaceholder ? organisation || tadig : name;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  const plain = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return (
    Buffer.from(plain)
      .subarray(0, NAME_OCTETS_MAX)
      .toString()
      .replace(/\ufffd$/, '') || tadig
  );
}

/**
 * All networks of one file have one owner. It goes by the code of its first network and never by its
 * name, which anybody may write.
 */
function operatorOf({ networks }: Ir21File, id: string): string {
  return networks[0]?.tadig.toLowerCase() ?? id;
}

/** Empty where the MCC tells them, which knows more of territories than the file's country does. */
function territoriesOf({ country }: Ir21File, { plmn }: Ir21Network): string[] {
  const { mcc, territories } = builtInTables();
  if (plmn.some((one) => mcc.some(({ prefix }) => prefix === one.mcc))) return [];
  const code = country.toUpperCase();
  return territories.has(code) || isFictional(code) ? [code] : [];
}
