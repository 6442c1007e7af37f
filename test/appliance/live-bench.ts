// SPDX-License-Identifier: Apache-2.0
// Two network namespaces joined by a wire, an appliance that listens in one and a sender in the
// other. Nothing is ever sent outside them; they go with the test, also when it fails.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { programs } from '../../src/appliance/children.ts';
import type { Status } from '../../src/appliance/status.ts';
import { native } from '../../src/engine/native.ts';
import { whyNoNamespaces } from '../../src/lab/live/privilege.ts';
import { main, type Run, sigwarden } from '../cli/bench.ts';
import { scratch } from '../scratch.ts';

const sendFrames = new URL('./send-frames.js', import.meta.url).pathname;

/** Why there can be no live test here; undefined when there can. */
export function whyNot(backend: 'af_packet' | 'cap'): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces and listening need root';
  const why = whyNoNamespaces();
  if (why !== undefined) return `network namespaces: ${why.reason}`;
  if (spawnSync('ip', ['-V']).status !== 0) return 'the tool ip is not installed';
  if (native().LiveEngine === undefined) return 'the native module has no live engine';
  if (backend === 'af_packet' && !existsSync(programs.opener[0] ?? ''))
    return 'the opener is not built';
  if (spawnSync('unshare', ['--net', 'true']).status !== 0)
    return 'network namespaces cannot be made here';
  return undefined;
}

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

export interface Wire {
  /** Namespaces, and the ends of the wire in them. */
  readonly generator: string;
  readonly tap: string;
  readonly from: string;
  readonly to: string;
}

let wires = 0;

export function makeWire(t: ExecutionContext): Wire {
  const name = `${process.pid}-${++wires}`;
  const wire = { generator: `sw-gen-${name}`, tap: `sw-tap-${name}`, from: 'g0', to: 't0' };
  t.teardown(() => {
    for (const one of [wire.generator, wire.tap]) spawnSync('ip', ['netns', 'del', one]);
  });
  for (const one of [wire.generator, wire.tap]) {
    ip('netns', 'add', one);
    // No neighbour discovery: what is counted is what the test sends.
    const quiet = 'echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6';
    spawnSync('ip', ['netns', 'exec', one, 'sh', '-c', quiet]);
  }
  ip('-n', wire.generator, 'link', 'add', 'g0', 'type', 'veth', 'peer', 't0', 'netns', wire.tap);
  ip('-n', wire.generator, 'link', 'set', 'g0', 'up');
  ip('-n', wire.tap, 'link', 'set', 't0', 'up');
  return wire;
}

function statistics({ tap, to }: Wire): { tx: { packets: number }; rx: { packets: number } } {
  const { stdout } = spawnSync('ip', ['-n', tap, '-s', '-j', 'link', 'show', to], {
    encoding: 'utf8',
  });
  type Shown = { stats64: { tx: { packets: number }; rx: { packets: number } } }[];
  return (JSON.parse(stdout) as Shown)[0]!.stats64;
}

/** Frames that left the capture interface. */
export function framesSent(wire: Wire): number {
  return statistics(wire).tx.packets;
}

/** Frames that came in at the capture interface. */
export function framesReceived(wire: Wire): number {
  return statistics(wire).rx.packets;
}

export async function send(wire: Wire, file: string, frames = 64, pause_ms = 2): Promise<void> {
  const args = ['netns', 'exec', wire.generator, process.execPath, sendFrames];
  const child = spawn('ip', [...args, file, wire.from, `${frames}`, `${pause_ms}`], {
    stdio: 'ignore',
  });
  const status = await new Promise((resolve) => child.once('exit', resolve));
  if (status !== 0) throw new Error(`the sender ended with ${status}`);
}

export interface Scene {
  readonly directory: string;
  readonly capture: string;
  readonly config: string;
}

/** A forged world whose frames follow each other by a tenth of a millisecond, as they are sent. */
export function makeScene(t: ExecutionContext, messages: number): Scene {
  const directory = scratch(t);
  const args = ['lab', 'generate', '--seed', '5', '--messages', `${messages}`, '-o', 'world.pcap'];
  const run = sigwarden(directory, args);
  if (run.status !== 0) throw new Error(run.stderr);
  const capture = join(directory, 'world.pcap');
  const octets = readFileSync(capture);
  let micros = 1_554_200_103_000_000;
  for (let at = 24; at < octets.length; at += 16 + octets.readUInt32LE(at + 8)) {
    octets.writeUInt32LE(Math.floor(micros / 1e6), at);
    octets.writeUInt32LE(micros % 1e6, at + 4);
    micros += 100;
  }
  writeFileSync(capture, octets);
  return { directory, capture, config: join(directory, 'world.toml') };
}

