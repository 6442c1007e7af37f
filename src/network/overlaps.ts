// SPDX-License-Identifier: Apache-2.0
// Where what is known contradicts itself: one address of two operators at one time. Documents of
// other people do, and a verdict must not rest on which of them was read first. An address that is
// disputed belongs to nobody for certain, so it is given to a party of its own that has no operator:
// unknown never accuses. A longer prefix inside another operator's shorter one is no contradiction
// (ranges are let to virtual operators), but worth telling.
import { DAY_MAX, DAY_MIN } from './day.ts';
import { emptyNetwork, type NetworkDefinition } from './definition.ts';
import { formatPlmn, parsePlmn } from './digits.ts';
import { formatPointCode, parsePointCode } from './point-code.ts';

/** Kinds of address, by the key that tables of networks give them. */
export const addressKinds = {
  plmn: 'MCC-MNC',
  imsi: 'IMSI prefix',
  global_titles: 'global title prefix',
  msisdn: 'MSISDN prefix',
  mobile_global_titles: 'E.214 prefix',
  gsm_scf: 'gsmSCF prefix',
  realms: 'realm',
  point_codes: 'point code',
} as const;
export type AddressKind = keyof typeof addressKinds;

export const addressKeys = Object.keys(addressKinds) as AddressKind[];

/** Every address of a network under the key of its kind, as text. */
export function addressesOf(
  network: NetworkDefinition,
): Readonly<Record<AddressKind, readonly string[]>> {
  return {
    plmn: network.plmn.map(formatPlmn),
    imsi: network.imsi,
    global_titles: network.globalTitles,
    msisdn: network.msisdn,
    mobile_global_titles: network.mobileGlobalTitles,
    gsm_scf: network.gsmScf,
    realms: network.realms,
    point_codes: network.pointCodes.map(formatPointCode),
  };
}

export interface Overlap {
  readonly kind: AddressKind;
  /** Of `inner`; the same as `outerText` when both claim one address. */
  readonly text: string;
  readonly outerText: string;
  readonly inner: NetworkDefinition;
  readonly outer: NetworkDefinition;
}

/** Overlaps that are listed; a document that claims everything would make millions. */
export const OVERLAPS_MAX = 10_000;

/** gsmSCFs are nodes: their prefixes and those of other nodes are one space. */
const spaces: readonly (readonly AddressKind[])[] = [
  ['global_titles', 'gsm_scf'],
  ['msisdn'],
  ['mobile_global_titles'],
  ['plmn', 'imsi'],
  ['realms'],
  ['point_codes'],
];

interface Claim {
  readonly kind: AddressKind;
  readonly text: string;
  /** What begins alike contains: digits, or a realm from its end. */
  readonly key: string;
  readonly network: NetworkDefinition;
}

/**
 * Equal and nested addresses of different operators at one time, by kind and address; the first
 * OVERLAPS_MAX of them.
 */
export function findOverlaps(networks: readonly NetworkDefinition[]): Overlap[] {
  const found: Overlap[] = [];
  for (const kinds of spaces) {
    const around: Claim[] = [];
    for (const claim of sortedClaims(networks, kinds)) {
      while (around.length > 0 && !claim.key.startsWith(around.at(-1)!.key)) around.pop();
      for (const outer of around) {
        if (found.length === OVERLAPS_MAX) return found;
        if (outer.key !== claim.key && !isPrefixKind(claim.kind)) continue;
        if (areRivals(outer.network, claim.network)) found.push(overlapOf(claim, outer));
      }
      around.push(claim);
    }
  }
  return found;
}

function overlapOf(inner: Claim, outer: Claim): Overlap {
  return {
    kind: inner.kind,
    text: inner.text,
    outerText: outer.text,
    inner: inner.network,
    outer: outer.network,
  };
}

function sortedClaims(
  networks: readonly NetworkDefinition[],
  kinds: readonly AddressKind[],
): Claim[] {
  const claims = networks.flatMap((network) => claimsOf(network, kinds));
  claims.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return claims.filter(({ key, network }, index) => {
    const before = claims[index - 1];
    return before === undefined || before.key !== key || before.network !== network;
  });
}

function claimsOf(network: NetworkDefinition, kinds: readonly AddressKind[]): Claim[] {
  const addresses = addressesOf(network);
  return kinds.flatMap((kind) =>
    addresses[kind].map((text) => ({ kind, text, key: keyOf(kind, text), network })),
  );
}

function keyOf(kind: AddressKind, text: string): string {
  if (kind === 'realms') return `${text.split('.').reverse().join('.')}.`;
  // With an end, as neither contains another.
  if (kind === 'point_codes') return `${text}.`;
  return kind === 'plmn' ? text.replace('-', '') : text;
}

