// SPDX-License-Identifier: Apache-2.0
// Was that address entitled to ask? One verdict with its reason for each request. Operators are
// compared, never digits; where only countries are known, countries apart are a no and a country
// shared is `cannot_know`. Unknown never becomes a no.
//
// The verdict is about the address as claimed: it does not look at the link, the direction or the
// rules. It works without any configuration, by the countries of numbering plans alone.
#pragma once

#include "native/screen/policy.hpp"
#include "native/state/claims.hpp"

namespace sigwarden {

/// What the verdict rests on.
struct Question {
  OperationId operation = OperationId::unknown;
  uint64_t time_ns = 0;
  Party origin = kNoParty;      ///< by calling title or Origin-Realm
  Party destination = kNoParty; ///< by called title or Destination-Realm
  Party home = kNoParty;        ///< by the subscriber's IMSI
  bool subscriber_known = false;
  bool protocol_known = false; ///< application context seen, or the Begin admits one protocol only
  bool from_initiator = false;
  bool is_returned = false;
  bool is_update = false;   ///< the move itself, not the authentication before it
  bool is_purge = false;    ///< normal from a network that served the subscriber once
  bool held_before = false; ///< the origin, or of an update one next door, served lately
  bool is_tried = true;     ///< the best claim has stood longer than an update is on trial
  bool is_far = true;       ///< the origin lies beyond the borders of all networks that may serve
  Tristate served_by_origin = Tristate::unknown;
  Tristate move_possible = Tristate::unknown;
  Serving serving;
};

struct Verdict {
  Entitlement entitlement = Entitlement::not_judged;
  EntitlementReason reason = EntitlementReason::none;
  bool operator==(const Verdict&) const = default;
};

Verdict judge(const Question& question, const Policy& policy, const Networks& networks);

} // namespace sigwarden
