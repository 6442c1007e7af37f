// SPDX-License-Identifier: Apache-2.0
// Where the mirror stands: whose edge it shows, which links, which directions, whether a firewall is
// between it and the world, how much is seen a second time behind the transfer point. A world is the
// same for all of them; what a tap does not show of an act is told with the reason, so that nobody
// is blamed for what could not be seen there.

import type { LinkName } from './links.ts';
import { homeland, type Network, partnerNamed } from './networks.ts';

export const tapNames = [
  'home',
  'visited',
  'international',
  'behind-firewall',
  'one-sided',
  'duplicated',
] as const;
export type TapName = (typeof tapNames)[number];

/** What is seen again behind our transfer point and agent: nothing, the first register, all. */
type Inner = 'nothing' | 'first-register' | 'everything';

export interface View {
  readonly tap: TapName;
  readonly title: string;
  /** Whose edge it is. */
  readonly owner: Network;
  readonly inner: Inner;
  /** Links between networks of one country are mirrored. */
  readonly national: boolean;
  /** Links of which the mirror has only what comes in. */
  readonly ingressOnly: readonly LinkName[];
  /** The mirror stands behind the firewall: what that stops never comes here. */
  readonly insideFirewall: boolean;
}

const edge = {
  owner: homeland,
  inner: 'first-register',
  national: true,
  ingressOnly: [],
  insideFirewall: false,
} as const;

/** The network in which the tap of a visited network stands. */
const visited = partnerNamed('coast');

export const views: Readonly<Record<TapName, View>> = {
  home: { ...edge, tap: 'home', title: "the home operator's edge, outside its firewall" },
  visited: {
    ...edge,
    tap: 'visited',
    title: 'the edge of a network that the subscribers visit',
    owner: visited,
    inner: 'nothing',
  },
  international: {
    ...edge,
    tap: 'international',
    title: 'the international links alone',
    inner: 'nothing',
    national: false,
  },
  'behind-firewall': {
    ...edge,
    tap: 'behind-firewall',
    title: 'between the firewall and the registers',
    insideFirewall: true,
  },
  'one-sided': {
    ...edge,
    tap: 'one-sided',
    title: 'the edge, where two links are mirrored in one direction only',
    ingressOnly: ['carrier-b', 'ipx-b'],
  },
  duplicated: {
    ...edge,
    tap: 'duplicated',
    title: 'both legs of every message at the transfer point and the agent',
    inner: 'everything',
  },
};

/** Why a tap does not show a message. */
export const unseenBecause = {
  elsewhere: 'it passes no link of the network whose edge is mirrored',
  national: 'it came over a national link, which is not mirrored',
  stopped: 'the firewall stopped it before the mirror',
  direction: 'what the evidence needs went in the direction that is not mirrored',
  cut: 'the capture ends before the act does',
} as const;
export type Unseen = keyof typeof unseenBecause;

/** The link over which `foreign` and the owner of the tap speak, in the technology of the names. */
export function linkTo(view: View, foreign: Network, technology: 'ss7' | 'diameter'): LinkName {
  if (technology === 'diameter') return foreign.exchange;
  return foreign.domestic && view.owner.home ? 'national' : foreign.carrier;
}

export function mirrors(view: View, link: LinkName): boolean {
  if (link === 'national') return view.national && view.owner.home === true;
  if (link === 'stp-hlr' || link === 'dra-hss') return view.inner !== 'nothing';
  return true;
}

/** Side 0 is that of the owner. */
export function showsDirection(view: View, link: LinkName, side: 0 | 1): boolean {
  return side === 1 || !view.ingressOnly.includes(link);
}
