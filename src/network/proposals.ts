// SPDX-License-Identifier: Apache-2.0
// Associations that traffic shows: whose a realm, a mobile global title, a title or a point code may
// be, and who carries others' traffic. They are proposals: an address on the wire is a claim, and a
// forger makes as many messages as he likes. So each says on what it rests, how many messages and
// subscribers of how many, and when; none counts before a person accepts it. Tables are bounded and the
// same traffic gives the same proposals.
import { createHash } from 'node:crypto';

import type { AddressKind } from './overlaps.ts';

export const proposal_limit = {
  /** Addresses, and whom each is tied to. */
  subjects: 65_536,
  objects: 32,
  /** Subscribers told apart of one tie; more are counted as these. */
  subscribers: 1000,
} as const;

/** What a tie rests on, in the words of a report. */
export const bases = {
  destination_realm: {
    kind: 'realms',
    title: 'requests about its subscribers are sent to it',
  },
  visited_plmn: {
    kind: 'realms',
    title: 'it says so itself in Visited-PLMN-Id, which anyone may write',
  },
  mobile_title: {
    kind: 'mobile_global_titles',
    title: 'requests about its subscribers are addressed under it',
  },
  cancel_location: {
    kind: 'global_titles',
    title: 'it cancels locations of its subscribers, which anyone may try',
  },
  calling_title: {
    kind: 'point_codes',
    title: 'titles of one network alone come from it',
  },
} as const satisfies Record<string, { kind: AddressKind; title: string }>;
export type Basis = keyof typeof bases;

/** One message that ties an address to an MCC-MNC (`001-01`) or a network (its id). */
export interface Evidence {
  readonly basis: Basis;
  readonly subject: string;
  readonly object: string;
  /** IMSI, to tell many subscribers from one; empty where there is none. */
  readonly subscriber: string;
  /** Packet time in ns. */
  readonly time: bigint;
}

export interface Tie {
  readonly object: string;
  readonly messages: number;
  readonly subscribers: number;
  readonly first: bigint;
  readonly last: bigint;
}

export interface Proposal extends Tie {
  /** The same for the same association. */
  readonly id: string;
  readonly basis: Basis;
  readonly kind: AddressKind;
  readonly address: string;
  /** Of the messages with this address, those that tie it to this object. */
  readonly share: number;
}

/** An address behind which several networks speak: a transfer point, hub or agent. */
export interface Hub {
  readonly basis: Basis;
  readonly address: string;
  readonly messages: number;
  /** The most frequent first. */
  readonly objects: readonly string[];
}

interface MutableTie {
  messages: number;
  readonly subscribers: Set<string>;
  first: bigint;
  last: bigint;
}

export class ProposalLearner {
  readonly #subjects = new Map<string, Map<string, MutableTie>>();
  /** Messages whose tie found no room. */
  lost = 0;

  see({ basis, subject, object, subscriber, time }: Evidence): void {
    const ties = this.#tiesOf(`${basis} ${subject}`);
    const tie = ties?.get(object) ?? this.#newTie(ties, object, time);
    if (tie === undefined) {
      this.lost++;
      return;
    }
    tie.messages++;
    if (subscriber !== '' && tie.subscribers.size < proposal_limit.subscribers)
      tie.subscribers.add(subscriber);
    if (time < tie.first) tie.first = time;
    if (time > tie.last) tie.last = time;
  }

  /** Addresses that are tied to one object by at least `share` of their messages. */
  proposals(share: number): Proposal[] {
    return this.#all()
      .flatMap(({ basis, subject, ties, messages }) =>
        ties
          .filter((tie) => tie.messages / messages >= share)
          .map((tie) => proposalOf(basis, subject, tie, tie.messages / messages)),
      )
      .sort((a, b) => b.messages - a.messages || (a.id < b.id ? -1 : 1));
  }

  /** Addresses that are tied to several objects, none of them by `share` of the messages. */
  hubs(share: number): Hub[] {
    return this.#all()
      .filter(({ ties, messages }) => ties.every((tie) => tie.messages / messages < share))
      .map(({ basis, subject, ties, messages }) => ({
        basis,
        address: subject,
        messages,
        objects: ties
          .toSorted((a, b) => b.messages - a.messages || (a.object < b.object ? -1 : 1))
          .map(({ object }) => object),
      }))
      .sort((a, b) => b.messages - a.messages || (a.address < b.address ? -1 : 1));
  }

  #tiesOf(key: string): Map<string, MutableTie> | undefined {
    const known = this.#subjects.get(key);
    if (known !== undefined || this.#subjects.size >= proposal_limit.subjects) return known;
    const ties = new Map<string, MutableTie>();
    this.#subjects.set(key, ties);
    return ties;
  }

  #newTie(
    ties: Map<string, MutableTie> | undefined,
    object: string,
    time: bigint,
  ): MutableTie | undefined {
    if (ties === undefined || ties.size >= proposal_limit.objects) return undefined;
    const tie = { messages: 0, subscribers: new Set<string>(), first: time, last: time };
    ties.set(object, tie);
    return tie;
  }

  #all(): { basis: Basis; subject: string; ties: Tie[]; messages: number }[] {
    return [...this.#subjects].map(([key, found]) => {
      const at = key.indexOf(' ');
      const ties = [...found].map(([object, tie]) => ({
        ...tie,
        object,
        subscribers: tie.subscribers.size,
      }));
      return {
        basis: key.slice(0, at) as Basis,
        subject: key.slice(at + 1),
        ties,
        messages: ties.reduce((sum, { messages }) => sum + messages, 0),
      };
    });
  }
}

function proposalOf(basis: Basis, address: string, tie: Tie, share: number): Proposal {
  const { kind } = bases[basis];
  const id = createHash('sha256')
    .update(`${kind} ${address} ${tie.object}`)
    .digest('hex')
    .slice(0, 8);
  return { id, basis, kind, address, share, ...tie };
}

/**
 * The CC and NDC that stand for MCC and MNC in a mobile global title of this IMSI (E.214 §4); undefined
 * when the MSIN was cut, since then they cannot be told from it.
 */
export function mobilePrefix(title: string, imsi: string, plmnDigits: number): string | undefined {
  const msin = imsi.slice(plmnDigits);
  if (msin.length < 6 || !title.endsWith(msin)) return undefined;
  const prefix = title.slice(0, -msin.length);
  return prefix.length >= 2 ? prefix : undefined;
}
