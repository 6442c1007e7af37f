// SPDX-License-Identifier: Apache-2.0
// Layout of the policy image: the one buffer in which rules, entitlement and agreements reach
// native code. Written by src/rules/policy.ts, read by native/screen/policy.cpp. All integers
// little-endian, sections aligned to eight octets.
//
// The machine has no stack; calculations have a few registers. A rule is a decision graph: every
// instruction tests one fact, or takes one step of a calculation, and goes forward to one of two
// later instructions, to `accept` or to `reject`. So a program ends after at most as many steps as
// it has instructions, and everything that could go wrong is checked once, when the image is loaded.

import { limits } from './limits.ts';
import { operationIds } from './types.ts';

export const layout = {
  /** `SWPL` read as a little-endian word. */
  magic: 0x4c50_5753,
  version: 3,
  magic_at: 0,
  version_at: 4,
  /** Octets of the whole image. */
  size_at: 8,
  /**
   * FNV-1a (32 bits) of everything after the header: a guard against a torn buffer, not against a
   * forger.
   */
  checksum_at: 12,
  /**
   * First 32 bits of the SHA-256 of everything after the header: the rule set every record names.
   */
  rule_set_at: 16,
  /** Section table: offset and count of items, two words each. */
  sections_at: 24,
  header_octets: 104,
  section_alignment: 8,

  section: {
    entitlement: 0,
    agreement: 1,
    rule: 2,
    instruction: 3,
    constant: 4,
    list: 5,
    list_of: 6,
    cap: 7,
    text: 8,
    mode_for: 9,
    count: 10,
  },
  /** Octets of one item of each section. */
  item: {
    entitlement: 4,
    agreement: 16,
    rule: 64,
    instruction: 16,
    constant: 8,
    list: 2,
    list_of: 2,
    cap: 16,
    text: 1,
    mode_for: 16,
  },

  /** One item for each operation id. */
  entitlement: { count: operationIds, sender_at: 0, flags_at: 1, purposes_at: 2 },
  /**
   * `move`: the operation is itself the move to another network, or the question that precedes it.
   */
  entitlement_flag: { move: 1 },

  /**
   * Sorted by party, then operation; one item for each pair. `until` is exclusive, ns since the
   * epoch.
   */
  agreement: { party_at: 0, operation_at: 4, until_at: 8 },

  /**
   * `allowed`: the bits of the guard under which the rule can fire at all. `facts`: 128 bits, the facts that
   * it names. `about`: the fact whose network the finding is about.
   */
  rule: {
    key_at: 0,
    allowed_at: 8,
    facts_at: 24,
    id_at: 40,
    id_octets_at: 44,
    purpose_at: 46,
    program_first_at: 48,
    program_end_at: 50,
    severity_at: 52,
    category_at: 53,
    mode_at: 54,
    confidence_at: 55,
    phase_at: 56,
    about_at: 57,
    flags_at: 63,
  },

  /**
   * `needs_coverage`: findings are held back while too little of the serving state is known
   * (`coverage_percent`).
   */
  rule_flag: { needs_coverage: 1 },

  /** Fields: src/schema/guard.ts. */
  guard: { words: 2, word_bits: 64 },

  /** Targets are places in the instruction section, behind this one, or `accept` or `reject`. */
  instruction: {
    opcode_at: 0,
    fact_at: 1,
    on_true_at: 2,
    on_false_at: 4,
    count_at: 6,
    operand_at: 8,
  },
  target: { accept: 0xffff, reject: 0xfffe },
  /** What is tested of the fact's value v. Negations are written by exchanging the targets. */
  opcode: {
    equal: 1, // v == operand
    less: 2, // v < operand
    equal_fact: 3, // v == value of fact `operand`
    less_fact: 4, // v < value of fact `operand`
    any_bits: 5, // v has a bit of operand
    all_bits: 6, // v has all bits of operand
    member: 7, // 0 <= v < 64 and bit v of operand is set
    listed: 8, // v is among `count` sorted constants from place `operand`
    any_anomaly: 9, // the message's anomalies have a bit of operand; `fact` is their word, 0 or 1
    // Calculations. All but the last two go to `on_true`, and to `on_false` where nothing is known.
    load: 10, // register = v, unless v is negative: not known
    set: 11, // register = operand
    add: 12, // register = left + right, as all of these saturating
    subtract: 13,
    multiply: 14,
    divide: 15, // unless right is 0; cut towards zero
    less_register: 16, // left < right
    equal_register: 17, // left == right
  },
  /**
   * In `count` of a calculation: the register written in the lowest bits, then left, then right.
   * Each program starts with all of them 0.
   */
  registers: { count: 8, bits: 4, left_shift: 4, right_shift: 8 },

  /**
   * For each phase, then each operation id and last the unknown one: place of its list, which is a
   * count and that many rules.
   */
  list_of: { per_phase: operationIds + 1, unknown: operationIds },

  /**
   * A program that, when it accepts, holds confidence down. `rule` 65535, first in the section,
   * stands for all rules.
   */
  cap: {
    rule_at: 0,
    level_at: 2,
    program_first_at: 4,
    program_end_at: 6,
    text_at: 8,
    text_octets_at: 12,
  },
  cap_rule: { all: 0xffff },

  /**
   * The mode of a rule for one peer, up to a time (exclusive, ns since the epoch). Sorted by rule;
   * of those of one rule the first that applies holds. `kind` tells what `subject` is a number of.
   */
  mode_for: { rule_at: 0, kind_at: 2, mode_at: 3, subject_at: 4, until_at: 8 },
  peer_kind: { all: 0, network: 1, operator: 2, link: 3 },

  limit: {
    image_octets: 1_048_576,
    caps: 4_096,
    caps_of_rule: 32,
    agreements: 16_384,
    lists: 65_535,
    constants: 8_192,
    modes_for: limits.mode_exceptions.value,
  },
} as const;
