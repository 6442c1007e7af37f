// SPDX-License-Identifier: Apache-2.0
// How far apart do networks serve? Borders and border-to-border distances of territories, out of
// the network image, and the least over the footprints of two networks: a regional group serves
// several islands from one core, so its address names a set of places and never one. Distances
// between footprints are computed on load; a message pays one read. Unknown stays unknown: one pair
// of territories without a distance may be the near one.
#pragma once

#include <map>
#include <vector>

#include "native/base/bytes.hpp"
#include "native/generated/network_image.hpp"

namespace sigwarden {

/// ISO 3166-1 alpha-2 as a number, AA = 1 to ZZ = 676; 0 is none. The same in every image and
/// record.
using Territory = uint16_t;

constexpr uint16_t kUnknownDistance = network_image::distance::unknown;
constexpr int32_t kUnknownTravel = -1;

/// The least time in which a telephone that was heard in one territory can be heard in another so
/// many km away, border to border; -1 for an unknown distance. Generous to the traveller, since it
/// is held against him:
///   * a cell is heard as far as 35 km (timing advance 63, TS 45.010 §5.6) beyond its own coast, on
///     both sides: what is left of the distance is what was travelled;
///   * by road, rail or ferry at 130 km/h, or by air at 1,000 km/h, which needs half an hour more:
///     the fastest airliner from New York to London took 4 h 56 min, and is possible by this.
constexpr int32_t travel_seconds(uint16_t km) {
  constexpr int32_t kHeardKm = 2 * 35, kGroundKmh = 130, kAirKmh = 1000, kAirOverheadS = 1800;
  constexpr int32_t kHour = 3600;
  if (km == kUnknownDistance) return kUnknownTravel;
  if (km <= kHeardKm) return 0;
  const int32_t left_km = km - kHeardKm;
  const int32_t ground_s = left_km * kHour / kGroundKmh;
  const int32_t air_s = kAirOverheadS + left_km * kHour / kAirKmh;
  return ground_s < air_s ? ground_s : air_s;
}

class Geography {
public:
  struct Items {
    const uint8_t* data = nullptr;
    uint32_t count = 0;
  };
  /// The sections of the image. What is wrong with them, or nullptr.
  const char* open(Items neighbours, Items places, Items distances);
  /// The footprint of the next party, in the order of their numbers; territories are checked ones.
  void add_footprint(const uint8_t* territories, uint32_t count);
  /// After the last party: computes what lies between footprints.
  void finish();

  /// km from border to border, 0 for neighbours, kUnknownDistance.
  uint16_t between(Territory a, Territory b) const;
  /// The same, the least over two parties' footprints. Parties that were added.
  uint16_t between_parties(uint32_t a, uint32_t b) const {
    const uint32_t fa = footprint_of_[a], fb = footprint_of_[b];
    if (fa >= at_hand_ || fb >= at_hand_) [[unlikely]]
      return least(footprints_[fa], footprints_[fb]);
    return between_[fa * at_hand_ + fb];
  }

private:
  static constexpr uint32_t kTerritories = network_image::limit::territory_id + 1;
  using Footprint = std::vector<Territory>;

  const char* open_neighbours(Items neighbours);
  const char* open_places(Items places, Items distances);
  uint16_t least(const Footprint& a, const Footprint& b) const;
  bool touch(Territory a, Territory b) const {
    const uint32_t place = uint32_t{a} * kTerritories + b;
    return ((borders_[place / 64] >> (place % 64)) & 1) != 0;
  }

  std::vector<uint64_t> borders_;     ///< a bit for each pair of territories that are one or touch
  std::vector<uint16_t> row_of_;      ///< of a territory in the triangle, from 1; 0 is none
  Items distances_;                   ///< lies in the image
  std::vector<Footprint> footprints_; ///< different ones
  std::map<Footprint, uint32_t> numbers_; ///< of footprints_, until finish()
  std::vector<uint32_t> footprint_of_;
  std::vector<uint16_t> between_; ///< of the first at_hand_ footprints, both ways round
  uint32_t at_hand_ = 0;
};

} // namespace sigwarden
