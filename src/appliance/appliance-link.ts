// SPDX-License-Identifier: Apache-2.0
// The process with the store and the control socket, as the supervisor sees it: told where they are,
// it tells the pseudonym key of the store and how far storing has come; it asks for the state of the
// rest when a client wants to know.
import type { ChildProcess } from 'node:child_process';
import type { SavedState } from '../store/saved-state.ts';
import { Link, type LinkOptions } from './link.ts';
import { type FromAppliance, type StartAppliance, tell } from './messages.ts';
import type { RunDescription } from './run-description.ts';
import type { RunState, StoreState } from './status.ts';

export interface ApplianceLinkOptions extends LinkOptions {
  readonly order: StartAppliance;
  readonly onOpened: (pseudonymKey: Uint8Array, state: SavedState | undefined) => void;
  readonly runState: () => Promise<RunState>;
}

export class ApplianceLink extends Link<FromAppliance> {
  readonly #options: ApplianceLinkOptions;
  #store: StoreState | undefined;
  #isDrained = false;

  constructor(options: ApplianceLinkOptions) {
    super('appliance', options);
    this.#options = options;
  }

  /** At most a second old; undefined before the first. */
  get store(): StoreState | undefined {
    return this.#store;
  }

  /** False when nobody is there to keep it: the next description replaces it anyway. */
  describe(description: RunDescription): boolean {
    return this.isReady && tell(this.keeper.child, { kind: 'describe', description });
  }

  /** False when nobody is there to keep it: the next run begins with what the last one kept. */
  keep(state: SavedState): boolean {
    return this.isReady && tell(this.keeper.child, { kind: 'keep', state });
  }

  /** True when everything in the ring was stored. */
  async stop(patience_ms: number): Promise<boolean> {
    this.keeper.retire();
    tell(this.keeper.child, { kind: 'stop' });
    await this.keeper.end(patience_ms);
    return this.#isDrained;
  }

  protected override onUp(child: ChildProcess): void {
    tell(child, this.#options.order);
  }

  protected override onMessage(message: FromAppliance): void {
    switch (message.kind) {
      case 'opened':
        this.setReady();
        this.#options.onOpened(message.pseudonymKey, message.state);
        break;
      case 'state':
        this.#store = message.state;
        break;
      case 'ask':
        void this.#options.runState().then((state) => {
          tell(this.keeper.child, { kind: 'answer', id: message.id, state });
        });
        break;
      case 'stopped':
        this.#store = message.state;
        this.#isDrained = message.isDrained;
        break;
    }
  }
}
