// SPDX-License-Identifier: Apache-2.0
// The links that the home tap mirrors: two SS7 carriers, two Diameter exchanges, and the inner side
// of one transfer point and of one agent, where the same message is seen a second time. Point codes
// are of zone 1, which ITU-T Q.708 has given to nobody; each link turns messages into packets and
// keeps its own association or connection.

import { concat } from '../forge/bytes.ts';
import { ipPacket, ipProtocol } from '../forge/ip.ts';
import { ethernetHeader, etherType, type VlanTag } from '../forge/link.ts';
import type { M3uaPath, RoutingLabel } from '../forge/m3ua.ts';
import { ppid, SctpAssociation } from '../forge/sctp.ts';
import { TcpConnection } from '../forge/tcp.ts';
import { type Carrier, type CarrierName, carriers } from './carriers.ts';
import type { Random } from './random.ts';

/** Side 0 is the home network's. */
export type Side = 0 | 1;

export interface LinkEnd {
  readonly address: string;
  readonly port: number;
  readonly mac: string;
  readonly pointCode?: number;
  readonly host?: string;
}

export interface LinkPlan {
  readonly name: LinkName;
  readonly role: 'interconnect' | 'national' | 'internal';
  readonly transport: 'sctp' | 'tcp';
  readonly ends: readonly [LinkEnd, LinkEnd];
  readonly tags?: readonly VlanTag[];
  readonly path?: M3uaPath;
  readonly networkIndicator?: number;
}

export type LinkName =
  | 'carrier-a'
  | 'carrier-b'
  | 'national'
  | 'stp-hlr'
  | 'ipx-a'
  | 'ipx-b'
  | 'dra-hss';

/** International structure 3-8-3 as an integer (ITU-T Q.704). */
function pointCode(zone: number, area: number, point: number): number {
  return (zone << 11) | (area << 3) | point;
}

function end(address: string, port: number, mac: number, more: Partial<LinkEnd> = {}): LinkEnd {
  return { address, port, mac: `02:00:00:00:00:${mac.toString(16).padStart(2, '0')}`, ...more };
}

const sctp = { transport: 'sctp' } as const;
const tcp = { transport: 'tcp' } as const;
const outside = { role: 'interconnect' } as const;
const inside = { role: 'internal' } as const;
const home = 'epc.mnc001.mcc001.3gppnetwork.org';
const agent = `dra1.${home}`;

/** The links of the home network's edge. */
export const linkPlans: Readonly<Record<LinkName, LinkPlan>> = {
  'carrier-a': {
    name: 'carrier-a',
    ...sctp,
    ...outside,
    ends: [
      end('192.0.2.10', 2905, 0x10, { pointCode: pointCode(1, 1, 1) }),
      end('198.51.100.20', 2905, 0x20, { pointCode: pointCode(1, 10, 1) }),
    ],
    tags: [{ id: 100 }],
    path: { networkAppearance: 1, routingContext: 100 },
    networkIndicator: 0,
  },
  'carrier-b': {
    name: 'carrier-b',
    ...sctp,
    ...outside,
    ends: [
      end('192.0.2.11', 2905, 0x11, { pointCode: pointCode(1, 1, 2) }),
      end('203.0.113.30', 2906, 0x21, { pointCode: pointCode(1, 20, 1) }),
    ],
    path: { routingContext: 200 },
    networkIndicator: 0,
  },
  national: {
    name: 'national',
    ...sctp,
    role: 'national',
    ends: [
      end('192.0.2.12', 2905, 0x15, { pointCode: pointCode(1, 1, 3) }),
      end('192.0.2.112', 2905, 0x24, { pointCode: pointCode(1, 2, 1) }),
    ],
    path: { routingContext: 400 },
    networkIndicator: 2,
  },
  'stp-hlr': {
    name: 'stp-hlr',
    ...sctp,
    ...inside,
    ends: [
      end('192.0.2.10', 2907, 0x10, { pointCode: pointCode(1, 1, 1) }),
      end('192.0.2.60', 2905, 0x12, { pointCode: pointCode(1, 1, 6) }),
    ],
    path: { routingContext: 300 },
    networkIndicator: 2,
  },
  'ipx-a': {
    name: 'ipx-a',
    ...sctp,
    ...outside,
    ends: [
      end('192.0.2.30', 3868, 0x13, { host: agent }),
      end('198.51.100.40', 3868, 0x22, { host: 'dra1.epc.mnc090.mcc999.3gppnetwork.org' }),
    ],
    tags: [{ type: etherType.provider, id: 200 }, { id: 31 }],
  },
  'ipx-b': {
    name: 'ipx-b',
    ...tcp,
    ...outside,
    ends: [
      end('2001:db8:1::30', 41000, 0x13, { host: agent }),
      end('2001:db8:2::40', 3868, 0x23, { host: 'dra1.epc.mnc091.mcc999.3gppnetwork.org' }),
    ],
  },
  'dra-hss': {
    name: 'dra-hss',
    ...tcp,
    ...inside,
    ends: [
      end('192.0.2.30', 42000, 0x13, { host: agent }),
      end('192.0.2.70', 3868, 0x14, { host: `hss1.${home}` }),
    ],
  },
};

