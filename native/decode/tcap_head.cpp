// SPDX-License-Identifier: Apache-2.0
// Decodes the TCAP messages whose head is recognised (tcap_head.hpp): takes over what stands in it
// and goes on with the component's parameter, as for any other message. Called by tcap.cpp, first.
#include "native/decode/tcap_head.hpp"

namespace sigwarden::tcap_decode {

bool decode_headed(Decoding<NullSink>& d, Message& m, Cursor octets) {
  Head head;
  if (!d.out.has_room_for_operation() || !read_head(octets.rest(), head)) return false;
  m.ss7.tcap = head.message;
  m.ss7.otid = head.otid;
  m.ss7.dtid = head.dtid;
  if (head.dialogue.pdu != DialoguePdu::none) use_dialogue(head.dialogue, m.ss7);
  Dissection<NullSink> t(d, m);
  t.user = user_of(m.ss7);
  t.side = side_of(m.ss7);
  octets.skip(head.octets);
  read_component(t, head.component, octets);
  if (!t.ber.is_plain()) [[unlikely]]
    close_ber(d, m, t.ber);
  return true;
}

} // namespace sigwarden::tcap_decode
