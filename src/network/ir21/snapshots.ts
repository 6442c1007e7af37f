// SPDX-License-Identifier: Apache-2.0
// IR.21 files as what they say of networks on a day: the day on which the file was made. Its history
// of changes tells since when that holds, which is taken as far as no other file speaks of that time.
import { basename } from 'node:path';

import type { Problem } from '../../base/errors.ts';
import { builtInTables } from '../built-in.ts';
import { DAY_MIN, formatDay } from '../day.ts';
import { emptyNetwork, type NetworkDefinition } from '../definition.ts';
import type { Snapshot } from '../history.ts';
import { plainText } from '../plain-text.ts';
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
    const last = lastChange(file, network, reports);
    const from = since ?? last;
    const day = Math.max(file.created ?? DAY_MIN, from ?? DAY_MIN);
    if (day === DAY_MIN) {
      reports.push({
        file: file.file,
        message: `network ${network.tadig}: the file tells no date`,
        hint: 'say with --since from which day it holds',
      });
      return [];
    }
    const origin = {
      kind: 'ir21',
      file: plainText(basename(file.file)),
      sha256: file.sha256,
      date: day,
      since: from === day ? undefined : from,
    } as const;
    const taken = definitionOf(file, network, day);
    return [{ day, since: origin.since, until: undefined, network: taken, origin }];
  });
  return { snapshots, reports };
}

/** The last change that the file knows to be past; what it announces is told. */
function lastChange(
  { created, file }: Ir21File,
  { tadig, changes }: Ir21Network,
  reports: Problem[],
): number | undefined {
  const ahead = changes.filter((day) => created !== undefined && day > created);
  if (ahead.length > 0)
    reports.push({
      file,
      message: `network ${tadig}: a change is announced for ${formatDay(ahead[0]!)}, after the file was made`,
      hint: 'import the file that follows it',
    });
  return changes.filter((day) => created === undefined || day <= created).at(-1);
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
    source: plainText(`IR.21 of ${formatDay(day)}, ${basename(file.file)}`),
  };
}

/** The name of a network may be a placeholder such as `(440-50)`. */
function nameOf({ organisation }: Ir21File, { name, tadig }: Ir21Network): string {
  const isPlaceholder = /^[\s()0-9-]*$/.test(name);
  return plainText(isPlaceholder ? organisation : name) || tadig;
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
