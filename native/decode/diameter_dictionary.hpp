// SPDX-License-Identifier: Apache-2.0
// From (vendor, code) to the row of an AVP, and from (application, code) to an operation: two loads
// instead of a search, since a message holds twenty AVPs. Tables are folded from the generated
// dictionary at compile time.
#pragma once

#include <array>

#include "native/generated/diameter.hpp"
#include "native/generated/diameter_avps.hpp"
#include "native/generated/operations.hpp"

namespace sigwarden {

constexpr uint32_t kIetfCodes = 1024;
constexpr uint32_t kTgppCodes = 4608;

template <uint32_t Codes> constexpr std::array<Avp, Codes> avps_of(uint32_t vendor) {
  std::array<Avp, Codes> rows{};
  for (uint32_t row = 1; row < kAvpCount; row++)
    if (kAvps[row].vendor == vendor) rows[kAvps[row].code] = static_cast<Avp>(row);
  return rows;
}
inline constexpr auto kIetfAvps = avps_of<kIetfCodes>(diameter::vendor::ietf);
inline constexpr auto kTgppAvps = avps_of<kTgppCodes>(diameter::vendor::tgpp);

/// Identity of an AVP is the pair (RFC 6733 §4.1): code 1 of vendor 10415 is not User-Name.
inline Avp avp_of(uint32_t vendor, uint32_t code) {
  if (vendor == diameter::vendor::ietf) return code < kIetfCodes ? kIetfAvps[code] : Avp::none;
  if (vendor == diameter::vendor::tgpp) return code < kTgppCodes ? kTgppAvps[code] : Avp::none;
  return Avp::none;
}

/// An enterprise with AVPs of its own, under which a code is what it made it.
inline bool has_own_avps(uint32_t vendor) {
  switch (vendor) {
  case diameter::enterprise::cisco:
  case diameter::enterprise::nokia:
  case diameter::enterprise::oracle:
  case diameter::enterprise::ericsson:
  case diameter::enterprise::alcatel_lucent:
  case diameter::enterprise::huawei:
  case diameter::enterprise::juniper:
  case diameter::enterprise::tgpp2:
  case diameter::enterprise::starent:
  case diameter::enterprise::vodafone:
  case diameter::enterprise::etsi:
  case diameter::enterprise::zte:
  case diameter::enterprise::nokia_solutions: return true;
  default: return false;
  }
}

struct CommandLookup {
  OperationId id = OperationId::unknown;
  bool application_known = false;
};

/// The operation of a command; the eight of S6a head the table and are found without a search. The
/// application of relays is one that peers name to each other, and no message's (RFC 6733 §2.4).
inline CommandLookup command_of(uint32_t application, uint32_t code) {
  static_assert(kDiameterCommands[0].application == diameter::application::s6a &&
                kDiameterCommands[0].code == 316 && kDiameterCommands[7].code == 323);
  if (application == diameter::application::s6a && code - 316 < 8)
    return {kDiameterCommands[code - 316].id, true};
  CommandLookup found;
  found.application_known = application == diameter::application::relay;
  for (const DiameterCommand& command : kDiameterCommands) {
    if (command.application != application) continue;
    found.application_known = true;
    if (command.code != code) continue;
    found.id = command.id;
    break;
  }
  return found;
}

} // namespace sigwarden
