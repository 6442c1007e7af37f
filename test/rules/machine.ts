// SPDX-License-Identifier: Apache-2.0
// The native rule machine as a program: test/native/rule_machine.cpp, compiled under ASan and
// UBSan, fed over stdin.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Resolver } from '../../src/rules/checker.ts';
import { ANOMALY_BITS, type FactValues, toNumber } from '../../src/rules/values.ts';
import { isPartyKind, ruleVocabulary, typeOf } from '../../src/rules/vocabulary.ts';
import { facts as factTable } from '../../src/schema/facts/index.ts';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

const binary = join(root, 'build', 'test', 'rule_machine');
const sources = [
  'native/screen/program.cpp',
  'native/screen/policy.cpp',
  'test/native/rule_machine.cpp',
];

/** Compiles the machine when a source or header is newer than it. */
export function buildMachine(): void {
  const headers = ['native/screen', 'native/generated'].flatMap((directory) =>
    readdirSync(join(root, directory))
      .filter((name) => name.endsWith('.hpp'))
      .map((name) => join(directory, name)),
  );
  const built = statSync(binary, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if ([...sources, ...headers].every((path) => statSync(join(root, path)).mtimeMs < built)) return;
  mkdirSync(join(root, 'build', 'test'), { recursive: true });
  const flags = ['-std=c++20', '-O1', '-g', '-Wall', '-Wextra', '-Werror', '-I.'];
  const sanitize = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
  // Test files run in processes of their own and may build at once: the finished program takes its
  // place in one step.
  const fresh = `${binary}.${process.pid}`;
  const options = { cwd: root, stdio: 'inherit' } as const;
  execFileSync('g++', [...flags, ...sanitize, ...sources, '-o', fresh], options);
  renameSync(fresh, binary);
}

export interface Situation {
  readonly phase: number;
  readonly facts: FactValues;
}

export interface Hit {
  readonly rule: number;
  readonly confidence: number;
  readonly reasons: number;
}

const factCount = Math.max(...Object.values(factTable).map((fact) => fact.id)) + 1;

/** What fires in each situation. Throws what the machine says when it refuses the image. */
export function runMachine(
  image: Buffer,
  situations: readonly Situation[],
  resolver: Resolver,
): Hit[][] {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(image.length);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(situations.length);
  const input = Buffer.concat([
    head,
    image,
    count,
    ...situations.map((one) => octetsOf(one, resolver)),
  ]);
  const { status, stdout, stderr } = spawnSync(binary, { input, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr.toString().trim());
  let at = 0;
  return situations.map(() => {
    const hits = stdout.readUInt32LE(at);
    at += 4;
    return Array.from({ length: hits }, () => {
      const hit = {
        rule: stdout.readUInt16LE(at),
        confidence: stdout.readUInt16LE(at + 2),
        reasons: stdout.readUInt32LE(at + 4),
      };
      at += 8;
      return hit;
    });
  });
}

/**
 * Facts by id, as the engine fills them: 0 for a network that is not known, -1 for a number that is
 * not.
 */
function octetsOf({ phase, facts }: Situation, resolver: Resolver): Buffer {
  const octets = Buffer.alloc(4 + 8 * factCount + 16);
  octets.writeUInt32LE(phase);
  for (const [name, { id, type }] of Object.entries(factTable)) {
    const value = facts[name] ?? 0;
    const { kind } = typeOf(type);
    const number =
      isPartyKind(kind) && typeof value === 'string'
        ? (resolver[kind](value) ?? 0)
        : numberOf(name, value);
    octets.writeBigInt64LE(BigInt(number), 4 + 8 * id);
  }
  const anomalies = (facts[ANOMALY_BITS] as bigint | undefined) ?? 0n;
  octets.writeBigUInt64LE(BigInt.asUintN(64, anomalies), 4 + 8 * factCount);
  octets.writeBigUInt64LE(anomalies >> 64n, 4 + 8 * factCount + 8);
  return octets;
}

function numberOf(name: string, value: NonNullable<FactValues[string]>): number {
  const fact = ruleVocabulary.find(name);
  const number = fact === undefined ? undefined : toNumber(fact.type, value);
  if (number === undefined) throw new Error(`${name} has no number for ${String(value)}`);
  return number;
}
