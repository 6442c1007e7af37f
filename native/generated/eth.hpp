// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace eth {

namespace link_type {
constexpr uint32_t null_ = 0u;
constexpr uint32_t ethernet = 1u;
constexpr uint32_t raw_bsd = 12u;
constexpr uint32_t raw_openbsd = 14u;
constexpr uint32_t raw = 101u;
constexpr uint32_t loop = 108u;
constexpr uint32_t linux_sll = 113u;
constexpr uint32_t mtp2_with_phdr = 139u;
constexpr uint32_t mtp2 = 140u;
constexpr uint32_t mtp3 = 141u;
constexpr uint32_t sccp = 142u;
constexpr uint32_t ipv4 = 228u;
constexpr uint32_t ipv6 = 229u;
constexpr uint32_t linux_sll2 = 276u;
} // namespace link_type

namespace ether_type {
constexpr uint32_t ipv4 = 2048u;
constexpr uint32_t vlan = 33024u;
constexpr uint32_t ipv6 = 34525u;
constexpr uint32_t mpls = 34887u;
constexpr uint32_t mpls_multicast = 34888u;
constexpr uint32_t service_vlan = 34984u;
constexpr uint32_t old_vlan = 37120u;
} // namespace ether_type

namespace address_family {
constexpr uint32_t inet = 2u;
constexpr uint32_t inet6_linux = 10u;
constexpr uint32_t inet6_netbsd = 24u;
constexpr uint32_t inet6_freebsd = 28u;
constexpr uint32_t inet6_darwin = 30u;
} // namespace address_family

} // namespace eth

} // namespace sigwarden
