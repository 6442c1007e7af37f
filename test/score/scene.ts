// SPDX-License-Identifier: Apache-2.0
// A mirror of our edge for single messages, one after the other: who sends, over which link, about a
// subscriber whose place one update and its answer told before. The links and the dialogues around are
// the lab's; the messages may be anybody's.
import { encodeBer, type Tlv } from '../../src/lab/forge/ber.ts';
import { encodeDiameter } from '../../src/lab/forge/diameter.ts';
import * as s6a from '../../src/lab/forge/diameter-s6a.ts';
import { mapContext } from '../../src/lab/forge/gsm-map.ts';
import * as mobility from '../../src/lab/forge/gsm-map-mobility.ts';
import { ssn } from '../../src/lab/forge/sccp.ts';
import * as tcap from '../../src/lab/forge/tcap.ts';
import { Link, type LinkName, linkPlans, type Side } from '../../src/lab/world/links.ts';
import { Random } from '../../src/lab/world/random.ts';
import type { Frame } from './frames.ts';

/** A network of the scenario `far-from-home`. */
export interface Network {
  readonly titles: string;
  readonly mcc: string;
  readonly mnc: string;
}

export const home: Network = { titles: '99901', mcc: '001', mnc: '01' };
export const far: Network = { titles: '99940', mcc: '999', mnc: '40' };
export const island: Network = { titles: '99951', mcc: '999', mnc: '51' };

/** Places in the titles of every network of the lab, and subsystems (TS 23.003 §8.2). */
const nodes = {
  HLR: ['01', ssn.hlr],
  VLR: ['02', ssn.vlr],
  MSC: ['02', ssn.msc],
  SGSN: ['03', ssn.sgsn],
  SMSC: ['04', ssn.msc],
  CAP: ['00', ssn.cap],
  GMLC: ['06', ssn.gmlc],
  EIR: ['07', ssn.eir],
  GGSN: ['03', 150],
} as const;
export type NodeKind = keyof typeof nodes;

export function titleOf({ titles }: Network, kind: NodeKind): string {
  return `${titles}${nodes[kind][0]}00003`;
}

export function realmOf({ mcc, mnc }: Network): string {
  return `epc.mnc${mnc.padStart(3, '0')}.mcc${mcc}.3gppnetwork.org`;
}

export function hostOf(network: Network, kind: 'hss' | 'mme' | 'gmlc' | 'as' | 'smsc'): string {
  return `${kind}1.${realmOf(network)}`;
}

/** Test identities that belong to the network: its PLMN and a number, as many digits as wanted. */
export function imsiOf({ mcc, mnc }: Network, number: number, digits: number): string {
  return `${mcc}${mnc}${String(number).padStart(digits - 5, '0')}`;
}

export interface Party {
  readonly network: Network;
  readonly kind: NodeKind;
}

const hour = 3600;
const start = Date.UTC(2018, 5, 1) / 1000;

export class Scene {
  readonly frames: Frame[] = [];
  readonly #links = new Map<LinkName, Link>();
  #time = start;
  #id = 0x100000;

  wait(hours: number): void {
    this.#time += hours * hour;
  }

  /** What belongs to no case has no origin. */
  ss7(from: Party, to: Party, data: Uint8Array, origin?: number): void {
    const name = from.network === to.network ? 'stp-hlr' : 'carrier-a';
    const side: Side = to.network === home ? 1 : 0;
    const link = this.#link(name);
    const address = ({ network, kind }: Party) => ({
      digits: titleOf(network, kind),
      ssn: nodes[kind][1],
    });
    const unit = { parties: { called: address(to), calling: address(from) }, data };
    const label = link.routingLabel(side, this.#id & 15);
    const message = link.carrier?.data(side, link.plan.path ?? {}, label, unit);
    if (message === undefined) throw new Error(`${name} carries no SS7`);
    this.#send(link, side, message, origin);
  }

  diameter(from: Network, to: Network, data: Uint8Array, origin?: number): void {
    const isInside = from === to;
    const link = this.#link(isInside ? 'dra-hss' : 'ipx-a');
    this.#send(link, to === home && !isInside ? 1 : 0, data, origin);
  }

  /** An update from there and its answer, in both domains of SS7: the subscriber is there. */
  moveTo(network: Network, imsi: string): void {
    const register: Party = { network: home, kind: 'HLR' };
    const update = (kind: NodeKind, context: number, operation: number, argument: Tlv) => {
      const id = this.nextId();
      const name = mapContext(context, 3);
      const invoke = tcap.invoke(1, operation, argument);
      const result = tcap.returnResult(
        1,
        operation,
        mobility.updateLocationResult(titleOf(home, 'HLR')),
      );
      const node: Party = { network, kind };
      this.ss7(node, register, encodeBer(tcap.begin(id, tcap.dialogueRequest(name), invoke)));
      this.ss7(register, node, encodeBer(tcap.end(id, tcap.dialogueResponse(name), result)));
    };
    const [msc, vlr] = [titleOf(network, 'MSC'), titleOf(network, 'VLR')];
    update('VLR', 1, 2, mobility.updateLocation({ imsi, msc, vlr }));
    const sgsn = { imsi, sgsn: titleOf(network, 'SGSN'), sgsnAddress: '198.51.100.9' };
    update('SGSN', 32, 23, mobility.updateGprsLocation(sgsn));
  }

  /** The same in the packet domain of Diameter. */
  attachTo(network: Network, imsi: string): void {
    const id = this.nextId();
    const mme = { host: hostOf(network, 'mme'), realm: realmOf(network) };
    const server = { host: hostOf(home, 'hss'), realm: realmOf(home) };
    const envelope = {
      ...{ session: `${mme.host};1;${id}`, origin: mme, destination: { realm: server.realm } },
      ...{ hopByHop: id, endToEnd: id },
    };
    const { mcc, mnc } = network;
    const request = s6a.updateLocationRequest(envelope, { imsi, visited: { mcc, mnc } });
    const answer = s6a.answer(envelope, 316, { result: s6a.resultCode.success }, server);
    this.diameter(network, home, encodeDiameter(request));
    this.diameter(home, network, encodeDiameter(answer));
  }

  nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  #link(name: LinkName): Link {
    const known = this.#links.get(name);
    if (known !== undefined) return known;
    const link = new Link(linkPlans[name], new Random(1));
    this.#links.set(name, link);
    for (const { frame } of link.open(false)) this.#add(frame);
    return link;
  }

  #send(link: Link, side: Side, data: Uint8Array, origin?: number): void {
    for (const frame of link.frames(side, [{ data, stream: 1 }])) this.#add(frame, origin);
  }

  #add(frame: Uint8Array, origin?: number): void {
    this.#time += 1;
    const origins = origin === undefined ? [] : [origin];
    this.frames.push({ micros: this.#time * 1e6, octets: frame, origins });
  }
}
