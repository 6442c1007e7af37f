// SPDX-License-Identifier: Apache-2.0
// The engine as the supervisor sees it: started with images and the store's pseudonym key, asked for
// its counts, given new images, stopped. Answers come by number; one that does not come in time
// counts as none.
import type { ChildProcess } from 'node:child_process';
import type { AggregateRow, LiveSnapshot } from '../engine/native.ts';
import { Link, type LinkOptions } from './link.ts';
import {
  type EngineStarted,
  type EngineStatus,
  type FromEngine,
  type Images,
  type StartEngine,
  tell,
} from './messages.ts';

export interface EngineEnd {
  readonly snapshot: LiveSnapshot;
  readonly rows: readonly AggregateRow[];
  readonly state: Uint8Array;
}

export interface EngineLinkOptions extends LinkOptions {
  /** What the next engine is started with. */
  readonly order: () => StartEngine;
  readonly onStarted: (started: EngineStarted, isAgain: boolean) => void;
  /** What was `silent` when it was asked to reload does not take the images after all. */
  readonly onLateRefusal: (why: string) => void;
}

const answer_ms = 2_000;

export class EngineLink extends Link<FromEngine> {
  readonly #options: EngineLinkOptions;
  readonly #asked = new Map<number, (answer: EngineStatus | undefined) => void>();
  #nextId = 1;
  #starts = 0;
  #end: EngineEnd | undefined;
  /** The newest reload of which nothing was heard in time. */
  #silent: number | undefined;
  #reload:
    | { readonly id: number; answer(answered: 'taken' | 'absent' | { refused: string }): void }
    | undefined;

  constructor(options: EngineLinkOptions) {
    super('engine', options);
    this.#options = options;
  }

  /** Undefined while the engine is not there, or too busy to say. */
  ask(rows: boolean): Promise<EngineStatus | undefined> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      if (!this.isReady || !tell(this.keeper.child, { kind: 'status', id, rows })) {
        resolve(undefined);
        return;
      }
      const answer = (message: EngineStatus | undefined) => {
        clearTimeout(timer);
        this.#asked.delete(id);
        resolve(message);
      };
      const timer = setTimeout(() => answer(undefined), answer_ms);
      this.#asked.set(id, answer);
    });
  }

  /**
   * Whether the engine took them; `absent` is one that starts with them later, `silent` one that has
   * not said so in time.
   */
  async reload(images: Images): Promise<'taken' | 'absent' | 'silent' | { refused: string }> {
    const id = this.#nextId++;
    this.#silent = undefined;
    if (!this.isReady || !tell(this.keeper.child, { kind: 'reload', id, images })) return 'absent';
    return new Promise((resolve) => {
      const answer = (answered: 'taken' | 'absent' | 'silent' | { refused: string }) => {
        clearTimeout(timer);
        this.#reload = undefined;
        resolve(answered);
      };
      const timer = setTimeout(() => {
        this.#silent = id;
        answer('silent');
      }, answer_ms);
      this.#reload = { id, answer };
    });
  }

  /** Its last counts; `absent` when none was listening, `cut` when it did not come to an end by itself. */
  async stop(patience_ms: number): Promise<EngineEnd | 'absent' | 'cut'> {
    const wasListening = this.isReady;
    this.keeper.retire();
    tell(this.keeper.child, { kind: 'stop' });
    await this.keeper.end(patience_ms);
    return this.#end ?? (wasListening ? 'cut' : 'absent');
  }

  protected override onUp(child: ChildProcess): void {
    tell(child, this.#options.order());
  }

  protected override onMessage(message: FromEngine): void {
    switch (message.kind) {
      case 'started':
        this.setReady();
        this.#starts += 1;
        this.#options.onStarted(message, this.#starts > 1);
        break;
      case 'status':
        this.#asked.get(message.id)?.(message);
        break;
      case 'reloaded':
        // A late word about an earlier one is none about this.
        if (this.#reload?.id === message.id)
          this.#reload.answer(
            message.refused === undefined ? 'taken' : { refused: message.refused },
          );
        else if (this.#silent === message.id) {
          this.#silent = undefined;
          if (message.refused !== undefined) this.#options.onLateRefusal(message.refused);
        }
        break;
      case 'ended':
        this.#end = { snapshot: message.snapshot, rows: message.rows, state: message.state };
        break;
    }
  }

  protected override onDown(): void {
    for (const answer of [...this.#asked.values()]) answer(undefined);
    this.#silent = undefined; // the next one starts with the new images
    this.#reload?.answer('absent');
  }
}
