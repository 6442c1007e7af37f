// SPDX-License-Identifier: Apache-2.0
// The rooms that forged traffic stays in: made, left silent, removed on every way out, and nothing
// done outside of them.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { ProductError } from '../../../src/base/errors.ts';
import { LabNetworks } from '../../../src/lab/live/namespaces.ts';
import { hasRootMount } from '../../../src/lab/live/privilege.ts';
import { main, nobody, sigwarden, whyNotNobody } from '../../cli/bench.ts';
import { root } from '../../tidy/tree.ts';
import { folder, forged, namespacesOf, skipped } from './root.ts';

const player = join(root, 'build/lab/sigwarden-player');
const directory = folder();

function pairOf(networks: LabNetworks) {
  return networks.pair(
    { namespace: networks.namespace('one'), name: 'swone0' },
    { namespace: networks.namespace('two'), name: 'swtwo0' },
  );
}

test.serial('namespaces are gone after their removal, which may come twice', (t) => {
  if (skipped(t)) return;
  const networks = new LabNetworks();
  pairOf(networks);
  t.deepEqual(namespacesOf(process.pid), [`sw-one-${process.pid}`, `sw-two-${process.pid}`]);
  networks.remove();
  networks.remove();
  t.deepEqual(namespacesOf(process.pid), []);
});

test.serial('the kernel says nothing of its own in them', async (t) => {
  if (skipped(t)) return;
  const networks = new LabNetworks();
  try {
    const ends = pairOf(networks);
    await pause(500);
    t.deepEqual(
      ends.map((end) => networks.received(end)),
      [0, 0],
    );
  } finally {
    networks.remove();
  }
});

test.serial('nothing is done to what the lab did not make', (t) => {
  if (skipped(t)) return;
  const networks = new LabNetworks();
  try {
    const [one] = pairOf(networks);
    const foreign = { namespace: one.namespace, name: 'lo' };
    const refused = (work: () => unknown) => {
      const error = t.throws(work, { instanceOf: ProductError });
      t.regex(error?.message ?? '', /the lab did not make this|is no name of a lab interface/);
    };
    refused(() => networks.mirror(one, foreign));
    refused(() => networks.mirror({ ...one }, one)); // by the same name, and yet not what was made
    refused(() => networks.reach(foreign, ['192.0.2.1'], [], '02:00:00:00:00:01'));
    refused(() => networks.received(foreign));
    refused(() => networks.inside('sw-somebody-else', ['true']));
    refused(() =>
      networks.pair(
        { namespace: one.namespace, name: 'eth0' },
        { namespace: one.namespace, name: 'swx0' },
      ),
    );
  } finally {
    networks.remove();
  }
});

test.serial('the sender refuses every interface but those of the lab', (t) => {
  if (skipped(t)) return;
  const file = forged(directory, 500);
  const send = (command: string, words: readonly string[], name: string) => {
    const all = [...words, player, 'send', '--interface', name, '--file', file];
    const run = spawnSync(command, all, { encoding: 'utf8' });
    return { status: run.status, said: run.stderr.trim() };
  };
  const outside = 'this is no network namespace of the lab: nothing is ever sent outside of one';
  const nameless = (name: string) =>
    `${name}: the lab sends only on interfaces that it made, whose names begin with sw`;
  t.deepEqual(send('env', [], 'lo'), { status: 1, said: nameless('lo') });
  t.deepEqual(send('env', [], 'swgen0'), { status: 1, said: outside });
  // A namespace that is nobody's, with an interface of the right name in it.
  const veth = 'ip link add swgen0 type veth peer name swtap0 && exec "$@"';
  t.deepEqual(send('unshare', ['-n', 'sh', '-c', veth, 'sh'], 'swgen0'), {
    status: 1,
    said: outside,
  });
  const networks = new LabNetworks();
  try {
    const [{ namespace }] = pairOf(networks);
    const [command, words] = networks.inside(namespace, []);
    t.deepEqual(send(command, words, 'lo'), { status: 1, said: nameless('lo') });
    const none = 'swnone0: there is no such interface in this namespace';
    t.deepEqual(send(command, words, 'swnone0'), { status: 1, said: none });
    spawnSync(command, [...words, 'ip', 'link', 'add', 'eth7', 'type', 'veth']);
    t.deepEqual(send(command, words, 'swone0'), { status: 1, said: outside });
  } finally {
    networks.remove();
  }
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test.serial(`${signal} ends what plays, and leaves no namespace behind`, async (t) => {
    if (skipped(t)) return;
    const file = forged(directory, 500);
    const words = [main, 'lab', 'play', file, '--rate', '10', '--tap', 'tcpdump -i {interface}'];
    const child = spawn(process.execPath, words, { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const pid = child.pid ?? 0;
    for (let i = 0; i < 1_500 && namespacesOf(pid).length < 2; i += 1) await pause(20);
    await pause(300);
    t.is(namespacesOf(pid).length, 2);
    child.kill(signal);
    t.is(await ended, 128 + { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal]);
    t.deepEqual(namespacesOf(pid), []);
  });
}

test.serial('in a plain chroot no line of the mounts is the root’s', (t) => {
  const proc = '36 25 0:32 / /proc rw,nosuid - proc proc rw';
  t.false(hasRootMount(`${proc}\n`));
  t.true(hasRootMount(`25 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n${proc}\n`));
});

test.serial('without the capabilities the command names them and what to do', (t) => {
  const reason = whyNotNobody();
  if (reason !== undefined) {
    t.log(`SKIP ${reason}`);
    t.pass();
    return;
  }
  for (const words of [['play', 'far-from-home'], ['up']]) {
    const run = sigwarden('/', ['lab', ...words], { uid: nobody });
    t.is(run.status, 5);
    const caps = 'CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_ADMIN is missing';
    t.is(
      run.stderr.trim(),
      `error: the lab makes network namespaces, and ${caps}; run it as root: sudo sigwarden lab …`,
    );
  }
});
