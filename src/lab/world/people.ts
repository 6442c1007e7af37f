// SPDX-License-Identifier: Apache-2.0
// The people of a world: subscribers, made when first needed, and where each is believed to be. A
// subscriber's number within its network gives all identities, so nothing has to be stored for
// those who never appear.

import { type Host, hostOf, type Network, type Node, nodeOf, plmnOf } from './networks.ts';
import type { Micros } from './scheduler.ts';

/** The nodes that serve a subscriber in one network. */
export interface Visit {
  readonly network: Network;
  readonly vlr: Node;
  readonly sgsn: Node;
  readonly mme: Host;
}

export interface Subscriber {
  readonly network: Network;
  readonly imsi: string;
  readonly msisdn: string;
  readonly imeisv: string;
  readonly prepaid: boolean;
  readonly lte: boolean;
  readonly hlr: Node;
  readonly hss: Host;
  /** Where the home registers believe it is; undefined is at home. */
  visit: Visit | undefined;
  /** A stay is under way or planned, so that nobody travels twice at once. */
  travelling: boolean;
  /**
   * The registers name another network than where the stay is: a border, or somebody's pretence.
   */
  displaced: boolean;
  /** When traffic last tied it to its home: nobody arrives elsewhere soon after. */
  heardAtHome: Micros;
}

/** How many registers the home network has; only the first is behind a mirrored internal link. */
const registers = 4;

/**
 * A prime above every population and a multiplier: neighbours in the list are not neighbours in
 * number.
 */
const prime = 9_999_991;
const stride = 7919;
const largest = prime - 1;

export class People {
  readonly #known = new Map<string, Subscriber>();

  /** The subscriber with that number in its network, from 0. */
  subscriber(network: Network, index: number): Subscriber {
    const key = `${network.code}/${index}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = makeSubscriber(network, index);
    this.#known.set(key, made);
    return made;
  }
}

function makeSubscriber(network: Network, index: number): Subscriber {
  if (index > largest) throw new Error('more subscribers than numbers');
  const spread = (index * stride + 104_729) % prime;
  const other = (index * 5_381 + 15_485_863) % prime;
  const { mcc, mnc } = plmnOf(network);
  const prefix = network.imsiPrefix ?? `${mcc}${mnc}1`;
  const core = network.core?.() ?? network;
  const register = 1 + (index % registers);
  return {
    network,
    imsi: prefix + String(spread).padStart(15 - prefix.length, '0'),
    msisdn: `999${network.code}1${String(other).padStart(7, '0')}`,
    imeisv: `00100${String(100 + (index % 900))}${String(spread % 1_000_000).padStart(6, '0')}01`,
    prepaid: spread % 3 === 0,
    lte: network.lte && spread % 5 !== 0,
    hlr: nodeOf(core, 'hlr', register),
    hss: hostOf(core, 'hss', register),
    visit: undefined,
    travelling: false,
    displaced: false,
    heardAtHome: 0,
  };
}

/** The nodes of `network` that would serve a visitor; `number` spreads visitors over its areas. */
export function visitTo(network: Network, number: number): Visit {
  const area = 1 + (number % 3);
  return {
    network,
    vlr: nodeOf(network, 'vlr', area),
    sgsn: nodeOf(network, 'sgsn', area),
    mme: hostOf(network, 'mme', area),
  };
}

/** Where the subscriber is served, abroad or at home. */
export function servingOf(subscriber: Subscriber): Visit {
  return subscriber.visit ?? visitTo(subscriber.network, Number(subscriber.imsi.slice(-3)));
}
