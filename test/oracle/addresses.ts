// SPDX-License-Identifier: Apache-2.0
// SCCP calling addresses in every form (Q.713 §3.4), one a frame: formats of the global title with
// all plans, schemes and natures that read differently, digits odd, even, filled and beyond ten,
// with and without point code and subsystem. Titles are parts of +1 246 555 0100.
import { closeSync, openSync, writeSync } from 'node:fs';
import { concat, fromHex, octets } from '../../src/lab/forge/bytes.ts';
import { ipv4 } from '../../src/lab/forge/ip.ts';
import { m3uaData } from '../../src/lab/forge/m3ua.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { dataChunk, ppid, sctpPacket } from '../../src/lab/forge/sctp.ts';

const called = fromHex('1206001104216455050100');
/** A Begin without components. */
const tcap = fromHex('62064804aabbccdd');

/** What stands in front of the digits, by global title indicator; 5 and up are not defined. */
const heads: Readonly<Record<number, readonly string[]>> = {
  0: [''],
  1: ['04', '84', '03', 'ff'],
  2: ['00', '09'],
  3: ['0011', '0912', '0010', '0013', '0021', '00f1', '0014', '001f'],
  4: ['001104', '001204', '001004', '001304', '006104', '007204', '00e103', '001184', '0015ff'],
  5: [''],
  9: [''],
  15: [''],
};
/** Routing indicator, reserved bit, subsystem and point code. */
const indicators = [0x00, 0x01, 0x02, 0x03, 0x40, 0x43, 0x42, 0x80, 0xc3];
const digits = ['21', '2164', '216455f0', '21f4', '2b0c'];

function addresses(): Uint8Array[] {
  return Object.entries(heads).flatMap(([format, parts]) =>
    indicators.flatMap((bits) =>
      parts.flatMap((head) =>
        digits.map((title) => {
          const pointCode = bits & 1 ? '5108' : '';
          const subsystem = bits & 2 ? '07' : '';
          const body = fromHex(pointCode + subsystem + head + title);
          return concat(octets(bits | (Number(format) << 2)), body);
        }),
      ),
    ),
  );
}

function unitdata(calling: Uint8Array): Uint8Array {
  const pointers = octets(3, 3 + called.length, 3 + called.length + calling.length);
  const parameters = [called, calling, tcap].flatMap((one) => [octets(one.length), one]);
  return concat(octets(0x09, 0x00), pointers, ...parameters);
}

/** Writes them; returns how many there are. */
export function writeAddresses(capture: string): number {
  const file = openSync(capture, 'w');
  const writer = new PcapWriter((bytes) => void writeSync(file, bytes), { linkType: linkType.raw });
  const all = addresses();
  all.forEach((address, index) => {
    const label = { opc: 1000 + index, dpc: 5000 + index, sls: 1, networkIndicator: 2 };
    const chunk = dataChunk(
      { tsn: index, stream: 1, sequence: index, ppid: ppid.m3ua },
      m3uaData({ routingContext: 1 }, label, unitdata(address)),
    );
    const packet = sctpPacket({ source: 20000, destination: 20000 }, 1, chunk);
    const header = { source: '192.0.2.1', destination: '198.51.100.1', protocol: 132 };
    writer.write({ seconds: 1_600_000_000 + index, nanoseconds: 0 }, ipv4(header, packet));
  });
  closeSync(file);
  return all.length;
}
