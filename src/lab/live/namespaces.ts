// SPDX-License-Identifier: Apache-2.0
// Network namespaces of the lab and the veth pairs between them, named sw-ROLE-PID. They are made
// here, used here and removed here, also after a failure or a signal. Nothing is ever done to a
// namespace or an interface that this process did not make: there is no switch for that, and none
// is to be added.
//
// The kernel says nothing of its own in them: no IPv6, no ARP, no multicast. What is heard on an
// interface was sent by whom the lab put there.
import type { ChildProcess } from 'node:child_process';
import { exitCode, failure, ProductError } from '../../base/errors.ts';
import { requireNamespaces, tool } from './privilege.ts';

/** One end of a veth pair. Only those that `pair` returned are taken anywhere. */
export interface LabInterface {
  readonly namespace: string;
  readonly name: string;
}

/** How an end shall be called. Addresses are set with `reach`. */
export interface EndPlan {
  readonly namespace: string;
  readonly name: string;
  /** Locally administered. */
  readonly mac?: string;
}

const nameForm = /^sw[a-z0-9]{1,13}$/;
const octetsLeast = 1500;
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Silences what a kernel sends by itself; a kernel without IPv6 has nothing to silence. */
const silence =
  'cd /proc/sys/net; for each in all default; do ' +
  'f=ipv6/conf/$each/disable_ipv6; [ ! -e $f ] || echo 1 > $f; done; ' +
  'ip link set lo up';

