// SPDX-License-Identifier: Apache-2.0
// Vectors that other projects publish, with tshark's reading of them, from a folder beside the
// checkout that is not part of it. Without the folder the tests say so and pass.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "test/native/octets.hpp"

namespace sigwarden::test {

struct Vector {
  std::string line;
  Octets octets;
  std::string pdu, direction;
  int opcode = -1;
  bool was_read = false; ///< tshark read it without a complaint

  /// The value of a JSON member with a string value, the first of that name.
  std::string text(const std::string& name) const {
    const std::string start = "\"" + name + "\": \"";
    const size_t at = line.find(start);
    if (at == std::string::npos) return "";
    const size_t from = at + start.size();
    return line.substr(from, line.find('"', from) - from);
  }
  /// tshark's values of a field, joined by commas.
  std::string says(const std::string& field) const {
    std::string values = text(field);
    std::replace(values.begin(), values.end(), ';', ',');
    return values;
  }
};

/// The folder of captures and vectors of other projects, which are not part of this one.
inline std::string captures_folder() {
  const char* folder = std::getenv("SIGWARDEN_CAPTURES");
  return folder != nullptr ? folder : "../shared/captures";
}

/// Its captures in the order of their names; says so when there are none.
inline std::vector<std::string> capture_paths() {
  std::vector<std::string> paths;
  std::error_code none;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(captures_folder(), none)) {
    const std::string extension = entry.path().extension();
    if (extension == ".pcap" || extension == ".pcapng" || extension == ".cap")
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  if (paths.empty()) std::puts("  skipped: no captures (set SIGWARDEN_CAPTURES)");
  return paths;
}

/// Calls use(vector) for each line of a file of that folder.
template <class Use> void for_each_vector_of(const std::string& file, Use&& use) {
  std::ifstream lines(captures_folder() + "/" + file);
  if (!lines) {
    std::printf("  skipped: no %s (set SIGWARDEN_CAPTURES)\n", file.c_str());
    return;
  }
  for (Vector v; std::getline(lines, v.line);) {
    v.octets = hex(v.text("hex"));
    v.pdu = v.text("pdu");
    v.direction = v.text("direction");
    v.was_read = v.text("status") == "ok";
    const std::string opcode = "\"opcode\": ";
    const size_t at = v.line.find(opcode);
    v.opcode = at == std::string::npos ? -1 : std::atoi(v.line.c_str() + at + opcode.size());
    use(v);
  }
}

/// The vectors of a layer: `MAP`, `TCAP`, `Diameter`.
template <class Use> void for_each_vector(const std::string& layer, Use&& use) {
  for_each_vector_of("vectors.jsonl", [&](const Vector& v) {
    if (v.text("layer") == layer) use(v);
  });
}

} // namespace sigwarden::test
