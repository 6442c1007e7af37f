// SPDX-License-Identifier: Apache-2.0
// A capture in which every frame is the same: one Begin of MAP with one invoke, in a UDT, in M3UA,
// in SCTP, in IPv4, in Ethernet. No network looks so; it is what decoders are compared on, since
// nothing in it can be left out. Ten operations in equal shares, sixteen associations, the same file
// for the same number of messages.

import { FileSink } from './file-sink.ts';
import { encodeBer, type Tlv } from './forge/ber.ts';
import { context, mapContext, operation } from './forge/gsm-map.ts';
import { anyTimeInterrogation, provideSubscriberInfo } from './forge/gsm-map-location.ts';
import {
  cancelLocation,
  insertSubscriberData,
  purgeMS,
  sendAuthenticationInfo,
  updateLocation,
} from './forge/gsm-map-mobility.ts';
import { forwardSM, sendRoutingInfoForSM } from './forge/gsm-map-sms.ts';
import { ipPacket, ipProtocol } from './forge/ip.ts';
import { ethernet } from './forge/link.ts';
import { m3uaData } from './forge/m3ua.ts';
import { linkType, PcapWriter } from './forge/pcap.ts';
import { udt } from './forge/sccp.ts';
import { ppid, SctpAssociation } from './forge/sctp.ts';
import { begin, dialogueRequest, invoke } from './forge/tcap.ts';
import { Random } from './world/random.ts';

interface Numbers {
  readonly imsi: string;
  readonly msisdn: string;
  readonly node: string;
  readonly text: Uint8Array;
}

interface Kind {
  readonly operation: number;
  readonly context: number;
  readonly ssn: number;
  readonly argument: (numbers: Numbers) => Tlv;
}

const kinds: readonly Kind[] = [
  {
    operation: operation.updateLocation,
    context: context.networkLocUp,
    ssn: 6,
    argument: ({ imsi, node }) => updateLocation({ imsi, msc: node, vlr: node }),
  },
  {
    operation: operation.sendAuthenticationInfo,
    context: context.infoRetrieval,
    ssn: 6,
    argument: ({ imsi }) => sendAuthenticationInfo({ imsi, vectors: 5 }),
  },
  {
    operation: operation.sendRoutingInfoForSM,
    context: context.shortMsgGateway,
    ssn: 6,
    argument: ({ msisdn, node }) => sendRoutingInfoForSM({ msisdn, serviceCentre: node }),
  },
  {
    operation: operation.provideSubscriberInfo,
    context: context.subscriberInfoEnquiry,
    ssn: 7,
    argument: ({ imsi }) => provideSubscriberInfo(imsi, { location: true, state: true }),
  },
  {
    operation: operation.anyTimeInterrogation,
    context: context.anyTimeInfoEnquiry,
    ssn: 6,
    argument: ({ imsi, node }) =>
      anyTimeInterrogation({ imsi }, { location: true, state: true }, node),
  },
  {
    operation: operation.insertSubscriberData,
    context: context.subscriberDataMngt,
    ssn: 7,
    argument: ({ imsi, msisdn }) => insertSubscriberData({ imsi, msisdn }),
  },
  {
    operation: operation.mtForwardSM,
    context: context.shortMsgMTRelay,
    ssn: 8,
    argument: ({ imsi, node, text }) =>
      forwardSM({ to: { imsi }, from: { centre: node }, tpdu: text }),
  },
  {
    operation: operation.moForwardSM,
    context: context.shortMsgMORelay,
    ssn: 8,
    argument: ({ msisdn, node, text }) =>
      forwardSM({ to: { centre: node }, from: { msisdn }, tpdu: text }),
  },
  {
    operation: operation.purgeMS,
    context: context.msPurging,
    ssn: 6,
    argument: ({ imsi, node }) => purgeMS({ imsi, vlr: node }),
  },
  {
    operation: operation.cancelLocation,
    context: context.locationCancellation,
    ssn: 7,
    argument: ({ imsi }) => cancelLocation(imsi),
  },
];

const LINKS = 16;
const STREAMS = 8;
const macs = { source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' };

/** Writes the capture: a little-endian pcap file in nanoseconds. */
export function forgeMapOnly(output: string, messages: number): void {
  const random = new Random(1);
  const associations = Array.from({ length: LINKS }, (_, link) => associationOf(link, random));
  const file = new FileSink(output);
  try {
    const capture = new PcapWriter(file.write, { linkType: linkType.ethernet, nanoseconds: true });
    let time = 0;
    for (let i = 0; i < messages; i += 1) {
      const link = random.below(LINKS);
      const stream = random.below(STREAMS);
      const packet = associations[link]!.send(0, [
        { stream, ppid: ppid.m3ua, data: messageOf(link, stream, random) },
      ]);
      time += 500 + random.below(1500);
      const stamp = { seconds: 1_527_840_000 + Math.floor(time / 1e9), nanoseconds: time % 1e9 };
      capture.write(stamp, frameOf(link, packet));
    }
  } finally {
    file.close();
  }
}

function associationOf(link: number, random: Random): SctpAssociation {
  return new SctpAssociation({
    ports: [2905, 2905 + link],
    tags: [random.u32(), random.u32()],
    tsns: [random.u32(), random.u32()],
    streams: STREAMS,
  });
}

function frameOf(link: number, payload: Uint8Array): Uint8Array {
  const source = `192.0.2.${10 + (link & 3)}`;
  const header = { source, destination: '198.51.100.2', protocol: ipProtocol.sctp };
  return ethernet(macs, ipPacket(header, payload));
}

function messageOf(link: number, sls: number, random: Random): Uint8Array {
  const digits = (count: number) => String(random.below(10 ** count)).padStart(count, '0');
  const numbers = {
    imsi: `00101${digits(9)}${random.below(10)}`,
    msisdn: `999011${digits(7)}`,
    node: `999${10 + random.below(50)}${digits(7)}`,
    text: Uint8Array.from({ length: 30 + random.below(40) }, () => random.below(256)),
  };
  const kind = random.pick(kinds);
  const dialogue = dialogueRequest(mapContext(kind.context, 3));
  const component = invoke(1, kind.operation, kind.argument(numbers));
  const parties = {
    called: { digits: `999${10 + random.below(50)}${digits(7)}`, ssn: kind.ssn },
    calling: { digits: numbers.node, ssn: random.below(2) === 0 ? 7 : 8 },
  };
  return m3uaData(
    { networkAppearance: 0, routingContext: 100 + link },
    { opc: 1000 + random.below(20), dpc: 2000 + random.below(20), networkIndicator: 2, sls },
    udt(parties, encodeBer(begin(random.u32(), dialogue, component)), 0x80 | random.below(2)),
  );
}
