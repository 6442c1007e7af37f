// SPDX-License-Identifier: Apache-2.0
// The SS7 packets of the small samples: short conversations between a home network (001-01, titles
// +99901) and others, written out one by one. Who is who is as in the scenario far-from-home.

import * as ansi from './forge/ansi-tcap.ts';
import { constructed, encodeBer, type Tlv } from './forge/ber.ts';
import { octets } from './forge/bytes.ts';
import { imsiOctets } from './forge/digits.ts';
import { tcapEvasions, withTrailingOctets } from './forge/evasion.ts';
import {
  context,
  type MapVersion,
  mapAccept,
  mapClose,
  mapContext,
  mapError,
  mapOpen,
  mapProviderAbort,
  mapRefuse,
  mapRequest,
  mapUserAbort,
  operation,
} from './forge/gsm-map.ts';
import { everyCall } from './forge/gsm-map-every-call.ts';
import { everyError, everyMessage } from './forge/gsm-map-every-message.ts';
import { everyMobility } from './forge/gsm-map-every-mobility.ts';
import * as location from './forge/gsm-map-location.ts';
import type { Cast } from './forge/gsm-map-members.ts';
import * as mobility from './forge/gsm-map-mobility.ts';
import * as sms from './forge/gsm-map-sms.ts';
import { ipProtocol } from './forge/ip.ts';
import { m3uaData, type RoutingLabel } from './forge/m3ua.ts';
import {
  ludt,
  returnCause,
  type SccpAddress,
  type SccpParties,
  segments,
  type Unitdata,
  udt,
  xudt,
  xudtSegments,
  xudts,
} from './forge/sccp.ts';
import * as connection from './forge/sccp-connection.ts';
import { ppid, SctpAssociation } from './forge/sctp.ts';
import * as tcap from './forge/tcap.ts';
import { imsi, msisdn, noise, type SamplePacket, type Side } from './sample-packet.ts';
import { type CarrierName, carriers } from './world/carriers.ts';

const hlr = { digits: '999010100001', ssn: 6 };
const vlr = { digits: '999010200001', ssn: 7 };
const msc = { digits: '999010200001', ssn: 8 };
const coastVlr = { digits: '999100200001', ssn: 7 };
const coastCentre = { digits: '999100400001', ssn: 8 };
const farScf = { digits: '999400000001', ssn: 147 };
const farHlr = { digits: '999400100001', ssn: 6 };
const islandGmlc = { digits: '999510500001', ssn: 145 };

const path = { networkAppearance: 1, routingContext: 100 };

/** Point codes of zone 1. */
export function routingLabel(side: Side): RoutingLabel {
  const codes = [2057, 2129] as const;
  return { opc: codes[side], dpc: codes[1 - side]!, sls: 5 };
}

