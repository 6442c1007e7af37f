// SPDX-License-Identifier: Apache-2.0
// `sigwarden run` on a wire between two network namespaces: the findings are those of `screen` on
// the same frames, every frame is accounted for, nothing is sent, and what was told as stored is in
// the store whatever is killed. Once for each backend that can be had here.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { nobody, program, sigwarden, whyNotNobody } from '../cli/bench.ts';
import {
  Appliance,
  differences,
  findingsOf,
  framesReceived,
  framesSent,
  makeScene,
  makeWire,
  send,
  sessionsOf,
  until,
  whyNot,
} from './live-bench.ts';

const messages = 6000;
/** The backend of tests that need one only. */
const best = whyNot('af_packet') === undefined ? 'af_packet' : 'cap';

for (const backend of ['af_packet', 'cap'] as const) {
  const options = ['--backend', backend];

  /** A wire and a world, or undefined where there can be none. */
  const scene = (t: ExecutionContext) => {
    const reason = whyNot(backend);
    if (reason !== undefined) {
      t.log(`SKIP ${reason}`);
      t.pass();
      return undefined;
    }
    const wire = makeWire(t);
    return { wire, ...makeScene(t, messages) };
  };

  test.serial(
    `${backend}: live findings are those of the file, every frame has its place, none is sent`,
    async (t) => {
      const made = scene(t);
      if (made === undefined) return;
      const { wire, directory, capture, config } = made;
      const screened = sigwarden(directory, [
        'screen',
        capture,
        '--config',
        config,
        '--store',
        'file',
        '--json',
      ]);
      const frames = (JSON.parse(screened.stdout) as { counters: { frames_read: number } }).counters
        .frames_read;
      const appliance = new Appliance(t, wire, made, options);
      await appliance.heard('listening');
      await send(wire, capture);
      await until(() => {
        const { received, in_flight } = appliance.status().frames;
        return received >= frames && in_flight === 0;
      });
      const status = appliance.status();
      t.deepEqual(
        {
          received: status.frames.received,
          in_flight: status.frames.in_flight,
          lost: status.ring.lost,
        },
        { received: frames, in_flight: 0, lost: 0 },
      );
      if (backend === 'af_packet') {
        const { arrived, filtered, kernel_drops, received } = status.frames;
        t.is(arrived, filtered + kernel_drops + received);
        t.is(kernel_drops, 0);
        t.true(status.confined);
      }
      for (const { name, pid } of status.processes)
        t.regex(readFileSync(`/proc/${pid}/limits`, 'latin1'), /^Max core file size +0 +0 /m, name);
      t.is(status.health.state, 'green', status.health.reasons.join('; '));
      t.regex(appliance.ask('status').stdout, /received = .* screened/);
      t.is(await appliance.end(), 0, appliance.log);
      const live = findingsOf(directory, appliance.store);
      t.true(live.length > 20);
      t.deepEqual(differences(live, findingsOf(directory, 'file')), []);
      t.is(framesSent(wire), 0);
      const report = sigwarden(directory, ['report', '--brief', '--store', appliance.store]);
      t.is(report.status, 0, report.stderr);
      t.regex(report.stdout, /Far State Telecom/);
    },
  );

  test.serial(
    `${backend}: killed in the middle, engine and appliance go on and nothing told is lost`,
    async (t) => {
      const made = scene(t);
      if (made === undefined) return;
      const { wire, directory, capture } = made;
      const appliance = new Appliance(t, wire, made, options);
      await appliance.heard('listening');
      const told = new Set<string>();
      const tail = () => {
        const child = spawn(process.execPath, [
          ...program,
          'tail',
          '--json',
          '--control',
          appliance.control,
        ]);
        let rest = '';
        child.stdout.on('data', (chunk: Buffer) => {
          const lines = `${rest}${chunk}`.split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) told.add((JSON.parse(line) as { session: string }).session);
        });
        t.teardown(() => child.kill('SIGKILL'));
        return new Promise((resolve) => child.once('exit', resolve));
      };
      const firstTail = tail();
      await setTimeout(500);
      // Until engine and appliance have been killed and are back, however long that takes.
      let isOver = false;
      const sending = (async () => {
        while (!isOver) await send(wire, capture, 4, 3);
      })();
      t.teardown(() => {
        isOver = true;
        return sending;
      });
      t.true(await until(() => told.size >= 20));
      process.kill(appliance.pid('appliance'), 'SIGKILL');
      await firstTail; // it ends with the process that it asked
      await appliance.heard('restart');
      await until(() => appliance.ask('status').status === 0);
      void tail();
      const before = told.size;
      t.true(await until(() => told.size > before + 5));
      const engine = appliance.pid('engine');
      process.kill(engine, 'SIGKILL');
      await appliance.heard('restart', 2);
      await until(() => appliance.lines('listening').length === 2);
      isOver = true;
      await sending;
      const after = told.size;
      await send(wire, capture, 64, 2); // the engine that came after hears and flags as well
      t.true(await until(() => told.size > after));
      const { health, processes, ring, frames } = appliance.status();
      t.is(health.state, 'amber');
      t.deepEqual(
        processes
          .filter((one) => one.restarts > 0)
          .map((one) => one.name)
          .sort(),
        ['appliance', 'engine'],
      );
      t.is(ring.engines, 2);
      if (backend === 'af_packet') {
        // Also what the engine that died had counted, and what came while there was none.
        const { arrived, filtered, kernel_drops, received, away } = frames;
        t.is(arrived, filtered + kernel_drops + received + away);
        t.is(arrived, framesReceived(wire));
      }
      t.is(await appliance.end(), 0, appliance.log);
      const stored = sessionsOf(directory, appliance.store);
      t.deepEqual(
        [...told].filter((one) => !stored.has(one)),
        [],
      );
      t.true(told.size > 30);
    },
  );

  test.serial(`${backend}: a kill of the store’s process alone loses no finding`, async (t) => {
    const made = scene(t);
    if (made === undefined) return;
    const { wire, directory, capture, config } = made;
    sigwarden(directory, ['screen', capture, '--config', config, '--store', 'file']);
    const appliance = new Appliance(t, wire, made, options);
    await appliance.heard('listening');
    const sending = send(wire, capture, 32, 4);
    for (let kills = 1; kills <= 3; kills++) {
      process.kill(appliance.pid('appliance'), 'SIGKILL');
      await appliance.heard('restart', kills);
      await until(() => appliance.ask('status').status === 0);
    }
    await sending;
    await setTimeout(500);
    t.is(await appliance.end('SIGINT'), 0, appliance.log);
    const live = findingsOf(directory, appliance.store);
    t.deepEqual(differences(live, findingsOf(directory, 'file')), []);
  });
}

