// SPDX-License-Identifier: Apache-2.0
// Whose address is whose on the interconnect links of a world, as its configuration has it.
import { knowledgeOf, type World } from './workbench.ts';

export function ourEnds(world: World): Set<string> {
  return endsOf(world, 'ours');
}

export function farEnds(world: World): Set<string> {
  return endsOf(world, 'theirs');
}

function endsOf(world: World, side: 'ours' | 'theirs'): Set<string> {
  const links = knowledgeOf(world).config.links.filter((link) => link.role === 'interconnect');
  return new Set(links.flatMap((link) => link[side].addresses.map(addressHex)));
}

/** An address as hexadecimal digits, eight or thirty-two. */
export function addressHex(address: string): string {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number)).toString('hex');
  const [left = '', right] = address.split('::');
  const groups = (text = '') => (text === '' ? [] : text.split(':'));
  const missing = 8 - groups(left).length - groups(right).length;
  const zeros = right === undefined ? [] : Array<string>(missing).fill('0');
  return [...groups(left), ...zeros, ...groups(right)].map((one) => one.padStart(4, '0')).join('');
}
