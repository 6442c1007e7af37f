// SPDX-License-Identifier: Apache-2.0
// What changes about an interface while it is listened to, as lines of the log: the link, the source
// of its timestamps (known with the first frames only), a new interface under the old name.
import type { CaptureStatus } from '../engine/native.ts';
import type { LogEntry } from './messages.ts';

type Seen = Pick<CaptureStatus, 'isUp' | 'timestamps' | 'reopened'>;

export class CaptureWatch {
  readonly #seen = new Map<string, Seen>();

  /** As an engine starts: what it tells then is told by others. */
  begin(captures: readonly CaptureStatus[]): void {
    for (const one of captures) this.#seen.set(one.interface, one);
  }

  note(captures: readonly CaptureStatus[]): LogEntry[] {
    return captures.flatMap((one) => {
      const before = this.#seen.get(one.interface);
      this.#seen.set(one.interface, one);
      return before === undefined ? [] : changes(before, one);
    });
  }
}

function changes(before: Seen, now: CaptureStatus): LogEntry[] {
  const name = now.interface;
  const entries: LogEntry[] = [];
  if (now.reopened > before.reopened)
    entries.push(line('info', name, 'reopened', `${name} is another one now: opened again`));
  if (now.isUp !== before.isUp)
    entries.push(
      now.isUp
        ? line('info', name, 'link_up', `${name} is up`)
        : line('warning', name, 'link_down', `${name} is down: nothing is heard there`),
    );
  if (now.timestamps !== before.timestamps && now.timestamps !== 'unknown')
    entries.push(
      line(
        'info',
        name,
        'timestamps',
        `${name}: timestamps ${now.timestamps.replaceAll('_', ' ')}`,
      ),
    );
  return entries;
}

function line(level: LogEntry['level'], name: string, event: string, message: string): LogEntry {
  return { level, event, message, fields: { interface: name } };
}
