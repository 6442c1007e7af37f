// SPDX-License-Identifier: Apache-2.0
// Keeps one child process alive: starts it again whenever it ends, at once the first time, later
// after a wait that doubles up to a limit, and counts. A child that lived for a while starts the
// count of waits anew. What the child does, and what it must be told, is its owner's business.
// Monotonic time only.
import type { ChildProcess } from 'node:child_process';
import { limits } from '../schema/limits.ts';

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not even be started. */
  readonly error?: Error;
}

export interface KeeperState {
  readonly name: string;
  readonly state: 'running' | 'waiting' | 'stopped';
  readonly pid: number | undefined;
  /** Starts after the first. */
  readonly restarts: number;
  /** How it ended last; empty when it never did. */
  readonly lastEnd: string;
  /** Seconds since it was started last. */
  readonly age_s: number;
}

export interface KeeperOptions {
  readonly name: string;
  readonly spawn: () => ChildProcess;
  readonly onUp?: (child: ChildProcess) => void;
  /** The child has ended without being asked to; `wait_ms` until it is started again. */
  readonly onDown?: (exit: ChildExit, wait_ms: number) => void;
  /** Waits are divided by this; tests need not live through them. */
  readonly haste?: number;
}

const first_wait_ms = 100;
/** A child that lived so long was all right. */
const settled_ms = 30_000;

export class Keeper {
  readonly name: string;
  readonly #options: KeeperOptions;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #starts = 0;
  /** Ends in a row, each after a short life. */
  #failures = 0;
  #startedAt = 0;
  #lastEnd = '';
  #ended: (() => void)[] = [];

  constructor(options: KeeperOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** The process, while it runs. */
  get child(): ChildProcess | undefined {
    return this.#child;
  }

  get failures(): number {
    return this.#failures;
  }

  get state(): KeeperState {
    return {
      name: this.name,
      state:
        this.#child !== undefined ? 'running' : this.#timer === undefined ? 'stopped' : 'waiting',
      pid: this.#child?.pid,
      restarts: Math.max(0, this.#starts - 1),
      lastEnd: this.#lastEnd,
      age_s: this.#starts === 0 ? 0 : Math.floor((performance.now() - this.#startedAt) / 1000),
    };
  }

  start(): void {
    if (this.#child !== undefined || this.#isStopping) return;
    this.#timer = undefined;
    this.#starts += 1;
    this.#startedAt = performance.now();
    let child: ChildProcess;
    try {
      child = this.#options.spawn();
    } catch (error) {
      // A system without memory for a process refuses at once, and must not end the others.
      this.#after({ code: null, signal: null, error: error as Error });
      return;
    }
    this.#child = child;
    // Also told when a signal or a message could not be sent; only a child that never was has ended.
    child.on('error', (error) => {
      if (child.pid === undefined) this.#down(child, { code: null, signal: null, error });
    });
    // Its last words may still be on their way when it has ended; they have come when the channel closes.
    child.once('exit', (code, signal) => {
      const down = () => this.#down(child, { code, signal });
      if (child.connected) child.once('disconnect', down);
      else down();
    });
    this.#options.onUp?.(child);
  }

  /** No more starts; the running child, if any, is left to end by itself. */
  retire(): void {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Waits until the child has ended; after `patience_ms` it is killed.
   * @returns false when it had to be killed.
   */
  async end(patience_ms: number): Promise<boolean> {
    this.retire();
    const child = this.#child;
    if (child === undefined) return true;
    let isKilled = false;
    const timer = setTimeout(() => {
      isKilled = true;
      child.kill('SIGKILL');
    }, patience_ms);
    await new Promise<void>((resolve) => this.#ended.push(resolve));
    clearTimeout(timer);
    return !isKilled;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#child?.kill(signal);
  }

  #down(child: ChildProcess, exit: ChildExit): void {
    if (this.#child !== child) return; // an error, and then an exit
    this.#child = undefined;
    this.#after(exit);
  }

  /** Starts it again in a while, unless nobody wants it any more. */
  #after(exit: ChildExit): void {
    this.#lastEnd = describeExit(exit);
    for (const one of this.#ended.splice(0)) one();
    if (this.#isStopping) return;
    const isSettled = performance.now() - this.#startedAt >= settled_ms;
    this.#failures = isSettled ? 1 : this.#failures + 1;
    const wait = Math.min(
      first_wait_ms * 2 ** Math.min(this.#failures - 1, 20),
      limits.restart_milliseconds.value,
    );
    const wait_ms = this.#failures === 1 ? 0 : wait / (this.#options.haste ?? 1);
    this.#timer = setTimeout(() => this.start(), wait_ms);
    this.#options.onDown?.(exit, Math.round(wait_ms));
  }
}

export function describeExit({ code, signal, error }: ChildExit): string {
  if (error !== undefined) return `cannot be started: ${error.message}`;
  return signal === null ? `ended with exit status ${code}` : `was ended by ${signal}`;
}
