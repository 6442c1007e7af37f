// SPDX-License-Identifier: Apache-2.0
// What decoding hands to state and screening: plain structs of values and views into the frame. A
// frame yields zero or more messages; a message yields zero or more operations (TCAP components, or
// the one Diameter command). Arrays live in one Frame result that is reused, so that nothing is
// allocated on the packet path and only touched entries are reset.
#pragma once

#include <algorithm>
#include <array>

#include "native/base/bytes.hpp"
#include "native/base/digits.hpp"
#include "native/base/renew.hpp"
#include "native/generated/anomalies.hpp"
#include "native/generated/faults.hpp"
#include "native/generated/limits.hpp"
#include "native/generated/operations.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

/// Mobile network identity as TS 24.008 packs it (three octets, 0xF for a two-digit MNC); 0 when
/// absent.
using Plmn = uint32_t;

/// A TCAP transaction id as an opaque key: up to eight octets as an integer, length apart (Q.773
/// allows 1..4; longer ids are an evasion that end nodes accept, and are folded by hash).
struct TransactionId {
  uint64_t value = 0;
  uint8_t length = 0;
  bool operator==(const TransactionId& o) const { return value == o.value && length == o.length; }
};

/// SCCP called or calling party address (Q.713 §3.4).
struct SccpAddress {
  Digits title;             ///< global title digits; npi and nai are in title.npi and title.ton
  uint32_t point_code = 0;  ///< valid when has_point_code
  uint8_t indicator = 0;    ///< address indicator octet
  uint8_t title_format = 0; ///< global title indicator, 0 = none
  uint8_t translation_type = 0;
  uint8_t encoding_scheme = 0;
  uint8_t ssn = 0; ///< valid when has_ssn
  bool has_ssn = false;
  bool has_point_code = false;
  bool routes_on_ssn = false;
  View where;
};

enum class Tcap : uint8_t {
  none = 0,
  unidirectional = 0x61,
  begin = 0x62,
  end = 0x64,
  continue_ = 0x65,
  abort = 0x67
};

/// What the dialogue portion said (Q.773 §4.2.3).
enum class DialoguePdu : uint8_t {
  none,
  request,
  accepted,
  refused,
  user_abort,
  provider_abort,
  unknown
};

/// Application context 0.4.0.0.1.0.N.V and its CAP relatives. `present` without `known` is a
/// context of another family.
struct ApplicationContext {
  uint8_t number = 0;  ///< N of MAP contexts (TS 29.002 §17.3.2)
  uint8_t version = 0; ///< V
  bool present = false;
  bool is_map = false;
  bool is_cap = false;
};

/// Network indicator where none was sent: SUA has none, nor has a capture of SCCP alone.
constexpr uint8_t kNoNetworkIndicator = 0xFF;

struct Ss7 {
  uint32_t opc = 0, dpc = 0;
  uint32_t routing_context = 0;
  uint32_t network_appearance = 0;
  uint8_t service_indicator = 0, network_indicator = 0, sls = 0;
  uint8_t sccp_type = 0;    ///< 0 when the payload is not SCCP; SUA has no such octet
  uint8_t return_cause = 0; ///< of UDTS, XUDTS, LUDTS
  bool is_returned =
      false; ///< the message is a returned one: its content was sent by the called side's peer
  Ss7Variant variant = Ss7Variant::automatic; ///< in which labels and addresses were read
  bool has_parties = false; ///< its user is SCCP's, be it carried by SCCP or by SUA
  SccpAddress called, calling;
  Tcap tcap = Tcap::none;
  DialoguePdu dialogue = DialoguePdu::none;
  bool has_p_abort = false;
  uint8_t p_abort_cause = 0;
  TransactionId otid, dtid;
  ApplicationContext context;
  Digits destination_reference; ///< map-open: the subscriber of SS and USSD dialogues
  Digits origination_reference; ///< map-open: the VLR
};

struct Diameter {
  uint32_t command = 0, application = 0;
  uint32_t hop_by_hop = 0, end_to_end = 0;
  uint8_t flags = 0;
  bool is_request = false;
  bool is_management =
      false; ///< CER, DWR, DPR (RFC 6733 §5): between two peers, about no subscriber
  bool is_experimental = false; ///< result came in Experimental-Result (297)
  uint32_t result = 0;          ///< Result-Code or Experimental-Result-Code; 0 when absent
  View session_id, origin_host, origin_realm, destination_host, destination_realm;
  View other_origin_realm;         ///< a second, different one: both are judged
  uint32_t route_record_count = 0; ///< of those kept; more set anomaly diameter.over_limit
  std::array<View, limits::route_records> route_records;
};

/// Operation ids of MAP are its local codes, of CAP 256 and its local code (src/schema/types.ts).
constexpr bool is_map(OperationId id) {
  return static_cast<uint32_t>(id) < kCamelFirst;
}
constexpr bool is_camel(OperationId id) {
  return !is_map(id) && static_cast<uint32_t>(id) < kDiameterFirst;
}

