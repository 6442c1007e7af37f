// SPDX-License-Identifier: Apache-2.0
// The only place that loads the addon. What the addon offers is written here as types; values
// that come over are checked by the native side at its door, so that the rest of src/ sees
// ordinary objects. Loading is late: commands that need no native code run without it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { exitCode, failure } from '../base/errors.ts';

/**
 * Where decoding stopped; the offset counts from the start of the frame. At and beyond its captured
 * octets stand the messages that it completed, as everywhere where places are told.
 */
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
  /** Numbers of the frames that carry it, in order. */
  readonly frames: readonly number[];
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

/** Days on which the subscribers of one home were heard of at one network (roamer_days.hpp). */
export interface RoamerDaysRow {
  /** Months since 1970-01, UTC. */
  readonly month: number;
  /** Numbers of parties in the network image; 0 unknown. */
  readonly home: number;
  readonly visited: number;
  /** The row of what found no room. */
  readonly isOther: boolean;
  readonly days: number;
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
  /** Number of the table ss7_variant: as its first message was read. */
  readonly variant: number;
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
  /** Number of a frame whose facts explanations() tells. */
  readonly explainedFrame?: number;
}

/** What became of a message of the explained frame. */
export interface Explanation {
  /** `request`, `end` and `deadline` have the facts that rules were given then. */
  readonly what: 'request' | 'end' | 'deadline' | 'copy' | 'repeated' | 'retransmission';
  readonly message: number;
  /** The frame that it repeats, or in which the dialogue ended; 0 unknown. */
  readonly other: number;
  readonly time: bigint;
  /** Place in the link image, -1 for a link that is not configured. */
  readonly link: number;
  /** By id. */
  readonly facts: readonly number[];
  readonly anomalies: bigint;
}

/** How often rules fired under the policy in force. */
export interface RuleHits {
  /** In the order of the policy, by the mode that the rule had for what it fired on. */
  readonly rules: readonly {
    readonly id: string;
    readonly off: number;
    readonly learn: number;
    readonly test: number;
    readonly active: number;
  }[];
  /** How often each mode for a peer decided, in the order of the policy. */
  readonly exceptions: readonly number[];
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
  ruleHits(): RuleHits;
  explanations(): Explanation[];
  aggregates(): AggregateRow[];
  roamerDays(): RoamerDaysRow[];
  links(): NativeLink[];
  /** How reading each file ended, in the order of open(). */
  files(): { readonly end: SourceEnd; readonly diagnostic: string }[];
  position(): number;
  size(): number;
  /** Packet time of the first and the newest message, ns; 0 before the first. */
  times(): readonly [bigint, bigint];
  /** Takes a state image over, before the first frame. @throws Error with code ERR_IMAGE. */
  restoreState(image: Uint8Array): void;
  /** The state image of now, for the next run. */
  saveState(): Buffer;
  coverage(): StateCoverage;
  stateOctets(): number;
}

/** Interface of a live capture by this process; see CaptureConfig in src/config. */
export interface LiveCapture {
  readonly interface: string;
  /** Sockets that share the frames. */
  readonly rings: number;
  readonly blockOctets: number;
  readonly blocks: number;
  readonly blockTimeoutMs: number;
  readonly snapOctets: number;
  readonly promiscuous: boolean;
  readonly prefilter: boolean;
  readonly diameterPorts: readonly number[];
}

export interface LiveEngineOptions {
  readonly networks: readonly Uint8Array[];
  readonly policy: Uint8Array;
  readonly links: Uint8Array;
  readonly pseudonymKey: Uint8Array;
  readonly tap: number;
  readonly resident: boolean;
  /** Of makeRing() and makeDoorbell(); both stay the caller's to close. */
  readonly ringDescriptor: number;
  readonly doorbellDescriptor: number;
  /** The only processor of the engine's thread, or -1. */
  readonly cpu: number;
  /** Octets of past frames kept for the evidence of what is found later. */
  readonly windowOctets: number;
  readonly captures: readonly LiveCapture[];
  /** End of a socketPair() whose other end the opener has; -1 without captures. */
  readonly openerDescriptor: number;
  /** Frames come by feed(); then `captures` is empty. */
  readonly queued: boolean;
  /**
   * `line`: the times are those of a clock that may be set, so that a gap is no proof that nothing
   * was answered meanwhile. `file`: the times are right, whatever their gaps.
   */
  readonly packetClock: 'line' | 'file';
  /** LINKTYPE_ value of what is fed; Ethernet when left out. */
  readonly linkType?: number;
  /** Called once, when everything after stop() is done and the thread has ended. */
  readonly onEnd: () => void;
}

/** Where the time of a frame comes from. */
export type TimestampSource = 'unknown' | 'software' | 'raw_hardware';

/**
 * What one interface gave, counted since it was opened. Once traffic is quiet,
 * `interfaceReceived = filtered + kernelDrops + received` and `received = handedOut + opaque + damaged`.
 */
