// SPDX-License-Identifier: Apache-2.0
// How the three children of `run` are started and what they inherit: the ring's memory, its
// doorbell, one end of the opener's socket. The supervisor keeps every descriptor open, so that a
// child that is started again finds the same ring. Each child leads a session of its own: the
// terminal's Ctrl-C reaches the supervisor alone, which ends them in order. What a child writes
// comes to the supervisor too, so that the log has one writer.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { native } from '../engine/native.ts';

/** Where a child finds what it inherits; 3 is Node's channel. */
export const inherited = { ring: 4, doorbell: 5, opener: 6 } as const;
/** Where the opener does; it is told so. */
const openerSocket = 3;

/** Descriptors in the supervisor. */
export interface Descriptors {
  readonly ring: number;
  readonly doorbell: number;
  /** One end for the opener, one for the engine; undefined where no opener is needed. */
  readonly opener: readonly [number, number] | undefined;
}

/** Commands of the children: a program and its arguments. */
export interface Programs {
  readonly engine: readonly string[];
  readonly appliance: readonly string[];
  readonly opener: readonly string[];
}

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const programs: Programs = {
  engine: [process.execPath, script('engine-process.js')],
  appliance: [process.execPath, script('appliance-process.js')],
  opener: [
    fileURLToPath(new URL('../../../build/Release/sigwarden-opener', import.meta.url)),
    `${openerSocket}`,
  ],
};

export function makeDescriptors(ringOctets: number, withOpener: boolean): Descriptors {
  return {
    ring: native().makeRing(ringOctets),
    doorbell: native().makeDoorbell(),
    opener: withOpener ? native().socketPair() : undefined,
  };
}

export function spawnEngine({ engine }: Programs, all: Descriptors): ChildProcess {
  return spawnNode(engine, [all.ring, all.doorbell, ...(all.opener?.slice(1) ?? [])]);
}

export function spawnAppliance({ appliance }: Programs, all: Descriptors): ChildProcess {
  return spawnNode(appliance, [all.ring, all.doorbell]);
}

/** It opens none but these interfaces, whatever the engine asks for. */
export function spawnOpener(
  { opener }: Programs,
  all: Descriptors,
  interfaces: readonly string[],
): ChildProcess {
  const [program = '', ...args] = opener;
  return spawn(program, [...args, ...interfaces], {
    stdio: ['ignore', 'pipe', 'pipe', all.opener?.[0] ?? 'ignore'],
    detached: true,
  });
}

function spawnNode([program = '', ...args]: readonly string[], inherit: readonly number[]) {
  return spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...inherit],
    serialization: 'advanced',
    detached: true,
  });
}
