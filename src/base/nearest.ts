// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the known word closest to a mistyped one, by edit distance with transpositions.
// Used by every message that meets an unknown name.

const LISTED_MAX = 24;

/** The nearest of `known`, or undefined when none is near enough to be a plausible slip. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  // Two slips in three letters would make any word out of any other.
  let bestDistance = Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `did you mean "x"?` or the list of what there is. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const more = known.length > LISTED_MAX ? ` and ${known.length - LISTED_MAX} more` : '';
  return `use one of ${known.slice(0, LISTED_MAX).join(', ')}${more}`;
}

/**
 * Optimal string alignment distance: inserted, dropped, changed and swapped letters count one each.
 */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
