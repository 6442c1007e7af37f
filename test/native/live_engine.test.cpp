// SPDX-License-Identifier: Apache-2.0
// The engine on its own thread: frames in from one thread, calls from it, records out to another,
// and all of it the same as the engine alone makes of the same frames.
#include "native/engine/live_engine.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

#include "native/capture/queue_source.hpp"
#include "test/native/engine_capture.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

constexpr uint64_t kRing = 64u << 20;

EngineOptions engine_options() {
  EngineOptions options;
  options.key = {11, 22};
  options.capacities = {4096, 256, 1024, 4096, 1024, 4096, 512, 512, 4096, 4096, 512, 4096};
  return options;
}

/// Payloads of a ring, in order.
class Consumer {
public:
  explicit Consumer(int descriptor) {
    std::string why;
    CHECK(memory_.open(descriptor, why));
  }
  void drain() {
    uint64_t tail = word(ring_image::tail_offset).load();
    const uint64_t head = word(ring_image::head_offset).load(std::memory_order_acquire);
    while (tail < head) {
      const uint8_t* at =
          memory_.base() + ring_image::data_offset + (tail & (memory_.capacity() - 1));
      const uint32_t size = load_le32(at);
      if (load_le32(at + 4) == ring_image::kind::record) {
        records.append(reinterpret_cast<const char*>(at + 8), size);
        count++;
      }
      tail += (uint64_t{8} + size + 7) & ~uint64_t{7};
    }
    word(ring_image::tail_offset).store(tail, std::memory_order_release);
  }
  std::string records;
  uint32_t count = 0;

private:
  std::atomic_ref<uint64_t> word(uint32_t offset) {
    return std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(memory_.base() + offset));
  }
  RingMapping memory_;
};

/// A live engine that is fed by a queue.
struct Live {
  explicit Live(uint64_t ring_octets = kRing, uint64_t window = 1u << 26) {
    std::string why;
    auto made = Ring::create(ring_octets, why);
    consumer = std::make_unique<Consumer>(made->descriptor());
    auto source = std::make_unique<QueueSource>(window, 0, 1);
    queue = source.get();
    LiveEngineOptions options;
    options.engine = engine_options();
    options.doorbell = doorbell = eventfd(0, EFD_NONBLOCK);
    engine = std::make_unique<LiveEngine>(options, std::move(made), timeline(),
                                          [this] { has_ended = true; });
    engine->ask([](Engine& of) { of.set_policy(rules().build()); });
    CHECK(engine->start(std::move(source), why));
  }
  ~Live() {
    engine.reset();
    close(doorbell);
  }

