// SPDX-License-Identifier: Apache-2.0
// Memory is the sender's to spend where a frame can have some allocated. Counts what is asked of
// the allocator while frames are decoded, and while the engine takes them to their records: none,
// once tables are in place. The frames are those of the case files, with all their cuts, and
// dialogues that are found.
#include <atomic>

#include "native/capture/capture_file.hpp"
#include "test/native/check.hpp"
#include "test/native/engine_capture.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

// Of the sanitizers' runtime (sanitizer/allocator_interface.h, which GCC does not install).
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void*,
                                                                           size_t),
                                                         void (*on_free)(const volatile void*));

namespace {

std::atomic<uint64_t> allocations;

void count_from_now() {
  static const int is_installed = __sanitizer_install_malloc_and_free_hooks(
      [](const volatile void*, size_t) { allocations++; }, [](const volatile void*) {});
  if (is_installed == 0) std::abort();
}

/// Allocations of `what`, by malloc or new.
template <class What> uint64_t allocations_of(What&& what) {
  count_from_now();
  const uint64_t before = allocations;
  what();
  return allocations - before;
}

/// Decodes a whole file in its order; how many frames there were.
uint64_t decode_file(const char* path, Decoded& decoded, Reassembly& held) {
  Counters read{}, counted{};
  std::string error;
  const auto source = open_capture_file(path, 0, read, error);
  CHECK_EQ(error, "");
  if (source == nullptr) return 0;
  NullSink nothing;
  uint64_t frames = 0;
  std::array<Frame, 1> frame;
  for (; source->next(frame) == 1; frames++) {
    const uint64_t made = allocations_of([&] {
      held.joined.clear();
      decode_frame(frame[0], decoded, nothing, counted, &held);
    });
    if (made != 0) check::failed(path, static_cast<int>(frame[0].number), "this frame allocates");
  }
  return frames;
}

} // namespace

TEST("an allocation is seen") {
  // Volatile, so that the compiler does not leave out what leads to nothing.
  static void* volatile kept;
  CHECK_EQ(allocations_of([] { kept = ::operator new(1); }), 1u);
  ::operator delete(kept);
  CHECK_EQ(allocations_of([] { kept = std::malloc(1); }), 1u);
  std::free(kept);
  CHECK_EQ(allocations_of([] {}), 0u);
}

TEST("no frame of any case allocates while it is decoded, whole or cut") {
  const auto decoded = std::make_unique<Decoded>();
  Reassembly held{MixKey{}};
  CHECK(decode_file("build/cases/whole.pcapng", *decoded, held) > 0);
  CHECK(decode_file("build/cases/cuts.pcapng", *decoded, held) > 0);
}

TEST("no frame allocates on its way to its records") {
  Capture capture = questions(2000);
  Wire wire(rules().build());
  uint64_t made = 0, stretches = 0, records = 0;
  for (Engine::Progress progress = Engine::Progress::more; progress != Engine::Progress::end;) {
    const uint64_t here = allocations_of([&] { progress = wire.engine().run(capture, 100); });
    if (stretches++ > 0) made += here; // the first finds its tables and buffers
    records += wire.drain().size();
  }
  CHECK(stretches > 10 && records > 1000);
  CHECK_EQ(made, 0u);
}

CHECK_MAIN()
