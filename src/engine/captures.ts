// SPDX-License-Identifier: Apache-2.0
// Capture files that cannot be read, as sentences for users. The native side says what is wrong
// with a file; here it becomes a ProductError, and several files are looked at in one go, before
// anything is made or written on their account.
import { exitCode, ProductError } from '../base/errors.ts';
import { type FrameReader, native } from './native.ts';

/** Opens one capture. Throws ProductError when it cannot be read or is none. */
export function openCapture(path: string, verifyChecksums = false): FrameReader {
  return orRefuse(() => new (native().FrameReader)(path, verifyChecksums));
}

/** Throws ProductError with a sentence for each file that cannot be read or is no capture. */
export function requireCaptures(paths: readonly string[]): void {
  const refusals = [...new Set(paths)].flatMap((path) => {
    try {
      openCapture(path);
      return [];
    } catch (error) {
      if (error instanceof ProductError) return [error];
      throw error;
    }
  });
  const [first] = refusals;
  if (first === undefined) return;
  throw new ProductError(
    first.exit,
    refusals.flatMap((one) => one.problems),
  );
}

/** What `action` returns; a capture that native code refuses becomes a ProductError. */
export function orRefuse<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_CAPTURE') throw error;
    const { message } = error as Error;
    throw message.endsWith(': permission denied')
      ? new ProductError(exitCode.privilege, [{ message, hint: 'run as a user who may read it' }])
      : new ProductError(exitCode.failed, [{ message }]);
  }
}
