// SPDX-License-Identifier: Apache-2.0
// Writes the link image (layout in src/schema/link-image.ts) that native/state/link_config.cpp
// reads: configured links with the point codes, addresses and Diameter hosts of both sides. Values
// are taken as the configuration has checked them.
import { isIPv4, isIPv6 } from 'node:net';

import { layout } from '../schema/link-image.ts';
import { link_role, ss7_variant, tap_position } from '../schema/tables.ts';

export interface LinkSideInput {
  readonly point_codes: readonly number[];
  readonly addresses: readonly string[];
  readonly hosts: readonly string[];
}

export interface LinkInput {
  readonly name: string;
  readonly role: keyof typeof link_role;
  readonly tap: keyof typeof tap_position;
  readonly variant: keyof typeof ss7_variant;
  readonly ours: LinkSideInput;
  readonly theirs: LinkSideInput;
}

/** Throws RangeError when a limit of the image is passed. */
export function compileLinks(links: readonly LinkInput[]): Buffer {
  const texts: Buffer[] = [];
  let textOctets = 0;
  const text = (value: string) => {
    const octets = Buffer.from(value, 'utf8');
    const at = textOctets;
    texts.push(octets);
    textOctets += octets.length;
    return { at, octets: octets.length };
  };
  const linkItems = links.map((link) => {
    const item = Buffer.alloc(layout.link.octets);
    const name = text(link.name);
    item.writeUInt32LE(name.at, layout.link.name_at);
    item.writeUInt16LE(name.octets, layout.link.name_octets_at);
    item.writeUInt8(link_role[link.role], layout.link.role_at);
    item.writeUInt8(tap_position[link.tap], layout.link.tap_at);
    item.writeUInt8(ss7_variant[link.variant], layout.link.variant_at);
    return item;
  });
  const points = links.flatMap((link, number) => [
    ...pointsOf(link.ours, number, layout.side.ours, text),
    ...pointsOf(link.theirs, number, layout.side.theirs, text),
  ]);
  if (points.length > layout.limit.points)
    throw new RangeError(
      `${points.length} addresses of links, the limit is ${layout.limit.points}`,
    );
  const body = Buffer.concat([...linkItems, ...points, ...texts]);
  const header = Buffer.alloc(layout.header_octets);
  header.writeUInt32LE(layout.magic, layout.magic_at);
  header.writeUInt32LE(layout.version, layout.version_at);
  header.writeUInt32LE(header.length + body.length, layout.size_at);
  header.writeUInt32LE(links.length, layout.link_count_at);
  header.writeUInt32LE(points.length, layout.point_count_at);
  header.writeUInt32LE(textOctets, layout.text_octets_at);
  return Buffer.concat([header, body]);
}

type Text = (value: string) => { readonly at: number; readonly octets: number };

function pointsOf(side: LinkSideInput, link: number, which: number, text: Text): Buffer[] {
  const point = (kind: number) => {
    const item = Buffer.alloc(layout.point.octets);
    item.writeUInt16LE(link, layout.point.link_at);
    item.writeUInt8(which, layout.point.side_at);
    item.writeUInt8(kind, layout.point.kind_at);
    return item;
  };
  const codes = side.point_codes.map((code) => {
    const item = point(layout.kind.point_code);
    item.writeUInt32LE(code, layout.point.value_at);
    return item;
  });
  const addresses = side.addresses.map((address) => {
    const item = point(layout.kind.address);
    addressOctets(address).copy(item, layout.point.value_at);
    return item;
  });
  const hosts = side.hosts.map((host) => {
    const item = point(layout.kind.host);
    const name = text(host.toLowerCase());
    item.writeUInt32LE(name.at, layout.point.value_at);
    item.writeUInt32LE(name.octets, layout.point.value_at + 4);
    return item;
  });
  return [...codes, ...addresses, ...hosts];
}

/** Sixteen octets; IPv4 in its mapped form ::ffff:a.b.c.d, as packets are held. */
function addressOctets(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from([...mappedPrefix, ...address.split('.').map(Number)]);
  if (!isIPv6(address)) throw new RangeError(`${address} is no IP address`);
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain = dotted
    ? address.slice(0, dotted.index) + hexGroups(dotted.slice(1).map(Number))
    : address;
  const [head = '', tail] = plain.split('::');
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const middle =
    tail === undefined ? [] : new Array<number>(8 - front.length - back.length).fill(0);
  const out = Buffer.alloc(16);
  for (const [index, group] of [...front, ...middle, ...back].entries())
    out.writeUInt16BE(group, 2 * index);
  return out;
}

const mappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function hexGroups([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
