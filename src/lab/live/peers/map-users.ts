// SPDX-License-Identifier: Apache-2.0
// The MAP users above the live M3UA link: a visited register that registers subscribers of the home
// network, and their home register. A closed recipe of benign dialogues, round after round:
// authentication, location update with subscriber data, and the home register's question where its
// own subscriber is.

import { encodeBer, type Tlv } from '../../forge/ber.ts';
import { context, mapContext, mapRequest, operation } from '../../forge/gsm-map.ts';
import * as location from '../../forge/gsm-map-location.ts';
import * as mobility from '../../forge/gsm-map-mobility.ts';
import { type SccpAddress, udt } from '../../forge/sccp.ts';
import * as tcap from '../../forge/tcap.ts';
import { noise } from '../../sample-packet.ts';
import { homeland, nodeOf, partners, plmnOf } from '../../world/networks.ts';
import type { M3uaEnd } from './m3ua-end.ts';
import { counter, imsiOf, msisdnOf, openAtOnce } from './peer.ts';
import { type ReadTcap, readTcap, readUdt } from './reading.ts';

/** The partner whose register the far end is. */
export const coast = partners.map(([network]) => network).find(({ id }) => id === 'coast')!;

const address = ({ title, ssn }: { title: string; ssn: number }): SccpAddress => ({
  digits: title,
  ssn,
});
const hlr = nodeOf(homeland, 'hlr', 1);
const vlr = nodeOf(coast, 'vlr', 1);

const type = { begin: 0x62, end: 0x64, continuation: 0x65 } as const;
const invokeId = 1;
const slsValues = 16;
/** Messages of one round: two of authentication, four of the update, two of the question. */
export const mapMessagesPerRound = 8;

/** Sends TCAP from one register to the other. */
class Register {
  readonly #end: M3uaEnd;
  readonly #called: SccpAddress;
  readonly #calling: SccpAddress;

  constructor(end: M3uaEnd, own: SccpAddress, other: SccpAddress) {
    this.#end = end;
    this.#calling = own;
    this.#called = other;
    end.onTransfer = (userPart, sls) => this.take(readTcap(readUdt(userPart)), sls);
  }

  protected take(_message: ReadTcap, _sls: number): void {}

  protected send(message: Tlv, sls: number): void {
    const parties = { called: this.#called, calling: this.#calling };
    this.#end.transfer(udt(parties, encodeBer(message)), sls);
  }
}

/** The visited register: begins rounds until there were enough, and answers the home register. */
export class Vlr extends Register {
  readonly #rounds: number;
  readonly #finished: () => void;
  readonly #transaction = counter(0x10000000);
  /** Own transaction to what it is about. */
  readonly #open = new Map<
    number,
    { readonly round: number; readonly step: 'vectors' | 'update' }
  >();
  #begun = 0;
  #ended = 0;
  #stopped = false;

  constructor(end: M3uaEnd, rounds: number, finished: () => void) {
    super(end, address(vlr), address(hlr));
    this.#rounds = rounds;
    this.#finished = finished;
  }

  start(): void {
    for (let i = 0; i < Math.min(openAtOnce, this.#rounds); i += 1) this.#begin();
  }

  /** Begins no more rounds. */
  stop(): void {
    this.#stopped = true;
    this.#checkEnd();
  }

  protected override take(message: ReadTcap, sls: number): void {
    if (message.type === type.begin) this.#answerQuestion(message, sls);
    else if (message.type === type.continuation) this.#store(message, sls);
    else this.#proceed(message, sls);
  }

  #begin(): void {
    if (this.#stopped || this.#begun >= this.#rounds) return;
    const round = this.#begun;
    this.#begun += 1;
    const argument = mobility.sendAuthenticationInfo({ imsi: imsiOf(round) });
    this.#ask(round, 'vectors', context.infoRetrieval, operation.sendAuthenticationInfo, argument);
  }

  #ask(
    round: number,
    step: 'vectors' | 'update',
    application: number,
    code: number,
    argument: Tlv,
  ): void {
    const id = this.#transaction();
    this.#open.set(id, { round, step });
    const invoke = tcap.invoke(invokeId, code, argument);
    this.send(tcap.begin(id, mapRequest(application, 3), invoke), round % slsValues);
  }

  /** The home register's subscriber data. */
  #store({ otid, dtid, invokeId: id, operation: code }: ReadTcap, sls: number): void {
    if (code !== operation.insertSubscriberData)
      throw new Error(`MAP operation ${code} in a Continue`);
    const stored = tcap.returnResult(id, code, mobility.insertSubscriberDataResult());
    this.send(tcap.continuation(dtid, otid, undefined, stored), sls);
  }