export class LabNetworks {
  readonly #namespaces = new Set<string>();
  readonly #interfaces = new Set<LabInterface>();
  readonly #children = new Set<ChildProcess>();
  readonly #onExit = () => this.remove();
  readonly #onSignal = (signal: keyof typeof signals) => {
    this.remove();
    process.exit(128 + signals[signal]);
  };

  /** Fails with exit code 5 where namespaces cannot be made. */
  constructor() {
    requireNamespaces();
    process.on('exit', this.#onExit);
    for (const signal of Object.keys(signals)) process.on(signal, this.#onSignal);
  }

  /** A new namespace; its name. */
  namespace(role: string): string {
    const name = `sw-${role}-${process.pid}`;
    tool('ip', ['netns', 'add', name]);
    this.#namespaces.add(name);
    tool('ip', ['netns', 'exec', name, 'sh', '-c', silence]);
    return name;
  }

  /** Joins two namespaces by a veth pair whose ends are up. */
  pair(one: EndPlan, other: EndPlan, octets = octetsLeast): [LabInterface, LabInterface] {
    for (const { namespace, name } of [one, other]) {
      this.#ownNamespace(namespace);
      if (nameForm.test(name)) continue;
      throw failure(exitCode.usage, `${name} is no name of a lab interface`, 'begin it with sw');
    }
    // One queue: frames of one sender stay in order.
    const form = (end: EndPlan) => [
      ...['name', end.name, 'netns', end.namespace, 'mtu', `${Math.max(octets, octetsLeast)}`],
      ...['numtxqueues', '1', 'numrxqueues', '1'],
      ...(end.mac === undefined ? [] : ['address', end.mac]),
    ];
    tool('ip', ['link', 'add', ...form(one), 'type', 'veth', 'peer', ...form(other)]);
    const ends = [one, other].map(({ namespace, name }) => ({ namespace, name }));
    for (const end of ends) {
      this.#interfaces.add(end);
      this.#link(end, ['set', end.name, 'arp', 'off', 'multicast', 'off', 'up']);
    }
    return ends as [LabInterface, LabInterface];
  }

  /** Gives an interface addresses, and a way to those of its peer without a question in between. */
  reach(from: LabInterface, own: readonly string[], peers: readonly string[], mac: string): void {
    this.#own(from);
    const at = ['-n', from.namespace];
    for (const address of own) {
      tool('ip', [...at, 'address', 'add', `${address}/32`, 'dev', from.name]);
    }
    for (const peer of peers) {
      const dev = ['dev', from.name];
      tool('ip', [...at, 'route', 'add', `${peer}/32`, ...dev, 'src', own[0]!]);
      tool('ip', [...at, 'neigh', 'add', peer, 'lladdr', mac, ...dev, 'nud', 'permanent']);
    }
  }

  /** Copies what goes in and out of one interface to another of the same namespace. */
  mirror(from: LabInterface, to: LabInterface): void {
    this.#own(from);
    this.#own(to);
    const at = ['-n', from.namespace];
    tool('tc', [...at, 'qdisc', 'add', 'dev', from.name, 'clsact']);
    // All frames, said in the oldest classifier: kernels built small lack `matchall`.
    const all = ['protocol', 'all', 'u32', 'match', 'u32', '0', '0'];
    for (const direction of ['ingress', 'egress']) {
      tool('tc', [
        ...[...at, 'filter', 'add', 'dev', from.name, direction, ...all],
        ...['action', 'mirred', 'egress', 'mirror', 'dev', to.name],
      ]);
    }
  }

  /** Takes the program off an interface that makes it receive live frames. */
  withoutProgram(end: LabInterface): void {
    this.#own(end);
    this.#link(end, ['set', end.name, 'xdpdrv', 'off']);
  }

  /** Frames that came in at an interface. */
  received(end: LabInterface): number {
    this.#own(end);
    const [shown] = JSON.parse(
      tool('ip', ['-n', end.namespace, '-json', '-statistics', 'link', 'show', end.name]),
    ) as { stats64: { rx: { packets: number } } }[];
    return shown?.stats64.rx.packets ?? 0;
  }

  /** Whether somebody listens on an interface with a packet socket. */
  hasListener(end: LabInterface): boolean {
    this.#own(end);
    const [shown] = JSON.parse(
      tool('ip', ['-n', end.namespace, '-json', 'link', 'show', end.name]),
    ) as { ifindex: number }[];
    const sockets = tool('ip', ['netns', 'exec', end.namespace, 'cat', '/proc/self/net/packet']);
    return sockets
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .some(([, , , protocol, index]) => protocol !== '0000' && index === `${shown?.ifindex}`);
  }

  /** The words that run a command inside a namespace. */
  inside(namespace: string, command: readonly string[]): [string, string[]] {
    this.#ownNamespace(namespace);
    return ['ip', ['netns', 'exec', namespace, ...command]];
  }

  /** A child that must not outlive the namespaces: it is killed with its group before they go. */
  keep(child: ChildProcess): void {
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
  }

  /** Ends what still runs and removes everything; again is harmless. */
  remove(): void {
    process.off('exit', this.#onExit);
    for (const signal of Object.keys(signals)) process.off(signal, this.#onSignal);
    for (const child of this.#children) end(child);
    for (const { namespace, name } of this.#interfaces) {
      ignoringFailure(() => tool('ip', ['-n', namespace, 'link', 'delete', name]));
    }
    this.#interfaces.clear();
    for (const name of this.#namespaces) {
      ignoringFailure(() => tool('ip', ['netns', 'delete', name]));
    }
    this.#namespaces.clear();
  }

  #link(end: LabInterface, words: readonly string[]): void {
    tool('ip', ['-n', end.namespace, 'link', ...words]);
  }

  #own(end: LabInterface): void {
    if (this.#interfaces.has(end)) return;
    throw failure(exitCode.failed, `${end.name}: the lab did not make this interface`);
  }

  #ownNamespace(name: string): void {
    if (this.#namespaces.has(name)) return;
    throw failure(exitCode.failed, `${name}: the lab did not make this namespace`);
  }
}

/** Kills a child, with its group where it leads one. */
function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  for (const pid of [-child.pid, child.pid]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was no group, or is gone.
    }
  }
}

/** The second end of a pair goes with the first, and what is gone needs no removal. */
function ignoringFailure(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
  }
}
