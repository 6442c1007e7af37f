// SPDX-License-Identifier: Apache-2.0
// What an operator tells the appliance about networks: the values of `[[network]]` and
// `[[territory]]` after checking. The configuration fills it, `--home` makes one, the image is
// compiled from it.
import { epcRealm, formatPlmn, type Plmn } from './digits.ts';

export interface NetworkDefinition {
  readonly id: string;
  readonly name: string;
  /** Networks of one operator count as one party when entitlement is judged. */
  readonly operator: string;
  /**
   * Footprint: every territory that this network's nodes may serve. Empty means: take it from the
   * MCCs.
   */
  readonly territories: readonly string[];
  readonly home: boolean;
  readonly plmn: readonly Plmn[];
  /**
   * IMSI prefixes longer than MCC-MNC, for operators that share one (full MVNO, sponsored IMSI).
   */
  readonly imsi: readonly string[];
  /** E.164 prefixes of nodes. */
  readonly globalTitles: readonly string[];
  /**
   * E.164 prefixes of subscribers. Never used to recognise an own subscriber: numbers are ported.
   */
  readonly msisdn: readonly string[];
  /** E.214 prefixes, CC and NDC. */
  readonly mobileGlobalTitles: readonly string[];
  readonly realms: readonly string[];
  readonly pointCodes: readonly number[];
  /** E.164 prefixes of its gsmSCF. */
  readonly gsmScf: readonly string[];
  /** E.164 prefixes of its SMS routers; any of them means that its deliveries are home-routed. */
  readonly smsRouters: readonly string[];
  /** It relays for other networks: its address says nothing of whose node asks. */
  readonly hub: boolean;
  /** First and last day (inclusive) on which this is true; undefined is open. */
  readonly validFrom: number | undefined;
  readonly validUntil: number | undefined;
  /** Where this knowledge comes from; reports quote it. */
  readonly source: string;
}

export interface TerritoryDefinition {
  readonly code: string;
  readonly name: string;
  readonly neighbours: readonly string[];
  /** Kilometres from border to border, by territory. */
  readonly distances: ReadonlyMap<string, number>;
}

/**
 * All kinds of address by which a network is recognised, with the word used for each in messages.
 */
export const prefixKinds = {
  globalTitles: 'global title prefix',
  msisdn: 'MSISDN prefix',
  mobileGlobalTitles: 'E.214 prefix',
  gsmScf: 'gsmSCF prefix',
  smsRouters: 'SMS router prefix',
  imsi: 'IMSI prefix',
} as const;

/** The network of which nothing is known but its PLMN: `--home 001-01` without a configuration. */
export function homeFromPlmn(plmn: Plmn): NetworkDefinition {
  return {
    ...emptyNetwork,
    id: `home-${formatPlmn(plmn)}`,
    name: `Home network ${formatPlmn(plmn)}`,
    operator: `home-${formatPlmn(plmn)}`,
    home: true,
    plmn: [plmn],
    realms: [epcRealm(plmn)],
    source: '--home on the command line',
  };
}

/**
 * Makes `plmn` the home: the configured networks that hold it, else a network of its own, put last
 * so that the numbers of the others stay. Other networks lose the mark, since an appliance that is
 * told its home on the command line is being pointed at someone else's capture.
 */
export function withHome(networks: readonly NetworkDefinition[], plmn: Plmn): NetworkDefinition[] {
  const wanted = formatPlmn(plmn);
  const marked = networks.map((network) => ({
    ...network,
    home: network.plmn.some((own) => formatPlmn(own) === wanted),
  }));
  return marked.some((network) => network.home) ? marked : [...marked, homeFromPlmn(plmn)];
}

export const emptyNetwork: NetworkDefinition = {
  id: '',
  name: '',
  operator: '',
  territories: [],
  home: false,
  plmn: [],
  imsi: [],
  globalTitles: [],
  msisdn: [],
  mobileGlobalTitles: [],
  realms: [],
  pointCodes: [],
  gsmScf: [],
  smsRouters: [],
  hub: false,
  validFrom: undefined,
  validUntil: undefined,
  source: '',
};
