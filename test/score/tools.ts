// SPDX-License-Identifier: Apache-2.0
// Public attack tools and simulators, and the operations that each sends by its own public
// description. Named for defence: nothing of them is copied or shipped.

export interface Tool {
  readonly name: string;
  readonly operations: readonly string[];
  /** What the list of operations leaves open. */
  readonly note?: string;
}

const map = (...names: string[]) => names.map((name) => `gsm_map.${name}`);

export const tools: readonly Tool[] = [
  {
    name: 'SigPloit',
    operations: [
      ...map('sendRoutingInfo', 'sendRoutingInfoForSM', 'sendRoutingInfoForGprs'),
      ...map('provideSubscriberInfo', 'anyTimeInterrogation', 'updateLocation', 'sendIMSI'),
      ...map('insertSubscriberData', 'cancelLocation', 'purgeMS', 'sendAuthenticationInfo'),
      ...map('mt-ForwardSM'),
    ],
    note: 'its parts for GTP and Diameter send what its operator writes; GTP is counted here and not judged',
  },
  {
    name: 'safeseven',
    operations: map(
      'sendRoutingInfoForSM',
      'provideSubscriberInfo',
      'anyTimeInterrogation',
      'updateLocation',
    ),
    note: 'and others, over SCTP and M3UA',
  },
  {
    name: 'ss7MAPer',
    operations: [],
    note:
      'tests what HLR and MSC answer to; its description names no closed list: every row of MAP in ' +
      'the second table applies',
  },
  {
    name: 'jss7-attack-simulator',
    operations: map(
      'anyTimeInterrogation',
      'provideSubscriberInfo',
      'updateLocation',
      'mt-ForwardSM',
    ),
    note: 'interception of short messages is an update, then a message that goes to the new node',
  },
  {
    name: 'Restcomm jSS7 simulator, corsac-jss7, corsac-diameter',
    operations: [],
    note: 'any operation of MAP, CAP or Diameter, by hand: the second table applies',
  },
  {
    name: 'sigcorr’s generators',
    operations: [],
    note:
      'forged captures of 22 sequences, several of them ordinary procedures; screened with a reviewed ' +
      'list of findings (test/oracle)',
  },
];
