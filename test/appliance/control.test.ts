// SPDX-License-Identifier: Apache-2.0
// The control socket as clients meet it: a real unix socket, well-behaved and other clients.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { askStatus, recordActs, tailFindings } from '../../src/appliance/control-client.ts';
import { ControlServer } from '../../src/appliance/control-server.ts';
import { composeStatus, type Status } from '../../src/appliance/status.ts';
import type { FindingEvent, OutcomeEvent } from '../../src/appliance/tail.ts';
import { ProductError } from '../../src/base/errors.ts';
import { limits } from '../../src/schema/limits.ts';
import type { AuditEntry } from '../../src/store/audit.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { scratch } from '../scratch.ts';
import { runState, storeState } from './states.ts';

const finding: FindingEvent = {
  event: 'finding',
  session: '15'.repeat(16),
  time: '2019-04-02T10:15:03.000000000Z',
  rule: 'cat1.interconnect',
  mode: 'active',
  severity: 'high',
  confidence: 'high',
  technology: 'ss7',
  operation: 'gsm_map.anyTimeInterrogation',
  source: { network: 'far-state', name: 'Far State Telecom' },
  outcome: 'open',
  disclosed: [],
};

const outcome: OutcomeEvent = {
  event: 'outcome',
  session: finding.session,
  time: finding.time,
  operation: finding.operation,
  outcome: 'answered',
  disclosed: ['cell'],
};

const status = async () => composeStatus(runState(), storeState());

