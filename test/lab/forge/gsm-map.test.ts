// SPDX-License-Identifier: Apache-2.0
// Worked examples that two independent decoders (tshark 4.0.17, pycrate) agree on, octet for octet;
// only the IMEI of the one that has it is another, since the forge writes test IMEIs alone.
import test from 'ava';
import { encodeBer, type Tlv } from '../../../src/lab/forge/ber.ts';
import { fromHex, toHex } from '../../../src/lab/forge/bytes.ts';
import {
  context,
  type MapVersion,
  mapContext,
  mapError,
  mapOpen,
  mapRequest,
  operation,
} from '../../../src/lab/forge/gsm-map.ts';
import * as calls from '../../../src/lab/forge/gsm-map-calls.ts';
import * as location from '../../../src/lab/forge/gsm-map-location.ts';
import * as mobility from '../../../src/lab/forge/gsm-map-mobility.ts';
import * as sms from '../../../src/lab/forge/gsm-map-sms.ts';
import * as tcap from '../../../src/lab/forge/tcap.ts';

const tid = 0x1a2b3c4d;
const imsi = '001010123456789';
const msisdn = '447700900123';
const vlr = '447700900500';

function request(number: number, version: MapVersion, op: number, argument: Tlv, open?: Tlv) {
  return tcap.begin(tid, mapRequest(number, version, open), tcap.invoke(1, op, argument));
}

function response(number: number, version: number, op: number, result: Tlv) {
  const dialogue = tcap.dialogueResponse(mapContext(number, version));
  return tcap.end(tid, dialogue, tcap.returnResult(1, op, result));
}

const deliver = sms.smsDeliver({
  from: { number: '447700900222' },
  text: 'hello',
  stamp: [25, 1, 11, 12, 34, 56],
});

const fillers = [0x11, 0x22, 0x33, 0x44, 0x55];
const noise: mobility.Noise = (size) => new Uint8Array(size).fill(fillers.shift()!);

