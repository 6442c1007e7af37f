// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { identityAvp, sessionAvp } from '../../../src/lab/forge/diameter.ts';
import { imsiOctets, isdnAddress, plmnId } from '../../../src/lab/forge/digits.ts';
import { geographicalOctets } from '../../../src/lab/forge/gsm-map-location.ts';
import {
  allowedHost,
  allowedImei,
  allowedImsi,
  allowedIpv4,
  allowedIpv6,
  allowedMac,
  allowedNumber,
  allowedSender,
  allowedServiceCode,
} from '../../../src/lab/forge/identities.ts';
import { ipv4 } from '../../../src/lab/forge/ip.ts';
import { numberingPlan, sccpAddress } from '../../../src/lab/forge/sccp.ts';

const refusal = { instanceOf: Error, message: /^the forge writes no / };

test('test PLMNs, reserved numbers and documentation addresses pass unchanged', (t) => {
  t.is(allowedImsi('001010123456789'), '001010123456789');
  t.is(allowedImsi('999401234567890'), '999401234567890');
  for (const number of ['9990101000001', '447700900123', '12465550100', '18005550199']) {
    t.is(allowedNumber(number), number);
  }
  t.deepEqual([...allowedIpv4('203.0.113.255')], [203, 0, 113, 255]);
  t.is(allowedIpv6('2001:db8::30')[15], 0x30);
  t.is(allowedHost('hss1.epc.mnc001.mcc001.3gppnetwork.org').length, 38);
});

test('every other identity is refused, however near it lies to an allowed one', (t) => {
  const bad: (() => unknown)[] = [
    () => allowedImsi('002010123456789'),
    () => allowedImsi('0010101234567890'),
    () => allowedImsi('00101012345678a'),
    () => allowedNumber('998010000000'),
    () => allowedNumber('447700901000'),
    () => allowedNumber('4477009001234'),
    () => allowedNumber('12465550200'),
    () => allowedNumber('12465560100'),
    () => allowedNumber(''),
    () => allowedIpv4('192.0.3.1'),
    () => allowedIpv4('192.0.2.256'),
    () => allowedIpv4('192.0.2.1.1'),
    () => allowedIpv4('10.0.0.1'),
    () => allowedIpv6('2001:db9::1'),
    () => allowedIpv6('::ffff:192.0.2.1'),
    () => allowedIpv6('fe80::1'),
    () => allowedMac('00:11:22:33:44:55'),
    () => allowedHost('hss.epc.mnc001.mcc310.3gppnetwork.org'),
    () => allowedHost('epc.mnc001.mcc001.3gppnetwork.org.example'),
    () => allowedHost('example.org'),
    () => allowedImei('980000000000000'),
    () => allowedSender('BANK'),
    () => allowedServiceCode('hello'),
  ];
  for (const attempt of bad) t.throws(attempt, refusal, String(attempt));
});

test('the encoders themselves refuse, so that no caller can go round the list', (t) => {
  t.throws(() => imsiOctets('998010123456789'), refusal);
  t.throws(() => isdnAddress('2105550123456'), refusal);
  t.throws(() => plmnId('310', '150'), refusal);
  t.throws(() => identityAvp(264, 'hss.operator.example'), refusal);
  t.throws(() => sessionAvp('hss.operator.example;1;2'), refusal);
  t.throws(() => sccpAddress({ digits: '2105550123456', ssn: 6 }), refusal);
  t.throws(() => sccpAddress({ digits: '998010123456789', plan: numberingPlan.e212 }), refusal);
  t.throws(() => sccpAddress({ digits: '2105550123456', plan: numberingPlan.e214 }), refusal);
  t.throws(() => geographicalOctets({ latitude: 48, longitude: 2, uncertainty: 1 }), refusal);
  t.throws(
    () => ipv4({ source: '192.0.2.1', destination: '8.8.8.8', protocol: 6 }, new Uint8Array(0)),
    refusal,
  );
});
