// SPDX-License-Identifier: Apache-2.0
// What the tests of state, screen and engine share: the fictional networks of the committed image
// (test/network/world.ts), a policy assembled by hand, messages assembled by hand and a reader of
// the ring. Parties of the image: 1 homeland (home, XA, next to XB), 3 far-state (XB), 5 islands
// (XC and XD, nobody's neighbour), 7 the country GB.
#pragma once

#include <cstdlib>
#include <memory>

#include "native/base/fnv1a.hpp"
#include "native/engine/engine.hpp"
#include "native/generated/policy_program.hpp"
#include "test/native/check.hpp"
#include "test/native/fixtures.hpp"

namespace sigwarden::world {

namespace layout = policy_program;

constexpr Party kHomeland = 1, kFarState = 3, kIslands = 5, kBritain = 7;
constexpr uint64_t kSecond = 1'000'000'000;
constexpr uint64_t kStart = 1'529'020'800 * kSecond; ///< 2018-06-15, a day of the image

using test::bytes_of;
using test::read_fixture;

inline std::shared_ptr<const NetworkTimeline> timeline() {
  auto periods = std::make_shared<NetworkTimeline>();
  std::string why;
  if (!periods->add(bytes_of(read_fixture("networks.image")), why)) {
    std::printf("%s\n0 passed, 1 failed\n", why.c_str());
    std::exit(1);
  }
  return periods;
}

inline const Networks& networks() {
  static const auto periods = timeline();
  return periods->at(kStart);
}

inline Digits digits(const std::string& text, uint8_t npi = 1, uint8_t ton = 4) {
  Digits d = read_ascii_digits(bytes_of(text));
  d.npi = npi;
  d.ton = ton;
  return d;
}

/// A policy assembled word by word: rows of entitlement and rules that are a conjunction of
/// `fact == value`.
class PolicyBuilder {
public:
  struct Test {
    Fact fact;
    int64_t value;
  };
  PolicyBuilder() : entitlement_(kOperationIdMax * layout::item::entitlement) {}

