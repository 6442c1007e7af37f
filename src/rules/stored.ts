// SPDX-License-Identifier: Apache-2.0
// Facts of a stored finding: what its record says, in the names that rules use. The body keeps the facts that the rule
// named; header and body repeat some of them in a form that outlives the network image (ids and not numbers), and that
// form goes before.
import { ANOMALY_BITS, type FactValue, type FactValues } from './values.ts';

/** The fields of a record header that are facts. */
export interface FindingHeader {
  readonly technology: number;
  readonly operation: number;
  readonly outcome: number;
  readonly direction: number;
  readonly entitlement: number;
  readonly requested: number;
  readonly disclosed: number;
  readonly anomalies: bigint;
}

/** Key of the body -> fact of which it is the lasting form. */
const lasting: Readonly<Record<string, string>> = {
  source: 'origin.network',
  source_territory: 'origin.territory',
  destination: 'destination.network',
  home: 'subscriber.home',
  serving: 'subscriber.serving',
  serving_grade: 'subscriber.serving_grade',
  serving_age_s: 'subscriber.serving_age',
  is_abroad: 'subscriber.is_abroad',
  reason: 'entitlement.reason',
  role: 'link.role',
  tap_position: 'link.tap',
  from_initiator: 'message.from_initiator',
  previous: 'claim.flip_suspect',
};

export function factsOfFinding(
  header: FindingHeader,
  body: Readonly<Record<string, unknown>>,
): FactValues {
  const facts: Record<string, FactValue> = {
    technology: header.technology,
    'operation.id': header.operation,
    outcome: header.outcome,
    direction: header.direction,
    entitlement: header.entitlement,
    requested: header.requested,
    disclosed: header.disclosed,
    [ANOMALY_BITS]: header.anomalies,
    ...(body.facts as Readonly<Record<string, FactValue>> | undefined),
  };
  for (const [key, fact] of Object.entries(lasting))
    if (key in body) facts[fact] = body[key] as FactValue;
  return facts;
}
