// SPDX-License-Identifier: Apache-2.0
// What the live lab needs of the system, asked before anything is made: capabilities for network
// namespaces, and Debian's tools. It gives no rights to anybody.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { exitCode, failure } from '../../base/errors.ts';

/** Bits of the effective set in /proc/self/status (linux/capability.h). */
const needed = [
  ['CAP_NET_ADMIN', 12],
  ['CAP_NET_RAW', 13],
  ['CAP_SYS_ADMIN', 21],
] as const;

/** Names of the capabilities that this process lacks. */
function missingCapabilities(): string[] {
  const status = readFileSync('/proc/self/status', 'utf8');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return needed.filter(([, bit]) => ((effective >> BigInt(bit)) & 1n) === 0n).map(([name]) => name);
}

/** `ip netns exec` remounts the root, which in a plain chroot is no mount. Of /proc/self/mountinfo. */
export function hasRootMount(mountinfo: string): boolean {
  return mountinfo.split('\n').some((line) => line.split(' ')[4] === '/');
}

/** Why no network namespace can be made here, and what to do; undefined where one can. */
export function whyNoNamespaces(): { reason: string; remedy: string } | undefined {
  const missing = missingCapabilities();
  if (missing.length > 0)
    return {
      reason: `${missing.join(', ')} is missing`,
      remedy: 'run it as root: sudo sigwarden lab …',
    };
  if (hasRootMount(readFileSync('/proc/self/mountinfo', 'utf8'))) return undefined;
  return {
    reason: 'the root directory must be a mount, as it is not in a plain chroot',
    remedy: 'before chroot DIR: mount --bind DIR DIR',
  };
}

/** Fails with exit code 5 where no network namespace can be made. */
export function requireNamespaces(): void {
  const why = whyNoNamespaces();
  if (why === undefined) return;
  throw failure(
    exitCode.privilege,
    `the lab makes network namespaces, and ${why.reason}`,
    why.remedy,
  );
}

/** Runs `ip` or `tc` and returns what it printed. Its complaint becomes the failure's. */
export function tool(name: 'ip' | 'tc', args: readonly string[]): string {
  const run = spawnSync(name, args, { encoding: 'utf8' });
  if (run.error !== undefined) {
    const code = (run.error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT') throw run.error;
    throw failure(exitCode.failed, `${name} is not installed`, 'run: apt-get install iproute2');
  }
  if (run.status === 0) return run.stdout;
  const complaint = run.stderr.trim().split('\n').at(-1);
  throw failure(exitCode.failed, `${name} ${args.join(' ')}: ${complaint}`);
}
