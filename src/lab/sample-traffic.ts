// SPDX-License-Identifier: Apache-2.0
// The packets of the small samples: short conversations between a home network (001-01, titles +99901) and others, written
// out one by one. Who is who is as in the scenario far-from-home.

import { encodeBer, type Tlv } from './forge/ber.ts';
import { command, encodeDiameter } from './forge/diameter.ts';
import * as s6a from './forge/diameter-s6a.ts';
import { imsiOctets } from './forge/digits.ts';
import { tcapEvasions, withTrailingOctets } from './forge/evasion.ts';
import {
  context,
  type MapVersion,
  mapContext,
  mapError,
  mapRequest,
  operation,
} from './forge/gsm-map.ts';
import * as location from './forge/gsm-map-location.ts';
import * as mobility from './forge/gsm-map-mobility.ts';
import * as sms from './forge/gsm-map-sms.ts';
import { type IpHeader, ipProtocol } from './forge/ip.ts';
import { m3ua, m3uaData } from './forge/m3ua.ts';
import { type SccpAddress, type SccpParties, udt, xudtSegments } from './forge/sccp.ts';
import { ppid, SctpAssociation } from './forge/sctp.ts';
import * as tcap from './forge/tcap.ts';
import { TcpConnection } from './forge/tcp.ts';

/** An SCTP or TCP payload with the header of the packet it goes in. */
export interface SamplePacket {
  readonly header: IpHeader;
  readonly payload: Uint8Array;
}

type Side = 0 | 1;

const imsi = '001010123456789';
const msisdn = '9990111234567';
const hlr = { digits: '999010100001', ssn: 6 };
const vlr = { digits: '999010200001', ssn: 7 };
const msc = { digits: '999010200001', ssn: 8 };
const coastVlr = { digits: '999100200001', ssn: 7 };
const coastCentre = { digits: '999100400001', ssn: 8 };
const farScf = { digits: '999400000001', ssn: 147 };
const farHlr = { digits: '999400100001', ssn: 6 };
const islandGmlc = { digits: '999510500001', ssn: 145 };

/** Repeatable noise for authentication values. */
function noise(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => (index * 37 + size) & 0xff);
}

/** One SS7 link with its packets in order. Side 0 is the home network's. */
class Carrier {
  readonly packets: SamplePacket[] = [];
  readonly #association = new SctpAssociation({
    ports: [2905, 2905],
    tags: [0x5a5a0001, 0x5a5a0002],
    tsns: [1000, 9000],
  });

  constructor() {
    for (const { side, packet } of this.#association.open()) this.#add(side, packet);
    this.send(0, [m3ua('aspUp')]);
    this.send(1, [m3ua('aspUpAck')]);
  }

  send(side: Side, messages: readonly Uint8Array[]): void {
    const chunks = messages.map((data) => ({ stream: 1, ppid: ppid.m3ua, data }));
    this.#add(side, this.#association.send(side, chunks));
  }

  sendFragmented(side: Side, data: Uint8Array, size: number): void {
    const message = { stream: 1, ppid: ppid.m3ua, data };
    for (const part of this.#association.sendFragmented(side, message, size)) this.#add(side, part);
  }

  #add(side: Side, payload: Uint8Array): void {
    const ends = ['192.0.2.10', '198.51.100.20'] as const;
    const header = {
      source: ends[side],
      destination: ends[1 - side]!,
      protocol: ipProtocol.sctp,
      identification: this.packets.length + 1,
    };
    this.packets.push({ header, payload });
  }
}

/** M3UA from that side; point codes of zone 1. */
function label(side: Side, userPart: Uint8Array): Uint8Array {
  const codes = [2057, 2129] as const;
  const path = { networkAppearance: 1, routingContext: 100 };
  return m3uaData(path, { opc: codes[side], dpc: codes[1 - side]!, sls: 5 }, userPart);
}

function message(side: Side, calling: SccpAddress, called: SccpAddress, tree: Tlv): Uint8Array {
  return label(side, udt({ called, calling }, encodeBer(tree)));
}

interface Call {
  readonly calling: SccpAddress;
  readonly called: SccpAddress;
  readonly context: number;
  readonly version?: MapVersion;
  readonly operation: number;
  readonly argument: Tlv;
}

function opening(call: Call, id = 0x1a2b3c4d): Tlv {
  const dialogue = mapRequest(call.context, call.version ?? 3);
  return tcap.begin(id, dialogue, tcap.invoke(1, call.operation, call.argument));
}

