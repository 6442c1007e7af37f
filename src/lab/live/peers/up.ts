// SPDX-License-Identifier: Apache-2.0
// Live peers: two namespaces whose processes speak SIGTRAN and Diameter with each other, and a third
// one where an appliance may listen to a mirror of their link. All of it is gone when it returns.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exitCode, failure } from '../../../base/errors.ts';
import { roamingAtlas } from '../../world/atlas.ts';
import { formatConfiguration } from '../../world/description.ts';
import { linkPlans, type Side } from '../../world/links.ts';
import { views } from '../../world/view.ts';
import { filled, Listener } from '../listener.ts';
import { type LabInterface, LabNetworks } from '../namespaces.ts';
import { temporaryFolder } from '../temporary.ts';
import { diameterMessagesPerRound } from './diameter-end.ts';
import { mapMessagesPerRound } from './map-users.ts';
import type { FromSide, Rounds, ToSide } from './messages.ts';
import type { PeerCounts } from './peer.ts';

export interface UpOptions {
  /** M3UA DATA and S6a messages of both sides together; undefined as many as there is time for. */
  readonly messages: number | undefined;
  readonly seconds: number;
  readonly tapInterface: string;
  /** A command for the tap's namespace; {interface} and {config} are filled in. */
  readonly listener?: string;
  readonly quiet?: boolean;
  /** Called now and then with the messages sent so far. */
  readonly progress?: (messages: number) => void;
}

export interface Ran {
  readonly peers: readonly PeerCounts[];
  /** Frames that came out of the mirror. */
  readonly mirrored: number;
  /** The time was over before all was said. */
  readonly stopped: boolean;
  readonly listener?: number;
}

const macs = ['02:00:00:00:00:10', '02:00:00:00:00:20'] as const;
const carried = [linkPlans['carrier-a'], linkPlans['ipx-a']];
const addressesOf = (side: Side) => carried.map(({ ends }) => ends[side].address);
const program = fileURLToPath(new URL('./side-process.js', import.meta.url));
const listenWithinMs = 10_000;
const finishWithinMs = 15_000;
const drainMs = 100;

/** A kernel with SCTP of its own answers the peers' packets with ABORT. */
function refuseKernelSctp(): void {
  if (!existsSync('/proc/net/protocols')) return;
  if (!/^SCTP/m.test(readFileSync('/proc/net/protocols', 'utf8'))) return;
  throw failure(
    exitCode.failed,
    'the kernel has SCTP loaded and would abort the associations of the peers',
    'run: rmmod sctp',
  );
}

interface Network {
  readonly namespaces: readonly [string, string];
  readonly tap: LabInterface;
}

function build(networks: LabNetworks, tapInterface: string): Network {
  const [home, far, tapSpace] = [
    networks.namespace('home'),
    networks.namespace('far'),
    networks.namespace('tap'),
  ];
  const [near, away] = networks.pair(
    { namespace: home, name: 'swhome0', mac: macs[0] },
    { namespace: far, name: 'swfar0', mac: macs[1] },
  );
  const [mirror, tap] = networks.pair(
    { namespace: home, name: 'swmirror0' },
    { namespace: tapSpace, name: tapInterface },
  );
  networks.reach(near, addressesOf(0), addressesOf(1), macs[1]);
  networks.reach(away, addressesOf(1), addressesOf(0), macs[0]);
  networks.mirror(near, mirror);
  return { namespaces: [home, far], tap };
}

/** A process of one side and what it last told. */
class SideProcess {
  readonly #child: ChildProcess;
  peers: readonly PeerCounts[] = [];
  #failure: Error | undefined;
  readonly #reached = new Set<FromSide['kind']>();

