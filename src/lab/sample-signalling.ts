// SPDX-License-Identifier: Apache-2.0
// Samples of everything below SCCP: the management of each adaptation layer with every parameter of
// it, addresses of every kind, and MTP2, MTP3 and SCCP alone as signalling cards capture them, in the
// four variants.

import { parameter } from './forge/adaptation.ts';
import { encodeBer } from './forge/ber.ts';
import { ascii, concat, octets, u16, u32 } from './forge/bytes.ts';
import { context, mapRequest, operation } from './forge/gsm-map.ts';
import * as location from './forge/gsm-map-location.ts';
import { ipProtocol } from './forge/ip.ts';
import { m2paAcknowledgement, m2paLinkStatus, m2paUserData } from './forge/m2pa.ts';
import { m2ua, m2uaInterface, m2uaTag, m2uaTtcData } from './forge/m2ua.ts';
import { m3ua, m3uaData, m3uaTag, type RoutingLabel } from './forge/m3ua.ts';
import { mtp2PseudoHeader, signalUnit } from './forge/mtp2.ts';
import { mtp3, type Variant } from './forge/mtp3.ts';
import { sccpAddress, udt, udtBetween } from './forge/sccp.ts';
import { ansiAddress, pointCodeAddress } from './forge/sccp-variants.ts';
import { ppid, SctpAssociation } from './forge/sctp.ts';
import { sua, suaAddress, suaNodeAddress, suaTag } from './forge/sua.ts';
import * as tcap from './forge/tcap.ts';
import { imsi, noise, type SamplePacket, type Side } from './sample-packet.ts';
import { routingLabel } from './sample-ss7.ts';

const vlr = { digits: '999010200001', ssn: 7 };
const farHlr = { digits: '999400100001', ssn: 6 };

/** A question for the place of a subscriber. */
const question = encodeBer(
  tcap.begin(
    0x1a2b3c4d,
    mapRequest(context.subscriberInfoEnquiry, 3),
    tcap.invoke(
      1,
      operation.provideSubscriberInfo,
      location.provideSubscriberInfo(imsi, { location: true, state: true }),
    ),
  ),
);
const unitdata = udt({ called: vlr, calling: farHlr }, question);

const labels: Readonly<Record<Variant, RoutingLabel>> = {
  itu: { ...routingLabel(1), networkIndicator: 2 },
  ansi: { opc: 0xf50c07, dpc: 0xf50c09, sls: 0x5a, networkIndicator: 2, priority: 1 },
  china: { opc: 0x040506, dpc: 0x010203, sls: 7, networkIndicator: 2 },
  japan: { opc: 0xd678, dpc: 0x9234, sls: 5, networkIndicator: 2 },
};

/** Messages of one association, side 0 first, in turn. */
function overSctp(
  identifier: number,
  ports: readonly [number, number],
  messages: readonly Uint8Array[],
): SamplePacket[] {
  const ends = ['192.0.2.10', '198.51.100.20'] as const;
  const association = new SctpAssociation({
    ports,
    tags: [0x5a5a0011 + identifier, 0x5a5a0012 + identifier],
    tsns: [1000, 9000],
  });
  const packet = (side: Side, payload: Uint8Array, identification: number): SamplePacket => ({
    header: {
      source: ends[side],
      destination: ends[1 - side]!,
      protocol: ipProtocol.sctp,
      identification,
    },
    payload,
  });
  const sent = [
    ...association.open(),
    ...messages.map((data, index) => {
      const side: Side = index % 2 === 0 ? 0 : 1;
      return { side, packet: association.send(side, [{ stream: 1, ppid: identifier, data }]) };
    }),
  ];
  return sent.map(({ side, packet: payload }, index) => packet(side, payload, index + 1));
}

const word = (tag: number, value: number) => parameter(tag, u32(value));
/** A point code behind its mask. */
const masked = (code: number, mask = 0) => u32((mask << 24) | code);

