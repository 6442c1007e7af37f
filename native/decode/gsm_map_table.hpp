// SPDX-License-Identifier: Apache-2.0
// The form in which types of MAP and CAP are written down as data: a structure is the list of its
// members in the order of the ASN.1 (3GPP TS 29.002 §17.7), each with what the decoder takes from
// it. Order matters: MAP reuses context numbers inside one SEQUENCE, so that a flat map from tag to
// field misreads SM-RP-DA, SM-RP-OA and the extensions behind them. Members that nothing is taken
// from are listed where leaving them out would let another row match, or where their content would
// be searched for hidden identities to no use. Read by gsm_map_reader.hpp.
#pragma once

#include <array>

#include "native/base/ber.hpp"
#include "native/generated/fields.hpp"
#include "native/generated/operations.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden::map {

struct Structure;

/// What is taken from a member. `value` of the row is explained for each.
enum class Take : uint8_t {
  skip,          ///< known and of no interest
  extension,     ///< ExtensionContainer: searched for what a vendor hides there
  enter,         ///< constructed: its members follow `inside`; value: bits of Disclosed
  asks,          ///< constructed and entered; value: bits of Requested
  detail,        ///< constructed: shown as far as `inside` goes, and nothing else is taken from it;
                 ///< value: bits of Disclosed
  octets,        ///< shown; value: bits of Disclosed
  bits,          ///< BIT STRING, shown without its first octet; value: bits of Disclosed
  tbcd,          ///< digits and no address, shown; value: bits of Disclosed
  sme,           ///< address field of TS 23.040, shown with its type
  text,          ///< shown as text; value: bits of Disclosed
  octet,         ///< one octet shown as a number, which an ss-Code is
  ss_code,       ///< one octet shown as a number, and kept as Operation::sub_type
  boolean,       ///< BOOLEAN, shown
  number,        ///< INTEGER or ENUMERATED, shown; value: bits of Disclosed
  null,          ///< NULL, shown; value: bits of Disclosed
  sub_type,      ///< ENUMERATED kept as Operation::sub_type
  requested,     ///< asks for value: bits of Requested
  domain,        ///< DomainType: 1 asks for the packet domain
  estimate_type, ///< LocationEstimateType: 0 asks for the current location, 3 for a later one
  response_time, ///< ResponseTimeCategory: 0 asks for low delay
  reporting_state, ///< ReportingState: 1 asks to be told later
  not_intended,    ///< SM-DeliveryNotIntended: 0 asks for the IMSI, 1 for MCC and MNC
  parameter,       ///< RequestParameter of MAP v1
  imsi,            ///< the subscriber
  imsi_of_network, ///< an IMSI that stands for a network and not for the subscriber (MNPInfoRes)
  msisdn,          ///< the subscriber
  imei,
  node,             ///< address of a node; value: Node
  gprs_node,        ///< NULL: the node address before it is an SGSN's
  address,          ///< any other address, shown
  gsn,              ///< GSN-Address (TS 23.003 §5.1), shown
  cell,             ///< cell or service area identity
  area,             ///< location, routing or tracking area identity
  plmn,             ///< PLMN-Id of a place
  coordinates,      ///< shape of TS 23.032
  wanted,           ///< number of vectors asked for
  vector,           ///< an authentication vector: entered and counted
  secret,           ///< octets that never leave native code
  ussd,             ///< a secret of which only what it does to call forwarding is taken
  scheme,           ///< a coding scheme of one octet in front of a secret; if longer, the secret
  tpdu,             ///< SMS TPDU
  lmsi,             ///< four octets (TS 23.003 §2.5), shown
  destination_lmsi, ///< the same as SM-RP-DA: the short message goes to a mobile
  // Of CAP:
  nested,         ///< OCTET STRING that holds BER: shown, and entered
  cell_or_area,   ///< LocationInformationGPRS: which of the two, its length tells
  isup_number,    ///< number of a call as Q.763 writes it; value: CallNumber
  generic_number, ///< the same behind a number qualifier (Q.763 §3.26)
  bcd_number,     ///< CalledPartyBCDNumber; value: CallNumber
  party_address,  ///< AddressString of a party; value: CallNumber
  pdp_address,    ///< address of a packet session, by its length
  cause,          ///< Q.850, shown with its value
  armed_event,    ///< EventTypeBCSM to report: a change of position asks for the location
};

