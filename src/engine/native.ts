// SPDX-License-Identifier: Apache-2.0
// The only place that loads the addon. What the addon offers is written here as types; values
// that come over are checked by the native side at its door, so that the rest of src/ sees
// ordinary objects. Loading is late: commands that need no native code run without it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { exitCode, failure } from '../base/errors.ts';

/** Where decoding stopped; the offset counts from the start of the frame. */
export interface NativeFault {
  readonly layer: string;
  readonly name: string;
  readonly offset: number;
}

export interface NativeMessage {
  readonly index: number;
  /** Octets of the SCTP user message or Diameter message in the frame. */
  readonly offset: number;
  readonly length: number;
  readonly anomalies: readonly string[];
  readonly fault: NativeFault | null;
}

export interface NativeFrame {
  readonly number: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Octets in the file and on the wire. */
  readonly captured: number;
  readonly original: number;
  /** Below the messages: link, network, transport. */
  readonly fault: NativeFault | null;
  readonly messages: readonly NativeMessage[];
  /** Rows of `NativeSchema.columns`, one a field, in the order of the wire. */
  readonly numbers: Int32Array;
  readonly values: readonly string[];
}

/**
 * What the numbers of a field row mean. A row with field 0 opens a layer; message -1 is below
 * messages.
 */
export interface NativeSchema {
  readonly fields: readonly { readonly name: string; readonly isLabel: boolean }[];
  readonly protocols: readonly string[];
  readonly columns: readonly string[];
}

export type SourceEnd = 'none' | 'complete' | 'truncated' | 'damaged';

export interface FrameReader {
  /**
   * Frames from number `from` on, at most `frames`; with `withMessages` only those that hold one.
   * Empty at the end.
   */
  next(frames: number, from: number, withMessages: boolean): NativeFrame[];
  readonly end: SourceEnd;
  /** Why reading ended early, as a clause; empty otherwise. */
  readonly diagnostic: string;
  /** Octets read of octets in all. */
  readonly position: number;
  readonly size: number;
  /** Named counters of src/schema/counters.ts. */
  readonly counters: Readonly<Record<string, number>>;
}

/**
 * One exact count; enumerations are numbers of src/schema/tables.ts, networks are party numbers
 * of the image.
 */
export interface AggregateRow {
  /** Months since 1970-01, UTC, packet time. */
  readonly month: number;
  readonly operation: number;
  readonly source: number;
  readonly home: number;
  readonly technology: number;
  readonly direction: number;
  readonly isOwn: number;
  readonly whereabouts: number;
  readonly entitlement: number;
  readonly reason: number;
  readonly outcome: number;
  /** The row of what found no room: only `count` means something. */
  readonly isOther: boolean;
  readonly count: number;
}

export interface LinkEnd {
  /** Point code in decimal, or IP address. */
  readonly end: string;
  readonly address: string;
  /** Diameter identity, when it told one. */
  readonly host: string;
  readonly messages: number;
  readonly requests: number;
  readonly answered: number;
  readonly addressedHome: number;
  readonly answersHome: number;
}

export interface NativeLink {
  readonly technology: number;
  readonly networkIndicator: number;
  /** Of the configured link; empty for a learned one. */
  readonly name: string;
  /** 0 unknown, 1 the first end, 2 the second; as configured and as the traffic suggests. */
  readonly ours: number;
  readonly proposedOurs: number;
  readonly sides: readonly [LinkEnd, LinkEnd];
  readonly operations: readonly number[];
}

export interface EngineOptions {
  readonly networks: readonly Uint8Array[];
  readonly policy: Uint8Array;
  readonly links: Uint8Array;
  /** 16 octets; pseudonyms and the tables' secret derive from it. */
  readonly pseudonymKey: Uint8Array;
  /** First 32 bits of the hash of the tap's name. */
  readonly tap: number;
  /** Power of two. */
  readonly ringOctets: number;
  /** All state memory at once instead of at its first touch: for what runs long, or is measured. */
  readonly resident: boolean;
}

