// SPDX-License-Identifier: Apache-2.0
// One side of the live peers, a process inside its namespace: the home side listens for both
// associations, the far side connects, talks and takes everything down. Started by up.ts, which
// tells it what to do over the channel between them.

import { ppid } from '../../forge/sctp.ts';
import { linkPlans, type Side } from '../../world/links.ts';
import { type Association, connect, listen } from './association.ts';
import { DiameterEnd } from './diameter-end.ts';
import { M3uaEnd } from './m3ua-end.ts';
import { Hlr, Vlr } from './map-users.ts';
import type { FromSide, Rounds, ToSide } from './messages.ts';
import type { PeerCounts } from './peer.ts';

const ss7 = linkPlans['carrier-a'];
const diameter = linkPlans['ipx-a'];
const tellEveryMs = 200;

const peers: PeerCounts[] = [];
const stoppable: { stop(): void }[] = [];
let closed = 0;

const tell = (message: FromSide): void => void process.send?.(message);
const failed = (error: Error): void => tell({ kind: 'failed', message: error.message });
process.on('uncaughtException', failed);

const place = (plan: typeof ss7, side: Side) => {
  const { address, port } = plan.ends[side];
  return { host: address, port };
};

/** Both associations are shut down: this side has nothing more to do. */
async function close(association: Association, begins: boolean): Promise<void> {
  await association.close(begins);
  closed += 1;
  if (closed === 2) tell({ kind: 'done', peers });
}

function beHome(): void {
  let listening = 0;
  const ready = () => {
    listening += 1;
    if (listening === 2) tell({ kind: 'listening' });
  };
  const takeSs7 = (association: Association) => {
    const gateway = new M3uaEnd(association, ss7, 0, 'sgp');
    peers.push(gateway.counts);
    new Hlr(gateway);
    gateway.onDown = () => close(association, false);
  };
  const takeDiameter = (association: Association) => {
    const end = new DiameterEnd(association, diameter, 0, 0);
    peers.push(end.counts);
    end.onDown = () => close(association, false);
  };
  listen(place(ss7, 0), ppid.m3ua, takeSs7, ready, failed);
  listen(place(diameter, 0), ppid.diameter, takeDiameter, ready, failed);
}

function beFar(rounds: Rounds): void {
  const startSs7 = (association: Association) => {
    const asp = new M3uaEnd(association, ss7, 1, 'asp');
    const vlr = new Vlr(
      asp,
      rounds.map ?? Number.POSITIVE_INFINITY,
      once(() => asp.leave()),
    );
    peers.push(asp.counts);
    stoppable.push(vlr);
    asp.onActive = () => vlr.start();
    asp.onDown = () => close(association, true);
  };
  const startDiameter = (association: Association) => {
    const wanted = rounds.diameter ?? Number.POSITIVE_INFINITY;
    const end = new DiameterEnd(association, diameter, 1, wanted);
    peers.push(end.counts);
    stoppable.push(end);
    end.onFinished = once(() => end.leave());
    end.onDown = () => close(association, true);
  };
  connect(place(ss7, 1), place(ss7, 0), ppid.m3ua, startSs7, failed);
  connect(place(diameter, 1), place(diameter, 0), ppid.diameter, startDiameter, failed);
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}

process.on('message', (message: ToSide) => {
  if (message.kind === 'start') {
    setInterval(() => tell({ kind: 'counts', peers }), tellEveryMs);
    if (message.side === 0) beHome();
    else beFar(message.rounds);
  } else if (message.kind === 'stop') {
    for (const one of stoppable) one.stop();
  } else {
    process.exit(0);
  }
});
// A side without a starter has nobody to talk for.
process.on('disconnect', () => process.exit(1));
