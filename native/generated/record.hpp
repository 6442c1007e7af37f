// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

constexpr uint8_t kRecordVersion = 2;

struct RecordHeader {
  uint8_t version; ///< Record version, 1
  uint8_t event; ///< Table event
  uint8_t technology; ///< Table technology
  uint8_t outcome; ///< Table outcome, as known at this event
  uint32_t body_octets; ///< Length of the body
  uint32_t sealed_octets; ///< Length of the sealed part
  uint32_t sequence; ///< Number of this event within its session, from 0
  uint64_t session_time_be; ///< Session id, first half: time of the first packet, ns, big-endian so that ids sort by time
  uint64_t session_hash; ///< Session id, second half: SipHash of tap, association and transaction ids
  uint64_t time; ///< Packet time of this event, ns since the epoch
  uint64_t frame; ///< Frame number in its capture, from 1
  uint32_t tap; ///< First 32 bits of the hash of the tap name
  uint16_t message; ///< Message within the frame, from 0
  uint16_t operation; ///< Operation id across protocols; 65535 unknown
  uint32_t source_network; ///< Stable key of the source network; 0 unknown
  uint32_t source_operator; ///< Stable key of its operator
  uint8_t subscriber[16]; ///< Pseudonym: SipHash-2-4-128 of the IMSI, else MSISDN, under the store key; zero when none
  uint64_t source_address; ///< SipHash of the calling title or Origin-Host
  uint64_t rule; ///< First 64 bits of the SHA-256 of the rule id; 0 unless a finding
  uint32_t rule_set; ///< First 32 bits of the SHA-256 of the compiled policy
  uint8_t severity; ///< Table severity
  uint8_t confidence; ///< Table confidence
  uint16_t purpose; ///< Bits purpose
  uint32_t disclosed; ///< Bits disclosed
  uint32_t requested; ///< Bits requested
  uint8_t direction; ///< Table direction
  uint8_t entitlement; ///< Table entitlement
  uint8_t evidence; ///< Table evidence
  uint8_t category; ///< Table category
  uint32_t home_network; ///< Stable key of the home network of the subscriber; 0 unknown
  uint8_t anomalies[16]; ///< Anomaly bits
};
static_assert(sizeof(RecordHeader) == 136);
static_assert(__builtin_offsetof(RecordHeader, version) == 0);
static_assert(__builtin_offsetof(RecordHeader, event) == 1);
static_assert(__builtin_offsetof(RecordHeader, technology) == 2);
static_assert(__builtin_offsetof(RecordHeader, outcome) == 3);
static_assert(__builtin_offsetof(RecordHeader, body_octets) == 4);
static_assert(__builtin_offsetof(RecordHeader, sealed_octets) == 8);
static_assert(__builtin_offsetof(RecordHeader, sequence) == 12);
static_assert(__builtin_offsetof(RecordHeader, session_time_be) == 16);
static_assert(__builtin_offsetof(RecordHeader, session_hash) == 24);
static_assert(__builtin_offsetof(RecordHeader, time) == 32);
static_assert(__builtin_offsetof(RecordHeader, frame) == 40);
static_assert(__builtin_offsetof(RecordHeader, tap) == 48);
static_assert(__builtin_offsetof(RecordHeader, message) == 52);
static_assert(__builtin_offsetof(RecordHeader, operation) == 54);
static_assert(__builtin_offsetof(RecordHeader, source_network) == 56);
static_assert(__builtin_offsetof(RecordHeader, source_operator) == 60);
static_assert(__builtin_offsetof(RecordHeader, subscriber) == 64);
static_assert(__builtin_offsetof(RecordHeader, source_address) == 80);
static_assert(__builtin_offsetof(RecordHeader, rule) == 88);
static_assert(__builtin_offsetof(RecordHeader, rule_set) == 96);
static_assert(__builtin_offsetof(RecordHeader, severity) == 100);
static_assert(__builtin_offsetof(RecordHeader, confidence) == 101);
static_assert(__builtin_offsetof(RecordHeader, purpose) == 102);
static_assert(__builtin_offsetof(RecordHeader, disclosed) == 104);
static_assert(__builtin_offsetof(RecordHeader, requested) == 108);
static_assert(__builtin_offsetof(RecordHeader, direction) == 112);
static_assert(__builtin_offsetof(RecordHeader, entitlement) == 113);
static_assert(__builtin_offsetof(RecordHeader, evidence) == 114);
static_assert(__builtin_offsetof(RecordHeader, category) == 115);
static_assert(__builtin_offsetof(RecordHeader, home_network) == 116);
static_assert(__builtin_offsetof(RecordHeader, anomalies) == 120);

} // namespace sigwarden
