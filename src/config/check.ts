// SPDX-License-Identifier: Apache-2.0
// What must hold between the entries of a configuration. Two operators cannot own one address at
// the same time, since every verdict rests on whose an address is; a link needs ends; an agreement
// needs a network. Errors name both places.
import { suggestion } from '../base/nearest.ts';
import type { Path } from '../base/toml.ts';
import { DAY_MAX, DAY_MIN, formatDay } from '../network/day.ts';
import { type NetworkDefinition, prefixKinds } from '../network/definition.ts';
import { formatPlmn } from '../network/digits.ts';
import { meetInTime } from '../network/overlaps.ts';
import { formatPointCode } from '../network/point-code.ts';
import { limits } from '../schema/limits.ts';
import type { Reader } from './read.ts';
import type {
  AgreementDefinition,
  CaptureDefinition,
  LinkDefinition,
  LinkSide,
  ModeFor,
} from './schema.ts';

/** An entry together with where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly path: Path;
}

export function checkNetworks(
  networks: readonly Placed<NetworkDefinition>[],
  hasOtherHome: boolean,
  reader: Reader,
): void {
  const ids = new Map<string, Placed<NetworkDefinition>[]>();
  for (const { value, path } of networks) {
    const versions = ids.get(value.id) ?? [];
    const earlier = versions.find((one) => meetInTime(one.value, value));
    if (earlier !== undefined && value.id !== '')
      reader.error(
        [...path, 'id'],
        `network "${value.id}" was already described at line ${reader.line([...earlier.path, 'id'])}`,
        'give each entry its own id; networks of one owner share `operator`',
      );
    else ids.set(value.id, [...versions, { value, path }]);
    if ((value.validFrom ?? DAY_MIN) > (value.validUntil ?? DAY_MAX))
      reader.error(
        [...path, 'valid_until'],
        `valid_until ${formatDay(value.validUntil!)} is before ` +
          `valid_from ${formatDay(value.validFrom!)}`,
        'swap them',
      );
    if (claimsOf({ value, path }).length === 0 && !reader.isFaulty(path))
      reader.warn(
        path,
        `network "${value.id}" has no address by which it could be recognised`,
        'add plmn, global_titles, realms or point_codes',
      );
  }
  if (networks.length > 0 && !hasOtherHome && !networks.some(({ value }) => value.home))
    reader.warn(
      ['network', 0],
      'no network is marked as home',
      'add home = true to the network that this appliance protects',
    );
  checkClaims(networks, reader);
}

interface Claim {
  /** Addresses of one space can collide; words for messages. */
  readonly space: string;
  readonly kind: string;
  readonly text: string;
  readonly path: Path;
  readonly network: NetworkDefinition;
}

function claimsOf({ value: network, path }: Placed<NetworkDefinition>): Claim[] {
  const list = (space: string, key: string, kind: string, texts: readonly string[]): Claim[] =>
    texts.map((text, index) => ({ space, kind, text, path: [...path, key, index], network }));
  return [
    ...list('e164', 'global_titles', prefixKinds.globalTitles, network.globalTitles),
    ...list('e164', 'gsm_scf', prefixKinds.gsmScf, network.gsmScf),
    ...list('e164', 'sms_routers', prefixKinds.smsRouters, network.smsRouters),
    ...list('msisdn', 'msisdn', prefixKinds.msisdn, network.msisdn),
    ...list(
      'e214',
      'mobile_global_titles',
      prefixKinds.mobileGlobalTitles,
      network.mobileGlobalTitles,
    ),
    ...list('imsi', 'imsi', prefixKinds.imsi, network.imsi),
    ...list('plmn', 'plmn', 'MCC-MNC', network.plmn.map(formatPlmn)),
    ...list('realm', 'realms', 'realm', network.realms),
    ...list('pc', 'point_codes', 'point code', network.pointCodes.map(formatPointCode)),
  ];
}

function checkClaims(networks: readonly Placed<NetworkDefinition>[], reader: Reader): void {
  const owners = new Map<string, Claim[]>();
  for (const claim of networks.flatMap(claimsOf)) {
    const key = `${claim.space} ${claim.text}`;
    const others = owners.get(key) ?? [];
    for (const other of others) checkPair(other, claim, reader);
    owners.set(key, [...others, claim]);
  }
  checkMncLengths(networks, reader);
}

function checkPair(earlier: Claim, later: Claim, reader: Reader): void {
  if (earlier.network === later.network || !meetInTime(earlier.network, later.network)) return;
  const where = `network "${earlier.network.id}" at line ${reader.line(earlier.path)}`;
  if (earlier.network.operator !== later.network.operator)
    reader.error(
      later.path,
      `${later.kind} ${later.text} is also of ${where}, of another operator`,
      'give it to one of them, or make valid_from and valid_until disjoint',
    );
  else
    reader.warn(
      later.path,
      `${later.kind} ${later.text} is also of ${where}, which is the one that answers`,
      'keep one of them',
    );
}

/**
 * With 001-01 and 001-010 of two operators the IMSI 001010… has two homes: nothing in it tells the
 * MNC's length.
 */
function checkMncLengths(networks: readonly Placed<NetworkDefinition>[], reader: Reader): void {
  const all = networks.flatMap((one) => claimsOf(one).filter((claim) => claim.space === 'plmn'));
  const short = new Map(
    all.filter((claim) => claim.text.length === 6).map((claim) => [claim.text, claim]),
  );
  for (const long of all.filter((claim) => claim.text.length === 7)) {
    const other = short.get(long.text.slice(0, 6));
    if (other === undefined || other.network.operator === long.network.operator) continue;
    if (meetInTime(other.network, long.network))
      reader.warn(
        long.path,
        `IMSIs that begin with ${long.text.replace('-', '')} fit both this and ${other.text} ` +
          `at line ${reader.line(other.path)}; the longer one answers`,
      );
  }
}

