// SPDX-License-Identifier: Apache-2.0
// The policy image is refused whole when anything in it is impossible, and what is accepted can be
// evaluated without a check. The image is built by hand here, so that the writer in TypeScript and
// this reader cannot share a mistake; that the two agree is held by test/rules/native.test.ts.
#include "native/screen/policy.hpp"

#include <random>

#include "native/base/fnv1a.hpp"
#include "native/generated/limits.hpp"
#include "native/generated/policy_program.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
namespace layout = sigwarden::policy_program;

namespace {

using Octets = std::vector<uint8_t>;

template <class T> void write(Octets& out, uint32_t at, T value) {
  std::memcpy(out.data() + at, &value, sizeof value);
}

struct Image {
  Octets sections[layout::section::count];

  Image() {
    sections[layout::section::entitlement].resize(kOperationIdMax * layout::item::entitlement);
    // An empty list, then one that names rule 0.
    list(0);
    list(1);
    list(0);
    sections[layout::section::list_of].resize(kPhaseCount * (kOperationIdMax + 1) *
                                              layout::item::list_of);
    text("test.rule");
    text("because");
  }
  void list(uint16_t value) {
    Octets& s = sections[layout::section::list];
    s.resize(s.size() + 2);
    write(s, static_cast<uint32_t>(s.size() - 2), value);
  }
  void text(const char* value) {
    Octets& s = sections[layout::section::text];
    s.insert(s.end(), value, value + std::strlen(value) + 1);
  }
  uint8_t* add(uint32_t section, uint32_t octets) {
    Octets& s = sections[section];
    s.resize(s.size() + octets);
    return s.data() + s.size() - octets;
  }
  void instruction(uint8_t opcode, Fact fact, int64_t operand, uint16_t yes, uint16_t no,
                   uint16_t count = 0) {
    uint8_t* p = add(layout::section::instruction, layout::item::instruction);
    p[0] = opcode;
    p[1] = static_cast<uint8_t>(fact);
    std::memcpy(p + 2, &yes, 2);
    std::memcpy(p + 4, &no, 2);
    std::memcpy(p + 6, &count, 2);
    std::memcpy(p + 8, &operand, 8);
  }
  void constant(int64_t value) { std::memcpy(add(layout::section::constant, 8), &value, 8); }
  void rule(uint16_t first, uint16_t end, uint64_t allowed = ~0ULL) {
    uint8_t* p = add(layout::section::rule, layout::item::rule);
    const uint64_t key = 7;
    const uint32_t id = 0;
    const uint16_t octets = 9;
    std::memcpy(p + layout::rule::key_at, &key, 8);
    std::memset(p + layout::rule::allowed_at, 0xFF, 8 * layout::guard::words);
    std::memcpy(p + layout::rule::allowed_at, &allowed, 8);
    std::memcpy(p + layout::rule::id_at, &id, 4);
    std::memcpy(p + layout::rule::id_octets_at, &octets, 2);
    std::memcpy(p + layout::rule::program_first_at, &first, 2);
    std::memcpy(p + layout::rule::program_end_at, &end, 2);
    p[layout::rule::severity_at] = 3;
    p[layout::rule::category_at] = 1;
    p[layout::rule::mode_at] = 3;
    p[layout::rule::confidence_at] = 3;
    p[layout::rule::about_at] = static_cast<uint8_t>(Fact::origin_network);
    for (uint32_t op = 0; op <= kOperationIdMax; op++) // every operation at the request asks rule 0
      write(sections[layout::section::list_of], op * 2, uint16_t{1});
  }
  void agreement(uint32_t party, uint32_t operation, uint64_t until) {
    uint8_t* p = add(layout::section::agreement, layout::item::agreement);
    std::memcpy(p, &party, 4);
    std::memcpy(p + 4, &operation, 4);
    std::memcpy(p + 8, &until, 8);
  }
  void cap(uint16_t rule, uint8_t level, uint16_t first, uint16_t end) {
    uint8_t* p = add(layout::section::cap, layout::item::cap);
    const uint32_t text = 10;
    const uint16_t octets = 7;
    std::memcpy(p + layout::cap::rule_at, &rule, 2);
    p[layout::cap::level_at] = level;
    std::memcpy(p + layout::cap::program_first_at, &first, 2);
    std::memcpy(p + layout::cap::program_end_at, &end, 2);
    std::memcpy(p + layout::cap::text_at, &text, 4);
    std::memcpy(p + layout::cap::text_octets_at, &octets, 2);
  }

