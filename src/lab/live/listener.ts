// SPDX-License-Identifier: Apache-2.0
// The command that listens while the lab sends: started in the tap's namespace, waited for until it
// has its packet socket there, asked to stop when all is sent. It is the user's own command; the
// lab adds nothing to it but the names of what it made.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exitCode, failure } from '../../base/errors.ts';
import type { LabInterface, LabNetworks } from './namespaces.ts';

/** What `{name}` stands for in a command. */
export type Placeholders = Readonly<Record<string, string>>;

const pollMs = 50;
const readyWithinMs = 20_000;
/** Between a listener's socket and its being ready; libpcap sets up its ring after binding. */
const settleMs = 200;
/** Blocks of a capture ring are handed over when full or after a second (tcpdump). */
const handOverMs = 1_200;
const stopWithinMs = 20_000;
const shell = 'sh';
/** What a shell says of a command that SIGTERM ended. */
const stoppedStatus = 128 + 15;

/** The command with its placeholders filled in; an unknown one is the user's mistake. */
export function filled(command: string, placeholders: Placeholders): string {
  return command.replace(/\{([a-z]+)\}/g, (whole, name: string) => {
    const value = placeholders[name];
    if (value !== undefined) return value;
    const known = Object.keys(placeholders).map((one) => `{${one}}`);
    throw failure(exitCode.usage, `${whole} stands for nothing`, `known are: ${known.join(', ')}`);
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

/** The process itself, or what the shell runs where it did not make way for its command. */
function commandsOf(pid: number): number[] {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== shell) return [pid];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? [pid] : children.split(' ').map(Number);
  } catch {
    return [pid];
  }
}

export class Listener {
  readonly #child: ChildProcess;
  readonly #command: string;
  readonly #ended: Promise<number>;
  #status: number | undefined;

  /** `quiet` sends what the command prints to stderr, where stdout is for other data. */
  constructor(networks: LabNetworks, tap: LabInterface, command: string, quiet: boolean) {
    const [program, words] = networks.inside(tap.namespace, [shell, '-c', command]);
    // The command of this very tree is found without having been installed.
    const own = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, '');
    this.#command = command;
    this.#child = spawn(program, words, {
      stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'],
      detached: true,
      env: { ...process.env, PATH: `${own}:${process.env.PATH ?? ''}` },
    });
    networks.keep(this.#child);
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', () => resolve(127));
      this.#child.once('exit', (status, signal) => resolve(status ?? (signal === null ? 1 : 0)));
    });
    this.#ended.then((status) => {
      this.#status = status;
    });
  }

  /**
   * Until the command listens on the interface. Its socket may be there before it takes frames, a
   * filter that lets nothing pass being the first step: who can tell more says so in `isReady`.
   */
  async ready(
    networks: LabNetworks,
    tap: LabInterface,
    isReady: () => boolean = () => true,
  ): Promise<void> {
    for (let waited = 0; waited < readyWithinMs; waited += pollMs) {
      if (this.#status !== undefined) {
        const what = `"${this.#command}" ended with status ${this.#status} before anything was sent`;
        throw failure(exitCode.failed, what);
      }
      if (networks.hasListener(tap) && isReady()) {
        await pause(settleMs);
        return;
      }
      await pause(pollMs);
    }
    const what = `"${this.#command}" does not listen on ${tap.name} after ${readyWithinMs / 1000} s`;
    throw failure(exitCode.failed, what, 'give a command that opens {interface}');
  }

  /**
   * Asks the command to stop, as a service manager would: itself, and not what it started, which is
   * its own affair. Its exit status; having stopped by that signal is a success.
   */
  async stop(): Promise<number> {
    await Promise.race([pause(handOverMs), this.#ended]);
    const { pid } = this.#child;
    if (pid === undefined || this.#status !== undefined) return this.#ended;
    for (const one of commandsOf(pid)) signal(one, 'SIGTERM');
    const insist = setTimeout(() => signal(-pid, 'SIGKILL'), stopWithinMs);
    try {
      const status = await this.#ended;
      return status === stoppedStatus ? 0 : status;
    } finally {
      clearTimeout(insist);
    }
  }
}
