// SPDX-License-Identifier: Apache-2.0
// How often is this subscriber looked for, and by whom? Questions whose answer tells a place, in
// windows of packet time for each pair of a subscriber and who asks: an operator, or where that is
// not known the address. It counts entitled senders like others: a home network that asks for its
// own roamer several times an hour is what the report on far-away phones was about. It does not say
// which questions those are (native/engine/rates.cpp), nor how many are too many (the rules).
//
// A prepaid call makes its home network ask once. So a question waits: it counts when the next one
// comes or the time of a call is over, and not at all when a call follows. Windows therefore tell
// what was before a question, without it.
//
// A clock that steps back a little adds to earlier buckets. Past the oldest bucket a pair begins
// anew: it knows less then, never more.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/generated/limits.hpp"
#include "native/state/time_ring.hpp"

namespace sigwarden {

/// What is known of a pair at one time; -1 is not known.
struct Rates {
  int32_t hour = -1, six_hours = -1, day = -1; ///< questions
  int32_t days = -1;                           ///< of the last 32
  int32_t sustained_hours = -1;
  int32_t home_median = -1, times_median = -1;
  int32_t asking_operators = -1;
};

/// Questions of one asker about one subscriber.
struct TargetRates {
  static constexpr uint32_t kDays = 32;
  using Minutes = TimeRing<uint8_t, 6, 600>;
  using Hours = TimeRing<uint8_t, 24, 3600>;

  uint32_t newest_s = 0;
  uint32_t days = 0; ///< a bit for each day, its number modulo 32
  Minutes minutes;
  Hours hours;

  /// False when the hour is full and nothing was added.
  bool add(uint32_t time_s);
  uint32_t days_until(uint32_t now_s) const;
  /// Questions on the day (UTC) of `time_s`.
  uint32_t of_day(uint32_t time_s) const;
  uint32_t sustained_hours(uint32_t now_s) const;
};

/// Questions a day about one subscriber, over the subscribers of one home network that it asks for:
/// exact up to eight, then classes.
struct DailyQuestions {
  static constexpr std::array<uint32_t, 18> kUpTo{1,  2,  3,  4,  5,  6,  7,   8,   12,
                                                  16, 24, 32, 48, 64, 96, 128, 192, 256};
  static constexpr uint32_t kLeast = 50; ///< subscriber-days below which no median is told
  std::array<uint32_t, kUpTo.size()> subscriber_days{};

  /// One more question for a subscriber who had `before` that day.
  void raise(uint32_t before);
  /// Upper edge of the class that the median lies in; -1 when too little is known.
  int32_t median() const;
};

class Targets {
public:
  Targets(uint32_t pairs, uint32_t subscribers, uint32_t homes, const MixKey& key)
      : mix_(key), pairs_(pairs, key), asked_(subscribers, key), homes_(homes, key) {}

  struct Question {
    uint64_t subscriber = 0; ///< as subscriber_key()
    uint64_t asker = 0;      ///< as asker_key()
    uint16_t operator_number = 0;
    uint16_t home = 0;        ///< operator of the subscriber's home when that is who asks, else 0
    bool may_be_call = false; ///< the question that a call makes a home network ask
  };

  /// IMSI where known, else the number, both as in Digits::bcd; 0 for neither.
  static uint64_t subscriber_key(uint64_t imsi, uint64_t msisdn, uint8_t msisdn_length) {
    if (imsi != 0) return imsi; // fifteen digits leave the last nibble free
    return msisdn_length <= 15 ? msisdn | msisdn_length : 0;
  }
  /// Who asks: its operator, or the address where none is known.
  uint64_t asker_key(uint16_t operator_number, uint64_t address, uint64_t technology) const {
    return operator_number != 0 ? operator_number : mix(mix_, address, technology);
  }
  uint64_t hash(uint64_t subscriber) const { return asked_.hash({subscriber}); }
  void prefetch(uint64_t subscriber) const { asked_.prefetch({subscriber}); }

  /// Enters a question. False when a call just before explains it and it does not count.
  bool ask(const Question& question, uint32_t now_s);
  /// The home network asks for a roaming number. True when that explains the question that waits.
  bool call_to(uint64_t subscriber, uint64_t asker, uint32_t now_s);
  /// The serving network tells the home of a call. True when that explains a question that waits.
  bool call_by(uint64_t subscriber, uint32_t now_s);

  /// `home` is the operator of the subscriber's home, 0 unknown.
  Rates rates(uint64_t subscriber, uint64_t asker, uint16_t home, uint32_t now_s) const;

  uint32_t size() const { return pairs_.size(); }
  uint64_t pairs_evicted() const { return pairs_.evicted(); }
  uint64_t subscribers_evicted() const { return asked_.evicted(); }
  uint64_t homes_evicted() const { return homes_.evicted(); }
  size_t octets() const { return pairs_.octets() + asked_.octets() + homes_.octets(); }

private:
  struct PairKey {
    uint64_t subscriber, asker;
  };
  struct SubscriberKey {
    uint64_t subscriber;
  };
  struct HomeKey {
    uint64_t operator_number;
  };
  struct Asker {
    uint16_t operator_number, hour; ///< hour since 1970, modulo 2^16
  };
  /// What all askers of a subscriber share. Names no place.
  struct Asked {
    static constexpr uint32_t kAskers = 8;
    uint64_t asker = 0; ///< of the question that waits
    uint32_t asked_s = 0;
    uint32_t call_s = 0; ///< of the last call that the subscriber made; 0 none
    uint16_t home = 0;   ///< Question::home
    bool is_waiting = false, may_be_call = false;
    std::array<Asker, kAskers> askers{};

    void add_asker(uint16_t operator_number, uint32_t now_s);
    uint32_t operators_until(uint32_t now_s) const;
  };
  static_assert(sizeof(PairKey) + sizeof(TargetRates) <= 64, "a pair is one line of the cache");
  static_assert(sizeof(SubscriberKey) + sizeof(Asked) <= 64);

  void settle(uint64_t subscriber, Asked& asked);

  MixKey mix_;
  BoundedTable<PairKey, TargetRates> pairs_;
  BoundedTable<SubscriberKey, Asked> asked_;
  BoundedTable<HomeKey, DailyQuestions> homes_;
};

} // namespace sigwarden
