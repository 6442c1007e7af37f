// SPDX-License-Identifier: Apache-2.0
// One TCAP dialogue between two nodes: transaction ids of both sides, the dialogue portion where it
// belongs, the address from which the responder really answers, encoding variants of the Begin.
// Steps are given times by the caller; nothing is sent twice or out of turn by itself.

import { encodeBer, type Tlv } from '../forge/ber.ts';
import { concat } from '../forge/bytes.ts';
import type { EvasionTarget } from '../forge/evasion.ts';
import { type MapVersion, mapContext, mapRequest } from '../forge/gsm-map.ts';
import { returnCause, type SccpAddress } from '../forge/sccp.ts';
import * as tcap from '../forge/tcap.ts';
import type { LinkName } from './links.ts';
import type { Node } from './networks.ts';
import type { Random } from './random.ts';
import type { Micros } from './scheduler.ts';
import { addressOf, answering, type Ss7Network } from './ss7.ts';

/** How a Begin differs from what everybody sends. */
export interface Disguise {
  /** Changes the tree. */
  readonly rewrite?: (target: EvasionTarget) => Tlv;
  /** Octets behind the transaction. */
  readonly trailing?: (encoded: Uint8Array) => Uint8Array;
  readonly identity: Uint8Array;
  readonly imsi: string;
  /** The id of the real question when the disguise puts another component before it. */
  readonly invokeId?: number;
  /** The disguise makes the transaction id longer. */
  readonly longTransactionId?: boolean;
  readonly withoutSsn?: boolean;
  readonly withoutContext?: boolean;
  readonly extended?: boolean;
}

export interface DialogueOptions {
  readonly from: Node;
  readonly to: Node;
  /** The X of the application context. */
  readonly context: number;
  readonly version: MapVersion;
  /** The whole context of a dialogue that is not MAP's. */
  readonly otherContext?: tcap.ApplicationContext | undefined;
  /**
   * The address asked, when it is not the node's own title: a subscriber's number, a mobile global
   * title.
   */
  readonly called?: SccpAddress;
  readonly information?: Tlv;
  readonly frames?: number[] | undefined;
  readonly through?: LinkName | undefined;
  readonly extended?: boolean;
  readonly disguise?: Disguise | undefined;
  /** Blocked at the edge: the Begin is not seen inside. */
  readonly blocked?: boolean;
}

export class Dialogue {
  readonly #ss7: Ss7Network;
  readonly #options: DialogueOptions;
  readonly #otid: number;
  readonly #dtid: number;
  readonly #sls: number;
  readonly #responder: Node;
  #answered = false;
  #begin: Uint8Array | Tlv | undefined;

  constructor(ss7: Ss7Network, random: Random, options: DialogueOptions) {
    this.#ss7 = ss7;
    this.#options = options;
    this.#otid = random.u32();
    this.#dtid = random.u32();
    this.#sls = this.#otid & 15;
    this.#responder = answering(options.to);
  }

  /** The first message; without components it only opens. */
  begin(time: Micros, ...components: Tlv[]): void {
    const { context, version, information, disguise, otherContext } = this.#options;
    const request =
      otherContext === undefined
        ? mapRequest(context, version, information)
        : tcap.dialogueRequest(otherContext);
    const plain = tcap.begin(this.#otid, request, ...components);
    const target = disguise && { ...disguise, begin: plain, context };
    const tree = target?.rewrite ? target.rewrite(target) : plain;
    const data = disguise?.trailing ? disguise.trailing(encodeBer(tree)) : tree;
    this.#begin = data;
    this.#toResponder(time, data, disguise?.withoutSsn);
  }

  /** Continue by the responder; its first one accepts the context. */
  answer(time: Micros, ...components: Tlv[]): void {
    const tree = tcap.continuation(this.#dtid, this.#otidOctets(), this.#accept(), ...components);
    this.#toInitiator(time, tree);
  }

  /** Continue by the initiator. */
  follow(time: Micros, ...components: Tlv[]): void {
    const tree = tcap.continuation(this.#otidOctets(), this.#dtid, undefined, ...components);
    this.#toResponder(time, tree);
  }

  /** End by the responder. */
  end(time: Micros, ...components: Tlv[]): void {
    this.#toInitiator(time, tcap.end(this.#otidOctets(), this.#accept(), ...components));
  }

  /** Abort by the responder that does not know this version, with the context it does know. */
  refuseVersion(time: Micros, known: MapVersion): void {
    const name = mapContext(this.#options.context, known);
    const refusal = tcap.dialogueResponse(name, 'contextNotSupported');
    this.#toInitiator(time, tcap.abort(this.#otidOctets(), refusal));
  }

  /** Abort by a transport function before the node: a provider cause. */
  abort(time: Micros, cause: number): void {
    this.#toInitiator(time, tcap.abort(this.#otidOctets(), cause));
  }

  /** The Begin comes back undelivered, addresses swapped, its data unchanged. */
  returned(time: Micros): void {
    const { from, to, frames, through } = this.#options;
    const begin = this.#begin;
    if (begin === undefined) throw new Error('nothing was sent that could come back');
    this.#ss7.send(time, {
      from: to,
      to: from,
      called: addressOf(from),
      calling: this.#calledAddress(),
      tcap: begin,
      sls: this.#sls,
      frames,
      through,
      blocked: true,
      back: true,
      returnCause: returnCause.unqualified,
    });
  }

  #otidOctets(): tcap.TransactionId {
    if (!this.#options.disguise?.longTransactionId) return this.#otid;
    return concat(new Uint8Array(4), tcap.transactionOctets(this.#otid));
  }

  /** The first message back accepts the context, unless none was named. */
  #accept(): Tlv | undefined {
    const { context, version, disguise, otherContext } = this.#options;
    if (this.#answered || version === 1 || disguise?.withoutContext) return undefined;
    return tcap.dialogueResponse(otherContext ?? mapContext(context, version));
  }

  #calledAddress(withoutSsn = false): SccpAddress {
    const { called, to } = this.#options;
    const whole = called ?? addressOf(to);
    if (!withoutSsn) return whole;
    const { ssn: _, ...rest } = whole;
    return rest;
  }

  #toResponder(time: Micros, data: Tlv | Uint8Array, withoutSsn = false): void {
    const { from, to, frames, through, extended, disguise, blocked } = this.#options;
    const called = this.#answered ? addressOf(this.#responder) : this.#calledAddress(withoutSsn);
    this.#ss7.send(time, {
      from,
      to: this.#answered ? this.#responder : to,
      called,
      calling: addressOf(from),
      tcap: data,
      sls: this.#sls,
      frames,
      through,
      extended: (extended || disguise?.extended) ?? false,
      blocked: blocked ?? false,
    });
  }

  #toInitiator(time: Micros, tree: Tlv): void {
    const { from, frames, extended, blocked } = this.#options;
    this.#answered = true;
    this.#ss7.send(time, {
      from: this.#responder,
      to: from,
      called: addressOf(from),
      calling: addressOf(this.#responder),
      tcap: tree,
      sls: this.#sls,
      frames,
      extended: extended ?? false,
      blocked: blocked ?? false,
      back: true,
    });
  }
}