export function m3uaManagement(): readonly SamplePacket[] {
  const t = m3uaTag;
  const contexts = word(t.routingContext, 100);
  const affected = parameter(t.affectedPointCode, masked(2057), masked(2056, 3));
  const info = parameter(t.infoString, ascii('LAB'));
  const key = [
    word(t.localRoutingKeyIdentifier, 1),
    contexts,
    word(t.trafficMode, 2),
    parameter(t.destinationPointCode, masked(2057)),
    word(t.networkAppearance, 1),
    parameter(t.serviceIndicators, octets(3, 5)),
    parameter(t.originatingPointCodeList, masked(2129), masked(2130)),
    parameter(t.circuitRange, masked(2129), u16(1), u16(31)),
  ];
  const status = word(t.registrationStatus, 0);
  const removed = word(t.deregistrationStatus, 0);
  const label = routingLabel(1);
  return overSctp(
    ppid.m3ua,
    [2905, 2905],
    [
      m3ua('aspUp', word(t.aspIdentifier, 7), info),
      m3ua('aspUpAck', word(t.aspIdentifier, 7)),
      m3ua('registrationRequest', parameter(t.routingKey, ...key)),
      m3ua(
        'registrationResponse',
        parameter(t.registrationResult, word(t.localRoutingKeyIdentifier, 1), status, contexts),
      ),
      m3ua('aspActive', word(t.trafficMode, 2), parameter(t.routingContext, u32(100), u32(200))),
      m3ua('notify', parameter(t.status, u16(1), u16(3)), contexts),
      m3ua('destinationUnavailable', word(t.networkAppearance, 1), contexts, affected, info),
      m3ua('destinationStateAudit', contexts, affected),
      m3ua('destinationAvailable', contexts, affected),
      m3ua('destinationRestricted', contexts, affected),
      m3ua(
        'signallingCongestion',
        contexts,
        affected,
        parameter(t.concernedDestination, masked(2129)),
        word(t.congestionIndications, 2),
      ),
      m3ua(
        'destinationUserPartUnavailable',
        contexts,
        affected,
        parameter(t.userCause, u16(1), u16(3)),
      ),
      m3ua('heartbeat', parameter(t.heartbeatData, noise(8))),
      m3ua('heartbeatAck', parameter(t.heartbeatData, noise(8))),
      m3ua(
        'error',
        word(t.errorCode, 0x19),
        contexts,
        parameter(t.diagnosticInformation, noise(6)),
      ),
      m3uaData({ networkAppearance: 1, routingContext: 100 }, label, unitdata),
      m3ua('deregistrationRequest', contexts),
      m3ua('deregistrationResponse', parameter(t.deregistrationResult, contexts, removed)),
      m3ua('aspInactive', contexts),
      m3ua('aspDown', info),
    ],
  );
}

export function m2uaManagement(): readonly SamplePacket[] {
  const t = m2uaTag;
  const link = m2uaInterface(7);
  const key = [
    word(t.localLinkKeyIdentifier, 1),
    parameter(t.signallingDataTerminal, u16(0), u16(5)),
    parameter(t.signallingDataLink, u16(0), u16(6)),
  ];
  const registered = [word(t.localLinkKeyIdentifier, 1), word(t.registrationStatus, 0), link];
  const data = parameter(t.protocolData1, mtp3('itu', labels.itu, unitdata));
  return overSctp(
    ppid.m2ua,
    [2904, 2904],
    [
      m2ua('aspUp', word(t.aspIdentifier, 7), parameter(t.infoString, ascii('LAB'))),
      m2ua('registrationRequest', parameter(t.linkKey, ...key)),
      m2ua('registrationResponse', parameter(t.registrationResult, ...registered)),
      m2ua('aspActive', word(t.trafficMode, 1), parameter(t.interfaceRange, u32(1), u32(9))),
      m2ua('notify', parameter(t.status, u16(1), u16(3)), m2uaInterface('LAB 1')),
      m2ua('establishRequest', link),
      m2ua('establishConfirm', link),
      m2ua('data', word(t.correlationId, 3), link, data),
      m2ua('data', data, m2uaInterface('LAB 1')),
      m2ua('stateRequest', link, word(t.stateRequest, 2)),
      m2ua('stateIndication', link, word(t.stateEvent, 2)),
      m2ua('congestionIndication', link, word(t.congestionStatus, 2), word(t.discardStatus, 1)),
      m2ua('retrievalRequest', link, word(t.action, 1), word(t.sequenceNumber, 9)),
      m2ua('retrievalConfirm', link, word(t.retrievalResult, 0), word(t.action, 1)),
      m2ua('heartbeat', parameter(t.heartbeatData, noise(8))),
      m2ua('error', word(t.errorCode, 2), link, parameter(t.diagnosticInformation, noise(6))),
      m2ua(
        'deregistrationResponse',
        parameter(t.deregistrationResult, link, word(t.deregistrationStatus, 0)),
      ),
    ],
  );
}

