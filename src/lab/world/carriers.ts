// SPDX-License-Identifier: Apache-2.0
// The ways in which an SS7 link carries SCCP over SCTP: M3UA as a rule, and M2UA, M2PA and SUA for
// the same world. All have as many messages of upkeep, so that a world is the same on each.

import { adaptationMessage, commonTag, management, parameter } from '../forge/adaptation.ts';
import { octets, u32 } from '../forge/bytes.ts';
import { m2paLinkStatus, m2paUserData } from '../forge/m2pa.ts';
import { m2uaData, m2uaInterface } from '../forge/m2ua.ts';
import { type M3uaPath, m3uaData, type RoutingLabel } from '../forge/m3ua.ts';
import { mtp3 } from '../forge/mtp3.ts';
import { sccpMessage, type Unitdata } from '../forge/sccp.ts';
import { ppid } from '../forge/sctp.ts';
import { suaUnitdata } from '../forge/sua.ts';

/** Side 0 is the home network's. */
type Side = 0 | 1;

/** One link's; it may count. */
export interface Carrier {
  readonly ppid: number;
  /** The messages with which the layer comes up. */
  greetings(path: M3uaPath): readonly [Side, Uint8Array][];
  heartbeat(side: Side, beat: number): Uint8Array;
  data(side: Side, path: M3uaPath, label: RoutingLabel, unit: Unitdata): Uint8Array;
}

export const carrierNames = ['m3ua', 'm2ua', 'm2pa', 'sua'] as const;
export type CarrierName = (typeof carrierNames)[number];

export const carriers: Readonly<Record<CarrierName, () => Carrier>> = {
  m3ua: () => ({
    ppid: ppid.m3ua,
    greetings: (path) => server(parameter(commonTag.routingContext, u32(path.routingContext ?? 0))),
    heartbeat,
    data: (_, path, label, unit) => m3uaData(path, label, sccpMessage(unit)),
  }),
  m2ua: () => ({
    ppid: ppid.m2ua,
    greetings: (path) => server(m2uaInterface(path.routingContext ?? 0)),
    heartbeat,
    data: (_, path, label, unit) =>
      m2uaData(path.routingContext ?? 0, mtp3('itu', label, sccpMessage(unit))),
  }),
  sua: () => ({
    ppid: ppid.sua,
    greetings: (path) => server(parameter(commonTag.routingContext, u32(path.routingContext ?? 0))),
    heartbeat,
    data: (_, path, label, unit) => suaUnitdata(path, unit, label.sls),
  }),
  m2pa: peerToPeer,
};

/** An application server comes up and becomes active. */
function server(scope: Uint8Array): [Side, Uint8Array][] {
  const override = parameter(commonTag.trafficMode, octets(0, 0, 0, 1));
  return [
    [0, adaptationMessage(management.aspUp)],
    [1, adaptationMessage(management.aspUpAck)],
    [0, adaptationMessage(management.aspActive, override, scope)],
    [1, adaptationMessage(management.aspActiveAck, override, scope)],
  ];
}

function heartbeat(side: Side, beat: number): Uint8Array {
  const kind = side === 0 ? management.heartbeat : management.heartbeatAck;
  return adaptationMessage(kind, parameter(commonTag.heartbeatData, u32(beat)));
}

const before = 0xffffff;

/** M2PA numbers what each side sends; the first one has 0. */
function peerToPeer(): Carrier {
  const sent: [number, number] = [before, before];
  const numbers = (side: Side) => ({ forward: sent[side], backward: sent[side === 0 ? 1 : 0] });
  return {
    ppid: ppid.m2pa,
    greetings: () => {
      sent.fill(before);
      return [
        [0, m2paLinkStatus('alignment')],
        [1, m2paLinkStatus('alignment')],
        [0, m2paLinkStatus('ready')],
        [1, m2paLinkStatus('ready')],
      ];
    },
    heartbeat: (side) => m2paLinkStatus('ready', numbers(side)),
    data: (side, _, label, unit) => {
      sent[side] = (sent[side] + 1) & before;
      return m2paUserData(numbers(side), mtp3('itu', label, sccpMessage(unit)));
    },
  };
}