  void feed(Capture& capture) {
    capture.rewind();
    Frame frame;
    while (capture.next({&frame, 1}) == 1)
      while (!queue->push({frame.data, frame.captured}, frame.original, frame.time_ns))
        std::this_thread::yield();
  }
  /// Stops, takes everything until the thread has ended.
  void finish() {
    engine->stop();
    while (!has_ended) {
      consumer->drain();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    consumer->drain();
  }
  uint64_t counter(Counter which) {
    uint64_t value = 0;
    engine->ask([&](Engine& of) { value = value_of(of.counters(), which); });
    return value;
  }

  std::unique_ptr<LiveEngine> engine;
  std::unique_ptr<Consumer> consumer;
  QueueSource* queue = nullptr;
  std::atomic<bool> has_ended{false};
  int doorbell = -1;
};

/// What the engine alone makes of the frames.
Consumer alone(Capture& capture) {
  std::string why;
  auto ring = Ring::create(kRing, why);
  Consumer out(ring->descriptor());
  Engine engine(engine_options(), *ring, timeline());
  engine.set_policy(rules().build());
  capture.rewind();
  while (engine.run(capture, 1000) != Engine::Progress::end)
    out.drain();
  while (engine.finish(&capture) != Engine::Progress::end)
    out.drain();
  out.drain();
  return out;
}

bool wait_for(const std::function<bool()>& condition) {
  for (int i = 0; i < 10'000; i++) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

} // namespace

TEST("frames fed to the thread give the records that the engine alone writes, octet for octet") {
  Capture capture = questions(2000);
  const Consumer expected = alone(capture);
  CHECK_EQ(expected.count, 6000u);
  Live live;
  std::thread feeder([&] { live.feed(capture); });
  // Calls come in between, as from a command that shows the status.
  uint64_t seen = 0;
  while (seen < 4000) {
    const uint64_t now = live.counter(Counter::frames_read);
    CHECK(now >= seen);
    seen = now;
    live.consumer->drain();
  }
  feeder.join();
  live.finish();
  CHECK(live.consumer->records == expected.records);
  CHECK_EQ(live.counter(Counter::records_lost), uint64_t{0});
  CHECK_EQ(live.counter(Counter::frames_read), uint64_t{4000}); // answered here, the thread is gone
}

TEST("what is found at the answer has the frame of the question from the window") {
  Capture capture;
  capture.update(kFarTitle, 1, 0);
  capture.update(kIslandTitle, 2, 100);
  capture.update(kFarTitle, 3, 200);
  const Consumer expected = alone(capture);
  Live live;
  live.feed(capture);
  live.finish();
  CHECK_EQ(live.counter(Counter::evidence_missing), uint64_t{0});
  CHECK(live.consumer->records == expected.records);
}

TEST("swapping the configuration under way changes nothing where it is the same") {
  Capture capture = questions(2000);
  const Consumer expected = alone(capture);
  Live live;
  std::thread feeder([&] { live.feed(capture); });
  for (int i = 0; i < 50; i++) {
    live.engine->ask([](Engine& of) {
      of.set_networks(timeline());
      of.set_policy(rules().build());
      of.set_links(LinkConfig{});
    });
    live.consumer->drain();
  }
  feeder.join();
  live.finish();
  CHECK(live.consumer->records == expected.records);
}

TEST("a consumer that is slow is waited for while the source has room: nothing is lost") {
  Capture capture = questions(4000);
  const Consumer expected = alone(capture);
  Live live(4u << 20); // the ring holds a third of what is written
  live.feed(capture);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(live.counter(Counter::frames_read) < 8000);
  CHECK_EQ(live.counter(Counter::records_lost), uint64_t{0});
  live.finish();
  CHECK(live.consumer->records == expected.records);
}

TEST("when frames back up, screening goes on: lost records are counted, no frame is missed") {
  Capture capture = questions(30'000);
  Live live(1u << 20, 8u << 20); // 4 MiB of frames may wait, 11 MiB come
  live.feed(capture);            // ends only if the engine does not wait for the sleeping consumer
  CHECK(wait_for([&] { return live.counter(Counter::records_lost) > 10'000; }));
  live.finish();
  CHECK_EQ(live.counter(Counter::frames_read), uint64_t{60'000});
  CHECK_EQ(live.counter(Counter::findings), uint64_t{30'000});
  CHECK_EQ(live.counter(Counter::records_lost) + live.counter(Counter::records_written),
           uint64_t{90'000});
  CHECK_EQ(live.counter(Counter::records_written), uint64_t{live.consumer->count});
}

TEST("an engine that is dropped ends at once, however full its ring is") {
  Capture capture = questions(4000);
  Live live(1u << 20);
  live.feed(capture);
  live.engine->stop();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(!live.has_ended); // open dialogues wait for room
  live.engine->abandon();
  CHECK(!live.has_ended); // nobody is told: whoever abandons knows
}

TEST("the doorbell rings for a consumer that sleeps") {
  Capture capture = questions(1);
  Live live;
  live.consumer->drain();
  std::string why;
  RingMapping memory;
  live.engine->ask([&](Engine& of) { CHECK(memory.open(of.ring().descriptor(), why)); });
  std::atomic_ref<uint32_t>(*reinterpret_cast<uint32_t*>(memory.base() + ring_image::armed_offset))
      .store(1);
  live.feed(capture);
  pollfd wanted{live.doorbell, POLLIN, 0};
  CHECK_EQ(poll(&wanted, 1, 5000), 1);
  live.finish();
}

TEST("a processor that is not there is refused by its number") {
  std::string why;
  LiveEngineOptions options;
  options.engine = engine_options();
  options.cpu = 1000;
  options.doorbell = eventfd(0, 0);
  LiveEngine engine(options, Ring::create(4096, why), timeline(), [] {});
  CHECK(!engine.start(std::make_unique<QueueSource>(0, 0, 1), why));
  CHECK_EQ(why, std::string("a thread for the engine on processor 1000: Invalid argument"));
  uint32_t open = 1;
  engine.ask([&](Engine& of) { open = of.dialogues().size(); });
  CHECK_EQ(open, 0u);
  close(options.doorbell);
}

CHECK_MAIN()
