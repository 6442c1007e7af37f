// SPDX-License-Identifier: Apache-2.0
// The option of every command that asks a running appliance: where its control socket is.
import type { Argv } from 'yargs';
import { defaultConfig } from '../config/load.ts';
import { text } from './option.ts';

export interface ControlOptions {
  control: string | undefined;
}

export function withControl<T>(yargs: Argv<T>): Argv<T & ControlOptions> {
  return yargs.option(
    'control',
    text(`Control socket of the appliance; without it ${defaultConfig().control}`),
  ) as Argv<T & ControlOptions>;
}

export function controlPath(args: ControlOptions): string {
  return args.control ?? defaultConfig().control;
}
