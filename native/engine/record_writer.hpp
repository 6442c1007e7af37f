// SPDX-License-Identifier: Apache-2.0
// Puts one event into the ring as `header | body | sealed` (src/schema/record.ts): the header with
// every index key, the body without identities, the sealed part with identities and frames. Only
// place where identities leave the tables, and as digits only inside the sealed part; the header
// has their pseudonyms. A record that finds the ring full is counted as lost.
#pragma once

#include "native/base/ring.hpp"
#include "native/engine/evidence.hpp"
#include "native/generated/record.hpp"
#include "native/screen/policy.hpp"
#include "native/state/links.hpp"
#include "native/state/networks.hpp"

namespace sigwarden {

/// Pseudonym of a subscriber: SipHash-2-4-128 under the store's key over the decimal digits of the
/// IMSI as ASCII, or without one over `+` and the digits of the MSISDN; zeros without both.
std::array<uint8_t, 16> pseudonym_of(const SipKey& key, const Digits& imsi, const Digits& msisdn);
/// SipHash-2-4 under the store's key over the digits of a title, the lower-case host, or where
/// neither is the internet address; 0 without.
uint64_t address_hash(const SipKey& key, const Packet& packet, const Message& message,
                      const uint8_t* base);

/// All that a record may be about. References stay the caller's.
struct RecordEvent {
  Event event = Event::finding;
  Session& session;
  const Request& request; ///< the request that the dialogue is about
  const Networks& networks;
  const Links& links;
  LinkPlace place;
  Technology technology = Technology::ss7;
  uint64_t time_ns = 0;
  uint64_t frame = 0;
  uint16_t message = 0;
  Outcome outcome = Outcome::open;
  Seen evidence{}; ///< frame to keep; its message is where identities come from
  ::sigwarden::Evidence level = ::sigwarden::Evidence::none;
  // Findings.
  const Policy* policy = nullptr;
  uint16_t rule = 0;
  Mode mode = Mode::active; ///< of the rule, for this peer
  const Facts* facts = nullptr;
  // Members and outcomes.
  Component component = Component::none;
  OperationId operation = OperationId::unknown;
  bool from_initiator = true;
  int32_t error = -1;
  int32_t return_cause = -1; ///< of a message that was sent back
  uint32_t legs = 1;
  uint32_t vectors = 0; ///< of an outcome: authentication vectors that were given away
  Party previous = kNoParty;
  bool is_at_deadline = false; ///< of what did not follow the message of the frame
};

/// The network that an event is about: who asked, or whom the rule's fact names.
Party subject_of(const RecordEvent& event);

class RecordWriter {
public:
  RecordWriter(Ring& ring, Counters& counters, EvidenceWriter& evidence, const SipKey& key,
               uint32_t tap)
      : ring_(ring), counters_(counters), evidence_(evidence), key_(key), tap_(tap) {}

  /// Writes and publishes the record; false when the ring was full.
  bool write(const RecordEvent& event);

private:
  void fill_header(const RecordEvent& event, RecordHeader& header);
  void write_body(const RecordEvent& event, MsgpackWriter& out);
  void write_finding(const RecordEvent& event, MsgpackMap& body);
  void write_facts(const RecordEvent& event, MsgpackWriter& out);
  /// True when the frame is in it.
  bool write_sealed(const RecordEvent& event, MsgpackWriter& out, bool with_frame);
  void write_identities(const RecordEvent& event, MsgpackMap& sealed);

  Ring& ring_;
  Counters& counters_;
  EvidenceWriter& evidence_;
  SipKey key_;
  uint32_t tap_;
};

} // namespace sigwarden
