// SPDX-License-Identifier: Apache-2.0
// What really happened: one entry for each hostile act, with the frames that show it, and the form
// in which it is written beside a capture. Findings are compared with it by frames, never by
// identities.

import { formatTime } from '../../base/time.ts';
import { type Network, networks } from './networks.ts';
import type { Micros } from './scheduler.ts';

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
  /** It never passes the tap: scored as not observable. */
  readonly hidden: boolean;
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
  readonly kind: 'mass' | 'coordinated' | 'succession';
  readonly networks: readonly string[];
  readonly from: Micros;
  readonly until: Micros;
  readonly targets: Set<string>;
}

export interface TruthHead {
  readonly scenario: string;
  readonly seed: number;
  readonly messages: number;
  readonly tap: string;
  readonly shares: Readonly<Record<string, number>>;
}

export class Truth {
  readonly #instances: Instance[] = [];
  readonly #campaigns: Campaign[] = [];

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

  /** Acts that happened: those the capture shows, and those no tap here could show. */
  get instances(): readonly Instance[] {
    return this.#instances.filter((instance) => instance.hidden || instance.frames.length > 0);
  }

  /** The text of `x.truth.json`. */
  format(head: TruthHead): string {
    const { tap, shares, ...rest } = head;
    const document = {
      version: 1,
      ...rest,
      networks: networks.map(describe),
      instances: this.instances.map((instance) => formatInstance(instance, tap)),
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

function formatInstance(instance: Instance, tap: string) {
  const { hidden, frames, time, ...rest } = instance;
  const numbers = [...new Set(frames)].sort((a, b) => a - b);
  return { ...rest, tap, visible: !hidden, frames: numbers, time: formatMicros(time) };
}

function describe(network: Network) {
  const { id, name, territory, plmn, code } = network;
  return {
    id,
    name,
    territories: [territory],
    plmn: plmn ? [`${plmn.mcc}-${plmn.mnc}`] : [],
    global_titles: [`999${code}`],
    home: network.home === true,
  };
}