/** Listens and dies without tidying up. */
const leaveSocket = `require('node:net').createServer()
  .listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;

/** For servers of which no audit is asked. */
const audit = (): never => {
  throw new Error('no audit here');
};

async function served(
  t: ExecutionContext,
  status: () => Promise<Status> = async () => composeStatus(runState(), storeState()),
) {
  const path = join(scratch(t), 'run', 'control.sock');
  const server = await ControlServer.listen(path, { status, audit });
  t.teardown(() => server.close());
  return { path, server };
}

/** What a client that writes these octets is told, until it or the daemon hangs up. */
function tell(path: string, octets: string | Buffer, replies: number): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => socket.write(octets));
    let heard = '';
    const end = (): void => {
      socket.destroy();
      resolve(
        heard
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as unknown),
      );
    };
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      if (heard.split('\n').length > replies) end();
    });
    socket.on('end', end);
    socket.on('error', reject);
  });
}

async function refusal(action: () => Promise<unknown>): Promise<ProductError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ProductError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('status is answered; socket and directory are for their owner alone', async (t) => {
  const { path } = await served(t);
  const status = await askStatus(path);
  t.is(status.tap, 'tap');
  t.is(status.health.state, 'green');
  t.is(statSync(path).mode & 0o777, 0o600);
  t.is(statSync(join(path, '..')).mode & 0o777, 0o700);
});

test('what is no request is one line that says so, and the connection goes on', async (t) => {
  const { path } = await served(t);
  const lines = ['nonsense', '[]', '{"request":"reboot"}', '{"request":"tail","severity":"x"}'];
  const replies = await tell(path, `${lines.join('\n')}\n{"request":"status"}\n`, 5);
  t.deepEqual(replies.slice(0, 4), [
    { ok: false, error: 'not JSON', hint: 'write one JSON object a line' },
    { ok: false, error: 'not an object', hint: 'write {"request":"status"}' },
    { ok: false, error: 'no request "reboot"', hint: 'one of status, tail, audit' },
    { ok: false, error: 'no such severity', hint: 'one of info, low, medium, high' },
  ]);
  t.true((replies[4] as { ok: boolean }).ok);
});

test('a request in pieces is read as one', async (t) => {
  const { path } = await served(t);
  const socket = connect(path);
  const heard = new Promise<string>((resolve) => socket.once('data', (one) => resolve(`${one}`)));
  for (const part of ['{"requ', 'est":"sta', 'tus"}', '\n']) {
    socket.write(part);
    await setTimeout(10);
  }
  t.regex(await heard, /^\{"ok":true,"status":/);
  socket.destroy();
});

test('a request without end, and requests without end, close their connection', async (t) => {
  const { path, server } = await served(t);
  const long = await tell(path, Buffer.alloc(limits.control_request_octets.value + 2, 0x61), 1);
  t.is((long[0] as { error: string }).error, 'the request is too long');
  const many = '{}\n'.repeat(limits.control_requests.value + 1);
  const replies = await tell(path, many, Number.POSITIVE_INFINITY);
  t.is((replies.at(-1) as { error: string }).error, 'too many requests on one connection');
  t.is(server.state.refused, 2);
  t.is((await askStatus(path)).tap, 'tap'); // others are served as before
});

test('more clients than the limit are told so, and served when others have gone', async (t) => {
  const { path } = await served(t);
  const sockets: Socket[] = [];
  for (let i = 0; i < limits.control_clients.value; i++) {
    const socket = connect(path);
    sockets.push(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
  }
  await setTimeout(50);
  const error = await refusal(() => askStatus(path));
  t.regex(error.message, /16 clients are connected already; close one of them/);
  for (const one of sockets) one.destroy();
  const again = () => askStatus(path).catch(() => undefined);
  let status = await again();
  while (status === undefined) status = await setTimeout(10).then(again); // until it has seen them go
  t.is(status.tap, 'tap');
});

test('a daemon that fails to answer says why', async (t) => {
  const { path } = await served(t, () => Promise.reject(new Error('the supervisor is busy')));
  const error = await refusal(() => askStatus(path));
  t.is(error.message, 'the daemon refuses: the supervisor is busy');
});

test('tail tells findings of its severity, the outcome of each, and ends with the daemon', async (t) => {
  const { path, server } = await served(t);
  const heard: unknown[] = [];
  const reader = (async () => {
    for await (const one of tailFindings(path, 'medium')) heard.push(one);
  })();
  while (!server.hasTails) await setTimeout(10);
  server.publish({ ...finding, session: '16'.repeat(16), severity: 'low' });
  server.publish({ ...outcome, session: '16'.repeat(16) });
  server.publish(finding);
  server.publish(outcome);
  server.publish(outcome); // told once
  await server.close();
  await reader;
  t.deepEqual(heard, [{ event: finding }, { event: outcome }]);
});

test('a reader that does not read costs a bounded backlog and is told what it missed', async (t) => {
  const { path, server } = await served(t);
  const socket = connect(path, () => socket.write('{"request":"tail"}\n'));
  socket.pause();
  while (!server.hasTails) await setTimeout(10);
  for (let i = 0; i < 20_000; i++) server.publish(finding);
  t.true(server.state.missed > 0);
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk.toString();
  });
  socket.resume();
  const lines = () => heard.trimEnd().split('\n');
  const { missed } = server.state;
  const told = 1 + (20_000 - missed);
  while (lines().length < told) await setTimeout(10);
  server.publish(finding);
  while (lines().length < told + 2) await setTimeout(10);
  t.is(lines().length, told + 2);
  t.deepEqual(JSON.parse(lines().at(-2) as string), { missed });
  socket.destroy();
});

test('nobody there, something else there, someone there: each is one sentence', async (t) => {
  const directory = scratch(t);
  const path = join(directory, 'control.sock');
  const none = await refusal(() => askStatus(path));
  t.is(none.exit, 4);
  t.is(
    none.message,
    `no daemon answers at ${path}; start one with \`sigwarden run\`, or name its socket with --control`,
  );
  writeFileSync(path, 'text');
  const handlers = { status: async () => composeStatus(runState(), storeState()), audit };
  const file = await refusal(() => ControlServer.listen(path, handlers));
  t.regex(file.message, /there is a file that is no socket; remove it/);
  const { path: taken } = await served(t);
  const other = await refusal(() => ControlServer.listen(taken, handlers));
  t.regex(other.message, /another sigwarden answers there; stop it first/);
  const long = await refusal(() => ControlServer.listen(`/${'x'.repeat(120)}`, handlers));
  t.regex(long.message, /too long for a socket/);
  const nowhere = await refusal(() => ControlServer.listen(join(directory, 'a/b/c'), handlers));
  t.regex(nowhere.message, /a\/b: cannot be made, the directory above it is not there/);
});

