// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class Fault : uint16_t {
  none,
  ansi_tcap_package_type, // A private identifier that starts no ANSI TCAP package
  ansi_tcap_transaction_id_missing, // An ANSI TCAP package without its transaction id
  ansi_tcap_component, // A component of unknown type, or without its ids or code
  camel_parameter, // The BER of an argument or result is broken
  camel_depth, // An argument or result nests deeper than the limit
  camel_elements, // An argument or result has more elements than the limit
  diameter_header_short, // Fewer than the twenty octets of the header
  diameter_version, // The version is not 1
  diameter_length, // The message length is below the header
  diameter_truncated, // The message length runs past the octets there are
  diameter_avp_length, // An AVP length is below its header or runs past the message
  erspan_header_short, // The packet ends inside its header
  erspan_version, // The version is not that of its type
  eth_header_short, // The frame ends inside its link header
  gre_header_short, // The packet ends inside its header
  gsm_map_parameter, // The BER of an argument or result is broken
  gsm_map_depth, // An argument or result nests deeper than the limit
  gsm_map_elements, // An argument or result has more elements than the limit
  gtp_header_short, // The datagram ends inside its header
  gtp_length, // The length runs past the datagram
  gtp_extension, // An extension header of length zero, or one that runs past the message
  gtp_element_length, // An information element runs past the message
  gtp_element_unknown, // An information element of fixed length whose type, and so length, is unknown
  gtpv2_header_short, // The datagram ends inside the header of a message
  gtpv2_length, // The length runs past the datagram or ends inside the header
  gtpv2_element_length, // An information element of the message runs past it
  gtpv2_message_missing, // The message announces another one behind it, and there is none
  ip_header_short, // The packet ends inside its header
  ip_version, // The version is neither 4 nor 6
  ip_header_length, // The header length is below twenty octets or beyond the total length
  ip_total_length, // The total length runs past the frame
  ip_extension, // An authentication header runs past the packet
  ip_fragment_length, // A fragment that ends beyond the longest datagram, or has no octet
  ipv6_header_short, // The packet ends inside its header
  ipv6_payload_length, // The payload length runs past the frame
  ipv6_extension, // An extension header runs past the packet
  ipv6_extensions, // More extension headers than any stack sends
  ipv6_fragment_length, // A fragment that ends beyond the longest packet, or has no octet, or one that is not the last and no multiple of eight octets
  m2pa_header_short, // Fewer than the sixteen octets of the header
  m2pa_version, // The version is not 1
  m2pa_length, // The message length runs past the user message or is shorter than the header
  m2pa_message_type, // Neither user data nor a link status
  m2ua_header_short, // Fewer than the eight octets of the common header
  m2ua_version, // The version is not 1
  m2ua_length, // The message length runs past the user message or is shorter than the header
  m2ua_parameter_length, // A parameter length is below four or runs past the message
  m2ua_parameters, // More parameters than any message type defines
  m2ua_protocol_data_missing, // A DATA message without protocol data
  m3ua_header_short, // Fewer than the eight octets of the common header
  m3ua_version, // The version is not 1
  m3ua_length, // The message length runs past the user message or is shorter than the header
  m3ua_parameter_length, // A parameter length is below four or runs past the message
  m3ua_parameters, // More parameters than any message type defines
  m3ua_protocol_data_missing, // A DATA message without protocol data, as drafts of RFC 4666 sent it
  m3ua_protocol_data_short, // Protocol data shorter than its twelve fixed octets
  mpls_stack_short, // The packet ends inside its label stack
  mpls_depth, // More labels than any network stacks
  mtp2_header_short, // The signal unit ends inside its header
  mtp2_length, // The length indicator runs past the signal unit
  mtp3_header_short, // The message ends inside its routing label
  pwethcw_short, // The packet ends inside its control word
  sccp_header_short, // The message ends inside its fixed part
  sccp_message_type, // The message type is not one of Q.713
  sccp_pointer, // A pointer leads out of the message
  sccp_parameter_length, // A variable parameter runs past the message
  sccp_optional_part, // An optional parameter runs past the message
  sccpmg_short, // The message ends inside its fixed part
  sctp_header_short, // Fewer than the twelve octets of the common header
  sctp_chunk_length, // A chunk is shorter than its header or runs past the packet
  sctp_chunk_cut, // The capture cut a chunk short
  sctp_chunks, // More chunks than an IP packet can hold
  sctp_data_empty, // A DATA chunk without user data
  sll_header_short, // The frame ends inside its cooked header
  sua_header_short, // Fewer than the eight octets of the common header
  sua_version, // The version is not 1
  sua_length, // The message length runs past the user message or is shorter than the header
  sua_parameter_length, // A parameter length is below four or runs past the message
  sua_parameters, // More parameters than any message type defines
  sua_data_missing, // A connectionless message without data
  sua_address_missing, // A connectionless message without source or destination address
  sua_address, // A parameter of an address runs past it
  tcap_message_type, // The first octet starts no TCAP message
  tcap_identifier, // An identifier has no length, or a tag number of more than 21 bits
  tcap_length, // A length is reserved, longer than four octets or runs past its parent
  tcap_end_of_contents, // Contents of indefinite length without their end
  tcap_depth, // BER values nested deeper than the limit
  tcap_elements, // More BER elements than the limit
  tcap_transaction_id_missing, // A transaction id that the message type needs is missing
  tcap_dialogue, // The dialogue portion is not an EXTERNAL that holds a dialogue PDU
  tcap_component, // A component of unknown type, or without its invoke id or code
  tcp_header_short, // The segment ends inside its header
  tcp_header_length, // The data offset is below five words or beyond the segment
  udp_header_short, // The datagram ends inside its header
  udp_length, // The length is below eight octets or runs past the packet
  vlan_depth, // More tags than any network stacks
  vxlan_header_short, // The datagram ends inside its header
};

