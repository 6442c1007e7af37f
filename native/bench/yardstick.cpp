// SPDX-License-Identifier: Apache-2.0
// `yardstick FILE`: one pass of the bare decoder (bare_decoder.hpp) over a little-endian pcap file
// of Ethernet frames in memory; prints frames, messages and nanoseconds of processor time as JSON.
// Built beside the appliance for `sigwarden bench`, and no part of it. Believes its file, which the
// lab wrote a moment ago.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>

#include "native/bench/bare_decoder.hpp"

namespace {

double process_ns() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

yardstick::Octets map_file(const char* path) {
  const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
  struct stat about {};
  if (descriptor < 0 || ::fstat(descriptor, &about) != 0 || about.st_size > INT32_MAX) return {};
  const auto size = static_cast<size_t>(about.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  ::close(descriptor);
  if (data == MAP_FAILED) return {};
  return {static_cast<const uint8_t*>(data), static_cast<uint32_t>(size)};
}

} // namespace

int main(int count, char** words) {
  constexpr uint32_t kFileHeader = 24, kRecordHeader = 16;
  const yardstick::Octets file = count == 2 ? map_file(words[1]) : yardstick::Octets{};
  if (file.size < kFileHeader) {
    std::fprintf(stderr, "yardstick FILE: a pcap file shorter than 2 GiB\n");
    return 2;
  }
  uint64_t frames = 0, messages = 0, sum = 0;
  const double start = process_ns();
  for (uint32_t at = kFileHeader; file.size - at >= kRecordHeader;) {
    uint32_t captured;
    std::memcpy(&captured, file.data + at + 8, sizeof captured);
    at += kRecordHeader;
    if (captured > file.size - at) break;
    frames++;
    yardstick::read_frame({file.data + at, captured}, [&](const yardstick::Request& request) {
      messages++;
      // Used, so that no reading is left out.
      sum += static_cast<uint64_t>(request.operation) * 1'000'003 + request.imsi + request.otid +
             request.called.digits + request.calling.digits + request.context + request.tsn +
             request.opc + request.dpc;
    });
    at += captured;
  }
  const double spent = process_ns() - start;
  std::printf("{\"frames\":%llu,\"messages\":%llu,\"ns\":%.0f,\"sum\":%llu}\n",
              static_cast<unsigned long long>(frames), static_cast<unsigned long long>(messages),
              spent, static_cast<unsigned long long>(sum));
  return 0;
}
