// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

/// A set of anomalies, a bit each. Aligned as its halves are: where it stands, room is counted.
using Anomalies [[gnu::aligned(8)]] = unsigned __int128;

namespace anomaly {

/// Two protocol data parameters in one message (RFC 4666 §3.3.1).
constexpr Anomalies m3ua_duplicate_protocol_data = Anomalies{1} << 0;
/// Octets follow the message in its SCTP user message (RFC 4666 §3.1.4).
constexpr Anomalies m3ua_trailing_octets = Anomalies{1} << 1;
/// The payload is another protocol than its payload protocol identifier says (RFC 9260 §3.3.1).
constexpr Anomalies sctp_payload_protocol = Anomalies{1} << 2;
/// Stands behind an unknown chunk at which receivers stop: only an observer reads it (RFC 9260 §3.2).
constexpr Anomalies sctp_after_unknown_chunk = Anomalies{1} << 3;
/// One segment of a longer message whose rest did not come, read as far as it goes (Q.714 §4.1.1).
constexpr Anomalies sccp_segmented = Anomalies{1} << 4;
/// Parameters share octets with each other or with the fixed part (Q.713 §2.3).
constexpr Anomalies sccp_parameter_overlap = Anomalies{1} << 5;
/// Octets of the message that no parameter covers (Q.713 §2.3).
constexpr Anomalies sccp_parameter_gap = Anomalies{1} << 6;
/// A party address ends before what its indicator announces (Q.713 §3.4).
constexpr Anomalies sccp_address_incomplete = Anomalies{1} << 7;
/// A global title of a format that is not defined (Q.713 §3.4.2.3).
constexpr Anomalies sccp_title_format = Anomalies{1} << 8;
/// A global title at odds with its encoding scheme, or with signals that are no digits (Q.713 §3.4.2.3).
constexpr Anomalies sccp_title_encoding = Anomalies{1} << 9;
/// The called address has no subsystem number (Q.713 §3.4.2.2).
constexpr Anomalies sccp_called_ssn = Anomalies{1} << 10;
/// A parameter stands twice (Q.713 §1.8).
constexpr Anomalies sccp_duplicate_parameter = Anomalies{1} << 11;
/// A message of the connection-oriented service, which MAP and CAP do not use (Q.711 §6.1).
constexpr Anomalies sccp_connection_oriented = Anomalies{1} << 12;
/// An SCCP message under the service indicator of another user part (Q.704 §14.2.1).
constexpr Anomalies m3ua_service_indicator = Anomalies{1} << 13;
/// Its frame holds more messages than are read (RFC 9260 §6.10).
constexpr Anomalies sctp_over_limit = Anomalies{1} << 14;
/// More components, elements or nesting than are read (Q.773 §4.2.2).
constexpr Anomalies tcap_over_limit = Anomalies{1} << 15;
/// An operation code written as OBJECT IDENTIFIER, which no MAP or CAP operation has (Q.773 §4.2.2.2, TS 29.002 §17.5).
constexpr Anomalies tcap_global_opcode = Anomalies{1} << 16;
/// Several invokes in one Begin, outside the contexts that use them (TS 29.002 §17.2.2).
constexpr Anomalies tcap_multiple_invokes = Anomalies{1} << 17;
/// Two component portions in one message (Q.773 §4.2.1).
constexpr Anomalies tcap_second_component_portion = Anomalies{1} << 18;
/// A transaction id of no octet or of more than four (Q.773 §4.2.1.3).
constexpr Anomalies tcap_transaction_id_length = Anomalies{1} << 19;
/// An application context with other arcs than number and version at its end (TS 29.002 §17.3.3).
constexpr Anomalies tcap_extended_context = Anomalies{1} << 20;
/// An arc of the application context padded with leading zeros (X.690 §8.19.2).
constexpr Anomalies tcap_padded_context = Anomalies{1} << 21;
/// A dialogue PDU that is not encoded as single ASN.1 type (Q.773 §4.2.3).
constexpr Anomalies tcap_dialogue_encoding = Anomalies{1} << 22;
/// A length in more octets than it needs (X.690 §10.1).
constexpr Anomalies tcap_noncanonical_length = Anomalies{1} << 23;
/// A tag number in more octets than it needs (X.690 §8.1.2.2, §8.1.2.4.2).
constexpr Anomalies tcap_high_tag_form = Anomalies{1} << 24;
/// An integer in more octets than it needs (X.690 §8.3.2).
constexpr Anomalies tcap_padded_integer = Anomalies{1} << 25;
/// A short string cut into segments (X.690 §8.7.3).
constexpr Anomalies tcap_constructed_string = Anomalies{1} << 26;
/// Octets behind the message in its SCCP data (Q.773 §3.2).
constexpr Anomalies tcap_trailing_octets = Anomalies{1} << 27;
/// An invoke in a Unidirectional, which MAP and CAP never use (TS 29.002 §15.6).
constexpr Anomalies tcap_invoke_in_unidirectional = Anomalies{1} << 28;
/// Elements out of order, or not of this message or dialogue PDU (Q.773 §4.2.1).
constexpr Anomalies tcap_element_order = Anomalies{1} << 29;
/// A transaction id, dialogue portion, application context or parameter given twice (Q.773 §4.2.1).
constexpr Anomalies tcap_duplicate_element = Anomalies{1} << 30;
/// The same identity given twice in one structure (TS 29.002 §17.7).
constexpr Anomalies gsm_map_duplicate_identity = Anomalies{1} << 31;
/// An IMSI of fewer than 6 or more than 15 digits, or with octets that are no digits (TS 23.003 §2.2, TS 29.002 §17.7.8).
constexpr Anomalies gsm_map_identity_digits = Anomalies{1} << 32;
/// An argument or result in the form of another version than its context has (TS 29.002 §17.3.2).
constexpr Anomalies gsm_map_form_not_of_version = Anomalies{1} << 33;
/// An operation that this side may not invoke in its application context (TS 29.002 §17.2.2).
constexpr Anomalies gsm_map_op_not_in_context = Anomalies{1} << 34;
/// An operation of the air interface between networks (TS 24.080 §4.2).
constexpr Anomalies gsm_map_air_interface_code = Anomalies{1} << 35;
/// An IMSI in a private extension or in a member that the standard does not have (TS 29.002 §17.7.11).
constexpr Anomalies gsm_map_private_identity = Anomalies{1} << 36;
/// Members of a SEQUENCE out of order or repeated (X.690 §8.9.2).
constexpr Anomalies gsm_map_member_order = Anomalies{1} << 37;
/// An operation wrapped in secure transport, which is withdrawn (TS 33.200, TS 29.002 §17.2).
constexpr Anomalies gsm_map_secure_transport = Anomalies{1} << 38;
/// A Begin without application context for an operation that version 1 does not have (TS 29.002 §15.3, §17.2.2).
constexpr Anomalies gsm_map_context_missing = Anomalies{1} << 39;
/// An AVP that may stand once stands twice among its siblings (RFC 6733 §4.1).
constexpr Anomalies diameter_duplicate_avp = Anomalies{1} << 40;
/// Origin-Host does not lie inside Origin-Realm (RFC 6733 §6.3, §6.4).
constexpr Anomalies diameter_origin_host_not_in_realm = Anomalies{1} << 41;
/// Octets follow the message in its SCTP user message (RFC 6733 §2.1).
constexpr Anomalies diameter_trailing_octets = Anomalies{1} << 42;
/// Padding is not zero, or missing (RFC 6733 §4.1).
constexpr Anomalies diameter_padding_not_zero = Anomalies{1} << 43;
/// An AVP runs past the group that holds it (RFC 6733 §4.4).
constexpr Anomalies diameter_avp_overrun = Anomalies{1} << 44;
/// The application does not have the command (TS 29.230 §3).
constexpr Anomalies diameter_command_not_in_application = Anomalies{1} << 45;
/// Session-Id does not follow the header (RFC 6733 §8.8).
constexpr Anomalies diameter_session_id_not_first = Anomalies{1} << 46;
/// Reserved bits are set in the header or an AVP, or the error bit in a request (RFC 6733 §3, §4.1).
constexpr Anomalies diameter_reserved_flags = Anomalies{1} << 47;
/// The V bit is set with vendor 0, another spelling of a base AVP (RFC 6733 §4.1).
constexpr Anomalies diameter_vendor_zero = Anomalies{1} << 48;
/// An AVP of fixed size has another size (RFC 6733 §4.2).
constexpr Anomalies diameter_value_length = Anomalies{1} << 49;
/// More messages, AVPs, Route-Records or deeper nesting than are read (RFC 6733 §4.4).
constexpr Anomalies diameter_over_limit = Anomalies{1} << 50;
/// Vendor-Specific-Application-Id names another application than the header (RFC 6733 §6.11).
constexpr Anomalies diameter_application_disagrees = Anomalies{1} << 51;
/// User-Name is not the bare digits of an IMSI where the application says so (TS 29.272 §7.2).
constexpr Anomalies diameter_user_name_form = Anomalies{1} << 52;
/// An identifier whose constructed bit contradicts its type (X.690 §8.1.2.5).
constexpr Anomalies tcap_constructed_bit = Anomalies{1} << 53;
/// A global title in the international network that is no international number (Q.713 annex B).
constexpr Anomalies sccp_title_nature = Anomalies{1} << 54;
/// Joined from fragments of which one was sent twice with other octets (RFC 9260 §6.9).
constexpr Anomalies sctp_fragments_conflict = Anomalies{1} << 55;
/// Joined from fragments that name different streams or sequence numbers (RFC 9260 §6.9).
constexpr Anomalies sctp_fragments_mismatch = Anomalies{1} << 56;
/// In a datagram whose fragments overlap with different octets: both readings are given (RFC 5722 §3, RFC 791 §3.2).
constexpr Anomalies ip_fragment_overlap = Anomalies{1} << 57;
/// In a datagram cut into fragments smaller than any link needs (RFC 1858 §3, RFC 791 §3.2).
constexpr Anomalies ip_fragment_tiny = Anomalies{1} << 58;
/// In segments that overlap with different octets: both readings are given (RFC 9293 §3.10.7.4).
constexpr Anomalies tcp_overlap = Anomalies{1} << 59;
/// Reads as SCCP in more than one variant of MTP3, and its link is not configured (Q.704 §2.2, T1.111.4 §2.2).
constexpr Anomalies mtp3_variant_ambiguous = Anomalies{1} << 62;
/// Reads as another variant of MTP3 than its link is configured for (Q.704 §2.2, T1.111.4 §2.2).
constexpr Anomalies mtp3_variant_contradicts = Anomalies{1} << 63;
/// Two protocol data parameters in one message (RFC 3331 §3.3.1.1).
constexpr Anomalies m2ua_duplicate_protocol_data = Anomalies{1} << 64;
/// Two addresses of one party, or two data parameters (RFC 3868 §3.2.1).
constexpr Anomalies sua_duplicate_parameter = Anomalies{1} << 65;
/// A party address at odds with its indicators or its number of digits (RFC 3868 §3.10.2).
constexpr Anomalies sua_address = Anomalies{1} << 66;
/// A segment comes out of its turn, without its first, or counts otherwise than that (Q.714 §4.1.1.2.4).
constexpr Anomalies sccp_segments_order = Anomalies{1} << 68;
/// A segment came again with other octets: the message has two readings, both are read (Q.714 §4.1.1.2.4).
constexpr Anomalies sccp_segments_conflict = Anomalies{1} << 69;
/// TCAP inside the connection-oriented service, where screening does not look for it (Q.771 §3.1.2).
constexpr Anomalies sccp_tcap_over_connection = Anomalies{1} << 70;
/// A message that can be read in two ways: one of its readings, both are screened (Q.713 §1.8, §2.3).
constexpr Anomalies sccp_ambiguous = Anomalies{1} << 71;
/// A message that can be read in two ways: one of its readings, both are screened (Q.773 §4.2.1, §4.2.2).
constexpr Anomalies tcap_ambiguous = Anomalies{1} << 72;
/// An optional part without its end, which may have held more (Q.713 §1.8).
constexpr Anomalies sccp_optional_part_unended = Anomalies{1} << 73;
/// A short message whose lengths do not come out even (TS 23.040 §9.2).
constexpr Anomalies gsm_map_tpdu_malformed = Anomalies{1} << 74;
/// Transaction ids of another length than the package has (T1.114.3 §5.2).
constexpr Anomalies ansi_tcap_transaction_id_length = Anomalies{1} << 75;
/// More component ids than the component may have (T1.114.3 §6.2).
constexpr Anomalies ansi_tcap_component_id_length = Anomalies{1} << 76;
/// A dialogue portion under an abstract syntax that is not the dialogue’s (Q.773 §4.2.3).
constexpr Anomalies tcap_dialogue_syntax = Anomalies{1} << 77;
/// An operation that this side may not invoke in its CAP context (TS 29.078 §6.1.2, §7.1.2, §8.1.2).
constexpr Anomalies camel_op_not_in_context = Anomalies{1} << 82;
/// The same identity given twice in one CAP argument (TS 29.078 §6.1.1).
constexpr Anomalies camel_duplicate_identity = Anomalies{1} << 83;
/// Members of a CAP argument out of order, repeated, or in a form that it does not have (TS 29.078 §6.1.1, X.690 §8.9.2).
constexpr Anomalies camel_member_order = Anomalies{1} << 84;
/// A CAP dialogue opened without application context (TS 29.078 §14.1).
constexpr Anomalies camel_context_missing = Anomalies{1} << 85;
/// A second information element where one may stand (TS 29.060 §11.1.10).
constexpr Anomalies gtp_duplicate_element = Anomalies{1} << 86;
/// Information elements that do not stand in the order of their types (TS 29.060 §11.1.8).
constexpr Anomalies gtp_element_order = Anomalies{1} << 87;
/// A value shorter than its type is, or digits in a form that they have not (TS 29.060 §11.1.6).
constexpr Anomalies gtp_value_length = Anomalies{1} << 88;
/// Octets follow the message in its datagram (TS 29.060 §6).
constexpr Anomalies gtp_trailing_octets = Anomalies{1} << 89;
/// A second information element of one type and instance where one may stand (TS 29.274 §7.7.10).
constexpr Anomalies gtpv2_duplicate_element = Anomalies{1} << 90;
/// A value shorter than its type is, or digits in a form that they have not (TS 29.274 §7.7.7).
constexpr Anomalies gtpv2_value_length = Anomalies{1} << 91;
/// Octets follow the message in its datagram, and it announced none (TS 29.274 §5.5).
constexpr Anomalies gtpv2_trailing_octets = Anomalies{1} << 92;
/// A grouped element whose content runs past it, or in more groups than are opened (TS 29.274 §8.2).
constexpr Anomalies gtpv2_group = Anomalies{1} << 93;
/// The code of an AVP that identifies or routes, under another vendor or under none (RFC 6733 §4.1).
constexpr Anomalies diameter_avp_vendor = Anomalies{1} << 94;
/// An AVP of the IETF or of 3GPP that is not registered must be understood (RFC 6733 §4.1).
constexpr Anomalies diameter_unknown_mandatory_avp = Anomalies{1} << 95;
/// The P bit of an AVP is set, or its M bit is not where it has to be (RFC 6733 §4.1, §4.5).
constexpr Anomalies diameter_avp_flags = Anomalies{1} << 96;
/// The P, E or T bit contradicts the command, its direction or its result (RFC 6733 §3, §7.1).
constexpr Anomalies diameter_command_flags = Anomalies{1} << 97;
/// A host or realm holds octets that stand in no domain name (RFC 6733 §4.3.1).
constexpr Anomalies diameter_identity_form = Anomalies{1} << 98;
/// The Session-Id of a request that opens a session begins with another host (RFC 6733 §8.8).
constexpr Anomalies diameter_session_id_origin = Anomalies{1} << 99;
/// Its packet’s checksum is wrong: a receiver discards it (looked at when asked) (RFC 9260 §6.8).
constexpr Anomalies sctp_checksum = Anomalies{1} << 100;

constexpr Anomalies kStrong = m3ua_duplicate_protocol_data | sctp_after_unknown_chunk | sccp_parameter_overlap | sccp_address_incomplete | sccp_title_format | sccp_duplicate_parameter | m3ua_service_indicator | sctp_over_limit | tcap_over_limit | tcap_global_opcode | tcap_second_component_portion | tcap_transaction_id_length | tcap_extended_context | tcap_padded_context | tcap_dialogue_encoding | tcap_noncanonical_length | tcap_high_tag_form | tcap_padded_integer | tcap_constructed_string | tcap_trailing_octets | tcap_invoke_in_unidirectional | tcap_duplicate_element | gsm_map_duplicate_identity | gsm_map_identity_digits | gsm_map_op_not_in_context | gsm_map_air_interface_code | gsm_map_secure_transport | gsm_map_context_missing | diameter_duplicate_avp | diameter_trailing_octets | diameter_avp_overrun | diameter_command_not_in_application | diameter_vendor_zero | diameter_value_length | diameter_over_limit | tcap_constructed_bit | sccp_title_nature | sctp_fragments_conflict | sctp_fragments_mismatch | ip_fragment_overlap | ip_fragment_tiny | tcp_overlap | mtp3_variant_ambiguous | mtp3_variant_contradicts | m2ua_duplicate_protocol_data | sua_duplicate_parameter | sua_address | sccp_segments_conflict | sccp_tcap_over_connection | sccp_ambiguous | tcap_ambiguous | ansi_tcap_transaction_id_length | ansi_tcap_component_id_length | tcap_dialogue_syntax | camel_op_not_in_context | camel_duplicate_identity | camel_context_missing | diameter_avp_vendor | diameter_identity_form;
/// Those that a rule of their own names.
constexpr Anomalies kHasRule = tcap_global_opcode | tcap_multiple_invokes | tcap_second_component_portion | tcap_transaction_id_length | tcap_extended_context | tcap_padded_context | tcap_noncanonical_length | tcap_high_tag_form | tcap_padded_integer | tcap_constructed_string | tcap_trailing_octets | gsm_map_op_not_in_context | gsm_map_air_interface_code | camel_op_not_in_context;
constexpr uint32_t kBits = 128;
constexpr const char* kNames[kBits] = {"m3ua.duplicate_protocol_data", "m3ua.trailing_octets", "sctp.payload_protocol", "sctp.after_unknown_chunk", "sccp.segmented", "sccp.parameter_overlap", "sccp.parameter_gap", "sccp.address_incomplete", "sccp.title_format", "sccp.title_encoding", "sccp.called_ssn", "sccp.duplicate_parameter", "sccp.connection_oriented", "m3ua.service_indicator", "sctp.over_limit", "tcap.over_limit", "tcap.global_opcode", "tcap.multiple_invokes", "tcap.second_component_portion", "tcap.transaction_id_length", "tcap.extended_context", "tcap.padded_context", "tcap.dialogue_encoding", "tcap.noncanonical_length", "tcap.high_tag_form", "tcap.padded_integer", "tcap.constructed_string", "tcap.trailing_octets", "tcap.invoke_in_unidirectional", "tcap.element_order", "tcap.duplicate_element", "gsm_map.duplicate_identity", "gsm_map.identity_digits", "gsm_map.form_not_of_version", "gsm_map.op_not_in_context", "gsm_map.air_interface_code", "gsm_map.private_identity", "gsm_map.member_order", "gsm_map.secure_transport", "gsm_map.context_missing", "diameter.duplicate_avp", "diameter.origin_host_not_in_realm", "diameter.trailing_octets", "diameter.padding_not_zero", "diameter.avp_overrun", "diameter.command_not_in_application", "diameter.session_id_not_first", "diameter.reserved_flags", "diameter.vendor_zero", "diameter.value_length", "diameter.over_limit", "diameter.application_disagrees", "diameter.user_name_form", "tcap.constructed_bit", "sccp.title_nature", "sctp.fragments_conflict", "sctp.fragments_mismatch", "ip.fragment_overlap", "ip.fragment_tiny", "tcp.overlap", nullptr, nullptr, "mtp3.variant_ambiguous", "mtp3.variant_contradicts", "m2ua.duplicate_protocol_data", "sua.duplicate_parameter", "sua.address", nullptr, "sccp.segments_order", "sccp.segments_conflict", "sccp.tcap_over_connection", "sccp.ambiguous", "tcap.ambiguous", "sccp.optional_part_unended", "gsm_map.tpdu_malformed", "ansi_tcap.transaction_id_length", "ansi_tcap.component_id_length", "tcap.dialogue_syntax", nullptr, nullptr, nullptr, nullptr, "camel.op_not_in_context", "camel.duplicate_identity", "camel.member_order", "camel.context_missing", "gtp.duplicate_element", "gtp.element_order", "gtp.value_length", "gtp.trailing_octets", "gtpv2.duplicate_element", "gtpv2.value_length", "gtpv2.trailing_octets", "gtpv2.group", "diameter.avp_vendor", "diameter.unknown_mandatory_avp", "diameter.avp_flags", "diameter.command_flags", "diameter.identity_form", "diameter.session_id_origin", "sctp.checksum", nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

} // namespace anomaly

} // namespace sigwarden
