// SPDX-License-Identifier: Apache-2.0
// A Diameter connection over SCTP between two agents (RFC 6733 §5): capabilities, watchdogs, S6a
// requests with their answers, and a polite end. The far agent connects and carries what its
// mobility management entities ask; the home agent answers as their home server would. A closed
// recipe of benign requests: authentication, location update, notice.

import {
  type BaseIds,
  capabilities,
  command,
  type DiameterMessage,
  disconnect,
  encodeDiameter,
  watchdog,
} from '../../forge/diameter.ts';
import * as s6a from '../../forge/diameter-s6a.ts';
import { noise } from '../../sample-packet.ts';
import type { LinkPlan, Side } from '../../world/links.ts';
import { homeland, hostOf, plmnOf } from '../../world/networks.ts';
import { type Association, streams } from './association.ts';
import { coast } from './map-users.ts';
import {
  counter,
  countIn,
  imsiOf,
  msisdnOf,
  newCounts,
  openAtOnce,
  type PeerCounts,
  upkeepEveryMs,
} from './peer.ts';
import { type ReadDiameter, readDiameter } from './reading.ts';

const names: Readonly<Record<number, string>> = {
  [command.capabilitiesExchange]: 'CE',
  [command.deviceWatchdog]: 'DW',
  [command.disconnectPeer]: 'DP',
  [command.updateLocation]: 'UL',
  [command.authenticationInformation]: 'AI',
  [command.notify]: 'NO',
};

const userName = 1;
const sessionId = 263;
/** What a round asks, one after the other. */
const steps = [command.authenticationInformation, command.updateLocation, command.notify] as const;
/** Each request has its answer. */
export const diameterMessagesPerRound = 2 * steps.length;

const hss = hostOf(homeland, 'hss');
const mme = hostOf(coast, 'mme');

function nameOf(request: boolean, code: number): string {
  const name = names[code];
  if (name === undefined) throw new Error(`Diameter command ${code} was not expected`);
  return `${name}${request ? 'R' : 'A'}`;
}

export class DiameterEnd {
  readonly counts: PeerCounts;
  readonly #association: Association;
  readonly #agent: { readonly host: string; readonly realm: string; readonly address: string };
  readonly #connects: boolean;
  readonly #rounds: number;
  readonly #hopByHop: () => number;
  readonly #endToEnd: () => number;
  /** Hop-by-hop id to the round and the step that it belongs to. */
  readonly #open = new Map<number, { readonly round: number; readonly step: number }>();
  #upkeep: NodeJS.Timeout | undefined;
  #begun = 0;
  #ended = 0;
  #stopped = false;
  onOpen: () => void = () => {};
  onFinished: () => void = () => {};
  onDown: () => void = () => {};

  /** The side that connects asks `rounds` rounds, the other answers. */
  constructor(association: Association, plan: LinkPlan, side: Side, rounds: number) {
    const { address, port, host = '' } = plan.ends[side];
    this.#association = association;
    this.#connects = side === 1;
    this.#rounds = rounds;
    this.#agent = { host, realm: host.slice(host.indexOf('.') + 1), address };
    const start = (side + 1) * 0x1000_0000;
    this.#hopByHop = counter(start);
    this.#endToEnd = counter(start + 0x100_0000);
    this.counts = newCounts(
      side === 0 ? 'Diameter HSS side' : 'Diameter MME side',
      `${address}:${port}`,
    );
    this.counts.state = 'associated';
    association.onMessage = (message) => this.#take(readDiameter(message));
    if (this.#connects) this.#send(capabilities(true, this.#agent, this.#ids()));
  }

  /** Begins no more rounds. */
  stop(): void {
    this.#stopped = true;
    this.#checkEnd();
  }

  leave(): void {
    clearInterval(this.#upkeep);
    this.#send(disconnect(true, this.#agent, this.#ids()));
  }

  #ids(): BaseIds {
    return { hopByHop: this.#hopByHop(), endToEnd: this.#endToEnd() };
  }

  /** Messages of one transaction share a stream; the connection's own go over stream 0. */
  #send(message: DiameterMessage, stream = 0): void {
    countIn(this.counts.sent, nameOf(message.request, message.command));
    this.#association.send(encodeDiameter(message), stream);
  }

  #take(message: ReadDiameter): void {
    countIn(this.counts.received, nameOf(message.request, message.command));
    if (message.request) this.#answer(message);
    else this.#proceed(message);
  }

