// SPDX-License-Identifier: Apache-2.0
// The facts a rule can name. Facts are native code (native/state, native/screen), rules are data.
// Anomalies are facts too, as `anomaly.<protocol>_<name>`; they come from the protocol tables and
// need no row. Ids are stored in policy images: one for each fact, never used twice.
import type { FactSpec } from '../types.ts';
import { answer } from './answer.ts';
import { claims } from './claims.ts';
import { encoding } from './encoding.ts';
import { entitlement } from './entitlement.ts';
import { forwarding } from './forwarding.ts';
import { geography } from './geography.ts';
import { link } from './link.ts';
import { message } from './message.ts';
import { nodes } from './nodes.ts';
import { parties } from './parties.ts';
import { rate } from './rate.ts';
import { sequence } from './sequence.ts';
import { source } from './source.ts';
import { subscriber } from './subscriber.ts';

export const facts = {
  ...message,
  ...link,
  ...parties,
  ...subscriber,
  ...entitlement,
  ...claims,
  ...sequence,
  ...geography,
  ...source,
  ...rate,
  ...nodes,
  ...forwarding,
  ...encoding,
  ...answer,
} as const satisfies Record<string, FactSpec>;
