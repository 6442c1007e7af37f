// SPDX-License-Identifier: Apache-2.0
// Part 2 of `make score`: bytes of other implementations. Arguments and commands that other projects
// test their codecs with, each asked once by a far state's network in a forged dialogue, and beside it
// the same operation in our own encoding, at the same time about the same subscriber: both must lead
// to the same findings. Their octets stay theirs but for the digits of the subscriber, which become a
// test identity of as many digits.
import { encodeBer, type Tlv } from '../../src/lab/forge/ber.ts';
import { ascii, concat, fromHex, octets, toHex } from '../../src/lab/forge/bytes.ts';
import { camelContext, initialDP, locationInformation } from '../../src/lab/forge/camel.ts';
import { initialDPGPRS, initialDPSMS } from '../../src/lab/forge/camel-services.ts';
import { encodeDiameter } from '../../src/lab/forge/diameter.ts';
import * as s6a from '../../src/lab/forge/diameter-s6a.ts';
import { imsiOctets } from '../../src/lab/forge/digits.ts';
import { everyCall } from '../../src/lab/forge/gsm-map-every-call.ts';
import { everyMessage } from '../../src/lab/forge/gsm-map-every-message.ts';
import { everyMobility } from '../../src/lab/forge/gsm-map-every-mobility.ts';
import type { Cast, Entry } from '../../src/lab/forge/gsm-map-members.ts';
import { ipProtocol, ipv4 } from '../../src/lab/forge/ip.ts';
import { ethernetHeader, etherType } from '../../src/lab/forge/link.ts';
import { m3uaData } from '../../src/lab/forge/m3ua.ts';
import { sccpMessage, ssn } from '../../src/lab/forge/sccp.ts';
import { dataChunk, ppid, sctpPacket } from '../../src/lab/forge/sctp.ts';
import { begin, dialogueRequest } from '../../src/lab/forge/tcap.ts';
import { linkPlans } from '../../src/lab/world/links.ts';
import { namesIn } from '../../src/rules/checked.ts';
import { captureFolder } from '../oracle/tshark.ts';
import { type Found, findingsIn } from './compared.ts';
import type { Frame } from './frames.ts';
import { home as homeNetwork, imsiOf } from './scene.ts';
import {
  imsiDigits,
  imsiIn,
  readdressed,
  readVectors,
  type Vector,
  versionOf,
  whereFrom,
  withParties,
} from './vectors.ts';
import { knowledgeOf, type Part, type Sizes, worldOf } from './workbench.ts';

/** The same request twice: theirs and ours. */
interface Pair {
  readonly layer: string;
  readonly operation: string;
  readonly from: string;
  readonly theirs: Uint8Array;
  readonly ours: Uint8Array;
}

const far = {
  hlr: '999400100003',
  msc: '999400200003',
  scf: '999400500003',
  centre: '999400400001',
};
const home = { hlr: '999010100001', msisdn: '9990117654321' };
const farHost = 'mme1.epc.mnc040.mcc999.3gppnetwork.org';
const farRealm = 'epc.mnc040.mcc999.3gppnetwork.org';
const homeRealm = 'epc.mnc001.mcc001.3gppnetwork.org';
const visited = { mcc: '999', mnc: '40' };
const secondsApart = 3 * 3600;

/**
 * Facts of what an argument asks for and of the nodes and numbers in it. The examples of two codecs
 * differ in them, and so do findings of rules that name them: compared is who asks whom about whom.
 */
const ofArgument = /^(?:layers|csi|forwarding)\.|^requested$/;
const start = Date.UTC(2018, 5, 1) / 1000;

