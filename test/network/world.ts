// SPDX-License-Identifier: Apache-2.0
// A small fictional world for the tests of who is who, with numbering tables of its own, so that a
// change of the real tables does not change the committed image that the native tests read.
import type { BuiltInTables } from '../../src/network/built-in.ts';
import { parseDay } from '../../src/network/day.ts';
import { emptyNetwork, type NetworkDefinition } from '../../src/network/definition.ts';
import { parsePlmn } from '../../src/network/digits.ts';
import { DistanceTable } from '../../src/network/distances.ts';
import { parsePointCode } from '../../src/network/point-code.ts';
import { mnc_digits } from '../../src/schema/network-image.ts';

const plmn = (text: string) => parsePlmn(text)!;

function network(id: string, rest: Partial<NetworkDefinition>): NetworkDefinition {
  return { ...emptyNetwork, id, name: `Network ${id}`, operator: id, source: 'test', ...rest };
}

export const worldNetworks: readonly NetworkDefinition[] = [
  network('homeland', {
    home: true,
    operator: 'homeland-group',
    territories: ['XA'],
    plmn: [plmn('001-01')],
    globalTitles: ['99901'],
    mobileGlobalTitles: ['999017'],
    gsmScf: ['9990100'],
    msisdn: ['999011'],
    realms: ['epc.mnc001.mcc001.3gppnetwork.org', 'Example.NET.'],
    pointCodes: [parsePointCode('2-016-0')!],
  }),
  network('homeland-virtual', {
    operator: 'homeland-group',
    territories: ['XA'],
    imsi: ['0010177'],
    realms: ['virtual.example.net'],
  }),
  network('far-state', {
    territories: ['XB'],
    plmn: [plmn('001-02')],
    globalTitles: ['99902'],
    validUntil: parseDay('2018-12-31'),
  }),
  network('far-state-2019', {
    operator: 'far-state',
    territories: ['XB'],
    plmn: [plmn('001-02')],
    globalTitles: ['99902', '99912'],
    validFrom: parseDay('2019-01-01'),
  }),
  network('islands', {
    territories: ['XC', 'XD'],
    plmn: [plmn('001-003'), plmn('002-01')],
    globalTitles: ['9990399', '1246555019'],
  }),
  network('placeless', { globalTitles: ['99904'] }),
];

export const worldTerritories = [
  {
    code: 'XA',
    name: 'Homeland',
    neighbours: ['XB'],
    distances: new Map([
      ['XC', 1570],
      ['XD', 1900],
      ['GB', 2070],
    ]),
  },
  {
    code: 'XC',
    name: 'Island One',
    neighbours: [],
    distances: new Map([
      ['XB', 1670],
      ['XD', 120],
      ['GB', 3000],
    ]),
  },
  {
    code: 'XD',
    name: 'Island Two',
    neighbours: [],
    distances: new Map([
      ['XB', 2000],
      ['GB', 2900],
    ]),
  },
];

export const worldTables: BuiltInTables = {
  e164: [
    { prefix: '44', territories: ['GB'], name: '' },
    { prefix: '447797', territories: ['JE'], name: '' },
    { prefix: '1246', territories: ['BB'], name: '' },
    { prefix: '1242', territories: ['BS'], name: '' },
    { prefix: '881', territories: [], name: 'Satellite' },
  ],
  mcc: [
    { prefix: '002', territories: ['XE'], mncDigits: mnc_digits.mixed, name: '' },
    { prefix: '234', territories: ['GB', 'JE'], mncDigits: mnc_digits.two, name: '' },
    { prefix: '342', territories: ['BB'], mncDigits: mnc_digits.three, name: '' },
    { prefix: '901', territories: [], mncDigits: mnc_digits.two, name: 'Satellite' },
  ],
  sanc: [{ zone: 3, areaFirst: 84, areaLast: 86, territories: ['BB'] }],
  territories: new Map([
    ['GB', 'United Kingdom'],
    ['JE', 'Jersey'],
    ['BB', 'Barbados'],
    ['BS', 'Bahamas'],
  ]),
  neighbours: [['GB', 'FR']],
  distances: DistanceTable.parse('territory,BB,GB\nBB\nGB,6370\n', 'world'),
};

/** The day for which the committed image was compiled. */
export const worldDay = parseDay('2018-06-15')!;

