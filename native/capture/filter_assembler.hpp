// SPDX-License-Identifier: Apache-2.0
// Writes classic BPF with labels. The accumulator A holds what was loaded, X the offset of the
// header being looked at. Jumps go forward only, as the kernel demands, and any distance: a test
// that reaches its label by itself is one instruction, any other jumps over a long jump.
#pragma once

#include <linux/filter.h>
#include <linux/if_packet.h>

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace sigwarden {

class FilterAssembler {
public:
  using Label = uint32_t;

  Label label() {
    places_.push_back(kUnbound);
    return static_cast<Label>(places_.size() - 1);
  }
  /// The label stands for the next instruction.
  void bind(Label label) { places_[label] = size(); }

  void start_at(uint32_t offset) { emit(BPF_LDX | BPF_W | BPF_IMM, offset); }
  /// Ends here for a frame that this machine sends.
  void drop_outgoing() {
    emit(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(SKF_AD_OFF + SKF_AD_PKTTYPE));
    emit(BPF_JMP | BPF_JEQ | BPF_K, PACKET_OUTGOING, 0, 1);
    give(0);
  }
  /// A = the octet, or the 16-bit word, at X + `offset`. Beyond the frame: the frame is dropped.
  void load_octet(uint32_t offset) { emit(BPF_LD | BPF_B | BPF_IND, offset); }
  void load_word(uint32_t offset) { emit(BPF_LD | BPF_H | BPF_IND, offset); }
  void mask(uint32_t bits) { emit(BPF_ALU | BPF_AND | BPF_K, bits); }
  void add(uint32_t value) { emit(BPF_ALU | BPF_ADD | BPF_K, value); }
  void shift_left(uint32_t bits) { emit(BPF_ALU | BPF_LSH | BPF_K, bits); }
  void store(uint32_t cell) { emit(BPF_ST, cell); }
  void load_stored(uint32_t cell) { emit(BPF_LD | BPF_W | BPF_MEM, cell); }

  /// X += A.
  void advance_by_a() {
    emit(BPF_ALU | BPF_ADD | BPF_X, 0);
    emit(BPF_MISC | BPF_TAX, 0);
  }
  /// X += `octets`; A is lost.
  void advance(uint32_t octets) {
    emit(BPF_MISC | BPF_TXA, 0);
    add(octets);
    emit(BPF_MISC | BPF_TAX, 0);
  }

  void jump(Label to) {
    jumps_.push_back({size(), to, false});
    emit(BPF_JMP | BPF_JA, 0);
  }
  void jump_if(uint32_t value, Label to) { conditional(BPF_JEQ, value, to); }
  void jump_if_any(std::initializer_list<uint32_t> values, Label to) {
    for (const uint32_t value : values)
      jump_if(value, to);
  }
  /// When A has one of these bits.
  void jump_if_bits(uint32_t bits, Label to) { conditional(BPF_JSET, bits, to); }

  /// Pass `octets` of the frame; 0 drops it.
  void give(uint32_t octets) { emit(BPF_RET | BPF_K, octets); }
  /// Pass what precedes the header at X and `octets` of that.
  void give_header(uint32_t octets) {
    emit(BPF_MISC | BPF_TXA, 0);
    add(octets);
    emit(BPF_RET | BPF_A, 0);
  }

  /// The program, its jumps resolved; empty when a label was never bound or lies behind.
  std::vector<sock_filter> finish();

private:
  static constexpr uint32_t kUnbound = UINT32_MAX;
  struct Jump {
    uint32_t at; ///< the long jump; of a test, the instruction after it
    Label label;
    bool is_test;
    bool is_near = false; ///< the test jumps by itself, its long jump is left out
  };

  uint32_t size() const { return static_cast<uint32_t>(code_.size()); }
  void emit(int operation, uint32_t k, uint8_t if_true = 0, uint8_t if_false = 0) {
    code_.push_back({static_cast<uint16_t>(operation), if_true, if_false, k});
  }
  void conditional(int test, uint32_t value, Label to) {
    emit(BPF_JMP | test | BPF_K, value, 0, 1);
    jump(to);
    jumps_.back().is_test = true;
  }

  std::vector<sock_filter> code_;
  std::vector<uint32_t> places_;
  std::vector<Jump> jumps_; ///< in the order of the code
};

} // namespace sigwarden
