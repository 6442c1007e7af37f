// SPDX-License-Identifier: Apache-2.0
// A capture full of secrets, each of them octets that occur nowhere else: authentication vectors of
// every kind, keys, passwords, message text, service codes, cells and positions, in every message
// that carries them, plain and in unusual encodings. What it plants it also lists, so that a test
// can look for it afterwards. Who is who is as in the scenario far-from-home.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import {
  constructed,
  encodeBer,
  integer,
  isConstructed,
  primitive,
  sequence,
  type Tlv,
} from '../../src/lab/forge/ber.ts';
import { ascii, concat } from '../../src/lab/forge/bytes.ts';
import { type Avp, avp3gpp, baseAvp, encodeDiameter } from '../../src/lab/forge/diameter.ts';
import * as s6a from '../../src/lab/forge/diameter-s6a.ts';
import { imsiOctets } from '../../src/lab/forge/digits.ts';
import { context, mapContext, mapRequest, operation } from '../../src/lab/forge/gsm-map.ts';
import * as calls from '../../src/lab/forge/gsm-map-calls.ts';
import * as location from '../../src/lab/forge/gsm-map-location.ts';
import * as mobility from '../../src/lab/forge/gsm-map-mobility.ts';
import * as sms from '../../src/lab/forge/gsm-map-sms.ts';
import { ipPacket, ipProtocol } from '../../src/lab/forge/ip.ts';
import { ethernet } from '../../src/lab/forge/link.ts';
import { m3uaData } from '../../src/lab/forge/m3ua.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { type SccpAddress, udt, xudtSegments } from '../../src/lab/forge/sccp.ts';
import { ppid, SctpAssociation } from '../../src/lab/forge/sctp.ts';
import * as tcap from '../../src/lab/forge/tcap.ts';

type Side = 0 | 1;

/** Octets that must never leave native code, and what they were. */
export interface Planted {
  readonly name: string;
  readonly octets: Uint8Array;
}

export interface Traffic {
  readonly planted: readonly Planted[];
  /** Subscribers of the messages: IMSIs, and MSISDNs in international form without plus sign. */
  readonly identities: readonly string[];
  readonly dialogues: number;
}

const subscriber = { imsi: '001017352640918', msisdn: '9990113058264' };
const guest = { imsi: '999107461593820', msisdn: '9991011847362' };
/** The other party of a short message: nobody's subscriber, and nobody's business. */
const correspondent = '9990118274650';

const hlr = { digits: '999010100001', ssn: 6 };
const vlr = { digits: '999010200001', ssn: 7 };
const msc = { digits: '999010200001', ssn: 8 };
const coastHlr = { digits: '999100100001', ssn: 6 };
const coastVlr = { digits: '999100200001', ssn: 7 };
const coastMsc = { digits: '999100200001', ssn: 8 };

class Plants {
  readonly list: Planted[] = [];
  #count = 0;

  /** Fresh octets, written down. */
  draw(name: string, size: number): Uint8Array {
    this.#count += 1;
    const octets = createHash('shake128', { outputLength: size }).update(`${this.#count}`).digest();
    return this.put(name, octets);
  }

  noise = (size: number): Uint8Array => this.draw(`vector part of ${size} octets`, size);

  put(name: string, octets: Uint8Array): Uint8Array {
    this.list.push({ name, octets: Uint8Array.from(octets) });
    return octets;
  }

  text(name: string, text: string): string {
    this.put(`${name}, as text`, ascii(text));
    // The last septet shares its octet with what follows.
    this.put(`${name}, packed`, calls.packSeptets(text).subarray(0, -1));
    return text;
  }
}

/** One association with its packets in order. Side 0 is the home network's. */
class Line {
  readonly packets: Uint8Array[];
  readonly #association: SctpAssociation;
  readonly #ends: readonly [string, string];
  readonly #ppid: number;

