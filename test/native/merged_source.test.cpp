// SPDX-License-Identifier: Apache-2.0
#include "native/capture/merged_source.hpp"

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

/// Frames at given times, handed out one batch at a time.
class Listed final : public Source {
public:
  Listed(std::vector<uint64_t> times, SourceEnd end) : times_(std::move(times)), end_(end) {}
  uint32_t next(std::span<Frame> frames) override {
    uint32_t count = 0;
    for (; count < frames.size() && at_ < times_.size(); count++, at_++) {
      frames[count] = Frame{};
      frames[count].time_ns = times_[at_];
      frames[count].number = at_ + 1;
      frames[count].reference = 100 + at_;
    }
    return count;
  }
  bool at(uint64_t reference, Frame& frame) const override {
    if (reference < 100 || reference - 100 >= times_.size()) return false;
    frame.time_ns = times_[reference - 100];
    return true;
  }
  SourceEnd end() const override { return at_ < times_.size() ? SourceEnd::none : end_; }
  const Diagnostic& diagnostic() const override { return diagnostic_; }
  uint64_t position() const override { return at_; }
  uint64_t size() const override { return times_.size(); }

private:
  std::vector<uint64_t> times_;
  SourceEnd end_;
  Diagnostic diagnostic_;
  size_t at_ = 0;
};

/// Everything that is left, however many calls it takes.
std::vector<Frame> drain(Source& source) {
  std::vector<Frame> all;
  std::array<Frame, 8> frames;
  for (uint32_t count = source.next(frames); count > 0; count = source.next(frames))
    all.insert(all.end(), frames.begin(), frames.begin() + count);
  return all;
}

std::unique_ptr<Source> listed(std::vector<uint64_t> times, SourceEnd end = SourceEnd::complete) {
  return std::make_unique<Listed>(std::move(times), end);
}

MergedSource merged(std::unique_ptr<Source> a, std::unique_ptr<Source> b) {
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(std::move(a));
  sources.push_back(std::move(b));
  return MergedSource(std::move(sources));
}

} // namespace

TEST("frames of overlapping files come in packet time, the lower file first at equal times") {
  MergedSource source = merged(listed({10, 30, 50}), listed({10, 20, 60}));
  const std::vector<Frame> frames = drain(source);
  const uint64_t times[] = {10, 10, 20, 30, 50, 60};
  const uint64_t files[] = {0, 1, 1, 0, 0, 1};
  CHECK_EQ(frames.size(), size_t{6});
  for (uint32_t i = 0; i < frames.size(); i++) {
    CHECK_EQ(frames[i].time_ns, times[i]);
    CHECK_EQ(frames[i].reference >> 48, files[i]);
  }
  CHECK(source.end() == SourceEnd::complete);
}

TEST("a batch ends before a file must be read on, since that takes the octets already handed out") {
  MergedSource source = merged(listed({10, 20}), listed({30}));
  std::array<Frame, 8> frames;
  CHECK_EQ(source.next(frames), 2u);
  CHECK(source.end() == SourceEnd::none);
  CHECK_EQ(source.next(frames), 1u);
  CHECK_EQ(source.next(frames), 0u);
}

TEST("a frame is read again from the file it came from") {
  MergedSource source = merged(listed({10, 30}), listed({20}));
  const std::vector<Frame> frames = drain(source);
  CHECK_EQ(frames.size(), size_t{3});
  Frame again;
  CHECK(source.at(frames[1].reference, again));
  CHECK_EQ(again.time_ns, uint64_t{20});
  CHECK(!source.at(uint64_t{7} << 48, again));
  CHECK(!source.at((uint64_t{1} << 48) + 999, again));
}

TEST("a clock that steps back inside one file loses nothing and ends") {
  MergedSource source = merged(listed({50, 10, 60}), listed({40}));
  const std::vector<Frame> frames = drain(source);
  CHECK_EQ(frames.size(), size_t{4});
  CHECK_EQ(frames[0].time_ns, uint64_t{40});
  CHECK_EQ(frames[1].time_ns, uint64_t{50});
  CHECK_EQ(frames[2].time_ns, uint64_t{10});
}

TEST("one truncated file makes the whole import truncated") {
  MergedSource source = merged(listed({1}), listed({2}, SourceEnd::truncated));
  CHECK_EQ(drain(source).size(), size_t{2});
  CHECK(source.end() == SourceEnd::truncated);
}

CHECK_MAIN()
