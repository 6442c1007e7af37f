// SPDX-License-Identifier: Apache-2.0
// Captures of other projects, each looked at by eye: how many signalling messages it holds, whose
// subscribers are in it, what is found and whether that is right by the standards. A capture that
// is not listed, and a finding that is not expected, fail screen-captures.test.ts.

export interface ReviewedCapture {
  readonly path: string;
  /** MCC-MNC of the subscribers, given as --home; undefined where nobody is named. */
  readonly home?: string;
  readonly ss7: number;
  readonly diameter: number;
  /** `rule severity/confidence operation outcome frames`. */
  readonly findings: readonly string[];
  readonly why: string;
}

const tunnels = 'mirrored in GRE or ERSPAN, which this release does not open';
const userPlane =
  'user plane, PFCP and S1AP, which are not decoded, and GTP-C, which is not judged';
const otherUsers = 'SCTP with other users (IUA, ForCES, ISUP, H.248, TLS), counted as such';

const silent: Readonly<Record<string, readonly string[]>> = {
  [tunnels]: [
    'OISF__suricata-verify/input.pcap',
    'OISF__suricata-verify/tests__decode-erspan-typeI-02__input.pcap',
    'arkime__arkime/gre-erspan.pcap',
    'the-tcpdump-group__tcpdump/erspan-type-i-2.pcap',
    'the-tcpdump-group__tcpdump/erspan-type-i-4.pcap',
    'the-tcpdump-group__tcpdump/erspan-type-ii-2.pcap',
    'the-tcpdump-group__tcpdump/erspan-type-iii-ft-0.pcap',
    'the-tcpdump-group__tcpdump/erspan-type-iii-pb-1.pcap',
    'zeek__zeek/erspanI.pcap',
    'zeek__zeek/erspanIII.pcap',
  ],
  [userPlane]: [
    'f18m__large-pcap-analyzer/ipv4_gtpu_fragmented.pcap',
    'ntop__nDPI/gtp_prime.pcapng',
    'omec-project__ngic-rtc/cp_in.pcap',
    'orion-belt__tempo/MAGMA-MASTER-NSA-TEST.pcap',
    'orion-belt__tempo/OppoSPGWC-detach.pcap',
    'orion-belt__tempo/OppoSPGWC.pcap',
    'orion-belt__tempo/hist_0e37daa_spgwc_failure.pcap',
    'orion-belt__tempo/hist_7392601_tmp.pcap',
    'orion-belt__tempo/nrmodulelogsgNB.pcap',
    'orion-belt__tempo/nrmodulelogsspgwc.pcap',
    'orion-belt__tempo/quectelspgwc1.pcap',
    'orion-belt__tempo/spgu_tiny.pcap',
    'secdev__scapy/frames_from_uts_tests_eth.pcap',
    'seladb__PcapPlusPlus/gtp.pcap',
    'seladb__PcapPlusPlus/gtpv2.pcap',
    'zeek__zeek/cisco-fabric-path.pcap',
    'zeek__zeek/gtp_control_prime.pcap',
    'zeek__zeek/gtp_create_pdp_ctx.pcap',
  ],
  [otherUsers]: [
    'OISF__suricata-verify/sctp-max-chunks.pcap',
    'aboutsip__pkts/sctp-addip.cap',
    'aboutsip__pkts/sctp_init_collision.cap',
    'f18m__large-pcap-analyzer/ipv4_sctp_iua.pcap',
    'freeDiameter__freeDiameter/capture.cap',
    'kancom__xdr_tester/isup.pcap',
    'sridhar19091986__pcapsctpspliter/bbbb.pcap',
    'sridhar19091986__pcapsctpspliter/mm.pcap',
    'the-tcpdump-group__tcpdump/forces1.pcap',
    'the-tcpdump-group__tcpdump/forces3.pcap',
    'the-tcpdump-group__tcpdump/isup.pcap',
  ],
};

/** An attach in a laboratory: one realm that nobody owns asks its own HSS about its own people. */
const attach =
  'authentication and update of own subscribers; the realm is a name of the laboratory, so that ' +
  'nobody can say whose it is and nobody is accused';
const internal = 'policy, charging or multimedia commands between nodes of one laboratory';

function lab(path: string, home: string, diameter: number, why = attach): ReviewedCapture {
  return { path, home, ss7: 0, diameter, findings: [], why };
}

