// SPDX-License-Identifier: Apache-2.0
// `sigwarden status`: is the running appliance well, what did it hear, and what became of each
// frame. Asks over the control socket and changes nothing.
import type { Argv, CommandModule } from 'yargs';
import { askStatus } from '../../appliance/control-client.ts';
import type { Status } from '../../appliance/status.ts';
import { messageCounts, messageSum, messageText } from '../../base/message-counts.ts';
import { age, printable } from '../../session/text.ts';
import { controlPath, withControl } from '../control-option.ts';
import { coverageLines } from '../coverage-text.ts';
import {
  accountLines,
  grouped,
  interfaceHead,
  interfaceRows,
  octetsText,
  processRows,
} from '../live-text.ts';
import { data, json, paint, table } from '../output.ts';
import { printStanding } from '../standing-text.ts';

interface StatusArguments {
  control: string | undefined;
  json: boolean;
}

const status: CommandModule<object, StatusArguments> = {
  command: 'status',
  describe: 'Is the running appliance well, and what became of each frame',
  builder: (yargs: Argv) =>
    withControl(yargs)
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
      .example('# In words\n$0 status', '')
      .example(
        '# For a monitor\n$0 status --json --control ./control.sock',
        '',
      ) as unknown as Argv<StatusArguments>,
  handler: async (args) => {
    const state = await askStatus(controlPath(args));
    if (args.json) json(state);
    else print(state);
  },
};

const colours = { green: paint.green, amber: paint.yellow, red: paint.red } as const;

function print(state: Status): void {
  const { health, ring, store, rules } = state;
  data(
    `${state.product}, tap ${printable(state.tap)}, backend ${state.backend}, up ${age(state.uptime_s)}: ` +
      colours[health.state](health.state),
  );
  for (const reason of health.reasons) data(`  ${printable(reason)}`);
  heading('Interfaces');
  table(
    interfaceHead.map((one) => (typeof one === 'string' ? one : { ...one })),
    interfaceRows(state),
  );
  for (const line of accountLines(state.frames)) data(line);
  heading('Heard');
  data(
    `${grouped(messageSum(state.counters))} signalling messages ` +
      `(${messageText(messageCounts(state.counters), grouped)}), ` +
      `${grouped(state.findings)} findings, ${grouped(state.open_dialogues)} open dialogues`,
  );
  if (state.first !== null)
    data(`${state.first.slice(0, 19)}Z to ${(state.last ?? state.first).slice(0, 19)}Z`);
  printTables(state);
  heading('Ring and store');
  data(
    `ring ${octetsText(ring.waiting)} of ${octetsText(ring.octets)} waiting, ` +
      `${grouped(ring.lost)} records lost`,
  );
  data(
    `store ${printable(store.directory)}: ${grouped(store.stored)} events stored, ` +
      `${grouped(store.known)} known already, ${octetsText(store.octets)}, ` +
      `${octetsText(store.freeOctets)} free on the disk`,
  );
  heading('Processes');
  table(
    [
      'process',
      'state',
      { head: 'pid', align: 'right' },
      { head: 'restarts', align: 'right' },
      { head: 'age', align: 'right' },
      'ended last',
    ],
    processRows(state),
  );
  data(`engine ${state.confined ? 'confined: no privilege left' : 'not confined'}`);
  heading('Rules');
  const modes = Object.entries(rules.modes).map(([mode, count]) => `${count} ${mode}`);
  data(
    `rule set ${rules.ruleSet}: ${modes.join(', ')}; ${rules.networks} networks, ` +
      `${rules.links} links, reloaded ${rules.reloads} times`,
  );
  for (const problem of rules.refused) data(`refused: ${printable(problem)}`);
  printStanding(state.standing, state.rule_hits);
}

function printTables(state: Status): void {
  heading('State');
  if (state.tables.length > 0)
    table(
      [
        'table',
        { head: 'entries', align: 'right' },
        { head: 'room', align: 'right' },
        { head: 'memory', align: 'right' },
      ],
      state.tables.map((one) => [
        one.name,
        grouped(one.entries),
        grouped(one.capacity),
        octetsText(one.octets),
      ]),
    );
  data(`${octetsText(state.state_octets)} in all`);
  for (const line of coverageLines(state.coverage)) data(line);
}

function heading(text: string): void {
  data(`\n${paint.bold(text)}`);
}

export default status;
