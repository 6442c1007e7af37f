// SPDX-License-Identifier: Apache-2.0
// Commands of a serving node to the home server, from a network that does not serve (TS 29.272): the
// twins of updateLocation, sendAuthenticationInfo, purgeMS; an origin that contradicts itself.

import * as s6a from '../../forge/diameter-s6a.ts';
import { imsiOctets } from '../../forge/digits.ts';
import * as mobility from '../mobility.ts';
import { partnerNamed, plmnOf } from '../networks.ts';
import { visitTo } from '../people.ts';
import { hour, type Micros, millisecond, minute, second } from '../scheduler.ts';
import { diameter } from './questions.ts';
import type { Recipes } from './recipe.ts';
import { decoyImsi, type Stage } from './stage.ts';
import { type HostileCommand, harvested, hijack } from './terms.ts';

function pretend(stage: Stage, answered = false): void {
  const { world, random, subscriber, attacker, disguise } = stage;
  const visit = visitTo(attacker, random.below(3));
  const outcome = answered ? 'answered' : stage.outcome('update');
  const instance = stage.begin(visit.mme.host, outcome);
  const previous = subscriber.visit;
  const second = decoyImsi(subscriber);
  const doubled = { identity: imsiOctets(second), imsi: second };
  const update = {
    subscriber,
    visit,
    previous,
    frames: instance.frames,
    refused: outcome === 'refused',
    unanswered: outcome === 'unanswered',
    disguise: disguise === 'duplicate-identity' ? doubled : undefined,
  };
  let at = stage.now;
  if (random.chance(0.6)) {
    stage.disclose('vectors');
    const fetch = { ...update, unanswered: false };
    at = mobility.authenticateEps(world, fetch, at) + 200 * millisecond;
  }
  at = mobility.updateEpsLocation(world, update, at);
  stage.later(at, () => {});
  if (outcome !== 'answered') return;
  stage.disclose('profile');
  stage.flipBack(previous, visit, 'eps');
}

function asServing(stage: Stage, build: HostileCommand['build']): HostileCommand {
  return {
    from: stage.askingHost('mme'),
    to: stage.subscriber.hss,
    build,
    answer: [],
    disclosed: [],
  };
}

function fetchKeys(stage: Stage, at: Micros, who = stage.subscriber): Micros {
  const visit = visitTo(stage.attacker, 0);
  const instance = stage.begin(visit.mme.host, 'answered');
  stage.disclose('vectors');
  const update = { subscriber: who, visit, previous: undefined, frames: instance.frames };
  return mobility.authenticateEps(stage.world, update, at);
}

const interception = { ...diameter, purpose: 'interception', needsAnswer: true } as const;
const denial = { ...diameter, purpose: 'denial', place: 'abroad' } as const;
const tools = ['SigPloit'] as const;

export const recipes: Recipes = {
  'ulr-hijack': {
    title: 'ULR from far away while the subscriber is in another country',
    ...interception,
    place: 'abroad',
    tools,
    expect: hijack,
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage),
  },
  'ulr-impossible': {
    title: 'ULR from where nobody could have travelled since the last call',
    ...interception,
    needsAnswer: false,
    place: 'abroad',
    needsProof: true,
    source: 'TimeDistChk of Oracle DSA; SigFW, white paper',
    expect: ['cat3.velocity', 'cat3.not-serving'],
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage, true),
  },
  'clr-then-ulr': {
    title: 'CLR at our node, then ULR for the same subscriber',
    ...interception,
    place: 'home',
    source: 'detection C8 of the catalogue',
    expect: ['int.pre-cancel', 'cat2.own-subscriber', 'int.flip-back'],
    lasts: 1.4 * hour,
    act: (stage) => {
      const { subscriber, world } = stage;
      const cancel: HostileCommand = {
        from: stage.askingHost('hss'),
        to: visitTo(subscriber.network, 0).mme,
        build: (envelope) => s6a.cancelLocationRequest(envelope, subscriber.imsi, 2),
        answer: [],
        disclosed: [],
      };
      const at = stage.command(cancel, { outcome: 'answered' });
      stage.later(at + world.random.between(2, 120) * second, () => pretend(stage));
    },
  },
  'ulr-other-plmn': {
    title: 'ULR whose Visited-PLMN-Id is that of another network than the realm it comes from',
    ...interception,
    needsAnswer: false,
    place: 'home',
    source: 'VplmnORCst of Oracle DSA',
    expect: ['dia.origin-inconsistent', 'map.layer-mismatch'],
    act: (stage) =>
      void stage.command(
        asServing(stage, (envelope) =>
          s6a.updateLocationRequest(envelope, {
            imsi: stage.subscriber.imsi,
            visited: plmnOf(partnerNamed('plains')),
          }),
        ),
        { outcome: 'refused' },
      ),
  },
  'air-vectors': {
    title: 'AIR alone: also what precedes every scan at a border',
    ...diameter,
    form: 'series',
    purpose: 'interception',
    place: 'anywhere',
    tools,
    expect: [],
    act: (stage) => void fetchKeys(stage, stage.now),
  },
  'air-harvest': {
    title: 'AIR for nine subscribers within hours, none of whom ever arrives',
    ...diameter,
    form: 'series',
    purpose: 'interception',
    needsAnswer: true,
    place: 'home',
    source: 'corrections of the catalogue, C7: five targets a day, no update within the hour',
    expect: ['int.key-harvest'],
    lasts: 9 * hour,
    act: (stage) => {
      const crowd = stage.crowd(harvested, true);
      let at = fetchKeys(stage, stage.now);
      for (const one of crowd) {
        at += stage.random.between(6, 45) * minute;
        stage.targets.occupy(one, at + 2 * hour);
        stage.later(at, () => void fetchKeys(stage, stage.now, one));
      }
      stage.later(at + 1.05 * hour, () => {});
    },
  },
  'pur-denial': {
    title: 'PUR of one of ours abroad, by a network that never served',
    ...denial,
    tools,
    expect: ['cat3.not-serving', 'dos.detach'],
    act: (stage) =>
      void stage.command(
        asServing(stage, (envelope) => s6a.purgeUeRequest(envelope, stage.subscriber.imsi)),
      ),
  },
  'nor-notice': {
    title: 'NOR about one of ours abroad, by a network that never served',
    ...denial,
    tools,
    expect: ['cat3.not-serving'],
    act: (stage) =>
      void stage.command(
        asServing(stage, (envelope) => s6a.notifyRequest(envelope, stage.subscriber.imsi)),
      ),
  },
};
