// SPDX-License-Identifier: Apache-2.0
// A portability hub asks under an agreement where numbers belong: the country and network code only,
// with nothing to deliver, at a steady rate all day (TS 29.002 §12.1, sm-deliveryNotIntended).

import { context, operation } from '../../forge/gsm-map.ts';
import * as sms from '../../forge/gsm-map-sms.ts';
import { ask } from '../ask.ts';
import { lookup } from '../atlas.ts';
import { nodeOf } from '../networks.ts';
import { second } from '../scheduler.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'number-lookup',
  title: 'routing questions that say that no message follows, under an agreement',
  weight: 1.5,
  begin: ({ world, random, atHome }) => {
    const centre = nodeOf(lookup, 'smsc');
    let at = world.scheduler.now;
    for (let i = 0; i < 12; i += 1) {
      const { msisdn, imsi, network } = atHome();
      const router = nodeOf(network, 'router');
      ask(
        world,
        {
          from: centre,
          to: router,
          called: { digits: msisdn, ssn: router.ssn },
          context: context.shortMsgGateway,
          operation: operation.sendRoutingInfoForSM,
          argument: () =>
            sms.sendRoutingInfoForSM({
              msisdn,
              serviceCentre: centre.title,
              deliveryNotIntended: 1,
            }),
          // Country and network alone, as was asked.
          result: () =>
            sms.sendRoutingInfoForSMResult(imsi.slice(0, 5).padEnd(15, '0'), router.title),
        },
        at,
      );
      at += random.between(15, 25) * second;
    }
  },
};
