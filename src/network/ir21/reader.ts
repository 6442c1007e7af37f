// SPDX-License-Identifier: Apache-2.0
// One RAEX IR.21 file as what it says about networks: titles, subscriber numbers, IMSI, mobile global
// titles, realms, and the days on which it changed. It takes what it understands, reports each thing
// that it does not with its place, and goes on. It decides nothing about what is already known.
//
// Not taken on purpose: point codes of SCCP carriers and edge agents' hosts, which are a carrier's
// and not the network's; ranges whose owner the file names as another network.
import type { Problem } from '../../base/errors.ts';
import { network_limit } from '../../schema/network-image.ts';
import { parseDay } from '../day.ts';
import type { Plmn } from '../digits.ts';
import { isDigits } from '../digits.ts';
import { distinctPrefixes, prefixesOfRange } from '../ranges.ts';
import type { BlockKind, Ir21Names } from './names.ts';
import { readXml, type XmlPlace } from './xml.ts';

/** What a file says about one network. */
export interface Ir21Network {
  readonly tadig: string;
  readonly name: string;
  readonly plmn: readonly Plmn[];
  readonly globalTitles: readonly string[];
  readonly msisdn: readonly string[];
  readonly mobileGlobalTitles: readonly string[];
  readonly gsmScf: readonly string[];
  readonly realms: readonly string[];
  /** Days on which something of it changed, in order. */
  readonly changes: readonly number[];
}

export interface Ir21File {
  readonly file: string;
  readonly sha256: string;
  /** Who made the file; TADIG code, empty when it does not say. */
  readonly sender: string;
  readonly schema: string;
  readonly created: number | undefined;
  readonly organisation: string;
  readonly country: string;
  readonly networks: readonly Ir21Network[];
  readonly carriers: readonly string[];
  /** What was wrong, missing, or not understood, in order of place. */
  readonly reports: readonly Problem[];
  /** Elements that were read, and elements left aside as known to be of no use here. */
  readonly elements: number;
  readonly unused: number;
}

/** Reports that are kept of one file; a count tells of the others. */
const REPORTS_MAX = 1000;
/** Ranges of one network. */
const RANGES_MAX = 200_000;

/** Reads one file. Throws ProductError when it is no XML or passes a bound of xml.ts. */
export function readIr21(file: string, names: Ir21Names): Ir21File {
  const reading = new Reading(file, names);
  const sha256 = readXml(file, reading);
  return reading.result(sha256);
}

interface Element {
  readonly name: string;
  readonly written: string;
  readonly place: XmlPlace;
  readonly block: Block | undefined;
  hasChildren: boolean;
  /** Nothing below is read. */
  readonly isUnused: boolean;
}

interface Value {
  readonly text: string;
  readonly place: XmlPlace;
}

interface Block {
  readonly kind: BlockKind;
  /** Index of its element among the open ones. */
  readonly at: number;
  readonly place: XmlPlace;
  readonly values: Map<string, Value[]>;
  /** Of range_data: what it holds, until its owner is known. */
  readonly ranges: Range[];
  /** Of summary: what it pairs. */
  readonly pairs: Plmn[];
}

type RangeUse = 'globalTitles' | 'msisdn' | 'gsmScf';

interface Range {
  readonly uses: readonly RangeUse[];
  readonly prefixes: readonly string[];
  readonly place: XmlPlace;
}

interface MutableNetwork {
  tadig: string;
  name: string;
  readonly place: XmlPlace;
  readonly plmn: Map<string, Plmn>;
  readonly globalTitles: string[];
  readonly msisdn: string[];
  readonly mobileGlobalTitles: string[];
  readonly gsmScf: string[];
  readonly realms: string[];
  readonly changes: number[];
  /** Sections that were there, in lower case. */
  readonly sections: Set<string>;
}

const TADIG = /^[A-Z0-9]{5}$/;

