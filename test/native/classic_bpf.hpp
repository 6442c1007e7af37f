// SPDX-License-Identifier: Apache-2.0
// Classic BPF as the kernel runs it over a frame (Documentation/networking/filter.rst), for the
// instructions that the capture filter uses; any other ends the test program.
#pragma once

#include <linux/filter.h>
#include <linux/if_packet.h>

#include <array>
#include <cstdlib>
#include <vector>

#include "test/native/octets.hpp"

namespace sigwarden::test {

/// How many octets of the frame pass, at most all of it; 0 when it is dropped. `steps` counts what
/// was executed.
inline uint32_t run_filter(const std::vector<sock_filter>& program, const Octets& frame,
                           uint32_t packet_type = PACKET_HOST, uint32_t* steps = nullptr) {
  uint32_t a = 0, x = 0, executed = 0;
  std::array<uint32_t, BPF_MEMWORDS> memory = {};
  const auto size = static_cast<uint32_t>(frame.size());
  for (size_t pc = 0; pc < program.size(); pc++, executed++) {
    const auto& [code, jt, jf, k] = program[pc];
    const uint64_t at = uint64_t{x} + k;
    switch (code) {
    case BPF_LD | BPF_W | BPF_ABS:
      if (k != static_cast<uint32_t>(SKF_AD_OFF + SKF_AD_PKTTYPE)) std::abort();
      a = packet_type;
      break;
    case BPF_LD | BPF_B | BPF_IND:
      if (at >= size) return 0;
      a = frame[at];
      break;
    case BPF_LD | BPF_H | BPF_IND:
      if (at + 2 > size) return 0;
      a = load_be16(&frame[at]);
      break;
    case BPF_LD | BPF_W | BPF_MEM: a = memory.at(k); break;
    case BPF_LDX | BPF_W | BPF_IMM: x = k; break;
    case BPF_ST: memory.at(k) = a; break;
    case BPF_ALU | BPF_AND | BPF_K: a &= k; break;
    case BPF_ALU | BPF_ADD | BPF_K: a += k; break;
    case BPF_ALU | BPF_LSH | BPF_K: a <<= k; break;
    case BPF_ALU | BPF_ADD | BPF_X: a += x; break;
    case BPF_MISC | BPF_TAX: x = a; break;
    case BPF_MISC | BPF_TXA: a = x; break;
    case BPF_JMP | BPF_JA: pc += k; break;
    case BPF_JMP | BPF_JEQ | BPF_K: pc += a == k ? jt : jf; break;
    case BPF_JMP | BPF_JSET | BPF_K: pc += (a & k) != 0 ? jt : jf; break;
    case BPF_RET | BPF_K:
    case BPF_RET | BPF_A:
      if (steps != nullptr) *steps = executed + 1;
      return std::min(size, code == (BPF_RET | BPF_K) ? k : a);
    default: std::abort();
    }
  }
  std::abort(); // ran past the end
}

} // namespace sigwarden::test
