// SPDX-License-Identifier: Apache-2.0
// Where this decoder and tshark 4.0.17 differ, and why: reviewed one by one, each as narrow as
// its reason. `more` and `less` still hold one list against the other: every value of the shorter
// one stands in the longer one, in order.
import type { Values } from './tshark.ts';

/**
 * tshark reads the parameter of an error of CAP and then says that nothing should stand there; and
 * takes a SEQUENCE of packet charging for an integer.
 */
const slips = 'camel.returnError_element || camel.FurnishChargingInformationGPRSArg';

/** Display filter of frames that tshark finds wrong, and that are. */
export const foundWrong = `(_ws.malformed || _ws.expert.severity == error) && !(${slips})`;

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
/** What MAP shares with the protocols that carry its types. */
const isMap = ({ field }: Difference) => /^(gsm_map|gsm_sms|e212|e164)\./.test(field);
const isCap = ({ frameTheirs }: Difference) =>
  [...frameTheirs.keys()].some((field) => field.startsWith('camel.'));
const has = (values: Values, field: string, ...wanted: string[]) =>
  (values.get(field) ?? []).some((value) => wanted.length === 0 || wanted.includes(value));

/** Frames of one set of frames from unit tests, whose lengths are wrong on purpose. */
const isUnitTest = ({ file, frame }: Difference, ...frames: number[]) =>
  file === 'frames_from_uts_tests_eth.pcap' && frames.includes(frame);
/** Of elements that are no message of their own. */
const isInside = ({ field }: Difference) =>
  /^(e212\.|e164\.|gtpv2\.(ie_|cr$|instance$|mei$|ebi$|uli_|sai_|rai_|tai_|ecgi_|apn$|f_teid_))/.test(
    field,
  );

const isGtp = ({ field }: Difference) => /^gtp(v2)?\./.test(field);