class Reading {
  readonly #file: string;
  readonly #names: Ir21Names;
  readonly #open: Element[] = [];
  readonly #blocks: Block[] = [];
  readonly #networks: MutableNetwork[] = [];
  readonly #summary = new Map<string, Plmn[]>();
  readonly #reports: Problem[] = [];
  readonly #carriers = new Set<string>();
  /** Ways of elements that were not understood, with how often. */
  readonly #strange = new Map<string, { place: XmlPlace; count: number }>();
  #network: MutableNetwork | undefined;
  #header = { created: undefined as number | undefined, sender: '', schema: '' };
  #organisation = { name: '', country: '' };
  #elements = 0;
  #unused = 0;
  #reportsLost = 0;

  constructor(file: string, names: Ir21Names) {
    this.#file = file;
    this.#names = names;
  }

  open(name: string, written: string, place: XmlPlace): void {
    this.#elements++;
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    const isUnused = parent?.isUnused === true || this.#names.is('unused', name);
    if (isUnused) this.#unused++;
    const kind = isUnused
      ? undefined
      : this.#names.block(
          name,
          this.#open.map((one) => one.name),
        );
    const block: Block | undefined =
      kind === undefined
        ? undefined
        : { kind, at: this.#open.length, place, values: new Map(), ranges: [], pairs: [] };
    this.#open.push({ name, written, place, block, hasChildren: false, isUnused });
    if (block === undefined) return;
    this.#blocks.push(block);
    if (kind === 'network') this.#network = newNetwork(place);
  }

  close(text: string): void {
    const element = this.#open.pop()!;
    this.#network?.sections.add(element.name);
    if (element.isUnused) return;
    if (element.block !== undefined) {
      this.#blocks.pop();
      this.#finish(element.block);
    } else if (this.#names.is('not_available', element.name)) this.#tellNotAvailable(element);
    else if (!element.hasChildren) this.#takeValue(element, text);
  }

  result(sha256: string): Ir21File {
    for (const [way, { place, count }] of this.#strange)
      this.#report(
        place,
        `${way} is not understood${count > 1 ? `, ${count} times` : ''}`,
        'nothing was taken from it; names can be added with --names',
      );
    if (this.#networks.length === 0 && this.#summary.size === 0)
      this.#report({ line: 1, column: 1 }, 'no network was found', 'is this an IR.21 file?');
    this.#addSummary();
    const reports = this.#reports.toSorted((a, b) => a.line! - b.line! || a.column! - b.column!);
    if (this.#reportsLost > 0)
      reports.push({ file: this.#file, message: `and ${this.#reportsLost} more like these` });
    return {
      file: this.#file,
      sha256,
      ...this.#header,
      organisation: this.#organisation.name,
      country: this.#organisation.country,
      networks: this.#networks.filter((one) => one.tadig !== '').map(frozen),
      carriers: [...this.#carriers],
      reports,
      elements: this.#elements,
      unused: this.#unused,
    };
  }

  /** An element without elements in it: a value of the nearest block that has one there. */
  #takeValue(element: Element, text: string): void {
    for (const block of this.#blocks.toReversed()) {
      const way = [...this.#open.slice(block.at + 1).map((one) => one.name), element.name];
      const value = this.#names.value(block.kind, way);
      if (value === undefined) continue;
      if (text === '') return;
      const values = block.values.get(value) ?? [];
      values.push({ text, place: element.place });
      block.values.set(value, values);
      return;
    }
    if (text !== '') this.#tellStrange(element);
  }

  #finish(block: Block): void {
    switch (block.kind) {
      case 'header':
        this.#takeHeader(block);
        break;
      case 'organisation':
        this.#organisation = { name: first(block, 'name'), country: first(block, 'country') };
        break;
      case 'summary':
        this.#takeTadig(block, (tadig) =>
          this.#summary.set(tadig, [...(this.#summary.get(tadig) ?? []), ...block.pairs]),
        );
        break;
      case 'network':
        this.#finishNetwork(block);
        break;
      case 'plmn':
        this.#takePlmn(block);
        break;
      case 'mobile_global_title':
        this.#takeMobileGlobalTitle(block);
        break;
      case 'range':
        this.#takeRange(block);
        break;
      case 'range_data':
        this.#finishRangeData(block);
        break;
      case 'carrier':
        for (const { text } of block.values.get('name') ?? []) this.#carriers.add(text);
        break;
      case 'change':
        for (const value of block.values.get('date') ?? []) this.#takeChange(value);
        break;
      case 'node':
        this.#finishNode(block);
        break;
      default:
        break;
    }
  }

  #takeHeader(block: Block): void {
    const [created] = block.values.get('created') ?? [];
    this.#header = {
      sender: first(block, 'sender').toUpperCase(),
      schema: first(block, 'schema'),
      created: created === undefined ? undefined : this.#day(created, 'date of creation'),
    };
  }

  #takeTadig(block: Block, take: (tadig: string) => void): void {
    const [value] = block.values.get('tadig') ?? [];
    const tadig = value?.text.toUpperCase() ?? '';
    if (TADIG.test(tadig)) take(tadig);
    else
      this.#report(
        value?.place ?? block.place,
        value === undefined ? 'a network without TADIG code' : `"${value.text}" is no TADIG code`,
        'nothing was taken from it; five letters or digits are expected',
      );
  }

