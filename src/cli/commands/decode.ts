// SPDX-License-Identifier: Apache-2.0
// `sigwarden decode FILE`: every signalling message of a capture, as a tree for eyes or one JSON
// object a line for programs. It shows identities as they stand in the file, since the reader
// holds the file; keys and vectors it never shows.
import type { Argv, CommandModule } from 'yargs';

import { exitCode, ProductError } from '../../base/errors.ts';
import { formatTime } from '../../base/time.ts';
import type { Ss7Variant } from '../../engine/captures.ts';
import {
  type DecodedFrame,
  type DecodeEnd,
  type DecodeOptions,
  decodeFile,
  type FieldNode,
  lineOf,
  nodesOf,
} from '../../engine/decode-file.ts';
import type { NativeFault, NativeMessage } from '../../engine/native.ts';
import { protocols } from '../../schema/registry.ts';
import { ss7_variant } from '../../schema/tables.ts';
import { oneOf, wholeNumber } from '../option.ts';
import { data, json, paint, talk } from '../output.ts';

interface DecodeArguments {
  file: string;
  json: boolean;
  limit: number | undefined;
  frame: number | undefined;
  variant: Ss7Variant;
  verifyChecksums?: boolean;
}

const variants = Object.keys(ss7_variant) as Ss7Variant[];

const decode: CommandModule<object, DecodeArguments> = {
  command: 'decode <file>',
  describe: 'Print every signalling message of a capture, as a tree or as JSON lines',
  builder: (yargs: Argv) =>
    yargs
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'Capture (pcap or pcapng)',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'One JSON object a line for each message',
      })
      .option('limit', {
        ...wholeNumber('limit', 1),
        describe: 'Stop after this many messages',
      })
      .option('frame', {
        ...wholeNumber('frame', 1),
        describe: 'Only this frame, counted from 1',
      })
      .option('variant', {
        ...oneOf('variant', variants),
        default: variants[0],
        describe: `Variant of MTP3 and SCCP: ${variants.join(', ')}`,
      })
      .option('verify-checksums', {
        type: 'boolean',
        default: false,
        describe: 'Compute the checksum of SCTP; a wrong one is an anomaly',
      })
      .example('# The first message, as a tree\n$0 decode capture.pcap --limit 1', '')
      .example('# For another program, such as jq\n$0 decode capture.pcap --json --limit 3', '')
      .example(
        '# One frame, whatever it holds\n$0 decode capture.pcap --frame 2',
        '',
      ) as Argv<DecodeArguments>,
  handler: (args) => {
    const print = args.json ? printLine : printTree;
    const options = {
      variant: args.variant,
      verifyChecksums: args.verifyChecksums === true,
    };
    if (args.frame === undefined)
      printAll(args.file, args.limit ?? Number.POSITIVE_INFINITY, print, options);
    else printOne(args.file, args.frame, print, options);
  },
};

export default decode;

type Print = (frame: DecodedFrame, message: NativeMessage) => void;

function printAll(file: string, limit: number, print: Print, options: DecodeOptions): void {
  const frames = decodeFile(file, options);
  let printed = 0;
  while (printed < limit) {
    const next = frames.next();
    if (next.done === true) {
      tellEnd(file, next.value, printed);
      return;
    }
    printed += printFrame(next.value, limit - printed, print);
  }
}

function printOne(file: string, number: number, print: Print, options: DecodeOptions): void {
  for (const frame of decodeFile(file, { ...options, from: number, withoutMessages: true })) {
    if (frame.number !== number) break;
    printFrame(frame, Number.POSITIVE_INFINITY, print);
    return;
  }
  throw new ProductError(exitCode.usage, [
    { file, message: `no frame ${number}`, hint: 'frames count from 1, as in Wireshark' },
  ]);
}

/**
 * Prints the messages of a frame up to `room`; a frame without any shows its layers. Messages
 * printed.
 */
function printFrame(frame: DecodedFrame, room: number, print: Print): number {
  if (frame.messages.length === 0 && print === printTree)
    data([heading(frame), ...treeOf(frame.nodes), ...faultLines(frame.fault)].join('\n'));
  const messages = frame.messages.slice(0, Math.min(room, frame.messages.length));
  for (const message of messages) print(frame, message);
  return messages.length;
}