export interface LogLine {
  readonly event: string;
  readonly message: string;
  readonly process?: string;
}

/** A `sigwarden run` in the tap's namespace. */
export class Appliance {
  readonly child: ChildProcess;
  readonly control: string;
  readonly store: string;
  readonly #directory: string;
  readonly #exit: Promise<number | null>;
  #log = '';

  constructor(
    t: ExecutionContext,
    wire: Wire,
    scene: Scene,
    options: readonly string[],
    store = 'live',
  ) {
    this.#directory = scene.directory;
    this.control = join(scene.directory, 'control.sock');
    this.store = join(scene.directory, store);
    const command = [process.execPath, main, 'run', '--interface', wire.to];
    const where = ['--store', this.store, '--control', this.control, '--config', scene.config];
    this.child = spawn('ip', ['netns', 'exec', wire.tap, ...command, ...where, ...options], {
      cwd: scene.directory,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#log += chunk.toString();
    });
    this.#exit = new Promise((resolve) => this.child.once('exit', resolve));
    t.teardown(async () => {
      this.child.kill('SIGKILL');
      await this.#exit;
    });
  }

  get log(): string {
    return this.#log;
  }

  lines(event: string): LogLine[] {
    return this.#log.split('\n').flatMap((line) => {
      if (!line.startsWith('{')) return [];
      const entry = JSON.parse(line) as LogLine;
      return entry.event === event ? [entry] : [];
    });
  }

  async heard(event: string, times = 1): Promise<void> {
    await until(() => this.lines(event).length >= times || this.child.exitCode !== null);
    if (this.lines(event).length < times) throw new Error(`no ${event} in:\n${this.#log}`);
  }

  /** Ends it in order, or as the signal says. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.#exit;
  }

  status(): Status {
    const run = this.ask('status', '--json');
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout) as Status;
  }

  ask(...command: string[]): Run {
    return sigwarden(this.#directory, [...command, '--control', this.control]);
  }

  pid(name: string): number {
    return this.status().processes.find((one) => one.name === name)?.pid ?? 0;
  }
}

export async function until(what: () => boolean, patience_ms = 120_000): Promise<boolean> {
  for (let waited = 0; waited < patience_ms && !what(); waited += 20) await setTimeout(20);
  return what();
}

/**
 * Rules that do not rest on when something came: a live run and a file cannot agree to the
 * microsecond, and whether a move between neighbours was possible hangs on less.
 */
const timeless = /^(cat1|cat2|enc)\./;

/** What a store holds: rule, operation, source and outcome of each timeless finding, sorted. */
export function findingsOf(directory: string, store: string): string[] {
  const run = sigwarden(directory, [
    'sessions',
    'list',
    '--store',
    store,
    '--limit',
    '0',
    '--json',
  ]);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const session = JSON.parse(line) as {
        id: string;
        operation: string;
        outcome: string;
        source: { network: string };
        findings: { rule: string }[];
      };
      return session.findings
        .filter(({ rule }) => timeless.test(rule))
        .map(({ rule }) =>
          [rule, session.operation, session.source.network, session.outcome].join(' '),
        );
    })
    .sort();
}

/** Findings of one list that the other lacks, both ways, as `3 more: …`. */
export function differences(live: readonly string[], file: readonly string[]): string[] {
  const count = (list: readonly string[], one: string) => list.filter((x) => x === one).length;
  return [...new Set([...live, ...file])].sort().flatMap((one) => {
    const more = count(live, one) - count(file, one);
    return more === 0 ? [] : [`${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'}: ${one}`];
  });
}

export function sessionsOf(directory: string, store: string): Set<string> {
  const run = sigwarden(directory, [
    'sessions',
    'list',
    '--store',
    store,
    '--limit',
    '0',
    '--json',
  ]);
  const lines = run.stdout.split('\n').filter((line) => line !== '');
  return new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id));
}
