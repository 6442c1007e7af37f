// SPDX-License-Identifier: Apache-2.0
// Layout of the link image: configured links as native code reads them. Written by
// src/engine/link-image.ts, read by native/state/link_config.cpp. All integers little-endian,
// sections aligned to eight octets, one after the other: links, points, texts. A point is one
// address of one side of one link.

export const layout = {
  /** `SWLK` read as a little-endian word. */
  magic: 0x4b4c_5753,
  version: 2,
  magic_at: 0,
  version_at: 4,
  /** Octets of the whole image. */
  size_at: 8,
  link_count_at: 12,
  point_count_at: 16,
  text_octets_at: 20,
  header_octets: 24,

  /**
   * Name of a link: offset into the texts and length. Role, tap and variant: tables link_role,
   * tap_position and ss7_variant.
   */
  link: { name_at: 0, name_octets_at: 4, role_at: 6, tap_at: 7, variant_at: 8, octets: 16 },
  /**
   * `value`: an IPv6 or mapped IPv4 address; a point code in its first four octets; the offset and
   * length of a host name.
   */
  point: { value_at: 0, link_at: 16, side_at: 18, kind_at: 19, octets: 24 },
  side: { ours: 1, theirs: 2 },
  kind: { point_code: 1, address: 2, host: 3 },

  limit: { image_octets: 16_777_216, points: 65_536 },
} as const;
