// SPDX-License-Identifier: Apache-2.0
// How many signalling messages of each technology were read, from the native counters.
import { protocols } from '../schema/registry.ts';
import { messageCounter, technologySpecs } from '../schema/technologies.ts';

export interface MessageCount {
  readonly technology: string;
  /** What people call it. */
  readonly title: string;
  readonly count: number;
}

const specs = technologySpecs(protocols);
const always: readonly string[] = ['ss7', 'diameter'];

/** SS7 and Diameter, and of the other technologies those that were seen. */
export function messageCounts(counters: Readonly<Record<string, number>>): readonly MessageCount[] {
  return specs
    .map(({ name, title }) => ({
      technology: name,
      title,
      count: counters[messageCounter(name)] ?? 0,
    }))
    .filter(({ technology, count }) => count > 0 || always.includes(technology));
}

/** Their counts by name, as JSON has them. */
export function messagesByTechnology(
  counters: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(messageCounts(counters).map((one) => [one.technology, one.count]));
}

/** What people call a technology; the name itself where there is none of it. */
export function technologyTitle(name: string): string {
  return specs.find((one) => one.name === name)?.title ?? name;
}

/** Of all technologies together. */
export function messageSum(counters: Readonly<Record<string, number>>): number {
  return messageCounts(counters).reduce((sum, { count }) => sum + count, 0);
}

/** `80 SS7, 20 Diameter`; `shown` writes a number. */
export function messageText(
  counts: readonly MessageCount[],
  shown: (count: number) => string = String,
): string {
  return counts.map(({ title, count }) => `${shown(count)} ${title}`).join(', ');
}
