// SPDX-License-Identifier: Apache-2.0
// Packets for the capture filter, and the ways to carry one that it sees through.
#pragma once

#include "test/native/frames.hpp"

namespace sigwarden::test {

inline Octets tcp(uint32_t from, uint32_t to) {
  return u16(from) + u16(to) + Octets(16) + Octets(40);
}
inline Octets udp(uint32_t to, const Octets& payload = Octets(60), uint32_t from = 40000) {
  return u16(from) + u16(to) + u16(static_cast<uint32_t>(payload.size() + 8)) + u16(0) + payload;
}
inline Octets some_sctp() {
  return sctp(data_chunk(m3ua_udt()));
}
inline Octets gtp_user() {
  return udp(2152, Octets(900), 2152);
}
inline Octets extension(int next, size_t octets = 8) {
  return octets == 8 ? test::octets({next, 0}) + Octets(6)
                     : test::octets({next, static_cast<int>(octets / 8 - 1)}) + Octets(octets - 2);
}
inline Octets fragment_header(int next, uint32_t offset_and_more) {
  return octets({next, 0}) + u16(offset_and_more) + u32(77);
}
inline Octets label(bool is_last) {
  return octets({0, 0x10, is_last ? 1 : 0, 64});
}
inline Octets gre(uint32_t type, const Octets& payload, uint32_t flags = 0) {
  Octets optional;
  for (const uint32_t flag : {0x8000u, 0x2000u, 0x1000u})
    if (flags & flag) optional += u32(1);
  return u16(flags) + u16(type) + optional + payload;
}
inline Octets vxlan(const Octets& frame, uint32_t port = 4789) {
  return udp(port, u32(0x08000000) + u32(0x00123400) + frame);
}

/// What is inside decides, in each way to carry a packet that the filter sees through.
struct Carrier {
  const char* name;
  Octets (*wrap)(const Octets& packet, int protocol);
};
inline Octets inner_frame(const Octets& packet, int protocol) {
  return ethernet(vlan_tag(0x0800, 5) + ipv4(packet, protocol), 0x8100);
}
inline const Carrier kCarriers[] = {
    {"IPv4", [](const Octets& p, int n) { return ethernet(ipv4(p, n)); }},
    {"IPv4 with options",
     [](const Octets& p, int n) { return ethernet(ipv4(p, n, 0x4000, Octets(12))); }},
    {"IPv6", [](const Octets& p, int n) { return ethernet(ipv6(p, n), 0x86DD); }},
    {"IPv6 hop-by-hop",
     [](const Octets& p, int n) { return ethernet(ipv6(extension(n) + p, 0), 0x86DD); }},
    {"IPv6 routing, destination, AH, atomic fragment",
     [](const Octets& p, int n) {
       return ethernet(ipv6(extension(60, 24) + extension(51) + octets({44, 4}) + Octets(22) +
                                fragment_header(n, 0) + p,
                            43),
                       0x86DD);
     }},
    {"AH in IPv4",
     [](const Octets& p, int n) {
       return ethernet(ipv4(octets({n, 4}) + Octets(22) + p, 51));
     }},
    {"one tag", [](const Octets& p, int n) { return inner_frame(p, n); }},
    {"four tags",
     [](const Octets& p, int n) {
       return ethernet(vlan_tag(0x88A8, 1) + vlan_tag(0x9100, 2) + vlan_tag(0x8100, 3) +
                           vlan_tag(0x86DD, 4) + ipv6(p, n),
                       0x88A8);
     }},
    {"MPLS",
     [](const Octets& p, int n) {
       return ethernet(label(false) + label(false) + label(true) + ipv4(p, n), 0x8847);
     }},
    {"tag and MPLS with IPv6",
     [](const Octets& p, int n) {
       return ethernet(vlan_tag(0x8848, 9) + label(true) + ipv6(p, n), 0x8100);
     }},
    {"GRE", [](const Octets& p, int n) { return ethernet(ipv4(gre(0x0800, ipv4(p, n)), 47)); }},
    {"GRE with checksum, key and sequence",
     [](const Octets& p, int n) {
       return ethernet(ipv6(gre(0x86DD, ipv6(p, n), 0xB000), 47), 0x86DD);
     }},
    {"GRE with MPLS",
     [](const Octets& p, int n) {
       return ethernet(ipv4(gre(0x8847, label(true) + ipv4(p, n)), 47));
     }},
    {"GRE with Ethernet",
     [](const Octets& p, int n) {
       return ethernet(ipv4(gre(0x6558, inner_frame(p, n), 0x2000), 47));
     }},
    {"ERSPAN type I",
     [](const Octets& p, int n) { return ethernet(ipv4(gre(0x88BE, inner_frame(p, n)), 47)); }},
    {"ERSPAN type II",
     [](const Octets& p, int n) {
       return ethernet(ipv4(gre(0x88BE, u32(0x10000000) + u32(0) + inner_frame(p, n), 0x1000), 47));
     }},
    {"ERSPAN type III",
     [](const Octets& p, int n) {
       const Octets header = u32(0x20000000) + u32(0) + u32(0);
       return ethernet(ipv4(gre(0x22EB, header + inner_frame(p, n), 0x1000), 47));
     }},
    {"ERSPAN type III with a subheader",
     [](const Octets& p, int n) {
       const Octets header = u32(0x20000000) + u32(0) + u32(1) + u32(0) + u32(0);
       return ethernet(ipv4(gre(0x22EB, header + inner_frame(p, n), 0x1000), 47));
     }},
    {"IPv4 in IPv4", [](const Octets& p, int n) { return ethernet(ipv4(ipv4(p, n), 4)); }},
    {"IPv6 in IPv4", [](const Octets& p, int n) { return ethernet(ipv4(ipv6(p, n), 41)); }},
    {"IPv4 in IPv6", [](const Octets& p, int n) { return ethernet(ipv6(ipv4(p, n), 4), 0x86DD); }},
    {"MPLS in IPv4",
     [](const Octets& p, int n) { return ethernet(ipv4(label(true) + ipv4(p, n), 137)); }},
    {"VXLAN", [](const Octets& p, int n) { return ethernet(ipv4(vxlan(inner_frame(p, n)), 17)); }},
    {"VXLAN on Linux' first port",
     [](const Octets& p, int n) {
       return ethernet(ipv6(vxlan(inner_frame(p, n), 8472), 17), 0x86DD);
     }},
};

} // namespace sigwarden::test
