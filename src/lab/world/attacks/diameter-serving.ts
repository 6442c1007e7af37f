// SPDX-License-Identifier: Apache-2.0
// Commands that only the home server sends to a serving node, from elsewhere (TS 29.272): the twins
// of provideSubscriberInfo, cancelLocation, deleteSubscriberData, reset; and their series.

import * as s6a from '../../forge/diameter-s6a.ts';
import { hostOf } from '../networks.ts';
import { type Subscriber, servingOf, visitTo } from '../people.ts';
import { hour, type Micros, second } from '../scheduler.ts';
import { diameter } from './questions.ts';
import type { Recipes } from './recipe.ts';
import type { Stage } from './stage.ts';
import { fromOutside, type HostileCommand } from './terms.ts';

type Build = (envelope: s6a.S6aEnvelope, imsi: string) => ReturnType<HostileCommand['build']>;

function asServer(stage: Stage, build: Build, more: Partial<HostileCommand> = {}): HostileCommand {
  const { subscriber } = stage;
  return {
    from: stage.askingHost('hss'),
    to: servingOf(subscriber).mme,
    build: (envelope) => build(envelope, subscriber.imsi),
    answer: [],
    disclosed: [],
    ...more,
  };
}

const sends = (build: Build, more: (stage: Stage) => Partial<HostileCommand> = () => ({})) => ({
  act: (stage: Stage) => void stage.command(asServer(stage, build, more(stage))),
});

/** An insertion of nothing that asks for the present cell. */
const locate: Build = (envelope, imsi) =>
  s6a.insertSubscriberDataRequest(envelope, {
    imsi,
    flags: s6a.idrFlag.location | s6a.idrFlag.currentLocation,
  });
/** What a service at home may ask too. */
const lookUp: Build = (envelope, imsi) =>
  s6a.insertSubscriberDataRequest(envelope, { imsi, flags: s6a.idrFlag.location });
const withdraw: Build = (envelope, imsi) => s6a.cancelLocationRequest(envelope, imsi, 2);
const place = (stage: Stage) => ({ answer: stage.epsWhereabouts(), disclosed: ['location'] });

const own = ['cat2.own-subscriber'];
const mismatch = ['cat2.home-mismatch'];
const paging = 'loc.active-paging';
const tools = ['SigPloit'] as const;
const location = { ...diameter, purpose: 'location' } as const;
const denial = { ...diameter, purpose: 'denial' } as const;
const swept = 60;

function about(stage: Stage, who: Subscriber, number: number): HostileCommand {
  return {
    ...asServer(stage, (envelope) => lookUp(envelope, who.imsi), place(stage)),
    from: hostOf(stage.attacker, 'hss', number),
    to: servingOf(who).mme,
  };
}

export const recipes: Recipes = {
  'idr-own': {
    title: 'IDR that asks for the present cell of one of ours',
    ...location,
    place: 'home',
    tools,
    expect: [...own, paging],
    ...sends(locate, place),
  },
  'idr-guest': {
    title: 'IDR that asks for the present cell of a visitor, not by the home',
    ...location,
    place: 'guest',
    tools,
    expect: [...mismatch, paging],
    ...sends(locate, place),
  },
  'idr-direct': {
    title: 'IDR past us to the network where one of ours is',
    ...location,
    place: 'abroad',
    tools,
    expect: [...mismatch, paging],
    ...sends(locate, place),
  },
  'clr-own': {
    title: 'CLR of one of ours',
    ...denial,
    place: 'home',
    tools,
    expect: [...own, 'dos.detach'],
    ...sends(withdraw),
  },
  'clr-guest': {
    title: 'CLR of a visitor, not by the home',
    ...denial,
    place: 'guest',
    tools,
    expect: [...mismatch, 'dos.detach'],
    ...sends(withdraw),
  },
  'clr-direct': {
    title: 'CLR past us to the network where one of ours is',
    ...denial,
    place: 'abroad',
    tools,
    expect: [...mismatch, 'dos.detach'],
    ...sends(withdraw),
  },
  'dsr-own': {
    title: 'DSR: the packet services of one of ours are taken away',
    ...diameter,
    purpose: 'profile',
    place: 'home',
    tools,
    expect: [...own, 'dos.detach'],
    ...sends((envelope, imsi) => s6a.deleteSubscriberDataRequest(envelope, imsi)),
  },
  /** The answer goes to the server whose name it is. */
  'own-host': {
    title: 'CLR under the name of our own server, from outside',
    ...denial,
    place: 'home',
    source: 'spoofed origin: SigFW, white paper',
    expect: ['cat1.own-gt'],
    ...sends(withdraw, ({ subscriber }) => ({ from: subscriber.hss })),
  },
  rsr: {
    title: 'RSR: a stranger says that the server of its guests here has lost its data',
    ...denial,
    form: 'nameless-command',
    place: 'guest',
    tools,
    expect: ['dos.reset', ...mismatch],
    ...sends((envelope, imsi) => s6a.resetRequest(envelope, imsi.slice(0, 7))),
  },
  'idr-outward': {
    title: 'IDR from a server of ours about a subscriber of another, at its home',
    ...location,
    place: 'guest',
    by: 'ourselves',
    source: 'leased names: Citizen Lab 2023; detection G7 of the catalogue',
    expect: ({ tapIsSenders }) => [tapIsSenders ? 'out.own-node' : 'cat2.own-subscriber'],
    ...sends(locate, (stage) => ({
      ...place(stage),
      to: visitTo(stage.subscriber.network, 0).mme,
    })),
  },
  'idr-rate': {
    title: 'IDR for the cell 3 to 13 times an hour about one visitor, by its own home network',
    ...location,
    form: 'series',
    place: 'guest',
    by: 'home',
    source: 'the twin of provideSubscriberInfo asked all day; detection B1 of the catalogue',
    expect: fromOutside('loc.query-rate'),
    lasts: 11 * hour,
    act: (stage) => {
      const perHour = stage.random.between(3, 13);
      const last = stage.now + stage.random.between(7, 10) * hour;
      const ask = () => stage.command(about(stage, stage.subscriber, 1), { outcome: 'answered' });
      ask();
      let at: Micros = stage.now;
      while (at < last) {
        at += (hour / perHour) * stage.random.between(0.7, 1.3);
        stage.later(at, ask);
      }
    },
  },
  'idr-sweep': {
    title: 'IDR for the cells of 60 of ours within the hour, from one host',
    ...location,
    form: 'series',
    place: 'home',
    source: 'detection B6 of the catalogue',
    expect: ['loc.handset-sweep', ...own, ...mismatch],
    lasts: 1.2 * hour,
    act: (stage) => {
      const number = 81 + stage.random.below(3);
      stage.command(about(stage, stage.subscriber, number));
      let at: Micros = stage.now;
      for (const who of stage.crowd(swept, true)) {
        at += stage.random.between(15, 50) * second;
        stage.later(at, () => stage.command(about(stage, who, number)));
      }
    },
  },
};