  PolicyBuilder& sender(OperationId id, Sender sender, uint16_t purposes = purpose::location,
                        bool is_move = false) {
    uint8_t* row = &entitlement_[static_cast<uint32_t>(id) * layout::item::entitlement];
    row[layout::entitlement::sender_at] = static_cast<uint8_t>(sender);
    row[layout::entitlement::flags_at] = is_move ? layout::entitlement_flag::move : 0;
    std::memcpy(row + layout::entitlement::purposes_at, &purposes, 2);
    return *this;
  }
  PolicyBuilder& rule(const char* id, Phase phase, std::vector<Test> tests,
                      Mode mode = Mode::active) {
    std::array<uint8_t, layout::item::rule> row{};
    const uint16_t number = rules_++, first = instructions_;
    const uint64_t key = 0x1000u + number;
    const uint32_t text_at = static_cast<uint32_t>(text_.size());
    const uint16_t id_octets = static_cast<uint16_t>(std::strlen(id));
    text_.insert(text_.end(), id, id + id_octets + 1);
    uint64_t facts[2] = {0, 0};
    for (size_t i = 0; i < tests.size(); i++) {
      const bool last = i + 1 == tests.size();
      uint8_t* at = grow(program_, layout::item::instruction);
      const uint32_t fact = static_cast<uint32_t>(tests[i].fact);
      const uint16_t next = static_cast<uint16_t>(instructions_ + 1);
      const uint16_t yes = last ? layout::target::accept : next, no = layout::target::reject;
      at[layout::instruction::opcode_at] = layout::opcode::equal;
      at[layout::instruction::fact_at] = static_cast<uint8_t>(fact);
      std::memcpy(at + layout::instruction::on_true_at, &yes, 2);
      std::memcpy(at + layout::instruction::on_false_at, &no, 2);
      std::memcpy(at + layout::instruction::operand_at, &tests[i].value, 8);
      facts[fact / 64] |= uint64_t{1} << (fact % 64);
      instructions_++;
    }
    std::memcpy(&row[layout::rule::key_at], &key, 8);
    std::memset(&row[layout::rule::allowed_at], 0xFF, 8 * layout::guard::words);
    std::memcpy(&row[layout::rule::facts_at], facts, 16);
    std::memcpy(&row[layout::rule::id_at], &text_at, 4);
    std::memcpy(&row[layout::rule::id_octets_at], &id_octets, 2);
    std::memcpy(&row[layout::rule::program_first_at], &first, 2);
    std::memcpy(&row[layout::rule::program_end_at], &instructions_, 2);
    row[layout::rule::severity_at] = static_cast<uint8_t>(Severity::high);
    row[layout::rule::category_at] = static_cast<uint8_t>(Category::cat1);
    row[layout::rule::mode_at] = static_cast<uint8_t>(mode);
    row[layout::rule::confidence_at] = static_cast<uint8_t>(Confidence::high);
    row[layout::rule::phase_at] = static_cast<uint8_t>(phase);
    row[layout::rule::about_at] = static_cast<uint8_t>(Fact::origin_network);
    rule_.insert(rule_.end(), row.begin(), row.end());
    of_phase_[static_cast<uint32_t>(phase)].push_back(number);
    return *this;
  }
  Policy build() const {
    const std::vector<uint8_t> image = assemble();
    Policy policy;
    std::string why;
    if (!Policy::load({image.data(), static_cast<uint32_t>(image.size())}, policy, why)) {
      std::printf("%s\n0 passed, 1 failed\n", why.c_str());
      std::exit(1);
    }
    return policy;
  }

private:
  using Octets = std::vector<uint8_t>;
  static uint8_t* grow(Octets& out, uint32_t octets) {
    out.resize(out.size() + octets);
    return out.data() + out.size() - octets;
  }
  static void word(Octets& out, uint32_t at, uint32_t value) {
    std::memcpy(out.data() + at, &value, 4);
  }
  std::vector<uint8_t> assemble() const {
    Octets lists(2, 0), list_of(2 * (kOperationIdMax + 1) * kPhaseCount), nothing;
    for (uint32_t phase = 0; phase < kPhaseCount; phase++) {
      const uint16_t place = static_cast<uint16_t>(lists.size() / 2);
      const uint16_t count = static_cast<uint16_t>(of_phase_[phase].size());
      std::memcpy(grow(lists, 2), &count, 2);
      for (const uint16_t number : of_phase_[phase])
        std::memcpy(grow(lists, 2), &number, 2);
      for (uint32_t op = 0; op <= kOperationIdMax; op++)
        std::memcpy(&list_of[(phase * (kOperationIdMax + 1) + op) * 2], &place, 2);
    }
    Octets text = text_;
    if (text.empty()) text.push_back(0);
    const Octets* sections[] = {&entitlement_, &nothing, &rule_,   &program_, &nothing,
                                &lists,        &list_of, &nothing, &text,     &nothing};
    namespace item = layout::item;
    const uint32_t items[] = {item::entitlement, item::agreement, item::rule,    item::instruction,
                              item::constant,    item::list,      item::list_of, item::cap,
                              item::text,        item::mode_for};
    static_assert(std::size(sections) == layout::section::count);
    Octets out(layout::header_octets);
    for (uint32_t i = 0; i < layout::section::count; i++) {
      word(out, layout::sections_at + 8 * i, static_cast<uint32_t>(out.size()));
      word(out, layout::sections_at + 8 * i + 4,
           static_cast<uint32_t>(sections[i]->size() / items[i]));
      out.insert(out.end(), sections[i]->begin(), sections[i]->end());
      out.resize((out.size() + 7) / 8 * 8);
    }
    word(out, layout::magic_at, layout::magic);
    word(out, layout::version_at, layout::version);
    word(out, layout::rule_set_at, 0xABCD);
    word(out, layout::size_at, static_cast<uint32_t>(out.size()));
    const auto octets = static_cast<uint32_t>(out.size());
    const Bytes content{out.data() + layout::header_octets, octets - layout::header_octets};
    word(out, layout::checksum_at, fnv1a(content));
    return out;
  }

  Octets entitlement_, rule_, program_, text_;
  std::vector<uint16_t> of_phase_[kPhaseCount];
  uint16_t rules_ = 0, instructions_ = 0;
};

} // namespace sigwarden::world
