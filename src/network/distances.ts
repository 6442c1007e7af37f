// SPDX-License-Identifier: Apache-2.0
// How far territories lie apart, border to border: the shipped table, and over it what the
// configuration states. Pairs that nobody stated are unknown, and unknown accuses nobody. How long
// that takes at least is native code's to say (native/state/travel.hpp).
import type { TerritoryDefinition } from './definition.ts';

/** Half of the earth's circumference: no two places are further apart. */
export const kilometresMax = 20_038;

/** The lower triangle of territory-distances.csv. */
export class DistanceTable {
  readonly #places: ReadonlyMap<string, number>;
  readonly #triangle: Uint16Array;

  private constructor(places: ReadonlyMap<string, number>, triangle: Uint16Array) {
    this.#places = places;
    this.#triangle = triangle;
  }

  /** Throws with file and line when a row is wrong. */
  static parse(text: string, file: string): DistanceTable {
    const [head = '', ...rows] = text.trimEnd().split('\n');
    const codes = head.split(',').slice(1);
    const triangle = new Uint16Array(triangleSize(codes.length));
    if (rows.length !== codes.length)
      throw new Error(`${file}:1: ${codes.length} territories and ${rows.length} rows`);
    for (const [i, row] of rows.entries()) {
      const [code, ...distances] = row.split(',');
      if (code !== codes[i] || distances.length !== i)
        throw new Error(`${file}:${i + 2}: not the row of ${codes[i]} with ${i} distances`);
      for (const [j, distance] of distances.entries()) {
        const km = Number(distance);
        if (!Number.isInteger(km) || km < 0 || km > kilometresMax)
          throw new Error(`${file}:${i + 2}: ${distance} is no distance`);
        triangle[triangleSize(i) + j] = km;
      }
    }
    return new DistanceTable(new Map(codes.map((code, i) => [code, i])), triangle);
  }

  /** Kilometres, 0 for a place itself; undefined when either is not in the table. */
  between(a: string, b: string): number | undefined {
    const [i, j] = [this.#places.get(a), this.#places.get(b)];
    if (i === undefined || j === undefined) return undefined;
    if (i === j) return 0;
    return this.#triangle[triangleSize(Math.max(i, j)) + Math.min(i, j)];
  }
}

/** Pairs of `count` things; also where the row of number `count` begins. */
export function triangleSize(count: number): number {
  return (count * (count - 1)) / 2;
}

/** The table with what the configuration states of its own territories, either way round. */
export class Distances {
  readonly #shipped: DistanceTable;
  readonly #stated = new Map<string, number>();

  constructor(shipped: DistanceTable, territories: readonly TerritoryDefinition[]) {
    this.#shipped = shipped;
    for (const { code, distances } of territories)
      for (const [other, km] of distances) this.#stated.set(pairKey(code, other), km);
  }

  between(a: string, b: string): number | undefined {
    if (a === b) return 0;
    // Asked for every pair of the world when an image is compiled.
    const stated = this.#stated.size === 0 ? undefined : this.#stated.get(pairKey(a, b));
    return stated ?? this.#shipped.between(a, b);
  }
}

/** The same for both directions, in the order of the numbers of the territories. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}
