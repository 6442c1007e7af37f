// SPDX-License-Identifier: Apache-2.0
// `screen --explain-quiet`: which frame is meant, and why its messages were not flagged, as text.
import type { QuietMessage } from '../appliance/quiet.ts';
import { data, paint, table } from './output.ts';

export interface QuietPlace {
  readonly frame: number;
  /** Undefined for all messages of the frame. */
  readonly message: number | undefined;
}

/** `FRAME` or `FRAME.MESSAGE`, frames from 1, messages from 0. */
export function quietPlace(text: string | undefined): QuietPlace | undefined {
  if (text === undefined) return undefined;
  const [, frame = '', message] = /^([1-9]\d{0,14})(?:\.(\d{1,5}))?$/.exec(text) ?? [];
  if (frame === '')
    throw new Error(
      `--explain-quiet ${text} names no frame; write its number, as 17, or 17.1 for its second message`,
    );
  return { frame: Number(frame), message: message === undefined ? undefined : Number(message) };
}

export function printQuiet(frame: number, messages: readonly QuietMessage[]): void {
  if (messages.length === 0) {
    data(
      `Frame ${frame} holds no request: an answer, a message without one, or nothing signalled.`,
    );
    data(`See: sigwarden decode FILE --frame ${frame}`);
    return;
  }
  for (const [i, one] of messages.entries()) {
    if (i > 0) data('');
    data(paint.bold(`frame ${frame}, message ${one.message}: ${one.is}`));
    if (one.rules.length === 0) continue;
    table(
      ['rule', 'at', { head: 'because', fits: 'wrap' }, { head: 'where', fits: 'wrap' }],
      one.rules.map((rule) => [
        rule.rule,
        rule.at,
        rule.because,
        rule.values.map(({ fact, value }) => `${fact} is ${value}`).join(', '),
      ]),
    );
  }
}
