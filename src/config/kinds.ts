// SPDX-License-Identifier: Apache-2.0
// How each kind of value is read: from what TOML gives to what the product uses, with a sentence
// and a remedy for whatever it cannot be. Readers report into a Reading and return undefined for
// what they could not read; they never throw and never stop at the first problem.
import { isIP } from 'node:net';
import { resolve } from 'node:path';

import { suggestion } from '../base/nearest.ts';
import { DateText, type Path } from '../base/toml.ts';
import { builtInTables } from '../network/built-in.ts';
import { parseDay } from '../network/day.ts';
import { isDigits, type Plmn, parsePlmn } from '../network/digits.ts';
import { originKinds } from '../network/history.ts';
import { parseLinkPointCode, parsePointCode } from '../network/point-code.ts';
import { isFictional } from '../network/territory.ts';
import { network_limit } from '../schema/network-image.ts';
import { link_role, mode, ss7_variant, tap_position } from '../schema/tables.ts';
import {
  backends,
  type KeySpec,
  type Kind,
  type KindValues,
  type LinkSide,
  type ModeFor,
  type Ss7Variant,
} from './schema.ts';

/** Where readers put what is wrong, and what they may need to know. */
export interface Reading {
  /** Folder of the configuration file; relative paths start here. */
  readonly directory: string;
  /** Operation names of the schema; empty when unknown, and then any name passes. */
  readonly operations: ReadonlySet<string>;
  error(path: Path, message: string, hint?: string): void;
  side(value: unknown, path: Path): LinkSide;
  modeFor(value: Readonly<Record<string, unknown>>, path: Path): ModeFor;
  /** Variant of the link to which something at or below `path` belongs. */
  variantAt(path: Path): Ss7Variant;
}

type Reader<K extends Kind> = (
  value: unknown,
  path: Path,
  reading: Reading,
  spec: KeySpec,
) => KindValues[K] | undefined;

const ID = /^[a-z0-9-]{1,64}$/;
const REALM = /^(?=.{1,255}$)[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9](?:[a-z0-9_-]{0,62}))*\.?$/i;
const TEXT_OCTETS_MAX = 256;

export const readers: { readonly [K in Kind]: Reader<K> } = {
  version(value, path, reading) {
    if (value === 1) return 1;
    reading.error(
      path,
      `configuration version ${show(value)} is not known to this release`,
      typeof value === 'number' && value > 1 ? 'install a newer sigwarden' : 'write version = 1',
    );
    return undefined;
  },
  text: readText,
  path(value, path, reading) {
    const text = readText(value, path, reading);
    return text === undefined ? undefined : resolve(reading.directory, text);
  },
  id: readId,
  networkId: (value, path, reading, spec) => readers.id(value, path, reading, spec),
  flag(value, path, reading) {
    if (typeof value === 'boolean') return value;
    reading.error(
      path,
      `${show(value)} is neither true nor false`,
      'write true or false, without quotes',
    );
    return undefined;
  },
  day(value, path, reading) {
    const day = value instanceof DateText ? parseDay(value.text) : undefined;
    if (day === undefined)
      reading.error(
        path,
        `${show(value)} is no date`,
        'write a day as 2018-01-31, without quotes or time',
      );
    return day;
  },
  plmns: (value, path, reading) => readList(value, path, reading, readPlmn),
  prefixes: (value, path, reading) =>
    readList(value, path, reading, (item, at) => readPrefix(item, at, reading, 1)),
  imsiPrefixes: (value, path, reading) =>
    readList(value, path, reading, (item, at) => readPrefix(item, at, reading, 6)),
  realms: (value, path, reading) => readList(value, path, reading, readRealm),
  pointCodes: (value, path, reading) => readList(value, path, reading, readPointCode),
  linkPointCodes: (value, path, reading) => readList(value, path, reading, readLinkPointCode),
  addresses: (value, path, reading) => readList(value, path, reading, readAddress),
  territory: readTerritory,
  territories: (value, path, reading) => readList(value, path, reading, readTerritory),
  operations: (value, path, reading) => readList(value, path, reading, readOperation),
  role: (value, path, reading) => readMember(value, path, reading, link_role),
  tapPosition: (value, path, reading) => readMember(value, path, reading, tap_position),
  variant: (value, path, reading) => readMember(value, path, reading, ss7_variant),
  side: (value, path, reading) => reading.side(value, path),
  modes: readModes,
  ruleMode: (value, path, reading) => readMember(value, path, reading, mode),
  exceptions: readExceptions,
  whole: readWhole,
  powerOfTwo: readPowerOfTwo,
  interfaces: (value, path, reading) => readList(value, path, reading, readInterface),
  ports: (value, path, reading) => readList(value, path, reading, readPort),
  backend(value, path, reading) {
    const backend = backends.find((one) => one === value);
    if (backend === undefined)
      reading.error(
        path,
        `${show(value)} is not one of ${backends.join(', ')}`,
        suggestion(String(value), backends),
      );
    return backend;
  },
  ids: (value, path, reading) =>
    readList(value, path, reading, (item, at) => readId(item, at, reading)),
  originKind(value, path, reading) {
    const kind = originKinds.find((one) => one === value);
    if (kind === undefined)
      reading.error(
        path,
        `${show(value)} is not one of ${originKinds.join(', ')}`,
        suggestion(String(value), originKinds),
      );
    return kind;
  },
  sha256(value, path, reading) {
    if (typeof value === 'string' && /^([0-9a-f]{64})?$/.test(value)) return value;
    reading.error(path, `${show(value)} is no SHA-256`, 'write 64 hexadecimal digits, or leave it');
    return undefined;
  },
};

