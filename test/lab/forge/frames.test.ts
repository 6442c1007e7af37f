// SPDX-License-Identifier: Apache-2.0
// From the link layer to SCCP: worked examples, checksums and the bookkeeping of associations and
// connections.
import test from 'ava';
import { encodeBer } from '../../../src/lab/forge/ber.ts';
import { fromHex, toHex } from '../../../src/lab/forge/bytes.ts';
import { crc32c } from '../../../src/lab/forge/crc32c.ts';
import { context, mapRequest, operation } from '../../../src/lab/forge/gsm-map.ts';
import { anyTimeInterrogation } from '../../../src/lab/forge/gsm-map-location.ts';
import { cancelLocation } from '../../../src/lab/forge/gsm-map-mobility.ts';
import { internetChecksum, ipPacket, ipv4, ipv4Fragments } from '../../../src/lab/forge/ip.ts';
import { ethernet, etherType, sll, sll2 } from '../../../src/lab/forge/link.ts';
import { m3uaData } from '../../../src/lab/forge/m3ua.ts';
import {
  numberingPlan,
  sccpAddress,
  udt,
  udts,
  xudt,
  xudtSegments,
} from '../../../src/lab/forge/sccp.ts';
import { dataChunk, initChunk, SctpAssociation, sctpPacket } from '../../../src/lab/forge/sctp.ts';
import { begin, invoke } from '../../../src/lab/forge/tcap.ts';
import { TcpConnection } from '../../../src/lab/forge/tcp.ts';

const ports = { source: 2905, destination: 2905 };
const tag = 0xdeadbeef;
const called = { digits: '12465550100', ssn: 6 };
const calling = { digits: '447700900999', ssn: 147 };
const question = encodeBer(
  begin(
    0x1a2b3c4d,
    mapRequest(context.anyTimeInfoEnquiry, 3),
    invoke(
      1,
      operation.anyTimeInterrogation,
      anyTimeInterrogation(
        { msisdn: '447700900123' },
        { location: true, state: true, current: true },
        '447700900999',
      ),
    ),
  ),
);
const m3uaQuestion =
  '0100010100000098020000080000000100060008000000640210007e0000122100001aa203000005' +
  '0980030e190b12060011042164550501000b12930012044477000990995062' +
  '4e48041a2b3c4d6b1e281c060700118605010101a011600f80020780a109060704000001001d03' +
  '6c26a124020101020147301ca009810791447700091032a10680008100830083079144770009909' +
  '90000';

function label(userPart: Uint8Array): Uint8Array {
  const path = { networkAppearance: 1, routingContext: 100 };
  return m3uaData(path, { opc: 4641, dpc: 6818, sls: 5 }, userPart);
}

test('the worked frame, from QinQ to anyTimeInterrogation, comes out octet for octet', (t) => {
  const m3ua = label(udt({ called, calling }, question));
  t.is(toHex(m3ua), m3uaQuestion);
  const chunk = dataChunk({ tsn: 1000, stream: 1, sequence: 7, ppid: 3 }, m3ua);
  const sctp = sctpPacket(ports, tag, chunk);
  t.is(toHex(sctp.subarray(0, 12)), '0b590b59deadbeef06a90839');
  t.is(toHex(chunk.subarray(0, 16)), '000300a8000003e80001000700000003');
  const header = { source: '192.0.2.10', destination: '198.51.100.20', protocol: 132 };
  const ip = ipPacket({ ...header, identification: 0x1234 }, sctp);
  t.is(toHex(ip.subarray(0, 10)), '450000c8123440004084');
  t.is(internetChecksum(ip.subarray(0, 20)), 0);
  const frame = ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' }, ip, [
    { type: etherType.provider, id: 100 },
    { id: 101, priority: 1 },
  ]);
  t.is(toHex(frame.subarray(0, 22)), '02000000000202000000000188a80064810020650800');
  t.is(frame.length, 222);
});

test('INIT with two addresses is the worked example, its checksum included', (t) => {
  const addresses = ['192.0.2.10', '198.51.100.11'];
  const packet = sctpPacket(ports, 0, initChunk({ tag, tsn: 1000, streams: 16, addresses }));
  t.is(
    toHex(packet),
    '0b590b5900000000d13493b401000024deadbeef0001000000100010000003e8' +
      '00050008c000020a00050008c633640b',
  );
});

test('two cancelLocation in one packet are bundled as in the worked example', (t) => {
  const cancel = encodeBer(
    begin(
      0x1a2b3c4d,
      mapRequest(context.locationCancellation, 2),
      invoke(1, operation.cancelLocation, cancelLocation('001010123456789', 2)),
    ),
  );
  const parties = { called: { ...called, ssn: 7 }, calling: { ...calling, ssn: 6 } };
  const message = m3uaData(
    {},
    { opc: 4641, dpc: 6818, sls: 5, networkIndicator: 2 },
    udt(parties, cancel, 0),
  );
  t.is(message.length, 116);
  const data = { stream: 1, ppid: 3, data: message };
  const association = new SctpAssociation({ ports: [2905, 2905], tags: [1, tag], tsns: [2000, 1] });
  const packet = toHex(association.send(0, [data, data]));
  t.is(packet.slice(0, 16), '0b590b59deadbeef');
  t.is(packet.slice(24, 56), '00030084000007d00001000000000003');
  t.true(packet.includes('00030084000007d10001000100000003'));
  t.is(packet.slice(56, 122), '01000101000000740210006a0000122100001aa2030200050900030e190b120700');
});

