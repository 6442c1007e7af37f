// SPDX-License-Identifier: Apache-2.0
#include "native/screen/program.hpp"

#include <algorithm>
#include <limits>

#include "native/generated/limits.hpp"
#include "native/generated/policy_program.hpp"

namespace sigwarden {

namespace layout = policy_program;

namespace {

constexpr uint32_t kItem = layout::item::instruction;

Instruction read(const uint8_t* p) {
  Instruction i;
  i.opcode = p[layout::instruction::opcode_at];
  i.fact = p[layout::instruction::fact_at];
  i.on_true = load_le16(p + layout::instruction::on_true_at);
  i.on_false = load_le16(p + layout::instruction::on_false_at);
  i.count = load_le16(p + layout::instruction::count_at);
  std::memcpy(&i.operand, p + layout::instruction::operand_at, sizeof i.operand);
  return i;
}

bool is_end(uint16_t target) {
  return target == layout::target::accept || target == layout::target::reject;
}

uint32_t written(uint16_t registers) {
  return registers & ((1u << layout::registers::bits) - 1);
}
uint32_t left_of(uint16_t registers) {
  return written(static_cast<uint16_t>(registers >> layout::registers::left_shift));
}
uint32_t right_of(uint16_t registers) {
  return written(static_cast<uint16_t>(registers >> layout::registers::right_shift));
}

bool are_registers(uint16_t registers) {
  return written(registers) < layout::registers::count &&
         left_of(registers) < layout::registers::count &&
         right_of(registers) < layout::registers::count &&
         registers >> (layout::registers::right_shift + layout::registers::bits) == 0;
}

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

// What is beyond 64 bits saturates, by the sign that the exact result would have.
int64_t sum_of(int64_t a, int64_t b) {
  int64_t out;
  return __builtin_add_overflow(a, b, &out) ? (a < 0 ? kLeast : kMost) : out;
}
int64_t difference_of(int64_t a, int64_t b) {
  int64_t out;
  return __builtin_sub_overflow(a, b, &out) ? (a < 0 ? kLeast : kMost) : out;
}
int64_t product_of(int64_t a, int64_t b) {
  int64_t out;
  return __builtin_mul_overflow(a, b, &out) ? ((a < 0) != (b < 0) ? kLeast : kMost) : out;
}
int64_t quotient_of(int64_t a, int64_t b) {
  return a == kLeast && b == -1 ? kMost : a / b;
}

std::string at(uint32_t place, const char* what) {
  return "instruction " + std::to_string(place) + ": " + what;
}

} // namespace

bool Program::check(uint32_t place, std::string& why) const {
  const Instruction& i = code_[place];
  const auto fail = [&](const char* what) {
    why = at(place, what);
    return false;
  };
  if (i.opcode < layout::opcode::equal || i.opcode > layout::opcode::equal_register)
    return fail("unknown opcode");
  const bool is_anomaly = i.opcode == layout::opcode::any_anomaly;
  if (i.fact >= (is_anomaly ? anomaly::kBits / 64 : kFactCount)) return fail("no such fact");
  for (const uint16_t target : {i.on_true, i.on_false})
    if (!is_end(target) && (target <= place || target >= code_.size()))
      return fail("target is not a later instruction");
  if (i.opcode >= layout::opcode::load) return are_registers(i.count) || fail("no such register");
  const bool is_pair =
      i.opcode == layout::opcode::equal_fact || i.opcode == layout::opcode::less_fact;
  if (is_pair && (i.operand < 0 || i.operand >= kFactCount)) return fail("no such second fact");
  if (i.opcode != layout::opcode::listed) return i.count == 0 ? true : fail("stray count");
  const int64_t size = static_cast<int64_t>(constants_.size());
  if (i.count == 0 || i.operand < 0 || i.operand > size || size - i.operand < i.count)
    return fail("constants past the end");
  const auto first = constants_.begin() + i.operand;
  if (std::adjacent_find(first, first + i.count, std::greater_equal<>()) != first + i.count)
    return fail("constants are not in rising order");
  return true;
}

bool Program::load(Bytes instructions, Bytes constants, Program& out, std::string& why) {
  out = Program{};
  if (instructions.size % kItem != 0 || instructions.size / kItem > limits::program_instructions) {
    why = "instruction section has an impossible size";
    return false;
  }
  if (constants.size % sizeof(int64_t) != 0 ||
      constants.size / sizeof(int64_t) > layout::limit::constants) {
    why = "constant section has an impossible size";
    return false;
  }
  Program loaded;
  for (uint32_t at = 0; at < instructions.size; at += kItem)
    loaded.code_.push_back(read(instructions.data + at));
  loaded.constants_.resize(constants.size / sizeof(int64_t));
  if (!constants.empty()) std::memcpy(loaded.constants_.data(), constants.data, constants.size);
  for (uint32_t place = 0; place < loaded.code_.size(); place++)
    if (!loaded.check(place, why)) return false;
  out = std::move(loaded);
  return true;
}

bool Program::closed(uint32_t first, uint32_t end) const {
  if (first >= end || end > code_.size()) return false;
  return std::all_of(code_.begin() + first, code_.begin() + end, [&](const Instruction& i) {
    return (is_end(i.on_true) || i.on_true < end) && (is_end(i.on_false) || i.on_false < end);
  });
}

FactSet Program::facts_of(uint32_t first, uint32_t end) const {
  FactSet facts;
  for (uint32_t place = first; place < end; place++) {
    const Instruction& i = code_[place];
    const bool is_pair =
        i.opcode == layout::opcode::equal_fact || i.opcode == layout::opcode::less_fact;
    if (i.opcode <= layout::opcode::listed || i.opcode == layout::opcode::load)
      facts.add(static_cast<Fact>(i.fact));
    if (is_pair) facts.add(static_cast<Fact>(i.operand));
  }
  return facts;
}

inline bool Program::test(const Instruction& i, const Facts& facts) const {
  const int64_t value = facts.values[i.fact];
  switch (i.opcode) {
  case layout::opcode::equal: return value == i.operand;
  case layout::opcode::less: return value < i.operand;
  case layout::opcode::equal_fact: return value == facts.values[static_cast<size_t>(i.operand)];
  case layout::opcode::less_fact: return value < facts.values[static_cast<size_t>(i.operand)];
  case layout::opcode::any_bits: return (value & i.operand) != 0;
  case layout::opcode::all_bits: return (value & i.operand) == i.operand;
  case layout::opcode::member:
    return static_cast<uint64_t>(value) < 64 &&
           ((static_cast<uint64_t>(i.operand) >> static_cast<uint64_t>(value)) & 1) != 0;
  case layout::opcode::listed: {
    const auto first = constants_.begin() + i.operand;
    return std::binary_search(first, first + i.count, value);
  }
  default:
    return (static_cast<uint64_t>(facts.anomalies >> 64 * i.fact) &
            static_cast<uint64_t>(i.operand)) != 0;
  }
}

/// One step of a calculation. Kept out of the loop: few rules calculate.
[[gnu::noinline]] bool Program::calculate(const Instruction& i, const Facts& facts,
                                          Registers& registers) {
  int64_t& out = registers[written(i.count)];
  const int64_t left = registers[left_of(i.count)];
  const int64_t right = registers[right_of(i.count)];
  switch (i.opcode) {
  case layout::opcode::load: out = facts.values[i.fact]; return out >= 0;
  case layout::opcode::set: out = i.operand; return true;
  case layout::opcode::add: out = sum_of(left, right); return true;
  case layout::opcode::subtract: out = difference_of(left, right); return true;
  case layout::opcode::multiply: out = product_of(left, right); return true;
  case layout::opcode::divide:
    if (right == 0) return false;
    out = quotient_of(left, right);
    return true;
  case layout::opcode::less_register: return left < right;
  default: return left == right;
  }
}

bool Program::run(uint32_t first, const Facts& facts) const {
  const Instruction* code = code_.data();
  uint32_t place = first;
  Registers registers{};
  do {
    const Instruction& i = code[place];
    const bool holds =
        i.opcode < layout::opcode::load ? test(i, facts) : calculate(i, facts, registers);
    place = holds ? i.on_true : i.on_false;
  } while (place < layout::target::reject); // accept lies above reject: one compare ends both
  return place == layout::target::accept;
}

} // namespace sigwarden
