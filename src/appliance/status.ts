// SPDX-License-Identifier: Apache-2.0
// The state of a running appliance as one object, and the judgement whether it is well: what
// `status` prints and its JSON is. Pure functions over what the processes tell; every reason names
// the figure it rests on. Identities do not come here.
import { messagesByTechnology } from '../base/message-counts.ts';
import { formatTime } from '../base/time.ts';
import { version } from '../base/version.ts';
import type { CaptureStatus, LiveSnapshot, RuleHits, TableStatus } from '../engine/native.ts';
import { dayOf } from '../network/day.ts';
import type { ModeForInput } from '../rules/modes.ts';
import { counterGroups } from '../schema/counters.ts';
import { type CoverageStatus, coverageStatus } from './coverage.ts';
import type { Unheard } from './engine-ledger.ts';
import type { KeeperState } from './keeper.ts';
import type { StoreTrouble } from './ring-consumer.ts';
import { type StandingRow, standingRows } from './standing.ts';

/** Losses that grew within this time make the health amber; older ones only stand in the table. */
export const recent_s = 60;
/** A process that died within this time is worth a reason. */
const restart_s = 600;
const ringFullShare = 0.5;

/** What the supervisor knows. */
export interface RunState {
  readonly tap: string;
  readonly backend: 'af_packet' | 'cap';
  readonly uptime_s: number;
  readonly processes: readonly KeeperState[];
  /** What all engines of the run have told, and how old that is; undefined before the first word. */
  readonly snapshot: LiveSnapshot | undefined;
  readonly unheard?: Unheard | undefined;
  readonly snapshotAge_s: number;
  /** What the engine could not give up; undefined when it is not confined. */
  readonly unconfined: readonly string[] | undefined;
  /** Losses by name that grew within the last minute, by how much since the start. */
  readonly recentLosses: Readonly<Record<string, number>>;
  readonly rules: RulesState;
}

export interface RulesState {
  readonly ruleSet: string;
  /** Rules by mode. */
  readonly modes: Readonly<Record<string, number>>;
  readonly networks: number;
  readonly links: number;
  readonly reloads: number;
  /** Problems of the last reload, when it was refused. */
  readonly refused: readonly string[];
  /** Ids of those that wait for enough serving state. */
  readonly needingState?: readonly string[];
  /** In the order of the policy. */
  readonly modesFor?: readonly ModeForInput[];
}

/** What the appliance process knows. */
export interface StoreState {
  readonly directory: string;
  readonly stored: number;
  readonly known: number;
  readonly trouble: StoreTrouble | undefined;
  readonly octets: number;
  readonly freeOctets: number;
  readonly ring: RingState;
  readonly control: ControlState;
}

export interface RingState {
  readonly octets: number;
  readonly waiting: number;
  readonly lost: number;
  /** Engines that have written to it. */
  readonly engines: number;
}

export interface ControlState {
  readonly clients: number;
  readonly refused: number;
  /** Findings that a reader of `tail` was too slow for. */
  readonly missed: number;
}

/**
 * Frames by what became of them. Once traffic is quiet, each of two sums counts the same frames
 * twice: `arrived = filtered + kernel_drops + received + away`, and
 * `received = screened + undecodable + opaque + damaged + held` with nothing in flight.
 */
export interface FrameAccount {
  /** As the interfaces count. */
  readonly arrived: number;
  readonly filtered: number;
  readonly kernel_drops: number;
  readonly received: number;
  /** Came while no engine listened, after one had died. */
  readonly away: number;
  readonly screened: number;
  readonly undecodable: number;
  /** Encrypted: known by the header, or met by a decoder. */
  readonly opaque: number;
  readonly damaged: number;
  /** Lay in the ring of an engine that died. */
  readonly held: number;
  /** Handed over by the kernel and not yet looked at. */
  readonly in_flight: number;
  /** True when kernel drops cannot be counted (`cap`). */
  readonly drops_unknown: boolean;
}

export interface Health {
  readonly state: 'green' | 'amber' | 'red';
  readonly reasons: readonly string[];
}

export interface Status {
  readonly product: string;
  readonly tap: string;
  readonly backend: 'af_packet' | 'cap';
  readonly uptime_s: number;
  readonly health: Health;
  readonly first: string | null;
  readonly last: string | null;
  readonly interfaces: readonly CaptureStatus[];
  readonly frames: FrameAccount;
  /** By technology. */
  readonly messages: Readonly<Record<string, number>>;
  readonly findings: number;
  readonly open_dialogues: number;
  readonly state_octets: number;
  readonly tables: readonly TableStatus[];
  readonly ring: RingState;
  readonly store: Omit<StoreState, 'ring' | 'control'>;
  readonly processes: readonly KeeperState[];
  readonly confined: boolean;
  readonly rules: Omit<RulesState, 'modesFor' | 'needingState'>;
  readonly coverage: CoverageStatus;
  /** Modes for peers that decided something, or expired; counted since the last reload. */
  readonly standing: readonly StandingRow[];
  readonly rule_hits: RuleHits;
  readonly control: ControlState;
  /** Counters of src/schema/counters.ts that are not zero. */
  readonly counters: Readonly<Record<string, number>>;
}

