// SPDX-License-Identifier: Apache-2.0
// What an Sh answer gives away (TS 29.328 annex D): its User-Data is an XML document, of which only
// the names of elements are looked at. No XML parser: an element that is named is disclosed,
// however the document is formed. Called by diameter_meaning.hpp.
#pragma once

#include <array>
#include <iterator>
#include <string_view>

#include "native/base/bytes.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

struct DisclosingElement {
  std::string_view name;
  uint32_t disclosed;
};

inline constexpr DisclosingElement kDisclosingElements[] = {
    {"AgeOfLocationInformation", disclosed::age_of_location},
    {"CSUserState", disclosed::subscriber_state},
    {"CellGlobalId", disclosed::cell},
    {"CurrentLocationRetrieved", disclosed::current_location},
    {"E-UTRANCellGlobalId", disclosed::cell},
    {"GeodeticInformation", disclosed::coordinates},
    {"GeographicalInformation", disclosed::coordinates},
    {"IMSI", disclosed::imsi},
    {"LocationAreaId", disclosed::location_area},
    {"MMEName", disclosed::serving_node},
    {"MSCNumber", disclosed::serving_node},
    {"MSISDN", disclosed::msisdn},
    {"PSUserState", disclosed::subscriber_state},
    {"RoutingAreaId", disclosed::location_area},
    {"SGSNNumber", disclosed::serving_node},
    {"ServiceAreaId", disclosed::cell},
    {"TrackingAreaId", disclosed::location_area},
    {"VLRNumber", disclosed::serving_node},
};

constexpr uint32_t kLetters = 26;

/// Where the names of each letter begin in the table, which is in their order.
inline constexpr auto kFirstOfLetter = [] {
  std::array<uint8_t, kLetters + 1> first{};
  for (uint32_t letter = 0; letter <= kLetters; letter++)
    while (first[letter] < std::size(kDisclosingElements) &&
           static_cast<uint32_t>(kDisclosingElements[first[letter]].name[0] - 'A') < letter)
      first[letter]++;
  return first;
}();

/// Bits of Disclosed that the elements of a User-Data document name; in one pass over the document.
inline uint32_t disclosed_by_user_data(Bytes document) {
  uint32_t found = 0;
  std::string_view rest(reinterpret_cast<const char*>(document.data), document.size);
  for (size_t at = rest.find('<'); at != rest.npos; at = rest.find('<')) {
    rest.remove_prefix(at + 1);
    const size_t stop = rest.find_first_of(":<> \t\r\n/");
    if (stop != rest.npos && rest[stop] == ':') rest.remove_prefix(stop + 1); // of a namespace
    const uint32_t letter = rest.empty() ? kLetters : static_cast<uint32_t>(rest[0] - 'A');
    if (letter >= kLetters) continue;
    for (uint32_t i = kFirstOfLetter[letter]; i < kFirstOfLetter[letter + 1]; i++) {
      const DisclosingElement& element = kDisclosingElements[i];
      if (rest.substr(0, element.name.size()) != element.name) continue;
      const std::string_view end = rest.substr(element.name.size(), 1);
      if (end.find_first_of("> \t\r\n/") != end.npos) found |= element.disclosed;
    }
  }
  return found;
}

} // namespace sigwarden