  void mode_for(uint16_t rule, uint8_t kind, uint8_t mode, uint32_t subject, uint64_t until) {
    uint8_t* p = add(layout::section::mode_for, layout::item::mode_for);
    std::memcpy(p + layout::mode_for::rule_at, &rule, 2);
    p[layout::mode_for::kind_at] = kind;
    p[layout::mode_for::mode_at] = mode;
    std::memcpy(p + layout::mode_for::subject_at, &subject, 4);
    std::memcpy(p + layout::mode_for::until_at, &until, 8);
  }

  Octets octets() const {
    static constexpr uint32_t item[] = {layout::item::entitlement, layout::item::agreement,
                                        layout::item::rule,        layout::item::instruction,
                                        layout::item::constant,    layout::item::list,
                                        layout::item::list_of,     layout::item::cap,
                                        layout::item::text,        layout::item::mode_for};
    Octets out(layout::header_octets);
    for (uint32_t i = 0; i < layout::section::count; i++) {
      write(out, layout::sections_at + 8 * i, static_cast<uint32_t>(out.size()));
      write(out, layout::sections_at + 8 * i + 4,
            static_cast<uint32_t>(sections[i].size() / item[i]));
      out.insert(out.end(), sections[i].begin(), sections[i].end());
      out.resize((out.size() + 7) / 8 * 8);
    }
    write(out, layout::magic_at, layout::magic);
    write(out, layout::version_at, layout::version);
    write(out, layout::rule_set_at, uint32_t{0xABCD});
    seal(out);
    return out;
  }
  static void seal(Octets& out) {
    write(out, layout::size_at, static_cast<uint32_t>(out.size()));
    const auto octets = static_cast<uint32_t>(out.size());
    const Bytes content{out.data() + layout::header_octets, octets - layout::header_octets};
    write(out, layout::checksum_at, fnv1a(content));
  }
};

constexpr uint16_t kAccept = layout::target::accept;
constexpr uint16_t kReject = layout::target::reject;

/// One rule: `direction == ingress`.
Image plain() {
  Image image;
  image.instruction(layout::opcode::equal, Fact::direction, 1, kAccept, kReject);
  image.rule(0, 1);
  return image;
}

std::string load(const Octets& octets, Policy& policy) {
  std::string why;
  const bool ok = Policy::load({octets.data(), static_cast<uint32_t>(octets.size())}, policy, why);
  return ok ? "" : why;
}
std::string load(const Image& image) {
  Policy policy;
  return load(image.octets(), policy);
}

bool refused(const std::string& why, const char* part) {
  return why.find(part) != std::string::npos;
}

} // namespace

TEST("a plain image loads, and its rule fires on what it names and on nothing else") {
  Policy policy;
  CHECK_EQ(load(plain().octets(), policy), "");
  CHECK_EQ(policy.rule_count(), 1u);
  CHECK_EQ(policy.rule_set(), 0xABCDu);
  CHECK_EQ(std::string(policy.rule(0).id), "test.rule");
  Facts facts;
  uint16_t hit = 99;
  CHECK_EQ(policy.evaluate(Phase::request, facts, &hit, 1), 0u);
  facts.set(Fact::direction, Direction::ingress);
  CHECK_EQ(policy.evaluate(Phase::request, facts, &hit, 1), 1u);
  CHECK_EQ(hit, 0);
  CHECK_EQ(policy.evaluate(Phase::answer, facts, &hit, 1), 0u);
  CHECK_EQ(policy.evaluate(Phase::request, facts, &hit, 0), 0u);
}

