// SPDX-License-Identifier: Apache-2.0
// The values of one `[[network]]`, of the configuration or of a file of knowledge, as the
// definition that the rest of the product uses.
import type { NetworkDefinition } from '../network/definition.ts';
import type { NetworkValues } from './schema.ts';

/**
 * Fields that could not be read are empty here; the error that says so keeps the result from being
 * used.
 */
export function toDefinition(values: NetworkValues): NetworkDefinition {
  return {
    id: values.id ?? '',
    name: values.name ?? '',
    operator: values.operator ?? '',
    territories: values.territories,
    home: values.home,
    plmn: values.plmn,
    imsi: values.imsi,
    globalTitles: values.global_titles,
    msisdn: values.msisdn,
    mobileGlobalTitles: values.mobile_global_titles,
    realms: values.realms,
    pointCodes: values.point_codes,
    gsmScf: values.gsm_scf,
    validFrom: values.valid_from,
    validUntil: values.valid_until,
    source: values.source || 'configuration',
  };
}
