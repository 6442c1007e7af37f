// SPDX-License-Identifier: Apache-2.0
// The ways through BER that honest encoders rarely take: high tags, long and indefinite lengths,
// strings in segments. The end of indefinite contents is searched once for each octet of a message,
// however deep they nest: a search remembers the ends of all it passes. That bound is the defence
// against quadratic time.
#include "native/base/ber.hpp"

#include <limits>

namespace sigwarden {
namespace {

/// A length as found: `indefinite`, or a number of octets.
struct Length {
  uint32_t octets = 0;
  bool indefinite = false;
  bool padded = false;
  bool valid = false;
};

/// X.690 §8.1.2. Returns the tag in shortest form, 0 when it has no end or is too large (no valid
/// tag is 0 in a place where that matters: end-of-contents is tested before).
uint32_t read_identifier(Cursor& at, bool& padded) {
  const uint8_t lead = at.u8();
  if ((lead & 0x1F) != 0x1F) return at.failed() ? 0 : lead;
  uint32_t number = 0;
  uint32_t octets = 0;
  uint8_t octet;
  do {
    octet = at.u8();
    if (at.failed() || number > (kBerTagNumberMax >> 7)) return 0;
    if (octets++ == 0 && octet == 0x80) padded = true;
    number = (number << 7) | (octet & 0x7Fu);
  } while ((octet & 0x80) != 0);
  if (number < 31) {
    padded = true;
    return (lead & 0xE0u) | number;
  }
  uint32_t tag = lead;
  if (number > 0x3FFF) tag = (tag << 8) | 0x80 | (number >> 14);
  if (number > 0x7F) tag = (tag << 8) | 0x80 | ((number >> 7) & 0x7F);
  return (tag << 8) | (number & 0x7F);
}

/// X.690 §8.1.3.
Length read_length(Cursor& at) {
  Length length;
  const uint8_t lead = at.u8();
  if (at.failed()) return length;
  length.valid = true;
  if (lead < 0x80) {
    length.octets = lead;
    return length;
  }
  if (lead == 0x80) {
    length.indefinite = true;
    return length;
  }
  const uint32_t count = lead & 0x7Fu;
  if (count > 4) {
    length.valid = false;
    return length;
  }
  for (uint32_t i = 0; i < count; i++)
    length.octets = (length.octets << 8) | at.u8();
  length.valid = !at.failed();
  length.padded = length.octets < 0x80 || (length.octets >> (8 * (count - 1))) == 0;
  return length;
}

/// Looks for the end of the indefinite contents that begin at `at`. Returns their length without
/// the end-of-contents octets, or all that remains when there is no end.
uint32_t find_end(BerState& state, Cursor at) {
  const uint32_t origin = at.offset();
  const uint32_t window = at.remaining();
  for (uint32_t i = 0; i < state.end_count; i++)
    if (state.ends[i].start == origin) return state.ends[i].end - origin;
  if (state.open_ended) return window;

  std::array<uint32_t, limits::ber_depth> open;
  uint32_t depth = 0;
  open[depth++] = origin;
  while (at.remaining() >= 2) {
    const uint32_t here = at.offset();
    if (at.data()[0] == 0 && at.data()[1] == 0) {
      const uint32_t start = open[--depth];
      if (depth == 0) return here - origin;
      if (state.end_count < BerState::kEnds) state.ends[state.end_count++] = {start, here};
      at.skip(2);
      continue;
    }
    if (state.elements++ >= limits::ber_elements) {
      state.fail(BerFault::elements, here);
      break;
    }
    bool padded = false;
    const uint32_t tag = read_identifier(at, padded);
    const Length length = read_length(at);
    if (tag == 0 || !length.valid || (length.indefinite && !ber_is_constructed(tag))) break;
    if (!length.indefinite) {
      if (!at.skip(length.octets)) break;
      continue;
    }
    if (depth == open.size()) {
      state.fail(BerFault::depth, here);
      break;
    }
    open[depth++] = at.offset();
  }
  state.open_ended = true;
  state.fail(BerFault::end_of_contents, origin);
  return window;
}

} // namespace

BerReader::Step BerReader::abandon(BerState& state, Cursor at, BerFault fault) {
  state.fail(fault, at.offset());
  const View rest = at.view(at.remaining());
  View& lost = state.abandoned;
  if (lost.empty()) {
    lost = rest;
  } else {
    const uint32_t end = rest.offset + rest.length;
    const uint32_t lost_end = lost.offset + lost.length;
    lost.offset = rest.offset < lost.offset ? rest.offset : lost.offset;
    lost.length = (end > lost_end ? end : lost_end) - lost.offset;
  }
  at.skip(at.remaining());
  return {{}, at, false};
}

BerReader::Step BerReader::next_general(BerState& state, const Cursor from) {
  const uint32_t start = from.offset();
  if (state.elements++ >= limits::ber_elements) return abandon(state, from, BerFault::elements);
  Cursor at = from;
  bool padded_tag = false;
  const uint32_t tag = read_identifier(at, padded_tag);
  if (at.failed() || (tag == 0 && from.peek() != 0))
    return abandon(state, from, BerFault::identifier);
  const Length length = read_length(at);
  if (!length.valid) return abandon(state, from, BerFault::length);
  if (padded_tag) state.forms |= ber_form::high_tag;
  if (length.padded) state.forms |= ber_form::long_length;
  Step step;
  step.found = true;
  step.element.tag = tag;
  step.element.header_octets = at.offset() - start;
  if (length.indefinite) {
    if (!ber_is_constructed(tag)) return abandon(state, from, BerFault::length);
    state.forms |= ber_form::indefinite;
    step.element.contents = at.sub(find_end(state, at));
    if (at.remaining() >= 2) at.skip(2);
  } else {
    uint32_t octets = length.octets;
    if (octets > at.remaining()) {
      state.fail(BerFault::length, start);
      octets = at.remaining();
    }
    step.element.contents = at.sub(octets);
  }
  step.rest = at;
  return step;
}

int64_t ber_long_integer(BerState& state, Bytes contents) {
  if (contents.empty()) return 0;
  const uint8_t* p = contents.data;
  uint32_t size = contents.size;
  const uint8_t sign = (p[0] & 0x80) != 0 ? 0xFF : 0x00;
  while (size > 1 && p[0] == sign && ((p[1] ^ sign) & 0x80) == 0) {
    state.forms |= ber_form::padded;
    p++;
    size--;
  }
  if (size > 8)
    return sign != 0 ? std::numeric_limits<int64_t>::min() : std::numeric_limits<int64_t>::max();
  uint64_t value = sign != 0 ? ~uint64_t{0} : 0;
  for (uint32_t i = 0; i < size; i++)
    value = (value << 8) | p[i];
  return static_cast<int64_t>(value);
}

Bytes ber_join(BerState& state, Cursor contents, uint8_t* room, uint32_t capacity) {
  state.forms |= ber_form::segmented;
  std::array<BerReader, limits::ber_depth> levels;
  uint32_t depth = 0;
  levels[depth++] = BerReader(state, contents);
  uint32_t size = 0;
  BerElement segment;
  while (depth > 0) {
    if (!levels[depth - 1].next(segment)) {
      depth--;
      continue;
    }
    if (ber_is_constructed(segment.tag)) {
      if (depth == levels.size()) {
        state.fail(BerFault::depth, segment.start());
        break;
      }
      levels[depth++] = BerReader(state, segment.contents);
      continue;
    }
    const Bytes part = segment.bytes();
    const uint32_t take = part.size < capacity - size ? part.size : capacity - size;
    if (take > 0) std::memcpy(room + size, part.data, take);
    size += take;
  }
  return {room, size};
}

} // namespace sigwarden
