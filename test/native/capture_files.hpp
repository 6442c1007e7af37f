// SPDX-License-Identifier: Apache-2.0
// Capture files written octet by octet for the tests of native/capture, and a reader that takes
// everything a file yields.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "native/capture/capture_file.hpp"
#include "test/native/octets.hpp"

namespace sigwarden::test {

/// Writes numbers in either byte order.
struct Writer {
  bool is_big = false;
  Octets number(uint64_t value, int size) const {
    Octets o = big_endian(value, size);
    return is_big ? o : Octets(o.rbegin(), o.rend());
  }
  Octets u16(uint64_t value) const { return number(value, 2); }
  Octets u32(uint64_t value) const { return number(value, 4); }
};

struct PcapWriter : Writer {
  uint32_t magic = 0xA1B2C3D4;
  Octets header(uint32_t link_type = 1) const {
    return u32(magic) + u16(2) + u16(4) + u32(0) + u32(0) + u32(65535) + u32(link_type);
  }
  Octets record(uint64_t seconds, uint64_t fraction, const Octets& data,
                size_t original = 0) const {
    return u32(seconds) + u32(fraction) + u32(data.size()) +
           u32(original == 0 ? data.size() : original) + data;
  }
};

struct PcapngWriter : Writer {
  Octets block(uint32_t type, Octets body) const {
    body.resize((body.size() + 3) & ~size_t{3});
    return u32(type) + u32(body.size() + 12) + body + u32(body.size() + 12);
  }
  Octets section() const {
    return block(0x0A0D0D0A, u32(0x1A2B3C4D) + u16(1) + u16(0) + number(UINT64_MAX, 8));
  }
  Octets option(uint32_t code, const Octets& value) const {
    Octets padded = value;
    padded.resize((padded.size() + 3) & ~size_t{3});
    return u16(code) + u16(value.size()) + padded;
  }
  Octets interface(uint32_t link_type, const Octets& options = {}, uint32_t snap_length = 0) const {
    return block(1, u16(link_type) + u16(0) + u32(snap_length) + options);
  }
  Octets enhanced(uint32_t interface, uint64_t ticks, const Octets& data) const {
    return block(6, u32(interface) + u32(ticks >> 32) + u32(ticks & UINT32_MAX) + u32(data.size()) +
                        u32(data.size()) + data);
  }
  Octets simple(const Octets& data) const { return block(3, u32(data.size()) + data); }
  Octets obsolete(uint32_t interface, uint64_t ticks, const Octets& data) const {
    return block(2, u16(interface) + u16(0) + u32(ticks >> 32) + u32(ticks & UINT32_MAX) +
                        u32(data.size()) + u32(data.size()) + data);
  }
};

/// A file that is gone after the test.
class TemporaryFile {
public:
  explicit TemporaryFile(const Octets& content) {
    const char* folder = std::getenv("TMPDIR");
    path_ = std::string(folder != nullptr ? folder : "/tmp") + "/sigwarden-test-XXXXXX";
    const int descriptor = mkstemp(path_.data());
    if (descriptor < 0) std::abort();
    size_t done = 0;
    while (done < content.size()) {
      const ssize_t n = ::write(descriptor, content.data() + done, content.size() - done);
      if (n <= 0) std::abort();
      done += static_cast<size_t>(n);
    }
    ::close(descriptor);
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

private:
  std::string path_;
};

struct ReadFrame {
  Frame frame;
  Octets octets;
};

/// All that a file yields. Each frame is read a second time by its reference, and must be the same.
struct ReadFile {
  std::vector<ReadFrame> frames;
  std::string error;
  Counters counters{};
  SourceEnd end = SourceEnd::none;
  Diagnostic diagnostic;
  uint64_t counted(Counter which) const { return value_of(counters, which); }
};

inline ReadFile read_file(const Octets& content, uint32_t batch = 7) {
  const TemporaryFile file(content);
  ReadFile r;
  const std::unique_ptr<Source> source = open_capture_file(file.path(), 3, r.counters, r.error);
  if (source == nullptr) return r;
  std::vector<Frame> frames(batch);
  while (const uint32_t n = source->next(frames))
    for (uint32_t i = 0; i < n; i++)
      r.frames.push_back({frames[i], Octets(frames[i].data, frames[i].data + frames[i].captured)});
  r.end = source->end();
  r.diagnostic = source->diagnostic();
  for (ReadFrame& read : r.frames) {
    Frame again;
    if (!source->at(read.frame.reference, again)) std::abort();
    if (Octets(again.data, again.data + again.captured) != read.octets) std::abort();
    if (again.link_type != read.frame.link_type || again.file != 3) std::abort();
    read.frame.data = nullptr; // no longer there
  }
  return r;
}

} // namespace sigwarden::test
