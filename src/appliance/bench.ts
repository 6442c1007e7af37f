// SPDX-License-Identifier: Apache-2.0
// The figures of `sigwarden bench`: processor time of one thread for each message, over the same
// file, median of several runs taken in turns so that a slow minute of the machine falls on all of
// them. The path's run starts with empty tables, their memory in
// place as an appliance has it, and ends in the ring; storing is measured apart
// (src/store/bench.ts), since only flagged messages are stored. Apart from them the decoder is held
// against a yardstick, the least that reading such a message can cost (native/bench).
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { exitCode, failure } from '../base/errors.ts';
import { orRefuse } from '../engine/captures.ts';
import { native } from '../engine/native.ts';
import { compilePolicy } from '../rules/policy.ts';
import { type Knowledge, resolverOf } from './knowledge.ts';
import { makeEngine, openCaptures } from './screening.ts';

export interface Figure {
  readonly name: string;
  /** Median of the runs. */
  readonly value: number;
  readonly unit: string;
  readonly aim: number | null;
  readonly runs: readonly number[];
}

const framesPerStretch = 1 << 16;
/** First aim for the whole path: a core then screens 2.5 million messages a second. */
const pathAimNs = 400;

export function measure(
  file: string,
  knowledge: Knowledge,
  runs: number,
  tell: (note: string) => void,
): Figure[] {
  const walk: number[] = [];
  const decode: number[] = [];
  const decodeOctet: number[] = [];
  const path: number[] = [];
  const unruled: number[] = [];
  const noRules = withoutRules(knowledge);
  let messages = 0;
  let octets = 0;
  for (let run = 0; run < runs; run++) {
    const walked = orRefuse(() => native().benchPass(file, false));
    const decoded = orRefuse(() => native().benchPass(file, true));
    if (decoded.messages === 0)
      throw failure(exitCode.failed, `${file}: holds no signalling message`, 'nothing to measure');
    messages = decoded.messages;
    const screened = pathRun(file, knowledge);
    octets = screened.octets;
    walk.push(walked.ns / messages);
    decode.push(decoded.ns / messages);
    decodeOctet.push(decoded.ns / decoded.octets);
    path.push(screened.ns / messages);
    unruled.push(pathRun(file, noRules).ns / messages);
    const last = (figures: readonly number[]) => figures.at(-1)?.toFixed(0);
    tell(
      `run ${run + 1} of ${runs}: walk ${last(walk)}, decode ${last(decode)}, ` +
        `path ${last(path)} ns a message`,
    );
  }
  return [
    figure('walk_ns', walk, null),
    figure('decode_ns', decode, null),
    figure('decode_ns_per_octet', decodeOctet, null, 'ns/octet'),
    figure('path_without_rules_ns', unruled, null),
    figure('path_ns', path, pathAimNs),
    { name: 'messages', value: messages, unit: 'messages', aim: null, runs: [messages] },
    {
      name: 'octets_per_message',
      value: octets / messages,
      unit: 'octets',
      aim: null,
      runs: [octets / messages],
    },
  ];
}

/** Built by `make`, beside the appliance and no part of it. */
const yardstick = fileURLToPath(new URL('../../../build/bench/yardstick', import.meta.url));
export const hasYardstick = (): boolean => existsSync(yardstick);

/** Pairs of runs; an odd number, so that the median is one of them. */
const pairs = 7;
/** What a decoder that misses nothing may cost, as a multiple of one that reads the least. */
const yardstickAim = 1.5;

/**
 * The decoder over the yardstick, on a capture that is all of one kind (src/lab/map-only.ts): run in
 * turns, so that both have the same minute of the machine.
 */
export function measureYardstick(file: string): Figure {
  const ratios = Array.from({ length: pairs }, () => {
    const { stdout, stderr, status } = spawnSync(yardstick, [file], { encoding: 'utf8' });
    if (status !== 0) throw failure(exitCode.failed, `the yardstick failed: ${stderr.trim()}`);
    const bare = JSON.parse(stdout) as { messages: number; ns: number };
    const decoded = orRefuse(() => native().benchPass(file, true));
    if (decoded.messages !== bare.messages)
      throw failure(
        exitCode.failed,
        `${decoded.messages} messages were decoded, and the yardstick read ${bare.messages}`,
      );
    return decoded.ns / bare.ns;
  });
  return figure('decode_over_yardstick', ratios, yardstickAim, 'times');
}

/** A figure from its runs: their median. */
export function figure(
  name: string,
  runs: readonly number[],
  aim: number | null,
  unit = 'ns/message',
): Figure {
  const sorted = [...runs].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const value =
    sorted.length % 2 === 1
      ? (sorted[middle] ?? 0)
      : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { name, value, unit, aim, runs };
}

/** The same networks, links and entitlement: what is left out is rules, and what only they ask for. */
function withoutRules(knowledge: Knowledge): Knowledge {
  const { entitlement } = knowledge.book;
  const resolver = resolverOf(knowledge.directory);
  return { ...knowledge, policy: compilePolicy({ rules: [], caps: [], entitlement, resolver }) };
}

function pathRun(file: string, knowledge: Knowledge): { ns: number; octets: number } {
  const engine = makeEngine(knowledge, randomBytes(16), true);
  openCaptures(engine, [file]);
  const start = process.cpuUsage();
  while (engine.run(framesPerStretch) !== 'end') engine.discard();
  while (engine.finish() !== 'end') engine.discard();
  const spent = process.cpuUsage(start);
  return { ns: 1000 * (spent.user + spent.system), octets: engine.counters().octets_read ?? 0 };
}
