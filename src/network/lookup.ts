// SPDX-License-Identifier: Apache-2.0
// Whose is an address, on a day, and by which row of which source. The answer is the image's, which
// is what packets are judged by; the row is then looked for among what was described. An address may
// be readable in several ways, and each has its answer.
import { network_limit } from '../schema/network-image.ts';
import { compileNetworks } from './compile.ts';
import { DAY_MAX, DAY_MIN } from './day.ts';
import type { NetworkDefinition } from './definition.ts';
import { isDigits, parsePlmn } from './digits.ts';
import type { Directory, Party } from './directory.ts';
import { imsisOf, mobileGlobalTitles } from './e214.ts';
import { NetworkMap } from './network-map.ts';
import { type AddressKind, addressesOf } from './overlaps.ts';
import { parsePointCode } from './point-code.ts';

/** Ways to read an address, with the kinds of row that can answer. */
export const readings = {
  title: { title: 'global title', rows: ['global_titles', 'gsm_scf'] },
  msisdn: { title: 'MSISDN', rows: ['msisdn'] },
  imsi: { title: 'IMSI', rows: ['imsi', 'plmn'] },
  'mobile-title': { title: 'mobile global title (E.214)', rows: ['mobile_global_titles'] },
  plmn: { title: 'MCC-MNC', rows: ['plmn'] },
  'point-code': { title: 'international point code', rows: ['point_codes'] },
  realm: { title: 'realm or host', rows: ['realms', 'plmn'] },
} as const satisfies Record<string, { title: string; rows: readonly AddressKind[] }>;
export type ReadingName = keyof typeof readings;

export interface Row {
  readonly kind: AddressKind;
  readonly text: string;
  /** Place in the list of that kind. */
  readonly index: number;
  readonly network: NetworkDefinition;
}

export interface Answer {
  readonly reading: ReadingName;
  readonly party: Party;
  /** What was described and says so; undefined when the built-in tables do, or nothing. */
  readonly row: Row | undefined;
  /** Mobile global titles of an IMSI, or IMSIs of such a title. */
  readonly derived: readonly string[];
}

/** The ways in which an address can be read; none when it is nothing that is known. */
export function readingsOf(address: string): ReadingName[] {
  if (parsePlmn(address) !== undefined) return ['plmn'];
  if (/^[0-9]-[0-9]{1,3}-[0-9]$/.test(address))
    return parsePointCode(address) === undefined ? [] : ['point-code'];
  if (isDigits(address, 1, network_limit.prefix_digits)) {
    const isCode = address.length <= 5 && parsePointCode(address) !== undefined;
    return [
      'title',
      ...(isCode ? (['point-code'] as const) : []),
      ...(address.length >= 5 ? (['imsi', 'mobile-title'] as const) : []),
    ];
  }
  return /^(?=.*[a-z])[a-z0-9._-]{1,255}$/i.test(address) ? ['realm'] : [];
}

/** Looks addresses up as they were on one day (since 1970-01-01). */
export class Lookup {
  readonly #directory: Directory;
  readonly #day: number;
  readonly #map: NetworkMap;

  constructor(directory: Directory, day: number) {
    this.#directory = directory;
    this.#day = day;
    this.#map = new NetworkMap(compileNetworks(directory, day));
  }

  answer(reading: ReadingName, address: string): Answer {
    const party = this.#directory.party(this.#number(reading, address));
    const row = this.#row(party, reading, address);
    return { reading, party, row, derived: derived(reading, address, row) };
  }

  #number(reading: ReadingName, address: string): number {
    switch (reading) {
      case 'title':
        return this.#map.byPrefix('e164', address);
      case 'msisdn':
      case 'imsi':
        return this.#map.byPrefix(reading, address);
      case 'mobile-title':
        return this.#map.byPrefix('e214', address);
      case 'plmn':
        return this.#map.byPlmn(parsePlmn(address) ?? { mcc: '000', mnc: '00' });
      case 'point-code':
        return this.#map.byPointCode(parsePointCode(address) ?? 0);
      default:
        return this.#map.byRealm(address);
    }
  }

  /** The longest address of the party that is in force and holds this one. */
  #row(party: Party, reading: ReadingName, address: string): Row | undefined {
    const rows = party.versions
      .filter((one) => this.#isInForce(one))
      .flatMap((network) =>
        readings[reading].rows.flatMap((kind) =>
          addressesOf(network)[kind].map((text, index) => ({ kind, text, index, network })),
        ),
      )
      .filter((row) => holds(row, reading, address));
    return rows.sort((a, b) => b.text.length - a.text.length)[0];
  }

  #isInForce({ validFrom = DAY_MIN, validUntil = DAY_MAX }: NetworkDefinition): boolean {
    return this.#day >= validFrom && this.#day <= validUntil;
  }
}

function holds({ kind, text }: Row, reading: ReadingName, address: string): boolean {
  if (kind === 'point_codes') return parsePointCode(text) === parsePointCode(address);
  if (kind === 'realms') {
    const [name, suffix] = [address, text].map((one) => one.toLowerCase().replace(/\.$/, ''));
    return name === suffix || name!.endsWith(`.${suffix}`);
  }
  if (kind !== 'plmn') return address.startsWith(text);
  const [mcc, mnc] = text.split('-') as [string, string];
  if (reading === 'imsi') return address.startsWith(mcc + mnc);
  if (reading === 'plmn') return isTwin(parsePlmn(address)!, { mcc, mnc });
  return address.toLowerCase().includes(`mnc${mnc.padStart(3, '0')}.mcc${mcc}.`);
}

/** 01 and 001 are one where an MCC has MNCs of both lengths; the image has decided that. */
function isTwin(a: { mcc: string; mnc: string }, b: { mcc: string; mnc: string }): boolean {
  return a.mcc === b.mcc && Number(a.mnc) === Number(b.mnc);
}

function derived(reading: ReadingName, address: string, row: Row | undefined): string[] {
  if (row === undefined) return [];
  if (reading === 'imsi') return mobileGlobalTitles(address, row.network);
  return reading === 'mobile-title' ? imsisOf(address, row.network) : [];
}
