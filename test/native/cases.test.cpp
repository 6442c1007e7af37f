// SPDX-License-Identifier: Apache-2.0
// The case files of test/decode under sanitizers, as test/decode/write-runs.ts writes them: each
// run as it stands, with each of its frames cut at each octet, and with each octet one more and one
// less. How a run should read is known to test/decode/cases.test.ts; here nothing may be read
// beyond its end, and what frame_checks.hpp says must hold.
#include <cstring>

#include "native/fuzz/frame_checks.hpp"
#include "test/native/capture_files.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr const char* kWhole = "build/cases/whole.pcapng";
constexpr const char* kCuts = "build/cases/cuts.pcapng";
/// Runs are further apart than this, frames of a run are not.
constexpr uint64_t kApartNs = 1800ULL * 1'000'000'000;

struct RunFrame {
  Frame frame;
  Octets octets;
};
using Run = std::vector<RunFrame>;

/// Calls `take` for each run of a file; how many there were.
template <class Take> uint32_t for_each_run(const char* path, Take&& take) {
  Counters counters{};
  std::string error;
  const auto source = open_capture_file(path, 0, counters, error);
  if (source == nullptr) {
    check::failed(path, 0, error + " (make build/cases/whole.pcapng)");
    return 0;
  }
  uint32_t runs = 0;
  Run run;
  std::array<Frame, 1> next;
  while (source->next(next) == 1) {
    const Frame& frame = next[0];
    if (!run.empty() && frame.time_ns - run.back().frame.time_ns > kApartNs) {
      take(run);
      runs++;
      run.clear();
    }
    run.push_back({frame, Octets(frame.data, frame.data + frame.captured)});
  }
  if (run.empty()) return runs;
  take(run);
  return runs + 1;
}

check::FrameChecks& checks() {
  static check::FrameChecks all;
  return all;
}

void decode(const Frame& like, const uint8_t* octets, uint32_t size) {
  // Its own memory, as long as it is: the sanitizer knows its end.
  const std::unique_ptr<uint8_t[]> exact(new uint8_t[size]);
  if (size != 0) std::memcpy(exact.get(), octets, size);
  Frame frame = like;
  frame.data = exact.get();
  frame.captured = size;
  checks().decode(frame);
}

/// The run with one frame as `size` of `octets`, from nothing kept.
void decode_with(const Run& run, size_t index, const Octets& octets, size_t size) {
  checks().forget();
  for (size_t i = 0; i < run.size(); i++) {
    const Octets& own = i == index ? octets : run[i].octets;
    decode(run[i].frame, own.data(), static_cast<uint32_t>(i == index ? size : own.size()));
  }
}

void decode_whole(const Run& run) {
  decode_with(run, run.size(), {}, 0);
}

void mutate(const Run& run) {
  decode_whole(run);
  for (size_t index = 0; index < run.size(); index++) {
    Octets octets = run[index].octets;
    for (size_t at = 0; at < octets.size(); at++) {
      decode_with(run, index, octets, at);
      for (const int change : {1, -1}) {
        const uint8_t kept = octets[at];
        octets[at] = static_cast<uint8_t>(kept + change);
        decode_with(run, index, octets, octets.size());
        octets[at] = kept;
      }
    }
  }
}

} // namespace

TEST("no case reads beyond its end, cut at any octet or with any octet off by one") {
  const uint32_t runs = for_each_run(kWhole, mutate);
  CHECK(runs > 0);
  std::printf("  %u cases\n", runs);
}

TEST("no case reads beyond its end, cut where the lengths around it agree with the cut") {
  CHECK(for_each_run(kCuts, decode_whole) > 0);
}

CHECK_MAIN()