/** A PLMN in another is told where MNCs of both lengths meet (src/config/check.ts). */
function isPrefixKind(kind: AddressKind): boolean {
  return kind !== 'plmn' && kind !== 'point_codes';
}

function areRivals(a: NetworkDefinition, b: NetworkDefinition): boolean {
  return a.operator !== b.operator && meetInTime(a, b);
}

export function meetInTime(a: NetworkDefinition, b: NetworkDefinition): boolean {
  return (
    (a.validFrom ?? DAY_MIN) <= (b.validUntil ?? DAY_MAX) &&
    (b.validFrom ?? DAY_MIN) <= (a.validUntil ?? DAY_MAX)
  );
}

/** Party of the addresses that several operators claim; a colon is in no configured id. */
export const DISPUTED_ID = 'shared:disputed';

/**
 * Networks that share an MCC-MNC with another operator's at one time, each with one of those. An
 * MCC-MNC has one owner: either both are the same network under two names, and taking them for two
 * would make it its own intruder, or one of them is wrong about more than this.
 */
export function rivalsByPlmn(
  networks: readonly NetworkDefinition[],
): Map<NetworkDefinition, NetworkDefinition> {
  const rivals = new Map<NetworkDefinition, NetworkDefinition>();
  const holders = new Map<string, NetworkDefinition[]>();
  for (const network of networks)
    for (const plmn of network.plmn.map(formatPlmn)) {
      const others = holders.get(plmn) ?? [];
      for (const other of others.slice(0, RIVALS_MAX)) {
        if (!areRivals(other, network)) continue;
        rivals.set(network, other);
        if (!rivals.has(other)) rivals.set(other, network);
      }
      holders.set(plmn, [...others, network]);
    }
  return rivals;
}

/** Holders of one MCC-MNC with which another is compared. */
const RIVALS_MAX = 64;

interface Period {
  readonly from: number;
  readonly until: number;
}

/**
 * Networks that take disputed addresses from all who claim them, one for each period in which claims
 * meet. They must stand before the claimants: of equal addresses the first counts.
 */
export function disputedNetworks(networks: readonly NetworkDefinition[]): NetworkDefinition[] {
  const byPeriod = new Map<string, Period & { readonly claims: Claim[] }>();
  for (const kinds of spaces)
    for (const same of equalClaims(sortedClaims(networks, kinds)))
      for (const { from, until } of disputedPeriods(same)) {
        const key = `${from} ${until}`;
        const period = byPeriod.get(key) ?? { from, until, claims: [] };
        period.claims.push(same[0]!);
        byPeriod.set(key, period);
      }
  return [...byPeriod.values()].map(({ from, until, claims }) => ({
    ...emptyNetwork,
    id: DISPUTED_ID,
    name: 'claimed by several operators',
    ...addressesFrom(claims),
    validFrom: from === DAY_MIN ? undefined : from,
    validUntil: until === DAY_MAX ? undefined : until,
    source: 'contradicting sources',
  }));
}

/** Runs of claims to one address by more than one operator. */
function equalClaims(sorted: readonly Claim[]): Claim[][] {
  const runs: Claim[][] = [];
  for (const claim of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run[0]!.key === claim.key) run.push(claim);
    else runs.push([claim]);
  }
  return runs.filter(([first, ...rest]) =>
    rest.some((one) => one.network.operator !== first!.network.operator),
  );
}

/** When two operators or more claim at once: starts and ends in order, with a count of each. */
function disputedPeriods(claims: readonly Claim[]): Period[] {
  const events = claims.flatMap(({ network }) => [
    { day: network.validFrom ?? DAY_MIN, step: 1, operator: network.operator },
    { day: (network.validUntil ?? DAY_MAX) + 1, step: -1, operator: network.operator },
  ]);
  events.sort((a, b) => a.day - b.day || a.step - b.step);
  const active = new Map<string, number>();
  const periods: Period[] = [];
  let from: number | undefined;
  for (const { day, step, operator } of events) {
    const count = (active.get(operator) ?? 0) + step;
    if (count > 0) active.set(operator, count);
    else active.delete(operator);
    if (active.size > 1) from ??= day;
    else if (from !== undefined) {
      if (from < day) periods.push({ from, until: day - 1 });
      from = undefined;
    }
  }
  return periods;
}

function addressesFrom(claims: readonly Claim[]): Partial<NetworkDefinition> {
  const of = (kind: AddressKind) =>
    claims.filter((one) => one.kind === kind).map((one) => one.text);
  return {
    plmn: of('plmn').flatMap((text) => parsePlmn(text) ?? []),
    imsi: of('imsi'),
    globalTitles: of('global_titles'),
    msisdn: of('msisdn'),
    mobileGlobalTitles: of('mobile_global_titles'),
    gsmScf: of('gsm_scf'),
    realms: of('realms'),
    pointCodes: of('point_codes').flatMap((text) => parsePointCode(text) ?? []),
  };
}