function readId(value: unknown, path: Path, reading: Reading): string | undefined {
  if (typeof value === 'string' && ID.test(value)) return value;
  reading.error(
    path,
    `${show(value)} is no id`,
    'use 1 to 64 lower-case letters, digits and hyphens, in quotes',
  );
  return undefined;
}

function readText(value: unknown, path: Path, reading: Reading): string | undefined {
  if (typeof value !== 'string') {
    reading.error(path, `${show(value)} is not text`, 'put it in quotes');
    return undefined;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (value.trim() === '' || /[\u0000-\u001f\u007f]/.test(value)) {
    reading.error(
      path,
      'text is empty or holds control characters',
      'write it on one line, or leave the key out',
    );
    return undefined;
  }
  if (Buffer.byteLength(value) > TEXT_OCTETS_MAX) {
    reading.error(path, `text is longer than ${TEXT_OCTETS_MAX} octets`, 'shorten it');
    return undefined;
  }
  return value;
}

function readList<T>(
  value: unknown,
  path: Path,
  reading: Reading,
  read: (item: unknown, path: Path, reading: Reading) => T | undefined,
): T[] | undefined {
  if (!Array.isArray(value)) {
    reading.error(path, `${show(value)} is not a list`, `write [${show(value)}]`);
    return undefined;
  }
  return value
    .map((item, index) => read(item, [...path, index], reading))
    .filter((item) => item !== undefined);
}

function readPlmn(value: unknown, path: Path, reading: Reading): Plmn | undefined {
  const plmn = typeof value === 'string' ? parsePlmn(value) : undefined;
  if (plmn === undefined)
    reading.error(
      path,
      `${show(value)} is no MCC-MNC`,
      'write "001-01": three digits, a hyphen, two or three digits with their zeros',
    );
  return plmn;
}

function readPrefix(value: unknown, path: Path, reading: Reading, min: number): string | undefined {
  if (typeof value === 'string' && isDigits(value, min, network_limit.prefix_digits)) return value;
  const bare =
    typeof value === 'string' ? value.replace(/^(\+|00)/, '').replaceAll(/[ ()./-]/g, '') : '';
  const hint =
    typeof value === 'number'
      ? `write it as text, "${value}": zeros count`
      : isDigits(bare, min, network_limit.prefix_digits)
        ? `write "${bare}"`
        : `write ${min} to ${network_limit.prefix_digits} digits, without + or spaces`;
  reading.error(path, `${show(value)} is no prefix of digits`, hint);
  return undefined;
}

function readRealm(value: unknown, path: Path, reading: Reading): string | undefined {
  if (typeof value === 'string' && REALM.test(value)) return value.toLowerCase().replace(/\.$/, '');
  reading.error(
    path,
    `${show(value)} is no realm or host name`,
    'write labels of letters, digits and hyphens, joined by dots',
  );
  return undefined;
}

function readPointCode(value: unknown, path: Path, reading: Reading): number | undefined {
  const code =
    typeof value === 'string' || typeof value === 'number' ? parsePointCode(value) : undefined;
  if (code === undefined)
    reading.error(
      path,
      `${show(value)} is no international point code`,
      'write zone-area-point as "2-016-0" (0-7, 0-255, 0-7) or a number up to 16383',
    );
  return code;
}

function readLinkPointCode(value: unknown, path: Path, reading: Reading): number | undefined {
  const variant = reading.variantAt(path);
  if (variant === 'automatic' || variant === 'itu') return readPointCode(value, path, reading);
  const code =
    typeof value === 'string' || typeof value === 'number'
      ? parseLinkPointCode(value, variant)
      : undefined;
  if (code === undefined)
    reading.error(
      path,
      `${show(value)} is no point code of the variant "${variant}"`,
      variant === 'japan'
        ? 'write a number up to 65535'
        : 'write network-cluster-member as "245-12-7" (0-255 each) or a number up to 16777215',
    );
  return code;
}

function readAddress(value: unknown, path: Path, reading: Reading): string | undefined {
  if (typeof value === 'string' && isIP(value) !== 0) return value;
  reading.error(
    path,
    `${show(value)} is no IP address`,
    'write "192.0.2.10" or "2001:db8::1", without a port or mask',
  );
  return undefined;
}

function readTerritory(value: unknown, path: Path, reading: Reading): string | undefined {
  const names = builtInTables().territories;
  if (typeof value === 'string' && (names.has(value) || isFictional(value))) return value;
  const upper = typeof value === 'string' ? value.toUpperCase() : '';
  const byName = [...names].find(([, name]) => name.toUpperCase() === upper)?.[0];
  const known = byName ?? (names.has(upper) ? upper : undefined);
  reading.error(
    path,
    `${show(value)} is no territory`,
    known === undefined
      ? 'use an ISO 3166 code of two capital letters, or XA to XZ for fiction'
      : `did you mean "${known}"?`,
  );
  return undefined;
}

function readOperation(value: unknown, path: Path, reading: Reading): string | undefined {
  if (typeof value === 'string' && (reading.operations.size === 0 || reading.operations.has(value)))
    return value;
  if (typeof value !== 'string')
    reading.error(path, `${show(value)} is not text`, 'put it in quotes');
  else
    reading.error(
      path,
      `operation ${show(value)} is not known`,
      nearOperation(value, reading.operations),
    );
  return undefined;
}

/**
 * Operation names are many: only the nearest is named, with its protocol when the user left that
 * out.
 */
function nearOperation(word: string, operations: ReadonlySet<string>): string {
  const whole = [...operations].find((name) => name.endsWith(`.${word}`));
  if (whole !== undefined) return `did you mean "${whole}"?`;
  const text = suggestion(word, [...operations]);
  return text.startsWith('did') ? text : 'write protocol and name, "gsm_map.anyTimeInterrogation"';
}

/** Members of a schema table, written with hyphens. */
function readMember<T extends Readonly<Record<string, number>>>(
  value: unknown,
  path: Path,
  reading: Reading,
  table: T,
): (keyof T & string) | undefined {
  const names = Object.keys(table).map((name) => name.replaceAll('_', '-'));
  if (typeof value === 'string' && names.includes(value)) return value.replaceAll('-', '_');
  reading.error(
    path,
    `${show(value)} is not one of ${names.join(', ')}`,
    suggestion(String(value), names),
  );
  return undefined;
}

function readModes(value: unknown, path: Path, reading: Reading): KindValues['modes'] | undefined {
  if (!isTable(value)) {
    reading.error(
      path,
      `${show(value)} is not a table`,
      'write [rules.mode] and a line for each rule',
    );
    return undefined;
  }
  const modes = new Map<string, keyof typeof mode>();
  for (const [rule, text] of Object.entries(value)) {
    if (isTable(text)) {
      const inner = Object.keys(text)[0] ?? '…';
      reading.error(
        [...path, rule],
        `"${rule}" is a table, not a rule id`,
        `rule ids hold dots: write "${rule}.${inner}" in quotes`,
      );
      continue;
    }
    const read = readMember(text, [...path, rule], reading, mode);
    if (read !== undefined) modes.set(rule, read);
  }
  return modes;
}

function readExceptions(value: unknown, path: Path, reading: Reading): ModeFor[] | undefined {
  if (Array.isArray(value) && value.every(isTable))
    return value.map((one, index) => reading.modeFor(one, [...path, index]));
  reading.error(path, `${show(value)} is not a list of tables`, 'write [[rules.mode_for]]');
  return undefined;
}

function readWhole(
  value: unknown,
  path: Path,
  reading: Reading,
  { range, unit }: KeySpec,
): number | undefined {
  const [least, most] = range ?? [0, Number.MAX_SAFE_INTEGER];
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most)
    return value as number;
  const what = unit === undefined ? '' : ` of ${unit}`;
  reading.error(
    path,
    `${show(value)} is no whole number${what} from ${least} to ${most}`,
    typeof value === 'number' && value > most
      ? `write ${most} or less`
      : typeof value === 'number'
        ? `write ${Math.max(least, Math.round(value))} or more`
        : 'write a number, without quotes or unit',
  );
  return undefined;
}

