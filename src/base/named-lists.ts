// SPDX-License-Identifier: Apache-2.0
// Lists of the operator, `$gmlc_partners`: networks, operators, territories, operations or numbers
// that rules name by the list. They stand in lists.toml of a directory of rules and under [lists] of
// the configuration, which goes before. What an item is follows from the fact that it is compared
// with, so that one list serves facts of several kinds. An empty list matches nothing and is no
// mistake: it waits to be filled.

import { limits } from '../schema/limits.ts';
import type { Problem } from './errors.ts';
import { nearest } from './nearest.ts';
import type { TomlDocument, TomlNode, TomlTable } from './toml.ts';

export interface ListItem {
  readonly value: string | number;
  /** `file:line`, for people. */
  readonly where: string;
}

export interface NamedList {
  readonly name: string;
  readonly items: readonly ListItem[];
}

export type NamedLists = ReadonlyMap<string, NamedList>;

export const noLists: NamedLists = new Map();

const nameForm = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `name = ["far-state", "XA", 5]`: each key of the table is a list. */
export function readLists(
  document: TomlDocument,
  { entries }: TomlTable,
  problems: Problem[],
): NamedLists {
  const lists = new Map<string, NamedList>();
  for (const [name, { key, value }] of entries) {
    if (!nameForm.test(name)) {
      problems.push(
        document.problem(
          key,
          `${name} is no name of a list`,
          'use letters, digits and underscores, as in gmlc_partners',
        ),
      );
      continue;
    }
    const items = itemsOf(document, name, value, problems);
    if (items !== undefined) lists.set(name, { name, items });
  }
  return lists;
}

function itemsOf(
  document: TomlDocument,
  name: string,
  node: TomlNode,
  problems: Problem[],
): ListItem[] | undefined {
  const refuse = (at: TomlNode, message: string, hint: string): undefined => {
    problems.push(document.problem(at, message, hint));
    return undefined;
  };
  if (node.kind !== 'array') return refuse(node, `${name} is not a list`, `write ${name} = […]`);
  if (node.items.length > limits.list_items.value)
    return refuse(
      node,
      `${name} has ${node.items.length} items`,
      `at most ${limits.list_items.value} fit one list`,
    );
  return node.items.flatMap((item) => {
    const { value } = item as { value?: unknown };
    const isWhole = Number.isSafeInteger(value) && (value as number) >= 0;
    if ((item.kind === 'text' && item.value !== '') || isWhole)
      return [{ value: value as string | number, where: whereOf(document, item) }];
    refuse(
      item,
      `${name} holds what is no name and no whole number`,
      'list ids of networks and operators, territories, operations, numbers, or "10m"',
    );
    return [];
  });
}

function whereOf(document: TomlDocument, item: TomlNode): string {
  return `${document.file}:${document.place(item.start).line}`;
}

/** `did you mean $x?`, or where lists are made. */
export function listHint(name: string, lists: NamedLists): string {
  const near = nearest(name, lists.keys());
  return near === undefined
    ? `write ${name} = […] under [lists] of the configuration, or in lists.toml beside your rules`
    : `did you mean $${near}?`;
}
