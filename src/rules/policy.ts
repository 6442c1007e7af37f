// SPDX-License-Identifier: Apache-2.0
// Puts rules, entitlement, agreements and modes together into the image that
// native/screen/policy.cpp loads. Same input, same octets: the rule set id in every record is a
// hash of them.

import { exitCode, type Problem, ProductError } from '../base/errors.ts';
import { ruleKey } from '../base/rule-key.ts';
import { startOf } from '../network/day.ts';
import { limits } from '../schema/limits.ts';
import { layout } from '../schema/policy-program.ts';
import { phase } from '../schema/tables.ts';
import { namesIn } from './checked.ts';
import { Assembler } from './compile.ts';
import type { EntitlementTable } from './entitlement.ts';
import { allowedBits, firesOn, needsOf, settledByOperation } from './guard.ts';
import { assembleImage, instructionItems, items, Texts } from './image.ts';
import type { RuleBook } from './load.ts';
import {
  isOffForAll,
  type ModeForInput,
  type ModeInput,
  modeForItems,
  orderedModesFor,
  withModes,
} from './modes.ts';
import type { Cap, Rule } from './rule.ts';
import { operationId } from './vocabulary.ts';

/** A bilateral exception: `network` may send `operations`. */
export interface AgreementInput {
  readonly network: string;
  readonly operations: readonly string[];
  /** Last day on which it holds, in days since 1970-01-01. */
  readonly until: number;
}

export interface PolicyInput extends Pick<RuleBook, 'rules' | 'caps' | 'entitlement'>, ModeInput {
  readonly agreements?: readonly AgreementInput[];
}

export interface Policy {
  readonly image: Buffer;
  /** First 32 bits of the SHA-256 of the policy, as records carry it. */
  readonly ruleSet: number;
  /** In the order of the numbers by which native code names them. */
  readonly rules: readonly Rule[];
  /** In the order by which native code names them. */
  readonly modesFor: readonly ModeForInput[];
}

/** Throws a ProductError (configuration) with everything that cannot be compiled. */
export function compilePolicy(input: PolicyInput): Policy {
  const problems: Problem[] = [];
  const rules = withModes(input.rules, input, problems).sort(
    (a, b) => a.phase - b.phase || (a.id < b.id ? -1 : 1),
  );
  const modesFor = orderedModesFor(rules, input, problems);
  const agreements = agreementItems(input, problems);
  const assembler = new Assembler(input.resolver);
  const texts = new Texts();
  const sections = {
    rule: ruleItems(rules, input.caps, assembler, texts),
    ...listSections(
      rules.map((rule) => ({ rule, isOff: isOffForAll(rule, modesFor) })),
      input.entitlement,
    ),
    mode_for: modeForItems(rules, modesFor, input, problems),
    cap: capItems(rules, input.caps, assembler, texts),
    agreement: agreements,
    entitlement: entitlementItems(input.entitlement),
  };
  for (const rule of rules)
    if (input.caps.length + rule.lowered.length > layout.limit.caps_of_rule)
      problems.push({
        message: `more than ${layout.limit.caps_of_rule} conditions hold down the confidence of ${rule.id}`,
      });
  const size = assembler.instructions.length;
  if (size > limits.program_instructions.value)
    problems.push({
      message: `the rules compile to ${size} instructions`,
      hint: `at most ${limits.program_instructions.value} fit one policy`,
    });
  if (problems.length > 0) throw new ProductError(exitCode.configuration, problems);
  const image = assembleImage({
    ...sections,
    instruction: instructionItems(assembler.instructions),
    constant: items(assembler.constants, layout.item.constant, (item, value) =>
      item.writeBigInt64LE(value),
    ),
    text: texts.bytes(),
  });
  return { image, ruleSet: image.readUInt32LE(layout.rule_set_at), rules, modesFor };
}

function entitlementItems(table: EntitlementTable): Buffer {
  const ids = Array.from({ length: layout.entitlement.count }, (_, id) => id);
  const at = layout.entitlement;
  return items(ids, layout.item.entitlement, (item, id) => {
    const row = table.byId(id);
    item.writeUInt8(row?.sender ?? 0, at.sender_at);
    item.writeUInt8(row?.isMove ? layout.entitlement_flag.move : 0, at.flags_at);
    item.writeUInt16LE(row?.purposes ?? 0, at.purposes_at);
  });
}

