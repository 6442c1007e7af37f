// SPDX-License-Identifier: Apache-2.0
// Where a network, or one address of it, stands in the files: for whoever asks why an answer is what
// it is. Files are read again, since nobody else needs places of single addresses.
import { readFileSync } from 'node:fs';

import { TomlDocument } from '../base/toml.ts';
import { parseDay } from '../network/day.ts';
import type { NetworkDefinition } from '../network/definition.ts';
import type { Row } from '../network/lookup.ts';
import type { Config } from './load.ts';

/** `capture.toml:41`; undefined for what stands in no file. */
export function placeOfRow(config: Config, { network, kind, index }: Row): string | undefined {
  const file = fileOf(config, network);
  if (file === undefined) return undefined;
  const document = new TomlDocument(file, readFileSync(file, 'utf8'));
  const tables = document.values.network;
  const at = Array.isArray(tables) ? tables.findIndex((one) => isOf(one, network)) : -1;
  if (at < 0) return file;
  return `${file}:${document.place(document.value(['network', at, kind, index]).start).line}`;
}

function fileOf({ file, knowledge }: Config, { id }: NetworkDefinition): string | undefined {
  if (knowledge.own.some(({ definition }) => definition.id === id)) return file;
  return knowledge.files.find((one) => one.id === id)?.file;
}

function isOf(table: unknown, { id, validFrom }: NetworkDefinition): boolean {
  const { id: own, valid_from: from } = table as Readonly<Record<string, unknown>>;
  const text = (from as { text?: string } | undefined)?.text;
  return own === id && (text === undefined ? undefined : parseDay(text)) === validFrom;
}
