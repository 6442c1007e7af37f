// SPDX-License-Identifier: Apache-2.0
#include "native/engine/evidence.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

constexpr uint32_t kM3uaHeader = 8, kDiameterHeader = 20; ///< left, so that framing still reads

bool same_place(View a, View b) {
  return a.offset == b.offset && a.length == b.length;
}

bool is_inside(View inner, View outer) {
  return inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length;
}

/// Is the piece one of this message?
bool is_of(const Piece& piece, const Seen& seen) {
  if (piece.message != kNoMessage) return piece.message == seen.message;
  const View bytes = seen.get().bytes;
  return piece.at < bytes.offset + bytes.length && piece.end() > bytes.offset;
}

/// Collects the ranges of one frame.
class Collector {
public:
  Collector(const Seen& kept, const Frame& frame, Masks& masks)
      : kept_(kept), frame_(frame), masks_(masks) {
    masks.count = 0;
    masks.complete = true;
  }

  /// What the kept message's frame says of itself and of what it completed.
  void add_kept() {
    const Decoded& decoded = *kept_.decoded;
    if (decoded.secrets_overflowed) masks_.complete = false;
    for (uint32_t i = 0; i < decoded.secret_count; i++)
      add_from_kept(decoded.secrets[i]);
    for (uint32_t i = 0; i < decoded.message_count; i++)
      if (i != kept_.message && !same_place(decoded.messages[i].bytes, kept_.get().bytes))
        add_other(content_of(decoded.messages[i]));
  }
  /// What another frame says of itself.
  void add_alone(const Decoded& alone) {
    if (alone.secrets_overflowed) masks_.complete = false;
    const Segments segments = is_half_read(alone) ? Segments::any : Segments::inside;
    for (uint32_t i = 0; i < alone.secret_count; i++)
      add_unjoined(alone.secrets[i], segments);
    for (uint32_t i = 0; i < alone.message_count; i++)
      if (!carries_segment(alone.messages[i]))
        add_unjoined(content_of(alone.messages[i]), Segments::inside);
  }
  void merge() {
    View* ranges = masks_.ranges.data();
    std::sort(ranges, ranges + masks_.count, [](View a, View b) { return a.offset < b.offset; });
    uint32_t merged = 0;
    for (uint32_t i = 0; i < masks_.count; i++) {
      const View range = ranges[i];
      View& last = ranges[merged == 0 ? 0 : merged - 1];
      if (merged != 0 && range.offset <= last.offset + last.length)
        last.length = std::max(last.length, range.offset + range.length - last.offset);
      else
        ranges[merged++] = range;
    }
    masks_.count = merged;
  }

private:
  /// Which SCCP segments of the kept message are left out of a range: those that lie in it whole,
  /// as in octets that nobody read, or also those of which it is a part.
  enum class Segments : uint8_t { inside, any };

