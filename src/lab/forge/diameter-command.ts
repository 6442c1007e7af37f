// SPDX-License-Identifier: Apache-2.0
// Requests and answers of a Diameter application (RFC 6733 §3, §6): the AVPs that every command of
// every application has around its own. What a command says is the business of the files beside
// this one.

import type { Avp, BaseIds, DiameterMessage, PeerIdentity } from './diameter.ts';
import { avpCode, baseAvp, identityAvp, sessionAvp, u32Avp, vendor3gpp } from './diameter.ts';

/** Who asks whom, and the ids of the transaction. */
export interface Envelope extends BaseIds {
  readonly session: string;
  readonly origin: PeerIdentity;
  readonly destination: { readonly host?: string; readonly realm: string };
  /** Hosts the request passed before, oldest first. */
  readonly routeRecords?: readonly string[];
  /** Whether Vendor-Specific-Application-Id is carried; TS 29.272 leaves it to the sender. */
  readonly vendorApplication?: boolean;
}

export type Outcome = { readonly result: number } | { readonly experimental: number };

export function routeRecordAvp(host: string): Avp {
  return identityAvp(avpCode.routeRecord, host);
}

function vendorApplication(application: number): Avp {
  return baseAvp(avpCode.vendorSpecificApplicationId, [
    u32Avp(avpCode.vendorId, vendor3gpp),
    u32Avp(avpCode.authApplicationId, application),
  ]);
}

export function requestOf(
  application: number,
  envelope: Envelope,
  number: number,
  avps: readonly Avp[],
): DiameterMessage {
  const { host, realm } = envelope.destination;
  return {
    request: true,
    command: number,
    application,
    hopByHop: envelope.hopByHop,
    endToEnd: envelope.endToEnd,
    avps: [
      sessionAvp(envelope.session),
      ...(envelope.vendorApplication ? [vendorApplication(application)] : []),
      u32Avp(avpCode.authSessionState, 1),
      identityAvp(avpCode.originHost, envelope.origin.host),
      identityAvp(avpCode.originRealm, envelope.origin.realm),
      ...(host === undefined ? [] : [identityAvp(avpCode.destinationHost, host)]),
      identityAvp(avpCode.destinationRealm, realm),
      ...avps,
      ...(envelope.routeRecords ?? []).map(routeRecordAvp),
    ],
  };
}

/** The answer of `responder`. */
export function answerOf(
  application: number,
  envelope: Envelope,
  number: number,
  outcome: Outcome,
  responder: PeerIdentity,
  avps: readonly Avp[] = [],
): DiameterMessage {
  const result =
    'result' in outcome
      ? u32Avp(avpCode.resultCode, outcome.result)
      : baseAvp(avpCode.experimentalResult, [
          u32Avp(avpCode.vendorId, vendor3gpp),
          u32Avp(avpCode.experimentalResultCode, outcome.experimental),
        ]);
  const error = 'result' in outcome && outcome.result >= 3000 && outcome.result < 4000;
  return {
    request: false,
    error,
    command: number,
    application,
    hopByHop: envelope.hopByHop,
    endToEnd: envelope.endToEnd,
    avps: [
      sessionAvp(envelope.session),
      ...(envelope.vendorApplication ? [vendorApplication(application)] : []),
      result,
      ...(error ? [] : [u32Avp(avpCode.authSessionState, 1)]),
      identityAvp(avpCode.originHost, responder.host),
      identityAvp(avpCode.originRealm, responder.realm),
      ...avps,
    ],
  };
}
