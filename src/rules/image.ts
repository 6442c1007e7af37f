// SPDX-License-Identifier: Apache-2.0
// Writes the octets of a policy image by the layout of src/schema/policy-program.ts. It lays out
// what policy.ts decided and decides nothing.
import { createHash } from 'node:crypto';
import { fnv1a } from '../base/fnv1a.ts';
import { layout } from '../schema/policy-program.ts';
import type { Instruction } from './compile.ts';

type SectionName = Exclude<keyof typeof layout.section, 'count'>;

/** Texts, each ended by a zero octet. */
export class Texts {
  readonly #parts: Buffer[] = [];
  #octets = 0;

  add(text: string): { at: number; octets: number } {
    const part = Buffer.from(`${text}\0`, 'utf8');
    const place = { at: this.#octets, octets: part.length - 1 };
    this.#parts.push(part);
    this.#octets += part.length;
    return place;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** One item after another, each filled by `fill`. */
export function items<T>(
  values: readonly T[],
  octets: number,
  fill: (item: Buffer, value: T) => void,
): Buffer {
  const all = Buffer.alloc(values.length * octets);
  for (const [i, value] of values.entries())
    fill(all.subarray(i * octets, (i + 1) * octets), value);
  return all;
}

export function instructionItems(instructions: readonly Instruction[]): Buffer {
  const at = layout.instruction;
  return items(instructions, layout.item.instruction, (item, one) => {
    item.writeUInt8(one.opcode, at.opcode_at);
    item.writeUInt8(one.fact, at.fact_at);
    item.writeUInt16LE(one.onTrue, at.on_true_at);
    item.writeUInt16LE(one.onFalse, at.on_false_at);
    item.writeUInt16LE(one.count, at.count_at);
    item.writeBigInt64LE(BigInt.asIntN(64, one.operand), at.operand_at);
  });
}

/** Puts the sections behind a header that names, measures and sums them up. */
export function assembleImage(sections: Readonly<Record<SectionName, Buffer>>): Buffer {
  const names = (Object.keys(layout.section) as (keyof typeof layout.section)[]).filter(
    (name): name is SectionName => name !== 'count',
  );
  const header = Buffer.alloc(layout.header_octets);
  const parts: Buffer[] = [];
  let offset = header.length;
  for (const name of names) {
    const content = sections[name];
    const row = layout.sections_at + 8 * layout.section[name];
    header.writeUInt32LE(offset, row);
    header.writeUInt32LE(content.length / layout.item[name], row + 4);
    const padding = -content.length & (layout.section_alignment - 1);
    parts.push(content, Buffer.alloc(padding));
    offset += content.length + padding;
  }
  const content = Buffer.concat(parts);
  header.writeUInt32LE(layout.magic, layout.magic_at);
  header.writeUInt32LE(layout.version, layout.version_at);
  header.writeUInt32LE(offset, layout.size_at);
  header.writeUInt32LE(fnv1a(content), layout.checksum_at);
  // The section table is part of what the rule set is, or two policies could share a name.
  const digest = createHash('sha256')
    .update(header.subarray(layout.sections_at))
    .update(content)
    .digest();
  header.writeUInt32LE(digest.readUInt32BE(0), layout.rule_set_at);
  return Buffer.concat([header, content]);
}
