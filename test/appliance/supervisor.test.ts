// SPDX-License-Identifier: Apache-2.0
// The supervisor with real processes that speak their part and do nothing (small-child.ts): the
// order of start and end, what is started again, what ends the run, what a reload takes.
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import type { LogEntry } from '../../src/appliance/messages.ts';
import type { RunState } from '../../src/appliance/status.ts';
import { Supervisor } from '../../src/appliance/supervisor.ts';
import { ProductError } from '../../src/base/errors.ts';
import { scratch } from '../scratch.ts';

const child = new URL('./small-child.js', import.meta.url).pathname;
const HEAD = 'version = 1\n[capture]\ninterface = ["eth1"]\n';

interface Manners {
  engine?: string;
  appliance?: string;
}

function supervised(t: ExecutionContext, { engine = 'well', appliance = 'well' }: Manners = {}) {
  const config = join(scratch(t), 'sigwarden.toml');
  writeFileSync(config, HEAD);
  const nothing = openSync('/dev/null', 'r');
  const entries: LogEntry[] = [];
  let state: RunState | undefined;
  const supervisor = new Supervisor({
    knowledge: { config },
    overrides: {
      interfaces: [],
      store: undefined,
      keyFile: undefined,
      backend: undefined,
      control: undefined,
    },
    log: (entry) => entries.push(entry),
    onTick: (now) => {
      state = now;
    },
    programs: {
      engine: [process.execPath, child, 'engine', engine],
      appliance: [process.execPath, child, 'appliance', appliance],
      opener: ['sh', '-c', 'exec sleep 600', 'opener'], // the interfaces stand behind
    },
    descriptors: { ring: nothing, doorbell: nothing, opener: [nothing, nothing] },
    haste: 100,
  });
  t.teardown(() => {
    supervisor.kill();
    closeSync(nothing);
  });
  supervisor.done.catch(() => {});
  const logged = (event: string) =>
    entries.filter((one) => one.event === event).map((one) => one.message);
  return { supervisor, config, entries, logged, state: () => state };
}

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 6000 && !what(); i++) await setTimeout(10);
}

const pidOf = (state: RunState | undefined, name: string) =>
  state?.processes.find((one) => one.name === name)?.pid;

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ')[2] !== 'Z';
  } catch {
    return false;
  }
}

test('the store opens first, then the engine; at the end the engine stops first', async (t) => {
  const { supervisor, logged, state } = supervised(t);
  supervisor.start();
  await until(() => state()?.snapshot !== undefined);
  t.deepEqual(logged('listening'), [
    'listening on eth1: link up, timestamps software, 1 × 256 blocks of 262144 octets, ordinary pages, engine confined',
  ]);
  const pids = ['appliance', 'opener', 'engine'].map((name) => pidOf(state(), name));
  t.true(pids.every(isAlive));
  await supervisor.stop();
  t.is(await supervisor.done, 0);
  t.deepEqual(logged('heard'), [
    'appliance hears start',
    'engine hears start',
    'engine hears stop',
    'appliance hears describe',
    'appliance hears stop',
  ]);
  t.is(logged('stopped').length, 1);
  t.false(pids.some(isAlive));
});

for (const name of ['engine', 'appliance', 'opener'])
  test(`a killed ${name} is started again, counted, and told`, async (t) => {
    const { supervisor, entries, state } = supervised(t);
    supervisor.start();
    await until(() => state()?.snapshot !== undefined);
    const before = pidOf(state(), name);
    process.kill(before as number, 'SIGKILL');
    await until(() => {
      const now = pidOf(state(), name);
      return now !== undefined && now !== before;
    });
    const now = state()?.processes.find((one) => one.name === name);
    t.is(now?.restarts, 1);
    const told = entries.find((one) => one.event === 'restart');
    t.is(told?.message, `the ${name} was ended by SIGKILL; started again`);
    await supervisor.stop();
    t.is(await supervisor.done, 0);
  });

test('a child that says why it cannot work ends the start with its reason and exit code', async (t) => {
  const { supervisor, logged } = supervised(t, { engine: 'refuses' });
  supervisor.start();
  const error = await t.throwsAsync(supervisor.done, { instanceOf: ProductError });
  t.is((error as ProductError).exit, 5);
  t.is(error?.message, 'eth1: operation not permitted');
  t.true(logged('heard').includes('appliance hears stop')); // what was opened is closed
});

test('a child that dies again and again before it is ready ends the start', async (t) => {
  const { supervisor, logged } = supervised(t, { appliance: 'dies' });
  supervisor.start();
  const error = await t.throwsAsync(supervisor.done, { instanceOf: ProductError });
  t.regex(error?.message ?? '', /^the appliance does not start: it ended with exit status 9/);
  t.is(logged('restart').length, 4);
});

test('a reload with a broken configuration is refused with places, and the old one stays', async (t) => {
  const { supervisor, config, logged, state } = supervised(t);
  supervisor.start();
  await until(() => state()?.snapshot !== undefined);
  const { ruleSet } = state()!.rules;
  writeFileSync(config, `${HEAD}[rules.mode]\n"cat1.interconect" = "test"\nother = 1\n`);
  await supervisor.reload();
  t.is(logged('reload_refused').length, 1);
  t.true(logged('reload_problem').every((one) => one.startsWith(`${config}:`)));
  t.true(logged('reload_problem').length >= 1);
  t.false(logged('heard').includes('engine hears reload'));

  writeFileSync(config, `${HEAD}rings = 2\n[rules.mode]\n"cat1.interconnect" = "test"\n`);
  await supervisor.reload();
  t.true(logged('heard').includes('engine hears reload'));
  t.deepEqual(logged('restart_needed'), ['changed, and in force after a restart: captures']);
  const before = state();
  await until(() => state() !== before);
  t.not(state()?.rules.ruleSet, ruleSet);
  t.is(state()?.rules.reloads, 1);
  t.is(state()?.rules.modes.test, 1);
  await supervisor.stop();
  t.is(await supervisor.done, 0);
});

