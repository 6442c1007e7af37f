// SPDX-License-Identifier: Apache-2.0
// Shows the parameters of adaptation layers. Only for the tree: the fast path reads the few values
// that it needs by itself.
#include "native/decode/adaptation.hpp"

namespace sigwarden::adaptation {
namespace {

void show_number(FieldSink& sink, Field field, Cursor& value, uint32_t octets) {
  const View where = value.view(octets);
  const Bytes read = value.take(octets);
  if (value.failed()) return;
  uint32_t number = 0;
  for (const uint8_t octet : read)
    number = number << 8 | octet;
  sink.number(field, where, number);
}

void show_value(FieldSink& sink, const uint8_t* base, const ParameterField& field, Cursor value) {
  const auto number = [&](Field which, uint32_t octets) {
    show_number(sink, which, value, octets);
  };
  switch (field.shape) {
  case Shape::word: return number(field.first, 4);
  case Shape::words:
    while (value.remaining() >= 4)
      number(field.first, 4);
    return;
  case Shape::halves: number(field.first, 2); return number(field.second, 2);
  case Shape::low_half: value.skip(2); return number(field.first, 2);
  case Shape::last_octet: value.skip(3); return number(field.first, 1);
  case Shape::octets:
    while (!value.at_end())
      number(field.first, 1);
    return;
  case Shape::point_codes:
    while (value.remaining() >= 4) {
      number(field.first, 1);
      number(field.second, 3);
    }
    return;
  case Shape::point_code: value.skip(1); return number(field.first, 3);
  case Shape::ranges:
    while (value.remaining() >= 8) {
      number(field.first, 4);
      number(field.second, 4);
    }
    return;
  case Shape::circuits:
    while (value.remaining() >= 8) {
      number(field.first, 1);
      number(field.second, 3);
      value.skip(4);
    }
    return;
  case Shape::cause:
    value.skip(2);
    number(field.first, 1);
    return number(field.second, 1);
  case Shape::text: return sink.text(field.first, value.view(value.remaining()), base);
  case Shape::opaque: return sink.octets(field.first, value.view(value.remaining()), base);
  case Shape::group: return;
  }
}

const ParameterField* show_header(FieldSink& sink, const ParameterTable& table,
                                  const Parameter& parameter) {
  sink.number(table.tag, {parameter.at, 2}, parameter.tag);
  sink.number(table.length, {parameter.at + 2, 2}, parameter.length);
  const auto at = std::find_if(table.parameters.begin(), table.parameters.end(),
                               [&](const ParameterField& f) { return f.tag == parameter.tag; });
  return at == table.parameters.end() ? nullptr : &*at;
}

} // namespace

void show_parameter(FieldSink& sink, const uint8_t* base, const ParameterTable& table,
                    const Parameter& parameter) {
  const ParameterField* field = show_header(sink, table, parameter);
  if (field == nullptr) return;
  if (field->shape != Shape::group) return show_value(sink, base, *field, parameter.value);
  Cursor inside = parameter.value;
  Parameter member;
  while (inside.remaining() >= kParameterHeaderOctets && take_parameter(inside, member))
    if (const ParameterField* shown = show_header(sink, table, member))
      show_value(sink, base, *shown, member.value);
}

} // namespace sigwarden::adaptation