  static View content_of(const Message& other) {
    const uint32_t header =
        other.technology == Technology::diameter ? kDiameterHeader : kM3uaHeader;
    if (other.bytes.length <= header) return {};
    return {other.bytes.offset + header, other.bytes.length - header};
  }
  /// A range of that frame.
  void add(View range) {
    if (range.offset >= frame_.captured) return;
    range.length = std::min(range.length, frame_.captured - range.offset);
    if (range.length == 0) return;
    if (masks_.count == masks_.ranges.size())
      masks_.complete = false;
    else
      masks_.ranges[masks_.count++] = range;
  }
  /// A range of that frame without the places that `each_left_out` visits.
  template <class Each> void add_without(View range, Each&& each_left_out) {
    const uint32_t end = range.offset + range.length;
    for (uint32_t at = range.offset; at < end;) {
      uint32_t covered = at, next = end;
      each_left_out([&](View there) {
        if (there.offset <= at) covered = std::max(covered, there.offset + there.length);
        if (there.offset > at) next = std::min(next, there.offset);
      });
      if (covered == at) add({at, next - at});
      at = covered == at ? next : covered;
    }
  }
  /// A range of that frame without what of it was joined: of that the frame by itself could not
  /// tell what it is, but the kept message's decoding does. SCCP segments of other messages are not
  /// left out, nor any of whose octets the frame by itself tells more.
  void add_unjoined(View range, Segments segments) {
    add_without(range, [&](auto&& visit) {
      each_piece([&](const Piece& piece) {
        const bool is_left_out = piece.message == kNoMessage ||
                                 (is_segment_of_kept(piece) &&
                                  (segments == Segments::any || is_inside(piece.there, range)));
        if (is_left_out) visit(piece.there);
      });
    });
  }
  /// A range of the octets of the kept message's frame: as much of it as came in this one.
  void add_from_kept(View range) {
    if (range.offset < kept_.frame->captured) {
      if (&frame_ == kept_.frame) add_unjoined(range, Segments::inside);
      return;
    }
    each_piece_in(range, [&](const Piece& part) {
      if (part.message != kNoMessage) return add(part.there);
      add_without(part.there, [&](auto&& visit) {
        each_piece([&](const Piece& piece) {
          if (is_segment_of_kept(piece) && is_inside(piece.there, part.there)) visit(piece.there);
        });
      });
    });
  }
  /// As much of another message as came in this one. It may be a second reading of the kept one's
  /// octets, which are left to that.
  void add_other(View range) {
    if (range.offset < kept_.frame->captured) return add_from_kept(range);
    each_piece_in(range, [&](const Piece& part) {
      add_without(part.there, [&](auto&& visit) {
        each_piece([&](const Piece& piece) {
          if (is_segment_of_kept(piece)) visit(piece.there);
        });
        each_piece_in(kept_.get().bytes, [&](const Piece& piece) { visit(piece.there); });
      });
    });
  }
  /// Does the frame by itself read what it has of the kept message as a first segment, which the
  /// kept message reads better, and in no other way?
  bool is_half_read(const Decoded& alone) const {
    constexpr Anomalies kOtherReadings =
        anomaly::sccp_ambiguous | anomaly::tcap_ambiguous | anomaly::sccp_duplicate_parameter;
    for (uint32_t i = 0; i < alone.message_count; i++) {
      const Message& message = alone.messages[i];
      if (carries_segment(message) && ((message.anomalies & kOtherReadings) != 0 ||
                                       (message.anomalies & anomaly::sccp_segmented) == 0))
        return false;
    }
    return true;
  }
  /// A user message of this frame that carried a segment of the kept message.
  bool carries_segment(const Message& message) const {
    bool carries = false;
    each_piece([&](const Piece& piece) {
      carries |= is_segment_of_kept(piece) && is_inside(piece.there, message.bytes);
    });
    return carries;
  }
  bool is_segment_of_kept(const Piece& piece) const {
    return piece.message != kNoMessage && piece.message == kept_.message;
  }
  /// Calls `visit` with each piece that came in this frame.
  template <class Visit> void each_piece(Visit&& visit) const {
    const Decoded& decoded = *kept_.decoded;
    for (uint32_t i = 0; i < decoded.piece_count; i++) {
      const Piece& piece = decoded.pieces[i];
      if (piece.is_of(frame_) && piece.file == frame_.file) visit(piece);
    }
  }
  /// Calls `visit` with the part of each of them that became a part of those joined octets.
  template <class Visit> void each_piece_in(View joined, Visit&& visit) const {
    each_piece([&](const Piece& piece) {
      if (piece.at < joined.offset + joined.length && piece.end() > joined.offset)
        visit(piece.within(joined));
    });
  }

  const Seen& kept_;
  const Frame& frame_;
  Masks& masks_;
};

} // namespace

void masks_of(const Seen& seen, Masks& masks) {
  Collector collector(seen, *seen.frame, masks);
  collector.add_kept();
  collector.merge();
}

void masks_of(const Seen& seen, const Frame& other, const Decoded& alone, Masks& masks) {
  Collector collector(seen, other, masks);
  collector.add_kept();
  collector.add_alone(alone);
  collector.merge();
}

