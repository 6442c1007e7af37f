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
  /// Frames that one SCCP segment is told to have come in, itself joined or not.
  static constexpr uint32_t kOriginsMax = 4;

  Joined() : octets_(limits::joined_octets), pieces_(limits::joined_pieces) {}

  void clear() { octets_used_ = pieces_used_ = 0; }
  /// Room for all that one more frame can complete, and its copy: IP datagrams, of the frame or of
  /// each of them both readings of what its direction holds and of what it brings, and for each
  /// message one of SCCP segments.
  bool has_room() const {
    constexpr uint32_t kDatagrams = limits::ip_datagrams_per_frame;
    constexpr uint32_t kDatagramMax = 65'536;
    constexpr uint32_t kFragmentMin = 17; // of DATA: a header and one octet
    constexpr uint32_t kPieceOctets = sizeof(Piece);
    // What was held may have come in pieces itself, which take room among the octets.
    constexpr uint32_t kHeldPieces =
        limits::fragments_per_direction + limits::fragment_octets / kPieceOctets;
    constexpr uint32_t kOctets = 3 * limits::frame_octets + 2 * limits::fragment_octets + kAlign;
    constexpr uint32_t kPieces = 2 * (kHeldPieces + limits::frame_octets / kFragmentMin);
    constexpr uint32_t kNestedOctets =
        limits::frame_octets + kAlign +
        kDatagrams * (3 * kDatagramMax + 2 * limits::fragment_octets);
    constexpr uint32_t kNestedPieces =
        kDatagrams *
        (2 * (kHeldPieces + kDatagramMax / kFragmentMin) + 3 * limits::ip_fragments_per_datagram);
    constexpr uint32_t kSegmentOctets = limits::messages_per_frame * limits::sccp_segment_octets;
    constexpr uint32_t kSegmentPieces =
        limits::messages_per_frame * limits::sccp_segments_per_message * kOriginsMax;
    constexpr uint32_t kOctetsMax = std::max(kOctets, kNestedOctets) + kSegmentOctets;
    constexpr uint32_t kPiecesMax = std::max(kPieces, kNestedPieces) + kSegmentPieces;
    static_assert(kOctetsMax <= limits::joined_octets && kPiecesMax <= limits::joined_pieces);
    return octets_used_ + kOctetsMax <= octets_.count() &&
           pieces_used_ + kPiecesMax <= pieces_.count();
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
  /// The pieces of which `where` in the frame is made, for a run of joined octets from `at` on.
  void add_origins(const Frame& frame, Decoded& out, View where, uint32_t at) {
    out.each_origin(frame, where, [&](Piece piece) {
      piece.at = at;
      at += piece.there.length;
      add_piece(out, piece);
    });
  }

private:
  static constexpr uint32_t kAlign = 64;

  MappedArray<uint8_t> octets_;
  MappedArray<Piece> pieces_;
  uint32_t octets_used_ = 0, pieces_used_ = 0;
};

} // namespace sigwarden
