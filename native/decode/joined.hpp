// SPDX-License-Identifier: Apache-2.0
// Octets of messages that were joined from several frames, behind a copy of the frame that
// completed them (Decoded::joined), with the list of where each run of them came from. They last
// until clear(), which whoever decodes calls when nothing that was decoded before is read any more:
// the engine before a batch. Room is asked for before a frame is decoded, so that no frame loses a
// message to the one before it. Does not know what the octets are: that is for who joins them.
#pragma once

#include "native/base/mapped_memory.hpp"
#include "native/decode/message.hpp"

namespace sigwarden {

class Joined {
public:
  /// Frames that one piece of a joined message is told to have come in, itself joined or not.
  static constexpr uint32_t kOriginsMax = 4;

  Joined() : octets_(limits::joined_octets), pieces_(limits::joined_pieces) {}

  void clear() { octets_used_ = pieces_used_ = 0; }
  /// Room for all that one more frame can complete: both readings of what its direction holds and
  /// of what it brings, its copy, and for each of its messages one of SCCP segments.
  bool has_room() const {
    constexpr uint32_t kFragmentMin = 17; // of DATA: a header and one octet
    constexpr uint32_t kOctets = 3 * limits::frame_octets + 2 * limits::fragment_octets + kAlign +
                                 limits::messages_per_frame * limits::sccp_segment_octets;
    constexpr uint32_t kPieces =
        2 * (limits::fragments_per_direction + limits::frame_octets / kFragmentMin) +
        limits::messages_per_frame * limits::sccp_segments_per_message * kOriginsMax;
    static_assert(kOctets <= limits::joined_octets && kPieces <= limits::joined_pieces);
    return octets_used_ + kOctets <= octets_.count() && pieces_used_ + kPieces <= pieces_.count();
  }

  /// A place for `length` octets in `pieces` pieces, behind what this frame has completed so far;
  /// nullptr without room. The frame is the one that is being decoded into `out`.
  uint8_t* add(const Frame& frame, Decoded& out, uint32_t length, uint32_t pieces, View& where) {
    const uint32_t copy = out.joined == nullptr ? frame.captured + kAlign : 0;
    if (uint64_t{octets_used_} + copy + length > octets_.count() ||
        pieces_used_ + pieces > pieces_.count())
      return nullptr;
    if (out.joined == nullptr) {
      octets_used_ = (octets_used_ + kAlign - 1) / kAlign * kAlign;
      uint8_t* start = &octets_[octets_used_];
      std::memcpy(start, frame.data, frame.captured);
      octets_used_ += frame.captured;
      out.joined = start;
      out.pieces = &pieces_[pieces_used_];
    }
    where = {frame.captured + out.joined_octets, length};
    uint8_t* at = &octets_[octets_used_];
    octets_used_ += length;
    out.joined_octets += length;
    return at;
  }
  /// The pieces of what add() made room for, in order.
  void add_piece(Decoded& out, const Piece& piece) {
    pieces_[pieces_used_++] = piece;
    out.piece_count++;
  }

private:
  static constexpr uint32_t kAlign = 64;

  MappedArray<uint8_t> octets_;
  MappedArray<Piece> pieces_;
  uint32_t octets_used_ = 0, pieces_used_ = 0;
};

} // namespace sigwarden