/// Which number of a call one is, and so what becomes of it.
enum class CallNumber : uint32_t {
  called,
  calling,
  redirecting, ///< who diverted the call
  destination, ///< where it is sent instead
  other,       ///< as called, of no further use
  original_called,
  generic,
  location, ///< where the caller is
};

/// One member. A row matches on class and number, and on the constructed bit only when the member
/// is constructed by its type: a string in segments has the bit where its type has not.
struct Member {
  uint32_t tag;
  Take take;
  Field field;
  uint32_t value;
  Field former; ///< its name in versions of the operation that are named otherwise
  const Structure* inside;
  uint32_t mask;
  uint8_t versions; ///< bits 1 << version of MAP that have this form of argument; 0 = all
  bool is_choice;   ///< alternative to the row above: stands in the same place
  bool repeats;     ///< SEQUENCE OF
  uint8_t after;    ///< first row that may follow; set by Table

  /// Alternative to the row above.
  constexpr Member alternative() const {
    Member m = *this;
    m.is_choice = true;
    return m;
  }
  constexpr Member each() const {
    Member m = *this;
    m.repeats = true;
    return m;
  }
  constexpr Member formerly(Field name) const {
    Member m = *this;
    m.former = name;
    return m;
  }
  constexpr Member in_versions(uint8_t bits) const {
    Member m = *this;
    m.versions = bits;
    return m;
  }
};

constexpr uint8_t kVersion1 = 1 << 1, kVersion2 = 1 << 2, kVersion3 = 1 << 3, kVersion4 = 1 << 4;
constexpr uint8_t kNoVersion = 1 << 0; ///< no context tells it
constexpr uint8_t kOldVersions = kVersion1 | kVersion2;
constexpr uint8_t kNewVersions = kVersion3 | kVersion4;

struct Structure {
  const Member* members;
  uint32_t count;
  /// Which members there are by class and number, a bit each; those of more than one octet share
  /// one bit a class. A long row of unknown members is then stepped over, and not searched for.
  std::array<uint32_t, 4> known{}; ///< by class

  /// The first octet of an identifier.
  static constexpr uint32_t lead_of(uint32_t tag) {
    while (tag > 0xFF)
      tag >>= 8;
    return tag;
  }
  static constexpr uint32_t bit_of(uint32_t lead) { return 1u << (lead & 0x1F); }
  constexpr bool may_hold(uint32_t tag) const {
    const uint32_t lead = lead_of(tag);
    return (known[lead >> 6] & bit_of(lead)) != 0;
  }
};

