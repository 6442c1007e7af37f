// SPDX-License-Identifier: Apache-2.0
// User plane that a mirror port carries beside signalling: GTP-U (3GPP TS 29.281) in UDP between
// documentation addresses, a few tunnels, payload that is noise. Only to be in the way: nobody
// reads it, and it says nothing about anybody.

import { concat, octets, u16, u32 } from '../forge/bytes.ts';
import { ipPacket } from '../forge/ip.ts';
import { ethernet } from '../forge/link.ts';
import { linkType, PcapWriter } from '../forge/pcap.ts';

const udp = 17;
const gtpPort = 2152;
const macs = { source: '02:00:00:00:00:30', destination: '02:00:00:00:00:40' };
const tunnels = 60;
const gPdu = 0xff;
const headersOctets = 20 + 8;

/** Octets of the inner packet, in turn: full ones, or the mix of sizes that routers are tested with. */
export const backgrounds = {
  gtpu: [1400],
  'gtpu-imix': [64, 64, 576, 64, 576, 64, 1400, 64, 576, 64, 576, 64],
} as const;

export type Background = keyof typeof backgrounds;

function datagram(source: number, destination: number, payload: Uint8Array): Uint8Array {
  // A checksum of 0 says that there is none (RFC 768).
  return concat(u16(source), u16(destination), u16(8 + payload.length), u16(0), payload);
}

function frame(tunnel: number, size: number): Uint8Array {
  const noise = Uint8Array.from(
    { length: size - headersOctets },
    (_, i) => (i * 31 + tunnel) & 0xff,
  );
  const inner = ipPacket(
    { source: `203.0.113.${tunnel}`, destination: '198.51.100.99', protocol: udp },
    datagram(40_000 + tunnel, 443, noise),
  );
  const gtp = concat(octets(0x30, gPdu), u16(inner.length), u32(0x5a5a0000 + tunnel), inner);
  const outer = { source: '192.0.2.80', destination: '198.51.100.80', protocol: udp };
  const identification = tunnel;
  return ethernet(macs, ipPacket({ ...outer, identification }, datagram(gtpPort, gtpPort, gtp)));
}

/** A capture of one frame for each tunnel. */
export function backgroundCapture(kind: Background): Uint8Array {
  const sizes = backgrounds[kind];
  const parts: Uint8Array[] = [];
  const file = new PcapWriter((bytes) => parts.push(Uint8Array.from(bytes)), {
    linkType: linkType.ethernet,
  });
  for (let tunnel = 1; tunnel <= tunnels; tunnel += 1) {
    const size = sizes[tunnel % sizes.length]!;
    file.write({ seconds: 0, nanoseconds: tunnel * 1000 }, frame(tunnel, size));
  }
  return concat(...parts);
}
