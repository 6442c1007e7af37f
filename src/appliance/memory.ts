// SPDX-License-Identifier: Apache-2.0
// Memory of the appliance's processes holds identities and keys: none of them leaves a core file, and
// nobody else may look into them. The engine, where it is confined, gives up this and more by itself.
import { native } from '../engine/native.ts';
import type { Log } from './messages.ts';

/** What cannot be withheld is told, and the work goes on. */
export function withholdMemory(log: Log, process: string): void {
  for (const undone of native().forbidDumps())
    log({
      level: 'warning',
      event: 'dumps',
      message: `a crash of the ${process} may leave its memory on the disk: ${undone}`,
      fields: { process },
    });
}
