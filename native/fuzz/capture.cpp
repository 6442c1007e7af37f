// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of capture files, pcap and pcapng: the file itself tells which.
#include "native/fuzz/capture_checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static sigwarden::check::CaptureChecks checks;
  checks.read(data, size);
  return 0;
}
