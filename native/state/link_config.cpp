// SPDX-License-Identifier: Apache-2.0
#include "native/state/link_config.hpp"

#include <algorithm>

#include "native/generated/limits.hpp"
#include "native/generated/link_image.hpp"

namespace sigwarden {
namespace {

namespace layout = link_image;

constexpr uint8_t kFirstOurs = 1, kFirstTheirs = 2, kSecondOurs = 4, kSecondTheirs = 8;

constexpr uint8_t kLinkHasTheirs = 16;

/// How well the sides that fit make a link of two ends: both sides, one side, nothing.
uint32_t score(uint8_t sides) {
  const bool forward = (sides & kFirstOurs) && (sides & kSecondTheirs);
  const bool backward = (sides & kSecondOurs) && (sides & kFirstTheirs);
  if (forward || backward) return 2;
  // Our own node may stand on every link: alone it names none, but one of which only it is known.
  if ((sides & (kFirstTheirs | kSecondTheirs)) != 0) return 1;
  return (sides & kLinkHasTheirs) == 0 && sides != 0 ? 1 : 0;
}

OurSide our_side(uint8_t sides) {
  const bool forward = (sides & kFirstOurs) && (sides & kSecondTheirs);
  const bool backward = (sides & kSecondOurs) && (sides & kFirstTheirs);
  if (forward != backward) return forward ? OurSide::first : OurSide::second;
  const bool first_theirs = sides & kFirstTheirs, second_theirs = sides & kSecondTheirs;
  if (first_theirs != second_theirs) return first_theirs ? OurSide::second : OurSide::first;
  const bool first_ours = sides & kFirstOurs, second_ours = sides & kSecondOurs;
  if (first_ours != second_ours) return first_ours ? OurSide::first : OurSide::second;
  return OurSide::unknown;
}

} // namespace

bool LinkConfig::load(Bytes image, LinkConfig& out, std::string& why) {
  const auto refuse = [&](const char* what) {
    why = std::string("link image: ") + what;
    return false;
  };
  if (image.size < layout::header_octets || image.size > layout::limit::image_octets)
    return refuse("impossible size");
  if (load_le32(image.data + layout::magic_at) != layout::magic) return refuse("not a link image");
  if (load_le32(image.data + layout::version_at) != layout::version)
    return refuse("another version");
  if (load_le32(image.data + layout::size_at) != image.size) return refuse("cut short");
  const uint32_t links = load_le32(image.data + layout::link_count_at);
  const uint32_t points = load_le32(image.data + layout::point_count_at);
  const uint32_t texts = load_le32(image.data + layout::text_octets_at);
  if (links > limits::configured_links || points > layout::limit::points ||
      uint64_t{layout::header_octets} + uint64_t{links} * layout::link::octets +
              uint64_t{points} * layout::point::octets + texts >
          image.size)
    return refuse("sections lie outside it");
  const uint8_t* link_at = image.data + layout::header_octets;
  const uint8_t* point_at = link_at + links * layout::link::octets;
  const char* text = reinterpret_cast<const char*>(point_at + points * layout::point::octets);
  const auto inside = [&](uint32_t at, uint32_t n) { return at <= texts && n <= texts - at; };

  LinkConfig config;
  for (uint32_t i = 0; i < links; i++, link_at += layout::link::octets) {
    const uint32_t name = load_le32(link_at), octets = load_le16(link_at + 4);
    const uint8_t role = link_at[layout::link::role_at], tap = link_at[layout::link::tap_at];
    const uint8_t variant = link_at[layout::link::variant_at];
    if (!inside(name, octets) || role >= kLinkRoleCount || tap >= kTapPositionCount ||
        variant >= kSs7VariantCount)
      return refuse("a link has a value outside its table");
    config.links_.push_back({std::string(text + name, octets), static_cast<LinkRole>(role),
                             static_cast<TapPosition>(tap), static_cast<Ss7Variant>(variant)});
  }
  for (uint32_t i = 0; i < points; i++, point_at += layout::point::octets) {
    Point point;
    std::memcpy(point.value.data(), point_at, point.value.size());
    point.link = load_le16(point_at + layout::point::link_at);
    const uint8_t side = point_at[layout::point::side_at], kind = point_at[layout::point::kind_at];
    if (point.link >= links || side < 1 || side > 2 || kind < 1 || kind > 3)
      return refuse("a point has a value outside its table");
    point.side = static_cast<Side>(side);
    point.kind = static_cast<Kind>(kind);
    if (point.kind == Kind::host) {
      const uint32_t at = load_le32(point_at), octets = load_le32(point_at + 4);
      if (!inside(at, octets)) return refuse("a host name lies outside it");
      point.host.assign(text + at, octets);
    } else if (point.kind == Kind::point_code) {
      EndPoint code{};
      for (uint32_t k = 0; k < 4; k++)
        code[15 - k] = point.value[k];
      point.value = code;
    }
    config.points_.push_back(std::move(point));
  }
  out = std::move(config);
  return true;
}

Variants LinkConfig::variants() const {
  Variants variants;
  const auto has_theirs = [&](const Point& like) {
    return std::any_of(points_.begin(), points_.end(), [&](const Point& point) {
      return point.link == like.link && point.kind == like.kind && point.side == Side::theirs;
    });
  };
  for (const Point& point : points_) {
    const Ss7Variant variant = links_[point.link].variant;
    if (variant == Ss7Variant::automatic || (point.side == Side::ours && has_theirs(point)))
      continue;
    if (point.kind == Kind::address) variants.add_address(point.value, variant);
    if (point.kind == Kind::point_code) variants.add_point_code(point.value, variant);
  }
  return variants;
}

/// `fits(point)` tells which of the two ends the point is: bit 0 the first, bit 1 the second.
template <class Fits> LinkMatch LinkConfig::best(Kind kind, Fits&& fits) const {
  std::array<uint8_t, limits::configured_links> sides{};
  for (const Point& point : points_) {
    if (point.kind != kind) continue;
    const uint32_t ends = fits(point);
    const uint8_t side = point.side == Side::ours ? kFirstOurs : kFirstTheirs;
    if (point.side == Side::theirs) sides[point.link] |= kLinkHasTheirs;
    if (ends & 1) sides[point.link] |= side;
    if (ends & 2) sides[point.link] |= static_cast<uint8_t>(side << 2);
  }
  LinkMatch match;
  uint32_t highest = 0;
  for (LinkNumber i = 0; i < links_.size(); i++) {
    const uint32_t value = score(sides[i]);
    if (value <= highest) continue;
    highest = value;
    match = {i, our_side(sides[i])};
  }
  return match;
}

LinkMatch LinkConfig::match(Kind kind, const EndPoint& first, const EndPoint& second) const {
  return best(kind, [&](const Point& point) {
    return uint32_t{point.value == first} | uint32_t{point.value == second} << 1;
  });
}

LinkMatch LinkConfig::match_hosts(std::string_view first, std::string_view second) const {
  return best(Kind::host, [&](const Point& point) {
    return uint32_t{!first.empty() && point.host == first} |
           uint32_t{!second.empty() && point.host == second} << 1;
  });
}

} // namespace sigwarden
