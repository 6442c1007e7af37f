// SPDX-License-Identifier: Apache-2.0
// The whole native test framework: a test is a sentence that would be true, checks name the line,
// main() counts. Each
// *.test.cpp is its own program, so that a crash costs one file and names it.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace sigwarden::check {

struct Test {
  const char* sentence;
  void (*run)();
};

inline std::vector<Test>& tests() {
  static std::vector<Test> all;
  return all;
}
inline int& failures_of_current() {
  static int count = 0;
  return count;
}
struct Register {
  Register(const char* sentence, void (*run)()) { tests().push_back({sentence, run}); }
};

inline void failed(const char* file, int line, const std::string& what) {
  failures_of_current()++;
  std::printf("  %s:%d: %s\n", file, line, what.c_str());
}

/// By value: a set of bits may be aligned less than its type, and then takes no reference.
template <class T> std::string show(T value) {
  if constexpr (std::is_enum_v<T>)
    return std::to_string(static_cast<long long>(value));
  else if constexpr (std::is_arithmetic_v<T>)
    return std::to_string(value);
  else if constexpr (std::is_same_v<T, unsigned __int128>) // a set of bits
    return std::to_string(static_cast<uint64_t>(value >> 64)) + ":" +
           std::to_string(static_cast<uint64_t>(value));
  else
    return std::string(value);
}

inline int main() {
  int passed = 0, bad = 0;
  for (const Test& test : tests()) {
    failures_of_current() = 0;
    test.run();
    const bool ok = failures_of_current() == 0;
    std::printf("%s %s\n", ok ? "ok  " : "FAIL", test.sentence);
    ok ? passed++ : bad++;
  }
  std::printf("%d passed, %d failed\n", passed, bad);
  return bad == 0 ? 0 : 1;
}

} // namespace sigwarden::check

#define SW_JOIN_(a, b) a##b
#define SW_JOIN(a, b) SW_JOIN_(a, b)
#define TEST(sentence)                                                                             \
  static void SW_JOIN(test_, __LINE__)();                                                          \
  static const ::sigwarden::check::Register SW_JOIN(register_, __LINE__)(                          \
      sentence, &SW_JOIN(test_, __LINE__));                                                        \
  static void SW_JOIN(test_, __LINE__)()
#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) ::sigwarden::check::failed(__FILE__, __LINE__, "not true: " #condition);     \
  } while (0)
// Both sides are copied: a reference into a temporary such as `f().x` would dangle.
#define CHECK_EQ(actual, expected)                                                                 \
  do {                                                                                             \
    const auto a_ = (actual);                                                                      \
    const auto e_ = (expected);                                                                    \
    if (!(a_ == e_))                                                                               \
      ::sigwarden::check::failed(__FILE__, __LINE__,                                               \
                                 #actual " is " + ::sigwarden::check::show(a_) + ", expected " +   \
                                     ::sigwarden::check::show(e_));                                \
  } while (0)
#define CHECK_MAIN()                                                                               \
  int main() {                                                                                     \
    return ::sigwarden::check::main();                                                             \
  }
