// SPDX-License-Identifier: Apache-2.0
// Configured links: which point codes, addresses and Diameter hosts are ours and which are theirs.
// A view over an image written by src/engine/link-image.ts (layout in src/schema/link-image.ts),
// copied and checked on load. Asked once for each pair of endpoints and never for each message.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "native/base/bytes.hpp"
#include "native/decode/variants.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

/// One end of a link as packets show it: an IP address, or a point code in the last four octets.
using EndPoint = std::array<uint8_t, 16>;

/// A configured link; `kNoLink` where none fits.
using LinkNumber = uint16_t;
constexpr LinkNumber kNoLink = 0xFFFF;

struct ConfiguredLink {
  std::string name;
  LinkRole role = LinkRole::unknown;
  TapPosition tap = TapPosition::unknown;
  Ss7Variant variant = Ss7Variant::automatic;
};

/// Which side of a link is ours, in terms of the two ends that were asked about.
enum class OurSide : uint8_t { unknown, first, second };

struct LinkMatch {
  LinkNumber link = kNoLink;
  OurSide ours = OurSide::unknown;
};

class LinkConfig {
public:
  enum class Kind : uint8_t { point_code = 1, address = 2, host = 3 };

  /// False when the image is refused; `why` says why in one sentence and `out` is as it was.
  static bool load(Bytes image, LinkConfig& out, std::string& why);

  /// The link between two ends. One whose both sides fit goes before one of which only a side does.
  LinkMatch match(Kind kind, const EndPoint& first, const EndPoint& second) const;
  /// The same for Diameter hosts, lower case; an empty one fits nothing.
  LinkMatch match_hosts(std::string_view first, std::string_view second) const;

  /// What decoders are told of the links whose variant is configured. A link is recognised by the
  /// addresses and point codes of its far side, by ours of a kind of which the far side has none.
  Variants variants() const;

  const ConfiguredLink& link(LinkNumber number) const { return links_[number]; }
  uint32_t count() const { return static_cast<uint32_t>(links_.size()); }

private:
  enum class Side : uint8_t { ours = 1, theirs = 2 };
  struct Point {
    EndPoint value{};
    std::string host;
    LinkNumber link = kNoLink;
    Side side = Side::ours;
    Kind kind = Kind::address;
  };
  template <class Fits> LinkMatch best(Kind kind, Fits&& fits) const;

  std::vector<ConfiguredLink> links_;
  std::vector<Point> points_;
};

} // namespace sigwarden
