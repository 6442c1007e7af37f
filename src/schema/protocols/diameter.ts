// SPDX-License-Identifier: Apache-2.0
// Diameter (RFC 6733) with the applications that cross a network's border: S6a/S6d in full depth,
// the rest by command and identities. The dictionary of AVPs is in ../diameter-avps.ts.
import { avpKey, avps } from '../diameter-avps.ts';
import type { AvpType, FieldFormat, FieldSpec, OperationSpec, ProtocolSpec } from '../types.ts';

const application = {
  base: 0,
  accounting: 3,
  credit_control: 4,
  cx: 16777216,
  sh: 16777217,
  rx: 16777236,
  gx: 16777238,
  sta: 16777250,
  s6a: 16777251,
  s13: 16777252,
  slg: 16777255,
  swm: 16777264,
  swx: 16777265,
  gxx: 16777266,
  s9: 16777267,
  s6b: 16777272,
  slh: 16777291,
  sy: 16777302,
  sd: 16777303,
  s7a: 16777308,
  tsp: 16777309,
  s6m: 16777310,
  t4: 16777311,
  s6c: 16777312,
  sgd: 16777313,
  s6t: 16777345,
  t6a: 16777346,
  dess: 16777360,
  relay: 0xffffffff,
} as const;

/**
 * Commands of each application (TS 29.230 §3, RFC 6733 §3.1). Ids count from 512 and are
 * appended, never moved.
 */
const commands: readonly (readonly [
  keyof typeof application,
  readonly (readonly [string, number])[],
])[] = [
  [
    's6a',
    [
      ['ULR', 316],
      ['CLR', 317],
      ['AIR', 318],
      ['IDR', 319],
      ['DSR', 320],
      ['PUR', 321],
      ['RSR', 322],
      ['NOR', 323],
    ],
  ],
  [
    'base',
    [
      ['CER', 257],
      ['RAR', 258],
      ['ACR', 271],
      ['ASR', 274],
      ['STR', 275],
      ['DWR', 280],
      ['DPR', 282],
    ],
  ],
  ['s13', [['ECR', 324]]],
  [
    'slg',
    [
      ['PLR', 8388620],
      ['LRR', 8388621],
    ],
  ],
  ['slh', [['RIR', 8388622]]],
  [
    'sh',
    [
      ['UDR', 306],
      ['PUR', 307],
      ['SNR', 308],
      ['PNR', 309],
    ],
  ],
  [
    'cx',
    [
      ['UAR', 300],
      ['SAR', 301],
      ['LIR', 302],
      ['MAR', 303],
      ['RTR', 304],
      ['PPR', 305],
    ],
  ],
  [
    'swx',
    [
      ['SAR', 301],
      ['MAR', 303],
      ['RTR', 304],
      ['PPR', 305],
    ],
  ],
  [
    'sta',
    [
      ['RAR', 258],
      ['AAR', 265],
      ['DER', 268],
      ['ASR', 274],
      ['STR', 275],
    ],
  ],
  [
    'swm',
    [
      ['RAR', 258],
      ['AAR', 265],
      ['DER', 268],
      ['ASR', 274],
      ['STR', 275],
    ],
  ],
  [
    's6b',
    [
      ['RAR', 258],
      ['AAR', 265],
      ['DER', 268],
      ['ASR', 274],
      ['STR', 275],
    ],
  ],
  [
    's6c',
    [
      ['SRR', 8388647],
      ['ALR', 8388648],
      ['RDR', 8388649],
    ],
  ],
  [
    'sgd',
    [
      ['OFR', 8388645],
      ['TFR', 8388646],
      ['ALR', 8388648],
    ],
  ],
  ['s6m', [['SIR', 8388641]]],
  [
    't4',
    [
      ['DTR', 8388643],
      ['DRR', 8388644],
    ],
  ],
  [
    'tsp',
    [
      ['DAR', 8388639],
      ['DNR', 8388640],
    ],
  ],
  [
    's6t',
    [
      ['CIR', 8388718],
      ['RIR', 8388719],
      ['NIR', 8388726],
    ],
  ],
  [
    't6a',
    [
      ['CIR', 8388718],
      ['RIR', 8388719],
      ['CMR', 8388732],
      ['ODR', 8388733],
      ['TDR', 8388734],
    ],
  ],
  [
    's7a',
    [
      ['UVR', 8388638],
      ['CVR', 8388642],
    ],
  ],
  [
    'gx',
    [
      ['RAR', 258],
      ['CCR', 272],
    ],
  ],
  [
    'gxx',
    [
      ['RAR', 258],
      ['CCR', 272],
    ],
  ],
  [
    's9',
    [
      ['RAR', 258],
      ['CCR', 272],
      ['TER', 8388636],
    ],
  ],
  [
    'rx',
    [
      ['RAR', 258],
      ['AAR', 265],
      ['ASR', 274],
      ['STR', 275],
    ],
  ],
  [
    'sy',
    [
      ['STR', 275],
      ['SLR', 8388635],
      ['SNR', 8388636],
    ],
  ],
  [
    'sd',
    [
      ['RAR', 258],
      ['CCR', 272],
      ['TSR', 8388637],
    ],
  ],
  [
    'credit_control',
    [
      ['RAR', 258],
      ['CCR', 272],
      ['ASR', 274],
      ['STR', 275],
    ],
  ],
  ['accounting', [['ACR', 271]]],
];

