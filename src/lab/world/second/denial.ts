// SPDX-License-Identifier: Apache-2.0
// Fraud and denial of service as published: money by USSD, messages in another's name, prepaid
// control taken away; registrations cancelled, purged and reset by strangers. And what testers try
// on the way in: our own title from outside, the wrong subsystem, odd forms of the same question.

import { octets } from '../../forge/bytes.ts';
import * as s6a from '../../forge/diameter-s6a.ts';
import { context, mapOpen, operation } from '../../forge/gsm-map.ts';
import * as calls from '../../forge/gsm-map-calls.ts';
import * as location from '../../forge/gsm-map-location.ts';
import * as map from '../../forge/gsm-map-mobility.ts';
import * as service from '../../forge/gsm-map-services.ts';
import * as sms from '../../forge/gsm-map-sms.ts';
import { ssn } from '../../forge/sccp.ts';
import { invoke, returnResult } from '../../forge/tcap.ts';
import { hop } from '../ask.ts';
import { nodeOf, plmnOf } from '../networks.ts';
import { servingOf } from '../people.ts';
import { minute } from '../scheduler.ts';
import {
  basin,
  border,
  cayOne,
  cayTwo,
  leased,
  leasedHost,
  ridge,
  shoal,
  vale,
} from './networks.ts';
import type { Act, Plan } from './stage.ts';
import { subscriberInfo } from './tracking.ts';

const moneyCode: Act = (stage) => {
  const from = leased(stage.random.pick([shoal, cayOne]), ssn.vlr, 31);
  const subscriber = stage.week.traveller(from.network) ?? stage.week.atHome();
  const expect = ['cat3.not-serving'];
  const act = stage.plan({ attack: 'ussd-money', purpose: 'fraud', subscriber, from, expect });
  stage.ask(act, {
    ...{ from, to: subscriber.hlr, context: context.networkUnstructuredSs, newest: 2 },
    information: mapOpen(subscriber.imsi, from.title),
    operation: operation.processUnstructuredSSRequest,
    argument: () => calls.processUnstructuredSSRequest('*145*1*500#', subscriber.msisdn),
    result: () => calls.processUnstructuredSSResult('*1#'),
  });
  return true;
};

const inAnothersName: Act = (stage) => {
  const from = leased(cayTwo, ssn.msc, 32);
  const subscriber = stage.week.traveller(cayTwo) ?? stage.week.atHome();
  const expect = ['cat3.not-serving'];
  const act = stage.plan({ attack: 'sent-as-another', purpose: 'fraud', subscriber, from, expect });
  const centre = nodeOf(vale, 'smsc');
  const tpdu = sms.smsSubmit(`999${vale.code}15550000`, 'your parcel waits', 9);
  stage.ask(act, {
    ...{ from, to: centre, context: context.shortMsgMORelay, operation: operation.moForwardSM },
    argument: () =>
      sms.forwardSM({
        ...{ to: { centre: centre.title }, from: { msisdn: subscriber.msisdn } },
        ...{ tpdu, imsi: subscriber.imsi },
      }),
  });
  return true;
};

const controlTaken: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leased(basin, ssn.hlr, 33);
  const act = stage.plan({
    ...{ attack: 'prepaid-control-off', purpose: 'fraud', subscriber, from },
    expect: ['cat2.own-subscriber'],
  });
  stage.ask(act, {
    ...{ from, to: servingOf(subscriber).vlr, context: context.subscriberDataMngt },
    operation: operation.deleteSubscriberData,
    argument: () => map.deleteSubscriberData(subscriber.imsi),
  });
  return true;
};

const cancelled =
  (place: 'guest' | 'home'): Act =>
  (stage) => {
    const from = leased(stage.random.pick([cayTwo, shoal]), ssn.hlr, 34);
    const subscriber =
      place === 'guest' ? stage.week.guest((of) => of !== from.network) : stage.week.atHome();
    if (subscriber === undefined) return false;
    const category = place === 'guest' ? 'cat2.home-mismatch' : 'cat2.own-subscriber';
    const act = stage.plan({
      ...{ attack: `cancelled-${place}`, purpose: 'denial', subscriber, from },
      expect: ['dos.detach', category],
    });
    stage.ask(act, {
      ...{ from, to: servingOf(subscriber).vlr, context: context.locationCancellation },
      operation: operation.cancelLocation,
      argument: (version) => map.cancelLocation(subscriber.imsi, version),
    });
    return true;
  };

const purged: Act = (stage) => {
  const from = leased(basin, ssn.vlr, 35);
  const subscriber = stage.week.traveller(basin) ?? stage.week.atHome();
  const act = stage.plan({
    ...{ attack: 'purged', purpose: 'denial', subscriber, from },
    expect: ['dos.detach', 'cat3.not-serving'],
  });
  stage.ask(act, {
    ...{ from, to: subscriber.hlr, context: context.msPurging, operation: operation.purgeMS },
    argument: (version) => map.purgeMS({ imsi: subscriber.imsi, vlr: from.title }, version),
    result: map.purgeMSResult,
  });
  return true;
};

const resetAll: Act = (stage) => {
  const subscriber = stage.week.guest(({ id }) => id === border.id || id === ridge.id);
  if (subscriber === undefined) return false;
  const from = leased(cayOne, ssn.hlr, 36);
  const act = stage.plan({
    ...{ attack: 'reset-by-stranger', purpose: 'denial', subscriber, from },
    expect: ['dos.reset'],
  });
  const { mcc, mnc } = plmnOf(subscriber.network);
  const dialogue = stage.world.dialogue({
    ...{ from, to: servingOf(subscriber).vlr, context: context.reset, version: 2 },
    frames: act.frames,
  });
  const argument = service.reset(from.title, `${mcc}${mnc}1`);
  dialogue.begin(stage.now, invoke(1, operation.reset, argument));
  return true;
};

