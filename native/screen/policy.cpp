// SPDX-License-Identifier: Apache-2.0
#include "native/screen/policy.hpp"

#include <algorithm>

#include "native/base/fnv1a.hpp"
#include "native/generated/limits.hpp"
#include "native/generated/policy_program.hpp"

namespace sigwarden {

namespace layout = policy_program;

namespace {

uint64_t agreement_key(uint32_t party, uint32_t operation) {
  return (uint64_t{party} << 16) | operation;
}

constexpr uint32_t kItemOctets[layout::section::count] = {
    layout::item::entitlement, layout::item::agreement, layout::item::rule,
    layout::item::instruction, layout::item::constant,  layout::item::list,
    layout::item::list_of,     layout::item::cap,       layout::item::text,
    layout::item::mode_for,
};

} // namespace

/// Reads one image into one policy, section by section; each step tells in `why` what it refuses.
struct Policy::Loader {
  Bytes image;
  Policy& policy;
  std::string& why;
  Bytes sections[layout::section::count];

  bool fail(const std::string& what) {
    why = "policy image: " + what;
    return false;
  }
  static uint32_t count(Bytes section, uint32_t octets) { return section.size / octets; }

  bool header();
  bool entitlements();
  bool agreements();
  bool texts();
  bool rules();
  bool rule(const uint8_t* p, uint32_t number);
  bool lists();
  bool caps();
  bool exceptions();
  bool text(uint32_t offset, uint32_t octets, const char*& out);
  bool all() {
    return header() && entitlements() && agreements() && texts() &&
           Program::load(sections[layout::section::instruction],
                         sections[layout::section::constant], policy.program_, why) &&
           rules() && lists() && caps() && exceptions();
  }
};

bool Policy::Loader::header() {
  if (image.size < layout::header_octets || image.size > layout::limit::image_octets)
    return fail("impossible size");
  if (load_le32(image.data + layout::magic_at) != layout::magic) return fail("not a policy image");
  const uint32_t version = load_le32(image.data + layout::version_at);
  if (version != layout::version)
    return fail("version " + std::to_string(version) + ", expected " +
                std::to_string(layout::version) + "; compile the rules again");
  if (load_le32(image.data + layout::size_at) != image.size ||
      image.size % layout::section_alignment != 0)
    return fail("cut short");
  const Bytes content{image.data + layout::header_octets, image.size - layout::header_octets};
  if (load_le32(image.data + layout::checksum_at) != fnv1a(content))
    return fail("checksum differs");
  policy.rule_set_ = load_le32(image.data + layout::rule_set_at);
  for (uint32_t i = 0; i < layout::section::count; i++) {
    const uint8_t* row = image.data + layout::sections_at + 8 * i;
    const uint32_t offset = load_le32(row);
    const uint64_t octets = uint64_t{load_le32(row + 4)} * kItemOctets[i];
    if (offset < layout::header_octets || offset > image.size || octets > image.size - offset)
      return fail("section " + std::to_string(i) + " lies outside the image");
    sections[i] = {image.data + offset, static_cast<uint32_t>(octets)};
  }
  return true;
}

bool Policy::Loader::entitlements() {
  const Bytes section = sections[layout::section::entitlement];
  if (count(section, layout::item::entitlement) != kOperations)
    return fail("entitlement table of another size");
  for (uint32_t at = 0; at < section.size; at += layout::item::entitlement) {
    const uint8_t* p = section.data + at;
    const uint8_t sender = p[layout::entitlement::sender_at];
    if (sender >= kSenderCount) return fail("unknown sender in the entitlement table");
    policy.entitlements_.push_back({static_cast<Sender>(sender), p[layout::entitlement::flags_at],
                                    load_le16(p + layout::entitlement::purposes_at)});
  }
  return true;
}

bool Policy::Loader::agreements() {
  const Bytes section = sections[layout::section::agreement];
  if (count(section, layout::item::agreement) > layout::limit::agreements)
    return fail("too many agreements");
  for (uint32_t at = 0; at < section.size; at += layout::item::agreement) {
    const uint8_t* p = section.data + at;
    const uint32_t operation = load_le32(p + layout::agreement::operation_at);
    if (operation >= kOperations) return fail("agreement about an unknown operation");
    const uint64_t key = agreement_key(load_le32(p + layout::agreement::party_at), operation);
    if (!policy.agreements_.empty() && policy.agreements_.back().key >= key)
      return fail("agreements are not in rising order");
    policy.agreements_.push_back({key, load_le64(p + layout::agreement::until_at)});
  }
  return true;
}

bool Policy::Loader::texts() {
  const Bytes section = sections[layout::section::text];
  policy.texts_.assign(section.begin(), section.end());
  return true;
}

/// Texts end with a zero octet, which `octets` does not count.
bool Policy::Loader::text(uint32_t offset, uint32_t octets, const char*& out) {
  const std::vector<char>& all = policy.texts_;
  if (offset >= all.size() || octets >= all.size() - offset || all[offset + octets] != 0)
    return fail("text lies outside its section");
  out = all.data() + offset;
  return true;
}

bool Policy::Loader::rules() {
  const Bytes section = sections[layout::section::rule];
  const uint32_t rule_count = count(section, layout::item::rule);
  if (rule_count > limits::rules) return fail("too many rules");
  for (uint32_t number = 0; number < rule_count; number++)
    if (!rule(section.data + number * layout::item::rule, number)) return false;
  return true;
}

bool Policy::Loader::rule(const uint8_t* p, uint32_t number) {
  const uint16_t first = load_le16(p + layout::rule::program_first_at);
  const uint8_t severity = p[layout::rule::severity_at], category = p[layout::rule::category_at],
                mode = p[layout::rule::mode_at], confidence = p[layout::rule::confidence_at],
                phase = p[layout::rule::phase_at], about = p[layout::rule::about_at];
  if (severity >= kSeverityCount || category >= kCategoryCount || mode >= kModeCount ||
      confidence == 0 || confidence > kConfidenceCount || phase >= kPhaseCount ||
      about >= kFactCount || kFactKinds[about] != FactKind::party)
    return fail("rule " + std::to_string(number) + " has a value outside its table");
  const uint16_t end = load_le16(p + layout::rule::program_end_at);
  if (!policy.program_.closed(first, end))
    return fail("program of rule " + std::to_string(number) + " leaves its place");
  RuleInfo info;
  if (!text(load_le32(p + layout::rule::id_at), load_le16(p + layout::rule::id_octets_at), info.id))
    return false;
  info.key = load_le64(p + layout::rule::key_at);
  info.purpose = load_le16(p + layout::rule::purpose_at);
  info.severity = static_cast<Severity>(severity);
  info.category = static_cast<Category>(category);
  info.mode = static_cast<Mode>(mode);
  info.base = static_cast<Confidence>(confidence);
  info.phase = static_cast<Phase>(phase);
  info.about = static_cast<Fact>(about);
  info.needs_coverage = (p[layout::rule::flags_at] & layout::rule_flag::needs_coverage) != 0;
  info.facts.words = {load_le64(p + layout::rule::facts_at),
                      load_le64(p + layout::rule::facts_at + 8)};
  for (uint32_t i = 0; i < info.facts.words.size(); i++)
    policy.named_.words[i] |= info.facts.words[i];
  policy.rules_.push_back(info);
  policy.entries_.push_back({first, 0, 0, policy.program_.facts_of(first, end)});
  GuardWord& allowed = policy.allowed_.emplace_back();
  for (uint32_t i = 0; i < allowed.words.size(); i++)
    allowed.words[i] = load_le64(p + layout::rule::allowed_at + 8 * i);
  return true;
}

bool Policy::Loader::lists() {
  const Bytes section = sections[layout::section::list];
  for (uint32_t at = 0; at < section.size; at += layout::item::list)
    policy.lists_.push_back(load_le16(section.data + at));
  const Bytes places = sections[layout::section::list_of];
  if (count(places, layout::item::list_of) != kPhaseCount * kLists)
    return fail("operation index of another size");
  for (uint32_t i = 0; i < kPhaseCount * kLists; i++) {
    const uint16_t place = load_le16(places.data + i * layout::item::list_of);
    if (place >= policy.lists_.size() || policy.lists_[place] > policy.lists_.size() - place - 1)
      return fail("operation index points outside its lists");
    policy.list_of_[i / kLists][i % kLists] = place;
    policy.list_allowed_.resize(policy.lists_.size());
    // Rising and below the count: evaluate() trusts both, and a room of limits::rules suffices.
    for (uint32_t k = 1; k <= policy.lists_[place]; k++)
      if (policy.lists_[place + k] >= policy.rules_.size() ||
          (k > 1 && policy.lists_[place + k] <= policy.lists_[place + k - 1]))
        return fail("operation index names an impossible rule");
      else
        policy.list_allowed_[place] |= policy.list_allowed_[place + k] =
            policy.allowed_[policy.lists_[place + k]];
  }
  return true;
}

/// Conditions of all rules come first, then each rule's own, by rising number of the rule.
bool Policy::Loader::caps() {
  const Bytes section = sections[layout::section::cap];
  if (count(section, layout::item::cap) > layout::limit::caps)
    return fail("too many conditions on confidence");
  uint32_t previous = 0; // 0: of all rules; else the rule's number + 1
  for (uint32_t at = 0; at < section.size; at += layout::item::cap) {
    const uint8_t* p = section.data + at;
    const uint16_t rule = load_le16(p + layout::cap::rule_at);
    const uint32_t owner = rule == layout::cap_rule::all ? 0 : uint32_t{rule} + 1;
    const uint8_t level = p[layout::cap::level_at];
    Cap cap;
    cap.first = load_le16(p + layout::cap::program_first_at);
    if (owner < previous || owner > policy.rules_.size() || level == 0 ||
        level > kConfidenceCount ||
        !policy.program_.closed(cap.first, load_le16(p + layout::cap::program_end_at)))
      return fail("impossible condition on confidence");
    previous = owner;
    cap.level = static_cast<Confidence>(level);
    if (!text(load_le32(p + layout::cap::text_at), load_le16(p + layout::cap::text_octets_at),
              cap.text))
      return false;
    if (owner == 0) {
      policy.shared_caps_++;
    } else {
      Entry& entry = policy.entries_[owner - 1];
      if (entry.cap_count == 0) entry.cap_first = static_cast<uint16_t>(policy.caps_.size());
      entry.cap_count++;
      if (policy.shared_caps_ + entry.cap_count > layout::limit::caps_of_rule)
        return fail("too many conditions on the confidence of one rule");
    }
    policy.caps_.push_back(cap);
  }
  return policy.shared_caps_ <= layout::limit::caps_of_rule ||
         fail("too many conditions on confidence");
}

/// By rising number of the rule, so that those of one lie together.
bool Policy::Loader::exceptions() {
  const Bytes section = sections[layout::section::mode_for];
  if (count(section, layout::item::mode_for) > layout::limit::modes_for)
    return fail("too many modes for peers");
  policy.exceptions_of_.reserve(policy.rules_.size() + 1);
  for (uint32_t at = 0; at < section.size; at += layout::item::mode_for) {
    const uint8_t* p = section.data + at;
    const uint16_t rule = load_le16(p + layout::mode_for::rule_at);
    const uint8_t kind = p[layout::mode_for::kind_at], mode = p[layout::mode_for::mode_at];
    if (rule >= policy.rules_.size() || rule + 1u < policy.exceptions_of_.size() ||
        kind > layout::peer_kind::link || mode >= kModeCount)
      return fail("impossible mode for a peer");
    policy.exceptions_of_.resize(rule + 1u, policy.exception_count());
    policy.exceptions_.push_back({kind, static_cast<Mode>(mode),
                                  load_le32(p + layout::mode_for::subject_at),
                                  load_le64(p + layout::mode_for::until_at)});
  }
  policy.exceptions_of_.resize(policy.rules_.size() + 1, policy.exception_count());
  return true;
}

bool Policy::load(Bytes image, Policy& out, std::string& why) {
  Policy loaded;
  Loader loader{image, loaded, why, {}};
  if (!loader.all()) return false;
  out = std::move(loaded);
  return true;
}

Sender Policy::sender(OperationId operation) const {
  const uint32_t id = static_cast<uint32_t>(operation);
  return id < entitlements_.size() ? entitlements_[id].sender : Sender::unlisted;
}

uint32_t Policy::purposes(OperationId operation) const {
  const uint32_t id = static_cast<uint32_t>(operation);
  return id < entitlements_.size() ? entitlements_[id].purposes : 0;
}

bool Policy::is_move(OperationId operation) const {
  const uint32_t id = static_cast<uint32_t>(operation);
  return id < entitlements_.size() &&
         (entitlements_[id].flags & layout::entitlement_flag::move) != 0;
}

bool Policy::agreement(uint32_t party, OperationId operation, uint64_t time_ns) const {
  if (agreements_.empty()) return false;
  const uint64_t key = agreement_key(party, static_cast<uint32_t>(operation));
  const auto found =
      std::lower_bound(agreements_.begin(), agreements_.end(), key,
                       [](const Agreement& a, uint64_t wanted) { return a.key < wanted; });
  return found != agreements_.end() && found->key == key && time_ns < found->until_ns;
}

bool Policy::has_rules(Phase phase, OperationId operation, const GuardWord& some) const {
  if (rules_.empty()) return false;
  const uint32_t row = std::min(static_cast<uint32_t>(operation), kOperations);
  const uint32_t list = list_of_[static_cast<uint32_t>(phase)][row];
  return lists_[list] != 0 && some.within(list_allowed_[list]);
}

uint32_t Policy::candidates(Phase phase, OperationId operation, const GuardWord& guard,
                            uint16_t* rules, uint32_t room, FactSet& wanted) const {
  if (rules_.empty()) return 0;
  const uint32_t row = std::min(static_cast<uint32_t>(operation), kOperations);
  const uint32_t list = list_of_[static_cast<uint32_t>(phase)][row];
  const uint32_t end = list + 1 + lists_[list];
  uint32_t count = 0;
  for (uint32_t place = list + 1; place < end; place++) {
    if (!guard.within(list_allowed_[place])) [[likely]]
      continue;
    if (count == room) break;
    wanted |= entries_[lists_[place]].facts;
    rules[count++] = lists_[place];
  }
  return count;
}

uint32_t Policy::evaluate(const Facts& facts, uint16_t* rules, uint32_t count) const {
  uint32_t hits = 0;
  for (uint32_t i = 0; i < count; i++)
    if (program_.run(entries_[rules[i]].first, facts)) rules[hits++] = rules[i];
  return hits;
}

bool Policy::Exception::is_about(const Peer& peer) const {
  switch (kind) {
  case layout::peer_kind::network: return subject == peer.party;
  case layout::peer_kind::operator_: return subject == peer.operator_number;
  case layout::peer_kind::link: return subject == peer.link;
  default: return true;
  }
}

Policy::Standing Policy::standing(uint16_t rule, const Peer& peer, uint64_t time_ns) const {
  for (uint32_t i = exceptions_of_[rule]; i < exceptions_of_[rule + 1u]; i++)
    if (time_ns < exceptions_[i].until_ns && exceptions_[i].is_about(peer))
      return {exceptions_[i].mode, i};
  return {rules_[rule].mode, kNoException};
}

const Policy::Cap* Policy::cap_of(uint16_t rule, uint32_t bit) const {
  if (bit < shared_caps_) return &caps_[bit];
  const Entry& entry = entries_[rule];
  const uint32_t own = bit - shared_caps_;
  return own < entry.cap_count ? &caps_[entry.cap_first + own] : nullptr;
}

Confidence Policy::confidence(uint16_t rule, const Facts& facts, uint32_t* reasons) const {
  const Confidence base = rules_[rule].base;
  Confidence level = base;
  uint32_t held = 0;
  const Cap* cap = nullptr;
  for (uint32_t bit = 0; (cap = cap_of(rule, bit)) != nullptr; bit++) {
    if (cap->level >= base || !program_.run(cap->first, facts)) continue;
    held |= 1u << bit;
    level = std::min(level, cap->level);
  }
  if (reasons != nullptr) *reasons = held;
  return level;
}

const char* Policy::reason(uint16_t rule, uint32_t bit) const {
  const Cap* cap = cap_of(rule, bit);
  return cap == nullptr ? "" : cap->text;
}

} // namespace sigwarden
