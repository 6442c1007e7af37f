// SPDX-License-Identifier: Apache-2.0
// The key by which records, indexes and the native policy name a rule: it stays when rules are
// added, renamed or put in another order, which a number would not.
import { createHash } from 'node:crypto';

/** First 64 bits of the SHA-256 of a rule id. */
export function ruleKey(id: string): bigint {
  return createHash('sha256').update(id).digest().readBigUInt64BE(0);
}