/** A question of side 1 (abroad) and an answer of side 0. */
function exchange(carrier: Carrier, call: Call, component: Tlv): void {
  const { calling, called, version = 3 } = call;
  carrier.send(1, [message(1, calling, called, opening(call))]);
  const accepted =
    version === 1 ? undefined : tcap.dialogueResponse(mapContext(call.context, version));
  carrier.send(0, [message(0, called, calling, tcap.end(0x1a2b3c4d, accepted, component))]);
}

const vectorsAsked: Call = {
  calling: coastVlr,
  called: hlr,
  context: context.infoRetrieval,
  operation: operation.sendAuthenticationInfo,
  argument: mobility.sendAuthenticationInfo({ imsi }),
};
const updateAsked: Call = {
  calling: coastVlr,
  called: hlr,
  context: context.networkLocUp,
  operation: operation.updateLocation,
  argument: mobility.updateLocation({ imsi, msc: coastVlr.digits, vlr: coastVlr.digits }),
};
const cell = { mcc: '001', mnc: '01', lac: 0x1234, cellId: 0x5678 };
const info = location.subscriberInfoResult({
  ageMinutes: 2,
  vlr: vlr.digits,
  cell,
  msc: vlr.digits,
  state: 'assumedIdle',
});
const infoAsked: Call = {
  calling: farHlr,
  called: vlr,
  context: context.subscriberInfoEnquiry,
  operation: operation.provideSubscriberInfo,
  argument: location.provideSubscriberInfo(imsi, { location: true, state: true }),
};

export function mobilityPackets(): readonly SamplePacket[] {
  const carrier = new Carrier();
  const code = operation.sendAuthenticationInfo;
  const vectors = mobility.authenticationQuintuplets(1, noise);
  exchange(carrier, vectorsAsked, tcap.returnResult(1, code, vectors));
  carrier.send(1, [message(1, coastVlr, hlr, opening(updateAsked))]);
  const accepted = tcap.dialogueResponse(mapContext(context.networkLocUp, 3));
  const profile = mobility.insertSubscriberData({ msisdn, teleservices: [0x11, 0x21] });
  const insert = tcap.invoke(1, operation.insertSubscriberData, profile);
  const [ours, theirs] = [0x77770001, 0x1a2b3c4d];
  carrier.send(0, [message(0, hlr, coastVlr, tcap.continuation(ours, theirs, accepted, insert))]);
  const stored = tcap.returnResult(
    1,
    operation.insertSubscriberData,
    mobility.insertSubscriberDataResult(),
  );
  carrier.send(1, [message(1, coastVlr, hlr, tcap.continuation(theirs, ours, undefined, stored))]);
  const done = tcap.returnResult(
    1,
    operation.updateLocation,
    mobility.updateLocationResult(hlr.digits),
  );
  carrier.send(0, [message(0, hlr, coastVlr, tcap.end(theirs, undefined, done))]);
  const cancelAsked: Call = {
    calling: hlr,
    called: coastVlr,
    context: context.locationCancellation,
    version: 2,
    operation: operation.cancelLocation,
    argument: mobility.cancelLocation(imsi, 2),
  };
  carrier.send(0, [message(0, hlr, coastVlr, opening(cancelAsked, 0x77770002))]);
  return carrier.packets;
}

export function locationPackets(): readonly SamplePacket[] {
  const carrier = new Carrier();
  const ati: Call = {
    calling: farScf,
    called: hlr,
    context: context.anyTimeInfoEnquiry,
    operation: operation.anyTimeInterrogation,
    argument: location.anyTimeInterrogation(
      { msisdn },
      { location: true, state: true, current: true },
      farScf.digits,
    ),
  };
  exchange(carrier, ati, tcap.returnResult(1, operation.anyTimeInterrogation, info));
  exchange(carrier, ati, tcap.returnError(1, mapError.atiNotAllowed));
  exchange(carrier, infoAsked, tcap.returnResult(1, operation.provideSubscriberInfo, info));
  const psl: Call = {
    calling: islandGmlc,
    called: msc,
    context: context.locationSvcEnquiry,
    operation: operation.provideSubscriberLocation,
    argument: location.provideSubscriberLocation({ imsi, gmlc: islandGmlc.digits }),
  };
  const point = { latitude: 0.25, longitude: -0.5, uncertainty: 12 };
  const where = location.provideSubscriberLocationResult(point, 0, cell);
  exchange(carrier, psl, tcap.returnResult(1, operation.provideSubscriberLocation, where));
  return carrier.packets;
}