void JoinedFrames::remember(const Frame& frame, const Decoded& decoded) {
  Entry entry;
  entry.frame = frame.number;
  entry.file = frame.file;
  for (uint32_t i = 0; i < decoded.piece_count; i++) {
    const Piece& piece = decoded.pieces[i];
    if (piece.is_of(frame)) continue;
    const auto end = entry.frames.begin() + entry.count;
    if (std::find(entry.frames.begin(), end, piece.frame) != end) continue;
    if (entry.count == kEarlierMax || piece.file != frame.file) return;
    entry.references[entry.count] = piece.reference;
    entry.frames[entry.count++] = piece.frame;
  }
  entry.sort();
  entries_[static_cast<uint32_t>(frame.number % entries_.count())] = entry;
}

/// By the order of the frames: which of two that contradict each other came first matters.
void JoinedFrames::Entry::sort() {
  for (uint32_t i = 1; i < count; i++)
    for (uint32_t at = i; at > 0 && frames[at - 1] > frames[at]; at--) {
      std::swap(frames[at - 1], frames[at]);
      std::swap(references[at - 1], references[at]);
    }
}

const JoinedFrames::Entry* JoinedFrames::find(uint16_t file, uint64_t frame) const {
  const Entry& entry = entries_[static_cast<uint32_t>(frame % entries_.count())];
  return entry.frame == frame && entry.file == file && entry.count != 0 ? &entry : nullptr;
}

namespace {

/// What is read again is seldom: memory comes when it is touched.
Reassembly made_lazily() {
  const ResidentScope lazily(false);
  Reassembly made(MixKey{});
  made.tcp.begin_anywhere(true); // the first frame of a message may begin inside of another
  return made;
}

} // namespace

EvidenceWriter::EvidenceWriter(Counters& counters, const Variants& variants)
    : counters_(counters), variants_(variants), scratch_(made_lazily()) {}

bool EvidenceWriter::accepts(const Seen& seen, const Session& session) const {
  return seen && !seen.decoded->secrets_overflowed && session.has_room_for(seen.frame->captured);
}

/// One piece of each earlier frame of the message, into pieces_, in order of the frames. Returns
/// how many; what is beyond the limit is counted.
uint32_t EvidenceWriter::earlier_frames(const Seen& seen) {
  uint32_t found = 0;
  uint64_t newest_left_out = 0;
  for (uint32_t i = 0; i < seen.decoded->piece_count; i++) {
    const Piece& piece = seen.decoded->pieces[i];
    if (piece.is_of(*seen.frame) || !is_of(piece, seen)) continue;
    const auto end = pieces_.begin() + found;
    if (std::any_of(pieces_.begin(), end, [&](const Piece& p) { return p.frame == piece.frame; }))
      continue;
    if (found < pieces_.size()) {
      pieces_[found++] = piece;
    } else if (piece.frame != newest_left_out) {
      newest_left_out = piece.frame;
      count(counters_, Counter::evidence_over_limit);
    }
  }
  std::sort(pieces_.begin(), pieces_.begin() + found,
            [](const Piece& a, const Piece& b) { return a.frame < b.frame; });
  return found;
}

/// The frame of an earlier piece into earlier_, what is to be overwritten in it into masks_.
bool EvidenceWriter::read_earlier(const Seen& seen, const Piece& piece) {
  earlier_ = Frame{};
  const bool is_told = piece.frame != 0; // of an SCCP segment in very many pieces some are not
  if (source_ == nullptr || !is_told || piece.file != seen.frame->file ||
      !source_->at(piece.reference, earlier_))
    return false;
  earlier_.number = piece.frame;
  earlier_.reference = piece.reference;
  earlier_.file = piece.file;
  NullSink sink;
  decode_frame(earlier_, alone_, sink, unused_, nullptr, &variants_);
  masks_of(seen, earlier_, alone_, masks_);
  return true;
}