const talking: readonly ReviewedCapture[] = [
  {
    path: 'OISF__suricata-verify/tests__sctp-keywords-prefilter__input.pcap',
    ss7: 3,
    diameter: 0,
    findings: [],
    why: 'three payload messages without a TCAP dialogue, the rest management of M3UA',
  },
  {
    path: 'P1sec__pycrate/tcapmap_pcapr_3_gprs_ms_log.pcap',
    home: '460-00',
    ss7: 8,
    diameter: 0,
    findings: [],
    why: 'authentication, then updateGprsLocation from the same node in the home country: a move',
  },
  {
    path: 'P1sec__pycrate/tcapmap_pcapr_4_LU.pcap',
    home: '001-01',
    ss7: 8,
    diameter: 0,
    findings: [],
    why: 'updateLocation with insertSubscriberData: the move itself, and nothing refutes the journey',
  },
  {
    path: 'P1sec__pycrate/tcapmap_pcapr_5_sri_sm.pcap',
    ss7: 1,
    diameter: 0,
    findings: [],
    why: 'sendRoutingInfoForSM, which every SMS-GMSC may ask; the answer is not in the capture',
  },
  {
    path: 'aboutsip__pkts/hist_ef564b3_diameter.pcap',
    home: '001-01',
    ss7: 0,
    diameter: 22,
    findings: [],
    why: 'MME and HSS of 001-01 by their 3GPP realm: the home network asks about its own',
  },
  {
    path: 'arkime__arkime/diameter_synthetic.pcap',
    home: '310-26',
    ss7: 0,
    diameter: 8,
    findings: ['dia.origin-inconsistent low/low gx.CCR answered 9,10'],
    why:
      'Origin-Host pcrf.3gpp.com is not in Origin-Realm epc.3gpp.com (RFC 6733 §6.3, §6.4): ' +
      'right, and low since the link is unknown',
  },
  {
    path: 'arkime__arkime/m3ua_synthetic.pcap',
    ss7: 15,
    diameter: 0,
    findings: [
      'map.role-mismatch low/low camel.initialDP not_observable 5,21',
      'map.role-mismatch low/low camel.initialDP unanswered 20,51',
      'map.role-mismatch low/low camel.initialDP unanswered 66',
      'map.role-mismatch low/low camel.initialDP unanswered 67',
      'map.role-mismatch low/low camel.initialDP unanswered 68',
      'map.role-mismatch low/low camel.initialDP unanswered 73',
      'map.role-mismatch low/low camel.initialDP unanswered 74',
      'map.role-mismatch low/low camel.initialDP not_observable 75',
      'map.role-mismatch low/low camel.initialDP not_observable 78',
      'map.role-mismatch low/low camel.initialDP unanswered 86',
      'map.role-mismatch low/low camel.initialDP not_observable 90',
    ],
    why:
      'initialDP with arguments that are no BER: faults, counted; nobody is named in them. Made up with ' +
      'subsystem 10, an authentication centre, at both ends, where no call is set up: right, and low',
  },
  {
    path: 'sage-s11__sigcorr/gsm_map_ussd.pcap',
    home: '655-01',
    ss7: 1,
    diameter: 0,
    findings: [],
    why: 'processUnstructuredSS-Request over M2UA, from a node of the home country',
  },
  lab('dfpaulino__diameter-codec/1_wrongkey.pcap', '910-54', 2),
  lab('magma__magma/gx_gy_combined_03_210505_132953-1.pcapng', '999-99', 124),
  lab('magma__magma/gx_gy_combined_06_210505_133132-1.pcapng', '999-99', 64),
  lab('magma__magma/inbound_roaming_01_210505_130828-1.pcapng', '001-02', 94),
  lab('nickvsnetworking__pyhss/hist_db586db_Diameter_AIA2.pcapng', '505-93', 2),
  {
    path: 'ntop__nDPI/diameter.pcap',
    ss7: 0,
    diameter: 6,
    findings: [],
    why: 'credit control over TCP (RFC 8506), which is no roaming interface',
  },
  lab('open5gs__open5gs/hist_0586af0_srsenb.pcapng', '901-70', 8),
  lab('open5gs__open5gs/hist_63b8e00_srsenb.pcapng', '901-70', 50),
  {
    path: 'open5gs__open5gs/ipsec_to_nonipsec_call.pcapng',
    ss7: 0,
    diameter: 14,
    findings: [],
    why: internal,
  },
  {
    path: 'open5gs__open5gs/nonipsec_reg.pcapng',
    home: '001-01',
    ss7: 0,
    diameter: 14,
    findings: [],
    why: 'registration in the IMS of 001-01, asked and answered by the home network',
  },
  lab('open5gs__open5gs/testattach.pcapng', '901-70', 98),
  { path: 'open5gs__open5gs/volte.pcapng', ss7: 0, diameter: 10, findings: [], why: internal },
  lab('orion-belt__tempo/MakeOPPOcrash.pcap', '222-01', 8),
  lab('orion-belt__tempo/OppoCrash.pcap', '222-01', 8),
  lab('orion-belt__tempo/OppoMME-disconnect.pcap', '222-01', 8),
  lab('orion-belt__tempo/Pixel1.pcap', '505-01', 6),
  lab('orion-belt__tempo/QuectelAfterchangeseMMEnr.pcap', '505-01', 10),
  lab('orion-belt__tempo/ULRerror.pcap', '100-00', 22),
  lab('orion-belt__tempo/hist_58e658a_mme.pcap', '222-01', 6),
  lab('orion-belt__tempo/hist_90cb767_s1ap.pcap', '222-01', 4),
  lab('orion-belt__tempo/hist_dc1c0ba_mme.pcap', '222-01', 4),
  lab('orion-belt__tempo/hist_ff63a8d_mme.pcap', '222-01', 6),
  lab('orion-belt__tempo/nrmodule-stop-mme.pcap', '208-99', 8),
  lab('orion-belt__tempo/nrmodule2.pcap', '208-99', 10),
  lab('orion-belt__tempo/nrmodule4.pcap', '208-99', 24),
  lab('orion-belt__tempo/nrmodulelogsMME2.pcap', '208-99', 26),
  lab('orion-belt__tempo/quectel1.pcap', '505-01', 12),
  lab('orion-belt__tempo/quectelTAUtest2.pcap', '505-01', 20, 'watchdogs alone (RFC 6733 §5.5)'),
  {
    path: 'sage-s11__sigcorr/diameter.pcap',
    ss7: 0,
    diameter: 16,
    findings: [],
    why: 'Rx within one network; what is unanswered here is unanswered in the capture too',
  },
  {
    path: 'seladb__PcapPlusPlus/hist_66b5c44_SctpAllPackets.pcap',
    ss7: 0,
    diameter: 1,
    findings: [],
    why: 'one Diameter message that ends inside an AVP: a fault, counted',
  },
];

