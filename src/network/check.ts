// SPDX-License-Identifier: Apache-2.0
// How far what is known of networks can be relied on: contradictions, gaps, and age. It judges
// knowledge and never traffic, and names what it cannot see: that nothing is found here does not make
// a document true.
import { DAY_MAX, DAY_MIN, formatDay } from './day.ts';
import type { NetworkDefinition } from './definition.ts';
import type { Origin } from './history.ts';
import { addressKinds, findOverlaps, type Overlap } from './overlaps.ts';

export const concerns = {
  'own-claimed': 'One of our own addresses is claimed by another operator',
  disputed: 'Several operators claim one address, so it belongs to none',
  nested: 'An address lies within another operator’s',
  'as-own': 'A network told by a document counts as ours',
  'no-titles': 'A network has an MCC-MNC and no global title: its nodes are known by country only',
  'no-plmn': 'A network has titles and no MCC-MNC: its subscribers are nobody’s',
  'no-realm-plmn':
    'A realm is not of the form that a PLMN gives: hosts outside it are known only when it is listed',
  stale: 'The latest document of a network is old',
  undated: 'No document tells when this was true',
} as const;
export type ConcernName = keyof typeof concerns;

export interface Concern {
  readonly concern: ConcernName;
  /** Networks that it is about; the first is the one to look at. */
  readonly networks: readonly string[];
  readonly message: string;
  readonly hint: string;
}

export interface CheckedKnowledge {
  /** In force on the day. */
  readonly networks: readonly NetworkDefinition[];
  /** Of networks that documents told; those of the configuration have none. */
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
  readonly day: number;
  readonly staleMonths: number;
}

/** Everything to be concerned about, the gravest first, and within one kind in order of network. */
export function checkKnowledge(knowledge: CheckedKnowledge): Concern[] {
  const { networks } = knowledge;
  const found = [
    ...findOverlaps(networks).map(overlapConcern),
    ...networks.flatMap((one) => [...asOwn(one, knowledge), ...gaps(one), ...age(one, knowledge)]),
  ];
  const order = Object.keys(concerns);
  return found.sort((a, b) => order.indexOf(a.concern) - order.indexOf(b.concern));
}

function overlapConcern({ kind, text, outerText, inner, outer }: Overlap): Concern {
  const home = [inner, outer].find((one) => one.home);
  const other = home === inner ? outer : inner;
  const [a, b] = [`"${inner.id}" (${inner.source})`, `"${outer.id}" (${outer.source})`];
  const address = `${addressKinds[kind]} ${text}`;
  if (home !== undefined)
    return {
      concern: 'own-claimed',
      networks: [home.id, other.id],
      message: `${address} of ${a} and ${outerText} of ${b}, and one of them is ours`,
      hint: `ask the source of "${other.id}"; what the configuration says of ours counts`,
    };
  if (text === outerText)
    return {
      concern: 'disputed',
      networks: [inner.id, outer.id],
      message: `${address} is claimed by ${a} and ${b}`,
      hint:
        kind === 'plmn'
          ? 'no document of them counts; if they are one network, give both the same operator'
          : 'say in the configuration whose it is; until then it belongs to neither',
    };
  return {
    concern: 'nested',
    networks: [inner.id, outer.id],
    message: `${address} of ${a} lies within ${outerText} of ${b}`,
    hint: 'right where ranges are let to a virtual operator; the longer one counts',
  };
}

function asOwn(network: NetworkDefinition, { networks, origins }: CheckedKnowledge): Concern[] {
  const isTold = origins.has(network.id) && !network.home;
  if (!isTold || !networks.some((one) => one.home && one.operator === network.operator)) return [];
  return [
    {
      concern: 'as-own',
      networks: [network.id],
      message: `"${network.id}" (${network.source}) has the operator of our own network, "${network.operator}"`,
      hint: 'what it asks is never foreign; remove its file if it is not of our group',
    },
  ];
}

function gaps(network: NetworkDefinition): Concern[] {
  const { id, plmn, imsi, globalTitles, gsmScf, realms } = network;
  const concern = (name: ConcernName, message: string, hint: string): Concern => ({
    concern: name,
    networks: [id],
    message: `"${id}": ${message}`,
    hint,
  });
  const found: Concern[] = [];
  if (plmn.length > 0 && globalTitles.length + gsmScf.length === 0)
    found.push(concern('no-titles', 'no global title', 'add global_titles, or import its IR.21'));
  if (plmn.length + imsi.length === 0 && globalTitles.length > 0)
    found.push(
      concern('no-plmn', 'no MCC-MNC', 'add plmn where it has subscribers; hubs have none'),
    );
  const others = realms.filter((realm) => !DERIVED_REALM.test(realm));
  if (others.length > 0)
    found.push(
      concern(
        'no-realm-plmn',
        `realm ${others.join(', ')}`,
        'complete the list: a realm that is missing here is unknown, whatever its name suggests',
      ),
    );
  return found;
}

/** TS 23.003 §19.2: what tells its PLMN by itself. */
const DERIVED_REALM = /(^|\.)mnc[0-9]{3}\.mcc[0-9]{3}\.(pub\.)?3gppnetwork\.org$/;

const DAYS_PER_MONTH = 30.44;

function age(
  network: NetworkDefinition,
  { origins, day, staleMonths }: CheckedKnowledge,
): Concern[] {
  const documents = origins.get(network.id);
  if (documents === undefined) return [];
  const latest = documents.reduce((last, { date = DAY_MIN }) => Math.max(last, date), DAY_MIN);
  const base = { networks: [network.id] };
  if (latest === DAY_MIN)
    return [
      {
        ...base,
        concern: 'undated',
        message: `"${network.id}": ${network.source} tells no date`,
        hint: 'import it again with --since',
      },
    ];
  const months = Math.floor((day - latest) / DAYS_PER_MONTH);
  if (months < staleMonths || (network.validUntil ?? DAY_MAX) < day) return [];
  return [
    {
      ...base,
      concern: 'stale',
      message: `"${network.id}": the latest document is of ${formatDay(latest)}, ${months} months before`,
      hint: 'ask for a newer one',
    },
  ];
}