export function m2paStates(): readonly SamplePacket[] {
  const numbers = { backward: 0x10, forward: 0x11 };
  return overSctp(
    ppid.m2pa,
    [3565, 3565],
    [
      m2paLinkStatus('alignment'),
      m2paLinkStatus('outOfService'),
      m2paLinkStatus('provingNormal', undefined, 24),
      m2paLinkStatus('ready'),
      m2paUserData(numbers, mtp3('itu', labels.itu, unitdata), 2),
      m2paAcknowledgement({ backward: 0x11, forward: 0x10 }),
    ],
  );
}

export function suaKinds(): readonly SamplePacket[] {
  const t = suaTag;
  const contexts = word(t.routingContext, 100);
  const affected = parameter(t.affectedPointCode, masked(2057));
  const info = parameter(t.infoString, ascii('LAB'));
  const to = (address: Uint8Array) => parameter(t.destinationAddress, address);
  const from = (address: Uint8Array) => parameter(t.sourceAddress, address);
  const host = 'hlr1.epc.mnc001.mcc001.3gppnetwork.org';
  const protocolClass = (value: number) => word(t.protocolClass, value);
  const content = parameter(t.data, question);
  const pairs = [
    [suaAddress(vlr), suaAddress(farHlr)],
    [suaNodeAddress(2057, 7), suaNodeAddress(2129, 6)],
    [suaNodeAddress('192.0.2.10', 7), suaNodeAddress('2001:db8::20', 6)],
    [suaNodeAddress(host, 7), suaAddress({ ...farHlr, pointCode: 2129, routeOnSsn: true })],
  ] as const;
  return overSctp(
    ppid.sua,
    [14001, 14001],
    [
      sua('aspUp', word(t.aspIdentifier, 7), info),
      sua('aspActive', word(t.trafficMode, 2), contexts),
      ...pairs.map(([called, calling], index) =>
        sua(
          'connectionless',
          contexts,
          protocolClass(0x80 | (index & 1)),
          from(calling),
          to(called),
          word(t.sequenceControl, index),
          word(t.hopCounter, 9),
          word(t.importance, 3),
          word(t.messagePriority, 1),
          word(t.correlationId, 5),
          content,
        ),
      ),
      sua(
        'connectionlessResponse',
        contexts,
        parameter(t.sccpCause, octets(0, 0, 1, 7)),
        from(suaAddress(vlr)),
        to(suaAddress(farHlr)),
        content,
      ),
      sua(
        'connectionRequest',
        contexts,
        protocolClass(2),
        word(t.sourceReference, 33),
        to(suaAddress(vlr)),
        word(t.sequenceControl, 3),
        from(suaAddress(farHlr)),
        word(t.credit, 9),
      ),
      sua(
        'connectionAcknowledge',
        contexts,
        protocolClass(2),
        word(t.destinationReference, 33),
        word(t.sourceReference, 34),
        word(t.sequenceControl, 3),
      ),
      sua('destinationUnavailable', contexts, affected, word(t.ssn, 6), word(t.smi, 3), info),
      sua(
        'destinationUserPartUnavailable',
        contexts,
        affected,
        parameter(t.userCause, u16(1), u16(3)),
      ),
      sua('signallingCongestion', contexts, affected, word(t.ssn, 6), word(t.congestionLevel, 2)),
      sua('heartbeat', parameter(t.heartbeatData, noise(8))),
      sua('notify', parameter(t.status, u16(1), u16(3)), contexts),
      sua('error', word(t.errorCode, 0x19), contexts, parameter(t.diagnosticInformation, noise(6))),
      sua(
        'registrationResponse',
        parameter(
          t.registrationResult,
          word(t.localRoutingKeyIdentifier, 1),
          word(t.registrationStatus, 0),
          contexts,
        ),
      ),
    ],
  );
}

