// SPDX-License-Identifier: Apache-2.0
// Small captures made by hand for the demo and for whoever wants to look: each protocol family,
// both file formats in both byte orders, several link types, bundled chunks, fragments, segments,
// and the published evasions. A few dozen frames each, the same octets on every run.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { concat } from './forge/bytes.ts';
import { ipPacket } from './forge/ip.ts';
import { ethernet, etherType, sll, sll2 } from './forge/link.ts';
import { type ByteSink, linkType, PcapWriter, type Stamp } from './forge/pcap.ts';
import { PcapngWriter } from './forge/pcapng.ts';
import type { ForgedSample } from './forge/sample.ts';
import { namingFileErrors } from './generate.ts';
import { camelCallPackets, camelServicePackets } from './sample-camel.ts';
import { diameterSctpPackets, diameterTcpPackets } from './sample-diameter.ts';
import { diameterApplicationPackets } from './sample-diameter-applications.ts';
import type { SamplePacket } from './sample-packet.ts';
import {
  m2paStates,
  m2uaManagement,
  m3uaManagement,
  mtp2BasicUnits,
  mtp2Units,
  mtp3Messages,
  sccpMessages,
  suaKinds,
  ttcOverM2ua,
  variantsOverSctp,
} from './sample-signalling.ts';
import {
  ansiPackets,
  bundledPackets,
  dialoguePackets,
  evasionPackets,
  fragmentedPackets,
  locationPackets,
  mobilityPackets,
  operationPackets,
  sccpPackets,
  smsPackets,
} from './sample-ss7.ts';
import { tunnelled, tunnelPackets } from './sample-tunnels.ts';
import { ipFragmentPackets, tcpStreamPackets } from './sample-wire.ts';

export interface Sample {
  readonly path: string;
  readonly frames: number;
  readonly title: string;
}

/** 2018-06-01T08:00:00Z. */
const start = Date.UTC(2018, 5, 1, 8) / 1000;
const gapNanoseconds = 120_000_123;

function stamp(index: number): Stamp {
  const total = index * gapNanoseconds;
  const seconds = Math.floor(total / 1e9);
  return { seconds: start + seconds, nanoseconds: total - seconds * 1e9 };
}

const macs = { source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' };

function plain(packet: SamplePacket): Uint8Array {
  return ethernet(macs, ipPacket(packet.header, packet.payload));
}

function tagged(packet: SamplePacket): Uint8Array {
  const tags = [
    { type: etherType.provider, id: 100 },
    { id: 101, priority: 1 },
  ];
  return ethernet(macs, ipPacket(packet.header, packet.payload), tags);
}

function cooked(packet: SamplePacket): Uint8Array {
  return sll(macs.source, ipPacket(packet.header, packet.payload));
}

function cooked2(packet: SamplePacket): Uint8Array {
  return sll2(macs.source, ipPacket(packet.header, packet.payload), { interfaceIndex: 3 });
}

function raw(packet: SamplePacket): Uint8Array {
  return ipPacket(packet.header, packet.payload);
}

/** The payload alone, where the link layer is signalling. */
function bare(packet: SamplePacket): Uint8Array {
  return packet.payload;
}

/** IP packets that are whole already: the header is not written again. */
function cut(packets: readonly SamplePacket[]): SamplePacket[] {
  return ipFragmentPackets(packets).map((payload) => ({ header: packets[0]!.header, payload }));
}

function asItStands({ payload }: SamplePacket): Uint8Array {
  return ethernet(macs, payload);
}

interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly packets: () => readonly SamplePacket[];
  readonly write: (sink: ByteSink, packets: readonly SamplePacket[]) => void;
}

type Framing = (packet: SamplePacket, index: number) => Uint8Array;

function pcap(
  framing: Framing,
  type: number,
  more: { bigEndian?: boolean; nanoseconds?: boolean; cutLast?: number } = {},
): Recipe['write'] {
  return (sink, packets) => {
    const { cutLast = 0, ...options } = more;
    const parts: Uint8Array[] = [];
    const file = new PcapWriter((bytes) => parts.push(Uint8Array.from(bytes)), {
      linkType: type,
      ...options,
    });
    packets.forEach((packet, index) => {
      file.write(stamp(index), framing(packet, index));
    });
    const whole = concat(...parts);
    sink(whole.subarray(0, whole.length - cutLast));
  };
}