  #answer(message: ReadDiameter): void {
    const { command: code, hopByHop, endToEnd } = message;
    const ids = { hopByHop, endToEnd };
    if (code === command.capabilitiesExchange) {
      this.#send(capabilities(false, this.#agent, ids));
      this.#opened();
    } else if (code === command.deviceWatchdog) {
      this.#send(watchdog(false, this.#agent, ids));
    } else if (code === command.disconnectPeer) {
      clearInterval(this.#upkeep);
      this.counts.state = 'down';
      this.#send(disconnect(false, this.#agent, ids));
      this.onDown();
    } else {
      this.#answerS6a(message);
    }
  }

  #answerS6a({ command: code, hopByHop, endToEnd, text }: ReadDiameter): void {
    const envelope = {
      ...{ hopByHop, endToEnd, session: text(sessionId), vendorApplication: true },
      ...{ origin: mme, destination: hss },
    };
    const avps =
      code === command.authenticationInformation
        ? s6a.vectorAvps(1, noise)
        : code === command.updateLocation
          ? s6a.subscriptionAvps(msisdnOf(text(userName)))
          : [];
    const success = { result: s6a.resultCode.success };
    this.#send(s6a.answer(envelope, code, success, hss, avps), 1 + (hopByHop % (streams - 1)));
  }

  #proceed({ command: code, hopByHop }: ReadDiameter): void {
    if (code === command.capabilitiesExchange) this.#opened();
    if (code === command.disconnectPeer) {
      this.counts.state = 'down';
      this.onDown();
    }
    const open = this.#open.get(hopByHop);
    if (open === undefined) return;
    this.#open.delete(hopByHop);
    if (open.step + 1 < steps.length) {
      this.#ask(open.round, open.step + 1);
      return;
    }
    this.#ended += 1;
    this.#begin();
    this.#checkEnd();
  }

  #opened(): void {
    this.counts.state = 'open';
    const watch = () => this.#send(watchdog(true, this.#agent, this.#ids()));
    watch();
    this.#upkeep = setInterval(watch, upkeepEveryMs);
    this.onOpen();
    if (!this.#connects) return;
    for (let i = 0; i < Math.min(openAtOnce, this.#rounds); i += 1) this.#begin();
  }

  #begin(): void {
    if (this.#stopped || this.#begun >= this.#rounds) return;
    this.#begun += 1;
    this.#ask(this.#begun - 1, 0);
  }

  #ask(round: number, step: number): void {
    const ids = this.#ids();
    this.#open.set(ids.hopByHop, { round, step });
    const envelope = {
      ...{ ...ids, session: `${mme.host};${round};${step}`, vendorApplication: true },
      ...{ origin: mme, destination: hss, routeRecords: [mme.host] },
    };
    const fields = { imsi: imsiOf(round), visited: plmnOf(coast) };
    const request = {
      [command.authenticationInformation]: () =>
        s6a.authenticationInformationRequest(envelope, fields),
      [command.updateLocation]: () => s6a.updateLocationRequest(envelope, fields),
      [command.notify]: () => s6a.notifyRequest(envelope, fields.imsi),
    }[steps[step]!]();
    this.#send(request, 1 + (ids.hopByHop % (streams - 1)));
  }

  #checkEnd(): void {
    const all = this.#stopped ? this.#begun : this.#rounds;
    if (this.#connects && this.#ended >= all) this.onFinished();
  }
}