  #takePlmn(block: Block): void {
    const [mcc] = block.values.get('mcc') ?? [];
    if (mcc === undefined) return;
    for (const mnc of block.values.get('mnc') ?? []) {
      if (!isDigits(mcc.text, 3, 3) || !isDigits(mnc.text, 2, 3)) {
        this.#report(
          mnc.place,
          `MCC "${mcc.text}" with MNC "${mnc.text}" is no network`,
          'three digits and two or three are expected, with their zeros',
        );
        continue;
      }
      const plmn = { mcc: mcc.text, mnc: mnc.text };
      this.#network?.plmn.set(`${plmn.mcc}-${plmn.mnc}`, plmn);
      this.#blocks.findLast(({ kind }) => kind === 'summary')?.pairs.push(plmn);
    }
  }

  #takeMobileGlobalTitle(block: Block): void {
    for (const cc of block.values.get('cc') ?? [])
      for (const ndc of block.values.get('ndc') ?? [{ text: '', place: cc.place }]) {
        const digits = `${cc.text}${ndc.text}`;
        if (isDigits(cc.text, 1, 3) && isDigits(digits, 1, network_limit.prefix_digits))
          this.#network?.mobileGlobalTitles.push(digits);
        else this.#tellDigits(ndc.place, `${cc.text} ${ndc.text}`);
      }
  }

  #takeRange(block: Block): void {
    const [cc] = block.values.get('cc') ?? [];
    if (cc === undefined) {
      if (block.values.size > 0)
        this.#report(block.place, 'a range of numbers without country code', 'it was left out');
      return;
    }
    const starts = block.values.get('first') ?? [];
    const stops = block.values.get('last') ?? [];
    const prefixes = (block.values.get('ndc') ?? [{ text: '', place: cc.place }]).flatMap((ndc) =>
      this.#prefixes(cc, ndc, starts, stops),
    );
    const range = { uses: this.#usesOfRange(), prefixes, place: block.place };
    const holder = this.#blocks.findLast(({ kind }) => kind === 'range_data' || kind === 'node');
    if (holder === undefined) this.#keep(range, range.uses);
    else holder.ranges.push(range);
  }

  /** What the digits of one CC and NDC cover: all of them, or ranges of subscriber numbers. */
  #prefixes(cc: Value, ndc: Value, starts: readonly Value[], stops: readonly Value[]): string[] {
    const stem = `${cc.text}${ndc.text}`;
    if (!isDigits(cc.text, 1, 3) || !isDigits(stem, 1, network_limit.prefix_digits)) {
      this.#tellDigits(ndc.place, `${cc.text} ${ndc.text}`);
      return [];
    }
    if (starts.length === 0 && stops.length === 0) return [stem];
    return starts.flatMap((start, index) => {
      const stop = stops[index] ?? start;
      const isRange =
        start.text.length === stop.text.length &&
        start.text <= stop.text &&
        isDigits(start.text, 1, network_limit.prefix_digits - stem.length) &&
        isDigits(stop.text, 1, network_limit.prefix_digits - stem.length);
      if (isRange) return prefixesOfRange(`${stem}${start.text}`, `${stem}${stop.text}`);
      this.#report(
        start.place,
        `"${start.text}" to "${stop.text}" behind ${stem} is no range of numbers`,
        `it was left out; two numbers of one length are expected, ${network_limit.prefix_digits} digits with CC and NDC at most`,
      );
      return [];
    });
  }

  #usesOfRange(): RangeUse[] {
    const around = new Set(this.#blocks.map(({ kind }) => kind));
    if (around.has('msisdn')) return ['msisdn'];
    return around.has('global_titles') || around.has('node') ? ['globalTitles'] : [];
  }

  #finishRangeData(block: Block): void {
    const [owner] = block.values.get('owner') ?? [];
    const code = owner?.text.toUpperCase() ?? '';
    if (TADIG.test(code) && code !== this.#tadigOfOpen()) {
      if (block.ranges.some(({ uses }) => uses.length > 0))
        this.#report(
          owner!.place,
          `a range of numbers of ${code}, another network`,
          'it was left out; import the file of that network',
        );
      return;
    }
    for (const range of block.ranges) this.#keep(range, range.uses);
  }

  #finishNode(block: Block): void {
    const isScf = (block.values.get('type') ?? []).some(({ text }) =>
      this.#names.is('gsm_scf', text),
    );
    for (const range of block.ranges)
      this.#keep(range, isScf ? ['globalTitles', 'gsmScf'] : ['globalTitles']);
  }

  #keep({ prefixes, place }: Range, uses: readonly RangeUse[]): void {
    const network = this.#network;
    if (network === undefined) return;
    for (const use of uses) {
      const list = network[use];
      if (list.length + prefixes.length > RANGES_MAX)
        this.#report(
          place,
          `more than ${RANGES_MAX} prefixes of one network`,
          'the rest was left out',
        );
      else list.push(...prefixes);
    }
  }

  /** TADIG of the network that is open, as far as it was told by now. */
  #tadigOfOpen(): string {
    const block = this.#blocks.find(({ kind }) => kind === 'network');
    return block === undefined ? '' : first(block, 'tadig').toUpperCase();
  }

  #takeChange(value: Value): void {
    const day = this.#day(value, 'date of a change');
    if (day !== undefined) this.#network?.changes.push(day);
  }

  #finishNetwork(block: Block): void {
    const network = this.#network!;
    this.#network = undefined;
    for (const value of block.values.get('changed') ?? []) {
      const day = this.#day(value, 'date of a change');
      if (day !== undefined) network.changes.push(day);
    }
    for (const value of block.values.get('realm') ?? []) this.#takeRealms(value, network);
    network.name = first(block, 'name');
    this.#takeTadig(block, (tadig) => {
      network.tadig = tadig;
    });
    this.#tellMissing(network);
    const twin = this.#networks.find((one) => one.tadig !== '' && one.tadig === network.tadig);
    if (twin === undefined) this.#networks.push(network);
    else this.#join(twin, network);
  }

  /** A network described in two places of the file is both of them. */
  #join(twin: MutableNetwork, network: MutableNetwork): void {
    this.#report(
      network.place,
      `network ${network.tadig} was already described at line ${twin.place.line}`,
      'both were taken together',
    );
    for (const [text, plmn] of network.plmn) twin.plmn.set(text, plmn);
    for (const list of lists) twin[list].push(...network[list]);
    twin.changes.push(...network.changes);
  }

  #takeRealms({ text, place }: Value, network: MutableNetwork): void {
    for (const word of text.split(/[\s,;]+/).filter((one) => one !== '')) {
      const realm = word.toLowerCase().replace(/\.$/, '');
      if (REALM.test(realm)) network.realms.push(realm);
      else this.#report(place, `"${word}" is no realm`, 'it was left out');
    }
  }

  #tellMissing(network: MutableNetwork): void {
    const missing = this.#names.expected.filter(
      (section) => !network.sections.has(section.toLowerCase()),
    );
    if (network.tadig !== '' && missing.length > 0)
      this.#report(
        network.place,
        `network ${network.tadig} has no ${missing.join(', ')}`,
        'what it would tell stays unknown',
      );
  }

  /** Networks that only the summary names have their PLMN and nothing else. */
  #addSummary(): void {
    for (const [tadig, plmns] of this.#summary) {
      let network = this.#networks.find((one) => one.tadig === tadig);
      if (network === undefined) {
        network = newNetwork({ line: 1, column: 1 });
        network.tadig = tadig;
        this.#networks.push(network);
      }
      for (const plmn of plmns) network.plmn.set(`${plmn.mcc}-${plmn.mnc}`, plmn);
    }
  }

  #day({ text, place }: Value, what: string): number | undefined {
    const day = parseDay(text.slice(0, 10));
    if (day === undefined)
      this.#report(place, `"${text}" is no ${what}`, 'it was left out; 2018-01-31 is expected');
    return day;
  }

  #tellNotAvailable({ place, written }: Element): void {
    this.#report(
      place,
      `${this.#open.at(-1)?.written ?? 'the file'} is a placeholder (${written})`,
      'what it would tell stays unknown',
    );
  }

  #tellDigits(place: XmlPlace, text: string): void {
    this.#report(
      place,
      `"${text}" is no CC and NDC`,
      'it was left out; digits are expected, without + or spaces',
    );
  }

  #tellStrange({ written, place }: Element): void {
    const section = this.#open.findLast(({ name }) => name.endsWith('section'));
    const below = section === undefined ? 0 : this.#open.indexOf(section) + 1;
    const way = [...this.#open.slice(below).map((one) => one.written), written].join('/');
    const key = `${way} in ${section?.written ?? 'the file'}`;
    const known = this.#strange.get(key);
    if (known !== undefined) known.count++;
    else if (this.#strange.size < REPORTS_MAX) this.#strange.set(key, { place, count: 1 });
    else this.#reportsLost++;
  }

  #report({ line, column }: XmlPlace, message: string, hint: string): void {
    if (this.#reports.length < REPORTS_MAX)
      this.#reports.push({ file: this.#file, line, column, message, hint });
    else this.#reportsLost++;
  }
}

const lists = ['globalTitles', 'msisdn', 'mobileGlobalTitles', 'gsmScf', 'realms'] as const;

const REALM = /^(?=.{1,255}$)[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9](?:[a-z0-9_-]{0,62}))+$/;

function first(block: Block, value: string): string {
  return block.values.get(value)?.[0]?.text ?? '';
}

function newNetwork(place: XmlPlace): MutableNetwork {
  return {
    tadig: '',
    name: '',
    place,
    plmn: new Map(),
    globalTitles: [],
    msisdn: [],
    mobileGlobalTitles: [],
    gsmScf: [],
    realms: [],
    changes: [],
    sections: new Set(),
  };
}

function frozen(network: MutableNetwork): Ir21Network {
  const { tadig, name } = network;
  return {
    tadig,
    name,
    plmn: [...network.plmn.values()],
    globalTitles: distinctPrefixes(network.globalTitles),
    msisdn: distinctPrefixes(network.msisdn),
    mobileGlobalTitles: distinctPrefixes(network.mobileGlobalTitles),
    gsmScf: distinctPrefixes(network.gsmScf),
    realms: [...new Set(network.realms)].sort(),
    changes: [...new Set(network.changes)].sort((a, b) => a - b),
  };
}