TEST("an empty policy judges nothing and knows nobody") {
  const Policy policy;
  Facts facts;
  uint16_t hit = 0;
  CHECK_EQ(policy.evaluate(Phase::request, facts, &hit, 1), 0u);
  CHECK_EQ(policy.sender(OperationId::unknown), Sender::unlisted);
  CHECK_EQ(policy.purposes(OperationId::unknown), 0u);
  CHECK(!policy.is_move(OperationId::unknown));
  CHECK(!policy.agreement(1, OperationId::unknown, 0));
}

TEST("a refused image leaves the policy in force as it was") {
  Policy policy;
  CHECK_EQ(load(plain().octets(), policy), "");
  Octets broken = plain().octets();
  broken.back() ^= 1;
  CHECK(refused(load(broken, policy), "checksum"));
  CHECK_EQ(policy.rule_count(), 1u);
}

TEST("an image that is short, foreign, newer or cut is refused by name") {
  const Octets good = plain().octets();
  Policy policy;
  CHECK(refused(load(Octets(8), policy), "impossible size"));
  Octets bad = good;
  bad[0] ^= 1;
  CHECK(refused(load(bad, policy), "not a policy image"));
  bad = good;
  bad[layout::version_at]++;
  CHECK(refused(load(bad, policy), "version 4, expected 3"));
  bad = good;
  bad.pop_back();
  CHECK(refused(load(bad, policy), "cut short"));
  for (size_t size = 0; size < good.size(); size += 7) {
    Octets cut(good.begin(), good.begin() + static_cast<long>(size));
    if (size >= layout::header_octets) Image::seal(cut);
    CHECK(load(cut, policy) != "");
  }
}

TEST("sections outside the image are refused, also where offset and length overflow") {
  for (uint32_t section = 0; section < layout::section::count; section++)
    for (const uint32_t value : {0u, 0x7FFFFFFFu, 0xFFFFFFFFu})
      for (const uint32_t word : {0u, 4u}) {
        Octets bad = plain().octets();
        if (value == 0 && word == 4) continue;
        write(bad, layout::sections_at + 8 * section + word, value);
        Image::seal(bad);
        Policy policy;
        CHECK(load(bad, policy) != "");
      }
}

TEST("jumps go forward and stay inside their rule") {
  for (const uint16_t target : {uint16_t{0}, uint16_t{1}, uint16_t{500}, uint16_t{0xFFFD}}) {
    Image image;
    image.instruction(layout::opcode::equal, Fact::direction, 1, target, kReject);
    image.rule(0, 1);
    CHECK(refused(load(image), "target is not a later instruction"));
  }
  Image image;
  image.instruction(layout::opcode::equal, Fact::direction, 1, 1, kReject);
  image.instruction(layout::opcode::equal, Fact::direction, 1, kAccept, kReject);
  image.rule(0, 1);
  CHECK(refused(load(image), "program of rule 0 leaves its place"));
  for (const auto& [first, end] : {std::pair{1, 1}, {1, 0}, {0, 3}, {5, 9}}) {
    Image other = plain();
    write(other.sections[layout::section::rule], layout::rule::program_first_at,
          static_cast<uint16_t>(first));
    write(other.sections[layout::section::rule], layout::rule::program_end_at,
          static_cast<uint16_t>(end));
    CHECK(refused(load(other), "leaves its place"));
  }
}

TEST("unknown opcodes, facts and constants are refused") {
  Image image = plain();
  image.sections[layout::section::instruction][0] = 0;
  CHECK(refused(load(image), "unknown opcode"));
  image.sections[layout::section::instruction][0] = layout::opcode::equal_register + 1;
  CHECK(refused(load(image), "unknown opcode"));
  image = plain();
  image.sections[layout::section::instruction][1] = kFactCount;
  CHECK(refused(load(image), "no such fact"));
  for (const int64_t operand : {int64_t{-1}, int64_t{kFactCount}, INT64_MAX, INT64_MIN}) {
    Image other;
    other.instruction(layout::opcode::equal_fact, Fact::direction, operand, kAccept, kReject);
    other.rule(0, 1);
    CHECK(refused(load(other), "no such second fact"));
  }
  for (const auto& [operand, count] : {std::pair{int64_t{0}, uint16_t{0}},
                                       {0, 3},
                                       {2, 1},
                                       {-1, 1},
                                       {INT64_MAX, 1},
                                       {INT64_MIN, 65535}}) {
    Image other;
    other.constant(5);
    other.constant(6);
    other.instruction(layout::opcode::listed, Fact::operation_id, operand, kAccept, kReject, count);
    other.rule(0, 1);
    CHECK(refused(load(other), "constants past the end"));
  }
  Image unsorted;
  unsorted.constant(6);
  unsorted.constant(6);
  unsorted.instruction(layout::opcode::listed, Fact::operation_id, 0, kAccept, kReject, 2);
  unsorted.rule(0, 1);
  CHECK(refused(load(unsorted), "rising order"));
}

