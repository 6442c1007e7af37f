// SPDX-License-Identifier: Apache-2.0
// What passes a bound of the network image, as a sentence for the operator who can put it right.
import { exitCode, failure } from '../base/errors.ts';

/** What `compile` returns. Throws ProductError in place of a RangeError, with the bound's name. */
export function withinLimits<T>(compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw failure(
      exitCode.configuration,
      `what is known of networks is too much: ${error.message}`,
      'remove networks, prefixes or old versions that are not needed; sigwarden network list counts them',
    );
  }
}
