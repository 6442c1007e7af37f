// SPDX-License-Identifier: Apache-2.0
// `sigwarden-opener FD INTERFACE…`: started by `sigwarden run` with its end of the socket pair as
// FD and the interfaces that it may open.
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "native/opener/opener.hpp"

int main(int count, char** arguments) {
  int descriptor = -1;
  if (count > 2) {
    const char* end = arguments[1] + std::strlen(arguments[1]);
    const auto [at, error] = std::from_chars(arguments[1], end, descriptor);
    if (error != std::errc{} || at != end) descriptor = -1;
  }
  if (descriptor < 0) {
    std::fputs(
        "usage: sigwarden-opener FD INTERFACE…, the descriptor of a socket pair and what may "
        "be opened: it is started by `sigwarden run`, not by hand\n",
        stderr);
    return 2;
  }
  // Ctrl-C reaches the whole process group: the engine still wants counters while it drains.
  std::signal(SIGINT, SIG_IGN);
  return sigwarden::opener::serve(descriptor, {arguments + 2, static_cast<size_t>(count - 2)});
}
