// SPDX-License-Identifier: Apache-2.0
// The second operator of the country routes its calls to our numbers by asking our register, since
// numbers move between the two; over the national link, under an agreement.

import { context, operation } from '../../forge/gsm-map.ts';
import * as calls from '../../forge/gsm-map-calls.ts';
import { ask } from '../ask.ts';
import { secondOperator } from '../atlas.ts';
import { mscOf, nodeOf, roamingNumberOf, roamingNumbers } from '../networks.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'portability-dip',
  title: 'sendRoutingInfo from another operator of the country, for calls to ported numbers',
  weight: 4,
  begin: ({ world, random, atHome }) => {
    const { msisdn, imsi, hlr, network } = atHome();
    const from = mscOf(nodeOf(secondOperator, 'vlr', 1 + random.below(3)));
    const roamingNumber = roamingNumberOf(network, random.below(roamingNumbers));
    ask(
      world,
      {
        from,
        to: hlr,
        called: { digits: msisdn, ssn: hlr.ssn },
        context: context.locationInfoRetrieval,
        operation: operation.sendRoutingInfo,
        argument: (version) => calls.sendRoutingInfo(msisdn, from.title, version),
        result: (version) => calls.sendRoutingInfoResult({ imsi, roamingNumber }, version),
      },
      world.scheduler.now,
    );
  },
};