/** The same places at the edge of the network with that realm. */
export function linkPlansAt(realm: string): Readonly<Record<LinkName, LinkPlan>> {
  const moved = (one: LinkEnd): LinkEnd =>
    one.host?.endsWith(home) ? { ...one, host: one.host.replace(home, realm) } : one;
  const plans: Partial<Record<LinkName, LinkPlan>> = {};
  for (const plan of Object.values(linkPlans)) {
    plans[plan.name] = { ...plan, ends: [moved(plan.ends[0]), moved(plan.ends[1])] };
  }
  return plans as Readonly<Record<LinkName, LinkPlan>>;
}

/** One message on its way into a packet. */
export interface Outgoing {
  readonly data: Uint8Array;
  readonly stream: number;
}

const streams = 16;

export class Link {
  readonly plan: LinkPlan;
  /** Of an SS7 link; undefined where it carries Diameter. */
  readonly carrier: Carrier | undefined;
  readonly #random: Random;
  readonly #association: SctpAssociation | undefined;
  readonly #connection: TcpConnection | undefined;
  readonly #headers: readonly [Uint8Array, Uint8Array];
  readonly #identifications = [0, 0];
  readonly #hops = [0, 0];

  constructor(plan: LinkPlan, random: Random, carrier: CarrierName = 'm3ua') {
    this.plan = plan;
    this.carrier = plan.path === undefined ? undefined : carriers[carrier]();
    this.#random = random;
    const [ours, theirs] = plan.ends;
    if (plan.transport === 'sctp') {
      const ports = [ours.port, theirs.port] as const;
      const start = { ports, tags: this.#tags(), tsns: this.#pair(), streams };
      this.#association = new SctpAssociation(start);
    } else {
      this.#connection = new TcpConnection(plan.ends, this.#pair());
    }
    this.#hops = [...this.#pair()];
    const type = ours.address.includes(':') ? etherType.ipv6 : etherType.ipv4;
    const header = (from: LinkEnd, to: LinkEnd) =>
      ethernetHeader({ source: from.mac, destination: to.mac }, type, plan.tags);
    this.#headers = [header(ours, theirs), header(theirs, ours)];
  }

  /**
   * The frames that open the link at the transport, with their sender; `again` after a restart of
   * both ends.
   */
  open(again: boolean): { side: Side; frame: Uint8Array }[] {
    if (again) {
      this.#association?.restart(this.#tags(), this.#pair());
      this.#connection?.restart(this.#pair());
    }
    const packets = (this.#association ?? this.#connection!).open();
    return packets.map(({ side, packet }) => ({ side, frame: this.#frame(side, packet) }));
  }

  /**
   * Messages of one side in as few frames as the transport takes: SCTP bundles, TCP has a segment
   * each.
   */
  frames(side: Side, messages: readonly Outgoing[]): Uint8Array[] {
    if (this.#connection !== undefined) {
      return messages.map((m) => this.#frame(side, this.#connection!.send(side, m.data)));
    }
    const protocol = this.carrier?.ppid ?? ppid.diameter;
    const chunks = messages.map((message) => ({ ...message, ppid: protocol }));
    return [this.#frame(side, this.#association!.send(side, chunks))];
  }

  /** A frame with an acknowledgement alone, when that side owes one. */
  acknowledgement(side: Side): Uint8Array | undefined {
    const packet = this.#association?.acknowledgeIfDue(side);
    return packet && this.#frame(side, packet);
  }

  owesAcknowledgement(side: Side): boolean {
    return this.#association?.owesAcknowledgement(side) ?? false;
  }

  get bundles(): boolean {
    return this.#association !== undefined;
  }

  routingLabel(side: Side, sls: number): RoutingLabel {
    const opc = this.plan.ends[side].pointCode;
    const dpc = this.plan.ends[1 - side]!.pointCode;
    if (opc === undefined || dpc === undefined) throw new Error(`${this.plan.name} carries no SS7`);
    return { opc, dpc, sls, networkIndicator: this.plan.networkIndicator ?? 0 };
  }

  /** The next hop-by-hop identifier of requests from that side. */
  nextHop(side: Side): number {
    this.#hops[side] = (this.#hops[side]! + 1) >>> 0;
    return this.#hops[side]!;
  }

  #frame(side: Side, packet: Uint8Array): Uint8Array {
    const identification = (this.#identifications[side]! + 1) & 0xffff;
    this.#identifications[side] = identification;
    const header = {
      source: this.plan.ends[side].address,
      destination: this.plan.ends[1 - side]!.address,
      protocol: this.#association ? ipProtocol.sctp : ipProtocol.tcp,
      identification,
    };
    return concat(this.#headers[side], ipPacket(header, packet));
  }

  /** Tags must not be zero (RFC 9260 §3.3.2). */
  #tags(): [number, number] {
    return [this.#random.u32() | 1, this.#random.u32() | 1].map((tag) => tag >>> 0) as [
      number,
      number,
    ];
  }

  #pair(): [number, number] {
    return [this.#random.u32(), this.#random.u32()];
  }
}
