// SPDX-License-Identifier: Apache-2.0
// A bench on which command-line tests lie: a directory with a forged world, its configuration and a
// store, a copy for each process, and a way to run the built command there as a user would.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../tidy/tree.ts';

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const main = join(root, 'dist/src/cli/main.js');

/**
 * Node and the built command. A command of a test lives for half a second, of which a quarter went
 * into optimising what has no time to come back: the optimiser waits longer than it does by itself.
 */
export const program: readonly string[] = ['--interrupt-budget=1000000', main];

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Runs as this user; needs root. */
  readonly uid?: number;
}

/** Runs `sigwarden ARGS…` in a directory, without a terminal and without colour. */
export function sigwarden(
  directory: string,
  args: readonly string[],
  { env = {}, uid }: RunOptions = {},
): Run {
  const result = spawnSync(process.execPath, [...program, ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
    maxBuffer: 256 * 1024 * 1024,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  return { status: result.status ?? 128, stdout: result.stdout, stderr: result.stderr };
}

/** A user who owns nothing. */
export const nobody = 65_534;

/** Why a test cannot run a command as that user; a checkout under /root is root's alone. */
export function whyNotNobody(): string | undefined {
  if (process.getuid?.() !== 0) return 'becoming another user needs root';
  const { status } = spawnSync('test', ['-r', main], { uid: nobody, gid: nobody });
  return status === 0 ? undefined : 'the checkout lies where no other user may read it';
}

/**
 * Runs commands one after another in each of a few processes; in their order. For many of a kind, of
 * which each would live for half a second to work for a tenth of it. Where one ends the process, it
 * and what should have come behind it have no status of 0.
 */
export async function sigwardenInTurn(
  directory: string,
  commands: readonly (readonly string[])[],
): Promise<Run[]> {
  const processes = 2;
  const shares = Array.from({ length: processes }, (_, share) =>
    commands.filter((_, number) => number % processes === share),
  );
  const runs = await Promise.all(shares.map((share) => runShare(directory, share)));
  return commands.map((_, number) => runs[number % processes]![Math.floor(number / processes)]!);
}

function runShare(directory: string, commands: readonly (readonly string[])[]): Promise<Run[]> {
  const options = {
    cwd: directory,
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 1024 * 1024 * 1024,
  };
  if (commands.length === 0) return Promise.resolve([]);
  return new Promise((resolve) => {
    const script = join(root, 'dist/test/cli/in-turn.js');
    const child = execFile(
      process.execPath,
      ['--expose-gc', script, main],
      options,
      (_, stdout, stderr) => {
        const ends = [...stdout.matchAll(/\0(\d+)\n/g)];
        resolve(
          commands.map((_, number) => {
            const before = ends[number - 1];
            const start = before === undefined ? 0 : before.index + before[0].length;
            const end = ends[number];
            return {
              status: Number(end?.[1] ?? 128),
              stdout: stdout.slice(start, end?.index),
              stderr,
            };
          }),
        );
      },
    );
    child.stdin?.on('error', () => {}); // a process that ended early is told by what it did not print
    child.stdin?.end(commands.map((args) => `${JSON.stringify(args)}\n`).join(''));
  });
}

/** What a world depends on: the built product and what it is shipped with. */
function digestOfProduct(): string {
  const hash = createHash('sha256');
  for (const part of ['dist/src', 'build/Release/sigwarden.node', 'firmware-config']) {
    const isFolder = statSync(join(root, part)).isDirectory();
    const names = isFolder ? readdirSync(join(root, part), { recursive: true }).sort() : [''];
    for (const name of names) {
      const { size, mtimeMs } = statSync(join(root, part, String(name)));
      hash.update(`${part} ${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The world as it was made, for all processes to copy: to make one takes a second and a half. */
function original(): string {
  const kept = join(root, 'build/test-world', digestOfProduct());
  if (existsSync(kept)) return kept;
  mkdirSync(dirname(kept), { recursive: true });
  const directory = mkdtempSync(`${kept}-`);
  for (const step of [
    ['lab', 'generate', '--seed', '5', '--messages', '6000', '-o', 'capture.pcap'],
    ['screen', 'capture.pcap', '--config', 'capture.toml', '--store', 'store'],
  ]) {
    const run = sigwarden(directory, step);
    if (run.status === 0) continue;
    rmSync(directory, { recursive: true });
    throw new Error(`sigwarden ${step.join(' ')}: exit ${run.status}\n${run.stderr}`);
  }
  try {
    renameSync(directory, kept);
  } catch {
    rmSync(directory, { recursive: true }); // another process was first
  }
  return kept;
}

let made: string | undefined;

/**
 * A directory with capture.pcap, capture.toml, capture.truth.json, the store `store` and documents of
 * networks; removed when the process ends.
 */
export function world(): string {
  if (made !== undefined) return made;
  const directory = mkdtempSync(join(tmpdir(), 'sigwarden-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  cpSync(original(), directory, { recursive: true });
  for (const name of readdirSync(join(root, 'test/network/ir21')))
    copyFileSync(join(root, 'test/network/ir21', name), join(directory, name));
  copyFileSync(join(directory, 'far-state-2018.xml'), join(directory, 'partner.xml'));
  copyFileSync(join(root, 'test/network/networks.csv'), join(directory, 'networks.csv'));
  const register = join(directory, 'hlr.csv');
  copyFileSync(join(root, 'test/cli/hlr.csv'), register);
  chmodSync(register, 0o600);
  made = directory;
  return directory;
}
