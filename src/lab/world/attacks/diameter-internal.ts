// SPDX-License-Identifier: Apache-2.0
// Applications that never leave a network, or only under an agreement, asked from outside: location
// (SLg, SLh), the user's data (Sh), equipment (S13), exposure (S6t), messages (S6c). The twins of
// anyTimeInterrogation, provideSubscriberLocation, checkIMEI, sendRoutingInfoForSM.

import { requestOf } from '../../forge/diameter-command.ts';
import type { Exchange, Subject } from '../../forge/diameter-exchange.ts';
import { exposureExchanges } from '../../forge/diameter-exposure.ts';
import { imsExchanges } from '../../forge/diameter-ims.ts';
import { locationExchanges } from '../../forge/diameter-location.ts';
import { smsExchanges } from '../../forge/diameter-sms.ts';
import { hostOf, plmnOf } from '../networks.ts';
import { type Subscriber, servingOf } from '../people.ts';
import { hour, type Micros, minute, second } from '../scheduler.ts';
import { diameter } from './questions.ts';
import type { Recipes } from './recipe.ts';
import type { Stage } from './stage.ts';
import type { HostileCommand } from './terms.ts';

function subjectOf(stage: Stage, { imsi, msisdn, network, ...rest }: Subscriber): Subject {
  const { network: visited } = servingOf({ imsi, msisdn, network, ...rest });
  return {
    imsi,
    msisdn,
    home: plmnOf(network),
    visited: plmnOf(visited),
    noise: stage.world.noise,
  };
}

function exchangeOf(operation: string, subject: Subject): Exchange {
  const all = [
    ...locationExchanges(subject),
    ...imsExchanges(subject),
    ...exposureExchanges(subject),
    ...smsExchanges(subject),
  ];
  const found = all.find((one) => one.operation === operation);
  if (found === undefined) throw new Error(`the forge knows no ${operation}`);
  return found;
}

interface Asked {
  readonly node: 'home' | 'serving';
  readonly disclosed: readonly string[];
}

function command(
  stage: Stage,
  operation: string,
  { node, disclosed }: Asked,
  who = stage.subscriber,
): HostileCommand {
  const exchange = exchangeOf(operation, subjectOf(stage, who));
  return {
    from: hostOf(stage.attacker, 'mme', 1 + stage.random.below(2)),
    to: node === 'home' ? who.hss : servingOf(who).mme,
    build: (envelope) =>
      requestOf(exchange.application, envelope, exchange.command, exchange.request),
    answer: exchange.answer,
    disclosed,
  };
}

const sends = (operation: string, asked: Asked) => ({
  act: (stage: Stage) => void stage.command(command(stage, operation, asked)),
});
const internal = { ...diameter, expect: ['cat1.interconnect'], filtered: true } as const;
const tools = ['SigPloit'] as const;
const located = { node: 'serving', disclosed: ['location'] } as const;
const sweep = 64;

export const recipes: Recipes = {
  plr: {
    title: 'PLR of SLg: coordinates of one of ours',
    ...internal,
    purpose: 'location',
    place: 'home',
    tools,
    ...sends('slg.PLR', located),
  },
  rir: {
    title: 'RIR of SLh: the node that can locate one of ours',
    ...internal,
    form: 'nameless-command',
    purpose: 'location',
    place: 'anywhere',
    tools,
    ...sends('slh.RIR', { node: 'home', disclosed: ['imsi', 'serving-node'] }),
  },
  udr: {
    title: 'UDR of Sh: location and state of one of ours, as an application server asks',
    ...internal,
    form: 'nameless-command',
    purpose: 'location',
    place: 'anywhere',
    source: 'detection A1 of the catalogue, Sh',
    ...sends('sh.UDR', { node: 'home', disclosed: ['location'] }),
  },
  snr: {
    title: 'SNR of Sh: changes of one of ours are to be told from now on',
    ...internal,
    form: 'nameless-command',
    purpose: 'location',
    place: 'anywhere',
    source: 'detection B9 of the catalogue',
    expect: ['cat1.interconnect', 'loc.standing-order'],
    ...sends('sh.SNR', { node: 'home', disclosed: [] }),
  },
  cir: {
    title: 'CIR of S6t: every move of one of ours is to be told',
    ...internal,
    form: 'nameless-command',
    purpose: 'location',
    place: 'anywhere',
    source: 'detection B9 of the catalogue; TS 29.336 §6.4',
    expect: ['cat1.interconnect', 'loc.standing-order'],
    ...sends('s6t.CIR', { node: 'home', disclosed: ['location'] }),
  },
  ecr: {
    title: 'ECR of S13: whether a device is known here',
    ...internal,
    purpose: 'identity',
    place: 'home',
    source: 'TS 29.272 §6; the twin of checkIMEI',
    ...sends('s13.ECR', { node: 'home', disclosed: ['equipment'] }),
  },
  'srr-sweep': {
    title: 'SRR of S6c for 64 subscribers within hours, and no message to any',
    ...diameter,
    form: 'series',
    needsAnswer: true,
    purpose: 'identity',
    place: 'home',
    source: 'the twin of sendRoutingInfoForSM; detection D1 of the catalogue',
    expect: ['id.srism-no-mt', 'id.home-routing-leak'],
    lasts: 4 * hour,
    act: (stage) => {
      const asked = { node: 'home', disclosed: ['imsi', 'serving-node'] } as const;
      const ask = (who: Subscriber) => () =>
        stage.command(command(stage, 's6c.SRR', asked, who), { outcome: 'answered' });
      ask(stage.subscriber)();
      let at: Micros = stage.now;
      for (const who of stage.targets.crowd('home', stage.attacker, sweep, true)) {
        at += stage.random.between(40, 150) * second;
        stage.later(at, ask(who));
      }
      stage.later(at + 10 * minute, () => {});
    },
  },
};
