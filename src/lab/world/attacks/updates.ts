// SPDX-License-Identifier: Apache-2.0
// Pretended arrivals: a far network says that it serves the subscriber now, with or without having
// fetched keys before, and the real phone takes its place back when it notices (TS 29.002 §19.1).
// What the update is for comes after it: messages that go the wrong way, a profile, keys.

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as mobilityForge from '../../forge/gsm-map-mobility.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { disguiseAs } from '../disguises.ts';
import * as mobility from '../mobility.ts';
import { partnerNamed, titleOf } from '../networks.ts';
import { visitTo } from '../people.ts';
import { hour, type Micros, millisecond, minute, second } from '../scheduler.ts';
import { centreOf, deliverMessage } from '../services.ts';
import { asks, cancel, ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';
import type { Stage } from './stage.ts';
import { harvested, hijack } from './terms.ts';

interface Pretence {
  readonly domain?: 'cs' | 'ps';
  /** The VLR that the message names, when it is not the one that sends it. */
  readonly named?: string;
  readonly answered?: boolean;
  /** What the pretender gets while it is believed. */
  readonly gain?: (stage: Stage, at: Micros) => void;
}

function pretend(stage: Stage, { domain = 'cs', named, answered, gain }: Pretence = {}): void {
  const { world, random, subscriber, attacker, disguise } = stage;
  const visit = visitTo(attacker, random.below(3));
  const node = domain === 'ps' ? visit.sgsn : visit.vlr;
  const outcome = answered ? 'answered' : stage.outcome('update');
  const instance = stage.begin(node.title, outcome);
  const previous = subscriber.visit;
  const update = {
    subscriber,
    visit,
    previous,
    frames: instance.frames,
    named,
    refused: outcome === 'refused',
    unanswered: outcome === 'unanswered',
    disguise: disguiseAs(disguise, imsiOctets(subscriber.imsi), subscriber.imsi),
  };
  let at = stage.now;
  if (random.chance(0.6)) {
    stage.disclose('vectors');
    at = mobility.authenticate(world, update, at, domain) + 300 * millisecond;
  }
  at =
    domain === 'ps'
      ? mobility.updateGprsLocation(world, update, at)
      : mobility.updateLocation(world, update, at);
  stage.later(at + second, () => {});
  if (outcome !== 'answered') return;
  stage.disclose('profile');
  subscriber.visit = gain ? visit : previous;
  gain?.(stage, at);
  subscriber.visit = previous;
  stage.flipBack(previous, visit, domain);
}

/** A code is sent; our centre delivers it to the node that the update named, which answers. */
function intercept(stage: Stage, at: Micros): void {
  const { subscriber, world } = stage;
  const visit = subscriber.visit;
  const centre = centreOf(subscriber.network);
  stage.later(at + stage.random.between(20, 120) * second, () => {
    const real = subscriber.visit;
    subscriber.visit = visit;
    const { frames } = stage.instance;
    deliverMessage(world, { subscriber, centre, frames, certain: true }, stage.now);
    subscriber.visit = real;
  });
  stage.disclose('message');
}

/** Keys for one subscriber, fetched by a network where nobody arrives. */
function fetchKeys(stage: Stage, at: Micros, who = stage.subscriber): Micros {
  const visit = visitTo(stage.attacker, 0);
  const instance = stage.begin(visit.vlr.title, 'answered');
  stage.disclose('vectors');
  const update = { subscriber: who, visit, previous: undefined, frames: instance.frames };
  return mobility.authenticate(stage.world, update, at, 'cs');
}

const interception = {
  ...ss7,
  purpose: 'interception',
  form: 'update',
  needsAnswer: true,
} as const;
const update = ['SigPloit', 'safeseven', 'ss7MAPer', 'jss7-attack-simulator'] as const;

export const recipes: Recipes = {
  'ul-hijack': {
    title: 'updateLocation from far away while the subscriber is in another country',
    ...interception,
    place: 'abroad',
    tools: update,
    expect: hijack,
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage),
  },
  'ul-hijack-home': {
    title: 'updateLocation from far away while the subscriber is at home',
    ...interception,
    place: 'home',
    tools: update,
    expect: ({ outcome }) => (outcome === 'answered' ? ['int.flip-back'] : []),
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage),
  },
  'ugl-hijack': {
    title: 'updateGprsLocation from far away while the subscriber is in another country',
    ...interception,
    place: 'abroad',
    tools: ['SigPloit'],
    expect: hijack,
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage, { domain: 'ps' }),
  },
  'impossible-travel': {
    title: 'updateLocation from where nobody could have travelled since the last call',
    ...interception,
    place: 'abroad',
    needsProof: true,
    needsAnswer: false,
    source: 'velocity check of SigFW, white paper; Oracle, category 3',
    expect: ['cat3.velocity', 'cat3.not-serving'],
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage, { answered: true }),
  },
  'sms-interception': {
    title: 'updateLocation, and the message meant for the subscriber is answered at the new node',
    ...interception,
    place: 'abroad',
    tools: ['jss7-attack-simulator', 'SigPloit'],
    expect: ['int.hijack-lu', 'int.flip-back'],
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage, { answered: true, gain: intercept }),
  },
  'ul-other-switch': {
    title: 'updateLocation whose message names the register of another operator than its sender',
    ...interception,
    needsAnswer: false,
    place: 'home',
    source: 'layers that disagree: Oracle, category 3, first test; SigFW, white paper',
    expect: ['map.layer-mismatch'],
    lasts: 1.2 * hour,
    act: (stage) => pretend(stage, { named: titleOf(partnerNamed('plains'), 'vlr', 2) }),
  },
  'pre-cancel': {
    title: 'cancelLocation at our switch, then updateLocation for the same subscriber',
    ...interception,
    place: 'home',
    source: 'cancel first so that the update finds nobody: detection C8 of the catalogue',
    expect: ['int.pre-cancel', 'cat2.own-subscriber', 'int.flip-back'],
    lasts: 1.4 * hour,
    act: (stage) => {
      const at = stage.question({ ...cancel(stage) }, { outcome: 'answered' });
      stage.later(at + stage.random.between(2, 120) * second, () => pretend(stage));
    },
    form: 'question',
  },
  'restore-data': {
    title: 'restoreData: the profile of one of ours, read by a network that does not serve',
    ...ss7,
    purpose: 'profile',
    place: 'abroad',
    tools: ['ss7MAPer'],
    expect: ['cat3.not-serving'],
    ...asks((stage) => {
      const { imsi, hlr } = stage.subscriber;
      return {
        from: stage.asker('vlr'),
        to: hlr,
        context: context.networkLocUp,
        operation: operation.restoreData,
        argument: services.restoreData(imsi),
        identity: imsiOctets(imsi),
        result: mobilityForge.updateLocationResult(hlr.title),
        disclosed: ['profile'],
        refusal: mapError.unknownSubscriber,
      };
    }),
  },
  'sai-vectors': {
    title: 'sendAuthenticationInfo alone: also what precedes every scan at a border',
    ...ss7,
    form: 'series',
    purpose: 'interception',
    place: 'anywhere',
    tools: ['SigPloit', 'ss7MAPer'],
    expect: [],
    act: (stage) => void fetchKeys(stage, stage.now),
  },
  'key-harvest': {
    title: 'sendAuthenticationInfo for nine subscribers within hours, none of whom ever arrives',
    ...ss7,
    form: 'series',
    needsAnswer: true,
    purpose: 'interception',
    place: 'home',
    source: 'corrections of the catalogue, C7: five targets a day, no update within the hour',
    expect: ['int.key-harvest'],
    lasts: 9 * hour,
    act: (stage) => {
      const crowd = stage.crowd(harvested);
      let at = fetchKeys(stage, stage.now);
      for (const one of crowd) {
        at += stage.random.between(6, 45) * minute;
        stage.targets.occupy(one, at + 2 * hour);
        stage.later(at, () => void fetchKeys(stage, stage.now, one));
      }
      // The watch for an update that never comes runs for an hour more.
      stage.later(at + 1.05 * hour, () => {});
    },
  },
};
