// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { CaptureWatch } from '../../src/appliance/capture-watch.ts';
import { composeStatus, healthOf, LossWatch, lossesOf } from '../../src/appliance/status.ts';
import { accountLines, liveLine, octetsText } from '../../src/cli/live-text.ts';
import { capture, runState, snapshot, storeState } from './states.ts';

test('every frame is in one place, and the sums are shown to agree', (t) => {
  const { frames } = composeStatus(runState(), storeState());
  t.deepEqual(accountLines(frames), [
    '1,000 arrived = 900 filtered + 0 dropped by the kernel + 100 received',
    '100 received = 95 screened + 3 undecodable + 2 opaque + 0 damaged',
  ]);
  const odd = snapshot({
    captures: [capture({ received: 110, kernelDrops: 4, opaque: 5, damaged: 1, filtered: 880 })],
  });
  t.deepEqual(accountLines(composeStatus(runState({ snapshot: odd }), storeState()).frames), [
    '1,000 arrived = 880 filtered + 4 dropped by the kernel + 110 received + 6 unaccounted for',
    '110 received = 95 screened + 3 undecodable + 7 opaque + 1 damaged + 4 on the way',
  ]);
  const late = snapshot({ captures: [capture({ received: 103, filtered: 900 })] });
  t.is(
    accountLines(composeStatus(runState({ snapshot: late }), storeState()).frames)[0],
    '1,000 arrived = 900 filtered + 0 dropped by the kernel + 103 received - 3 that came while this was read',
  );
});

test('a backend that cannot count drops says so instead of none', (t) => {
  const status = composeStatus(runState({ backend: 'cap', unconfined: undefined }), storeState());
  t.regex(accountLines(status.frames)[0] ?? '', /unknown to this backend/);
  t.regex(liveLine(runState({ backend: 'cap' }), storeState(), undefined), /drops unknown/);
});

test('an appliance is green when all is well, and each trouble is a reason with its figure', (t) => {
  t.deepEqual(healthOf(runState(), storeState()), { state: 'green', reasons: [] });
  const reasonOf = (run = runState(), store = storeState()) => {
    const { state, reasons } = healthOf(run, store);
    return `${state}: ${reasons.join(' | ')}`;
  };
  const [appliance, opener, engine] = runState().processes;
  const died = { ...engine!, restarts: 2, age_s: 9, lastEnd: 'was ended by SIGKILL' };
  t.is(
    reasonOf(runState({ processes: [appliance!, opener!, died] })),
    'amber: the engine was started again 2 times, last 9 s ago: it was ended by SIGKILL',
  );
  t.is(
    reasonOf(runState({ processes: [appliance!, opener!, { ...died, state: 'waiting' }] })),
    'red: the engine is not running: it was ended by SIGKILL',
  );
  t.is(
    reasonOf(runState({ snapshot: snapshot({ captures: [capture({ isUp: false })] }) })),
    'amber: eth1 is down',
  );
  t.is(
    reasonOf(runState({ recentLosses: { 'frames lost in the kernel ring of eth1': 12 } })),
    'amber: 12 frames lost in the kernel ring of eth1, some of them in the last 60 s',
  );
  const trouble = { message: '/s: the disk is full', retries: 3, seconds: 20 };
  t.is(
    reasonOf(runState(), storeState({ trouble })),
    'amber: nothing is stored for 20 s, tried again 3 times: /s: the disk is full',
  );
  const ring = { octets: 1000, waiting: 760, lost: 0, engines: 1 };
  t.is(
    reasonOf(runState(), storeState({ ring })),
    'amber: the ring is 76 % full: the store is slower than the traffic',
  );
  t.is(
    reasonOf(runState({ snapshotAge_s: 30 })),
    'red: the engine has not told its state for 30 s',
  );
  t.is(
    reasonOf(runState({ unconfined: ['seccomp'] })),
    'amber: the engine could not give up: seccomp',
  );
  const rules = { ...runState().rules, refused: ['x.toml:3: wrong'] };
  t.is(
    reasonOf(runState({ rules })),
    'amber: the last reload was refused: an older configuration holds',
  );
});

test('a loss is recent while it grows and for a minute after, also over a restart', (t) => {
  const watch = new LossWatch();
  const lost = (kernelDrops: number) =>
    lossesOf(snapshot({ captures: [capture({ kernelDrops })] }));
  const name = 'frames lost in the kernel ring of eth1';
  watch.note(lost(0), 0);
  t.deepEqual(watch.recent(0), {});
  watch.note(lost(5), 10);
  t.deepEqual(watch.recent(10), { [name]: 5 });
  watch.note(lost(5), 69);
  t.deepEqual(watch.recent(69), { [name]: 5 });
  t.deepEqual(watch.recent(71), {});
  watch.note(lost(0), 80); // a new engine counts anew
  watch.note(lost(2), 90);
  t.deepEqual(watch.recent(91), { [name]: 2 });
});

test('the line at the foot tells rates since the last one', (t) => {
  const before = { frames: 40, messages: 30, drops: 0, findings: 0, seconds: 90 };
  t.is(
    liveLine(runState(), storeState(), before),
    '6 frames/s, 5 messages/s, drops 0, findings 0, ring 0 %',
  );
  t.is(octetsText(67_108_864), '64.0 MiB');
  t.is(octetsText(512), '512 octets');
});

test('what changes about an interface is told once', (t) => {
  const watch = new CaptureWatch();
  const told = (changes: Parameters<typeof capture>[0]) =>
    watch.note([capture(changes)]).map((one) => one.message);
  watch.begin([capture({ timestamps: 'unknown' })]);
  t.deepEqual(told({ timestamps: 'unknown' }), []);
  t.deepEqual(told({}), ['eth1: timestamps software']);
  t.deepEqual(told({ isUp: false }), ['eth1 is down: nothing is heard there']);
  t.deepEqual(told({ isUp: false }), []);
  t.deepEqual(told({ reopened: 1 }), ['eth1 is another one now: opened again', 'eth1 is up']);
});