/** What TPACKET_V3 puts before a frame in a block: block header, frame header, address, alignment. */
const slotOverheadOctets = 256;

export function checkCapture(capture: CaptureDefinition, reader: Reader): void {
  const { block_octets, snap_octets } = capture;
  if (reader.isFaulty(['capture'])) return;
  const needed = snap_octets + slotOverheadOctets;
  if (block_octets < needed)
    reader.error(
      ['capture', 'block_octets'],
      `block_octets ${block_octets} does not hold a frame of snap_octets ${snap_octets}`,
      `write ${2 ** Math.ceil(Math.log2(needed))} or more, or a smaller snap_octets`,
    );
  tooMany('interface', capture.interface, limits.captures.value, reader);
  tooMany('diameter_ports', capture.diameter_ports, limits.capture_diameter_ports.value, reader);
  const twice = capture.interface.findIndex((one, at) => capture.interface.indexOf(one) < at);
  if (twice >= 0)
    reader.error(
      ['capture', 'interface', twice],
      `interface "${capture.interface[twice]}" is named twice`,
      'name it once',
    );
}

function tooMany(key: string, list: readonly unknown[], most: number, reader: Reader): void {
  if (list.length <= most) return;
  const message = `${key} names ${list.length}, and ${most} are taken at most`;
  reader.error(['capture', key], message, 'leave some out');
}

/** `home` of the knowledge names networks that are there. */
export function checkHomes(
  home: readonly string[],
  files: readonly { readonly id: string }[],
  reader: Reader,
): void {
  const ids = files.map(({ id }) => id);
  for (const [index, id] of home.entries())
    if (!ids.includes(id))
      reader.warn(
        ['network_knowledge', 'home', index],
        `no file of the folder describes network "${id}"`,
        ids.length === 0 ? 'import it: sigwarden network import' : suggestion(id, ids),
      );
}

export function checkLinks(links: readonly Placed<LinkDefinition>[], reader: Reader): void {
  const names = new Map<string, Path>();
  for (const { value: link, path } of links) {
    const earlier = names.get(link.name);
    if (earlier !== undefined && link.name !== undefined)
      reader.error(
        [...path, 'name'],
        `link "${link.name}" was already described at line ${reader.line(earlier)}`,
        'give each link its own name',
      );
    else names.set(link.name, path);
    const ours = endsOf(link.ours);
    const theirs = endsOf(link.theirs);
    if (ours.length + theirs.length === 0 && !reader.isFaulty(path))
      reader.error(
        path,
        `link "${link.name}" has no ends`,
        'add ours = { … } or theirs = { … } with point codes, addresses or hosts',
      );
    for (const end of theirs)
      if (ours.includes(end))
        reader.error(
          [...path, 'theirs'],
          `${end} is on both sides of link "${link.name}"`,
          'direction follows from the sides: keep it on one',
        );
  }
}

function endsOf(side: LinkSide): string[] {
  return [...side.point_codes.map(formatPointCode), ...side.addresses, ...side.hosts];
}

/**
 * `today` is the day against which agreements expire; without it they are judged later, by packet
 * time.
 */
export function checkAgreements(
  agreements: readonly Placed<AgreementDefinition>[],
  networkIds: readonly string[],
  today: number | undefined,
  reader: Reader,
): void {
  for (const { value, path } of agreements) {
    if (value.network !== undefined && !networkIds.includes(value.network))
      reader.error(
        [...path, 'network'],
        `agreement with unknown network "${value.network}"`,
        networkIds.length === 0
          ? 'describe it with [[network]]'
          : suggestion(value.network, networkIds),
      );
    if (value.operations?.length === 0)
      reader.warn(
        [...path, 'operations'],
        'agreement without operations allows nothing',
        'name the operations, or remove it',
      );
    if (today !== undefined && value.until !== undefined && value.until < today)
      reader.warn(
        [...path, 'until'],
        `agreement with "${value.network}" expired on ${formatDay(value.until)}`,
        'renew it or remove it; it has no effect after that day',
      );
  }
}

/** Modes for peers name what there is, one thing each; expired ones are a warning, as agreements. */
export function checkModes(
  modes: readonly ModeFor[],
  known: { readonly networks: readonly NetworkDefinition[]; readonly links: readonly string[] },
  today: number | undefined,
  reader: Reader,
): void {
  const names = {
    network: known.networks.map((one) => one.id),
    operator: [...new Set(known.networks.map((one) => one.operator))],
    link: known.links,
  };
  for (const [index, one] of modes.entries()) {
    const path = ['rules', 'mode_for', index];
    const peers = (['network', 'operator', 'link'] as const).filter(
      (key) => one[key] !== undefined,
    );
    if (peers.length > 1)
      reader.error(
        path,
        `a mode is for one thing, and this one names ${peers.join(' and ')}`,
        'make an entry of each',
      );
    for (const key of peers)
      if (!names[key].includes(one[key]!))
        reader.error(
          [...path, key],
          `no ${key} is called "${one[key]}"`,
          names[key].length === 0 ? `describe it first` : suggestion(one[key]!, names[key]),
        );
    if (today !== undefined && one.until !== undefined && one.until < today)
      reader.warn(
        [...path, 'until'],
        `the mode of ${one.rule} expired on ${formatDay(one.until)}`,
        'renew it or remove it; it has no effect after that day',
      );
  }
}
