// SPDX-License-Identifier: Apache-2.0
// Who is who for packets: whose is this global title, IMSI, PLMN, realm, point code, and are two
// parties the same operator. A view over one image compiled by src/network/compile.ts (layout in
// src/schema/network-image.ts), copied and checked whole on load, immutable afterwards: a new one
// is swapped in by its pointer. Answers are party numbers; 0 is unknown. An answer of precision
// `country` knows the country and not the operator, and nothing here pretends otherwise. A look-up
// in hostile input is bounded: 14 steps of digits, `limit::realm_labels` labels, 16 probes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "native/base/prefix_map.hpp"
#include "native/generated/tables.hpp"
#include "native/state/geography.hpp"

namespace sigwarden {

/// Number of a network within one image and all images of one configuration; 0 is unknown.
using Party = uint16_t;
constexpr Party kNoParty = 0;

/// How two parties stand to each other, as far as it can be known.
enum class Relation : uint8_t {
  unknown,            ///< one is unknown, or the countries overlap and an operator is not known
  same_operator,      ///< both known, one operator (it may have several networks)
  different_operator, ///< both operators known and not one
  different_country,  ///< an operator is not known, but the footprints have no territory in common
};

class Networks {
public:
  /// Copies and checks an image. Nullptr when it is refused, and `reason` says why in one sentence.
  static std::unique_ptr<const Networks> load(Bytes image, std::string& reason);

  /// E.164 node address: global titles and gsmSCF of configured networks, else the country.
  Party by_e164(const Digits& number) const { return e164_.find(number).value; }
  /// E.164 subscriber number. Never proof that a subscriber is ours: numbers are ported.
  Party by_msisdn(const Digits& number) const { return msisdn_.find(number).value; }
  /// Home of an IMSI, by configured IMSI range, then MCC-MNC, then MCC.
  Party by_imsi(const Digits& imsi) const { return imsi_.find(imsi).value; }
  /// E.214 mobile global title.
  Party by_e214(const Digits& number) const { return e214_.find(number).value; }
  /// Network that lists this address as its gsmSCF; no fallback to the country.
  Party by_gsm_scf(const Digits& number) const { return gsm_scf_.find(number).value; }
  /// Title by its numbering plan (Q.713 §3.4.2.3.3): 1 E.164, 6 E.212, 7 E.214; others are unknown.
  /// The digits must be international; a national significant number cannot be told from one.
  Party by_global_title(const Digits& title, uint8_t numbering_plan) const;
  /// PLMN as TS 24.008 packs it, first octet highest, 0 none.
  Party by_plmn(uint32_t plmn) const;
  /// Realm or host: longest configured suffix at label boundaries, else the PLMN inside a 3GPP name
  /// (TS 23.003 §19.2). Case and one trailing dot do not matter.
  Party by_realm(Bytes name) const;
  /// International (NI 0) point code: a configured one, else the country of its signalling area.
  Party by_point_code(uint32_t code) const;

  /// The PLMN of an IMSI as `by_plmn` takes it: by the configured network, else by the MCC's usual
  /// length; 0 where MNCs of both lengths exist and none is configured.
  uint32_t plmn_of_imsi(const Digits& imsi) const;

  uint32_t party_count() const { return party_count_; }
  uint32_t home_party_count() const { return home_party_count_; }
  bool is_home(Party party) const { return (flags(party) & network_image::party_flag::home) != 0; }
  /// Does it relay for other networks, so that its address says nothing of whose node asks?
  bool is_hub(Party party) const { return (flags(party) & network_image::party_flag::hub) != 0; }
  bool has_hubs() const { return has_hubs_; }
  /// Is the address of an SMS router, which takes deliveries in the place of the serving node?
  bool is_sms_router(const Digits& number) const { return e164_.find(number).is_marked; }
  /// Are its SMS routers known?
  bool routes_sms(Party party) const {
    return (flags(party) & network_image::party_flag::routes_sms) != 0;
  }
  Precision precision(Party party) const {
    return static_cast<Precision>(row(party)[network_image::party::precision_at]);
  }
  /// Operator within this image; 0 when only the country is known.
  uint16_t operator_of(Party party) const {
    return load_le16(row(party) + network_image::party::operator_at);
  }
  /// Stable keys for records: the first 32 bits of the SHA-256 of the id; 0 unknown.
  uint32_t network_key(Party party) const;
  uint32_t operator_key(Party party) const;
  std::string_view id(Party party) const;
  std::string_view name(Party party) const;
  std::string_view operator_id(Party party) const;