TEST("a calculation names registers that there are") {
  for (const auto registers : std::array<uint16_t, 5>{8, 0x80, 0x800, 0x1000, 0xFFFF}) {
    Image image;
    image.instruction(layout::opcode::add, Fact::technology, 0, kAccept, kReject, registers);
    image.rule(0, 1);
    CHECK(refused(load(image), "no such register"));
  }
}

TEST("calculations saturate, and stop at what is not known or divided by nothing") {
  constexpr int64_t kMost = INT64_MAX, kLeast = INT64_MIN;
  struct Case {
    uint8_t opcode;
    int64_t left, right, result;
  };
  for (const Case& one : {Case{layout::opcode::add, kMost, 1, kMost},
                          {layout::opcode::add, kLeast, -1, kLeast},
                          {layout::opcode::subtract, kLeast, 1, kLeast},
                          {layout::opcode::subtract, 5, kLeast, kMost},
                          {layout::opcode::multiply, kMost, 2, kMost},
                          {layout::opcode::multiply, kMost, -2, kLeast},
                          {layout::opcode::multiply, kLeast, -1, kMost},
                          {layout::opcode::divide, -7, 2, -3},
                          {layout::opcode::divide, kLeast, -1, kMost}}) {
    Image image;
    image.instruction(layout::opcode::set, Fact::technology, one.left, 1, kReject, 0);
    image.instruction(layout::opcode::set, Fact::technology, one.right, 2, kReject, 1);
    image.instruction(one.opcode, Fact::technology, 0, 3, kReject, 0x100);
    image.instruction(layout::opcode::set, Fact::technology, one.result, 4, kReject, 1);
    image.instruction(layout::opcode::equal_register, Fact::technology, 0, kAccept, kReject, 0x100);
    image.rule(0, 5);
    Policy policy;
    CHECK_EQ(load(image.octets(), policy), "");
    uint16_t hit = 0;
    CHECK_EQ(policy.evaluate(Phase::request, Facts{}, &hit, 1), 1u);
  }
  Image nothing;
  nothing.instruction(layout::opcode::divide, Fact::technology, 0, kAccept, kReject, 0);
  nothing.rule(0, 1);
  Policy policy;
  CHECK_EQ(load(nothing.octets(), policy), "");
  uint16_t hit = 0;
  CHECK_EQ(policy.evaluate(Phase::request, Facts{}, &hit, 1), 0u);
}

TEST("the nearest mode for a peer holds until its time") {
  Image image = plain();
  image.mode_for(0, layout::peer_kind::link, 2, 3, 100);
  image.mode_for(0, layout::peer_kind::network, 0, 7, 200);
  image.mode_for(0, layout::peer_kind::all, 1, 0, 50);
  Policy policy;
  CHECK_EQ(load(image.octets(), policy), "");
  const auto mode = [&](Peer peer, uint64_t time) { return policy.standing(0, peer, time).mode; };
  CHECK(mode({7, 0, 3}, 99) == Mode::test);
  CHECK(mode({7, 0, 3}, 100) == Mode::off);
  CHECK(mode({7, 0, 3}, 200) == Mode::active);
  CHECK(mode({8, 0, 4}, 49) == Mode::learn);
  CHECK(mode({8, 0, 4}, 50) == Mode::active);
  CHECK_EQ(policy.standing(0, {7, 0, 4}, 150).exception, 1u);
  CHECK(policy.standing(0, {8, 0, 4}, 150).exception == Policy::kNoException);
}

