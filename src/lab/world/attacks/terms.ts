// SPDX-License-Identifier: Apache-2.0
// The terms in which a hostile act is told: what it is, which public tool or publication it is from,
// where the subscriber must be, who acts, and which rules one at least should name it by the roles
// of TS 29.002, TS 23.078 and TS 29.272, not by what the product happens to do.

import type { Tlv } from '../../forge/ber.ts';
import type { Avp, DiameterMessage } from '../../forge/diameter.ts';
import type { Envelope } from '../../forge/diameter-command.ts';
import type { Host, Node } from '../networks.ts';
import type { Outcome, Purpose, Technology } from '../truth.ts';

/** Where the subscriber must be for the act to make sense. */
export type Place = 'anywhere' | 'abroad' | 'home' | 'guest';

/**
 * Who acts: a network far away; the subscriber's own home about a visitor here; a node of ours
 * against a subscriber of another.
 */
export type Actor = 'stranger' | 'home' | 'ourselves';

/**
 * What evasions can be put on: one question in a Begin, a pretended update, a Diameter command that
 * names the IMSI or one that does not, a series that is judged by its number.
 */
export type Form = 'question' | 'update' | 'command' | 'nameless-command' | 'series';

/** Public tools, by the names under which they are published. */
export type Tool = 'SigPloit' | 'safeseven' | 'ss7MAPer' | 'jss7-attack-simulator' | 'sigcorr';

export interface Circumstance {
  readonly outcome: Outcome;
  /** Traffic has tied the subscriber to where it is so lately that nobody can have travelled. */
  readonly provenNow: boolean;
  /** The tap stands in the network under whose name the act comes. */
  readonly tapIsSenders: boolean;
}

/**
 * Rules that name a pretended update, which may be an honest arrival unless the subscriber was
 * elsewhere a moment ago: at once then; and, where the register believed it, by what follows, at the
 * latest when the phone takes its place back.
 */
export function hijack({ outcome, provenNow }: Circumstance): string[] {
  if (outcome === 'answered') return ['cat3.velocity', 'int.hijack-lu', 'int.flip-back'];
  return provenNow ? ['cat3.velocity'] : [];
}

/** What a network asks about its own subscribers is named by whom it asks, and by no tap of its own. */
export function fromOutside(rule: string): (circumstance: Circumstance) => string[] {
  return ({ tapIsSenders }) => (tapIsSenders ? [] : [rule]);
}

/** Subscribers beside the first whose keys a harvest fetches. */
export const harvested = 8;

export interface Terms {
  readonly title: string;
  readonly technology: Technology;
  readonly purpose: Purpose;
  readonly place: Place;
  readonly form: Form;
  /** Rules of which one at least should name it. */
  readonly expect: readonly string[] | ((how: Circumstance) => readonly string[]);
  /** A stranger unless told. */
  readonly by?: Actor;
  /** Public tools that send it. */
  readonly tools?: readonly Tool[];
  /** Where it is described, when no tool is. */
  readonly source?: string;
  /** A filter for internal-only operations would stop it. */
  readonly filtered?: boolean;
  /** What names it rests on the answer. */
  readonly needsAnswer?: boolean;
  /** Makes no sense unless traffic has just tied the subscriber to where it is. */
  readonly needsProof?: boolean;
  /** How long it takes at most, in microseconds; an hour unless told. */
  readonly lasts?: number;
}

/** One hostile MAP question, ready to be asked plainly or in disguise. */
export interface HostileQuestion {
  readonly from: Node;
  readonly to: Node;
  /** Asked under the subscriber's number, which the network translates to a register. */
  readonly called?: string;
  readonly context: number;
  readonly version?: 1 | 2 | 3;
  readonly information?: Tlv;
  readonly operation: number;
  readonly argument: Tlv;
  /** Content octets of the member that names the subscriber. */
  readonly identity: Uint8Array;
  readonly result: Tlv | undefined;
  readonly disclosed: readonly string[];
  /** The error of a node that refuses. */
  readonly refusal: number;
  /** The operation has no answer. */
  readonly oneWay?: boolean;
}

/** One hostile Diameter request. */
export interface HostileCommand {
  readonly from: Host;
  readonly to: Host;
  readonly build: (envelope: Envelope) => DiameterMessage;
  readonly answer: readonly Avp[];
  readonly disclosed: readonly string[];
}
