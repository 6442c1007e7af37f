// SPDX-License-Identifier: Apache-2.0
// What the kernel lets through before it costs a copy: a classic BPF program for SO_ATTACH_FILTER
// on Ethernet. A mirror port carries user plane a hundred times its signalling.
//
//   passes   SCTP; TCP with a Diameter port on either side; fragments, first and later, of SCTP and
//            TCP; SCTP in UDP (RFC 6951); UDP with a port on either side that a protocol's schema
//            names as its own (kSignallingPorts); all of these over IPv4 and IPv6 with extension
//            headers, under VLAN tags and MPLS labels, and once more inside GRE, ERSPAN, IP in IP,
//            VXLAN.
//   passes   what cannot be seen into, unexamined: more tags, labels, extension headers or tunnels
//   unseen   than are looked through, MPLS pseudowires, GRE with routing or of another version,
//            later fragments of tunnels.
//   header   ESP, ESP in UDP and MACsec: encrypted, so the header is all that is worth having. The
//            source counts them (frames_opaque) and hands none of them on.
//   drops    what this machine sends (a fanout group of kernels before 6.7 would see it), and
//            everything else: UDP with GTP-U in front, later fragments of UDP and ESP, ARP, what is
//            too short for its headers.
//
// Later fragments of UDP name no port, and nearly all of them are user plane, whose packets a
// tunnel made too long: a filter without memory passes all or none. So of a fragmented tunnel in
// UDP only first fragments are seen, which the engine counts as abandoned. A sender of IPv6 may
// write UDP into later fragments of anything, since receivers go by the first; they are lost like
// those.
//
// A VLAN tag that the network card or the kernel took off is not in the octets that a filter sees;
// the rest of the frame looks the same without it. Does not look at content beyond ports: decoding
// decides what a frame is. Used by native/opener.
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <span>
#include <vector>

namespace sigwarden {

using FilterProgram = std::vector<sock_filter>;

/// Frames that pass are cut to `snap_octets`. At most limits::capture_diameter_ports ports.
FilterProgram prefilter(std::span<const uint16_t> diameter_ports, uint32_t snap_octets);
/// Everything passes, cut to `snap_octets`.
FilterProgram pass_everything(uint32_t snap_octets);
/// Nothing passes: before a socket is complete, and after its source was stopped.
FilterProgram pass_nothing();

} // namespace sigwarden