  constructor(networks: LabNetworks, namespace: string, onCounts: () => void) {
    const [command, words] = networks.inside(namespace, [process.execPath, program]);
    this.#child = spawn(command, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    networks.keep(this.#child);
    this.#child.on('message', (message: FromSide) => {
      this.#reached.add(message.kind);
      if ('peers' in message) this.peers = message.peers;
      if (message.kind === 'failed') this.#failure = new Error(message.message);
      onCounts();
    });
    this.#child.on('error', (error) => {
      this.#failure = error;
    });
    this.#child.on('exit', (status) => {
      if (!this.#reached.has('done')) this.#failure ??= new Error(`exit status ${status}`);
    });
  }

  tell(message: ToSide): void {
    if (this.#child.connected) this.#child.send(message);
  }

  /** Until the side told that; false when it takes too long, a failure when it cannot go on. */
  async reached(kind: FromSide['kind'], withinMs: number): Promise<boolean> {
    const pollMs = 20;
    for (let waited = 0; waited < withinMs; waited += pollMs) {
      if (this.#failure !== undefined) {
        throw failure(exitCode.failed, `a peer of the lab failed: ${this.#failure.message}`);
      }
      if (this.#reached.has(kind)) return true;
      await pause(pollMs);
    }
    return false;
  }
}

function roundsOf(messages: number | undefined): Rounds {
  if (messages === undefined) return { map: null, diameter: null };
  const half = messages / 2;
  return {
    map: Math.ceil(half / mapMessagesPerRound),
    diameter: Math.ceil(half / diameterMessagesPerRound),
  };
}

/** Messages sent that carry something, upkeep of links left out. */
export function payloadOf(peers: readonly PeerCounts[]): number {
  const kinds = ['data', 'AIR', 'AIA', 'ULR', 'ULA', 'NOR', 'NOA'];
  return peers
    .flatMap(({ sent }) => kinds.map((kind) => sent[kind] ?? 0))
    .reduce((sum, count) => sum + count, 0);
}

/** Brings the peers up, lets them talk and takes them down. */
export async function up(options: UpOptions): Promise<Ran> {
  refuseKernelSctp();
  const folder = temporaryFolder();
  const networks = new LabNetworks();
  try {
    const config = join(folder.path, 'lab.toml');
    const all = Object.values(linkPlans).map((plan) => ({ plan }));
    writeFileSync(config, formatConfiguration(views.home, roamingAtlas, all));
    const network = build(networks, options.tapInterface);
    const listener = await listening(networks, network.tap, options, config);
    const { sides, stopped } = await talk(networks, network, options);
    await pause(drainMs);
    const mirrored = networks.received(network.tap);
    const status = await listener?.stop();
    const peers = sides.flatMap((side) => side.peers);
    return { peers, mirrored, stopped, ...(status !== undefined && { listener: status }) };
  } finally {
    networks.remove();
    folder.remove();
  }
}

async function listening(
  networks: LabNetworks,
  tap: LabInterface,
  { listener, quiet = false }: UpOptions,
  config: string,
): Promise<Listener | undefined> {
  if (listener === undefined) return undefined;
  const command = filled(listener, { interface: tap.name, config });
  const started = new Listener(networks, tap, command, quiet);
  await started.ready(networks, tap);
  return started;
}

async function talk(
  networks: LabNetworks,
  { namespaces }: Network,
  { messages, seconds, progress }: UpOptions,
): Promise<{ sides: readonly SideProcess[]; stopped: boolean }> {
  const rounds = roundsOf(messages);
  const onCounts = () => progress?.(payloadOf(sides.flatMap(({ peers }) => peers)));
  const sides = namespaces.map((one) => new SideProcess(networks, one, onCounts));
  const [home, far] = sides as [SideProcess, SideProcess];
  home.tell({ kind: 'start', side: 0, rounds });
  if (!(await home.reached('listening', listenWithinMs)))
    throw failure(exitCode.failed, 'the home side of the lab does not listen');
  far.tell({ kind: 'start', side: 1, rounds });
  const said = await far.reached('done', seconds * 1000);
  if (!said) far.tell({ kind: 'stop' });
  for (const side of [far, home]) {
    if (!(await side.reached('done', finishWithinMs)))
      throw failure(exitCode.failed, 'the peers of the lab did not take their links down');
  }
  for (const side of sides) side.tell({ kind: 'exit' });
  return { sides, stopped: !said };
}
