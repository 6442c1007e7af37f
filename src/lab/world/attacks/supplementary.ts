// SPDX-License-Identifier: Apache-2.0
// What a phone sets for itself, sent by a network that does not serve it: forwarding, set for a
// while and erased again, by operation or by the code one would dial; a code that moves money; a
// look at what is forwarded; a notice that passes for the operator's (TS 29.002 §11).

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, mapOpen, operation } from '../../forge/gsm-map.ts';
import * as calls from '../../forge/gsm-map-calls.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { roamingNumberOf } from '../networks.ts';
import { minute } from '../scheduler.ts';
import { asks, numberOf, ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';
import type { Stage } from './stage.ts';
import type { HostileQuestion } from './terms.ts';

/** Asked of the subscriber's register as by the register that serves the phone. */
function asVisited(
  stage: Stage,
  code: number,
  argument: HostileQuestion['argument'],
  result: HostileQuestion['result'],
): HostileQuestion {
  const { imsi, hlr } = stage.subscriber;
  const from = stage.asker('vlr');
  return {
    from,
    to: hlr,
    context: context.networkFunctionalSs,
    version: 2,
    information: mapOpen(imsi, from.title),
    operation: code,
    argument,
    identity: imsiOctets(imsi),
    result,
    disclosed: [],
    refusal: mapError.systemFailure,
  };
}

function dials(stage: Stage, code: string): HostileQuestion {
  const { msisdn } = stage.subscriber;
  return {
    ...asVisited(
      stage,
      operation.processUnstructuredSSRequest,
      calls.processUnstructuredSSRequest(code, msisdn),
      calls.processUnstructuredSSResult('*1#'),
    ),
    context: context.networkUnstructuredSs,
    identity: numberOf(stage),
    disclosed: ['service'],
  };
}

function stranger(stage: Stage): string {
  return roamingNumberOf(stage.attacker, stage.random.below(1000));
}

/** Set, used, and erased before anybody notices. */
function pair(stage: Stage, set: HostileQuestion, erase: HostileQuestion): void {
  const at = stage.question(set, { outcome: 'answered' });
  stage.later(at + stage.random.between(3, 25) * minute, () => {
    stage.question({ ...erase, from: set.from }, { outcome: 'answered' });
  });
}

const visited = { ...ss7, place: 'abroad' } as const;

export const recipes: Recipes = {
  forwarding: {
    title: 'registerSS: calls forwarded to the attacker for minutes, then eraseSS',
    ...visited,
    purpose: 'interception',
    tools: ['ss7MAPer'],
    expect: ['int.forwarding', 'cat3.not-serving'],
    act: (stage) => {
      const number = stranger(stage);
      pair(
        stage,
        asVisited(
          stage,
          operation.registerSS,
          services.registerForwarding(number),
          services.forwardingInfo(number),
        ),
        asVisited(stage, operation.eraseSS, services.ssForBasicService(), services.erasedInfo()),
      );
    },
  },
  'forwarding-code': {
    title: 'USSD: the code that forwards calls, later the one that ends it',
    ...visited,
    purpose: 'interception',
    source: 'forwarding by service code: TS 22.030 §6.5.2; SigFW, white paper',
    expect: ['int.forwarding', 'cat3.not-serving'],
    act: (stage) => pair(stage, dials(stage, `**21*${stranger(stage)}#`), dials(stage, '##21#')),
  },
  'forwarding-look': {
    title: 'interrogateSS: where calls of one of ours are forwarded to',
    ...visited,
    purpose: 'profile',
    tools: ['ss7MAPer'],
    expect: ['cat3.not-serving'],
    ...asks((stage) => {
      const voicemail = roamingNumberOf(stage.subscriber.network, stage.random.below(100));
      return {
        ...asVisited(
          stage,
          operation.interrogateSS,
          services.ssForBasicService(),
          services.interrogationResult(voicemail),
        ),
        disclosed: ['forwarding'],
      };
    }),
  },
  'ussd-fraud': {
    title: 'USSD: a code that moves credit',
    ...visited,
    purpose: 'fraud',
    tools: ['ss7MAPer'],
    expect: ['cat3.not-serving'],
    ...asks((stage) => dials(stage, '*140*999#')),
  },
  'ussd-phishing': {
    title: 'unstructuredSS-Notify: a notice that passes for the operator’s',
    ...ss7,
    purpose: 'fraud',
    place: 'home',
    tools: ['ss7MAPer'],
    expect: ['cat2.own-subscriber'],
    ...asks((stage) => {
      const { imsi } = stage.subscriber;
      const from = stage.asker('hlr');
      return {
        from,
        to: stage.serving,
        context: context.networkUnstructuredSs,
        version: 2,
        information: mapOpen(imsi, from.title),
        operation: operation.unstructuredSSNotify,
        argument: services.unstructuredSS('*100*1#'),
        identity: imsiOctets(imsi),
        result: undefined,
        disclosed: [],
        refusal: mapError.unidentifiedSubscriber,
      };
    }),
  },
};