test('CRC32c gives the check value of the Castagnoli polynomial', (t) => {
  t.is(crc32c(Buffer.from('123456789')), 0xe3069283);
  t.is(crc32c(new Uint8Array(32)), 0x8a9136aa);
});

test('an association counts TSN and SSN per side, acknowledges what it saw and fragments', (t) => {
  const association = new SctpAssociation({
    ports: [2905, 2906],
    tags: [0x11111111, 0x22222222],
    tsns: [0xffffffff, 500],
  });
  const opening = association
    .open()
    .map(({ side, packet }) => [side, packet[12], toHex(packet.subarray(4, 8))]);
  t.deepEqual(opening, [
    [0, 1, '00000000'],
    [1, 2, '11111111'],
    [0, 10, '22222222'],
    [1, 11, '11111111'],
  ]);
  const message = (fill: number, size = 8) => ({
    stream: 2,
    ppid: 3,
    data: new Uint8Array(size).fill(fill),
  });
  t.is(association.acknowledgeIfDue(1), undefined);
  const first = association.send(0, [message(1), message(2)]);
  t.is(toHex(first.subarray(16, 28)), 'ffffffff0002000000000003');
  t.is(toHex(first.subarray(40, 52)), '000000000002000100000003');
  const sack = association.acknowledgeIfDue(1)!;
  t.is(toHex(sack.subarray(12, 20)), '0300001000000000');
  const answer = association.send(1, [message(3)]);
  t.is(answer[12], 0, 'nothing is left to acknowledge');
  const withSack = association.send(0, [message(4)]);
  t.is(toHex(withSack.subarray(12, 20)), '03000010000001f4');
  const parts = association.sendFragmented(0, message(5, 20), 8);
  t.deepEqual(
    parts.map((part) => part[13]),
    [2, 0, 1],
  );
  t.deepEqual(
    parts.map((part) => part[19]),
    [2, 3, 4],
    'consecutive TSNs',
  );
  t.true(
    parts.every((part) => toHex(part.subarray(20, 24)) === '00020003'),
    'one SSN',
  );
});

test('SCCP addresses, returns and extended messages follow Q.713', (t) => {
  t.is(toHex(sccpAddress(called)), '1206001104216455050100');
  t.is(toHex(sccpAddress(calling)), '1293001204447700099099');
  t.is(
    toHex(sccpAddress({ digits: '001010123456789', ssn: 6, plan: numberingPlan.e212 })),
    '120600610400010121436587' + '09',
  );
  t.is(sccpAddress({ digits: '12465550100' })[0], 0x10, 'no subsystem number');
  const returned = udts({ called: calling, calling: called }, question, 1);
  t.is(toHex(returned.subarray(0, 17)), '0a01030e190b1293001204447700099099');
  const insert = fromHex(
    '625948041a2b3c4d6b1e281c060700118605010101a011600f80020780a1090607040000010010036c31a12f' +
      '0201010201073027800800010121436587f9ad1ba019301430120a010202016480' +
      '0791447700099099810100800102',
  );
  const parties = { called: { ...called, ssn: 7 }, calling: { ...calling, ssn: 6 } };
  const head = '0b12070011042164550501000b1206001204447700099099';
  t.deepEqual(xudtSegments(parties, insert, 0x123456, 60).map(toHex), [
    `11810f040f1a56${head}3c${toHex(insert.subarray(0, 60))}1004c156341200`,
    `11810f040f1a39${head}1f${toHex(insert.subarray(60))}10044056341200`,
  ]);
  const single = xudt({ called, calling }, insert);
  t.is(single[6], 0, 'no optional part');
});

test('cooked headers are those of the worked examples', (t) => {
  const packet = fromHex('4500');
  t.is(toHex(sll('02:00:00:00:00:01', packet)), '000000010006020000000001000008004500');
  t.is(
    toHex(sll2('02:00:00:00:00:01', packet, { interfaceIndex: 3, outgoing: true })),
    '0800000000000003000104060200000000010000' + '4500',
  );
});

test('IPv4 fragments carry offsets in eights and a right checksum each', (t) => {
  const header = {
    source: '192.0.2.10',
    destination: '198.51.100.20',
    protocol: 132,
    identification: 0x55aa,
  };
  const parts = ipv4Fragments(header, new Uint8Array(144), 64);
  t.deepEqual(
    parts.map((part) => toHex(part.subarray(6, 8))),
    ['2000', '2008', '0010'],
  );
  t.is(toHex(parts[0]!.subarray(0, 20)), '4500005455aa20004084182ac000020ac6336414');
  t.is(internetChecksum(ipv4(header, new Uint8Array(3)).subarray(0, 20)), 0);
});

test('a TCP connection keeps sequence and acknowledgement over IPv4 and IPv6', (t) => {
  const ends = [
    { address: '2001:db8:1::30', port: 40000 },
    { address: '2001:db8:2::30', port: 3868 },
  ] as const;
  const connection = new TcpConnection(ends, [100, 0xfffffff0]);
  t.deepEqual(
    connection.open().map(({ packet }) => packet[13]),
    [2, 18, 16],
  );
  const first = connection.send(1, new Uint8Array(32));
  t.is(toHex(first.subarray(4, 12)), 'fffffff100000065');
  const second = connection.send(0, new Uint8Array(4));
  t.is(toHex(second.subarray(4, 12)), '0000006500000011', 'wraps at 2^32');
});
