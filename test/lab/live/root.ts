// SPDX-License-Identifier: Apache-2.0
// What the tests of the live lab share: a reason to skip them, a look at the namespaces that exist,
// a forged capture.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { generate } from '../../../src/lab/generate.ts';
import { whyNoNamespaces } from '../../../src/lab/live/privilege.ts';

const tools = ['ip', 'tc', 'tcpdump'];
const why = whyNoNamespaces();
const lacking = [
  ...(why === undefined ? [] : [why.reason]),
  ...tools
    .filter((tool) => spawnSync(tool, ['-V'], { stdio: 'ignore' }).error !== undefined)
    .map((tool) => `${tool} is missing`),
];

/** True, with the reason said, where no namespace can be made. */
export function skipped(t: ExecutionContext): boolean {
  if (lacking.length === 0) return false;
  t.log(`SKIP network namespaces: ${lacking.join(', ')}`);
  t.pass();
  return true;
}

/** Names of the namespaces that a process of that id made. */
export function namespacesOf(pid: number): string[] {
  try {
    return readdirSync('/run/netns').filter((name) => name.endsWith(`-${pid}`));
  } catch {
    return [];
  }
}

/** A folder that is gone after the process. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lab-live-'));
  process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A forged capture with SCTP and TCP, tagged and not, in IPv4 and IPv6; made once. */
export function forged(directory: string, messages: number): string {
  const output = join(directory, `x-${messages}.pcap`);
  if (!existsSync(output)) generate({ scenario: 'far-from-home', seed: 11, messages, output });
  return output;
}