  uint32_t territory_count(Party party) const {
    return load_le16(row(party) + network_image::party::territory_count_at);
  }
  /// The `index`-th territory of a footprint; 0 past its end.
  Territory territory(Party party, uint32_t index) const {
    if (index >= territory_count(party)) return 0;
    const uint32_t first = load_le32(row(party) + network_image::party::territory_first_at);
    return load_le16(territories_.data + (first + index) * network_image::item::territory);
  }

  Relation relation(Party a, Party b) const;
  /// The same as a tristate: is it one operator? Countries apart are a no, countries shared are
  /// unknown.
  Tristate same_operator(Party a, Party b) const;
  /// Have the footprints a territory in common?
  bool share_territory(Party a, Party b) const;
  /// Do the footprints touch: a common territory, a border, or a strait within reach of radio?
  /// Unknown when either footprint is.
  Tristate near(Party a, Party b) const;
  /// The least distance between the footprints, border to border, km; kUnknownDistance.
  uint16_t distance_km(Party a, Party b) const {
    const auto known = [&](Party party) { return party < party_count_ ? party : kNoParty; };
    return geography_.between_parties(known(a), known(b));
  }
  /// The least time from one footprint to the other; kUnknownTravel.
  int32_t travel_seconds(Party a, Party b) const {
    return sigwarden::travel_seconds(distance_km(a, b));
  }

  /// Days since 1970-01-01 (packet time, UTC) for which the image is right, both inclusive.
  int32_t day_first() const { return day_first_; }
  int32_t day_last() const { return day_last_; }
  bool is_right_at(uint64_t time_ns) const { return time_ns >= first_ns_ && time_ns < end_ns_; }

private:
  using Section = Geography::Items;

  Networks() = default;
  const char* open();
  const char* open_sections();
  const char* check_parties() const;
  const char* check_realms() const;
  const char* check_slots(const Section& slots, const char* why_size, const char* why_party) const;
  const char* check_countries() const;

  // In the header: they are asked some twenty times a message.
  const uint8_t* row(Party number) const {
    return parties_.data + (number < party_count_ ? number : kNoParty) * network_image::item::party;
  }
  uint8_t flags(Party number) const { return row(number)[network_image::party::flags_at]; }
  std::string_view text(uint32_t offset, uint32_t octets) const;
  Party find_integer(const Section& slots, uint32_t key) const;
  Party find_realm(const uint8_t* lower, uint32_t octets, uint32_t hash) const;
  Party by_derived_realm(const uint8_t* lower, uint32_t octets) const;
  Party mcc_party(uint32_t mcc, uint32_t& mnc_digits) const;
  const char* check_geography();

  std::vector<uint32_t> image_; ///< words, so that every section is aligned
  uint32_t image_octets_ = 0;
  PrefixMap e164_, msisdn_, gsm_scf_, imsi_, e214_;
  Section parties_, territories_, neighbours_, text_, realms_, plmns_, point_codes_, mccs_, sancs_;
  Section places_, distances_;
  Geography geography_;
  uint32_t party_count_ = 0;
  uint32_t home_party_count_ = 0;
  bool has_hubs_ = false;
  uint32_t realm_labels_ = 0;
  int32_t day_first_ = 0;
  int32_t day_last_ = 0;
  uint64_t first_ns_ = 0, end_ns_ = 0; ///< the same as packet times, the end exclusive
};

/// The images of consecutive periods: a title of 2018 is judged by the map of 2018. Filled once,
/// then read by any number of threads. Party numbers mean the same in all of them
/// (src/network/directory.ts).
class NetworkTimeline {
public:
  /// Takes the next image. False when it is refused: damaged, or not later than the one before it.
  bool add(Bytes image, std::string& reason);
  bool empty() const { return periods_.empty(); }
  /// The map of a packet time; before the first period the first, after the last the last. Never
  /// call it on an empty timeline.
  const Networks& at(uint64_t time_ns) const;
  /// Do the parties of `before` have the same numbers here? State that was learned with it would
  /// else speak of others.
  bool keeps_numbers_of(const NetworkTimeline& before) const;

private:
  std::vector<std::unique_ptr<const Networks>> periods_;
};

} // namespace sigwarden