export interface CaptureStatus {
  readonly interface: string;
  readonly isUp: boolean;
  /** The opener did not answer: what the interface itself counts is as last known. */
  readonly isStale: boolean;
  readonly timestamps: TimestampSource;
  /** Frames handed over by the kernel; frames for which its ring had no room, and how often. */
  readonly received: number;
  readonly kernelDrops: number;
  readonly freezes: number;
  /** Frames passed by because they hold no signalling. */
  readonly filtered: number;
  /** As the interface counts: what came in, and what the network card lost for want of room. */
  readonly interfaceReceived: number;
  readonly interfaceMissed: number;
  /** What came in as the interface has it, from before it was opened too; left out by `cap`. */
  readonly interfaceTotal?: number;
  /** Frames to decode; encrypted ones, counted by their header; records that contradict themselves. */
  readonly handedOut: number;
  readonly opaque: number;
  readonly damaged: number;
  /** Frames that were longer than what is taken of one. */
  readonly overSlot: number;
  /** Times that the link went down, and that a new interface of the name was opened. */
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

/** How much of the serving state is known (native/state/coverage.hpp). */
export interface StateCoverage {
  /** False before there were enough requests to tell. */
  readonly isMeasured: boolean;
  readonly percent: number;
  /** Rules that need it are held back. */
  readonly lacks: boolean;
}

export interface LiveSnapshot {
  readonly counters: Readonly<Record<string, number>>;
  /** Left out by an engine that does not tell them. */
  readonly ruleHits?: RuleHits;
  /** Left out by an engine that does not tell it. */
  readonly coverage?: StateCoverage;
  /** In the order of `LiveEngineOptions.captures`. */
  readonly captures: readonly CaptureStatus[];
  /** Packet time of the first and the newest message, ns; 0 before the first. */
  readonly times: readonly [bigint, bigint];
  readonly stateOctets: number;
  readonly openDialogues: number;
  /** Left out by an engine that does not tell them. */
  readonly tables?: readonly TableStatus[];
  /** Octets of the ring that wait for the consumer, and of all that was ever written. */
  readonly ringWaiting: number;
  readonly ringWritten: number;
  /** Records that found no room since the ring was made. */
  readonly ringLost: number;
  /** Engines that have attached to the ring, this one included. */
  readonly ringEpoch: number;
  /** Processor time of the engine's thread. */
  readonly threadNs: number;
}

export type EngineImages = Pick<LiveEngineOptions, 'networks' | 'policy' | 'links'>;

/** The engine on a thread of its own. Questions are answered by that thread, within milliseconds. */
export interface LiveEngine {
  /** @throws Error when there is no such processor, no thread, or it was started before. */
  start(): void;
  /** No more frames; what is held is screened, open dialogues end, then `onEnd`. */
  stop(): void;
  status(): LiveSnapshot;
  aggregates(): AggregateRow[];
  links(): NativeLink[];
  /** @throws Error with code ERR_IMAGE when one is refused: then all stay as they were. */
  reload(images: EngineImages): void;
  /** Takes a state image over, before start(). @throws Error with code ERR_IMAGE. */
  restoreState(image: Uint8Array): void;
  /** The state image for the next run, once `onEnd` was called. */
  saveState(): Buffer;
  /** Hands over one frame; its octets are copied. False when there was no room: it is counted. */
  feed(frame: Uint8Array, wireOctets: number, seconds: number, nanoseconds: number): boolean;
  /**
   * Takes from the whole process, for good, what decoding does not need: capabilities, opening,
   * connecting, executing (native/base/confine.hpp). Nothing can be loaded afterwards, and
   * `process.memoryUsage()` throws. A sentence for each thing that could not be done.
   */
  confine(): string[];
}

export interface Watch {
  close(): void;
}

/**
 * One pass over a capture, without state: what reading, and decoding, cost. `ns` is processor
 * time of the thread.
 */
export interface BenchPass {
  readonly frames: number;
  /** 0 when nothing was decoded. */
  readonly messages: number;
  /** Of the frames that hold a message. */
  readonly octets: number;
  readonly ns: number;
}

/** Frames of an interface, counted and nothing more: for measuring alone. */
export interface RingCounter {
  stop(): {
    readonly frames: number;
    readonly octets: number;
    readonly threadNs: number;
    readonly capture: CaptureStatus;
  };
}

export interface Addon {
  readonly RingCounter: new (
    openerDescriptor: number,
    capture: LiveCapture,
    cpu: number,
  ) => RingCounter;
  readonly benchPass: (path: string, decodes: boolean) => BenchPass;
  /** First and last packet time in ns; null without frames. Throws ERR_CAPTURE. */
  readonly captureTimes: (path: string) => readonly [bigint, bigint] | null;
  /** `variant` is a number of the table ss7_variant. */
  readonly FrameReader: new (
    path: string,
    variant: number,
    verifyChecksums: boolean,
  ) => FrameReader;
  readonly Engine: new (options: EngineOptions) => Engine;
  readonly LiveEngine: new (options: LiveEngineOptions) => LiveEngine;
  /** An empty ring (a power of two of octets); its descriptor is the caller's to close. */
  readonly makeRing: (octets: number) => number;
  /** An eventfd, the caller's to close. */
  readonly makeDoorbell: () => number;
  /** Two joined sockets, the caller's to close. */
  readonly socketPair: () => [number, number];
  /** The memory of a ring, for RingReader; the descriptor may be closed afterwards. */
  readonly mapRing: (descriptor: number) => ArrayBuffer;
  /** This process leaves no core file and lets nobody look into it; what could not be done. */
  /** Whose process is at the other end of a connected unix socket: a name, or a number without one. */
  readonly peerUser: (descriptor: number) => string;
  readonly forbidDumps: () => string[];
  /** Calls back each time that the doorbell rang, until closed; keeps the process alive. */
  readonly watch: (descriptor: number, callback: () => void) => Watch;
  readonly schema: NativeSchema;
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
