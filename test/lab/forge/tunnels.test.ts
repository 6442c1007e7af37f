// SPDX-License-Identifier: Apache-2.0
// Headers of tunnels, octet for octet where a document or a worked example has them.
import test from 'ava';
import { fromHex, toHex } from '../../../src/lab/forge/bytes.ts';
import { erspanI, erspanII, erspanIII } from '../../../src/lab/forge/erspan.ts';
import { gre, greType } from '../../../src/lab/forge/gre.ts';
import { internetChecksum, pseudoHeader } from '../../../src/lab/forge/ip.ts';
import { mplsStack, pseudowire } from '../../../src/lab/forge/mpls.ts';
import { udpDatagram, udpPort } from '../../../src/lab/forge/udp.ts';
import { vxlan, vxlanGpe, vxlanNextProtocol } from '../../../src/lab/forge/vxlan.ts';

const payload = fromHex('4500');

test('two labels, the last of which ends the stack', (t) => {
  const stack = mplsStack([{ label: 16 }, { label: 17, ttl: 64 }], payload);
  t.is(toHex(stack), '00010040000111404500');
  t.is(toHex(mplsStack([{ label: 0xfffff, trafficClass: 7, ttl: 255 }], payload)), 'ffffffff4500');
  t.is(toHex(pseudowire(42, payload)), '0000002a4500');
});

test('the optional fields of GRE in their order, under a checksum that verifies', (t) => {
  t.is(toHex(gre(greType.ipv4, payload)), '000008004500');
  t.is(toHex(gre(greType.erspan, payload, { sequence: 5 })), '100088be000000054500');
  const all = gre(greType.ipv6, payload, { checksum: true, key: 0x2a, sequence: 5 });
  t.is(toHex(all.subarray(0, 4)), 'b00086dd');
  t.is(toHex(all.subarray(6)), '00000000002a000000054500');
  t.is(internetChecksum(all), 0);
});

test('the three types of ERSPAN', (t) => {
  const session = { session: 1, vlan: 101, sequence: 5 };
  t.is(toHex(erspanI(payload)), '000088be4500');
  t.is(toHex(erspanII(session, 7, payload)), '100088be000000051065000100000007' + '4500');
  const cut = erspanII({ ...session, truncated: true }, 7, payload);
  t.is(toHex(cut.subarray(8, 12)), '10650401');
  const timed = { ...session, sequence: 6, timestamp: 0x11223344 };
  t.is(toHex(erspanIII(timed, payload)), '100022eb00000006' + '206500011122334400000000' + '4500');
  const subheader = { platform: 3, port: 7, time: 9 };
  t.is(
    toHex(erspanIII({ ...timed, subheader }, payload).subarray(16)),
    '00000001' + '0c00000700000009' + '4500',
  );
});

test('VXLAN in a datagram whose checksum verifies', (t) => {
  t.is(toHex(vxlan(0x1234, payload)), '0800000000123400' + '4500');
  t.is(toHex(vxlanGpe(0xffffff, vxlanNextProtocol.ipv4, payload)), '0c000001ffffff00' + '4500');
  const header = { source: '192.0.2.10', destination: '198.51.100.20', protocol: 17 };
  const ports = { source: 49_152, destination: udpPort.vxlan };
  const datagram = udpDatagram(header, ports, vxlan(0x1234, payload));
  t.is(toHex(datagram.subarray(0, 6)), 'c00012b50012');
  t.is(internetChecksum(pseudoHeader(header, datagram.length), datagram), 0);
});