/// Octets, numbers and the like.
constexpr Member leaf(uint32_t tag, Take take, Field field = Field::none, uint32_t value = 0) {
  return {tag, take,  field, value, Field::none, nullptr, ~ber_constructed_bit(tag),
          0,   false, false, 0};
}
constexpr Member node(uint32_t tag, Node role, Field field = Field::none) {
  return leaf(tag, Take::node, field, static_cast<uint32_t>(role));
}
constexpr Member number(uint32_t tag, CallNumber which, Field field) {
  return leaf(tag, Take::isup_number, field, static_cast<uint32_t>(which));
}
constexpr Member generic_number(uint32_t tag, Field field, CallNumber which = CallNumber::generic) {
  return leaf(tag, Take::generic_number, field, static_cast<uint32_t>(which));
}
constexpr Member bcd_number(uint32_t tag, CallNumber which, Field field) {
  return leaf(tag, Take::bcd_number, field, static_cast<uint32_t>(which));
}
constexpr Member party_address(uint32_t tag, CallNumber which, Field field) {
  return leaf(tag, Take::party_address, field, static_cast<uint32_t>(which));
}
/// An OCTET STRING whose contents are BER again.
constexpr Member nested(uint32_t tag, const Structure& inside, Field field = Field::none) {
  Member m = leaf(tag, Take::nested, field);
  m.inside = &inside;
  return m;
}
/// A SEQUENCE, SET or explicit tag whose members are `inside`.
constexpr Member into(uint32_t tag, const Structure& inside, Field field = Field::none,
                      uint32_t discloses = 0) {
  return {tag, Take::enter, field, discloses, Field::none, &inside, ~0u, 0, false, false, 0};
}
/// A constructed member that asks for something by being there.
constexpr Member asks(uint32_t tag, const Structure& inside, Field field, uint32_t requested) {
  return {tag, Take::asks, field, requested, Field::none, &inside, ~0u, 0, false, false, 0};
}
/// A constructed member that is shown and of no other interest.
constexpr Member detail(uint32_t tag, const Structure& inside, uint32_t discloses = 0) {
  return {tag, Take::detail, Field::none, discloses, Field::none, &inside, ~0u, 0, false, false, 0};
}
/// A constructed member of no interest.
constexpr Member over(uint32_t tag) {
  return {tag, Take::skip, Field::none, 0, Field::none, nullptr, ~0u, 0, false, false, 0};
}

/// ExtensionContainer. Listed where a row before it has the same tag; elsewhere it is unknown,
/// which comes to the same.
constexpr Member extension(uint32_t tag) {
  return {tag, Take::extension, Field::none, 0, Field::none, nullptr, ~0u, 0, false, false, 0};
}
/// Any number of members of whatever tag.
constexpr Member anything(Take take) {
  return {0, take, Field::none, 0, Field::none, nullptr, 0, 0, false, true, 0};
}

/// A structure with room for its rows.
template <uint32_t N> struct Table : Structure {
  Member rows[N];

  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr Table(const Member (&given)[N]) : Structure{rows, N, {}}, rows{} {
    static_assert(N <= 64, "the reader keeps one bit a row");
    for (uint32_t i = 0; i < N; i++)
      rows[i] = given[i];
    for (uint32_t i = 0; i < N; i++) {
      uint32_t first = i;
      while (first > 0 && rows[first].is_choice)
        first--;
      uint32_t next = i + 1;
      while (next < N && rows[next].is_choice)
        next++;
      rows[i].after = static_cast<uint8_t>(rows[i].repeats ? first : next);
      const uint32_t lead = lead_of(rows[i].tag);
      known[lead >> 6] |= bit_of(lead);
      if (rows[i].mask == 0) known.fill(~0u);
    }
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
};
template <uint32_t N> Table(const Member (&)[N]) -> Table<N>;

/// What one operation's argument and result look like. Their outermost rows are the forms that the
/// versions of MAP gave them, told apart by the first identifier and never by the context alone,
/// which can lie.
struct OperationShape {
  const Structure* argument = nullptr;
  const Structure* result = nullptr;
  uint32_t requested = 0; ///< bits of Requested that the operation asks for by being sent
  uint32_t discloses =
      0; ///< bits of Disclosed of any non-empty result (of the argument, when it reports)
  bool reports = false; ///< its argument tells about the subscriber, as a result does
  bool is_sensitive =
      false; ///< argument or result holds secrets: where it cannot be read, all of it is one
  /// Versions whose members Wireshark files under other names: Member::former.
  uint8_t renamed_argument = 0;
  uint8_t renamed_result = 0;
};

/// The shape of an operation, or nullptr for one whose parameters are not read.
const OperationShape* shape_of(uint32_t code);
/// The parameter of an error, or nullptr.
const Structure* error_shape_of(int64_t code);

} // namespace sigwarden::map
