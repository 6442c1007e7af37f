// SPDX-License-Identifier: Apache-2.0
// A question and its answer, as nearly all of MAP is: one invoke in the Begin, one result or error
// in the End. Around it what live networks do: nodes that know an older version only, answers that
// never come, retries, a Begin that only opens.

import type { Tlv } from '../forge/ber.ts';
import type { MapVersion } from '../forge/gsm-map.ts';
import { invoke, returnError, returnResult } from '../forge/tcap.ts';
import type { Dialogue, DialogueOptions } from './dialogue.ts';
import type { Network } from './networks.ts';
import { type Micros, millisecond, second } from './scheduler.ts';
import type { World } from './world.ts';

export interface Question extends Omit<DialogueOptions, 'version'> {
  readonly operation: number | ((version: MapVersion) => number);
  readonly argument: (version: MapVersion) => Tlv;
  /** Undefined gives an empty result. */
  readonly result?: (version: MapVersion) => Tlv | undefined;
  /** Answered with this error instead. */
  readonly error?: number;
  readonly errorParameter?: Tlv;
  /** The newest version of this operation, 3 unless told. */
  readonly newest?: MapVersion;
  /** The Begin carries no component: the invoke follows in a Continue. */
  readonly emptyBegin?: boolean;
}

const lostShare = 0.008;
const forgottenShare = 0.2;
const retryAfter = 15 * second;

/** One way through an international network. */
export function hop(world: World): Micros {
  return Math.floor(world.random.between(35, 160) * millisecond);
}

/** The newest version two networks both speak. */
export function commonVersion(one: Network, other: Network): MapVersion {
  return Math.min(one.mapVersion, other.mapVersion) as MapVersion;
}

/**
 * Begins a dialogue with its invoke, in the Begin or, when that is empty, in a Continue behind the
 * acceptance; returns when the invoke was sent.
 */
export function open(
  world: World,
  dialogue: Dialogue,
  time: Micros,
  component: Tlv,
  isEmpty: boolean,
): Micros {
  if (!isEmpty) {
    dialogue.begin(time, component);
    return time;
  }
  dialogue.begin(time);
  const accepted = time + hop(world);
  dialogue.answer(accepted);
  const followed = accepted + hop(world);
  dialogue.follow(followed, component);
  return followed;
}

/** Asks at that time; returns when the answer is there. */
export function ask(world: World, question: Question, time: Micros): Micros {
  const { random, tally } = world;
  const { from, to, newest = 3 } = question;
  const version = Math.min(commonVersion(from.network, to.network), newest) as MapVersion;
  let at = time;
  if (version === 2 && question.to.network.mapVersion === 2 && random.chance(forgottenShare)) {
    at = tryNewer(world, question, at);
  }
  if (random.chance(lostShare)) {
    tally.unanswered += 1;
    send(world, question, version, at, false);
    if (!random.chance(0.7)) return at;
    tally.retried += 1;
    at += retryAfter;
  }
  return send(world, question, version, at, true);
}

/** The asked node refuses version 3 and names the context it knows (TS 29.002 §5.4). */
function tryNewer(world: World, question: Question, time: Micros): Micros {
  if (question.newest !== undefined) return time;
  world.tally.downgraded += 1;
  const dialogue = world.dialogue({ ...question, version: 3 });
  dialogue.begin(time, invoke(1, operationOf(question, 3), question.argument(3)));
  const refused = time + hop(world);
  dialogue.refuseVersion(refused, 2);
  return refused + hop(world);
}

function operationOf(question: Question, version: MapVersion): number {
  const { operation } = question;
  return typeof operation === 'number' ? operation : operation(version);
}

function send(
  world: World,
  question: Question,
  version: MapVersion,
  time: Micros,
  answered: boolean,
): Micros {
  const code = operationOf(question, version);
  const dialogue = world.dialogue({ ...question, version });
  const component = invoke(1, code, question.argument(version));
  if (question.emptyBegin) world.tally.emptyBegins += 1;
  let at = open(world, dialogue, time, component, question.emptyBegin === true);
  if (!answered) return at;
  at += hop(world);
  if (question.error !== undefined) {
    world.tally.refused += 1;
    dialogue.end(
      at,
      returnError(1, question.error, version > 1 ? question.errorParameter : undefined),
    );
  } else {
    const result = question.result?.(version);
    dialogue.end(at, result ? returnResult(1, code, result) : returnResult(1));
  }
  return at + hop(world);
}
