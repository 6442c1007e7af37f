// SPDX-License-Identifier: Apache-2.0
// What both ways of sending are told and what they tell. A player sends every frame of the feed
// once, in order, exactly as it is, with background frames between them where a mix is wanted.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "native/lab/capture_feed.hpp"
#include "native/lab/guard.hpp"

namespace sigwarden::lab {

struct Order {
  LabInterface interface;
  uint64_t total = 0;   ///< frames of the feed
  uint32_t longest = 0; ///< octets
  uint64_t rate = 0;    ///< frames a second, background included; 0 as fast as it goes
  double share = 0;     ///< of background frames among all
  bool tells_progress = false;
  std::vector<std::vector<uint8_t>> background;
};

struct Outcome {
  uint64_t sent = 0;       ///< frames of the feed
  uint64_t background = 0; ///< frames between them
  uint64_t octets = 0;     ///< of both
  uint64_t elapsed_ns = 0;
  uint64_t retried = 0; ///< times that the kernel had no room; nothing is lost by it
  uint64_t refused = 0; ///< frames that could not be sent
  uint64_t starved = 0; ///< times that the sender waited for the reader of the file
  uint64_t moved = 0;   ///< times that the plan was moved, since the sender was too late
};

enum class Played : uint8_t {
  ok,
  interrupted,
  failed,
  unavailable, ///< this kernel cannot send this way; nothing was sent
};

/// How late a sender may be before its plan is moved instead of caught up with.
constexpr uint64_t kLateNs = 10'000'000;

/// Set by SIGINT and SIGTERM.
extern std::atomic<bool> interrupted;

/// sendmmsg() on a packet socket: any frame that the interface takes, 1,500 ns each.
Played play_by_socket(const Order& order, CaptureFeed& feed, Outcome& outcome, std::string& error);
/// BPF_PROG_RUN with live frames: frames up to a page, 400 ns each, a core for itself.
Played play_live_frames(const Order& order, CaptureFeed& feed, Outcome& outcome,
                        std::string& error);
/// Makes an interface take live frames one by one. False with a sentence in `error`.
bool attach_pass(const LabInterface& interface, std::string& error);

uint64_t now_ns();
/// Prints one line of progress when it is time for the next.
void tell_progress(const Order& order, uint64_t sent);

} // namespace sigwarden::lab
