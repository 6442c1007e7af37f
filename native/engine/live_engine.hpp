// SPDX-License-Identifier: Apache-2.0
// An engine on a thread of its own: frames from a live source in, records in the ring out, the
// doorbell once a batch. Everything that others want to know or change is a call that the thread
// runs between two stretches of frames, so that the engine has one owner and no lock lies on the
// path.
//
// Time stays packet time. A line without packets is a line without time: nothing expires until the
// next packet or stop(); heartbeats (RFC 9260 §8.3, RFC 3539 §3.4.1) make that half a minute.
//
// A consumer that does not make way is waited for as long as the source holds what comes
// meanwhile. When the source is backed up the engine goes on without room: each record that is lost
// is counted, and what happened is known to the tables. A slow disk must not make the box blind.
#pragma once

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

#include "native/capture/live_source.hpp"
#include "native/engine/engine.hpp"

namespace sigwarden {

struct LiveEngineOptions {
  EngineOptions engine;
  int doorbell = -1; ///< eventfd of the consumer; stays the caller's
  int cpu = -1;      ///< the only processor of the thread; -1 leaves it to the system
};

class LiveEngine {
public:
  /// `ended` is called on the engine's thread, as the last thing it does.
  LiveEngine(const LiveEngineOptions& options, std::unique_ptr<Ring> ring,
             std::shared_ptr<const NetworkTimeline> networks, std::function<void()> ended);
  /// Leaves open dialogues as they are; stop() and wait for `ended` to end them.
  ~LiveEngine();
  LiveEngine(const LiveEngine&) = delete;
  LiveEngine& operator=(const LiveEngine&) = delete;

  /// Screens what `source` gives. Once. Open it when the engine is there: the memory of the tables
  /// takes a moment to come, in which a line would fill its rings. False when there is no such
  /// processor or no thread, and `why` says which.
  bool start(std::unique_ptr<LiveSource> source, std::string& why);
  /// No more frames from the line. What the source holds is screened, open dialogues are ended,
  /// the consumer is waited for; then the thread ends. Returns at once.
  void stop();
  /// Ends the thread where it is and waits for it.
  void abandon();

  /// Runs `call(engine)` between two stretches on the engine's thread and waits for it; on this
  /// thread when that one does not run.
  template <class Call> void ask(Call&& call) {
    using Target = std::remove_reference_t<Call>;
    post({[](void* target, Engine& engine) { (*static_cast<Target*>(target))(engine); }, &call});
  }

private:
  struct Post {
    void (*run)(void* target, Engine& engine) = nullptr;
    const void* target = nullptr;
  };

  void post(const Post& post);
  void serve();
  void work();
  bool screen();
  void finish();
  void wake() const;
  static void pause();

  std::unique_ptr<Ring> ring_;
  std::unique_ptr<LiveSource> source_;
  Engine engine_;
  std::function<void()> ended_;
  int doorbell_ = -1;
  int wake_ = -1; ///< eventfd: there is a call, or the thread shall end
  int cpu_;
  std::atomic<bool> has_post_{false}, is_stopping_{false}, is_abandoned_{false};
  std::mutex asking_; ///< one call at a time
  std::mutex mutex_;  ///< of what follows
  std::condition_variable served_;
  Post post_;
  bool serves_ = false; ///< the thread runs and will look at post_
  pthread_t thread_{};
  bool has_thread_ = false; ///< started and not joined
};

} // namespace sigwarden
