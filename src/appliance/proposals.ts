// SPDX-License-Identifier: Apache-2.0
// What the messages of captures tie together, for src/network/proposals.ts: one pass over what
// `decode` reads. It knows which operations route by what, and judges nothing.
import { type DecodedLine, decodeFile, lineOf } from '../engine/decode-file.ts';
import { compileNetworks } from '../network/compile.ts';
import { dayOf } from '../network/day.ts';
import { formatPlmn, type Plmn } from '../network/digits.ts';
import type { Directory } from '../network/directory.ts';
import { NetworkMap } from '../network/network-map.ts';
import { formatPointCode } from '../network/point-code.ts';
import { mobilePrefix, ProposalLearner } from '../network/proposals.ts';
import { mnc_digits } from '../schema/network-image.ts';

/** S6a requests of a serving network to the home (TS 29.272 §5.2, §7.2): ULR, AIR, PUR, NOR. */
const toHome: ReadonlySet<string> = new Set(['316', '318', '321', '323']);
/** MAP operations to the home that may be addressed by IMSI: UL, UGL, SAI, purgeMS. */
const byImsi: ReadonlySet<string> = new Set(['2', '23', '56', '67']);
const CANCEL_LOCATION = '3';

/** SCCP numbering plans as tshark prints them. */
const np_mobile = '0x07';
const np_e164 = '0x01';

export interface Learned {
  readonly learner: ProposalLearner;
  readonly messages: number;
  /** First day of the captures; undefined without messages. */
  readonly day: number | undefined;
}

/** Reads every message of the files. Throws ProductError for what is no capture. */
export function learnProposals(files: readonly string[], directory: Directory): Learned {
  const evidence = new EvidenceReader(directory);
  for (const file of files)
    for (const frame of decodeFile(file))
      for (const message of frame.messages) evidence.take(lineOf(frame, message), frame.time);
  return evidence.result();
}

class EvidenceReader {
  readonly #learner = new ProposalLearner();
  readonly #directory: Directory;
  #map: NetworkMap | undefined;
  #messages = 0;
  #first: bigint | undefined;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  result(): Learned {
    const day = this.#first === undefined ? undefined : dayOf(this.#first);
    return { learner: this.#learner, messages: this.#messages, day };
  }

  take(line: DecodedLine, time: bigint): void {
    this.#messages++;
    if (this.#first === undefined || time < this.#first) this.#first = time;
    if (one(line, 'diameter.flags.request') === '1') this.#takeDiameter(line, time);
    const operation = one(line, 'gsm_old.localValue');
    if (operation !== '' && line.fields['sccp.calling.digits'] !== undefined)
      this.#takeMap(line, operation, time);
    this.#takePointCode(line, time);
  }

  #takeDiameter(line: DecodedLine, time: bigint): void {
    if (!toHome.has(one(line, 'diameter.cmd.code'))) return;
    const subscriber = one(line, 'e212.imsi');
    const home = this.#plmnOf(subscriber, time);
    const destination = realm(line, 'diameter.Destination-Realm');
    const origin = realm(line, 'diameter.Origin-Realm');
    const visited = visitedPlmn(one(line, 'diameter.Visited-PLMN-Id'));
    if (home !== undefined && destination !== '')
      this.#see('destination_realm', destination, formatPlmn(home), subscriber, time);
    if (visited !== undefined && origin !== '')
      this.#see('visited_plmn', origin, formatPlmn(visited), subscriber, time);
  }

  #takeMap(line: DecodedLine, operation: string, time: bigint): void {
    const subscriber = one(line, 'e212.imsi');
    const home = this.#plmnOf(subscriber, time);
    if (home === undefined) return;
    const called = one(line, 'sccp.called.digits');
    const prefix =
      byImsi.has(operation) && one(line, 'sccp.called.np') === np_mobile
        ? mobilePrefix(called, subscriber, home.mcc.length + home.mnc.length)
        : undefined;
    if (prefix !== undefined) this.#see('mobile_title', prefix, formatPlmn(home), subscriber, time);
    const isFromHome = operation === CANCEL_LOCATION && one(line, 'sccp.calling.np') === np_e164;
    if (isFromHome)
      this.#see(
        'cancel_location',
        one(line, 'sccp.calling.digits'),
        formatPlmn(home),
        subscriber,
        time,
      );
  }

  /** Only of the international network: elsewhere a point code means something else. */
  #takePointCode(line: DecodedLine, time: bigint): void {
    if (one(line, 'm3ua.protocol_data_ni') !== '0' && one(line, 'mtp3.ni') !== '0') return;
    const code = Number(one(line, 'm3ua.protocol_data_opc') || one(line, 'mtp3.opc') || 'x');
    const title = one(line, 'sccp.calling.digits');
    if (!Number.isInteger(code) || code > 0x3fff || title === '') return;
    const party = this.#directory.party(this.#mapAt(time).byPrefix('e164', title));
    if (party.precision === 'operator')
      this.#see('calling_title', formatPointCode(code), party.id, '', time);
  }

  #see(
    basis: Parameters<ProposalLearner['see']>[0]['basis'],
    subject: string,
    object: string,
    subscriber: string,
    time: bigint,
  ): void {
    this.#learner.see({ basis, subject, object, subscriber, time });
  }

  /** By a network that is known, else by the length that its MCC has throughout. */
  #plmnOf(imsi: string, time: bigint): Plmn | undefined {
    if (!/^[0-9]{6,15}$/.test(imsi)) return undefined;
    const party = this.#directory.party(this.#mapAt(time).byPrefix('imsi', imsi));
    const known = party.versions
      .flatMap(({ plmn }) => plmn)
      .filter(({ mcc, mnc }) => imsi.startsWith(mcc + mnc))
      .sort((a, b) => b.mnc.length - a.mnc.length)[0];
    if (known !== undefined) return known;
    const row = this.#directory.tables.mcc.find(({ prefix }) => imsi.startsWith(prefix));
    const digits = row?.mncDigits;
    return digits === mnc_digits.two || digits === mnc_digits.three
      ? { mcc: imsi.slice(0, 3), mnc: imsi.slice(3, 3 + digits) }
      : undefined;
  }

  /** The map of a packet's day; days come in order, more or less. */
  #mapAt(time: bigint): NetworkMap {
    const day = dayOf(time);
    if (this.#map === undefined || !this.#map.isRightOn(day)) {
      this.#map = new NetworkMap(compileNetworks(this.#directory, day));
    }
    return this.#map;
  }
}

function one({ fields }: DecodedLine, name: string): string {
  return fields[name]?.[0] ?? '';
}

function realm(line: DecodedLine, name: string): string {
  const text = one(line, name).toLowerCase().replace(/\.$/, '');
  return /^[a-z0-9._-]{1,255}$/.test(text) ? text : '';
}

/** Octets of a PLMN-Id in hexadecimal (TS 24.008 §10.5.1.13). */
function visitedPlmn(hex: string): Plmn | undefined {
  const match = /^([0-9])([0-9])([0-9f])([0-9])([0-9])([0-9])$/i.exec(hex);
  if (match === null) return undefined;
  const [, b, a, f, c, e, d] = match as unknown as string[];
  return { mcc: `${a}${b}${c}`, mnc: `${d}${e}${f === 'f' || f === 'F' ? '' : f}` };
}
