// SPDX-License-Identifier: Apache-2.0
// Number ranges as the prefixes that they cover: documents between operators write CC, NDC, first
// and last subscriber number; look-ups go by prefix. Digits stay text throughout, since zeros count.

/**
 * The fewest prefixes that cover every number from `first` to `last`, both of one length, and no
 * other. At most 18 for each digit.
 */
export function prefixesOfRange(first: string, last: string): string[] {
  if (first.length !== last.length || first > last) throw new RangeError('not a range');
  const prefixes: string[] = [];
  // From both ends inwards, a digit shorter at each step, as one would split an address block.
  let low = first;
  let high = last;
  const behind: string[] = [];
  while (low.length > 0 && low <= high) {
    if (low.slice(0, -1) === high.slice(0, -1)) {
      const isWhole = low.endsWith('0') && high.endsWith('9') && low.length > 1;
      prefixes.push(...(isWhole ? [low.slice(0, -1)] : siblings(low, high)));
      break;
    }
    if (!low.endsWith('0')) prefixes.push(...siblings(low, `${low.slice(0, -1)}9`));
    if (!high.endsWith('9')) behind.unshift(...siblings(`${high.slice(0, -1)}0`, high));
    low = low.endsWith('0') ? low.slice(0, -1) : next(low.slice(0, -1));
    high = high.endsWith('9') ? high.slice(0, -1) : previous(high.slice(0, -1));
  }
  return [...prefixes, ...behind];
}

/**
 * Sorted, each once. What a shorter one covers stays, as does each of ten that make a whole: another
 * network may have a prefix in between.
 */
export function distinctPrefixes(prefixes: readonly string[]): string[] {
  return [...new Set(prefixes)].sort();
}

/** `1234`, `1237` as 1234, 1235, 1236, 1237. */
function siblings(first: string, last: string): string[] {
  const stem = first.slice(0, -1);
  const out: string[] = [];
  for (let digit = Number(first.at(-1)); digit <= Number(last.at(-1)); digit++)
    out.push(`${stem}${digit}`);
  return out;
}

function next(digits: string): string {
  return (BigInt(`1${digits}`) + 1n).toString().slice(1);
}

/** Of all zeros nothing that is less: what ends the walk. */
function previous(digits: string): string {
  return /^0*$/.test(digits) ? '' : (BigInt(`1${digits}`) - 1n).toString().slice(1);
}