export const exceptions: readonly Exception[] = [
  {
    reason: 'a place in S1AP, Diameter or MAP, which is shown as octets there',
    holds: (d) =>
      /^(e212\.(?!imsi$)|gtpv2\.(tai|ecgi)_)/.test(d.field) &&
      !has(d.frameOurs, 'gtp.flags') &&
      !has(d.frameOurs, 'gtpv2.flags'),
  },
  {
    reason:
      'the first fragment of an IP packet whose rest never comes: tshark reads it as if whole',
    holds: (d) => isGtp(d) && !has(d.frameOurs, 'udp.dstport') && d.ours.length === 0,
  },
  {
    reason: 'user plane, GTP Prime and version 0 of GTP, which are never looked into',
    holds: (d) =>
      d.field.startsWith('gtp.') &&
      d.ours.length === 0 &&
      (has(d.frameTheirs, 'gtp.message', '0xff', '0xfe', '0x1a') ||
        has(d.frameOurs, 'udp.dstport', '2152', '3386') ||
        has(d.frameOurs, 'udp.srcport', '2152', '3386')),
  },
  {
    reason: 'a digit above nine, which tshark prints as a question mark',
    holds: ({ field, theirs, ours }) =>
      /^(gtpv2\.mei|e164\.msisdn)$/.test(field) &&
      ours.map((one) => one.replace(/[a-f]/g, '?')).join() ===
        theirs.map((one, i) => one.slice(0, ours[i]?.length)).join(),
  },
  {
    reason:
      'a message whose length leaves out its last elements: tshark reads to the end of the packet',
    holds: (d) => isUnitTest(d, 41, 48, 52) && less(d),
  },
  {
    reason: 'an MM context: its identities stand among keys, and none of it is read',
    holds: (d) => isInside(d) && has(d.frameTheirs, 'gtpv2.ie_type', '107', '103') && less(d),
  },
  {
    reason: 'elements behind an MM context, which tshark does not reach',
    holds: (d) => isInside(d) && has(d.frameTheirs, 'gtpv2.ie_type', '107') && more(d),
  },
  {
    reason: 'places of a presence reporting area: which are watched, not where anybody is',
    holds: (d) => isInside(d) && has(d.frameTheirs, 'gtpv2.ie_type', '177') && less(d),
  },
  {
    reason: 'a bearer id or a name inside an element that is not read: usage data, capacities',
    holds: (d) =>
      /^gtpv2\.(ebi|apn)$/.test(d.field) &&
      has(d.frameTheirs, 'gtpv2.ie_type', '201', '91', '184') &&
      less(d),
  },
  {
    reason: 'a remote UE context is a group (TS 29.274 table 8.1-1)',
    holds: (d) => isInside(d) && has(d.frameTheirs, 'gtpv2.ie_type', '191') && more(d),
  },
  {
    reason: 'a subscriber in S1AP or SIP, which are not decoded',
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
    holds: (d) =>
      /^sccp\.(called\.|calling\.|digits$|ssn$)/.test(d.field) &&
      has(d.frameOurs, 'sccp.called.ni'),
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
    reason:
      'the first segment of a message that was returned, read as far as it goes: no other comes ' +
      'back (Q.714 §4.2), and tshark waits for them',
    holds: (d) =>
      /^(tcap|gsm_old|gsm_map|gsm_sms|e212|e164)\./.test(d.field) &&
      has(d.frameOurs, 'sccp.message_type', '0x12', '0x14') &&
      (d.frameOurs.get('sccp.segmentation.remaining') ?? []).some((left) => Number(left) > 0) &&
      more(d),
  },
  {
    reason: 'tshark does not read the data of DT2, nor the pointer to it (Q.713 §4.8)',
    holds: (d) =>
      d.field === 'sccp.variable_pointer1' &&
      has(d.frameOurs, 'sccp.message_type', '0x07') &&
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
    reason: 'a Diameter header without AVPs, which tshark takes for data',
    holds: (d) => has(d.frameOurs, 'diameter.length', '20') && d.theirs.length === 0,
  },
  {
    reason: 'tshark gave up: an extension container it cannot read, an order it does not accept',
    holds: (d) =>
      (has(d.frameTheirs, '_ws.malformed') || has(d.frameTheirs, '_ws.unreassembled')) && more(d),
  },
  {
    reason: 'the MSISDN of GTP, whose parts tshark adds under the names of MAP',
    holds: (d) =>
      /^gsm_map\.(extension|nature_of_number|number_plan|address\.digits)$/.test(d.field) &&
      d.ours.length === 0 &&
      (has(d.frameTheirs, 'gtp.message') || has(d.frameTheirs, 'gtpv2.message_type')),
  },
  {
    reason: 'the service and the capabilities of a phone inside CAP, which say nothing of a person',
    holds: (d) =>
      /^gsm_map\.(ext_Teleservice|ms\.mS(NetworkCapability|RadioAccessCapability))$/.test(
        d.field,
      ) &&
      d.ours.length === 0 &&
      isCap(d),
  },
  {
    reason: 'ISUP itself is not decoded, only its numbers inside CAP',
    holds: (d) => d.field.startsWith('isup.') && !isCap(d) && d.ours.length === 0,
  },
  {
    reason: 'a serviceKey of more octets than its type has room for, of which tshark keeps four',
    holds: ({ field, theirs, ours }) =>
      field === 'camel.serviceKey' &&
      theirs.length === ours.length &&
      ours.every((value, i) => String(BigInt.asUintN(32, BigInt(value))) === theirs[i]),
  },
  {
    reason: 'callingPartysCategory of connect (20), which tshark 4.0.17 prints halved',
    holds: ({ field, theirs, ours, frameOurs }) =>
      field === 'camel.callingPartysCategory' &&
      has(frameOurs, 'camel.local', '20') &&
      Number(ours[0]) === 2 * Number(theirs[0]),
  },
  {
    reason: 'tshark does not look inside SCCP without subsystem numbers',
    holds: (d) =>
      /^(tcap|camel|inap|isup|e164)\./.test(d.field) &&
      !has(d.frameTheirs, 'sccp.called.ssn') &&
      d.theirs.length === 0,
  },
  {
    reason: 'a context of another family: tshark goes by the subsystem number and says MAP',
    holds: (d) =>
      /^gsm_(old|map\.old)\./.test(d.field) &&
      !has(d.frameOurs, 'gsm_old.localValue') &&
      d.ours.length === 0,
  },
  {
    reason:
      'a Continue leaves its context out: tshark recalls which version it is, one frame does not',
    holds: (d) =>
      /^gsm_(old|map\.sm)\./.test(d.field) &&
      has(d.frameOurs, 'tcap.otid') &&
      has(d.frameOurs, 'tcap.dtid') &&
      !has(d.frameOurs, 'tcap.application_context_name') &&
      has(d.frameOurs, 'gsm_old.localValue', '44', '46'),
  },
  {
    reason:
      'mt-ForwardSM-VGCS goes to the phone (TS 29.002 §12.13); tshark reads what the phone sends',
    holds: (d) => /^(gsm_sms|e164)\./.test(d.field) && has(d.frameOurs, 'gsm_old.localValue', '21'),
  },
  {
    reason: 'no transaction id in a Unidirectional: tshark prints that it is missing',
    holds: (d) => d.field === 'ansi_tcap.identifier' && d.theirs.join() === '<MISSING>',
  },
  {
    reason: 'an answer of ANSI TCAP has no operation code: tshark recalls that of the invoke',
    holds: (d) =>
      (d.field === 'ansi_tcap.private' || d.field === 'ansi_tcap.national') &&
      has(d.frameOurs, 'ansi_tcap.componentID') &&
      less(d),
  },
  {
    reason: 'the answer to registerPassword: tshark reads the password as the code of a service',
    holds: (d) =>
      d.field === 'gsm_map.ss_Code' &&
      has(d.frameOurs, 'gsm_old.localValue', '17') &&
      d.ours.length === 0,
  },
  {
    reason: 'not M3UA: the version is 9, and nothing behind it can be believed',
    holds: (d) => d.field.startsWith('m3ua.') && d.file.startsWith('M3UA') && d.ours.length === 0,
  },
  {
    reason: 'the bare hlr-Number in a result of updateLocation (ETS 300 599): tshark says IMSI',
    holds: (d) => {
      if (!isMap(d) || !has(d.frameOurs, 'gsm_old.localValue', '2')) return false;
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
      (d.field.startsWith('gsm_sms.') || (d.field === 'e164.msisdn' && more(d))),
  },
  {
    reason: 'a TPDU whose lengths do not come out even: none of its fields is believed',
    holds: (d) =>
      ['SccpDataMessageTest.java:111', 'ForwardShortMessageRequestTest.java:54'].some((source) =>
        d.file.includes(source),
      ) &&
      d.field.startsWith('gsm_sms.') &&
      d.ours.length === 0,
  },
];