/** What each message of a variant is addressed by. */
function parties(variant: Variant): [Uint8Array, Uint8Array][] {
  const { opc, dpc } = labels[variant];
  if (variant !== 'ansi') {
    return [
      [sccpAddress(vlr), sccpAddress(farHlr)],
      [pointCodeAddress(variant, 7, dpc), pointCodeAddress(variant, 6, opc)],
      [sccpAddress(vlr), pointCodeAddress(variant, 6, opc)],
    ];
  }
  const title = { digits: '12465550100', translationType: 9, withPlan: true };
  const even = { digits: '447700900999', translationType: 10 };
  return [
    [ansiAddress({ ssn: 7, title: even }), ansiAddress({ ssn: 6, title })],
    [ansiAddress({ ssn: 7, pointCode: dpc }), ansiAddress({ ssn: 6, pointCode: opc })],
    [ansiAddress({ title: even }), ansiAddress({ ssn: 6, pointCode: opc, title })],
  ];
}

/** User parts and messages of one variant, as MTP3 carries them. */
function messages(variant: Variant): Uint8Array[] {
  const label = labels[variant];
  const other = (serviceIndicator: number, ...part: number[]) =>
    mtp3(variant, { ...label, serviceIndicator }, octets(...part));
  const sccp = parties(variant).map(([called, calling]) =>
    mtp3(variant, label, udtBetween(called, calling, question)),
  );
  // ISUP (a release complete) and a test of the signalling link.
  return [...sccp, other(5, 0x2a, 0, 0x10, 0), other(1, 0x11, 0x20, 0xaa, 0xbb)];
}

/** No IP: what a signalling card captures is the payload alone. */
function bare(payload: Uint8Array): SamplePacket {
  const header = { source: '192.0.2.10', destination: '198.51.100.20', protocol: ipProtocol.sctp };
  return { header, payload };
}

export function mtp3Messages(variant: Variant): readonly SamplePacket[] {
  return [...messages(variant), ...messages(variant).slice(0, 3)].map(bare);
}

/** Basic and extended units of two links, with the header that tells them. */
export function mtp2Units(): readonly SamplePacket[] {
  const empty = new Uint8Array();
  const contents = [empty, octets(1), octets(0, 1), ...messages('itu')];
  return [false, true].flatMap((extended) =>
    contents.map((content, index) => {
      const header = { backward: 5 + index, forward: 6 + index, extended };
      const pseudo = mtp2PseudoHeader(index % 2 === 1, extended, extended ? 9 : 3);
      return bare(concat(pseudo, signalUnit(header, content)));
    }),
  );
}

export function mtp2BasicUnits(): readonly SamplePacket[] {
  const contents = [new Uint8Array(), octets(3), ...messages('itu')];
  return contents.map((content, index) =>
    bare(signalUnit({ backward: 0x80 | index, forward: index }, content)),
  );
}

export function sccpMessages(): readonly SamplePacket[] {
  const all = parties('itu').map(([called, calling]) => udtBetween(called, calling, question));
  return [...all, ...all].map(bare);
}

/** SCCP of every variant in M3UA, and the length indicator of TTC in M2UA. */
export function variantsOverSctp(variant: Variant): readonly SamplePacket[] {
  const label = labels[variant];
  const over = { networkAppearance: 1, routingContext: 100 };
  const data = parties(variant).map(([called, calling]) =>
    m3uaData(over, label, udtBetween(called, calling, question)),
  );
  return overSctp(ppid.m3ua, [2905, 2905], data);
}

export function ttcOverM2ua(): readonly SamplePacket[] {
  const data = messages('japan').map((message) => m2uaTtcData(7, message, 1));
  return overSctp(ppid.m2ua, [2904, 2904], data);
}
