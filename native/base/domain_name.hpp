// SPDX-License-Identifier: Apache-2.0
// Names of Diameter hosts and realms (DiameterIdentity, RFC 6733 §4.3.1): ASCII without case, and
// whether a host lies in a realm. It resolves nothing and converts no other script.
#pragma once

#include <cstring>

#include "native/base/bytes.hpp"

namespace sigwarden {

inline uint8_t ascii_lower(uint8_t c) {
  return c >= 'A' && c <= 'Z' ? static_cast<uint8_t>(c | 0x20) : c;
}

inline bool equal_ignoring_case(Bytes a, Bytes b) {
  if (a.size != b.size) return false;
  if (a.empty() || std::memcmp(a.data, b.data, a.size) == 0) return true;
  for (uint32_t i = 0; i < a.size; i++)
    if (ascii_lower(a.data[i]) != ascii_lower(b.data[i])) return false;
  return true;
}

inline Bytes without_final_dot(Bytes name) {
  return !name.empty() && name.data[name.size - 1] == '.' ? Bytes{name.data, name.size - 1} : name;
}

/// A host is in its realm when it is the realm or ends in `.` and the realm; a final dot is no part
/// of either.
inline bool host_in_realm(Bytes host, Bytes realm) {
  host = without_final_dot(host);
  realm = without_final_dot(realm);
  if (host.size == realm.size) return equal_ignoring_case(host, realm);
  if (realm.empty() || host.size < realm.size + 2) return false;
  const uint8_t* tail = host.end() - realm.size;
  return tail[-1] == '.' && equal_ignoring_case({tail, realm.size}, realm);
}

} // namespace sigwarden
