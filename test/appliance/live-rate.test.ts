// SPDX-License-Identifier: Apache-2.0
// A forged scenario at 100,000 frames a second: nothing is dropped, and what is found live is what
// `screen` finds in the file that another program recorded beside it. The kernel stamps a frame
// once for all who listen, so both have the same times, and session ids derive from them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { play } from '../../src/lab/live/play.ts';
import { main, sigwarden } from '../cli/bench.ts';
import { scratch } from '../scratch.ts';
import { whyNot } from './live-bench.ts';

/** A little more than its title says: the sender shares the machine with other tests. */
const rate = 120_000;
const messages = 60_000;

/** Records and listens on the interface $1 until SIGTERM; ends as `run` ended. */
const script = `
tcpdump -Z root -n -i $1 -w recorded.pcap --time-stamp-precision=nano -B 262144 2> recorder.log &
recorder=$!
'${process.execPath}' '${main}' run --interface $1 --config world.toml --store live --control control.sock 2> run.log &
run=$!
trap 'kill -TERM $run' TERM
wait $run
wait $run
status=$?
kill -TERM $recorder 2> /dev/null
wait $recorder
exit $status
`;

function reasonToSkip(): string | undefined {
  const reason = whyNot('af_packet');
  if (reason !== undefined) return reason;
  return spawnSync('tcpdump', ['--version']).status === 0 ? undefined : 'tcpdump is not installed';
}

test.serial(
  'at 100,000 frames a second nothing is dropped and the findings are those of a file',
  async (t) => {
    const reason = reasonToSkip();
    if (reason !== undefined) {
      t.log(`SKIP ${reason}`);
      t.pass();
      return;
    }
    const directory = scratch(t);
    const world = ['--seed', '11', '--messages', `${messages}`, '-o', 'world.pcap'];
    t.is(sigwarden(directory, ['lab', 'generate', ...world]).status, 0);
    writeFileSync(join(directory, 'listen.sh'), script);
    const says = (file: string, what: RegExp) =>
      existsSync(join(directory, file)) && what.test(readFileSync(join(directory, file), 'utf8'));

    const played = await play({
      ...{
        file: join(directory, 'world.pcap'),
        rate,
        rounds: 1,
        tapInterface: 'swtap0',
        quiet: true,
      },
      listener: `cd '${directory}' && exec sh listen.sh {interface}`,
      isReady: () => says('run.log', /"event":"listening"/) && says('recorder.log', /listening on/),
    });
    const log = readFileSync(join(directory, 'run.log'), 'utf8');
    t.is(played.listener, 0, log);
    t.is(played.arrived, played.sent);
    t.log(`${Math.round(played.frames_per_second)} frames/s`); // a slow minute is no failure
    t.true(says('recorder.log', /^0 packets dropped by kernel/m));

    const screened = sigwarden(directory, [
      ...[
        'screen',
        'recorded.pcap',
        '--config',
        'world.toml',
        '--store',
        'file',
        '--key-file',
        'key',
        '--json',
      ],
    ]);
    const { counters } = JSON.parse(screened.stdout) as { counters: Record<string, number> };
    t.is(counters.frames_read, played.sent);
    const live = findings(directory, 'live');
    const recorded = findings(directory, 'file');
    t.true(live.size > 100, `${live.size} sessions`);
    const apart = [...new Set([...live.keys(), ...recorded.keys()])].filter(
      (id) => live.get(id) !== recorded.get(id),
    );
    t.deepEqual(apart, [], `${live.get(apart[0] ?? '')}\n${recorded.get(apart[0] ?? '')}`);
  },
);

/**
 * What `sessions list` tells of each session. Not the pseudonym of the subscriber, which is of the
 * store, nor the display filter, which names frames of a line by their times.
 */
function findings(directory: string, store: string): Map<string, string> {
  const run = sigwarden(directory, [
    'sessions',
    'list',
    '--limit',
    '0',
    '--json',
    '--store',
    store,
  ]);
  const sessions = run.stdout.split('\n').filter((line) => line !== '');
  return new Map(
    sessions.map((line) => {
      const { subscriber, display_filter, ...told } = JSON.parse(line) as Record<string, unknown>;
      return [`${told.id}`, JSON.stringify(told)];
    }),
  );
}