test('a second word ends everything at once, also a child that does not listen', async (t) => {
  const { supervisor, state } = supervised(t, { engine: 'hangs' });
  supervisor.start();
  await until(() => state()?.snapshot !== undefined);
  const pids = ['appliance', 'opener', 'engine'].map((name) => pidOf(state(), name));
  void supervisor.stop();
  await setTimeout(100);
  t.true(isAlive(pidOf(state(), 'engine')));
  supervisor.kill();
  await until(() => !pids.some(isAlive));
  t.false(pids.some(isAlive));
});

test('an engine that does not come to its end is told, and the run has failed', async (t) => {
  const { supervisor, logged, state } = supervised(t, { engine: 'hangs' });
  supervisor.start();
  await until(() => state()?.snapshot !== undefined);
  const ending = supervisor.stop();
  await until(() => logged('heard').includes('engine hears stop'));
  process.kill(pidOf(state(), 'engine') as number, 'SIGKILL');
  await ending;
  t.is(await supervisor.done, 1);
  t.regex(
    logged('engine_cut')[0] ?? '',
    /frames that it had not screened are lost, .* last told 5$/,
  );
  t.is(logged('stopped').length, 1); // what is in the ring is stored all the same
});

test('a reload takes lists and modes, and a rule file that is broken leaves the old policy', async (t) => {
  const { supervisor, config, logged, state } = supervised(t);
  const rules = join(dirname(config), 'rules.d');
  mkdirSync(rules);
  const rule = (when: string) =>
    writeFileSync(
      join(rules, 'mine.one.toml'),
      `id = "mine.one"\ntitle = "t"\ncategory = "location"\nseverity = "low"\nconfidence = "low"\n` +
        `when = '${when}'\ndoc = "d"\nfalse_positives = "f"\nresponse = "r"\n`,
    );
  const head = `${HEAD}[rules]\ndirectory = "rules.d"\n`;
  supervisor.start();
  await until(() => state()?.snapshot !== undefined);
  const sets = new Set<string>();
  const reload = async (text: string) => {
    writeFileSync(config, text);
    await supervisor.reload();
    const before = state();
    await until(() => state() !== before);
    sets.add(state()!.rules.ruleSet);
  };
  rule('component.count in $odd');
  await reload(`${head}[lists]\nodd = [3]\n`);
  await reload(`${head}[lists]\nodd = [3, 5]\n`);
  const mode = 'rule = "mine.one"\nmode = "off"\nowner = "o"\nuntil = 2099-01-01\nreason = "r"\n';
  await reload(`${head}[[rules.mode_for]]\n${mode}[lists]\nodd = [3, 5]\n`);
  t.is(sets.size, 3);
  t.deepEqual(
    state()?.rules.modesFor?.map((one) => one.rule),
    ['mine.one'],
  );
  t.deepEqual(logged('reload_refused'), []);

  rule('component.count in $od');
  await reload(`${head}[lists]\nodd = [3]\n`);
  t.is(sets.size, 3, 'the old one stays');
  t.is(logged('reload_refused').length, 1);
  t.is(logged('reload_problem').length, 1);
  t.regex(
    logged('reload_problem')[0] ?? '',
    /mine\.one\.toml:6:28: no list is called \$od; did you mean \$odd\?/,
  );
  await supervisor.stop();
});

test('a reload that the engine does not answer is not told as taken, nor one that it dies over', async (t) => {
  const { supervisor, config, logged, state } = supervised(t, { engine: 'ponders' });
  supervisor.start();
  await until(() => state()?.snapshot !== undefined);
  writeFileSync(config, `${HEAD}[rules.mode]\n"cat1.interconnect" = "test"\n`);
  await supervisor.reload();
  t.regex(logged('reloaded')[0] ?? '', /: the engine has them and has not said yet/);
  const reloading = supervisor.reload();
  await until(() => logged('heard').filter((one) => one === 'engine hears reload').length === 2);
  process.kill(pidOf(state(), 'engine') as number, 'SIGKILL');
  await reloading;
  t.regex(logged('reloaded')[1] ?? '', /: the next engine starts with them$/);
});

test('what an engine refuses after a long while is taken back, and told', async (t) => {
  const { supervisor, config, logged, state } = supervised(t, { engine: 'balks' });
  supervisor.start();
  await until(() => state()?.snapshot !== undefined);
  const { ruleSet } = state()!.rules;
  writeFileSync(config, `${HEAD}[rules.mode]\n"cat1.interconnect" = "test"\n`);
  await supervisor.reload();
  t.regex(logged('reloaded')[0] ?? '', /has not said yet/);
  await until(() => logged('reload_refused').length === 1);
  t.deepEqual(logged('reload_problem'), ['the engine refuses it: odd']);
  const before = state();
  await until(() => state() !== before);
  t.is(state()?.rules.ruleSet, ruleSet);
  t.is(state()?.rules.reloads, 0);
  t.deepEqual(state()?.rules.refused, ['the engine refuses it: odd']);
});
