// SPDX-License-Identifier: Apache-2.0
// SCCP management (Q.713 §5.3): which subsystem of which node is allowed, prohibited, tested or
// congested. Shown and counted; it names no subscriber. Called by sccp.cpp.
#include "native/decode/sccpmg.hpp"

namespace sigwarden {

template <class Sink> void decode_sccpmg(Decoding<Sink>& d, Message& m, Cursor octets) {
  constexpr uint32_t kFixedOctets = 5; // type, subsystem, point code, multiplicity
  count(d.counters, Counter::messages_management);
  const uint32_t at = octets.offset();
  const View whole = octets.view(octets.remaining());
  d.sink.layer(Protocol::sccpmg, whole);
  const uint8_t type = octets.u8(), subsystem = octets.u8();
  const uint8_t low = octets.u8(), high = octets.u8(), multiplicity = octets.u8();
  d.sink.number(Field::sccpmg_message_type, {at, 1}, type);
  if (octets.failed()) {
    m.fail(Fault::sccpmg_short, at);
    d.sink.leave();
    return d.hide(whole);
  }
  d.sink.number(Field::sccpmg_ssn, {at + 1, 1}, subsystem);
  d.sink.number(Field::sccpmg_pc, {at + 2, 2}, (uint32_t{high} << 8 | low) & 0x3FFF);
  d.sink.number(Field::sccpmg_smi, {at + 4, 1}, multiplicity & 3);
  if (type == sccpmg::message_type::ssc) {
    const uint8_t level = octets.u8();
    if (octets.failed())
      m.fail(Fault::sccpmg_short, at);
    else
      d.sink.number(Field::sccpmg_congestion, {at + kFixedOctets, 1}, level & 0xF);
  }
  d.sink.leave();
  d.hide({octets.offset(), octets.remaining()});
}

template void decode_sccpmg<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_sccpmg<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);

} // namespace sigwarden
