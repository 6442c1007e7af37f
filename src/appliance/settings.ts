// SPDX-License-Identifier: Apache-2.0
// What `run` works with: the configuration, and what the command line says instead of it. And what
// can be known to fail before anything is started: no interface, none of that name, no privilege.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import { suggestion } from '../base/nearest.ts';
import type { Config } from '../config/load.ts';
import type { Backend } from '../config/schema.ts';
import type { LiveCapture } from '../engine/native.ts';

export interface RunOverrides {
  readonly interfaces: readonly string[];
  readonly store: string | undefined;
  readonly keyFile: string | undefined;
  readonly backend: Backend | undefined;
  readonly control: string | undefined;
}

export interface Settings {
  readonly tap: string;
  readonly backend: Backend;
  readonly captures: readonly LiveCapture[];
  readonly windowOctets: number;
  readonly ringOctets: number;
  /** -1 for any. */
  readonly cpu: number;
  readonly store: string;
  readonly keyFile: string | undefined;
  readonly control: string;
}

export function settingsOf(config: Config, overrides: RunOverrides): Settings {
  const { capture } = config;
  const interfaces = overrides.interfaces.length > 0 ? overrides.interfaces : capture.interface;
  return {
    tap: config.tap,
    backend: overrides.backend ?? capture.backend,
    captures: interfaces.map((name) => ({
      interface: name,
      rings: capture.rings,
      blockOctets: capture.block_octets,
      blocks: capture.blocks,
      blockTimeoutMs: capture.block_timeout_ms,
      snapOctets: capture.snap_octets,
      promiscuous: capture.promiscuous,
      prefilter: capture.prefilter,
      diameterPorts: capture.diameter_ports,
    })),
    windowOctets: capture.evidence_window_octets,
    ringOctets: capture.ring_octets,
    cpu: capture.cpu ?? -1,
    store: resolve(overrides.store ?? config.storeDirectory),
    keyFile: overrides.keyFile,
    control: overrides.control ?? config.control,
  };
}

/** Settings that a running appliance does not take up: their names, where two differ. */
export function needRestart(before: Settings, after: Settings): string[] {
  return (Object.keys(before) as (keyof Settings)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

export interface Surroundings {
  readonly interfaces: readonly string[];
  readonly processors: number;
  /** Whether this process may open packet sockets, and whether the opener may. */
  readonly mayCapture: boolean;
  readonly mayOpenerCapture: boolean;
  /** Path of the opener, and whether it is there. */
  readonly opener: string;
  readonly hasOpener: boolean;
  readonly node: string;
}

/** @throws ProductError with everything that stands in the way. */
export function requireStartable(settings: Settings, around: Surroundings): void {
  const names = settings.captures.map((one) => one.interface);
  const there = around.interfaces.length === 0 ? 'none' : around.interfaces.join(', ');
  if (names.length === 0)
    throw failure(
      exitCode.usage,
      'no interface to listen on',
      `name it with --interface or capture.interface; there are: ${there}`,
    );
  const wrong: Problem[] = names
    .filter((name) => !around.interfaces.includes(name))
    .map((name) => ({
      message: `no interface ${name}; there are: ${there}`,
      hint: suggestion(name, around.interfaces),
    }));
  if (settings.cpu >= around.processors)
    wrong.push({
      message: `capture.cpu ${settings.cpu}: this machine has ${around.processors} processors, from 0`,
      hint: `write ${around.processors - 1} or less`,
    });
  if (wrong.length > 0) throw new ProductError(exitCode.failed, wrong);
  if (settings.backend === 'af_packet' && !around.hasOpener)
    throw failure(
      exitCode.failed,
      `${around.opener}: the opener is not built`,
      'run `make native`',
    );
  requirePrivilege(settings, around);
}

function requirePrivilege({ backend }: Settings, around: Surroundings): void {
  if (around.mayCapture || (backend === 'af_packet' && around.mayOpenerCapture)) return;
  if (backend === 'af_packet')
    throw failure(
      exitCode.privilege,
      'listening needs the capability CAP_NET_RAW, which neither this process nor its opener has',
      `run as root, or once: sudo setcap cap_net_raw,cap_net_admin+ep ${around.opener}`,
    );
  throw failure(
    exitCode.privilege,
    'listening with --backend cap needs the capability CAP_NET_RAW',
    `run as root, or: sudo setpriv --inh-caps +net_raw --ambient-caps +net_raw ${around.node} …`,
  );
}

export function surroundings(opener: string): Surroundings {
  return {
    interfaces: interfaces(),
    processors: Math.max(cpus().length, availableParallelism()),
    mayCapture: hasNetRaw(readFileSync('/proc/self/status', 'latin1')),
    mayOpenerCapture: fileHasNetRaw(opener),
    opener,
    hasOpener: existsSync(opener),
    node: process.execPath,
  };
}

/** Interfaces of this network namespace, whether up or down, with an address or without. */
function interfaces(): string[] {
  const lines = readFileSync('/proc/self/net/dev', 'latin1').split('\n').slice(2);
  return lines.flatMap((line) => line.split(':', 1)[0]?.trim() || []).sort();
}

const netRaw = 1n << 13n;

/** Whether a process of this /proc/PID/status has CAP_NET_RAW in effect. */
export function hasNetRaw(status: string): boolean {
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return (BigInt(`0x${mask}`) & netRaw) !== 0n;
}

/** By getcap, where there is one; without it the kernel will say. */
function fileHasNetRaw(path: string): boolean {
  const result = spawnSync('getcap', [path], { encoding: 'latin1' });
  return result.error !== undefined || /\bcap_net_raw\b/.test(result.stdout);
}
