// SPDX-License-Identifier: Apache-2.0
// A child of the supervisor that speaks its part and does nothing: `engine` or `appliance`, then how
// it behaves: `well`, `refuses` (says why it cannot), `dies` (before it is ready), `hangs` (does not
// end when told to), `ponders` (has no answer to a reload), `balks` (refuses one after a long while).
import { Channel, converse } from '../../src/appliance/channel.ts';
import type {
  FromAppliance,
  FromEngine,
  ToAppliance,
  ToEngine,
} from '../../src/appliance/messages.ts';
import { capture, snapshot, storeState } from './states.ts';

const [, , part, manner] = process.argv;
const channel = new Channel<FromEngine | FromAppliance>();

function start(): void {
  if (manner === 'dies') process.exit(9);
  if (manner === 'refuses') {
    const problems = [{ message: 'eth1: operation not permitted' }];
    channel.end({ kind: 'failed', exit: 5, problems }, 5);
  } else if (part === 'engine')
    channel.say({
      kind: 'started',
      captures: [capture()],
      hugePages: false,
      unconfined: [],
      claimsRestored: undefined,
    });
  else channel.say({ kind: 'opened', pseudonymKey: Buffer.alloc(16, 7), state: undefined });
}

converse<ToEngine | ToAppliance, FromEngine | FromAppliance>(channel, {
  onMessage: (message) => {
    const isAnswer = message.kind === 'status' || message.kind === 'answer';
    if (!isAnswer)
      channel.log({ level: 'info', event: 'heard', message: `${part} hears ${message.kind}` });
    switch (message.kind) {
      case 'start':
        start();
        break;
      case 'status':
        channel.say({
          kind: 'status',
          id: message.id,
          snapshot: snapshot(),
          ...(message.rows ? { rows: [] } : {}),
        });
        break;
      case 'reload':
        if (manner === 'balks')
          setTimeout(
            () => channel.say({ kind: 'reloaded', id: message.id, refused: 'odd' }),
            2_300,
          );
        else if (manner !== 'ponders') channel.say({ kind: 'reloaded', id: message.id });
        break;
      case 'stop':
        if (manner === 'hangs') break;
        channel.end(
          part === 'engine'
            ? { kind: 'ended', snapshot: snapshot(), rows: [], state: Buffer.alloc(0) }
            : { kind: 'stopped', state: storeState(), isDrained: true },
          0,
        );
        break;
      default:
        break;
    }
  },
  onGone: () => {},
});
