// SPDX-License-Identifier: Apache-2.0
#include "native/decode/variants.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

constexpr auto kByEnd = [](const auto& entry, const Variants::End& end) { return entry.end < end; };

Variants::End end_of(uint32_t code) {
  Variants::End end{};
  for (uint32_t i = 0; i < 4; i++)
    end[12 + i] = static_cast<uint8_t>(code >> (24 - 8 * i));
  return end;
}

} // namespace

void Variants::add(std::vector<Entry>& entries, const Entry& entry) {
  const auto at = std::lower_bound(entries.begin(), entries.end(), entry.end, kByEnd);
  if (at == entries.end() || at->end != entry.end) entries.insert(at, entry);
}

Ss7Variant Variants::find(const std::vector<Entry>& entries, const End& end) {
  const auto at = std::lower_bound(entries.begin(), entries.end(), end, kByEnd);
  return at != entries.end() && at->end == end ? at->variant : Ss7Variant::automatic;
}

Ss7Variant Variants::of_packet(const Packet& packet) const {
  if (addresses_.empty() || packet.ip_version == 0) return Ss7Variant::automatic;
  const Ss7Variant variant = find(addresses_, packet.source);
  return variant != Ss7Variant::automatic ? variant : find(addresses_, packet.destination);
}

Ss7Variant Variants::of_codes(uint32_t opc, uint32_t dpc) const {
  if (codes_.empty()) return Ss7Variant::automatic;
  const Ss7Variant variant = find(codes_, end_of(opc));
  return variant != Ss7Variant::automatic ? variant : find(codes_, end_of(dpc));
}

} // namespace sigwarden
