// SPDX-License-Identifier: Apache-2.0
// The AVPs that the Diameter decoder knows: code, type, whether one may stand once among its
// siblings, and whether its M bit has to be set (RFC 6733 §4.1, §4.5). Those of 3GPP are the ones
// that TS 29.230 §7 registers for the applications that are decoded. Identity is (vendor, code):
// code 1 of vendor 10415 is another AVP than User-Name. An AVP that is not listed is walked over by
// its length and shown as octets.
import { accessAvps } from './diameter/access.ts';
import { baseAvps } from './diameter/base.ts';
import { chargingAvps } from './diameter/charging.ts';
import { multimediaAvps } from './diameter/multimedia.ts';
import { policyAvps } from './diameter/policy.ts';
import { subscriptionAvps } from './diameter/subscription.ts';
import type { AvpRow, AvpSpec } from './types.ts';

export const vendor = { ietf: 0, tgpp: 10415 } as const;

function rows(vendorId: number, ...lists: readonly (readonly AvpRow[])[]): AvpSpec[] {
  return lists
    .flat()
    .sort(([a], [b]) => a - b)
    .map(([code, name, type, mark]) => ({
      vendor: vendorId,
      code,
      name,
      type,
      single: mark?.startsWith('single') ?? false,
      must: mark?.endsWith('must') ?? false,
    }));
}

/** In the order of their numbers inside the decoder (0 stands for an AVP that is not here). */
export const avps: readonly AvpSpec[] = [
  ...rows(vendor.ietf, baseAvps),
  ...rows(vendor.tgpp, accessAvps, chargingAvps, multimediaAvps, policyAvps, subscriptionAvps),
];

/**
 * `Visited-PLMN-Id` → `visited_plmn_id`: the key of an AVP in the field table and in generated
 * code.
 */
export function avpKey(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}
