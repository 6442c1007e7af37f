// SPDX-License-Identifier: Apache-2.0
// A child's end of the conversation with the supervisor: what it hears, what it says, and what
// becomes of it when something is wrong. Signals are the supervisor's to receive; a child ends when
// it is told to, or when the supervisor is gone.
import { exitCode, ProductError } from '../base/errors.ts';
import type { Failed, Log, Logged } from './messages.ts';

export interface ChannelHandlers<To> {
  readonly onMessage: (message: To) => void | Promise<void>;
  /** The supervisor is gone: put things in order; the process ends afterwards. */
  readonly onGone: () => void | Promise<void>;
}

/** Time to put things in order once the supervisor is gone. */
const gone_ms = 30_000;

export class Channel<From extends object> {
  say(message: From | Failed | Logged): void {
    // A supervisor that is gone is told of by `disconnect`.
    if (process.connected) process.send?.(message, undefined, undefined, () => {});
  }

  readonly log: Log = (entry) => this.say({ kind: 'log', entry });

  /** Says why this process cannot do its work, and ends it. */
  fail(error: unknown): void {
    const message =
      error instanceof ProductError
        ? { kind: 'failed' as const, exit: error.exit, problems: error.problems }
        : {
            kind: 'failed' as const,
            exit: exitCode.failed,
            problems: [{ message: error instanceof Error ? (error.stack ?? '') : String(error) }],
          };
    this.end(message, message.exit);
  }

  /** Says a last word and ends the process once it is said. */
  end(message: From | Failed | undefined, exit: number): void {
    if (message === undefined || !process.connected) process.exit(exit);
    process.send?.(message, undefined, undefined, () => process.exit(exit));
  }
}

/** Begins to listen. A handler that throws ends the process with its reason. */
export function converse<To, From extends object>(
  channel: Channel<From>,
  handlers: ChannelHandlers<To>,
): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const guarded = async (action: () => void | Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      channel.fail(error);
    }
  };
  process.on('message', (message) => void guarded(() => handlers.onMessage(message as To)));
  process.on('disconnect', () => {
    setTimeout(() => process.exit(exitCode.failed), gone_ms);
    void guarded(handlers.onGone).then(() => process.exit(exitCode.failed));
  });
}
