// SPDX-License-Identifier: Apache-2.0
// The restart policy, with real processes: short-lived ones of Node.
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { type ChildExit, describeExit, Keeper } from '../../src/appliance/keeper.ts';

const node = (code: string) => spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
const sleeper = () => spawn('sleep', ['60'], { stdio: 'ignore' });

/** A keeper that tells what happened, ended with the test. */
function kept(t: ExecutionContext, make: () => ChildProcess, haste = 1) {
  const waits: number[] = [];
  const exits: ChildExit[] = [];
  const keeper = new Keeper({
    name: 'child',
    spawn: make,
    haste,
    onDown: (exit, wait_ms) => {
      exits.push(exit);
      waits.push(wait_ms);
    },
  });
  t.teardown(() => {
    keeper.retire();
    keeper.kill();
  });
  return { keeper, waits, exits };
}

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 3000 && !what(); i++) await setTimeout(20);
}

test('a child that is killed is started again at once, and counted', async (t) => {
  const { keeper, exits } = kept(t, sleeper);
  keeper.start();
  const first = keeper.state.pid;
  t.is(keeper.state.restarts, 0);
  process.kill(first as number, 'SIGKILL');
  await until(() => keeper.state.restarts === 1 && keeper.state.state === 'running');
  t.not(keeper.state.pid, first);
  t.is(keeper.state.lastEnd, 'was ended by SIGKILL');
  t.is(exits[0]?.signal, 'SIGKILL');
});

test('a child with a channel is down when its last words have come, not when its exit is told', (t) => {
  const child = Object.assign(new EventEmitter(), { pid: 1, connected: true, kill: () => true });
  const { keeper, exits } = kept(t, () => child as unknown as ChildProcess);
  keeper.start();
  keeper.retire();
  child.emit('exit', 0, null);
  t.is(keeper.state.pid, 1);
  child.connected = false;
  child.emit('disconnect');
  t.is(keeper.state.pid, undefined);
  t.deepEqual(exits, []); // it was asked to end
});

test('a child that keeps failing is waited for longer each time, up to a limit', async (t) => {
  const { keeper, waits } = kept(t, () => node('process.exit(7)'), 100);
  keeper.start();
  await until(() => waits.length >= 11);
  t.is(keeper.state.lastEnd, 'ended with exit status 7');
  // In hundredths: 0, then 200 ms doubling to 10 s.
  t.deepEqual(waits.slice(0, 11), [0, 2, 4, 8, 16, 32, 64, 100, 100, 100, 100]);
});

test('a program that is not there is a failure like any other', async (t) => {
  const { keeper, exits } = kept(t, () => spawn('/nonexistent/program'));
  keeper.start();
  await until(() => exits.length >= 2);
  t.regex(describeExit(exits[0] as ChildExit), /^cannot be started: .*ENOENT/);
  t.true(keeper.failures >= 2);
});

test('a system that has no process to give is a failure like any other, and is asked again', async (t) => {
  let refusals = 0;
  const { keeper, exits } = kept(t, () => {
    if (refusals++ < 2) throw new Error('spawn ENOMEM');
    return sleeper();
  });
  keeper.start();
  await until(() => keeper.state.state === 'running');
  t.is(keeper.state.state, 'running');
  t.deepEqual(exits.map(describeExit), Array(2).fill('cannot be started: spawn ENOMEM'));
});

test('a keeper that is retired starts nothing again, and kills what does not end', async (t) => {
  const { keeper, exits } = kept(t, () =>
    node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"),
  );
  keeper.start();
  const child = keeper.child as ChildProcess;
  await once(child, 'spawn');
  t.false(await keeper.end(200));
  t.is(keeper.state.state, 'stopped');
  t.true(await keeper.end(200)); // nothing is left
  t.is(exits.length, 0); // an end that was asked for is no failure
});

test('a signal that could not be sent is not the end of a child', async (t) => {
  const { keeper, exits } = kept(t, sleeper);
  keeper.start();
  const { pid } = keeper.state;
  keeper.child?.emit('error', new Error('kill EPERM'));
  t.is(keeper.state.pid, pid);
  t.is(keeper.state.state, 'running');
  t.deepEqual(exits, []);
});
