// SPDX-License-Identifier: Apache-2.0
// What really happened: one entry for each hostile act, with the frames that show it, and the form
// in which it is written beside a capture. Findings are compared with it by frames, never by
// identities.

import { formatTime } from '../../base/time.ts';
import type { Atlas } from './atlas.ts';
import { prefixOf } from './description.ts';
import type { Network } from './networks.ts';
import type { Micros } from './scheduler.ts';
import type { Sight } from './tap.ts';
import { type Unseen, unseenBecause, type View } from './view.ts';
import type { World } from './world.ts';

export type Purpose = 'location' | 'interception' | 'identity' | 'profile' | 'denial' | 'fraud';
export type Technology = 'ss7' | 'diameter';
/** What became of the question at the asked network. */
export type Outcome = 'answered' | 'refused' | 'blocked' | 'unanswered';

export interface Instance {
  readonly id: string;
  readonly attack: string;
  readonly evasion: string | null;
  readonly purpose: Purpose;
  readonly technology: Technology;
  /** What names it rests on an answer, not on the question alone. */
  readonly needsAnswer: boolean;
  /** When all of it has happened; a capture that ends before shows a part. */
  until: Micros;
  readonly frames: number[];
  readonly time: Micros;
  readonly subscriber: string;
  readonly source: { readonly network: string; readonly address: string };
  /**
   * Rules of which one at least should name it; none when no rule can tell it from honest traffic.
   */
  readonly expect: readonly string[];
  readonly campaign: string | null;
  outcome: Outcome;
  disclosed: readonly string[];
}

export interface Campaign {
  readonly id: string;
  /** A series is one act against many, or again and again against one. */
  readonly kind: 'mass' | 'coordinated' | 'succession' | 'series';
  readonly networks: readonly string[];
  readonly from: Micros;
  readonly until: Micros;
  readonly targets: Set<string>;
}

export interface TruthHead {
  readonly scenario: string;
  readonly seed: number;
  readonly messages: number;
  readonly atlas: Atlas;
  readonly shares: Readonly<Record<string, number>>;
}

export class Truth {
  readonly #world: World;
  readonly #instances: Instance[] = [];
  readonly #campaigns: Campaign[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  instance(fields: Omit<Instance, 'id' | 'frames'>): Instance {
    const id = `i-${String(this.#instances.length + 1).padStart(6, '0')}`;
    const made = { id, ...fields, frames: [] };
    this.#instances.push(made);
    return made;
  }

  campaign(fields: Omit<Campaign, 'targets'>): Campaign {
    const made = { ...fields, targets: new Set<string>() };
    this.#campaigns.push(made);
    return made;
  }

  /** Acts that happened: those the capture shows, and those this tap could not show. */
  get instances(): readonly Instance[] {
    const { tap } = this.#world;
    return this.#instances.filter(
      ({ frames }) => frames.length > 0 || tap.sight(frames).unseen.size > 0,
    );
  }

  /** Why this tap cannot show the act; undefined when it can. */
  unseen(instance: Instance): Unseen | undefined {
    const { tap, scheduler } = this.#world;
    const { frames, needsAnswer, outcome, until } = instance;
    const sight = tap.sight(frames);
    if (sight.asked === 0) return firstReason(sight);
    // What the home does after a forged update shows the update to nobody who did not see it.
    const isDeedSeen = sight.senders.has(instance.source.network);
    if (!isDeedSeen && sight.unseen.has('elsewhere')) return 'elsewhere';
    if (needsAnswer && outcome === 'answered' && sight.answered === 0) return firstReason(sight);
    return until > scheduler.now ? 'cut' : undefined;
  }

  /** The text of `x.truth.json`. */
  format(head: TruthHead): string {
    const { shares, atlas, ...rest } = head;
    const { view } = this.#world;
    const document = {
      version: 1,
      ...rest,
      networks: atlas.networks.map((network) => describe(network, view)),
      instances: this.instances.map((instance) =>
        formatInstance(instance, view, this.unseen(instance)),
      ),
      campaigns: this.#campaigns.map((campaign) => ({
        ...campaign,
        from: formatMicros(campaign.from),
        until: formatMicros(campaign.until),
        targets: campaign.targets.size,
      })),
      shares,
    };
    return `${JSON.stringify(document, null, 1)}\n`;
  }
}

function formatMicros(time: Micros): string {
  return formatTime(BigInt(Math.floor(time)) * 1000n);
}

/** Of several reasons the one that says most. */
function firstReason(sight: Sight): Unseen {
  const order: readonly Unseen[] = ['elsewhere', 'national', 'stopped', 'direction'];
  return order.find((reason) => sight.unseen.has(reason)) ?? 'cut';
}

function formatInstance(instance: Instance, view: View, unseen: Unseen | undefined) {
  const { frames, time, until, needsAnswer: _, ...rest } = instance;
  const numbers = [...new Set(frames)].sort((a, b) => a - b);
  return {
    ...rest,
    tap: view.tap,
    visible: unseen === undefined,
    reason: unseen === undefined ? null : unseenBecause[unseen],
    frames: numbers,
    time: formatMicros(time),
    until: formatMicros(until),
  };
}

function describe(network: Network, view: View) {
  const { id, name, territory, plmn } = network;
  return {
    id,
    name,
    territories: network.territories ?? [territory],
    plmn: plmn ? [`${plmn.mcc}-${plmn.mnc}`] : [],
    global_titles: [prefixOf(network)],
    home: id === view.owner.id,
  };
}
