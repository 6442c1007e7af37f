// SPDX-License-Identifier: Apache-2.0
// Look-ups in a network image from TypeScript: the same bytes and the same answers as
// native/state/networks.hpp, so that tests hold writer and reader to one meaning and `network lookup`
// tells what screening would. Answers are party numbers of the Directory that the image was compiled
// from; 0 is unknown.

import {
  mnc_digits,
  network_image,
  network_item,
  network_limit,
  network_section,
  network_slot,
} from '../schema/network-image.ts';
import { type Plmn, packPlmn } from './digits.ts';
import { integerStart, suffixHash } from './hash-table.ts';
import { lookUp } from './prefix-trie.ts';

export type PrefixSpace = 'e164' | 'msisdn' | 'gsm_scf' | 'imsi' | 'e214';

export class NetworkMap {
  readonly #image: Buffer;
  readonly #tries: Readonly<Record<PrefixSpace, Uint32Array>>;

  constructor(image: Buffer) {
    if (image.readUInt32LE(network_image.magic_at) !== network_image.magic)
      throw new Error('not a network image');
    this.#image = image;
    this.#tries = {
      e164: this.#words('e164'),
      msisdn: this.#words('msisdn'),
      gsm_scf: this.#words('gsm_scf'),
      imsi: this.#words('imsi'),
      e214: this.#words('e214'),
    };
  }

  /** Is it the map of this day (since 1970-01-01)? */
  isRightOn(day: number): boolean {
    return (
      day >= this.#image.readInt32LE(network_image.day_first_at) &&
      day <= this.#image.readInt32LE(network_image.day_last_at)
    );
  }

  /** Longest prefix of digits in one numbering space. */
  byPrefix(space: PrefixSpace, digits: string): number {
    return lookUp(this.#tries[space], digits).party;
  }

  /**
   * A PLMN as written in a location. A two-digit MNC and its three-digit twin are one only where
   * both forms occur.
   */
  byPlmn(plmn: Plmn): number {
    const exact = this.#integer('plmn', packPlmn(plmn));
    if (exact !== 0) return exact;
    const { party, digits } = this.#mcc(plmn.mcc);
    const twin = digits === mnc_digits.mixed ? mncTwin(plmn.mnc) : undefined;
    const other = twin === undefined ? 0 : this.#integer('plmn', packPlmn({ ...plmn, mnc: twin }));
    return other || party;
  }

  /**
   * Longest configured suffix of a realm or host at label boundaries, else the PLMN inside a 3GPP
   * name.
   */
  byRealm(name: string): number {
    const text = name.toLowerCase().replace(/\.$/, '');
    if (text.length === 0 || text.length > network_limit.realm_octets) return 0;
    const labels = text.split('.');
    const longest = this.#image.readUInt32LE(network_image.realm_labels_at);
    for (let count = Math.min(labels.length, longest); count > 0; count--) {
      const party = this.#realm(labels.slice(-count).join('.'));
      if (party !== 0) return party;
    }
    return this.#byDerivedRealm(text);
  }

  /**
   * An international signalling point code: a configured one, else the country of its signalling
   * area.
   */
  byPointCode(code: number): number {
    const exact = this.#integer('point_code', code);
    if (exact !== 0 || code > 0x3fff) return exact;
    return this.#image.readUInt16LE(this.#at('sanc').offset + (code >> 3) * network_item.sanc);
  }

  /**
   * `…mncXXX.mccYYY.3gppnetwork.org` (TS 23.003 §19.2), with or without `pub`. The MNC has lost its
   * length there.
   */
  #byDerivedRealm(text: string): number {
    const match = /(?:^|\.)mnc([0-9]{3})\.mcc([0-9]{3})\.(?:pub\.)?3gppnetwork\.org$/.exec(text);
    if (match === null) return 0;
    const [, mnc, mcc] = match as unknown as [string, string, string];
    const { party, digits } = this.#mcc(mcc);
    const three = this.#integer('plmn', packPlmn({ mcc, mnc }));
    const two = mnc[0] === '0' ? this.#integer('plmn', packPlmn({ mcc, mnc: mnc.slice(1) })) : 0;
    return (digits === mnc_digits.three ? three || two : two || three) || party;
  }

  #mcc(mcc: string): { party: number; digits: number } {
    const base = this.#at('mcc').offset + Number(mcc) * network_item.mcc;
    return {
      party: this.#image.readUInt16LE(base + network_slot.mcc_party_at),
      digits: this.#image.readUInt8(base + network_slot.mcc_digits_at),
    };
  }

  #integer(section: 'plmn' | 'point_code', key: number): number {
    const { offset, count } = this.#at(section);
    if (count === 0) return 0;
    const start = integerStart(key, Math.log2(count));
    for (let probe = 0; probe < network_limit.hash_probes; probe++) {
      const base = offset + ((start + probe) & (count - 1)) * network_item.plmn;
      if (this.#image.readUInt16LE(base + network_slot.used_at) === 0) return 0;
      if (this.#image.readUInt32LE(base + network_slot.key_at) === key)
        return this.#image.readUInt16LE(base + network_slot.party_at);
    }
    return 0;
  }

  #realm(text: string): number {
    const { offset, count } = this.#at('realm');
    const bytes = Buffer.from(text, 'latin1');
    const hash = suffixHash(bytes);
    const start = count === 0 ? 0 : integerStart(hash, Math.log2(count));
    for (let probe = 0; probe < network_limit.hash_probes && count > 0; probe++) {
      const base = offset + ((start + probe) & (count - 1)) * network_item.realm;
      const octets = this.#image.readUInt16LE(base + network_slot.realm_octets_at);
      if (octets === 0) return 0;
      if (this.#image.readUInt32LE(base + network_slot.realm_hash_at) !== hash) continue;
      const at =
        this.#at('text').offset + this.#image.readUInt32LE(base + network_slot.realm_text_at);
      if (bytes.equals(this.#image.subarray(at, at + octets)))
        return this.#image.readUInt16LE(base + network_slot.realm_party_at);
    }
    return 0;
  }

  #words(space: PrefixSpace): Uint32Array {
    const { offset, count } = this.#at(space);
    return Uint32Array.from({ length: count }, (_, index) =>
      this.#image.readUInt32LE(offset + 4 * index),
    );
  }

  #at(section: keyof typeof network_section): { offset: number; count: number } {
    const at = network_image.sections_at + 8 * network_section[section];
    return { offset: this.#image.readUInt32LE(at), count: this.#image.readUInt32LE(at + 4) };
  }
}

/** `01` and `001` name one network in countries that use both forms (E.212 annex A). */
function mncTwin(mnc: string): string | undefined {
  if (mnc.length === 2) return `0${mnc}`;
  return mnc[0] === '0' ? mnc.slice(1) : undefined;
}
