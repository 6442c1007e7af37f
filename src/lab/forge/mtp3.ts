// SPDX-License-Identifier: Apache-2.0
// MTP3: service information octet and routing label in the four variants (Q.704 §2.2, T1.111.4
// §2.2, GF 001-9001, JT-Q704 §2.2). Point codes are numbers; those of 24 bits are network, cluster
// and member from the top.

import { concat, octets } from './bytes.ts';
import type { RoutingLabel } from './m3ua.ts';

export type Variant = 'itu' | 'ansi' | 'china' | 'japan';

function littleEndian(value: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 0xff);
}

/** A point code as that variant writes it outside of ITU-T's packed label. */
export function pointCodeOctets(variant: Variant, code: number): Uint8Array {
  return littleEndian(code, variant === 'ansi' || variant === 'china' ? 3 : 2);
}

function labelOctets(variant: Variant, { opc, dpc, sls }: RoutingLabel): Uint8Array {
  if (variant === 'itu') {
    // DPC in 14 bits, OPC in 14, SLS in 4, the lowest first.
    return littleEndian((dpc | (opc << 14) | (sls << 28)) >>> 0, 4);
  }
  const codes = [pointCodeOctets(variant, dpc), pointCodeOctets(variant, opc)];
  return concat(...codes, octets(sls & (variant === 'ansi' ? 0xff : 0xf)));
}

/** From the service information octet on. */
export function mtp3(variant: Variant, label: RoutingLabel, userPart: Uint8Array): Uint8Array {
  const { networkIndicator = 0, priority = 0, serviceIndicator = 3 } = label;
  const service = (networkIndicator << 6) | (priority << 4) | serviceIndicator;
  return concat(octets(service), labelOctets(variant, label), userPart);
}
