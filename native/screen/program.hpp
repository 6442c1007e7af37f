// SPDX-License-Identifier: Apache-2.0
// The rule machine. A program is a decision graph over facts (layout and instruction set:
// src/schema/policy-program.ts): no stack, no loop, no call; calculations have a few registers.
// load() checks every opcode, fact, constant, register and target once; after that run() needs no
// check and ends after at most as many steps as the program has instructions. It knows nothing of
// rules: policy.hpp puts programs together.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "native/base/bytes.hpp"
#include "native/generated/policy_program.hpp"
#include "native/screen/facts.hpp"

namespace sigwarden {

struct Instruction {
  uint8_t opcode = 0;
  uint8_t fact = 0;
  uint16_t on_true = 0;
  uint16_t on_false = 0;
  uint16_t count = 0;
  int64_t operand = 0;
};

class Program {
public:
  /// Reads and checks the two sections. On false `why` says which instruction is wrong and how, and
  /// `out` is empty.
  static bool load(Bytes instructions, Bytes constants, Program& out, std::string& why);

  uint32_t size() const { return static_cast<uint32_t>(code_.size()); }
  /// True when [first, end) is not empty and every target of its instructions stays inside it.
  bool closed(uint32_t first, uint32_t end) const;
  /// The facts that instructions of [first, end) read, anomalies apart.
  FactSet facts_of(uint32_t first, uint32_t end) const;
  /// Runs from `first`, the start of a range for which closed() holds.
  bool run(uint32_t first, const Facts& facts) const;

private:
  using Registers = std::array<int64_t, policy_program::registers::count>;
  bool test(const Instruction& instruction, const Facts& facts) const;
  static bool calculate(const Instruction& instruction, const Facts& facts, Registers& registers);
  bool check(uint32_t place, std::string& why) const;

  std::vector<Instruction> code_;
  std::vector<int64_t> constants_;
};

} // namespace sigwarden
