// SPDX-License-Identifier: Apache-2.0
// MAP application contexts 0.4.0.0.1.0.N.V (3GPP TS 29.002 §17.3.2, ETS 300 599 §14.3) and the
// operations that each side of a dialogue may invoke in them (§17.2.2). The decoder flags an invoke
// outside them; who may ask at all is policy. The nodes of both sides are given by their subsystem
// numbers (§17.1.6, TS 23.003 §8.2).
import type { ContextSpec, RolePair, Subsystem } from '../types.ts';

interface Row {
  readonly number: number;
  readonly name: string;
  readonly versions: readonly number[];
  /** Codes that the side which sent the Begin may invoke. */
  readonly initiator: readonly number[];
  /** Codes that the other side may invoke. */
  readonly responder?: readonly number[];
}

const rows: readonly Row[] = [
  { number: 1, name: 'networkLocUp', versions: [1], initiator: [2, 9], responder: [7, 38, 50] },
  { number: 1, name: 'networkLocUp', versions: [2, 3], initiator: [2, 57], responder: [7, 38, 50] },
  { number: 2, name: 'locationCancellation', versions: [1, 2, 3], initiator: [3] },
  { number: 3, name: 'roamingNumberEnquiry', versions: [1, 2, 3], initiator: [4] },
  { number: 4, name: 'istAlerting', versions: [3], initiator: [87] },
  { number: 5, name: 'locationInfoRetrieval', versions: [1, 2, 3], initiator: [22] },
  { number: 6, name: 'callControlTransfer', versions: [3, 4], initiator: [6] },
  { number: 7, name: 'reporting', versions: [3], initiator: [73, 74, 75], responder: [73, 74] },
  { number: 8, name: 'callCompletion', versions: [3], initiator: [76, 77] },
  { number: 9, name: 'serviceTermination', versions: [3], initiator: [88] },
  { number: 10, name: 'reset', versions: [1, 2, 3], initiator: [37] },
  {
    number: 11,
    name: 'handoverControl',
    versions: [1],
    initiator: [28, 34, 52],
    responder: [29, 30, 33, 35],
  },
  {
    number: 11,
    name: 'handoverControl',
    versions: [2, 3],
    initiator: [34, 68],
    responder: [29, 33, 69],
  },
  { number: 12, name: 'sIWFSAllocation', versions: [3], initiator: [31, 32] },
  { number: 13, name: 'equipmentMngt', versions: [1, 2, 3], initiator: [43] },
  { number: 14, name: 'infoRetrieval', versions: [1], initiator: [9] },
  { number: 14, name: 'infoRetrieval', versions: [2, 3], initiator: [56] },
  { number: 15, name: 'interVlrInfoRetrieval', versions: [2, 3], initiator: [55] },
  { number: 16, name: 'subscriberDataMngt', versions: [1, 2, 3], initiator: [7, 8] },
  { number: 17, name: 'tracing', versions: [1, 2, 3], initiator: [50, 51] },
  {
    number: 18,
    name: 'networkFunctionalSs',
    versions: [1],
    initiator: [10, 11, 12, 13, 14, 17, 19, 54],
    responder: [18],
  },
  {
    number: 18,
    name: 'networkFunctionalSs',
    versions: [2],
    initiator: [10, 11, 12, 13, 14, 17],
    responder: [18],
  },
  {
    number: 19,
    name: 'networkUnstructuredSs',
    versions: [2],
    initiator: [59, 60, 61],
    responder: [59, 60, 61],
  },
  { number: 20, name: 'shortMsgGateway', versions: [1], initiator: [45, 47] },
  { number: 20, name: 'shortMsgGateway', versions: [2, 3], initiator: [45, 47], responder: [63] },
  { number: 21, name: 'shortMsgMO-Relay', versions: [1, 2, 3], initiator: [46] },
  {
    number: 22,
    name: 'subscriberDataModificationNotification',
    versions: [3],
    initiator: [5],
  },
  { number: 23, name: 'shortMsgAlert', versions: [1], initiator: [49] },
  { number: 23, name: 'shortMsgAlert', versions: [2], initiator: [64] },
  { number: 24, name: 'mwdMngt', versions: [1], initiator: [48] },
  { number: 24, name: 'mwdMngt', versions: [2, 3], initiator: [66] },
  { number: 25, name: 'shortMsgMT-Relay', versions: [2], initiator: [46] },
  { number: 25, name: 'shortMsgMT-Relay', versions: [3], initiator: [44] },
  { number: 26, name: 'imsiRetrieval', versions: [2], initiator: [58] },
  { number: 27, name: 'msPurging', versions: [2, 3], initiator: [67] },
  { number: 28, name: 'subscriberInfoEnquiry', versions: [3], initiator: [70] },
  { number: 29, name: 'anyTimeInfoEnquiry', versions: [3], initiator: [71] },
  { number: 31, name: 'groupCallControl', versions: [3], initiator: [39, 42], responder: [40, 41] },
  { number: 32, name: 'gprsLocationUpdate', versions: [3], initiator: [23], responder: [7, 50] },
  { number: 33, name: 'gprsLocationInfoRetrieval', versions: [3, 4], initiator: [24] },
  { number: 34, name: 'failureReport', versions: [3], initiator: [25] },
  { number: 35, name: 'gprsNotify', versions: [3], initiator: [26] },
  { number: 36, name: 'ss-InvocationNotification', versions: [3], initiator: [72] },
  { number: 37, name: 'locationSvcGateway', versions: [3], initiator: [85] },
  { number: 38, name: 'locationSvcEnquiry', versions: [3], initiator: [83, 86] },
  { number: 39, name: 'authenticationFailureReport', versions: [3], initiator: [15] },
  { number: 40, name: 'secureTransportHandling', versions: [3], initiator: [78, 79, 80, 81] },
  { number: 41, name: 'shortMsgMT-Relay-VGCS', versions: [3], initiator: [21] },
  { number: 42, name: 'mm-EventReporting', versions: [3], initiator: [89] },
  { number: 43, name: 'anyTimeInfoHandling', versions: [3], initiator: [62, 65] },
  { number: 44, name: 'resourceManagement', versions: [3], initiator: [20] },
  { number: 45, name: 'groupCallInfoRetrieval', versions: [3], initiator: [84] },
  { number: 46, name: 'vcsgLocationUpdate', versions: [3], initiator: [53], responder: [7] },
  { number: 47, name: 'vcsgLocationCancel', versions: [3], initiator: [36] },
];

