// SPDX-License-Identifier: Apache-2.0
// `sigwarden network proposals FILE…`: what captures suggest about networks that is not yet known,
// with what each rests on. Nothing is taken but what --accept names.
import { basename } from 'node:path';

import type { Argv, CommandModule } from 'yargs';
import { learnProposals } from '../appliance/proposals.ts';
import { exitCode, type Problem, ProductError } from '../base/errors.ts';
import { formatTime } from '../base/time.ts';
import { writeNetworkFile } from '../config/network-files.ts';
import { DAY_MIN, dayOf } from '../network/day.ts';
import { emptyNetwork, type NetworkDefinition } from '../network/definition.ts';
import { parsePlmn } from '../network/digits.ts';
import type { Party } from '../network/directory.ts';
import { type History, withSnapshot } from '../network/history.ts';
import { Lookup, type ReadingName } from '../network/lookup.ts';
import type { AddressKind } from '../network/overlaps.ts';
import { parsePointCode } from '../network/point-code.ts';
import { bases, type Hub, type Proposal } from '../network/proposals.ts';
import { printable } from '../session/text.ts';
import {
  counted,
  directoryOf,
  folderOf,
  folderOptions,
  jsonOption,
  type KnowledgeFolder,
  someOf,
} from './network-option.ts';
import { captures, wholeNumber } from './option.ts';
import { data, json, paint, problems, table, talk } from './output.ts';

interface ProposalsArguments {
  files: string[];
  config: string | undefined;
  directory: string | undefined;
  minimum: number | undefined;
  accept: string[] | undefined;
  json: boolean;
}

/** Messages below which an association is not worth a line, and the share that makes it one. */
const minimum_messages = 5;
const minimum_share = 0.95;
const hubs_shown = 10;

/** A proposal with what is known of its address. */
interface Judged extends Proposal {
  /** Network whose it would be; undefined while none has that MCC-MNC. */
  readonly network: string | undefined;
  /** Network whose it is by what is known. */
  readonly against: string | undefined;
}

const readingOfKind: Readonly<Partial<Record<AddressKind, ReadingName>>> = {
  realms: 'realm',
  mobile_global_titles: 'mobile-title',
  global_titles: 'title',
  point_codes: 'point-code',
};

export const proposalsCommand: CommandModule<object, ProposalsArguments> = {
  command: 'proposals <files..>',
  describe: 'What captures suggest that is not known: shown, and taken with --accept',
  builder: (yargs: Argv) =>
    yargs
      .positional('files', captures)
      .options(folderOptions)
      .option('minimum', {
        ...wholeNumber('minimum', 1),
        describe: `Messages that an association needs; without it ${minimum_messages}`,
      })
      .option('accept', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'Ids of proposals to write into the folder',
      })
      .option('json', jsonOption)
      .example(
        '# What is not known yet\n$0 network proposals capture.pcap --config capture.toml --directory networks.d',
        '',
      ) as unknown as Argv<ProposalsArguments>,
  handler: (args) => {
    const folder = folderOf(args);
    const directory = directoryOf(folder.config);
    const { learner, messages, day } = learnProposals(args.files, directory);
    const lookup = new Lookup(directory, day ?? 0);
    const least = args.minimum ?? minimum_messages;
    const proposals = learner
      .proposals(minimum_share)
      .filter((one) => one.messages >= least)
      .flatMap((one) => judged(one, lookup));
    const hubs = learner.hubs(minimum_share).filter((one) => one.messages >= least);
    if (args.accept !== undefined) accept(args.accept, proposals, folder, args.files);
    else if (args.json) printJson(proposals, hubs, messages, learner.lost);
    else print(proposals, hubs, messages, learner.lost);
  },
};

/** Nothing when it says what is known already, or only what its name says. */
function judged(proposal: Proposal, lookup: Lookup): Judged[] {
  const { kind, address, object } = proposal;
  const known = lookup.answer(readingOfKind[kind]!, address).party;
  const owner =
    parsePlmn(object) === undefined ? undefined : operatorOf(lookup.answer('plmn', object).party);
  const network = parsePlmn(object) === undefined ? object : owner?.id;
  const holder = operatorOf(known);
  if (holder !== undefined && holder.id === network) return [];
  if (kind === 'realms' && saysPlmn(address, object)) return [];
  return [{ ...proposal, network, against: holder?.id }];
}

function operatorOf(party: Party): Party | undefined {
  return party.precision === 'operator' ? party : undefined;
}

function saysPlmn(realm: string, object: string): boolean {
  const plmn = parsePlmn(object);
  return plmn !== undefined && realm.includes(`mnc${plmn.mnc.padStart(3, '0')}.mcc${plmn.mcc}.`);
}

