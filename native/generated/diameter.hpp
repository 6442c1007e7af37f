// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace diameter {

namespace application {
constexpr uint32_t base = 0u;
constexpr uint32_t accounting = 3u;
constexpr uint32_t credit_control = 4u;
constexpr uint32_t cx = 16777216u;
constexpr uint32_t sh = 16777217u;
constexpr uint32_t rf = 16777218u;
constexpr uint32_t zn = 16777220u;
constexpr uint32_t zh = 16777221u;
constexpr uint32_t rx = 16777236u;
constexpr uint32_t gx = 16777238u;
constexpr uint32_t sta = 16777250u;
constexpr uint32_t s6a = 16777251u;
constexpr uint32_t s13 = 16777252u;
constexpr uint32_t slg = 16777255u;
constexpr uint32_t swm = 16777264u;
constexpr uint32_t swx = 16777265u;
constexpr uint32_t gxx = 16777266u;
constexpr uint32_t s9 = 16777267u;
constexpr uint32_t s6b = 16777272u;
constexpr uint32_t slh = 16777291u;
constexpr uint32_t sy = 16777302u;
constexpr uint32_t sd = 16777303u;
constexpr uint32_t s7a = 16777308u;
constexpr uint32_t tsp = 16777309u;
constexpr uint32_t s6m = 16777310u;
constexpr uint32_t t4 = 16777311u;
constexpr uint32_t s6c = 16777312u;
constexpr uint32_t sgd = 16777313u;
constexpr uint32_t s6t = 16777345u;
constexpr uint32_t t6a = 16777346u;
constexpr uint32_t dess = 16777360u;
constexpr uint32_t relay = 4294967295u;
} // namespace application

namespace vendor {
constexpr uint32_t ietf = 0u;
constexpr uint32_t tgpp = 10415u;
} // namespace vendor

namespace enterprise {
constexpr uint32_t cisco = 9u;
constexpr uint32_t nokia = 94u;
constexpr uint32_t oracle = 111u;
constexpr uint32_t ericsson = 193u;
constexpr uint32_t alcatel_lucent = 637u;
constexpr uint32_t huawei = 2011u;
constexpr uint32_t juniper = 2636u;
constexpr uint32_t tgpp2 = 5535u;
constexpr uint32_t starent = 8164u;
constexpr uint32_t vodafone = 12645u;
constexpr uint32_t etsi = 13019u;
constexpr uint32_t zte = 3902u;
constexpr uint32_t nokia_solutions = 28458u;
} // namespace enterprise

namespace address_family {
constexpr uint32_t ipv4 = 1u;
constexpr uint32_t ipv6 = 2u;
constexpr uint32_t e164 = 8u;
} // namespace address_family

namespace auth_session_state {
constexpr uint32_t state_maintained = 0u;
constexpr uint32_t no_state_maintained = 1u;
} // namespace auth_session_state

namespace command_flag {
constexpr uint32_t request = 128u;
constexpr uint32_t proxiable = 64u;
constexpr uint32_t error = 32u;
constexpr uint32_t retransmitted = 16u;
constexpr uint32_t reserved = 15u;
} // namespace command_flag

namespace avp_flag {
constexpr uint32_t vendor = 128u;
constexpr uint32_t mandatory = 64u;
constexpr uint32_t protected_ = 32u;
constexpr uint32_t reserved = 31u;
} // namespace avp_flag

namespace result {
constexpr uint32_t informational_first = 1000u;
constexpr uint32_t success_first = 2000u;
constexpr uint32_t success_last = 2999u;
constexpr uint32_t success = 2001u;
constexpr uint32_t command_unsupported = 3001u;
constexpr uint32_t unable_to_deliver = 3002u;
constexpr uint32_t realm_not_served = 3003u;
constexpr uint32_t application_unsupported = 3007u;
constexpr uint32_t authorization_rejected = 5003u;
constexpr uint32_t unable_to_comply = 5012u;
} // namespace result

namespace ulr_flag {
constexpr uint32_t single_registration = 1u;
constexpr uint32_t s6a = 2u;
constexpr uint32_t skip_subscriber_data = 4u;
constexpr uint32_t gprs_data = 8u;
constexpr uint32_t node_type = 16u;
constexpr uint32_t initial_attach = 32u;
} // namespace ulr_flag

namespace idr_flag {
constexpr uint32_t ue_reachability = 1u;
constexpr uint32_t t_ads = 2u;
constexpr uint32_t eps_user_state = 4u;
constexpr uint32_t eps_location = 8u;
constexpr uint32_t current_location = 16u;
constexpr uint32_t local_time_zone = 32u;
constexpr uint32_t remove_sms_registration = 64u;
constexpr uint32_t rat_type = 128u;
constexpr uint32_t p_cscf_restoration = 256u;
} // namespace idr_flag

namespace subscription_data {
constexpr uint32_t empty = 0u;
constexpr uint32_t filled = 1u;
} // namespace subscription_data

namespace subscription_id_type {
constexpr uint32_t e164 = 0u;
constexpr uint32_t imsi = 1u;
constexpr uint32_t sip_uri = 2u;
constexpr uint32_t nai = 3u;
} // namespace subscription_id_type

namespace data_reference {
constexpr uint32_t ims_user_state = 11u;
constexpr uint32_t location_information = 14u;
constexpr uint32_t user_state = 15u;
constexpr uint32_t msisdn = 17u;
constexpr uint32_t tads = 26u;
constexpr uint32_t csrn = 30u;
constexpr uint32_t reference_location = 31u;
constexpr uint32_t imsi = 32u;
constexpr uint32_t private_identity = 33u;
} // namespace data_reference

namespace monitoring_type {
constexpr uint32_t loss_of_connectivity = 0u;
constexpr uint32_t ue_reachability = 1u;
constexpr uint32_t location_reporting = 2u;
constexpr uint32_t change_of_imsi_imei = 3u;
constexpr uint32_t roaming_status = 4u;
constexpr uint32_t communication_failure = 5u;
constexpr uint32_t availability = 6u;
constexpr uint32_t number_of_ues = 7u;
} // namespace monitoring_type

namespace slg_location_type {
constexpr uint32_t current = 0u;
constexpr uint32_t current_or_last_known = 1u;
} // namespace slg_location_type

namespace required_access_info {
constexpr uint32_t user_location = 0u;
} // namespace required_access_info

namespace user_equipment_info_type {
constexpr uint32_t imeisv = 0u;
constexpr uint32_t mac = 1u;
} // namespace user_equipment_info_type

} // namespace diameter

} // namespace sigwarden
