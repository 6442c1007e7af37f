// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the BER reader: walks the whole input as a decoder does, one reader a level,
// and reads each value as an integer and as a string. Values must lie inside what encloses them and
// come in order, and no more of them than there is budget for.
#include <algorithm>
#include <array>
#include <vector>

#include "native/base/ber.hpp"
#include "native/fuzz/sink_checks.hpp"

using namespace sigwarden;

namespace {

struct Level {
  BerReader reader;
  View inside;
};

bool is_within(View inner, View outer) {
  return inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length;
}

/// Keeps reads that lead to nothing, so that a sanitizer sees them.
volatile uint8_t touched;

/// Reads a value in every way there is.
void read(BerState& state, const BerElement& element) {
  constexpr uint32_t kRoom = 16;
  std::array<uint8_t, kRoom> room;
  ber_integer(state, element.bytes());
  const Bytes joined = ber_string(state, element, room.data(), kRoom);
  const bool is_in_room = joined.data == room.data();
  check::require_none(is_in_room && joined.size > kRoom ? "more octets than room" : nullptr);
  for (uint32_t i = 0; i < joined.size; i++)
    touched = joined.data[i];
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::vector<uint8_t> octets(data, data + size); // exactly as long as it is
  const auto length = static_cast<uint32_t>(octets.size());
  BerState state;
  std::array<Level, limits::ber_depth> levels;
  uint32_t depth = 0, values = 0;
  levels[depth++] = {BerReader(state, {octets.data(), {octets.data(), length}}), {0, length}};
  while (depth > 0) {
    Level& level = levels[depth - 1];
    const uint32_t before = level.reader.offset();
    BerElement element;
    if (!level.reader.next(element)) {
      depth--;
      continue;
    }
    values++;
    check::require_none(is_within(element.whole(), level.inside) ? nullptr
                                                                 : "a value lies outside");
    check::require_none(element.start() >= before ? nullptr
                                                  : "a value comes before the one before");
    read(state, element);
    if (ber_is_constructed(element.tag) && depth < levels.size())
      levels[depth++] = {BerReader(state, element.contents), element.view()};
  }
  check::require_none(values <= limits::ber_elements ? nullptr : "more values than the budget");
  check::require_none(state.end_count <= state.ends.size() ? nullptr : "more ends than room");
  return 0;
}
