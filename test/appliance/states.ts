// SPDX-License-Identifier: Apache-2.0
// States of a running appliance for tests: all well, with what a test wants otherwise.
import type { RunState, StoreState } from '../../src/appliance/status.ts';
import type { CaptureStatus, LiveSnapshot } from '../../src/engine/native.ts';

export function capture(changes: Partial<CaptureStatus> = {}): CaptureStatus {
  return {
    interface: 'eth1',
    isUp: true,
    isStale: false,
    timestamps: 'software',
    received: 100,
    kernelDrops: 0,
    freezes: 0,
    filtered: 900,
    interfaceReceived: 1000,
    interfaceMissed: 0,
    handedOut: 100,
    opaque: 0,
    damaged: 0,
    overSlot: 0,
    flaps: 0,
    reopened: 0,
    ...changes,
  };
}

export function snapshot(changes: Partial<LiveSnapshot> = {}): LiveSnapshot {
  return {
    counters: { frames_read: 100, messages_ss7: 80, frames_undecodable: 3, packets_opaque: 2 },
    captures: [capture()],
    times: [1_554_200_103_000_000_000n, 1_554_200_203_000_000_000n],
    tables: [{ name: 'dialogues', entries: 5, capacity: 1024, octets: 65_536 }],
    stateOctets: 65_536,
    openDialogues: 5,
    ringWaiting: 0,
    ringWritten: 4_096,
    ringEpoch: 1,
    threadNs: 1_000_000,
    ringLost: 0,
    ...changes,
  };
}

export function runState(changes: Partial<RunState> = {}): RunState {
  const process = { state: 'running', pid: 1234, restarts: 0, lastEnd: '', age_s: 100 } as const;
  return {
    tap: 'tap',
    backend: 'af_packet',
    uptime_s: 100,
    processes: [
      { name: 'appliance', ...process },
      { name: 'opener', ...process },
      { name: 'engine', ...process },
    ],
    snapshot: snapshot(),
    snapshotAge_s: 0,
    unconfined: [],
    recentLosses: {},
    rules: {
      ruleSet: '0badcafe',
      modes: { active: 7 },
      networks: 2,
      links: 1,
      reloads: 0,
      refused: [],
    },
    ...changes,
  };
}

export function storeState(changes: Partial<StoreState> = {}): StoreState {
  return {
    directory: '/var/lib/sigwarden/store',
    stored: 12,
    known: 0,
    trouble: undefined,
    octets: 1_048_576,
    freeOctets: 1_073_741_824,
    ring: { octets: 67_108_864, waiting: 0, lost: 0, engines: 1 },
    control: { clients: 1, refused: 0, missed: 0 },
    ...changes,
  };
}