/** Messages of GTP-C beside the others; none of them is judged, so that none is found. */
export const gtpMessages: Readonly<Record<string, number>> = {
  'f18m__large-pcap-analyzer/ipv4_gtpu_fragmented.pcap': 6,
  'magma__magma/inbound_roaming_01_210505_130828-1.pcapng': 4,
  'omec-project__ngic-rtc/cp_in.pcap': 3,
  'open5gs__open5gs/hist_0586af0_srsenb.pcapng': 10,
  'open5gs__open5gs/hist_63b8e00_srsenb.pcapng': 22,
  'open5gs__open5gs/ipsec_to_nonipsec_call.pcapng': 8,
  'open5gs__open5gs/nonipsec_reg.pcapng': 12,
  'open5gs__open5gs/testattach.pcapng': 106,
  'open5gs__open5gs/volte.pcapng': 8,
  'orion-belt__tempo/MakeOPPOcrash.pcap': 8,
  'orion-belt__tempo/OppoCrash.pcap': 8,
  'orion-belt__tempo/OppoMME-disconnect.pcap': 6,
  'orion-belt__tempo/OppoSPGWC-detach.pcap': 16,
  'orion-belt__tempo/OppoSPGWC.pcap': 20,
  'orion-belt__tempo/Pixel1.pcap': 12,
  'orion-belt__tempo/QuectelAfterchangeseMMEnr.pcap': 6,
  'orion-belt__tempo/hist_0e37daa_spgwc_failure.pcap': 4,
  'orion-belt__tempo/hist_58e658a_mme.pcap': 6,
  'orion-belt__tempo/hist_7392601_tmp.pcap': 6,
  'orion-belt__tempo/hist_90cb767_s1ap.pcap': 6,
  'orion-belt__tempo/hist_dc1c0ba_mme.pcap': 6,
  'orion-belt__tempo/hist_ff63a8d_mme.pcap': 3,
  'orion-belt__tempo/nrmodule-stop-mme.pcap': 6,
  'orion-belt__tempo/nrmodule2.pcap': 6,
  'orion-belt__tempo/nrmodule4.pcap': 4,
  'orion-belt__tempo/nrmodulelogsMME2.pcap': 18,
  'orion-belt__tempo/nrmodulelogsspgwc.pcap': 12,
  'orion-belt__tempo/quectel1.pcap': 16,
  'orion-belt__tempo/quectelspgwc1.pcap': 34,
  'orion-belt__tempo/spgu_tiny.pcap': 8,
  'secdev__scapy/frames_from_uts_tests_eth.pcap': 49,
  'seladb__PcapPlusPlus/gtp.pcap': 1,
  'seladb__PcapPlusPlus/gtpv2.pcap': 7,
  'zeek__zeek/gtp_control_prime.pcap': 4,
  'zeek__zeek/gtp_create_pdp_ctx.pcap': 2,
};

export const reviewedCaptures: readonly ReviewedCapture[] = [
  ...talking,
  ...Object.entries(silent).flatMap(([why, paths]) =>
    paths.map((path) => ({ path, ss7: 0, diameter: 0, findings: [], why })),
  ),
];