/** Two interfaces of different link type and resolution in one section. */
function pcapng(bigEndian: boolean): Recipe['write'] {
  return (sink, packets) => {
    const file = new PcapngWriter(sink);
    file.section({ bigEndian, application: 'sigwarden lab' });
    file.interface({ linkType: linkType.ethernet, name: 'mirror-a' });
    file.interface({ linkType: linkType.sll, name: 'mirror-b', resolution: bigEndian ? 0x94 : 9 });
    packets.forEach((packet, index) => {
      const second = index % 2 === 1;
      const frame = second ? cooked(packet) : plain(packet);
      file.write(stamp(index), frame, { interface: second ? 1 : 0 });
    });
  };
}

const recipes: readonly Recipe[] = [
  {
    name: 'ss7-mobility.pcap',
    title: 'authentication, location update with subscriber data, cancellation',
    packets: mobilityPackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'ss7-location-qinq-ns.pcap',
    title: 'location questions from abroad and every way they end; two VLAN tags, nanoseconds',
    packets: locationPackets,
    write: pcap(tagged, linkType.ethernet, { nanoseconds: true }),
  },
  {
    name: 'ss7-sms-big-endian.pcap',
    title: 'short messages, old versions, an empty Begin; big-endian file',
    packets: smsPackets,
    write: pcap(plain, linkType.ethernet, { bigEndian: true }),
  },
  {
    name: 'ss7-operations.pcap',
    title: 'every MAP operation with all that it can say, and the errors that say why',
    packets: operationPackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'ss7-dialogues.pcap',
    title: 'what a dialogue portion can say, every way to end a dialogue, every component',
    packets: dialoguePackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'ss7-ansi-tcap.pcap',
    title: 'ANSI TCAP with every package and component',
    packets: ansiPackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'ss7-camel-calls.pcap',
    title: 'CAMEL calls of a roamer, every operation once; a call sent to a stranger',
    packets: camelCallPackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'ss7-camel-services-ns.pcap',
    title: 'CAMEL for short messages and packet sessions, every operation once; nanoseconds',
    packets: camelServicePackets,
    write: pcap(tagged, linkType.ethernet, { nanoseconds: true }),
  },
  {
    name: 'ss7-bundled-sll2.pcap',
    title: 'an innocent and a hostile message in one packet; Linux cooked v2',
    packets: bundledPackets,
    write: pcap(cooked2, linkType.sll2),
  },
  {
    name: 'ss7-fragments-raw.pcap',
    title: 'SCTP fragments and XUDT segments; raw IP',
    packets: fragmentedPackets,
    write: pcap(raw, linkType.raw, { bigEndian: true, nanoseconds: true }),
  },
  {
    name: 'ss7-sccp.pcap',
    title: 'every SCCP message of both services, segments, every form of address',
    packets: sccpPackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'ss7-ip-fragments.pcap',
    title: 'authentication and location update in fragments of IPv4, IPv6 and a VXLAN tunnel',
    packets: () => cut(mobilityPackets()),
    write: pcap(asItStands, linkType.ethernet),
  },
  {
    name: 'diameter-tcp-segments.pcap',
    title: 'S6a over TCP in segments that end inside of messages, one of them sent twice',
    packets: tcpStreamPackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'ss7-tunnels.pcap',
    title: 'authentication and location update; MPLS, GRE, ERSPAN, VXLAN, IP in IP, one in another',
    packets: () => tunnelPackets(mobilityPackets()),
    write: pcap(tunnelled, linkType.ethernet),
  },
  {
    name: 'ss7-evasions.pcapng',
    title: 'one question in every published disguise; two interfaces',
    packets: evasionPackets,
    write: pcapng(false),
  },
  ...(['m2ua', 'm2pa', 'sua'] as const).map((carrier) => ({
    name: `ss7-${carrier}.pcap`,
    title: `location questions and every way they end, over ${carrier.toUpperCase()}`,
    packets: () => locationPackets(carrier),
    write: pcap(plain, linkType.ethernet),
  })),
  {
    name: 'm3ua-management.pcap',
    title: 'M3UA: states, routes and registration, with every parameter',
    packets: m3uaManagement,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'm2ua-management.pcap',
    title: 'M2UA: states, links, retrieval and registration, with every parameter',
    packets: m2uaManagement,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'm2pa-states.pcap',
    title: 'M2PA: a link that comes up, user data, an acknowledgement',
    packets: m2paStates,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'sua-kinds.pcap',
    title: 'SUA: addresses of every kind, a return, a connection, management',
    packets: suaKinds,
    write: pcap(plain, linkType.ethernet),
  },
  ...(['itu', 'ansi', 'china', 'japan'] as const).flatMap((variant) => [
    {
      name: `mtp3-${variant}.pcap`,
      title: `MTP3 without a link layer: SCCP and other user parts; ${variant}`,
      packets: () => mtp3Messages(variant),
      write: pcap(bare, linkType.mtp3),
    },
    {
      name: `m3ua-${variant}.pcap`,
      title: `party addresses of SCCP in M3UA; ${variant}`,
      packets: () => variantsOverSctp(variant),
      write: pcap(plain, linkType.ethernet),
    },
  ]),
  {
    name: 'm2ua-ttc-japan.pcap',
    title: 'M2UA with the length indicator of TTC in front of MTP3',
    packets: ttcOverM2ua,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'mtp2-links.pcap',
    title: 'MTP2 of a slow and a fast link, each with its number',
    packets: mtp2Units,
    write: pcap(bare, linkType.mtp2WithPseudoHeader),
  },
  {
    name: 'mtp2.pcap',
    title: 'MTP2: fill-in, link status and messages',
    packets: mtp2BasicUnits,
    write: pcap(bare, linkType.mtp2),
  },
  {
    name: 'sccp.pcap',
    title: 'SCCP alone',
    packets: sccpMessages,
    write: pcap(bare, linkType.sccp),
  },
  {
    name: 'diameter-sctp-big-endian.pcapng',
    title: 'S6a over SCTP: attach, notice, purge, a profile change; big-endian, time in 2^-20 s',
    packets: diameterSctpPackets,
    write: pcapng(true),
  },
  {
    name: 'diameter-applications.pcap',
    title: 'each command of each Diameter application but S6a, with its answer',
    packets: diameterApplicationPackets,
    write: pcap(plain, linkType.ethernet),
  },
  {
    name: 'diameter-tcp-ipv6-truncated.pcap',
    title: 'S6a over TCP and IPv6: a location question, a cancellation; the file is cut short',
    packets: diameterTcpPackets,
    write: pcap(plain, linkType.ethernet, { cutLast: 7 }),
  },
];

/** What the files of protocols bring with them, by the name of the file. */
async function forgedSamples(): Promise<readonly ForgedSample[]> {
  const forge = fileURLToPath(new URL('./forge/', import.meta.url));
  const names = readdirSync(forge).filter((name) => name.endsWith('.js'));
  const modules = await Promise.all(
    names.sort().map((name) => import(join(forge, name)) as Promise<{ sample?: ForgedSample }>),
  );
  return modules.flatMap(({ sample }) => (sample === undefined ? [] : [sample]));
}

const forged: readonly Recipe[] = (await forgedSamples()).map(({ name, title, packets }) => ({
  name: `${name}.pcap`,
  title,
  packets,
  write: pcap(plain, linkType.ethernet),
}));

/** Writes all samples into `directory`, which is made if missing. */
export function samples(directory: string): Sample[] {
  return namingFileErrors(directory, () => {
    mkdirSync(directory, { recursive: true });
    return [...recipes, ...forged].map(({ name, title, packets, write }) => {
      const path = join(directory, name);
      const list = packets();
      const parts: Uint8Array[] = [];
      write((bytes) => parts.push(Uint8Array.from(bytes)), list);
      writeFileSync(path, concat(...parts));
      return { path, frames: list.length, title };
    });
  });
}