  #proceed({ dtid }: ReadTcap, _sls: number): void {
    const open = this.#open.get(dtid);
    if (open === undefined) throw new Error(`an End for transaction ${dtid}, which is not open`);
    this.#open.delete(dtid);
    if (open.step === 'update') return;
    const argument = mobility.updateLocation({
      imsi: imsiOf(open.round),
      msc: vlr.title,
      vlr: vlr.title,
    });
    this.#ask(open.round, 'update', context.networkLocUp, operation.updateLocation, argument);
  }

  /** Where is my subscriber; with that a round is over. */
  #answerQuestion({ otid, invokeId: id, operation: code }: ReadTcap, sls: number): void {
    if (code !== operation.provideSubscriberInfo)
      throw new Error(`MAP operation ${code} in a Begin`);
    const plmn = plmnOf(coast);
    const info = location.subscriberInfoResult({
      ...{ ageMinutes: 0, vlr: vlr.title, msc: vlr.title, state: 'assumedIdle' },
      cell: { ...plmn, lac: 0x0101, cellId: 0x0202 },
    });
    const accepted = tcap.dialogueResponse(mapContext(context.subscriberInfoEnquiry, 3));
    this.send(tcap.end(otid, accepted, tcap.returnResult(id, code, info)), sls);
    this.#ended += 1;
    this.#begin();
    this.#checkEnd();
  }

  #checkEnd(): void {
    const all = this.#stopped ? this.#begun : this.#rounds;
    if (this.#ended >= all) this.#finished();
  }
}

/** The home register: answers, and asks where a subscriber is that was just registered. */
export class Hlr extends Register {
  readonly #transaction = counter(0x20000000);
  /** Own transaction of an update to the visited register's. */
  readonly #updates = new Map<number, Pick<ReadTcap, 'otid' | 'invokeId' | 'subscriber'>>();

  constructor(end: M3uaEnd) {
    super(end, address(hlr), address(vlr));
  }

  protected override take(message: ReadTcap, sls: number): void {
    if (message.type === type.begin) this.#opened(message, sls);
    else if (message.type === type.continuation) this.#stored(message, sls);
  }

  #opened(message: ReadTcap, sls: number): void {
    const { otid, invokeId: id, operation: code, subscriber } = message;
    if (code === operation.sendAuthenticationInfo) {
      const accepted = tcap.dialogueResponse(mapContext(context.infoRetrieval, 3));
      const vectors = mobility.authenticationQuintuplets(1, noise);
      this.send(tcap.end(otid, accepted, tcap.returnResult(id, code, vectors)), sls);
      return;
    }
    if (code !== operation.updateLocation) throw new Error(`MAP operation ${code} in a Begin`);
    const own = this.#transaction();
    this.#updates.set(own, message);
    const accepted = tcap.dialogueResponse(mapContext(context.networkLocUp, 3));
    const profile = mobility.insertSubscriberData({
      msisdn: msisdnOf(subscriber),
      teleservices: [0x11, 0x21],
    });
    const insert = tcap.invoke(id, operation.insertSubscriberData, profile);
    this.send(tcap.continuation(own, otid, accepted, insert), sls);
  }

  #stored({ dtid }: ReadTcap, sls: number): void {
    const update = this.#updates.get(dtid);
    if (update === undefined) throw new Error(`a Continue for transaction ${dtid}, not open`);
    this.#updates.delete(dtid);
    const result = mobility.updateLocationResult(hlr.title);
    const done = tcap.returnResult(update.invokeId, operation.updateLocation, result);
    this.send(tcap.end(update.otid, undefined, done), sls);
    const argument = location.provideSubscriberInfo(update.subscriber, { location: true });
    const invoke = tcap.invoke(invokeId, operation.provideSubscriberInfo, argument);
    const request = mapRequest(context.subscriberInfoEnquiry, 3);
    this.send(tcap.begin(this.#transaction(), request, invoke), (sls + 1) % slsValues);
  }
}
