// SPDX-License-Identifier: Apache-2.0
// What several families ask: a subscriber's whereabouts, a changed profile, a cancellation. A maker
// turns a stage into a question; `asks` makes an act of one.

import { imsiOctets, isdnAddress } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as location from '../../forge/gsm-map-location.ts';
import * as mobility from '../../forge/gsm-map-mobility.ts';
import { plmnOf } from '../networks.ts';
import { servingOf } from '../people.ts';
import type { Stage } from './stage.ts';
import type { HostileQuestion } from './terms.ts';

export type Maker = (stage: Stage) => HostileQuestion;

export const ss7 = { technology: 'ss7', form: 'question' } as const;
export const diameter = { technology: 'diameter', form: 'command' } as const;

export function asks(make: Maker): { readonly act: (stage: Stage) => void } {
  return { act: (stage) => void stage.question(make(stage)) };
}

export function cellIn(stage: Stage) {
  const { random, subscriber } = stage;
  const place = plmnOf(servingOf(subscriber).network);
  return { ...place, lac: 200 + random.below(40), cellId: random.below(60_000) };
}

export function seaPosition({ random }: Stage) {
  return {
    latitude: random.between(-0.9, 0.9),
    longitude: random.between(-0.9, 0.9),
    uncertainty: 10 + random.below(20),
  };
}

/** What a serving node tells: cell, age, position at times. */
export function whereabouts(stage: Stage) {
  const { random, serving, subscriber } = stage;
  return location.subscriberInfoResult({
    ageMinutes: random.below(120),
    ...(random.chance(0.3) && { position: seaPosition(stage) }),
    vlr: serving.title,
    cell: cellIn(stage),
    msc: serving.title,
    state: 'assumedIdle',
    ...(random.chance(0.3) && { imei: subscriber.imeisv }),
  });
}

export const everything = { location: true, state: true, current: true } as const;

/** provideSubscriberInfo, which pages the phone for its present cell. */
export function provideInfo(stage: Stage): HostileQuestion {
  const { imsi } = stage.subscriber;
  const imei = stage.random.chance(0.5);
  return {
    from: stage.asker('hlr'),
    to: stage.serving,
    context: context.subscriberInfoEnquiry,
    operation: operation.provideSubscriberInfo,
    argument: location.provideSubscriberInfo(imsi, { ...everything, imei }),
    identity: imsiOctets(imsi),
    result: whereabouts(stage),
    disclosed: ['location', 'state'],
    refusal: mapError.unexpectedDataValue,
  };
}

export function cancel(stage: Stage): HostileQuestion {
  const { imsi } = stage.subscriber;
  return {
    from: stage.asker('hlr'),
    to: stage.serving,
    context: context.locationCancellation,
    operation: operation.cancelLocation,
    argument: mobility.cancelLocation(imsi),
    identity: imsiOctets(imsi),
    result: undefined,
    disclosed: [],
    refusal: mapError.unidentifiedSubscriber,
  };
}

/** Octets by which a question names a subscriber's number. */
export function numberOf(stage: Stage): Uint8Array {
  return isdnAddress(stage.subscriber.msisdn);
}