function readPowerOfTwo(
  value: unknown,
  path: Path,
  reading: Reading,
  spec: KeySpec,
): number | undefined {
  const number = readWhole(value, path, reading, spec);
  if (number === undefined || Number.isInteger(Math.log2(number))) return number;
  reading.error(
    path,
    `${number} is no power of two`,
    `did you mean ${2 ** Math.round(Math.log2(number))}?`,
  );
  return undefined;
}

/** As the kernel takes them (dev_valid_name), and nothing that a terminal would obey. */
const INTERFACE = /^(?!\.{1,2}$)[!-.0-9;-~]{1,15}$/;

function readInterface(value: unknown, path: Path, reading: Reading): string | undefined {
  if (typeof value === 'string' && INTERFACE.test(value)) return value;
  reading.error(
    path,
    `${show(value)} is no name of an interface`,
    'write 1 to 15 characters without spaces, slashes or colons',
  );
  return undefined;
}

function readPort(value: unknown, path: Path, reading: Reading): number | undefined {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535)
    return value as number;
  reading.error(path, `${show(value)} is no port`, 'write a number from 1 to 65535');
  return undefined;
}

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof DateText)
  );
}

/** A value as the user wrote it, near enough to recognise it in a message. */
export function show(value: unknown): string {
  const text = value instanceof DateText ? value.text : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
