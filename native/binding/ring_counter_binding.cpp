// SPDX-License-Identifier: Apache-2.0
// `RingCounter`: takes frames from an interface and counts them, nothing more: what every receiver
// pays, against which `bench live` holds what the engine adds. For measuring alone.
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <ctime>
#include <thread>

#include "native/binding/capture_options.hpp"
#include "native/capture/interface_source.hpp"

namespace sigwarden::binding {
namespace {

constexpr uint32_t kBatch = 32; ///< as many as the engine takes
constexpr int kWaitMs = 1000;

class RingCounter : public Napi::ObjectWrap<RingCounter> {
public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "RingCounter", {InstanceMethod("stop", &RingCounter::stop)});
  }
  explicit RingCounter(const Napi::CallbackInfo& info);
  ~RingCounter() override { join(); }

private:
  Napi::Value stop(const Napi::CallbackInfo& info);
  void work();
  void join();

  std::unique_ptr<InterfaceSource> source_;
  std::string name_;
  int wake_ = -1;
  std::atomic<bool> is_stopping_{false};
  uint64_t frames_ = 0, octets_ = 0, thread_ns_ = 0; ///< the thread's until it is joined
  std::thread thread_;
};

/// new RingCounter(openerDescriptor, capture, cpu)
RingCounter::RingCounter(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  Napi::Env env = info.Env();
  const double opener = number_argument(info, 0, "openerDescriptor", 0, 1 << 20);
  const LiveOptions options = capture_of(env, info[1]);
  const double cpu = number_argument(info, 2, "cpu", -1, CPU_SETSIZE - 1);
  std::string why;
  CaptureFault fault = CaptureFault::system;
  name_ = options.interface;
  source_ = InterfaceSource::open(static_cast<int>(opener), {&options, 1}, 0, why, fault);
  if (!source_) refuse(env, code_of(fault), why);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  thread_ = std::thread([this] { work(); });
  if (cpu < 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<size_t>(cpu), &set);
  pthread_setaffinity_np(thread_.native_handle(), sizeof set, &set);
}

void RingCounter::work() {
  std::array<Frame, kBatch> frames;
  while (source_->end() == SourceEnd::none) {
    if (is_stopping_) source_->stop();
    const uint32_t count = source_->next(frames);
    for (uint32_t i = 0; i < count; i++)
      octets_ += frames[i].captured;
    frames_ += count;
    if (count == 0 && source_->end() == SourceEnd::none) source_->wait(wake_, kWaitMs);
  }
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  thread_ns_ =
      static_cast<uint64_t>(spent.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(spent.tv_nsec);
}

void RingCounter::join() {
  if (!thread_.joinable()) return;
  is_stopping_ = true;
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(wake_, &one, sizeof one);
  thread_.join();
  close(wake_);
}

/// Takes what the kernel still holds, and tells.
Napi::Value RingCounter::stop(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  join();
  Napi::Object result = Napi::Object::New(env);
  result.Set("frames", static_cast<double>(frames_));
  result.Set("octets", static_cast<double>(octets_));
  result.Set("threadNs", static_cast<double>(thread_ns_));
  result.Set("capture", to_object(env, name_, source_->status(0)));
  return result;
}

} // namespace

void init_ring_counter(Napi::Env env, Napi::Object exports) {
  exports.Set("RingCounter", RingCounter::define(env));
}

} // namespace sigwarden::binding