  constructor(packets: Uint8Array[], ends: readonly [string, string], port: number, id: number) {
    this.packets = packets;
    this.#ends = ends;
    this.#ppid = id;
    this.#association = new SctpAssociation({
      ports: [port, port],
      tags: [0x5a5a0001, 0x5a5a0002],
      tsns: [1000, 9000],
    });
    for (const { side, packet } of this.#association.open()) this.#add(side, packet);
  }

  send(side: Side, ...messages: readonly Uint8Array[]): void {
    const chunks = messages.map((data) => ({ stream: 1, ppid: this.#ppid, data }));
    this.#add(side, this.#association.send(side, chunks));
  }

  sendFragmented(side: Side, data: Uint8Array, size: number): void {
    const message = { stream: 1, ppid: this.#ppid, data };
    for (const part of this.#association.sendFragmented(side, message, size)) this.#add(side, part);
  }

  #add(side: Side, payload: Uint8Array): void {
    const [source, destination] = side === 0 ? this.#ends : [this.#ends[1], this.#ends[0]];
    const header = { source, destination, protocol: ipProtocol.sctp };
    const macs = { source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' };
    this.packets.push(ethernet(macs, ipPacket(header, payload)));
  }
}

function labelled(side: Side, userPart: Uint8Array): Uint8Array {
  const codes = [2057, 2129] as const;
  const path = { networkAppearance: 1, routingContext: 100 };
  return m3uaData(path, { opc: codes[side], dpc: codes[1 - side]!, sls: 5 }, userPart);
}

interface Question {
  readonly asker: SccpAddress;
  readonly asked: SccpAddress;
  readonly context: number;
  readonly version?: 1 | 2 | 3;
  readonly operation: number;
  readonly argument: Tlv;
}

class Ss7 {
  readonly #line: Line;
  #transactions = 0x2b3c4d00;

  constructor(line: Line) {
    this.#line = line;
  }

  get dialogues(): number {
    return this.#transactions - 0x2b3c4d00;
  }

  opening(question: Question): { id: number; message: Uint8Array } {
    this.#transactions += 1;
    const id = this.#transactions;
    const portion = mapRequest(question.context, question.version ?? 3);
    const invoke = tcap.invoke(1, question.operation, question.argument);
    const { asker, asked } = question;
    const octets = encodeBer(tcap.begin(id, portion, invoke));
    return { id, message: labelled(1, udt({ called: asked, calling: asker }, octets)) };
  }

  answer(question: Question, id: number, component: Tlv): Uint8Array {
    const { asker, asked } = question;
    const octets = encodeBer(this.answerTree(question, id, component));
    return labelled(0, udt({ called: asker, calling: asked }, octets));
  }

  answerTree(question: Question, id: number, component: Tlv): Tlv {
    const accepted =
      question.version === 1
        ? undefined
        : tcap.dialogueResponse(mapContext(question.context, question.version ?? 3));
    return tcap.end(id, accepted, component);
  }

  /** A question of side 1 (abroad) and an answer of side 0. */
  exchange(question: Question, component: Tlv): void {
    const { id, message } = this.opening(question);
    this.#line.send(1, message);
    this.#line.send(0, this.answer(question, id, component));
  }

  /** The same, the answer's octets changed before they are addressed. */
  exchangeChanged(question: Question, component: Tlv, change: (end: Tlv) => Uint8Array): void {
    const { id, message } = this.opening(question);
    const { asker, asked } = question;
    this.#line.send(1, message);
    const octets = change(this.answerTree(question, id, component));
    this.#line.send(0, labelled(0, udt({ called: asker, calling: asked }, octets)));
  }
}

const authentication: Question = {
  asker: coastVlr,
  asked: hlr,
  context: context.infoRetrieval,
  operation: operation.sendAuthenticationInfo,
  argument: mobility.sendAuthenticationInfo({ imsi: subscriber.imsi }),
};

function vectors(list: Tlv): Tlv {
  return tcap.returnResult(1, operation.sendAuthenticationInfo, list);
}

function plantVectors(ss7: Ss7, plants: Plants): void {
  const { noise } = plants;
  ss7.exchange(authentication, vectors(mobility.authenticationQuintuplets(1, noise)));
  ss7.exchange(authentication, vectors(mobility.authenticationTriplets(3, noise)));
  const old = {
    ...authentication,
    version: 2 as const,
    argument: mobility.sendAuthenticationInfo({ imsi: subscriber.imsi }, 2),
  };
  ss7.exchange(old, vectors(mobility.authenticationTriplets(3, noise, 2)));
  const eps = [16, 8, 16, 32].map((size) => primitive(0x04, noise(size)));
  ss7.exchange(authentication, vectors(constructed(0xa3, constructed(0xa2, sequence(...eps)))));
  const resynchronisation = sequence(
    primitive(0x80, imsiOctets(subscriber.imsi)),
    integer(1),
    sequence(primitive(0x04, noise(16)), primitive(0x04, plants.draw('AUTS', 14))),
  );
  ss7.exchange(
    { ...authentication, argument: resynchronisation },
    vectors(mobility.authenticationQuintuplets(1, noise)),
  );
  const identification: Question = {
    asker: coastVlr,
    asked: vlr,
    context: 15,
    operation: 55,
    argument: sequence(primitive(0x04, Uint8Array.of(1, 2, 3, 4))),
  };
  const quintuplets = mobility.authenticationQuintuplets(1, noise);
  if (!isConstructed(quintuplets)) throw new Error('a list of vectors is constructed');
  const identified = constructed(
    0xa3,
    primitive(0x04, imsiOctets(subscriber.imsi)),
    ...quintuplets.content,
  );
  ss7.exchange(identification, tcap.returnResult(1, 55, identified));
}

/** The forms in which a lenient node reads a vector and a strict one does not. */
function plantDisguised(ss7: Ss7, line: Line, plants: Plants): void {
  const list = () => vectors(mobility.authenticationQuintuplets(1, plants.noise));
  const deep = (tlv: Tlv, form: Tlv['form']): Tlv =>
    isConstructed(tlv)
      ? { ...tlv, content: tlv.content.map((one) => deep(one, form)), ...(form && { form }) }
      : tlv;
  ss7.exchangeChanged(authentication, list(), (end) =>
    encodeBer(deep(end, { length: 'indefinite' })),
  );
  ss7.exchangeChanged(authentication, list(), (end) => encodeBer(deep(end, { length: 4 })));
  // Cut within the vector, with lengths that go on beyond the end.
  ss7.exchangeChanged(authentication, list(), (end) => encodeBer(end).subarray(0, -20));
  // A tag where none is expected, before the vector.
  const odd = mobility.authenticationQuintuplets(1, plants.noise);
  if (!isConstructed(odd)) throw new Error('a list of vectors is constructed');
  const shifted = constructed(0xa3, primitive(0x9f1f, Uint8Array.of(1)), ...odd.content);
  ss7.exchange(authentication, vectors(shifted));
  // In pieces: fragments of SCTP, segments of SCCP.
  const { id, message } = ss7.opening(authentication);
  line.send(1, message);
  line.sendFragmented(0, ss7.answer(authentication, id, list()), 60);
  const segmented = ss7.opening(authentication);
  line.send(1, segmented.message);
  const tree = ss7.answerTree(authentication, segmented.id, list());
  const parties = { called: coastVlr, calling: hlr };
  for (const segment of xudtSegments(parties, encodeBer(tree), 0x00c0de))
    line.send(0, labelled(0, segment));
  // Two answers in one packet: whichever becomes evidence, neither shows its vectors.
  const first = ss7.opening(authentication);
  const second = ss7.opening(authentication);
  line.send(1, first.message, second.message);
  line.send(
    0,
    ss7.answer(authentication, first.id, list()),
    ss7.answer(authentication, second.id, list()),
  );
}

function plantTexts(ss7: Ss7, plants: Plants): void {
  const delivered = sms.smsDeliver({
    from: { number: correspondent },
    text: plants.text('text delivered', 'QZJX KWVP the meeting is at nine 71830'),
    stamp: [18, 6, 1, 8, 0, 0],
  });
  for (const version of [3, 2, 1] as const)
    ss7.exchange(
      {
        asker: coastMsc,
        asked: msc,
        context: context.shortMsgMTRelay,
        version,
        operation: version === 3 ? operation.mtForwardSM : operation.moForwardSM,
        argument: sms.forwardSM({
          to: { imsi: subscriber.imsi },
          from: { centre: coastMsc.digits },
          tpdu: delivered,
        }),
      },
      tcap.returnResult(1),
    );
  ss7.exchange(
    {
      asker: coastMsc,
      asked: msc,
      context: context.shortMsgMORelay,
      operation: operation.moForwardSM,
      argument: sms.forwardSM({
        to: { centre: msc.digits },
        from: { msisdn: subscriber.msisdn },
        tpdu: sms.smsSubmit(
          correspondent,
          plants.text('text submitted', 'VXQK JZWP my code is 5504 9173'),
          7,
        ),
      }),
    },
    tcap.returnResult(1),
  );
  const asked = plants.text('service code', '*147*9530617824#');
  const replied = plants.text('service reply', '*258*6084139571#');
  ss7.exchange(
    {
      asker: coastVlr,
      asked: hlr,
      context: context.networkUnstructuredSs,
      version: 2,
      operation: operation.processUnstructuredSSRequest,
      argument: calls.processUnstructuredSSRequest(asked, subscriber.msisdn),
    },
    tcap.returnResult(
      1,
      operation.processUnstructuredSSRequest,
      calls.processUnstructuredSSResult(replied),
    ),
  );
  const password = ascii('7391846205718364');
  ss7.exchange(
    {
      asker: coastVlr,
      asked: hlr,
      context: 18,
      version: 2,
      operation: 17,
      argument: primitive(0x04, Uint8Array.of(0x92)),
    },
    tcap.returnResult(1, 17, primitive(0x12, plants.put('password', password))),
  );
}

function plantPlaces(ss7: Ss7, plants: Plants): void {
  const cell = { mcc: '001', mnc: '01', lac: 0x9c3b, cellId: 0xe7d1 };
  plants.put('cell', location.cellOctets(cell).subarray(3));
  const position = { latitude: 0.618034, longitude: -0.271828, uncertainty: 5 };
  plants.put('position', location.geographicalOctets(position).subarray(1, 7));
  const found = location.subscriberInfoResult({ ageMinutes: 2, vlr: vlr.digits, cell, position });
  const wanted = { location: true, state: true, current: true };
  ss7.exchange(
    {
      asker: coastHlr,
      asked: vlr,
      context: context.subscriberInfoEnquiry,
      operation: operation.provideSubscriberInfo,
      argument: location.provideSubscriberInfo(subscriber.imsi, wanted),
    },
    tcap.returnResult(1, operation.provideSubscriberInfo, found),
  );
  ss7.exchange(
    {
      asker: coastHlr,
      asked: hlr,
      context: context.anyTimeInfoEnquiry,
      operation: operation.anyTimeInterrogation,
      argument: location.anyTimeInterrogation(
        { msisdn: subscriber.msisdn },
        wanted,
        coastHlr.digits,
      ),
    },
    tcap.returnResult(1, operation.anyTimeInterrogation, found),
  );
  ss7.exchange(
    {
      asker: coastHlr,
      asked: msc,
      context: context.locationSvcEnquiry,
      operation: operation.provideSubscriberLocation,
      argument: location.provideSubscriberLocation({
        imsi: subscriber.imsi,
        gmlc: coastHlr.digits,
      }),
    },
    tcap.returnResult(
      1,
      operation.provideSubscriberLocation,
      location.provideSubscriberLocationResult(position, 0, cell),
    ),
  );
}

const realm = (mcc: string, mnc: string) => `epc.mnc${mnc}.mcc${mcc}.3gppnetwork.org`;
const peer = (kind: string, at: string) => ({ host: `${kind}.${at}`, realm: at });
const hss = peer('hss1', realm('001', '001'));
const mme = peer('mme1', realm('001', '001'));
const coastHss = peer('hss1', realm('999', '010'));
const coastMme = peer('mme1', realm('999', '010'));

function plantDiameter(line: Line, plants: Plants): number {
  const { noise } = plants;
  let number = 0;
  const exchange = (
    [origin, destination]: readonly [typeof hss, typeof hss],
    build: (e: s6a.S6aEnvelope) => ReturnType<typeof s6a.notifyRequest>,
    avps: readonly Avp[],
  ) => {
    number += 1;
    const ids = { hopByHop: 0x1000 + number, endToEnd: 0x2000 + number };
    const session = `${origin.host};1;${number}`;
    const e = { ...ids, session, origin, destination, vendorApplication: true };
    const request = build(e);
    line.send(1, encodeDiameter(request));
    const answer = s6a.answer(e, request.command, { result: 2001 }, destination, avps);
    const application = request.application;
    line.send(0, encodeDiameter({ ...answer, application }));
  };
  const { imsi } = subscriber;
  const visited = { mcc: '999', mnc: '10' };
  const up = [coastMme, hss] as const;
  const ask = (e: s6a.S6aEnvelope) => s6a.authenticationInformationRequest(e, { imsi, visited });
  exchange(up, ask, s6a.vectorAvps(1, noise));
  const part = (code: number, size: number) => avp3gpp(code, noise(size));
  const utran = [part(1447, 16), part(1448, 8), part(1449, 16), part(625, 16), part(626, 16)];
  const geran = [part(1447, 16), part(1454, 4), part(1453, 8)];
  exchange(up, ask, [avp3gpp(1413, [avp3gpp(1415, utran), avp3gpp(1416, geran)])]);
  // Resynchronisation: RAND and AUTS, in the question.
  exchange(
    up,
    (e) => {
      const request = ask(e);
      const avps = [...request.avps, avp3gpp(1408, [part(1411, 30)])];
      return { ...request, avps };
    },
    s6a.vectorAvps(1, noise),
  );
  // Vectors in a group that no dictionary knows.
  exchange(up, ask, [avp3gpp(1413, [avp3gpp(9999, [part(1447, 16), part(1450, 32)])])]);
  exchange(up, (e) => s6a.notifyRequest(e, imsi), [
    baseAvp(2, plants.draw('User-Password', 16)),
    baseAvp(464, plants.draw('EAP-Master-Session-Key', 64)),
  ]);
  const place = { eci: 0x0a7b3c5d, tac: 0xb1e3 };
  plants.put('cell of E-UTRAN', Uint8Array.of(0x0a, 0x7b, 0x3c, 0x5d));
  exchange(
    [coastHss, mme],
    (e) => s6a.insertSubscriberDataRequest(e, { imsi: guest.imsi, flags: 24 }),
    s6a.locationAvps({ mcc: '001', mnc: '01' }, place.eci, place.tac, 1),
  );
  // A short message over SGd (TS 29.338): OFR, with the text in SM-RP-UI.
  const text = plants.text('text over SGd', 'ZQXJ WKPV call me on the other one 4471');
  exchange(
    up,
    (e) => {
      const request = s6a.notifyRequest(e, imsi);
      const tpdu = sms.smsSubmit(correspondent, text, 9);
      return {
        ...request,
        command: 8_388_645,
        application: 16_777_313,
        avps: [...request.avps, avp3gpp(3301, tpdu)],
      };
    },
    [],
  );
  return number;
}

/** Writes the capture and tells what is in it. */
export function writeTraffic(path: string): Traffic {
  const plants = new Plants();
  const packets: Uint8Array[] = [];
  const carrier = new Line(packets, ['192.0.2.10', '198.51.100.20'], 2905, ppid.m3ua);
  const ss7 = new Ss7(carrier);
  plantVectors(ss7, plants);
  plantTexts(ss7, plants);
  plantPlaces(ss7, plants);
  plantDisguised(ss7, carrier, plants);
  const exchange = new Line(packets, ['192.0.2.30', '198.51.100.40'], 3868, ppid.diameter);
  const commands = plantDiameter(exchange, plants);
  const parts: Uint8Array[] = [];
  const file = new PcapWriter((octets) => void parts.push(Uint8Array.from(octets)), {
    linkType: linkType.ethernet,
  });
  packets.forEach((packet, i) => {
    file.write({ seconds: 1_527_840_000 + i, nanoseconds: 0 }, packet);
  });
  writeFileSync(path, concat(...parts));
  return {
    planted: plants.list,
    identities: [subscriber.imsi, subscriber.msisdn, guest.imsi, correspondent],
    dialogues: ss7.dialogues + commands,
  };
}