function accept(
  ids: readonly string[],
  proposals: readonly Judged[],
  folder: KnowledgeFolder,
  files: readonly string[],
): void {
  const wrong: Problem[] = [];
  const histories = new Map<string, History>(folder.files.map((one) => [one.id, one]));
  const changed = new Set<string>();
  for (const id of ids) {
    const proposal = proposals.find((one) => one.id === id);
    const problem = proposal === undefined ? unknownId(id) : obstacle(proposal, folder);
    if (problem !== undefined) wrong.push(problem);
    if (problem !== undefined || proposal === undefined) continue;
    const network = networkIdOf(proposal);
    const history = histories.get(network) ?? { versions: [], origins: [] };
    histories.set(network, withAddress(history, network, proposal, files));
    changed.add(network);
  }
  if (wrong.length > 0) throw new ProductError(exitCode.failed, wrong);
  for (const id of changed) writeNetworkFile(folder.directory, id, histories.get(id)!);
  talk(`Written: ${counted(ids.length, 'proposal')} into ${counted(changed.size, 'network')}.`);
}

function unknownId(id: string): Problem {
  return { message: `no proposal "${id}"`, hint: 'ids stand in the first column of the list' };
}

/** Why it cannot be taken; an address of another network would have to leave that first. */
function obstacle({ id, address, kind, network, against }: Judged, { config }: KnowledgeFolder) {
  if (against !== undefined)
    return {
      message: `proposal ${id}: ${kind} ${address} is of "${against}" by what is known`,
      hint: 'correct that first, if it is wrong',
    };
  if (config.knowledge.own.some(({ definition }) => definition.id === network))
    return {
      message: `proposal ${id}: network "${network}" is described in the configuration`,
      hint: `add ${kind} = ["${address}"] there`,
    };
  return undefined;
}

function networkIdOf({ network, object }: Judged): string {
  return network ?? `plmn-${object}`;
}

/** The latest version of the network with the address in it. */
function withAddress(
  history: History,
  id: string,
  proposal: Judged,
  files: readonly string[],
): History {
  const latest = history.versions.at(-1);
  const day = latest === undefined ? dayOf(proposal.first) : (latest.validFrom ?? DAY_MIN);
  const plmn = parsePlmn(proposal.object);
  const base: NetworkDefinition = latest ?? {
    ...emptyNetwork,
    id,
    name: id,
    operator: id,
    plmn: plmn === undefined ? [] : [plmn],
  };
  const origin = {
    kind: 'wire',
    file: files
      .map((file) => basename(file))
      .join(', ')
      .slice(0, 200),
    sha256: '',
    date: dayOf(proposal.first),
  } as const;
  const source = `${base.source}${base.source === '' ? '' : '; '}accepted from ${origin.file}`;
  const network = { ...added(base, proposal), source: source.slice(0, 250) };
  const taken = withSnapshot(history, {
    day,
    until: latest?.validUntil,
    network,
    origin: undefined,
  });
  return { versions: taken.versions, origins: [...history.origins, origin] };
}

function added(network: NetworkDefinition, { kind, address }: Proposal): NetworkDefinition {
  const joined = (list: readonly string[]) => [...new Set([...list, address])].sort();
  switch (kind) {
    case 'realms':
      return { ...network, realms: joined(network.realms) };
    case 'mobile_global_titles':
      return { ...network, mobileGlobalTitles: joined(network.mobileGlobalTitles) };
    case 'point_codes':
      return {
        ...network,
        pointCodes: [...new Set([...network.pointCodes, parsePointCode(address)!])],
      };
    default:
      return { ...network, globalTitles: joined(network.globalTitles) };
  }
}

function print(
  proposals: readonly Judged[],
  hubs: readonly Hub[],
  messages: number,
  lost: number,
): void {
  if (proposals.length === 0) data('Nothing is proposed that is not known.');
  else
    table(
      [
        'id',
        'kind',
        { head: 'address', fits: 'wrap' },
        'of',
        'network',
        { head: 'messages', align: 'right' },
        { head: 'subscribers', align: 'right' },
        { head: 'share', align: 'right' },
        'first',
        'last',
        { head: 'because', fits: 'wrap' },
      ],
      proposals.map((one) => [
        one.id,
        one.kind,
        printable(one.address),
        one.object,
        one.against === undefined ? (one.network ?? '·') : paint.red(`against ${one.against}`),
        String(one.messages),
        one.subscribers === 0 ? '·' : String(one.subscribers),
        `${Math.round(100 * one.share)} %`,
        formatTime(one.first).slice(0, 10),
        formatTime(one.last).slice(0, 10),
        bases[one.basis].title,
      ]),
    );
  for (const { basis, address, messages: count, objects } of hubs.slice(0, hubs_shown))
    data(
      `${bases[basis].kind} ${printable(address)} carries ${objects.length} networks in ${count} messages: ${someOf(objects, 6)}`,
    );
  if (lost > 0) problems([lostProblem(lost)], 'warning');
  talk(
    `${messages} messages. Proposals rest on what senders say of themselves: take one with --accept ID when you know it to be true.`,
  );
}

function lostProblem(lost: number): Problem {
  return {
    message: `${lost} messages found no room in the tables of proposals`,
    hint: 'look at fewer captures at once',
  };
}

function printJson(
  proposals: readonly Judged[],
  hubs: readonly Hub[],
  messages: number,
  lost: number,
): void {
  json({
    messages,
    lost,
    proposals: proposals.map(({ first, last, network, against, ...rest }) => ({
      ...rest,
      network: network ?? null,
      against: against ?? null,
      first: formatTime(first),
      last: formatTime(last),
    })),
    hubs,
  });
}