export type Question = readonly [
  space: 'e164' | 'msisdn' | 'gsm_scf' | 'imsi' | 'e214' | 'plmn' | 'realm' | 'pc',
  text: string,
  party: string,
];

/** What the world must answer, to TypeScript and to native code: party ids, empty for unknown. */
export const questions: readonly Question[] = [
  ['e164', '99901123456789', 'homeland'],
  ['e164', '9990100', 'homeland'],
  ['e164', '99901', 'homeland'],
  ['e164', '9990', ''],
  ['e164', '', ''],
  ['e164', '99902123', 'far-state'],
  ['e164', '99912123', ''],
  ['e164', '9990399123', 'islands'],
  ['e164', '9990398123', ''],
  ['e164', '12465550199', 'islands'],
  ['e164', '12465550100', 'country:BB'],
  ['e164', '12425550199', 'country:BS'],
  ['e164', '12125550199', ''],
  ['e164', '447700900123', 'country:GB'],
  ['e164', '447797', 'country:JE'],
  ['e164', '4', ''],
  ['e164', '44', 'country:GB'],
  ['e164', '88161', 'shared:satellite'],
  ['msisdn', '999011555', 'homeland'],
  ['msisdn', '99901', ''],
  ['msisdn', '447700900123', 'country:GB'],
  ['gsm_scf', '999010055', 'homeland'],
  ['gsm_scf', '99901555', ''],
  ['gsm_scf', '447700900123', ''],
  ['imsi', '001010123456789', 'homeland'],
  ['imsi', '001017712345678', 'homeland-virtual'],
  ['imsi', '001020123456789', 'far-state'],
  ['imsi', '001003123456789', 'islands'],
  ['imsi', '001004123456789', ''],
  ['imsi', '23415', 'country:GB+JE'],
  ['imsi', '90128', 'shared:satellite'],
  ['imsi', '999990123456789', ''],
  ['e214', '99901712345678', 'homeland'],
  ['e214', '12465550100', 'country:BB'],
  ['plmn', '001-01', 'homeland'],
  ['plmn', '001-001', ''],
  ['plmn', '001-003', 'islands'],
  ['plmn', '002-01', 'islands'],
  ['plmn', '002-001', 'islands'],
  ['plmn', '002-010', 'country:XE'],
  ['plmn', '234-15', 'country:GB+JE'],
  ['realm', 'epc.mnc001.mcc001.3gppnetwork.org', 'homeland'],
  ['realm', 'EPC.MNC001.mcc001.3GPPnetwork.ORG.', 'homeland'],
  ['realm', 'mme7.epc.mnc001.mcc001.3gppnetwork.org', 'homeland'],
  ['realm', 'ims.mnc001.mcc001.3gppnetwork.org', 'homeland'],
  ['realm', 'epc.mnc001.mcc001.pub.3gppnetwork.org', 'homeland'],
  ['realm', 'epc.mnc002.mcc001.3gppnetwork.org', 'far-state'],
  ['realm', 'epc.mnc003.mcc001.3gppnetwork.org', 'islands'],
  ['realm', 'epc.mnc015.mcc234.3gppnetwork.org', 'country:GB+JE'],
  ['realm', 'mnc001.mcc001.3gppnetwork.org', 'homeland'],
  ['realm', 'xmnc001.mcc001.3gppnetwork.org', ''],
  ['realm', 'epc.mnc0a1.mcc001.3gppnetwork.org', ''],
  ['realm', '3gppnetwork.org', ''],
  ['realm', 'example.net', 'homeland'],
  ['realm', 'dra.example.net', 'homeland'],
  ['realm', 'dra.virtual.example.net', 'homeland-virtual'],
  ['realm', 'notexample.net', ''],
  ['realm', 'example.net.example.org', ''],
  ['realm', '.', ''],
  ['realm', '', ''],
  ['pc', '4224', 'homeland'],
  ['pc', '6818', 'country:BB'],
  ['pc', '1', ''],
  ['pc', '16777215', ''],
];

/**
 * `questions` as lines for the native test: space, text, party number; a dash stands for an empty
 * text.
 */
export function questionLines(numberOf: (id: string) => number): string {
  return questions
    .map(([space, text, id]) => `${space} ${text === '' ? '-' : text} ${numberOf(id)}\n`)
    .join('');
}
