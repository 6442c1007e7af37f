// SPDX-License-Identifier: Apache-2.0
// A guard of `make score`: benign life through worse mirrors. A loss, one direction, another order,
// copies, a start in the middle may cost findings; none of them may make one of severity high, but
// at low confidence and with the reason stated.
import {
  delayed,
  type FrameChange,
  from,
  onSecondLeg,
  twice,
  withoutSender,
  withoutShare,
} from './changes.ts';
import { difference, type Found, findingsIn, found, named } from './compared.ts';
import { readFrames } from './frames.ts';
import { farEnds, ourEnds } from './mirror-ends.ts';
import {
  knowledgeOf,
  type Part,
  type Sizes,
  scenarioOf,
  sessionsOf,
  type World,
  worldOf,
} from './workbench.ts';

const messagesMax = 300_000;
const shownMax = 5;

export async function mirrors({ messages, seeds }: Sizes): Promise<Part> {
  const scenario = scenarioOf('benign-day', 'far-from-home');
  const size = Math.min(messages, messagesMax);
  const world = worldOf(scenario, { seed: seeds[0] ?? 1, messages: size, hostileShare: 0 });
  const knowledge = knowledgeOf(world);
  const frames = readFrames(world.capture);
  const before = found(await sessionsOf(world.capture, knowledge));
  const rows = [];
  for (const [change, apply] of Object.entries(changesOf(world, seeds[0] ?? 1))) {
    const changed = apply(frames);
    const { gone, fresh, surer } = difference(before, await findingsIn(changed, knowledge));
    rows.push({
      change,
      frames: changed.length,
      gone,
      fresh,
      surer,
      accusing: fresh.filter(accuses),
    });
  }
  return {
    name: 'mirrors',
    title: 'Benign life through worse mirrors',
    notes: [
      `${scenario}, ${size} messages, ${frames.length} frames: ${before.length} findings before`,
    ],
    head: ['mirror', 'frames', 'findings gone', 'new', 'new of severity high', 'surer'],
    rows: rows.map(({ change, frames: count, gone, fresh, surer }) => [
      change,
      ...[count, gone.length, fresh.length, fresh.filter(isHigh).length, surer.length].map(String),
    ]),
    failures: rows.flatMap(({ change, accusing }) => {
      const some = accusing.slice(0, shownMax).map(named).join('; ');
      return accusing.length === 0
        ? []
        : [`${change}: ${accusing.length} new of severity high: ${some}`];
    }),
    values: {
      before: before.length,
      mirrors: rows.map(({ change, frames: count, gone, fresh, surer, accusing }) => ({
        ...{ change, frames: count, gone: gone.length, surer: surer.length },
        ...{ fresh: fresh.map(named), accusing: accusing.map(named) },
      })),
    },
  };
}

function isHigh({ severity }: Found): boolean {
  return severity === 'high';
}

function accuses(one: Found): boolean {
  return isHigh(one) && one.confidence !== 'low';
}

function changesOf(world: World, seed: number): Record<string, FrameChange> {
  return {
    '1 % of frames lost': withoutShare(0.01, seed),
    '10 % of frames lost': withoutShare(0.1, seed),
    'what we send not mirrored': withoutSender(ourEnds(world)),
    'what others send not mirrored': withoutSender(farEnds(world)),
    'up to 5 s out of order': delayed(5_000_000, seed),
    'both legs of every SS7 message': onSecondLeg,
    'every frame twice': twice,
    'started after a tenth': from(0.1),
    'started in the middle': from(0.5),
    'started near the end': from(0.9),
  };
}
