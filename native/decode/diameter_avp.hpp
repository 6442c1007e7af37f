// SPDX-License-Identifier: Apache-2.0
// The header of an AVP (RFC 6733 §4.1), and what follows from its row of the dictionary alone: its
// size, its flags, which of its octets no evidence may keep. Included by the walk and by what shows
// AVPs.
#pragma once

#include "native/decode/diameter_dictionary.hpp"

namespace sigwarden {

constexpr uint32_t kDiameterHeaderOctets = 20;
constexpr uint32_t kAvpHeaderOctets = 8;
constexpr uint32_t kVendorOctets = 4;

struct AvpHeader {
  Avp avp = Avp::none;
  uint32_t code = 0, vendor = 0, length = 0;
  uint8_t flags = 0;
  bool has_vendor() const { return flags & diameter::avp_flag::vendor; }
  uint32_t header_octets() const { return kAvpHeaderOctets + (has_vendor() ? kVendorOctets : 0); }
};

/// Octets of a value, by its type (RFC 6733 §4.2); 0 for those of any number.
inline constexpr auto kOctetsOfType = [] {
  std::array<uint8_t, static_cast<size_t>(AvpType::secret) + 1> octets{};
  for (const AvpType type : {AvpType::unsigned_, AvpType::signed_, AvpType::float_, AvpType::time})
    octets[static_cast<size_t>(type)] = 4;
  for (const AvpType type : {AvpType::unsigned64, AvpType::signed64})
    octets[static_cast<size_t>(type)] = 8;
  return octets;
}();

/// Whether the size is another than the type's.
inline bool has_wrong_size(Avp avp, uint32_t octets) {
  const uint32_t wanted = kOctetsOfType[static_cast<size_t>(info_of(avp).type)];
  return wanted != 0 && octets != wanted;
}

/// Whether its flags are others than they are in honest traffic; which of them is looked up then.
inline bool has_odd_flags(const AvpHeader& avp, const AvpInfo& info) {
  const uint32_t wanted = info.must ? diameter::avp_flag::mandatory : 0;
  const uint32_t fixed = diameter::avp_flag::reserved | diameter::avp_flag::protected_ | wanted;
  return (avp.flags & fixed) != wanted || (avp.has_vendor() && avp.vendor == 0);
}

/// What of an AVP evidence must not keep, besides secrets.
enum class Hidden : uint8_t {
  nothing,
  behind_plmn, ///< a cell or an area
  behind_type, ///< the same with an octet of type in front
  all,         ///< coordinates, documents that hold places among the rest
};

inline constexpr auto kHidden = [] {
  std::array<Hidden, kAvpCount> hidden{};
  const auto set = [&](Avp avp, Hidden how) { hidden[static_cast<uint16_t>(avp)] = how; };
  for (const Avp avp : {Avp::e_utran_cell_global_identity, Avp::cell_global_identity,
                        Avp::service_area_identity, Avp::ecgi, Avp::tracking_area_identity,
                        Avp::routing_area_identity, Avp::location_area_identity})
    set(avp, Hidden::behind_plmn);
  set(Avp::n3gpp_user_location_info, Hidden::behind_type);
  for (const Avp avp :
       {Avp::geographical_information, Avp::geodetic_information, Avp::location_estimate,
        Avp::civic_address, Avp::area_identification, Avp::eutran_positioning_data,
        Avp::access_network_information, Avp::n3gpp_twan_identifier, Avp::bssid, Avp::sh_user_data})
    set(avp, Hidden::all);
  return hidden;
}();

inline Hidden hidden_of(Avp avp) {
  return kHidden[static_cast<uint16_t>(avp)];
}

} // namespace sigwarden
