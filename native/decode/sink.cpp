// SPDX-License-Identifier: Apache-2.0
// FieldSink: the tree of a decoded frame, each value as tshark 4.0.17 prints it with `-T fields`,
// so that a field can be compared, filtered and rule-tested under its Wireshark name. Used by
// `decode` and the packet view, never on the fast path: it allocates. Text is not made safe for a
// terminal here; whoever prints does that.
#include "native/decode/sink.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <string_view>

namespace sigwarden {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

std::string hexadecimal(uint64_t value, int width) {
  std::array<char, 24> text;
  const int n = std::snprintf(text.data(), text.size(), "0x%0*" PRIx64, width, value);
  return {text.data(), static_cast<size_t>(n)};
}

std::string hexadecimal(Bytes octets) {
  std::string text;
  text.reserve(2 * size_t{octets.size});
  for (const uint8_t octet : octets) {
    text += "0123456789abcdef"[octet >> 4];
    text += "0123456789abcdef"[octet & 0xF];
  }
  return text;
}

/// Allowed second octets by lead octet (Unicode 15, table 3-7); total length 0 for octets that
/// cannot lead.
struct Utf8Lead {
  uint32_t length;
  uint8_t second_min, second_max;
};
Utf8Lead utf8_lead(uint8_t lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

/// One character, or U+FFFD for a maximal ill-formed subpart. Returns the octets taken.
uint32_t append_character(std::string& text, Bytes rest) {
  const Utf8Lead lead = utf8_lead(*rest.data);
  uint32_t good = 1;
  while (good < lead.length && good < rest.size) {
    const uint8_t octet = rest.data[good];
    const bool fits = good == 1 ? octet >= lead.second_min && octet <= lead.second_max
                                : octet >= 0x80 && octet <= 0xBF;
    if (!fits) break;
    good++;
  }
  if (good == lead.length)
    text.append(reinterpret_cast<const char*>(rest.data), good);
  else
    text += kReplacement;
  return good;
}

/// Ends at a NUL, as a C string does, and escapes the whitespace that would break lines and
/// columns.
std::string escaped_text(Bytes octets) {
  std::string text;
  text.reserve(octets.size);
  for (uint32_t i = 0; i < octets.size && octets.data[i] != 0;) {
    switch (octets.data[i]) {
    case '\b': text += "\\b"; break;
    case '\t': text += "\\t"; break;
    case '\n': text += "\\n"; break;
    case '\f': text += "\\f"; break;
    case '\r': text += "\\r"; break;
    default: i += append_character(text, {octets.data + i, octets.size - i}); continue;
    }
    i++;
  }
  return text;
}

/// X.690 §8.19; an arc of more than 64 bits or an unfinished one ends the text.
std::string dotted(Bytes octets) {
  std::string text;
  uint64_t arc = 0;
  bool is_first = true;
  for (const uint8_t octet : octets) {
    if (arc >> 57) break;
    arc = arc << 7 | (octet & 0x7F);
    if (octet & 0x80) continue;
    if (is_first) {
      const uint64_t root = std::min<uint64_t>(arc / 40, 2);
      text = std::to_string(root) + '.' + std::to_string(arc - 40 * root);
    } else {
      text += '.' + std::to_string(arc);
    }
    is_first = false;
    arc = 0;
  }
  return text;
}

std::string internet_address(int family, const uint8_t* octets) {
  std::array<char, INET6_ADDRSTRLEN> text;
  return inet_ntop(family, octets, text.data(), text.size());
}

} // namespace

void FieldSink::layer(Protocol protocol, View where) {
  add(Field::none, where).protocol = protocol;
  depth_++;
}

void FieldSink::leave() {
  if (depth_ > 0) depth_--;
}

void FieldSink::group(Field field, View where) {
  add(field, where);
  depth_++;
}

void FieldSink::number(Field field, View where, uint64_t value) {
  const FieldInfo& info = info_of(field);
  add(field, where).value =
      info.format == Format::hex ? hexadecimal(value, info.width) : std::to_string(value);
}

void FieldSink::integer(Field field, View where, int64_t value) {
  add(field, where).value = std::to_string(value);
}

void FieldSink::octets(Field field, View where, const uint8_t* base) {
  add(field, where).value = hexadecimal(where.in(base));
}

void FieldSink::digits(Field field, View where, const Digits& value) {
  std::array<char, kDigitsMax> text;
  const uint32_t length = write_ascii(value, text.data());
  add(field, where).value.assign(text.data(), length);
}

void FieldSink::text(Field field, View where, const uint8_t* base) {
  add(field, where).value = escaped_text(where.in(base));
}

void FieldSink::oid(Field field, View where, const uint8_t* base) {
  add(field, where).value = dotted(where.in(base));
}

void FieldSink::address(Field field, View where, const uint8_t* base) {
  const uint8_t* octets = where.in(base).data;
  std::string& value = add(field, where).value;
  if (where.length == 4) {
    value = internet_address(AF_INET, octets);
  } else if (where.length == 16) {
    value = internet_address(AF_INET6, octets);
  } else {
    for (uint32_t i = 0; i < where.length; i++) {
      if (i > 0) value += ':';
      value += hexadecimal(Bytes{octets + i, 1});
    }
  }
}

void FieldSink::signals(Field field, View where, const uint8_t* base, bool odd) {
  static constexpr std::array<const char*, 16> kSignals = {
      "0", "1", "2",       "3",  "4",  "5",       "6",       "7",
      "8", "9", "(spare)", "11", "12", "(spare)", "(spare)", "ST"};
  std::string& value = add(field, where).value;
  const Bytes octets = where.in(base);
  for (uint32_t i = 0; i < octets.size; i++) {
    value += kSignals[octets.data[i] & 0xF];
    if (!odd || i + 1 < octets.size) value += kSignals[octets.data[i] >> 4];
  }
}

void FieldSink::labels(Field field, View where, const uint8_t* base) {
  std::string& value = add(field, where).value;
  const Bytes octets = where.in(base);
  for (uint32_t at = 0; at < octets.size;) {
    const uint32_t length = std::min<uint32_t>(octets.data[at], octets.size - at - 1);
    if (at > 0) value += '.';
    value += escaped_text({octets.data + at + 1, length});
    at += 1 + length;
  }
}

void FieldSink::clear() {
  fields_.clear();
  depth_ = 0;
  message_ = kNoMessage;
}

void FieldSink::disown_message(uint32_t index) {
  const auto is_its = [&](uint16_t message) { return message >= index && message != kNoMessage; };
  for (auto record = fields_.rbegin(); record != fields_.rend() && is_its(record->message);
       ++record)
    record->message = kNoMessage;
  message_ = kNoMessage;
}

void FieldSink::disown_from(uint32_t index) {
  for (FieldRecord& record : fields_)
    if (record.message >= index) record.message = kNoMessage; // which is above all
}

FieldRecord& FieldSink::add(Field field, View where) {
  FieldRecord& record = fields_.emplace_back();
  record.field = field;
  record.protocol = info_of(field).protocol;
  record.depth = depth_;
  record.message = message_;
  record.where = where;
  return record;
}

} // namespace sigwarden