export function composeStatus(run: RunState, store: StoreState): Status {
  const { snapshot } = run;
  const counters = snapshot?.counters ?? {};
  const [first, last] = snapshot?.times ?? [0n, 0n];
  const { ring, control, ...rest } = store;
  const { modesFor = [], needingState = [], ...rules } = run.rules;
  const hits = snapshot?.ruleHits ?? { rules: [], exceptions: [] };
  return {
    product: `sigwarden ${version}`,
    tap: run.tap,
    backend: run.backend,
    uptime_s: run.uptime_s,
    health: healthOf(run, store),
    first: first === 0n ? null : formatTime(first),
    last: last === 0n ? null : formatTime(last),
    interfaces: snapshot?.captures ?? [],
    frames: accountOf(snapshot, run.backend === 'cap', run.unheard),
    messages: messagesByTechnology(counters),
    findings: counters.findings ?? 0,
    open_dialogues: snapshot?.openDialogues ?? 0,
    state_octets: snapshot?.stateOctets ?? 0,
    tables: snapshot?.tables ?? [],
    ring,
    store: rest,
    processes: run.processes,
    confined: run.unconfined?.length === 0,
    rules,
    coverage: coverageStatus(snapshot?.coverage, needingState, counters),
    standing: standingRows(hits, modesFor, dayOf(last)),
    rule_hits: hits,
    control,
    counters: Object.fromEntries(Object.entries(counters).filter(([, count]) => count > 0)),
  };
}

/** Every frame that the interfaces saw, once. */
export function accountOf(
  snapshot: LiveSnapshot | undefined,
  dropsUnknown: boolean,
  { away, held }: Unheard = { away: 0, held: 0 },
): FrameAccount {
  const captures = snapshot?.captures ?? [];
  const count = (name: string) => snapshot?.counters[name] ?? 0;
  const sum = (of: (one: CaptureStatus) => number) =>
    captures.reduce((total, one) => total + of(one), 0);
  const received = sum((one) => one.received);
  const read = count('frames_read');
  const undecodable = count('frames_undecodable') + count('frames_link_unsupported');
  const opaqueHeaders = sum((one) => one.opaque);
  const damaged = sum((one) => one.damaged);
  return {
    arrived: sum((one) => one.interfaceReceived) + away,
    away,
    filtered: sum((one) => one.filtered),
    kernel_drops: sum((one) => one.kernelDrops),
    received,
    screened: read - undecodable - count('packets_opaque'),
    undecodable,
    opaque: opaqueHeaders + count('packets_opaque'),
    damaged,
    held,
    in_flight: received - opaqueHeaders - damaged - read - held,
    drops_unknown: dropsUnknown,
  };
}

/** Told by interface, or by the ring: not twice. */
const toldElsewhere: ReadonlySet<string> = new Set(['records_lost', 'frames_kernel_dropped']);

/** Losses of a snapshot by name: those whose growth makes the health amber. */
export function lossesOf(
  snapshot: LiveSnapshot,
  { away, held }: Unheard = { away: 0, held: 0 },
): Record<string, number> {
  const losses: Record<string, number> = { 'frames that no engine screened': away + held };
  for (const one of snapshot.captures) {
    losses[`frames lost in the kernel ring of ${one.interface}`] = one.kernelDrops;
    losses[`frames lost by ${one.interface} itself`] = one.interfaceMissed;
  }
  losses['records that found the ring full'] = snapshot.ringLost;
  losses['frames that found the queue full'] = snapshot.counters.frames_queue_full ?? 0;
  for (const name of counterGroups.lost)
    if (!toldElsewhere.has(name)) losses[name.replaceAll('_', ' ')] = snapshot.counters[name] ?? 0;
  return losses;
}

export function healthOf(run: RunState, store: StoreState): Health {
  const red: string[] = [];
  const amber: string[] = [];
  for (const one of run.processes) {
    if (one.state !== 'running') red.push(`the ${one.name} is not running: it ${one.lastEnd}`);
    else if (one.restarts > 0 && one.age_s < restart_s)
      amber.push(
        `the ${one.name} was started again ${one.restarts} times, last ${one.age_s} s ago: it ${one.lastEnd}`,
      );
  }
  if (run.snapshot === undefined) red.push('the engine has not told its state yet');
  else if (run.snapshotAge_s > 5)
    red.push(`the engine has not told its state for ${run.snapshotAge_s} s`);
  for (const one of run.snapshot?.captures ?? [])
    if (!one.isUp) amber.push(`${one.interface} is down`);
  for (const [name, count] of Object.entries(run.recentLosses))
    amber.push(`${count} ${name}, some of them in the last ${recent_s} s`);
  if (store.trouble !== undefined)
    amber.push(
      `nothing is stored for ${store.trouble.seconds} s, tried again ${store.trouble.retries} times: ` +
        store.trouble.message,
    );
  const share = store.ring.waiting / store.ring.octets;
  if (share > ringFullShare)
    amber.push(
      `the ring is ${Math.round(100 * share)} % full: the store is slower than the traffic`,
    );
  if (run.rules.refused.length > 0)
    amber.push('the last reload was refused: an older configuration holds');
  if (run.unconfined !== undefined && run.unconfined.length > 0)
    amber.push(`the engine could not give up: ${run.unconfined.join(', ')}`);
  const state = red.length > 0 ? 'red' : amber.length > 0 ? 'amber' : 'green';
  return { state, reasons: [...red, ...amber] };
}

/** Remembers which losses grew lately. Monotonic seconds. */
export class LossWatch {
  readonly #seen = new Map<string, { count: number; grownAt: number }>();

  note(losses: Readonly<Record<string, number>>, now_s: number): void {
    for (const [name, count] of Object.entries(losses)) {
      const known = this.#seen.get(name);
      // After an engine's restart its counts begin anew.
      if (count > (known !== undefined && known.count <= count ? known.count : 0))
        this.#seen.set(name, { count, grownAt: now_s });
      else if (known !== undefined) known.count = count;
    }
  }

  recent(now_s: number): Record<string, number> {
    const entries = [...this.#seen].filter(
      ([, { count, grownAt }]) => count > 0 && now_s - grownAt <= recent_s,
    );
    return Object.fromEntries(entries.map(([name, { count }]) => [name, count]));
  }
}
