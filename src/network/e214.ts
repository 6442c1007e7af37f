// SPDX-License-Identifier: Apache-2.0
// Mobile global titles (E.214 §4, E.212 numbering): CC and NDC of the home network in place of MCC and
// MNC, then the MSIN. They address a subscriber and not a node. Which CC and NDC stand for an MCC-MNC
// is agreed between operators and told in IR.21; it is not derived from anything else, since one
// operator has many NDCs and only one of them is meant.
import { network_limit } from '../schema/network-image.ts';
import type { NetworkDefinition } from './definition.ts';

/** The mobile global titles of an IMSI; what does not fit into 15 digits is cut off, as E.214 does. */
export function mobileGlobalTitles(imsi: string, network: NetworkDefinition): string[] {
  const plmn = network.plmn
    .map(({ mcc, mnc }) => mcc + mnc)
    .filter((one) => imsi.startsWith(one))
    .sort((a, b) => b.length - a.length)[0];
  if (plmn === undefined) return [];
  return network.mobileGlobalTitles.map((prefix) =>
    `${prefix}${imsi.slice(plmn.length)}`.slice(0, network_limit.prefix_digits),
  );
}

/**
 * The IMSIs that a mobile global title may stand for. With CC and NDC longer than MCC and MNC its tail
 * was cut, and so is theirs.
 */
export function imsisOf(title: string, network: NetworkDefinition): string[] {
  const prefix = network.mobileGlobalTitles
    .filter((one) => title.startsWith(one))
    .sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return [];
  return network.plmn.map(({ mcc, mnc }) =>
    `${mcc}${mnc}${title.slice(prefix.length)}`.slice(0, network_limit.prefix_digits),
  );
}