struct FaultInfo {
  const char* layer;
  const char* name;
};
constexpr FaultInfo kFaults[] = {
  {"", "none"},
  {"ansi_tcap", "package_type"},
  {"ansi_tcap", "transaction_id_missing"},
  {"ansi_tcap", "component"},
  {"camel", "parameter"},
  {"camel", "depth"},
  {"camel", "elements"},
  {"diameter", "header_short"},
  {"diameter", "version"},
  {"diameter", "length"},
  {"diameter", "truncated"},
  {"diameter", "avp_length"},
  {"erspan", "header_short"},
  {"erspan", "version"},
  {"eth", "header_short"},
  {"gre", "header_short"},
  {"gsm_map", "parameter"},
  {"gsm_map", "depth"},
  {"gsm_map", "elements"},
  {"gtp", "header_short"},
  {"gtp", "length"},
  {"gtp", "extension"},
  {"gtp", "element_length"},
  {"gtp", "element_unknown"},
  {"gtpv2", "header_short"},
  {"gtpv2", "length"},
  {"gtpv2", "element_length"},
  {"gtpv2", "message_missing"},
  {"ip", "header_short"},
  {"ip", "version"},
  {"ip", "header_length"},
  {"ip", "total_length"},
  {"ip", "extension"},
  {"ip", "fragment_length"},
  {"ipv6", "header_short"},
  {"ipv6", "payload_length"},
  {"ipv6", "extension"},
  {"ipv6", "extensions"},
  {"ipv6", "fragment_length"},
  {"m2pa", "header_short"},
  {"m2pa", "version"},
  {"m2pa", "length"},
  {"m2pa", "message_type"},
  {"m2ua", "header_short"},
  {"m2ua", "version"},
  {"m2ua", "length"},
  {"m2ua", "parameter_length"},
  {"m2ua", "parameters"},
  {"m2ua", "protocol_data_missing"},
  {"m3ua", "header_short"},
  {"m3ua", "version"},
  {"m3ua", "length"},
  {"m3ua", "parameter_length"},
  {"m3ua", "parameters"},
  {"m3ua", "protocol_data_missing"},
  {"m3ua", "protocol_data_short"},
  {"mpls", "stack_short"},
  {"mpls", "depth"},
  {"mtp2", "header_short"},
  {"mtp2", "length"},
  {"mtp3", "header_short"},
  {"pwethcw", "short"},
  {"sccp", "header_short"},
  {"sccp", "message_type"},
  {"sccp", "pointer"},
  {"sccp", "parameter_length"},
  {"sccp", "optional_part"},
  {"sccpmg", "short"},
  {"sctp", "header_short"},
  {"sctp", "chunk_length"},
  {"sctp", "chunk_cut"},
  {"sctp", "chunks"},
  {"sctp", "data_empty"},
  {"sll", "header_short"},
  {"sua", "header_short"},
  {"sua", "version"},
  {"sua", "length"},
  {"sua", "parameter_length"},
  {"sua", "parameters"},
  {"sua", "data_missing"},
  {"sua", "address_missing"},
  {"sua", "address"},
  {"tcap", "message_type"},
  {"tcap", "identifier"},
  {"tcap", "length"},
  {"tcap", "end_of_contents"},
  {"tcap", "depth"},
  {"tcap", "elements"},
  {"tcap", "transaction_id_missing"},
  {"tcap", "dialogue"},
  {"tcap", "component"},
  {"tcp", "header_short"},
  {"tcp", "header_length"},
  {"udp", "header_short"},
  {"udp", "length"},
  {"vlan", "depth"},
  {"vxlan", "header_short"},
};
constexpr uint32_t kFaultCount = 97;
constexpr const FaultInfo& info_of(Fault fault) { return kFaults[static_cast<uint16_t>(fault)]; }

} // namespace sigwarden