/** One SS7 link with its packets in order. Side 0 is the home network's. */
export class Line {
  readonly packets: SamplePacket[] = [];
  readonly #carrier;
  #transactions = 0x1a2b3c00;
  readonly #association = new SctpAssociation({
    ports: [2905, 2905],
    tags: [0x5a5a0001, 0x5a5a0002],
    tsns: [1000, 9000],
  });

  constructor(carrier: CarrierName = 'm3ua') {
    this.#carrier = carriers[carrier]();
    for (const { side, packet } of this.#association.open()) this.#add(side, packet);
    for (const [side, data] of this.#carrier.greetings(path).slice(0, 2))
      this.#add(side, this.#association.send(side, [this.#chunk(data)]));
  }

  /** A transaction id that no other dialogue of this link has. */
  transaction(): number {
    this.#transactions += 1;
    return this.#transactions;
  }

  send(side: Side, units: readonly Unitdata[]): void {
    const chunks = units.map((unit) => this.#chunk(this.#message(side, unit)));
    this.#add(side, this.#association.send(side, chunks));
  }

  /** SCCP written out, in M3UA whatever else the link carries. */
  sendSccp(side: Side, sccp: Uint8Array): void {
    const data = m3uaData(path, routingLabel(side), sccp);
    this.#add(side, this.#association.send(side, [{ stream: 1, ppid: ppid.m3ua, data }]));
  }

  sendFragmented(side: Side, unit: Unitdata, size: number): void {
    const chunk = this.#chunk(this.#message(side, unit));
    for (const part of this.#association.sendFragmented(side, chunk, size)) this.#add(side, part);
  }

  #message(side: Side, unit: Unitdata): Uint8Array {
    return this.#carrier.data(side, path, routingLabel(side), unit);
  }

  #chunk(data: Uint8Array) {
    return { stream: 1, ppid: this.#carrier.ppid, data };
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

export function message(calling: SccpAddress, called: SccpAddress, tree: Tlv): Unitdata {
  return { parties: { called, calling }, data: encodeBer(tree) };
}

interface Call {
  readonly calling: SccpAddress;
  readonly called: SccpAddress;
  readonly context: number;
  readonly version?: MapVersion;
  readonly operation: number;
  readonly argument: Tlv;
}

function opening(call: Call, id: number): Tlv {
  const dialogue = mapRequest(call.context, call.version ?? 3);
  return tcap.begin(id, dialogue, tcap.invoke(1, call.operation, call.argument));
}

/** A question of side 1 (abroad) and an answer of side 0. */
function exchange(line: Line, call: Call, component: Tlv): void {
  const { calling, called, version = 3 } = call;
  const id = line.transaction();
  line.send(1, [message(calling, called, opening(call, id))]);
  const accepted =
    version === 1 ? undefined : tcap.dialogueResponse(mapContext(call.context, version));
  line.send(0, [message(called, calling, tcap.end(id, accepted, component))]);
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

export function mobilityPackets(over: CarrierName = 'm3ua'): readonly SamplePacket[] {
  const line = new Line(over);
  const code = operation.sendAuthenticationInfo;
  const vectors = mobility.authenticationQuintuplets(1, noise);
  exchange(line, vectorsAsked, tcap.returnResult(1, code, vectors));
  const [ours, theirs] = [line.transaction(), line.transaction()];
  line.send(1, [message(coastVlr, hlr, opening(updateAsked, theirs))]);
  const accepted = tcap.dialogueResponse(mapContext(context.networkLocUp, 3));
  const profile = mobility.insertSubscriberData({ msisdn, teleservices: [0x11, 0x21] });
  const insert = tcap.invoke(1, operation.insertSubscriberData, profile);
  line.send(0, [message(hlr, coastVlr, tcap.continuation(ours, theirs, accepted, insert))]);
  const stored = tcap.returnResult(
    1,
    operation.insertSubscriberData,
    mobility.insertSubscriberDataResult(),
  );
  line.send(1, [message(coastVlr, hlr, tcap.continuation(theirs, ours, undefined, stored))]);
  const done = tcap.returnResult(
    1,
    operation.updateLocation,
    mobility.updateLocationResult(hlr.digits),
  );
  line.send(0, [message(hlr, coastVlr, tcap.end(theirs, undefined, done))]);
  const cancelAsked: Call = {
    calling: hlr,
    called: coastVlr,
    context: context.locationCancellation,
    version: 2,
    operation: operation.cancelLocation,
    argument: mobility.cancelLocation(imsi, 2),
  };
  line.send(0, [message(hlr, coastVlr, opening(cancelAsked, line.transaction()))]);
  return line.packets;
}

export function locationPackets(over: CarrierName = 'm3ua'): readonly SamplePacket[] {
  const line = new Line(over);
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
  exchange(line, ati, tcap.returnResult(1, operation.anyTimeInterrogation, info));
  exchange(line, ati, tcap.returnError(1, mapError.atiNotAllowed));
  exchange(line, infoAsked, tcap.returnResult(1, operation.provideSubscriberInfo, info));
  unwanted(line, ati);
  const psl: Call = {
    calling: islandGmlc,
    called: msc,
    context: context.locationSvcEnquiry,
    operation: operation.provideSubscriberLocation,
    argument: location.provideSubscriberLocation({ imsi, gmlc: islandGmlc.digits }),
  };
  const point = { latitude: 0.25, longitude: -0.5, uncertainty: 12 };
  const where = location.provideSubscriberLocationResult(point, 0, cell);
  exchange(line, psl, tcap.returnResult(1, operation.provideSubscriberLocation, where));
  return line.packets;
}

/** Four ways in which a question ends without result or error. */
function unwanted(line: Line, call: Call): void {
  const { calling, called } = call;
  const name = mapContext(call.context, 3);
  const endings: ((id: number) => Tlv)[] = [
    (id) => tcap.end(id, tcap.dialogueResponse(name), tcap.reject(1, 'invoke', 1)),
    (id) => tcap.abort(id, tcap.pAbortCause.resourceLimitation),
    (id) => tcap.abort(id, tcap.dialogueResponse(name, 'contextNotSupported')),
    (id) => tcap.abort(id, tcap.dialogueAbort(0)),
  ];
  for (const ending of endings) {
    const id = line.transaction();
    line.send(1, [message(calling, called, opening(call, id))]);
    line.send(0, [message(called, calling, ending(id))]);
  }
  const data = encodeBer(opening(call, line.transaction()));
  line.send(1, [{ parties: { called, calling }, data }]);
  const back = { called: calling, calling: called };
  line.send(0, [{ parties: back, data, returnCause: returnCause.unqualified }]);
}

const text = sms.smsDeliver({
  from: { name: 'LAB INFO' },
  text: 'hello',
  stamp: [18, 6, 1, 8, 0, 0],
});

export function smsPackets(): readonly SamplePacket[] {
  const line = new Line();
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
    exchange(line, routing, tcap.returnResult(1, operation.sendRoutingInfoForSM, node));
    const delivery: Call = {
      calling: coastCentre,
      called: msc,
      context: context.shortMsgMTRelay,
      version,
      operation: version === 3 ? operation.mtForwardSM : operation.moForwardSM,
      argument: sms.forwardSM({ to: { imsi }, from: { centre }, tpdu: text }),
    };
    if (version === 2) emptyBegin(line, delivery);
    else exchange(line, delivery, tcap.returnResult(1));
  }
  return line.packets;
}

/** Begin and Continue without a component, then the invoke, then the end. */
function emptyBegin(line: Line, call: Call): void {
  const { calling, called, version = 3 } = call;
  const [theirs, ours] = [line.transaction(), line.transaction()];
  const dialogue = mapRequest(call.context, version);
  const accepted = tcap.dialogueResponse(mapContext(call.context, version));
  const question = tcap.invoke(1, call.operation, call.argument);
  line.send(1, [message(calling, called, tcap.begin(theirs, dialogue))]);
  line.send(0, [message(called, calling, tcap.continuation(ours, theirs, accepted))]);
  line.send(1, [message(calling, called, tcap.continuation(theirs, ours, undefined, question))]);
  line.send(0, [message(called, calling, tcap.end(theirs, undefined, tcap.returnResult(1)))]);
}

const cast: Cast = {
  imsi,
  msisdn,
  imei: '00499901012345',
  msc: msc.digits,
  vlr: vlr.digits,
  sgsn: '999010300001',
  hlr: hlr.digits,
  gsmScf: farScf.digits,
  gmlc: islandGmlc.digits,
  centre: coastCentre.digits,
  other: '9990117654321',
};

/** Every operation once in full, then every error that says why. */
export function operationPackets(): readonly SamplePacket[] {
  const line = new Line();
  for (const entry of [...everyMobility(cast), ...everyCall(cast), ...everyMessage(cast)]) {
    const id = line.transaction();
    const name = mapContext(entry.context, entry.version);
    const isFirst = entry.version === 1;
    const asked = isFirst ? undefined : tcap.dialogueRequest(name);
    const question = tcap.invoke(1, entry.operation, entry.argument);
    line.send(1, [message(coastVlr, hlr, tcap.begin(id, asked, question))]);
    const answer = entry.result && tcap.returnResult(1, entry.operation, entry.result);
    const accepted = isFirst ? undefined : tcap.dialogueResponse(name);
    const parts = answer === undefined ? [] : [answer];
    line.send(0, [message(hlr, coastVlr, tcap.end(id, accepted, ...parts))]);
  }
  for (const [code, parameter] of everyError(cast))
    exchange(line, infoAsked, tcap.returnError(1, code, parameter));
  return line.packets;
}

/** What a dialogue portion can say, how a dialogue can end, and every kind of component. */
export function dialoguePackets(): readonly SamplePacket[] {
  const line = new Line();
  const name = mapContext(context.networkUnstructuredSs, 2);
  const reply = (of: (id: number) => Tlv) => {
    const id = line.transaction();
    const asked = tcap.dialogueRequest(name, mapOpen(imsi, vlr.digits));
    line.send(1, [message(coastVlr, hlr, tcap.begin(id, asked))]);
    line.send(0, [message(hlr, coastVlr, of(id))]);
  };
  const response = (information: Tlv, answer: 'accepted' | 'contextNotSupported' = 'accepted') =>
    tcap.dialogueResponse(name, answer, information);
  reply((id) => tcap.end(id, response(mapAccept)));
  reply((id) => tcap.end(id, response(mapClose)));
  for (const reason of [0, 1, 2] as const)
    reply((id) => tcap.abort(id, response(mapRefuse(reason, name), 'contextNotSupported')));
  for (const choice of [0, 1, 2, 3] as const)
    reply((id) => tcap.abort(id, tcap.dialogueAbort(0, mapUserAbort(choice, 1))));
  for (const reason of [0, 1] as const)
    reply((id) => tcap.abort(id, tcap.dialogueAbort(1, mapProviderAbort(reason))));
  for (const cause of Object.values(tcap.pAbortCause)) reply((id) => tcap.abort(id, cause));
  for (const kind of ['general', 'invoke', 'result', 'error'] as const)
    reply((id) => tcap.end(id, tcap.dialogueResponse(name), tcap.reject(1, kind, 2)));
  reply((id) => tcap.end(id, tcap.dialogueResponse(name), tcap.reject(undefined, 'general', 0)));
  const asked = location.provideSubscriberInfo(imsi, { location: true });
  const partly = tcap.returnResult(1, operation.provideSubscriberInfo, info, false);
  const linked = tcap.invoke(2, operation.provideSubscriberInfo, asked, 1);
  reply((id) => tcap.end(id, tcap.dialogueResponse(name), partly, linked));
  const once = tcap.unidirectional(
    tcap.unidirectionalDialogue(mapContext(context.subscriberInfoEnquiry, 3)),
    tcap.invoke(1, operation.provideSubscriberInfo, asked),
  );
  line.send(1, [message(farHlr, vlr, once)]);
  return line.packets;
}

/** ANSI TCAP with every package and every component. */
export function ansiPackets(): readonly SamplePacket[] {
  const line = new Line();
  const send = (side: Side, tree: Tlv) =>
    line.send(side, [side === 1 ? message(coastVlr, hlr, tree) : message(hlr, coastVlr, tree)]);
  const { registrationNotification, locationRequest } = ansi.ansiOperation;
  const parameters = ansi.registrationParameters();
  const none = constructed(0xf2);
  const [first, second] = [line.transaction(), line.transaction()];
  send(
    1,
    ansi.ansiQuery(
      first,
      true,
      undefined,
      ansi.ansiInvoke(1, registrationNotification, parameters),
    ),
  );
  send(0, ansi.ansiResponse(first, ansi.ansiResult(1, ansi.registrationResult())));
  send(1, ansi.ansiQuery(second, false, ansi.ansiDialogue(66), ansi.ansiNational(1, 5, 1)));
  send(0, ansi.ansiConversation(second + 100, second, true, ansi.ansiResult(1, none, false)));
  send(1, ansi.ansiConversation(second, second + 100, false, ansi.ansiReject(1, 2, 3)));
  send(0, ansi.ansiResponse(second, ansi.ansiError(1, 0x81)));
  const third = line.transaction();
  const context28 = octets(0x2b, 0x06, 0x01);
  send(
    1,
    ansi.ansiQuery(
      third,
      true,
      ansi.ansiDialogue(context28),
      ansi.ansiInvoke(1, locationRequest, ansi.locationParameters(), false),
    ),
  );
  send(0, ansi.ansiAbort(third, 6));
  send(1, ansi.ansiUnidirectional(undefined, ansi.ansiNational(1, 2, 1)));
  return line.packets;
}

export function bundledPackets(): readonly SamplePacket[] {
  const line = new Line();
  line.send(1, [
    message(coastVlr, hlr, opening(vectorsAsked, line.transaction())),
    message(farHlr, vlr, opening(infoAsked, line.transaction())),
    message(coastVlr, hlr, opening(updateAsked, line.transaction())),
  ]);
  return line.packets;
}

export function fragmentedPackets(): readonly SamplePacket[] {
  const line = new Line();
  const update = opening(updateAsked, line.transaction());
  line.sendFragmented(1, message(coastVlr, hlr, update), 64);
  const accepted = tcap.dialogueResponse(mapContext(context.infoRetrieval, 3));
  const vectors = mobility.authenticationQuintuplets(5, noise);
  const result = tcap.returnResult(1, operation.sendAuthenticationInfo, vectors);
  const parties = { called: coastVlr, calling: hlr };
  const encoded = encodeBer(tcap.end(line.transaction(), accepted, result));
  for (const segment of segments(encoded, 0x00c0de)) line.send(0, [{ parties, ...segment }]);
  return line.packets;
}

export function evasionPackets(): readonly SamplePacket[] {
  const line = new Line();
  const parties = { called: vlr, calling: farHlr };
  const plain = () => opening(infoAsked, line.transaction());
  const send = (data: Uint8Array, to: Unitdata['parties'] = parties) =>
    line.send(1, [{ parties: to, data }]);
  send(encodeBer(plain()));
  for (const change of Object.values(tcapEvasions)) {
    const identity = imsiOctets(imsi);
    const target = { begin: plain(), identity, imsi, context: context.subscriberInfoEnquiry };
    send(encodeBer(change(target)));
  }
  send(withTrailingOctets(encodeBer(plain())));
  const { ssn: _, ...withoutSsn } = vlr;
  send(encodeBer(plain()), { called: withoutSsn, calling: farHlr });
  return line.packets;
}

/** Every SCCP message, and one question in each of the forms in which it may come. */
export function sccpPackets(): readonly SamplePacket[] {
  const line = new Line();
  const send = (side: Side, sccp: Uint8Array) => line.sendSccp(side, sccp);
  const parties: SccpParties = { called: hlr, calling: coastVlr };
  const question = () => encodeBer(opening(updateAsked, line.transaction()));
  send(1, xudt(parties, question(), { importance: 4 }));
  send(1, ludt(parties, question()));
  for (const [reference, size] of [
    [0x00c0de, 40],
    [0x00c0df, 90],
  ] as const) {
    for (const part of xudtSegments(parties, question(), reference, size)) send(1, part);
  }
  const back: SccpParties = { called: coastVlr, calling: hlr };
  const first = { first: true, remaining: 1, reference: 0x00c0e1 };
  send(0, xudts(back, question(), returnCause.unqualified));
  send(0, xudts(back, question().subarray(0, 90), returnCause.noTranslation, first));
  send(0, ludt(back, question(), { returned: returnCause.noTranslation }));
  for (const address of [
    { digits: '999100200001', indicator: 1, ssn: 7, nature: 4 },
    { digits: '9991002000012', indicator: 1, ssn: 7, nature: 3 },
    { digits: '999100200001', indicator: 2, ssn: 7, translationType: 9 },
    { digits: '99910020000', indicator: 3, ssn: 7, translationType: 0 },
    { digits: '999100200001', indicator: 4, pointCode: 2129 },
    { digits: '', ssn: 7, routeOnSsn: true, pointCode: 2129 },
    { digits: '', ssn: 7, routeOnSsn: true },
  ] as const) {
    send(1, udt({ called: hlr, calling: address }, question()));
  }
  connectionMessages(send);
  const manager = (pointCode: number) => ({ digits: '', ssn: 1, routeOnSsn: true, pointCode });
  const managers = { called: manager(2057), calling: manager(2129) };
  for (const kind of Object.keys(connection.management) as (keyof typeof connection.management)[]) {
    const level = kind === 'subsystemCongested' ? 3 : undefined;
    send(1, udt(managers, connection.managementMessage(kind, 6, 2129, level), 0x00));
  }
  return line.packets;
}

/** A connection of the radio network: what it says is not decoded, its SCCP is. */
function connectionMessages(send: (side: Side, sccp: Uint8Array) => void): void {
  const radio = { digits: '', ssn: 254, routeOnSsn: true, pointCode: 2057 };
  const calling = { digits: '', ssn: 254, routeOnSsn: true, pointCode: 2129 };
  const data = Uint8Array.from([0x00, 0x03, 0x05, 0x08, 0x01]);
  const [theirs, ours] = [0x010203, 0x0a0b0c];
  const [fromThem, fromUs] = [
    { to: ours, from: theirs },
    { to: theirs, from: ours },
  ];
  send(1, connection.connectionRequest(theirs, radio, { calling, data, importance: 2 }));
  send(0, connection.connectionConfirm(fromUs, { called: calling }));
  send(1, connection.dataForm1(ours, data));
  send(0, connection.dataForm2(theirs, { send: 3, receive: 5 }, data));
  send(1, connection.dataAcknowledgement(ours, 4, 7));
  send(1, connection.expeditedData(ours, data));
  send(0, connection.expeditedAcknowledgement(theirs));
  send(1, connection.resetRequest(fromThem, 3));
  send(0, connection.resetConfirmation(fromUs));
  send(1, connection.inactivityTest(fromThem, 9));
  send(0, connection.protocolDataUnitError(theirs, 1));
  send(1, connection.released(fromThem, 3, { importance: 6 }));
  send(0, connection.releaseComplete(fromUs));
  send(1, connection.connectionRequest(theirs + 1, radio));
  send(0, connection.connectionRefused(theirs + 1, 2, { data }));
}
