// SPDX-License-Identifier: Apache-2.0
// The technologies of signalling: SS7 and Diameter, and those that a protocol brings with its file.
// Records, counts, links and rules know a technology by its number and name, and nothing more.
import type { ProtocolSpec, TechnologySpec } from './types.ts';

const builtIn = [
  { name: 'ss7', value: 1, title: 'SS7' },
  { name: 'diameter', value: 2, title: 'Diameter' },
] as const satisfies readonly TechnologySpec[];

export type Technologies = Readonly<
  Record<(typeof builtIn)[number]['name'], number> & Record<string, number>
>;

/** Each once, by its number. */
export function technologySpecs(protocols: readonly ProtocolSpec[]): readonly TechnologySpec[] {
  const specs = new Map<string, TechnologySpec>(builtIn.map((one) => [one.name, one]));
  for (const { technology } of protocols) {
    if (technology === undefined) continue;
    const known = specs.get(technology.name);
    if (known !== undefined && known.value !== technology.value)
      throw new RangeError(`technology ${technology.name} has two numbers`);
    specs.set(technology.name, technology);
  }
  const list = [...specs.values()].sort((a, b) => a.value - b.value);
  if (new Set(list.map(({ value }) => value)).size !== list.length)
    throw new RangeError('two technologies have one number');
  return list;
}

/** Number by name. */
export function technologiesOf(protocols: readonly ProtocolSpec[]): Technologies {
  const rows = technologySpecs(protocols).map(({ name, value }) => [name, value]);
  return Object.fromEntries(rows) as Technologies;
}

/** The counter of a technology's messages. */
export function messageCounter(technology: string): `messages_${string}` {
  return `messages_${technology}`;
}
