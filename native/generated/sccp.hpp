// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace sccp {

namespace message_type {
constexpr uint32_t cr = 1u;
constexpr uint32_t cc = 2u;
constexpr uint32_t cref = 3u;
constexpr uint32_t rlsd = 4u;
constexpr uint32_t rlc = 5u;
constexpr uint32_t dt1 = 6u;
constexpr uint32_t dt2 = 7u;
constexpr uint32_t ak = 8u;
constexpr uint32_t udt = 9u;
constexpr uint32_t udts = 10u;
constexpr uint32_t ed = 11u;
constexpr uint32_t ea = 12u;
constexpr uint32_t rsr = 13u;
constexpr uint32_t rsc = 14u;
constexpr uint32_t err = 15u;
constexpr uint32_t it = 16u;
constexpr uint32_t xudt = 17u;
constexpr uint32_t xudts = 18u;
constexpr uint32_t ludt = 19u;
constexpr uint32_t ludts = 20u;
} // namespace message_type

namespace parameter {
constexpr uint32_t end = 0u;
constexpr uint32_t destination_reference = 1u;
constexpr uint32_t source_reference = 2u;
constexpr uint32_t called = 3u;
constexpr uint32_t calling = 4u;
constexpr uint32_t protocol_class = 5u;
constexpr uint32_t segmenting = 6u;
constexpr uint32_t receive_number = 7u;
constexpr uint32_t sequencing_segmenting = 8u;
constexpr uint32_t credit = 9u;
constexpr uint32_t release_cause = 10u;
constexpr uint32_t return_cause = 11u;
constexpr uint32_t reset_cause = 12u;
constexpr uint32_t error_cause = 13u;
constexpr uint32_t refusal_cause = 14u;
constexpr uint32_t data = 15u;
constexpr uint32_t segmentation = 16u;
constexpr uint32_t hop_counter = 17u;
constexpr uint32_t importance = 18u;
constexpr uint32_t long_data = 19u;
} // namespace parameter

namespace address_indicator {
constexpr uint32_t point_code = 1u;
constexpr uint32_t ssn = 2u;
constexpr uint32_t title_format = 60u;
constexpr uint32_t routes_on_ssn = 64u;
constexpr uint32_t national = 128u;
} // namespace address_indicator

namespace ansi_address_indicator {
constexpr uint32_t ssn = 1u;
constexpr uint32_t point_code = 2u;
constexpr uint32_t national = 128u;
} // namespace ansi_address_indicator

namespace ansi_title_format {
constexpr uint32_t none = 0u;
constexpr uint32_t translation_plan = 1u;
constexpr uint32_t translation = 2u;
} // namespace ansi_title_format

namespace title_format {
constexpr uint32_t none = 0u;
constexpr uint32_t nature = 1u;
constexpr uint32_t translation = 2u;
constexpr uint32_t translation_plan = 3u;
constexpr uint32_t translation_plan_nature = 4u;
} // namespace title_format

namespace encoding_scheme {
constexpr uint32_t unknown = 0u;
constexpr uint32_t bcd_odd = 1u;
constexpr uint32_t bcd_even = 2u;
constexpr uint32_t national = 3u;
} // namespace encoding_scheme

namespace numbering_plan {
constexpr uint32_t unknown = 0u;
constexpr uint32_t isdn = 1u;
constexpr uint32_t generic = 2u;
constexpr uint32_t data = 3u;
constexpr uint32_t telex = 4u;
constexpr uint32_t maritime = 5u;
constexpr uint32_t land_mobile = 6u;
constexpr uint32_t isdn_mobile = 7u;
} // namespace numbering_plan

namespace nature {
constexpr uint32_t unknown = 0u;
constexpr uint32_t subscriber = 1u;
constexpr uint32_t national = 3u;
constexpr uint32_t international = 4u;
} // namespace nature

namespace ssn {
constexpr uint32_t unknown = 0u;
constexpr uint32_t management = 1u;
constexpr uint32_t isup = 3u;
constexpr uint32_t omap = 4u;
constexpr uint32_t map = 5u;
constexpr uint32_t hlr = 6u;
constexpr uint32_t vlr = 7u;
constexpr uint32_t msc = 8u;
constexpr uint32_t eir = 9u;
constexpr uint32_t auc = 10u;
constexpr uint32_t isdn_ss = 11u;
constexpr uint32_t reserved_international = 12u;
constexpr uint32_t broadband_isdn = 13u;
constexpr uint32_t tc_test = 14u;
constexpr uint32_t ranap = 142u;
constexpr uint32_t rnsap = 143u;
constexpr uint32_t gmlc = 145u;
constexpr uint32_t cap = 146u;
constexpr uint32_t gsm_scf = 147u;
constexpr uint32_t siwf = 148u;
constexpr uint32_t sgsn = 149u;
constexpr uint32_t ggsn = 150u;
constexpr uint32_t css = 248u;
constexpr uint32_t pcap = 249u;
constexpr uint32_t bsc_le = 250u;
constexpr uint32_t msc_le = 251u;
constexpr uint32_t smlc_le = 252u;
constexpr uint32_t bss_om = 253u;
constexpr uint32_t bssap = 254u;
} // namespace ssn

namespace return_cause {
constexpr uint32_t no_translation_nature = 0u;
constexpr uint32_t no_translation_address = 1u;
constexpr uint32_t subsystem_congestion = 2u;
constexpr uint32_t subsystem_failure = 3u;
constexpr uint32_t unequipped_user = 4u;
constexpr uint32_t mtp_failure = 5u;
constexpr uint32_t network_congestion = 6u;
constexpr uint32_t unqualified = 7u;
constexpr uint32_t error_in_transport = 8u;
constexpr uint32_t local_processing = 9u;
constexpr uint32_t cannot_reassemble = 10u;
constexpr uint32_t sccp_failure = 11u;
constexpr uint32_t hop_counter_violation = 12u;
constexpr uint32_t segmentation_not_supported = 13u;
constexpr uint32_t segmentation_failure = 14u;
} // namespace return_cause

} // namespace sccp

} // namespace sigwarden