function agreementItems(input: PolicyInput, problems: Problem[]): Buffer {
  const untilOf = new Map<number, bigint>();
  for (const { network, operations, until } of input.agreements ?? []) {
    const party = input.resolver.party(network);
    if (party === undefined)
      problems.push({
        message: `the agreement with "${network}" names no configured network`,
        hint: 'add it as [[network]]',
      });
    for (const name of operations) {
      const operation = operationId(name);
      if (operation === undefined)
        problems.push({
          message: `the agreement with "${network}" names ${name}, which is no operation`,
        });
      if (party === undefined || operation === undefined) continue;
      const key = party * KEY_PARTY + operation;
      const end = startOf(until + 1);
      // Two agreements about the same thing: the longer one holds.
      if (end > (untilOf.get(key) ?? 0n)) untilOf.set(key, end);
    }
  }
  if (untilOf.size > layout.limit.agreements)
    problems.push({
      message: `${untilOf.size} pairs of network and operation in agreements`,
      hint: `at most ${layout.limit.agreements}`,
    });
  const at = layout.agreement;
  const rows = [...untilOf].sort(([a], [b]) => a - b);
  return items(rows, layout.item.agreement, (item, [key, end]) => {
    item.writeUInt32LE(Math.floor(key / KEY_PARTY), at.party_at);
    item.writeUInt32LE(key % KEY_PARTY, at.operation_at);
    item.writeBigUInt64LE(end, at.until_at);
  });
}

/** Sorts by party, then operation, as native code searches. */
const KEY_PARTY = 65_536;

function ruleItems(
  rules: readonly Rule[],
  caps: readonly Cap[],
  assembler: Assembler,
  texts: Texts,
) {
  const at = layout.rule;
  return items(rules, layout.item.rule, (item, one) => {
    const program = assembler.add(one.checked);
    const id = texts.add(one.id);
    item.writeBigUInt64LE(ruleKey(one.id), at.key_at);
    for (const [word, bits] of allowedBits(needsOf(one.checked)).entries())
      item.writeBigUInt64LE(bits, at.allowed_at + 8 * word);
    // What holds confidence down is recorded too, or nobody could say later why it was low.
    for (const { checked } of [one, ...one.lowered, ...caps])
      for (const { id: fact } of namesIn(checked))
        if (fact !== undefined) setBit(item, at.facts_at, fact);
    item.writeUInt32LE(id.at, at.id_at);
    item.writeUInt16LE(id.octets, at.id_octets_at);
    item.writeUInt16LE(one.purposes, at.purpose_at);
    item.writeUInt16LE(program.first, at.program_first_at);
    item.writeUInt16LE(program.end, at.program_end_at);
    item.writeUInt8(one.severity, at.severity_at);
    item.writeUInt8(one.category, at.category_at);
    item.writeUInt8(one.mode, at.mode_at);
    item.writeUInt8(one.confidence, at.confidence_at);
    item.writeUInt8(one.phase, at.phase_at);
    item.writeUInt8(one.about, at.about_at);
    item.writeUInt8(one.needs, at.flags_at);
  });
}

function setBit(item: Buffer, at: number, bit: number): void {
  const place = at + (bit >> 3);
  item.writeUInt8(item.readUInt8(place) | (1 << (bit & 7)), place);
}

/**
 * For each phase and operation, the rules that it does not exclude by itself; equal lists are
 * stored once.
 */
function listSections(
  rules: readonly { readonly rule: Rule; readonly isOff: boolean }[],
  entitlement: EntitlementTable,
) {
  const lists: number[] = [];
  const places = new Map<string, number>();
  const listOf: number[] = [];
  const operations = settledByOperation(entitlement);
  const fires = rules.map(({ rule, isOff }) => (isOff ? [] : firesOn(rule.checked, operations)));
  for (const at of Object.values(phase)) {
    const numbers = [...rules.keys()].filter((number) => rules[number]?.rule.phase === at);
    for (const operation of operations.keys()) {
      const candidates = numbers.filter((number) => fires[number]?.[operation]);
      const key = candidates.join();
      const place = places.get(key) ?? lists.length;
      if (!places.has(key)) lists.push(candidates.length, ...candidates);
      places.set(key, place);
      listOf.push(place);
    }
  }
  const words = (values: readonly number[]) =>
    items(values, layout.item.list, (item, value) => item.writeUInt16LE(value));
  return { list: words(lists), list_of: words(listOf) };
}

function capItems(
  rules: readonly Rule[],
  shared: readonly Cap[],
  assembler: Assembler,
  texts: Texts,
): Buffer {
  const all = [
    ...shared.map((cap) => ({ rule: layout.cap_rule.all, cap })),
    ...rules.flatMap((rule, number) => rule.lowered.map((cap) => ({ rule: number, cap }))),
  ];
  const at = layout.cap;
  return items(all, layout.item.cap, (item, { rule, cap }) => {
    const program = assembler.add(cap.checked);
    const text = texts.add(cap.because);
    item.writeUInt16LE(rule, at.rule_at);
    item.writeUInt8(cap.level, at.level_at);
    item.writeUInt16LE(program.first, at.program_first_at);
    item.writeUInt16LE(program.end, at.program_end_at);
    item.writeUInt32LE(text.at, at.text_at);
    item.writeUInt16LE(text.octets, at.text_octets_at);
  });
}