const text = sms.smsDeliver({
  from: { name: 'LAB INFO' },
  text: 'hello',
  stamp: [18, 6, 1, 8, 0, 0],
});

export function smsPackets(): readonly SamplePacket[] {
  const carrier = new Carrier();
  const centre = coastCentre.digits;
  for (const version of [3, 2, 1] as const) {
    const routing: Call = {
      calling: coastCentre,
      called: { digits: msisdn, ssn: 6 },
      context: context.shortMsgGateway,
      version,
      operation: operation.sendRoutingInfoForSM,
      argument: sms.sendRoutingInfoForSM({ msisdn, serviceCentre: centre }),
    };
    const node = sms.sendRoutingInfoForSMResult(imsi, msc.digits);
    exchange(carrier, routing, tcap.returnResult(1, operation.sendRoutingInfoForSM, node));
    const delivery: Call = {
      calling: coastCentre,
      called: msc,
      context: context.shortMsgMTRelay,
      version,
      operation: version === 3 ? operation.mtForwardSM : operation.moForwardSM,
      argument: sms.forwardSM({ to: { imsi }, from: { centre }, tpdu: text }),
    };
    if (version === 2) emptyBegin(carrier, delivery);
    else exchange(carrier, delivery, tcap.returnResult(1));
  }
  return carrier.packets;
}

/** Begin and Continue without a component, then the invoke, then the end. */
function emptyBegin(carrier: Carrier, call: Call): void {
  const { calling, called, version = 3 } = call;
  const [theirs, ours] = [0x1a2b3c4d, 0x77770003];
  const dialogue = mapRequest(call.context, version);
  const accepted = tcap.dialogueResponse(mapContext(call.context, version));
  const question = tcap.invoke(1, call.operation, call.argument);
  carrier.send(1, [message(1, calling, called, tcap.begin(theirs, dialogue))]);
  carrier.send(0, [message(0, called, calling, tcap.continuation(ours, theirs, accepted))]);
  carrier.send(1, [
    message(1, calling, called, tcap.continuation(theirs, ours, undefined, question)),
  ]);
  carrier.send(0, [message(0, called, calling, tcap.end(theirs, undefined, tcap.returnResult(1)))]);
}

export function bundledPackets(): readonly SamplePacket[] {
  const carrier = new Carrier();
  carrier.send(1, [
    message(1, coastVlr, hlr, opening(vectorsAsked)),
    message(1, farHlr, vlr, opening(infoAsked, 0x2b3c4d5e)),
    message(1, coastVlr, hlr, opening(updateAsked, 0x3c4d5e6f)),
  ]);
  return carrier.packets;
}

export function fragmentedPackets(): readonly SamplePacket[] {
  const carrier = new Carrier();
  carrier.sendFragmented(1, message(1, coastVlr, hlr, opening(updateAsked)), 64);
  const accepted = tcap.dialogueResponse(mapContext(context.infoRetrieval, 3));
  const vectors = mobility.authenticationQuintuplets(5, noise);
  const result = tcap.returnResult(1, operation.sendAuthenticationInfo, vectors);
  const parties: SccpParties = { called: coastVlr, calling: hlr };
  const encoded = encodeBer(tcap.end(0x1a2b3c4d, accepted, result));
  for (const segment of xudtSegments(parties, encoded, 0x00c0de)) {
    carrier.send(0, [label(0, segment)]);
  }
  return carrier.packets;
}

export function evasionPackets(): readonly SamplePacket[] {
  const carrier = new Carrier();
  const plain = opening(infoAsked);
  const target = {
    begin: plain,
    identity: imsiOctets(imsi),
    imsi,
    context: context.subscriberInfoEnquiry,
  };
  const parties: SccpParties = { called: vlr, calling: farHlr };
  const encoded = Object.values(tcapEvasions).map((change) => encodeBer(change(target)));
  for (const data of [encodeBer(plain), ...encoded, withTrailingOctets(encodeBer(plain))]) {
    carrier.send(1, [label(1, udt(parties, data))]);
  }
  const { ssn: _, ...withoutSsn } = vlr;
  carrier.send(1, [label(1, udt({ called: withoutSsn, calling: farHlr }, encodeBer(plain)))]);
  return carrier.packets;
}