const printLine: Print = (frame, message) => json(lineOf(frame, message));

const printTree: Print = (frame, message) => {
  const ofSeveral =
    frame.messages.length > 1 ? `, message ${message.index + 1} of ${frame.messages.length}` : '';
  data(
    [
      `${heading(frame)}${ofSeveral}`,
      ...treeOf(nodesOf(frame, message)),
      ...message.anomalies.map((name) =>
        paint.yellow(`    anomaly ${name}: ${anomalyTitle(name)}`),
      ),
      ...faultLines(message.fault ?? frame.fault),
      '',
    ].join('\n'),
  );
};

function heading(frame: DecodedFrame): string {
  const cut = frame.captured < frame.original ? ` of ${frame.original}` : '';
  return paint.bold(
    `Frame ${frame.number}, ${formatTime(frame.time)}, ${frame.captured}${cut} octets`,
  );
}

function faultLines(fault: NativeFault | null): string[] {
  if (fault === null) return [];
  const title = protocols.find((p) => p.name === fault.layer)?.faults[fault.name] ?? fault.name;
  return [paint.red(`    fault ${fault.layer}.${fault.name} at octet ${fault.offset}: ${title}`)];
}

function anomalyTitle(name: string): string {
  const [protocol, key] = name.split('.', 2);
  return protocols.find((p) => p.name === protocol)?.anomalies[key ?? '']?.title ?? '';
}

const fieldTitles = new Map(
  protocols.flatMap((p) =>
    Object.values(p.fields).map((field) => [field.name, field.title] as const),
  ),
);
const protocolTitles = new Map(protocols.map((p) => [p.name, p.title]));

function treeOf(nodes: readonly FieldNode[]): string[] {
  return nodes.map((node, i) => {
    const indent = '    '.repeat(node.depth + 1);
    if (node.kind === 'layer')
      return `${indent}${paint.bold(protocolTitles.get(node.name) ?? node.name)}`;
    const title = fieldTitles.get(node.name) ?? node.name;
    if (node.kind === 'group') return `${indent}${title}${contentOf(nodes, i)}`;
    return `${indent}${title}: ${visible(node.value)}  ${paint.dim(node.name)}`;
  });
}

/**
 * ` (Session-Id)` for a group whose name tells only its form: the first field in it that is no
 * part of its header.
 */
function contentOf(nodes: readonly FieldNode[], group: number): string {
  const head = nodes[group]!;
  for (const node of nodes.slice(group + 1)) {
    if (node.depth <= head.depth) break;
    if (node.depth > head.depth + 1 || node.name.startsWith(`${head.name}.`)) continue;
    const short = node.name.slice(node.name.lastIndexOf('.') + 1);
    return head.name === 'diameter.avp' ? ` (${short})` : '';
  }
  return '';
}

/**
 * Octets of the file must not command a terminal: control and direction characters are written as
 * escapes.
 */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function tellEnd(file: string, end: DecodeEnd, printed: number): void {
  if (end.end === 'truncated' || end.end === 'damaged') talk(`warning: ${file}: ${end.diagnostic}`);
  const {
    frames_read: frames = 0,
    ip_fragments_waiting = 0,
    ip_fragments_abandoned = 0,
    sctp_fragments_waiting = 0,
    sctp_fragments_abandoned = 0,
    tcp_messages_waiting = 0,
    tcp_message_incomplete = 0,
  } = end.counters;
  const skipped = [
    [ip_fragments_waiting + ip_fragments_abandoned, 'IP fragments'],
    [sctp_fragments_waiting + sctp_fragments_abandoned, 'SCTP fragments'],
    [tcp_messages_waiting + tcp_message_incomplete, 'Diameter messages over several TCP segments'],
  ].filter(([count]) => count !== 0);
  const unread =
    skipped.length === 0
      ? ''
      : `; not joined: ${skipped.map(([n, what]) => `${n} ${what}`).join(', ')}`;
  talk(`${printed} messages in ${frames} frames${unread}`);
}
