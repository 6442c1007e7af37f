// SPDX-License-Identifier: Apache-2.0
// A guard of `make score`: tshark reads every benign and every plain hostile frame of the worlds that
// are scored, without a malformed or an expert error. What the forge and the decoder misread alike
// would otherwise score well.
import { foundWrong } from '../oracle/exceptions.ts';
import { hasTshark, tshark } from '../oracle/tshark.ts';
import { benignDay, mixture, type Part, type Sizes, type World, worldOf } from './workbench.ts';

const messagesMax = 50_000;
const shownMax = 5;

export async function second({ messages, seeds }: Sizes): Promise<Part> {
  const title = 'A second opinion: tshark reads it clean';
  const empty = {
    name: 'second',
    title,
    head: [],
    rows: [],
    failures: [],
    values: { skipped: true },
  };
  if (!hasTshark) return { ...empty, notes: ['SKIP tshark is not installed'] };
  const size = Math.min(messages, messagesMax);
  const seed = seeds[0] ?? 1;
  const worlds = [
    worldOf(benignDay, { seed, messages: size, hostileShare: 0 }),
    worldOf(mixture, { seed, messages: size, hostileShare: 0.01 }),
    worldOf('second-opinion', { seed, messages: size, hostileShare: 0.004 }),
  ];
  const rows = worlds.map((world) => ({ world, ...complaints(world) }));
  return {
    ...{ name: 'second', title },
    notes: [
      `${size} messages of each; frames of evasions are exempt: being read otherwise is what they are for`,
    ],
    head: ['scenario', 'frames of evasions', 'frames read', 'complaints'],
    rows: rows.map(({ world, exempt, read, wrong }) => [
      world.scenario,
      ...[exempt, read, wrong.length].map(String),
    ]),
    failures: rows.flatMap(({ world, wrong }) =>
      wrong
        .slice(0, shownMax)
        .map(([frame, why]) => `${world.scenario}, frame ${frame}: ${why ?? ''}`),
    ),
    values: { worlds: rows.map(({ world, ...rest }) => ({ scenario: world.scenario, ...rest })) },
  };
}

function complaints({ capture, truth }: World) {
  const evasive = truth.instances.filter((one) => one.evasion !== '');
  const exempt = new Set(evasive.flatMap((one) => one.frames));
  const fields = ['-T', 'fields', '-e', 'frame.number'];
  const wrong = tshark([
    '-n',
    '-r',
    capture,
    '-Y',
    foundWrong,
    ...fields,
    '-e',
    '_ws.expert.message',
  ]);
  const read = tshark([
    '-n',
    '-r',
    capture,
    '-Y',
    'gsm_map || camel || diameter',
    ...fields,
  ]).length;
  return {
    read,
    exempt: exempt.size,
    wrong: wrong.filter(([frame]) => !exempt.has(Number(frame))),
  };
}
