// SPDX-License-Identifier: Apache-2.0
// Layout of the state image: who is served where, and which number is whose, as octets between two
// runs. Written by native/state/saved_state.cpp and by src/appliance/state-export.ts, read by the
// former. All integers little-endian; behind the header the claims, then the pairs of numbers. Of
// one subscriber and domain the newest claim goes before the earlier ones. It is the location data
// of a country: at rest it lies sealed (src/store/saved-state.ts), and no command prints of it more than counts.

export const layout = {
  /** `SWST` read as a little-endian word. */
  magic: 0x5453_5753,
  version: 1,
  magic_at: 0,
  version_at: 4,
  /** Octets of the whole image. */
  size_at: 8,
  /** Packet time up to which it was observed, s: what came later nobody saw. */
  as_of_at: 12,
  claim_count_at: 16,
  number_count_at: 20,
  header_octets: 24,

  /**
   * `imsi`: BCD in a 64-bit word, first digit on top. `seen`: last activity at a place that anything
   * supports. `place`: 0 the newest claim of its domain, then the earlier ones. `flags` are those of
   * native/state/claims.hpp: changing one raises the version.
   */
  claim: {
    imsi_at: 0,
    since_at: 8,
    seen_at: 12,
    party_at: 16,
    domain_at: 18,
    place_at: 19,
    grade_at: 20,
    flags_at: 21,
    octets: 24,
  },
  /** Both numbers as above, with their count of digits in the last nibble. */
  number: { msisdn_at: 0, imsi_at: 8, seen_at: 16, octets: 24 },

  limit: { image_octets: 536_870_912 },
} as const;
