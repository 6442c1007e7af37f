// SPDX-License-Identifier: Apache-2.0
#include "native/capture/prefilter.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include "native/generated/limits.hpp"
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"
#include "test/native/classic_bpf.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint32_t kSnap = 65535;
constexpr uint16_t kPorts[] = {3868, 3869};

const FilterProgram& program() {
  static const FilterProgram one = prefilter(kPorts, kSnap);
  return one;
}

uint32_t passed(const Octets& frame) {
  return run_filter(program(), frame);
}
bool passes(const Octets& frame) {
  return passed(frame) == frame.size();
}
bool drops(const Octets& frame) {
  return passed(frame) == 0;
}

} // namespace

TEST("the kernel takes the programs") {
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  std::vector<uint16_t> ports(limits::capture_diameter_ports, 3868);
  for (FilterProgram p :
       {prefilter(ports, kSnap), prefilter({}, kSnap), pass_everything(kSnap), pass_nothing()}) {
    const sock_fprog description = {static_cast<unsigned short>(p.size()), p.data()};
    CHECK(!p.empty());
    CHECK(p.size() < 1000); // of what 20 KiB hold, which is what kernels before 6.7 grant
    CHECK_EQ(setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &description, sizeof description), 0);
  }
  close(socket);
}

TEST("what a packet carries decides, however it is carried") {
  for (const Carrier& carrier : kCarriers) {
    const auto check = [&](const char* what, bool is_so) {
      if (!is_so) check::failed(__FILE__, __LINE__, std::string(carrier.name) + ": " + what);
    };
    check("SCTP passes", passes(carrier.wrap(some_sctp(), 132)));
    check("a Diameter request passes", passes(carrier.wrap(tcp(40000, 3868), 6)));
    check("a Diameter answer passes", passes(carrier.wrap(tcp(3869, 40000), 6)));
    check("SCTP in UDP passes", passes(carrier.wrap(udp(9899, some_sctp()), 17)));
    check("its answer passes", passes(carrier.wrap(udp(40000, some_sctp(), 9899), 17)));
    check("a GTP-C request passes", passes(carrier.wrap(udp(2123), 17)));
    check("a GTP-C answer passes", passes(carrier.wrap(udp(40000, Octets(60), 2123), 17)));
    check("GTP-U is dropped", drops(carrier.wrap(gtp_user(), 17)));
    check("other UDP is dropped", drops(carrier.wrap(udp(53), 17)));
    check("other TCP is dropped", drops(carrier.wrap(tcp(40000, 443), 6)));
    check("ICMP is dropped", drops(carrier.wrap(Octets(40), 1)));
  }
}

TEST("fragments of SCTP and TCP pass, first and later; later ones of UDP are dropped") {
  for (const uint32_t fragment : {0x2000u, 0x2005u, 0x0005u}) {
    CHECK(passes(ethernet(ipv4(Octets(64), 132, fragment))));
    CHECK(passes(ethernet(ipv4(Octets(64), 6, fragment))));
    CHECK(drops(ethernet(ipv4(gtp_user(), 17, fragment))));
    CHECK(drops(ethernet(ipv4(Octets(64), 1, fragment))));
    const uint32_t v6 = (fragment & 0x1FFF) << 3 | ((fragment & 0x2000) != 0 ? 1 : 0);
    CHECK(passes(ethernet(ipv6(fragment_header(132, v6) + Octets(64), 44), 0x86DD)));
    CHECK(passes(ethernet(ipv6(fragment_header(6, v6) + Octets(64), 44), 0x86DD)));
    CHECK(drops(ethernet(ipv6(fragment_header(17, v6) + gtp_user(), 44), 0x86DD)));
    CHECK(
        passes(ethernet(ipv6(fragment_header(60, v6) + extension(132) + Octets(64), 44), 0x86DD)));
    CHECK(passes(ethernet(ipv4(gre(0x0800, ipv4(Octets(64), 132, fragment)), 47))));
  }
}

TEST("the first fragment of a tunnel is looked into, a later one passes") {
  CHECK(passes(ethernet(ipv4(gre(0x0800, ipv4(some_sctp())), 47, 0x2000))));
  CHECK(drops(ethernet(ipv4(gre(0x0800, ipv4(gtp_user(), 17)), 47, 0x2000))));
  CHECK(passes(ethernet(ipv4(vxlan(ethernet(ipv4(some_sctp()))), 17, 0x2000))));
  for (const int tunnel : {4, 41, 47, 51, 137})
    CHECK(passes(ethernet(ipv4(Octets(64), tunnel, 0x0005))));
  CHECK(drops(ethernet(ipv4(Octets(64), 50, 0x0005))));
}

