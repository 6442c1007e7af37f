// SPDX-License-Identifier: Apache-2.0
// XML of strangers as a stream of elements with places. No document type, so no entities of its own
// and nothing that expands; every depth, length and count is bounded. Names lose their namespace and
// their case. What an element means is not known here.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type SaxesOptions, SaxesParser } from 'saxes';

import { exitCode, type Problem, ProductError } from '../../base/errors.ts';

/** Bounds; a file that passes one is refused with its place and the bound's name. */
export const xml_limit = {
  octets: 256 * 1024 * 1024,
  elements: 4_000_000,
  depth: 64,
  attributes: 64,
  /** Characters of a name, an attribute's value, a text. */
  name: 256,
  attribute_text: 4096,
  text: 65_536,
} as const;

export interface XmlPlace {
  readonly line: number;
  readonly column: number;
}

export interface XmlHandler {
  /** An element begins; `name` is local and in lower case, `written` as it stands there. */
  open(name: string, written: string, place: XmlPlace): void;
  /** It ends; `text` is its own, trimmed. */
  close(text: string): void;
}

const chunk_octets = 65_536;

/** Reads a file. SHA-256 of its octets. Throws ProductError with the place of what is refused. */
export function readXml(file: string, handler: XmlHandler): string {
  const descriptor = opened(file);
  try {
    const { size } = fstatSync(descriptor);
    if (size > xml_limit.octets)
      throw refusal(file, undefined, `larger than ${xml_limit.octets} octets (octets)`);
    const hash = createHash('sha256');
    const reader = new Xml(file, handler);
    const buffer = Buffer.alloc(chunk_octets);
    let decoder: TextDecoder | undefined;
    for (
      let octets = readSync(descriptor, buffer);
      octets > 0;
      octets = readSync(descriptor, buffer)
    ) {
      const part = buffer.subarray(0, octets);
      hash.update(part);
      decoder ??= decoderOf(part, file);
      reader.write(decoded(decoder, part, file));
    }
    reader.write(decoder === undefined ? '' : decoded(decoder, undefined, file));
    reader.close();
    return hash.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refusal(
      file,
      undefined,
      `cannot be read (${code})`,
      'check the path and who may read it',
    );
  }
}

/** By the byte order mark, else by what the declaration says, else UTF-8. */
function decoderOf(start: Buffer, file: string): TextDecoder {
  const isWide =
    (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const declared = /^[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(
    start.toString('latin1', 0, 256),
  )?.[1];
  const label = isWide ? (start[0] === 0xff ? 'utf-16le' : 'utf-16be') : (declared ?? 'utf-8');
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw refusal(
      file,
      { line: 1, column: 1 },
      `encoding "${label}" is not known`,
      'save it as UTF-8',
    );
  }
}

function decoded(decoder: TextDecoder, part: Buffer | undefined, file: string): string {
  try {
    return part === undefined ? decoder.decode() : decoder.decode(part, { stream: true });
  } catch {
    throw refusal(file, undefined, `not text in ${decoder.encoding}`, 'save it as UTF-8');
  }
}

function refusal(
  file: string,
  place: XmlPlace | undefined,
  message: string,
  hint?: string,
): ProductError {
  const problem: Problem = { file, ...place, message, ...(hint === undefined ? {} : { hint }) };
  return new ProductError(exitCode.failed, [problem]);
}

/** One document, written in pieces. */
class Xml {
  readonly #file: string;
  readonly #parser = new SaxesParser<SaxesOptions>({ position: true });
  /** Texts of the open elements; a closed one's is given up. */
  readonly #texts: string[] = [];
  #elements = 0;
  #attributes = 0;
  /** Characters since the parser last told of something: one endless token tells of nothing. */
  #silent = 0;

  constructor(file: string, handler: XmlHandler) {
    this.#file = file;
    const parser = this.#parser;
    parser.on('error', (error) => this.#refuse(reasonOf(error), 'is this an XML file, and whole?'));
    parser.on('doctype', () =>
      this.#refuse('has a document type (DTD): refused', 'remove <!DOCTYPE …>'),
    );
    let start: XmlPlace = { line: 1, column: 1 };
    parser.on('opentagstart', ({ name }) => {
      this.#silent = 0;
      this.#attributes = 0;
      // Told behind the name and the character after it.
      start = { line: parser.line, column: Math.max(1, parser.column - name.length - 1) };
    });
    parser.on('attribute', ({ value }) => {
      this.#silent = 0;
      this.#bound(++this.#attributes, 'attributes', 'attributes of one element');
      this.#bound(value.length, 'attribute_text', 'characters in an attribute');
    });
    parser.on('opentag', ({ name }) => {
      this.#bound(++this.#elements, 'elements', 'elements');
      this.#bound(this.#texts.length + 1, 'depth', 'elements in one another');
      this.#bound(name.length, 'name', 'characters in a name');
      this.#texts.push('');
      const local = name.slice(name.indexOf(':') + 1);
      handler.open(local.toLowerCase(), local, start);
    });
    const addText = (text: string) => {
      this.#silent = 0;
      const at = this.#texts.length - 1;
      if (at < 0) return;
      this.#texts[at] += text;
      this.#bound(this.#texts[at]!.length, 'text', 'characters of text in one element');
    };
    parser.on('text', addText);
    parser.on('cdata', addText);
    parser.on('closetag', () => {
      this.#silent = 0;
      handler.close((this.#texts.pop() ?? '').trim());
    });
  }

  write(part: string): void {
    this.#parser.write(part);
    this.#silent += part.length;
    // Comments tell of nothing either, so the bound is far above any text.
    if (this.#silent > 16 * xml_limit.text)
      this.#refuse(`more than ${16 * xml_limit.text} characters without an element (text)`);
  }

  close(): void {
    this.#parser.close();
  }

  #bound(count: number, name: keyof typeof xml_limit, what: string): void {
    const most = xml_limit[name];
    if (count > most) this.#refuse(`more than ${most} ${what} (limit ${name})`);
  }

  #refuse(message: string, hint?: string): never {
    throw refusal(
      this.#file,
      { line: this.#parser.line, column: Math.max(1, this.#parser.column) },
      message,
      hint,
    );
  }
}

/** saxes puts `line:column: ` in front; the place is told otherwise. */
function reasonOf({ message }: Error): string {
  return message.replace(/^.*?\d+:\d+: /, '');
}