/** `ring_full`: drain the ring and call again; nothing was lost. */
export type EngineProgress = 'more' | 'ring_full' | 'end';

export interface Engine {
  /**
   * Opens capture files as one source in packet time. Throws an Error with code ERR_CAPTURE that
   * names the file.
   */
  open(paths: readonly string[]): void;
  run(frames: number): EngineProgress;
  /** Ends what is still open; again until it says `end`. */
  finish(): EngineProgress;
  /** Drops what waits in the ring: for measuring alone. */
  discard(): void;
  /** The ring's memory, for RingReader. */
  ring(): ArrayBuffer;
  counters(): Record<string, number>;
  aggregates(): AggregateRow[];
  links(): NativeLink[];
  /** How reading each file ended, in the order of open(). */
  files(): { readonly end: SourceEnd; readonly diagnostic: string }[];
  position(): number;
  size(): number;
  /** Packet time of the first and the newest message, ns; 0 before the first. */
  times(): readonly [bigint, bigint];
  stateOctets(): number;
}

/**
 * One pass over a capture, without state: what reading, and decoding, cost. `ns` is processor
 * time of the thread.
 */
export interface BenchPass {
  readonly frames: number;
  /** 0 when nothing was decoded. */
  readonly messages: number;
  readonly ns: number;
}

/** One interface to listen to, as the configuration has checked it. */
export interface CaptureOptions {
  readonly interface: string;
  /** Sockets among which the kernel spreads the flows. */
  readonly rings: number;
  readonly blockOctets: number;
  readonly blocks: number;
  readonly blockTimeoutMs: number;
  readonly snapOctets: number;
  readonly promiscuous: boolean;
  readonly prefilter: boolean;
  readonly diameterPorts: readonly number[];
}

/** Where the time of a frame comes from. */
export type TimestampSource = 'unknown' | 'software' | 'raw_hardware';

/** What one interface gave so far; counts since it was opened. */
export interface CaptureStatus {
  readonly interface: string;
  readonly isUp: boolean;
  readonly timestamps: TimestampSource;
  /** Frames handed over by the kernel. */
  readonly received: number;
  /** Frames for which the kernel ring had no room, and times at which it stood still for it. */
  readonly kernelDrops: number;
  readonly freezes: number;
  /** Frames that the kernel passed by because they hold no signalling. */
  readonly filtered: number;
  /** As the interface itself counts: what came in, and what it lost before anyone could take it. */
  readonly interfaceReceived: number;
  readonly interfaceDropped: number;
  /** Times the link went down, and the socket was opened again. */
  readonly flaps: number;
  readonly reopened: number;
}

/** One state table. */
export interface TableStatus {
  readonly name: string;
  readonly entries: number;
  readonly capacity: number;
  readonly octets: number;
}

/** What a live engine tells at one moment. */
export interface LiveSnapshot {
  readonly counters: Readonly<Record<string, number>>;
  readonly captures: readonly CaptureStatus[];
  /** Packet time of the first and the newest message, ns; 0 before the first. */
  readonly times: readonly [bigint, bigint];
  readonly tables: readonly TableStatus[];
  readonly stateOctets: number;
  readonly openDialogues: number;
  /** Octets in the ring that are not stored yet, and entries that found no room. */
  readonly ringWaiting: number;
  readonly ringLost: number;
  /** Whether state and rings lie on huge pages. */
  readonly hugePages: boolean;
}

export interface LiveEngineOptions extends Omit<EngineOptions, 'ringOctets' | 'resident'> {
  /** Descriptors of the ring's memory, its doorbell, and the socket to the opener (-1: none). */
  readonly ringDescriptor: number;
  readonly doorbellDescriptor: number;
  readonly openerDescriptor: number;
  /** Processor of the thread; -1 for any. */
  readonly cpu: number;
  readonly windowOctets: number;
  /** Interfaces taken by AF_PACKET; none with `queued`. */
  readonly captures: readonly CaptureOptions[];
  /** True when frames come by {@link LiveEngine.feed}. */
  readonly queued: boolean;
  /** Called once on the JavaScript thread when the engine's thread has ended. */
  readonly onEnd: () => void;
}