/// Of a protocol that pairs request and answer by a number between two addresses, and is neither
/// SS7 nor Diameter: what joining them needs. The rest of what it says is in its one operation.
struct Exchange {
  enum class Role : uint8_t {
    none,    ///< between two nodes, about no subscriber; or not to be joined
    request, ///< its answer comes back under the same number
    answer,
    notice, ///< a request without an answer
  };
  uint32_t number = 0;
  uint32_t addressee = 0; ///< endpoint of a tunnel that it is sent to; 0 is none
  uint32_t endpoint = 0;  ///< one of its sender, told with this message; 0 is none
  Role role = Role::none;
  bool operator==(const Exchange&) const = default;
};

/// One TCAP component, one Diameter command, one exchange: what is asked or answered about whom.
struct Operation {
  Component component = Component::none;
  OperationId id = OperationId::unknown; ///< across protocols
  int32_t code = -1;  ///< local operation code or command code as written; -1 absent
  int32_t error = -1; ///< MAP error code, reject problem (kind << 8 | value) or Result-Code
  int16_t invoke_id = 0;
  bool has_invoke_id = false;
  bool is_global_code = false; ///< written as OBJECT IDENTIFIER; `code` is its last arc
  bool has_imei = false;
  Digits imsi;       ///< first IMSI named
  Digits other_imsi; ///< a second, different one: both are screened
  Digits msisdn;
  uint32_t nodes_present = 0; ///< bit per Node
  std::array<Digits, kNodeCount> nodes;
  Plmn place = 0;         ///< PLMN of a location: Visited-PLMN-Id, LAI, TAI, CGI; requestingPLMN-Id
  uint32_t requested = 0; ///< bits of Requested
  uint32_t disclosed = 0; ///< bits of Disclosed
  uint8_t vectors_wanted = 0;
  uint8_t vectors_given = 0;
  uint8_t sub_type = 0xFF; ///< cancellationType, interrogationType, lcsClientType, ss-Code, as the
                           ///< operation defines; 0xFF absent
  uint32_t flags = 0;      ///< ULR-Flags, IDR-Flags, CLR-Flags… as sent; kDiverted
  uint8_t tp_mti = 0xFF;   ///< SMS TPDU message type indicator
  uint8_t tp_pid = 0;
  View argument; ///< argument or result as a whole

  static constexpr uint32_t kDiverted = 1; ///< flag of initialDP: the call was forwarded before
  /// Flags of USSD: the string is a code that sets or erases call forwarding.
  static constexpr uint32_t kSetsForwarding = 2, kErasesForwarding = 4;
  static constexpr uint32_t kToMobile = 8; ///< flag of forwardSM: SM-RP-DA names a subscriber

  const Digits& node(Node role) const { return nodes[static_cast<uint32_t>(role)]; }
  bool has_node(Node role) const { return (nodes_present >> static_cast<uint32_t>(role)) & 1; }
  void set_node(Node role, const Digits& digits) {
    nodes[static_cast<uint32_t>(role)] = digits;
    nodes_present |= 1u << static_cast<uint32_t>(role);
  }
};

/// What the transport said of the user message in which a message came.
struct UserMessage {
  View bytes; ///< SCTP user message or Diameter message
  uint32_t stream_id = 0;
  uint32_t ppid = 0;
  uint32_t tsn = 0;
  Anomalies anomalies = 0;

  void flag(Anomalies anomaly) { anomalies |= anomaly; }
};

struct Message : UserMessage {
  Technology technology = Technology::ss7;
  uint16_t index = 0; ///< within the frame, from 0: K of the JSON contract
  uint16_t first_operation = 0;
  uint16_t operation_count = 0;
  Fault fault = Fault::none;
  uint32_t fault_offset = 0;
  Ss7 ss7;           ///< when technology is ss7
  Diameter diameter; ///< when technology is diameter
  Exchange exchange; ///< when it is another one

  /// The first fault stands: what follows it is guesswork.
  void fail(Fault f, uint32_t offset) {
    if (fault != Fault::none) return;
    fault = f;
    fault_offset = offset;
  }
};

inline bool is_exchange(const Message& m) {
  return m.technology != Technology::ss7 && m.technology != Technology::diameter;
}

/// Addresses of the packet, common to all its messages. IPv4 is held as ::ffff:a.b.c.d.
struct Packet {
  std::array<uint8_t, 16> source{}, destination{};
  uint16_t source_port = 0, destination_port = 0;
  uint32_t verification_tag = 0;
  uint8_t ip_version = 0; ///< 4, 6, or 0 when there is no IP
  uint8_t transport = 0;  ///< IP protocol number
  uint16_t vlan = 0;      ///< innermost VID
};

inline Bytes bytes_of(const std::array<uint8_t, 16>& address) {
  return {address.data(), static_cast<uint32_t>(address.size())};
}

