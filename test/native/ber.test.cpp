// SPDX-License-Identifier: Apache-2.0
// The BER reader against the forms of X.690 §8, the ones that no encoder should produce, and inputs
// that are built to cost time or stack.
#include <limits>
#include <vector>

#include "native/base/ber.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

using Octets = std::vector<uint8_t>;

Cursor cursor_of(const Octets& o) {
  return {o.data(), {o.data(), static_cast<uint32_t>(o.size())}};
}

struct First {
  Octets octets;
  BerState state;
  BerElement element;
  bool found = false;
  uint32_t rest = 0;

  explicit First(const Octets& o) : octets(o) {
    BerReader reader(state, cursor_of(octets));
    found = reader.next(element);
    rest = reader.rest().remaining();
  }
};

int64_t integer(const Octets& o, uint8_t* forms = nullptr) {
  BerState state;
  const int64_t value = ber_integer(state, {o.data(), static_cast<uint32_t>(o.size())});
  if (forms != nullptr) *forms = state.forms;
  return value;
}

/// `levels` values of indefinite length inside each other, each with its end.
Octets nested(uint32_t levels) {
  Octets o;
  for (uint32_t i = 0; i < levels; i++)
    o.insert(o.end(), {0x30, 0x80});
  o.insert(o.end(), 2 * levels, 0x00);
  return o;
}

} // namespace

TEST("reads tag, place and contents of a value in short form") {
  const Octets o{0x04, 0x02, 0xAA, 0xBB, 0x05, 0x00};
  const First f(o);
  CHECK(f.found);
  CHECK_EQ(f.element.tag, 0x04u);
  CHECK_EQ(f.element.start(), 0u);
  CHECK_EQ(f.element.view().offset, 2u);
  CHECK_EQ(f.element.view().length, 2u);
  CHECK_EQ(f.element.whole().length, 4u);
  CHECK_EQ(f.rest, 2u);
  CHECK_EQ(f.state.forms, 0);
  CHECK_EQ(f.state.fault, BerFault::none);
}

TEST("writes high tags in shortest form, whatever form the wire has") {
  CHECK_EQ(First({0x9F, 0x32, 0x00}).element.tag, 0x9F32u);
  CHECK_EQ(First({0xBF, 0x1F, 0x00}).element.tag, 0xBF1Fu);
  CHECK_EQ(First({0x9F, 0x81, 0x72, 0x00}).element.tag, 0x9F8172u);
  CHECK_EQ(First({0xBF, 0x34, 0x00}).state.forms, 0);
  const Octets low_in_high{0x9F, 0x00, 0x01, 0xFF};
  CHECK_EQ(First(low_in_high).element.tag, 0x80u);
  CHECK_EQ(First(low_in_high).state.forms, ber_form::high_tag);
  const Octets padded{0x9F, 0x80, 0x00, 0x01, 0xFF};
  CHECK_EQ(First(padded).element.tag, 0x80u);
  CHECK_EQ(First(padded).state.forms, ber_form::high_tag);
  CHECK(ber_is_constructed(0xBF1F));
  CHECK(!ber_is_constructed(0x9F3F));
  CHECK(ber_is_constructed(0xBF8172));
}

TEST("refuses a tag of more than 21 bits, and one without end") {
  CHECK_EQ(First({0x9F, 0xFF, 0xFF, 0x7F, 0x00}).found, true);
  CHECK_EQ(First({0x9F, 0x81, 0x80, 0x80, 0x00, 0x00}).state.fault, BerFault::identifier);
  CHECK_EQ(First({0x9F, 0x81}).state.fault, BerFault::identifier);
  CHECK_EQ(First({0x9F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}).found, false);
}

TEST("takes lengths of up to four octets, and notes those that need fewer") {
  Octets long_form{0x04, 0x81, 0x80};
  long_form.insert(long_form.end(), 0x80, 0x11);
  CHECK_EQ(First(long_form).element.view().length, 0x80u);
  CHECK_EQ(First(long_form).state.forms, 0);
  const Octets padded{0x80, 0x84, 0x00, 0x00, 0x00, 0x01, 0x55};
  CHECK_EQ(First(padded).element.view().length, 1u);
  CHECK_EQ(First(padded).state.forms, ber_form::long_length);
  CHECK_EQ(First({0x80, 0x81, 0x01, 0x55}).state.forms, ber_form::long_length);
  CHECK_EQ(First({0x80, 0x85, 0, 0, 0, 0, 1, 0x55}).state.fault, BerFault::length);
  CHECK_EQ(First({0x80, 0xFF, 0x55}).state.fault, BerFault::length);
  CHECK_EQ(First({0x80, 0x82, 0x01}).state.fault, BerFault::length);
  CHECK_EQ(First({0x80}).state.fault, BerFault::length);
}

TEST("cuts a value that runs past its parent and says so") {
  const First f({0x04, 0x05, 0xAA, 0xBB});
  CHECK(f.found);
  CHECK_EQ(f.element.view().length, 2u);
  CHECK_EQ(f.state.fault, BerFault::length);
  CHECK_EQ(f.state.fault_offset, 0u);
  const First huge({0x04, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0xAA});
  CHECK(huge.found);
  CHECK_EQ(huge.element.view().length, 1u);
}

