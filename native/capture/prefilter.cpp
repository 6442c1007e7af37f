// SPDX-License-Identifier: Apache-2.0
#include "native/capture/prefilter.hpp"

#include <algorithm>

#include "native/capture/filter_assembler.hpp"
#include "native/generated/eth.hpp"
#include "native/generated/ip.hpp"
#include "native/generated/limits.hpp"
#include "native/generated/technologies.hpp"

namespace sigwarden {
namespace {

namespace ether_type = eth::ether_type;
namespace protocol = ip::protocol;

// What only the filter looks through, the decoder not yet.
constexpr uint32_t kMpls = 0x8847, kMplsMulticast = 0x8848, kMacsec = 0x88E5;  // EtherTypes
constexpr uint32_t kBridged = 0x6558, kErspan = 0x88BE, kErspanThree = 0x22EB; // of GRE
constexpr uint32_t kIpv4InIp = 4, kUdp = 17, kIpv6InIp = 41, kGre = 47, kMplsInIp = 137;
constexpr uint32_t kGtpUser = 2152, kVxlan = 4789, kVxlanLinux = 8472; // UDP ports
constexpr uint32_t kSctpInUdp = 9899, kEspInUdp = 4500;

constexpr uint32_t kEtherTypeOffset = 12, kEtherTypeOctets = 2, kTagOctets = 4;
constexpr uint32_t kUdpOctets = 8, kVxlanOctets = 8, kEspOctets = 8, kMacsecOctets = 6;

/// Cells of the filter's memory.
constexpr uint32_t kProtocol = 0, kGreFlags = 1, kGreProtocol = 2;

class Prefilter {
public:
  Prefilter(std::span<const uint16_t> ports, uint32_t snap) : ports_(ports), snap_(snap) {}

  FilterProgram write() {
    a_.drop_outgoing();
    a_.start_at(kEtherTypeOffset);
    packet(outer_, &inner_);
    tunnels();
    packet(inner_, nullptr);
    tcp();
    ends();
    return a_.finish();
  }

private:
  using Label = FilterAssembler::Label;
  /// Where the walk through one packet can be entered, X at what the name says.
  struct Entries {
    explicit Entries(FilterAssembler& a)
        : ether_type(a.label()), mpls(a.label()), ipv4(a.label()), ipv6(a.label()),
          extensions(a.label()), transport(a.label()), udp(a.label()) {}
    Label ether_type, mpls, ipv4, ipv6, extensions, transport, udp;
  };

  /// From the EtherType to the transport. Tunnels lead into `in`, or pass when there is none.
  void packet(const Entries& at, const Entries* in) {
    link(at);
    mpls(at);
    ipv4(at);
    ipv6(at);
    transport(at, in);
    udp(at, in);
  }

  void link(const Entries& at) {
    const Label ipv4 = a_.label(), ipv6 = a_.label(), labels = a_.label();
    a_.bind(at.ether_type);
    for (uint32_t tags = 0; tags <= limits::vlan_tags; tags++) {
      const Label tag = tags == limits::vlan_tags ? pass_ : a_.label();
      a_.load_word(0);
      a_.jump_if(ether_type::ipv4, ipv4);
      a_.jump_if(ether_type::ipv6, ipv6);
      a_.jump_if_any({ether_type::vlan, ether_type::service_vlan, ether_type::old_vlan}, tag);
      a_.jump_if_any({kMpls, kMplsMulticast}, labels);
      a_.jump_if(kMacsec, macsec_);
      a_.jump(drop_);
      if (tag == pass_) break;
      a_.bind(tag);
      a_.advance(kTagOctets);
    }
    a_.bind(ipv4);
    a_.advance(kEtherTypeOctets);
    a_.jump(at.ipv4);
    a_.bind(ipv6);
    a_.advance(kEtherTypeOctets);
    a_.jump(at.ipv6);
    a_.bind(labels);
    a_.advance(kEtherTypeOctets);
  }

  /// A label stack (RFC 3032) says nowhere what follows it; the first nibble tells IP (RFC 4928).
  void mpls(const Entries& at) {
    const Label bottom = a_.label();
    a_.bind(at.mpls);
    for (uint32_t labels = 0; labels < limits::mpls_labels; labels++) {
      a_.load_octet(2);
      a_.jump_if_bits(1, bottom);
      a_.advance(4);
    }
    a_.jump(pass_);
    a_.bind(bottom);
    a_.advance(4);
    a_.load_octet(0);
    a_.mask(0xF0);
    a_.jump_if(0x40, at.ipv4);
    a_.jump_if(0x60, at.ipv6);
    a_.jump(pass_);
  }