const firstOperation = 512;
const operations: OperationSpec[] = commands
  .flatMap(([app, list]) =>
    list.map(([name, code]) => ({ application: application[app], code, name: `${app}.${name}` })),
  )
  .map((operation, i) => ({ id: firstOperation + i, ...operation }));

/**
 * How tshark prints each type. Groups and secrets have no value here: the first are their
 * children, the second stay hidden.
 */
const formats: Record<AvpType, FieldFormat> = {
  octets: 'bytes',
  text: 'text',
  unsigned: 'dec',
  signed: 'dec',
  address: 'bytes',
  digits: 'bytes',
  time: 'label',
  group: 'label',
  secret: 'label',
};

const avpFields: Record<string, FieldSpec> = Object.fromEntries(
  avps.map((avp) => [
    avpKey(avp.name),
    {
      name: `diameter.${avp.name}`,
      format: formats[avp.type],
      title: `${avp.name} (AVP ${avp.code}${avp.vendor === 0 ? '' : ', 3GPP'})`,
    },
  ]),
);

const headerFields = {
  version: { name: 'diameter.version', format: 'hex', width: 2, title: 'Version' },
  length: {
    name: 'diameter.length',
    format: 'dec',
    title: 'Message length with header and padding, octets',
  },
  flags: { name: 'diameter.flags', format: 'hex', width: 2, title: 'Command flags' },
  flags_request: { name: 'diameter.flags.request', format: 'bool', title: 'R bit' },
  flags_proxiable: { name: 'diameter.flags.proxyable', format: 'bool', title: 'P bit' },
  flags_error: { name: 'diameter.flags.error', format: 'bool', title: 'E bit' },
  flags_retransmitted: { name: 'diameter.flags.T', format: 'bool', title: 'T bit' },
  command_code: { name: 'diameter.cmd.code', format: 'dec', title: 'Command code' },
  application_id: { name: 'diameter.applicationId', format: 'dec', title: 'Application id' },
  hop_by_hop: {
    name: 'diameter.hopbyhopid',
    format: 'hex',
    width: 8,
    title: 'Hop-by-hop identifier',
  },
  end_to_end: {
    name: 'diameter.endtoendid',
    format: 'hex',
    width: 8,
    title: 'End-to-end identifier',
  },
  avp: { name: 'diameter.avp', format: 'label', title: 'AVP' },
  avp_code: { name: 'diameter.avp.code', format: 'dec', title: 'AVP code' },
  avp_flags: { name: 'diameter.avp.flags', format: 'hex', width: 2, title: 'AVP flags' },
  avp_length: {
    name: 'diameter.avp.len',
    format: 'dec',
    title: 'AVP length without padding, octets',
  },
  avp_vendor: { name: 'diameter.avp.vendorId', format: 'dec', title: 'Vendor id of an AVP' },
  avp_octets: {
    name: 'diameter.avp.octets',
    format: 'bytes',
    title: 'Value of an AVP that the dictionary lacks',
    own: true,
  },
  imsi: {
    name: 'e212.imsi',
    format: 'text',
    title: 'User-Name where the application says it is an IMSI',
  },
  e164_msisdn: { name: 'e164.msisdn', format: 'digits', title: 'Digits of the MSISDN AVP' },
} as const satisfies Record<string, FieldSpec>;