TEST("finds the end of indefinite contents at its own level") {
  const Octets o{0x30, 0x80, 0x30, 0x80, 0x04, 0x02, 0x00, 0x00, 0x00,
                 0x00, 0x02, 0x01, 0x07, 0x00, 0x00, 0x05, 0x00};
  First f(o);
  CHECK(f.found);
  CHECK_EQ(f.element.view().length, 11u);
  CHECK_EQ(f.rest, 2u);
  CHECK_EQ(f.state.forms, ber_form::indefinite);
  CHECK_EQ(f.state.fault, BerFault::none);
  BerReader inner(f.state, f.element.contents);
  BerElement e;
  CHECK(inner.next(e));
  CHECK_EQ(e.view().length, 4u);
  CHECK(inner.next(e));
  CHECK_EQ(e.tag, 0x02u);
  CHECK(!inner.next(e));
}

TEST("takes all that is left when indefinite contents have no end, and searches once") {
  First f({0x30, 0x80, 0x30, 0x80, 0x02, 0x01, 0x07});
  CHECK(f.found);
  CHECK_EQ(f.element.view().length, 5u);
  CHECK_EQ(f.state.fault, BerFault::end_of_contents);
  const uint32_t searched = f.state.elements;
  BerReader inner(f.state, f.element.contents);
  BerElement e;
  CHECK(inner.next(e));
  CHECK_EQ(e.view().length, 3u);
  CHECK_EQ(f.state.elements, searched + 1);
  CHECK_EQ(First({0x04, 0x80, 0x00, 0x00}).state.fault, BerFault::length);
}

TEST("searches each octet of deep indefinite contents once") {
  const Octets o = nested(limits::ber_depth);
  BerState state;
  BerElement e;
  Cursor contents = cursor_of(o);
  uint32_t levels = 0;
  for (;;) {
    BerReader reader(state, contents);
    if (!reader.next(e)) break;
    levels++;
    contents = e.contents;
  }
  CHECK_EQ(levels, limits::ber_depth);
  CHECK_EQ(state.fault, BerFault::none);
  CHECK_EQ(state.elements, 2 * limits::ber_depth - 1);
}

TEST("stops at the limit of depth and of elements instead of going on") {
  CHECK_EQ(First(nested(limits::ber_depth + 1)).state.fault, BerFault::depth);
  Octets many{0x30, 0x80};
  for (uint32_t i = 0; i < 4 * limits::ber_elements; i++)
    many.insert(many.end(), {0x05, 0x00});
  CHECK_EQ(First(many).state.fault, BerFault::elements);

  const Octets flat(2 * (limits::ber_elements + 8), 0x00);
  BerState state;
  BerReader reader(state, cursor_of(flat));
  BerElement e;
  uint32_t read = 0;
  while (reader.next(e))
    read++;
  CHECK_EQ(read, limits::ber_elements);
  CHECK_EQ(state.fault, BerFault::elements);
  CHECK_EQ(state.abandoned.offset, 2 * limits::ber_elements);
  CHECK_EQ(state.abandoned.length, 16u);
}

TEST("normalises integers and notes the padded ones") {
  uint8_t forms = 0;
  CHECK_EQ(integer({0x46}), 70);
  CHECK_EQ(integer({0xC7}), -57);
  CHECK_EQ(integer({0x01, 0x46}), 326);
  CHECK_EQ(integer({0x00, 0x80}, &forms), 128);
  CHECK_EQ(forms, 0);
  CHECK_EQ(integer({0x00, 0x46}, &forms), 70);
  CHECK_EQ(forms, ber_form::padded);
  CHECK_EQ(integer({0xFF, 0xFF, 0x80}, &forms), -128);
  CHECK_EQ(forms, ber_form::padded);
  CHECK_EQ(integer({}), 0);
  CHECK_EQ(integer(Octets(9, 0x7F)), std::numeric_limits<int64_t>::max());
  CHECK_EQ(integer(Octets(9, 0x80)), std::numeric_limits<int64_t>::min());
  CHECK_EQ(integer(Octets(64, 0x00)), 0);
}

TEST("joins the segments of a string, however they nest, and no more than there is room for") {
  const Octets o{0x24, 0x0C, 0x04, 0x02, 0x01, 0x02, 0x24,
                 0x06, 0x04, 0x01, 0x03, 0x04, 0x01, 0x04};
  First f(o);
  uint8_t room[8];
  const Bytes joined = ber_string(f.state, f.element, room, sizeof room);
  CHECK_EQ(joined.size, 4u);
  for (uint32_t i = 0; i < joined.size; i++)
    CHECK_EQ(joined.data[i], i + 1);
  CHECK_EQ(f.state.forms, ber_form::segmented);
  CHECK_EQ(ber_string(f.state, f.element, room, 3).size, 3u);
  const Octets plain{0x04, 0x01, 0x09};
  First p(plain);
  CHECK(ber_string(p.state, p.element, room, sizeof room).data == p.octets.data() + 2);
  CHECK_EQ(p.state.forms, 0);
}

TEST("steps over a storm of openings within the budget of one message") {
  constexpr uint32_t kOctets = 1 << 20;
  Octets storm;
  storm.reserve(kOctets);
  while (storm.size() < kOctets)
    storm.insert(storm.end(), {0x30, 0x80});
  BerState state;
  Cursor contents = cursor_of(storm);
  BerElement e;
  uint32_t levels = 0;
  for (; levels < 4 * limits::ber_elements; levels++) {
    BerReader reader(state, contents);
    if (!reader.next(e)) break;
    contents = e.contents;
  }
  CHECK(levels <= limits::ber_elements);
  CHECK(state.elements <= 2 * limits::ber_elements);
}

CHECK_MAIN()
