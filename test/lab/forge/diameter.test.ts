// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { toHex } from '../../../src/lab/forge/bytes.ts';
import { command, encodeDiameter } from '../../../src/lab/forge/diameter.ts';
import * as s6a from '../../../src/lab/forge/diameter-s6a.ts';

const realm = (mnc: string) => `epc.mnc${mnc}.mcc001.3gppnetwork.org`;
const hss = { host: `hss1.${realm('002')}`, realm: realm('002') };
const mme = { host: `mme1.${realm('001')}`, realm: realm('001') };
const ids = { hopByHop: 0x11223344, endToEnd: 0x55667788 };
const imsi = '001020123456789';

/** Octets written over several lines. */
function squeezed(hex: string): string {
  return hex.replace(/\s+/g, '');
}

test('IDR that asks for the current location is the worked example', (t) => {
  const envelope = { ...ids, session: 'hss1;1;9', origin: hss, destination: mme };
  const flags = s6a.idrFlag.location | s6a.idrFlag.currentLocation;
  t.is(
    toHex(encodeDiameter(s6a.insertSubscriberDataRequest(envelope, { imsi, flags }))),
    squeezed(`0100011cc000013f0100002311223344556677880000010740000010687373313b313b39000001154000
      000c00000001000001084000002e687373312e6570632e6d6e633030322e6d63633030312e336770706e
      6574776f726b2e6f7267000000000128400000296570632e6d6e633030322e6d63633030312e33677070
      6e6574776f726b2e6f7267000000000001254000002e6d6d65312e6570632e6d6e633030312e6d636330
      30312e336770706e6574776f726b2e6f726700000000011b400000296570632e6d6e633030312e6d6363
      3030312e336770706e6574776f726b2e6f72670000000000000140000017303031303230313233343536
      3738390000000578c000000c000028af000005d2c0000010000028af00000018`),
  );
});

test('IDA that tells cell and tracking area is the worked example', (t) => {
  const envelope = { ...ids, session: 'hss1;1;9', origin: hss, destination: mme };
  const location = s6a.locationAvps({ mcc: '001', mnc: '01' }, 0x00012345, 0x1234, 0);
  const message = s6a.answer(
    envelope,
    command.insertSubscriberData,
    { result: s6a.resultCode.success },
    mme,
    location,
  );
  t.is(
    toHex(encodeDiameter(message)),
    squeezed(`010000e84000013f0100002311223344556677880000010740000010687373313b313b390000010c4000
      000c000007d1000001154000000c00000001000001084000002e6d6d65312e6570632e6d6e633030312e
      6d63633030312e336770706e6574776f726b2e6f7267000000000128400000296570632e6d6e63303031
      2e6d63633030312e336770706e6574776f726b2e6f7267000000000005d880000050000028af00000640
      80000044000028af0000064280000013000028af00f11000012345000000064380000011000028af00f1
      1012340000000000064b80000010000028af00000000`),
  );
});

test('ULR has the lengths and the order of the worked example', (t) => {
  const envelope = {
    ...ids,
    session: `${mme.host};1;2`,
    origin: mme,
    destination: hss,
    vendorApplication: true,
  };
  const visited = { mcc: '001', mnc: '01' };
  const fields = { imsi, visited, imei: '00100100000000', flags: 0x22 };
  const bytes = encodeDiameter(s6a.updateLocationRequest(envelope, fields));
  t.is(
    toHex(bytes.subarray(0, 28)),
    '010001acc000013c01000023112233445566778800000107' + '40000032',
  );
  t.is(toHex(bytes.subarray(72, 80)), '0000010440000020');
  t.is(toHex(bytes.subarray(104, 116)), '000001154000000c00000001');
  t.is(toHex(bytes.subarray(300, 308)), '0000000140000017');
  t.is(toHex(bytes.subarray(324, 340)), '00000408c0000010000028af000003ec');
  t.is(toHex(bytes.subarray(340, 356)), '0000057dc0000010000028af00000022');
  t.is(toHex(bytes.subarray(356, 372)), '0000057fc000000f000028af00f11000');
  t.is(toHex(bytes.subarray(372, 384)), '00000579c0000038000028af');
});

test('a protocol error sets the E bit and drops what an application answer carries', (t) => {
  const envelope = { ...ids, session: `${mme.host};1;2`, origin: mme, destination: hss };
  const error = s6a.answer(
    envelope,
    command.updateLocation,
    { result: s6a.resultCode.unableToDeliver },
    hss,
  );
  const bytes = encodeDiameter(error);
  t.is(bytes[4], 0x60);
  t.false(toHex(bytes).includes('000001154000000c'));
  const refusal = s6a.answer(
    envelope,
    command.updateLocation,
    { experimental: s6a.experimental.roamingNotAllowed },
    hss,
  );
  t.true(
    toHex(encodeDiameter(refusal)).includes(
      '00000129400000200000010a4000000c000028af0000012a4000000c0000138c',
    ),
  );
});

test('a second User-Name stands before the first', (t) => {
  const envelope = { ...ids, session: 'hss1;1;9', origin: hss, destination: mme };
  const plain = s6a.insertSubscriberDataRequest(envelope, { imsi });
  const doubled = s6a.withSecondUserName(plain, '001029999999999');
  const text = Buffer.from(encodeDiameter(doubled)).toString('latin1');
  t.true(text.indexOf('001029999999999') < text.indexOf(imsi));
});
