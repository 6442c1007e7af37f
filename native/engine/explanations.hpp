// SPDX-License-Identifier: Apache-2.0
// What became of the messages of one frame, for `screen --explain-quiet`: the facts that rules were
// given, or why none were. Asked for one frame by its number, when the engine is made; for every
// other it costs a comparison. It judges nothing: which rule lacked what is told in TypeScript.
#pragma once

#include <vector>

#include "native/generated/limits.hpp"
#include "native/screen/facts.hpp"
#include "native/screen/policy.hpp"

namespace sigwarden {

struct Explanation {
  enum class What : uint8_t {
    request,        ///< facts as rules had them at the request
    end,            ///< facts as rules had them when the dialogue ended
    deadline,       ///< facts as rules had them when what should have followed had not come
    copy,           ///< a second leg of a message seen before, in `other`
    repeated,       ///< the same Begin again
    retransmission, ///< the same chunk again
  };
  What what = What::request;
  uint16_t message = 0;
  uint64_t other = 0; ///< frame of the message that this one repeats; 0 unknown
  uint64_t time_ns = 0;
  uint16_t link = 0xFFFF;
  Facts facts;
};

class Explanations {
public:
  /// Frames have numbers from 1: 0 wants none.
  explicit Explanations(uint64_t frame) : frame_(frame) {
    if (frame != 0) list_.reserve(limits::explanations);
  }
  bool wants(uint64_t frame) const { return frame_ != 0 && frame == frame_; }
  /// Past the limit nothing is added: a frame holds fewer requests than that, or is an attack.
  void add(const Explanation& one) {
    if (list_.size() < list_.capacity()) list_.push_back(one);
  }
  const std::vector<Explanation>& list() const { return list_; }

private:
  uint64_t frame_;
  std::vector<Explanation> list_;
};

} // namespace sigwarden
