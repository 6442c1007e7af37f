// SPDX-License-Identifier: Apache-2.0
// A running appliance in words: the line at the foot of `run`, the tables of `status`, the lines of
// `tail`. Pure functions from what the daemon tells to rows and sentences; no identity comes here.

import type { FrameAccount, RunState, Status, StoreState } from '../appliance/status.ts';
import type { TailEvent } from '../appliance/tail.ts';
import { messageSum } from '../base/message-counts.ts';
import { printable, shortId } from '../session/text.ts';

/** Digits of a session id, as `sessions list` shows them. */
const listedDigits = 12;

/** `1,234,567`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `64.0 MiB`, with one digit behind the point. */
export function octetsText(octets: number): string {
  const units = ['octets', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = octets;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return unit === 0 ? `${octets} octets` : `${value.toFixed(1)} ${units[unit]}`;
}

/** What the counts of two moments say together. */
export interface Rates {
  readonly frames: number;
  readonly messages: number;
  readonly drops: number;
  readonly findings: number;
  readonly seconds: number;
}

export function countsOf(state: RunState): Omit<Rates, 'seconds'> {
  const count = (name: string) => state.snapshot?.counters[name] ?? 0;
  const drops = (state.snapshot?.captures ?? []).reduce((sum, one) => sum + one.kernelDrops, 0);
  return {
    frames: count('frames_read'),
    messages: messageSum(state.snapshot?.counters ?? {}),
    drops,
    findings: count('findings'),
  };
}

/** `12,000 frames/s, 9,500 messages/s, drops 0, findings 12, ring 3 %`. */
export function liveLine(
  state: RunState,
  store: StoreState | undefined,
  before: Rates | undefined,
): string {
  const now = countsOf(state);
  const rate = (what: 'frames' | 'messages') => {
    const seconds = state.uptime_s - (before?.seconds ?? 0);
    const grown = now[what] - (before?.[what] ?? 0);
    return grouped(Math.max(0, Math.round(grown / Math.max(1, seconds))));
  };
  const ring = store === undefined ? '' : `, ring ${share(store.ring.waiting, store.ring.octets)}`;
  const drops = state.backend === 'cap' ? 'unknown' : grouped(now.drops);
  const trouble = store?.trouble === undefined ? '' : ', NOT STORING';
  return (
    `${rate('frames')} frames/s, ${rate('messages')} messages/s, drops ${drops}, ` +
    `findings ${grouped(now.findings)}${ring}${trouble}`
  );
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;
}

/** The sums that must agree, each side counted by somebody else. */
export function accountLines(frames: FrameAccount): string[] {
  const { arrived, filtered, kernel_drops, received } = frames;
  // The interface is read first: what comes in between is received and not yet arrived.
  const apart = arrived - filtered - kernel_drops - received - frames.away;
  const handled =
    `${grouped(received)} received = ${grouped(frames.screened)} screened + ` +
    `${grouped(frames.undecodable)} undecodable + ${grouped(frames.opaque)} opaque + ` +
    `${grouped(frames.damaged)} damaged` +
    `${rest(frames.held, 'lost with an engine that died')}${rest(frames.in_flight, 'on the way')}`;
  if (frames.drops_unknown)
    return ['arrived, filtered and dropped: unknown to this backend', handled];
  return [
    `${grouped(arrived)} arrived = ${grouped(filtered)} filtered + ` +
      `${grouped(kernel_drops)} dropped by the kernel + ${grouped(received)} received` +
      rest(frames.away, 'while no engine listened') +
      rest(apart, apart < 0 ? 'that came while this was read' : 'unaccounted for'),
    handled,
  ];
}

function rest(count: number, what: string): string {
  return count === 0 ? '' : ` ${count > 0 ? '+' : '-'} ${grouped(Math.abs(count))} ${what}`;
}

export const interfaceHead = [
  'interface',
  'link',
  'timestamps',
  { head: 'arrived', align: 'right' },
  { head: 'filtered', align: 'right' },
  { head: 'received', align: 'right' },
  { head: 'kernel drops', align: 'right' },
  { head: 'freezes', align: 'right' },
  { head: 'flaps', align: 'right' },
  { head: 'reopened', align: 'right' },
] as const;

export function interfaceRows(status: Status): string[][] {
  const known = (count: number) => (status.backend === 'cap' ? 'unknown' : grouped(count));
  return status.interfaces.map((one) => [
    printable(one.interface),
    one.isUp ? 'up' : 'down',
    one.timestamps.replaceAll('_', ' '),
    known(one.interfaceReceived),
    known(one.filtered),
    grouped(one.received),
    known(one.kernelDrops),
    known(one.freezes),
    known(one.flaps),
    known(one.reopened),
  ]);
}

export function processRows(status: Status): string[][] {
  return status.processes.map((one) => [
    one.name,
    one.state,
    one.pid === undefined ? '-' : String(one.pid),
    String(one.restarts),
    `${grouped(one.age_s)} s`,
    one.lastEnd === '' ? '-' : printable(one.lastEnd),
  ]);
}

/** One line a finding or outcome; `open` says that the answer is still to come. */
export function tailLine(event: TailEvent, paint: (severity: string, text: string) => string) {
  const head = `${event.time.slice(0, 23)}Z ${shortId(event.session).slice(0, listedDigits)}`;
  const gave =
    event.disclosed.length === 0 ? '' : `, gave away ${event.disclosed.map(words).join(', ')}`;
  const end = `${words(event.outcome)}${gave}`;
  if (event.event === 'outcome') return `${head} ${printable(event.operation)}: ${end}`;
  const isTest = event.mode === 'active' ? '' : ` (${event.mode})`;
  const rule = `${paint(event.severity, event.severity)} ${printable(event.rule)}${isTest}`;
  const who = printable(event.source.name ?? '') || 'an unknown network';
  return `${head} ${rule} ${printable(event.operation)} from ${who}: ${end}`;
}

function words(name: string): string {
  return printable(name).replaceAll('_', ' ');
}
