// SPDX-License-Identifier: Apache-2.0
// What the four live peers have in common: counts by kind of message, and a life that ends when all
// is said. Kinds are named as the protocols name them.

export interface PeerCounts {
  readonly peer: string;
  readonly address: string;
  state: string;
  sent: Record<string, number>;
  received: Record<string, number>;
}

export function newCounts(peer: string, address: string): PeerCounts {
  return { peer, address, state: 'down', sent: {}, received: {} };
}

export function countIn(table: Record<string, number>, kind: string): void {
  table[kind] = (table[kind] ?? 0) + 1;
}

/** Identifiers of transactions, one after the other. */
export function counter(start: number): () => number {
  let next = start;
  return () => {
    next = (next + 1) >>> 0;
    return next;
  };
}

/** Subscribers in turn: so many that none is in two dialogues at once. */
const subscribers = 64;

/** The subscriber of a round, of the home network. */
export const imsiOf = (round: number) => `00101${1_000_000_000 + (round % subscribers)}`;
export const msisdnOf = (imsi: string) => `999011${imsi.slice(-6)}`;

/** Dialogues that an end has open at once. */
export const openAtOnce = 4;
export const upkeepEveryMs = 1_000;
