// SPDX-License-Identifier: Apache-2.0
// sigwarden-player: sends a forged capture inside a network namespace of the lab. It is called by
// `sigwarden lab play`, which makes the namespaces; by itself it refuses every other interface.
//
//   sigwarden-player send --interface IF --file F [--rate N] [--loops N] [--mode M] [--progress]
//                         [--background F --share S]
//   sigwarden-player receive --interface IF     prepares the listening end for live frames
//   sigwarden-player survey --file F            what is in the file and whether it can be sent
//
// One JSON object on stdout, progress lines before it. Exit codes: 0 sent, 1 failed, 2 wrong call,
// 3 this kernel cannot send in that mode and nothing was sent, 5 a capability is missing.
#include <linux/capability.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string_view>

#include "native/lab/play_layout.h"
#include "native/lab/player.hpp"

namespace sigwarden::lab {
namespace {

enum Exit : int { kOk = 0, kFailed = 1, kUsage = 2, kUnavailable = 3, kPrivilege = 5 };

constexpr uint64_t kProgressNs = 200'000'000;
constexpr uint64_t kRateMax = 100'000'000;
constexpr double kShareMax = 0.9999;

using Arguments = std::map<std::string, std::string, std::less<>>;

bool read_arguments(int count, char** words, Arguments& arguments) {
  for (int i = 2; i < count; i++) {
    const std::string_view word = words[i];
    if (word == "--progress") {
      arguments["progress"] = "yes";
    } else if (word.starts_with("--") && i + 1 < count) {
      arguments[std::string(word.substr(2))] = words[++i];
    } else {
      return false;
    }
  }
  return true;
}

std::string value(const Arguments& arguments, std::string_view name, const char* otherwise = "") {
  const auto found = arguments.find(name);
  return found == arguments.end() ? otherwise : found->second;
}

bool has_capability(uint32_t which) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3]{};
  if (syscall(SYS_capget, &header, sets) != 0) return false;
  return (sets[which / 32].effective & (1u << (which % 32))) != 0;
}

int complain(int code, const std::string& error) {
  std::fprintf(stderr, "%s\n", error.c_str());
  return code;
}

void print(const char* mode, const Survey& survey, const CaptureFeed& feed, const Outcome& outcome,
           const InterfaceCounts& before, const InterfaceCounts& after) {
  const uint64_t all = outcome.sent + outcome.background;
  const double seconds = static_cast<double>(outcome.elapsed_ns) / 1e9;
  std::printf("{\"mode\":\"%s\",\"sent\":%" PRIu64 ",\"background\":%" PRIu64 ",\"octets\":%" PRIu64
              ",\"elapsed_s\":%.6f,\"frames_per_second\":%.0f,\"gigabits_per_second\":%.3f",
              mode, outcome.sent, outcome.background, outcome.octets, seconds,
              seconds > 0 ? static_cast<double>(all) / seconds : 0,
              seconds > 0 ? static_cast<double>(outcome.octets) * 8e-9 / seconds : 0);
  std::printf(",\"rounds\":%" PRIu64 ",\"renewed\":%" PRIu64 ",\"cut\":%" PRIu64, feed.rounds(),
              feed.renewed(), survey.cut);
  std::printf(",\"errors\":{\"xdp_xmit\":%" PRIu64 ",\"dropped\":%" PRIu64 ",\"refused\":%" PRIu64
              "},\"waits\":{\"retried\":%" PRIu64 ",\"starved\":%" PRIu64 ",\"moved\":%" PRIu64
              "}}\n",
              after.xdp_errors - before.xdp_errors, after.dropped - before.dropped, outcome.refused,
              outcome.retried, outcome.starved, outcome.moved);
}

