// SPDX-License-Identifier: Apache-2.0
// Networks as text: the TOML of a file of knowledge and the lines of a CSV. Both are read back to
// the same definitions (src/config/network-files.ts, src/network/csv-import.ts), and the same
// knowledge gives the same octets.
import { DAY_MAX, DAY_MIN, formatDay } from './day.ts';
import type { NetworkDefinition } from './definition.ts';
import type { History, Origin } from './history.ts';
import { addressesOf, addressKeys } from './overlaps.ts';

const COLUMNS = 100;

/** A whole file of knowledge. */
export function historyToml(history: History): string {
  return [
    '# Made by `sigwarden network`, which writes it anew. What the configuration says of this network',
    '# counts instead of it.',
    '',
    'version = 1',
    ...history.origins.flatMap(originToml),
    ...history.versions.flatMap((one) => networkToml(one)),
    '',
  ].join('\n');
}

function originToml(origin: Origin): string[] {
  return [
    '',
    '[[origin]]',
    `kind = ${quoted(origin.kind)}`,
    `file = ${quoted(origin.file)}`,
    ...(origin.sha256 === '' ? [] : [`sha256 = ${quoted(origin.sha256)}`]),
    ...(origin.date === undefined ? [] : [`date = ${formatDay(origin.date)}`]),
  ];
}

/** One `[[network]]`, as the configuration and files of knowledge have it. */
export function networkToml(network: NetworkDefinition): string[] {
  const addresses = addressesOf(network);
  return [
    '',
    '[[network]]',
    `id = ${quoted(network.id)}`,
    ...(network.name === network.id ? [] : [`name = ${quoted(network.name)}`]),
    ...(network.operator === network.id ? [] : [`operator = ${quoted(network.operator)}`]),
    ...(network.home ? ['home = true'] : []),
    ...listToml('territories', network.territories),
    ...addressKeys.flatMap((key) => listToml(key, addresses[key])),
    ...(network.validFrom === undefined ? [] : [`valid_from = ${formatDay(network.validFrom)}`]),
    ...(network.validUntil === undefined ? [] : [`valid_until = ${formatDay(network.validUntil)}`]),
    ...(network.source === '' ? [] : [`source = ${quoted(network.source)}`]),
  ];
}

/** On one line while that fits, else as many to a line as fit. */
function listToml(key: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const words = items.map(quoted);
  const whole = `${key} = [${words.join(', ')}]`;
  if (whole.length <= COLUMNS) return [whole];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= COLUMNS)
      lines[lines.length - 1] = `${last} ${word},`;
    else lines.push(`  ${word},`);
  }
  return [`${key} = [`, ...lines, ']'];
}

/** A basic string; JSON escapes what TOML does, but for DEL. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

/** Columns of a CSV of networks, for import as for export. */
export const csvColumns = [
  'network',
  'name',
  'operator',
  'kind',
  'value',
  'valid_from',
  'valid_until',
  'source',
] as const;

/** One line for each address and territory of a version, without the head. */
export function networkCsv(network: NetworkDefinition): string[] {
  const facts: [kind: string, value: string][] = [
    ...network.territories.map((code): [string, string] => ['territories', code]),
    ...addressKeys.flatMap((kind) =>
      addressesOf(network)[kind].map((value): [string, string] => [kind, value]),
    ),
  ];
  const { id, name, operator, validFrom = DAY_MIN, validUntil = DAY_MAX, source } = network;
  const from = validFrom === DAY_MIN ? '' : formatDay(validFrom);
  const until = validUntil === DAY_MAX ? '' : formatDay(validUntil);
  return facts.map(([kind, value]) =>
    [id, name, operator, kind, value, from, until, source].map(field).join(','),
  );
}

/** In quotes where its content asks for them. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
