// SPDX-License-Identifier: Apache-2.0
// `sigwarden lab up`: live peers that speak SIGTRAN and Diameter over SCTP with each other inside
// namespaces, mirrored to where an appliance may listen. What they say is a closed recipe.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../base/errors.ts';
import type { PeerCounts } from '../lab/live/peers/peer.ts';
import { payloadOf, type Ran, up } from '../lab/live/peers/up.ts';
import { requireNamespaces } from '../lab/live/privilege.ts';
import { text, wholeNumber } from './option.ts';
import { json, progress, table, talk } from './output.ts';

interface UpArguments {
  seconds: number | undefined;
  messages: number | undefined;
  tap: string | undefined;
  'tap-interface': string;
  json: boolean;
}

const messagesDefault = 400;
const secondsDefault = 60;
const secondsMax = 86_400;
const messagesMax = 1_000_000;

function kinds(counts: PeerCounts['sent']): string {
  return Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
}

function tell({ peers, mirrored, stopped }: Ran): void {
  table(
    [
      'peer',
      'address',
      'state',
      { head: 'sent', fits: 'wrap' },
      { head: 'received', fits: 'wrap' },
    ],
    peers.map(({ peer, address, state, sent, received }) => [
      peer,
      address,
      state,
      kinds(sent),
      kinds(received),
    ]),
  );
  talk(`${payloadOf(peers)} messages, ${mirrored} packets mirrored to the tap`);
  if (stopped) talk('the time was over before all was said');
}

async function handler(args: UpArguments): Promise<void> {
  requireNamespaces();
  const { tap } = args;
  // Asked for a time alone, the peers talk until it is over.
  const messages = args.messages ?? (args.seconds === undefined ? messagesDefault : undefined);
  const bar = progress('talking', messages ?? 0);
  try {
    const ran = await up({
      messages,
      seconds: args.seconds ?? secondsDefault,
      tapInterface: args['tap-interface'],
      ...(tap !== undefined && { listener: tap }),
      quiet: args.json,
      progress: (sent) => bar.update(sent),
    });
    bar.stop();
    if (args.json) json(ran);
    else tell(ran);
    if (ran.listener !== undefined && ran.listener !== 0)
      throw failure(exitCode.failed, `the command of --tap ended with status ${ran.listener}`);
  } finally {
    bar.stop();
  }
}

export const upCommand: CommandModule<object, UpArguments> = {
  command: 'up',
  describe: 'Let SS7 and Diameter peers talk over SCTP in network namespaces, mirrored to a tap',
  builder: (yargs: Argv) =>
    yargs
      .option('messages', {
        ...wholeNumber('messages', 2, messagesMax),
        describe: `M3UA and S6a messages to exchange; without it and --seconds ${messagesDefault}`,
      })
      .option('seconds', {
        ...wholeNumber('seconds', 1, secondsMax),
        describe: `Longest time to talk; without it ${secondsDefault}`,
      })
      .option('tap', text('Command that listens meanwhile, {interface} filled in'))
      .option('tap-interface', {
        ...text('Name of the interface to listen on, from sw; without it swtap0'),
        default: 'swtap0',
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('# Who said what\n$0 lab up --messages 100', '')
      .example(
        "# Recorded at the mirror\n$0 lab up --messages 60 --tap 'tcpdump -i {interface} -w peers.pcap'",
        '',
      )
      .epilogue(
        [
          'Needs root. An application server process and a signalling gateway speak M3UA, two agents speak',
          'Diameter with S6a; SCTP runs in JavaScript, about a thousand messages a second each way. In',
          '--tap, {interface} is the interface to listen on and {config} a configuration that fits; the command',
          'gets SIGTERM at the end.',
        ].join('\n'),
      ) as unknown as Argv<UpArguments>,
  handler,
};