const realm = (mcc: string, mnc: string) => `epc.mnc${mnc}.mcc${mcc}.3gppnetwork.org`;
const homeRealm = realm('001', '001');
const hss = { host: `hss1.${homeRealm}`, realm: homeRealm };
const mme = { host: `mme1.${homeRealm}`, realm: homeRealm };
const coastRealm = realm('999', '010');
const coastMme = { host: `mme1.${coastRealm}`, realm: coastRealm };
const islandRealm = realm('999', '051');
const islandHss = { host: `hss1.${islandRealm}`, realm: islandRealm };
const visited = { mcc: '999', mnc: '10' };
const success = { result: s6a.resultCode.success };

function envelope(number: number, origin: typeof hss, destination: typeof hss): s6a.S6aEnvelope {
  const session = `${origin.host};1;${number}`;
  const ids = { hopByHop: 0x1000 + number, endToEnd: 0x2000 + number };
  return { ...ids, session, origin, destination, vendorApplication: true };
}

/** Requests of a visited MME and the answers of the home server, in order. */
function attachMessages(): [Side, Uint8Array][] {
  const air = envelope(1, coastMme, hss);
  const ulr = envelope(2, coastMme, hss);
  const pur = envelope(3, coastMme, hss);
  const fields = { imsi, visited };
  const code = command;
  const vectors = s6a.vectorAvps(1, noise);
  const profile = s6a.subscriptionAvps(msisdn);
  return [
    [1, encodeDiameter(s6a.authenticationInformationRequest(air, fields))],
    [0, encodeDiameter(s6a.answer(air, code.authenticationInformation, success, hss, vectors))],
    [1, encodeDiameter(s6a.updateLocationRequest(ulr, fields))],
    [0, encodeDiameter(s6a.answer(ulr, code.updateLocation, success, hss, profile))],
    [1, encodeDiameter(s6a.purgeUeRequest(pur, imsi))],
    [0, encodeDiameter(s6a.answer(pur, code.purgeUe, success, hss, s6a.purgeUeAvps()))],
  ];
}

export function diameterSctpPackets(): readonly SamplePacket[] {
  const ends = ['192.0.2.30', '198.51.100.40'] as const;
  const association = new SctpAssociation({
    ports: [3868, 3868],
    tags: [0x5a5a0003, 0x5a5a0004],
    tsns: [1, 1],
  });
  const packets: SamplePacket[] = [];
  const add = (side: Side, payload: Uint8Array) => {
    const header = {
      source: ends[side],
      destination: ends[1 - side]!,
      protocol: ipProtocol.sctp,
      identification: packets.length + 1,
    };
    packets.push({ header, payload });
  };
  for (const { side, packet } of association.open()) add(side, packet);
  for (const [side, data] of attachMessages()) {
    add(side, association.send(side, [{ stream: 1, ppid: ppid.diameter, data }]));
  }
  return packets;
}

export function diameterTcpPackets(): readonly SamplePacket[] {
  const ends = [
    { address: '2001:db8:1::30', port: 41000 },
    { address: '2001:db8:2::40', port: 3868 },
  ] as const;
  const connection = new TcpConnection(ends, [1000, 5000]);
  const packets: SamplePacket[] = [];
  const add = (side: Side, payload: Uint8Array) => {
    const header = {
      source: ends[side].address,
      destination: ends[1 - side]!.address,
      protocol: ipProtocol.tcp,
    };
    packets.push({ header, payload });
  };
  for (const { side, packet } of connection.open()) add(side, packet);
  const idr = envelope(4, islandHss, mme);
  const clr = envelope(5, islandHss, mme);
  const flags = s6a.idrFlag.location | s6a.idrFlag.currentLocation;
  const place = s6a.locationAvps({ mcc: '001', mnc: '01' }, 0x12345, 0x1234, 1);
  const answered = s6a.answer(idr, command.insertSubscriberData, success, mme, place);
  const steps: [Side, Uint8Array][] = [
    [1, encodeDiameter(s6a.insertSubscriberDataRequest(idr, { imsi, flags }))],
    [0, encodeDiameter(answered)],
    [1, encodeDiameter(s6a.cancelLocationRequest(clr, imsi, 2))],
    [0, encodeDiameter(s6a.answer(clr, command.cancelLocation, success, mme))],
  ];
  for (const [side, data] of steps) add(side, connection.send(side, data));
  return packets;
}
