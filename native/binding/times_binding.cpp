// SPDX-License-Identifier: Apache-2.0
// When the packets of a capture were taken: the first and the last time of it, by reading its
// records alone. Knowledge of networks is dated, and only what holds in between needs to be
// compiled.
#include <algorithm>
#include <array>
#include <memory>

#include "native/binding/binding.hpp"
#include "native/capture/capture_file.hpp"

namespace sigwarden::binding {
namespace {

constexpr uint32_t kBatch = 64;

/// [first, last] in nanoseconds; null for a capture without frames.
Napi::Value capture_times(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::string path = string_argument(info, 0, "path");
  Counters counters{};
  std::string error;
  const std::unique_ptr<Source> source = open_capture_file(path, 0, counters, error);
  if (!source) refuse(env, "ERR_CAPTURE", error);
  std::array<Frame, kBatch> frames;
  uint64_t first = UINT64_MAX, last = 0;
  for (uint32_t n = source->next(frames); n > 0; n = source->next(frames))
    for (uint32_t i = 0; i < n; i++) {
      first = std::min(first, frames[i].time_ns);
      last = std::max(last, frames[i].time_ns);
    }
  if (first > last) return env.Null();
  Napi::Array times = Napi::Array::New(env, 2);
  times.Set(0U, Napi::BigInt::New(env, first));
  times.Set(1U, Napi::BigInt::New(env, last));
  return times;
}

} // namespace

void init_times(Napi::Env env, Napi::Object exports) {
  exports.Set("captureTimes", Napi::Function::New(env, capture_times, "captureTimes"));
}

} // namespace sigwarden::binding
