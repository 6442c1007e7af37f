// SPDX-License-Identifier: Apache-2.0
// An answer is late and the question is asked again: in Diameter the same request with the T bit
// (RFC 6733 §3), in MAP a new dialogue (TS 29.002 leaves it to the sender).

import * as s6a from '../../forge/diameter-s6a.ts';
import { hop } from '../ask.ts';
import { plmnOf } from '../networks.ts';
import { servingOf } from '../people.ts';
import { second } from '../scheduler.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'late-answers',
  title: 'one request twice, with the same end-to-end identifier',
  weight: 2,
  begin: ({ world, random, abroad, guest }) => {
    const subscriber = random.chance(0.5) ? abroad() : guest();
    if (subscriber === undefined || !subscriber.lte) return;
    const { mme, network } = servingOf(subscriber);
    if (!network.lte) return;
    const { imsi } = subscriber;
    const exchange = world.exchange({
      from: mme,
      to: subscriber.hss,
      build: (envelope) =>
        s6a.authenticationInformationRequest(envelope, { imsi, visited: plmnOf(network) }),
    });
    const { now } = world.scheduler;
    exchange.request(now);
    const again = now + random.between(2, 6) * second;
    exchange.repeat(again);
    const vectors = s6a.vectorAvps(1, world.noise);
    exchange.answer(again + hop(world), { result: s6a.resultCode.success }, vectors);
  },
};
