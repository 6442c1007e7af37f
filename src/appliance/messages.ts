// SPDX-License-Identifier: Apache-2.0
// What the processes of `sigwarden run` say to each other over Node's channel: one union a
// direction, told apart by `kind`. The channel copies values whole (serialization 'advanced'), so
// that images and bigints pass as they are. Traffic never goes this way: it goes through the ring.
import type { ChildProcess } from 'node:child_process';
import type { ExitCode, Problem } from '../base/errors.ts';
import type { AggregateRow, CaptureStatus, LiveCapture, LiveSnapshot } from '../engine/native.ts';
import type { SavedState } from '../store/saved-state.ts';
import type { RunDescription } from './run-description.ts';
import type { RunState, StoreState } from './status.ts';

export type LogLevel = 'info' | 'warning' | 'error';

/** One thing that happened: `event` is stable, for machines; `message` is for people. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly event: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export type Log = (entry: LogEntry) => void;

export interface Images {
  readonly networks: readonly Uint8Array[];
  readonly policy: Uint8Array;
  readonly links: Uint8Array;
}

/** Sent by a child that cannot do its work; it ends afterwards. */
export interface Failed {
  readonly kind: 'failed';
  readonly exit: ExitCode;
  readonly problems: readonly Problem[];
}

export interface Logged {
  readonly kind: 'log';
  readonly entry: LogEntry;
}

export interface StartEngine {
  readonly kind: 'start';
  readonly images: Images;
  readonly pseudonymKey: Uint8Array;
  readonly tap: number;
  readonly backend: 'af_packet' | 'cap';
  readonly captures: readonly LiveCapture[];
  readonly windowOctets: number;
  readonly cpu: number;
  /** Serving state of the run before, in the numbers of these images. */
  readonly state: Uint8Array | undefined;
}

export type ToEngine =
  | StartEngine
  | { readonly kind: 'reload'; readonly id: number; readonly images: Images }
  /** With `rows` the answer holds the aggregates too. */
  | { readonly kind: 'status'; readonly id: number; readonly rows: boolean }
  | { readonly kind: 'stop' };

/** What one interface was opened with, and how far the engine gave up its privileges. */
export interface EngineStarted {
  readonly kind: 'started';
  readonly captures: readonly CaptureStatus[];
  readonly hugePages: boolean;
  /** What could not be given up; empty when the engine is confined, undefined when it is not. */
  readonly unconfined: readonly string[] | undefined;
  /** Claims taken over from the run before; undefined where there was none. */
  readonly claimsRestored: number | undefined;
}

export interface EngineStatus {
  readonly kind: 'status';
  readonly id: number;
  readonly snapshot: LiveSnapshot;
  readonly rows?: readonly AggregateRow[];
}

export type FromEngine =
  | EngineStarted
  | EngineStatus
  /** `refused`: why the engine kept the images it had. */
  | { readonly kind: 'reloaded'; readonly id: number; readonly refused?: string }
  | {
      readonly kind: 'ended';
      readonly snapshot: LiveSnapshot;
      readonly rows: readonly AggregateRow[];
      /** Serving state for the next run. */
      readonly state: Uint8Array;
    }
  | Failed
  | Logged;

export interface StartAppliance {
  readonly kind: 'start';
  readonly store: string;
  readonly keyFile: string | undefined;
  readonly control: string;
}

export type ToAppliance =
  | StartAppliance
  | { readonly kind: 'describe'; readonly description: RunDescription }
  /** Serving state for the next run, to be sealed. */
  | { readonly kind: 'keep'; readonly state: SavedState }
  /** The answer to `ask`. */
  | { readonly kind: 'answer'; readonly id: number; readonly state: RunState }
  | { readonly kind: 'stop' };

export type FromAppliance =
  | {
      readonly kind: 'opened';
      readonly pseudonymKey: Uint8Array;
      readonly state: SavedState | undefined;
    }
  /** Once a second. */
  | { readonly kind: 'state'; readonly state: StoreState }
  | { readonly kind: 'ask'; readonly id: number }
  /** `isDrained`: nothing is left in the ring. */
  | { readonly kind: 'stopped'; readonly state: StoreState; readonly isDrained: boolean }
  | Failed
  | Logged;

/** To a child; false when it is not there to hear it. */
export function tell(child: ChildProcess | undefined, message: ToEngine | ToAppliance): boolean {
  if (child?.connected !== true) return false;
  // A child that dies while we speak is told of by its exit.
  child.send(message, () => {});
  return true;
}
