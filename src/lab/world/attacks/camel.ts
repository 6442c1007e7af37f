// SPDX-License-Identifier: Apache-2.0
// Calls taken over by CAMEL: the address of a stranger's service control function is written into a
// profile at our switch, which then asks that stranger what to do with a call and is told to connect
// it elsewhere (TS 23.078 §4.5).

import * as camel from '../../forge/camel.ts';
import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import { insertSubscriberData, insertSubscriberDataResult } from '../../forge/gsm-map-mobility.ts';
import { invoke } from '../../forge/tcap.ts';
import { hop } from '../ask.ts';
import { askControl, inCamel, prepaidKey } from '../calls.ts';
import { nodeOf, roamingNumberOf } from '../networks.ts';
import { servingOf } from '../people.ts';
import { hour } from '../scheduler.ts';
import { ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';

export const recipes: Recipes = {
  'csi-swap': {
    title: 'insertSubscriberData with a stranger’s gsmSCF, then a call that asks the stranger',
    ...ss7,
    purpose: 'interception',
    place: 'home',
    needsAnswer: true,
    source: 'interception by CAMEL: SigFW, white paper; detections C2 and C3 of the catalogue',
    expect: ['int.csi-swap', 'int.idp-to-stranger', 'cat2.own-subscriber'],
    lasts: 7 * hour,
    act: (stage) => {
      const { subscriber, world, random } = stage;
      const { imsi } = subscriber;
      const stranger = inCamel(nodeOf(stage.attacker, 'gsmScf', 1 + random.below(4)));
      stage.question(
        {
          from: stage.asker('hlr'),
          to: stage.serving,
          context: context.subscriberDataMngt,
          operation: operation.insertSubscriberData,
          argument: insertSubscriberData({
            imsi,
            gsmScf: stranger.title,
            serviceKey: prepaidKey,
          }),
          identity: imsiOctets(imsi),
          result: insertSubscriberDataResult(),
          disclosed: ['call'],
          refusal: mapError.unidentifiedSubscriber,
        },
        { outcome: 'answered' },
      );
      stage.later(stage.now + random.between(0.2, 6) * hour, () => {
        const { frames } = stage.instance;
        const call = { subscriber, visit: servingOf(subscriber), control: stranger, frames };
        const dialogue = askControl(world, call, stage.now);
        const bridge = roamingNumberOf(stage.attacker, random.below(1000));
        const connect = camel.connect(bridge, { redirecting: subscriber.msisdn });
        dialogue.end(stage.now + hop(world), invoke(1, camel.operation.connect, connect));
      });
    },
  },
};
