// SPDX-License-Identifier: Apache-2.0
// The compiled policy: who may send which operation, bilateral exceptions, rules. Made by
// src/rules/policy.ts; swapped as a whole on reload, immutable once loaded, so that workers share
// one. It judges facts; it neither fills them (native/engine) nor records what it found.
//
// What it expects of the facts (src/schema/facts.ts) beyond their types:
//   * a party, operator or territory that is not known is 0;
//   * a number or duration that is not known is negative (no claim: subscriber.serving_age is -1);
//     comparisons with the unknown hold neither one way nor the other, so that unknown never fires;
//   * operation.entitled is sender(operation.id) and operation.purpose is purposes(operation.id):
//     rules that these two exclude are not even looked at;
//   * the guard says of the screening facts what the facts say.
//
// A finding of rule r carries: severity, category and mode of rule(r); purpose of rule(r), and
// where that is 0, purposes(operation); confidence(r, facts) and not `base`, which is what the rule
// claims at its best. Conditions that hold confidence down (direction unknown, one-sided mirror)
// are data too: firmware-config/rules/confidence.toml and `[[lower]]` in each rule.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "native/base/bytes.hpp"
#include "native/generated/operations.hpp"
#include "native/generated/tables.hpp"
#include "native/screen/facts.hpp"
#include "native/screen/program.hpp"

namespace sigwarden {

struct RuleInfo {
  const char* id = "";  ///< lives as long as the policy
  uint64_t key = 0;     ///< first 64 bits of the SHA-256 of the id, big-endian
  uint16_t purpose = 0; ///< bits of purpose; 0: what the operation can serve
  Severity severity = Severity::info;
  Category category = Category::none;
  Mode mode = Mode::off;
  Confidence base = Confidence::low;
  Phase phase = Phase::request;
  Fact about = Fact::origin_network; ///< the fact whose network a finding is about
  bool needs_coverage = false;       ///< held back while too little of the serving state is known
  FactSet facts; ///< facts that the rule, or what holds its confidence down, names
};

/// Whom a finding is about and over which link it came: what the mode of a rule may depend on.
struct Peer {
  uint32_t party = 0; ///< as in the network image; 0 unknown
  int64_t operator_number = 0;
  uint16_t link = 0xFFFF; ///< as in the link image; 65535 none
};

class Policy {
public:
  /// How a rule stands towards a peer: its mode, and the exception that gave it.
  struct Standing {
    Mode mode = Mode::off;
    uint32_t exception = kNoException;
  };
  static constexpr uint32_t kNoException = UINT32_MAX;

  Policy() = default;
  Policy(Policy&&) = default;
  Policy& operator=(Policy&&) = default;
  Policy(const Policy&) = delete; // RuleInfo::id points into texts_
  Policy& operator=(const Policy&) = delete;

  /// Checks the whole image and copies it. On false `why` says what is wrong and `out` is as it
  /// was.
  static bool load(Bytes image, Policy& out, std::string& why);

  /// What the sender of an operation must be; `unlisted` also for unknown operations.
  Sender sender(OperationId operation) const;
  /// Bits of purpose that the operation can serve.
  uint32_t purposes(OperationId operation) const;
  /// True for updates and for the authentication that precedes them: the message is itself the move
  /// to another network, so that "not the serving network" says nothing (reason
  /// update_is_the_move).
  bool is_move(OperationId operation) const;
  /// True while an agreement lets `party` (its number in the network image) send the operation.
  bool agreement(uint32_t party, OperationId operation, uint64_t time_ns) const;

  /// Is there any rule to evaluate in this phase for this operation, which these fields of a guard
  /// do not dismiss already?
  bool has_rules(Phase phase, OperationId operation, const GuardWord& some = {}) const;
  /// Does any rule name the fact? One that costs something to find need not be filled otherwise.
  bool names(Fact fact) const { return named_.has(fact); }

