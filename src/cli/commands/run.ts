// SPDX-License-Identifier: Apache-2.0
// `sigwarden run`: listens on interfaces until it is told to stop, screens what it hears, keeps what
// it flags. It never sends. What it is told by signals: SIGTERM and SIGINT end it in order, a second
// one at once, SIGHUP reloads configuration and rules.
import type { Argv, CommandModule } from 'yargs';
import type { RunState, StoreState } from '../../appliance/status.ts';
import { Supervisor } from '../../appliance/supervisor.ts';
import { exitCode, formatProblem } from '../../base/errors.ts';
import { backends } from '../../config/schema.ts';
import { countsOf, liveLine, type Rates } from '../live-text.ts';
import { oneOf, text, wholeNumber } from '../option.ts';
import { type LogWriter, logWriter } from '../output.ts';

interface RunArguments {
  interface: string[] | undefined;
  config: string | undefined;
  home: string | undefined;
  store: string | undefined;
  'key-file': string | undefined;
  backend: (typeof backends)[number] | undefined;
  control: string | undefined;
  stopAfter: number | undefined;
}

/** Seconds from one line of counts in the log to the next, where no terminal shows them. */
const logEvery_s = 60;

const run: CommandModule<object, RunArguments> = {
  command: 'run',
  describe: 'Listen on interfaces, screen what is heard, keep what is flagged',
  builder: (yargs: Argv) =>
    yargs
      .option('interface', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'Interface to listen on; again for more; without it capture.interface',
      })
      .option('config', text('Configuration: interfaces, networks, links, agreements'))
      .option('home', text('MCC-MNC of our own network, such as 001-01'))
      .option('store', text('Keep flagged sessions there; without it store.directory'))
      .option('key-file', text('File with the key of the store; without it <store>.key'))
      .option('backend', {
        ...oneOf('backend', backends),
        describe: `How frames are taken: ${backends.join(', ')}; without it capture.backend`,
      })
      .option('control', text('Control socket; without it appliance.control'))
      .option('stop-after', {
        ...wholeNumber('stop-after', 1),
        describe: 'End in order after listening for so many seconds',
      })
      .example(
        '# For two seconds; without --stop-after until Ctrl-C\n$0 run --interface lo --home 001-01 --store live --control ./control.sock --stop-after 2',
        '',
      )
      .example(
        '# With a configuration\n$0 run --config capture.toml --interface lo --store live --control ./sock --stop-after 2',
        '',
      )
      .epilogue(
        [
          'Listening needs CAP_NET_RAW: run as root, or give it to the opener alone:',
          '  sudo setcap cap_net_raw,cap_net_admin+ep build/Release/sigwarden-opener',
          '',
          'SIGTERM and SIGINT end it with everything stored, a second one at once; SIGHUP reloads',
          'configuration and rules, and keeps the old ones when the new ones are wrong.',
          '',
          '--backend cap takes frames by libpcap, for low rates and diagnosis. Drops are unknown, since the',
          'package does not count them; times are those of this process and not the kernel’s; frames are',
          'taken up to 65,535 octets; the buffer is 64 MiB an interface; one process loads the package.',
        ].join('\n'),
      ) as unknown as Argv<RunArguments>,
  handler: async (args) => {
    const log = logWriter();
    let timer: NodeJS.Timeout | undefined;
    const supervisor = new Supervisor({
      knowledge: { config: args.config, home: args.home },
      overrides: {
        interfaces: args.interface ?? [],
        store: args.store,
        keyFile: args['key-file'],
        backend: args.backend,
        control: args.control,
      },
      log: (entry) => {
        log.write(entry);
        if (entry.event !== 'listening' || args.stopAfter === undefined) return;
        timer ??= setTimeout(() => void supervisor.stop(), args.stopAfter * 1000);
      },
      onTick: ticker(log),
    });
    for (const problem of supervisor.warnings)
      log.write({ level: 'warning', event: 'configuration', message: formatProblem(problem) });
    obeySignals(supervisor, log);
    supervisor.start();
    try {
      process.exitCode = await supervisor.done;
    } finally {
      clearTimeout(timer);
      log.close();
    }
  },
};

/** Counts: at the foot of a terminal each second, in a log each minute. */
function ticker(log: LogWriter): (state: RunState, store: StoreState | undefined) => void {
  let before: Rates | undefined;
  let logged_s = 0;
  return (state, store) => {
    if (log.isTerminal) {
      log.foot(liveLine(state, store, before));
      before = { ...countsOf(state), seconds: state.uptime_s };
      return;
    }
    if (state.uptime_s - logged_s < logEvery_s) return;
    logged_s = state.uptime_s;
    log.write({
      level: 'info',
      event: 'counts',
      message: liveLine(state, store, before),
      fields: {
        ...countsOf(state),
        ring_waiting: store?.ring.waiting ?? null,
        ring_lost: store?.ring.lost ?? null,
        stored: store?.stored ?? null,
      },
    });
    before = { ...countsOf(state), seconds: state.uptime_s };
  };
}

function obeySignals(supervisor: Supervisor, log: LogWriter): void {
  let asked = 0;
  const end = (): void => {
    asked += 1;
    if (asked === 1) void supervisor.stop();
    else {
      supervisor.kill();
      log.write({ level: 'warning', event: 'killed', message: 'ended at once, as asked twice' });
      process.exit(exitCode.failed);
    }
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('SIGHUP', () => void supervisor.reload());
}

export default run;
