// SPDX-License-Identifier: Apache-2.0
// A child process and the conversation with it, as the supervisor sees them: kept alive by a Keeper,
// told what to do each time it is up, its log lines passed on. A child that was never ready and says
// why, or that dies again and again before it is ready, ends the run; one that was ready once is
// started again for ever, since what it stumbled over may pass.
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { exitCode, failure, ProductError } from '../base/errors.ts';
import { type ChildExit, describeExit, Keeper, type KeeperState } from './keeper.ts';
import type { Failed, Log, Logged } from './messages.ts';

export interface LinkOptions {
  readonly spawn: () => ChildProcess;
  readonly log: Log;
  /** The child cannot be made to work. */
  readonly onFatal: (error: ProductError) => void;
  /** See {@link Keeper}. */
  readonly haste: number;
}

/** Deaths in a row, before it was ever ready, that are believed to be for good. */
const startsMax = 5;
/** Of a line that a child writes. */
const outputCharactersMax = 1_000;

export abstract class Link<From extends { readonly kind: string }> {
  protected readonly keeper: Keeper;
  protected readonly log: Log;
  readonly #name: string;
  readonly #onFatal: LinkOptions['onFatal'];
  #isReady = false;
  #wasReady = false;
  #failed: Failed | undefined;
  #waiting: (() => void)[] = [];

  constructor(name: string, options: LinkOptions) {
    this.#name = name;
    this.log = options.log;
    this.#onFatal = options.onFatal;
    this.keeper = new Keeper({
      name,
      spawn: options.spawn,
      haste: options.haste,
      onUp: (child) => {
        child.on('message', (message) => this.#hear(message as From | Failed | Logged));
        for (const stream of [child.stdout, child.stderr])
          if (stream !== null) this.#passOn(stream);
        this.onUp(child);
      },
      onDown: (exit, wait_ms) => this.#down(exit, wait_ms),
    });
  }

  get state(): KeeperState {
    return this.keeper.state;
  }

  /** The child does its work. */
  get isReady(): boolean {
    return this.#isReady;
  }

  start(): void {
    this.keeper.start();
  }

  kill(): void {
    this.keeper.retire();
    this.keeper.kill();
  }

  /** True once the child is ready, false when it is not after so long. */
  async ready(patience_ms: number): Promise<boolean> {
    if (this.#isReady) return true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience_ms);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.#isReady;
  }

  /** A process is there: tell it what to do. */
  protected abstract onUp(child: ChildProcess): void;
  protected abstract onMessage(message: From): void;
  /** The process ended without being asked to. */
  protected onDown(): void {}

  protected setReady(): void {
    this.#isReady = true;
    this.#wasReady = true;
    this.#failed = undefined;
    for (const one of this.#waiting.splice(0)) one();
  }

  #hear(message: From | Failed | Logged): void {
    if (message.kind === 'log') this.log((message as Logged).entry);
    else if (message.kind === 'failed') this.#failed = message as Failed;
    else this.onMessage(message as From);
  }

  /** What a child or a library in it writes by itself: warnings of libpcap, a crash's last words. */
  #passOn(stream: Readable): void {
    const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on('line', (line) => {
      if (line.trim() === '') return;
      this.log({
        level: 'warning',
        event: 'output',
        message: `${this.#name}: ${line.slice(0, outputCharactersMax)}`,
        fields: { process: this.#name },
      });
    });
  }

  #down(exit: ChildExit, wait_ms: number): void {
    this.#isReady = false;
    const failed = this.#failed;
    this.#failed = undefined;
    const how = describeExit(exit);
    if (!this.#wasReady && (failed !== undefined || this.keeper.failures >= startsMax)) {
      this.keeper.retire();
      const hint = 'its own messages stand above';
      this.#onFatal(
        failed === undefined
          ? failure(exitCode.failed, `the ${this.#name} does not start: it ${how}`, hint)
          : new ProductError(failed.exit, failed.problems),
      );
      return;
    }
    const why = failed?.problems.map((one) => one.message).join('; ') ?? how;
    this.log({
      level: 'error',
      event: 'restart',
      message: `the ${this.#name} ${failed === undefined ? how : `cannot go on: ${why}`}; started again`,
      fields: { process: this.#name, restarts: this.keeper.state.restarts + 1, wait_ms, why },
    });
    this.onDown();
  }
}
