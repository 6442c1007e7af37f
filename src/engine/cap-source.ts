// SPDX-License-Identifier: Apache-2.0
// The portable way to take frames: the npm package `cap` over libpcap. It counts no drops, gives no
// times and takes frames of at most 65,535 octets, so frames are stamped here and what the kernel
// dropped is unknown. The package can be loaded by one context of a process: only the engine's
// process comes here. For low rates and diagnosis; AF_PACKET is the way otherwise.
import { createRequire } from 'node:module';
import type { CaptureStatus, LiveCapture } from './native.ts';

/** The part of the package that is used; it brings no types. */
interface Cap {
  open(device: string, filter: string, bufferOctets: number, frame: Buffer): string;
  setMinBytes?(octets: number): void;
  on(event: 'packet', listener: (octets: number, truncated: boolean) => void): void;
  close(): void;
}

/** Of IP, that carry or hide other packets. */
const protocol = { ipv4: 4, ipv6: 41, gre: 47, esp: 50, ah: 51, mpls: 137 } as const;

/** Less than this loses frames at every pause of the process: a slot is 64 KiB. */
export const capBufferOctets = 67_108_864;
const frameOctetsMax = 65_535;

/**
 * What the prefilter of AF_PACKET lets pass, in libpcap's words, a little wider: SCTP, Diameter
 * ports, fragments, and whatever is tagged, labelled, tunnelled or encrypted.
 */
export function capFilter(diameterPorts: readonly number[]): string {
  // Of a tunnel this language cannot look into all of them pass, and so does all that is encrypted.
  const numbers = Object.values(protocol).map((number) => `proto ${number}`);
  const ports = [9899, 4500, 4789, 8472].map((port) => `udp port ${port}`);
  const etherTypes = ['0x8847', '0x8848', '0x88e5'].map((type) => `ether proto ${type}`);
  return [
    'sctp',
    ...diameterPorts.map((port) => `tcp port ${port}`),
    '(ip[6:2] & 0x3fff != 0)', // fragments
    'ip6 proto 44 or ip6 proto 0 or ip6 proto 43 or ip6 proto 60',
    ...numbers,
    ...ports,
    ...etherTypes, // not `mpls`, which shifts what follows it, as `vlan` does: that stands last
    'vlan',
  ].join(' or ');
}

export interface CapSource {
  status(): CaptureStatus;
  close(): void;
}

/**
 * Opens one interface and hands each frame on, with the clock's time; the frame's memory is reused.
 * @throws Error as libpcap words it.
 */
export function openCap(
  options: LiveCapture,
  feed: (frame: Uint8Array, wireOctets: number, seconds: number, nanoseconds: number) => boolean,
): CapSource {
  const { Cap } = createRequire(import.meta.url)('cap') as { Cap: new () => Cap };
  const source = new Cap();
  const frame = Buffer.alloc(frameOctetsMax);
  const filter = options.prefilter ? capFilter(options.diameterPorts) : '';
  const link = source.open(options.interface, filter, capBufferOctets, frame);
  if (link !== 'ETHERNET') {
    source.close();
    throw new Error(`${options.interface}: link type ${link} is not taken, only Ethernet`);
  }
  source.setMinBytes?.(0);
  const clock = makeClock();
  let received = 0;
  source.on('packet', (octets, truncated) => {
    received += 1;
    const [seconds, nanoseconds] = clock();
    // How long a cut frame was the package does not say either: longer than it is.
    feed(frame.subarray(0, octets), truncated ? octets + 1 : octets, seconds, nanoseconds);
  });
  return {
    status: () => ({
      interface: options.interface,
      isUp: true,
      isStale: false,
      timestamps: 'unknown',
      received,
      kernelDrops: 0,
      freezes: 0,
      filtered: 0,
      interfaceReceived: received,
      interfaceMissed: 0,
      handedOut: received,
      opaque: 0,
      damaged: 0,
      overSlot: 0,
      flaps: 0,
      reopened: 0,
    }),
    close: () => source.close(),
  };
}

const clockSlack_ms = 2;

/**
 * Seconds and nanoseconds of delivery, which stand in for the kernel's time that the package does
 * not hand over. The clock has whole milliseconds, in which many frames come: the monotonic one
 * fills them in, and follows when the clock is set.
 */
function makeClock(): () => [seconds: number, nanoseconds: number] {
  let base = Date.now() - performance.now(); // wall clock: the frame's time
  return () => {
    const wall = Date.now(); // wall clock: the frame's time
    if (Math.abs(base + performance.now() - wall) > clockSlack_ms) base = wall - performance.now();
    const now = base + performance.now();
    const seconds = Math.floor(now / 1000);
    return [seconds, Math.floor((now - seconds * 1000) * 1000) * 1000];
  };
}