export const diameter = {
  name: 'diameter',
  title: 'Diameter',
  documents: [
    'RFC 6733',
    'TS 29.272',
    'TS 29.173',
    'TS 29.172',
    'TS 29.229',
    'TS 29.329',
    'TS 29.338',
  ],
  constants: {
    application,
    vendor: { ietf: 0, tgpp: 10415 },
    command_flag: {
      request: 0x80,
      proxiable: 0x40,
      error: 0x20,
      retransmitted: 0x10,
      reserved: 0x0f,
    },
    avp_flag: { vendor: 0x80, mandatory: 0x40, protected: 0x20, reserved: 0x1f },
    result: {
      success_first: 2000,
      success_last: 2999,
      success: 2001,
      command_unsupported: 3001,
      unable_to_deliver: 3002,
      realm_not_served: 3003,
      application_unsupported: 3007,
      authorization_rejected: 5003,
      unable_to_comply: 5012,
    },
    ulr_flag: {
      single_registration: 1,
      s6a: 2,
      skip_subscriber_data: 4,
      gprs_data: 8,
      node_type: 16,
      initial_attach: 32,
    },
    idr_flag: {
      ue_reachability: 1,
      t_ads: 2,
      eps_user_state: 4,
      eps_location: 8,
      current_location: 16,
      local_time_zone: 32,
      remove_sms_registration: 64,
      rat_type: 128,
      p_cscf_restoration: 256,
    },
    /**
     * Operation sub_type of IDR: an empty Subscription-Data changes nothing, so the request only
     * asks.
     */
    subscription_data: { empty: 0, filled: 1 },
    subscription_id_type: { e164: 0, imsi: 1, sip_uri: 2, nai: 3 },
    data_reference: { location_information: 14, user_state: 15, msisdn: 17, imsi: 32 },
    monitoring_type: { location_reporting: 2 },
  },
  fields: { ...headerFields, ...avpFields },
  faults: {
    header_short: 'Fewer than the twenty octets of the header',
    version: 'The version is not 1',
    length: 'The message length is below the header',
    truncated: 'The message length runs past the octets there are',
    avp_length: 'An AVP length is below its header or runs past the message',
  },
  anomalies: {
    duplicate_avp: {
      bit: 40,
      title: 'An AVP that may stand once stands twice among its siblings',
      clause: 'RFC 6733 §4.1',
      strength: 'strong',
    },
    origin_host_not_in_realm: {
      bit: 41,
      title: 'Origin-Host does not lie inside Origin-Realm',
      clause: 'RFC 6733 §6.3, §6.4',
      strength: 'weak',
    },
    trailing_octets: {
      bit: 42,
      title: 'Octets follow the message in its SCTP user message',
      clause: 'RFC 6733 §2.1',
      strength: 'strong',
    },
    padding_not_zero: {
      bit: 43,
      title: 'Padding is not zero, or missing',
      clause: 'RFC 6733 §4.1',
      strength: 'weak',
    },
    avp_overrun: {
      bit: 44,
      title: 'An AVP runs past the group that holds it',
      clause: 'RFC 6733 §4.4',
      strength: 'strong',
    },
    command_not_in_application: {
      bit: 45,
      title: 'The application does not have the command',
      clause: 'TS 29.230 §3',
      strength: 'strong',
    },
    session_id_not_first: {
      bit: 46,
      title: 'Session-Id does not follow the header',
      clause: 'RFC 6733 §8.8',
      strength: 'weak',
    },
    reserved_flags: {
      bit: 47,
      title: 'Reserved bits are set in the header or an AVP, or the error bit in a request',
      clause: 'RFC 6733 §3, §4.1',
      strength: 'weak',
    },
    vendor_zero: {
      bit: 48,
      title: 'The V bit is set with vendor 0, another spelling of a base AVP',
      clause: 'RFC 6733 §4.1',
      strength: 'strong',
    },
    value_length: {
      bit: 49,
      title: 'An AVP of fixed size has another size',
      clause: 'RFC 6733 §4.2',
      strength: 'strong',
    },
    over_limit: {
      bit: 50,
      title: 'More messages, AVPs, Route-Records or deeper nesting than are read',
      clause: 'RFC 6733 §4.4',
      strength: 'strong',
    },
    application_disagrees: {
      bit: 51,
      title: 'Vendor-Specific-Application-Id names another application than the header',
      clause: 'RFC 6733 §6.11',
      strength: 'weak',
    },
    user_name_form: {
      bit: 52,
      title: 'User-Name is not the bare digits of an IMSI where the application says so',
      clause: 'TS 29.272 §7.2',
      strength: 'weak',
    },
  },
  operations,
  avps,
} as const satisfies ProtocolSpec;
