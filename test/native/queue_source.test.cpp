// SPDX-License-Identifier: Apache-2.0
#include "native/capture/queue_source.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

#include "native/generated/limits.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

constexpr uint64_t kWindow = QueueSource::kWindowOctetsMin;

/// Octets that tell their number at any place.
std::vector<uint8_t> octets_of(uint32_t number, uint32_t size) {
  std::vector<uint8_t> octets(size);
  for (uint32_t i = 0; i < size; i++)
    octets[i] = static_cast<uint8_t>(number * 31 + i);
  return octets;
}
bool push(QueueSource& queue, uint32_t number, uint32_t size) {
  const auto octets = octets_of(number, size);
  return queue.push({octets.data(), size}, size, uint64_t{number} * 1000);
}
bool is(const Frame& frame, uint32_t number, uint32_t size) {
  const auto octets = octets_of(number, size);
  return frame.captured == size && frame.time_ns == uint64_t{number} * 1000 &&
         std::memcmp(frame.data, octets.data(), size) == 0;
}
uint32_t size_of(uint32_t number) {
  return 40 + number * 97 % 1500;
}
uint64_t counted(const QueueSource& queue, Counter which) {
  Counters counters{};
  queue.add_to(counters);
  return value_of(counters, which);
}

} // namespace

TEST("frames come out of the other thread's queue as they went in, round and round") {
  constexpr uint32_t kFrames = 50'000;
  QueueSource queue(kWindow, 3, 113);
  std::thread pusher([&] {
    for (uint32_t i = 1; i <= kFrames; i++)
      while (!push(queue, i, size_of(i)))
        std::this_thread::yield();
  });
  uint32_t seen = 0, wrong = 0;
  Frame frames[32];
  while (seen < kFrames) {
    const uint32_t n = queue.next(frames);
    for (uint32_t i = 0; i < n; i++) {
      seen++;
      wrong += !is(frames[i], seen, size_of(seen)) || frames[i].number != seen ||
               frames[i].file != 3 || frames[i].link_type != 113;
    }
    if (n == 0 && !queue.wait(-1, 5000)) break;
  }
  pusher.join();
  CHECK_EQ(seen, kFrames);
  CHECK_EQ(wrong, 0u);
  CHECK_EQ(queue.end(), SourceEnd::none);
  queue.stop();
  CHECK_EQ(queue.next(frames), 0u);
  CHECK_EQ(queue.end(), SourceEnd::complete);
}

TEST("what finds no room is refused and counted, and half full is backed up") {
  QueueSource queue(kWindow, 0, 1);
  uint32_t taken = 0;
  while (push(queue, taken, 1000)) {
    taken++;
    if (taken == 100) CHECK(!queue.is_backed_up());
  }
  CHECK(taken > 500 && taken < 524); // half of the window, with the headers
  CHECK(queue.is_backed_up());
  CHECK(!push(queue, taken, 1000));
  CHECK_EQ(counted(queue, Counter::frames_queue_full), uint64_t{2});
  // A batch is in use until the next is asked for.
  std::vector<Frame> frames(taken);
  CHECK_EQ(queue.next(frames), taken);
  CHECK(!push(queue, taken, 1000));
  CHECK_EQ(queue.next(frames), 0u);
  CHECK(push(queue, taken, 1000));
  CHECK(!queue.is_backed_up());
}

TEST("a frame is found again by its reference until it may be overwritten") {
  QueueSource queue(kWindow, 0, 1);
  std::vector<uint64_t> references;
  Frame frames[1], again;
  for (uint32_t i = 0; i < 3000; i++) {
    CHECK(push(queue, i, 1000));
    CHECK_EQ(queue.next(frames), 1u);
    references.push_back(frames[0].reference);
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < 3000; i++) {
    if (!queue.at(references[i], again)) {
      CHECK_EQ(kept, 0u); // the oldest are gone, no others
      continue;
    }
    kept++;
    CHECK(is(again, i, 1000));
  }
  CHECK(kept > 400 && kept < 530);
  CHECK(!queue.at(references.back() + 1024, again)); // not yet there
}

TEST("a frame longer than any is cut, and says so; an empty one is a frame") {
  QueueSource queue(kWindow, 0, 1);
  const std::vector<uint8_t> octets(limits::frame_octets + 5, 7);
  CHECK(queue.push({octets.data(), limits::frame_octets + 5}, 0, 1));
  CHECK(queue.push({nullptr, 0}, 60, 2));
  Frame frames[4];
  CHECK_EQ(queue.next(frames), 2u);
  CHECK_EQ(frames[0].captured, limits::frame_octets);
  CHECK_EQ(frames[0].original, limits::frame_octets + 5);
  CHECK_EQ(frames[1].captured, 0u);
  CHECK_EQ(frames[1].original, 60u);
  CHECK_EQ(counted(queue, Counter::frames_cut), uint64_t{1});
}

TEST("a reader sleeps until a frame comes, it is woken, or the time is over") {
  QueueSource queue(kWindow, 0, 1);
  const int wake = eventfd(0, EFD_NONBLOCK);
  CHECK(!queue.wait(wake, 1));
  const uint64_t one = 1;
  CHECK(write(wake, &one, sizeof one) == sizeof one);
  CHECK(queue.wait(wake, 5000));
  uint64_t read_back;
  CHECK(read(wake, &read_back, sizeof read_back) == sizeof read_back);
  std::thread pusher([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    push(queue, 1, 60);
  });
  CHECK(queue.wait(wake, 5000));
  pusher.join();
  CHECK(queue.wait(wake, 5000)); // it is still there
  close(wake);
}

CHECK_MAIN()