bool make_order(const Arguments& arguments, CaptureFeed& feed, Survey& survey, Order& order,
                std::string& error) {
  order.rate = std::min<uint64_t>(std::strtoull(value(arguments, "rate", "0").c_str(), nullptr, 10),
                                  kRateMax);
  order.tells_progress = arguments.contains("progress");
  if (!feed.survey(survey, error)) return false;
  order.total = survey.frames * feed.rounds();
  order.longest = survey.longest;
  const std::string background = value(arguments, "background");
  if (background.empty()) return true;
  order.share = std::strtod(value(arguments, "share", "0.99").c_str(), nullptr);
  if (!(order.share >= 0 && order.share <= kShareMax)) {
    error = "--share is from 0 to 0.9999";
    return false;
  }
  if (!load_all(background, PLAY_BACKGROUNDS, PLAY_FRAME_OCTETS, order.background, error))
    return false;
  for (const auto& frame : order.background)
    order.longest = std::max(order.longest, static_cast<uint32_t>(frame.size()));
  return true;
}

int send(const Arguments& arguments) {
  Order order;
  std::string error;
  if (!accept_interface(value(arguments, "interface"), order.interface, error))
    return complain(kFailed, error);
  if (!has_capability(CAP_NET_RAW)) return complain(kPrivilege, "CAP_NET_RAW is missing");
  const uint64_t rounds =
      std::max<uint64_t>(1, std::strtoull(value(arguments, "loops", "1").c_str(), nullptr, 10));
  CaptureFeed feed(value(arguments, "file"), rounds);
  Survey survey;
  if (!make_order(arguments, feed, survey, order, error)) return complain(kFailed, error);
  const std::string mode = value(arguments, "mode", "sendmmsg");
  const bool is_live = mode == "live-frames";
  if (!is_live && mode != "sendmmsg") return complain(kUsage, "--mode is live-frames or sendmmsg");
  Outcome outcome;
  const InterfaceCounts before = read_counts(order.interface);
  const Played played = is_live ? play_live_frames(order, feed, outcome, error)
                                : play_by_socket(order, feed, outcome, error);
  const InterfaceCounts after = read_counts(order.interface);
  if (played == Played::unavailable) return complain(kUnavailable, error);
  print(mode.c_str(), survey, feed, outcome, before, after);
  if (played == Played::ok) return kOk;
  return complain(kFailed, played == Played::interrupted ? "interrupted" : error);
}

int receive(const Arguments& arguments) {
  LabInterface interface;
  std::string error;
  if (!accept_interface(value(arguments, "interface"), interface, error))
    return complain(kFailed, error);
  return attach_pass(interface, error) ? kOk : complain(kUnavailable, error);
}

int look(const Arguments& arguments) {
  CaptureFeed feed(value(arguments, "file"), 1);
  Survey survey;
  std::string error;
  if (!feed.survey(survey, error)) return complain(kFailed, error);
  std::printf("{\"frames\":%" PRIu64 ",\"octets\":%" PRIu64
              ",\"longest\":%u,\"longest_live\":%u,\"cut\":%" PRIu64 "}\n",
              survey.frames, survey.octets, survey.longest, PLAY_FRAME_OCTETS, survey.cut);
  return kOk;
}

} // namespace

std::atomic<bool> interrupted = false;

uint64_t now_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
}

void tell_progress(const Order& order, uint64_t sent) {
  static uint64_t next = 0;
  const uint64_t now = now_ns();
  if (now < next) return;
  next = now + kProgressNs;
  std::printf("{\"progress\":%" PRIu64 ",\"of\":%" PRIu64 "}\n", sent, order.total);
  std::fflush(stdout);
}

} // namespace sigwarden::lab

int main(int count, char** words) {
  using namespace sigwarden::lab;
  struct sigaction stop {};
  stop.sa_handler = [](int) { interrupted = true; };
  sigaction(SIGINT, &stop, nullptr);
  sigaction(SIGTERM, &stop, nullptr);
  const std::string_view verb = count > 1 ? words[1] : "";
  Arguments arguments;
  if (!read_arguments(count, words, arguments))
    return complain(kUsage, "an option has no value or no dashes");
  if (verb == "send") return send(arguments);
  if (verb == "receive") return receive(arguments);
  if (verb == "survey") return look(arguments);
  return complain(kUsage, "this is called by: sigwarden lab play");
}