export async function bytes({ seeds }: Sizes): Promise<Part> {
  const folder = captureFolder();
  const title = 'Independent bytes: the same findings whoever encoded';
  const empty = {
    name: 'bytes',
    title,
    head: [],
    rows: [],
    failures: [],
    values: { skipped: true },
  };
  if (folder === undefined)
    return {
      ...empty,
      notes: ['SKIP captures of other projects: no folder (set SIGWARDEN_CAPTURES)'],
    };
  const vectors = readVectors(folder);
  const pairs = vectors.flatMap((vector, number) => pairOf(vector, number) ?? []);
  const world = worldOf('far-from-home', {
    seed: seeds[0] ?? 1,
    messages: 500,
    hostileShare: 0,
  });
  const knowledge = knowledgeOf(world);
  const onArgument = new Set(
    knowledge.policy.rules
      .filter(({ checked }) => namesIn(checked).some(({ name }) => ofArgument.test(name)))
      .map(({ id }) => id),
  );
  const isCompared = ({ category, rule }: Found) =>
    category !== 'encoding' && !onArgument.has(rule);
  const rulesOf = async (side: 'theirs' | 'ours') => {
    const found = await findingsIn(
      pairs.map((pair, i) => frameOf(pair, pair[side], i)),
      knowledge,
    );
    return pairs.map((_, i) =>
      found
        .filter((one) => isCompared(one) && one.origins.includes(i + 1))
        .map((one) => `${one.rule} (${one.severity}, ${one.confidence})`)
        .sort()
        .join(', '),
    );
  };
  const [theirs, ours] = [await rulesOf('theirs'), await rulesOf('ours')];
  const rows = pairs.map((pair, i) => ({ ...pair, theirs: theirs[i] ?? '', ours: ours[i] ?? '' }));
  const different = rows.filter((one) => one.theirs !== one.ours);
  return {
    name: 'bytes',
    title,
    notes: [
      `${pairs.length} requests of ${new Set(pairs.map((one) => one.operation)).size} operations by other ` +
        `encoders, of ${vectors.length} vectors; the rest are answers, parts, other layers, or ` +
        'operations that our forge has no twin of',
      'captures of other projects are screened whole by test/oracle/screen-captures.test.ts',
      `left out are the rules on what an argument holds, which is other in each: ${[...onArgument].sort().join(', ')}`,
    ],
    head: ['layer', 'operation', 'requests', 'with findings', 'same', 'different'],
    rows: [...new Set(rows.map((one) => `${one.layer}\n${one.operation}`))].sort().map((key) => {
      const [layer = '', operation = ''] = key.split('\n');
      const list = rows.filter((one) => one.layer === layer && one.operation === operation);
      const count = (test: (one: (typeof list)[number]) => boolean) =>
        `${list.filter(test).length}`;
      return [
        ...[layer, operation, `${list.length}`],
        count((one) => one.theirs !== ''),
        count((one) => one.theirs === one.ours),
        count((one) => one.theirs !== one.ours),
      ];
    }),
    failures: [
      ...different.map(
        (one) =>
          `${one.operation} of ${one.from}: ${one.theirs || 'nothing'}; ours: ${one.ours || 'nothing'}`,
      ),
      ...(rows.some((one) => one.theirs !== '') ? [] : ['nothing was found in any of them']),
    ],
    values: { compared: rows.length, different },
  };
}

function pairOf(vector: Vector, number: number): Pair | undefined {
  const { layer, expect } = vector;
  const isInvoke = expect.pdu === 'operation-parameter' && expect.direction === 'invoke';
  if (layer === 'MAP' && isInvoke) return mapPair(vector, number);
  if (layer === 'CAP' && isInvoke) return camelPair(vector, number);
  if (layer === 'Diameter' && expect.pdu === 'message') return diameterPair(vector, number);
  return undefined;
}

/** As many digits as theirs has: 00101 and a number of its own. */
function testImsi(theirs: string, number: number): string {
  return imsiOf(homeNetwork, number, theirs.length);
}

function identityOf(vector: Vector, number: number) {
  const theirs = imsiIn(vector);
  return { theirs, imsi: testImsi(theirs ?? '0'.repeat(imsiDigits.usual), number) };
}

function castOf(imsi: string): Cast {
  return {
    ...{ imsi, msisdn: home.msisdn, imei: '00499901012345', msc: far.msc, vlr: far.msc },
    ...{ sgsn: '999400300003', hlr: far.hlr, gsmScf: far.scf, gmlc: '999400600003' },
    ...{ centre: far.centre, other: '9990117654322' },
  };
}

function entriesOf(imsi: string): Entry[] {
  const cast = castOf(imsi);
  return [...everyMessage(cast), ...everyCall(cast), ...everyMobility(cast)];
}

function mapPair(vector: Vector, number: number): Pair | undefined {
  const { theirs, imsi } = identityOf(vector, number);
  const operation = vector.expect.opcode ?? -1;
  const twins = entriesOf(imsi).filter((one) => one.operation === operation);
  const twin = twins.find((one) => one.version === versionOf(vector)) ?? twins[0];
  if (twin?.argument === undefined) return undefined;
  // Who names nobody is judged otherwise than who names a subscriber of ours.
  if (theirs === undefined && toHex(encodeBer(twin.argument)).includes(toHex(imsiOctets(imsi))))
    return undefined;
  const oid = octets(4, 0, 0, 1, 0, twin.context, twin.version);
  const parties = [ssn.hlr, ssn.hlr] as const;
  const wrap = (argument: Uint8Array) => unitdata(number, oid, operation, argument, parties);
  return {
    ...{ layer: 'MAP', operation: `gsm_map ${operation}`, from: whereFrom(vector) },
    theirs: wrap(readdressed(vector.hex, theirs, imsi)),
    ours: wrap(encodeBer(twin.argument)),
  };
}

/** Requests of a gsmSSF; what a gsmSCF instructs needs the call that it instructs. */
function camelTwin(operation: number, imsi: string): readonly [Uint8Array, Tlv] | undefined {
  const location = locationInformation(0xbf34, { vlr: far.msc });
  if (operation === 0)
    return [
      camelContext.phase3,
      initialDP({ serviceKey: 1, imsi, msc: far.msc, calling: home.msisdn }),
    ];
  if (operation === 60)
    return [
      camelContext.phase3Sms,
      initialDPSMS({ serviceKey: 1, imsi, centre: far.centre, event: 1, msc: far.msc }),
    ];
  if (operation === 78)
    return [
      camelContext.phase3Gprs,
      initialDPGPRS({
        ...{ serviceKey: 1, imsi, msisdn: home.msisdn, event: 2, apn: 'internet', ip: '192.0.2.1' },
        ...{ location, ggsn: '192.0.2.2' },
      }),
    ];
  return undefined;
}