  void ipv4(const Entries& at) {
    const Label fragment = a_.label(), first = a_.label(), header = a_.label();
    a_.bind(at.ipv4);
    a_.load_word(6);
    a_.jump_if_bits(0x3FFF, fragment);
    a_.bind(header);
    a_.load_octet(9);
    a_.store(kProtocol);
    a_.load_octet(0);
    a_.mask(0xF);
    a_.shift_left(2);
    a_.advance_by_a();
    a_.load_stored(kProtocol);
    a_.jump_if(protocol::ah, at.extensions);
    a_.jump(at.transport);
    a_.bind(fragment);
    a_.mask(0x1FFF);
    a_.jump_if(0, first);
    a_.load_octet(9);
    a_.jump(later_fragment_);
    // The first fragment has the ports, but its later ones do not: all of TCP pass, or none.
    a_.bind(first);
    a_.load_octet(9);
    a_.jump_if_any({protocol::sctp, protocol::tcp}, pass_);
    a_.store(kProtocol);
    a_.load_octet(0);
    a_.mask(0xF);
    a_.shift_left(2);
    a_.advance_by_a();
    a_.jump(at.transport);
  }

  void ipv6(const Entries& at) {
    a_.bind(at.ipv6);
    a_.load_octet(6);
    a_.store(kProtocol);
    a_.advance(40);
    a_.bind(at.extensions);
    for (uint32_t headers = 0; headers < limits::filter_extensions; headers++)
      extension(at);
    a_.load_stored(kProtocol);
    a_.jump_if_any(kSteppedOver, pass_);
    a_.jump_if_any({protocol::fragment, protocol::ah}, pass_);
  }

  /// One extension header: on to the next, or away to the transport.
  void extension(const Entries& at) {
    const Label options = a_.label(), fragment = a_.label(), first = a_.label(), ah = a_.label(),
                whole = a_.label(), next = a_.label();
    a_.load_stored(kProtocol);
    a_.jump_if_any(kSteppedOver, options);
    a_.jump_if(protocol::fragment, fragment);
    a_.jump_if(protocol::ah, ah);
    a_.jump(at.transport);
    a_.bind(options);
    step_over(1, 3, next);
    a_.bind(ah);
    step_over(2, 2, next);
    a_.bind(fragment);
    a_.load_word(2);
    a_.mask(0xFFF8);
    a_.jump_if(0, first);
    a_.load_octet(0);
    a_.jump(later_fragment_);
    a_.bind(first);
    a_.load_octet(0);
    a_.store(kProtocol);
    a_.load_word(2);
    a_.mask(1);
    a_.jump_if(0, whole); // an atomic fragment (RFC 6946)
    a_.load_stored(kProtocol);
    a_.jump_if_any({protocol::sctp, protocol::tcp}, pass_);
    a_.bind(whole);
    a_.advance(8);
    a_.bind(next);
  }
  /// X += (length octet + `added`) << `shift`.
  void step_over(uint32_t added, uint32_t shift, Label next) {
    a_.load_octet(0);
    a_.store(kProtocol);
    a_.load_octet(1);
    a_.add(added);
    a_.shift_left(shift);
    a_.advance_by_a();
    a_.jump(next);
  }

  void transport(const Entries& at, const Entries* in) {
    a_.bind(at.transport);
    a_.load_stored(kProtocol);
    a_.jump_if(kUdp, at.udp);
    a_.jump_if(protocol::sctp, pass_);
    a_.jump_if(protocol::tcp, tcp_);
    a_.jump_if(protocol::esp, esp_);
    a_.jump_if(kGre, in ? gre_ : pass_);
    a_.jump_if(kIpv4InIp, in ? in->ipv4 : pass_);
    a_.jump_if(kIpv6InIp, in ? in->ipv6 : pass_);
    a_.jump_if(kMplsInIp, in ? in->mpls : pass_);
    a_.jump(drop_);
  }

  void udp(const Entries& at, const Entries* in) {
    a_.bind(at.udp);
    a_.load_word(2);
    a_.jump_if(kGtpUser, drop_); // nearly all there is: first
    a_.jump_if_any({kVxlan, kVxlanLinux}, in ? vxlan_ : pass_);
    for (const uint32_t side : {2u, 0u}) {
      a_.load_word(side);
      a_.jump_if(kSctpInUdp, pass_);
      a_.jump_if(kEspInUdp, esp_in_udp_);
      for (const uint16_t port : kSignallingPorts)
        a_.jump_if(port, pass_);
    }
    a_.jump(drop_);
  }

