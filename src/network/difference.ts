// SPDX-License-Identifier: Apache-2.0
// What differs between two descriptions of a network: which addresses came and went, and what it is
// called. An import shows it before anything takes effect.
import type { NetworkDefinition } from './definition.ts';
import { type AddressKind, addressesOf, addressKeys } from './overlaps.ts';

export type DifferingKey = AddressKind | 'territories';

export interface Difference {
  readonly added: Readonly<Partial<Record<DifferingKey, readonly string[]>>>;
  readonly removed: Readonly<Partial<Record<DifferingKey, readonly string[]>>>;
  /** Values before and after; only what changed. */
  readonly changed: Readonly<Partial<Record<'name' | 'operator', readonly [string, string]>>>;
}

export function differenceOf(
  before: NetworkDefinition | undefined,
  after: NetworkDefinition | undefined,
): Difference {
  const added: Partial<Record<DifferingKey, readonly string[]>> = {};
  const removed: Partial<Record<DifferingKey, readonly string[]>> = {};
  const [old, now] = [listsOf(before), listsOf(after)];
  for (const key of ['territories', ...addressKeys] as const) {
    const [gone, come] = [without(old[key], now[key]), without(now[key], old[key])];
    if (come.length > 0) added[key] = come;
    if (gone.length > 0) removed[key] = gone;
  }
  const changed: Partial<Record<'name' | 'operator', readonly [string, string]>> = {};
  if (before !== undefined && after !== undefined)
    for (const key of ['name', 'operator'] as const)
      if (before[key] !== after[key]) changed[key] = [before[key], after[key]];
  return { added, removed, changed };
}

export function isEmpty({ added, removed, changed }: Difference): boolean {
  return [added, removed, changed].every((one) => Object.keys(one).length === 0);
}

function listsOf(
  network: NetworkDefinition | undefined,
): Readonly<Partial<Record<DifferingKey, readonly string[]>>> {
  return network === undefined ? {} : { territories: network.territories, ...addressesOf(network) };
}

function without(
  list: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] {
  const known = new Set(other ?? []);
  return (list ?? []).filter((one) => !known.has(one));
}
