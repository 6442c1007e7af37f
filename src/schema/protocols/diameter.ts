// SPDX-License-Identifier: Apache-2.0
// Diameter (RFC 6733) with the applications of a mobile network. The dictionary of AVPs is in
// ../diameter-avps.ts.
import { avpKey, avps, vendor } from '../diameter-avps.ts';
import type { AvpType, FieldFormat, FieldSpec, OperationSpec, ProtocolSpec } from '../types.ts';

const application = {
  base: 0,
  accounting: 3,
  credit_control: 4,
  cx: 16777216,
  sh: 16777217,
  rf: 16777218,
  zn: 16777220,
  zh: 16777221,
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
      ['TER', 8388656],
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
  ['rf', [['ACR', 271]]],
  ['zh', [['MAR', 303]]],
  ['zn', [['BIR', 310]]],
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
  unsigned64: 'dec',
  signed64: 'dec',
  float: 'label',
  address: 'bytes',
  digits: 'bytes',
  time: 'time',
  group: 'label',
  secret: 'label',
};

/** What stands inside an address (RFC 6733 §4.3.1): its family, and its octets as the family says. */
const addressParts = [
  { key: 'family', name: 'addr_family', format: 'dec', title: 'address family' },
  { key: 'ipv4', name: 'IPv4', format: 'ipv4', title: 'IPv4 address' },
  { key: 'ipv6', name: 'IPv6', format: 'ipv6', title: 'IPv6 address' },
  { key: 'e164', name: 'E164', format: 'text', title: 'E.164 number' },
  { key: 'other', name: 'Bytes', format: 'bytes', title: 'address of another family' },
] as const;

/** The fields of an AVP; the parts of an address stand behind it in the order of `addressParts`. */
function fieldsOf({
  name,
  type,
  code,
  vendor: owner,
}: (typeof avps)[number]): [string, FieldSpec][] {
  const title = `${name} (AVP ${code}${owner === vendor.ietf ? '' : ', 3GPP'})`;
  const own = { name: `diameter.${name}`, format: formats[type], title };
  const parts = type === 'address' ? addressParts : [];
  return [
    [avpKey(name), own],
    ...parts.map((part): [string, FieldSpec] => [
      `${avpKey(name)}_${part.key}`,
      { name: `${own.name}.${part.name}`, format: part.format, title: `${title}: ${part.title}` },
    ]),
  ];
}

const avpFields: Record<string, FieldSpec> = Object.fromEntries(avps.flatMap(fieldsOf));

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
    'TS 29.336',
    'TS 29.273',
    'TS 29.109',
    'TS 29.212',
    'TS 29.214',
    'TS 32.299',
  ],
  constants: {
    application,
    vendor,
    /** Enterprises with AVPs of their own (IANA): under them a code is what they made it. */
    enterprise: {
      cisco: 9,
      nokia: 94,
      oracle: 111,
      ericsson: 193,
      alcatel_lucent: 637,
      huawei: 2011,
      juniper: 2636,
      tgpp2: 5535,
      starent: 8164,
      vodafone: 12645,
      etsi: 13019,
      zte: 3902,
      nokia_solutions: 28458,
    },
    address_family: { ipv4: 1, ipv6: 2, e164: 8 },
    auth_session_state: { state_maintained: 0, no_state_maintained: 1 },
    command_flag: {
      request: 0x80,
      proxiable: 0x40,
      error: 0x20,
      retransmitted: 0x10,
      reserved: 0x0f,
    },
    avp_flag: { vendor: 0x80, mandatory: 0x40, protected: 0x20, reserved: 0x1f },
    result: {
      informational_first: 1000,
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
    /** TS 29.328 §7.6. */
    data_reference: {
      ims_user_state: 11,
      location_information: 14,
      user_state: 15,
      msisdn: 17,
      tads: 26,
      csrn: 30,
      reference_location: 31,
      imsi: 32,
      private_identity: 33,
    },
    /** TS 29.336 §8.4.20. */
    monitoring_type: {
      loss_of_connectivity: 0,
      ue_reachability: 1,
      location_reporting: 2,
      change_of_imsi_imei: 3,
      roaming_status: 4,
      communication_failure: 5,
      availability: 6,
      number_of_ues: 7,
    },
    /** TS 29.172 §7.4.2: the rest concern events to come. */
    slg_location_type: { current: 0, current_or_last_known: 1 },
    /** TS 29.214 §5.3.36. */
    required_access_info: { user_location: 0 },
    user_equipment_info_type: { imeisv: 0, mac: 1 },
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
    avp_vendor: {
      bit: 94,
      title: 'The code of an AVP that identifies or routes, under another vendor or under none',
      clause: 'RFC 6733 §4.1',
      strength: 'strong',
    },
    unknown_mandatory_avp: {
      bit: 95,
      title: 'An AVP of the IETF or of 3GPP that is not registered must be understood',
      clause: 'RFC 6733 §4.1',
      strength: 'weak',
    },
    avp_flags: {
      bit: 96,
      title: 'The P bit of an AVP is set, or its M bit is not where it has to be',
      clause: 'RFC 6733 §4.1, §4.5',
      strength: 'weak',
    },
    command_flags: {
      bit: 97,
      title: 'The P, E or T bit contradicts the command, its direction or its result',
      clause: 'RFC 6733 §3, §7.1',
      strength: 'weak',
    },
    identity_form: {
      bit: 98,
      title: 'A host or realm holds octets that stand in no domain name',
      clause: 'RFC 6733 §4.3.1',
      strength: 'strong',
    },
    session_id_origin: {
      bit: 99,
      title: 'The Session-Id of a request that opens a session begins with another host',
      clause: 'RFC 6733 §8.8',
      strength: 'weak',
    },
  },
  operations,
  avps,
} as const satisfies ProtocolSpec;
