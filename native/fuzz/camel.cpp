// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the CAP decoder: the first octet is the operation code, the second holds the
// component (low four bits) and the row of its context, the rest is the parameter.
#include <cstdlib>

#include "native/decode/camel.hpp"
#include "native/fuzz/tcap_checks.hpp"
#include "native/generated/camel.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kHead = 2;
  if (size < kHead) return 0;
  const int64_t code = data[0];
  const auto component = static_cast<Component>((data[1] & 0xF) % kComponentCount);
  const camel::Context& context = camel::kContexts[(data[1] >> 4) % camel::kContextCount];
  static check::BothSinks both;
  const auto how = [&](auto& d, Message& m, Cursor octets) {
    m.ss7.context = {
        .number = context.number, .version = context.version, .present = true, .is_cap = true};
    Operation& op = *d.out.add_operation(m);
    op.component = component;
    op.code = static_cast<int32_t>(code);
    op.id = camel_decode::operation_of(code);
    decode_camel(d, m, op, octets);
  };
  if (check::decode_both({data + kHead, data + size}, both, how) != nullptr) std::abort();
  return 0;
}
