// SPDX-License-Identifier: Apache-2.0
// What a source adds when its frames come from a line: next() gives what is there now and may give
// nothing, waiting is apart from reading, and it ends when it is told to. Used by
// native/engine/live_engine, whose thread alone calls it.
#pragma once

#include "native/capture/source.hpp"

namespace sigwarden {

class LiveSource : public Source {
public:
  // next() returns 0 when there is nothing now; end() stays `none` until stop() was called and
  // everything that was there has been handed out.

  /// Sleeps until frames may be there, `wake_descriptor` can be read or the time is over. False
  /// only in the last case.
  virtual bool wait(int wake_descriptor, int timeout_ms) = 0;
  /// So much waits that frames will soon be dropped: now is the time not to wait for anything.
  virtual bool is_backed_up() const = 0;
  /// Takes no more from the line; next() hands out what is held, then end() is `complete`.
  virtual void stop() = 0;
};

} // namespace sigwarden
