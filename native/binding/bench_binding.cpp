// SPDX-License-Identifier: Apache-2.0
// What reading and decoding cost without anything behind them, for `sigwarden bench`. Time is this
// thread's processor time, so that a busy neighbour core does not count.
#include <ctime>

#include <array>
#include <memory>

#include "native/binding/binding.hpp"
#include "native/capture/capture_file.hpp"
#include "native/decode/decoder.hpp"

namespace sigwarden::binding {
namespace {

constexpr uint32_t kBatch = 64;

double thread_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

/// One pass over a capture: every record touched, and decoded when `decodes`.
Napi::Value pass(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::string path = string_argument(info, 0, "path");
  const bool decodes = boolean_argument(info, 1, "decodes");
  Counters counters{};
  std::string error;
  const std::unique_ptr<Source> source = open_capture_file(path, 0, counters, error);
  if (!source) refuse(env, "ERR_CAPTURE", error);

  const auto decoded = std::make_unique<Decoded>();
  NullSink sink;
  std::array<Frame, kBatch> frames;
  uint64_t frame_count = 0, messages = 0, octets = 0, touched = 0;
  const double start = thread_ns();
  for (uint32_t n = source->next(frames); n > 0; n = source->next(frames)) {
    frame_count += n;
    for (uint32_t i = 0; i < n; i++) {
      touched += frames[i].time_ns + (frames[i].captured > 0 ? frames[i].data[0] : 0);
      if (!decodes) continue;
      decode_frame(frames[i], *decoded, sink, counters);
      messages += decoded->message_count;
      if (decoded->message_count != 0) octets += frames[i].captured;
    }
  }
  const double spent = thread_ns() - start;

  Napi::Object result = Napi::Object::New(env);
  result.Set("frames", static_cast<double>(frame_count));
  result.Set("messages", static_cast<double>(messages));
  result.Set("octets", static_cast<double>(octets));
  result.Set("ns", spent);
  result.Set("touched", static_cast<double>(touched)); // used, so that the walk is not left out
  return result;
}

} // namespace

void init_bench(Napi::Env env, Napi::Object exports) {
  exports.Set("benchPass", Napi::Function::New(env, pass, "benchPass"));
}

} // namespace sigwarden::binding
