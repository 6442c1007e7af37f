// SPDX-License-Identifier: Apache-2.0
// `make soak`: the whole appliance for minutes on end on the lab's wire at a paced rate, asked twice
// a minute how it is. Fails when a frame or a record was lost, or when memory of a process grew
// after the first minute by more than the store's own pages account for. Not part of `make test`:
// it takes as long as it is told to.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askStatus } from '../src/appliance/control-client.ts';
import type { Status } from '../src/appliance/status.ts';
import { generate } from '../src/lab/generate.ts';
import { play } from '../src/lab/live/play.ts';

const seconds = Number(process.argv[2] ?? 600);
const rate = Number(process.argv[3] ?? 200_000);
const messages = 1_000_000;
const every_ms = 30_000;
/** Growth that is noise: of a heap between two collections. */
const growthOctetsMax = 64 * 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-soak-'));
const at = (name: string) => join(folder, name);
const main = new URL('../src/cli/main.js', import.meta.url).pathname;

/** Anonymous memory of a process, octets: pages of mapped files, the store's above all, are the cache's. */
function anonymous(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

interface Sample {
  readonly second: number;
  readonly status: Status;
  readonly memory: Readonly<Record<string, number>>;
}

const samples: Sample[] = [];
const start = performance.now();

async function look(): Promise<void> {
  const status = await askStatus(at('control.sock')).catch(() => undefined);
  if (status === undefined) return;
  const memory = Object.fromEntries(
    status.processes.map(({ name, pid }) => [name, pid === undefined ? 0 : anonymous(pid ?? 0)]),
  );
  const second = Math.round((performance.now() - start) / 1000);
  samples.push({ second, status, memory });
  const { frames, ring, findings, health } = status;
  const mega = Object.entries(memory).map(([name, octets]) => `${name} ${octets >> 20} MiB`);
  process.stdout.write(
    `${second} s: ${frames.received} frames, ${frames.kernel_drops} dropped, ${ring.lost} records lost, ` +
      `${findings} findings, ${mega.join(', ')}, ${health.state}\n`,
  );
}

try {
  const made = generate({
    ...{ scenario: 'far-from-home', seed: 3, messages, output: at('world.pcap') },
  });
  const timer = setInterval(() => void look(), every_ms);
  const played = await play({
    ...{ file: at('world.pcap'), rate, tapInterface: 'swtap0', quiet: true },
    rounds: Math.ceil((seconds * rate) / made.frames),
    listener:
      `exec '${process.execPath}' '${main}' run --interface {interface} --config '${at('world.toml')}' ` +
      `--store '${at('store')}' --control '${at('control.sock')}' 2> '${at('log')}'`,
    isReady: () => existsSync(at('log')) && /"listening"/.test(readFileSync(at('log'), 'utf8')),
  });
  clearInterval(timer);
  const last = samples.at(-1);
  const settled = samples.find(({ second }) => second >= 60) ?? samples[0];
  const complaints: string[] = [];
  if (played.arrived !== played.sent)
    complaints.push(`${played.sent - played.arrived} did not arrive`);
  if (played.listener !== 0) complaints.push(`run ended with status ${played.listener}`);
  if (last === undefined || settled === undefined) complaints.push('no status was told');
  else {
    const { frames, ring } = last.status;
    if (frames.kernel_drops > 0) complaints.push(`${frames.kernel_drops} frames dropped`);
    if (ring.lost > 0) complaints.push(`${ring.lost} records lost`);
    for (const [name, octets] of Object.entries(last.memory)) {
      const growth = octets - (settled.memory[name] ?? 0);
      if (growth > growthOctetsMax) complaints.push(`${name} grew by ${growth >> 20} MiB`);
    }
  }
  const said = complaints.length === 0 ? 'nothing lost, memory flat' : complaints.join(', ');
  process.stdout.write(
    `${played.sent} frames in ${played.elapsed_s.toFixed(0)} s, ` +
      `${Math.round(played.frames_per_second)} a second: ${said}\n`,
  );
  if (complaints.length > 0) process.stdout.write(readFileSync(at('log'), 'utf8').slice(-4_000));
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