const head = '48041a2b3c4d6b1e281c060700118605010101a011600f80020780a109060704000001';
const accepted = '49041a2b3c4d6b2a2828060700118605010101a01d611b80020780a109060704000001';
const vectors: [string, Tlv, string][] = [
  [
    'updateLocation v3',
    request(
      context.networkLocUp,
      3,
      operation.updateLocation,
      mobility.updateLocation({ imsi, msc: vlr, vlr }),
    ),
    `6254${head}0001036c2ca12a0201010201023022040800010121436587f98107914477000950000407
      91447700095000a604800204f0`,
  ],
  [
    'sendAuthenticationInfo v2',
    request(
      context.infoRetrieval,
      2,
      operation.sendAuthenticationInfo,
      mobility.sendAuthenticationInfo({ imsi }, 2),
    ),
    `623a${head}000e026c12a110020101020138040800010121436587f9`,
  ],
  [
    'sendAuthenticationInfo v3',
    request(
      context.infoRetrieval,
      3,
      operation.sendAuthenticationInfo,
      mobility.sendAuthenticationInfo({ imsi }),
    ),
    `6242${head}000e036c1aa1180201010201383010800800010121436587f9020101830100`,
  ],
  [
    'cancelLocation v3',
    request(
      context.locationCancellation,
      3,
      operation.cancelLocation,
      mobility.cancelLocation(imsi),
    ),
    `623f${head}0002036c17a115020101020103a30d040800010121436587f90a0100`,
  ],
  [
    'cancelLocation v2',
    request(
      context.locationCancellation,
      2,
      operation.cancelLocation,
      mobility.cancelLocation(imsi, 2),
    ),
    `623a${head}0002026c12a110020101020103040800010121436587f9`,
  ],
  [
    'provideSubscriberInfo',
    request(
      context.subscriberInfoEnquiry,
      3,
      operation.provideSubscriberInfo,
      location.provideSubscriberInfo(imsi, { location: true, state: true }),
    ),
    `6242${head}001c036c1aa1180201010201463010800800010121436587f9a20480008100`,
  ],
  [
    'sendRoutingInfo',
    request(
      context.locationInfoRetrieval,
      3,
      operation.sendRoutingInfo,
      calls.sendRoutingInfo(msisdn, '447700900999'),
    ),
    `6247${head}0005036c1fa11d0201010201163015800791447700091032830100860791447700099099`,
  ],
  [
    'sendRoutingInfoForSM',
    request(
      context.shortMsgGateway,
      3,
      operation.sendRoutingInfoForSM,
      sms.sendRoutingInfoForSM({ msisdn, serviceCentre: '447700900400' }),
    ),
    `6247${head}0014036c1fa11d02010102012d30158007914477000910328101ff820791447700094000`,
  ],
  [
    'sendRoutingInfoForSM answered',
    response(
      context.shortMsgGateway,
      3,
      operation.sendRoutingInfoForSM,
      sms.sendRoutingInfoForSMResult(imsi, vlr),
    ),
    `6455${accepted}001403a203020100a305a1030201006c21a21f020101301a02012d30150408000101
      21436587f9a009810791447700095000`,
  ],
  [
    'mt-ForwardSM',
    request(
      context.shortMsgMTRelay,
      3,
      operation.mtForwardSM,
      sms.forwardSM({ to: { imsi }, from: { centre: '447700900400' }, tpdu: deliver }),
    ),
    `625f${head}0019036c37a13502010102012c302d800800010121436587f98407914477000940000418
      040c9144770009202200005210112143650005e8329bfd06`,
  ],
  [
    'insertSubscriberData with O-CSI',
    request(
      context.subscriberDataMngt,
      3,
      operation.insertSubscriberData,
      mobility.insertSubscriberData({ imsi, gsmScf: '447700900999' }),
    ),
    `6259${head}0010036c31a12f0201010201073027800800010121436587f9ad1ba019301430120a0102
      020164800791447700099099810100800102`,
  ],
  [
    'deleteSubscriberData',
    request(
      context.subscriberDataMngt,
      3,
      operation.deleteSubscriberData,
      mobility.deleteSubscriberData(imsi),
    ),
    `623e${head}0010036c16a114020101020108300c800800010121436587f98900`,
  ],
  [
    'sendIMSI',
    request(context.imsiRetrieval, 2, operation.sendIMSI, calls.sendIMSI(msisdn)),
    `6239${head}001a026c11a10f02010102013a040791447700091032`,
  ],
  [
    'purgeMS',
    request(context.msPurging, 3, operation.purgeMS, mobility.purgeMS({ imsi, vlr })),
    `6245${head}001b036c1da11b020101020143a313040800010121436587f9800791447700095000`,
  ],
  [
    'processUnstructuredSS-Request',
    request(
      context.networkUnstructuredSs,
      2,
      operation.processUnstructuredSSRequest,
      calls.processUnstructuredSSRequest('*100#', msisdn),
      mapOpen(imsi, vlr),
    ),
    `626a48041a2b3c4d6b432841060700118605010101a036603480020780a109060704000001001302be23
      2821060704000001010101a016a01480099600010121436587f98107914477000950006c1da11b020101
      02013b301304010f0405aa180c3602800791447700091032`,
  ],
  [
    'provideSubscriberLocation',
    request(
      context.locationSvcEnquiry,
      3,
      operation.provideSubscriberLocation,
      location.provideSubscriberLocation({ imsi, gmlc: '447700900300' }),
    ),
    `624f${head}0026036c27a125020101020153301d3003800100040791447700093000a0038001018208
      00010121436587f9`,
  ],
  [
    'sendRoutingInfoForLCS',
    request(
      context.locationSvcGateway,
      3,
      operation.sendRoutingInfoForLCS,
      location.sendRoutingInfoForLCS('447700900300', { msisdn }),
    ),
    `6246${head}0025036c1ea11c0201010201553014800791447700093000a109810791447700091032`,
  ],
  [
    'updateGprsLocation',
    request(
      context.gprsLocationUpdate,
      3,
      operation.updateGprsLocation,
      mobility.updateGprsLocation({ imsi, sgsn: vlr, sgsnAddress: '192.0.2.99' }),
    ),
    `624c${head}0020036c24a122020101020117301a040800010121436587f9040791447700095000040504c0000263`,
  ],
  [
    'sendAuthenticationInfo answered with a quintuplet',
    response(
      context.infoRetrieval,
      3,
      operation.sendAuthenticationInfo,
      mobility.authenticationQuintuplets(1, noise),
    ),
    `648196${accepted}000e03a203020100a305a1030201006c62a260020101305b020138a356a1543052
      041011111111111111111111111111111111040822222222222222220410333333333333333333333333
      33333333041044444444444444444444444444444444041055555555555555555555555555555555`,
  ],
  [
    'anyTimeInterrogation',
    request(
      context.anyTimeInfoEnquiry,
      3,
      operation.anyTimeInterrogation,
      location.anyTimeInterrogation(
        { msisdn },
        { location: true, state: true, current: true },
        '447700900999',
      ),
    ),
    `624e${head}001d036c26a124020101020147301ca009810791447700091032a1068000810083008307
      91447700099099`,
  ],
  [
    'anyTimeInterrogation answered with cell, position, state and IMEI',
    response(
      context.anyTimeInfoEnquiry,
      3,
      operation.anyTimeInterrogation,
      location.subscriberInfoResult({
        ageMinutes: 5,
        position: { latitude: 25.75, longitude: -59.49839, uncertainty: 10 },
        vlr,
        cell: { mcc: '001', mnc: '01', lac: 0x1234, cellId: 0x5678 },
        msc: vlr,
        state: 'assumedIdle',
        imei: '001921000000017',
      }),
    ),
    `647c${accepted}001d03a203020100a305a1030201006c48a246020101304102014` +
      '7303c303aa02a0201058008' +
      `10249f49d5b0a60a810791447700095000a309800700f11012345678860791447700095000a102800085
        0800911200000010f7`,
  ],
];

