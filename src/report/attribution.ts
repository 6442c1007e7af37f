// SPDX-License-Identifier: Apache-2.0
// What can honestly be said of a source: whose range the address lies in, according to whom, and no
// more. A global title is leased and, for one-way operations, forged; a Diameter origin is a claim.
// The sentence is fixed: every report that names a network prints it, with the network's response.
import type { PartyDescription } from '../store/descriptions.ts';

export interface Attribution {
  readonly network: string;
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  readonly dated: string;
  /** What the named network said when asked. */
  readonly response: string;
}

const undated = 'undated';
const noSource = 'the names in the records, source not kept';

export function attributionSentence(name: string, source: string, dated: string): string {
  return (
    `The address belongs to ${name} according to ${source}, ${dated}. ` +
    'An address can be leased or forged; this report does not state who operated it.'
  );
}

/** Never says more than is known: of a prefix whose operator is unknown only the country. */
export function describeNetwork(party: PartyDescription | undefined, fallback: string): string {
  if (party === undefined) return fallback === '' ? 'unknown network' : fallback;
  if (party.precision === 'country') return `${party.name}, operator unknown`;
  return party.name;
}

export function attribute(
  party: PartyDescription | undefined,
  id: string,
  name: string,
): Attribution {
  const described = describeNetwork(party, name);
  const source = party?.source || noSource;
  const dated = party?.dated || undated;
  return {
    network: id,
    name: described,
    sentence: attributionSentence(described, source, dated),
    source,
    dated,
    response: 'not asked',
  };
}