/** Capture, decoding and screening on a thread of its own; JavaScript only steers it. */
export interface LiveEngine {
  /** Starts the thread. Throws an Error with a code (EPERM, ENODEV, ERR_CAPTURE …) that says why not. */
  start(): void;
  /** No more frames; what waits is screened, open dialogues end, then `onEnd`. */
  stop(): void;
  status(): LiveSnapshot;
  aggregates(): AggregateRow[];
  links(): NativeLink[];
  reload(images: Pick<EngineOptions, 'networks' | 'policy' | 'links'>): void;
  /** A frame for a queued engine, copied; false when the queue is full, which is counted. */
  feed(frame: Uint8Array, wireOctets: number, seconds: number, nanoseconds: number): boolean;
  /** Gives up privileges and system calls for good; returns what could not be given up. */
  confine(): string[];
}

export interface Addon {
  readonly benchPass: (path: string, decodes: boolean) => BenchPass;
  readonly FrameReader: new (path: string) => FrameReader;
  readonly Engine: new (options: EngineOptions) => Engine;
  readonly schema: NativeSchema;
  /** Descriptors that outlive exec when they are handed to a child. */
  readonly makeRing: (octets: number) => number;
  readonly makeDoorbell: () => number;
  readonly socketPair: () => [number, number];
  /** The memory of a ring, for RingReader. */
  readonly mapRing: (descriptor: number) => ArrayBuffer;
  /** Calls back whenever the doorbell rang, once it is quiet again. */
  readonly watch: (descriptor: number, callback: () => void) => { close(): void };
  readonly LiveEngine: new (options: LiveEngineOptions) => LiveEngine;
}

const built = fileURLToPath(new URL('../../../build/Release/sigwarden.node', import.meta.url));
let loaded: Addon | undefined;

/**
 * The addon, loaded once. `SIGWARDEN_ADDON` names another build of it, as the pass under
 * sanitizers does.
 * @throws ProductError when it is not built or this processor cannot run it.
 */
export function native(): Addon {
  loaded ??= load(process.env.SIGWARDEN_ADDON ?? built);
  return loaded;
}

function load(path: string): Addon {
  requireProcessor(processorFlags());
  try {
    return createRequire(import.meta.url)(path) as Addon;
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    if ((cause as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND')
      throw failure(
        exitCode.failed,
        `${path}: the native module is not built`,
        'run `make native`',
      );
    throw failure(
      exitCode.failed,
      `${path}: the native module cannot be loaded: ${cause.message}`,
      'build it again on this machine with `make native`',
    );
  }
}

/**
 * The addon is compiled for x86-64-v3 (AVX2, BMI2, FMA): on an older processor its first
 * instruction would end the process with a signal, so the question is asked before it is loaded.
 * @throws ProductError naming what the processor lacks.
 */
export function requireProcessor(flags: ReadonlySet<string>): void {
  const missing = ['avx2', 'bmi2', 'fma'].filter((flag) => !flags.has(flag));
  if (flags.size === 0 || missing.length === 0) return;
  throw failure(
    exitCode.failed,
    `this processor lacks ${missing.join(', ')}, which the native module is compiled for`,
    'use a processor of 2013 or later (x86-64-v3), or let a virtual machine see its host’s',
  );
}

/** Features of the first processor; empty where /proc does not tell. */
function processorFlags(): Set<string> {
  try {
    const line = /^flags\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'latin1'));
    return new Set((line?.[1] ?? '').split(' ').filter((flag) => flag !== ''));
  } catch {
    return new Set();
  }
}
