// SPDX-License-Identifier: Apache-2.0
// What the engines of one run have told together. One that dies takes its counts with it, and its
// kernel ring, and until the next one listens nobody does: the ledger keeps what each told last,
// and names the frames that are in no count. The interface goes on counting, so that they are known
// exactly, but for one thing: what an engine screened in its last second, after it had last told,
// is among them, since nobody can tell any more.
import type { AggregateRow, CaptureStatus, LiveSnapshot } from '../engine/native.ts';

/** Frames of engines that ended. */
export interface Unheard {
  /** Came in after an engine had last told and before the next one listened. */
  readonly away: number;
  /** Handed over by the kernel, and not looked at when the engine last told. */
  readonly held: number;
}

export interface LedgerTotals {
  readonly snapshot: LiveSnapshot;
  readonly unheard: Unheard;
}

export class EngineLedger {
  #ended: LedgerTotals | undefined;
  #endedRows: readonly AggregateRow[] = [];
  #current: LiveSnapshot | undefined;
  #rows: readonly AggregateRow[] = [];

  /** What the running engine tells; another epoch of the ring is another engine. */
  note(snapshot: LiveSnapshot, rows?: readonly AggregateRow[]): void {
    if (this.#current !== undefined && snapshot.ringEpoch !== this.#current.ringEpoch) {
      this.#ended = {
        snapshot:
          this.#ended === undefined ? this.#current : sum(this.#ended.snapshot, this.#current),
        unheard: {
          away: (this.#ended?.unheard.away ?? 0) + awayBetween(this.#current, snapshot),
          held: (this.#ended?.unheard.held ?? 0) + inFlight(this.#current),
        },
      };
      this.#endedRows = [...this.#endedRows, ...this.#rows];
      this.#rows = [];
    }
    this.#current = snapshot;
    if (rows !== undefined) this.#rows = rows;
  }

  /** Undefined before the first engine told. */
  get totals(): LedgerTotals | undefined {
    if (this.#current === undefined) return undefined;
    if (this.#ended === undefined)
      return { snapshot: this.#current, unheard: { away: 0, held: 0 } };
    return { ...this.#ended, snapshot: sum(this.#ended.snapshot, this.#current) };
  }

  /** Counts of judged requests; those of an engine that died as it last told them. */
  get rows(): readonly AggregateRow[] {
    return [...this.#endedRows, ...this.#rows];
  }
}

/** Frames that the kernel handed over and no counter has. */
export function inFlight({ captures, counters }: LiveSnapshot): number {
  const read = counters.frames_read ?? 0;
  return captures.reduce((held, one) => held + one.received - one.opaque - one.damaged, -read);
}

function awayBetween(before: LiveSnapshot, after: LiveSnapshot): number {
  return after.captures.reduce((away, one) => {
    const old = before.captures.find((other) => other.interface === one.interface)?.interfaceTotal;
    if (old === undefined || one.interfaceTotal === undefined) return away;
    // An interface that was made anew meanwhile began at zero.
    return away + Math.max(0, one.interfaceTotal - one.interfaceReceived - old);
  }, 0);
}

/** Counts of both; what is a state and no count is the later one's. */
function sum(before: LiveSnapshot, after: LiveSnapshot): LiveSnapshot {
  const counters: Record<string, number> = { ...before.counters };
  for (const [name, count] of Object.entries(after.counters))
    counters[name] = (counters[name] ?? 0) + count;
  const [first, last] = before.times;
  return {
    ...after,
    counters,
    captures: after.captures.map((one) => {
      const old = before.captures.find((other) => other.interface === one.interface);
      return old === undefined ? one : sumOfCaptures(old, one);
    }),
    times: [first === 0n ? after.times[0] : first, after.times[1] === 0n ? last : after.times[1]],
    threadNs: before.threadNs + after.threadNs,
  };
}

function sumOfCaptures(before: CaptureStatus, after: CaptureStatus): CaptureStatus {
  const of = (name: CountOfCapture) => before[name] + after[name];
  return {
    ...after,
    received: of('received'),
    kernelDrops: of('kernelDrops'),
    freezes: of('freezes'),
    filtered: of('filtered'),
    interfaceReceived: of('interfaceReceived'),
    interfaceMissed: of('interfaceMissed'),
    handedOut: of('handedOut'),
    opaque: of('opaque'),
    damaged: of('damaged'),
    overSlot: of('overSlot'),
    flaps: of('flaps'),
    reopened: of('reopened'),
  };
}

type CountOfCapture =
  | 'received'
  | 'kernelDrops'
  | 'freezes'
  | 'filtered'
  | 'interfaceReceived'
  | 'interfaceMissed'
  | 'handedOut'
  | 'opaque'
  | 'damaged'
  | 'overSlot'
  | 'flaps'
  | 'reopened';
