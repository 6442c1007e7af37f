// SPDX-License-Identifier: Apache-2.0
// The truth beside a generated capture, as its contract has it.
import { readFileSync } from 'node:fs';

export interface Instance {
  readonly id: string;
  readonly attack: string;
  readonly evasion: string | null;
  readonly technology: string;
  readonly tap: string;
  readonly visible: boolean;
  readonly reason: string | null;
  readonly frames: readonly number[];
  readonly time: string;
  readonly until: string;
  readonly subscriber: string;
  readonly source: { readonly network: string; readonly address: string };
  readonly expect: readonly string[];
  readonly campaign: string | null;
}

export interface Truth {
  readonly version: number;
  readonly scenario: string;
  readonly seed: number;
  readonly messages: number;
  readonly networks: readonly { readonly id: string; readonly home: boolean }[];
  readonly instances: readonly Instance[];
  readonly campaigns: readonly { readonly id: string; readonly networks: readonly string[] }[];
  readonly shares: Readonly<Record<string, number>>;
}

export function readTruth(path: string): Truth {
  return JSON.parse(readFileSync(path, 'utf8')) as Truth;
}
