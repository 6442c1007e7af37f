// SPDX-License-Identifier: Apache-2.0
// Links as traffic shows them, turned into proposals for the configuration. A proposal says which
// side looks like ours and how strongly; role and tap position are for the operator to state, since
// no packet tells them.
import { operationName } from '../base/operations.ts';
import type { LinkEnd, NativeLink } from '../engine/native.ts';
import { formatLinkPointCode } from '../network/point-code.ts';
import { nameOf, type ss7_variant, technology } from '../schema/tables.ts';

export interface ProposedSide {
  /** Point code as `2-016-0 (4224)`, or address. */
  readonly label: string;
  readonly pointCodes: readonly string[];
  readonly addresses: readonly string[];
  readonly hosts: readonly string[];
  readonly messages: number;
}

export interface LinkProposal {
  readonly name: string;
  readonly technology: string;
  /** Name in the configuration, when the link is known already. */
  readonly configured: string;
  /** `configured`, `traffic`, or `unknown`: how it is known which side is ours. */
  readonly basis: 'configured' | 'traffic' | 'unknown';
  readonly ours: ProposedSide;
  readonly theirs: ProposedSide;
  /** Share of requests that saw anything come back, 0..1; undefined without requests. */
  readonly answeredShare: number | undefined;
  /** Variant of SS7 that its messages read as; empty for other technologies. */
  readonly variant: string;
  readonly operations: readonly string[];
}

/**
 * Busiest first. Where no side looks like ours the first one stands as `ours`, and `basis` says
 * unknown.
 */
export function proposeLinks(links: readonly NativeLink[]): LinkProposal[] {
  return [...links]
    .sort((a, b) => messagesOf(b) - messagesOf(a))
    .map((link, index) => {
      const which = link.ours || link.proposedOurs;
      const [first, second] = link.sides;
      const [ours, theirs] = which === 2 ? [second, first] : [first, second];
      const requests = first.requests + second.requests;
      return {
        name: link.name || `${nameOf('technology', link.technology)}-${index + 1}`,
        technology: nameOf('technology', link.technology),
        configured: link.name,
        basis: link.ours !== 0 ? 'configured' : link.proposedOurs !== 0 ? 'traffic' : 'unknown',
        ours: sideOf(ours, link),
        theirs: sideOf(theirs, link),
        answeredShare: requests === 0 ? undefined : (first.answered + second.answered) / requests,
        variant: link.technology === technology.ss7 ? nameOf('ss7_variant', link.variant) : '',
        operations: link.operations.map(operationName),
      };
    });
}

function messagesOf(link: NativeLink): number {
  return link.sides[0].messages + link.sides[1].messages;
}

function sideOf(end: LinkEnd, link: NativeLink): ProposedSide {
  const isPointCode = link.technology === technology.ss7 && /^[0-9]+$/.test(end.end);
  if (isPointCode) {
    const variant = nameOf('ss7_variant', link.variant) as keyof typeof ss7_variant;
    const code = formatLinkPointCode(Number(end.end), variant);
    return {
      label: `${code} (${end.end})`,
      pointCodes: [code],
      addresses: [],
      hosts: [],
      messages: end.messages,
    };
  }
  const hosts = end.host === '' ? [] : [end.host];
  return { label: end.end, pointCodes: [], addresses: [end.end], hosts, messages: end.messages };
}

/** The proposals as TOML, to be read, corrected and pasted. */
export function linksToml(proposals: readonly LinkProposal[]): string {
  return proposals
    .filter((one) => one.configured === '')
    .map((one) =>
      [
        `# ${one.ours.messages + one.theirs.messages} messages, ${share(one.answeredShare)}; ${basisText[one.basis]}`,
        '[[link]]',
        `name = ${JSON.stringify(one.name)}`,
        'role = "unknown"  # interconnect, national or internal: no packet tells it',
        'tap = "unknown"   # outside-firewall or inside-firewall',
        ...(one.variant === '' || one.variant === 'itu'
          ? []
          : [`variant = ${JSON.stringify(one.variant)}  # as its messages read: check it`]),
        `ours = ${sideToml(one.ours)}`,
        `theirs = ${sideToml(one.theirs)}`,
        '',
      ].join('\n'),
    )
    .join('\n');
}

const basisText = {
  configured: 'configured',
  traffic: 'our side as the traffic suggests: check it',
  unknown: 'which side is ours is not known: swap the two if need be',
} as const;

function share(value: number | undefined): string {
  return value === undefined
    ? 'no requests'
    : `${Math.round(100 * value)} % of requests with an answer`;
}

function sideToml(side: ProposedSide): string {
  const list = (values: readonly string[]) =>
    `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  const parts = [
    ...(side.pointCodes.length > 0 ? [`point_codes = ${list(side.pointCodes)}`] : []),
    ...(side.addresses.length > 0 ? [`addresses = ${list(side.addresses)}`] : []),
    ...(side.hosts.length > 0 ? [`hosts = ${list(side.hosts)}`] : []),
  ];
  return `{ ${parts.join(', ')} }`;
}
