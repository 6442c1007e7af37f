// SPDX-License-Identifier: Apache-2.0
// A register of a partner restarts: it tells every switch where its subscribers may be (reset, TS
// 29.002 §8.10), and these update them again at their next sign of life. A register here that lost
// its data asks the home of each visitor for it (restoreData, §8.10.3).

import { context, operation } from '../../forge/gsm-map.ts';
import {
  insertSubscriberData,
  insertSubscriberDataResult,
  updateLocationResult,
} from '../../forge/gsm-map-mobility.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { invoke, returnResult } from '../../forge/tcap.ts';
import { commonVersion, hop } from '../ask.ts';
import { updateLocation } from '../mobility.ts';
import { homeland, nodeOf, partners } from '../networks.ts';
import { type Subscriber, servingOf } from '../people.ts';
import { minute } from '../scheduler.ts';
import type { World } from '../world.ts';
import type { Behaviour, Scene } from './behaviour.ts';

const switches = [1, 2, 3];

function registerRestarts({ world, random, guest }: Scene): void {
  const [network] = random.pick(partners.filter(([one]) => one.mapVersion > 1));
  const register = nodeOf(network, 'hlr', 1 + random.below(4));
  const { now } = world.scheduler;
  for (const number of switches) {
    const dialogue = world.dialogue({
      from: register,
      to: nodeOf(homeland, 'vlr', number),
      context: context.reset,
      version: 2,
    });
    dialogue.begin(now, invoke(1, operation.reset, services.reset(register.title)));
  }
  for (let i = 0; i < 20; i += 1) {
    const subscriber = guest();
    if (subscriber?.hlr.title !== register.title) continue;
    world.scheduler.at(now + random.between(1, 50) * minute, () => {
      const visit = servingOf(subscriber);
      if (visit.network !== homeland) return;
      updateLocation(world, { subscriber, visit, previous: undefined }, world.scheduler.now);
    });
  }
}

/** The serving register asks for what it lost. */
function restore(world: World, subscriber: Subscriber): void {
  const { vlr, network } = servingOf(subscriber);
  const version = commonVersion(network, subscriber.network);
  if (version === 1) return;
  const { imsi, hlr, msisdn } = subscriber;
  const dialogue = world.dialogue({
    from: vlr,
    to: hlr,
    context: context.networkLocUp,
    version,
  });
  let at = world.scheduler.now;
  const asked = services.restoreData(imsi, version);
  dialogue.begin(at, invoke(1, operation.restoreData, asked));
  at += hop(world);
  const profile = insertSubscriberData({ msisdn, teleservices: [0x11, 0x22] }, version);
  dialogue.answer(at, invoke(1, operation.insertSubscriberData, profile));
  at += hop(world);
  const stored = version === 3 ? insertSubscriberDataResult() : undefined;
  dialogue.follow(
    at,
    stored ? returnResult(1, operation.insertSubscriberData, stored) : returnResult(1),
  );
  at += hop(world);
  const answerer = updateLocationResult(hlr.title, version);
  dialogue.end(at, returnResult(1, operation.restoreData, answerer));
}

export const behaviour: Behaviour = {
  name: 'register-restart',
  title: 'reset by the home of visitors, restoreData by the network that serves',
  weight: 0.8,
  begin: (scene) => {
    const { world, random, abroad } = scene;
    if (random.chance(0.3)) {
      registerRestarts(scene);
      return;
    }
    let at = world.scheduler.now;
    for (let i = 0; i < 6; i += 1) {
      const subscriber = abroad();
      if (subscriber === undefined) return;
      world.scheduler.at(at, () => {
        if (!subscriber.displaced && subscriber.visit) restore(world, subscriber);
      });
      at += random.between(0.5, 5) * minute;
    }
  },
};
