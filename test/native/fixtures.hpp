// SPDX-License-Identifier: Apache-2.0
// Files beside the native tests, made by the TypeScript ones (test/network/world.ts).
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "native/base/bytes.hpp"

namespace sigwarden::test {

/// A file of test/native/fixtures; empty when it is missing.
inline std::string read_fixture(const char* name) {
  std::string path = __FILE__;
  path.resize(path.rfind('/') + 1);
  std::ifstream file(path + "fixtures/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), static_cast<uint32_t>(text.size())};
}

} // namespace sigwarden::test