test.serial(
  'a reload is refused or taken while frames come, and a second daemon is refused',
  async (t) => {
    const reason = whyNot(best);
    if (reason !== undefined) {
      t.log(`SKIP ${reason}`);
      t.pass();
      return;
    }
    const wire = makeWire(t);
    const made = makeScene(t, 1000);
    const appliance = new Appliance(t, wire, made, ['--backend', best]);
    await appliance.heard('listening');
    writeFileSync(made.config, 'version = 1\n[appliance]\ntap = 7\n');
    appliance.child.kill('SIGHUP');
    await appliance.heard('reload_refused');
    t.regex(appliance.lines('reload_problem')[0]?.message ?? '', /world\.toml:3:7: 7 is not text/);
    t.is(appliance.status().health.state, 'amber');
    writeFileSync(made.config, 'version = 1\n[rules.mode]\n"cat1.interconnect" = "off"\n');
    appliance.child.kill('SIGHUP');
    await appliance.heard('restart_needed'); // the line after `reloaded`, not in the same write
    t.is(appliance.status().rules.modes.off, 1);
    t.deepEqual(
      appliance.lines('restart_needed').map((one) => one.message),
      ['changed, and in force after a restart: tap'],
    );

    const second = new Appliance(t, wire, made, ['--backend', best]);
    await until(() => second.child.exitCode !== null);
    t.is(second.child.exitCode, 1);
    t.regex(second.log, /live: another process \(\d+\) is writing to this store/);
    t.true(appliance.status().processes.every((one) => one.restarts === 0)); // and the first one is none the worse

    await send(wire, made.capture);
    await until(() => appliance.status().store.stored > 0);
    const wanted = ['sessions', 'export', 'last', '--store', appliance.store, '-o', 'last.pcapng'];
    const exported = sigwarden(made.directory, [...wanted, '--reason', 'while it runs']);
    t.is(exported.status, 0, exported.stderr);
    t.regex(exported.stderr, /^audit 1: .* export [0-9a-f]{32}, reason: while it runs$/m);
    const third = new Appliance(t, wire, made, ['--backend', best], 'other');
    await until(() => third.child.exitCode !== null);
    t.regex(third.log, /control\.sock: another sigwarden answers there/);

    const children = appliance.status().processes.map((one) => one.pid ?? 0);
    appliance.child.kill('SIGKILL'); // children end by themselves and close the store
    t.true(await until(() => !children.some((pid) => isAlive(pid))));
    t.is(sigwarden(made.directory, ['sessions', 'list', '--store', appliance.store]).status, 0);
  },
);

test.serial('a store that stands still for a while loses nothing: the ring keeps it', async (t) => {
  const reason = whyNot('cap');
  if (reason !== undefined) {
    t.log(`SKIP ${reason}`);
    t.pass();
    return;
  }
  const wire = makeWire(t);
  const made = makeScene(t, messages);
  const { directory, capture, config } = made;
  sigwarden(directory, ['screen', capture, '--config', config, '--store', 'file']);
  const appliance = new Appliance(t, wire, made, ['--backend', 'cap']);
  await appliance.heard('listening');
  const store = appliance.pid('appliance');
  process.kill(store, 'SIGSTOP');
  await send(wire, capture);
  await setTimeout(1_000);
  process.kill(store, 'SIGCONT');
  t.is(await appliance.end(), 0, appliance.log);
  const live = findingsOf(directory, appliance.store);
  t.deepEqual(differences(live, findingsOf(directory, 'file')), []);
});

test('without the privilege it names the capability and the command, and exits with 5', (t) => {
  const reason = whyNotNobody();
  if (reason !== undefined) {
    t.log(`SKIP ${reason}`);
    t.pass();
    return;
  }
  const run = sigwarden('/', ['run', '--interface', 'lo', '--backend', 'cap'], {
    uid: nobody,
  });
  t.is(run.status, 5, run.stderr);
  t.regex(run.stderr, /needs the capability CAP_NET_RAW; run as root, or: sudo setpriv /);
});

test.serial('told twice it ends at once', async (t) => {
  const reason = whyNot('cap');
  if (reason !== undefined) {
    t.log(`SKIP ${reason}`);
    t.pass();
    return;
  }
  const appliance = new Appliance(t, makeWire(t), makeScene(t, 1000), ['--backend', 'cap']);
  await appliance.heard('listening');
  // A stopped process cannot do what it is told.
  const engine = appliance.pid('engine');
  process.kill(engine, 'SIGSTOP');
  appliance.child.kill('SIGTERM');
  await appliance.heard('stopping');
  const start = performance.now();
  t.is(await appliance.end('SIGTERM'), 1);
  t.true(performance.now() - start < 2_000);
  t.true(await until(() => !isAlive(engine)));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