  /// Screening goes in two steps, since finding facts out costs more than weighing them. First the
  /// rules of that phase which neither the operation nor the screening facts dismiss: writes them,
  /// lowest number first, adds the facts that they ask for to `wanted`, and returns how many. Stops
  /// when `room` is full; a room of limits::rules always suffices. Rules that are `off` for
  /// everybody are never among them.
  uint32_t candidates(Phase phase, OperationId operation, const GuardWord& guard, uint16_t* rules,
                      uint32_t room, FactSet& wanted) const;
  /// Then, with those facts filled, the candidates that fire: leaves these in place, in their
  /// order, and returns how many. Those of all modes fire alike; standing() tells them apart.
  uint32_t evaluate(const Facts& facts, uint16_t* rules, uint32_t count) const;
  /// Both steps over facts that are all filled.
  uint32_t evaluate(Phase phase, const Facts& facts, uint16_t* hits, uint32_t room) const {
    FactSet wanted;
    const auto operation = static_cast<OperationId>(facts[Fact::operation_id]);
    return evaluate(facts, hits, candidates(phase, operation, facts.guard(), hits, room, wanted));
  }
  /// The mode of a rule for this peer at this packet time.
  Standing standing(uint16_t rule, const Peer& peer, uint64_t time_ns) const;
  uint32_t exception_count() const { return static_cast<uint32_t>(exceptions_.size()); }
  /// Confidence of a finding: the rule's base, held down by every condition that holds. `reasons`,
  /// when given, gets a bit for each of them, to be named with reason(rule, bit).
  Confidence confidence(uint16_t rule, const Facts& facts, uint32_t* reasons = nullptr) const;
  /// Why condition `bit` of a rule holds confidence down, one clause of a sentence; "" past the
  /// last.
  const char* reason(uint16_t rule, uint32_t bit) const;

  const RuleInfo& rule(uint16_t number) const { return rules_[number]; }
  uint32_t rule_count() const { return static_cast<uint32_t>(rules_.size()); }
  /// First 32 bits of the SHA-256 of the policy: equal numbers, equal policy.
  uint32_t rule_set() const { return rule_set_; }

private:
  struct Loader; // policy.cpp

  static constexpr uint32_t kOperations = kOperationIdMax;
  static constexpr uint32_t kLists = kOperations + 1; ///< the last is for unknown operations
  struct Entitlement {
    Sender sender = Sender::unlisted;
    uint8_t flags = 0;
    uint16_t purposes = 0;
  };
  struct Agreement {
    uint64_t key = 0; ///< party and operation
    uint64_t until_ns = 0;
  };
  struct Entry {
    uint32_t first = 0;     ///< place of its program
    uint16_t cap_first = 0; ///< its own conditions on confidence
    uint16_t cap_count = 0;
    FactSet facts; ///< that its program reads
  };
  struct Exception {
    uint8_t kind = 0;
    Mode mode = Mode::off;
    uint32_t subject = 0;
    uint64_t until_ns = 0;
    bool is_about(const Peer& peer) const;
  };
  struct Cap {
    uint16_t first = 0;
    Confidence level = Confidence::low;
    const char* text = "";
  };

  const Cap* cap_of(uint16_t rule, uint32_t bit) const;

  std::vector<Entitlement> entitlements_;
  std::vector<Agreement> agreements_;
  std::vector<RuleInfo> rules_;
  std::vector<Entry> entries_;
  std::vector<GuardWord> allowed_; ///< of each rule
  std::vector<uint16_t> lists_;
  /// At each place of lists_ what its rule allows, and at the place of the count what any allows:
  /// read in a row.
  std::vector<GuardWord> list_allowed_;
  std::array<std::array<uint16_t, kLists>, kPhaseCount> list_of_{};
  std::vector<Cap> caps_; ///< those of all rules, then those of rule 0, of rule 1 …
  uint32_t shared_caps_ = 0;
  std::vector<Exception> exceptions_;   ///< those of rule 0, of rule 1 …
  std::vector<uint32_t> exceptions_of_; ///< of each rule the first; one more ends the last
  std::vector<char> texts_;
  Program program_;
  FactSet named_; ///< by any rule
  uint32_t rule_set_ = 0;
};

} // namespace sigwarden
