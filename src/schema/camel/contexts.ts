// SPDX-License-Identifier: Apache-2.0
// CAP application contexts of all phases and the operations that each side of a dialogue may invoke
// in them (3GPP TS 29.078 §6.1.2, §7.1.2, §8.1.2; phases 1 and 2: GSM 09.78). The service switching
// function (gsmSSF, gprsSSF, and the gsmSRF that plays announcements) opens most dialogues and
// reports; the service control function (gsmSCF) instructs. Who may ask at all is policy.
import type { ContextSpec, RolePair, Subsystem } from '../types.ts';

/** What the gsmSSF asks and reports. */
const reports = {
  phase1: [0, 24],
  phase2: [0, 24, 36, 44, 49],
  phase4: [0, 24, 36, 44, 49, 96],
  assist: [16, 49],
  sms: [60, 64],
  gprs: [72, 76, 78, 80],
} as const;

/** Announcements and the digits that they ask for (§7.1). */
const resource = [47, 48, 53, 55];

/** What the gsmSCF instructs. */
const phase2 = [...resource, 17, 18, 19, 20, 22, 23, 31, 33, 34, 35, 45, 46];
const phase3 = [...phase2, 41, 88];
const phase4 = [...phase3, 27, 32, 86, 90, 93, 95, 97];
const assist = [...resource, 18, 19, 33];
const sms = [61, 62, 63, 65, 66, 67];
const gprs = [70, 71, 73, 74, 75, 77, 79, 81, 82, 83];

/**
 * All functions of CAP share one subsystem number (TS 23.003 §8.2); some write the number of the node
 * that the function sits in. A register has no part in it.
 */
const functions: readonly Subsystem[] = ['cap', 'gsm_scf', 'msc', 'vlr', 'sgsn', 'ggsn'];
const roles: readonly RolePair[] = [[functions, functions]];

/**
 * Two arcs tell a context: of phases 1 and 2, 0.4.0.0.1.0.N.V, the last two; of phases 3 and 4,
 * 0.4.0.0.1.F.3.N, the family F and the last.
 */
const row = (
  number: number,
  version: number,
  name: string,
  initiator: readonly number[],
  responder: readonly number[],
): ContextSpec => ({ number, version, name, initiator, responder, roles });

export const contexts: readonly ContextSpec[] = [
  row(50, 0, 'CAP v1 gsmSSF-gsmSCF', reports.phase1, [20, 22, 23, 31, 55]),
  row(50, 1, 'CAP v2 gsmSSF-gsmSCF', reports.phase2, phase2),
  row(51, 1, 'CAP v2 assist gsmSSF-gsmSCF', reports.assist, assist),
  row(52, 1, 'CAP v2 gsmSRF-gsmSCF', reports.assist, resource),
  row(21, 4, 'CAP v3 gsmSSF-scfGeneric', reports.phase2, phase3),
  row(21, 6, 'CAP v3 gsmSSF-scfAssistHandoff', reports.assist, assist),
  row(20, 14, 'CAP v3 gsmSRF-gsmSCF', reports.assist, resource),
  row(21, 50, 'CAP v3 gprsSSF-gsmSCF', reports.gprs, gprs),
  row(21, 51, 'CAP v3 gsmSCF-gprsSSF', gprs, reports.gprs),
  row(21, 61, 'CAP v3 SMS', reports.sms, sms),
  row(23, 4, 'CAP v4 gsmSSF-scfGeneric', reports.phase4, phase4),
  row(23, 6, 'CAP v4 gsmSSF-scfAssistHandoff', reports.assist, [...assist, 86, 97]),
  row(23, 8, 'CAP v4 scf-gsmSSFGeneric', phase4, reports.phase4),
  row(22, 14, 'CAP v4 gsmSRF-gsmSCF', reports.assist, resource),
  row(23, 61, 'CAP v4 SMS', reports.sms, sms),
];
