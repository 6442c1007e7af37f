// SPDX-License-Identifier: Apache-2.0
// Opens a capture file of any format that is read. Called by native/engine.
#pragma once

#include <memory>

#include "native/base/counters.hpp"
#include "native/capture/source.hpp"

namespace sigwarden {

/// A source over a pcap or pcapng file. `file` is the number that its frames carry; `counters`
/// outlives the source. Null, with one sentence for the user in `error`, when the file cannot be
/// read or is no capture.
std::unique_ptr<Source> open_capture_file(const std::string& path, uint16_t file,
                                          Counters& counters, std::string& error);

} // namespace sigwarden
