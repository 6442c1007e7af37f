// SPDX-License-Identifier: Apache-2.0
// Acts that no single message betrays: one visitor asked about all day by its own home, which may
// ask; one address that asks about many within the hour; numbers tried one after the other.

import { imsiOctets, isdnAddress } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import { provideSubscriberInfo } from '../../forge/gsm-map-location.ts';
import * as sms from '../../forge/gsm-map-sms.ts';
import { nodeOf } from '../networks.ts';
import { type Subscriber, servingOf } from '../people.ts';
import { hour, type Micros, minute, second } from '../scheduler.ts';
import { ss7, whereabouts } from './questions.ts';
import type { Recipes } from './recipe.ts';
import type { Stage } from './stage.ts';
import { fromOutside, type HostileQuestion } from './terms.ts';

/** What a prepaid service asks too, with no call behind it. */
function asksPolitely(stage: Stage, who: Subscriber, number = 1): HostileQuestion {
  return {
    from: nodeOf(stage.attacker, 'hlr', number),
    to: servingOf(who).vlr,
    context: context.subscriberInfoEnquiry,
    operation: operation.provideSubscriberInfo,
    argument: provideSubscriberInfo(who.imsi, { location: true, state: true }),
    identity: imsiOctets(who.imsi),
    result: whereabouts(stage),
    disclosed: ['location', 'state'],
    refusal: mapError.unexpectedDataValue,
  };
}

/** A number of the home network that its holder may or may not have. */
function numberAfter(first: number, step: number): string {
  return `999011${String(first + step).padStart(7, '0')}`;
}

function tries(stage: Stage, number: string): HostileQuestion {
  const centre = nodeOf(stage.attacker, 'smsc', 82);
  const { hlr, imsi } = stage.subscriber;
  return {
    from: centre,
    to: hlr,
    called: number,
    context: context.shortMsgGateway,
    operation: operation.sendRoutingInfoForSM,
    argument: sms.sendRoutingInfoForSM({ msisdn: number, serviceCentre: centre.title }),
    identity: isdnAddress(number),
    result: sms.sendRoutingInfoForSMResult(imsi, stage.serving.title),
    disclosed: ['imsi', 'serving-node'],
    refusal: mapError.unknownSubscriber,
  };
}

const series = { ...ss7, form: 'series' } as const;
const swept = 70;
const tried = 80;

/** Of ours: at a tap abroad, where a few of them are visitors, the same breach has another name. */
const ofOurs = ['cat2.own-subscriber', 'cat2.home-mismatch'] as const;

export const recipes: Recipes = {
  'query-rate': {
    title: 'provideSubscriberInfo 3 to 13 times an hour about one visitor, by its own home network',
    ...series,
    purpose: 'location',
    place: 'guest',
    by: 'home',
    source:
      'press on 2.3 million questions of three operators about their subscribers abroad, 2020',
    expect: fromOutside('loc.query-rate'),
    lasts: 11 * hour,
    act: (stage) => {
      const perHour = stage.random.between(3, 13);
      const last = stage.now + stage.random.between(7, 10) * hour;
      const ask = () =>
        stage.question(asksPolitely(stage, stage.subscriber), { outcome: 'answered' });
      ask();
      let at: Micros = stage.now;
      while (at < last) {
        at += (hour / perHour) * stage.random.between(0.7, 1.3);
        stage.later(at, ask);
      }
    },
  },
  'handset-sweep': {
    title: 'provideSubscriberInfo about 70 of ours within the hour, from one address',
    ...series,
    purpose: 'location',
    place: 'home',
    source: 'detection B6 of the catalogue; sweeps of published campaigns, Citizen Lab 2023',
    expect: ['loc.handset-sweep', ...ofOurs],
    lasts: 1.2 * hour,
    act: (stage) => {
      const number = 81 + stage.random.below(3);
      stage.question(asksPolitely(stage, stage.subscriber, number));
      let at: Micros = stage.now;
      for (const who of stage.crowd(swept)) {
        at += stage.random.between(15, 48) * second;
        stage.later(at, () => stage.question(asksPolitely(stage, who, number)));
      }
    },
  },
  enumeration: {
    title: 'sendRoutingInfoForSM for 80 numbers in a row, most of which nobody has',
    ...series,
    purpose: 'identity',
    place: 'home',
    source: 'detection D4 of the catalogue',
    expect: ['id.enumeration'],
    lasts: 1.2 * hour,
    act: (stage) => {
      const first = stage.random.below(9_000_000);
      let at: Micros = stage.now;
      stage.question(tries(stage, numberAfter(first, 0)), { outcome: 'refused' });
      for (let step = 1; step < tried; step += 1) {
        at += stage.random.between(5, 40) * second;
        const outcome = stage.random.chance(0.15) ? 'answered' : 'refused';
        stage.later(at, () => stage.question(tries(stage, numberAfter(first, step)), { outcome }));
      }
      stage.later(at + minute, () => {});
    },
  },
};
