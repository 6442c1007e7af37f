// SPDX-License-Identifier: Apache-2.0
// Where this decoder and tshark 4.0.17 differ, and why: reviewed one by one, each as narrow as
// its reason. `more` and `less` still hold one list against the other: every value of the shorter
// one stands in the longer one, in order.
import type { Values } from './tshark.ts';

/** One field of one frame that the two print differently. */
export interface Difference {
  /** Name of the capture file, or of the source of a vector. */
  readonly file: string;
  readonly frame: number;
  readonly field: string;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  /** All values of the frame. */
  readonly frameTheirs: Values;
  readonly frameOurs: Values;
  /** Whether a signalling message was found in the frame. */
  readonly hasMessage: boolean;
}

export interface Exception {
  readonly reason: string;
  holds(difference: Difference): boolean;
}

/** True when `part` is `whole` with some values left out. */
export function isPart(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const value of whole) if (part[at] === value) at += 1;
  return at === part.length;
}

const more = ({ theirs, ours }: Difference) => isPart(theirs, ours);
const less = ({ theirs, ours }: Difference) => isPart(ours, theirs);
const isSubscriber = ({ field }: Difference) => field === 'e212.imsi' || field === 'e164.msisdn';
const has = (values: Values, field: string, ...wanted: string[]) =>
  (values.get(field) ?? []).some((value) => wanted.length === 0 || wanted.includes(value));

/**
 * Applications whose groups the dictionary opens: base and S6a. The others are read for
 * identities and purpose.
 */
const deep = ['0', '16777251'];

export const exceptions: readonly Exception[] = [
  {
    reason: 'a subscriber in GTP, S1AP or SIP, which are not decoded',
    holds: (d) => isSubscriber(d) && !d.hasMessage,
  },
  {
    reason: 'the routing label of M3UA, which tshark adds under the names of MTP3, hidden',
    holds: (d) =>
      /^mtp3\.(opc|dpc|sls|ni)$/.test(d.field) &&
      has(d.frameTheirs, 'm3ua.protocol_data_opc') &&
      less(d),
  },
  {
    reason: 'ANSI party addresses, told by point codes of 24 bits; tshark is told of ITU-T only',
    holds: (d) => /^sccp\.(called|calling)\./.test(d.field) && has(d.frameOurs, 'sccp.called.ni'),
  },
  {
    reason: 'the first fragment of an SCTP user message, which tshark reads as if it were whole',
    holds: (d) =>
      !d.hasMessage &&
      [
        ['gx_gy_combined_06_210505_133132-1.pcapng', 30],
        ['m3ua_synthetic.pcap', 65],
        ['mm.pcap', 1],
      ].some(([file, frame]) => d.file === file && d.frame === frame),
  },
  {
    reason: 'the first SCCP segment, read as far as it goes; tshark reads all of them in the last',
    holds: (d) =>
      /^(tcap|gsm_old|e212|e164)\./.test(d.field) &&
      (d.frameOurs.get('sccp.segmentation.remaining') ?? []).some((left) => Number(left) > 0) &&
      more(d),
  },
  {
    reason: 'tshark looks for Diameter over TCP on port 3868 alone; here its content tells',
    holds: (d) =>
      (d.field.startsWith('diameter.') || isSubscriber(d)) &&
      has(d.frameOurs, 'tcp.srcport') &&
      has(d.frameOurs, 'diameter.cmd.code') &&
      d.frameTheirs.size === 0,
  },
  {
    reason:
      'groups of Gx, Gy, Rx and SIP applications that the dictionary lacks are shown as octets',
    holds: (d) =>
      d.field.startsWith('diameter.') &&
      !has(d.frameTheirs, 'diameter.applicationId', ...deep) &&
      less(d),
  },
  {
    reason: 'a Diameter header without AVPs, which tshark takes for data',
    holds: (d) => has(d.frameOurs, 'diameter.length', '20') && d.theirs.length === 0,
  },
  {
    reason: 'tshark gave up: an extension container it cannot read, an order it does not accept',
    holds: (d) => has(d.frameTheirs, '_ws.malformed') && more(d),
  },
  {
    reason: 'arguments of CAP are not decoded, only its operations',
    holds: (d) => isSubscriber(d) && has(d.frameOurs, 'camel.local') && less(d),
  },
  {
    reason: 'tshark does not look inside SCCP without subsystem numbers',
    holds: (d) =>
      /^(tcap|camel)\./.test(d.field) &&
      !has(d.frameTheirs, 'sccp.called.ssn') &&
      d.theirs.length === 0,
  },
  {
    reason: 'connection-oriented SCCP is not decoded beyond its message type',
    holds: (d) =>
      d.field.startsWith('sccp.') &&
      !has(d.frameOurs, 'sccp.message_type', '0x09', '0x11') &&
      less(d),
  },
  {
    reason: 'a context of another family: tshark goes by the subsystem number and says MAP',
    holds: (d) =>
      d.field.startsWith('gsm_old.') &&
      !has(d.frameOurs, 'gsm_old.localValue') &&
      d.ours.length === 0,
  },
  {
    reason: 'not M3UA: the version is 9, and nothing behind it can be believed',
    holds: (d) => d.field.startsWith('m3ua.') && d.file.startsWith('M3UA') && d.ours.length === 0,
  },
  {
    reason: 'the bare hlr-Number in a result of updateLocation (ETS 300 599): tshark says IMSI',
    holds: (d) => {
      if (!isSubscriber(d) || !has(d.frameOurs, 'gsm_old.localValue', '2')) return false;
      const imsi = d.frameTheirs.get('e212.imsi')?.[0];
      return (
        imsi?.startsWith('19') === true && imsi.slice(2) === d.frameOurs.get('e164.msisdn')?.[0]
      );
    },
  },
  {
    reason: 'an SMS-SUBMIT without originator, which tshark takes for an SMS-SUBMIT-REPORT',
    holds: (d) =>
      d.file.includes('MoForwardShortMessageRequestTest.java:72') &&
      d.field === 'e164.msisdn' &&
      more(d),
  },
];