TEST("modes for peers name rules in rising order, and modes that there are") {
  Image image = plain();
  image.mode_for(1, layout::peer_kind::all, 1, 0, 50);
  CHECK(refused(load(image), "impossible mode"));
  image = plain();
  image.mode_for(0, layout::peer_kind::link + 1, 1, 0, 50);
  CHECK(refused(load(image), "impossible mode"));
  image = plain();
  image.mode_for(0, layout::peer_kind::all, kModeCount, 0, 50);
  CHECK(refused(load(image), "impossible mode"));
}

TEST("lists that name no rule, or leave their section, are refused") {
  Image image = plain();
  write(image.sections[layout::section::list], 4, uint16_t{1});
  CHECK(refused(load(image), "impossible rule"));
  image = plain();
  write(image.sections[layout::section::list], 2, uint16_t{2});
  CHECK(refused(load(image), "outside its lists"));
  image = plain();
  write(image.sections[layout::section::list_of], 2 * 2049, uint16_t{3});
  CHECK(refused(load(image), "outside its lists"));
}

TEST("values outside their tables are refused") {
  for (const uint32_t at :
       {layout::rule::severity_at, layout::rule::category_at, layout::rule::mode_at,
        layout::rule::confidence_at, layout::rule::phase_at}) {
    Image image = plain();
    image.sections[layout::section::rule][at] = 200;
    CHECK(refused(load(image), "outside its table"));
  }
  Image image = plain();
  image.sections[layout::section::entitlement][4 * 71] = 9;
  CHECK(refused(load(image), "unknown sender"));
  image = plain();
  write(image.sections[layout::section::rule], layout::rule::id_at, uint32_t{1});
  CHECK(refused(load(image), "text lies outside"));
}

TEST("an agreement holds for its party and operation until its end") {
  Image image = plain();
  image.agreement(3, 71, 1000);
  image.agreement(3, 72, 2000);
  image.agreement(9, 71, 1000);
  Policy policy;
  CHECK_EQ(load(image.octets(), policy), "");
  const auto op = static_cast<OperationId>(71);
  CHECK(policy.agreement(3, op, 999));
  CHECK(!policy.agreement(3, op, 1000));
  CHECK(policy.agreement(3, static_cast<OperationId>(72), 1500));
  CHECK(policy.agreement(9, op, 0));
  CHECK(!policy.agreement(4, op, 0));
  CHECK(!policy.agreement(3, static_cast<OperationId>(70), 0));
  CHECK(!policy.agreement(0, OperationId::unknown, 0));
  image.agreement(2, 71, 1000);
  CHECK(refused(load(image), "rising order"));
}

TEST("confidence is held down by what applies to all rules and to this one, and says why") {
  Image image = plain();
  image.instruction(layout::opcode::equal, Fact::link_role, 0, kAccept, kReject);
  image.instruction(layout::opcode::equal, Fact::anomaly_any, 1, kAccept, kReject);
  image.cap(layout::cap_rule::all, 1, 1, 2);
  image.cap(0, 2, 2, 3);
  Policy policy;
  CHECK_EQ(load(image.octets(), policy), "");
  Facts facts;
  facts.set(Fact::link_role, LinkRole::interconnect);
  uint32_t reasons = 99;
  CHECK_EQ(policy.confidence(0, facts, &reasons), Confidence::high);
  CHECK_EQ(reasons, 0u);
  facts.set(Fact::anomaly_any, 1);
  CHECK_EQ(policy.confidence(0, facts, &reasons), Confidence::medium);
  CHECK_EQ(reasons, 2u);
  facts.set(Fact::link_role, LinkRole::unknown);
  CHECK_EQ(policy.confidence(0, facts, &reasons), Confidence::low);
  CHECK_EQ(reasons, 3u);
  CHECK_EQ(std::string(policy.reason(0, 1)), "because");
  CHECK_EQ(std::string(policy.reason(0, 2)), "");
  image.cap(layout::cap_rule::all, 1, 1, 2);
  CHECK(refused(load(image), "impossible condition"));
}