  void tunnels() {
    const Label erspan = a_.label(), erspan_three = a_.label(), marked = a_.label(),
                bridged = a_.label();
    a_.bind(gre_);
    a_.load_word(0);
    a_.store(kGreFlags);
    a_.jump_if_bits(0x4007, pass_); // routing (RFC 1701), or a version other than 0
    a_.load_word(2);
    a_.store(kGreProtocol);
    a_.advance(4);
    for (const uint32_t optional : {0x8000u, 0x2000u, 0x1000u}) // checksum, key, sequence
      advance_if_gre(optional, 4);
    a_.load_stored(kGreProtocol);
    a_.jump_if(ether_type::ipv4, inner_.ipv4);
    a_.jump_if(ether_type::ipv6, inner_.ipv6);
    a_.jump_if_any({kMpls, kMplsMulticast}, inner_.mpls);
    a_.jump_if(kBridged, bridged);
    a_.jump_if(kErspan, erspan);
    a_.jump_if(kErspanThree, erspan_three);
    a_.jump(pass_);
    a_.bind(erspan);
    advance_if_gre(0x1000, 8); // type II; type I has no sequence number and no header
    a_.jump(bridged);
    a_.bind(erspan_three);
    a_.load_octet(11);
    a_.mask(1);
    a_.jump_if(0, marked);
    a_.advance(8); // platform-specific subheader
    a_.bind(marked);
    a_.advance(12);
    a_.jump(bridged);
    a_.bind(vxlan_);
    a_.advance(kUdpOctets + kVxlanOctets);
    a_.bind(bridged);
    a_.advance(kEtherTypeOffset);
  }
  void advance_if_gre(uint32_t flag, uint32_t octets) {
    const Label without = a_.label();
    a_.load_stored(kGreFlags);
    a_.mask(flag);
    a_.jump_if(0, without);
    a_.advance(octets);
    a_.bind(without);
  }

  void tcp() {
    a_.bind(tcp_);
    for (const uint32_t side : {0u, 2u}) {
      a_.load_word(side);
      for (const uint16_t port : ports_)
        a_.jump_if(port, pass_);
    }
    a_.jump(drop_);
  }

  void ends() {
    a_.bind(later_fragment_); // A is its protocol
    a_.jump_if_any({protocol::sctp, protocol::tcp, protocol::ah}, pass_);
    a_.jump_if_any(kSteppedOver, pass_); // of IPv6: what is behind them was in the first one
    a_.jump_if_any({kGre, kIpv4InIp, kIpv6InIp, kMplsInIp}, pass_);
    a_.bind(drop_);
    a_.give(0);
    a_.bind(pass_);
    a_.give(snap_);
    a_.bind(esp_);
    a_.give_header(kEspOctets);
    a_.bind(esp_in_udp_);
    a_.give_header(kUdpOctets + kEspOctets);
    a_.bind(macsec_);
    a_.give_header(kEtherTypeOctets + kMacsecOctets);
  }

  static constexpr std::initializer_list<uint32_t> kSteppedOver = {
      protocol::hop_by_hop, protocol::routing, protocol::destination_options,
      protocol::mobility,   protocol::hip,     protocol::shim6};

  std::span<const uint16_t> ports_;
  uint32_t snap_;
  FilterAssembler a_;
  Entries outer_{a_}, inner_{a_};
  Label gre_ = a_.label(), vxlan_ = a_.label(), tcp_ = a_.label(), later_fragment_ = a_.label(),
        pass_ = a_.label(), drop_ = a_.label(), esp_ = a_.label(), esp_in_udp_ = a_.label(),
        macsec_ = a_.label();
};

} // namespace

FilterProgram prefilter(std::span<const uint16_t> diameter_ports, uint32_t snap_octets) {
  const size_t count = std::min<size_t>(diameter_ports.size(), limits::capture_diameter_ports);
  return Prefilter(diameter_ports.first(count), snap_octets).write();
}

FilterProgram pass_everything(uint32_t snap_octets) {
  FilterAssembler assembler;
  assembler.drop_outgoing();
  assembler.give(snap_octets);
  return assembler.finish();
}

FilterProgram pass_nothing() {
  return {{BPF_RET | BPF_K, 0, 0, 0}};
}

} // namespace sigwarden
