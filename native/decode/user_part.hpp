// SPDX-License-Identifier: Apache-2.0
// What MTP3 carries, however MTP3 came: SCCP, or what looks like it under the service indicator of
// another user part. Other user parts are counted.
#pragma once

#include "native/decode/decoder.hpp"
#include "native/decode/sccp.hpp"
#include "native/generated/m3ua.hpp"

namespace sigwarden {

template <class Sink> inline void decode_user_part(Decoding<Sink>& d, Message& m, Cursor octets) {
  if (m.ss7.service_indicator != m3ua::service_indicator::sccp) {
    if (!looks_like_sccp(octets.rest())) return count(d.counters, Counter::messages_other_user);
    m.flag(anomaly::m3ua_service_indicator);
  }
  decode_sccp(d, m, octets);
}

} // namespace sigwarden
