// SPDX-License-Identifier: Apache-2.0
// Longest-prefix look-up over digits, as one array of words that TypeScript and native code read
// alike (native/base/prefix_map.hpp is the twin). A root of 256 words takes two digits, each node
// of 16 words one more. Every word is either a child node or the final answer: matches are pushed
// down to the leaves when the trie is built, and digits past the end of a number count as nibble F,
// which no prefix has. So a look-up needs neither the length of the number nor a memory of the best
// match so far.
import { network_limit, network_trie } from '../schema/network-image.ts';

export interface PrefixEntry {
  readonly prefix: string;
  readonly party: number;
  /** A title that is more than a node's: an SMS router's. */
  readonly isMarked?: boolean;
}

export interface PrefixMatch {
  /** 0 when no prefix matches. */
  readonly party: number;
  /** Digits of the prefix that matched. */
  readonly digits: number;
}

const { root_words, node_words, child_bit, child_mask, party_mask } = network_trie;
const { length_shift, length_mask, mark_bit } = network_trie;

interface DigitNode {
  answer: number;
  readonly children: (DigitNode | undefined)[];
}

/**
 * Builds the words. Where two entries have one prefix the first stands: configuration precedes
 * built-in tables.
 */
export function buildTrie(entries: readonly PrefixEntry[]): Uint32Array {
  const root = digitTree(entries);
  const words: number[] = [];
  const open: { node: DigitNode; inherited: number }[] = [];
  const wordFor = (node: DigitNode | undefined, inherited: number): number => {
    const answer = node?.answer || inherited;
    if (node === undefined || node.children.length === 0) return answer;
    open.push({ node, inherited: answer });
    return (child_bit | (open.length - 1)) >>> 0;
  };
  for (let index = 0; index < root_words; index++) {
    const first = root.children[index >> 4];
    const inherited = first?.answer || root.answer;
    words.push(wordFor(first?.children[index & 15], inherited));
  }
  // `open` grows while it is read: a child always stands behind its parent, which load checks rest
  // on.
  for (let at = 0; at < open.length; at++) {
    const { node, inherited } = open[at]!;
    for (let digit = 0; digit < node_words; digit++)
      words.push(wordFor(node.children[digit], inherited));
  }
  if (open.length > network_limit.trie_nodes)
    throw new RangeError(
      `prefixes need ${open.length} nodes, the limit is ${network_limit.trie_nodes} (trie_nodes)`,
    );
  return Uint32Array.from(words);
}

/**
 * Longest prefix of `digits`. Characters that are not digits end the number, as fillers do on the
 * wire.
 */
export function lookUp(words: Uint32Array, digits: string): PrefixMatch {
  const nibble = (at: number) => {
    const digit = at < digits.length ? digits.charCodeAt(at) - 48 : 15;
    return digit >= 0 && digit <= 9 ? digit : 15;
  };
  let word = words[(nibble(0) << 4) | nibble(1)]!;
  for (let at = 2; word >= child_bit && at <= network_limit.prefix_digits; at++)
    word = words[root_words + (word & child_mask) * node_words + nibble(at)]!;
  return word >= child_bit
    ? { party: 0, digits: 0 }
    : { party: word & party_mask, digits: (word >>> length_shift) & length_mask };
}

function digitTree(entries: readonly PrefixEntry[]): DigitNode {
  const root: DigitNode = { answer: 0, children: [] };
  for (const { prefix, party, isMarked } of entries) {
    if (prefix.length === 0 || prefix.length > network_limit.prefix_digits || party === 0) continue;
    let node = root;
    for (const digit of prefix) {
      const index = digit.charCodeAt(0) - 48;
      node.children[index] ??= { answer: 0, children: [] };
      node = node.children[index];
    }
    const mark = isMarked === true ? mark_bit : 0;
    node.answer ||= (party | (prefix.length << length_shift) | mark) >>> 0;
  }
  return root;
}
