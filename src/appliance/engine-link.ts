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
}

export interface EngineLinkOptions extends LinkOptions {
  /** What the next engine is started with. */
  readonly order: () => StartEngine;
  readonly onStarted: (started: EngineStarted, isAgain: boolean) => void;
}

const answer_ms = 2_000;

export class EngineLink extends Link<FromEngine> {
  readonly #options: EngineLinkOptions;
  readonly #asked = new Map<number, (answer: EngineStatus | undefined) => void>();
  #nextId = 1;
  #starts = 0;
  #end: EngineEnd | undefined;
  #reloaded: ((refused: string | undefined) => void) | undefined;

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

  /** Whether the engine took them; `absent` is one that starts with them later. */
  async reload(images: Images): Promise<'taken' | 'absent' | { refused: string }> {
    if (!this.isReady) return 'absent';
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('absent'), answer_ms);
      this.#reloaded = (refused) => {
        clearTimeout(timer);
        resolve(refused === undefined ? 'taken' : { refused });
      };
      tell(this.keeper.child, { kind: 'reload', images });
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
        this.#reloaded?.(message.refused);
        break;
      case 'ended':
        this.#end = { snapshot: message.snapshot, rows: message.rows };
        break;
    }
  }

  protected override onDown(): void {
    for (const answer of [...this.#asked.values()]) answer(undefined);
  }
}