TEST("a guard only dismisses: a value that has no bit goes to the program") {
  Image image;
  image.instruction(layout::opcode::less, Fact::direction, 100, kAccept, kReject);
  image.rule(0, 1, ~(uint64_t{1} << guard::direction.shift)); // not with the value 0
  static_assert(guard::direction.word == 0);
  Policy policy;
  CHECK_EQ(load(image.octets(), policy), "");
  Facts facts;
  uint16_t hit = 0;
  CHECK_EQ(policy.evaluate(Phase::request, facts, &hit, 1), 0u);
  for (const int64_t value : {1, 3, 4, 63, 64, 99, -1}) {
    facts.set(Fact::direction, value);
    CHECK_EQ(policy.evaluate(Phase::request, facts, &hit, 1), 1u);
  }
}

TEST("candidates ask for the facts that their programs read, and some of the guard dismisses all") {
  Image image;
  image.instruction(layout::opcode::less_fact, Fact::component_index,
                    static_cast<int64_t>(Fact::component_count), kAccept, kReject);
  image.rule(0, 1, ~(uint64_t{1} << guard::direction.shift));
  Policy policy;
  CHECK_EQ(load(image.octets(), policy), "");
  GuardWord word;
  FactSet wanted;
  uint16_t rule = 0;
  word.set(guard::direction, Direction::unknown);
  CHECK_EQ(policy.candidates(Phase::request, OperationId::unknown, word, &rule, 1, wanted), 0u);
  CHECK(!policy.has_rules(Phase::request, OperationId::unknown, word));
  CHECK(policy.has_rules(Phase::request, OperationId::unknown));
  CHECK(!wanted.shares(FactSet::all()));
  word = {};
  word.set(guard::direction, Direction::ingress);
  CHECK_EQ(policy.candidates(Phase::request, OperationId::unknown, word, &rule, 1, wanted), 1u);
  CHECK(wanted.has(Fact::component_index) && wanted.has(Fact::component_count));
  CHECK(!wanted.has(Fact::direction));
}

TEST("whatever is accepted can be evaluated: 60,000 damaged images neither crash nor run on") {
  Image image;
  image.constant(5);
  image.constant(71);
  image.instruction(layout::opcode::listed, Fact::operation_id, 0, 1, 2, 2);
  image.instruction(layout::opcode::member, Fact::link_role, 3, 3, 2);
  image.instruction(layout::opcode::less_fact, Fact::component_index, 35, 3, kReject);
  image.instruction(layout::opcode::any_anomaly, Fact::technology, 4, kAccept, kReject);
  image.rule(0, 4);
  image.instruction(layout::opcode::equal, Fact::direction, 0, kAccept, kReject);
  image.cap(layout::cap_rule::all, 1, 4, 5);
  image.agreement(1, 2, 3);
  const Octets good = image.octets();
  // Damage where structure is: header, rules, code, lists, caps. The entitlement table is plain
  // values.
  std::vector<uint32_t> places;
  const uint32_t table = load_le32(good.data() + layout::sections_at);
  for (uint32_t i = 0; i < good.size(); i++)
    if (i < table || i >= table + 4096) places.push_back(i);
  std::mt19937 random(29002); // NOLINT: the same damage in every run
  uint32_t accepted = 0;
  for (uint32_t round = 0; round < 60'000; round++) {
    Octets bad = good;
    for (uint32_t changes = 1 + round % 3; changes > 0; changes--)
      bad[places[random() % places.size()]] = static_cast<uint8_t>(random());
    Image::seal(bad);
    Policy policy;
    if (load(bad, policy) != "") continue;
    accepted++;
    Facts facts;
    for (int64_t& value : facts.values)
      value = static_cast<int64_t>(random() % 80) - 2;
    facts.anomalies = Anomalies{random()} << 64 | random();
    uint16_t hits[limits::rules];
    const uint32_t count = policy.evaluate(Phase::request, facts, hits, limits::rules);
    for (uint32_t i = 0; i < count; i++)
      policy.confidence(hits[i], facts);
  }
  CHECK(accepted > 300);
}

CHECK_MAIN()
