// SPDX-License-Identifier: Apache-2.0
// Writes the three files of a generated scenario: the capture, streamed; what really happened; a
// configuration that describes the networks. The form of the capture follows the name: .pcapng,
// else classic pcap with microseconds.

import { writeFileSync } from 'node:fs';
import { exitCode, failure } from '../base/errors.ts';
import { FileSink } from './file-sink.ts';
import { type ByteSink, linkType, PcapWriter } from './forge/pcap.ts';
import { PcapngWriter } from './forge/pcapng.ts';
import { type ScenarioDescription, scenarios, worldNames } from './scenarios.ts';
import type { CarrierName } from './world/carriers.ts';
import type { FrameSink } from './world/tap.ts';
import type { TapName } from './world/view.ts';

export interface GenerateOptions {
  readonly scenario: string;
  readonly seed: number;
  readonly messages: number;
  readonly hostileShare?: number;
  /** Instances of each attack, in place of a share. */
  readonly instancesPerAttack?: number;
  /** Where the mirror stands; at the home operator's edge unless told. */
  readonly tap?: TapName;
  /** What the SS7 links speak; M3UA unless told. */
  readonly carrier?: CarrierName;
  /** Path of the capture; the other two take its name. */
  readonly output: string;
  readonly progress?: (messages: number) => void;
}

export interface Generated {
  readonly capture: string;
  readonly truth: string;
  readonly configuration: string;
  readonly messages: number;
  readonly frames: number;
  readonly instances: number;
}

/** Below this nothing of the story could happen. */
export const messagesMin = 500;

/** The other files' name: the capture's without its ending. */
export function besidePath(capture: string, ending: string): string {
  return capture.replace(/\.(?:pcapng|pcap|cap)$/, '') + ending;
}

/** Runs a scenario into its three files. Errors of the file system become one sentence. */
export function generate(options: GenerateOptions): Generated {
  const scenario = scenarioNamed(options.scenario);
  const { output, messages, seed } = options;
  if (!Number.isInteger(messages) || messages < messagesMin) {
    throw failure(exitCode.usage, `--messages must be a whole number from ${messagesMin}`);
  }
  const hostileShare = shareOf(scenario, options);
  const truth = besidePath(output, '.truth.json');
  const configuration = besidePath(output, '.toml');
  return namingFileErrors(output, () => {
    const file = new FileSink(output);
    try {
      const sink = output.endsWith('.pcapng') ? pcapngFrames(file.write) : pcapFrames(file.write);
      const progress = options.progress;
      const result = scenario.run({
        seed,
        messages,
        hostileShare,
        tap: options.tap,
        sink,
        carrier: options.carrier,
        ...(progress && { progress }),
      });
      writeFileSync(truth, result.truthText);
      writeFileSync(configuration, result.configuration);
      const { frames, instances } = result;
      return {
        capture: output,
        truth,
        configuration,
        messages: result.messages,
        frames,
        instances,
      };
    } finally {
      file.close();
    }
  });
}

function shareOf(scenario: ScenarioDescription, options: GenerateOptions): number {
  const { instancesPerAttack, hostileShare, messages, scenario: name } = options;
  if (instancesPerAttack === undefined) return hostileShare ?? scenario.usualHostileShare(messages);
  if (scenario.actsFor === undefined) {
    const hint = 'give --hostile-share, or take mixture or the scenario of one attack';
    throw failure(exitCode.usage, `${name} does not deal attacks in turn`, hint);
  }
  return scenario.actsFor(instancesPerAttack) / messages;
}

function scenarioNamed(name: string): ScenarioDescription {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) {
    const known = `known are: ${worldNames.join(', ')}, and the attacks of: sigwarden lab list`;
    throw failure(exitCode.usage, `there is no scenario "${name}"`, known);
  }
  return found;
}

function pcapFrames(write: ByteSink): FrameSink {
  const file = new PcapWriter(write, { linkType: linkType.ethernet });
  return (time, frame) => file.write(stampOf(time), frame);
}

/**
 * One interface for each family, as two mirror ports have: SS7 in microseconds, Diameter in
 * nanoseconds.
 */
function pcapngFrames(write: ByteSink): FrameSink {
  const file = new PcapngWriter(write);
  file.section({ application: 'sigwarden lab' });
  const ss7 = file.interface({ linkType: linkType.ethernet, name: 'mirror-ss7' });
  const diameter = file.interface({
    linkType: linkType.ethernet,
    name: 'mirror-diameter',
    resolution: 9,
  });
  const ss7Links = new Set(['carrier-a', 'carrier-b', 'national', 'stp-hlr']);
  return (time, frame, link) => {
    file.write(stampOf(time), frame, { interface: ss7Links.has(link) ? ss7 : diameter });
  };
}

function stampOf(time: number) {
  const seconds = Math.floor(time / 1e6);
  return { seconds, nanoseconds: (time - seconds * 1e6) * 1000 };
}

const remedies: Readonly<Record<string, string>> = {
  ENOENT: 'create the folder first',
  EACCES: 'choose a place you may write to',
  EISDIR: 'give a file name, such as x.pcap',
  ENOSPC: 'free some space; what was written so far is incomplete',
  EROFS: 'choose a place you may write to',
};

/** Runs `work`; an error of the file system becomes one sentence with a remedy. */
export function namingFileErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw failure(exitCode.failed, `cannot write ${path} (${code})`, remedies[code]);
  }
}
