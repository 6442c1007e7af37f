// SPDX-License-Identifier: Apache-2.0
#include "native/state/geography.hpp"

#include <algorithm>

namespace sigwarden {

namespace item = network_image::item;
namespace limit = network_image::limit;

const char* Geography::open(Items neighbours, Items places, Items distances) {
  if (const char* why = open_neighbours(neighbours)) return why;
  return open_places(places, distances);
}

/// One bit a pair, 57 kB.
const char* Geography::open_neighbours(Items neighbours) {
  borders_.assign((kTerritories * kTerritories + 63) / 64, 0);
  const auto join = [&](uint32_t a, uint32_t b) {
    const uint32_t place = a * kTerritories + b;
    borders_[place / 64] |= uint64_t{1} << (place % 64);
  };
  for (uint32_t i = 0; i < kTerritories; i++)
    join(i, i);
  for (uint32_t i = 0; i < neighbours.count; i++) {
    const uint32_t pair = load_le32(neighbours.data + i * item::neighbour);
    if (pair >> 16 > limit::territory_id || (pair & 0xFFFF) > limit::territory_id)
      return "a neighbour does not exist";
    if (i > 0 && load_le32(neighbours.data + (i - 1) * item::neighbour) >= pair)
      return "its neighbours are not in order";
    join(pair >> 16, pair & 0xFFFF);
  }
  return nullptr;
}

const char* Geography::open_places(Items places, Items distances) {
  if (places.count > limit::territory_id ||
      distances.count != places.count * (std::max(places.count, 1u) - 1) / 2)
    return "its distances are not those of its territories";
  row_of_.assign(kTerritories, 0);
  uint32_t before = 0;
  for (uint32_t i = 0; i < places.count; i++) {
    const uint32_t territory = load_le16(places.data + i * item::place);
    if (territory <= before || territory > limit::territory_id)
      return "the territories of its distances are not in order";
    row_of_[territory] = static_cast<uint16_t>(i + 1);
    before = territory;
  }
  distances_ = distances;
  return nullptr;
}

void Geography::add_footprint(const uint8_t* territories, uint32_t count) {
  Footprint footprint(count);
  for (uint32_t i = 0; i < count; i++)
    footprint[i] = load_le16(territories + i * item::territory);
  std::sort(footprint.begin(), footprint.end());
  const uint32_t next = static_cast<uint32_t>(footprints_.size());
  const auto [known, is_new] = numbers_.try_emplace(footprint, next);
  footprint_of_.push_back(known->second);
  if (is_new) footprints_.push_back(std::move(footprint));
}

void Geography::finish() {
  numbers_.clear();
  for (uint32_t territories = 0; at_hand_ < footprints_.size(); at_hand_++) {
    territories += static_cast<uint32_t>(std::max<size_t>(footprints_[at_hand_].size(), 1));
    if (territories > limit::footprint_territories) break;
  }
  between_.resize(size_t{at_hand_} * at_hand_);
  for (uint32_t a = 0; a < at_hand_; a++)
    for (uint32_t b = 0; b <= a; b++)
      between_[a * at_hand_ + b] = between_[b * at_hand_ + a] =
          least(footprints_[a], footprints_[b]);
}

uint16_t Geography::between(Territory a, Territory b) const {
  if (touch(a, b)) return 0;
  const uint32_t row = std::max(row_of_[a], row_of_[b]), column = std::min(row_of_[a], row_of_[b]);
  if (column == 0) return kUnknownDistance;
  const uint32_t pair = (row - 1) * (row - 2) / 2 + (column - 1);
  return load_le16(distances_.data + pair * item::distance);
}

uint16_t Geography::least(const Footprint& a, const Footprint& b) const {
  uint16_t least = kUnknownDistance;
  bool is_whole = true;
  for (const Territory one : a)
    for (const Territory other : b) {
      const uint16_t km = between(one, other);
      is_whole &= km != kUnknownDistance;
      least = std::min(least, km);
    }
  return is_whole || least == 0 ? least : kUnknownDistance;
}

} // namespace sigwarden
