// SPDX-License-Identifier: Apache-2.0
// Frames as evidence: copied with the octets of secrets overwritten before anything leaves native
// code, and with the other messages of a bundled frame overwritten too, since they are other
// people's. Lengths stay, the ranges are told. A frame with more secrets than the decoder could
// note is withheld. A finding made at the answer reads the request's frame again from the source
// and decodes it again, to know what to overwrite.
//
// A joined message carries all its frames: those of its earlier pieces are read again too. In each
// of them everything is overwritten that is not this message, and of this message its secrets,
// which may begin in one frame and end in the next. To find a joined request again its frames are
// joined once more; which they were is remembered for the newest of them.
#pragma once

#include "native/base/msgpack.hpp"
#include "native/capture/source.hpp"
#include "native/decode/decoder.hpp"
#include "native/decode/variants.hpp"
#include "native/engine/observation.hpp"
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
  const uint8_t* base() const { return decoded->base_of(*frame); }
};

/// Ranges to overwrite in a copy of a frame kept for one message: merged, in order, inside the
/// frame. False in `complete` when the frame must not be kept.
struct Masks {
  std::array<View, 4 * (limits::secrets_per_frame + limits::messages_per_frame)> ranges;
  uint32_t count = 0;
  bool complete = true;
};
/// Of the frame that completed the message.
void masks_of(const Seen& seen, Masks& masks);
/// Of another frame that carried a piece of it; `alone` is what that one yields by itself.
void masks_of(const Seen& seen, const Frame& other, const Decoded& alone, Masks& masks);

/// The earlier frames of joined messages, newest first known: one place for each of so many frame
/// numbers in a row.
class JoinedFrames {
public:
  static constexpr uint32_t kEarlierMax = limits::evidence_frames - 1;
  struct Entry {
    uint64_t frame = 0;
    uint16_t file = 0;
    uint16_t count = 0;
    std::array<uint64_t, kEarlierMax> frames, references;
    void sort();
  };

  JoinedFrames() : entries_(limits::joined_frames) {}
  /// Remembers the frame when it completed messages and their frames are few enough.
  void remember(const Frame& frame, const Decoded& decoded);
  const Entry* find(uint16_t file, uint64_t frame) const;

private:
  MappedArray<Entry> entries_;
};

class EvidenceWriter {
public:
  /// `variants` is read with each frame that is decoded again.
  EvidenceWriter(Counters& counters, const Variants& variants);

  /// Where earlier frames are read again; nullptr where they cannot be.
  void read_from(Source* source) { source_ = source; }
  /// Writes the frames of a message as the list `frames` of the sealed part. One that may not or
  /// cannot be kept is left out and counted. True when that which completed it was written.
  bool write(MsgpackWriter& out, const Seen& seen, Session& session);
  /// Would write() keep it?
  bool accepts(const Seen& seen, const Session& session) const;

  /// To be told of each frame that completed messages.
  void remember(const Frame& frame, const Decoded& decoded) { joined_.remember(frame, decoded); }
  /// Reads the opening frame of a dialogue again. Empty when the source has it no more. It is valid
  /// until the next call.
  Seen again(const Dialogue& dialogue);

private:
  bool decode_again(const Dialogue& dialogue);
  uint32_t earlier_frames(const Seen& seen);
  bool read_earlier(const Seen& seen, const Piece& piece);
  void write_frame(MsgpackWriter& out, const Frame& frame, const uint8_t* octets, Session& session);

  Counters& counters_;
  const Variants& variants_;
  Source* source_ = nullptr;
  Frame frame_;                                         ///< of again()
  Decoded decoded_;                                     ///< of again()
  Frame earlier_;                                       ///< one frame with a piece of a message
  Decoded alone_;                                       ///< what it yields by itself
  std::array<Piece, JoinedFrames::kEarlierMax> pieces_; ///< one of each earlier frame
  JoinedFrames joined_;
  Reassembly scratch_; ///< of again()
  Masks masks_;
  Counters unused_{}; ///< what decoding a second time counts
};

} // namespace sigwarden