/// One captured frame as a source hands it out. `data` stays valid until the next one is asked for.
struct Frame {
  const uint8_t* data = nullptr;
  uint32_t captured = 0; ///< octets at `data`
  uint32_t original = 0; ///< octets on the wire
  uint64_t time_ns = 0;
  uint64_t number = 0;    ///< from 1
  uint64_t reference = 0; ///< where the source finds the frame again (file offset of its record)
  uint16_t link_type = 0; ///< LINKTYPE_ value
  uint16_t interface = 0;
  uint16_t file = 0; ///< which of several inputs
};

constexpr uint16_t kNoMessage = 0xFFFF;

/// Where a run of the octets of a joined message came from.
struct Piece {
  uint64_t reference = 0; ///< of the frame that carried it, as its number and file
  uint64_t frame = 0;
  View there;      ///< in that frame
  uint32_t at = 0; ///< in the octets of the frame that completed the message
  uint16_t file = 0;
  /// The one message that it is of; kNoMessage: of those whose user message it lies in.
  uint16_t message = kNoMessage;

  bool is_of(const Frame& f) const { return reference == f.reference && frame == f.number; }
  uint32_t end() const { return at + there.length; }
  /// The part of it that is in `range` of the octets it is a piece of; they have one in common.
  Piece within(View range) const {
    const uint32_t from = std::max(at, range.offset);
    const uint32_t to = std::min(end(), range.offset + range.length);
    return {reference, frame, {there.offset + (from - at), to - from}, from, file, message};
  }
};

/// All that one frame yielded. Reused from frame to frame.
///
/// Views count from the start of the frame. Where the frame completed messages, its octets have
/// been copied and the joined messages stand behind the copy, so that one base serves all views:
/// a place at or beyond Frame::captured is in a joined message, and `pieces` tells where from.
struct Decoded {
  const uint8_t* joined = nullptr; ///< the copy of the frame with what is behind it; else nullptr
  const Piece* pieces = nullptr;   ///< in the order of their places
  uint32_t joined_octets = 0;      ///< behind the copy
  uint32_t piece_count = 0;
  Packet packet;
  Fault fault = Fault::none; ///< below the signalling message: link, network, transport
  uint32_t fault_offset = 0;
  uint32_t message_count = 0;
  uint32_t operation_count = 0;
  uint32_t secret_count = 0;
  bool secrets_overflowed = false;  ///< more secrets than room: the frame must not become evidence
  bool messages_overflowed = false; ///< more messages than room: each kept one is flagged
  std::array<Message, limits::messages_per_frame> messages;
  std::array<Operation, limits::operations_per_frame> operations;
  std::array<View, limits::secrets_per_frame>
      secrets; ///< octets to overwrite before the frame leaves native code

  /// What views count from.
  const uint8_t* base_of(const Frame& frame) const {
    return joined == nullptr ? frame.data : joined;
  }
  /// Calls `visit` with the pieces of which a run of this frame's octets is made, in order: one of
  /// the frame itself, or those of what it has completed.
  template <class Visit> void each_origin(const Frame& frame, View where, Visit&& visit) const {
    if (where.offset < frame.captured)
      return visit(Piece{frame.reference, frame.number, where, where.offset, frame.file});
    const uint32_t end = where.offset + where.length;
    const Piece* piece = std::partition_point(
        pieces, pieces + piece_count, [&](const Piece& p) { return p.end() <= where.offset; });
    for (; piece != pieces + piece_count && piece->at < end; piece++)
      visit(piece->within(where));
  }
  uint32_t origins_of(const Frame& frame, View where) const {
    uint32_t origins = 0;
    each_origin(frame, where, [&](const Piece&) { origins++; });
    return origins;
  }
  void reset() {
    joined = nullptr;
    pieces = nullptr;
    joined_octets = piece_count = 0;
    packet = Packet{};
    fault = Fault::none;
    fault_offset = message_count = operation_count = secret_count = 0;
    secrets_overflowed = messages_overflowed = false;
  }
  /// A fresh message, or nullptr when the frame holds more than its limit (the caller counts it).
  Message* add_message(Technology technology) {
    if (message_count == messages.size()) {
      messages_overflowed = true;
      return nullptr;
    }
    Message& m = renew(messages[message_count]);
    m.technology = technology;
    m.index = static_cast<uint16_t>(message_count++);
    m.first_operation = static_cast<uint16_t>(operation_count);
    return &m;
  }
  bool has_room_for_operation() const { return operation_count < operations.size(); }
  /// A fresh operation of the newest message, or nullptr at the limit.
  Operation* add_operation(Message& m) {
    if (!has_room_for_operation()) return nullptr;
    Operation& op = renew(operations[operation_count++]);
    m.operation_count++;
    return &op;
  }
  void add_secret(View where) {
    if (where.empty()) return;
    if (secret_count == secrets.size()) {
      secrets_overflowed = true;
      return;
    }
    secrets[secret_count++] = where;
  }
};

} // namespace sigwarden