bool EvidenceWriter::write(MsgpackWriter& out, const Seen& seen, Session& session) {
  const Frame& frame = *seen.frame;
  uint32_t earlier = seen.decoded->piece_count == 0 ? 0 : earlier_frames(seen), kept = 0;
  Session planned = session;
  planned.add(frame.captured);
  for (uint32_t i = 0; i < earlier; i++) {
    if (!read_earlier(seen, pieces_[i])) {
      count(counters_, Counter::evidence_missing);
    } else if (!masks_.complete) {
      count(counters_, Counter::evidence_withheld);
    } else if (!planned.has_room_for(earlier_.captured)) {
      count(counters_, Counter::evidence_over_limit);
    } else {
      planned.add(earlier_.captured);
      pieces_[kept++] = pieces_[i];
    }
  }
  earlier = kept;
  masks_of(seen, masks_);
  const bool is_kept = masks_.complete && session.has_room_for(frame.captured);
  if (!masks_.complete)
    count(counters_, Counter::evidence_withheld);
  else if (!is_kept)
    count(counters_, Counter::evidence_over_limit);
  out.array(is_kept ? earlier + 1 : 0);
  if (!is_kept) return false;
  for (uint32_t i = 0; i < earlier; i++) {
    // It was there a moment ago; should it be gone, the record is cut and says so.
    if (!read_earlier(seen, pieces_[i])) return false;
    write_frame(out, earlier_, earlier_.data, session);
  }
  masks_of(seen, masks_);
  write_frame(out, frame, seen.base(), session);
  session.last_frame = frame.number;
  session.last_file = frame.file;
  session.last_message = seen.message;
  return true;
}

/// Of a frame that was read again the octets at `octets` may be a copy.
void EvidenceWriter::write_frame(MsgpackWriter& out, const Frame& frame, const uint8_t* octets,
                                 Session& session) {
  out.map(7);
  out.text("number"), out.integer(static_cast<int64_t>(frame.number));
  out.text("time_s"), out.number(static_cast<uint32_t>(frame.time_ns / 1'000'000'000));
  out.text("time_ns"), out.number(static_cast<uint32_t>(frame.time_ns % 1'000'000'000));
  out.text("link_type"), out.number(frame.link_type);
  out.text("original_octets"), out.number(frame.original);
  out.text("data");
  if (uint8_t* copy = out.binary(frame.captured)) {
    std::memcpy(copy, octets, frame.captured);
    for (uint32_t i = 0; i < masks_.count; i++)
      std::memset(copy + masks_.ranges[i].offset, 0, masks_.ranges[i].length);
  }
  out.text("masked"), out.array(masks_.count);
  for (uint32_t i = 0; i < masks_.count; i++)
    out.array(2), out.number(masks_.ranges[i].offset), out.number(masks_.ranges[i].length);
  count(counters_, Counter::secrets_masked, masks_.count);
  session.add(frame.captured);
}

/// Decodes the opening frame of a dialogue again, after the frames of what it completed.
bool EvidenceWriter::decode_again(const Dialogue& dialogue) {
  NullSink sink;
  const auto read = [&](uint64_t reference, uint64_t number, Reassembly* held) {
    frame_ = Frame{};
    if (source_ == nullptr || !source_->at(reference, frame_)) return false;
    frame_.number = number;
    frame_.reference = reference;
    frame_.file = dialogue.file;
    decode_frame(frame_, decoded_, sink, unused_, held, &variants_);
    return true;
  };
  const JoinedFrames::Entry* entry = joined_.find(dialogue.file, dialogue.frame);
  if (entry == nullptr) return read(dialogue.reference, dialogue.frame, nullptr);
  scratch_.clear();
  for (uint32_t i = 0; i < entry->count; i++)
    if (!read(entry->references[i], entry->frames[i], &scratch_)) return false;
  scratch_.joined.clear();
  return read(dialogue.reference, dialogue.frame, &scratch_);
}

Seen EvidenceWriter::again(const Dialogue& dialogue) {
  if (!decode_again(dialogue) || dialogue.message >= decoded_.message_count ||
      transaction_of(decoded_.messages[dialogue.message]) != dialogue.transaction) {
    count(counters_, Counter::evidence_missing);
    return {};
  }
  return {&frame_, &decoded_, dialogue.message};
}

} // namespace sigwarden
