// SPDX-License-Identifier: Apache-2.0
// Frames as evidence: copied with the octets of secrets overwritten before anything leaves native
// code, and with the other messages of a bundled frame overwritten too, since they are other
// people's. Lengths stay, the ranges are told. A frame with more secrets than the decoder could
// note is withheld. A finding made at the answer reads the request's frame again from the source
// and decodes it again, to know what to overwrite.
#pragma once

#include "native/base/msgpack.hpp"
#include "native/capture/source.hpp"
#include "native/decode/decoder.hpp"
#include "native/engine/sessions.hpp"
#include "native/state/dialogues.hpp"

namespace sigwarden {

/// A message with the frame that carries it.
struct Seen {
  const Frame* frame = nullptr;
  const Decoded* decoded = nullptr;
  uint32_t message = 0;

  explicit operator bool() const { return frame != nullptr; }
  const Message& get() const { return decoded->messages[message]; }
  const uint8_t* base() const { return frame->data; }
};

/// Ranges to overwrite in a copy of the frame kept for one of its messages: merged, in order,
/// inside the frame. Returns how many; false in `complete` when the frame must not be kept.
struct Masks {
  std::array<View, limits::secrets_per_frame + limits::messages_per_frame> ranges;
  uint32_t count = 0;
  bool complete = true;
};
void masks_of(const Seen& seen, Masks& masks);

class EvidenceWriter {
public:
  explicit EvidenceWriter(Counters& counters) : counters_(counters) {}

  /// Writes one frame as an element of the list `frames` of the sealed part, or nothing, with a
  /// counter, when it may not be kept. True when it was written.
  bool write(MsgpackWriter& out, const Seen& seen, Session& session);
  /// Would write() keep it?
  bool accepts(const Seen& seen, const Session& session) const;

  /// Reads the opening frame of a dialogue again. Empty when the source has it no more.
  Seen again(Source* source, const Dialogue& dialogue);

private:
  Counters& counters_;
  Frame frame_;     ///< of again()
  Decoded decoded_; ///< of again()
  Masks masks_;
  Counters unused_{}; ///< what decoding a second time counts
};

} // namespace sigwarden
