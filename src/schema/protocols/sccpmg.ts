// SPDX-License-Identifier: Apache-2.0
// SCCP management (Q.713 §5): what nodes tell each other about subsystems. It names nobody; it is
// decoded for whoever looks at a frame, and counted.
import type { ProtocolSpec } from '../types.ts';

export const sccpmg = {
  name: 'sccpmg',
  title: 'Signalling Connection Control Part Management',
  documents: ['ITU-T Q.713', 'ITU-T Q.714'],
  constants: {
    message_type: { ssa: 1, ssp: 2, sst: 3, sor: 4, sog: 5, ssc: 6 },
  },
  fields: {
    message_type: { name: 'sccpmg.message_type', format: 'hex', width: 2, title: 'Message type' },
    ssn: { name: 'sccpmg.ssn', format: 'dec', title: 'Affected subsystem number' },
    pc: { name: 'sccpmg.pc', format: 'dec', title: 'Affected point code' },
    smi: { name: 'sccpmg.smi', format: 'dec', title: 'Subsystem multiplicity indicator' },
    congestion: { name: 'sccpmg.congestion', format: 'dec', title: 'Congestion level' },
  },
  faults: { short: 'The message ends inside its fixed part' },
  anomalies: {},
} as const satisfies ProtocolSpec;