test('a socket that a killed daemon left behind is replaced', async (t) => {
  const directory = join(scratch(t), 'run');
  mkdirSync(directory, { mode: 0o700 });
  const stale = join(directory, 'stale.sock');
  spawnSync(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${JSON.stringify(stale)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ]);
  t.true(existsSync(stale));
  const server = await ControlServer.listen(stale, {
    status: async () => composeStatus(runState(), storeState()),
    audit,
  });
  t.is((await askStatus(stale)).tap, 'tap');
  await server.close();
});

test('a directory that may not be written to is a missing privilege', async (t) => {
  if (process.getuid?.() === 0) {
    t.log('SKIP root may write everywhere');
    t.pass();
    return;
  }
  const directory = scratch(t);
  chmodSync(directory, 0o500);
  const error = await refusal(() =>
    ControlServer.listen(join(directory, 'control.sock'), {
      status: async () => composeStatus(runState(), storeState()),
      audit,
    }),
  );
  t.is(error.exit, 5);
});

test('of two daemons that start at once over a dead socket one gets it', async (t) => {
  const path = join(scratch(t), 'control.sock');
  const left = await ControlServer.listen(path, { status, audit });
  await left.close();
  spawnSync(process.execPath, ['-e', leaveSocket, path]);
  t.true(existsSync(path));
  const both = await Promise.allSettled(
    [1, 2].map(() => ControlServer.listen(path, { status, audit })),
  );
  const [server] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [refused] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  t.regex(String(refused), /another sigwarden answers there/);
  t.truthy(await askStatus(path));
  await server?.close();
});

test('an outcome follows only a finding that was told', async (t) => {
  const { path, server } = await served(t);
  const socket = connect(path, () => socket.write('{"request":"tail"}\n'));
  t.teardown(() => socket.destroy());
  await once(socket, 'data');
  socket.pause();
  // Until the client is behind by more than it may be: what is told then is only counted.
  const other = (i: number) => i.toString(16).padStart(32, '0');
  let told = 0;
  while (server.state.missed === 0) server.publish({ ...finding, session: other(told++) });
  server.publish({ ...outcome, session: other(told - 1) });
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk.toString();
  });
  socket.resume();
  while (!heard.includes(`${other(told - 2)}`)) await setTimeout(10);
  server.publish({ ...outcome, session: other(0) });
  while (!heard.trimEnd().endsWith('["cell"]}}')) await setTimeout(10);
  const lines = heard.trimEnd().split('\n');
  t.deepEqual(
    lines.slice(-2).map((line) => JSON.parse(line)),
    [{ missed: 1 }, { event: { ...outcome, session: other(0) } }],
  );
});

test('an act is entered by the daemon, in parts where it names many sessions', async (t) => {
  const directory = scratch(t);
  const store = StoreWriter.open(join(directory, 'store'));
  t.teardown(() => store.close());
  const path = join(directory, 'run', 'control.sock');
  const server = await ControlServer.listen(path, {
    status: async () => composeStatus(runState(), storeState()),
    audit: (act) => store.recordAct(act),
  });
  t.teardown(() => server.close());
  const sessions = Array.from({ length: 100 }, (_, i) => i.toString(16).padStart(32, '0'));
  const { username } = userInfo();
  const act = { action: 'export', sessions, reason: 'case 12', user: username } as const;
  const entries = await recordActs(path, act);
  t.deepEqual(
    entries.map((one) => [one.number, one.user, one.action, one.sessions.length]),
    [
      [1, username, 'export', 64],
      [2, username, 'export', 36],
    ],
  );
  // The kernel knows who asks; what somebody says of himself stands beside it.
  const [claimed] = await recordActs(path, { ...act, sessions: ['0'.repeat(32)], user: 'nora' });
  t.is(claimed?.user, `${username}, who says: nora`);
  entries.push(claimed as AuditEntry);
  t.deepEqual(store.audit(), { entries, isWhole: true });
  const one = sessions.slice(0, 1);
  for (const wrong of [
    { ...act, sessions: [] },
    { ...act, sessions: ['last'] },
    { ...act, sessions: one, action: 'delete' },
    { ...act, sessions: one, reason: 'x'.repeat(1_001) },
  ]) {
    const request = `${JSON.stringify({ request: 'audit', act: wrong })}\n`;
    t.like((await tell(path, request, 1))[0], { ok: false, error: 'no act' });
  }
  t.is(store.audit().entries.length, 3);
});