/** The Diameter twins of cancel and purge. */
const twinCancel: Act = (stage) => {
  const from = leasedHost(cayOne, 'hss', 37);
  const subscriber = stage.week.guest(({ id, lte }) => lte && id !== cayOne.id);
  if (!subscriber?.lte) return false;
  const act = stage.plan({
    ...{ attack: 'clr-through-hub', purpose: 'denial', subscriber, from },
    expect: ['dos.detach', 'cat2.home-mismatch', 'dia.origin-inconsistent'],
  });
  const parties = { from, to: servingOf(subscriber).mme, named: true };
  stage.exchange(act, parties, (envelope) => s6a.cancelLocationRequest(envelope, subscriber.imsi));
  return true;
};

const twinPurge: Act = (stage) => {
  const from = leasedHost(basin, 'mme', 38);
  const subscriber = stage.week.traveller(basin);
  if (!subscriber?.lte) return false;
  const act = stage.plan({
    ...{ attack: 'pur-through-hub', purpose: 'denial', subscriber, from },
    expect: ['dos.detach', 'cat3.not-serving'],
  });
  const parties = { from, to: subscriber.hss };
  stage.exchange(
    act,
    parties,
    (envelope) => s6a.purgeUeRequest(envelope, subscriber.imsi),
    s6a.purgeUeAvps(),
  );
  return true;
};

/** One of our own titles as the calling address, over a carrier. */
const ownTitle: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = nodeOf(vale, 'hlr', 2);
  const act = stage.plan({
    ...{ attack: 'own-title-outside', purpose: 'location', subscriber, from },
    expect: ['cat1.own-gt'],
  });
  const dialogue = stage.world.dialogue({
    ...{ from, to: servingOf(subscriber).vlr, context: context.subscriberInfoEnquiry, version: 3 },
    ...{ frames: act.frames, through: 'carrier-a', blocked: true },
  });
  const argument = location.provideSubscriberInfo(subscriber.imsi, { location: true });
  dialogue.begin(stage.now, invoke(1, operation.provideSubscriberInfo, argument));
  return true;
};

/** A register of visitors that interrogates as a service would. */
const wrongRole: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leased(cayTwo, ssn.vlr, 39);
  const act = stage.plan({
    ...{ attack: 'wrong-subsystem', purpose: 'location', subscriber, from },
    expect: ['map.role-mismatch', 'cat1.interconnect'],
  });
  stage.ask(act, {
    ...{ from, to: subscriber.hlr, context: context.anyTimeInfoEnquiry },
    operation: operation.anyTimeInterrogation,
    argument: () =>
      location.anyTimeInterrogation({ imsi: subscriber.imsi }, { location: true }, from.title),
    result: () => stage.whereabouts(subscriber),
  });
  return true;
};

type Form = 'global-opcode' | 'two-components' | 'foreign-context';
const ruleOf: Readonly<Record<Form, string>> = {
  'global-opcode': 'tcap.global-opcode',
  'two-components': 'tcap.multi-component',
  'foreign-context': 'tcap.op-not-in-ac',
};
/** Private global form of operation 70, as published bypasses write it. */
const globalCode = octets(0x04, 0x00, 0x00, 0x01, 0x00, 28, 70);

/** The same question for the place of somebody at home, in a form that a filter may not read. */
const oddForm =
  (form: Form): Act =>
  (stage) => {
    const { world, week, now } = stage;
    const subscriber = week.atHome();
    const from = leased(basin, ssn.hlr, 40);
    const plan: Plan = {
      ...{ attack: 'odd-form', purpose: 'location', subscriber, from, evasion: form },
      expect: [ruleOf[form], 'cat2.own-subscriber'],
    };
    const act = stage.plan(plan);
    const number =
      form === 'foreign-context' ? context.shortMsgAlert : context.subscriberInfoEnquiry;
    const dialogue = world.dialogue({
      ...{
        from,
        to: servingOf(subscriber).vlr,
        context: number,
        version: form === 'foreign-context' ? 2 : 3,
      },
      frames: act.frames,
    });
    const asked = location.provideSubscriberInfo(subscriber.imsi, { location: true });
    const innocent = location.provideSubscriberInfo(week.atHome().imsi, { state: true });
    const code = form === 'global-opcode' ? globalCode : operation.provideSubscriberInfo;
    const before =
      form === 'two-components' ? [invoke(1, operation.provideSubscriberInfo, innocent)] : [];
    dialogue.begin(now, ...before, invoke(2, code, asked));
    dialogue.end(now + hop(world), returnResult(2, code, stage.whereabouts(subscriber)));
    return true;
  };

/** One of our own titles, let to somebody, asks abroad. */
const letTitle: Act = (stage) => {
  const from = leased(vale, ssn.hlr, 41);
  const subscriber = stage.world.people.subscriber(border, 900 + stage.random.below(900));
  if (subscriber.visit !== undefined) return false;
  const act = stage.plan({
    ...{ attack: 'let-title', purpose: 'location', subscriber, from, lasts: minute },
    expect: ['out.own-node'],
  });
  subscriberInfo(stage, act, from, subscriber);
  return true;
};

export const denialActs: readonly (readonly [Act, number])[] = [
  [moneyCode, 10],
  [inAnothersName, 6],
  [controlTaken, 5],
  [cancelled('guest'), 6],
  [cancelled('home'), 5],
  [purged, 6],
  [resetAll, 3],
  [twinCancel, 6],
  [twinPurge, 5],
  [ownTitle, 4],
  [wrongRole, 4],
  [oddForm('global-opcode'), 3],
  [oddForm('two-components'), 3],
  [oddForm('foreign-context'), 3],
  [letTitle, 5],
];
