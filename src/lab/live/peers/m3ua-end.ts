// SPDX-License-Identifier: Apache-2.0
// M3UA between an application server process and a signalling gateway (RFC 4666 §4.3): up, active,
// heartbeats, data both ways over as many streams as the links share, then down in order. One
// application server, one routing context; no point code ever becomes unavailable.

import { ascii, concat, u16, u32 } from '../../forge/bytes.ts';
import { m3ua, m3uaData, m3uaParameter, m3uaTag } from '../../forge/m3ua.ts';
import type { LinkPlan, Side } from '../../world/links.ts';
import { type Association, streams } from './association.ts';
import { countIn, newCounts, type PeerCounts, upkeepEveryMs } from './peer.ts';
import { readM3ua, readTransfer } from './reading.ts';

type Kind = Parameters<typeof m3ua>[0];

/** Names of what is read, by class and type. */
const kinds: Readonly<Record<string, Kind>> = {
  '0.1': 'notify',
  '1.1': 'data',
  '3.1': 'aspUp',
  '3.2': 'aspDown',
  '3.3': 'heartbeat',
  '3.4': 'aspUpAck',
  '3.5': 'aspDownAck',
  '3.6': 'heartbeatAck',
  '4.1': 'aspActive',
  '4.2': 'aspInactive',
  '4.3': 'aspActiveAck',
  '4.4': 'aspInactiveAck',
};

const asStateChange = 1;
const asState = { inactive: 2, active: 3 } as const;
const loadshare = 2;

/** Management goes over stream 0 (RFC 4666 §1.4.7). */
const managementStream = 0;

/** What an end does with a user part; it may answer through `transfer`. */
export type TransferUser = (userPart: Uint8Array, sls: number) => void;

export class M3uaEnd {
  readonly counts: PeerCounts;
  readonly #association: Association;
  readonly #plan: LinkPlan;
  readonly #side: Side;
  readonly #isAsp: boolean;
  #upkeep: NodeJS.Timeout | undefined;
  #beats = 0;
  onTransfer: TransferUser = () => {};
  onActive: () => void = () => {};
  onDown: () => void = () => {};

  constructor(association: Association, plan: LinkPlan, side: Side, role: 'asp' | 'sgp') {
    this.#association = association;
    this.#plan = plan;
    this.#side = side;
    this.#isAsp = role === 'asp';
    const { address, port } = plan.ends[side];
    this.counts = newCounts(role === 'asp' ? 'M3UA ASP' : 'M3UA SGP', `${address}:${port}`);
    this.counts.state = 'associated';
    association.onMessage = (message) => this.#take(message);
    if (this.#isAsp) this.#manage('aspUp', m3uaParameter(m3uaTag.aspIdentifier, u32(1)));
  }

  /** Sends a user part; messages of one signalling link selection keep their order. */
  transfer(userPart: Uint8Array, sls: number): void {
    const [opc, dpc] = [this.#plan.ends[this.#side], this.#plan.ends[this.#side === 0 ? 1 : 0]].map(
      (end) => end.pointCode ?? 0,
    ) as [number, number];
    const networkIndicator = this.#plan.networkIndicator ?? 0;
    const data = m3uaData(this.#plan.path ?? {}, { opc, dpc, sls, networkIndicator }, userPart);
    countIn(this.counts.sent, 'data');
    this.#association.send(data, 1 + (sls % (streams - 1)));
  }

  /** Takes the link down in order; the gateway only answers. */
  leave(): void {
    clearInterval(this.#upkeep);
    this.#manage('aspInactive', this.#context());
  }

  #context(): Uint8Array {
    return m3uaParameter(m3uaTag.routingContext, u32(this.#plan.path?.routingContext ?? 0));
  }

  #manage(kind: Kind, ...parameters: Uint8Array[]): void {
    countIn(this.counts.sent, kind);
    this.#association.send(m3ua(kind, ...parameters), managementStream);
  }

  #notify(state: number): void {
    const status = m3uaParameter(m3uaTag.status, concat(u16(asStateChange), u16(state)));
    this.#manage('notify', status, this.#context());
  }

  #take(message: Uint8Array): void {
    const { kind: number, parameters } = readM3ua(message);
    const kind = kinds[number];
    if (kind === undefined) throw new Error(`M3UA message ${number} was not expected`);
    countIn(this.counts.received, kind);
    if (kind === 'data') {
      const { userPart, sls } = readTransfer(parameters.get(m3uaTag.protocolData)!);
      this.onTransfer(userPart, sls);
    } else if (kind === 'heartbeat') {
      const beat = parameters.get(m3uaTag.heartbeatData)!;
      this.#manage('heartbeatAck', m3uaParameter(m3uaTag.heartbeatData, beat));
    } else if (this.#isAsp) {
      this.#asAsp(kind);
    } else {
      this.#asGateway(kind);
    }
  }

  #asAsp(kind: Kind): void {
    if (kind === 'aspUpAck') {
      this.counts.state = 'inactive';
      const mode = m3uaParameter(m3uaTag.trafficMode, u32(loadshare));
      this.#manage('aspActive', mode, this.#context());
    } else if (kind === 'aspActiveAck') {
      this.counts.state = 'active';
      this.#beat();
      this.#upkeep = setInterval(() => this.#beat(), upkeepEveryMs);
      this.onActive();
    } else if (kind === 'aspInactiveAck') {
      this.counts.state = 'inactive';
      this.#manage('aspDown');
    } else if (kind === 'aspDownAck') {
      this.counts.state = 'down';
      this.onDown();
    }
  }

  #asGateway(kind: Kind): void {
    if (kind === 'aspUp') {
      this.counts.state = 'inactive';
      this.#manage('aspUpAck');
      this.#notify(asState.inactive);
    } else if (kind === 'aspActive') {
      this.counts.state = 'active';
      const mode = m3uaParameter(m3uaTag.trafficMode, u32(loadshare));
      this.#manage('aspActiveAck', mode, this.#context());
      this.#notify(asState.active);
      this.onActive();
    } else if (kind === 'aspInactive') {
      this.counts.state = 'inactive';
      this.#manage('aspInactiveAck', this.#context());
      this.#notify(asState.inactive);
    } else if (kind === 'aspDown') {
      this.counts.state = 'down';
      this.#manage('aspDownAck');
      this.onDown();
    }
  }

  #beat(): void {
    this.#beats += 1;
    this.#manage('heartbeat', m3uaParameter(m3uaTag.heartbeatData, ascii(`beat ${this.#beats}`)));
  }
}
