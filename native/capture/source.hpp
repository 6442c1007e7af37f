// SPDX-License-Identifier: Apache-2.0
// What every origin of frames promises: batches of frames in the order of capture, a second reading
// of one frame for the evidence, and a reason when there are no more. Bad content never throws: it
// ends the source with a diagnostic that names the octet, and what could still be skipped is
// counted. Used by native/engine, one thread per source.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "native/decode/message.hpp"

namespace sigwarden {

enum class SourceEnd : uint8_t {
  none,      ///< more frames may come
  complete,  ///< everything was read
  truncated, ///< the file ends inside a record: what was before is whole
  damaged,   ///< a record contradicts itself, so that the next one cannot be found
};

/// Why and where reading ended; empty for a source that is open or complete.
struct Diagnostic {
  std::string what; ///< a clause without the source's name, such as "the record at octet 24 says …"
  uint64_t offset = 0; ///< of the record, from the start of the file
};

class Source {
public:
  virtual ~Source() = default;

  /// Fills `frames` from the front and returns how many; 0 means the end, told by end(). The octets
  /// of a frame stay valid until the next call.
  virtual uint32_t next(std::span<Frame> frames) = 0;
  /// Reads the frame of an earlier `Frame::reference` again, in octets that stay valid until the
  /// next call of at(); its number is 0. False when there is no frame at that place any more.
  virtual bool at(uint64_t reference, Frame& frame) const = 0;

  virtual SourceEnd end() const = 0;
  virtual const Diagnostic& diagnostic() const = 0;
  /// Octets read and octets in all, for a progress bar; 0 in all where that is not known.
  virtual uint64_t position() const = 0;
  virtual uint64_t size() const = 0;
};

} // namespace sigwarden
