// SPDX-License-Identifier: Apache-2.0
// Territories: ISO 3166-1 alpha-2 codes, the two that ISO reserves for Ascension (AC) and Tristan
// da Cunha (TA), Kosovo's customary XK, and the user-assigned rest of XA to XZ for fictional
// networks. Places are territories and not flags: Guadeloupe is GP and not FR, since that is how
// far a phone can travel in an hour.

/** A territory as a number, the same in every image and record: AA is 1, ZZ is 676. */
export function territoryId(code: string): number {
  if (!/^[A-Z]{2}$/.test(code)) throw new RangeError(`no territory code: ${code}`);
  return (code.charCodeAt(0) - 65) * 26 + (code.charCodeAt(1) - 65) + 1;
}

/** The code behind such a number; undefined for none. */
export function territoryCode(id: number): string | undefined {
  if (!Number.isInteger(id) || id < 1 || id > 676) return undefined;
  return String.fromCharCode(65 + Math.floor((id - 1) / 26), 65 + ((id - 1) % 26));
}

/** Codes that nobody will ever assign to a real place, XK excepted. */
export function isFictional(code: string): boolean {
  return /^X[A-Z]$/.test(code) && code !== 'XK';
}
