// SPDX-License-Identifier: Apache-2.0
// `sigwarden tail`: findings as they are stored, one line each, until Ctrl-C or until the daemon
// goes. Identities are never in it: they are sealed in the store.
import type { Argv, CommandModule } from 'yargs';
import { tailFindings } from '../../appliance/control-client.ts';
import { severities } from '../../appliance/control-protocol.ts';
import { controlPath, withControl } from '../control-option.ts';
import { tailLine } from '../live-text.ts';
import { oneOf } from '../option.ts';
import { data, json, paint, talk } from '../output.ts';

interface TailArguments {
  control: string | undefined;
  json: boolean;
  severity: (typeof severities)[number] | undefined;
}

const colour = { high: paint.red, medium: paint.yellow, low: paint.cyan, info: paint.dim };

const tail: CommandModule<object, TailArguments> = {
  command: 'tail',
  describe: 'Findings of the running appliance as they are stored, one line each',
  builder: (yargs: Argv) =>
    withControl(yargs)
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object a line' })
      .option('severity', {
        ...oneOf('severity', severities),
        describe: `This one or a higher one: ${severities.join(', ')}`,
      })
      .example('# Everything\n$0 tail', '')
      .example(
        '# What is grave, for another program\n$0 tail --severity high --json',
        '',
      ) as unknown as Argv<TailArguments>,
  handler: async (args) => {
    const path = controlPath(args);
    for await (const one of tailFindings(path, args.severity)) {
      if ('missed' in one)
        talk(`${one.missed} findings were left out: they came faster than this reader reads`);
      else if (args.json) json(one.event);
      else
        data(
          tailLine(one.event, (severity, text) =>
            (colour[severity as keyof typeof colour] ?? String)(text),
          ),
        );
    }
    talk('the daemon has stopped');
  },
};

export default tail;