for (const [name, tree, expected] of vectors) {
  test(`${name} is encoded as in the worked example`, (t) => {
    t.is(toHex(encodeBer(tree)), expected.replace(/\s+/g, ''));
  });
}

test('aborts, refusals, errors and rejects have the published shapes', (t) => {
  t.is(toHex(encodeBer(tcap.abort(tid, 1))), '670949041a2b3c4d4a0101');
  const refused = tcap.dialogueResponse(
    mapContext(context.anyTimeInfoEnquiry, 3),
    'contextNotSupported',
  );
  t.is(
    toHex(encodeBer(tcap.abort(tid, refused))),
    '673249041a2b3c4d6b2a2828060700118605010101a01d611b80020780a109060704000001001d03a203' +
      '020101a305a103020102',
  );
  t.is(toHex(encodeBer(tcap.returnError(1, mapError.atiNotAllowed))), 'a306020101020131');
  t.is(
    toHex(encodeBer(tcap.end(tid, undefined, tcap.reject(1, 'invoke', 1)))),
    '641049041a2b3c4d6c08a406020101810101',
  );
});

test('version 1 has no dialogue portion and the old forms are bare', (t) => {
  const v1 = request(
    context.networkLocUp,
    1,
    operation.updateLocation,
    mobility.updateLocation({ imsi, msc: vlr, vlr }, 1),
  );
  t.true(toHex(encodeBer(v1)).startsWith('622e48041a2b3c4d6c26'));
  t.is(toHex(encodeBer(mobility.updateLocationResult(vlr, 1))), '040791447700095000');
  t.is(toHex(encodeBer(calls.provideRoamingNumberResult(vlr, 2))), '040791447700095000');
});

test('a short message packs septets across octets', (t) => {
  t.deepEqual(calls.packSeptets('hello'), Uint8Array.from(fromHex('e8329bfd06')));
  t.is(toHex(deliver), '040c9144770009202200005210112143650005e8329bfd06');
});
