// SPDX-License-Identifier: Apache-2.0
#include "native/engine/live_engine.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <system_error>

namespace sigwarden {
namespace {

/// Frames between two looks at the mailbox, and two rings of the doorbell: some milliseconds.
constexpr uint32_t kStretch = 4096;
/// Longest sleep; everything that matters wakes the thread earlier.
constexpr int kIdleMs = 1000;

int checked(int descriptor, const char* what) {
  if (descriptor >= 0) return descriptor;
  std::perror(what);
  std::abort();
}

} // namespace

LiveEngine::LiveEngine(const LiveEngineOptions& options, std::unique_ptr<Ring> ring,
                       std::shared_ptr<const NetworkTimeline> networks, std::function<void()> ended)
    : ring_(std::move(ring)), engine_(options.engine, *ring_, std::move(networks)),
      ended_(std::move(ended)),
      doorbell_(checked(fcntl(options.doorbell, F_DUPFD_CLOEXEC, 0), "sigwarden: doorbell")),
      wake_(checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "sigwarden: eventfd")),
      cpu_(options.cpu) {}

LiveEngine::~LiveEngine() {
  abandon();
  close(doorbell_);
  close(wake_);
}

bool LiveEngine::start(std::unique_ptr<LiveSource> source, std::string& why) {
  source_ = std::move(source);
  const std::lock_guard lock(mutex_);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  if (cpu_ >= 0) {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (cpu_ < CPU_SETSIZE) CPU_SET(static_cast<size_t>(cpu_), &set);
    pthread_attr_setaffinity_np(&attributes, sizeof set, &set);
  }
  const auto run = [](void* self) -> void* {
    static_cast<LiveEngine*>(self)->work();
    return nullptr;
  };
  const int refused = pthread_create(&thread_, &attributes, run, this);
  pthread_attr_destroy(&attributes);
  if (refused != 0) {
    why = "a thread for the engine" + (cpu_ < 0 ? "" : " on processor " + std::to_string(cpu_)) +
          ": " + std::generic_category().message(refused);
    return false;
  }
  has_thread_ = serves_ = true;
  pthread_setname_np(thread_, "sw-engine");
  return true;
}

void LiveEngine::stop() {
  is_stopping_ = true;
  wake();
}

void LiveEngine::abandon() {
  is_abandoned_ = true;
  wake();
  if (std::exchange(has_thread_, false)) pthread_join(thread_, nullptr);
}

void LiveEngine::wake() const {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(wake_, &one, sizeof one);
}

void LiveEngine::pause() {
  const timespec millisecond{0, 1'000'000};
  nanosleep(&millisecond, nullptr);
}

void LiveEngine::post(const Post& post) {
  const std::lock_guard one_at_a_time(asking_);
  std::unique_lock lock(mutex_);
  if (!serves_) {
    post.run(const_cast<void*>(post.target), engine_);
    return;
  }
  post_ = post;
  has_post_ = true;
  wake();
  served_.wait(lock, [&] { return post_.run == nullptr; });
}

void LiveEngine::serve() {
  if (!has_post_.load(std::memory_order_relaxed)) return;
  const std::lock_guard lock(mutex_);
  if (post_.run != nullptr) post_.run(const_cast<void*>(post_.target), engine_);
  post_ = {};
  has_post_ = false;
  served_.notify_one();
}

void LiveEngine::work() {
  while (!is_abandoned_ && screen()) {
  }
  if (!is_abandoned_) finish();
  {
    const std::lock_guard lock(mutex_);
    serves_ = false;
    if (post_.run != nullptr) post_.run(const_cast<void*>(post_.target), engine_);
    post_ = {};
    served_.notify_one();
  }
  if (!is_abandoned_ && ended_) ended_();
}

/// One stretch, with all that belongs between stretches. False when the source has ended.
bool LiveEngine::screen() {
  serve();
  if (is_stopping_) source_->stop();
  const Engine::Progress progress = engine_.run(*source_, kStretch);
  ring_->ring_doorbell(doorbell_);
  if (progress == Engine::Progress::ring_full) {
    if (source_->is_backed_up())
      engine_.press_on(true);
    else
      pause();
    return true;
  }
  engine_.press_on(false);
  if (progress == Engine::Progress::more) return true;
  if (source_->end() != SourceEnd::none) return false;
  source_->wait(wake_, kIdleMs);
  uint64_t woken;
  [[maybe_unused]] const ssize_t got = read(wake_, &woken, sizeof woken);
  return true;
}

void LiveEngine::finish() {
  engine_.press_on(false);
  while (!is_abandoned_ && engine_.finish(source_.get()) == Engine::Progress::ring_full) {
    ring_->ring_doorbell(doorbell_);
    serve();
    pause();
  }
  ring_->ring_doorbell(doorbell_);
}

} // namespace sigwarden
