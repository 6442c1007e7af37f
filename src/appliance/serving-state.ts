// SPDX-License-Identifier: Apache-2.0
// Serving state between two runs: an engine's image with the ids of the networks whose numbers stand
// in it, and back into the numbers of another configuration. A network that is described no more is
// nobody's: its rows are passed by. No octet of it is printed.
import { exitCode, failure } from '../base/errors.ts';
import type { Directory } from '../network/directory.ts';
import { layout } from '../schema/state-image.ts';
import type { SavedState } from '../store/saved-state.ts';

export interface StateCounts {
  readonly claims: number;
  readonly numbers: number;
  /** Packet time up to which it was observed, s. */
  readonly asOf_s: number;
}

/** @throws ProductError for what is no state image of this version. */
export function countsOfState(image: Uint8Array): StateCounts {
  const octets = view(image);
  const isWhole =
    image.length >= layout.header_octets &&
    octets.readUInt32LE(layout.magic_at) === layout.magic &&
    octets.readUInt32LE(layout.version_at) === layout.version;
  const counts = isWhole
    ? {
        claims: octets.readUInt32LE(layout.claim_count_at),
        numbers: octets.readUInt32LE(layout.number_count_at),
        asOf_s: octets.readUInt32LE(layout.as_of_at),
      }
    : { claims: 0, numbers: 0, asOf_s: 0 };
  const { claims, numbers } = counts;
  const expected =
    layout.header_octets + claims * layout.claim.octets + numbers * layout.number.octets;
  if (!isWhole || expected !== image.length)
    throw failure(
      exitCode.failed,
      'the serving state is of another version, or damaged',
      'learn it anew, or import it again with `sigwarden state import`',
    );
  return counts;
}

/** What an engine saved, as it can lie until the next run. */
export function keepable(image: Uint8Array, directory: Directory): SavedState {
  const numbers = new Set(partyPlaces(image).map((at) => view(image).readUInt16LE(at)));
  return {
    networks: [...numbers].map((number) => [number, directory.party(number).id] as const),
    image,
  };
}

/** The image in the numbers of this directory. @throws ProductError when it is damaged. */
export function imageFor({ networks, image }: SavedState, directory: Directory): Buffer {
  const numbers = new Map(networks.map(([was, id]) => [was, directory.byId(id)?.number ?? 0]));
  const octets = Buffer.from(image);
  for (const at of partyPlaces(octets))
    octets.writeUInt16LE(numbers.get(octets.readUInt16LE(at)) ?? 0, at);
  return octets;
}

/** Where the networks of the claims stand. */
function partyPlaces(image: Uint8Array): number[] {
  const { claims } = countsOfState(image);
  const first = layout.header_octets + layout.claim.party_at;
  return Array.from({ length: claims }, (_, row) => first + row * layout.claim.octets);
}

function view(image: Uint8Array): Buffer {
  return Buffer.from(image.buffer, image.byteOffset, image.byteLength);
}
