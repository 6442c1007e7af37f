// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the MAP decoder: the first octet is the operation code, the second holds the
// component (low four bits) and the version of its context, the rest is the parameter.
#include <cstdlib>

#include "native/decode/gsm_map.hpp"
#include "native/fuzz/tcap_checks.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kHead = 2;
  if (size < kHead) return 0;
  const int64_t code = data[0];
  const auto component = static_cast<Component>(data[1] % kComponentCount);
  const auto version = static_cast<uint8_t>(data[1] >> 4);
  static check::BothSinks both;
  const auto how = [&](auto& d, Message& m, Cursor octets) {
    m.ss7.context = {.number = 1, .version = version, .present = true, .is_map = true};
    Operation& op = *d.out.add_operation(m);
    op.component = component;
    op.code = static_cast<int32_t>(code);
    op.id = map::operation_of(code);
    decode_gsm_map(d, m, op, octets);
  };
  if (check::decode_both({data + kHead, data + size}, both, how) != nullptr) std::abort();
  return 0;
}