/** An MSC and its VLR are one node nearly everywhere, and write the number of either. */
const vlr: readonly Subsystem[] = ['vlr', 'msc'];
/** Nodes that a subscriber is registered at. */
const serving: readonly Subsystem[] = [...vlr, 'sgsn'];
/** Keys and profile come from the register, whose authentication centre has a number of its own. */
const register: readonly Subsystem[] = ['hlr', 'auc'];
/** A gateway of calls or short messages is an MSC; relays for ported numbers ask as the register. */
const gateway: readonly Subsystem[] = [...vlr, 'hlr'];
/** A service control function is known by the number of CAP as well. */
const service: readonly Subsystem[] = ['gsm_scf', 'cap'];
const hlr: readonly Subsystem[] = ['hlr'];
const between = (side: readonly Subsystem[]): readonly RolePair[] => [[side, side]];

/**
 * Who opens a dialogue with whom (§17.3.2), by the number of its context. Numbers 8, 12, 40 and 44 to
 * 47 are left out: their nodes are too rarely met, or have no number that all agree on.
 */
const roles: Readonly<Record<number, readonly RolePair[]>> = {
  1: [[serving, register]],
  2: [[hlr, serving]],
  3: [[[...register, ...vlr], vlr]],
  4: [[vlr, hlr]],
  5: [[[...gateway, ...service], hlr]],
  6: between(vlr),
  7: [
    [hlr, vlr],
    [vlr, hlr],
  ],
  9: [[hlr, vlr]],
  10: [[hlr, serving]],
  11: between(vlr),
  13: [[serving, ['eir']]],
  14: [[serving, register]],
  15: between(serving),
  16: [[hlr, serving]],
  17: [[hlr, serving]],
  18: [[vlr, hlr]],
  19: [
    [[...vlr, ...service], hlr],
    [hlr, [...vlr, ...service]],
  ],
  20: [[[...gateway, 'sgsn'], hlr]],
  21: [[serving, gateway]],
  22: [[hlr, service]],
  23: [[hlr, vlr]],
  24: [[serving, hlr]],
  25: [[gateway, [...serving, 'hlr']]],
  26: [[vlr, hlr]],
  27: [[serving, hlr]],
  28: [[hlr, serving]],
  29: [
    [
      [...service, 'gmlc'],
      ['hlr', 'gmlc'],
    ],
  ],
  31: between(vlr),
  32: [[['sgsn'], register]],
  33: [[['ggsn', 'sgsn'], hlr]],
  34: [[['ggsn', 'sgsn'], hlr]],
  35: [[hlr, ['ggsn', 'sgsn']]],
  36: [[gateway, service]],
  37: [[['gmlc'], hlr]],
  38: [
    [['gmlc'], serving],
    [serving, ['gmlc']],
  ],
  39: [[serving, register]],
  41: between(vlr),
  42: [[serving, service]],
  43: [[service, hlr]],
};

export const contexts: readonly ContextSpec[] = rows.flatMap(({ versions, ...row }) =>
  versions.map((version) => ({
    responder: [],
    ...row,
    version,
    ...(row.number in roles && { roles: roles[row.number]! }),
  })),
);
