// SPDX-License-Identifier: Apache-2.0
// What the two processes of the live peers and their starter say to each other.
import type { Side } from '../../world/links.ts';
import type { PeerCounts } from './peer.ts';

/** To a side: begin, begin nothing more, end. */
export type ToSide =
  | { readonly kind: 'start'; readonly side: Side; readonly rounds: Rounds }
  | { readonly kind: 'stop' }
  | { readonly kind: 'exit' };

/** JSON has no infinity: null is as many as there is time for. */
export interface Rounds {
  readonly map: number | null;
  readonly diameter: number | null;
}

/** From a side: it listens, its counts, all is said and shut down, or it cannot go on. */
export type FromSide =
  | { readonly kind: 'listening' }
  | { readonly kind: 'counts'; readonly peers: readonly PeerCounts[] }
  | { readonly kind: 'done'; readonly peers: readonly PeerCounts[] }
  | { readonly kind: 'failed'; readonly message: string };