TEST("what the filter cannot see into passes unexamined") {
  const Octets user = ipv4(gtp_user(), 17);
  const Octets tags = vlan_tag(0x8100, 1) + vlan_tag(0x8100, 2) + vlan_tag(0x8100, 3);
  CHECK(passes(ethernet(tags + vlan_tag(0x8100, 4) + vlan_tag(0x0800, 5) + user, 0x8100)));
  Octets labels;
  for (uint32_t i = 0; i < limits::mpls_labels; i++)
    labels += label(false);
  CHECK(passes(ethernet(labels + label(true) + user, 0x8847)));
  CHECK(passes(ethernet(label(true) + u32(0) + ethernet(user), 0x8847))); // pseudowire
  Octets extensions;
  for (uint32_t i = 0; i < limits::filter_extensions; i++)
    extensions += extension(60);
  CHECK(passes(ethernet(ipv6(extensions + extension(17) + gtp_user(), 0), 0x86DD)));
  CHECK(drops(ethernet(ipv6(without_last(extensions, 8) + extension(17) + gtp_user(), 0), 0x86DD)));
  CHECK(passes(ethernet(ipv4(ipv4(user, 4), 4))));
  CHECK(passes(ethernet(ipv4(ipv4(gre(0x0800, user), 47), 4))));
  CHECK(passes(ethernet(ipv4(gre(0x0800, ipv4(vxlan(ethernet(user)), 17)), 47))));
  CHECK(passes(ethernet(ipv4(gre(0x880B, Octets(60), 0x2001), 47)))); // version 1: PPTP
  CHECK(passes(ethernet(ipv4(gre(0x0800, user, 0x4000), 47))));       // routing
  CHECK(passes(ethernet(ipv4(gre(0x1234, user), 47))));
}

TEST("of encrypted frames the header passes, however they are carried") {
  for (const Carrier& carrier : kCarriers) {
    const Octets esp = carrier.wrap(Octets(300), 50),
                 natted = carrier.wrap(udp(4500, Octets(300)), 17);
    const auto whole = static_cast<uint32_t>(esp.size()),
               wider = static_cast<uint32_t>(natted.size());
    CHECK_EQ(passed(esp), whole - 300 + 8);
    CHECK_EQ(passed(natted), wider - 300 + 8);
    CHECK_EQ(passed(carrier.wrap(udp(40000, Octets(300), 4500), 17)), wider - 300 + 8);
  }
  CHECK_EQ(passed(ethernet(Octets(300), 0x88E5)), 14u + 6);
}

TEST("other protocols of Ethernet are dropped, and what this machine sends") {
  for (const uint32_t type : {0x0806u, 0x88CCu, 0x8863u, 0x8864u, 0x8809u, 0x0040u})
    CHECK(drops(ethernet(Octets(100), type)));
  const Octets frame = ethernet(ipv4(some_sctp()));
  CHECK_EQ(run_filter(program(), frame, PACKET_OUTGOING), 0u);
  CHECK_EQ(run_filter(program(), frame, PACKET_OTHERHOST), static_cast<uint32_t>(frame.size()));
  CHECK_EQ(run_filter(pass_everything(100), frame, PACKET_OUTGOING), 0u);
  CHECK_EQ(run_filter(pass_everything(100), frame), 100u);
  CHECK_EQ(run_filter(pass_nothing(), frame), 0u);
}

TEST("a frame cut anywhere is dropped or passes as far as it goes, and no walk is endless") {
  for (const Carrier& carrier : kCarriers) {
    const Octets whole = carrier.wrap(some_sctp(), 132);
    for (size_t size = 0; size <= whole.size(); size++) {
      const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      const uint32_t octets = passed(cut);
      CHECK(octets == 0 || octets == size);
      CHECK(size < 14 + 20 || octets == size || carrier.name != kCarriers[0].name);
    }
  }
}

TEST("user plane over IPv4 is dropped within 30 instructions") {
  uint32_t steps = 0;
  CHECK_EQ(run_filter(program(), ethernet(ipv4(gtp_user(), 17)), PACKET_OTHERHOST, &steps), 0u);
  CHECK(steps <= 30);
  std::printf("  %zu instructions, %u for GTP-U over IPv4\n", program().size(), steps);
}

TEST("a snap length cuts what passes") {
  const FilterProgram cutting = prefilter(kPorts, 600);
  CHECK_EQ(run_filter(cutting, ethernet(ipv4(Octets(1000)))), 600u);
}

CHECK_MAIN()
