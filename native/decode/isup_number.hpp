// SPDX-License-Identifier: Apache-2.0
// Numbers of a call as ISUP writes them (ITU-T Q.763 §3.9, §3.10, §3.26, §3.30, §3.39, §3.44) and
// as CAP does (CalledPartyBCDNumber, TS 29.078 §5.1): an octet of nature with the odd indicator,
// one of plan, then the digits, first digit in the low half. Presentation and screening are not
// shown. What CAP puts into an argument is read here; what a number means is with who reads it.
#pragma once

#include "native/base/ber.hpp"
#include "native/base/digits.hpp"
#include "native/decode/gsm_map.hpp"
#include "native/decode/gsm_map_table.hpp"
#include "native/generated/camel.hpp"

namespace sigwarden::map {

struct IsupNumber {
  Digits digits; ///< ton and npi as AddressString has them (TS 29.002 §17.7.8)
  View where;    ///< of the digits in what was read
  bool is_odd = false;
};

/// Nature of address in the terms of AddressString; what has none there is unknown.
inline uint8_t type_of_nature(uint32_t nature) {
  switch (nature) {
  case camel::nature::international: return gsm_map::type_of_number::international;
  case camel::nature::national: return gsm_map::type_of_number::national;
  default: return gsm_map::type_of_number::unknown;
  }
}

/// `before` octets stand in front of the nature.
inline IsupNumber read_isup_number(Bytes octets, uint32_t before) {
  constexpr uint32_t kHead = 2;
  IsupNumber number;
  if (octets.size <= before + kHead) return number;
  const uint8_t nature = octets.data[before], plan = octets.data[before + 1];
  const uint32_t size = octets.size - before - kHead;
  number.is_odd = (nature & 0x80) != 0;
  number.where = {before + kHead, size};
  number.digits = read_tbcd(octets.data + before + kHead, size, 2 * size - number.is_odd);
  number.digits.ton = type_of_nature(nature & 0x7F);
  number.digits.npi = (plan >> 4) & 7;
  return number;
}

inline IsupNumber read_bcd_number(Bytes octets) {
  IsupNumber number;
  if (octets.size < 2) return number;
  const uint32_t size = octets.size - 1;
  number.is_odd = (octets.data[size] >> 4) == kFillerNibble;
  number.where = {1, size};
  number.digits = read_tbcd(octets.data + 1, size, 2 * size);
  number.digits.ton = (octets.data[0] >> 4) & 7;
  number.digits.npi = octets.data[0] & 0xF;
  return number;
}

/// Under which parameter Wireshark files the digits.
inline Field isup_field(Take take, CallNumber which) {
  if (take == Take::bcd_number) return Field::camel_called_bcd;
  if (take == Take::generic_number) return Field::camel_isup_generic_number;
  switch (which) {
  case CallNumber::calling: return Field::camel_isup_calling;
  case CallNumber::redirecting: return Field::camel_isup_redirecting;
  case CallNumber::original_called: return Field::camel_isup_original_called_number;
  case CallNumber::location: return Field::camel_isup_location_number;
  default: return Field::camel_isup_called;
  }
}

/// The digits of the number in `e`; those of a called or calling party once more as E.164 where
/// they are international.
template <class Sink>
void show_call_number(Sink& sink, const BerElement& e, const IsupNumber& number, Field field,
                      const uint8_t* base) {
  if (number.where.empty() || ber_is_constructed(e.tag)) return;
  const View where{e.view().offset + number.where.offset, number.where.length};
  const bool is_truncated = (number.digits.flags & Digits::kTruncated) != 0;
  const auto show = [&](Field as) {
    is_truncated ? sink.signals(as, where, base, number.is_odd)
                 : sink.digits(as, where, number.digits);
  };
  show(field);
  const bool is_party = field == Field::camel_isup_called || field == Field::camel_isup_calling;
  if (is_party && is_international_e164(number.digits)) show(Field::gsm_map_e164_msisdn);
}

} // namespace sigwarden::map
