// SPDX-License-Identifier: Apache-2.0
// The hard allow-list of the forge: every identity and every address that an encoder writes passes
// one of these functions and comes back unchanged, or the encoder throws. There is no switch. What
// is let through belongs to nobody: test PLMNs (ITU-T E.212: MCC 001 and 999), numbers under the
// unassigned +999 and the ranges reserved for drama (+44 7700 900xxx, +1 NPA 555 01xx), addresses
// for documentation (RFC 5737, RFC 3849), test IMEIs (GSMA TS.06, reporting body 00), locally
// administered MAC addresses, positions within a degree of 0 N 0 E. Point codes are not listed:
// they mean nothing outside the link and network appearance they stand on.

const imsiForm = /^(?:001|999)\d{3,12}$/;
const titleForms = [/^999\d{1,12}$/, /^447700900\d{3}$/, /^1[2-9]\d\d55501\d\d$/];
const mobileTitleForm = /^999\d{2,12}$/;
const imeiForm = /^00\d{12,14}$/;
const hostForm = /^(?:[a-z0-9-]+\.)*(?:epc|ims)\.mnc\d{3}\.mcc(?:001|999)\.3gppnetwork\.org$/;
const sessionForm = /^[a-z0-9-]{1,16}$/;
const macForm = /^02:00:00:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}$/;
const labTextForm = /^LAB[ A-Z0-9]{0,8}$/;
const shortCodeForm = /^[*#][*#0-9]{1,24}$/;
const documentationIpv4 = [
  [192, 0, 2],
  [198, 51, 100],
  [203, 0, 113],
];
/** The position of the published worked examples, in the empty Atlantic. */
const referencePosition = { latitude: 25.75, longitude: -59.49839 };

function refuse(kind: string, value: string, allowed: string): never {
  throw new Error(`the forge writes no ${kind} ${JSON.stringify(value)}: allowed are ${allowed}`);
}

/** IMSI of 6 to 15 digits under MCC 001 or 999. */
export function allowedImsi(digits: string): string {
  if (!imsiForm.test(digits)) refuse('IMSI', digits, 'MCC 001 and 999, 6 to 15 digits');
  return digits;
}

/** E.164 number (subscriber, node, roaming number) without plus sign. */
export function allowedNumber(digits: string): string {
  if (!titleForms.some((form) => form.test(digits))) {
    refuse('number', digits, '+999..., +447700900xxx, +1 NPA 555 01xx');
  }
  return digits;
}

/**
 * E.214 mobile global title: country code and network code of a fictional network, then the MSIN.
 */
export function allowedMobileTitle(digits: string): string {
  if (!mobileTitleForm.test(digits)) refuse('mobile global title', digits, '+999...');
  return digits;
}

/** IMEI or IMEISV, 14 to 16 digits. */
export function allowedImei(digits: string): string {
  if (!imeiForm.test(digits)) {
    refuse('IMEI', digits, 'test IMEIs, which begin with 00');
  }
  return digits;
}

/** Mobile country and network code; the network code of 2 or 3 digits as written. */
export function allowedPlmn(mcc: string, mnc: string): string {
  if (!/^(?:001|999)$/.test(mcc) || !/^\d{2,3}$/.test(mnc)) {
    refuse('PLMN', `${mcc}-${mnc}`, 'MCC 001 and 999');
  }
  return mcc + mnc;
}

/** Diameter host or realm below mcc001 or mcc999 of 3gppnetwork.org. */
export function allowedHost(name: string): string {
  if (!hostForm.test(name)) refuse('Diameter identity', name, 'names under mcc001 and mcc999');
  return name;
}

/** Diameter Session-Id: its first part is a host, or a bare label without any domain. */
export function allowedSession(session: string): string {
  const [host = ''] = session.split(';', 1);
  if (!sessionForm.test(host)) allowedHost(host);
  return session;
}

/** IPv4 address in dotted form, as four octets. */
export function allowedIpv4(address: string): Uint8Array {
  const octets = address.split('.').map(Number);
  const known = documentationIpv4.some((net) => net.every((octet, i) => octets[i] === octet));
  const host = octets[3] ?? -1;
  if (octets.length !== 4 || !known || !(host >= 0 && host <= 255)) {
    refuse('IPv4 address', address, '192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24');
  }
  return Uint8Array.from(octets);
}

/** IPv6 address in text form (one `::` at most), as sixteen octets. */
export function allowedIpv6(address: string): Uint8Array {
  const [head = '', tail] = address.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = 8 - before.length - after.length;
  const groups = [...before, ...Array(Math.max(0, gap)).fill('0'), ...after];
  const wellFormed = groups.length === 8 && groups.every((g) => /^[0-9a-f]{1,4}$/i.test(g));
  const values = groups.map((group) => Number.parseInt(group, 16));
  if (!wellFormed || values[0] !== 0x2001 || values[1] !== 0x0db8) {
    refuse('IPv6 address', address, '2001:db8::/32');
  }
  return Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

/** Locally administered MAC address under 02:00:00, as six octets. */
export function allowedMac(address: string): Uint8Array {
  if (!macForm.test(address)) refuse('MAC address', address, '02:00:00:xx:xx:xx');
  return Uint8Array.from(address.split(':'), (octet) => Number.parseInt(octet, 16));
}

/** Alphanumeric originator of a short message. */
export function allowedSender(text: string): string {
  if (!labTextForm.test(text)) refuse('alphanumeric sender', text, 'LAB and up to 8 capitals');
  return text;
}

/** USSD string: a service code, never text that could pass for a real service. */
export function allowedServiceCode(text: string): string {
  if (!shortCodeForm.test(text)) refuse('USSD string', text, 'service codes such as *100#');
  return text;
}

/** Position in degrees, north and east positive: the empty sea around 0 N 0 E. */
export function allowedPosition(latitude: number, longitude: number): void {
  const reference =
    latitude === referencePosition.latitude && longitude === referencePosition.longitude;
  if (!reference && !(Math.abs(latitude) <= 1 && Math.abs(longitude) <= 1)) {
    refuse('position', `${latitude} ${longitude}`, 'within one degree of 0 N 0 E');
  }
}
