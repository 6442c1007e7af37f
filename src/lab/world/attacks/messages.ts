// SPDX-License-Identifier: Apache-2.0
// The short message service used for other things than messages: identities by number with nothing
// to deliver, the way on from there, a message that nobody sees, one that somebody else wrote (TS
// 29.002 §12, TS 23.040).

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as sms from '../../forge/gsm-map-sms.ts';
import { mscOf, nodeOf } from '../networks.ts';
import type { Subscriber } from '../people.ts';
import { hour, type Micros, minute, second } from '../scheduler.ts';
import { stampOf } from '../services.ts';
import { asks, numberOf, provideInfo, ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';
import type { Stage } from './stage.ts';
import type { HostileQuestion } from './terms.ts';

interface Routing {
  readonly who?: Subscriber;
  readonly deliveryNotIntended?: 0 | 1;
}

/** sendRoutingInfoForSM past the router to the register itself, which answers with what is true. */
function routing(stage: Stage, { who = stage.subscriber, ...more }: Routing = {}): HostileQuestion {
  const centre = nodeOf(stage.attacker, 'smsc');
  return {
    from: centre,
    to: who.hlr,
    called: who.msisdn,
    context: context.shortMsgGateway,
    operation: operation.sendRoutingInfoForSM,
    argument: sms.sendRoutingInfoForSM({
      msisdn: who.msisdn,
      serviceCentre: centre.title,
      ...more,
    }),
    identity: numberOf(stage),
    result: sms.sendRoutingInfoForSMResult(who.imsi, nodeOf(who.network, 'vlr').title),
    disclosed: ['imsi', 'serving-node'],
    refusal: mapError.unknownSubscriber,
  };
}

const identity = { ...ss7, purpose: 'identity', place: 'home' } as const;
const sweep = 64;

export const recipes: Recipes = {
  'srism-sweep': {
    title: 'sendRoutingInfoForSM for 64 subscribers within hours, and no message to any',
    ...identity,
    form: 'series',
    needsAnswer: true,
    tools: ['SigPloit', 'safeseven', 'ss7MAPer'],
    expect: ['id.srism-no-mt', 'id.home-routing-leak'],
    lasts: 4 * hour,
    act: (stage) => {
      stage.question(routing(stage), { outcome: 'answered' });
      let at: Micros = stage.now;
      for (const who of stage.targets.crowd('home', stage.attacker, sweep)) {
        at += stage.random.between(40, 150) * second;
        stage.later(at, () => {
          const refused = stage.random.chance(0.06);
          stage.question(routing(stage, { who }), { outcome: refused ? 'refused' : 'answered' });
        });
      }
      stage.later(at + 10 * minute, () => {});
    },
  },
  'srism-chain': {
    title: 'sendRoutingInfoForSM, then provideSubscriberInfo with what it gave away',
    ...identity,
    purpose: 'location',
    needsAnswer: true,
    tools: ['SigPloit', 'safeseven'],
    expect: ['loc.chain', 'cat2.own-subscriber', 'loc.active-paging', 'id.home-routing-leak'],
    act: (stage) => {
      const at = stage.question(routing(stage), { outcome: 'answered' });
      stage.later(at + stage.random.between(2, 400) * second, () => {
        stage.question(provideInfo(stage));
      });
    },
  },
  'delivery-not-intended': {
    title: 'sendRoutingInfoForSM that says itself that only the IMSI is wanted',
    ...identity,
    source: 'TS 29.002 §12.1, sm-deliveryNotIntended; detection D2 of the catalogue',
    expect: ['id.delivery-not-intended'],
    ...asks((stage) => routing(stage, { deliveryNotIntended: 0 })),
  },
  'home-routing-leak': {
    title:
      'sendRoutingInfoForSM past the message router: the true IMSI and switch come back, twice',
    ...identity,
    needsAnswer: true,
    source: 'home routing bypassed in two of three networks: Positive Technologies, 2018',
    expect: ['id.home-routing-leak'],
    lasts: 40 * hour,
    act: (stage) => {
      stage.question(routing(stage), { outcome: 'answered' });
      stage.later(stage.now + stage.random.between(26, 36) * hour, () => {
        stage.question(routing(stage), { outcome: 'answered' });
      });
    },
  },
  'silent-sms': {
    title: 'mt-ForwardSM with a message of type 0, which the phone acknowledges and does not show',
    ...identity,
    purpose: 'location',
    tools: ['SigPloit'],
    expect: [],
    ...asks((stage) => {
      const { imsi } = stage.subscriber;
      const centre = nodeOf(stage.attacker, 'smsc');
      const tpdu = sms.smsDeliver({
        from: { number: centre.title },
        text: 'hello',
        stamp: stampOf(stage.now),
        protocol: sms.silentProtocol,
      });
      return {
        from: centre,
        to: mscOf(stage.serving),
        context: context.shortMsgMTRelay,
        operation: operation.mtForwardSM,
        argument: sms.forwardSM({ to: { imsi }, from: { centre: centre.title }, tpdu }),
        identity: imsiOctets(imsi),
        result: undefined,
        disclosed: ['reachability'],
        refusal: mapError.smDeliveryFailure,
      };
    }),
  },
  'mo-spoof': {
    title: 'mo-ForwardSM: a message under the number of one of ours who is elsewhere',
    ...identity,
    purpose: 'fraud',
    place: 'abroad',
    tools: ['ss7MAPer'],
    expect: ['cat3.not-serving'],
    ...asks((stage) => {
      const { imsi, msisdn, network } = stage.subscriber;
      const centre = nodeOf(network, 'smsc');
      const friend = stage.world.people.subscriber(network, stage.random.below(500));
      const tpdu = sms.smsSubmit(friend.msisdn, 'call me back', stage.random.below(256));
      return {
        from: mscOf(stage.asker('vlr')),
        to: centre,
        context: context.shortMsgMORelay,
        operation: operation.moForwardSM,
        argument: sms.forwardSM({ to: { centre: centre.title }, from: { msisdn }, tpdu, imsi }),
        identity: imsiOctets(imsi),
        result: undefined,
        disclosed: [],
        refusal: mapError.facilityNotSupported,
      };
    }),
  },
};
