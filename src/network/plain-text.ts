// SPDX-License-Identifier: Apache-2.0
// Texts of documents, made fit for a file of knowledge: one line, no control characters, and no longer
// than a text of the configuration may be.

const OCTETS_MAX = 240;

/** The text on one line, cut to what a value takes; empty when nothing is left of it. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  // Halves of characters become U+FFFD.
  let cut = Buffer.from(line).toString();
  while (Buffer.byteLength(cut) > OCTETS_MAX) cut = [...cut].slice(0, -1).join('');
  return cut.trim();
}