function camelPair(vector: Vector, number: number): Pair | undefined {
  const { theirs, imsi } = identityOf(vector, number);
  const operation = vector.expect.opcode ?? -1;
  const twin = theirs === undefined ? undefined : camelTwin(operation, imsi);
  if (twin === undefined) return undefined;
  const [oid, argument] = twin;
  const wrap = (one: Uint8Array) => unitdata(number, oid, operation, one, [ssn.cap, ssn.cap]);
  return {
    ...{ layer: 'CAP', operation: `camel ${operation}`, from: whereFrom(vector) },
    theirs: wrap(readdressed(vector.hex, theirs, imsi)),
    ours: wrap(encodeBer(argument)),
  };
}

function unitdata(
  id: number,
  oid: Uint8Array,
  operation: number,
  argument: Uint8Array,
  [to, from]: readonly [number, number],
): Uint8Array {
  const code = encodeBer({ id: 0x02, content: octets(operation) });
  const invoke = { id: 0xa1, content: concat(octets(2, 1, 1), code, argument) };
  const data = encodeBer(begin(0x100000 + id, dialogueRequest(oid), invoke));
  const called = { digits: home.hlr, ssn: to };
  const calling = { digits: far.hlr, ssn: from };
  const sccp = sccpMessage({ parties: { called, calling }, data, extended: data.length > 254 });
  const [ours, theirs] = linkPlans['carrier-a'].ends;
  const label = { opc: theirs.pointCode ?? 0, dpc: ours.pointCode ?? 0, sls: id & 15 };
  return m3uaData(linkPlans['carrier-a'].path ?? {}, label, sccp);
}

const request = 0x80;

/** Commands of S6a; their parties become ours and the far state's. */
function diameterPair(vector: Vector, number: number): Pair | undefined {
  const octets = fromHex(vector.hex);
  const digits = vector.tshark?.['e212.imsi'] ?? '';
  const isRequest = octets.length > 20 && (octets[4]! & request) !== 0;
  if (!isRequest || digits.length !== imsiDigits.usual) return undefined;
  if (vector.tshark?.['diameter.applicationId'] !== '16777251') return undefined;
  const imsi = testImsi(digits, number);
  const twin = s6aTwin(Number(vector.tshark['diameter.cmd.code']), imsi, number);
  if (twin === undefined) return undefined;
  const [operation, ours] = twin;
  const named = fromHex(vector.hex.replaceAll(toHex(ascii(digits)), toHex(ascii(imsi))));
  return {
    ...{ layer: 'Diameter', operation, from: whereFrom(vector) },
    theirs: withParties(named, { host: farHost, realm: farRealm, destination: homeRealm }),
    ours,
  };
}

function s6aTwin(
  command: number,
  imsi: string,
  id: number,
): readonly [string, Uint8Array] | undefined {
  const envelope = {
    session: `${farHost};1;${id}`,
    origin: { host: farHost, realm: farRealm },
    destination: { realm: homeRealm },
    hopByHop: id,
    endToEnd: id,
  };
  if (command === 316)
    return ['s6a.ULR', encodeDiameter(s6a.updateLocationRequest(envelope, { imsi, visited }))];
  if (command === 317)
    return ['s6a.CLR', encodeDiameter(s6a.cancelLocationRequest(envelope, imsi))];
  if (command === 318)
    return [
      's6a.AIR',
      encodeDiameter(s6a.authenticationInformationRequest(envelope, { imsi, visited, vectors: 1 })),
    ];
  if (command === 321) return ['s6a.PUR', encodeDiameter(s6a.purgeUeRequest(envelope, imsi))];
  return undefined;
}

/** The request as it passes the mirror, from abroad to us. */
function frameOf({ layer }: Pair, message: Uint8Array, index: number): Frame {
  const isDiameter = layer === 'Diameter';
  const [ours, theirs] = linkPlans[isDiameter ? 'ipx-a' : 'carrier-a'].ends;
  const tsn = 1000 + index;
  const chunk = dataChunk(
    { tsn, stream: 1, sequence: index & 0xffff, ppid: isDiameter ? ppid.diameter : ppid.m3ua },
    message,
  );
  const packet = sctpPacket({ source: theirs.port, destination: ours.port }, 77, chunk);
  const ends = { source: theirs.address, destination: ours.address, protocol: ipProtocol.sctp };
  const ethernet = ethernetHeader({ source: theirs.mac, destination: ours.mac }, etherType.ipv4);
  return {
    micros: (start + index * secondsApart) * 1e6,
    octets: concat(ethernet, ipv4(ends, packet)),
    origins: [index + 1],
  };
}
